package main

import (
	"errors"
	"fmt"
	"os"
)

type point struct {
	X, Y int
	name string
	p    *int
}
type str string
type strs []str
type hex byte
type goStr struct{}
type fm struct{}
type bad struct{}

func (goStr) GoString() string { return "GOSTR" }
func (fm) Format(s fmt.State, c rune) {
	w, ok := s.Width()
	fmt.Fprint(s, "F", string(c), w, ok, s.Flag('+'))
}
func (bad) String() string   { panic("oops") }
func (h hex) String() string { return fmt.Sprintf("%#02x", byte(h)) }

func main() {
	p := point{1, -2, "n", nil}
	var np *point
	var ne error
	fmt.Printf("%v|%+v|%#v|%T\n", p, p, p, p)
	fmt.Printf("%v|%+v|%s|%d\n", &p, &struct{ A []int }{[]int{1}}, strs{"a", "b"}, []any{1, "x", nil})
	fmt.Printf("%v|%v|%#v|%v|%s\n", np, ne, np, []error{nil, errors.New("e")}, ne)
	fmt.Printf("%d|%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%#o|%O|%b|%c|%q|%U|%#U\n", 42, 42, 42, 42, 42, 42, 255, 255, 255, 8, 8, 8, 5, 'A', 'A', 0x1F600, 0x1F600)
	fmt.Printf("%f|%.2f|%8.3f|%-8.1f|%+.1e|%g|%G|%08.3f|%6.0f|%e|%b\n", 3.14159, 3.14159, 3.14159, 3.14159, 31415.9, 1e21, 1e-7, -3.14159, 2.5, 0.0, 1.5)
	fmt.Printf("%s|%10s|%-10s|%.2s|%q|%x|%X|% x|%#x|%+q|%t|%v\n", "go", "go", "go", "golang", "a\"b\n", "hex", "hex", "hex", "hex", "é", true, false)
	fmt.Printf("%v|%v|%v|%v|%+v\n", []int{1, 2}, [2]bool{true, false}, map[string]int{"b": 2, "a": 1}, struct{}{}, map[point]str{{1, 2, "k", nil}: "v"})
	fmt.Printf("%#v|%#v|%#v|%#v|%#v|%#v\n", []int{1}, map[string]bool{"x": true}, "q", 1.0, []any{1, "a", nil}, struct {
		A any
		B []byte
	}{uint8(3), []byte{1}})
	fmt.Printf("%v|%d|%s|%x|%v\n", []byte("ab"), []byte("ab"), []byte("ab"), []byte("ab"), hex(10))
	fmt.Printf("%*d|%-*d|%.*f|%[2]d %[1]d|%[3]*.[2]*[1]f|\n", 5, 1, 5, 2, 2, 3.14159, 7, 8, 12)
	fmt.Printf("%d %s|%!|%z|%d\n", "str", 5, 1)
	fmt.Printf("%d|%d %d\n", 1, 2)
	fmt.Printf("%v %v %+v|%s\n", goStr{}, fm{}, fm{}, bad{})
	fmt.Printf("%#v %5t %p %v\n", goStr{}, true, nil, complex(1, -2))
	fmt.Printf("%6.2f%%|%v|%x|%q|%v\n", 99.5, 'x', -255, []string{"a b", "c"}, &[]int{1})
	fmt.Printf("%v %v %s\n", &map[string]int{"a": 1}, &[2]int{1, 2}, errors.New("err"))
	fmt.Printf("%08b|%+x|%#b|% X|%-8q|%08q\n", 5, 255, 5, "hi", "a", "b")
	fmt.Printf("%t|%s|%v|%d\n", 1, true, make(chan int) == nil, true)
	fmt.Println(fmt.Sprint("a", 1, 2, "b", "c", 3.0, nil, 'x'), fmt.Sprintln("end", 1))
	fmt.Fprintln(os.Stdout, "to stdout", uint8(7), int64(-9), float32(0.1), uintptr(16))
	e := fmt.Errorf("outer %d: %w", 1, errors.New("inner"))
	fmt.Println(e, errors.Unwrap(e))
	var a, b int
	var s string
	n, err := fmt.Sscanf("10-20 abc", "%d-%d %s", &a, &b, &s)
	fmt.Println(n, err, a, b, s)
	n, err = fmt.Sscan("7 8", &a, &b)
	fmt.Println(n, err, a, b)
}
