//! Expressions to values: the choice among them, constants, names. Operators are in `operators.rs`, indices and slices in `index.rs`,
//! and `order.rs` says what is evaluated ahead.

use gorc_syntax::ast::{ExprId, ExprKind, UnaryOp};
use gorc_types::ConstId;
use gorc_types::constant::Value as Const;
use gorc_types::{Mode, SelectionKind};
use gorc_types::{ObjFlags, ObjKind};

use super::body::Lower;
use super::operand::Operand;
use crate::entities::Value;
use crate::ops::Op;
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

    pub(super) fn constant_id(&mut self, id: ConstId, ty: Ty) -> Value {
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
