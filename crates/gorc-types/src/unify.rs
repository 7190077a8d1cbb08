//! Unification of types with type parameters to be inferred.
//!
//! Parameters unified with each other share one slot. Inexact unification (of an argument with its parameter) lets defined types match type
//! literals by their underlying types, ignores channel directions, and matches interfaces by their methods; inside types
//! everything must match exactly.

use crate::ids::*;
use crate::object::ObjFlags;
use crate::store::Store;
use crate::types::*;

/// How exactly two types must match.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exactness {
    /// As for assignability.
    Assign,
    /// Underlying types may match.
    Inexact,
    Exact,
}

/// State of a unification.
pub(crate) struct Unifier {
    tparams: Vec<TypeId>,
    slot: Vec<usize>,
    types: Vec<TypeId>,
    depth: u32,
}

impl Unifier {
    pub(crate) fn new(tparams: &[TypeId], known: &[TypeId]) -> Unifier {
        Unifier {
            tparams: tparams.to_vec(),
            slot: (0..tparams.len()).collect(),
            types: known.to_vec(),
            depth: 0,
        }
    }

    /// The type inferred for the `i`th parameter, or `NONE`.
    pub(crate) fn at(&self, i: usize) -> TypeId {
        self.types[self.slot[i]]
    }

    pub(crate) fn set(&mut self, i: usize, t: TypeId) {
        let s = self.slot[i];
        self.types[s] = t;
    }

    /// Number of parameters without type.
    pub(crate) fn unknowns(&self) -> usize {
        (0..self.tparams.len()).filter(|&i| self.at(i).is_none()).count()
    }

    fn index(&self, t: TypeId) -> Option<usize> {
        self.tparams.iter().position(|&p| p == t)
    }

    fn join(&mut self, i: usize, j: usize) {
        let (a, b) = (self.slot[i], self.slot[j]);
        if a == b {
            return;
        }
        if self.types[a].is_none() {
            self.types[a] = self.types[b];
        }
        for s in &mut self.slot {
            if *s == b {
                *s = a;
            }
        }
    }

    pub(crate) fn unify(&mut self, s: &mut Store, x: TypeId, y: TypeId, mode: Exactness) -> bool {
        if self.depth > 100 {
            return false;
        }
        self.depth += 1;
        let ok = self.nify(s, x, y, mode);
        self.depth -= 1;
        ok
    }

    fn nify(&mut self, s: &mut Store, x: TypeId, y: TypeId, mode: Exactness) -> bool {
        let (mut x, mut y) = (s.unalias(x), s.unalias(y));
        if x == y {
            return true;
        }
        // Make y the defined type if only one is.
        let named = |s: &Store, t: TypeId| matches!(s.ty(t), Type::Named(_));
        if named(s, x) && !named(s, y) {
            std::mem::swap(&mut x, &mut y);
        }
        if mode != Exactness::Exact
            && named(s, y)
            && is_literal(s, x)
            && !matches!(s.ty(x), Type::Interface(_))
        {
            y = s.under(y);
        }
        let (px, py) = (self.index(x), self.index(y));
        match (px, py) {
            (Some(i), Some(j)) => {
                let (a, b) = (self.at(i), self.at(j));
                if a.is_some() && b.is_some() {
                    return self.unify(s, a, b, mode);
                }
                self.join(i, j);
                return true;
            }
            (None, Some(j)) => return self.bind(s, j, x, mode),
            (Some(i), None) => return self.bind(s, i, y, mode),
            (None, None) => {}
        }
        if x == y {
            return true;
        }
        let same_origin = match (s.as_named(x), s.as_named(y)) {
            (Some(a), Some(b)) => a.origin == b.origin && !a.targs.is_empty(),
            _ => false,
        };
        if mode != Exactness::Exact && !same_origin {
            if let Some(ok) = self.interfaces(s, x, y) {
                return ok;
            }
            // Type parameters that are not being inferred match through their core types.
            for (a, b) in [(x, y), (y, x)] {
                if s.is_type_param(a) {
                    let core = s.core_type(a);
                    if core.is_none() || s.is_type_param(b) {
                        return false;
                    }
                    return self.unify(s, core, b, mode);
                }
            }
        }
        self.structure(s, x, y, mode)
    }

    /// Unifies a parameter with a type.
    fn bind(&mut self, s: &mut Store, i: usize, t: TypeId, mode: Exactness) -> bool {
        let have = self.at(i);
        if have.is_none() {
            self.set(i, t);
            return true;
        }
        if !self.unify(s, have, t, mode) {
            return false;
        }
        if mode != Exactness::Exact {
            // An interface does not stand for what implements it: both must be interfaces with the same methods.
            let methods = |s: &mut Store, t: TypeId| match s.under_type(t) {
                Type::Interface(i) if !s.is_type_param(t) => Some(s.type_set(i).methods.len()),
                _ => None,
            };
            if methods(s, have) != methods(s, t) {
                return false;
            }
            let named = |s: &Store, t: TypeId| matches!(s.get(t), Type::Named(_));
            let (hn, tn) = (named(s, have), named(s, t));
            if tn && !hn {
                self.set(i, t);
            } else if !tn && !hn {
                // Prefer a bidirectional channel's counterpart that has a direction.
                if let (Type::Chan(ChanDir::Both, _), Type::Chan(d, _)) = (s.get(have), s.get(t))
                    && d != ChanDir::Both
                {
                    self.set(i, t);
                }
            }
        }
        true
    }

    /// Inexact unification where an interface is involved; `None` if none is.
    fn interfaces(&mut self, s: &mut Store, x: TypeId, y: TypeId) -> Option<bool> {
        let iface = |s: &mut Store, t: TypeId| match s.under_type(t) {
            Type::Interface(i) if !s.is_type_param(t) => Some(i),
            _ => None,
        };
        let (xi, yi) = (iface(s, x), iface(s, y));
        match (xi, yi) {
            (None, None) => None,
            (Some(a), Some(b)) => {
                let (p, q) = (s.type_set(a).clone(), s.type_set(b).clone());
                if p.comparable != q.comparable || p.terms.is_some() != q.terms.is_some() {
                    return Some(false);
                }
                let (few, many) = if p.methods.len() <= q.methods.len() {
                    (&p.methods, &q.methods)
                } else {
                    (&q.methods, &p.methods)
                };
                for &m in few.iter() {
                    let (pkg, name, ty) = (s[m].pkg, s[m].name, s[m].ty);
                    let Some(&n) = many.iter().find(|&&n| s.same_id(n, pkg, name, false)) else {
                        return Some(false);
                    };
                    let nt = s[n].ty;
                    if !self.unify(s, ty, nt, Exactness::Exact) {
                        return Some(false);
                    }
                }
                Some(true)
            }
            (Some(i), None) => Some(self.methods(s, i, y)),
            (None, Some(i)) => Some(self.methods(s, i, x)),
        }
    }

    /// Every method of the interface must be a method of the type, with a signature that unifies.
    fn methods(&mut self, s: &mut Store, iface: u32, t: TypeId) -> bool {
        let methods = s.type_set(iface).methods.clone();
        for &m in &*methods {
            let (pkg, name, ty) = (s[m].pkg, s[m].name, s[m].ty);
            let l = s.lookup_field_or_method(t, false, pkg, name, false);
            if !l.found() || s[l.obj].ty.is_none() || !s[l.obj].has(ObjFlags::METHOD) {
                return false;
            }
            let have = s.method_signature(l.obj, l.holder);
            if !self.unify(s, ty, have, Exactness::Exact) {
                return false;
            }
        }
        true
    }

    fn lists(&mut self, s: &mut Store, x: ObjList, y: ObjList) -> bool {
        x.len() == y.len()
            && (0..x.len()).all(|i| {
                let (a, b) = (s[s.obj_at(x, i)].ty, s[s.obj_at(y, i)].ty);
                self.unify(s, a, b, Exactness::Exact)
            })
    }

    fn structure(&mut self, s: &mut Store, x: TypeId, y: TypeId, mode: Exactness) -> bool {
        let inner = Exactness::Exact;
        match (s.ty(x), s.ty(y)) {
            (Type::Basic(a), Type::Basic(b)) => a == b,
            (Type::Pointer(a), Type::Pointer(b)) | (Type::Slice(a), Type::Slice(b)) => {
                self.unify(s, a, b, inner)
            }
            (Type::Array(a, n), Type::Array(b, m)) => {
                (n < 0 || m < 0 || n == m) && self.unify(s, a, b, inner)
            }
            (Type::Map(k, v), Type::Map(l, w)) => self.unify(s, k, l, inner) && self.unify(s, v, w, inner),
            (Type::Chan(d, a), Type::Chan(e, b)) => {
                (mode != Exactness::Exact || d == e) && self.unify(s, a, b, inner)
            }
            (Type::Tuple(a), Type::Tuple(b)) => self.lists(s, a, b),
            (Type::Struct(a), Type::Struct(b)) => {
                let (f, g) = (s.structs[a as usize].fields, s.structs[b as usize].fields);
                if s.structs[a as usize].tags != s.structs[b as usize].tags || f.len() != g.len() {
                    return false;
                }
                let names = (0..f.len()).all(|i| {
                    let (p, q) = (s.obj_at(f, i), s.obj_at(g, i));
                    let (pkg, name) = (s[q].pkg, s[q].name);
                    s.same_id(p, pkg, name, false)
                        && s[p].has(ObjFlags::EMBEDDED) == s[q].has(ObjFlags::EMBEDDED)
                });
                names && self.lists(s, f, g)
            }
            (Type::Signature(a), Type::Signature(b)) => {
                let (a, b) = (s.sig_data(a), s.sig_data(b));
                a.tparams.len() == b.tparams.len()
                    && a.variadic == b.variadic
                    && self.lists(s, a.params, b.params)
                    && self.lists(s, a.results, b.results)
            }
            (Type::Interface(a), Type::Interface(b)) => {
                let (p, q) = (s.type_set(a).clone(), s.type_set(b).clone());
                p.comparable == q.comparable
                    && p.terms.is_some() == q.terms.is_some()
                    && p.methods.len() == q.methods.len()
                    && p.methods.iter().zip(q.methods.iter()).all(|(&m, &n)| {
                        s[m].name == s[n].name && {
                            let (mt, nt) = (s[m].ty, s[n].ty);
                            self.unify(s, mt, nt, inner)
                        }
                    })
            }
            (Type::Named(a), Type::Named(b)) => {
                let (n, m) = (&s.named[a as usize], &s.named[b as usize]);
                if n.origin != m.origin || n.targs.len() != m.targs.len() || n.targs.is_empty() {
                    return false;
                }
                let (p, q) = (n.targs, m.targs);
                (0..p.len()).all(|i| {
                    let (a, b) = (s.type_at(p, i), s.type_at(q, i));
                    self.unify(s, a, b, mode)
                })
            }
            _ => false,
        }
    }
}

/// Whether a type is neither defined nor a type parameter.
fn is_literal(s: &Store, t: TypeId) -> bool {
    !matches!(s.ty(t), Type::Named(_) | Type::TypeParam(_))
}
