//! Literals of maps.
//!
//! As with gc, entries known at compile time are there first. Many of them are data, entered by a loop: code for each would take longer to
//! compile than gc takes, and more room.

use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_types::Mode;

use super::body::Lower;
use super::statics::{Datum, MAX_STATIC};
use crate::entities::Value;
use crate::ops::Op;
use crate::types::{Ty, TyKind};

/// From how many constant entries on a loop enters them.
const MANY: usize = 25;

/// `key: value`
#[derive(Clone, Copy)]
struct Entry {
    /// Both together.
    at: ExprId,
    key: ExprId,
    value: ExprId,
}

impl Lower<'_, '_, '_> {
    pub(super) fn map_literal(&mut self, e: ExprId, ty: Ty, k: Ty, v: Ty) -> Value {
        let ExprKind::CompositeLit { elems, .. } = self.ast[e].kind else {
            return self.b.emit(Op::Zero, ty);
        };
        let ast = self.ast;
        let entries: Vec<Entry> = ast[elems]
            .iter()
            .filter_map(|&at| match ast[at].kind {
                ExprKind::KeyValue { key, value, .. } => Some(Entry { at, key, value }),
                _ => None,
            })
            .collect();
        let hint = self.b.int(entries.len() as i64);
        let map = self.b.emit(Op::MakeMap(hint), ty);
        let (constant, dynamic): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|&Entry { key, value, .. }| {
                self.is_constant_element(key, k) && self.is_constant_element(value, v)
            });
        let bytes = self.p.m.types.layout(k).size.max(self.p.m.types.layout(v).size);
        if constant.len() >= MANY && bytes.saturating_mul(constant.len() as u64) <= MAX_STATIC {
            self.enter_constants(map, &constant, k, v);
        } else {
            self.enter_each(map, &constant, k, v);
        }
        self.enter_each(map, &dynamic, k, v);
        map
    }

    fn enter_each(&mut self, map: Value, entries: &[Entry], k: Ty, v: Ty) {
        let pty = self.p.pointer_to(v);
        for &Entry { at, key, value } in entries {
            self.order_calls(&[key, value]);
            let key = self.element(key, k);
            let value = self.element(value, v);
            self.at(self.ast[at].pos);
            let ptr = self.b.emit(Op::MapAssign(map, key), pty);
            self.store(ptr, value);
        }
    }

    /// Enters what two arrays of data hold.
    fn enter_constants(&mut self, map: Value, entries: &[Entry], k: Ty, v: Ty) {
        let (kp, vp) = (self.p.pointer_to(k), self.p.pointer_to(v));
        let keys = self.constant_array(entries.iter().map(|e| e.key), k);
        let values = self.constant_array(entries.iter().map(|e| e.value), v);
        let len = self.b.int(entries.len() as i64);
        self.count_to(len, |l, at| {
            let key = l.b.emit(Op::IndexAddr(keys, at), kp);
            let key = l.b.emit(Op::Load(key), k);
            let value = l.b.emit(Op::IndexAddr(values, at), vp);
            let value = l.b.emit(Op::Load(value), v);
            let ptr = l.b.emit(Op::MapAssign(map, key), vp);
            l.store(ptr, value);
        });
    }

    /// The address of the first of these constants in read-only data.
    fn constant_array(&mut self, list: impl ExactSizeIterator<Item = ExprId>, elem: Ty) -> Value {
        let array = self.p.m.types.intern(TyKind::Array(elem, list.len() as u64));
        let size = self.p.m.types.layout(elem).size;
        let mut data = Datum::of_size(size * list.len() as u64);
        for (i, x) in list.enumerate() {
            self.fill(&mut data, i as u64 * size, x, elem);
        }
        let g = self.p.add_datum(array, data, true);
        let (array_ptr, elem_ptr) = (self.p.pointer_to(array), self.p.pointer_to(elem));
        let ptr = self.b.emit(Op::GlobalAddr(g), array_ptr);
        self.b.emit(Op::Retype(ptr), elem_ptr)
    }

    /// Is an element of type `ty` a constant, or an array or struct of constants?
    fn is_constant_element(&mut self, x: ExprId, ty: Ty) -> bool {
        let inner = self.ast.unparen(x);
        match (self.mode(inner), self.p.ukind(ty)) {
            (Mode::Nil, _) => return true,
            (_, TyKind::Interface(_)) => return false,
            (Mode::Constant, _) => return true,
            (_, TyKind::Array(..) | TyKind::Struct(_)) => {}
            _ => return false,
        }
        if !matches!(self.ast[inner].kind, ExprKind::CompositeLit { .. }) {
            return false;
        }
        if matches!(self.p.ukind(ty), TyKind::Struct(_)) {
            let elems = self.struct_elems(inner, ty);
            return elems.into_iter().all(|(path, x)| {
                let field = self.p.path_ty(ty, &path);
                path.len() == 1 && self.is_constant_element(x, field)
            });
        }
        let TyKind::Array(elem, _) = *self.p.ukind(ty) else { return false };
        self.indexed_elems(inner).into_iter().all(|(_, x)| self.is_constant_element(x, elem))
    }
}
