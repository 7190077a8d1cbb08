// Indices whose range is known by their type, operations or loops, and some whose range only seems to be known.
package main

import "fmt"

var table [256]int
var small [16]int

func try(name string, f func() int) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, "panics:", r)
		}
	}()
	fmt.Println(name, f())
}

//go:noinline
func bytes(b byte, i int8, u uint16, x int, w uint) (sum int) {
	sum += table[b] + small[b>>4] + small[b&15] + small[x&15] + small[w%16] + small[u>>12] + table[int(b)]
	sum += table[uint8(i)] + table[uint8(x)] + small[int64(w>>60)] + small[uint32(b)/16]
	return sum
}

func main() {
	for i := range table {
		table[i] = i
	}
	for i := range small {
		small[i] = 1000 * i
	}
	try("in range", func() int { return bytes(255, -1, 65535, -1, 1<<64-1) })
	m, n := -3, 20
	b, c := byte(200), int8(-2)
	try("negative", func() int { return table[m] })
	try("negative mask", func() int { return table[m&-2] })
	try("negative remainder", func() int { return small[m%16] })
	try("wide mask", func() int { return small[n&31] })
	try("signed byte", func() int { return table[c] })
	try("byte as signed", func() int { return table[int8(b)] })
	try("shifted", func() int { return small[b>>3] })
	try("shifted negative", func() int { return small[m>>1] })
	s := []int{1, 2, 3, 4, 5}
	try("counter", func() (sum int) {
		for i := 0; i < len(s); {
			for i < len(s) && s[i] < 3 {
				sum += s[i]
				i++
			}
			for i < len(s) && s[i] >= 3 {
				sum += 10 * s[i]
				i++
			}
		}
		return
	})
	try("from below", func() (sum int) {
		for i := m; i < len(s); i++ {
			sum += s[i]
		}
		return
	})
	try("grown elsewhere", func() (sum int) {
		for i, k := 0, 0; i < len(s); i++ {
			if k < len(s) {
				sum += s[k]
				k -= 2
			}
		}
		return
	})
	try("wrapped", func() (sum int) {
		for i, k := 0, 1<<62; i < 4; i++ {
			k += k / 2
			k++
			if k < len(s) {
				sum += s[k]
			}
		}
		return
	})
	try("limit changes", func() (sum int) {
		t := s
		for i := 0; i < len(t); i++ {
			t = t[:len(t)-1]
			sum += t[i]
		}
		return
	})
	try("other slice", func() (sum int) {
		t := s[:3]
		for i := 0; i < len(s); i++ {
			sum += t[i]
		}
		return
	})
	try("counter of another type", func() (sum int) {
		for i := int8(120); i < 127; i++ {
			sum += table[i]
			i += 3
		}
		for i := uint8(250); i < 255; i++ {
			sum += table[i]
		}
		return
	})
}
