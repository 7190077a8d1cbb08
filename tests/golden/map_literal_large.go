// Literals of maps with many constant entries, which are entered by a loop over data.
package main

import "fmt"

type point struct {
	x, y int8
	name string
}

type code int

const (
	c0 code = iota * 3
	c1
	c2
	c3
	c4
)

var names = map[code]string{
	c0: "c0", c1: "c1", c2: "c2", c3: "c3", c4: "c4",
	20: "t", 21: "u", 22: "v", 23: "w", 24: "", 25: "y", 26: "z", 27: "a", 28: "b", 29: "c",
	30: "d", 31: "e", 32: "f", 33: "g", 34: "h", 35: "i", 36: "j", 37: "k", 38: "l", 39: "m",
	-1: "minus",
}

func fresh(extra string, n int) map[string]float32 {
	return map[string]float32{
		"a": 1, "b": 2.5, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7, "h": 8, "i": 9, "j": 10, "": -1,
		extra: float32(n),
		"k":   1, "l": 2.5, "m": 3, "n": 4, "o": 5, "p": 6, "q": 7, "r": 8, "s": 9, "t": 10,
		"u": 1, "v": 2.5, "w": 3, "x": 4, "y": 5, "z": 6, "aa": 7, "bb": 8, "cc": 9, "dd": 10,
	}
}

var points = map[[2]int]point{
	{0, 0}: {}, {0, 1}: {0, 1, "p01"}, {0, 2}: {x: 2}, {0, 3}: {name: "n"}, {0, 4}: {4, 4, "q"}, {0, 5}: {y: -5},
	{1, 0}: {1, 0, "r"}, {1, 1}: {}, {1, 2}: {}, {1, 3}: {}, {1, 4}: {}, {1, 5}: {}, {2, 0}: {}, {2, 1}: {},
	{3, 0}: {3, 0, "s"}, {3, 1}: {}, {3, 2}: {}, {3, 3}: {}, {3, 4}: {}, {3, 5}: {}, {4, 0}: {}, {4, 1}: {},
	{5, 0}: {5, 0, "t"}, {5, 1}: {}, {5, 2}: {}, {5, 3}: {}, {5, 4}: {}, {5, 5}: {5, 5, "last"},
}

var pointers = map[complex128]*int{
	1: nil, 2: nil, 3: nil, 4: nil, 5: nil, 6: nil, 7: nil, 8: nil, 9: nil, 10: nil, 11i: nil, 12: nil, 13: nil, 14: nil,
	21: nil, 22: nil, 23: nil, 24: nil, 25: nil, 26: nil, 27: nil, 28: nil, 29: nil, 30: nil, 31: nil, 32: nil, 33: nil, 34: nil,
}

var set = map[bool]map[uint8]struct{}{
	true: {1: {}, 2: {}, 3: {}, 4: {}, 5: {}, 6: {}, 7: {}, 8: {}, 9: {}, 10: {}, 11: {}, 12: {}, 13: {}, 14: {}, 15: {},
		16: {}, 17: {}, 18: {}, 19: {}, 20: {}, 21: {}, 22: {}, 23: {}, 24: {}, 25: {}, 26: {}, 255: {}},
}

type wide struct{ words [40]int }

// One entry of these is too large for registers.
func wides() map[int16]wide {
	one := wide{[40]int{39: 1}}
	return map[int16]wide{
		1: {[40]int{1, 2}}, 2: {}, 3: {}, 4: {}, 5: {}, 6: {}, 7: {}, 8: {}, 9: {}, 10: {}, 11: {}, 12: {}, 13: {}, 14: {},
		100: one,
		21:  {}, 22: {}, 23: {}, 24: {}, 25: {}, 26: {}, 27: {}, 28: {}, 29: {}, 30: {}, 31: {}, 32: {}, 33: {}, 34: {[40]int{38: 34}},
	}
}

func main() {
	fmt.Println(len(names), names)
	m := fresh("extra", 77)
	m["a"] = 100
	delete(m, "b")
	fmt.Println(len(m), m)
	// What is not constant is entered last.
	fmt.Println(fresh("z", 3)["z"], fresh("a", 4)["a"], fresh("k", 5)["b"])
	fmt.Println(len(points), points)
	fmt.Println(len(pointers), pointers[11i], pointers[35])
	fmt.Println(len(set[true]), set)
	w := wides()
	fmt.Println(len(w), w[1].words[1], w[34].words[38], w[100].words[39], w[33] == wide{})
}
