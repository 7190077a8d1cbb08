//! Uniform access to an operation's operands, targets, name and effects: what passes, printer and verifier share.

use crate::entities::{Local, Value};
use crate::ops::{BinOp, Bounds, CmpOp, Intrinsic, Op, Target, UnOp};

/// Calls `$f` on a reference to each operand of `$op`; `$iter` is `iter` or `iter_mut`, `$r` is `&` or `&mut`.
macro_rules! visit_operands {
    ($op:expr, $f:expr, $iter:ident, $($r:tt)+) => {{
        use Op as O;
        let mut f = $f;
        match $op {
            O::IntConst(_)
            | O::FloatConst(_)
            | O::StrConst(_)
            | O::Zero
            | O::FuncValue(_)
            | O::GlobalAddr(_)
            | O::TypeAddr(_)
            | O::ItabAddr(..)
            | O::LocalAddr(_)
            | O::ClosureCtx
            | O::New(_)
            | O::DeferFrame
            | O::DeferReturn
            | O::Recover
            | O::Unreachable => {}
            O::Unary(_, a)
            | O::Convert(a)
            | O::Retype(a)
            | O::Extract(a, _)
            | O::DataPtr(a)
            | O::Len(a)
            | O::Cap(a)
            | O::Real(a)
            | O::Imag(a)
            | O::Load(a)
            | O::FieldAddr(a, _)
            | O::ZeroMem { ptr: a, .. }
            | O::MakeMap(a)
            | O::MakeChan(a)
            | O::NilCheck(a)
            | O::DivCheck(a)
            | O::ShiftCheck(a)
            | O::StrFromBytes(a)
            | O::StrFromRunes(a)
            | O::StrFromInt(a)
            | O::BytesFromStr(a)
            | O::RunesFromStr(a)
            | O::MakeInterface(a)
            | O::IfaceType(a)
            | O::IfaceWord(a)
            | O::IfaceData(a)
            | O::ConvertInterface(a)
            | O::AssertInterface(a)
            | O::MapClear(a)
            | O::MapIterNext(a)
            | O::MapIterKey(a)
            | O::MapIterElem(a)
            | O::ChanRecv(a)
            | O::ChanClose(a)
            | O::Go(a)
            | O::Defer(a)
            | O::Panic(a) => f(a),
            O::Binary(_, a, b)
            | O::Cmp(_, a, b)
            | O::Equal(a, b)
            | O::MakeString(a, b)
            | O::MakeComplex(a, b)
            | O::Store { ptr: a, val: b, .. }
            | O::IndexAddr(a, b)
            | O::PtrAdd(a, b)
            | O::Move { dst: a, src: b, .. }
            | O::MakeSlice(a, b)
            | O::GrowSlice(a, b)
            | O::GrowSliceIn { slice: a, more: b, .. }
            | O::BoundsCheck { index: a, limit: b, .. }
            | O::DecodeRune(a, b)
            | O::MapGet(a, b)
            | O::MapGet2(a, b)
            | O::MapAssign(a, b)
            | O::MapDelete(a, b)
            | O::MapIterInit(a, b)
            | O::ChanSend(a, b) => {
                f(a);
                f(b);
            }
            O::MakeSliceHeader(a, b, c) => {
                f(a);
                f(b);
                f(c);
            }
            O::SliceCopy { dst, dst_len, src, src_len, .. } => {
                f(dst);
                f(dst_len);
                f(src);
                f(src_len);
            }
            O::Intrinsic(_, vs)
            | O::Aggregate(vs)
            | O::MakeClosure { captures: vs, .. }
            | O::StrConcat(vs)
            | O::Call { args: vs, .. }
            | O::Return(vs) => vs.$iter().for_each(f),
            O::Select { cases, .. } => {
                for case in cases.$iter() {
                    f($($r)+ case.chan);
                    if let Some(e) = $($r)+ case.elem {
                        f(e);
                    }
                }
            }
            O::Jump(t) => t.args.$iter().for_each(f),
            O::Br(v, a, b) => {
                f(v);
                a.args.$iter().for_each(&mut f);
                b.args.$iter().for_each(&mut f);
            }
            O::Switch(v, cases, d) => {
                f(v);
                for (_, t) in cases.$iter() {
                    t.args.$iter().for_each(&mut f);
                }
                d.args.$iter().for_each(&mut f);
            }
        }
    }};
}

impl Op {
    /// Calls `f` with each operand, in order.
    pub fn for_each_operand(&self, mut f: impl FnMut(Value)) {
        visit_operands!(self, |v: &Value| f(*v), iter, &);
    }

    /// Calls `f` with a reference to each operand, in order.
    pub fn for_each_operand_mut(&mut self, mut f: impl FnMut(&mut Value)) {
        visit_operands!(self, |v: &mut Value| f(v), iter_mut, &mut);
    }

    /// The slots it names.
    pub fn for_each_local_mut(&mut self, mut f: impl FnMut(&mut Local)) {
        match self {
            Op::LocalAddr(slot) => f(slot),
            Op::GrowSliceIn { buffer, used, .. } => {
                f(buffer);
                f(used);
            }
            _ => {}
        }
    }

    /// The branch targets of a terminator.
    pub fn for_each_target(&self, mut f: impl FnMut(&Target)) {
        match self {
            Op::Jump(t) => f(t),
            Op::Br(_, a, b) => {
                f(a);
                f(b);
            }
            Op::Switch(_, cases, d) => {
                cases.iter().for_each(|(_, t)| f(t));
                f(d);
            }
            _ => {}
        }
    }

    /// The branch targets of a terminator.
    pub fn for_each_target_mut(&mut self, mut f: impl FnMut(&mut Target)) {
        match self {
            Op::Jump(t) => f(t),
            Op::Br(_, a, b) => {
                f(a);
                f(b);
            }
            Op::Switch(_, cases, d) => {
                cases.iter_mut().for_each(|(_, t)| f(t));
                f(d);
            }
            _ => {}
        }
    }

    /// May the instruction be dropped when its results are unused?
    pub fn is_removable(&self) -> bool {
        match self {
            Op::IntConst(_)
            | Op::FloatConst(_)
            | Op::StrConst(_)
            | Op::Zero
            | Op::FuncValue(_)
            | Op::GlobalAddr(_)
            | Op::TypeAddr(_)
            | Op::ItabAddr(..)
            | Op::LocalAddr(_)
            | Op::ClosureCtx
            | Op::DeferFrame
            | Op::Unary(..)
            | Op::Binary(..)
            | Op::Cmp(..)
            | Op::Convert(_)
            | Op::Retype(_)
            | Op::Aggregate(_)
            | Op::Extract(..)
            | Op::MakeString(..)
            | Op::MakeSliceHeader(..)
            | Op::DataPtr(_)
            | Op::Len(_)
            | Op::Cap(_)
            | Op::MakeComplex(..)
            | Op::Real(_)
            | Op::Imag(_)
            | Op::FieldAddr(..)
            | Op::IndexAddr(..)
            | Op::PtrAdd(..)
            | Op::New(_)
            | Op::MakeClosure { .. }
            | Op::StrConcat(_)
            | Op::StrFromBytes(_)
            | Op::StrFromRunes(_)
            | Op::StrFromInt(_)
            | Op::BytesFromStr(_)
            | Op::RunesFromStr(_)
            | Op::DecodeRune(..)
            | Op::MakeInterface(_)
            | Op::IfaceType(_)
            | Op::IfaceWord(_)
            | Op::IfaceData(_)
            | Op::ConvertInterface(_) => true,
            Op::Intrinsic(i, _) => !i.has_effect(),
            _ => false,
        }
    }

    /// The operation's name in the text form.
    pub fn mnemonic(&self) -> &'static str {
        match self {
            Op::IntConst(_) => "int",
            Op::FloatConst(_) => "float",
            Op::StrConst(_) => "str",
            Op::Zero => "zero",
            Op::FuncValue(_) => "func_value",
            Op::GlobalAddr(_) => "global_addr",
            Op::TypeAddr(_) => "type_addr",
            Op::ItabAddr(..) => "itab_addr",
            Op::LocalAddr(_) => "local_addr",
            Op::ClosureCtx => "closure_ctx",
            Op::Unary(op, _) => op.name(),
            Op::Binary(op, ..) => op.name(),
            Op::Cmp(op, ..) => op.name(),
            Op::Convert(_) => "convert",
            Op::Retype(_) => "retype",
            Op::Equal(..) => "equal",
            Op::Intrinsic(i, _) => i.name(),
            Op::Aggregate(_) => "aggregate",
            Op::Extract(..) => "extract",
            Op::MakeString(..) => "make_string",
            Op::MakeSliceHeader(..) => "make_slice_header",
            Op::DataPtr(_) => "data_ptr",
            Op::Len(_) => "len",
            Op::Cap(_) => "cap",
            Op::MakeComplex(..) => "make_complex",
            Op::Real(_) => "real",
            Op::Imag(_) => "imag",
            Op::Load(_) => "load",
            Op::Store { .. } => "store",
            Op::FieldAddr(..) => "field_addr",
            Op::IndexAddr(..) => "index_addr",
            Op::PtrAdd(..) => "ptr_add",
            Op::Move { .. } => "move",
            Op::ZeroMem { .. } => "zero_mem",
            Op::SliceCopy { .. } => "slice_copy",
            Op::New(_) => "new",
            Op::MakeSlice(..) => "make_slice",
            Op::GrowSlice(..) => "grow_slice",
            Op::GrowSliceIn { .. } => "grow_slice_in",
            Op::MakeClosure { .. } => "make_closure",
            Op::MakeMap(_) => "make_map",
            Op::MakeChan(_) => "make_chan",
            Op::NilCheck(_) => "nil_check",
            Op::BoundsCheck { kind, .. } => kind.name(),
            Op::DivCheck(_) => "div_check",
            Op::ShiftCheck(_) => "shift_check",
            Op::StrConcat(_) => "str_concat",
            Op::StrFromBytes(_) => "str_from_bytes",
            Op::StrFromRunes(_) => "str_from_runes",
            Op::StrFromInt(_) => "str_from_int",
            Op::BytesFromStr(_) => "bytes_from_str",
            Op::RunesFromStr(_) => "runes_from_str",
            Op::DecodeRune(..) => "decode_rune",
            Op::MakeInterface(_) => "make_interface",
            Op::IfaceType(_) => "iface_type",
            Op::IfaceWord(_) => "iface_word",
            Op::IfaceData(_) => "iface_data",
            Op::ConvertInterface(_) => "convert_interface",
            Op::AssertInterface(_) => "assert_interface",
            Op::MapGet(..) => "map_get",
            Op::MapGet2(..) => "map_get2",
            Op::MapAssign(..) => "map_assign",
            Op::MapDelete(..) => "map_delete",
            Op::MapClear(_) => "map_clear",
            Op::MapIterInit(..) => "map_iter_init",
            Op::MapIterNext(_) => "map_iter_next",
            Op::MapIterKey(_) => "map_iter_key",
            Op::MapIterElem(_) => "map_iter_elem",
            Op::ChanSend(..) => "chan_send",
            Op::ChanRecv(_) => "chan_recv",
            Op::ChanClose(_) => "chan_close",
            Op::Select { .. } => "select",
            Op::Call { .. } => "call",
            Op::Go(_) => "go",
            Op::Defer(_) => "defer",
            Op::DeferFrame => "defer_frame",
            Op::DeferReturn => "defer_return",
            Op::Panic(_) => "panic",
            Op::Recover => "recover",
            Op::Jump(_) => "jump",
            Op::Br(..) => "br",
            Op::Switch(..) => "switch",
            Op::Return(_) => "return",
            Op::Unreachable => "unreachable",
        }
    }
}

/// Gives an enum without data its names in the text form.
macro_rules! names {
    ($ty:ident { $($variant:ident => $name:literal),* $(,)? }) => {
        impl $ty {
            /// All of them.
            pub const ALL: &'static [$ty] = &[$($ty::$variant),*];

            /// The name in the text form.
            pub fn name(self) -> &'static str {
                match self {
                    $($ty::$variant => $name),*
                }
            }
        }
    };
}

names!(UnOp { Neg => "neg", Com => "com", Not => "not" });
names!(BinOp {
    Add => "add", Sub => "sub", Mul => "mul", Div => "div", Rem => "rem", And => "and", Or => "or", Xor => "xor",
    AndNot => "and_not", Shl => "shl", Shr => "shr", Min => "min", Max => "max",
});
names!(CmpOp { Eq => "eq", Ne => "ne", Lt => "lt", Le => "le", Gt => "gt", Ge => "ge" });
names!(Bounds {
    Index => "bounds_check", SliceAlen => "slice_alen_check", SliceAcap => "slice_acap_check", SliceB => "slice_b_check",
    Slice3Alen => "slice3_alen_check", Slice3Acap => "slice3_acap_check", Slice3B => "slice3_b_check",
    Slice3C => "slice3_c_check", SliceConvert => "slice_convert_check",
});
names!(Intrinsic {
    Sqrt => "sqrt", Floor => "floor", Ceil => "ceil", Trunc => "trunc", Abs => "abs", Copysign => "copysign",
    LeadingZeros => "leading_zeros", TrailingZeros => "trailing_zeros", OnesCount => "ones_count",
    ReverseBytes => "reverse_bytes", RotateLeft => "rotate_left", Mul64 => "mul64", Add64 => "add64", Sub64 => "sub64",
    Bits => "bits", AtomicLoad => "atomic_load", AtomicStore => "atomic_store", AtomicExchange => "atomic_exchange",
    AtomicAdd => "atomic_add", AtomicCas => "atomic_cas", AtomicAnd => "atomic_and", AtomicOr => "atomic_or",
    GetG => "getg", GetFp => "getfp", KeepAlive => "keep_alive",
});

impl Intrinsic {
    /// Does it do more than compute its results?
    pub fn has_effect(self) -> bool {
        use Intrinsic as I;
        matches!(
            self,
            I::AtomicLoad
                | I::AtomicStore
                | I::AtomicExchange
                | I::AtomicAdd
                | I::AtomicCas
                | I::AtomicAnd
                | I::AtomicOr
                | I::KeepAlive
        )
    }
}
