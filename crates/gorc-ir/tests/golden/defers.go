package main

// Results live in frame slots; the recover block gives them back after a recovered panic.
//
//go:noinline
func guarded(f func()) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	f()
	return true
}

type closer interface{ Close(int) }

//go:noinline
func shut(c closer, f func()) {
	defer c.Close(1)
	defer f()
}

func main() { println(guarded(nil)); shut(nil, nil) }

// GIR:
// func @main.main()() {
// block0:
//     v0: func()() = zero
//     v1: bool = call @main.guarded (func()())(bool) v0
//     call runtime printlock ()()
//     call runtime printbool (bool)() v1
//     call runtime printnl ()()
//     call runtime printunlock ()()
//     v2: $main.closer = zero
//     v3: func()() = zero
//     call @main.shut ($main.closer, func()())() v2, v3
//     return
// }
//
// func @main.guarded.func1()() closure {
// block0:
//     v0: *struct{ F uintptr; X0 *bool } = closure_ctx
//     v1: **bool = field_addr v0, 1
//     v2: *bool = load v1
//     v3: interface{} = recover
//     v4: unsafe.Pointer = iface_word v3
//     v5: unsafe.Pointer = zero
//     v6: bool = ne v4, v5
//     br v6, block1, block2
// block1:
//     v7: bool = int 0
//     store v2, v7
//     jump block2
// block2:
//     return
// }
//
// func @main.guarded(func()())(bool) noinline recover block1 {
//     local0 ok *bool
//     local1 new bool
//     local2 closure struct{ F uintptr; X0 *bool }
// block0(v0: func()()):
//     v1: *bool = local_addr local1
//     zero_mem v1, bool
//     v2: **bool = local_addr local0
//     store v2, v1
//     v3: func()() = make_closure @main.guarded.func1, struct{ F uintptr; X0 *bool }, v1 in local2
//     defer v3
//     call closure ()() v0
//     v4: bool = int 1
//     v5: **bool = local_addr local0
//     v6: *bool = load v5
//     store v6, v4
//     defer_return
//     v7: **bool = local_addr local0
//     v8: *bool = load v7
//     v9: bool = load v8
//     return v9
// block1:
//     defer_return
//     v10: **bool = local_addr local0
//     v11: *bool = load v10
//     v12: bool = load v11
//     return v12
// }
//
// func @main.shut.deferwrap1()() closure wrapper dup_ok {
// block0:
//     v0: *struct{ F uintptr; X0 $main.closer; X1 int } = closure_ctx
//     v1: *$main.closer = field_addr v0, 1
//     v2: $main.closer = load v1
//     v3: *int = field_addr v0, 2
//     v4: int = load v3
//     call iface 0 (int)() v2, v4
//     return
// }
//
// func @main.shut($main.closer, func()())() noinline recover block3 {
//     local0 closure struct{ F uintptr; X0 $main.closer; X1 int }
// block0(v0: $main.closer, v1: func()()):
//     v2: int = int 1
//     v3: unsafe.Pointer = iface_type v0
//     nil_check v3
//     v4: func()() = make_closure @main.shut.deferwrap1, struct{ F uintptr; X0 $main.closer; X1 int }, v0, v2 in local0
//     defer v4
//     v5: func()() = zero
//     v6: bool = eq v1, v5
//     br v6, block1, block2(v1)
// block1:
//     v7: func()() = func_value @runtime.callnil
//     jump block2(v7)
// block2(v8: func()()):
//     defer v8
//     defer_return
//     return
// block3:
//     defer_return
//     return
// }
