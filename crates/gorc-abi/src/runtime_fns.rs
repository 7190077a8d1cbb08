//! The functions of the runtime that compiled code calls without a Go declaration.
//!
//! One row per function; `gorc-codegen` builds its calls from the rows, `gorc-ir` marks rows of [`Abi::Go`] as reachable,
//! and a test of the driver checks that the runtime archive defines the others.

/// Who implements a function, and so how it is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Abi {
    /// An assembly thunk in the runtime archive that switches to g0: System V convention, `g` in r15.
    Rust,
    /// Like `Rust` but a leaf routine that stays on the goroutine's stack and needs less than 128 bytes of it.
    Leaf,
    /// A Go function in `std/runtime`, compiled by gorc: the convention of compiled code.
    Go,
}

/// A scalar parameter or result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scalar {
    /// 64-bit integer.
    Int,
    /// Pointer.
    Ptr,
    /// 8-bit 0 or 1.
    Bool,
    /// 32-bit integer.
    I32,
    /// 64-bit float.
    F64,
}

/// A runtime function.
#[derive(Clone, Copy, Debug)]
pub struct RuntimeFn {
    /// Name within package `runtime`: the symbol is `runtime.` and this.
    pub name: &'static str,
    /// Calling convention.
    pub abi: Abi,
    /// Parameters.
    pub params: &'static [Scalar],
    /// Results: at most two.
    pub results: &'static [Scalar],
    /// Never returns.
    pub noreturn: bool,
}

use Abi::{Go, Leaf, Rust};
use Scalar::{Bool as B, F64 as F, I32 as R, Int as I, Ptr as P};

const fn f(name: &'static str, abi: Abi, params: &'static [Scalar], results: &'static [Scalar]) -> RuntimeFn {
    RuntimeFn { name, abi, params, results, noreturn: false }
}
const fn n(name: &'static str, abi: Abi, params: &'static [Scalar]) -> RuntimeFn {
    RuntimeFn { name, abi, params, results: &[], noreturn: true }
}

/// The table, grouped by subject.
pub const RUNTIME_FNS: &[RuntimeFn] = &[
    // Allocation. Memory comes zeroed.
    f("newobject", Rust, &[P], &[P]),               // typ -> p
    f("mallocgc", Rust, &[I, P, B], &[P]),          // size, typ (null: no pointers), needzero -> p
    f("makeslice", Rust, &[P, I, I], &[P]), // elem type, len, cap -> p; panics "makeslice: len out of range" / "… cap …"
    f("growslice", Rust, &[P, P, I, I, I, P], &[]), // out *[3]word, old ptr, new len, old cap, added, elem type
    f("memmove", Leaf, &[P, P, I], &[]),            // dst, src, n: overlap allowed
    f("memclrNoHeapPointers", Leaf, &[P, I], &[]),
    f("memequal", Leaf, &[P, P, I], &[B]),
    f("typedmemmove", Rust, &[P, P, P], &[]), // typ, dst, src: with write barriers
    f("typedmemclr", Rust, &[P, P], &[]),     // typ, p
    f("typedslicecopy", Rust, &[P, P, I, P, I], &[I]), // elem type, dst ptr, dst len, src ptr, src len -> copied
    f("wbZero", Rust, &[P, P], &[]),                   // reserved for the concurrent collector
    f("gcWriteBarrier", Leaf, &[P, P], &[]), // slot, new value: called when runtime.writeBarrier is non-zero
    // Strings. A string result is (ptr, len).
    // Each takes a buffer of the frame first, or null: 32 bytes, or runes, for a result that stays in the caller.
    f("concatstrings", Rust, &[P, P, I], &[P, I]), // buffer, *[n]string, n
    f("cmpstring", Leaf, &[P, I, P, I], &[I]),     // -1, 0, 1
    f("intstring", Rust, &[I], &[P, I]),
    f("slicebytetostring", Rust, &[P, P, I], &[P, I]),
    f("stringtoslicebyte", Rust, &[P, P, I], &[P, I]), // -> ptr, cap (len is the string's)
    f("slicerunetostring", Rust, &[P, P, I], &[P, I]),
    f("stringtoslicerune", Rust, &[P, P, I], &[P, I]), // -> ptr, length and room
    f("decoderune", Leaf, &[P, I, I], &[R, I]), // ptr, len, k -> rune, next k (called for bytes >= 0x80)
    // Maps: typ is the map type's descriptor; keys and elements travel by address.
    f("makemap", Rust, &[P, I, P], &[P]), // typ, hint, memory of the frame for a header and a group, or null
    f("mapaccess1", Rust, &[P, P, P], &[P]), // typ, m, key -> elem (never null: a zero value)
    f("mapaccess2", Rust, &[P, P, P], &[P, B]),
    f("mapassign", Rust, &[P, P, P], &[P]), // -> address of the element to store to
    f("mapdelete", Rust, &[P, P, P], &[]),
    f("mapclear", Rust, &[P, P], &[]),
    f("mapiterinit", Rust, &[P, P, P], &[]), // typ, m, *MapIter (zeroed); positions on the first entry
    f("mapiternext", Rust, &[P], &[]),
    // Channels.
    f("makechan", Rust, &[P, I], &[P]), // chan type, size
    f("chansend1", Rust, &[P, P], &[]), // ch, *elem
    f("chanrecv1", Rust, &[P, P], &[]), // ch, *elem (may be null)
    f("chanrecv2", Rust, &[P, P], &[B]),
    f("closechan", Rust, &[P], &[]),
    f("selectgo", Rust, &[P, I, I, B], &[I, B]), // *Scase (sends, then receives), nsends, nrecvs, block -> index (-1: default), received
    f("block", Rust, &[], &[]),                  // select {}
    // Interfaces and type descriptors.
    f("getitab", Rust, &[P, P, B], &[P]), // interface type, concrete type, canfail -> itab or null; panics with a TypeAssertionError
    f("efaceeq", Rust, &[P, P, P], &[B]), // type, data, data: panics when the type cannot be compared
    f("typeequal", Rust, &[P, P, P], &[B]), // type, p, q
    n("panicdottype", Go, &[P, P, P]),    // have (may be null), want, interface type
    n("panicnildottype", Go, &[P]),       // want
    // Goroutines, defer, panic.
    f("newproc", Rust, &[P], &[]),       // func value
    f("deferframe", Rust, &[P], &[]),    // *DeferFrame: links it; see DeferFrame
    f("deferproc", Rust, &[P, P], &[]),  // *DeferFrame, func value
    f("deferreturn", Go, &[P], &[]),     // *DeferFrame: runs what is pending, then unlinks the frame
    n("gopanic", Go, &[P, P]),           // an `any`: type, data
    f("gorecover", Rust, &[P], &[P, P]), // frame pointer of the function that calls recover -> any
    n("panicIndex", Go, &[I, I]),        // index, len
    n("panicIndexU", Go, &[I, I]),       // unsigned index
    n("panicSliceAlen", Go, &[I, I]),    // s[:x] x > len (array or string)
    n("panicSliceAlenU", Go, &[I, I]),
    n("panicSliceAcap", Go, &[I, I]), // s[:x] x > cap
    n("panicSliceAcapU", Go, &[I, I]),
    n("panicSliceB", Go, &[I, I]), // s[x:y] x > y
    n("panicSliceBU", Go, &[I, I]),
    n("panicSlice3Alen", Go, &[I, I]),
    n("panicSlice3AlenU", Go, &[I, I]),
    n("panicSlice3Acap", Go, &[I, I]),
    n("panicSlice3AcapU", Go, &[I, I]),
    n("panicSlice3B", Go, &[I, I]), // s[:x:y] x > y
    n("panicSlice3BU", Go, &[I, I]),
    n("panicSlice3C", Go, &[I, I]), // s[x:y:] x > y
    n("panicSlice3CU", Go, &[I, I]),
    n("panicSliceConvert", Go, &[I, I]), // slice len, array len
    n("panicdivide", Go, &[]),
    n("panicshift", Go, &[]),
    n("panicmem", Go, &[]),
    n("callnil", Go, &[]),
    n("panicunsafeslicelen", Go, &[P, I]), // pointer, length
    n("panicunsafestringlen", Go, &[P, I]),
    n("panicrangestate", Go, &[I]), // misuse of a range-over-func body
    n("panicwrap", Go, &[]),        // nil receiver of a value-method wrapper
    n("throwunreachable", Go, &[]),
    // Called by the runtime's thunks and signal handlers, never by compiled code; listed to be kept.
    n("panicPlainError", Go, &[P, I]),          // text
    n("panicErrorString", Go, &[P, I]),         // text after "runtime error: "
    n("panicErrorType", Go, &[P, I, P]),        // text, type: its string follows
    n("panicTypeAssertion", Go, &[P, P, P, P]), // unused, concrete, interface, missing method's name
    n("sigpanic", Go, &[]),
    n("main", Go, &[]),
    // print and println.
    f("printlock", Rust, &[], &[]),
    f("printunlock", Rust, &[], &[]),
    f("printbool", Rust, &[B], &[]),
    f("printint", Rust, &[I], &[]),
    f("printuint", Rust, &[I], &[]),
    f("printhex", Rust, &[I], &[]),
    f("printfloat", Rust, &[F], &[]),
    f("printcomplex", Rust, &[F, F], &[]),
    f("printfloat32", Rust, &[F], &[]), // the float32 converted: printed with a float32's digits
    f("printcomplex64", Rust, &[F, F], &[]),
    f("printstring", Rust, &[P, I], &[]),
    f("printpointer", Rust, &[P], &[]),
    f("printslice", Rust, &[P, I, I], &[]),
    f("printeface", Rust, &[P, P], &[]),
    f("printsp", Rust, &[], &[]),
    f("printnl", Rust, &[], &[]),
];

/// Finds a row by its name without `runtime.`.
pub fn lookup(name: &str) -> Option<&'static RuntimeFn> {
    RUNTIME_FNS.iter().find(|f| f.name == name)
}
