package rand

import "math"

// A Zipf draws numbers of the Zipf distribution: k with a probability in
// proportion to (v+k)**-s.
//
// The method is rejection-inversion: W. Hörmann and G. Derflinger,
// "Rejection-Inversion to Generate Variates from Monotone Discrete Distributions".
type Zipf struct {
	r          *Rand
	imax       float64
	v, q       float64 // q is the exponent s
	shift      float64 // how far from an integer a point is accepted at once
	p, pInv    float64 // 1-q and its inverse
	hMax, hGap float64 // hat's integral at the end, and from there to the start
}

// hat gives the integral of the hat (v+x)**-q, and hatInv its inverse.
func (z *Zipf) hat(x float64) float64 { return math.Exp(z.p*math.Log(z.v+x)) * z.pInv }

func (z *Zipf) hatInv(x float64) float64 { return math.Exp(z.pInv*math.Log(z.p*x)) - z.v }

// NewZipf gives a Zipf for numbers from 0 to imax. It is nil unless s > 1 and v >=
// 1.
func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf {
	if s <= 1.0 || v < 1 {
		return nil
	}
	z := &Zipf{r: r, imax: float64(imax), v: v, q: s}
	z.p = 1 - z.q
	z.pInv = 1 / z.p
	z.hMax = z.hat(z.imax + 0.5)
	z.hGap = z.hat(0.5) - math.Exp(math.Log(z.v)*(-z.q)) - z.hMax
	z.shift = 1 - z.hatInv(z.hat(1.5)-math.Exp(-z.q*math.Log(z.v+1)))
	return z
}

// Uint64 draws a number.
func (z *Zipf) Uint64() uint64 {
	if z == nil {
		panic("rand: nil Zipf")
	}
	for {
		u := z.hMax + z.r.Float64()*z.hGap
		x := z.hatInv(u)
		k := math.Floor(x + 0.5)
		if k-x <= z.shift || u >= z.hat(k+0.5)-math.Exp(-math.Log(k+z.v)*z.q) {
			return uint64(k)
		}
	}
}
