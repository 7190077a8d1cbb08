// What the runtime gives to this package. See std/runtime/README.md.

package reflect

import (
	"internal/abi"
	"unsafe"
)

func unsafe_New(t *abi.Type) unsafe.Pointer
func typedmemmove(t *abi.Type, dst, src unsafe.Pointer)
func chanlen(c unsafe.Pointer) int
func maplen(m unsafe.Pointer) int
func mapaccess(t *abi.Type, m, key unsafe.Pointer) unsafe.Pointer
func mapiterinit(t *abi.Type, m unsafe.Pointer, it *hiter)
func mapiternext(it *hiter)
func ifaceE2I(inter, typ *abi.Type, data, dst unsafe.Pointer)
