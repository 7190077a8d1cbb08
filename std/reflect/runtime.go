// What the runtime gives to this package. See std/runtime/README.md.

package reflect

import (
	"internal/abi"
	"unsafe"
)

func unsafe_New(t *abi.Type) unsafe.Pointer
func unsafe_NewArray(t *abi.Type, n int) unsafe.Pointer

//go:noescape
func typedmemmove(t *abi.Type, dst, src unsafe.Pointer)

//go:noescape
func typedmemclr(t *abi.Type, p unsafe.Pointer)

//go:noescape
func typedarrayclear(t *abi.Type, p unsafe.Pointer, n int)

//go:noescape
func memmove(dst, src unsafe.Pointer, n uintptr)

//go:noescape
func typedequal(t *abi.Type, p, q unsafe.Pointer) bool

func makechan(t *abi.Type, size int) unsafe.Pointer

//go:noescape
func chanlen(c unsafe.Pointer) int

//go:noescape
func chancap(c unsafe.Pointer) int

func chanclose(c unsafe.Pointer)
func chansend0(c, elem unsafe.Pointer, nb bool) bool
func chanrecv(c unsafe.Pointer, nb bool, elem unsafe.Pointer) (selected, received bool)
func rselect(cases []runtimeSelect) (chosen int, recvOK bool)
func makemap(t *abi.Type, hint int) unsafe.Pointer

//go:noescape
func maplen(m unsafe.Pointer) int

func mapclear(t *abi.Type, m unsafe.Pointer)
func mapaccess(t *abi.Type, m, key unsafe.Pointer) unsafe.Pointer
func mapassign0(t *abi.Type, m, key, elem unsafe.Pointer)

//go:noescape
func mapdelete(t *abi.Type, m, key unsafe.Pointer)

func mapiterinit(t *abi.Type, m unsafe.Pointer, it *hiter)
func mapiternext(it *hiter)
func ifaceE2I(inter, typ *abi.Type, data, dst unsafe.Pointer)
func typelinks() (first **abi.Type, n int)
func addReflectOff(p unsafe.Pointer) int32

// call calls code with regs and stores what it returns there; ctxt is the func value, for closures.
func call(code, ctxt unsafe.Pointer, regs *registers)

// makeFuncCode is the code of the functions that MakeFunc makes.
func makeFuncCode() unsafe.Pointer
