//! Type sets of interfaces, and what follows from them: constraint interfaces, core types.
//!
//! A type set is computed when first asked for and cached, without reporting: the checker validates interfaces
//! separately (`interface.rs`). Invariant: `terms` of a set are pairwise disjoint.

use crate::ids::*;
use crate::members::{MemberKey, Members, SmallSet};
use crate::store::Store;
use crate::types::*;
use smallvec::SmallVec;

/// Methods with different names.
#[derive(Default)]
struct MethodList {
    list: Vec<ObjId>,
    keys: SmallSet<MemberKey>,
}

impl MethodList {
    /// Adds a method if its name is new.
    fn add(&mut self, s: &Store, m: ObjId) {
        if self.keys.insert(s.member_key(m)) {
            self.list.push(m);
        }
    }
}

impl Store {
    /// The type set of the interface with this index.
    pub fn type_set(&mut self, iface: u32) -> &TypeSet {
        let id = self.type_set_id(iface);
        &self.tsets[id.index()]
    }

    /// The id of the type set of the interface with this index.
    pub(crate) fn type_set_id(&mut self, iface: u32) -> TypeSetId {
        let i = &self.ifaces[iface as usize];
        if i.tset.is_some() || !i.complete {
            return i.tset;
        }
        // A placeholder guards against interfaces that embed themselves (reported elsewhere).
        let id = TypeSetId(self.tsets.len() as u32);
        let methods = self[i.methods].into();
        self.tsets.push(TypeSet { methods, terms: None, comparable: false });
        self.ifaces[iface as usize].tset = id;
        let (set, settled) = self.compute_type_set(iface);
        self.tsets[id.index()] = set;
        self.member_indices.remove(&Members::Set(id));
        if !settled {
            // An embedded type is still being declared: compute again next time.
            self.ifaces[iface as usize].tset = TypeSetId::NONE;
        }
        id
    }

    /// The methods of an interface type's type set, sorted by name.
    pub fn interface_methods(&mut self, t: TypeId) -> Box<[ObjId]> {
        match self.under_type(t) {
            Type::Interface(i) => self.type_set(i).methods.clone(),
            _ => Box::default(),
        }
    }

    fn compute_type_set(&mut self, iface: u32) -> (TypeSet, bool) {
        let mut settled = true;
        let i = &self.ifaces[iface as usize];
        let (own, embeds) = (i.methods, i.embeds);
        let mut methods = MethodList::default();
        for k in 0..own.len() {
            // Of duplicates, which are reported, the first counts.
            methods.add(self, self.obj_at(own, k));
        }
        let mut terms: Option<Vec<Term>> = None;
        let mut comparable = false;
        for k in 0..embeds.len() {
            let e = self.type_at(embeds, k);
            let (eterms, ecomparable) = match self.under_type(e) {
                Type::Interface(j) => {
                    let set = self.type_set(j);
                    let found = (set.terms.as_deref().map(<[Term]>::to_vec), set.comparable);
                    let inherited = set.methods.clone();
                    for &m in &*inherited {
                        methods.add(self, m);
                    }
                    found
                }
                Type::Union(u) => (self.normalized_union(u).map(|t| t.into_vec()), false),
                Type::Basic(BasicKind::Invalid) => {
                    settled &= !self.is_valid(e);
                    (None, false)
                }
                _ => (Some(vec![Term { tilde: false, ty: e }]), false),
            };
            (terms, comparable) = self.intersect(terms, comparable, eterms, ecomparable);
        }
        let mut methods = methods.list;
        if methods.len() > 1 {
            methods.sort_by_cached_key(|&m| {
                let o = &self[m];
                let private = !crate::object::is_exported(o.name);
                (o.name.as_str(), private.then(|| self[o.pkg].path.as_str()))
            });
        }
        (TypeSet { methods: methods.into(), terms: terms.map(Into::into), comparable }, settled)
    }

    /// The union's terms, disjoint; `None` if they include all types.
    pub(crate) fn normalized_union(&mut self, u: u32) -> Option<Box<[Term]>> {
        let terms = self.unions[u as usize].terms.clone();
        let mut out: Vec<Term> = Vec::new();
        for t in &*terms {
            match self.under_type(t.ty) {
                Type::Interface(i) => match self.type_set(i).terms.clone() {
                    // An interface with methods or `comparable` is an error in a union of several terms.
                    None => return None,
                    Some(inner) => {
                        for t in &*inner {
                            self.add_term(&mut out, *t);
                        }
                    }
                },
                _ if !self.is_valid(t.ty) => {}
                // No type has that underlying type.
                _ if t.tilde && !self.is_underlying(t.ty) => {}
                _ => self.add_term(&mut out, *t),
            }
        }
        Some(out.into())
    }

    /// Whether a type is its own underlying type.
    fn is_underlying(&mut self, t: TypeId) -> bool {
        let u = self.under(t);
        self.identical(u, t)
    }

    fn add_term(&mut self, out: &mut Vec<Term>, t: Term) {
        if out.iter().any(|&x| self.term_includes(x, t)) {
            return;
        }
        out.retain(|&x| !self.term_includes(t, x));
        out.push(t);
    }

    /// Whether every type of term `y` belongs to term `x`.
    pub(crate) fn term_includes(&mut self, x: Term, y: Term) -> bool {
        if y.tilde && !x.tilde {
            return false;
        }
        let u = if x.tilde { self.under(y.ty) } else { y.ty };
        let v = if x.tilde { self.under(x.ty) } else { x.ty };
        self.identical(u, v)
    }

    /// Whether no type belongs to both terms.
    pub(crate) fn terms_disjoint(&mut self, x: Term, y: Term) -> bool {
        let u = if y.tilde { self.under(x.ty) } else { x.ty };
        let v = if x.tilde { self.under(y.ty) } else { y.ty };
        !self.identical(u, v)
    }

    fn intersect(
        &mut self,
        x: Option<Vec<Term>>,
        xcomp: bool,
        y: Option<Vec<Term>>,
        ycomp: bool,
    ) -> (Option<Vec<Term>>, bool) {
        let mut terms = match (x, y) {
            (None, t) | (t, None) => t,
            (Some(x), Some(y)) => {
                let mut out = Vec::new();
                for &a in &x {
                    for &b in &y {
                        if !self.terms_disjoint(a, b) {
                            let t = if a.tilde && !b.tilde { b } else { a };
                            self.add_term(&mut out, t);
                        }
                    }
                }
                Some(out)
            }
        };
        let comp = xcomp || ycomp;
        if comp && let Some(list) = &mut terms {
            list.retain(|t| self.comparable(t.ty, false));
            return (terms, false);
        }
        (terms, comp)
    }

    /// The constraint of a type parameter as written.
    pub fn bound_of(&self, t: TypeId) -> TypeId {
        self.as_tparam(t).map_or(TypeId::INVALID, |p| p.bound)
    }

    /// The interface a type parameter's constraint stands for: itself, or the implicit interface around it.
    pub fn constraint_iface(&mut self, t: TypeId) -> TypeId {
        let Type::TypeParam(p) = self.get(t) else { return TypeId::EMPTY_INTERFACE };
        let tp = self.tparams[p as usize];
        if tp.iface.is_some() {
            return tp.iface;
        }
        if tp.bound.is_none() || self.is_type_param(tp.bound) {
            return TypeId::EMPTY_INTERFACE;
        }
        let u = self.under(tp.bound);
        let iface = match self.ty(u) {
            Type::Interface(_) => u,
            Type::Basic(BasicKind::Invalid) => {
                // Perhaps not resolved yet: do not cache.
                return TypeId::EMPTY_INTERFACE;
            }
            _ => self.implicit_interface(tp.bound),
        };
        self.tparams[p as usize].iface = iface;
        iface
    }

    /// The interface `interface{ t }` that a bare constraint stands for.
    pub(crate) fn implicit_interface(&mut self, t: TypeId) -> TypeId {
        let embeds = self.type_list(&[t]);
        self.new_interface(Interface {
            methods: ObjList::EMPTY,
            embeds,
            embed_pos: vec![gorc_syntax::Pos::NONE].into(),
            implicit: true,
            complete: true,
            tset: TypeSetId::NONE,
        })
    }

    /// The terms of a type parameter's (or interface's) type set; `None` if it is not restricted to specific types.
    pub fn type_set_terms(&mut self, t: TypeId) -> Option<Box<[Term]>> {
        match self.under_type(t) {
            Type::Interface(i) => self.type_set(i).terms.clone(),
            _ => None,
        }
    }

    /// The types over which a property of `t` ranges: those of a type parameter's type set (`None`: all types), or `t` itself.
    pub(crate) fn each_type(&mut self, t: TypeId) -> Option<SmallVec<[TypeId; 4]>> {
        if !self.is_type_param(t) {
            return Some(SmallVec::from_slice(&[t]));
        }
        self.type_set_terms(t).map(|terms| terms.iter().map(|x| x.ty).collect())
    }

    /// The core type: the underlying type, or for a type parameter the single underlying type common to its type
    /// set (channels may differ in direction). `NONE` if there is none.
    pub fn core_type(&mut self, t: TypeId) -> TypeId {
        if !self.is_type_param(t) {
            return self.under(t);
        }
        let Some(types) = self.each_type(t) else { return TypeId::NONE };
        let mut common = TypeId::NONE;
        for &x in &types {
            let u = self.under(x);
            if common.is_none() {
                common = u;
                continue;
            }
            if self.identical(common, u) {
                continue;
            }
            match (self.ty(common), self.ty(u)) {
                (Type::Chan(d, a), Type::Chan(e, b)) if self.identical(a, b) => {
                    if d == ChanDir::Both {
                        common = u;
                    } else if e != ChanDir::Both && d != e {
                        return TypeId::NONE;
                    }
                }
                _ => return TypeId::NONE,
            }
        }
        common
    }

    /// Like `core_type`, but a type set of byte slices and strings has core type `string` (`[]byte` if there are no strings).
    pub fn core_string(&mut self, t: TypeId) -> TypeId {
        if !self.is_type_param(t) {
            return self.under(t);
        }
        let core = self.core_type(t);
        if core.is_some() {
            return core;
        }
        let Some(types) = self.each_type(t) else { return TypeId::NONE };
        let ok = !types.is_empty() && types.iter().all(|&x| self.is_bytes_or_string(x));
        if ok { TypeId::STRING } else { TypeId::NONE }
    }

    /// Whether the underlying type is `string` or `[]byte`.
    pub(crate) fn is_bytes_or_string(&mut self, t: TypeId) -> bool {
        match self.under_type(t) {
            Type::Basic(k) => k.is_string(),
            Type::Slice(e) => self.under(e) == TypeId::UINT8 || self.under(e) == TypeId::BYTE,
            _ => false,
        }
    }
}
