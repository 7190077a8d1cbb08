//! Expressions to values.
//!
//! Order of evaluation is gc's: the calls and receives of an expression happen first, left to right, then the rest. Where that
//! differs from a plain walk (an operand read before a call that may change it), the calls are *hoisted*: evaluated
//! ahead and remembered under their expression id.

use gorc_syntax::ast::{BinaryOp, ExprId, ExprKind, UnaryOp};
use gorc_syntax::{File, Pos};
use gorc_types::ConstId;
use gorc_types::constant::Value as Const;
use gorc_types::{Mode, SelectionKind, Type};
use gorc_types::{ObjFlags, ObjKind};

use super::body::Lower;
use super::place::Operand;
use super::walk::{self, Visitor};
use crate::entities::Value;
use crate::ops::{BinOp, Bounds, CmpOp, Op, UnOp};
use crate::types::{Ty, TyKind};

impl Lower<'_, '_, '_> {
    /// The single value of an expression, of its own type.
    pub fn expr(&mut self, e: ExprId) -> Value {
        if let Some(v) = self.hoisted.remove(&e) {
            return v;
        }
        let tv = self.p.c.info(self.file).tv(e);
        if tv.mode == Mode::Constant && tv.value.is_some() {
            let ty = self.ety(e);
            return self.constant_id(tv.value, ty);
        }
        if tv.mode == Mode::Nil {
            let ty = self.ety(e);
            return self.b.emit(Op::Zero, ty);
        }
        let node = self.ast[e];
        match node.kind {
            ExprKind::Paren { x, .. } => self.expr(x),
            ExprKind::Ident(_) => self.ident(e, e),
            ExprKind::FuncLit { .. } => self.func_lit(e),
            ExprKind::CompositeLit { .. } => self.composite(e),
            ExprKind::Selector { x, sel } => self.selector(e, x, sel),
            ExprKind::Index { x, indices, .. } => self.index(e, x, self.ast[indices][0]),
            ExprKind::Slice { x, lo, hi, max, .. } => self.slice_expr(e, x, [lo, hi, max]),
            ExprKind::TypeAssert { x, ty, .. } => {
                let v = self.expr(x);
                let ty = self.ety(ty);
                self.at(node.pos);
                self.type_assert(v, ty)
            }
            ExprKind::Call { .. } => {
                let values = self.call(e);
                match values.first() {
                    Some(&v) => v,
                    None => {
                        let ty = self.ety(e);
                        self.b.emit(Op::Zero, ty)
                    }
                }
            }
            ExprKind::Star { .. } => {
                let operand = self.operand(e);
                self.load_operand(operand)
            }
            ExprKind::Unary { op, x } => self.unary(e, op, x),
            ExprKind::Binary { op, x, y, op_pos } => self.binary_expr(e, op, x, y, op_pos),
            _ => {
                let ty = self.ety(e);
                self.unsupported(node.pos, "this expression", ty)
            }
        }
    }

    /// The value of an expression converted for an assignment to `ty`.
    pub fn expr_to(&mut self, e: ExprId, ty: Ty) -> Value {
        let tv = self.p.c.info(self.file).tv(e);
        if tv.mode == Mode::Nil {
            self.at(self.ast[e].pos);
            return self.b.emit(Op::Zero, ty);
        }
        if tv.mode == Mode::Constant && tv.value.is_some() && !self.p.is_interface(ty) {
            return self.constant_id(tv.value, ty);
        }
        let v = self.expr(e);
        self.assign_conv(v, ty)
    }

    /// The values of an expression in a context that takes several: multi-valued calls.
    pub fn expr_multi(&mut self, e: ExprId) -> Vec<Value> {
        let e = self.ast.unparen(e);
        if let ExprKind::Call { fun, .. } = self.ast[e].kind
            && !self.hoisted.contains_key(&e)
            && self.mode(self.ast.unparen(fun)) != Mode::Type
        {
            return self.call(e);
        }
        vec![self.expr(e)]
    }

    /// The values of `v, ok` forms: map index, type assertion, receive.
    pub fn expr_comma_ok(&mut self, e: ExprId) -> Vec<Value> {
        let e = self.ast.unparen(e);
        let bool_ = self.p.tys.bool_;
        match self.ast[e].kind {
            ExprKind::Index { x, indices, .. } => {
                let map = self.expr(x);
                let TyKind::Map(k, elem) = *self.p.ukind(self.b.ty(map)) else { return vec![map, map] };
                let key = self.expr_to(self.ast[indices][0], k);
                self.at(self.op_pos(e));
                self.b.emit_multi(Op::MapGet2(map, key), &[elem, bool_])
            }
            ExprKind::TypeAssert { x, ty, .. } => {
                let v = self.expr(x);
                let ty = self.ety(ty);
                self.at(self.ast[e].pos);
                let (v, ok) = self.type_assert_ok(v, ty);
                vec![v, ok]
            }
            ExprKind::Unary { op: UnaryOp::Recv, x } => {
                let ch = self.expr(x);
                let TyKind::Chan(_, elem) = *self.p.ukind(self.b.ty(ch)) else { return vec![ch, ch] };
                self.at(self.ast[e].pos);
                self.b.emit_multi(Op::ChanRecv(ch), &[elem, bool_])
            }
            _ => {
                let v = self.expr(e);
                vec![v, v]
            }
        }
    }

    // --- constants

    fn constant_id(&mut self, id: ConstId, ty: Ty) -> Value {
        let value = self.p.c.store[id].clone();
        self.constant(&value, ty)
    }

    /// A constant in a type.
    pub fn constant(&mut self, value: &Const, ty: Ty) -> Value {
        match self.p.ukind(ty) {
            TyKind::Bool => self.b.emit(Op::IntConst(i64::from(value.as_bool())), ty),
            TyKind::String => match value.as_bytes() {
                Some(bytes) => {
                    let s = self.p.m.str(bytes);
                    self.b.emit(Op::StrConst(s), ty)
                }
                None => self.b.emit(Op::Zero, ty),
            },
            TyKind::Float64 => self.b.emit(Op::FloatConst(value.to_f64().to_bits()), ty),
            TyKind::Float32 => self.b.emit(Op::FloatConst(f64::from(value.to_f32()).to_bits()), ty),
            TyKind::Complex64 | TyKind::Complex128 => {
                let part = self.float_part(ty);
                let re = self.constant(&value.real(), part);
                let im = self.constant(&value.imag(), part);
                self.b.emit(Op::MakeComplex(re, im), ty)
            }
            TyKind::Interface(_) => {
                let default = match value {
                    Const::Bool(_) => self.p.tys.bool_,
                    Const::Str(_) => self.p.tys.string,
                    Const::Int(_) | Const::BigInt(_) => self.p.tys.int,
                    _ => self.p.tys.float64,
                };
                let v = self.constant(value, default);
                self.assign_conv(v, ty)
            }
            _ => {
                let n = narrow(value.to_bits64() as i64, self.p.m.types.layout(ty).size);
                self.b.emit(Op::IntConst(n), ty)
            }
        }
    }

    /// The type of the parts of a complex type.
    pub fn float_part(&mut self, ty: Ty) -> Ty {
        match self.p.ukind(ty) {
            TyKind::Complex64 => self.p.m.types.intern(TyKind::Float32),
            _ => self.p.tys.float64,
        }
    }

    // --- identifiers and selectors

    /// An identifier, possibly the `sel` of a qualified one; `e` is the whole expression.
    fn ident(&mut self, e: ExprId, ident: ExprId) -> Value {
        let obj = self.object(ident);
        self.at(self.ast[e].pos);
        let ty = self.ety(e);
        match self.p.c.store[obj].kind {
            ObjKind::Var => {
                let operand = self.var_operand(obj);
                self.load_operand(operand)
            }
            ObjKind::Func => self.func_value(obj, ident, ty),
            ObjKind::Nil => self.b.emit(Op::Zero, ty),
            ObjKind::Const => {
                let id = ConstId(self.p.c.store[obj].data);
                self.constant_id(id, ty)
            }
            kind => {
                let name = self.p.c.store[obj].name;
                self.p.internal_at(self.ast[e].pos, format!("{name} ({kind:?}) has no value"));
                self.b.emit(Op::Zero, ty)
            }
        }
    }

    /// Where a variable is.
    pub fn var_operand(&mut self, obj: gorc_types::ObjId) -> Operand {
        if self.p.c.store[obj].has(ObjFlags::PACKAGE_LEVEL) {
            let g = self.p.global(obj);
            let ty = self.p.m.globals[g.index()].ty;
            let pty = self.p.pointer_to(ty);
            return Operand::Addr(self.b.emit(Op::GlobalAddr(g), pty));
        }
        let ty = self.obj_ty(obj);
        match self.storage.get(&obj).copied() {
            Some(storage) => match self.storage_addr(storage) {
                Some(ptr) => Operand::Addr(ptr),
                None => Operand::Val(self.load_storage(storage, ty)),
            },
            None => {
                let o = &self.p.c.store[obj];
                let (pos, name) = (o.pos, o.name);
                self.p.internal_at(pos, format!("variable {name} has no storage in {}", self.name));
                Operand::Val(self.b.emit(Op::Zero, ty))
            }
        }
    }

    fn selector(&mut self, e: ExprId, x: ExprId, sel: ExprId) -> Value {
        let Some(selection) = self.p.c.info(self.file).selection(e).cloned() else {
            return self.ident(e, sel);
        };
        match selection.kind {
            SelectionKind::Field => {
                let operand = self.operand(e);
                self.load_operand(operand)
            }
            SelectionKind::Method => self.method_value(e, x, sel, &selection),
            SelectionKind::MethodExpr => self.method_expr(e, sel, &selection),
        }
    }

    // --- index and slice

    fn index(&mut self, e: ExprId, x: ExprId, i: ExprId) -> Value {
        if self.mode(i) == Mode::Type {
            // An instantiated generic function.
            let x = self.ast.unparen(x);
            let ident = match self.ast[x].kind {
                ExprKind::Selector { sel, .. } => sel,
                _ => x,
            };
            let ty = self.ety(e);
            if let Some(selection) = self.p.c.info(self.file).selection(x).cloned()
                && let ExprKind::Selector { x: recv, sel } = self.ast[x].kind
            {
                return match selection.kind {
                    SelectionKind::MethodExpr => self.method_expr(e, sel, &selection),
                    _ => self.method_value(e, recv, sel, &selection),
                };
            }
            let obj = self.object(ident);
            return self.func_value(obj, ident, ty);
        }
        self.order_calls(&[x, i]);
        let xty = self.ety(x);
        match *self.p.ukind(xty) {
            TyKind::Map(k, elem) => {
                let m = self.expr(x);
                let key = self.expr_to(i, k);
                self.at(self.op_pos(e));
                self.b.emit(Op::MapGet(m, key), elem)
            }
            _ => {
                let operand = self.operand(e);
                self.load_operand(operand)
            }
        }
    }

    /// An index as a value, checked against a limit: a constant limit with a constant index needs no check.
    pub fn checked_index(&mut self, i: ExprId, limit: Limit, pos: Pos) -> Value {
        let idx = self.index_value(i);
        self.at(pos);
        let constant = self.b.const_of(idx);
        match limit {
            Limit::Const(n) if constant.is_some_and(|c| c >= 0 && (c as u64) < n) => {}
            Limit::Const(n) => {
                let limit = self.b.int(n as i64);
                self.b.emit0(Op::BoundsCheck { kind: Bounds::Index, index: idx, limit });
            }
            Limit::Len(v) => {
                let int = self.p.tys.int;
                let limit = self.b.emit(Op::Len(v), int);
                self.b.emit0(Op::BoundsCheck { kind: Bounds::Index, index: idx, limit });
            }
        }
        idx
    }

    /// An index expression's value: constants as `int`.
    pub fn index_value(&mut self, i: ExprId) -> Value {
        let tv = self.p.c.info(self.file).tv(i);
        if tv.mode == Mode::Constant && tv.value.is_some() {
            let int = self.p.tys.int;
            return self.constant_id(tv.value, int);
        }
        self.expr(i)
    }

    fn slice_expr(&mut self, e: ExprId, x: ExprId, bounds: [Option<ExprId>; 3]) -> Value {
        self.order_bounds(x, bounds);
        let pos = self.op_pos(e);
        let xty = self.ety(x);
        let rty = self.ety(e);
        let int = self.p.tys.int;
        if matches!(self.p.ukind(xty), TyKind::String) {
            let s = self.expr(x);
            return self.slice_string(s, bounds, rty, pos);
        }
        // (address of the first element, length, capacity)
        let (ptr, len, cap, elem) = match *self.p.ukind(xty) {
            TyKind::Slice(elem) => {
                let s = self.expr(x);
                let pty = self.p.pointer_to(elem);
                let ptr = self.b.emit(Op::DataPtr(s), pty);
                (ptr, self.b.emit(Op::Len(s), int), self.b.emit(Op::Cap(s), int), elem)
            }
            _ => {
                let addr = match *self.p.ukind(xty) {
                    TyKind::Pointer(_) => {
                        let p = self.expr(x);
                        self.at(pos);
                        self.b.emit0(Op::NilCheck(p));
                        p
                    }
                    _ => {
                        let addr = self.addr_of(x);
                        if self.may_be_nil(x) {
                            self.at(pos);
                            self.check_base(addr);
                        }
                        addr
                    }
                };
                let aty = self.p.pointee(self.b.ty(addr)).unwrap_or(xty);
                let TyKind::Array(elem, n) = *self.p.ukind(aty) else {
                    return self.unsupported(pos, "this slice expression", rty);
                };
                let pty = self.p.pointer_to(elem);
                let ptr = self.b.emit(Op::Retype(addr), pty);
                let n = self.b.int(n as i64);
                (ptr, n, n, elem)
            }
        };
        let [lo, hi, max] = bounds.map(|b| b.map(|b| self.index_value(b)));
        self.at(pos);
        let from_slice = matches!(self.p.ukind(xty), TyKind::Slice(_));
        let check = |l: &mut Self, kind, index: Value, limit: Value| {
            if let (Some(i), Some(n)) = (l.b.const_of(index), l.b.const_of(limit))
                && (0..=n).contains(&i)
            {
                return;
            }
            if l.b.const_of(index) == Some(0) {
                return;
            }
            l.b.emit0(Op::BoundsCheck { kind, index, limit });
        };
        let mut new_cap = cap;
        let hi = match (hi, max) {
            (Some(hi), Some(max)) => {
                check(self, if from_slice { Bounds::Slice3Acap } else { Bounds::Slice3Alen }, max, cap);
                new_cap = self.as_int(max);
                check(self, Bounds::Slice3B, hi, new_cap);
                self.as_int(hi)
            }
            (Some(hi), None) => {
                check(self, if from_slice { Bounds::SliceAcap } else { Bounds::SliceAlen }, hi, cap);
                self.as_int(hi)
            }
            _ => len,
        };
        let Some(lo) = lo else { return self.b.emit(Op::MakeSliceHeader(ptr, hi, new_cap), rty) };
        check(self, if max.is_some() { Bounds::Slice3C } else { Bounds::SliceB }, lo, hi);
        let lo = self.as_int(lo);
        let len = self.b.emit(Op::Binary(BinOp::Sub, hi, lo), int);
        let rest = self.b.emit(Op::Binary(BinOp::Sub, new_cap, lo), int);
        let ptr = self.advance(ptr, lo, rest, elem);
        self.b.emit(Op::MakeSliceHeader(ptr, len, rest), rty)
    }

    /// `ptr + n elements`, but `ptr` itself if nothing is left there, so that no pointer ends up behind its object.
    fn advance(&mut self, ptr: Value, n: Value, left: Value, elem: Ty) -> Value {
        if self.b.const_of(n) == Some(0) {
            return ptr;
        }
        let int = self.p.tys.int;
        let size = self.p.m.types.layout(elem).size;
        let pty = self.b.ty(ptr);
        // mask = (0 - left) >> 63: all ones if something is left.
        let zero = self.b.int(0);
        let neg = self.b.emit(Op::Binary(BinOp::Sub, zero, left), int);
        let shift = self.b.int(63);
        let mask = self.b.emit(Op::Binary(BinOp::Shr, neg, shift), int);
        let size = self.b.int(size as i64);
        let bytes = self.b.emit(Op::Binary(BinOp::Mul, n, size), int);
        let delta = self.b.emit(Op::Binary(BinOp::And, bytes, mask), int);
        self.b.emit(Op::PtrAdd(ptr, delta), pty)
    }

    fn slice_string(&mut self, s: Value, bounds: [Option<ExprId>; 3], rty: Ty, pos: Pos) -> Value {
        let int = self.p.tys.int;
        let uint8 = self.p.tys.uint8;
        let [lo, hi, _] = bounds.map(|b| b.map(|b| self.index_value(b)));
        self.at(pos);
        let len = self.b.emit(Op::Len(s), int);
        let hi = match hi {
            Some(hi) => {
                self.b.emit0(Op::BoundsCheck { kind: Bounds::SliceAlen, index: hi, limit: len });
                self.as_int(hi)
            }
            None => len,
        };
        let pty = self.p.pointer_to(uint8);
        let ptr = self.b.emit(Op::DataPtr(s), pty);
        let Some(lo) = lo else { return self.b.emit(Op::MakeString(ptr, hi), rty) };
        if self.b.const_of(lo) != Some(0) {
            self.b.emit0(Op::BoundsCheck { kind: Bounds::SliceB, index: lo, limit: hi });
        }
        let lo = self.as_int(lo);
        let len = self.b.emit(Op::Binary(BinOp::Sub, hi, lo), int);
        let ptr = self.advance(ptr, lo, len, uint8);
        self.b.emit(Op::MakeString(ptr, len), rty)
    }

    /// An integer of any type as `int` (already known to fit).
    pub fn as_int(&mut self, v: Value) -> Value {
        let int = self.p.tys.int;
        if self.b.ty(v) == int { v } else { self.b.emit(Op::Convert(v), int) }
    }

    // --- operators

    fn unary(&mut self, e: ExprId, op: UnaryOp, x: ExprId) -> Value {
        let pos = self.ast[e].pos;
        match op {
            UnaryOp::Addr => self.address_expr(e, x),
            UnaryOp::Recv => {
                let ch = self.expr(x);
                self.at(pos);
                let elem = match *self.p.ukind(self.b.ty(ch)) {
                    TyKind::Chan(_, elem) => elem,
                    _ => self.ety(e),
                };
                self.b.emit(Op::ChanRecv(ch), elem)
            }
            _ => {
                let ty = self.ety(e);
                let v = self.expr_to(x, ty);
                self.at(pos);
                match op {
                    UnaryOp::Neg => self.b.emit(Op::Unary(UnOp::Neg, v), ty),
                    UnaryOp::Complement => self.b.emit(Op::Unary(UnOp::Com, v), ty),
                    UnaryOp::Not => self.b.emit(Op::Unary(UnOp::Not, v), ty),
                    _ => v,
                }
            }
        }
    }

    fn binary_expr(&mut self, e: ExprId, op: BinaryOp, x: ExprId, y: ExprId, op_pos: Pos) -> Value {
        match op {
            BinaryOp::AndAnd | BinaryOp::OrOr => return self.short_circuit(e, op, x, y),
            _ if op.is_comparison() => return self.comparison(e, op, x, y, op_pos),
            BinaryOp::Add => {
                let ty = self.ety(e);
                if matches!(self.p.ukind(ty), TyKind::String) {
                    return self.concat(e, ty);
                }
            }
            _ => {}
        }
        self.order_calls(&[x, y]);
        let ty = self.ety(e);
        if op.is_shift() {
            let v = self.expr_to(x, ty);
            let count = self.shift_count(y);
            self.at(op_pos);
            return self.binary(op, v, count);
        }
        let a = self.expr_to(x, ty);
        let b = self.expr_to(y, ty);
        self.at(op_pos);
        self.binary(op, a, b)
    }

    /// A shift count: constants as `uint64`.
    pub fn shift_count(&mut self, y: ExprId) -> Value {
        let tv = self.p.c.info(self.file).tv(y);
        if tv.mode == Mode::Constant && tv.value.is_some() {
            let ty = self.p.tys.uint64;
            return self.constant_id(tv.value, ty);
        }
        self.expr(y)
    }

    /// A binary operation on values (of one type but for shifts), with the checks Go wants.
    pub fn binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Value {
        let ty = self.b.ty(a);
        let integer = self.is_integer(ty);
        let op = match op {
            BinaryOp::Add if matches!(self.p.ukind(ty), TyKind::String) => {
                return self.b.emit(Op::StrConcat(vec![a, b]), ty);
            }
            BinaryOp::Add => BinOp::Add,
            BinaryOp::Sub => BinOp::Sub,
            BinaryOp::Mul => BinOp::Mul,
            BinaryOp::Div | BinaryOp::Rem => {
                if integer && self.b.const_of(b).is_none_or(|n| n == 0) {
                    self.b.emit0(Op::DivCheck(b));
                }
                if op == BinaryOp::Div { BinOp::Div } else { BinOp::Rem }
            }
            BinaryOp::And => BinOp::And,
            BinaryOp::Or => BinOp::Or,
            BinaryOp::Xor => BinOp::Xor,
            BinaryOp::AndNot => BinOp::AndNot,
            BinaryOp::Shl | BinaryOp::Shr => {
                let signed = self.is_signed(self.b.ty(b));
                if signed && self.b.const_of(b).is_none_or(|n| n < 0) {
                    self.b.emit0(Op::ShiftCheck(b));
                }
                if op == BinaryOp::Shl { BinOp::Shl } else { BinOp::Shr }
            }
            _ => {
                self.p.internal(format!("operator {} in binary", op.as_str()));
                BinOp::Add
            }
        };
        self.b.emit(Op::Binary(op, a, b), ty)
    }

    pub fn is_integer(&self, ty: Ty) -> bool {
        self.is_signed(ty)
            || matches!(
                self.p.ukind(ty),
                TyKind::Uint
                    | TyKind::Uint8
                    | TyKind::Uint16
                    | TyKind::Uint32
                    | TyKind::Uint64
                    | TyKind::Uintptr
            )
    }

    pub fn is_signed(&self, ty: Ty) -> bool {
        matches!(self.p.ukind(ty), TyKind::Int | TyKind::Int8 | TyKind::Int16 | TyKind::Int32 | TyKind::Int64)
    }

    /// `a + b + c` of strings as one operation.
    fn concat(&mut self, e: ExprId, ty: Ty) -> Value {
        let mut parts = Vec::new();
        self.concat_parts(e, &mut parts);
        self.order_calls(&parts);
        let values: Vec<Value> = parts.iter().map(|&x| self.expr_to(x, ty)).collect();
        self.at(self.ast[e].pos);
        self.b.emit(Op::StrConcat(values), ty)
    }

    fn concat_parts(&self, e: ExprId, out: &mut Vec<ExprId>) {
        let inner = self.ast.unparen(e);
        let tv = self.p.c.info(self.file).tv(inner);
        if let ExprKind::Binary { op: BinaryOp::Add, x, y, .. } = self.ast[inner].kind
            && tv.mode != Mode::Constant
            && !self.hoisted.contains_key(&inner)
        {
            // Chains nest to the left: walk down in a loop.
            let mut right = vec![y];
            let mut left = x;
            loop {
                let l = self.ast.unparen(left);
                let constant = self.p.c.info(self.file).tv(l).mode == Mode::Constant;
                match self.ast[l].kind {
                    ExprKind::Binary { op: BinaryOp::Add, x, y, .. } if !constant => {
                        right.push(y);
                        left = x;
                    }
                    _ => break,
                }
            }
            out.push(left);
            for y in right.into_iter().rev() {
                self.concat_parts(y, out);
            }
        } else {
            out.push(e);
        }
    }

    fn short_circuit(&mut self, e: ExprId, op: BinaryOp, x: ExprId, y: ExprId) -> Value {
        let ty = self.ety(e);
        let (rhs, join) = (self.b.block(), self.b.block());
        let result = self.b.f.add_param(join, ty);
        let a = self.expr_to(x, ty);
        let target = |block, args| crate::ops::Target { block, args };
        if op == BinaryOp::AndAnd {
            self.b.terminate(Op::Br(a, target(rhs, vec![]), target(join, vec![a])));
        } else {
            self.b.terminate(Op::Br(a, target(join, vec![a]), target(rhs, vec![])));
        }
        self.b.enter_sealed(rhs);
        let b = self.expr_to(y, ty);
        self.b.jump_with(join, vec![b]);
        self.b.enter_sealed(join);
        result
    }

    /// Branches on a condition.
    pub fn cond(&mut self, e: ExprId, then: crate::Block, otherwise: crate::Block) {
        let e = self.ast.unparen(e);
        let constant = self.mode(e) == Mode::Constant || self.hoisted.contains_key(&e);
        match self.ast[e].kind {
            ExprKind::Unary { op: UnaryOp::Not, x } if !constant => self.cond(x, otherwise, then),
            ExprKind::Binary { op: op @ (BinaryOp::AndAnd | BinaryOp::OrOr), x, y, .. } if !constant => {
                let mid = self.b.block();
                if op == BinaryOp::AndAnd {
                    self.cond(x, mid, otherwise);
                } else {
                    self.cond(x, then, mid);
                }
                self.b.enter_sealed(mid);
                self.cond(y, then, otherwise);
            }
            _ => {
                let v = self.expr(e);
                match self.b.const_of(v) {
                    Some(0) => self.b.jump(otherwise),
                    Some(_) => self.b.jump(then),
                    None => self.b.br(v, then, otherwise),
                }
            }
        }
    }

    /// A comparison expression.
    fn comparison(&mut self, e: ExprId, op: BinaryOp, x: ExprId, y: ExprId, pos: Pos) -> Value {
        self.order_calls(&[x, y]);
        let rty = self.ety(e);
        let cmp = match op {
            BinaryOp::Eq => CmpOp::Eq,
            BinaryOp::Ne => CmpOp::Ne,
            BinaryOp::Lt => CmpOp::Lt,
            BinaryOp::Le => CmpOp::Le,
            BinaryOp::Gt => CmpOp::Gt,
            _ => CmpOp::Ge,
        };
        let (xnil, ynil) = (self.mode(x) == Mode::Nil, self.mode(y) == Mode::Nil);
        let v = if xnil || ynil {
            let v = self.expr(if xnil { y } else { x });
            self.at(pos);
            self.compare_nil(cmp, v)
        } else {
            let (a, b) = self.comparison_operands(x, y);
            self.at(pos);
            self.compare(cmp, a, b)
        };
        let rty = if matches!(self.p.ukind(rty), TyKind::Bool) { rty } else { self.p.tys.bool_ };
        if self.b.ty(v) == rty { v } else { self.b.emit(Op::Retype(v), rty) }
    }

    /// The operands of a comparison in their common type.
    fn comparison_operands(&mut self, x: ExprId, y: ExprId) -> (Value, Value) {
        let (xt, yt) = (self.ety(x), self.ety(y));
        let (xc, yc) = (self.mode(x) == Mode::Constant, self.mode(y) == Mode::Constant);
        let xi = self.p.is_interface(xt);
        let yi = self.p.is_interface(yt);
        let common = if xt == yt {
            xt
        } else if xi != yi {
            if xi { xt } else { yt }
        } else if xi && yi {
            // One's method set includes the other's: compare in the smaller one.
            let size = |t: Ty| match self.p.ukind(t) {
                TyKind::Interface(m) => m.len(),
                _ => 0,
            };
            if size(xt) <= size(yt) { xt } else { yt }
        } else if xc && !yc {
            yt
        } else {
            xt
        };
        if xi != yi {
            let a = self.expr(x);
            let b = self.expr(y);
            return (self.assign_conv(a, common), self.assign_conv(b, common));
        }
        (self.expr_to(x, common), self.expr_to(y, common))
    }

    // --- order of evaluation

    /// If a later expression contains a call, evaluates the calls of all of them now, in order.
    pub fn order_calls(&mut self, list: &[ExprId]) {
        let Some(last) = list.iter().rposition(|&e| self.has_call(e)) else { return };
        if last == 0 {
            return;
        }
        for &e in &list[..=last] {
            self.hoist(e);
        }
    }

    /// As [`Self::order_calls`] for a slice expression, whose bounds are all evaluated in turn, but for mere variables:
    /// `s[l.pos : l.scan()]` has the position of before.
    fn order_bounds(&mut self, x: ExprId, bounds: [Option<ExprId>; 3]) {
        let list: Vec<ExprId> = std::iter::once(x).chain(bounds.into_iter().flatten()).collect();
        let Some(last) = list.iter().rposition(|&e| self.has_call(e)) else { return };
        if last == 0 {
            return;
        }
        self.hoist(x);
        for (i, &bound) in list.iter().enumerate().take(last + 1).skip(1) {
            self.hoist(bound);
            let plain = self.mode(bound) == Mode::Constant
                || matches!(self.ast[self.ast.unparen(bound)].kind, ExprKind::Ident(_));
            if i < last && !plain && !self.hoisted.contains_key(&bound) {
                let v = self.expr(bound);
                self.hoisted.insert(bound, v);
            }
        }
    }

    /// Does the expression contain a call, a receive or another operation with a fixed place in the order that has not been
    /// evaluated yet?
    pub fn has_call(&self, e: ExprId) -> bool {
        if self.hoisted.is_empty() {
            self.settled.borrow_mut().clear();
        }
        let mut finder = CallFinder { lower: self, found: false, hoisted: false, seen: Vec::new() };
        walk::expr(self.ast, e, &mut finder);
        let CallFinder { found, hoisted, seen, .. } = finder;
        if !found {
            // Each level of a high tree asks again.
            let known = if hoisted { &self.settled } else { &self.callless };
            known.borrow_mut().extend(seen);
        }
        found
    }

    /// Is the node itself evaluated in the order in which it is written, as calls and receives are? The specification
    /// asks for that of `&&` and `||` besides. Slicing, type assertions and literals of maps have their place too with gc,
    /// and programs can tell: they panic, and a later call may assign to their operands.
    fn is_call(&self, e: ExprId) -> bool {
        if self.hoisted.contains_key(&e) || self.mode(e) == Mode::Constant {
            return false;
        }
        match self.ast[e].kind {
            ExprKind::Unary { op: UnaryOp::Recv, .. } | ExprKind::Slice { .. } => true,
            ExprKind::Binary { op: BinaryOp::AndAnd | BinaryOp::OrOr, .. } => true,
            // The entries of a map are made in turn.
            ExprKind::CompositeLit { elems, .. } => {
                let store = &self.p.c.store;
                let under = store.under_now(self.p.c.info(self.file).type_of(e));
                !self.ast[elems].is_empty() && matches!(store.get(under), Type::Map(..))
            }
            // Pointers, which need no copy, are taken out late.
            ExprKind::TypeAssert { .. } => {
                let store = &self.p.c.store;
                let under = store.under_now(self.p.c.info(self.file).type_of(e));
                !matches!(
                    store.get(under),
                    Type::Pointer(_) | Type::Map(..) | Type::Chan(..) | Type::Signature(_)
                )
            }
            ExprKind::Call { fun, .. } => {
                let fun = self.ast.unparen(fun);
                match self.mode(fun) {
                    Mode::Type => false,
                    // Also those without effects have their place in the order.
                    _ => true,
                }
            }
            _ => false,
        }
    }

    /// Evaluates the calls in `e` now and remembers their values.
    pub fn hoist_parts(&mut self, e: ExprId) {
        self.hoist(e);
    }

    fn hoist(&mut self, e: ExprId) {
        // Nodes where nothing is done but to go on with their parts: if each level of a high tree searched all of it, that
        // would take the square of its height.
        let passes_on = match self.ast[e].kind {
            ExprKind::Ident(_) | ExprKind::BasicLit { .. } | ExprKind::FuncLit { .. } => return,
            _ if self.mode(e) == Mode::Constant => return,
            ExprKind::Unary { op, .. } => op != UnaryOp::Recv,
            ExprKind::Binary { op, .. } => !matches!(op, BinaryOp::AndAnd | BinaryOp::OrOr),
            ExprKind::Paren { .. } | ExprKind::Selector { .. } | ExprKind::Star { .. } => true,
            _ => false,
        };
        if !passes_on && !self.has_call(e) {
            return;
        }
        if self.is_call(e) {
            if self.mode(e) == Mode::NoValue {
                return;
            }
            let multi =
                matches!(self.p.c.store.get(self.p.c.info(self.file).type_of(e)), gorc_types::Type::Tuple(_));
            if !multi {
                let v = self.expr(e);
                self.hoisted.insert(e, v);
            }
            return;
        }
        match self.ast[e].kind {
            ExprKind::Paren { x, .. }
            | ExprKind::Star { x }
            | ExprKind::Unary { x, .. }
            | ExprKind::TypeAssert { x, .. } => self.hoist(x),
            ExprKind::Selector { x, .. } => self.hoist(x),
            ExprKind::Binary { x, y, .. } => {
                self.hoist(x);
                self.hoist(y);
            }
            ExprKind::Index { x, indices, .. } => {
                self.hoist(x);
                let xty = self.ety(x);
                for &i in &self.ast[indices] {
                    self.hoist(i);
                }
                if matches!(self.p.ukind(xty), TyKind::Map(..)) && self.mode(e) != Mode::Type {
                    let v = self.expr(e);
                    self.hoisted.insert(e, v);
                }
            }
            ExprKind::Slice { x, lo, hi, max, .. } => {
                for part in [Some(x), lo, hi, max].into_iter().flatten() {
                    self.hoist(part);
                }
            }
            ExprKind::Call { args, .. } => {
                for &a in &self.ast[args] {
                    self.hoist(a);
                }
            }
            ExprKind::CompositeLit { elems, .. } => {
                for &x in &self.ast[elems] {
                    match self.ast[x].kind {
                        ExprKind::KeyValue { key, value, .. } => {
                            if self.mode(key) != Mode::Invalid {
                                self.hoist(key);
                            }
                            self.hoist(value);
                        }
                        _ => self.hoist(x),
                    }
                }
            }
            _ => {}
        }
    }
}

struct CallFinder<'x, 'p, 'c, 'a> {
    lower: &'x Lower<'p, 'c, 'a>,
    found: bool,
    /// Was something left out because it has been evaluated already?
    hoisted: bool,
    seen: Vec<ExprId>,
}

impl Visitor for CallFinder<'_, '_, '_, '_> {
    fn expr(&mut self, ast: &File, e: ExprId) -> bool {
        if self.found || self.lower.callless.borrow().contains(&e) || self.lower.mode(e) == Mode::Constant {
            return false;
        }
        if self.lower.hoisted.contains_key(&e) || self.lower.settled.borrow().contains(&e) {
            self.hoisted = true;
            return false;
        }
        self.seen.push(e);
        self.found = self.lower.is_call(e);
        !self.found && !matches!(ast[e].kind, ExprKind::FuncLit { .. })
    }
}

/// What an index is checked against.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Limit {
    /// A constant length.
    Const(u64),
    /// The length of this string or slice.
    Len(Value),
}

/// The value of the low `size` bytes as a sign-extended number, so that equal constants look the same.
fn narrow(n: i64, size: u64) -> i64 {
    match size {
        1 => i64::from(n as i8),
        2 => i64::from(n as i16),
        4 => i64::from(n as i32),
        _ => n,
    }
}
