//! The operations of GIR.
//!
//! Invariants (the verifier holds them): operands dominate their uses; every block ends with exactly one
//! terminator; block parameters are register-class; operations that Go defines to panic are preceded by their
//! check (`NilCheck`, `BoundsCheck`, `DivCheck`, `ShiftCheck`), and are themselves unchecked, but for a nil dereference at a small
//! offset, which faults; a memory-class value is immutable like any other (codegen copies on load).

use crate::entities::{Block, GlobalId, Local, StrId, Sym, Value};
use crate::types::{Signature, Ty};

/// Operators of one operand.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum UnOp {
    /// `-x` of integers, floats, complex.
    Neg,
    /// `^x`
    Com,
    /// `!x`
    Not,
}

/// Operators of two operands of one type (but for shifts, whose count has any integer type). Integers wrap; signedness is the type's.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BinOp {
    /// `+` of numbers.
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`; integers after a `DivCheck`; `MinInt / -1` wraps. Complex division by Go's rules (a runtime routine).
    Div,
    /// `%`
    Rem,
    /// `&`
    And,
    /// `|`
    Or,
    /// `^`
    Xor,
    /// `&^`
    AndNot,
    /// `<<`: counts of the width or more give 0. The count is not negative (`ShiftCheck`).
    Shl,
    /// `>>`: arithmetic for signed types; large counts give 0 or the sign.
    Shr,
    /// `min` of floats or ordered scalars, Go's rules for NaN and -0.
    Min,
    /// `max`
    Max,
}

/// Comparisons of scalars and strings; `Eq`/`Ne` also of complex, pointers, channels, maps, funcs (against nil).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum CmpOp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// Which bounds a `BoundsCheck` tests and so which panic it raises. `index` may have any integer type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Bounds {
    /// `0 <= index < limit`: `runtime.panicIndex`.
    Index,
    /// `0 <= index <= limit`, limit a length of array or string: `panicSliceAlen`.
    SliceAlen,
    /// `0 <= index <= limit`, limit a capacity: `panicSliceAcap`.
    SliceAcap,
    /// `0 <= index <= limit`, limit the high bound of `s[i:j]`: `panicSliceB`.
    SliceB,
    /// `s[::max]` against a length.
    Slice3Alen,
    /// `s[::max]` against a capacity.
    Slice3Acap,
    /// `s[:high:max]`.
    Slice3B,
    /// `s[low:high:]`.
    Slice3C,
    /// Conversion of a slice of length `index` to an array of length `limit`: `limit <= index`.
    SliceConvert,
}

/// What a call calls.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Callee {
    /// A function by symbol, with the convention of compiled code.
    Func(Sym),
    /// A body-less function implemented in the runtime archive: System V convention, scalars flattened, at most two
    /// scalar results; with more, the first parameter is the address of a block for all of them.
    Extern(Sym),
    /// A row of `gorc_abi::runtime_fns`, by index of `RUNTIME_FNS`.
    Runtime(u16),
    /// A func value (the first argument of the instruction); nil faults.
    Closure,
    /// Method number `.0` (in the sorted method set) of the interface value that is the first argument; nil faults.
    Iface(u32),
}

/// Operations that the target has instructions for, recognised by the callee's name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum Intrinsic {
    // math (float operand and result)
    Sqrt,
    Floor,
    Ceil,
    Trunc,
    Abs,
    Copysign,
    // math/bits; operand width is that of the type
    LeadingZeros,
    TrailingZeros,
    OnesCount,
    ReverseBytes,
    RotateLeft,
    /// `(x, y) -> (hi, lo)`
    Mul64,
    /// `(x, y, carry) -> (sum, carryOut)`
    Add64,
    /// `(x, y, borrow) -> (diff, borrowOut)`
    Sub64,
    // reinterpretation between float and integer of equal width
    Bits,
    // sync/atomic, sequentially consistent; first operand is the address
    AtomicLoad,
    AtomicStore,
    AtomicExchange,
    /// Gives the *new* value.
    AtomicAdd,
    /// `(addr, old, new) -> bool`
    AtomicCas,
    /// Gives the *old* value.
    AtomicAnd,
    /// Gives the *old* value.
    AtomicOr,
    // runtime
    /// The current `g` as an unsafe pointer.
    GetG,
    /// Frame pointer of this function: `[fp]` is the caller's, `[fp+8]` the return address.
    GetFp,
    /// Uses its operand and does nothing: keeps it alive to here.
    KeepAlive,
}

/// One case of a `select`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct SelectCase {
    /// The channel.
    pub chan: Value,
    /// Address of the element to send, or of where to store the received one (`None`: dropped).
    pub elem: Option<Value>,
    /// Is it a send?
    pub send: bool,
}

/// A branch target with the arguments of its parameters.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Target {
    /// The block.
    pub block: Block,
    /// One value per block parameter.
    pub args: Vec<Value>,
}

/// What an instruction does. The types of results are those of its result values.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Op {
    // --- constants and addresses
    /// An integer, bool (0, 1) or pointer-sized constant: the low bits that the type has.
    IntConst(i64),
    /// A float constant, as the bits of an f64 (rounded to f32 by codegen for `float32`: already exact).
    FloatConst(u64),
    /// A string constant.
    StrConst(StrId),
    /// The zero value of any type.
    Zero,
    /// The func value of a plain function: the address of a static funcval.
    FuncValue(Sym),
    /// The address of a package-level variable or datum.
    GlobalAddr(GlobalId),
    /// The address of a type descriptor.
    TypeAddr(Ty),
    /// The address of the itab of (interface type, concrete type).
    ItabAddr(Ty, Ty),
    /// The address of a stack slot.
    LocalAddr(Local),
    /// At a closure's entry only: the funcval being called, as a pointer to its struct `{code uintptr; captures…}`.
    ClosureCtx,

    // --- arithmetic
    /// See [`UnOp`].
    Unary(UnOp, Value),
    /// See [`BinOp`].
    Binary(BinOp, Value, Value),
    /// See [`CmpOp`]; gives a bool.
    Cmp(CmpOp, Value, Value),
    /// Numeric conversion from the operand's type to the result's: truncation, extension by the operand's
    /// signedness, int↔float, float↔float, complex↔complex.
    Convert(Value),
    /// The same representation under another type (also pointer ↔ unsafe.Pointer ↔ uintptr).
    Retype(Value),
    /// Equality of two values of one type, any comparable one that `Cmp` does not take: structs, arrays, interfaces.
    Equal(Value, Value),
    /// See [`Intrinsic`].
    Intrinsic(Intrinsic, Vec<Value>),

    // --- aggregates
    /// A struct or array from all its fields or elements.
    Aggregate(Vec<Value>),
    /// Field or element number `.1` of a struct or array value.
    Extract(Value, u32),
    /// A string of (pointer, length).
    MakeString(Value, Value),
    /// A slice of (pointer, length, capacity).
    MakeSliceHeader(Value, Value, Value),
    /// Data pointer of a string or slice.
    DataPtr(Value),
    /// Length of a string, slice, map or channel (0 for nil), as int.
    Len(Value),
    /// Capacity of a slice or channel.
    Cap(Value),
    /// A complex number of (real, imaginary).
    MakeComplex(Value, Value),
    /// Real part.
    Real(Value),
    /// Imaginary part.
    Imag(Value),

    // --- memory
    /// The value at an address.
    Load(Value),
    /// Stores a value at an address. `barrier`: the address may be in the heap and the type holds pointers.
    Store {
        /// Address.
        ptr: Value,
        /// What to store.
        val: Value,
        /// Needs a write barrier.
        barrier: bool,
    },
    /// Address of field `.1` of the struct that `.0` points to.
    FieldAddr(Value, u32),
    /// Address of element `.1` (any integer type, already checked) from the address of an array or of its first element; the
    /// result type is the pointer to the element.
    IndexAddr(Value, Value),
    /// Address plus a byte offset (integer).
    PtrAdd(Value, Value),
    /// Copies one value of type `ty` from `src` to `dst`; they are equal or do not overlap.
    Move {
        /// Destination address.
        dst: Value,
        /// Source address.
        src: Value,
        /// Type of the value.
        ty: Ty,
        /// Needs a write barrier.
        barrier: bool,
    },
    /// Sets the value of type `ty` at an address to zero.
    ZeroMem {
        /// Address.
        ptr: Value,
        /// Type.
        ty: Ty,
        /// Needs a write barrier.
        barrier: bool,
    },
    /// `copy`: elements of type `.elem` from `src` (pointer, length) to `dst` (pointer, length), overlap allowed; gives the count.
    SliceCopy {
        /// Element type.
        elem: Ty,
        /// Destination pointer.
        dst: Value,
        /// Destination length.
        dst_len: Value,
        /// Source pointer.
        src: Value,
        /// Source length.
        src_len: Value,
    },

    // --- allocation
    /// A zeroed heap variable of this type.
    New(Ty),
    /// `make([]T, len, cap)`: gives the slice; checks its operands (ints).
    MakeSlice(Value, Value),
    /// Grows the slice `.0` for `append` so that `.1` more elements fit: gives a slice with the *new* length (old length + `.1`) and at
    /// least that capacity. The elements beyond the old length are to be stored next.
    GrowSlice(Value, Value),
    /// As `GrowSlice`, for a slice that stays in its function: the first memory it is given is the array in the slot `.buffer`, once: the
    /// bool in the slot `.used` says that it has been.
    GrowSliceIn {
        /// The slice.
        slice: Value,
        /// How many more elements must fit.
        more: Value,
        /// An array of elements.
        buffer: Local,
        /// Whether it has been given away; the function sets it to false when it begins.
        used: Local,
    },
    /// A closure: a new funcval `{code of .func; captures}`; captures are values.
    MakeClosure {
        /// The code.
        func: Sym,
        /// The struct type `{code uintptr; captures…}`.
        env: Ty,
        /// The captures.
        captures: Vec<Value>,
    },
    /// `make(map, hint)`.
    MakeMap(Value),
    /// `make(chan, size)`.
    MakeChan(Value),

    // --- checks
    /// Panics if the pointer is nil.
    NilCheck(Value),
    /// See [`Bounds`].
    BoundsCheck {
        /// Which check.
        kind: Bounds,
        /// The index, of any integer type.
        index: Value,
        /// The limit, an int.
        limit: Value,
    },
    /// Panics if the integer is zero.
    DivCheck(Value),
    /// Panics if the shift count is negative.
    ShiftCheck(Value),

    // --- strings
    /// Concatenation of two or more strings.
    StrConcat(Vec<Value>),
    /// `string(byteSlice)`
    StrFromBytes(Value),
    /// `string(runeSlice)`
    StrFromRunes(Value),
    /// `string(integer)`; the operand is an int (out-of-range values already mapped to -1).
    StrFromInt(Value),
    /// `[]byte(s)`
    BytesFromStr(Value),
    /// `[]rune(s)`
    RunesFromStr(Value),
    /// `(s, i) -> (rune, next)`: decodes the rune at byte i < len(s).
    DecodeRune(Value, Value),

    // --- interfaces
    /// A concrete value as an interface of the result's type: descriptor or itab, and the value, boxed if need be.
    MakeInterface(Value),
    /// Type descriptor of an interface's dynamic value (null for a nil interface), as unsafe pointer.
    IfaceType(Value),
    /// The first word of an interface, of itself only good for telling whether the interface is nil: the itab, or the type.
    IfaceWord(Value),
    /// The dynamic value, known to be of the result's (concrete) type.
    IfaceData(Value),
    /// An interface of the result's type from another whose dynamic type is known to implement it, nil giving nil.
    ConvertInterface(Value),
    /// Type assertion to the interface type of the first result: `(value, ok)`; with one result it panics on failure
    /// (a `*runtime.TypeAssertionError`).
    AssertInterface(Value),

    // --- maps
    /// `m[k]`
    MapGet(Value, Value),
    /// `v, ok := m[k]`
    MapGet2(Value, Value),
    /// Address of the element for key `.1`, inserted if absent; the store follows at once.
    MapAssign(Value, Value),
    /// `delete(m, k)`
    MapDelete(Value, Value),
    /// `clear(m)`
    MapClear(Value),
    /// Starts iteration of map `.0` with the state at address `.1` (a slot of type [`crate::module::MAP_ITER_WORDS`] words, zeroed here).
    MapIterInit(Value, Value),
    /// Advances the state at the address.
    MapIterNext(Value),
    /// Address of the current key, null at the end.
    MapIterKey(Value),
    /// Address of the current element.
    MapIterElem(Value),

    // --- channels
    /// `ch <- v`
    ChanSend(Value, Value),
    /// `<-ch`: one result, or (value, ok).
    ChanRecv(Value),
    /// `close(ch)`
    ChanClose(Value),
    /// Sends first, then receives, as listed; gives (case index or -1 for default: int, received: bool).
    Select {
        /// The cases.
        cases: Vec<SelectCase>,
        /// Without a `default`.
        blocking: bool,
    },

    // --- calls, goroutines, panics
    /// A call; arguments include the func or interface value for `Closure` and `Iface`. `sig` is the Go signature without
    /// receiver for `Iface`; for functions and methods called directly receivers are ordinary parameters.
    Call {
        /// What.
        callee: Callee,
        /// Signature (params and results as passed; for `Iface` the receiver's data word comes in addition).
        sig: Signature,
        /// Arguments.
        args: Vec<Value>,
    },
    /// `go`: starts a func value without parameters and results.
    Go(Value),
    /// `defer`: pushes a func value without parameters and results on this function's defer frame.
    Defer(Value),
    /// The address of this function's defer frame, as an unsafe pointer: closures made of the bodies of range-over-func
    /// statements push on it (by `runtime.deferproc`). Only in functions with a recover block.
    DeferFrame,
    /// Runs what this function deferred; before every return of a function that defers.
    DeferReturn,
    /// `panic(v)`: `v` is an `any`. Followed by `Unreachable`.
    Panic(Value),
    /// `recover()`: gives an `any`.
    Recover,

    // --- terminators
    /// Goes to a block.
    Jump(Target),
    /// Goes to the first target if the bool is true, else to the second.
    Br(Value, Target, Target),
    /// Goes to the target of the equal constant, else to the default.
    Switch(Value, Vec<(i64, Target)>, Target),
    /// Returns.
    Return(Vec<Value>),
    /// Never reached.
    Unreachable,
}

impl Op {
    /// Does this operation end a block?
    pub fn is_terminator(&self) -> bool {
        matches!(self, Op::Jump(_) | Op::Br(..) | Op::Switch(..) | Op::Return(_) | Op::Unreachable)
    }
}
