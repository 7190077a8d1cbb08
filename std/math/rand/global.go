package rand

import (
	"sync"
	_ "unsafe" // for linkname
)

// A globalSource serves the functions of the package: it draws from the runtime's
// generator, which each thread has its own of, until it is given a seed.
type globalSource struct {
	mu     sync.Mutex
	seeded *fibonacci // nil before Seed; guarded by mu
	used   bool       // whether it was ever seeded: set before mu is released
}

//go:linkname runtimeRand runtime.rand
func runtimeRand() uint64

var global = &Rand{src: &globals, s64: &globals}
var globals globalSource

func (g *globalSource) Int63() int64 { return int64(g.Uint64() &^ (1 << 63)) }

func (g *globalSource) Uint64() uint64 {
	if !g.used {
		return runtimeRand()
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.seeded.Uint64()
}

func (g *globalSource) Seed(seed int64) { g.seed(seed, new(int8)) }

func (g *globalSource) seed(seed int64, readPos *int8) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.seeded == nil {
		g.seeded = new(fibonacci)
	}
	g.seeded.Seed(seed)
	*readPos = 0
	g.used = true
}

func (g *globalSource) read(p []byte, val *int64, pos *int8) (n int, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.seeded == nil {
		return read(p, runtimeSource{}, val, pos)
	}
	return read(p, g.seeded, val, pos)
}

// runtimeSource is the runtime's generator as a Source.
type runtimeSource struct{}

func (runtimeSource) Int63() int64 { return int64(runtimeRand() &^ (1 << 63)) }
func (runtimeSource) Seed(int64)   {}

// Seed gives the functions of the package a seed: from then on they draw from a
// Source of their own, as NewSource makes it.
//
// Deprecated: without it they are seeded at random. Make a Rand for a sequence
// that can be repeated.
func Seed(seed int64) { global.Seed(seed) }

// Int63 gives an int64 >= 0.
func Int63() int64 { return global.Int63() }

// Uint32 gives a uint32.
func Uint32() uint32 { return global.Uint32() }

// Uint64 gives a uint64.
func Uint64() uint64 { return global.Uint64() }

// Int31 gives an int32 >= 0.
func Int31() int32 { return global.Int31() }

// Int gives an int >= 0.
func Int() int { return global.Int() }

// Int63n gives an int64 in [0, n). It panics if n <= 0.
func Int63n(n int64) int64 { return global.Int63n(n) }

// Int31n gives an int32 in [0, n). It panics if n <= 0.
func Int31n(n int32) int32 { return global.Int31n(n) }

// Intn gives an int in [0, n). It panics if n <= 0.
func Intn(n int) int { return global.Intn(n) }

// Float64 gives a float64 in [0.0, 1.0).
func Float64() float64 { return global.Float64() }

// Float32 gives a float32 in [0.0, 1.0).
func Float32() float32 { return global.Float32() }

// Perm gives the numbers in [0, n) in random order.
func Perm(n int) []int { return global.Perm(n) }

// Shuffle puts n elements in random order; swap exchanges two of them. It panics
// if n < 0.
func Shuffle(n int, swap func(i, j int)) { global.Shuffle(n, swap) }

// Read fills p with random bytes. It never fails.
//
// Deprecated: crypto/rand.Read is what is wanted nearly always.
func Read(p []byte) (n int, err error) { return global.Read(p) }

// NormFloat64 gives a number of the normal distribution with mean 0 and standard
// deviation 1.
func NormFloat64() float64 { return global.NormFloat64() }

// ExpFloat64 gives a number of the exponential distribution with rate 1.
func ExpFloat64() float64 { return global.ExpFloat64() }
