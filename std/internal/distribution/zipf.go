package distribution

import "math"

// A Zipf has the numbers that drawing from a Zipf distribution takes.
//
// The method is rejection-inversion: W. Hörmann and G. Derflinger,
// "Rejection-Inversion to Generate Variates from Monotone Discrete Distributions".
type Zipf struct {
	imax       float64
	v, q       float64 // q is the exponent s
	shift      float64 // how far from an integer a point is accepted at once
	p, pInv    float64 // 1-q and its inverse
	hMax, hGap float64 // hat's integral at the end, and from there to the start
}

// hat gives the integral of the hat (v+x)**-q, and hatInv its inverse.
func (z *Zipf) hat(x float64) float64 { return math.Exp(z.p*math.Log(z.v+x)) * z.pInv }

func (z *Zipf) hatInv(x float64) float64 { return math.Exp(z.pInv*math.Log(z.p*x)) - z.v }

// Init makes z ready for numbers from 0 to imax. It reports whether s > 1 and v >=
// 1, as they must be.
func (z *Zipf) Init(s float64, v float64, imax uint64) bool {
	if s <= 1.0 || v < 1 {
		return false
	}
	*z = Zipf{imax: float64(imax), v: v, q: s}
	z.p = 1 - z.q
	z.pInv = 1 / z.p
	z.hMax = z.hat(z.imax + 0.5)
	z.hGap = z.hat(0.5) - math.Exp(math.Log(z.v)*(-z.q)) - z.hMax
	z.shift = 1 - z.hatInv(z.hat(1.5)-math.Exp(-z.q*math.Log(z.v+1)))
	return true
}

// Draw gives a number.
func Draw[U Uniform](z *Zipf, from U) uint64 {
	for {
		u := z.hMax + from.Float64()*z.hGap
		x := z.hatInv(u)
		k := math.Floor(x + 0.5)
		if k-x <= z.shift || u >= z.hat(k+0.5)-math.Exp(-math.Log(k+z.v)*z.q) {
			return uint64(k)
		}
	}
}
