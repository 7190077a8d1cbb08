//! Composite literals.
//!
//! A struct or array of register class becomes an `Aggregate`; others are built in memory: a frame slot for a value, the heap
//! for `&T{…}` and the backing arrays of slices.

use gorc_syntax::ast::{ExprId, ExprKind};

use super::body::Lower;
use crate::entities::Value;
use crate::ops::Op;
use crate::types::{Ty, TyKind};

impl Lower<'_, '_, '_> {
    /// The value of a composite literal.
    pub fn composite(&mut self, e: ExprId) -> Value {
        let ty = self.ety(e);
        self.composite_of(e, ty)
    }

    /// A literal of type `ty`; an elided `&T` within another literal has pointer type.
    fn composite_of(&mut self, e: ExprId, ty: Ty) -> Value {
        self.order_elems(e);
        match *self.p.ukind(ty) {
            TyKind::Pointer(elem) => {
                let ptr = self.new_cell(elem);
                self.composite_into(e, elem, ptr);
                if self.b.ty(ptr) == ty { ptr } else { self.b.emit(Op::Retype(ptr), ty) }
            }
            TyKind::Slice(elem) => self.slice_literal(e, ty, elem),
            TyKind::Map(k, v) => self.map_literal(e, ty, k, v),
            TyKind::Struct(_) if self.p.is_register(ty) => {
                let values = self.struct_values(e, ty);
                self.b.emit(Op::Aggregate(values), ty)
            }
            TyKind::Array(elem, n) if self.p.is_register(ty) => {
                let mut values = vec![None; n as usize];
                for (i, x) in self.indexed_elems(e) {
                    let v = self.element(x, elem);
                    if let Some(slot) = values.get_mut(i as usize) {
                        *slot = Some(v);
                    }
                }
                let values =
                    values.into_iter().map(|v| v.unwrap_or_else(|| self.b.emit(Op::Zero, elem))).collect();
                self.b.emit(Op::Aggregate(values), ty)
            }
            _ => {
                let ptr = self.zeroed_scratch(ty, "lit");
                self.composite_into(e, ty, ptr);
                self.load(ptr)
            }
        }
    }

    /// `&T{…}`
    pub fn composite_ptr(&mut self, e: ExprId) -> Value {
        self.order_elems(e);
        let ty = self.ety(e);
        let ptr = self.new_cell(ty);
        self.composite_into(e, ty, ptr);
        ptr
    }

    /// Evaluates the calls among the elements first if they are several.
    fn order_elems(&mut self, e: ExprId) {
        let ExprKind::CompositeLit { elems, .. } = self.ast[e].kind else { return };
        let ty = self.ety(e);
        let is_map = matches!(self.p.ukind(ty), TyKind::Map(..));
        let mut list: Vec<ExprId> = Vec::new();
        for &x in &self.ast[elems] {
            match self.ast[x].kind {
                ExprKind::KeyValue { key, value, .. } => {
                    if is_map {
                        list.push(key);
                    }
                    list.push(value);
                }
                _ => list.push(x),
            }
        }
        if list.len() <= 64 {
            self.order_calls(&list);
        }
    }

    /// Stores a literal's elements into zeroed memory that nothing else refers to.
    fn composite_into(&mut self, e: ExprId, ty: Ty, ptr: Value) {
        match *self.p.ukind(ty) {
            TyKind::Struct(_) => {
                for (i, x) in self.struct_elems(e, ty) {
                    let fty = self.p.field_tys(ty)[i];
                    if self.is_blank_field(ty, i) {
                        self.element(x, fty);
                        continue;
                    }
                    let pty = self.p.pointer_to(fty);
                    let addr = self.b.emit(Op::FieldAddr(ptr, i as u32), pty);
                    self.element_into(x, fty, addr);
                }
            }
            TyKind::Array(elem, _) => {
                let pty = self.p.pointer_to(elem);
                for (i, x) in self.indexed_elems(e) {
                    let idx = self.b.int(i as i64);
                    let addr = self.b.emit(Op::IndexAddr(ptr, idx), pty);
                    self.element_into(x, elem, addr);
                }
            }
            _ => {
                let v = self.composite_of(e, ty);
                self.store(ptr, v);
            }
        }
    }

    fn element_into(&mut self, x: ExprId, ty: Ty, addr: Value) {
        let inner = self.ast.unparen(x);
        if let ExprKind::CompositeLit { .. } = self.ast[inner].kind
            && self.ety(inner) == ty
            && matches!(self.p.ukind(ty), TyKind::Struct(_) | TyKind::Array(..))
            && !self.hoisted.contains_key(&inner)
        {
            self.composite_into(inner, ty, addr);
            return;
        }
        let v = self.element(x, ty);
        self.store(addr, v);
    }

    /// An element's value; `{…}` without type takes the element type (or its pointer's).
    fn element(&mut self, x: ExprId, ty: Ty) -> Value {
        if let ExprKind::CompositeLit { ty: None, .. } = self.ast[x].kind
            && !self.hoisted.contains_key(&x)
        {
            return self.composite_of(x, ty);
        }
        self.expr_to(x, ty)
    }

    /// (field index, value) of a struct literal, in source order.
    fn struct_elems(&mut self, e: ExprId, ty: Ty) -> Vec<(usize, ExprId)> {
        let ExprKind::CompositeLit { elems, .. } = self.ast[e].kind else { return Vec::new() };
        let mut out = Vec::new();
        for (i, &x) in self.ast[elems].iter().enumerate() {
            match self.ast[x].kind {
                ExprKind::KeyValue { key, value, .. } => {
                    let name = self.ast.name_of(key);
                    let index = match self.p.ukind(ty) {
                        TyKind::Struct(fields) => fields.iter().position(|f| f.name == name.as_str()),
                        _ => None,
                    };
                    match index {
                        Some(i) => out.push((i, value)),
                        None => {
                            let pos = self.ast[key].pos;
                            self.p.unsupported(pos, "promoted fields as keys of struct literals");
                        }
                    }
                }
                _ => out.push((i, x)),
            }
        }
        out
    }

    pub fn is_blank_field(&self, ty: Ty, i: usize) -> bool {
        matches!(self.p.ukind(ty), TyKind::Struct(fields) if fields.get(i).is_some_and(|f| f.name == "_"))
    }

    fn struct_values(&mut self, e: ExprId, ty: Ty) -> Vec<Value> {
        let tys = self.p.field_tys(ty);
        let mut values = vec![None; tys.len()];
        for (i, x) in self.struct_elems(e, ty) {
            let v = self.element(x, tys[i]);
            // Blank fields stay zero.
            values[i] = (!self.is_blank_field(ty, i)).then_some(v);
        }
        values.into_iter().zip(tys).map(|(v, ty)| v.unwrap_or_else(|| self.b.emit(Op::Zero, ty))).collect()
    }

    /// (index, value) of an array or slice literal.
    pub fn indexed_elems(&self, e: ExprId) -> Vec<(u64, ExprId)> {
        let ExprKind::CompositeLit { elems, .. } = self.ast[e].kind else { return Vec::new() };
        let mut next = 0;
        let mut out = Vec::new();
        for &x in &self.ast[elems] {
            let value = match self.ast[x].kind {
                ExprKind::KeyValue { key, value, .. } => {
                    let tv = self.p.c.info(self.file).tv(key);
                    if tv.value.is_some() {
                        next = self.p.c.store[tv.value].to_u64().unwrap_or(next);
                    }
                    value
                }
                _ => x,
            };
            out.push((next, value));
            next += 1;
        }
        out
    }

    fn slice_literal(&mut self, e: ExprId, ty: Ty, elem: Ty) -> Value {
        let elems = self.indexed_elems(e);
        let n = elems.iter().map(|&(i, _)| i + 1).max().unwrap_or(0);
        let array = self.p.m.types.intern(TyKind::Array(elem, n));
        let backing = match self.static_backing(e, array) {
            // All elements are constant: copy them at once.
            Some(data) if n >= 4 => {
                let cell = self.new_cell(array);
                let pty = self.b.ty(cell);
                let src = self.b.emit(Op::GlobalAddr(data), pty);
                let barrier = self.p.has_pointers(array);
                self.b.emit0(Op::Move { dst: cell, src, ty: array, barrier });
                cell
            }
            _ => {
                let cell = self.new_cell(array);
                self.composite_into(e, array, cell);
                cell
            }
        };
        let pty = self.p.pointer_to(elem);
        let first = self.b.emit(Op::Retype(backing), pty);
        let len = self.b.int(n as i64);
        self.b.emit(Op::MakeSliceHeader(first, len, len), ty)
    }

    fn map_literal(&mut self, e: ExprId, ty: Ty, k: Ty, v: Ty) -> Value {
        let ExprKind::CompositeLit { elems, .. } = self.ast[e].kind else {
            return self.b.emit(Op::Zero, ty);
        };
        let elems: Vec<ExprId> = self.ast[elems].to_vec();
        let hint = self.b.int(elems.len() as i64);
        let map = self.b.emit(Op::MakeMap(hint), ty);
        let pty = self.p.pointer_to(v);
        for x in elems {
            let ExprKind::KeyValue { key, value, .. } = self.ast[x].kind else { continue };
            let key = self.element(key, k);
            let value = self.element(value, v);
            self.at(self.ast[x].pos);
            let ptr = self.b.emit(Op::MapAssign(map, key), pty);
            self.store(ptr, value);
        }
        map
    }
}
