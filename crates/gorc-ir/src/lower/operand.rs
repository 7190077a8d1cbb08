//! Operands: what an expression denotes, in memory or as a value; addresses and the nil checks they need.

use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_types::{Mode, SelectionKind};

use super::body::Lower;
use super::index::Limit;
use crate::entities::Value;
use crate::ops::Op;
use crate::types::{Ty, TyKind};

/// Accesses at this offset or beyond through a nil pointer might not fault.
const NIL_PAGE: u64 = 4096;

/// The outcome of an expression: in memory, or a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Operand {
    /// At this address (a typed pointer).
    Addr(Value),
    /// A value.
    Val(Value),
}

impl Lower<'_, '_, '_> {
    pub fn load_operand(&mut self, operand: Operand) -> Value {
        match operand {
            Operand::Addr(ptr) => {
                self.check_empty(ptr);
                self.load(ptr)
            }
            Operand::Val(v) => v,
        }
    }

    /// The address of a field is taken: the pointer to the struct must not be nil.
    pub fn check_field_base(&mut self, mut ptr: Value) {
        let mut field = false;
        while let Some(&Op::FieldAddr(base, _)) = self.b.def_op(ptr) {
            ptr = base;
            field = true;
        }
        if field
            && !matches!(
                self.b.def_op(ptr),
                Some(Op::LocalAddr(_) | Op::GlobalAddr(_) | Op::New(_) | Op::IndexAddr(..))
            )
        {
            self.b.emit0(Op::NilCheck(ptr));
        }
    }

    /// Nothing is read of a value without size, so nothing faults: its address is checked.
    fn check_empty(&mut self, mut ptr: Value) {
        let Some(elem) = self.p.pointee(self.b.ty(ptr)) else { return };
        if self.p.m.types.layout(elem).size > 0 {
            return;
        }
        while let Some(&Op::FieldAddr(base, _)) = self.b.def_op(ptr) {
            ptr = base;
        }
        if !matches!(
            self.b.def_op(ptr),
            Some(Op::LocalAddr(_) | Op::GlobalAddr(_) | Op::New(_) | Op::IndexAddr(..))
        ) {
            self.b.emit0(Op::NilCheck(ptr));
        }
    }

    /// The expression as an operand, in memory if it denotes something there.
    pub fn operand(&mut self, e: ExprId) -> Operand {
        if let Some(&v) = self.hoisted.get(&e) {
            self.hoisted.remove(&e);
            return Operand::Val(v);
        }
        let pos = self.ast[e].pos;
        match self.ast[e].kind {
            ExprKind::Paren { x, .. } => self.operand(x),
            ExprKind::Ident(_) if matches!(self.mode(e), Mode::Variable) => {
                self.at(pos);
                let obj = self.object(e);
                self.var_operand(obj)
            }
            ExprKind::Selector { x, sel } => match self.p.c.info(self.file).selection(e).cloned() {
                None if self.mode(e) == Mode::Variable => {
                    self.at(pos);
                    let obj = self.object(sel);
                    self.var_operand(obj)
                }
                Some(s) if s.kind == SelectionKind::Field => {
                    let mut base = self.operand(x);
                    if matches!(base, Operand::Addr(_)) && s.indirect {
                        let ty = self.ety(x);
                        if self.p.pointee(ty).is_some() {
                            // Reading the pointer is the operand's business: a fault there has its position.
                            base = Operand::Val(self.load_operand(base));
                        }
                    }
                    self.at(self.op_pos(e));
                    self.walk_path(base, &s.path)
                }
                _ => Operand::Val(self.expr(e)),
            },
            ExprKind::Star { x } => {
                let p = self.expr(x);
                self.at(pos);
                self.check_large(p);
                Operand::Addr(p)
            }
            ExprKind::Index { x, indices, .. } if self.mode(self.ast[indices][0]) != Mode::Type => {
                self.index_operand(e, x, self.ast[indices][0])
            }
            _ => Operand::Val(self.expr(e)),
        }
    }

    /// An explicit nil check if the pointee is so large that an access might not fault.
    pub(super) fn check_large(&mut self, ptr: Value) {
        let ty = self.b.ty(ptr);
        if let Some(elem) = self.p.pointee(ty)
            && self.p.m.types.layout(elem).size >= NIL_PAGE
            && !matches!(self.b.def_op(ptr), Some(Op::LocalAddr(_) | Op::GlobalAddr(_) | Op::New(_)))
        {
            self.b.emit0(Op::NilCheck(ptr));
        }
    }

    /// Follows field indices, through pointers where fields are embedded pointers.
    pub fn walk_path(&mut self, mut cur: Operand, path: &[u32]) -> Operand {
        for &i in path {
            cur = self.deref_operand(cur);
            cur = match cur {
                Operand::Addr(ptr) => {
                    let sty = self.p.pointee(self.b.ty(ptr)).unwrap_or(self.p.tys.uintptr);
                    let fty = self.p.field_ty(sty, i).unwrap_or(self.p.tys.uintptr);
                    let pty = self.p.pointer_to(fty);
                    Operand::Addr(self.b.emit(Op::FieldAddr(ptr, i), pty))
                }
                Operand::Val(v) => {
                    let fty = self.p.field_ty(self.b.ty(v), i);
                    let fty = fty.unwrap_or(self.p.tys.uintptr);
                    Operand::Val(self.b.emit(Op::Extract(v, i), fty))
                }
            };
        }
        cur
    }

    /// If the operand is a pointer, what it points to.
    fn deref_operand(&mut self, cur: Operand) -> Operand {
        let (Operand::Addr(v) | Operand::Val(v)) = cur;
        let ty = self.b.ty(v);
        let ty = match cur {
            Operand::Addr(_) => self.p.pointee(ty).unwrap_or(ty),
            Operand::Val(_) => ty,
        };
        if self.p.pointee(ty).is_none() {
            return cur;
        }
        let ptr = self.load_operand(cur);
        self.check_large(ptr);
        Operand::Addr(ptr)
    }

    fn index_operand(&mut self, e: ExprId, x: ExprId, i: ExprId) -> Operand {
        let pos = self.op_pos(e);
        self.order_calls(&[x, i]);
        let xty = self.ety(x);
        match *self.p.ukind(xty) {
            TyKind::Map(..) => Operand::Val(self.expr(e)),
            TyKind::String => {
                let s = self.expr(x);
                let idx = self.checked_index(i, Limit::Len(s), pos);
                let pty = self.p.pointer_to(self.p.tys.uint8);
                let ptr = self.b.emit(Op::DataPtr(s), pty);
                let ptr = self.b.emit(Op::IndexAddr(ptr, idx), pty);
                // Not addressable, but nothing asks for its address.
                Operand::Addr(ptr)
            }
            TyKind::Slice(elem) => {
                let s = self.expr(x);
                let idx = self.checked_index(i, Limit::Len(s), pos);
                let pty = self.p.pointer_to(elem);
                let ptr = self.b.emit(Op::DataPtr(s), pty);
                Operand::Addr(self.b.emit(Op::IndexAddr(ptr, idx), pty))
            }
            TyKind::Pointer(aty) => {
                let p = self.expr(x);
                self.at(pos);
                self.index_array(p, aty, i, true, pos)
            }
            _ => match self.operand(x) {
                Operand::Addr(ptr) => {
                    let nil = self.may_be_nil(x);
                    self.index_array(ptr, xty, i, nil, pos)
                }
                Operand::Val(v) => self.index_array_value(v, xty, i, pos),
            },
        }
    }

    /// An element of an array in memory; `nil`: the address may derive from a nil pointer.
    fn index_array(&mut self, ptr: Value, aty: Ty, i: ExprId, nil: bool, pos: gorc_syntax::Pos) -> Operand {
        let TyKind::Array(elem, n) = *self.p.ukind(aty) else {
            self.p.internal_at(pos, "index of something that is no array".into());
            return Operand::Addr(ptr);
        };
        self.check_large(ptr);
        // A nil pointer shows before a bad index. Constant indices are never bad.
        if nil && self.mode(i) != Mode::Constant {
            self.at(pos);
            self.check_base(ptr);
        }
        let idx = self.checked_index(i, Limit::Const(n), pos);
        let pty = self.p.pointer_to(elem);
        Operand::Addr(self.b.emit(Op::IndexAddr(ptr, idx), pty))
    }

    /// Checks the pointer that the address of a field or element derives from.
    pub fn check_base(&mut self, mut ptr: Value) {
        while let Some(&(Op::FieldAddr(base, _) | Op::IndexAddr(base, _))) = self.b.def_op(ptr) {
            ptr = base;
        }
        if !matches!(self.b.def_op(ptr), Some(Op::LocalAddr(_) | Op::GlobalAddr(_) | Op::New(_))) {
            self.b.emit0(Op::NilCheck(ptr));
        }
    }

    /// An element of an array value: by number if the index is constant or the only one, else through a temporary.
    fn index_array_value(&mut self, v: Value, aty: Ty, i: ExprId, pos: gorc_syntax::Pos) -> Operand {
        let TyKind::Array(elem, n) = *self.p.ukind(aty) else {
            self.p.internal_at(pos, "index of something that is no array".into());
            return Operand::Val(v);
        };
        let idx = self.checked_index(i, Limit::Const(n), pos);
        let constant = if n == 1 { Some(0) } else { self.b.const_of(idx) };
        match constant {
            Some(k) if (k as u64) < n => Operand::Val(self.b.emit(Op::Extract(v, k as u32), elem)),
            _ => {
                let tmp = self.spill(v);
                let pty = self.p.pointer_to(elem);
                Operand::Addr(self.b.emit(Op::IndexAddr(tmp, idx), pty))
            }
        }
    }

    /// Puts a value into temporary memory; gives its address.
    pub fn spill(&mut self, v: Value) -> Value {
        let ty = self.b.ty(v);
        let ptr = self.scratch(ty, "tmp");
        self.b.emit0(Op::Store { ptr, val: v, barrier: false });
        ptr
    }

    /// The address of an addressable expression.
    pub fn addr_of(&mut self, e: ExprId) -> Value {
        match self.operand(e) {
            Operand::Addr(ptr) => ptr,
            Operand::Val(v) => {
                // An SSA value nobody can observe the address of, such as the operand of `[...]T{…}[:]`.
                let ty = self.b.ty(v);
                let cell = self.new_cell(ty);
                self.store(cell, v);
                cell
            }
        }
    }

    /// `&x`
    pub fn address_expr(&mut self, e: ExprId, x: ExprId) -> Value {
        let pos = self.ast[e].pos;
        let inner = self.ast.unparen(x);
        let ty = self.ety(e);
        let ptr = match self.ast[inner].kind {
            ExprKind::CompositeLit { .. } => self.composite_ptr(inner),
            _ => {
                let ptr = self.addr_of(inner);
                self.at(pos);
                if self.may_be_nil(inner) {
                    self.b.emit0(Op::NilCheck(ptr));
                }
                ptr
            }
        };
        if self.b.ty(ptr) == ty { ptr } else { self.b.emit(Op::Retype(ptr), ty) }
    }

    /// Does taking the address of this operand dereference a pointer that may be nil?
    pub fn may_be_nil(&mut self, e: ExprId) -> bool {
        let e = self.ast.unparen(e);
        match self.ast[e].kind {
            ExprKind::Star { .. } => true,
            ExprKind::Selector { x, .. } => match self.p.c.info(self.file).selection(e) {
                Some(s) => s.indirect || self.may_be_nil(x),
                None => false,
            },
            ExprKind::Index { x, .. } => {
                let ty = self.ety(x);
                match self.p.ukind(ty) {
                    TyKind::Pointer(_) => true,
                    TyKind::Array(..) => self.may_be_nil(x),
                    _ => false,
                }
            }
            _ => false,
        }
    }
}
