package main

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}

func sum(s []int) (n int) {
	for i := 0; i < len(s); i++ {
		n += s[i]
	}
	return
}

func kind(n int) string {
	switch n {
	case 1, 2:
		return "small"
	case 3:
		fallthrough
	case 4:
		return "medium"
	}
	return "large"
}

func main() {
	println(abs(-3), sum([]int{1, 2, 3}), kind(3))
outer:
	for i := range 3 {
		for {
			if i == 1 {
				continue outer
			}
			break outer
		}
	}
}

// GIR:
// func @main.main()() {
//     local0 new [3]int
// block0:
//     v0: int = int -3
//     v1: int = call @main.abs (int)(int) v0
//     v2: *[3]int = local_addr local0
//     zero_mem v2, [3]int
//     v3: int = int 0
//     v4: *int = index_addr v2, v3
//     v5: int = int 1
//     store v4, v5
//     v6: int = int 1
//     v7: *int = index_addr v2, v6
//     v8: int = int 2
//     store v7, v8
//     v9: int = int 2
//     v10: *int = index_addr v2, v9
//     v11: int = int 3
//     store v10, v11
//     v12: *int = retype v2
//     v13: int = int 3
//     v14: []int = make_slice_header v12, v13, v13
//     v15: int = call @main.sum ([]int)(int) v14
//     v16: int = int 3
//     v17: string = call @main.kind (int)(string) v16
//     call runtime printlock ()()
//     call runtime printint (int)() v1
//     v18: string = str " "
//     call runtime printstring (string)() v18
//     call runtime printint (int)() v15
//     v19: string = str " "
//     call runtime printstring (string)() v19
//     call runtime printstring (string)() v17
//     call runtime printnl ()()
//     call runtime printunlock ()()
//     v20: int = int 3
//     v21: int = int 0
//     jump block1(v21)
// block1(v22: int):
//     v23: bool = lt v22, v20
//     br v23, block2, block4
// block2:
//     v24: int = int 1
//     v25: bool = eq v22, v24
//     br v25, block3, block4
// block3:
//     v26: int = int 1
//     v27: int = add v22, v26
//     jump block1(v27)
// block4:
//     return
// }
//
// func @main.abs(int)(int) {
// block0(v0: int):
//     v1: int = int 0
//     v2: bool = lt v0, v1
//     br v2, block1, block2
// block1:
//     v3: int = neg v0
//     return v3
// block2:
//     return v0
// }
//
// func @main.sum([]int)(int) {
// block0(v0: []int):
//     v1: int = zero
//     v2: int = int 0
//     jump block1(v2, v1)
// block1(v3: int, v4: int):
//     v5: int = len v0
//     v6: bool = lt v3, v5
//     br v6, block2, block3
// block2:
//     v7: int = len v0
//     bounds_check v3, v7
//     v8: *int = data_ptr v0
//     v9: *int = index_addr v8, v3
//     v10: int = load v9
//     v11: int = add v4, v10
//     v12: int = int 1
//     v13: int = add v3, v12
//     jump block1(v13, v11)
// block3:
//     return v4
// }
//
// func @main.kind(int)(string) {
// block0(v0: int):
//     switch v0, 1: block1, 2: block1, 3: block2, 4: block2, block3
// block1:
//     v1: string = str "small"
//     return v1
// block2:
//     v2: string = str "medium"
//     return v2
// block3:
//     v3: string = str "large"
//     return v3
// }
