package main

import "fmt"

func main() {
	var x any = fmt.Sprint("a string")
	fmt.Println(x.(fmt.Stringer))
}
