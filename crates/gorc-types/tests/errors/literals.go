package p

type S struct {
	a int
	B string
}
type T struct {
	S
	c int
}

var _ = S{1, 2}
var _ = S{1}
var _ = S{1, "a", 3}
var _ = S{x: 1}
var _ = S{b: "x"}
var _ = S{a: 1, a: 2}
var _ = S{a: 1, "x"}
var _ = T{a: 1}
var _ = []int{1: 2, 1: 3}
var _ = []int{-1: 2}
var _ = [2]int{1, 2, 3}
var _ = [...]string{2: "a", "b"}
var _ = map[string]int{"a": 1, "a": 2}
var _ = map[string]int{1: "a"}
var _ = map[string]int{"a"}
var _ = []S{{1, "a"}, {2}}
var _ = map[S][]int{{1, "a"}: {1, "x"}}
var _ = int{}
var _ = undefined{}
var _ = []*S{{1, "a"}, &S{}, nil, 3}
var _ = func() int { return "a" }
var _ = [...]int{}
var _ [...]int
var _ = struct{ a int }{"x"}
var _ = (*S){1, "a"}

// want:
// literals.go:36:13: syntax error: unexpected { after top level declaration
