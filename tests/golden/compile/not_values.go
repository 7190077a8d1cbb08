package main

// A receive-only channel type where a value is wanted is found at `chan`.
var a = <-chan int
var b = []any{<-chan (int), <-chan <-chan int}

// A panic of something without value does not end a function.
func c() bool { panic(real) }
func d() bool { panic(int) }

func main() {}
