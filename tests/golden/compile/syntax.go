package main

func main() {
	if x := 1 {
	}
	for i := 0; i < 3; i++
	{
	}
	var a [3]int = [3]int{1, 2, 3
	fmt.Println("x"
}
