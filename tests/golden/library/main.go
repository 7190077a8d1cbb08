// This program runs the pure packages of the library on numbers from a generator
// of its own and prints digests of the results: compiled by gorc and by the
// official toolchain it prints the same. tests/std-diff has finer tests.
package main

import (
	"errors"
	"math"
	"os"
	"strconv"
)

// rng is a linear congruential generator: the same numbers everywhere.
type rng uint64

func (r *rng) next() uint64 {
	*r = *r*6364136223846793005 + 1442695040888963407
	x := uint64(*r)
	return x ^ x>>29
}

func (r *rng) intn(n int) int { return int(r.next() >> 33 % uint64(n)) }

// A digest is an FNV-1a hash of everything added, and how many values that was.
type digest struct {
	name string
	h    uint64
	n    int
}

func newDigest(name string) *digest { return &digest{name, 14695981039346656037, 0} }

func (d *digest) add(values ...any) {
	for _, v := range values {
		s := ""
		switch v := v.(type) {
		case nil:
			s = "nil"
		case string:
			s = v
		case []byte:
			s = string(v)
		case bool:
			s = strconv.FormatBool(v)
		case int:
			s = strconv.Itoa(v)
		case int64:
			s = strconv.FormatInt(v, 10)
		case uint64:
			s = strconv.FormatUint(v, 10)
		case uint32:
			s = strconv.FormatUint(uint64(v), 10)
		case rune:
			s = strconv.FormatInt(int64(v), 16)
		case float64:
			s = strconv.FormatUint(math.Float64bits(v), 16)
			if v != v {
				s = "NaN"
			}
		case []string:
			for _, e := range v {
				d.add(e)
			}
			s = strconv.Itoa(len(v))
		case []int:
			for _, e := range v {
				d.add(e)
			}
			s = strconv.Itoa(len(v))
		case error:
			s = v.Error()
		default:
			panic(errors.New("no digest of such a value"))
		}
		for i := 0; i < len(s); i++ {
			d.h = (d.h ^ uint64(s[i])) * 1099511628211
		}
		d.h = (d.h ^ 0xff) * 1099511628211
		d.n++
	}
}

func (d *digest) done() {
	os.Stdout.WriteString(d.name + " " + strconv.Itoa(d.n) + " " + strconv.FormatUint(d.h, 16) + "\n")
}

// try adds the text of a panic.
func (d *digest) try(f func()) {
	defer func() {
		switch v := recover().(type) {
		case nil:
		case error:
			d.add("panic " + v.Error())
		case string:
			d.add("panic " + v)
		}
	}()
	f()
}

func main() {
	testStrconv()
	testStrings()
	testBytes()
	testUnicode()
	testSorting()
	testContainers()
	testMath()
	testRand()
	testIO()
	testErrors()
}
