// The bounds of a slice expression are evaluated in turn, but for variables, which are read last.
package main

import "fmt"

type lexer struct {
	src string
	pos int
}

func (l *lexer) scan() int { l.pos += 3; return l.pos }

var g = 1

func set(n int) int { g = n; return n }

type state struct{ s []int }

func (st *state) cut() int { st.s = st.s[:2]; return 1 }

func main() {
	l := &lexer{"abcdefgh", 1}
	fmt.Println(l.src[l.pos:l.scan()], l.src[l.pos-1:l.scan()])
	s := []int{0, 1, 2, 3, 4, 5}
	fmt.Println(s[g:set(3)], s[(g):set(5)], s[g-2:set(4)], s[g:set(4):set(4)], s[set(0):g:set(6)])
	i := []int{1}
	f := func() int { i[0] = 2; return 4 }
	fmt.Println(s[i[0]:f()], s[len(i):f()], s[-i[0]+3:f()])
	st := &state{s}
	fmt.Println(len(st.s[st.cut():]), len(st.s[len(st.s)-1:st.cut()+1]))
	h := func() (r int) { defer func() { recover() }(); r = 1; st.s = nil; return 0 }
	fmt.Println(len(st.s[:h()]), "abc"[len(st.s):])
}
