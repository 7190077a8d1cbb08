// Package rand has generators of pseudo-random numbers that are not fit for
// secrets. Package math/rand/v2 is its successor.
//
// A seeded Source gives the sequence that Go has given for that seed since Go 1:
// source.go. The functions of Rand draw from it in the documented way, too, so
// that their results are the same; global.go has those without a Rand, which are
// seeded at random.
package rand

// A Source is a stream of numbers uniform in [0, 1<<63). It is not safe for use by
// several goroutines at once.
type Source interface {
	Int63() int64
	Seed(seed int64)
}

// A Source64 is a Source that has a stream of 64-bit numbers, too.
type Source64 interface {
	Source
	Uint64() uint64
}

// A Rand turns a Source into numbers of all kinds.
type Rand struct {
	src Source
	s64 Source64 // src, if it is one

	// What Read has not used of the last number, and how many bytes that is.
	readVal int64
	readPos int8
}

// New gives a Rand that draws from src.
func New(src Source) *Rand {
	s64, _ := src.(Source64)
	return &Rand{src: src, s64: s64}
}

// Seed starts the source again with a seed. It must not be called while another
// method is.
func (r *Rand) Seed(seed int64) {
	if g, ok := r.src.(*globalSource); ok {
		g.seed(seed, &r.readPos)
		return
	}
	r.src.Seed(seed)
	r.readPos = 0
}

// Int63 gives an int64 >= 0.
func (r *Rand) Int63() int64 { return r.src.Int63() }

// Uint32 gives a uint32.
func (r *Rand) Uint32() uint32 { return uint32(r.Int63() >> 31) }

// Uint64 gives a uint64.
func (r *Rand) Uint64() uint64 {
	if r.s64 != nil {
		return r.s64.Uint64()
	}
	return uint64(r.Int63())>>31 | uint64(r.Int63())<<32
}

// Int31 gives an int32 >= 0.
func (r *Rand) Int31() int32 { return int32(r.Int63() >> 32) }

// Int gives an int >= 0.
func (r *Rand) Int() int { return int(uint(r.Int63()) << 1 >> 1) }

// Int63n gives an int64 in [0, n). It panics if n <= 0.
func (r *Rand) Int63n(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int63n")
	}
	if n&(n-1) == 0 {
		return r.Int63() & (n - 1)
	}
	// Numbers beyond the last multiple of n are drawn again.
	limit := int64(1<<63 - 1 - 1<<63%uint64(n))
	v := r.Int63()
	for v > limit {
		v = r.Int63()
	}
	return v % n
}

// Int31n gives an int32 in [0, n). It panics if n <= 0.
func (r *Rand) Int31n(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int31n")
	}
	if n&(n-1) == 0 {
		return r.Int31() & (n - 1)
	}
	limit := int32(1<<31 - 1 - 1<<31%uint32(n))
	v := r.Int31()
	for v > limit {
		v = r.Int31()
	}
	return v % n
}

// below gives an int32 in [0, n) after D. Lemire, "Fast Random Integer Generation
// in an Interval": with another sequence than Int31n.
func (r *Rand) below(n int32) int32 {
	p := uint64(r.Uint32()) * uint64(n)
	if low := uint32(p); low < uint32(n) {
		limit := uint32(-n) % uint32(n)
		for low < limit {
			p = uint64(r.Uint32()) * uint64(n)
			low = uint32(p)
		}
	}
	return int32(p >> 32)
}

// Intn gives an int in [0, n). It panics if n <= 0.
func (r *Rand) Intn(n int) int {
	if n <= 0 {
		panic("invalid argument to Intn")
	}
	if n <= 1<<31-1 {
		return int(r.Int31n(int32(n)))
	}
	return int(r.Int63n(int64(n)))
}

// Float64 gives a float64 in [0.0, 1.0).
func (r *Rand) Float64() float64 {
	for {
		if f := float64(r.Int63()) / (1 << 63); f != 1 { // not rounded up
			return f
		}
	}
}

// Float32 gives a float32 in [0.0, 1.0).
func (r *Rand) Float32() float32 {
	for {
		if f := float32(r.Float64()); f != 1 {
			return f
		}
	}
}

// Perm gives the numbers in [0, n) in random order.
func (r *Rand) Perm(n int) []int {
	p := make([]int, n)
	for i := range p {
		j := r.Intn(i + 1)
		p[i] = p[j]
		p[j] = i
	}
	return p
}

// Shuffle puts n elements in random order; swap exchanges two of them. It panics
// if n < 0.
func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	// R. Fisher and F. Yates.
	i := n - 1
	for ; i > 1<<31-2; i-- {
		swap(i, int(r.Int63n(int64(i+1))))
	}
	for ; i > 0; i-- {
		swap(i, int(r.below(int32(i+1))))
	}
}

// Read fills p with random bytes. It never fails.
func (r *Rand) Read(p []byte) (n int, err error) {
	if g, ok := r.src.(*globalSource); ok {
		return g.read(p, &r.readVal, &r.readPos)
	}
	return read(p, r.src, &r.readVal, &r.readPos)
}

// read takes seven bytes of each number, and keeps what is left.
func read(p []byte, src Source, val *int64, pos *int8) (n int, err error) {
	for n = range p {
		if *pos == 0 {
			*val = src.Int63()
			*pos = 7
		}
		p[n] = byte(*val)
		*val >>= 8
		*pos--
	}
	return len(p), nil
}
