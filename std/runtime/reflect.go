// What reflect, maps and strings get from the runtime with more scalars than a thunk takes. The rest of their symbols are thunks of
// crates/gorc-runtime; README.md lists them.

package runtime

import "unsafe"

// slice is the representation of a slice.
type slice struct {
	array    unsafe.Pointer
	len, cap int
}

// scase is a case of selectgo (gorc_abi::hchan::Scase).
type scase struct {
	c, elem unsafe.Pointer
}

//go:noescape
func growslice(out *slice, old unsafe.Pointer, newLen, oldCap, num int, elem *_type)
func typedslicecopy(elem *_type, dst unsafe.Pointer, dstLen int, src unsafe.Pointer, srcLen int) int
func selectgo(cases *scase, nsends, nrecvs int, block bool) (index int, received bool)
func mapclone2(m unsafe.Pointer) unsafe.Pointer

//go:linkname reflect_typedslicecopy reflect.typedslicecopy
func reflect_typedslicecopy(elem *_type, dst, src slice) int {
	return typedslicecopy(elem, dst.array, dst.len, src.array, src.len)
}

// reflect_growslice makes room for num more elements; the length stays.
//
//go:linkname reflect_growslice reflect.growslice
func reflect_growslice(elem *_type, old slice, num int) slice {
	var out slice
	growslice(&out, old.array, old.len+num, old.cap, num, elem)
	out.len = old.len
	return out
}

var aByte any = byte(0)

// bytealg_MakeNoZero makes a slice of n bytes that are not cleared.
//
//go:linkname bytealg_MakeNoZero internal/bytealg.MakeNoZero
func bytealg_MakeNoZero(n int) []byte {
	if uint(n) > 1<<47 {
		panic(errorString("makeslice: len out of range"))
	}
	var b []byte
	growslice((*slice)(unsafe.Pointer(&b)), nil, n, 0, n, efaceOf(&aByte).typ)
	return b
}

// runtimeSelect is a case as reflect.Select makes it.
type runtimeSelect struct {
	dir uintptr
	typ unsafe.Pointer
	ch  unsafe.Pointer
	val unsafe.Pointer
}

const (
	selectSend    = 1
	selectRecv    = 2
	selectDefault = 3
)

// reflect_rselect sorts the cases as selectgo wants them, sends first, and maps its answer back.
//
//go:linkname reflect_rselect reflect.rselect
func reflect_rselect(cases []runtimeSelect) (chosen int, recvOK bool) {
	if len(cases) == 0 {
		selectgo(nil, 0, 0, true)
	}
	sel := make([]scase, 0, len(cases))
	orig := make([]int, 0, len(cases))
	dflt := -1
	nsends := 0
	for i, c := range cases {
		switch c.dir {
		case selectSend:
			sel = append(sel, scase{c.ch, c.val})
			orig = append(orig, i)
			nsends++
		case selectDefault:
			dflt = i
		}
	}
	for i, c := range cases {
		if c.dir == selectRecv {
			sel = append(sel, scase{c.ch, c.val})
			orig = append(orig, i)
		}
	}
	if len(sel) == 0 {
		if dflt >= 0 {
			return dflt, false
		}
		selectgo(nil, 0, 0, true)
	}
	chosen, recvOK = selectgo(&sel[0], nsends, len(sel)-nsends, dflt < 0)
	if chosen < 0 {
		return dflt, false
	}
	return orig[chosen], recvOK
}

// maps_clone copies the map in m, which is not nil.
//
//go:linkname maps_clone maps.clone
func maps_clone(m any) any {
	e := efaceOf(&m)
	e.data = mapclone2(e.data)
	return m
}
