//! Constant data: initialisers and literals that can be laid out at compile time.
//!
//! `is_static` decides without side effects, then `fill` writes bytes and relocations: functions and variables that the data
//! refers to are marked reachable only then.

use gorc_syntax::ast::{ExprId, ExprKind, UnaryOp};
use gorc_types::Mode;
use gorc_types::{ObjFlags, ObjKind};

use super::Program;
use super::body::Lower;
use crate::entities::GlobalId;
use crate::module::{DataRef, DataReloc};
use crate::ops::Op;
use crate::types::{Ty, TyKind};

/// Bytes being laid out.
#[derive(Debug, Default)]
pub(super) struct Datum {
    pub bytes: Vec<u8>,
    pub relocs: Vec<DataReloc>,
}

impl Datum {
    pub fn of_size(size: u64) -> Datum {
        Datum { bytes: vec![0; size as usize], relocs: Vec::new() }
    }

    pub fn put(&mut self, offset: u64, value: u64, size: u64) {
        let at = offset as usize;
        let size = size as usize;
        if let Some(slot) = self.bytes.get_mut(at..at + size) {
            slot.copy_from_slice(&value.to_le_bytes()[..size]);
        }
    }

    pub fn refer(&mut self, offset: u64, target: DataRef) {
        self.relocs.push(DataReloc { offset, target, addend: 0 });
    }
}

impl Program<'_, '_> {
    /// An unnamed datum of what has been laid out.
    pub(super) fn add_datum(&mut self, ty: Ty, d: Datum, readonly: bool) -> GlobalId {
        let zero = d.relocs.is_empty() && d.bytes.iter().all(|&b| b == 0);
        let g = self.new_datum(ty, if zero { Vec::new() } else { d.bytes }, readonly);
        self.m.globals[g.index()].relocs = d.relocs;
        g
    }

    /// A string that refers to read-only data.
    pub(super) fn fill_string(&mut self, d: &mut Datum, offset: u64, bytes: &[u8]) {
        if !bytes.is_empty() {
            let s = self.m.str(bytes);
            d.refer(offset, DataRef::Str(s));
            d.put(offset + 8, bytes.len() as u64, 8);
        }
    }

    /// A slice of an array of its own.
    pub(super) fn fill_byte_slice(&mut self, d: &mut Datum, offset: u64, bytes: Vec<u8>) {
        let n = bytes.len() as u64;
        let array = self.m.types.intern(TyKind::Array(self.tys.uint8, n));
        let g = self.new_datum(array, bytes, false);
        d.refer(offset, DataRef::Global(g));
        d.put(offset + 8, n, 8);
        d.put(offset + 16, n, 8);
    }
}

/// Above this size a literal in code is built by code rather than copied from data… never for data itself.
pub(super) const MAX_STATIC: u64 = 1 << 26;

impl Lower<'_, '_, '_> {
    /// Makes the initial value of a global data, if it can be.
    pub fn static_global(&mut self, g: GlobalId, e: ExprId) -> bool {
        let ty = self.p.m.globals[g.index()].ty;
        let size = self.p.m.types.layout(ty).size;
        if size > MAX_STATIC || !self.is_static(e, ty, true) {
            return false;
        }
        let mut d = Datum::of_size(size);
        self.fill(&mut d, 0, e, ty);
        let global = &mut self.p.m.globals[g.index()];
        if d.bytes.iter().any(|&b| b != 0) || !d.relocs.is_empty() {
            global.init = d.bytes;
            global.relocs = d.relocs;
        }
        true
    }

    /// Read-only data holding the elements of an array or slice literal, if they are all constant.
    pub fn static_backing(&mut self, e: ExprId, array: Ty) -> Option<GlobalId> {
        let TyKind::Array(elem, _) = *self.p.ukind(array) else { return None };
        let size = self.p.m.types.layout(array).size;
        let elems = self.indexed_elems(e);
        if size > MAX_STATIC
            || elems.iter().any(|&(_, x)| self.hoisted.contains_key(&x) || !self.is_static(x, elem, false))
        {
            return None;
        }
        let mut d = Datum::of_size(size);
        self.fill_array(&mut d, 0, e, elem);
        let g = self.p.new_datum(array, d.bytes, true);
        self.p.m.globals[g.index()].relocs = d.relocs;
        Some(g)
    }

    /// Can the value of `e`, converted to `ty`, be data? `once`: it is evaluated once, so it may contain addresses of data of its own.
    fn is_static(&mut self, e: ExprId, ty: Ty, once: bool) -> bool {
        let e = self.ast.unparen(e);
        let tv = self.p.c.info(self.file).tv(e);
        if tv.mode == Mode::Nil {
            return true;
        }
        let from = self.static_ty(e, ty);
        if self.p.is_interface(ty) {
            return once && !self.p.is_interface(from) && self.is_static(e, from, once);
        }
        if tv.mode == Mode::Constant && tv.value.is_some() {
            return true;
        }
        match self.ast[e].kind {
            ExprKind::CompositeLit { .. } => self.is_static_literal(e, ty, once),
            ExprKind::Unary { op: UnaryOp::Addr, x } => {
                let x = self.ast.unparen(x);
                match self.ast[x].kind {
                    ExprKind::CompositeLit { .. } => {
                        let elem = self.ety(x);
                        once && self.is_static_literal(x, elem, once)
                    }
                    _ => self.global_var(x).is_some(),
                }
            }
            ExprKind::FuncLit { .. } => once,
            ExprKind::Ident(_) => self.is_plain_func(e),
            ExprKind::Selector { sel, .. } if self.p.c.info(self.file).selection(e).is_none() => {
                self.is_plain_func(sel)
            }
            ExprKind::Call { fun, args, .. } if self.mode(self.ast.unparen(fun)) == Mode::Type => {
                let to = self.ety(fun);
                let Some(&x) = self.ast[args].first() else { return false };
                let from = self.ety(x);
                if self.p.m.types.underlying(from) == self.p.m.types.underlying(to) {
                    return self.is_static(x, from, once);
                }
                once && self.is_const_bytes(x, to)
            }
            _ => false,
        }
    }

    /// The type of an expression; an elided literal's is that of its place.
    fn static_ty(&mut self, e: ExprId, ty: Ty) -> Ty {
        match self.ast[e].kind {
            ExprKind::CompositeLit { ty: None, .. } => ty,
            _ => self.ety(e),
        }
    }

    /// `[]byte("constant")`
    fn is_const_bytes(&self, x: ExprId, to: Ty) -> bool {
        let TyKind::Slice(elem) = *self.p.ukind(to) else { return false };
        let tv = self.p.c.info(self.file).tv(x);
        matches!(self.p.ukind(elem), TyKind::Uint8)
            && tv.value.is_some()
            && self.p.c.store[tv.value].as_bytes().is_some()
    }

    fn is_static_literal(&mut self, e: ExprId, ty: Ty, once: bool) -> bool {
        match *self.p.ukind(ty) {
            TyKind::Pointer(elem) => once && self.is_static_literal(e, elem, once),
            TyKind::Slice(elem) => {
                once && self.indexed_elems(e).iter().all(|&(_, x)| self.is_static(x, elem, once))
            }
            TyKind::Array(elem, _) => {
                self.indexed_elems(e).iter().all(|&(_, x)| self.is_static(x, elem, once))
            }
            TyKind::Struct(_) => {
                self.field_elems(e, ty).iter().all(|&(_, _, fty, x)| self.is_static(x, fty, once))
            }
            _ => false,
        }
    }

    /// (is it blank?, offset, type, value) of a struct literal's elements.
    fn field_elems(&mut self, e: ExprId, ty: Ty) -> Vec<(bool, u64, Ty, ExprId)> {
        let mut out = Vec::new();
        for (path, x) in self.struct_elems(e, ty) {
            let blank = path.len() == 1 && self.is_blank_field(ty, path[0] as usize);
            let (mut offset, mut t) = (0, ty);
            for &i in &path {
                offset += self.p.m.types.field_offset(t, i as usize);
                t = self.p.field_ty(t, i).unwrap_or(t);
            }
            out.push((blank, offset, t, x));
        }
        out
    }

    /// A package-level variable that the expression names.
    fn global_var(&self, e: ExprId) -> Option<gorc_types::ObjId> {
        let ident = match self.ast[e].kind {
            ExprKind::Ident(_) => e,
            ExprKind::Selector { sel, .. } if self.p.c.info(self.file).selection(e).is_none() => sel,
            _ => return None,
        };
        let obj = self.object(ident);
        let o = &self.p.c.store[obj];
        (o.kind == ObjKind::Var && o.has(ObjFlags::PACKAGE_LEVEL)).then_some(obj)
    }

    fn is_plain_func(&self, ident: ExprId) -> bool {
        self.p.c.store[self.object(ident)].kind == ObjKind::Func
    }

    // --- writing

    pub(super) fn fill(&mut self, d: &mut Datum, offset: u64, e: ExprId, ty: Ty) {
        let e = self.ast.unparen(e);
        let tv = self.p.c.info(self.file).tv(e);
        if tv.mode == Mode::Nil {
            return;
        }
        if self.p.is_interface(ty) {
            self.fill_interface(d, offset, e, ty);
            return;
        }
        if tv.mode == Mode::Constant && tv.value.is_some() {
            let value = self.p.c.store[tv.value].clone();
            self.fill_constant(d, offset, &value, ty);
            return;
        }
        match self.ast[e].kind {
            ExprKind::CompositeLit { .. } => self.fill_literal(d, offset, e, ty),
            ExprKind::Unary { x, .. } => {
                let x = self.ast.unparen(x);
                let g = match self.global_var(x) {
                    Some(obj) => self.p.global(obj),
                    None => {
                        let elem = self.ety(x);
                        self.literal_datum(x, elem)
                    }
                };
                d.refer(offset, DataRef::Global(g));
            }
            ExprKind::FuncLit { .. } => {
                let v = self.func_lit(e);
                if let Some(&Op::FuncValue(sym)) = self.b.def_op(v) {
                    d.refer(offset, DataRef::FuncValue(sym));
                }
            }
            ExprKind::Call { args, .. } => {
                let Some(&x) = self.ast[args].first() else { return };
                let from = self.ety(x);
                if self.is_const_bytes(x, ty) {
                    self.fill_bytes(d, offset, x);
                } else {
                    self.fill(d, offset, x, from);
                }
            }
            ExprKind::Ident(_) => self.fill_func(d, offset, e),
            ExprKind::Selector { sel, .. } => self.fill_func(d, offset, sel),
            _ => self.p.internal_at(self.ast[e].pos, "static data of this kind".into()),
        }
    }

    fn fill_func(&mut self, d: &mut Datum, offset: u64, ident: ExprId) {
        let obj = self.object(ident);
        let targs = self.instance_args(ident);
        let sig = self.instance_sig(obj, &targs);
        let sym = self.p.func_code(obj, &targs, sig);
        d.refer(offset, DataRef::FuncValue(sym));
    }

    fn fill_bytes(&mut self, d: &mut Datum, offset: u64, x: ExprId) {
        let id = self.p.c.info(self.file).tv(x).value;
        let bytes = self.p.c.store[id].as_bytes().map(<[u8]>::to_vec).unwrap_or_default();
        self.p.fill_byte_slice(d, offset, bytes);
    }

    fn literal_datum(&mut self, e: ExprId, ty: Ty) -> GlobalId {
        let size = self.p.m.types.layout(ty).size;
        let mut inner = Datum::of_size(size);
        self.fill_literal(&mut inner, 0, e, ty);
        self.p.add_datum(ty, inner, false)
    }

    fn fill_literal(&mut self, d: &mut Datum, offset: u64, e: ExprId, ty: Ty) {
        match *self.p.ukind(ty) {
            TyKind::Pointer(elem) => {
                let g = self.literal_datum(e, elem);
                d.refer(offset, DataRef::Global(g));
            }
            TyKind::Slice(elem) => {
                let n = self.indexed_elems(e).iter().map(|&(i, _)| i + 1).max().unwrap_or(0);
                let array = self.p.m.types.intern(TyKind::Array(elem, n));
                let size = self.p.m.types.layout(array).size;
                let mut inner = Datum::of_size(size);
                self.fill_array(&mut inner, 0, e, elem);
                let g = self.p.add_datum(array, inner, false);
                d.refer(offset, DataRef::Global(g));
                d.put(offset + 8, n, 8);
                d.put(offset + 16, n, 8);
            }
            TyKind::Array(elem, _) => self.fill_array(d, offset, e, elem),
            _ => {
                for (blank, at, fty, x) in self.field_elems(e, ty) {
                    if !blank {
                        self.fill(d, offset + at, x, fty);
                    }
                }
            }
        }
    }

    fn fill_array(&mut self, d: &mut Datum, offset: u64, e: ExprId, elem: Ty) {
        let size = self.p.m.types.layout(elem).size;
        for (i, x) in self.indexed_elems(e) {
            self.fill(d, offset + i * size, x, elem);
        }
    }

    fn fill_interface(&mut self, d: &mut Datum, offset: u64, e: ExprId, iface: Ty) {
        let ty = self.ety(e);
        self.p.use_in_interface(ty, iface);
        let word = if self.p.m.types.is_eface(iface) {
            DataRef::Type(ty)
        } else {
            DataRef::Itab(self.p.m.types.underlying(iface), ty)
        };
        d.refer(offset, word);
        if self.p.m.types.is_direct_iface(ty) {
            self.fill(d, offset + 8, e, ty);
            return;
        }
        let size = self.p.m.types.layout(ty).size;
        let mut inner = Datum::of_size(size);
        self.fill(&mut inner, 0, e, ty);
        let g = self.p.add_datum(ty, inner, true);
        d.refer(offset + 8, DataRef::Global(g));
    }

    fn fill_constant(&mut self, d: &mut Datum, offset: u64, value: &gorc_types::constant::Value, ty: Ty) {
        let size = self.p.m.types.layout(ty).size;
        match self.p.ukind(ty) {
            TyKind::Bool => d.put(offset, u64::from(value.as_bool()), 1),
            TyKind::Float64 => d.put(offset, value.to_f64().to_bits(), 8),
            TyKind::Float32 => d.put(offset, u64::from(value.to_f32().to_bits()), 4),
            TyKind::Complex64 => {
                d.put(offset, u64::from(value.real().to_f32().to_bits()), 4);
                d.put(offset + 4, u64::from(value.imag().to_f32().to_bits()), 4);
            }
            TyKind::Complex128 => {
                d.put(offset, value.real().to_f64().to_bits(), 8);
                d.put(offset + 8, value.imag().to_f64().to_bits(), 8);
            }
            TyKind::String => {
                let bytes = value.as_bytes().unwrap_or_default();
                self.p.fill_string(d, offset, bytes);
            }
            _ => d.put(offset, value.to_bits64(), size.min(8)),
        }
    }
}
