//! Unification of types with type parameters to be inferred.
//!
//! Parameters unified with each other share one slot. Inexact unification lets defined types match type literals by their
//! underlying types, ignores channel directions, and matches interfaces by their methods; where an argument is assigned to its
//! parameter that goes for the outermost types only, inside them everything must match exactly.

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
    /// Whether interfaces match what implements them (Go 1.21).
    interfaces: bool,
}

impl Unifier {
    pub(crate) fn new(tparams: &[TypeId], known: &[TypeId], interfaces: bool) -> Unifier {
        Unifier {
            tparams: tparams.to_vec(),
            slot: (0..tparams.len()).collect(),
            types: known.to_vec(),
            depth: 0,
            interfaces,
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
        // What is inferred keeps the name of an alias.
        let (mut x_written, mut y_written) = (x, y);
        let (mut x, mut y) = (s.unalias(x), s.unalias(y));
        if x == y {
            return true;
        }
        // A defined type goes to y, a parameter to x.
        let named = |s: &Store, t: TypeId| matches!(s.ty(t), Type::Named(_));
        if named(s, x) || self.index(y).is_some() {
            std::mem::swap(&mut x, &mut y);
            std::mem::swap(&mut x_written, &mut y_written);
        }
        let interface = self.interfaces && matches!(s.ty(x), Type::Interface(_));
        if mode != Exactness::Exact && named(s, y) && is_literal(s, x) && !interface {
            y = s.under(y);
            y_written = y;
            if x == y {
                return true;
            }
        }
        let (px, py) = (self.index(x), self.index(y));
        match (px, py) {
            (Some(i), Some(j)) => {
                let (a, b) = (self.at(i), self.at(j));
                if a.is_some() && b.is_some() {
                    return self.slot[i] == self.slot[j] || self.unify(s, a, b, mode);
                }
                self.join(i, j);
                return true;
            }
            (None, Some(j)) => return self.bind(s, j, x_written, mode),
            (Some(i), None) => return self.bind(s, i, y_written, mode),
            (None, None) => {}
        }
        if self.interfaces
            && mode != Exactness::Exact
            && let Some(ok) = self.match_interfaces(s, x, y)
        {
            return ok;
        }
        // Type parameters that are not being inferred match through their core types.
        if s.is_type_param(y) {
            std::mem::swap(&mut x, &mut y);
        }
        if s.is_type_param(x) {
            let core = s.core_type(x);
            return core.is_some() && self.unify(s, core, y, Exactness::Assign);
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
        let methods = |s: &mut Store, t: TypeId| match s.under_type(t) {
            Type::Interface(i) if !s.is_type_param(t) => Some(s.type_set(i).methods.len()),
            _ => None,
        };
        let named = |s: &Store, t: TypeId| matches!(s.get(t), Type::Named(_));
        let (hn, tn) = (named(s, have), named(s, t));
        match (methods(s, have), methods(s, t)) {
            // Which name would be the right one is not known.
            (Some(_), Some(_)) if hn && tn => return s.identical(have, t),
            // An interface does not stand for what implements it.
            (a, b) if a != b => return false,
            _ => {}
        }
        if mode == Exactness::Exact || hn {
            return true;
        }
        // A defined type, or a channel with a direction, is what the others can be assigned to.
        let directed = matches!(s.under_type(t), Type::Chan(d, _) if d != ChanDir::Both);
        if tn || directed {
            self.set(i, t);
        }
        true
    }

    /// Inexact unification where an interface is involved; `None` if none is.
    fn match_interfaces(&mut self, s: &mut Store, x: TypeId, y: TypeId) -> Option<bool> {
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

    fn lists(&mut self, s: &mut Store, x: ObjList, y: ObjList, mode: Exactness) -> bool {
        x.len() == y.len()
            && (0..x.len()).all(|i| {
                let (a, b) = (s[s.obj_at(x, i)].ty, s[s.obj_at(y, i)].ty);
                self.unify(s, a, b, mode)
            })
    }

    fn structure(&mut self, s: &mut Store, x: TypeId, y: TypeId, mode: Exactness) -> bool {
        // What is inside types that are assigned must match exactly.
        let inner = if mode == Exactness::Inexact { mode } else { Exactness::Exact };
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
            (Type::Tuple(a), Type::Tuple(b)) => self.lists(s, a, b, mode),
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
                names && self.lists(s, f, g, inner)
            }
            (Type::Signature(a), Type::Signature(b)) => {
                let (a, b) = (s.sig_data(a), s.sig_data(b));
                a.tparams.len() == b.tparams.len()
                    && a.variadic == b.variadic
                    && self.lists(s, a.params, b.params, inner)
                    && self.lists(s, a.results, b.results, inner)
            }
            (Type::Interface(a), Type::Interface(b)) if !self.interfaces || mode == Exactness::Exact => {
                let (p, q) = (s.type_set(a).clone(), s.type_set(b).clone());
                p.comparable == q.comparable
                    && p.terms.is_some() == q.terms.is_some()
                    && p.methods.len() == q.methods.len()
                    && p.methods.iter().zip(q.methods.iter()).all(|(&m, &n)| {
                        s[m].name == s[n].name && {
                            let (mt, nt) = (s[m].ty, s[n].ty);
                            self.unify(s, mt, nt, Exactness::Exact)
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
