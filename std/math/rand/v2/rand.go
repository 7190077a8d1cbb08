// Package rand has generators of pseudo-random numbers that are not fit for
// secrets.
//
// pcg.go and chacha8.go have the generators, which give the sequences that their
// specifications say; Rand draws from them. global.go has the functions without a
// Rand, which are seeded at random.
package rand

import "math/bits"

// A Source is a stream of numbers uniform in [0, 1<<64). It is not safe for use by
// several goroutines at once.
type Source interface {
	Uint64() uint64
}

// A Rand turns a Source into numbers of all kinds.
type Rand struct {
	src Source
}

// New gives a Rand that draws from src.
func New(src Source) *Rand { return &Rand{src: src} }

// Int64 gives an int64 >= 0.
func (r *Rand) Int64() int64 { return int64(r.src.Uint64() &^ (1 << 63)) }

// Uint32 gives a uint32.
func (r *Rand) Uint32() uint32 { return uint32(r.src.Uint64() >> 32) }

// Uint64 gives a uint64.
func (r *Rand) Uint64() uint64 { return r.src.Uint64() }

// Int32 gives an int32 >= 0.
func (r *Rand) Int32() int32 { return int32(r.src.Uint64() >> 33) }

// Int gives an int >= 0.
func (r *Rand) Int() int { return int(uint(r.src.Uint64()) << 1 >> 1) }

// Uint gives a uint.
func (r *Rand) Uint() uint { return uint(r.src.Uint64()) }

// uint64n gives a uint64 in [0, n), after D. Lemire, "Fast Random Integer
// Generation in an Interval".
func (r *Rand) uint64n(n uint64) uint64 {
	if n&(n-1) == 0 {
		return r.Uint64() & (n - 1)
	}
	hi, lo := bits.Mul64(r.Uint64(), n)
	if lo < n {
		limit := -n % n
		for lo < limit {
			hi, lo = bits.Mul64(r.Uint64(), n)
		}
	}
	return hi
}

// positive gives n, unless it is not positive: then it panics and names the function.
func positive[Int intType](n Int, function string) uint64 {
	if n <= 0 {
		panic("invalid argument to " + function)
	}
	return uint64(n)
}

// Int64N gives an int64 in [0, n). It panics if n <= 0.
func (r *Rand) Int64N(n int64) int64 { return int64(r.uint64n(positive(n, "Int64N"))) }

// Uint64N gives a uint64 in [0, n). It panics if n == 0.
func (r *Rand) Uint64N(n uint64) uint64 { return r.uint64n(positive(n, "Uint64N")) }

// Int32N gives an int32 in [0, n). It panics if n <= 0.
func (r *Rand) Int32N(n int32) int32 { return int32(r.uint64n(positive(n, "Int32N"))) }

// Uint32N gives a uint32 in [0, n). It panics if n == 0.
func (r *Rand) Uint32N(n uint32) uint32 { return uint32(r.uint64n(positive(n, "Uint32N"))) }

// IntN gives an int in [0, n). It panics if n <= 0.
func (r *Rand) IntN(n int) int { return int(r.uint64n(positive(n, "IntN"))) }

// UintN gives a uint in [0, n). It panics if n == 0.
func (r *Rand) UintN(n uint) uint { return uint(r.uint64n(positive(n, "UintN"))) }

// Float64 gives a float64 in [0.0, 1.0).
func (r *Rand) Float64() float64 { return float64(r.Uint64()<<11>>11) / (1 << 53) }

// Float32 gives a float32 in [0.0, 1.0).
func (r *Rand) Float32() float32 { return float32(r.Uint32()<<8>>8) / (1 << 24) }

// Perm gives the numbers in [0, n) in random order.
func (r *Rand) Perm(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	r.Shuffle(n, func(i, j int) { p[i], p[j] = p[j], p[i] })
	return p
}

// Shuffle puts n elements in random order; swap exchanges two of them. It panics
// if n < 0.
func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	for i := n - 1; i > 0; i-- {
		swap(i, int(r.uint64n(uint64(i+1))))
	}
}
