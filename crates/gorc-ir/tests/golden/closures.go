package main

// A variable that is never assigned after its declaration is captured by value, others by reference; a loop variable
// has a cell per iteration.
func makers() []func() int {
	var out []func() int
	step := 10
	for i := 0; i < 3; i++ {
		out = append(out, func() int { i += step; return i })
	}
	return out
}

type point struct{ x, y int }

func (p point) add(q int) int { return p.x + p.y + q }

//go:noinline
func apply(f func(int) int) int { return f(1) }

func main() {
	for _, f := range makers() {
		println(f())
	}
	p := point{1, 2}
	println(apply(p.add))
	go println("go", p.x)
}

// GIR:
// func @main.point.add-fm(int)(int) closure wrapper dup_ok {
// block0(v0: int):
//     v1: *struct{ F uintptr; X0 $main.point } = closure_ctx
//     v2: *$main.point = field_addr v1, 1
//     v3: $main.point = load v2
//     v4: int = extract v3, 0
//     v5: int = extract v3, 1
//     v6: int = add v4, v5
//     v7: int = add v6, v0
//     return v7
// }
//
// func @main.main.gowrap1()() closure wrapper dup_ok {
// block0:
//     v0: *struct{ F uintptr; X0 string; X1 int } = closure_ctx
//     v1: *string = field_addr v0, 1
//     v2: string = load v1
//     v3: *int = field_addr v0, 2
//     v4: int = load v3
//     call runtime printlock ()()
//     call runtime printstring (string)() v2
//     v5: string = str " "
//     call runtime printstring (string)() v5
//     call runtime printint (int)() v4
//     call runtime printnl ()()
//     call runtime printunlock ()()
//     return
// }
//
// func @main.main()() {
//     local0 append [4]func()(int)
//     local1 used bool
//     local2 new int
//     local3 closure struct{ F uintptr; X0 $main.point }
// block0:
//     v0: *bool = local_addr local1
//     zero_mem v0, bool
//     v1: []func()(int) = zero
//     v2: int = int 10
//     v3: int = int 0
//     v4: *int = local_addr local2
//     zero_mem v4, int
//     store v4, v3
//     jump block1(v4, v1)
// block1(v5: *int, v6: []func()(int)):
//     v7: int = load v5
//     v8: int = int 3
//     v9: bool = lt v7, v8
//     br v9, block2, block3
// block2:
//     v10: func()(int) = make_closure @main.makers.func1, struct{ F uintptr; X0 *int; X1 int }, v5, v2
//     v11: int = int 1
//     v12: int = len v6
//     v13: []func()(int) = grow_slice_in v6, v11, local0, local1
//     v14: *func()(int) = data_ptr v13
//     v15: *func()(int) = index_addr v14, v12
//     store v15, v10 barrier
//     v16: int = load v5
//     v17: *int = new int
//     store v17, v16
//     v18: int = int 1
//     v19: int = add v16, v18
//     store v17, v19
//     jump block1(v17, v13)
// block3:
//     v20: int = len v6
//     v21: *func()(int) = data_ptr v6
//     v22: int = int 0
//     jump block4(v22)
// block4(v23: int):
//     v24: bool = lt v23, v20
//     br v24, block5, block6
// block5:
//     v25: *func()(int) = index_addr v21, v23
//     v26: func()(int) = load v25
//     v27: int = call closure ()(int) v26
//     call runtime printlock ()()
//     call runtime printint (int)() v27
//     call runtime printnl ()()
//     call runtime printunlock ()()
//     v28: int = int 1
//     v29: int = add v23, v28
//     jump block4(v29)
// block6:
//     v30: int = int 1
//     v31: int = int 2
//     v32: $main.point = aggregate v30, v31
//     v33: func(int)(int) = make_closure @main.point.add-fm, struct{ F uintptr; X0 $main.point }, v32 in local3
//     v34: int = call @main.apply (func(int)(int))(int) v33
//     call runtime printlock ()()
//     call runtime printint (int)() v34
//     call runtime printnl ()()
//     call runtime printunlock ()()
//     v35: string = str "go"
//     v36: int = extract v32, 0
//     v37: func()() = make_closure @main.main.gowrap1, struct{ F uintptr; X0 string; X1 int }, v35, v36
//     go v37
//     return
// }
//
// func @main.makers.func1()(int) closure {
// block0:
//     v0: *struct{ F uintptr; X0 *int; X1 int } = closure_ctx
//     v1: **int = field_addr v0, 1
//     v2: *int = load v1
//     v3: *int = field_addr v0, 2
//     v4: int = load v3
//     v5: int = load v2
//     v6: int = add v5, v4
//     store v2, v6
//     return v6
// }
//
// func @main.apply(func(int)(int))(int) noinline {
// block0(v0: func(int)(int)):
//     v1: int = int 1
//     v2: int = call closure (int)(int) v0, v1
//     return v2
// }
