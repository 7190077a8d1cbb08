package main

type number interface{ ~int | ~float64 }

type pair[K comparable, V number] struct {
	key K
	val V
}

// Every list of type arguments has its own code.
//
//go:noinline
func sum[K comparable, V number](list []pair[K, V]) (total V) {
	for _, p := range list {
		total += p.val
	}
	return
}

func (p pair[K, V]) is(k K) bool { return p.key == k }

func main() {
	println(sum([]pair[string, int]{{"a", 1}}), sum([]pair[int, float64]{{1, 2.5}}))
	println(pair[string, int]{"x", 1}.is("x"))
}

// GIR:
// func @main.main()() {
//     local0 new [1]$"main.pair[string,int]"
//     local1 new [1]$"main.pair[int,float64]"
// block0:
//     v0: *[1]$"main.pair[string,int]" = local_addr local0
//     zero_mem v0, [1]$"main.pair[string,int]"
//     v1: int = int 0
//     v2: *$"main.pair[string,int]" = index_addr v0, v1
//     v3: *string = field_addr v2, 0
//     v4: string = str "a"
//     store v3, v4 barrier
//     v5: *int = field_addr v2, 1
//     v6: int = int 1
//     store v5, v6
//     v7: *$"main.pair[string,int]" = retype v0
//     v8: int = int 1
//     v9: []$"main.pair[string,int]" = make_slice_header v7, v8, v8
//     v10: int = call @"main.sum[string,int]" ([]$"main.pair[string,int]")(int) v9
//     v11: *[1]$"main.pair[int,float64]" = local_addr local1
//     zero_mem v11, [1]$"main.pair[int,float64]"
//     v12: int = int 0
//     v13: *$"main.pair[int,float64]" = index_addr v11, v12
//     v14: *int = field_addr v13, 0
//     v15: int = int 1
//     store v14, v15
//     v16: *float64 = field_addr v13, 1
//     v17: float64 = float 0x4004000000000000 /*2.5*/
//     store v16, v17
//     v18: *$"main.pair[int,float64]" = retype v11
//     v19: int = int 1
//     v20: []$"main.pair[int,float64]" = make_slice_header v18, v19, v19
//     v21: float64 = call @"main.sum[int,float64]" ([]$"main.pair[int,float64]")(float64) v20
//     call runtime printlock ()()
//     call runtime printint (int)() v10
//     v22: string = str " "
//     call runtime printstring (string)() v22
//     call runtime printfloat (float64)() v21
//     call runtime printnl ()()
//     call runtime printunlock ()()
//     v23: string = str "x"
//     v24: int = int 1
//     v25: $"main.pair[string,int]" = aggregate v23, v24
//     v26: string = str "x"
//     v27: string = extract v25, 0
//     v28: bool = eq v27, v26
//     call runtime printlock ()()
//     call runtime printbool (bool)() v28
//     call runtime printnl ()()
//     call runtime printunlock ()()
//     return
// }
//
// func @"main.sum[string,int]"([]$"main.pair[string,int]")(int) noinline dup_ok {
// block0(v0: []$"main.pair[string,int]"):
//     v1: int = zero
//     v2: int = len v0
//     v3: *$"main.pair[string,int]" = data_ptr v0
//     v4: int = int 0
//     jump block1(v4, v1)
// block1(v5: int, v6: int):
//     v7: bool = lt v5, v2
//     br v7, block2, block3
// block2:
//     v8: *$"main.pair[string,int]" = index_addr v3, v5
//     v9: $"main.pair[string,int]" = load v8
//     v10: int = extract v9, 1
//     v11: int = add v6, v10
//     v12: int = int 1
//     v13: int = add v5, v12
//     jump block1(v13, v11)
// block3:
//     return v6
// }
//
// func @"main.sum[int,float64]"([]$"main.pair[int,float64]")(float64) noinline dup_ok {
// block0(v0: []$"main.pair[int,float64]"):
//     v1: float64 = zero
//     v2: int = len v0
//     v3: *$"main.pair[int,float64]" = data_ptr v0
//     v4: int = int 0
//     jump block1(v4, v1)
// block1(v5: int, v6: float64):
//     v7: bool = lt v5, v2
//     br v7, block2, block3
// block2:
//     v8: *$"main.pair[int,float64]" = index_addr v3, v5
//     v9: $"main.pair[int,float64]" = load v8
//     v10: float64 = extract v9, 1
//     v11: float64 = add v6, v10
//     v12: int = int 1
//     v13: int = add v5, v12
//     jump block1(v13, v11)
// block3:
//     return v6
// }
