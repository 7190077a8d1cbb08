package main

type s struct{ x int }

func (s) String() string { return "I am s" }

func main() { panic(s{1}) }
