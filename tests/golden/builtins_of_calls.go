// Predeclared functions whose arguments are the results of one call.
package main

import (
	"fmt"
	"unsafe"
)

type word int32

var array = [4]word{1, 2, 3, 4}

func pointerAnd2() (unsafe.Pointer, uint8)  { return unsafe.Pointer(&array), 2 * 4 }
func elements() (*word, uint16)             { return &array[1], 3 }
func negative() (*word, int)                { return &array[1], -1 }
func bytes() (*byte, int64)                 { return unsafe.StringData("héllo"), 3 }
func ints() (int, int)                      { return 7, -2 }
func words() (a, b, c string)               { return "b", "a", "c" }
func floats() (float32, float32)            { return 1.5, -0.5 }
func mapAndKey() (map[any]int, string)      { return numbers, "two" }
func sliceAndItems() ([]any, string, error) { return []any{1}, "x", nil }
func slices() ([]byte, string)              { return buffer, "héllo" }

var (
	numbers = map[any]int{"one": 1, "two": 2}
	buffer  = make([]byte, 3)
)

func least[T int | float32](f func() (T, T)) T { return min(f()) }

func main() {
	fmt.Println(*(*word)(unsafe.Add(pointerAnd2())), unsafe.Slice(elements()), unsafe.String(bytes()))
	_ = unsafe.Add(pointerAnd2())
	fmt.Println(min(ints()), max(ints()), min(words()), max(words()), max(floats()), least(ints), least(floats))
	fmt.Println(complex(floats()), append(sliceAndItems()), copy(slices()), string(buffer))
	delete(mapAndKey())
	fmt.Println(numbers)
	println(ints())
	defer func() { fmt.Println(recover()) }()
	defer delete(mapAndKey())
	_ = unsafe.Slice(negative())
}
