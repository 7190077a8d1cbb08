// Shapes: interfaces, embedding, type switches and Stringers.
package main

import (
	"fmt"
	"math"
)

// Shape has an area.
type Shape interface {
	Area() float64
}

type named struct{ name string }

func (n named) String() string { return "<" + n.name + ">" }

// Circle is round.
type Circle struct {
	named
	R float64
}

// Area is pi r squared.
func (c Circle) Area() float64 { return math.Pi * c.R * c.R }

// Rect has corners.
type Rect struct {
	*named
	W, H float64
}

// Area is width times height.
func (r *Rect) Area() float64 { return r.W * r.H }

func describe(v any) string {
	switch v := v.(type) {
	case nil:
		return "nothing"
	case Circle:
		return fmt.Sprintf("circle of radius %g", v.R)
	case *Rect:
		return fmt.Sprintf("%g by %g", v.W, v.H)
	case fmt.Stringer:
		return "stringer " + v.String()
	case int, uint:
		return fmt.Sprintf("integer %v", v)
	case error:
		return "error " + v.Error()
	case func() string:
		return "function giving " + v()
	default:
		return fmt.Sprintf("%T", v)
	}
}

func main() {
	shapes := []Shape{Circle{named{"c"}, 1}, &Rect{&named{"r"}, 3, 4}}
	total := 0.0
	for _, s := range shapes {
		fmt.Printf("%v has area %.3f\n", s, s.Area())
		total += s.Area()
	}
	fmt.Printf("total %.2f\n", total)
	for _, v := range []any{nil, shapes[0], shapes[1], named{"n"}, 7, uint(8), fmt.Errorf("e%d", 1), func() string { return "f" }, []int(nil)} {
		fmt.Println(describe(v))
	}
}
