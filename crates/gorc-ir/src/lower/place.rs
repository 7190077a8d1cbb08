//! The places that assignments write to.

use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_types::ObjFlags;
use gorc_types::{Mode, Selection, SelectionKind};

use super::body::Lower;
use super::func::Var;
use super::index::Limit;
use super::operand::Operand;
use super::storage::Storage;
use crate::entities::Value;
use crate::ops::{Bounds, Op};
use crate::types::{Ty, TyKind};

/// What an assignment writes to, with its operands evaluated.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// `_`
    Blank,
    /// An SSA variable.
    Var(Var),
    /// A field or (single) element of an SSA place: the place, its type, the index.
    Part(Box<Place>, Ty, u32),
    /// Memory at this address.
    Mem(Value),
    /// An element of a slice, whose index is checked only when it is written.
    Elem { slice: Value, index: Value, elem: Ty },
    /// An element of an array in memory, the same; `nil`: the address may derive from a nil pointer.
    ArrayElem { ptr: Value, index: Value, elem: Ty, len: u64, nil: bool },
    /// A map element.
    Map { map: Value, key: Value, elem: Ty },
}

impl Lower<'_, '_, '_> {
    /// Evaluates the operands of the left side of an assignment.
    pub fn place(&mut self, e: ExprId) -> Place {
        let e = self.ast.unparen(e);
        let pos = self.op_pos(e);
        match self.ast[e].kind {
            ExprKind::Ident(sym) if sym.as_str() == "_" => Place::Blank,
            ExprKind::Ident(_) => {
                let obj = self.object(e);
                self.at(pos);
                if !self.p.c.store[obj].has(ObjFlags::PACKAGE_LEVEL)
                    && let Some(&Storage::Var(var)) = self.storage.get(&obj)
                {
                    return Place::Var(var);
                }
                match self.var_operand(obj) {
                    Operand::Addr(ptr) => Place::Mem(ptr),
                    Operand::Val(_) => Place::Blank,
                }
            }
            ExprKind::Index { x, indices, .. } => {
                let xty = self.ety(x);
                if let TyKind::Map(k, elem) = *self.p.ukind(xty) {
                    self.order_calls(&[x, self.ast[indices][0]]);
                    let map = self.expr(x);
                    let key = self.expr_to(self.ast[indices][0], k);
                    return Place::Map { map, key, elem };
                }
                if matches!(self.p.ukind(xty), TyKind::Array(..))
                    && let Some(base) = self.ssa_base(x)
                {
                    let i = self.ast[indices][0];
                    let TyKind::Array(_, n) = *self.p.ukind(xty) else { return Place::Blank };
                    self.checked_index(i, Limit::Const(n), pos);
                    return Place::Part(Box::new(base), xty, 0);
                }
                self.mem_place(e)
            }
            ExprKind::Selector { x, .. } => {
                let selection: Option<Selection> = self.p.c.info(self.file).selection(e).cloned();
                if let Some(s) = selection
                    && !s.indirect
                    && let Some(mut base) = self.ssa_base(x)
                {
                    let mut ty = self.ety(x);
                    for &i in &s.path {
                        let fty = self.p.field_ty(ty, i).unwrap_or(ty);
                        base = Place::Part(Box::new(base), ty, i);
                        ty = fty;
                    }
                    return base;
                }
                self.mem_place(e)
            }
            _ => self.mem_place(e),
        }
    }

    /// The place of one of several left sides: what can panic does so when it is its turn to be written.
    pub fn place_for_later(&mut self, e: ExprId) -> Place {
        let e = self.ast.unparen(e);
        if let ExprKind::Index { x, indices, .. } = self.ast[e].kind {
            let xty = self.ety(x);
            if let TyKind::Slice(elem) = *self.p.ukind(xty) {
                let slice = self.expr(x);
                let index = self.index_value(self.ast[indices][0]);
                return Place::Elem { slice, index, elem };
            }
            if let Some(place) = self.array_place_for_later(x, self.ast[indices][0]) {
                return place;
            }
        }
        self.place(e)
    }

    /// The place of an array's element in memory if its index is not constant.
    fn array_place_for_later(&mut self, x: ExprId, i: ExprId) -> Option<Place> {
        let xty = self.ety(x);
        let pointee = self.p.pointee(xty);
        let TyKind::Array(elem, len) = *self.p.ukind(pointee.unwrap_or(xty)) else { return None };
        if self.mode(i) == Mode::Constant || (pointee.is_none() && self.ssa_base(x).is_some()) {
            return None;
        }
        let (ptr, nil) = match pointee {
            Some(_) => (self.expr(x), true),
            None => (self.addr_of(x), self.may_be_nil(x)),
        };
        let index = self.index_value(i);
        Some(Place::ArrayElem { ptr, index, elem, len, nil })
    }

    fn array_element_addr(&mut self, place: &Place) -> Option<Value> {
        let &Place::ArrayElem { ptr, index, elem, len, nil } = place else { return None };
        self.check_large(ptr);
        if nil {
            self.check_base(ptr);
        }
        let limit = self.b.int(len as i64);
        self.b.emit0(Op::BoundsCheck { kind: Bounds::Index, index, limit });
        let pty = self.p.pointer_to(elem);
        Some(self.b.emit(Op::IndexAddr(ptr, index), pty))
    }

    fn element_addr(&mut self, slice: Value, index: Value, elem: Ty) -> Value {
        let int = self.p.tys.int;
        let pty = self.p.pointer_to(elem);
        let limit = self.b.emit(Op::Len(slice), int);
        self.b.emit0(Op::BoundsCheck { kind: Bounds::Index, index, limit });
        let base = self.b.emit(Op::DataPtr(slice), pty);
        self.b.emit(Op::IndexAddr(base, index), pty)
    }

    fn mem_place(&mut self, e: ExprId) -> Place {
        match self.operand(e) {
            Operand::Addr(ptr) => Place::Mem(ptr),
            Operand::Val(_) => {
                self.p.internal_at(self.ast[e].pos, "assignment to a value".into());
                Place::Blank
            }
        }
    }

    /// The SSA place that an expression denotes, if it is an SSA variable or part of one.
    fn ssa_base(&mut self, e: ExprId) -> Option<Place> {
        let e = self.ast.unparen(e);
        match self.ast[e].kind {
            ExprKind::Ident(_) => {
                let obj = self.object(e);
                if self.p.c.store[obj].has(ObjFlags::PACKAGE_LEVEL) {
                    return None;
                }
                match self.storage.get(&obj) {
                    Some(&Storage::Var(var)) if self.p.pointee(self.b.var_ty(var)).is_none() => {
                        Some(Place::Var(var))
                    }
                    _ => None,
                }
            }
            ExprKind::Selector { x, .. } => {
                let s = self.p.c.info(self.file).selection(e).cloned()?;
                if s.indirect || s.kind != SelectionKind::Field {
                    return None;
                }
                self.ssa_base(x)?;
                let place = self.place(e);
                matches!(place, Place::Part(..)).then_some(place)
            }
            ExprKind::Index { x, .. } => {
                let ty = self.ety(x);
                if !matches!(self.p.ukind(ty), TyKind::Array(..)) {
                    return None;
                }
                self.ssa_base(x)?;
                let place = self.place(e);
                matches!(place, Place::Part(..)).then_some(place)
            }
            _ => None,
        }
    }

    /// The type of what a place holds.
    pub fn place_ty(&self, place: &Place) -> Option<Ty> {
        match place {
            Place::Blank => None,
            Place::Var(var) => Some(self.b.var_ty(*var)),
            Place::Part(_, ty, i) => match self.p.ukind(*ty) {
                TyKind::Array(elem, _) => Some(*elem),
                TyKind::Struct(fields) => fields.get(*i as usize).map(|f| f.ty),
                _ => None,
            },
            Place::Mem(ptr) => self.p.pointee(self.b.ty(*ptr)),
            Place::Map { elem, .. } | Place::Elem { elem, .. } | Place::ArrayElem { elem, .. } => Some(*elem),
        }
    }

    /// A place that is read and written right away: an entry of a map is found or made now.
    pub fn place_for_update(&mut self, place: Place) -> Place {
        let Place::Map { map, key, elem } = place else { return place };
        let pty = self.p.pointer_to(elem);
        Place::Mem(self.b.emit(Op::MapAssign(map, key), pty))
    }

    /// What a place holds now.
    pub fn load_place(&mut self, place: &Place) -> Value {
        match place {
            Place::Blank => self.b.int(0),
            Place::Var(var) => self.b.read(*var),
            Place::Part(base, _, i) => {
                let v = self.load_place(base);
                let ty = self.place_ty(place).unwrap_or(self.p.tys.int);
                match self.p.ukind(self.b.ty(v)) {
                    // The check of the index has panicked: an empty array has no elements.
                    TyKind::Array(_, 0) => self.b.emit(Op::Zero, ty),
                    _ => self.b.emit(Op::Extract(v, *i), ty),
                }
            }
            Place::Mem(ptr) => self.load(*ptr),
            &Place::Elem { slice, index, elem } => {
                let ptr = self.element_addr(slice, index, elem);
                self.load(ptr)
            }
            Place::ArrayElem { elem, .. } => match self.array_element_addr(place) {
                Some(ptr) => self.load(ptr),
                None => self.b.emit(Op::Zero, *elem),
            },
            &Place::Map { map, key, elem } => self.b.emit(Op::MapGet(map, key), elem),
        }
    }

    /// Writes a value, already of the place's type.
    pub fn store_place(&mut self, place: &Place, v: Value) {
        match place {
            Place::Blank => {}
            Place::Var(var) => self.b.write(*var, v),
            Place::Part(base, ty, i) => {
                let whole = self.load_place(base);
                let parts = match self.p.ukind(*ty) {
                    &TyKind::Array(elem, n) => vec![elem; n as usize],
                    _ => self.p.field_tys(*ty),
                };
                let mut values = Vec::with_capacity(parts.len());
                for (k, fty) in parts.into_iter().enumerate() {
                    values.push(if k as u32 == *i {
                        v
                    } else {
                        self.b.emit(Op::Extract(whole, k as u32), fty)
                    });
                }
                let new = self.b.emit(Op::Aggregate(values), *ty);
                self.store_place(base, new);
            }
            Place::Mem(ptr) => self.store(*ptr, v),
            &Place::Elem { slice, index, elem } => {
                let ptr = self.element_addr(slice, index, elem);
                self.store(ptr, v);
            }
            Place::ArrayElem { .. } => {
                if let Some(ptr) = self.array_element_addr(place) {
                    self.store(ptr, v);
                }
            }
            &Place::Map { map, key, elem } => {
                let pty = self.p.pointer_to(elem);
                let ptr = self.b.emit(Op::MapAssign(map, key), pty);
                self.store(ptr, v);
            }
        }
    }
}
