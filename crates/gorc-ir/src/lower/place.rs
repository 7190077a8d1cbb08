//! Operands in memory, addresses, and the places that assignments write to.

use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_types::ObjFlags;
use gorc_types::{Mode, Selection, SelectionKind};

use super::body::{Lower, Storage};
use super::func::Var;
use super::index::Limit;
use crate::entities::Value;
use crate::ops::{Bounds, Op};
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
    fn check_large(&mut self, ptr: Value) {
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
                    let fty = self.p.field_tys(sty).get(i as usize).copied().unwrap_or(self.p.tys.uintptr);
                    let pty = self.p.pointer_to(fty);
                    Operand::Addr(self.b.emit(Op::FieldAddr(ptr, i), pty))
                }
                Operand::Val(v) => {
                    let fty = self.p.field_tys(self.b.ty(v)).get(i as usize).copied();
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

    // --- places

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
                        let fty = self.p.field_tys(ty).get(i as usize).copied().unwrap_or(ty);
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
