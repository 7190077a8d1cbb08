package main

func main() {
	x := 5
	y = x
	fmt.Println(z)
}
