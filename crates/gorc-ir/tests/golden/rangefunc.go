package main

// The body of a range-over-func statement is a closure; `return` leaves it through the state and next variables.
//
//go:noinline
func count(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

//go:noinline
func find(n, want int) (at int) {
	for i := range count(n) {
		if i == want {
			return i
		}
	}
	return -1
}

func main() { println(find(10, 3)) }

// GIR:
// func @main.main()() {
// block0:
//     v0: int = int 10
//     v1: int = int 3
//     v2: int = call @main.find (int, int)(int) v0, v1
//     call runtime printlock ()()
//     call runtime printint (int)() v2
//     call runtime printnl ()()
//     call runtime printunlock ()()
//     return
// }
//
// func @main.find-range1(int)(bool) closure {
// block0(v0: int):
//     v1: *struct{ F uintptr; X0 int; X1 *int; X2 *int; X3 unsafe.Pointer; X4 unsafe.Pointer; X5 *int } = closure_ctx
//     v2: *int = field_addr v1, 1
//     v3: int = load v2
//     v4: **int = field_addr v1, 2
//     v5: *int = load v4
//     v6: **int = field_addr v1, 3
//     v7: *int = load v6
//     v8: *unsafe.Pointer = field_addr v1, 4
//     v9: unsafe.Pointer = load v8
//     v10: *unsafe.Pointer = field_addr v1, 5
//     v11: unsafe.Pointer = load v10
//     v12: **int = field_addr v1, 6
//     v13: *int = load v12
//     v14: int = int 1
//     v15: int = load v5
//     v16: bool = eq v15, v14
//     br v16, block1, block4
// block1:
//     v17: int = int 2
//     store v5, v17
//     v18: bool = eq v0, v3
//     br v18, block2, block3
// block2:
//     store v13, v0
//     v19: int = int 1
//     store v7, v19
//     v20: int = int 0
//     store v5, v20
//     v21: bool = int 0
//     return v21
// block3:
//     v22: int = int 1
//     store v5, v22
//     v23: bool = int 1
//     return v23
// block4:
//     v24: int = int 2
//     store v5, v24
//     call runtime panicrangestate (int)() v15
//     unreachable
// }
//
// func @main.find(int, int)(int) noinline {
//     local0 "~r0" int
//     local1 next int
// block0(v0: int, v1: int):
//     v2: *int = local_addr local0
//     zero_mem v2, int
//     v3: func(func(int)(bool))() = call @main.count (int)(func(func(int)(bool))()) v0
//     v4: *int = new int
//     v5: int = int 1
//     store v4, v5
//     v6: *int = local_addr local1
//     v7: int = int 0
//     store v6, v7
//     v8: unsafe.Pointer = zero
//     v9: *int = local_addr local0
//     v10: func(int)(bool) = make_closure @main.find-range1, struct{ F uintptr; X0 int; X1 *int; X2 *int; X3 unsafe.Pointer; X4 unsafe.Pointer; X5 *int }, v1, v4, v6, v8, v8, v9
//     call closure (func(int)(bool))() v3, v10
//     v11: int = load v4
//     v12: int = int 2
//     v13: bool = eq v11, v12
//     br v13, block1, block2
// block1:
//     v14: int = int 4
//     call runtime panicrangestate (int)() v14
//     unreachable
// block2:
//     v15: int = int 3
//     store v4, v15
//     v16: int = load v6
//     switch v16, 1: block3, block4
// block3:
//     v17: *int = local_addr local0
//     v18: int = load v17
//     return v18
// block4:
//     v19: int = int -1
//     return v19
// }
//
// func @main.count.func1(func(int)(bool))() closure {
// block0(v0: func(int)(bool)):
//     v1: *struct{ F uintptr; X0 int } = closure_ctx
//     v2: *int = field_addr v1, 1
//     v3: int = load v2
//     v4: int = int 0
//     jump block1(v4)
// block1(v5: int):
//     v6: bool = lt v5, v3
//     br v6, block2, block5
// block2:
//     v7: bool = call closure (int)(bool) v0, v5
//     br v7, block3, block4
// block3:
//     v8: int = int 1
//     v9: int = add v5, v8
//     jump block1(v9)
// block4:
//     return
// block5:
//     return
// }
//
// func @main.count(int)(func(func(int)(bool))()) noinline {
// block0(v0: int):
//     v1: func(func(int)(bool))() = make_closure @main.count.func1, struct{ F uintptr; X0 int }, v0
//     return v1
// }
