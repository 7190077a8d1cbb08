package main

import . "example.com/m/d"

func Foo() {}

func main() { Bar++ }
