// Run-time errors: the values that failing operations panic with, and how panic values are printed.

package runtime

import (
	"internal/runtime/maps"
	"unsafe"
)

// The Error interface identifies a run time error.
type Error interface {
	error

	// RuntimeError is a no-op function but serves to distinguish types that are runtime errors from ordinary errors: a type is a
	// runtime error if it has a RuntimeError method.
	RuntimeError()
}

// A TypeAssertionError explains a failed type assertion.
type TypeAssertionError struct {
	iface         *_type
	concrete      *_type
	asserted      *_type
	missingMethod string
}

func (*TypeAssertionError) RuntimeError() {}

func (e *TypeAssertionError) Error() string {
	inter := "interface"
	if e.iface != nil {
		inter = e.iface.string()
	}
	as := e.asserted.string()
	if e.concrete == nil {
		return "interface conversion: " + inter + " is nil, not " + as
	}
	cs := e.concrete.string()
	if e.missingMethod != "" {
		return "interface conversion: " + cs + " is not " + as + ": missing method " + e.missingMethod
	}
	msg := "interface conversion: " + inter + " is " + cs + ", not " + as
	if cs == as {
		if e.concrete.pkgPath() != e.asserted.pkgPath() {
			msg += " (types from different packages)"
		} else {
			msg += " (types from different scopes)"
		}
	}
	return msg
}

// An errorString is a runtime error described by a string, after the words "runtime error: ".
type errorString string

func (e errorString) RuntimeError() {}
func (e errorString) Error() string { return "runtime error: " + string(e) }

// A plainError is a runtime error whose text has no prefix.
type plainError string

func (e plainError) RuntimeError() {}
func (e plainError) Error() string { return string(e) }

// An errorAddressString is a runtime error with a memory address.
type errorAddressString struct {
	msg  string
	addr uintptr
}

func (e errorAddressString) RuntimeError() {}
func (e errorAddressString) Error() string { return "runtime error: " + e.msg }

// Addr returns the memory address where a fault occurred.
func (e errorAddressString) Addr() uintptr { return e.addr }

// A PanicNilError happens when code calls panic(nil).
type PanicNilError struct {
	_ [0]func()
}

func (*PanicNilError) Error() string {
	return "runtime error: panic called with nil argument"
}
func (*PanicNilError) RuntimeError() {}

// A boundsError represents a failed index or slice operation.
type boundsError struct {
	x      int64
	y      int
	signed bool
	code   uint8
}

const (
	boundsIndex = iota
	boundsSliceAlen
	boundsSliceAcap
	boundsSliceB
	boundsSlice3Alen
	boundsSlice3Acap
	boundsSlice3B
	boundsSlice3C
	boundsConvert
)

func (e boundsError) RuntimeError() {}

func (e boundsError) Error() string {
	x, y := utoa(uint64(e.x)), utoa(uint64(e.y))
	neg := e.signed && e.x < 0
	if neg {
		x = "-" + utoa(uint64(-e.x))
	}
	s := "slice bounds out of range ["
	switch e.code {
	case boundsIndex:
		s = "index out of range [" + x + "]"
		if !neg {
			s += " with length " + y
		}
	case boundsSliceAlen:
		s += ":" + x + "]"
		if !neg {
			s += " with length " + y
		}
	case boundsSliceAcap:
		s += ":" + x + "]"
		if !neg {
			s += " with capacity " + y
		}
	case boundsSliceB:
		s += x + ":"
		if !neg {
			s += y
		}
		s += "]"
	case boundsSlice3Alen:
		s += "::" + x + "]"
		if !neg {
			s += " with length " + y
		}
	case boundsSlice3Acap:
		s += "::" + x + "]"
		if !neg {
			s += " with capacity " + y
		}
	case boundsSlice3B:
		s += ":" + x + ":"
		if !neg {
			s += y
		}
		s += "]"
	case boundsSlice3C:
		s += x + ":"
		if !neg {
			s += y
		}
		s += ":]"
	case boundsConvert:
		s = "cannot convert slice with length " + x + " to array or pointer to array with length " + y
	}
	return "runtime error: " + s
}

// utoa formats a number in base ten.
func utoa(n uint64) string {
	var buf [20]byte
	i := len(buf)
	for {
		i--
		buf[i] = byte(n%10) + '0'
		n /= 10
		if n == 0 {
			return string(buf[i:])
		}
	}
}

type stringer interface{ String() string }

// printpanicval prints a panic's value: basic kinds as print does, anything else as (type) address.
func printpanicval(v any) {
	switch v := v.(type) {
	case nil:
		print("nil")
	case bool:
		print(v)
	case int:
		print(v)
	case int8:
		print(v)
	case int16:
		print(v)
	case int32:
		print(v)
	case int64:
		print(v)
	case uint:
		print(v)
	case uint8:
		print(v)
	case uint16:
		print(v)
	case uint32:
		print(v)
	case uint64:
		print(v)
	case uintptr:
		print(v)
	case float32:
		print(v)
	case float64:
		print(v)
	case complex64:
		print(v)
	case complex128:
		print(v)
	case string:
		printindented(v)
	default:
		printanycustomtype(v)
	}
}

// printanycustomtype prints values of defined types whose underlying type is basic: main.Celsius(21).
func printanycustomtype(v any) {
	e := efaceOf(&v)
	name, p := e.typ.string(), e.data
	switch e.typ.kind {
	case kindBool:
		print(name, "(", *(*bool)(p), ")")
	case kindInt:
		print(name, "(", *(*int)(p), ")")
	case kindInt8:
		print(name, "(", *(*int8)(p), ")")
	case kindInt16:
		print(name, "(", *(*int16)(p), ")")
	case kindInt32:
		print(name, "(", *(*int32)(p), ")")
	case kindInt64:
		print(name, "(", *(*int64)(p), ")")
	case kindUint:
		print(name, "(", *(*uint)(p), ")")
	case kindUint8:
		print(name, "(", *(*uint8)(p), ")")
	case kindUint16:
		print(name, "(", *(*uint16)(p), ")")
	case kindUint32:
		print(name, "(", *(*uint32)(p), ")")
	case kindUint64:
		print(name, "(", *(*uint64)(p), ")")
	case kindUintptr:
		print(name, "(", *(*uintptr)(p), ")")
	case kindFloat32:
		print(name, "(", *(*float32)(p), ")")
	case kindFloat64:
		print(name, "(", *(*float64)(p), ")")
	case kindComplex64:
		print(name, *(*complex64)(p))
	case kindComplex128:
		print(name, *(*complex128)(p))
	case kindString:
		print(name, `("`)
		printindented(*(*string)(p))
		print(`")`)
	default:
		print("(", name, ") ", p)
	}
}

// printindented prints s with its lines after the first indented by a tab, so that no panic value can pass for a traceback.
func printindented(s string) {
	start := 0
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' {
			print(s[start:i+1], "\t")
			start = i + 1
		}
	}
	print(s[start:])
}

// panicwrap is called by the wrapper of a value method whose pointer receiver is nil.
//
//go:noinline
func panicwrap() {
	var f rawFrame
	callername(1, &f)
	// The wrapper's name is pkg.(*T).M, or pkg.(*T[...]).M: the parentheses are those around T.
	name := withoutTypeArgs(f.name)
	open, close := -1, -1
	for i := 0; i+1 < len(name); i++ {
		if name[i] == '(' && name[i+1] == '*' {
			open = i
		}
		if name[i] == ')' && open >= 0 {
			close = i
			break
		}
	}
	if open < 1 || close < 0 {
		panic(plainError("value method called using nil pointer"))
	}
	pkg, typ, meth := name[:open-1], name[open+2:close], name[close+2:]
	panic(plainError("value method " + pkg + "." + typ + "." + meth + " called using nil *" + typ + " pointer"))
}

// What the Rust half raises; see crates/gorc-runtime/src/thunk.rs.

func panicPlainError(p *byte, n int)  { panic(plainError(unsafe.String(p, n))) }
func panicErrorString(p *byte, n int) { panic(errorString(unsafe.String(p, n))) }
func panicErrorType(p *byte, n int, t *_type) {
	text := unsafe.String(p, n)
	if text == "hash of unhashable type: " {
		panic(maps.UnhashableType(t.string()))
	}
	panic(errorString(text + t.string()))
}

func panicTypeAssertion(iface, concrete, asserted *_type, missing unsafe.Pointer) {
	panic(&TypeAssertionError{iface, concrete, asserted, nameAt(missing)})
}

func panicdottype(have, want, iface *_type) { panic(&TypeAssertionError{iface, have, want, ""}) }
func panicnildottype(want *_type)           { panic(&TypeAssertionError{nil, nil, want, ""}) }

func panicIndex(x, y int)       { panic(boundsError{int64(x), y, true, boundsIndex}) }
func panicIndexU(x uint, y int) { panic(boundsError{int64(x), y, false, boundsIndex}) }

func panicSliceAlen(x, y int)        { panic(boundsError{int64(x), y, true, boundsSliceAlen}) }
func panicSliceAlenU(x uint, y int)  { panic(boundsError{int64(x), y, false, boundsSliceAlen}) }
func panicSliceAcap(x, y int)        { panic(boundsError{int64(x), y, true, boundsSliceAcap}) }
func panicSliceAcapU(x uint, y int)  { panic(boundsError{int64(x), y, false, boundsSliceAcap}) }
func panicSliceB(x, y int)           { panic(boundsError{int64(x), y, true, boundsSliceB}) }
func panicSliceBU(x uint, y int)     { panic(boundsError{int64(x), y, false, boundsSliceB}) }
func panicSlice3Alen(x, y int)       { panic(boundsError{int64(x), y, true, boundsSlice3Alen}) }
func panicSlice3AlenU(x uint, y int) { panic(boundsError{int64(x), y, false, boundsSlice3Alen}) }
func panicSlice3Acap(x, y int)       { panic(boundsError{int64(x), y, true, boundsSlice3Acap}) }
func panicSlice3AcapU(x uint, y int) { panic(boundsError{int64(x), y, false, boundsSlice3Acap}) }
func panicSlice3B(x, y int)          { panic(boundsError{int64(x), y, true, boundsSlice3B}) }
func panicSlice3BU(x uint, y int)    { panic(boundsError{int64(x), y, false, boundsSlice3B}) }
func panicSlice3C(x, y int)          { panic(boundsError{int64(x), y, true, boundsSlice3C}) }
func panicSlice3CU(x uint, y int)    { panic(boundsError{int64(x), y, false, boundsSlice3C}) }
func panicSliceConvert(x, y int)     { panic(boundsError{int64(x), y, true, boundsConvert}) }

func panicdivide() { panic(errorString("integer divide by zero")) }
func panicshift()  { panic(errorString("negative shift amount")) }
func panicmem()    { panic(errorString("invalid memory address or nil pointer dereference")) }

func panicunsafeslicelen(p unsafe.Pointer, n int)  { panicunsafelen("unsafe.Slice", p, n) }
func panicunsafestringlen(p unsafe.Pointer, n int) { panicunsafelen("unsafe.String", p, n) }

func panicunsafelen(name string, p unsafe.Pointer, n int) {
	if p == nil && n > 0 {
		panic(errorString(name + ": ptr is nil and len is not zero"))
	}
	panic(errorString(name + ": len out of range"))
}

func throwunreachable() { throw("unreachable code reached") }

// panicrangestate reports misuse of the body of a range over a function; the numbers are the compiler's.
func panicrangestate(state int) {
	switch state {
	case 0:
		panic(errorString("range function continued iteration after function for loop body returned false"))
	case 2:
		panic(errorString("range function continued iteration after loop body panic"))
	case 3:
		panic(errorString("range function continued iteration after whole loop exit"))
	case 4:
		panic(errorString("range function recovered a loop body panic and did not resume panicking"))
	}
	throw("unexpected state of a range function")
}

// callnil is what a deferred nil func value is called as: the fault is a real one.
func callnil() {
	var f func()
	f()
}
