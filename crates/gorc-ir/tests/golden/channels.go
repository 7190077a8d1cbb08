package main

//go:noinline
func pump(in <-chan int, out chan<- string, quit chan bool) (last int) {
	for {
		select {
		case v, ok := <-in:
			if !ok {
				return
			}
			last = v
		case out <- "tick":
		case <-quit:
			return -1
		}
	}
}

//go:noinline
func count(words []string) map[string]int {
	m := make(map[string]int)
	for _, w := range words {
		m[w]++
	}
	for k, v := range m {
		if v > 1 {
			delete(m, k)
		}
	}
	return m
}

func main() {
	println(pump(nil, nil, nil), len(count(nil)))
}

// GIR:
// func @main.main()() {
// block0:
//     v0: <-chan(int) = zero
//     v1: chan<-(string) = zero
//     v2: chan(bool) = zero
//     v3: int = call @main.pump (<-chan(int), chan<-(string), chan(bool))(int) v0, v1, v2
//     v4: []string = zero
//     v5: map[string]int = call @main.count ([]string)(map[string]int) v4
//     v6: int = len v5
//     call runtime printlock ()()
//     call runtime printint (int)() v3
//     v7: string = str " "
//     call runtime printstring (string)() v7
//     call runtime printint (int)() v6
//     call runtime printnl ()()
//     call runtime printunlock ()()
//     return
// }
//
// func @main.pump(<-chan(int), chan<-(string), chan(bool))(int) noinline {
//     local0 recv int
//     local1 tmp string
// block0(v0: <-chan(int), v1: chan<-(string), v2: chan(bool)):
//     v3: int = zero
//     jump block1(v3)
// block1(v4: int):
//     v5: *int = local_addr local0
//     zero_mem v5, int
//     v6: string = str "tick"
//     v7: *string = local_addr local1
//     store v7, v6
//     v8: int, v9: bool = select blocking, send v1 v7, recv v0 v5, recv v2
//     switch v8, 0: block3(v4), 1: block2, block5
// block2:
//     v10: int = load v5
//     br v9, block3(v10), block4
// block3(v11: int):
//     jump block1(v11)
// block4:
//     return v4
// block5:
//     v12: int = int -1
//     return v12
// }
//
// func @main.count([]string)(map[string]int) noinline {
//     local0 iter [16]uintptr
// block0(v0: []string):
//     v1: int = int 0
//     v2: map[string]int = make_map v1
//     v3: int = len v0
//     v4: *string = data_ptr v0
//     v5: int = int 0
//     jump block1(v5)
// block1(v6: int):
//     v7: bool = lt v6, v3
//     br v7, block2, block3
// block2:
//     v8: *string = index_addr v4, v6
//     v9: string = load v8
//     v10: *int = map_assign v2, v9
//     v11: int = load v10
//     v12: int = int 1
//     v13: int = add v11, v12
//     store v10, v13
//     v14: int = int 1
//     v15: int = add v6, v14
//     jump block1(v15)
// block3:
//     v16: *[16]uintptr = local_addr local0
//     map_iter_init v2, v16
//     jump block4
// block4:
//     v17: *[16]uintptr = local_addr local0
//     v18: *string = map_iter_key v17
//     v19: *string = zero
//     v20: bool = ne v18, v19
//     br v20, block5, block8
// block5:
//     v21: *int = map_iter_elem v17
//     v22: int = load v21
//     v23: string = load v18
//     v24: int = int 1
//     v25: bool = gt v22, v24
//     br v25, block6, block7
// block6:
//     map_delete v2, v23
//     jump block7
// block7:
//     v26: *[16]uintptr = local_addr local0
//     map_iter_next v26
//     jump block4
// block8:
//     return v2
// }
