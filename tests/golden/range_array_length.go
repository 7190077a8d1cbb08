// An array of which only the length matters is evaluated only if it contains a receive or a call that is no constant.
package main

import "fmt"

func calls() []int { fmt.Print("called "); return []int{1, 2} }

func try(f func() int) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println(e)
		}
	}()
	fmt.Println(f())
}

func main() {
	two := []int{1, 2}
	maps := []map[string]int{{"a": 1}}
	var x any = "text"
	yes := true
	c := make(chan [3]int, 1)
	c <- [3]int{}
	try(func() (n int) {
		for i := range [5]int(two) {
			n += i
		}
		return
	})
	try(func() (n int) {
		for i := range [5]int(two[0:9]) {
			n += i
		}
		return
	})
	try(func() (n int) {
		for i := range [5]map[string]int([]map[string]int{{"a": 1}}) {
			n += i
		}
		return
	})
	try(func() (n int) {
		for range [5]map[string]int(maps) {
			n++
		}
		return
	})
	try(func() (n int) {
		for range x.([4]int) {
			n++
		}
		return
	})
	try(func() (n int) {
		for range [2]bool{yes && x.(bool), false} {
			n++
		}
		return
	})
	try(func() (n int) {
		for range [5]int(calls()) {
			n++
		}
		return
	})
	try(func() (n int) {
		for range [5]int(two[:len(two)]) {
			n++
		}
		return
	})
	try(func() (n int) {
		for range <-c {
			n++
		}
		return n + len(c)
	})
	try(func() (n int) {
		for range [2]func() int{func() int { return calls()[9] }} {
			n++
		}
		return
	})
	try(func() int { return len([5]int(two[0:9])) })
	try(func() int { return len([5]int(calls())) })
	try(func() int { return cap([2]map[string]int{{"a": x.(int)}}) })
	try(func() (n int) {
		for i, v := range [5]int(two) {
			n += i + v
		}
		return
	})
}
