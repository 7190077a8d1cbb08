package rand

// NewSource gives a Source64 with a seed.
func NewSource(seed int64) Source {
	s := new(fibonacci)
	s.Seed(seed)
	return s
}

const (
	length = 607
	tap    = 273
)

// fibonacci is an additive lagged Fibonacci generator, x[n] = x[n-607] + x[n-273],
// after D. Mitchell and J. Reeds. Only the last 607 numbers are kept; feed and tap
// walk down through them.
type fibonacci struct {
	tap, feed int
	vec       [length]uint64
}

// Seed starts from the state that gen/tables.py computes, scrambled by numbers of
// the minimal standard generator.
func (f *fibonacci) Seed(seed int64) {
	const m = 1<<31 - 1
	f.tap = 0
	f.feed = length - tap
	seed %= m
	if seed < 0 {
		seed += m
	}
	if seed == 0 {
		seed = 89482311
	}
	x := uint64(seed)
	next := func() uint64 {
		x = 48271 * x % m
		return x
	}
	for range 20 {
		next()
	}
	for i := range f.vec {
		u := next() << 40
		u ^= next() << 20
		u ^= next()
		f.vec[i] = u ^ cooked[i]
	}
}

func (f *fibonacci) Int63() int64 { return int64(f.Uint64() &^ (1 << 63)) }

func (f *fibonacci) Uint64() uint64 {
	f.tap--
	if f.tap < 0 {
		f.tap += length
	}
	f.feed--
	if f.feed < 0 {
		f.feed += length
	}
	x := f.vec[f.feed] + f.vec[f.tap]
	f.vec[f.feed] = x
	return x
}
