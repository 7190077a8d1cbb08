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
//     v24: *int = data_ptr v17
//     v25: *int = index_addr v24, v20
//     v26: int = load v25
//     v27: int = add v21, v26
//     v28: int = int 1
//     v29: int = add v20, v28
//     jump block3(v29, v27)
// block5:
//     v30: string = str "medium"
//     call runtime printlock ()()
//     call runtime printint (int)() v4
//     v31: string = str " "
//     call runtime printstring (string)() v31
//     call runtime printint (int)() v21
//     v32: string = str " "
//     call runtime printstring (string)() v32
//     call runtime printstring (string)() v30
//     call runtime printnl ()()
//     call runtime printunlock ()()
//     v33: int = int 3
//     v34: int = int 0
//     jump block6(v34)
// block6(v35: int):
//     v36: bool = lt v35, v33
//     br v36, block7, block9
// block7:
//     v37: int = int 1
//     v38: bool = eq v35, v37
//     br v38, block8, block9
// block8:
//     v39: int = int 1
//     v40: int = add v35, v39
//     jump block6(v40)
// block9:
//     return
// }
