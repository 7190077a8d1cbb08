// Channels.

package reflect

import (
	"internal/abi"
	"unsafe"
)

func chanOf(v Value, dir ChanDir, method string) (*abi.ChanType, unsafe.Pointer) {
	v.mustBe(Chan, method)
	v.mustBeExported(method)
	t := (*abi.ChanType)(unsafe.Pointer(v.typ))
	if ChanDir(t.Dir)&dir == 0 {
		if dir == SendDir {
			panic("reflect: send on recv-only channel")
		}
		panic("reflect: recv on send-only channel")
	}
	return t, v.word()
}

func send(v, x Value, nb bool, method string) bool {
	t, c := chanOf(v, SendDir, method)
	x.mustBeExported(method)
	x = x.assignTo("reflect.Value.Send", t.Elem)
	return chansend0(c, x.addr(), nb)
}

func recv(v Value, nb bool, method string) (Value, bool) {
	t, c := chanOf(v, RecvDir, method)
	p := unsafe_New(t.Elem)
	selected, ok := chanrecv(c, nb, p)
	if !selected {
		return Value{}, false
	}
	return loaded(t.Elem, p), ok
}

// loaded is the value at p, which is not used otherwise.
func loaded(t *abi.Type, p unsafe.Pointer) Value {
	if t.IsDirectIface() {
		return Value{t, *(*unsafe.Pointer)(p), flag(t.Kind())}
	}
	return Value{t, p, flag(t.Kind()) | flagIndir}
}

// Send sends x on the channel v.
func (v Value) Send(x Value) { send(v, x, false, "reflect.Value.Send") }

// TrySend sends x if that does not block, and reports whether it did.
func (v Value) TrySend(x Value) bool { return send(v, x, true, "reflect.Value.TrySend") }

// Recv receives a value; ok is false if it is the zero value because the channel is closed.
func (v Value) Recv() (x Value, ok bool) { return recv(v, false, "reflect.Value.Recv") }

// TryRecv receives if that does not block. If it would, x is the zero Value; if the channel is closed, x is the zero value
// of the element type.
func (v Value) TryRecv() (x Value, ok bool) { return recv(v, true, "reflect.Value.TryRecv") }

// Close closes a channel.
func (v Value) Close() {
	v.mustBe(Chan, "reflect.Value.Close")
	v.mustBeExported("reflect.Value.Close")
	if v.Type().ChanDir()&SendDir == 0 {
		panic("reflect: close of receive-only channel")
	}
	chanclose(v.word())
}

// SelectDir says what a case of Select does.
type SelectDir int

const (
	_             SelectDir = iota
	SelectSend              // case Chan <- Send
	SelectRecv              // case <-Chan:
	SelectDefault           // default
)

// A SelectCase is a case of Select. Chan may be the zero Value: the case is never ready.
type SelectCase struct {
	Dir  SelectDir
	Chan Value
	Send Value
}

// runtimeSelect is a case as the runtime takes it.
type runtimeSelect struct {
	dir uintptr
	typ *abi.Type
	ch  unsafe.Pointer
	val unsafe.Pointer
}

// Select does what a select statement with these cases does: the index of the case chosen, and for receiving the value and
// whether it was sent rather than the sign of a closed channel.
func Select(cases []SelectCase) (chosen int, recv Value, recvOK bool) {
	if len(cases) > 65536 {
		panic("reflect.Select: too many cases (max 65536)")
	}
	rcases := make([]runtimeSelect, len(cases))
	defaults := 0
	for i, c := range cases {
		rc := &rcases[i]
		rc.dir = uintptr(c.Dir)
		switch c.Dir {
		case SelectDefault:
			if defaults++; defaults > 1 {
				panic("reflect.Select: multiple default cases")
			}
			if c.Chan.IsValid() {
				panic("reflect.Select: default case has Chan value")
			}
			if c.Send.IsValid() {
				panic("reflect.Select: default case has Send value")
			}
		case SelectSend:
			if !c.Chan.IsValid() {
				continue
			}
			t, ch := selectChan(c.Chan, SendDir)
			if !c.Send.IsValid() {
				panic("reflect.Select: SendDir case missing Send value")
			}
			c.Send.mustBeExported("reflect.Select")
			x := c.Send.assignTo("reflect.Select", t.Elem)
			rc.typ, rc.ch, rc.val = &t.Type, ch, unsafe_New(t.Elem)
			typedmemmove(t.Elem, rc.val, x.addr())
		case SelectRecv:
			if c.Send.IsValid() {
				panic("reflect.Select: RecvDir case has Send value")
			}
			if !c.Chan.IsValid() {
				continue
			}
			t, ch := selectChan(c.Chan, RecvDir)
			rc.typ, rc.ch, rc.val = &t.Type, ch, unsafe_New(t.Elem)
		default:
			panic("reflect.Select: invalid Dir")
		}
	}
	chosen, recvOK = rselect(rcases)
	if rc := &rcases[chosen]; rc.dir == uintptr(SelectRecv) {
		recv = loaded(rc.typ.Elem(), rc.val)
	}
	return chosen, recv, recvOK
}

func selectChan(v Value, dir ChanDir) (*abi.ChanType, unsafe.Pointer) {
	v.mustBe(Chan, "reflect.Select")
	v.mustBeExported("reflect.Select")
	t := (*abi.ChanType)(unsafe.Pointer(v.typ))
	if ChanDir(t.Dir)&dir == 0 {
		if dir == SendDir {
			panic("reflect.Select: SendDir case using recv-only channel")
		}
		panic("reflect.Select: RecvDir case using send-only channel")
	}
	return t, v.word()
}
