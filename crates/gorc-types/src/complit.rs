//! Composite literals.

use crate::checker::*;
use crate::constant::Value;
use crate::ids::*;
use crate::info::Mode;
use crate::lookup::{LookupResult, Path};
use crate::object::*;
use crate::operand::Operand;
use crate::selector::{Misspelling, misspelling};
use crate::types::*;
use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_syntax::{Pos, Symbol};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

impl<'a> Checker<'a> {
    pub(crate) fn composite_lit(
        &mut self,
        e: ExprId,
        ty: Option<ExprId>,
        elems: &[ExprId],
        rbrace: Pos,
        hint: TypeId,
    ) -> Operand {
        let ast = self.env.ast;
        let typ = match ty {
            Some(te) => {
                // [...]T: the length comes from the elements.
                if let ExprKind::ArrayType { len: None, elem } = ast[te].kind {
                    let el = self.var_type(elem);
                    let n = self.indexed_elems(elems, el, -1);
                    let t = self.store.new_array(el, n);
                    self.cur_info().set(te, Mode::Type, t, ConstId::NONE);
                    return Operand::new(Mode::Value, t, e);
                }
                self.typ(te)
            }
            None if hint.is_some() => hint,
            None => {
                self.error(self.pos(e), "UntypedLit", "missing type in composite literal");
                self.use_exprs(elems);
                return Operand::invalid(e);
            }
        };
        // An elided &T: the literal itself is recorded with the pointer type.
        let mut base = typ;
        if ty.is_none() {
            let core = self.store.core_type(typ);
            if let Type::Pointer(elem) = self.store.ty(core) {
                base = elem;
            }
        }
        if self.report_incomplete(base) {
            return Operand::invalid(e);
        }
        let core = self.store.core_type(base);
        match self.store.ty(core) {
            Type::Struct(_) => self.struct_lit(base, core, elems, rbrace),
            Type::Array(el, n) => {
                self.indexed_elems(elems, el, n);
            }
            Type::Slice(el) => {
                self.long_literals |= self.indexed_elems(elems, el, -1) >= crate::limits::LARGE;
            }
            Type::Map(k, v) => self.map_lit(elems, k, v),
            _ => {
                self.use_exprs(elems);
                if core.is_some() && !self.store.is_valid(core) {
                    return Operand::new(Mode::Value, typ, e); // an error is reported elsewhere
                }
                let t = self.type_str(typ);
                let element = if ty.is_none() { " element" } else { "" };
                let cause = if core.is_none() { " (no common underlying type)" } else { "" };
                let msg = format!("invalid composite literal{element} type {t}{cause}");
                self.error(self.pos(e), "InvalidLit", msg);
                return Operand::invalid(e);
            }
        }
        Operand::new(Mode::Value, typ, e)
    }

    fn struct_lit(&mut self, base: TypeId, strukt: TypeId, elems: &[ExprId], rbrace: Pos) {
        let Type::Struct(s) = self.store.ty(strukt) else { return };
        let Some(&first) = elems.first() else { return };
        let ast = self.env.ast;
        if matches!(ast[first].kind, ExprKind::KeyValue { .. }) {
            self.keyed_fields(base, strukt, elems);
            return;
        }
        let fields = self.store.structs[s as usize].fields;
        for (i, &el) in elems.iter().enumerate() {
            if let ExprKind::KeyValue { .. } = ast[el].kind {
                self.error(
                    self.pos(el),
                    "MixedStructLit",
                    "mixture of field:value and value elements in struct literal",
                );
                continue;
            }
            if i >= fields.len() {
                let x = self.expr(TypeId::NONE, el);
                let pos = self.opos(&x);
                let t = self.type_str(base);
                self.error(pos, "InvalidStructLit", format!("too many values in struct literal of type {t}"));
                break;
            }
            let f = self.store.obj_at(fields, i);
            let (ft, fpkg, fname) = (self.store[f].ty, self.store[f].pkg, self.store[f].name);
            let mut x = self.expr_for(el, ft, "struct literal");
            if !is_exported(fname) && fpkg != self.env.pkg {
                let pos = self.opos(&x);
                let t = self.type_str(base);
                self.error(
                    pos,
                    "UnexportedLitField",
                    format!("implicit assignment to unexported field {fname} in struct literal of type {t}"),
                );
                continue;
            }
            self.assignment(&mut x, ft, "struct literal");
        }
        if elems.len() < fields.len() {
            let t = self.type_str(base);
            let hidden = (0..fields.len()).any(|i| {
                let f = &self.store[self.store.obj_at(fields, i)];
                !is_exported(f.name) && f.pkg != self.env.pkg
            });
            let hint = if hidden { " (type has unexported fields - use key:value pairs)" } else { "" };
            let msg = format!("too few values in struct literal of type {t}{hint}");
            self.error(rbrace, "InvalidStructLit", msg);
        }
    }

    fn keyed_fields(&mut self, base: TypeId, strukt: TypeId, elems: &[ExprId]) {
        let ast = self.env.ast;
        // By the first field of the path: others do not overlap.
        let mut seen: FxHashMap<u32, SmallVec<[(ObjId, Path); 1]>> = FxHashMap::default();
        for &el in elems {
            let ExprKind::KeyValue { key, value, .. } = ast[el].kind else {
                self.error(
                    self.pos(el),
                    "MixedStructLit",
                    "mixture of field:value and value elements in struct literal",
                );
                continue;
            };
            let ExprKind::Ident(sym) = ast[key].kind else {
                self.unassigned_value(value);
                let k = self.expr_str(key);
                self.error(
                    self.pos(key),
                    "InvalidLitField",
                    format!("invalid field name {k} in struct literal"),
                );
                continue;
            };
            let before = self.diags.len();
            let Some((field, path)) = self.literal_field(base, strukt, sym, key) else {
                // gc looks at the value first.
                let unknown = self.diags.split_off(before);
                self.unassigned_value(value);
                self.diags.extend(unknown);
                continue;
            };
            self.record_object(key, field);
            let ft = self.store[field].ty;
            self.cur_info().set(key, Mode::Value, ft, ConstId::NONE);
            if path.len() > 1 {
                let sel = crate::info::Selection {
                    kind: crate::info::SelectionKind::Field,
                    recv: base,
                    obj: field,
                    path: path.clone(),
                    indirect: false,
                    holder: base,
                };
                self.cur_info().set_selection(key, sel);
            }
            let mut x = self.expr_for(value, ft, "struct literal");
            self.assignment(&mut x, ft, "struct literal");
            let near = seen.entry(path[0]).or_default();
            if let Some(msg) = self.overlapping_field(sym, &path, near) {
                self.error(self.pos(key), "DuplicateLitField", msg);
                continue;
            }
            near.push((field, path));
        }
    }

    /// Checks a value that cannot be assigned to what it is meant for.
    pub(crate) fn unassigned_value(&mut self, e: ExprId) {
        let mut x = self.raw_expr(TypeId::NONE, e, true);
        self.exclude(&mut x, true, true);
        self.single_value(&mut x);
    }

    /// What is wrong with a key if the field, one around it or one inside it has been given before.
    fn overlapping_field(&self, sym: Symbol, path: &Path, seen: &[(ObjId, Path)]) -> Option<String> {
        let (other, given) = seen.iter().find(|(_, p)| p.starts_with(path) || path.starts_with(p))?;
        let other = self.store[*other].name;
        Some(if given.len() == path.len() {
            format!("duplicate field name {sym} in struct literal")
        } else if given.len() < path.len() {
            format!("cannot specify promoted field {sym} and enclosing embedded field {other}")
        } else {
            format!("cannot specify embedded field {sym} and enclosed promoted field {other}")
        })
    }

    /// The field a key names, promoted ones included (Go 1.27), or the error that there is none.
    fn literal_field(
        &mut self,
        base: TypeId,
        strukt: TypeId,
        sym: Symbol,
        key: ExprId,
    ) -> Option<(ObjId, Path)> {
        let l = self.store.lookup_field_or_method(strukt, false, self.env.pkg, sym, false);
        let pos = self.pos(key);
        if l.obj.is_none() || l.result == LookupResult::Ambiguous {
            let t = self.type_str(base);
            let msg = self.unknown_field(strukt, sym, &t);
            self.error(pos, "MissingLitField", msg);
            return None;
        }
        if self.store[l.obj].kind != ObjKind::Var {
            self.error(pos, "MissingLitField", format!("{sym} is not a field"));
            return None;
        }
        if l.path.len() > 1 && !self.allow_version(27) {
            let (path, t) = (self.field_path(strukt, &l.path), self.type_str(base));
            self.version_error(
                pos,
                27,
                &format!("use of promoted field {path} in struct literal of type {t}"),
            );
            return None;
        }
        if l.indirect {
            let msg = format!("invalid implicit pointer indirection to reach {sym}");
            self.error(pos, "InvalidLitField", msg);
            return None;
        }
        Some((l.obj, l.path))
    }

    /// The fields of a path, as in `Outer.Inner.x`.
    fn field_path(&mut self, strukt: TypeId, path: &Path) -> String {
        let (mut t, mut names) = (strukt, Vec::new());
        for &i in path {
            let (base, _) = self.store.deref(t);
            let Type::Struct(s) = self.store.under_type(base) else { break };
            let fields = self.store.structs[s as usize].fields;
            let f = &self.store[self.store.obj_at(fields, i as usize)];
            names.push(f.name.as_str());
            t = f.ty;
        }
        names.join(".")
    }

    fn unknown_field(&mut self, strukt: TypeId, sym: Symbol, t: &str) -> String {
        let alt = self.store.lookup_field_or_method(strukt, false, self.env.pkg, sym, true);
        let mut msg = format!("unknown field {sym} in struct literal of type {t}");
        if alt.obj.is_some() {
            let name = self.store[alt.obj].name;
            let foreign = self.store[alt.obj].pkg != self.env.pkg;
            match misspelling(name, sym, foreign) {
                Misspelling::None => {}
                Misspelling::Inaccessible => {
                    msg = format!("cannot refer to unexported field {sym} in struct literal of type {t}");
                }
                Misspelling::Unexported => msg.push_str(&format!(", but does have unexported {name}")),
                Misspelling::Other => msg.push_str(&format!(", but does have {name}")),
            }
        }
        msg
    }

    /// Checks array or slice elements; the length they need.
    fn indexed_elems(&mut self, elems: &[ExprId], ty: TypeId, length: i64) -> i64 {
        let ast = self.env.ast;
        let mut seen: FxHashSet<i64> = FxHashSet::default();
        let keyed = elems.iter().any(|&e| matches!(ast[e].kind, ExprKind::KeyValue { .. }));
        let (mut index, mut max) = (0i64, 0i64);
        for &el in elems {
            let mut value = el;
            let mut valid = false;
            if let ExprKind::KeyValue { key, value: v, .. } = ast[el].kind {
                value = v;
                if let Some(i) = self.literal_index(key, length) {
                    index = i;
                    valid = true;
                }
            } else if length >= 0 && index >= length {
                let pos = self.pos(el);
                let msg = format!("index {index} is out of bounds (>= {length})");
                self.error(pos, "OversizeArrayLit", msg);
            } else {
                valid = true;
            }
            if valid && keyed && !seen.insert(index) {
                self.error(
                    self.pos(el),
                    "DuplicateLitKey",
                    format!("duplicate index {index} in array or slice literal"),
                );
            }
            index = index.saturating_add(1);
            max = max.max(index);
            let mut x = self.expr_with_hint(value, ty, "array or slice literal");
            self.assignment(&mut x, ty, "array or slice literal");
        }
        max
    }

    /// The index a literal's key gives.
    fn literal_index(&mut self, key: ExprId, length: i64) -> Option<i64> {
        let mut x = self.expr(TypeId::NONE, key);
        if x.is_invalid() {
            return None;
        }
        if !self.valid_index(&mut x, "index", false) {
            return None;
        }
        let pos = self.opos(&x);
        if x.mode != Mode::Constant {
            let s = self.expr_str(key);
            self.error(pos, "InvalidIndex", format!("index {s} must be integer constant"));
            return None;
        }
        let v = x.val.to_i64()?;
        if length >= 0 && v >= length {
            self.invalid_arg(pos, "InvalidIndex", format!("index {v} out of bounds [0:{length}]"));
            return None;
        }
        Some(v)
    }

    fn map_lit(&mut self, elems: &[ExprId], key_ty: TypeId, elem_ty: TypeId) {
        let ast = self.env.ast;
        // An interface-typed key distinguishes constants by their types, too.
        let by_type = self.store.is_interface(key_ty);
        let mut seen: FxHashMap<String, Vec<TypeId>> = FxHashMap::default();
        for &el in elems {
            let ExprKind::KeyValue { key, value, .. } = ast[el].kind else {
                self.error(self.pos(el), "MissingLitKey", "missing key in map literal");
                continue;
            };
            let mut k = self.expr_with_hint(key, key_ty, "map literal");
            self.assignment(&mut k, key_ty, "map literal");
            if k.is_invalid() {
                continue;
            }
            if k.mode == Mode::Constant {
                let id = const_key(&k.val);
                let types = seen.entry(id).or_default();
                let types = types.clone();
                let dup = if by_type {
                    types.iter().any(|&t| self.store.identical(t, k.ty))
                } else {
                    !types.is_empty()
                };
                if dup {
                    let pos = self.opos(&k);
                    self.error(pos, "DuplicateLitKey", format!("duplicate key {} in map literal", k.val));
                    continue;
                }
                if let Some(list) = seen.get_mut(&const_key(&k.val)) {
                    list.push(k.ty);
                }
            }
            let mut x = self.expr_with_hint(value, elem_ty, "map literal");
            self.assignment(&mut x, elem_ty, "map literal");
        }
    }
}

/// A key under which equal constants meet.
pub(crate) fn const_key(v: &Value) -> String {
    // Integral floats and complex numbers equal integers.
    let i = v.to_int();
    if i.is_unknown() { v.exact_string() } else { i.exact_string() }
}
