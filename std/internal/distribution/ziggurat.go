// Package distribution has what packages math/rand and math/rand/v2 share: numbers of other distributions than the
// uniform one. The two differ in how they draw uniform numbers, which they tell by the type parameter of a function:
// that leaves nothing to find out at run time.
package distribution

import "math"

// The ziggurat: G. Marsaglia and W. Tsang, "The Ziggurat Method for Generating
// Random Variables". The area below the density is covered by layers of the same
// size; nearly always a point of a layer is known to lie below without computing
// the density. Tables are in tables.go.

const (
	normTail = 3.442619855899      // where the base layer of the normal ends
	expTail  = 7.69711747013104972 // and that of the exponential
)

// Uniform draws uniform numbers.
type Uniform interface {
	// Float64 gives a number in [0.0, 1.0).
	Float64() float64
}

// Layered draws the points of a ziggurat, too.
type Layered interface {
	Uniform
	// Point gives a place within a layer, and in its low bits the number of the layer.
	Point() (x, layer uint32)
}

// Norm gives a number of the normal distribution with mean 0 and standard
// deviation 1.
func Norm[L Layered](from L) float64 {
	for {
		point, layer := from.Point()
		j, i := int32(point), layer&0x7F // j has both signs
		x := float64(j) * float64(wn[i])
		if magnitude(j) < kn[i] {
			return x
		}
		if i == 0 {
			// The tail, by Marsaglia's method.
			for {
				x = -math.Log(from.Float64()) * (1.0 / normTail)
				y := -math.Log(from.Float64())
				if y+y >= x*x {
					break
				}
			}
			if j > 0 {
				return normTail + x
			}
			return -normTail - x
		}
		if fn[i]+float32(from.Float64())*(fn[i-1]-fn[i]) < float32(math.Exp(-.5*x*x)) {
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

// Exp gives a number of the exponential distribution with rate 1.
func Exp[L Layered](from L) float64 {
	for {
		j, layer := from.Point()
		i := layer & 0xFF
		x := float64(j) * float64(we[i])
		if j < ke[i] {
			return x
		}
		if i == 0 {
			return expTail - math.Log(from.Float64())
		}
		if fe[i]+float32(from.Float64())*(fe[i-1]-fe[i]) < float32(math.Exp(-x)) {
			return x
		}
	}
}
