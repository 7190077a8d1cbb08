// Types made at run time: found among those of the program, else built.
//
// Invariant: two identical types have one descriptor. Types that were built stay for ever.

package reflect

import (
	"internal/abi"
	"strconv"
	"sync"
	"unsafe"
)

// built are the types found or built, by their strings: types with one string can differ in packages.
var built struct {
	sync.Mutex
	types map[string][]*abi.Type
}

// derive returns the type whose string is str and of which same is true.
func derive(str string, same func(*abi.Type) bool, build func() *abi.Type) *abi.Type {
	built.Lock()
	defer built.Unlock()
	for _, t := range built.types[str] {
		if same(t) {
			return t
		}
	}
	t := findLink(str, same)
	if t == nil {
		t = build()
		t.Str = abi.NameOff(addReflectOff(unsafe.Pointer(newName(str, "", false, false).Bytes)))
		t.PtrToThis = 0
		t.Hash = 2166136261
		for i := range len(str) {
			t.Hash = (t.Hash ^ uint32(str[i])) * 16777619
		}
	}
	if built.types == nil {
		built.types = map[string][]*abi.Type{}
	}
	built.types[str] = append(built.types[str], t)
	return t
}

// findLink searches the types of the program.
func findLink(str string, same func(*abi.Type) bool) *abi.Type {
	first, n := typelinks()
	for _, t := range unsafe.Slice(first, n) {
		if !t.HasName() && t.String() == str && same(t) {
			return t
		}
	}
	return nil
}

// newName encodes a name as internal/abi reads it.
func newName(name, tag string, exported, embedded bool) abi.Name {
	b := []byte{0}
	if exported {
		b[0] |= 1 << 0
	}
	if tag != "" {
		b[0] |= 1 << 1
	}
	if embedded {
		b[0] |= 1 << 3
	}
	b = appendText(b, name)
	if tag != "" {
		b = appendText(b, tag)
	}
	return abi.Name{Bytes: &b[0]}
}

func appendText(b []byte, s string) []byte {
	n := len(s)
	for ; n >= 0x80; n >>= 7 {
		b = append(b, byte(n)|0x80)
	}
	return append(append(b, byte(n)), s...)
}

// head is the common part of a type without a name.
func head(k Kind, size, ptrBytes uintptr, align uint8, mask *byte) abi.Type {
	return abi.Type{Size_: size, PtrBytes: ptrBytes, Align_: align, FieldAlign_: align, Kind_: abi.Kind(k), GCData: mask}
}

// onePointer is the mask of types that start with their only pointer.
var onePointer byte = 1

// reference is the head of a type whose values are one pointer.
func reference(k Kind) abi.Type {
	t := head(k, 8, 8, 8, &onePointer)
	t.TFlag = abi.TFlagDirectIface
	return t
}

// setEqual gives t an equality function.
func setEqual(t *abi.Type) {
	t.Equal = func(p, q unsafe.Pointer) bool { return typedequal(t, p, q) }
}

// PointerTo returns the type *T.
func PointerTo(t Type) Type { return toType(pointerTo(t.common())) }

// PtrTo is the old name of PointerTo.
func PtrTo(t Type) Type { return PointerTo(t) }

func pointerTo(t *abi.Type) *abi.Type {
	if t.PtrToThis != 0 {
		return t.PtrToThis.Type()
	}
	same := func(p *abi.Type) bool { return p.Kind() == abi.Pointer && p.Elem() == t }
	return derive("*"+t.String(), same, func() *abi.Type {
		p := &abi.PtrType{Type: reference(Pointer), Elem: t}
		setEqual(&p.Type)
		return &p.Type
	})
}

// SliceOf returns the type []T.
func SliceOf(t Type) Type {
	e := t.common()
	same := func(s *abi.Type) bool { return s.Kind() == abi.Slice && s.Elem() == e }
	return toType(derive("[]"+e.String(), same, func() *abi.Type {
		return &(&abi.SliceType{Type: head(Slice, 24, 8, 8, &onePointer), Elem: e}).Type
	}))
}

// MapOf returns the type map[K]E.
func MapOf(key, elem Type) Type {
	k, e := key.common(), elem.common()
	if k.Equal == nil {
		panic("reflect.MapOf: invalid key type " + k.String())
	}
	same := func(m *abi.Type) bool { return m.Kind() == abi.Map && m.Key() == k && m.Elem() == e }
	return toType(derive("map["+k.String()+"]"+e.String(), same, func() *abi.Type {
		return &(&abi.MapType{Type: reference(Map), Key: k, Elem: e}).Type
	}))
}

// ChanOf returns a channel type.
func ChanOf(dir ChanDir, t Type) Type {
	e := t.common()
	if e.Size_ >= 1<<16 {
		panic("reflect.ChanOf: element size too large")
	}
	s := e.String()
	switch dir {
	case SendDir:
		s = "chan<- " + s
	case RecvDir:
		s = "<-chan " + s
	case BothDir:
		if len(s) > 0 && s[0] == '<' {
			s = "(" + s + ")"
		}
		s = "chan " + s
	default:
		panic("reflect.ChanOf: invalid dir")
	}
	same := func(c *abi.Type) bool {
		return c.Kind() == abi.Chan && c.Elem() == e && ChanDir((*abi.ChanType)(unsafe.Pointer(c)).Dir) == dir
	}
	return toType(derive(s, same, func() *abi.Type {
		c := &abi.ChanType{Type: reference(Chan), Elem: e, Dir: abi.ChanDir(dir)}
		setEqual(&c.Type)
		return &c.Type
	}))
}

// A layout is where the parts of a type made of others are.
type layout struct {
	size, ptrBytes uintptr
	align          uint8
	mask           []byte
	equal          bool
}

// add puts a value of type t behind what there is.
func (l *layout) add(t *abi.Type) (off uintptr) {
	a := uintptr(t.Align_)
	off = (l.size + a - 1) &^ (a - 1)
	for w := range t.PtrBytes / 8 {
		if *(*byte)(unsafe.Add(unsafe.Pointer(t.GCData), w/8))>>(w%8)&1 == 0 {
			continue
		}
		word := off/8 + w
		for uintptr(len(l.mask)) <= word/8 {
			l.mask = append(l.mask, 0)
		}
		l.mask[word/8] |= 1 << (word % 8)
		l.ptrBytes = word*8 + 8
	}
	l.size = off + t.Size_
	l.align = max(l.align, t.Align_)
	l.equal = l.equal && t.Equal != nil
	return off
}

// head ends the layout.
func (l *layout) head(k Kind) abi.Type {
	a := uintptr(l.align)
	l.size = (l.size + a - 1) &^ (a - 1)
	t := head(k, l.size, l.ptrBytes, l.align, nil)
	if len(l.mask) > 0 {
		t.GCData = &l.mask[0]
	}
	return t
}

// ArrayOf returns the type [length]T.
func ArrayOf(length int, t Type) Type {
	if length < 0 {
		panic("reflect: negative length passed to ArrayOf")
	}
	e := t.common()
	if e.Size_ > 0 && uintptr(length) > (1<<47)/e.Size_ {
		panic("reflect.ArrayOf: array size would exceed virtual address space")
	}
	slice := SliceOf(t).common()
	same := func(a *abi.Type) bool { return a.Kind() == abi.Array && a.Elem() == e && a.Len() == length }
	return toType(derive("["+itoa(uint(length))+"]"+e.String(), same, func() *abi.Type {
		l := layout{align: e.Align_, equal: e.Equal != nil}
		if e.Pointers() {
			for range length {
				l.add(e)
			}
		}
		l.size = e.Size_ * uintptr(length)
		a := &abi.ArrayType{Type: l.head(Array), Elem: e, Slice: slice, Len: uintptr(length)}
		if length == 1 && e.IsDirectIface() {
			a.TFlag |= abi.TFlagDirectIface
		}
		if l.equal {
			setEqual(&a.Type)
		}
		return &a.Type
	}))
}

// FuncOf returns the type of functions with these parameters and results.
func FuncOf(in, out []Type, variadic bool) Type {
	if variadic && (len(in) == 0 || in[len(in)-1].Kind() != Slice) {
		panic("reflect.FuncOf: last arg of variadic func must be slice")
	}
	if len(in)+len(out) > 1<<14 {
		panic("reflect.FuncOf: too many arguments")
	}
	s := "func(" + typeList(in, variadic) + ")"
	switch len(out) {
	case 0:
	case 1:
		s += " " + out[0].String()
	default:
		s += " (" + typeList(out, false) + ")"
	}
	same := func(t *abi.Type) bool {
		f := t.FuncType()
		return f != nil && f.IsVariadic() == variadic && equalTypes(f.InSlice(), in) && equalTypes(f.OutSlice(), out)
	}
	return toType(derive(s, same, func() *abi.Type {
		const fixed = unsafe.Sizeof(abi.FuncType{})
		f := (*abi.FuncType)(newBlock(fixed + uintptr(len(in)+len(out))*8))
		f.Type = reference(Func)
		f.InCount, f.OutCount = uint16(len(in)), uint16(len(out))
		if variadic {
			f.OutCount |= 1 << 15
		}
		types := unsafe.Slice((**abi.Type)(unsafe.Add(unsafe.Pointer(f), fixed)), len(in)+len(out))
		for i, t := range in {
			types[i] = t.common()
		}
		for i, t := range out {
			types[len(in)+i] = t.common()
		}
		return &f.Type
	}))
}

func typeList(list []Type, variadic bool) (s string) {
	for i, t := range list {
		if i > 0 {
			s += ", "
		}
		if variadic && i == len(list)-1 {
			s += "..." + t.Elem().String()
		} else {
			s += t.String()
		}
	}
	return s
}

func equalTypes(a []*abi.Type, b []Type) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i].common() {
			return false
		}
	}
	return true
}

// StructOf returns the struct type with these fields; Offset and Index are ignored. Methods of embedded fields are not promoted.
func StructOf(fields []StructField) Type {
	s, pkg := "struct {", ""
	for i, f := range fields {
		if f.Name == "" {
			panic("reflect.StructOf: field " + itoa(uint(i)) + " has no name")
		}
		if f.Type == nil {
			panic("reflect.StructOf: field " + itoa(uint(i)) + " has no type")
		}
		exported := 'A' <= f.Name[0] && f.Name[0] <= 'Z' || f.Name[0] >= 0x80 && f.PkgPath == ""
		if !exported && f.PkgPath == "" {
			panic("reflect.StructOf: field \"" + f.Name + "\" is unexported but missing PkgPath")
		}
		for _, g := range fields[:i] {
			if g.Name == f.Name && f.Name != "_" {
				panic("reflect.StructOf: duplicate field " + f.Name)
			}
		}
		if !exported {
			if pkg != "" && pkg != f.PkgPath {
				panic("reflect.Struct: fields with different PkgPath " + pkg + " and " + f.PkgPath)
			}
			pkg = f.PkgPath
		}
		if i > 0 {
			s += ";"
		}
		if !f.Anonymous {
			s += " " + f.Name
		}
		s += " " + f.Type.String()
		if f.Tag != "" {
			s += " " + strconv.Quote(string(f.Tag))
		}
	}
	if len(fields) > 0 {
		s += " "
	}
	s += "}"
	wanted := &abi.StructType{}
	same := func(t *abi.Type) bool {
		return t.Kind() == abi.Struct && identicalFields(t.StructType(), wanted, true)
	}
	l := layout{align: 1, equal: true}
	if pkg != "" {
		wanted.PkgPath = newName(pkg, "", false, false)
	}
	for _, f := range fields {
		t := f.Type.common()
		wanted.Fields = append(wanted.Fields, abi.StructField{
			Name: newName(f.Name, string(f.Tag), f.PkgPath == "", f.Anonymous), Typ: t, Offset: l.add(t)})
	}
	if n := len(fields); n > 0 && l.size > 0 && fields[n-1].Type.Size() == 0 {
		l.size++ // the address of the last field is not behind the struct
	}
	return toType(derive(s, same, func() *abi.Type {
		wanted.Type = l.head(Struct)
		if len(fields) == 1 && fields[0].Type.common().IsDirectIface() {
			wanted.TFlag |= abi.TFlagDirectIface
		}
		if l.equal {
			setEqual(&wanted.Type)
		}
		return &wanted.Type
	}))
}
