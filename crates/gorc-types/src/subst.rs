//! Substitution of type arguments for type parameters, and instances of generic types.
//!
//! Invariant: a type that does not mention the parameters is returned unchanged (same id). Instances of named types
//! are expanded lazily, when their underlying type is first asked for.

use crate::ids::*;
use crate::object::*;
use crate::store::Store;
use crate::types::*;
use smallvec::SmallVec;

impl Store {
    /// `t` with each of `from` replaced by the corresponding type of `to`.
    pub fn subst(&mut self, t: TypeId, from: &[TypeId], to: &[TypeId]) -> TypeId {
        if from.is_empty() || t.is_none() {
            return t;
        }
        Subst { from, to, depth: 0 }.ty(self, t)
    }

    /// The instance of a generic named type or alias; the same instance each time.
    pub fn instantiate(&mut self, origin: TypeId, targs: &[TypeId]) -> TypeId {
        match self.ty(origin) {
            Type::Named(n) => self.instantiate_named(origin, n, &[], targs),
            Type::Alias(a) => {
                let alias = &self.aliases[a as usize];
                let (obj, tparams, rhs) = (alias.obj, alias.tparams, alias.rhs);
                let from: SmallVec<[TypeId; 4]> = self[tparams].into();
                if from.len() != targs.len() {
                    return TypeId::INVALID;
                }
                let rhs = self.subst(rhs, &from, targs);
                let id = self.new_alias(obj, rhs);
                let targs = self.type_list(targs);
                if let Some(alias) = self.aliases.last_mut() {
                    alias.origin = origin;
                    alias.targs = targs;
                }
                id
            }
            _ => TypeId::INVALID,
        }
    }

    /// An instance of a defined type; `outer`: arguments for the type parameters of the function it is declared in.
    fn instantiate_named(&mut self, origin: TypeId, n: u32, outer: &[TypeId], targs: &[TypeId]) -> TypeId {
        let mut h = u64::from(origin.0);
        for &t in outer.iter().chain(targs) {
            h = (h.rotate_left(7) ^ self.type_hash(t, 0)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
        if let Some(list) = self.instances.get(&h) {
            let list = list.clone();
            for t in list {
                let Some(inst) = self.as_named(t) else { continue };
                if inst.origin != origin || inst.targs.len() != targs.len() || inst.outer.len() != outer.len()
                {
                    continue;
                }
                let (own, of_func) = (inst.targs, inst.outer);
                let mut same = |list: TypeList, wanted: &[TypeId]| {
                    wanted.iter().enumerate().all(|(i, &w)| {
                        let have = self.type_at(list, i);
                        self.identical(have, w)
                    })
                };
                if same(own, targs) && same(of_func, outer) {
                    return t;
                }
            }
        }
        let obj = self.named[n as usize].obj;
        let local_in = self.named[n as usize].local_in;
        let id = self.new_named(obj);
        let (targs, outer) = (self.type_list(targs), self.type_list(outer));
        if let Some(inst) = self.named.last_mut() {
            inst.origin = origin;
            inst.targs = targs;
            inst.outer = outer;
            inst.local_in = local_in;
        }
        self.instances.entry(h).or_default().push(id);
        id
    }

    /// The type parameters of a function, its receiver's first: those that its local types have implicitly.
    pub fn outer_tparams(&self, func: ObjId) -> SmallVec<[TypeId; 4]> {
        if func.is_none() {
            return SmallVec::new();
        }
        let Some(sig) = self.as_signature(self[func].ty) else { return SmallVec::new() };
        let mut list: SmallVec<[TypeId; 4]> = self[sig.recv_tparams].into();
        list.extend_from_slice(&self[sig.tparams]);
        list
    }

    /// Computes the underlying type of a named type that is not resolved; `INVALID` if that is not possible yet.
    pub(crate) fn expand(&mut self, _t: TypeId, n: u32) -> TypeId {
        let named = &self.named[n as usize];
        match named.state {
            NamedState::Resolved => return named.underlying,
            NamedState::Resolving => return TypeId::INVALID,
            NamedState::Unresolved => {}
        }
        let (origin, targs, outer, local_in) = (named.origin, named.targs, named.outer, named.local_in);
        if targs.is_empty() && outer.is_empty() {
            return self.resolve_declared(n);
        }
        let Some(o) = self.as_named(origin) else { return TypeId::INVALID };
        if o.state != NamedState::Resolved {
            return TypeId::INVALID;
        }
        let (tparams, underlying) = (o.tparams, o.underlying);
        let mut from: SmallVec<[TypeId; 4]> = self[tparams].into();
        let mut to: SmallVec<[TypeId; 4]> = self[targs].into();
        if from.len() != to.len() {
            return TypeId::INVALID;
        }
        if !outer.is_empty() {
            from.extend(self.outer_tparams(local_in));
            to.extend_from_slice(&self[outer]);
        }
        self.named[n as usize].state = NamedState::Resolving;
        let u = self.subst(underlying, &from, &to);
        let u = self.under(u);
        let named = &mut self.named[n as usize];
        named.underlying = u;
        named.state = NamedState::Resolved;
        u
    }

    /// The underlying type of a declared type is that of its right-hand side, once that is known.
    fn resolve_declared(&mut self, n: u32) -> TypeId {
        let rhs = self.named[n as usize].rhs;
        if rhs.is_none() {
            return TypeId::INVALID;
        }
        self.named[n as usize].state = NamedState::Resolving;
        let u = self.under(rhs);
        let known = u != TypeId::INVALID || self.unalias(rhs) == TypeId::INVALID;
        let named = &mut self.named[n as usize];
        if named.state == NamedState::Resolved {
            return named.underlying;
        }
        if known {
            named.underlying = u;
            named.state = NamedState::Resolved;
        } else {
            named.state = NamedState::Unresolved;
        }
        u
    }

    /// The type arguments with which a method's receiver type parameters are instantiated when the method is found at
    /// receiver type `named` (an instance); empty for methods of types that are not generic.
    pub fn receiver_targs(&self, named: TypeId) -> TypeList {
        self.as_named(named).map_or(TypeList::EMPTY, |n| n.targs)
    }

    /// The signature of method `m` (of a declared type) as found at receiver type `named`.
    pub fn method_signature(&mut self, m: ObjId, named: TypeId) -> TypeId {
        let ty = self[m].ty;
        let named = self.unalias(named);
        let targs = self.receiver_targs(named);
        let Some(sig) = self.as_signature(ty) else { return ty };
        if targs.is_empty() || sig.recv_tparams.len() != targs.len() {
            return ty;
        }
        if let Some(&t) = self.method_types.get(&(m, named)) {
            return t;
        }
        let from: SmallVec<[TypeId; 4]> = self[sig.recv_tparams].into();
        let to: SmallVec<[TypeId; 4]> = self[targs].into();
        let t = if from == to { ty } else { Subst { from: &from, to: &to, depth: 0 }.method(self, sig) };
        self.method_types.insert((m, named), t);
        t
    }
}

struct Subst<'s> {
    from: &'s [TypeId],
    to: &'s [TypeId],
    depth: u32,
}

impl Subst<'_> {
    fn ty(&mut self, s: &mut Store, t: TypeId) -> TypeId {
        if self.depth > 200 {
            return t;
        }
        self.depth += 1;
        let r = self.inner(s, t);
        self.depth -= 1;
        r
    }

    fn inner(&mut self, s: &mut Store, t: TypeId) -> TypeId {
        match s.ty(t) {
            Type::None | Type::Basic(_) => t,
            Type::TypeParam(_) => match self.from.iter().position(|&p| p == t) {
                Some(i) if self.to[i].is_some() => self.to[i],
                _ => t,
            },
            Type::Pointer(e) => {
                let r = self.ty(s, e);
                if r == e { t } else { s.new_pointer(r) }
            }
            Type::Slice(e) => {
                let r = self.ty(s, e);
                if r == e { t } else { s.new_slice(r) }
            }
            Type::Array(e, n) => {
                let r = self.ty(s, e);
                if r == e { t } else { s.new_array(r, n) }
            }
            Type::Map(k, v) => {
                let (rk, rv) = (self.ty(s, k), self.ty(s, v));
                if rk == k && rv == v { t } else { s.new_map(rk, rv) }
            }
            Type::Chan(d, e) => {
                let r = self.ty(s, e);
                if r == e { t } else { s.new_chan(d, r) }
            }
            Type::Tuple(l) => {
                let r = self.vars(s, l);
                if r == l { t } else { s.tuple_of(r) }
            }
            Type::Struct(i) => {
                let fields = s.structs[i as usize].fields;
                let r = self.vars(s, fields);
                if r == fields {
                    return t;
                }
                let tags = s.structs[i as usize].tags.clone();
                s.new_struct(Struct { fields: r, tags })
            }
            Type::Signature(i) => self.signature(s, t, s.sigs[i as usize]),
            Type::Interface(i) => self.interface(s, t, i),
            Type::Union(u) => {
                let terms = s.unions[u as usize].terms.clone();
                let new: Vec<Term> =
                    terms.iter().map(|x| Term { tilde: x.tilde, ty: self.ty(s, x.ty) }).collect();
                if *new == *terms { t } else { s.new_union(&new) }
            }
            Type::Named(n) => self.named(s, t, n),
            Type::Alias(a) => self.alias(s, t, a),
        }
    }

    fn named(&mut self, s: &mut Store, t: TypeId, n: u32) -> TypeId {
        let named = &s.named[n as usize];
        let (origin, targs) = (named.origin, named.targs);
        if named.local_in.is_some()
            && let Some(outer) = self.outer(s, n)
        {
            let new = self.types(s, targs).unwrap_or_else(|| s[targs].into());
            return match s.ty(origin) {
                Type::Named(o) => s.instantiate_named(origin, o, &outer, &new),
                _ => t,
            };
        }
        match self.types(s, targs) {
            // Too few or too many arguments were reported where they stand.
            Some(new) if s.as_named(origin).is_some_and(|o| o.tparams.len() != new.len()) => TypeId::INVALID,
            Some(new) => s.instantiate(origin, &new),
            None => t,
        }
    }

    fn alias(&mut self, s: &mut Store, t: TypeId, a: u32) -> TypeId {
        let alias = &s.aliases[a as usize];
        let (origin, targs, rhs) = (alias.origin, alias.targs, alias.rhs);
        // One declared in a generic function may mention that function's type parameters.
        if targs.is_empty() || !s[alias.obj].has(ObjFlags::PACKAGE_LEVEL) {
            let r = self.ty(s, rhs);
            return if r == rhs { t } else { r };
        }
        match self.types(s, targs) {
            Some(new) => s.instantiate(origin, &new),
            None => t,
        }
    }

    /// The type arguments that a local type of a generic function gets for the function's type parameters, if any change.
    fn outer(&mut self, s: &mut Store, n: u32) -> Option<SmallVec<[TypeId; 4]>> {
        let (outer, func) = (s.named[n as usize].outer, s.named[n as usize].local_in);
        if !outer.is_empty() {
            return match self.types(s, outer) {
                Some(new) => Some(new),
                None => Some(s[outer].into()),
            };
        }
        let params = s.outer_tparams(func);
        if params.is_empty() || !params.iter().any(|p| self.from.contains(p)) {
            return None;
        }
        Some(params.iter().map(|&p| self.ty(s, p)).collect())
    }

    /// The list with each type substituted, or `None` if nothing changes.
    fn types(&mut self, s: &mut Store, list: TypeList) -> Option<SmallVec<[TypeId; 4]>> {
        let mut out: Option<SmallVec<[TypeId; 4]>> = None;
        for i in 0..list.len() {
            let t = s.type_at(list, i);
            let r = self.ty(s, t);
            if r != t && out.is_none() {
                out = Some(s[list][..i].into());
            }
            if let Some(o) = &mut out {
                o.push(r);
            }
        }
        out
    }

    fn vars(&mut self, s: &mut Store, list: ObjList) -> ObjList {
        let mut out: Option<SmallVec<[ObjId; 8]>> = None;
        for i in 0..list.len() {
            let v = s.obj_at(list, i);
            let t = s[v].ty;
            let r = self.ty(s, t);
            let mut new = v;
            if r != t {
                let mut o = s[v].clone();
                o.ty = r;
                new = s.new_object(o);
                if out.is_none() {
                    out = Some(s[list][..i].into());
                }
            }
            if let Some(o) = &mut out {
                o.push(new);
            }
        }
        match out {
            Some(o) => s.obj_list(&o),
            None => list,
        }
    }

    fn signature(&mut self, s: &mut Store, t: TypeId, sig: Signature) -> TypeId {
        let params = self.vars(s, sig.params);
        let results = self.vars(s, sig.results);
        if params == sig.params && results == sig.results {
            return t;
        }
        s.new_signature(Signature { params, results, ..sig })
    }

    /// A method's signature; its own type parameters are renewed as their constraints may change.
    fn method(&mut self, s: &mut Store, sig: Signature) -> TypeId {
        let mut sig = sig;
        let mut from: SmallVec<[TypeId; 4]> = self.from.into();
        let mut to: SmallVec<[TypeId; 4]> = self.to.into();
        if !sig.tparams.is_empty() {
            let mut fresh: SmallVec<[TypeId; 4]> = SmallVec::new();
            for i in 0..sig.tparams.len() {
                let p = s.type_at(sig.tparams, i);
                let obj = s.as_tparam(p).map_or(ObjId::NONE, |p| p.obj);
                let new = s.new_tparam(obj, i as u32, TypeId::NONE);
                fresh.push(new);
                from.push(p);
                to.push(new);
            }
            for i in 0..fresh.len() {
                let old = s.type_at(sig.tparams, i);
                let bound = s.bound_of(old);
                let bound = s.subst(bound, &from, &to);
                if let Type::TypeParam(p) = s.ty(fresh[i]) {
                    s.tparams[p as usize].bound = bound;
                }
            }
            sig.tparams = s.type_list(&fresh);
        }
        let mut inner = Subst { from: &from, to: &to, depth: 0 };
        if sig.recv.is_some() {
            let recv = s.obj_list(&[sig.recv]);
            let r = inner.vars(s, recv);
            sig.recv = s.obj_at(r, 0);
        }
        sig.recv_tparams = TypeList::EMPTY;
        sig.params = inner.vars(s, sig.params);
        sig.results = inner.vars(s, sig.results);
        s.new_signature(sig)
    }

    fn interface(&mut self, s: &mut Store, t: TypeId, i: u32) -> TypeId {
        let iface = &s.ifaces[i as usize];
        let (methods, embeds) = (iface.methods, iface.embeds);
        let new_methods = self.vars(s, methods);
        let new_embeds = self.types(s, embeds);
        if new_methods == methods && new_embeds.is_none() {
            return t;
        }
        let embeds = match new_embeds {
            Some(e) => s.type_list(&e),
            None => embeds,
        };
        let old = &s.ifaces[i as usize];
        let new = Interface {
            methods: new_methods,
            embeds,
            embed_pos: old.embed_pos.clone(),
            implicit: old.implicit,
            complete: old.complete,
            tset: TypeSetId::NONE,
        };
        s.new_interface(new)
    }
}
