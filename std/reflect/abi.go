// The calling convention of gorc's compiled code: values of up to four scalars travel as scalars, larger ones by address; what does
// not fit the registers goes to a block in memory, as do results. See ARCHITECTURE.md, "Conventions of emitted code"; the
// compiler's side, which this mirrors, is crates/gorc-codegen/src/abi.rs. Read next: call.go.

package reflect

import (
	"internal/abi"
	"unsafe"
)

const (
	intRegs    = 6
	floatRegs  = 8
	resultRegs = 8 // of each sort
	maxScalars = 4
	word       = 8
)

// registers are the registers before and after a call; the routines in assembly know the layout.
type registers struct {
	in       [intRegs]unsafe.Pointer
	inFloat  [floatRegs]uint64
	out      [resultRegs]unsafe.Pointer
	outFloat [resultRegs]uint64
}

// A bank is where values travel in one direction: integer and float registers, and a block in memory.
type bank struct {
	ints, floats, block unsafe.Pointer
}

// A scalar is a part of a value that fits a register.
type scalar struct {
	off   uintptr
	size  uintptr
	float bool
}

// scalars adds a type's scalars to list; ok is false if they are too many, or it has an array: such values travel by address.
func scalars(t *abi.Type, base uintptr, list []scalar) (all []scalar, ok bool) {
	switch t.Kind() {
	case abi.Float32, abi.Float64:
		list = append(list, scalar{base, t.Size_, true})
	case abi.Complex64, abi.Complex128:
		half := t.Size_ / 2
		list = append(list, scalar{base, half, true}, scalar{base + half, half, true})
	case abi.String, abi.Interface:
		list = append(list, scalar{base, word, false}, scalar{base + word, word, false})
	case abi.Slice:
		list = append(list, scalar{base, word, false}, scalar{base + word, word, false}, scalar{base + 2*word, word, false})
	case abi.Array:
		if t.Len() > 1 {
			return list, false
		}
		if t.Len() == 1 {
			return scalars(t.Elem(), base, list)
		}
	case abi.Struct:
		fields := t.StructType().Fields
		for i := range fields {
			f := &fields[i]
			if list, ok = scalars(f.Typ, base+f.Offset, list); !ok {
				return list, false
			}
		}
	default:
		list = append(list, scalar{base, t.Size_, false})
	}
	return list, len(list) <= maxScalars
}

// A place says where a parameter or result travels.
type place struct {
	typ     *abi.Type
	scalars []scalar
	memory  bool    // by address
	block   bool    // in the block, at off, rather than in the registers from ints, floats on
	off     uintptr // for results: where the value is in the block
	ints    int
	floats  int
}

func newPlace(t *abi.Type) place {
	list, ok := scalars(t, 0, nil)
	if !ok {
		list = []scalar{{0, word, false}} // the address
	}
	return place{typ: t, scalars: list, memory: !ok}
}

// count tells how many registers of each sort the value takes.
func (p *place) count() (ints, floats int) {
	for _, s := range p.scalars {
		if s.float {
			floats++
		}
	}
	return len(p.scalars) - floats, floats
}

// move moves the scalars from v to their places, or the other way.
func (p *place) move(v unsafe.Pointer, b *bank, store bool) {
	ints, floats := p.ints, p.floats
	for i, s := range p.scalars {
		var at unsafe.Pointer
		switch {
		case p.block:
			at = unsafe.Add(b.block, p.off+uintptr(i)*word)
		case s.float:
			at = unsafe.Add(b.floats, floats*word)
			floats++
		default:
			at = unsafe.Add(b.ints, ints*word)
			ints++
		}
		if part := unsafe.Add(v, s.off); store {
			copyScalar(at, part, s.size)
		} else {
			copyScalar(part, at, s.size)
		}
	}
}

func copyScalar(dst, src unsafe.Pointer, size uintptr) {
	switch size {
	case 1:
		*(*uint8)(dst) = *(*uint8)(src)
	case 2:
		*(*uint16)(dst) = *(*uint16)(src)
	case 4:
		*(*uint32)(dst) = *(*uint32)(src)
	case 8:
		*(*unsafe.Pointer)(dst) = *(*unsafe.Pointer)(src)
	}
}

// store passes the value at v, of which a copy is made where it travels by address.
func (p *place) store(v unsafe.Pointer, b *bank) {
	if p.memory {
		c := unsafe_New(p.typ)
		typedmemmove(p.typ, c, v)
		v = unsafe.Pointer(&c)
	}
	p.move(v, b, true)
}

// load returns a copy of the value passed.
func (p *place) load(b *bank) Value {
	c := unsafe_New(p.typ)
	if p.memory {
		var at unsafe.Pointer
		p.move(unsafe.Pointer(&at), b, false)
		typedmemmove(p.typ, c, at)
	} else {
		p.move(c, b, false)
	}
	return loaded(p.typ, c)
}

// A plan says how a function is called.
type plan struct {
	params      []place
	results     []place
	paramBlock  uintptr // size of the block of parameters
	blockReg    int     // the register with its address, -1 for none
	resultBlock uintptr // size of the block of results
	hasBlock    bool    // whether the results go to a block, whose address is the first parameter
}

// planCall mirrors FnAbi::with_receiver of the compiler.
func planCall(ft *abi.FuncType, receiver bool) *plan {
	p := &plan{blockReg: -1}
	ints, floats := 0, 0
	for _, t := range ft.OutSlice() {
		r := newPlace(t)
		r.ints, r.floats = ints, floats
		i, f := r.count()
		ints, floats = ints+i, floats+f
		p.hasBlock = p.hasBlock || r.memory
		p.results = append(p.results, r)
	}
	if p.hasBlock || ints > resultRegs || floats > resultRegs {
		p.hasBlock = true
		for i := range p.results {
			r := &p.results[i]
			a := uintptr(r.typ.Align_)
			r.off = (p.resultBlock + a - 1) &^ (a - 1)
			p.resultBlock = r.off + r.typ.Size_
		}
		p.resultBlock = (p.resultBlock + word - 1) &^ (word - 1)
	}
	if receiver {
		p.params = append(p.params, newPlace(abi.TypeFor[unsafe.Pointer]()))
	}
	for _, t := range ft.InSlice() {
		p.params = append(p.params, newPlace(t))
	}
	p.planParams()
	return p
}

func (p *plan) planParams() {
	hidden := 0
	if p.hasBlock {
		hidden = 1
	}
	ints, floats := hidden, 0
	for i := range p.params {
		n, f := p.params[i].count()
		ints, floats = ints+n, floats+f
	}
	overflow := ints > intRegs || floats > floatRegs
	limit := intRegs
	if overflow {
		limit--
	}
	ints, floats = hidden, 0
	for i := range p.params {
		a := &p.params[i]
		n, f := a.count()
		if ints+n <= limit && floats+f <= floatRegs {
			a.ints, a.floats = ints, floats
			ints, floats = ints+n, floats+f
			continue
		}
		a.block, a.off = true, p.paramBlock
		p.paramBlock += word * uintptr(len(a.scalars))
	}
	if overflow {
		p.blockReg = ints
	}
}

// newBlock allocates size bytes that may hold pointers anywhere.
func newBlock(size uintptr) unsafe.Pointer {
	if size == 0 {
		return nil
	}
	b := make([]unsafe.Pointer, size/word)
	return unsafe.Pointer(&b[0])
}
