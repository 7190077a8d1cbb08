//! Types must have finite size: a type may contain itself only through pointers, slices and the like.
//!
//! The walk goes through arrays, struct fields, embedded interfaces and unions. Type arguments are looked at in the context in which the
//! instance was written: `nest` holds the instances whose bodies enclose the present place.

use crate::checker::*;
use crate::ids::*;
use crate::types::*;

impl<'a> Checker<'a> {
    /// Reports a declared type that contains itself.
    pub(crate) fn check_valid_type(&mut self, t: TypeId) {
        let mut nest = Vec::new();
        let mut path = Vec::new();
        self.finite(t, &mut nest, &mut path);
    }

    fn finite(&mut self, t: TypeId, nest: &mut Vec<TypeId>, path: &mut Vec<TypeId>) -> bool {
        if path.len() > 500 {
            return true;
        }
        match self.store.get(t) {
            Type::Array(e, _) => self.finite(e, nest, path),
            Type::Struct(s) => {
                let fields = self.store.structs[s as usize].fields;
                (0..fields.len()).all(|i| {
                    let ft = self.store[self.store.obj_at(fields, i)].ty;
                    self.finite(ft, nest, path)
                })
            }
            Type::Union(u) => {
                let terms = self.store.unions[u as usize].terms.clone();
                terms.iter().all(|t| self.finite(t.ty, nest, path))
            }
            Type::Interface(i) => {
                let embeds = self.store.ifaces[i as usize].embeds;
                (0..embeds.len()).all(|k| {
                    let e = self.store.type_at(embeds, k);
                    self.finite(e, nest, path)
                })
            }
            Type::Named(n) => self.finite_named(self.store.unalias(t), n, nest, path),
            Type::TypeParam(_) => {
                let p = self.store.unalias(t);
                let Some(&inst) = nest.last() else { return true };
                let Some(named) = self.store.as_named(inst) else { return true };
                let (origin, targs) = (named.origin, named.targs);
                let tparams = self.store.as_named(origin).map_or(TypeList::EMPTY, |o| o.tparams);
                let Some(i) = self.store[tparams].iter().position(|&q| q == p) else { return true };
                if i >= targs.len() {
                    return true;
                }
                let targ = self.store.type_at(targs, i);
                nest.pop();
                let ok = self.finite(targ, nest, path);
                nest.push(inst);
                ok
            }
            _ => true,
        }
    }

    fn finite_named(&mut self, t: TypeId, n: u32, nest: &mut Vec<TypeId>, path: &mut Vec<TypeId>) -> bool {
        let named = &self.store.named[n as usize];
        let (origin, obj) = (named.origin, named.obj);
        if self.valid_types.contains(&t) {
            return true;
        }
        let Some(o) = self.store.as_named(origin) else { return true };
        if o.underlying == TypeId::INVALID || o.rhs == TypeId::INVALID {
            return true;
        }
        if self.store[obj].pkg.is_some()
            && self.store[obj].pkg != self.env.pkg
            && named_is_plain(self.store.as_named(t))
        {
            return true;
        }
        if nest.iter().any(|&x| self.store.identical(x, t)) {
            if let Some(start) = path.iter().position(|&x| self.store.identical(x, t)) {
                let cycle = path[start..].to_vec();
                self.make_invalid(t);
                self.type_cycle_error(&cycle);
            }
            return false;
        }
        // The right-hand side as written: forwarding declarations (type A B) are part of the path.
        let body = self.store.as_named(origin).map_or(TypeId::NONE, |o| o.rhs);
        nest.push(t);
        path.push(t);
        let ok = self.finite(body, nest, path);
        path.pop();
        nest.pop();
        // What an instance contains depends on the nest it is in.
        if ok && nest.is_empty() && named_is_plain(self.store.as_named(t)) {
            self.valid_types.insert(t);
        }
        ok
    }

    fn make_invalid(&mut self, t: TypeId) {
        let Some(origin) = self.store.as_named(t).map(|n| n.origin) else { return };
        for t in [t, origin] {
            if let Some(n) = self.store.named_mut(t) {
                n.underlying = TypeId::INVALID;
                n.state = NamedState::Resolved;
            }
        }
    }
}

fn named_is_plain(n: Option<&Named>) -> bool {
    n.is_none_or(|n| n.targs.is_empty())
}
