//! Conversions: the implicit ones of assignments, explicit `T(x)`, and type assertions.

use gorc_syntax::Pos;
use gorc_syntax::ast::ExprId;
use gorc_types::Mode;

use super::body::Lower;
use crate::entities::Value;
use crate::ops::{Bounds, CmpOp, Op};
use crate::types::{Ty, TyKind};

impl Lower<'_, '_, '_> {
    /// A value converted to a type it is assignable to.
    pub fn assign_conv(&mut self, v: Value, to: Ty) -> Value {
        let from = self.b.ty(v);
        if from == to {
            return v;
        }
        if !self.p.is_interface(to) {
            return self.b.emit(Op::Retype(v), to);
        }
        if self.p.is_interface(from) {
            if self.p.m.types.underlying(from) == self.p.m.types.underlying(to) {
                return self.b.emit(Op::Retype(v), to);
            }
            return self.b.emit(Op::ConvertInterface(v), to);
        }
        self.p.use_in_interface(from, to);
        self.b.emit(Op::MakeInterface(v), to)
    }

    /// The conversion `T(x)`.
    pub fn conversion(&mut self, x: ExprId, to: Ty, pos: Pos) -> Value {
        let tv = self.p.c.info(self.file).tv(x);
        if tv.mode == Mode::Nil {
            return self.b.emit(Op::Zero, to);
        }
        if tv.mode == Mode::Constant && tv.value.is_some() {
            let value = self.p.c.store[tv.value].clone();
            let from = self.ety(x);
            let from_const = |k: &TyKind| !matches!(k, TyKind::Interface(_));
            let same_class = self.const_class(from) == self.const_class(to);
            if same_class && from_const(self.p.ukind(to)) && !matches!(self.p.ukind(to), TyKind::Slice(_)) {
                return self.convert_const(&value, from, to);
            }
        }
        let v = self.expr(x);
        self.at(pos);
        self.convert_value(v, to)
    }

    /// 0 for numbers, 1 for strings, 2 for bools, 3 for the rest.
    fn const_class(&self, ty: Ty) -> u32 {
        match self.p.ukind(ty) {
            TyKind::String => 1,
            TyKind::Bool => 2,
            k if k.is_number() => 0,
            _ => 3,
        }
    }

    fn convert_const(&mut self, value: &gorc_types::constant::Value, from: Ty, to: Ty) -> Value {
        // A constant may be out of range of a type argument (`T(300)` with T uint8 is caught by the checker): convert exactly
        // where the classes agree, else through its own type.
        let int_to = self.is_integer(to);
        let exact = !int_to || value.to_i64().is_some() || value.to_u64().is_some();
        if exact {
            self.constant(value, to)
        } else {
            let v = self.constant(value, from);
            self.convert_value(v, to)
        }
    }

    /// The explicit conversion of a value.
    pub fn convert_value(&mut self, v: Value, to: Ty) -> Value {
        let from = self.b.ty(v);
        if from == to {
            return v;
        }
        if self.p.is_interface(to) {
            return self.assign_conv(v, to);
        }
        let fk = self.p.ukind(from).clone();
        let tk = self.p.ukind(to).clone();
        if fk.is_number() && tk.is_number() {
            return if fk == tk { self.b.emit(Op::Retype(v), to) } else { self.b.emit(Op::Convert(v), to) };
        }
        match (&fk, &tk) {
            (TyKind::String, TyKind::Slice(elem)) => {
                let bytes = matches!(self.p.ukind(*elem), TyKind::Uint8);
                let op = if bytes { Op::BytesFromStr(v) } else { Op::RunesFromStr(v) };
                if let Some(Op::StrConst(_)) = self.b.def_op(v) {
                    // As with gc, what a constant consists of has no room behind it.
                    let (int, ptr) = (self.p.tys.int, self.p.pointer_to(*elem));
                    let copy = self.b.emit(op, to);
                    let ptr = self.b.emit(Op::DataPtr(copy), ptr);
                    let len = self.b.emit(Op::Len(copy), int);
                    return self.b.emit(Op::MakeSliceHeader(ptr, len, len), to);
                }
                self.b.emit(op, to)
            }
            (TyKind::Slice(elem), TyKind::String) => {
                let bytes = matches!(self.p.ukind(*elem), TyKind::Uint8);
                self.b.emit(if bytes { Op::StrFromBytes(v) } else { Op::StrFromRunes(v) }, to)
            }
            (k, TyKind::String) if k.is_number() => self.string_from_int(v, to),
            (TyKind::Slice(elem), TyKind::Pointer(array)) => self.slice_to_array_ptr(v, *elem, *array, to),
            (TyKind::Slice(elem), TyKind::Array(_, n)) => {
                if *n == 0 {
                    return self.b.emit(Op::Zero, to);
                }
                let pty = self.p.pointer_to(to);
                let ptr = self.slice_to_array_ptr(v, *elem, to, pty);
                self.b.emit(Op::Load(ptr), to)
            }
            _ => self.b.emit(Op::Retype(v), to),
        }
    }

    fn string_from_int(&mut self, v: Value, to: Ty) -> Value {
        let int = self.p.tys.int;
        let from = self.b.ty(v);
        let size = self.p.m.types.layout(from).size;
        let wide = if self.is_signed(from) || size < 8 {
            self.b.emit(Op::Convert(v), int)
        } else {
            // Unsigned 64-bit values beyond the range become negative, hence invalid, too.
            self.b.emit(Op::Convert(v), int)
        };
        self.b.emit(Op::StrFromInt(wide), to)
    }

    fn slice_to_array_ptr(&mut self, v: Value, elem: Ty, array: Ty, to: Ty) -> Value {
        let int = self.p.tys.int;
        let TyKind::Array(_, n) = *self.p.ukind(array) else { return self.b.emit(Op::Zero, to) };
        let len = self.b.emit(Op::Len(v), int);
        let limit = self.b.int(n as i64);
        if n > 0 {
            self.b.emit0(Op::BoundsCheck { kind: Bounds::SliceConvert, index: len, limit });
        }
        let pty = self.p.pointer_to(elem);
        let ptr = self.b.emit(Op::DataPtr(v), pty);
        self.b.emit(Op::Retype(ptr), to)
    }

    // --- type assertions

    /// `v.(T)`: panics on failure.
    pub fn type_assert(&mut self, v: Value, ty: Ty) -> Value {
        if self.p.is_interface(ty) {
            self.p.use_assert(ty);
            return self.b.emit(Op::AssertInterface(v), ty);
        }
        let (good, bad) = (self.b.block(), self.b.block());
        let is = self.is_dynamic_type(v, ty);
        self.b.br(is, good, bad);
        self.b.enter_sealed(bad);
        let uptr = self.p.tys.unsafe_ptr;
        let have = self.b.emit(Op::IfaceType(v), uptr);
        let want = self.b.emit(Op::TypeAddr(ty), uptr);
        let iface = self.b.ty(v);
        let iface = self.b.emit(Op::TypeAddr(iface), uptr);
        self.p.need_descriptor(ty);
        self.runtime_call("panicdottype", &[have, want, iface], &[]);
        self.b.terminate(Op::Unreachable);
        self.b.enter_sealed(good);
        self.b.emit(Op::IfaceData(v), ty)
    }

    /// `v, ok := v.(T)`
    pub fn type_assert_ok(&mut self, v: Value, ty: Ty) -> (Value, Value) {
        let bool_ = self.p.tys.bool_;
        if self.p.is_interface(ty) {
            self.p.use_assert(ty);
            let r = self.b.emit_multi(Op::AssertInterface(v), &[ty, bool_]);
            return (r[0], r[1]);
        }
        let is = self.is_dynamic_type(v, ty);
        let (good, bad, join) = (self.b.block(), self.b.block(), self.b.block());
        if self.p.is_register(ty) {
            let result = self.b.f.add_param(join, ty);
            self.b.br(is, good, bad);
            self.b.enter_sealed(good);
            let data = self.b.emit(Op::IfaceData(v), ty);
            self.b.jump_with(join, vec![data]);
            self.b.enter_sealed(bad);
            let zero = self.b.emit(Op::Zero, ty);
            self.b.jump_with(join, vec![zero]);
            self.b.enter_sealed(join);
            return (result, is);
        }
        let ptr = self.scratch(ty, "assert");
        self.b.br(is, good, bad);
        self.b.enter_sealed(good);
        let data = self.b.emit(Op::IfaceData(v), ty);
        self.b.emit0(Op::Store { ptr, val: data, barrier: false });
        self.b.jump(join);
        self.b.enter_sealed(bad);
        self.clear_scratch(ptr, ty);
        self.b.jump(join);
        self.b.enter_sealed(join);
        (self.load(ptr), is)
    }

    /// Is the dynamic type of interface value `v` the concrete type `ty`? Descriptors are unique.
    pub fn is_dynamic_type(&mut self, v: Value, ty: Ty) -> Value {
        let uptr = self.p.tys.unsafe_ptr;
        self.p.need_descriptor(ty);
        let have = self.b.emit(Op::IfaceType(v), uptr);
        let want = self.b.emit(Op::TypeAddr(ty), uptr);
        self.b.cmp(CmpOp::Eq, have, want)
    }
}
