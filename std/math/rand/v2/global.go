package rand

import _ "unsafe" // for linkname

//go:linkname runtimeRand runtime.rand
func runtimeRand() uint64

// runtimeSource is the runtime's generator, of which each thread has its own.
type runtimeSource struct{}

func (runtimeSource) Uint64() uint64 { return runtimeRand() }

var global = &Rand{runtimeSource{}}

// Int64 gives an int64 >= 0.
func Int64() int64 { return global.Int64() }

// Uint32 gives a uint32.
func Uint32() uint32 { return global.Uint32() }

// Uint64 gives a uint64.
func Uint64() uint64 { return global.Uint64() }

// Int32 gives an int32 >= 0.
func Int32() int32 { return global.Int32() }

// Int gives an int >= 0.
func Int() int { return global.Int() }

// Uint gives a uint.
func Uint() uint { return global.Uint() }

// Int64N gives an int64 in [0, n). It panics if n <= 0.
func Int64N(n int64) int64 { return global.Int64N(n) }

// Uint64N gives a uint64 in [0, n). It panics if n == 0.
func Uint64N(n uint64) uint64 { return global.Uint64N(n) }

// Int32N gives an int32 in [0, n). It panics if n <= 0.
func Int32N(n int32) int32 { return global.Int32N(n) }

// Uint32N gives a uint32 in [0, n). It panics if n == 0.
func Uint32N(n uint32) uint32 { return global.Uint32N(n) }

// IntN gives an int in [0, n). It panics if n <= 0.
func IntN(n int) int { return global.IntN(n) }

// UintN gives a uint in [0, n). It panics if n == 0.
func UintN(n uint) uint { return global.UintN(n) }

type intType interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 |
		~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

// N gives a number in [0, n) of any integer type. It panics if n <= 0.
func N[Int intType](n Int) Int { return Int(global.uint64n(positive(n, "N"))) }

// Float64 gives a float64 in [0.0, 1.0).
func Float64() float64 { return global.Float64() }

// Float32 gives a float32 in [0.0, 1.0).
func Float32() float32 { return global.Float32() }

// Perm gives the numbers in [0, n) in random order.
func Perm(n int) []int { return global.Perm(n) }

// Shuffle puts n elements in random order; swap exchanges two of them. It panics
// if n < 0.
func Shuffle(n int, swap func(i, j int)) { global.Shuffle(n, swap) }

// NormFloat64 gives a number of the normal distribution with mean 0 and standard
// deviation 1.
func NormFloat64() float64 { return global.NormFloat64() }

// ExpFloat64 gives a number of the exponential distribution with rate 1.
func ExpFloat64() float64 { return global.ExpFloat64() }
