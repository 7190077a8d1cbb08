package rand_test

import (
	"bytes"
	"fmt"
	"math/rand"
	randv2 "math/rand/v2"
	"slices"
	"strings"
	"testing"

	ours "gorcstd/math/rand"
	oursv2 "gorcstd/math/rand/v2"
)

type v1 interface {
	Int63() int64
	Uint32() uint32
	Uint64() uint64
	Int31() int32
	Int() int
	Int63n(int64) int64
	Int31n(int32) int32
	Intn(int) int
	Float64() float64
	Float32() float32
	Perm(int) []int
	Shuffle(int, func(i, j int))
	Read([]byte) (int, error)
	NormFloat64() float64
	ExpFloat64() float64
	Seed(int64)
}

func try(f func() any) (s string) {
	defer func() {
		if r := recover(); r != nil {
			s = fmt.Sprint("panic: ", r)
		}
	}()
	return fmt.Sprint(f())
}

func script1(r v1, c *rand.Rand) string {
	var b strings.Builder
	for range 60 {
		n := c.Intn(12) - 1
		big := c.Int63() >> uint(c.Intn(63))
		switch c.Intn(17) {
		case 0:
			fmt.Fprintln(&b, r.Int63())
		case 1:
			fmt.Fprintln(&b, r.Uint32())
		case 2:
			fmt.Fprintln(&b, r.Uint64())
		case 3:
			fmt.Fprintln(&b, r.Int31())
		case 4:
			fmt.Fprintln(&b, r.Int())
		case 5:
			fmt.Fprintln(&b, try(func() any { return r.Int63n(big) }))
		case 6:
			fmt.Fprintln(&b, try(func() any { return r.Int31n(int32(big)) }))
		case 7:
			fmt.Fprintln(&b, try(func() any { return r.Intn(int(big)) }))
		case 8:
			fmt.Fprintln(&b, r.Float64())
		case 9:
			fmt.Fprintln(&b, r.Float32())
		case 10:
			fmt.Fprintln(&b, try(func() any { return r.Perm(n) }))
		case 11:
			fmt.Fprintln(&b, try(func() any {
				x := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}
				r.Shuffle(n, func(i, j int) { x[i], x[j] = x[j], x[i] })
				return x
			}))
		case 12:
			p := make([]byte, max(n, 0))
			r.Read(p)
			fmt.Fprintln(&b, p)
		case 13, 14:
			fmt.Fprintln(&b, r.NormFloat64())
		case 15:
			fmt.Fprintln(&b, r.ExpFloat64())
		case 16:
			if n == 0 {
				r.Seed(big)
			}
		}
	}
	return b.String()
}

func TestSeeded(t *testing.T) {
	for seed := int64(-300); seed < 2000; seed++ {
		s := seed
		if seed > 100 {
			s = seed * 0x123456789abcdef
		}
		a := script1(ours.New(ours.NewSource(s)), rand.New(rand.NewSource(seed)))
		b := script1(rand.New(rand.NewSource(s)), rand.New(rand.NewSource(seed)))
		if a != b {
			t.Fatalf("seed %d: %s", s, diff(a, b))
		}
	}
	x, y := ours.New(ours.NewSource(1)), rand.New(rand.NewSource(1))
	for i := range 2000000 {
		if a, b := x.NormFloat64(), y.NormFloat64(); a != b {
			t.Fatal("NormFloat64", i, a, b)
		}
		if a, b := x.ExpFloat64(), y.ExpFloat64(); a != b {
			t.Fatal("ExpFloat64", i, a, b)
		}
	}
	za, zb := ours.NewZipf(x, 1.5, 2, 100), rand.NewZipf(y, 1.5, 2, 100)
	for range 10000 {
		if za.Uint64() != zb.Uint64() {
			t.Fatal("Zipf")
		}
	}
	if ours.NewZipf(x, 1, 1, 1) != nil || try(func() any { return (*ours.Zipf)(nil).Uint64() }) != "panic: rand: nil Zipf" {
		t.Error("nil Zipf")
	}
}

func TestGlobal(t *testing.T) {
	if ours.Int63() == ours.Int63() || ours.Float64() >= 1 || ours.Intn(10) >= 10 || len(ours.Perm(5)) != 5 {
		t.Error("not random")
	}
	p := make([]byte, 20)
	ours.Read(p)
	if bytes.Count(p, []byte{0}) > 5 {
		t.Error(p)
	}
	ours.Seed(5)
	r := rand.New(rand.NewSource(5))
	for range 100 {
		if ours.Intn(1000) != r.Intn(1000) || ours.NormFloat64() != r.NormFloat64() || ours.Uint64() != r.Uint64() {
			t.Fatal("Seed")
		}
	}
	q := make([]byte, 20)
	ours.Read(p)
	r.Read(q)
	if !bytes.Equal(p, q) {
		t.Error("Read")
	}
}

type v2 interface {
	Int64() int64
	Uint32() uint32
	Uint64() uint64
	Int32() int32
	Int() int
	Uint() uint
	Int64N(int64) int64
	Uint64N(uint64) uint64
	Int32N(int32) int32
	Uint32N(uint32) uint32
	IntN(int) int
	UintN(uint) uint
	Float64() float64
	Float32() float32
	Perm(int) []int
	Shuffle(int, func(i, j int))
	NormFloat64() float64
	ExpFloat64() float64
}

func script2(r v2, c *rand.Rand) string {
	var b strings.Builder
	for range 60 {
		n := c.Intn(12) - 1
		big := c.Int63() >> uint(c.Intn(64))
		switch c.Intn(18) {
		case 0:
			fmt.Fprintln(&b, r.Int64())
		case 1:
			fmt.Fprintln(&b, r.Uint32())
		case 2:
			fmt.Fprintln(&b, r.Uint64())
		case 3:
			fmt.Fprintln(&b, r.Int32(), r.Uint())
		case 4:
			fmt.Fprintln(&b, r.Int())
		case 5:
			fmt.Fprintln(&b, try(func() any { return r.Int64N(big) }))
		case 6:
			fmt.Fprintln(&b, try(func() any { return r.Int32N(int32(big)) }))
		case 7:
			fmt.Fprintln(&b, try(func() any { return r.IntN(int(big)) }))
		case 8:
			fmt.Fprintln(&b, r.Float64())
		case 9:
			fmt.Fprintln(&b, r.Float32())
		case 10:
			fmt.Fprintln(&b, try(func() any { return r.Perm(n) }))
		case 11:
			fmt.Fprintln(&b, try(func() any {
				x := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}
				r.Shuffle(n, func(i, j int) { x[i], x[j] = x[j], x[i] })
				return x
			}))
		case 12:
			fmt.Fprintln(&b, try(func() any { return r.Uint64N(uint64(big)) }))
		case 13, 14:
			fmt.Fprintln(&b, r.NormFloat64())
		case 15:
			fmt.Fprintln(&b, r.ExpFloat64())
		case 16:
			fmt.Fprintln(&b, try(func() any { return r.Uint32N(uint32(big)) }))
		case 17:
			fmt.Fprintln(&b, try(func() any { return r.UintN(uint(big)) }))
		}
	}
	return b.String()
}

func TestV2(t *testing.T) {
	for seed := range uint64(3000) {
		a := script2(oursv2.New(oursv2.NewPCG(seed, seed*0x123456789abcdef)), rand.New(rand.NewSource(int64(seed))))
		b := script2(randv2.New(randv2.NewPCG(seed, seed*0x123456789abcdef)), rand.New(rand.NewSource(int64(seed))))
		if a != b {
			t.Fatalf("PCG %d: %s", seed, diff(a, b))
		}
	}
	x, y := oursv2.New(oursv2.NewPCG(1, 2)), randv2.New(randv2.NewPCG(1, 2))
	for range 2000000 {
		if x.NormFloat64() != y.NormFloat64() || x.ExpFloat64() != y.ExpFloat64() {
			t.Fatal("NormFloat64")
		}
	}
	if oursv2.N(10) >= 10 || oursv2.IntN(3) >= 3 || oursv2.Int64() == oursv2.Int64() {
		t.Error("global")
	}
	if s := try(func() any { return oursv2.N(0) }); s != "panic: invalid argument to N" {
		t.Error(s)
	}
}

type marshaler interface {
	Uint64() uint64
	MarshalBinary() ([]byte, error)
	UnmarshalBinary([]byte) error
}

func TestMarshal(t *testing.T) {
	c := rand.New(rand.NewSource(1))
	for range 300 {
		var seed [32]byte
		c.Read(seed[:])
		a, b := oursv2.NewChaCha8(seed), randv2.NewChaCha8(seed)
		for range 60 {
			switch c.Intn(4) {
			case 0:
				for range c.Intn(40) {
					if a.Uint64() != b.Uint64() {
						t.Fatal("ChaCha8")
					}
				}
			case 1:
				n := c.Intn(20)
				p, q := make([]byte, n), make([]byte, n)
				a.Read(p)
				b.Read(q)
				if !bytes.Equal(p, q) {
					t.Fatal("Read")
				}
			case 2:
				p, _ := a.MarshalBinary()
				q, _ := b.MarshalBinary()
				if !bytes.Equal(p, q) {
					t.Fatalf("MarshalBinary %q %q", p, q)
				}
				if c.Intn(4) == 0 {
					p[c.Intn(len(p))] ^= byte(c.Intn(256))
					q = slices.Clone(p)
				}
				a, b = oursv2.NewChaCha8(seed), randv2.NewChaCha8(seed)
				x, y := try(func() any { return a.UnmarshalBinary(p) }), try(func() any { return b.UnmarshalBinary(q) })
				if strings.HasPrefix(y, "panic") { // the official one trusts a length of more than 8
					x = y
				}
				if x != y {
					t.Fatalf("UnmarshalBinary %q: %s %s", p, x, y)
				} else if x != "<nil>" {
					a, b = oursv2.NewChaCha8(seed), randv2.NewChaCha8(seed)
				}
			case 3:
				if c.Intn(10) == 0 {
					a.Seed(seed)
					b.Seed(seed)
				}
			}
		}
	}
	a, b := oursv2.NewPCG(1, 2), randv2.NewPCG(1, 2)
	p, _ := a.MarshalBinary()
	q, _ := b.MarshalBinary()
	if !bytes.Equal(p, q) || a.UnmarshalBinary(p) != nil || fmt.Sprint(a.UnmarshalBinary(p[1:])) != fmt.Sprint(b.UnmarshalBinary(p[1:])) {
		t.Error("PCG encoding")
	}
}

// diff is the first line in which a and b differ.
func diff(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			return fmt.Sprintf("line %d: ours %s, official %s", i, x[i], y[i])
		}
	}
	return ""
}
