package main

type shape interface {
	area() int
	name() string
}

type square struct{ side int }

func (s square) area() int     { return s.side * s.side }
func (s square) name() string  { return "square" }
func (s *square) scale(by int) { s.side *= by }

// Only area is called through the interface: name needs no code in the itab.
//
//go:noinline
func total(list ...shape) (n int) {
	for _, s := range list {
		n += s.area()
	}
	return
}

//go:noinline
func kind(x any) string {
	switch x := x.(type) {
	case nil:
		return "nil"
	case int, uint:
		return "integer"
	case string:
		return x
	case shape:
		return "shape"
	}
	return "?"
}

func main() {
	s := square{2}
	s.scale(3)
	println(total(s), kind(s))
}

// GIR:
// func @main.main()() {
//     local0 new $main.square
//     local1 new [1]$main.shape
//     local2 box $main.square
// block0:
//     v0: int = int 2
//     v1: $main.square = aggregate v0
//     v2: *$main.square = local_addr local0
//     zero_mem v2, $main.square
//     store v2, v1
//     v3: int = int 3
//     v4: *int = field_addr v2, 0
//     v5: int = load v4
//     v6: int = mul v5, v3
//     store v4, v6
//     v7: $main.square = load v2
//     v8: $main.shape = make_interface v7
//     v9: *[1]$main.shape = local_addr local1
//     zero_mem v9, [1]$main.shape
//     v10: *$main.shape = retype v9
//     v11: int = int 0
//     v12: *$main.shape = index_addr v10, v11
//     store v12, v8 barrier
//     v13: int = int 1
//     v14: []$main.shape = make_slice_header v10, v13, v13
//     v15: int = call @main.total (...[]$main.shape)(int) v14
//     v16: $main.square = load v2
//     v17: interface{} = make_interface v16 in local2
//     v18: string = call @main.kind (interface{})(string) v17
//     call runtime printlock ()()
//     call runtime printint (int)() v15
//     v19: string = str " "
//     call runtime printstring (string)() v19
//     call runtime printstring (string)() v18
//     call runtime printnl ()()
//     call runtime printunlock ()()
//     return
// }
//
// func @main.total(...[]$main.shape)(int) noinline {
// block0(v0: []$main.shape):
//     v1: int = zero
//     v2: int = len v0
//     v3: *$main.shape = data_ptr v0
//     v4: int = int 0
//     jump block1(v4, v1)
// block1(v5: int, v6: int):
//     v7: bool = lt v5, v2
//     br v7, block2, block3
// block2:
//     v8: *$main.shape = index_addr v3, v5
//     v9: $main.shape = load v8
//     v10: int = call iface 0 ()(int) v9
//     v11: int = add v6, v10
//     v12: int = int 1
//     v13: int = add v5, v12
//     jump block1(v13, v11)
// block3:
//     return v6
// }
//
// func @main.kind(interface{})(string) noinline {
// block0(v0: interface{}):
//     v1: unsafe.Pointer = iface_word v0
//     v2: unsafe.Pointer = zero
//     v3: bool = eq v1, v2
//     br v3, block1, block2
// block1:
//     v4: string = str "nil"
//     return v4
// block2:
//     v5: unsafe.Pointer = iface_type v0
//     v6: unsafe.Pointer = type_addr int
//     v7: bool = eq v5, v6
//     br v7, block4, block3
// block3:
//     v8: unsafe.Pointer = iface_type v0
//     v9: unsafe.Pointer = type_addr uint
//     v10: bool = eq v8, v9
//     br v10, block4, block5
// block4:
//     v11: string = str "integer"
//     return v11
// block5:
//     v12: unsafe.Pointer = iface_type v0
//     v13: unsafe.Pointer = type_addr string
//     v14: bool = eq v12, v13
//     br v14, block6, block7
// block6:
//     v15: string = iface_data v0
//     return v15
// block7:
//     v16: $main.shape, v17: bool = assert_interface v0
//     br v17, block8, block9
// block8:
//     v18: string = str "shape"
//     return v18
// block9:
//     v19: string = str "?"
//     return v19
// }
//
// func @"main.(*square).area"(*$main.square)(int) wrapper dup_ok {
// block0(v0: *$main.square):
//     v1: *$main.square = zero
//     v2: bool = eq v0, v1
//     br v2, block1, block2
// block1:
//     call runtime panicwrap ()()
//     unreachable
// block2:
//     v3: $main.square = load v0
//     v4: int = extract v3, 0
//     v5: int = extract v3, 0
//     v6: int = mul v4, v5
//     return v6
// }
