package p

type S struct{ a int }

func f(x int, s []int, m map[string]int, c chan int, r <-chan int) {
	_ = len(x)
	_ = len(s, s)
	_ = len()
	_ = cap(m)
	_ = append(s, "a")
	_ = append(x, 1)
	_ = append(nil, 1)
	_ = append(s, s)
	_ = append(s, s...)
	append(s, 1)
	_ = append([]byte{}, "abc"...)
	_ = make(int)
	_ = make([]int)
	_ = make([]int, 1, 2, 3)
	_ = make([]int, -1)
	_ = make([]int, 2, 1)
	_ = make([]int, "a")
	_ = make(map[string]int, 1.5)
	_ = new(S)
	_ = new()
	_ = copy(s, m)
	_ = copy(s, []string{})
	delete(s, 1)
	delete(m, 1)
	close(x)
	close(r)
	clear(x)
	_ = min(1, "a")
	_ = max(x, 2.5)
	_ = min()
	_ = max(s)
	_ = complex(1, "a")
	_ = complex(float32(1), 2.0)
	_ = real(x)
	_ = imag("a")
	panic()
	panic(1, 2)
	print(nil)
	println(f)
	_ = recover(1)
	_ = len
	len(s)
	_ = print(1)
	var _ int = min(1, 2.0)
	var _ string = max("a", "b")
	const k = min(1, 2) + max(3, 4)
	var _ [k]int = [5]int{}
}

// want:
// builtins.go:6:10: invalid argument: x (variable of type int) for built-in len
// builtins.go:7:6: invalid operation: too many arguments for len(s, s) (expected 1, found 2)
// builtins.go:8:6: invalid operation: not enough arguments for len() (expected 1, found 0)
// builtins.go:9:10: invalid argument: m (variable of type map[string]int) for built-in cap
// builtins.go:10:16: cannot use "a" (untyped string constant) as int value in argument to append
// builtins.go:11:13: invalid append: argument must be a slice; have x (variable of type int)
// builtins.go:12:13: invalid append: argument must be a slice; have untyped nil
// builtins.go:13:16: cannot use s (variable of type []int) as int value in argument to append
// builtins.go:15:2: append(s, 1) (value of type []int) is not used
// builtins.go:17:11: invalid argument: cannot make int: type must be slice, map, or channel
// builtins.go:18:6: invalid operation: make([]int) expects 2 or 3 arguments; found 1
// builtins.go:19:6: invalid operation: make([]int, 1, 2, 3) expects 2 or 3 arguments; found 4
// builtins.go:20:18: invalid argument: index -1 (constant of type int) must not be negative
// builtins.go:21:18: invalid argument: length and capacity swapped
// builtins.go:22:18: cannot convert "a" (untyped string constant) to type int
// builtins.go:23:27: 1.5 (untyped float constant) truncated to int
// builtins.go:25:6: invalid operation: not enough arguments for new() (expected 1, found 0)
// builtins.go:26:14: invalid copy: argument must be a slice; have m (variable of type map[string]int)
// builtins.go:27:11: invalid copy: arguments s (variable of type []int) and []string{} (value of type []string) have different element types int and string
// builtins.go:28:9: invalid argument: s (variable of type []int) is not a map
// builtins.go:29:12: cannot use 1 (untyped int constant) as string value in argument to delete
// builtins.go:30:8: invalid operation: cannot close non-channel x (variable of type int)
// builtins.go:31:8: invalid operation: cannot close receive-only channel r (variable of type <-chan int)
// builtins.go:32:8: invalid argument: cannot clear x (variable of type int): argument must be (or constrained by) map or slice
// builtins.go:33:13: invalid argument: mismatched types untyped int (previous argument) and untyped string (type of "a")
// builtins.go:34:13: 2.5 (untyped float constant) truncated to int
// builtins.go:35:6: invalid operation: not enough arguments for min() (expected 1, found 0)
// builtins.go:36:10: invalid argument: s (variable of type []int) cannot be ordered
// builtins.go:37:14: invalid operation: complex(1, "a") (mismatched types untyped float and untyped string)
// builtins.go:39:11: invalid argument: argument has type int, expected complex type
// builtins.go:40:11: invalid argument: argument has type untyped string, expected complex type
// builtins.go:41:2: invalid operation: not enough arguments for panic() (expected 1, found 0)
// builtins.go:42:2: invalid operation: too many arguments for panic(1, 2) (expected 1, found 2)
// builtins.go:43:8: use of untyped nil in argument to built-in print
// builtins.go:45:6: invalid operation: too many arguments for recover(1) (expected 0, found 1)
// builtins.go:46:6: len (built-in) must be called
// builtins.go:47:2: len(s) (value of type int) is not used
// builtins.go:48:6: print(1) (no value) used as value
