//! Cycles of declarations: which are permitted, and how the others are reported.
//!
//! `path` holds the objects being declared. Cycles through type definitions are fine as long as no value of a type is needed before the
//! type is known ([`Checker::report_incomplete`], [`Checker::size_varies`]); whether types have finite size is the matter of `validtype.rs`.

use crate::checker::*;
use crate::ids::*;
use crate::object::*;
use crate::types::*;
use gorc_syntax::{Diagnostic, Pos, ast};
use rustc_hash::FxHashSet;

impl<'a> Checker<'a> {
    /// Reports package-level types declared to be each other, with nothing but names on the way. This comes first because such a
    /// type has no underlying type at all.
    pub(crate) fn find_direct_cycles(&mut self, pkg: PkgId) {
        let mut done: FxHashSet<ObjId> = FxHashSet::default();
        for file in self.store[pkg].files.clone() {
            let f = &self.files[file.index()];
            let ast = f.ast;
            self.env = self.file_env(file);
            for &id in &ast[ast.decls] {
                if let ast::DeclKind::Type { name, .. } = ast[id].kind {
                    self.direct_cycle(pkg, self.files[file.index()].info.object(name), &mut done);
                }
            }
        }
    }

    /// Follows declarations from type to type until the end, a type that is done, or a cycle.
    fn direct_cycle(&mut self, pkg: PkgId, first: ObjId, done: &mut FxHashSet<ObjId>) {
        let mut path: Vec<ObjId> = Vec::new();
        let mut next = Some(first);
        while let Some(o) = next.filter(|o| !done.contains(o)) {
            if let Some(start) = path.iter().position(|&x| x == o) {
                self.store[o].ty = TypeId::INVALID;
                self.store[o].color = Color::Black;
                self.cycle_error(&path[start..]);
                break;
            }
            path.push(o);
            next = self.declared_as_name(pkg, o);
        }
        done.extend(path);
    }

    /// The package-level type whose name is all there is on the right-hand side of a type's declaration.
    fn declared_as_name(&self, pkg: PkgId, o: ObjId) -> Option<ObjId> {
        let d = &self.decls[self.store[o].decl.index()];
        let ast = self.files[d.file.index()].ast;
        let DeclKind::Type { decl } = d.kind else { return None };
        let ast::DeclKind::Type { ty, .. } = ast[decl].kind else { return None };
        let rhs = self.store.scope_get(self.store[pkg].scope, ast.ident(ty)?);
        (rhs.is_some() && self.store[rhs].kind == ObjKind::TypeName).then_some(rhs)
    }

    /// Makes a named type in an invalid cycle resolve to an invalid type.
    pub(crate) fn break_type(&mut self, t: TypeId) {
        match self.store.ty(t) {
            Type::Named(n) => {
                let n = &mut self.store.named[n as usize];
                n.rhs = TypeId::INVALID;
                n.underlying = TypeId::INVALID;
                n.state = NamedState::Resolved;
            }
            Type::Alias(a) => self.store.aliases[a as usize].rhs = TypeId::INVALID,
            _ => {}
        }
    }

    /// Reports a value of a type that is still being declared (which therefore depends on itself); true if it is one.
    pub(crate) fn report_incomplete(&mut self, t: TypeId) -> bool {
        let mut t = t;
        for _ in 0..100 {
            if self.path.is_empty() {
                return false;
            }
            let (obj, rhs) = match self.store.ty(t) {
                Type::Array(e, _) => (ObjId::NONE, e),
                Type::Named(n) => {
                    let n = &self.store.named[n as usize];
                    if !n.targs.is_empty() {
                        return false;
                    }
                    (n.obj, if n.state == NamedState::Resolved { TypeId::NONE } else { n.rhs })
                }
                Type::Alias(a) => (self.store.aliases[a as usize].obj, self.store.aliases[a as usize].rhs),
                _ => return false,
            };
            if let Some(start) = self.path.iter().position(|&x| x == obj) {
                if self.store[obj].ty != TypeId::INVALID {
                    let cycle: Vec<ObjId> = self.path[start..].to_vec();
                    self.cycle_error(&cycle);
                    let t = self.store[obj].ty;
                    self.break_type(t);
                    self.store[obj].ty = TypeId::INVALID;
                }
                return true;
            }
            t = rhs;
        }
        false
    }

    /// Whether the cycle that ends at `o` again is permitted; reports it if not.
    pub(crate) fn valid_cycle(&mut self, o: ObjId) -> bool {
        let Some(start) = self.path.iter().position(|&x| x == o) else { return true };
        let cycle: Vec<ObjId> = self.path[start..].to_vec();
        let (mut values, mut definitions) = (0, 0);
        for &x in &cycle {
            match self.store[x].kind {
                ObjKind::Const | ObjKind::Var => values += 1,
                ObjKind::TypeName if !self.store[x].has(ObjFlags::ALIAS) => definitions += 1,
                _ => {}
            }
        }
        // Cycles of constants and variables only are initialisation cycles if they are cycles at all.
        if values == cycle.len() || (values == 0 && definitions > 0) {
            return true;
        }
        self.cycle_error(&cycle);
        false
    }

    /// Reports a cycle, beginning with the object that comes first in the source.
    pub(crate) fn cycle_error(&mut self, cycle: &[ObjId]) {
        let Some(start) = (0..cycle.len()).min_by_key(|&i| self.store[cycle[i]].pos) else { return };
        let in_order = cycle[start..].iter().chain(&cycle[..start]);
        let places: Vec<(String, Pos)> = in_order.map(|&o| (self.obj_name(o), self.store[o].pos)).collect();
        let is_type = self.store[cycle[start]].kind == ObjKind::TypeName;
        self.report_cycle(&places, is_type);
    }

    /// Reports a cycle of types, beginning with the first: instances are where they were written first.
    pub(crate) fn type_cycle_error(&mut self, cycle: &[TypeId]) {
        let mut places = Vec::new();
        for &t in cycle {
            let Some(n) = self.store.as_named(t) else { continue };
            let (obj, instance) = (n.obj, !n.targs.is_empty());
            let name = if instance { self.type_str(t) } else { self.obj_name(obj) };
            let pos = self.instance_pos.get(&t).copied().filter(|_| instance);
            places.push((name, pos.unwrap_or(self.store[obj].pos)));
        }
        self.report_cycle(&places, true);
    }

    fn report_cycle(&mut self, places: &[(String, Pos)], is_type: bool) {
        let Some((first, pos)) = places.first() else { return };
        let msg = match (places.len(), is_type) {
            (1, true) => format!("invalid recursive type: {first} refers to itself"),
            (1, false) => format!("invalid cycle in declaration: {first} refers to itself"),
            (_, true) => format!("invalid recursive type {first}"),
            (_, false) => format!("invalid cycle in declaration of {first}"),
        };
        let mut d = Diagnostic::error(*pos, "InvalidDeclCycle", msg);
        if places.len() > 1 {
            for (k, (name, pos)) in places.iter().enumerate() {
                let (next, _) = &places[(k + 1) % places.len()];
                d = d.with_note(*pos, format!("{name} refers to {next}"));
            }
        }
        self.report(d);
    }

    /// Whether the size of a type depends on type parameters, or is not known because the type contains itself, which is reported.
    pub(crate) fn size_varies(&mut self, t: TypeId) -> bool {
        self.varies(t, &mut Vec::new())
    }

    fn varies(&mut self, t: TypeId, inside: &mut Vec<TypeId>) -> bool {
        let t = self.store.unalias(t);
        match self.store.ty(t) {
            Type::TypeParam(_) => true,
            Type::Array(e, _) => self.varies(e, inside),
            Type::Struct(s) => {
                let fields = self.store.structs[s as usize].fields;
                (0..fields.len()).any(|i| self.varies(self.store[self.store.obj_at(fields, i)].ty, inside))
            }
            Type::Named(n) => {
                if let Some(&known) = self.varying_size.get(&t) {
                    return known;
                }
                let (obj, targs) = (self.store.named[n as usize].obj, self.store.named[n as usize].targs);
                if targs.is_empty()
                    && let Some(start) = self.path.iter().position(|&x| x == obj)
                {
                    let mut cycle = self.path[start..].to_vec();
                    cycle.extend(inside.iter().filter_map(|&x| self.store.as_named(x).map(|n| n.obj)));
                    self.cycle_error(&cycle);
                    return true;
                }
                if let Some(start) = inside.iter().position(|&x| x == t) {
                    let cycle = inside[start..].to_vec();
                    self.type_cycle_error(&cycle);
                    return true;
                }
                let named = &self.store.named[n as usize];
                let invalid = named.state == NamedState::Resolved && named.underlying == TypeId::INVALID;
                if invalid {
                    return false; // reported elsewhere
                }
                // Instances may be of ever larger types.
                if !targs.is_empty() && inside.len() > 200 {
                    return true;
                }
                let rhs = match targs.is_empty() {
                    true => self.store.named[n as usize].rhs,
                    false => self.store.under(t),
                };
                inside.push(t);
                let varies = self.varies(rhs, inside);
                inside.pop();
                self.varying_size.insert(t, varies);
                varies
            }
            _ => false,
        }
    }
}
