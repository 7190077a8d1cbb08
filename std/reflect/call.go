// Calling functions, and making them.

package reflect

import (
	"internal/abi"
	"unsafe"
)

// invoke calls code, with the func value ctxt if it is a closure, or with a data word as receiver. The arguments are assignable
// to the parameters. The compiler's directive makes it transparent to recover: a deferred method is called directly, whether or
// not reflection made the function that was deferred.
//
//go:wrapper
//go:noinline
func invoke(code, ctxt unsafe.Pointer, recv *unsafe.Pointer, ft *abi.FuncType, args []Value) []Value {
	p := planCall(ft, recv != nil)
	regs := new(registers)
	in := bank{unsafe.Pointer(&regs.in), unsafe.Pointer(&regs.inFloat), newBlock(p.paramBlock)}
	results := newBlock(p.resultBlock)
	if p.hasBlock {
		regs.in[0] = results
	}
	if p.blockReg >= 0 {
		regs.in[p.blockReg] = in.block
	}
	params := p.params
	if recv != nil {
		params[0].store(unsafe.Pointer(recv), &in)
		params = params[1:]
	}
	for i := range params {
		v := args[i].assignTo("reflect.Value.Call", params[i].typ)
		params[i].store(v.addr(), &in)
	}
	call(code, ctxt, regs)
	out := make([]Value, len(p.results))
	bank := bank{unsafe.Pointer(&regs.out), unsafe.Pointer(&regs.outFloat), nil}
	for i := range p.results {
		r := &p.results[i]
		if p.hasBlock {
			out[i] = copyVal(r.typ, 0, unsafe.Add(results, r.off))
		} else {
			out[i] = r.load(&bank)
		}
	}
	return out
}

// Call calls the function v; further arguments of a variadic function are put into a slice.
func (v Value) Call(in []Value) []Value {
	const method = "reflect.Value.Call"
	ft := v.callable(method, in)
	n := ft.NumIn()
	if ft.IsVariadic() {
		n--
		if len(in) < n {
			panic("reflect: Call with too few input arguments")
		}
		checkArgs("Call", in[:n], ft)
		in = append(append(make([]Value, 0, n+1), in[:n]...), variadic(in[n:], ft.In(n)))
	} else {
		checkCount("Call", in, n)
		checkArgs("Call", in, ft)
	}
	fn := v.word()
	return invoke(*(*unsafe.Pointer)(fn), fn, nil, ft, in)
}

// variadic puts arguments into a slice of type t.
func variadic(args []Value, t *abi.Type) Value {
	rest := MakeSlice(toType(t), len(args), len(args))
	elem := t.Elem()
	for i, x := range args {
		if !assignable(elem, x.typ) {
			panic("reflect: cannot use " + x.typ.String() + " as type " + elem.String() + " in Call")
		}
		rest.Index(i).Set(x)
	}
	return rest
}

// CallSlice calls the variadic function v with a slice as its last argument.
func (v Value) CallSlice(in []Value) []Value {
	ft := v.callable("reflect.Value.CallSlice", in)
	if !ft.IsVariadic() {
		panic("reflect: CallSlice of non-variadic function")
	}
	checkCount("CallSlice", in, ft.NumIn())
	checkArgs("CallSlice", in, ft)
	fn := v.word()
	return invoke(*(*unsafe.Pointer)(fn), fn, nil, ft, in)
}

// callable checks the function and that there is no argument that is the zero Value.
func (v Value) callable(method string, in []Value) *abi.FuncType {
	v.mustBe(Func, method)
	v.mustBeExported(method)
	if v.word() == nil {
		panic("reflect.Value.Call: call of nil function")
	}
	for _, x := range in {
		if x.flag == 0 {
			panic("reflect: " + method[len("reflect.Value."):] + " using zero Value argument")
		}
		x.mustBeExported(method)
	}
	return v.typ.FuncType()
}

func checkCount(op string, in []Value, n int) {
	if len(in) < n {
		panic("reflect: " + op + " with too few input arguments")
	}
	if len(in) > n {
		panic("reflect: " + op + " with too many input arguments")
	}
}

func checkArgs(op string, in []Value, ft *abi.FuncType) {
	for i, x := range in {
		if t := ft.In(i); !assignable(t, x.typ) {
			panic("reflect: " + op + " using " + x.typ.String() + " as type " + t.String())
		}
	}
}

// madeFunc is the func value of a function made by MakeFunc: its code, makeFuncCode, saves the registers and calls enter.
type madeFunc struct {
	code  unsafe.Pointer
	enter func(*madeFunc, *registers)
	ft    *abi.FuncType
	fn    func(args []Value) []Value
}

// MakeFunc returns a function of type t that calls fn.
func MakeFunc(t Type, fn func(args []Value) (results []Value)) Value {
	if t.Kind() != Func {
		panic("reflect: call of MakeFunc with non-Func type")
	}
	return makeFunc(t.common(), fn)
}

func makeFunc(t *abi.Type, fn func([]Value) []Value) Value {
	f := &madeFunc{makeFuncCode(), runMadeFunc, t.FuncType(), fn}
	return Value{t, unsafe.Pointer(f), flag(Func)}
}

// runMadeFunc calls f's function with the arguments in regs and puts the results there. Transparent like invoke.
//
//go:wrapper
//go:noinline
func runMadeFunc(f *madeFunc, regs *registers) {
	p := planCall(f.ft, false)
	in := bank{unsafe.Pointer(&regs.in), unsafe.Pointer(&regs.inFloat), nil}
	var results unsafe.Pointer
	if p.hasBlock {
		results = regs.in[0]
	}
	if p.blockReg >= 0 {
		in.block = regs.in[p.blockReg]
	}
	args := make([]Value, len(p.params))
	for i := range p.params {
		args[i] = p.params[i].load(&in)
	}
	out := f.fn(args)
	if len(out) != len(p.results) {
		panic("reflect: wrong return count from function created by MakeFunc")
	}
	bank := bank{unsafe.Pointer(&regs.out), unsafe.Pointer(&regs.outFloat), nil}
	for i := range p.results {
		r := &p.results[i]
		v := out[i]
		if v.typ == nil {
			panic("reflect: function created by MakeFunc using closure returned zero Value")
		}
		if v.flag&flagRO != 0 {
			panic("reflect: function created by MakeFunc using closure returned value obtained from unexported field")
		}
		v = v.assignTo("reflect.MakeFunc", r.typ)
		if p.hasBlock {
			typedmemmove(r.typ, unsafe.Add(results, r.off), v.addr())
		} else {
			r.store(v.addr(), &bank)
		}
	}
}
