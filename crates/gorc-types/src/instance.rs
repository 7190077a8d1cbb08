//! Instances of generic types and functions: verification of type arguments against constraints, and implementation of
//! interfaces.

use crate::checker::*;
use crate::ids::*;
use crate::lookup::LookupResult;
use crate::members::Members;
use crate::object::*;
use crate::types::*;
use crate::typestring::Qualifier;
use gorc_syntax::ast::{ExprId, ExprKind};
use smallvec::SmallVec;

impl<'a> Checker<'a> {
    /// Checks a written instance `G[T1, T2]` against G's constraints.
    pub(crate) fn check_instance(&mut self, inst: TypeId, x: ExprId, args: &[ExprId]) {
        let (obj, targs, tparams) = match self.store.ty(inst) {
            Type::Named(n) => {
                let n = &self.store.named[n as usize];
                let tparams = self.store.as_named(n.origin).map_or(TypeList::EMPTY, |o| o.tparams);
                (n.obj, n.targs, tparams)
            }
            Type::Alias(a) => {
                let a = &self.store.aliases[a as usize];
                let tparams = self.store.as_alias(a.origin).map_or(TypeList::EMPTY, |o| o.tparams);
                (a.obj, a.targs, tparams)
            }
            _ => return,
        };
        let tparams: SmallVec<[TypeId; 4]> = self.store[tparams].into();
        let targs: SmallVec<[TypeId; 4]> = self.store[targs].into();
        let generic = match self.env.ast[x].kind {
            ExprKind::Index { x, .. } => x,
            _ => x,
        };
        if !self.check_targ_count(obj, tparams.len(), targs.len(), generic) {
            return;
        }
        for (i, (&p, &t)) in tparams.iter().zip(&targs).enumerate() {
            let pos = args.get(i).map_or(self.pos(x), |&a| self.pos(a));
            self.mono_instance(&[p], &[t], pos);
        }
        if let Err((i, cause)) = self.verify(&tparams, &targs) {
            let pos = args.get(i).map_or(self.pos(x), |&a| self.pos(a));
            self.error(pos, "InvalidTypeArg", cause);
        }
        self.check_valid_type(inst);
    }

    /// Verifies type arguments; the index of the first that does not satisfy its constraint, and why.
    pub(crate) fn verify(&mut self, tparams: &[TypeId], targs: &[TypeId]) -> Result<(), (usize, String)> {
        for (i, &p) in tparams.iter().enumerate() {
            let Some(&targ) = targs.get(i) else { break };
            let bound = self.store.bound_of(p);
            let bound = self.store.subst(bound, tparams, targs);
            let mut cause = String::new();
            if !self.implements(targ, bound, true, &mut cause) {
                return Err((i, cause));
            }
        }
        Ok(())
    }

    /// Whether type `v` implements interface `t` (or, as a constraint, satisfies it). `cause` says why not.
    pub(crate) fn implements(&mut self, v: TypeId, t: TypeId, constraint: bool, cause: &mut String) -> bool {
        let vu = self.store.under(v);
        let tu = self.store.under(t);
        if !self.store.is_valid(vu) || !self.store.is_valid(tu) {
            return true;
        }
        if let Type::Pointer(e) = self.store.ty(vu)
            && self.store.under(e) == TypeId::INVALID
        {
            return true;
        }
        let verb = if constraint { "satisfy" } else { "implement" };
        let Type::Interface(ti) = self.store.ty(tu) else {
            if constraint {
                return self.satisfies_bare(v, t, cause);
            }
            let why = match self.store.ty(tu) {
                Type::Pointer(e) if matches!(self.store.under_type(e), Type::Interface(_)) => {
                    self.interface_pointer(t, e)
                }
                _ => format!("{} is not an interface", self.type_str(t)),
            };
            *cause = format!("{} does not {verb} {} ({why})", self.type_str(v), self.type_str(t));
            return false;
        };
        let set = self.store.type_set(ti).clone();
        if set.is_all() {
            return true;
        }
        let vi = match self.store.ty(vu) {
            Type::Interface(i) => Some(i),
            _ => None,
        };
        if let Some(i) = vi
            && self.store.type_set(i).is_empty()
        {
            return true;
        }
        if set.is_empty() {
            *cause = format!("cannot {verb} {} (empty type set)", self.type_str(t));
            return false;
        }
        let mut why = String::new();
        if self.missing_method(v, t, true, &mut why).is_some()
            && !self.has_invalid_embedded(v, &mut Vec::new())
        {
            *cause = format!("{} does not {verb} {} {why}", self.type_str(v), self.type_str(t));
            return false;
        }
        if let Some(terms) = &set.terms {
            let outside = match vi {
                Some(i) => self.set_outside(v, i, terms),
                None => self.type_outside(v, t, terms),
            };
            if let Some(why) = outside {
                *cause = format!("{} does not {verb} {}{why}", self.type_str(v), self.type_str(t));
                return false;
            }
        }
        if !set.comparable && !self.set_is_comparable(&set) {
            return true;
        }
        self.is_comparable(v, constraint, verb, cause)
    }

    /// Whether a type is comparable, as an interface demands; interfaces satisfy a constraint even if comparing them may panic.
    fn is_comparable(&mut self, v: TypeId, constraint: bool, verb: &str, cause: &mut String) -> bool {
        if self.store.comparable(v, false) {
            return true;
        }
        if constraint && self.store.comparable(v, true) {
            if self.allow_version(20) {
                return true;
            }
            let (vs, suffix) = (self.type_str(v), self.version_suffix());
            *cause = format!("{vs} to {verb} comparable requires go1.20 or later{suffix}");
            return false;
        }
        *cause = format!("{} does not {verb} comparable", self.type_str(v));
        false
    }

    /// Why not all types of interface `v`, which is number `i`, are among `terms`; nothing if they are.
    fn set_outside(&mut self, v: TypeId, i: u32, terms: &[Term]) -> Option<String> {
        let Some(own) = self.store.type_set(i).terms.clone() else { return Some(String::new()) };
        let missing =
            own.iter().copied().find(|&a| !terms.iter().any(|&b| self.store.term_includes(b, a)))?;
        if self.store.is_type_param(v) {
            return Some(String::new());
        }
        Some(format!(" ({} missing in {})", self.term_str(missing), self.terms_str(terms)))
    }

    /// Why type `v`, which is no interface, is not among the `terms` of `t`; nothing if it is.
    fn type_outside(&mut self, v: TypeId, t: TypeId, terms: &[Term]) -> Option<String> {
        let own = Term { tilde: false, ty: v };
        if terms.iter().any(|&x| self.store.term_includes(x, own)) {
            return None;
        }
        let with_tilde = terms.iter().copied().find(|&x| {
            !x.tilde && {
                let u = self.store.under(x.ty);
                self.store.identical(x.ty, u) && self.store.term_includes(Term { tilde: true, ty: x.ty }, own)
            }
        });
        let (vs, ts) = (self.type_str(v), self.type_str(t));
        Some(match with_tilde {
            Some(term) => format!(" (possibly missing ~ for {} in {ts})", self.type_str(term.ty)),
            None if self.mentions_type(t, v) => {
                format!(" ({ts} mentions {vs}, but {vs} is not in the type set of {ts})")
            }
            None => format!(" ({vs} missing in {})", self.terms_str(terms)),
        })
    }

    /// That type `t` is a pointer to an interface (or type parameter) `base`, where that itself is likely meant.
    fn interface_pointer(&self, t: TypeId, base: TypeId) -> String {
        let what = if self.store.is_type_param(base) { "type parameter" } else { "interface" };
        format!("type {} is pointer to {what}, not {what}", self.type_str(t))
    }

    /// Whether a struct embeds something invalid, so that missing methods are no news.
    pub(crate) fn has_invalid_embedded(&mut self, t: TypeId, seen: &mut Vec<TypeId>) -> bool {
        let (t, _) = self.store.deref(t);
        if seen.contains(&t) || seen.len() > 100 {
            return false;
        }
        seen.push(t);
        let Type::Struct(s) = self.store.under_type(t) else { return false };
        let fields = self.store.structs[s as usize].fields;
        (0..fields.len()).any(|i| {
            let f = self.store.obj_at(fields, i);
            let (ft, embedded) = (self.store[f].ty, self.store[f].has(ObjFlags::EMBEDDED));
            embedded && (!self.store.is_valid(ft) || self.has_invalid_embedded(ft, seen))
        })
    }

    /// A bare type as constraint: `[T int]`.
    fn satisfies_bare(&mut self, v: TypeId, t: TypeId, cause: &mut String) -> bool {
        let iface = self.store.implicit_interface(t);
        self.implements(v, iface, true, cause)
    }

    /// Whether a constraint mentions a type as one of its own terms.
    fn mentions_type(&mut self, t: TypeId, v: TypeId) -> bool {
        let Type::Interface(i) = self.store.under_type(t) else { return false };
        let embeds = self.store.ifaces[i as usize].embeds;
        (0..embeds.len()).any(|k| {
            let e = self.store.type_at(embeds, k);
            match self.store.get(e) {
                Type::Union(u) => {
                    let terms = self.store.unions[u as usize].terms.clone();
                    terms.iter().any(|x| self.store.identical(x.ty, v))
                }
                _ => self.store.identical(e, v),
            }
        })
    }

    fn set_is_comparable(&mut self, set: &TypeSet) -> bool {
        set.comparable
    }

    pub(crate) fn terms_str(&self, terms: &[Term]) -> String {
        let list: Vec<String> = terms.iter().map(|&t| self.term_str(t)).collect();
        list.join(" | ")
    }

    /// The first method of interface `t` that `v` lacks or has with another type, with the reason in parentheses. With `is_static`
    /// methods of interfaces must be there statically.
    pub(crate) fn missing_method(
        &mut self,
        v: TypeId,
        t: TypeId,
        is_static: bool,
        cause: &mut String,
    ) -> Option<ObjId> {
        let methods = self.store.interface_methods(t);
        if methods.is_empty() {
            return None;
        }
        if let Type::Interface(i) = self.store.under_type(v) {
            return self.missing_in_interface(i, v, &methods, is_static, cause);
        }
        for &m in &*methods {
            let (pkg, name) = (self.store[m].pkg, self.store[m].name);
            let l = self.store.lookup_field_or_method(v, false, pkg, name, false);
            if !l.found() || self.store[l.obj].kind != ObjKind::Func {
                *cause = self.why_missing(v, m, &l);
                return Some(m);
            }
            self.obj_decl(l.obj);
            let have = self.store.method_signature(l.obj, l.holder);
            let want = self.store[m].ty;
            if !self.identical_methods(have, want) {
                *cause = self.wrong_type(m, have, want);
                return Some(m);
            }
        }
        None
    }

    fn missing_in_interface(
        &mut self,
        i: u32,
        v: TypeId,
        methods: &[ObjId],
        is_static: bool,
        cause: &mut String,
    ) -> Option<ObjId> {
        let own = Members::Set(self.store.type_set_id(i));
        for &m in methods {
            let (pkg, name, want) = (self.store[m].pkg, self.store[m].name, self.store[m].ty);
            match self.store.find_member(own, pkg, name, false) {
                None => {
                    if is_static {
                        let l = self.store.lookup_field_or_method(v, false, pkg, name, false);
                        *cause = self.why_missing(v, m, &l);
                        return Some(m);
                    }
                }
                Some(x) => {
                    let have = self.store[self.store.members(own)[x]].ty;
                    if !self.identical_methods(have, want) {
                        *cause = self.wrong_type(m, have, want);
                        return Some(m);
                    }
                }
            }
        }
        None
    }

    /// Whether two method signatures are identical, receivers aside; generic methods never match.
    fn identical_methods(&mut self, have: TypeId, want: TypeId) -> bool {
        self.store.identical(have, want)
    }

    pub(crate) fn wrong_type(&mut self, m: ObjId, have: TypeId, want: TypeId) -> String {
        let name = self.store[m].name;
        let strs = |q| (self.func_str(name.as_str(), have, q), self.func_str(name.as_str(), want, q));
        let (mut h, mut w) = strs(self.qualifier());
        if h == w {
            (h, w) = strs(Qualifier { full_paths: true, ..Default::default() });
        }
        if h == w {
            // Type parameters that are different and have the same name.
            return format!("(wrong type for method {name})");
        }
        format!("(wrong type for method {name})\n\t\thave {h}\n\t\twant {w}")
    }

    fn func_str(&self, name: &str, sig: TypeId, qualifier: Qualifier<'_>) -> String {
        match self.store.as_signature(sig) {
            Some(s) => format!("{name}{}", self.store.method_string(s, qualifier)),
            None => name.to_string(),
        }
    }

    pub(crate) fn why_missing(&mut self, v: TypeId, m: ObjId, l: &crate::lookup::Lookup) -> String {
        let (pkg, name, want) = (self.store[m].pkg, self.store[m].name, self.store[m].ty);
        if l.result == LookupResult::NeedsPointer {
            return format!("(method {name} has pointer receiver)");
        }
        if l.result == LookupResult::Ambiguous {
            return format!("(ambiguous selector {}.{name})", self.type_str(v));
        }
        let (base, is_ptr) = self.store.deref(v);
        if is_ptr && matches!(self.store.under_type(base), Type::Interface(_)) {
            return format!("({})", self.interface_pointer(v, base));
        }
        // The method may exist with different capitalisation, or as a field.
        let alt = self.store.lookup_field_or_method(v, true, pkg, name, true);
        if alt.obj.is_some() && self.store[alt.obj].kind == ObjKind::Func {
            self.obj_decl(alt.obj);
            let have = self.store.method_signature(alt.obj, alt.holder);
            let alt_name = self.store[alt.obj].name;
            if alt_name != name {
                let q = self.qualifier();
                let (h, w) =
                    (self.func_str(alt_name.as_str(), have, q), self.func_str(name.as_str(), want, q));
                return format!("(missing method {name})\n\t\thave {h}\n\t\twant {w}");
            }
            if self.store[alt.obj].pkg != pkg {
                return format!("(unexported method {name})");
            }
        }
        if l.obj.is_some() && self.store[l.obj].kind == ObjKind::Var {
            return format!("({}.{name} is a field, not a method)", self.type_str(v));
        }
        format!("(missing method {name})")
    }
}
