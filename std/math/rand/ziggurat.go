package rand

import "math"

// The ziggurat: G. Marsaglia and W. Tsang, "The Ziggurat Method for Generating
// Random Variables". The area below the density is covered by layers of the same
// size; nearly always a point of a layer is known to lie below without computing
// the density. Tables are in tables.go.

const (
	normTail = 3.442619855899      // where the base layer of the normal ends
	expTail  = 7.69711747013104972 // and that of the exponential
)

// NormFloat64 gives a number of the normal distribution with mean 0 and standard
// deviation 1. Others are had by multiplying and adding.
func (r *Rand) NormFloat64() float64 {
	for {
		j := int32(r.Uint32()) // both signs
		i := j & 0x7F
		x := float64(j) * float64(wn[i])
		if magnitude(j) < kn[i] {
			return x
		}
		if i == 0 {
			// The tail, by Marsaglia's method.
			for {
				x = -math.Log(r.Float64()) * (1.0 / normTail)
				y := -math.Log(r.Float64())
				if y+y >= x*x {
					break
				}
			}
			if j > 0 {
				return normTail + x
			}
			return -normTail - x
		}
		if fn[i]+float32(r.Float64())*(fn[i-1]-fn[i]) < float32(math.Exp(-.5*x*x)) {
			return x
		}
	}
}

func magnitude(i int32) uint32 {
	if i < 0 {
		return uint32(-i)
	}
	return uint32(i)
}

// ExpFloat64 gives a number of the exponential distribution with rate 1. Others
// are had by dividing by the rate.
func (r *Rand) ExpFloat64() float64 {
	for {
		j := r.Uint32()
		i := j & 0xFF
		x := float64(j) * float64(we[i])
		if j < ke[i] {
			return x
		}
		if i == 0 {
			return expTail - math.Log(r.Float64())
		}
		if fe[i]+float32(r.Float64())*(fe[i-1]-fe[i]) < float32(math.Exp(-x)) {
			return x
		}
	}
}
