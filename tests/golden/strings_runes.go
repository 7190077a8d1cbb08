package main

import "fmt"

func main() {
	s := "héllo, 世界\xff!\x00"
	for i, r := range s {
		fmt.Print(i, ":", r, " ")
	}
	fmt.Println(len(s), []byte(s), []rune(s))
	fmt.Println(string([]rune{0x4e16, -1, 0xd800, 0x10ffff}), string([]byte{104, 105}))
	fmt.Printf("%q %+q %x % x %#q\n", s, s, s, s, "a`b")
	a, b := "abc", "abd"
	fmt.Println(a < b, a+b == "abcabd", a[1:], a[:1], a[1], len(a+b), a >= b, "" < a)
	bs := []byte(a)
	bs[0] = 'X'
	fmt.Println(a, string(bs))
	switch a + "d" {
	case "abc", "x":
		fmt.Println("no")
	case "abcd":
		fmt.Println("yes")
	}
	var sum string
	for i := range 5 {
		sum += string(rune('a'+i)) + "-"
	}
	fmt.Println(sum)
	m := map[string]int{string(bs): 1}
	fmt.Println(m[string([]byte{'X', 'b', 'c'})])
	raw := `a\n
b`
	fmt.Println(raw, len(raw))
}
