package rand

import "internal/distribution"

// points draws the points of a ziggurat.
type points struct{ *Rand }

// Point takes both from one number of 32 bits.
func (p points) Point() (x, layer uint32) {
	u := p.Uint32()
	return u, u
}

// NormFloat64 gives a number of the normal distribution with mean 0 and standard
// deviation 1. Others are had by multiplying and adding.
func (r *Rand) NormFloat64() float64 { return distribution.Norm(points{r}) }

// ExpFloat64 gives a number of the exponential distribution with rate 1. Others
// are had by dividing by the rate.
func (r *Rand) ExpFloat64() float64 { return distribution.Exp(points{r}) }

// A Zipf draws numbers of the Zipf distribution: k with a probability in
// proportion to (v+k)**-s.
type Zipf struct {
	r *Rand
	d distribution.Zipf
}

// NewZipf gives a Zipf for numbers from 0 to imax. It is nil unless s > 1 and v >=
// 1.
func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf {
	z := &Zipf{r: r}
	if !z.d.Init(s, v, imax) {
		return nil
	}
	return z
}

// Uint64 draws a number.
func (z *Zipf) Uint64() uint64 {
	if z == nil {
		panic("rand: nil Zipf")
	}
	return distribution.Draw(&z.d, z.r)
}
