// How often common patterns allocate: prints a count for each. patterns.txt has those of the official toolchain (Go 1.27).
package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"
)

var (
	sinkS  string
	sinkB  []byte
	sinkI  int
	sinkA  any
	sinkOK bool
	sinkE  error
	small  = 7
	big1   = 100000
	name   = "hello"
	long   = strings.Repeat("long text ", 10)
	bs     = []byte("hello")
	m      = map[string]int{"hello": 1, "x": 2}
	zero   int
	zs     string
	ints   = []int{5, 2, 8, 1, 9, 3}
	strs   = []string{"b", "a", "c"}
	rd     = strings.NewReader("")
)

type T struct{ a, b int }

func (t T) Add(n int) int   { return t.a + t.b + n }
func (t *T) PAdd(n int) int { return t.a + t.b + n }

type Adder interface{ Add(int) int }
type Shape interface{ Area() float64 }
type sq struct{ s float64 }

func (s sq) Area() float64 { return s.s * s.s }

type E struct{ code int }

func (e E) Error() string { return "E" }

//go:noinline
func variadic(xs ...int) int { return len(xs) + xs[0] }

//go:noinline
func anyVariadic(xs ...any) int { return len(xs) }

//go:noinline
func apply(f func(int) int, n int) int { return f(n) }

//go:noinline
func takeAny(x any) bool { return x != nil }

//go:noinline
func keepAny(x any) { sinkA = x }

//go:noinline
func useAdder(a Adder) int { return a.Add(1) }

//go:noinline
func newT(a int) *T { return &T{a, a} }

func newTI(a int) *T { return &T{a, a} }

func seq(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

type byLen []string

func (b byLen) Len() int           { return len(b) }
func (b byLen) Less(i, j int) bool { return b[i] < b[j] }
func (b byLen) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

type node struct {
	next *node
	v    int
}

//go:noinline
func fill(p *[64]byte) int { p[3] = 1; return int(p[3]) }

func build(n int) []int {
	var out []int
	for i := range n {
		out = append(out, i)
	}
	return out
}

type opt func(*T)

func withA(n int) opt { return func(t *T) { t.a = n } }
func makeT(opts ...opt) T {
	var t T
	for _, o := range opts {
		o(&t)
	}
	return t
}

func gmap[A, B any](xs []A, f func(A) B) []B {
	out := make([]B, 0, len(xs))
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

type buf struct {
	b [100]byte
	n int
}

func (b *buf) put(c byte)                  { b.b[b.n] = c; b.n++ }
func (b *buf) Write(p []byte) (int, error) { b.n += copy(b.b[b.n:], p); return len(p), nil }

var mu sync.Mutex
var pool = sync.Pool{New: func() any { return new(T) }}
var ch = make(chan int, 10)
var done = make(chan struct{})

type stack[T any] struct{ items []T }

func (s *stack[T]) push(x T) { s.items = append(s.items, x) }
func (s *stack[T]) pop() T {
	x := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x
}

func mustPos(n int) (int, error) {
	if n < 0 {
		return 0, E{n}
	}
	return n, nil
}

type row struct {
	name string
	f    func()
}

func main() {
	ctx := context.Background()
	var gbuf bytes.Buffer
	gbuf.Grow(1000)
	rows := []row{
		{"Sprint small int", func() { sinkS = fmt.Sprint(small) }},
		{"Sprint const", func() { sinkS = fmt.Sprint(7) }},
		{"Sprintf %d big", func() { sinkS = fmt.Sprintf("%d", big1) }},
		{"Sprintf %s", func() { sinkS = fmt.Sprintf("%s-%s", name, name) }},
		{"Sprintf %v T", func() { sinkS = fmt.Sprintf("%v", T{1, 2}) }},
		{"Sprintf %v slice", func() { sinkS = fmt.Sprintf("%v", ints) }},
		{"Sprintf %x", func() { sinkS = fmt.Sprintf("%x %5.2f", big1, 2.5) }},
		{"Fprintf buffer", func() { gbuf.Reset(); fmt.Fprintf(&gbuf, "%d %s", big1, name) }},
		{"Fprintln buffer", func() { gbuf.Reset(); fmt.Fprintln(&gbuf, big1, name, 2.5) }},
		{"Builder", func() {
			var b strings.Builder
			for i := 0; i < 20; i++ {
				b.WriteString("abc")
			}
			sinkS = b.String()
		}},
		{"Builder Grow", func() { var b strings.Builder; b.Grow(64); b.WriteString(name); b.WriteByte('x'); sinkS = b.String() }},
		{"Builder len", func() { var b strings.Builder; b.WriteString("abc"); b.WriteRune('é'); sinkI = b.Len() }},
		{"bytes.Buffer", func() {
			var b bytes.Buffer
			b.WriteString("abc")
			b.WriteByte('d')
			sinkI = b.Len()
		}},
		{"bytes.Buffer String", func() {
			var b bytes.Buffer
			b.WriteString("abc")
			sinkS = b.String()
		}},
		{"NewBufferString", func() { b := bytes.NewBufferString("abc"); b.WriteByte('x'); sinkI = b.Len() }},
		{"NewReader", func() { r := strings.NewReader("abc"); c, _ := r.ReadByte(); sinkI = int(c) }},
		{"bytes compare []byte(s)", func() { sinkOK = bytes.Equal([]byte(name), bs) }},
		{"string(b)==string(c)", func() { sinkOK = string(bs) == string(sinkB) }},
		{"string(b)==const", func() { sinkOK = string(bs) == "hello" }},
		{"switch string(b)", func() {
			switch string(bs) {
			case "hello":
				sinkI = 1
			case "bye":
				sinkI = 2
			}
		}},
		{"m[string(b)]", func() { sinkI = m[string(bs)] }},
		{"_, ok m[string(b)]", func() { _, sinkOK = m[string(bs)] }},
		{"range []byte(s)", func() {
			n := 0
			for _, c := range []byte(name) {
				n += int(c)
			}
			sinkI = n
		}},
		{"range string(b)", func() {
			n := 0
			for _, c := range string(bs) {
				n += int(c)
			}
			sinkI = n
		}},
		{"range []rune(s)", func() {
			n := 0
			for _, c := range []rune(name) {
				n += int(c)
			}
			sinkI = n
		}},
		{"len([]rune(s))", func() { sinkI = len([]rune(long)) }},
		{"concat 2", func() { sinkS = name + long }},
		{"concat 3 with const", func() { sinkS = name + ":" + long }},
		{"concat local compare", func() { sinkOK = name+"x" == "hellox" }},
		{"concat \"<\"+string(b)+\">\"", func() { sinkS = "<" + string(bs) + ">" }},
		{"concat with empty", func() { sinkS = name + zs }},
		{"concat map key", func() { sinkI = m[name+"x"] }},
		{"+= local", func() {
			s := ""
			for i := 0; i < 3; i++ {
				s += "x"
			}
			sinkI = len(s)
		}},
		{"box const", func() { keepAny(42) }},
		{"box small", func() { keepAny(small) }},
		{"box big", func() { keepAny(big1) }},
		{"box zero", func() { keepAny(zero) }},
		{"box empty string", func() { keepAny(zs) }},
		{"box string", func() { keepAny(name) }},
		{"box const string", func() { keepAny("abc") }},
		{"box bool", func() { keepAny(small == 7) }},
		{"box byte", func() { keepAny(byte(big1)) }},
		{"box float zero", func() { keepAny(float64(zero)) }},
		{"box struct", func() { keepAny(T{small, small}) }},
		{"box const struct", func() { keepAny(T{1, 2}) }},
		{"box zero struct", func() { keepAny(struct{}{}) }},
		{"box slice", func() { keepAny(ints) }},
		{"box nil slice", func() { var s []int; keepAny(s) }},
		{"box [1]int", func() { keepAny([1]int{small}) }},
		{"box noescape", func() { sinkOK = takeAny(big1) }},
		{"box struct noescape", func() { sinkOK = takeAny(T{small, 1}) }},
		{"box rune", func() { keepAny(rune(big1)) }},
		{"box uint8 conv", func() { keepAny(int8(small)) }},
		{"box uint16 small", func() { keepAny(uint16(small)) }},
		{"closure noescape", func() { k := small; sinkI = apply(func(n int) int { return n + k }, 3) }},
		{"closure mutate", func() {
			k := 0
			for i := 0; i < 3; i++ {
				sinkI = apply(func(n int) int { k++; return n + k }, 3)
			}
		}},
		{"closure called", func() { k := small; f := func() int { return k }; sinkI = f() + f() }},
		{"method value", func() { t := T{1, 2}; f := t.Add; sinkI = f(3) }},
		{"method value passed", func() { t := T{1, 2}; sinkI = apply(t.Add, 3) }},
		{"ptr method value passed", func() { t := &T{1, 2}; sinkI = apply(t.PAdd, 3) }},
		{"method expr", func() { sinkI = T.Add(T{1, 2}, 3) }},
		{"variadic", func() { sinkI = variadic(1, 2, small) }},
		{"anyVariadic", func() { sinkI = anyVariadic(1, "a", small, name, big1) }},
		{"append(b, s...)", func() { sinkB = append(sinkB[:0], name...) }},
		{"append([]byte(nil), s...)", func() { b := append([]byte(nil), name...); sinkI = len(b) }},
		{"append(b, []byte(s)...)", func() { sinkB = append(sinkB[:0], []byte(name)...) }},
		{"append(x, make...)", func() { x := append(sinkB[:0], make([]byte, 10)...); sinkI = len(x) }},
		{"copy []byte(s)", func() { var a [10]byte; sinkI = copy(a[:], []byte(name)) }},
		{"AppendInt local", func() { var a [32]byte; sinkI = len(strconv.AppendInt(a[:0], int64(big1), 10)) }},
		{"Itoa small", func() { sinkS = strconv.Itoa(small) }},
		{"Itoa big", func() { sinkS = strconv.Itoa(big1) }},
		{"FormatFloat", func() { sinkS = strconv.FormatFloat(2.5, 'g', -1, 64) }},
		{"Quote", func() { sinkS = strconv.Quote(name) }},
		{"Atoi", func() { sinkI, _ = strconv.Atoi("123") }},
		{"Atoi string(b)", func() { sinkI, _ = strconv.Atoi(string([]byte{49, 50, byte(small + 48)})) }},
		{"Atoi fails", func() { sinkI, sinkE = strconv.Atoi("12x") }},
		{"ParseFloat", func() { f, _ := strconv.ParseFloat("1.5", 64); sinkOK = f > 0 }},
		{"sort.Slice", func() {
			a := [6]int{5, 2, 8, 1, 9, 3}
			s := a[:]
			sort.Slice(s, func(i, j int) bool { return s[i] < s[j] })
			sinkI = s[0]
		}},
		{"sort.Sort", func() { sort.Sort(byLen(strs)) }},
		{"sort.Ints", func() { sort.Ints(ints) }},
		{"sort.Strings", func() { sort.Strings(strs) }},
		{"sort.Search", func() { k := small; sinkI = sort.Search(100, func(i int) bool { return i >= k }) }},
		{"slices.SortFunc", func() { slices.SortFunc(ints, func(a, b int) int { return a - b }) }},
		{"slices.Sorted(Keys)", func() { sinkI = len(slices.Sorted(maps.Keys(m))) }},
		{"slices.Contains", func() { sinkOK = slices.Contains(strs, name) }},
		{"slices.Collect", func() { sinkI = len(slices.Collect(seq(3))) }},
		{"slices.Clone", func() { sinkI = len(slices.Clone(ints)) }},
		{"slices.Index func", func() { k := small; sinkI = slices.IndexFunc(ints, func(x int) bool { return x == k }) }},
		{"range func", func() {
			n := 0
			for i := range seq(10) {
				n += i
			}
			sinkI = n
		}},
		{"range maps.Keys", func() {
			n := 0
			for k := range maps.Keys(m) {
				n += len(k)
			}
			sinkI = n
		}},
		{"small map", func() { mm := map[int]int{}; mm[1] = 2; mm[small] = 3; sinkI = mm[1] }},
		{"small map make hint", func() { mm := make(map[string]int, 8); mm[name] = 2; sinkI = mm[name] }},
		{"map literal", func() { mm := map[string]int{"a": 1, "b": 2}; sinkI = mm[name] }},
		{"map as set", func() {
			mm := make(map[int]struct{})
			for i := range 5 {
				mm[i] = struct{}{}
			}
			sinkI = len(mm)
		}},
		{"map 20", func() {
			mm := make(map[int]int)
			for i := range 20 {
				mm[i] = i
			}
			sinkI = len(mm)
		}},
		{"map hint 100", func() {
			mm := make(map[int]int, 100)
			for i := range 100 {
				mm[i] = i
			}
			sinkI = len(mm)
		}},
		{"map array key", func() { mm := map[[2]int]bool{}; mm[[2]int{1, small}] = true; sinkI = len(mm) }},
		{"m[k]++ string", func() { m[name]++ }},
		{"m[string(b)]++", func() { m[string(bs)]++ }},
		{"delete(m, string(b))", func() { delete(m, string(sinkB)) }},
		{"map[struct{a,b string}]", func() { type k struct{ a, b string }; mm := map[k]int{}; sinkI = mm[k{string(bs), name}] }},
		{"range map", func() {
			n := 0
			for _, v := range m {
				n += v
			}
			sinkI = n
		}},
		{"select", func() {
			ch <- 1
			select {
			case v := <-ch:
				sinkI = v
			case <-done:
			}
		}},
		{"select default", func() {
			select {
			case <-done:
			default:
				sinkI = 1
			}
		}},
		{"make chan", func() { c := make(chan int, 1); c <- 1; sinkI = <-c }},
		{"make chan ptr", func() { c := make(chan *int, 1); c <- nil; <-c }},
		{"make chan 0", func() { c := make(chan struct{}); close(c); <-c }},
		{"defer", func() { defer mu.Unlock(); mu.Lock() }},
		{"defer closure", func() { mu.Lock(); k := small; defer func() { sinkI = k; mu.Unlock() }() }},
		{"defer in loop", func() {
			for i := 0; i < 3; i++ {
				defer func() { sinkI += i }()
			}
		}},
		{"defer in loop call", func() {
			for i := 0; i < 3; i++ {
				defer apply(func(x int) int { return x }, i)
			}
		}},
		{"recover", func() { defer func() { recover() }(); panic("x") }},
		{"recover err", func() { defer func() { recover() }(); var a []int; sinkI = a[small] }},
		{"new noescape", func() { t := newTI(small); sinkI = t.a }},
		{"new escape", func() { t := newT(small); sinkI = t.a }},
		{"&T local", func() { t := &T{1, 2}; sinkI = t.PAdd(1) }},
		{"array ptr", func() { var a [64]byte; sinkI = fill(&a) }},
		{"make const", func() { s := make([]int, 10); s[small] = 3; sinkI = s[small] }},
		{"make var small", func() { s := make([]int, small); s[3] = 3; sinkI = len(s) }},
		{"make big const", func() { s := make([]int, 8000); s[small] = 3; sinkI = len(s) }},
		{"make too big", func() { s := make([]int, 80000); s[small] = 3; sinkI = len(s) }},
		{"append local", func() {
			var s []int
			for i := range 3 {
				s = append(s, i)
			}
			sinkI = len(s)
		}},
		{"append local 10", func() {
			var s []int
			for i := range 10 {
				s = append(s, i)
			}
			sinkI = len(s)
		}},
		{"build 10", func() { sinkI = len(build(10)) }},
		{"2-d slice", func() {
			g := make([][]int, 3)
			for i := range g {
				g[i] = make([]int, 3)
			}
			sinkI = len(g)
		}},
		{"slice literal", func() { s := []int{1, 2, small}; sinkI = s[2] }},
		{"slice of slices literal", func() { s := [][]int{{1}, {2, small}}; sinkI = s[1][1] }},
		{"slice of struct ptr", func() { s := []*T{{1, 2}, {3, 4}}; sinkI = s[1].a }},
		{"list nodes", func() {
			var l *node
			for i := range 3 {
				l = &node{l, i}
			}
			sinkI = l.v
		}},
		{"iface call", func() { sinkI = useAdder(T{1, small}) }},
		{"iface local", func() { var a Adder = T{1, small}; sinkI = a.Add(2) }},
		{"shapes", func() {
			a := 0.0
			for _, s := range []Shape{sq{1}, sq{float64(small)}} {
				a += s.Area()
			}
			sinkI = int(a)
		}},
		{"type switch", func() {
			var x any = small
			switch v := x.(type) {
			case int:
				sinkI = v
			case string:
				sinkI = len(v)
			}
		}},
		{"errors.New", func() { sinkE = errors.New("x") }},
		{"error local", func() { err := errors.New("x"); sinkOK = err != nil }},
		{"Errorf", func() { sinkE = fmt.Errorf("bad %d", big1) }},
		{"Errorf %w", func() { sinkE = fmt.Errorf("bad: %w", context.Canceled) }},
		{"errors.Is", func() { sinkOK = errors.Is(sinkE, context.Canceled) }},
		{"errors.As", func() { var e E; sinkOK = errors.As(sinkE, &e) }},
		{"errors.AsType", func() { _, sinkOK = errors.AsType[E](sinkE) }},
		{"custom error", func() { _, sinkE = mustPos(-big1) }},
		{"options", func() { t := makeT(withA(small), withA(3)); sinkI = t.a }},
		{"generic map", func() { sinkI = len(gmap(ints, func(x int) string { return "a" })) }},
		{"generic stack", func() { var s stack[int]; s.push(1); s.push(small); sinkI = s.pop() }},
		{"buf on stack", func() { var b buf; b.put('x'); b.Write(bs); sinkI = b.n }},
		{"WaitGroup", func() { var wg sync.WaitGroup; wg.Add(1); wg.Done(); wg.Wait() }},
		{"Mutex local", func() { var mu sync.Mutex; mu.Lock(); sinkI++; mu.Unlock() }},
		{"Once", func() { var o sync.Once; o.Do(func() { sinkI = 1 }) }},
		{"OnceValue", func() { f := sync.OnceValue(func() int { return 1 }); sinkI = f() }},
		{"WithValue", func() { c := context.WithValue(ctx, "k", 1); sinkA = c.Value("k") }},
		{"WithCancel", func() { _, cancel := context.WithCancel(ctx); cancel() }},
		{"strings.Split", func() { sinkI = len(strings.Split("a,b,c", ",")) }},
		{"strings.Fields", func() { sinkI = len(strings.Fields("a b c")) }},
		{"strings.Join", func() { sinkS = strings.Join(strs, ",") }},
		{"strings.Repeat", func() { sinkS = strings.Repeat("ab", small) }},
		{"strings.Replace", func() { sinkS = strings.ReplaceAll("a.b.c", ".", "-") }},
		{"strings.ToUpper", func() { sinkS = strings.ToUpper(name) }},
		{"strings.ToUpper same", func() { sinkS = strings.ToUpper("ABC") }},
		{"strings.ToLower", func() { sinkS = strings.ToLower("ABC") }},
		{"strings.TrimSpace", func() { sinkS = strings.TrimSpace("  x ") }},
		{"strings.Map", func() { sinkS = strings.Map(func(r rune) rune { return r + 1 }, name) }},
		{"strings.Cut", func() { a, _, _ := strings.Cut("a=b", "="); sinkS = a }},
		{"strings.Title fn", func() { sinkI = strings.IndexFunc(name, func(r rune) bool { return r == 'l' }) }},
		{"strings.EqualFold", func() { sinkOK = strings.EqualFold(name, "HELLO") }},
		{"range SplitSeq", func() {
			n := 0
			for p := range strings.SplitSeq("a,b,c", ",") {
				n += len(p)
			}
			sinkI = n
		}},
		{"range Lines", func() {
			n := 0
			for p := range strings.Lines("a\nb\nc\n") {
				n += len(p)
			}
			sinkI = n
		}},
		{"bytes.Split", func() { sinkI = len(bytes.Split(bs, []byte("l"))) }},
		{"bytes.Contains", func() { sinkOK = bytes.Contains(bs, []byte("ll")) }},
		{"bytes.ToUpper", func() { sinkB = bytes.ToUpper(bs) }},
		{"string(rune)", func() { sinkS = string(rune(big1)) }},
		{"string(byte)", func() { sinkS = string(rune(small + 65)) }},
		{"string(b[:1])", func() { sinkS = string(bs[:1]) }},
		{"[]byte(s) escape", func() { sinkB = []byte(name) }},
		{"[]byte(s) index", func() { b := []byte(name); b[0] = 'x'; sinkI = int(b[0]) }},
		{"[]byte(s) to string", func() { b := []byte(name); b[0] = 'x'; sinkS = string(b) }},
		{"[]rune(s) reverse", func() { r := []rune(name); slices.Reverse(r); sinkS = string(r) }},
		{"AppendRune", func() { var a [8]byte; b := utf8.AppendRune(a[:0], 'é'); sinkI = len(b) }},
		{"time.Since", func() { sinkOK = time.Since(time.Time{}) > 0 }},
		{"time.Duration String", func() { sinkS = (1500 * time.Millisecond).String() }},
		{"time.Now().Format", func() { sinkS = time.Unix(0, 0).UTC().Format(time.RFC3339) }},
		{"big add", func() { a, b := big.NewInt(3), big.NewInt(int64(small)); a.Add(a, b); sinkI = int(a.Int64()) }},
		{"Scanner", func() {
			s := bufio.NewScanner(strings.NewReader("a\nb\n"))
			for s.Scan() {
				sinkI += len(s.Text())
			}
		}},
		{"bufio.Reader", func() { r := bufio.NewReader(strings.NewReader("a\nb\n")); s, _ := r.ReadString('\n'); sinkI = len(s) }},
		{"Sscanf", func() { fmt.Sscanf("12 abc", "%d", &sinkI) }},
		{"Sscan", func() { fmt.Sscan("12", &sinkI) }},
		{"Getenv", func() { sinkS = os.Getenv("HOME") }},
		{"min/max array", func() { a := [...]string{name, "b"}; sinkI = len(max(a[0], a[1])) }},
		{"struct compare", func() { a, b := T{1, small}, T{1, 2}; sinkOK = a == b }},
		{"iface compare", func() { var a, b any = small, 7; sinkOK = a == b }},
		{"any map key", func() { mm := map[any]int{}; mm[small] = 1; mm["a"] = 2; sinkI = mm["a"] }},
		{"any map lookup", func() { sinkI = anyMap[big1] }},
		{"[]any", func() { s := []any{small, name, big1}; sinkI = len(s) }},
		{"closure returned called", func() { f := adder(small); sinkI = f(2) }},
		{"closure counter", func() { f := counter(); f(); sinkI = f() }},
		{"struct return ptr field", func() { p := &pairT{x: T{1, 2}}; sinkI = sum(&p.x) }},
		{"fn ptr in struct", func() { h := handler{fn: func(x int) int { return x + small }}; sinkI = h.fn(1) }},
		{"Println to discard", func() { fmt.Fprint(discard{}, "a", 1, small) }},
		{"iter.Pull-less", func() {
			n := 0
			for i, s := range slices.All(strs) {
				n += i + len(s)
			}
			sinkI = n
		}},
		{"slices.Backward", func() {
			n := 0
			for i := range slices.Backward(strs) {
				n += i
			}
			sinkI = n
		}},
		{"nested closures", func() { n := 0; each(ints, func(x int) { each(ints, func(y int) { n += x * y }) }); sinkI = n }},
		{"tree recursion closure", func() {
			var fib func(int) int
			fib = func(n int) int {
				if n < 2 {
					return n
				}
				return fib(n-1) + fib(n-2)
			}
			sinkI = fib(5)
		}},
	}
	for _, r := range rows {
		fmt.Printf("%s\t%v\n", r.name, testing.AllocsPerRun(100, r.f))
	}
}

var anyMap = map[any]int{1: 2}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

type pairT struct{ x, y T }
type handler struct{ fn func(int) int }

//go:noinline
func sum(t *T) int { return t.a + t.b }

func adder(k int) func(int) int { return func(n int) int { return n + k } }
func counter() func() int       { n := 0; return func() int { n++; return n } }

//go:noinline
func each(xs []int, f func(int)) {
	for _, x := range xs {
		f(x)
	}
}
