// Package shapes has names that other packages can and cannot see.
package shapes

type Shape struct {
	kind  kind
	inner *parts
}

type kind int

type parts struct{}

type lonely struct{}

var Default = newShape()

func newShape() *hidden { return &hidden{} }

type hidden struct{}

func (*hidden) measure() int { return width }

var width = 1

// Area is inlined elsewhere.
func Area(n int) int {
	sum := 0
	for i := range n {
		sum += side(i)
	}
	return sum
}

func side(i int) int { return i * 2 }

// Later is not.
func Later() {
	defer cleanUp()
}

func cleanUp() {}

// Each is generic.
func Each[T any](x T) {
	defer visit()
}

func visit() {}

const limit = 10

func unused() {}
