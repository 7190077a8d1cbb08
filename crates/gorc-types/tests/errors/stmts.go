package p

func f(x int, s string, ch chan int, r <-chan int, w chan<- int, e interface{ M() }, any1 any) int {
	if x {
	}
	for s {
	}
	switch x {
	case 1:
	case 1:
	case "a":
	case s:
	}
	switch {
	case x:
	case true:
	}
	switch any1.(type) {
	case int:
	case int:
	case undefined:
	}
	switch y := any1.(type) {
	case int:
	}
	switch x.(type) {
	}
	switch e.(type) {
	case int:
	case error:
	}
	<-w
	r <- 1
	ch <- "a"
	for range w {
	}
	for i := range x {
	}
	for i, j := range x {
	}
	for i, j, k := range s {
	}
	for range 1.5 {
	}
	for a, b := range func(yield func(int) bool) {} {
	}
	for range func() {} {
	}
	x + 1
	s
	-x
	<-r
	len(s)
	any1.(int)
	_ = s.(int)
	_ = e.(int)
	return "a"
	return
	return 1, 2
	x := 1
	var unused int
	func() { y := 1 }()
	select {
	case x:
	case <-ch:
	case v := <-ch:
	case ch <- 1:
	}
	fallthrough
	switch {
	case true:
		fallthrough
	}
	switch any1.(type) {
	case int:
		fallthrough
	default:
	}
	{
		var z int
		z = 1
	}
	defer func() {}
	go recover()
	*x = 1
	x.y = 2
	x[0] = 1
	s[0] = 'a'
	&x = nil
	_ = &f
	_ = &1
	_ = !x
	_ = -s
	_ = ^1.5
	_ = x == s
	_ = any1 < any1
	_ = f == f
	_ = nil == nil
	_ = x && true
	_ = s - s
	_ = x % 0
	_ = []int{1, 2}[5]
	_ = s[1:0]
	_ = [3]int{}[:]
	_ = x[1:]
	return 0
}

// want:
// stmts.go:4:5: non-boolean condition in if statement
// stmts.go:6:6: non-boolean condition in for statement
// stmts.go:10:7: duplicate case 1 (constant of type int) in expression switch
// 	stmts.go:9:7: previous case
// stmts.go:11:7: cannot convert "a" (untyped string constant) to type int
// stmts.go:12:7: invalid case s in switch on x (mismatched types string and int)
// stmts.go:15:7: invalid case x in switch on true (mismatched types int and bool)
// stmts.go:20:7: duplicate case int in type switch
// 	stmts.go:19:7: previous case
// stmts.go:21:7: undefined: undefined
// stmts.go:23:9: y declared and not used
// stmts.go:26:9: x (variable of type int) is not an interface
// stmts.go:29:7: impossible type switch case: int
// 	e (variable of type interface{M()}) cannot have dynamic type int (missing method M)
// stmts.go:32:4: invalid operation: cannot receive from send-only channel chan<- int w (variable of type chan<- int)
// stmts.go:33:2: invalid operation: cannot send to receive-only channel <-chan int r (variable of type <-chan int)
// stmts.go:34:8: cannot use "a" (untyped string constant) as int value in send
// stmts.go:35:12: cannot range over w (variable of type chan<- int): receive from send-only channel chan<- int
// stmts.go:37:6: declared and not used: i
// stmts.go:39:6: declared and not used: i
// stmts.go:39:9: range over x (variable of type int) permits only one iteration variable
// stmts.go:41:6: declared and not used: i
// stmts.go:41:9: declared and not used: j
// stmts.go:41:12: range clause permits at most two iteration variables
// stmts.go:43:12: cannot range over 1.5 (untyped float constant)
// stmts.go:45:6: declared and not used: a
// stmts.go:45:9: range over func(yield func(int) bool) {} (value of type func(yield func(int) bool)) permits only one iteration variable
// stmts.go:47:12: cannot range over func() {} (value of type func()): func must be func(yield func(...) bool): wrong argument count
// stmts.go:49:2: x + 1 (value of type int) is not used
// stmts.go:50:2: s (variable of type string) is not used
// stmts.go:51:2: -x (value of type int) is not used
// stmts.go:53:2: len(s) (value of type int) is not used
// stmts.go:54:2: any1.(int) (comma, ok expression of type int) is not used
// stmts.go:55:6: invalid operation: s (variable of type string) is not an interface
// stmts.go:56:6: impossible type assertion: e.(int)
// 	int does not implement interface{M()} (missing method M)
// stmts.go:57:9: cannot use "a" (untyped string constant) as int value in return statement
// stmts.go:58:2: not enough return values
// 	have ()
// 	want (int)
// stmts.go:59:12: too many return values
// 	have (number, number)
// 	want (int)
// stmts.go:60:4: no new variables on left side of :=
// stmts.go:61:6: declared and not used: unused
// stmts.go:62:11: declared and not used: y
// stmts.go:64:7: select case must be send or receive (possibly with assignment)
// stmts.go:66:7: declared and not used: v
// stmts.go:69:2: fallthrough statement out of place
// stmts.go:72:3: cannot fallthrough final case in switch
// stmts.go:76:3: cannot fallthrough in type switch
// stmts.go:80:7: declared and not used: z
// stmts.go:83:8: expression in defer must be function call
// stmts.go:85:3: invalid operation: cannot indirect x (variable of type int)
// stmts.go:86:4: x.y undefined (type int has no field or method y)
// stmts.go:87:3: cannot index x (variable of type int)
// stmts.go:88:2: cannot assign to s[0] (neither addressable nor a map index expression)
// stmts.go:89:2: cannot assign to &x (neither addressable nor a map index expression)
// stmts.go:90:7: invalid operation: cannot take address of f (value of type func(x int, s string, ch chan int, r <-chan int, w chan<- int, e interface{M()}, any1 any) int)
// stmts.go:91:7: invalid operation: cannot take address of 1 (untyped int constant)
// stmts.go:92:7: invalid operation: operator ! not defined on x (variable of type int)
// stmts.go:93:7: invalid operation: operator - not defined on s (variable of type string)
// stmts.go:94:7: invalid operation: operator ^ not defined on 1.5 (untyped float constant)
// stmts.go:95:11: invalid operation: x == s (mismatched types int and string)
// stmts.go:96:6: invalid operation: any1 < any1 (operator < not defined on interface)
// stmts.go:97:6: invalid operation: f == f (func can only be compared to nil)
// stmts.go:98:13: invalid operation: nil == nil (operator == not defined on untyped nil)
// stmts.go:99:6: invalid operation: x && true (mismatched types int and untyped bool)
// stmts.go:100:6: invalid operation: operator - not defined on s (variable of type string)
// stmts.go:101:10: invalid operation: division by zero
// stmts.go:103:10: invalid slice indices: 0 < 1
// stmts.go:104:6: cannot slice unaddressable value [3]int{} (value of type [3]int)
// stmts.go:105:6: cannot slice x (variable of type int)
