package main

// What can be laid out at compile time is no code: there are no initialisers here but that of late.
type node struct {
	name string
	next *node
	f    func() int
	any  any
}

func one() int { return 1 }

var (
	list  = &node{"a", &node{name: "b", f: one}, nil, 7}
	table = [...]uint16{1, 2, 5: 9}
	raw   = []byte("bytes")
	late  = one()
)

//go:noinline
func use(n *node) { println(n.name, n.next.name, table[5], len(raw), late) }

func main() { use(list) }

// GIR:
// func @main.main()() {
// block0:
//     v0: **$main.node = global_addr global0 /*main.list*/
//     v1: *$main.node = load v0
//     call @main.use (*$main.node)() v1
//     return
// }
//
// func @main.use(*$main.node)() noinline {
// block0(v0: *$main.node):
//     v1: *[]uint8 = global_addr global1 /*main.raw*/
//     v2: []uint8 = load v1
//     v3: int = len v2
//     v4: *string = field_addr v0, 0
//     v5: string = load v4
//     v6: **$main.node = field_addr v0, 1
//     v7: *$main.node = load v6
//     v8: *string = field_addr v7, 0
//     v9: string = load v8
//     v10: *[6]uint16 = global_addr global2 /*main.table*/
//     v11: int = int 5
//     v12: *uint16 = index_addr v10, v11
//     v13: uint16 = load v12
//     v14: *int = global_addr global3 /*main.late*/
//     v15: int = load v14
//     call runtime printlock ()()
//     call runtime printstring (string)() v5
//     v16: string = str " "
//     call runtime printstring (string)() v16
//     call runtime printstring (string)() v9
//     v17: string = str " "
//     call runtime printstring (string)() v17
//     v18: uint64 = convert v13
//     call runtime printuint (uint64)() v18
//     v19: string = str " "
//     call runtime printstring (string)() v19
//     call runtime printint (int)() v3
//     v20: string = str " "
//     call runtime printstring (string)() v20
//     call runtime printint (int)() v15
//     call runtime printnl ()()
//     call runtime printunlock ()()
//     return
// }
//
// func @main.one()(int) {
// block0:
//     v0: int = int 1
//     return v0
// }
//
// func @main.init()() wrapper {
// block0:
//     v0: int = int 1
//     v1: *int = global_addr global3 /*main.late*/
//     store v1, v0
//     return
// }
