//! Composite literals.
//!
//! A struct or array of register class becomes an `Aggregate`; others are built in memory: a frame slot for a value, the heap
//! for `&T{…}` and the backing arrays of slices.

use gorc_syntax::ast::{ExprId, ExprKind};

use gorc_types::Path;
use rustc_hash::FxHashMap;

use super::Program;
use super::body::Lower;
use super::operand::Operand;
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
        // The entries of maps are made one by one.
        if matches!(self.p.ukind(ty), TyKind::Map(..)) {
            return;
        }
        let mut list: Vec<ExprId> = Vec::new();
        for &x in &self.ast[elems] {
            match self.ast[x].kind {
                ExprKind::KeyValue { value, .. } => list.push(value),
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
                for (path, x) in self.struct_elems(e, ty) {
                    if let &[i] = path.as_slice()
                        && self.is_blank_field(ty, i as usize)
                    {
                        let fty = self.p.field_ty(ty, i).unwrap_or(ty);
                        self.element(x, fty);
                        continue;
                    }
                    if let Operand::Addr(addr) = self.walk_path(Operand::Addr(ptr), &path) {
                        let fty = self.p.pointee(self.b.ty(addr)).unwrap_or(ty);
                        self.element_into(x, fty, addr);
                    }
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
    pub(super) fn element(&mut self, x: ExprId, ty: Ty) -> Value {
        if let ExprKind::CompositeLit { ty: None, .. } = self.ast[x].kind
            && !self.hoisted.contains_key(&x)
        {
            return self.composite_of(x, ty);
        }
        self.expr_to(x, ty)
    }

    /// (path of field indices, value) of a struct literal, in source order. The paths of promoted fields are longer than one.
    pub fn struct_elems(&mut self, e: ExprId, ty: Ty) -> Vec<(Path, ExprId)> {
        let ExprKind::CompositeLit { elems, .. } = self.ast[e].kind else { return Vec::new() };
        let numbers = self.field_numbers(ty, elems.len());
        let mut out = Vec::new();
        for (i, &x) in self.ast[elems].iter().enumerate() {
            match self.ast[x].kind {
                ExprKind::KeyValue { key, value, .. } => {
                    if let Some(selection) = self.p.c.info(self.file).selection(key) {
                        out.push((selection.path.clone(), value));
                        continue;
                    }
                    let name = self.ast.name_of(key);
                    let index = match (&numbers, self.p.ukind(ty)) {
                        (Some(numbers), _) => numbers.get(name.as_str()).copied(),
                        (None, TyKind::Struct(fields)) => {
                            fields.iter().position(|f| f.name == name.as_str()).map(|i| i as u32)
                        }
                        _ => None,
                    };
                    match index {
                        Some(i) => out.push((std::iter::once(i).collect(), value)),
                        None => self.p.internal_at(self.ast[key].pos, format!("no field {name}")),
                    }
                }
                _ => out.push((std::iter::once(i as u32).collect(), x)),
            }
        }
        out
    }

    /// The fields by name, if so many are looked for that one by one would take too long.
    fn field_numbers(&self, ty: Ty, wanted: usize) -> Option<FxHashMap<String, u32>> {
        match self.p.ukind(ty) {
            TyKind::Struct(fields) if wanted > 16 => {
                Some(fields.iter().map(|f| f.name.clone()).zip(0..).collect())
            }
            _ => None,
        }
    }

    pub fn is_blank_field(&self, ty: Ty, i: usize) -> bool {
        matches!(self.p.ukind(ty), TyKind::Struct(fields) if fields.get(i).is_some_and(|f| f.name == "_"))
    }

    fn struct_values(&mut self, e: ExprId, ty: Ty) -> Vec<Value> {
        let tys = self.p.field_tys(ty);
        let mut values = vec![None; tys.len()];
        for (path, x) in self.struct_elems(e, ty) {
            let i = path[0] as usize;
            let fty = self.p.path_ty(ty, &path);
            let v = self.element(x, fty);
            if path.len() > 1 {
                let whole = match values[i] {
                    Some(whole) => whole,
                    None => self.b.emit(Op::Zero, tys[i]),
                };
                values[i] = Some(self.with_field(whole, &path[1..], v));
                continue;
            }
            // Blank fields stay zero.
            values[i] = (!self.is_blank_field(ty, i)).then_some(v);
        }
        values.into_iter().zip(tys).map(|(v, ty)| v.unwrap_or_else(|| self.b.emit(Op::Zero, ty))).collect()
    }

    /// A struct value with one field, given by its path, replaced.
    fn with_field(&mut self, whole: Value, path: &[u32], v: Value) -> Value {
        let Some((&i, rest)) = path.split_first() else { return v };
        let ty = self.b.ty(whole);
        let mut values = Vec::new();
        for (k, fty) in self.p.field_tys(ty).into_iter().enumerate() {
            let old = self.b.emit(Op::Extract(whole, k as u32), fty);
            values.push(if k as u32 == i { self.with_field(old, rest, v) } else { old });
        }
        self.b.emit(Op::Aggregate(values), ty)
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
}

impl Program<'_, '_> {
    /// The type of the field at the end of a path of field indices.
    pub fn path_ty(&self, ty: Ty, path: &[u32]) -> Ty {
        path.iter().fold(ty, |t, &i| self.field_ty(t, i).unwrap_or(t))
    }
}
