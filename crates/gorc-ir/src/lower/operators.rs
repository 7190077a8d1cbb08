//! Operators: arithmetic, shifts, concatenation, comparison, and conditions as branches.

use gorc_syntax::Pos;
use gorc_syntax::ast::{BinaryOp, ExprId, ExprKind, UnaryOp};
use gorc_types::Mode;

use super::body::Lower;
use crate::entities::Value;
use crate::ops::{BinOp, CmpOp, Op, UnOp};
use crate::types::{Ty, TyKind};

impl Lower<'_, '_, '_> {
    pub(super) fn unary(&mut self, e: ExprId, op: UnaryOp, x: ExprId) -> Value {
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

    pub(super) fn binary_expr(
        &mut self,
        e: ExprId,
        op: BinaryOp,
        x: ExprId,
        y: ExprId,
        op_pos: Pos,
    ) -> Value {
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
        self.p.ukind(ty).is_integer()
    }

    pub fn is_signed(&self, ty: Ty) -> bool {
        self.p.ukind(ty).is_signed()
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
        let region = self.b.region();
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
        self.b.leave(region, join);
        result
    }

    /// Branches on a condition.
    pub fn cond(&mut self, e: ExprId, then: crate::Block, otherwise: crate::Block) {
        let e = self.ast.unparen(e);
        let constant = self.mode(e) == Mode::Constant || self.hoisted.contains_key(&e);
        match self.ast[e].kind {
            ExprKind::Unary { op: UnaryOp::Not, x } if !constant => self.cond(x, otherwise, then),
            ExprKind::Binary { op: op @ (BinaryOp::AndAnd | BinaryOp::OrOr), x, y, .. } if !constant => {
                let region = self.b.region();
                let mid = self.b.block();
                if op == BinaryOp::AndAnd {
                    self.cond(x, mid, otherwise);
                } else {
                    self.cond(x, then, mid);
                }
                self.b.leave(region, mid);
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
}
