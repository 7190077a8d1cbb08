package main

type T struct{ t T }

type A [2]B
type B struct{ a A }

var x = y
var y = f()

func f() int { return x }

type I interface{ I }

const c = d
const d = c

func main() {}
