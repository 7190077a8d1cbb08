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
//     v1: int = int 0
//     v2: bool = lt v0, v1
//     br v2, block1, block2(v0)
// block1:
//     v3: int = neg v0
//     jump block2(v3)
// block2(v4: int):
//     v5: *[3]int = local_addr local0
//     zero_mem v5, [3]int
//     v6: int = int 0
//     v7: *int = index_addr v5, v6
//     v8: int = int 1
//     store v7, v8
//     v9: int = int 1
//     v10: *int = index_addr v5, v9
//     v11: int = int 2
//     store v10, v11
//     v12: int = int 2
//     v13: *int = index_addr v5, v12
//     v14: int = int 3
//     store v13, v14
//     v15: *int = retype v5
//     v16: int = int 3
//     v17: []int = make_slice_header v15, v16, v16
//     v18: int = zero
//     v19: int = int 0
//     jump block3(v19, v18)
// block3(v20: int, v21: int):
//     v22: int = len v17
//     v23: bool = lt v20, v22
//     br v23, block4, block5
// block4:
//     v24: int = len v17
//     bounds_check v20, v24
//     v25: *int = data_ptr v17
//     v26: *int = index_addr v25, v20
//     v27: int = load v26
//     v28: int = add v21, v27
//     v29: int = int 1
//     v30: int = add v20, v29
//     jump block3(v30, v28)
// block5:
//     v31: string = str "medium"
//     call runtime printlock ()()
//     call runtime printint (int)() v4
//     v32: string = str " "
//     call runtime printstring (string)() v32
//     call runtime printint (int)() v21
//     v33: string = str " "
//     call runtime printstring (string)() v33
//     call runtime printstring (string)() v31
//     call runtime printnl ()()
//     call runtime printunlock ()()
//     v34: int = int 3
//     v35: int = int 0
//     jump block6(v35)
// block6(v36: int):
//     v37: bool = lt v36, v34
//     br v37, block7, block9
// block7:
//     v38: int = int 1
//     v39: bool = eq v36, v38
//     br v39, block8, block9
// block8:
//     v40: int = int 1
//     v41: int = add v36, v40
//     jump block6(v41)
// block9:
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
