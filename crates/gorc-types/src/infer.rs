//! Inference of type arguments.
//!
//! Typed arguments are unified with their parameters, then constraints with core types (and the methods of constraints) add
//! what they determine, then untyped constants give their default types. What was inferred may mention other parameters and is
//! resolved at the end.

use crate::checker::*;
use crate::ids::*;
use crate::operand::Operand;
use crate::types::*;
use crate::unify::{Exactness, Unifier};
use gorc_syntax::Pos;

/// What is to be inferred, and how errors are worded.
pub(crate) struct Inference<'i> {
    /// Where to report that something cannot be inferred.
    pub(crate) pos: Pos,
    /// What the message of an error begins with: the call.
    pub(crate) prefix: &'i str,
    /// The parameters.
    pub(crate) tparams: &'i [TypeId],
    /// The arguments known, `NONE` for the others.
    pub(crate) known: &'i [TypeId],
    /// A function is matched with the type it is assigned to, rather than arguments with parameters.
    pub(crate) reverse: bool,
    /// What the function is assigned to, if `reverse`.
    pub(crate) target: &'i str,
    /// The types of the arguments, and as messages show them: generic functions with their parameters.
    pub(crate) shown: &'i [(TypeId, TypeId)],
}

impl Inference<'_> {
    /// A type that may be that of an argument, as messages show it.
    fn shown(&self, t: TypeId) -> TypeId {
        self.shown.iter().find(|&&(own, _)| own == t).map_or(t, |&(_, shown)| shown)
    }
}

impl<'a> Checker<'a> {
    /// Infers all type arguments, or reports why not.
    pub(crate) fn infer(
        &mut self,
        inf: Inference<'_>,
        params: &[TypeId],
        args: &[&Operand],
    ) -> Option<Vec<TypeId>> {
        if inf.known.iter().all(|t| t.is_some()) {
            return Some(inf.known.to_vec());
        }
        // What is wrong with arguments has been reported.
        if args.iter().any(|a| a.is_invalid()) {
            return None;
        }
        let mut u = Unifier::new(inf.tparams, inf.known, self.allow_version(21));
        let mut untyped: Vec<usize> = Vec::new();
        for (i, arg) in args.iter().enumerate() {
            if arg.is_invalid() {
                continue;
            }
            // Parameters known already need no unification: the assignment is checked later.
            let p = self.store.subst(params[i], inf.tparams, inf.known);
            if !self.mentions(p, inf.tparams) && !self.mentions(arg.ty, inf.tparams) {
                continue;
            }
            if arg.is_nil() {
                continue;
            }
            if self.store.is_untyped(arg.ty) {
                if self.store.is_type_param(p) {
                    untyped.push(i);
                }
                continue;
            }
            self.declare_methods(p, arg.ty);
            if !u.unify(&mut self.store, p, arg.ty, Exactness::Assign) {
                self.infer_mismatch(&inf, &u, p, arg, inf.shown[i].1);
                return None;
            }
        }
        if !self.infer_from_constraints(&inf, &mut u) {
            return None;
        }
        self.infer_from_untyped(&inf, &mut u, params, args, &untyped)?;
        self.resolve_inferred(&inf, &u)
    }

    /// Makes sure that the signatures of the methods an interface asks for are known.
    fn declare_methods(&mut self, p: TypeId, t: TypeId) {
        if self.store.is_type_param(p) || !matches!(self.store.under_type(p), Type::Interface(_)) {
            return;
        }
        for &m in &*self.store.interface_methods(p) {
            let (pkg, name) = (self.store[m].pkg, self.store[m].name);
            let l = self.store.lookup_field_or_method(t, false, pkg, name, false);
            if l.obj.is_some() {
                self.obj_decl(l.obj);
            }
        }
    }

    /// Whether a type mentions one of the parameters.
    pub(crate) fn mentions(&mut self, t: TypeId, tparams: &[TypeId]) -> bool {
        mentions(&self.store, t, tparams, 0)
    }

    fn infer_mismatch(&mut self, inf: &Inference<'_>, u: &Unifier, p: TypeId, arg: &Operand, shown: TypeId) {
        let pos = if inf.reverse { inf.pos } else { self.opos(arg) };
        let targs: Vec<TypeId> = (0..inf.tparams.len()).map(|i| u.at(i)).collect();
        // If roles are reversed, the context is the parameter and the function the argument.
        let (have, of, param) = match inf.reverse {
            true => (p, inf.target.to_string(), arg.ty),
            false => (shown, self.operand_expr(arg), p),
        };
        let inferred = self.store.subst(param, inf.tparams, &targs);
        let (have, param_str) = (self.type_str(have), self.type_str(param));
        let msg = if targs.iter().all(|t| t.is_none()) {
            let list = self.list_str(inf.tparams);
            format!("type {have} of {of} does not match {param_str} (cannot infer {list})")
        } else if inferred == param {
            format!("type {have} of {of} does not match {param_str}")
        } else {
            let inferred = self.type_str(inferred);
            match inf.reverse {
                true => {
                    format!("inferred type {inferred} for {param_str} does not match type {have} of {of}")
                }
                false => {
                    format!("type {have} of {of} does not match inferred type {inferred} for {param_str}")
                }
            }
        };
        self.cannot_infer(inf, pos, &msg);
    }

    fn cannot_infer(&mut self, inf: &Inference<'_>, pos: Pos, msg: &str) {
        self.error(pos, "CannotInferTypeArgs", format!("{}{msg}", inf.prefix));
    }

    fn list_str(&self, list: &[TypeId]) -> String {
        let names: Vec<String> = list.iter().map(|&t| self.type_str(t)).collect();
        match names.as_slice() {
            [] => String::new(),
            [a] => a.clone(),
            [a, b] => format!("{a} and {b}"),
            [init @ .., last] => format!("{}, and {last}", init.join(", ")),
        }
    }

    /// Constraints with a core type determine, or must match, their arguments; so do methods.
    fn infer_from_constraints(&mut self, inf: &Inference<'_>, u: &mut Unifier) -> bool {
        loop {
            let before = u.unknowns();
            for (i, &p) in inf.tparams.iter().enumerate() {
                let tx = u.at(i);
                let (core, single_exact) = self.core_term(p);
                if core.is_some() {
                    if tx.is_some() {
                        if !u.unify(&mut self.store, tx, core, Exactness::Inexact) {
                            let bound = self.store.bound_of(p);
                            let tx = inf.shown(tx);
                            let (ts, ps, bs) = (self.type_str(tx), self.type_str(p), self.type_str(bound));
                            let msg = format!("{ps} (type {ts}) does not satisfy {bs}");
                            self.cannot_infer(inf, inf.pos, &msg);
                            return false;
                        }
                    } else if single_exact {
                        u.set(i, core);
                    }
                }
                if tx.is_some() && !self.mentions(tx, inf.tparams) && !self.infer_from_methods(inf, u, p, tx)
                {
                    return false;
                }
            }
            if u.unknowns() == before {
                return true;
            }
        }
    }

    /// Unifies the methods of a constraint with those of the type argument, which must have them all.
    fn infer_from_methods(&mut self, inf: &Inference<'_>, u: &mut Unifier, p: TypeId, tx: TypeId) -> bool {
        let iface = self.store.constraint_iface(p);
        let methods = self.store.interface_methods(iface);
        for &m in &*methods {
            let (pkg, name, want) = (self.store[m].pkg, self.store[m].name, self.store[m].ty);
            let l = self.store.lookup_field_or_method(tx, false, pkg, name, false);
            let cause = if l.found() && self.store[l.obj].kind == crate::object::ObjKind::Func {
                self.obj_decl(l.obj);
                let have = self.store.method_signature(l.obj, l.holder);
                if u.unify(&mut self.store, have, want, Exactness::Exact) {
                    continue;
                }
                self.wrong_type(m, have, want)
            } else if self.has_invalid_embedded(tx, &mut Vec::new()) {
                continue;
            } else {
                self.why_missing(tx, m, &l)
            };
            let bound = self.store.bound_of(p);
            let tx = inf.shown(tx);
            let (ts, ps, bs) = (self.type_str(tx), self.type_str(p), self.type_str(bound));
            let msg = format!("{ps} (type {ts}) does not satisfy {bs} {cause}");
            self.cannot_infer(inf, inf.pos, &msg);
            return false;
        }
        true
    }

    /// The core type of a constraint, and whether it is one type without tilde; `NONE` if it has none.
    fn core_term(&mut self, p: TypeId) -> (TypeId, bool) {
        let Some(terms) = self.store.type_set_terms(p) else { return (TypeId::NONE, false) };
        match &*terms {
            [] => (TypeId::NONE, false),
            [t] => (t.ty, !t.tilde),
            // A set of several types with the same underlying type.
            _ => (self.store.core_type(p), false),
        }
    }

    fn infer_from_untyped(
        &mut self,
        inf: &Inference<'_>,
        u: &mut Unifier,
        params: &[TypeId],
        args: &[&Operand],
        untyped: &[usize],
    ) -> Option<()> {
        let mut best: Vec<TypeId> = vec![TypeId::NONE; inf.tparams.len()];
        for &i in untyped {
            let p = self.store.unalias(params[i]);
            let Some(k) = inf.tparams.iter().position(|&t| t == p) else { continue };
            if u.at(k).is_some() {
                continue;
            }
            let t = args[i].ty;
            best[k] = if best[k].is_none() {
                t
            } else {
                match self.max_untyped(best[k], t) {
                    Some(m) => m,
                    None => {
                        let pos = self.opos(args[i]);
                        let (a, b) = (self.type_str(t), self.type_str(best[k]));
                        let ps = self.type_str(p);
                        let msg = format!("mismatched types {b} and {a} (cannot infer {ps})");
                        self.cannot_infer(inf, pos, &msg);
                        return None;
                    }
                }
            };
        }
        for (k, &t) in best.iter().enumerate() {
            if t.is_some() {
                u.set(k, self.store.default_type(t));
            }
        }
        Some(())
    }

    /// Replaces parameters inside inferred types; reports those that are still unknown.
    fn resolve_inferred(&mut self, inf: &Inference<'_>, u: &Unifier) -> Option<Vec<TypeId>> {
        let n = inf.tparams.len();
        let mut out: Vec<TypeId> = (0..n).map(|i| u.at(i)).collect();
        for _ in 0..n {
            let snapshot = out.clone();
            let mut changed = false;
            for t in &mut out {
                if t.is_some() {
                    let r = self.store.subst(*t, inf.tparams, &snapshot);
                    changed |= r != *t;
                    *t = r;
                }
            }
            if !changed {
                break;
            }
        }
        for (&t, &p) in out.iter().zip(inf.tparams) {
            if t.is_none() || self.mentions(t, inf.tparams) {
                let name = self.store.as_tparam(p).map_or(self.store.blank, |t| self.store[t.obj].name);
                let at = self.store.as_tparam(p).map_or(Pos::NONE, |t| self.store[t.obj].pos);
                let at = gorc_syntax::diag::place(at);
                self.cannot_infer(inf, inf.pos, &format!("cannot infer {name} (declared at {at})"));
                return None;
            }
        }
        Some(out)
    }
}

fn mentions(s: &crate::store::Store, t: TypeId, tparams: &[TypeId], depth: u32) -> bool {
    if depth > 50 || t.is_none() {
        return false;
    }
    let d = depth + 1;
    let vars = |l: ObjList| s[l].iter().any(|&v| mentions(s, s[v].ty, tparams, d));
    match s.ty(t) {
        Type::TypeParam(_) => tparams.contains(&t),
        Type::Pointer(e) | Type::Slice(e) | Type::Array(e, _) | Type::Chan(_, e) => {
            mentions(s, e, tparams, d)
        }
        Type::Map(k, v) => mentions(s, k, tparams, d) || mentions(s, v, tparams, d),
        Type::Tuple(l) => vars(l),
        Type::Struct(i) => vars(s.struct_data(i).fields),
        Type::Signature(i) => {
            let sig = s.sig_data(i);
            vars(sig.params) || vars(sig.results)
        }
        Type::Interface(i) => {
            let i = s.iface_data(i);
            vars(i.methods) || s[i.embeds].iter().any(|&e| mentions(s, e, tparams, d))
        }
        Type::Union(u) => s.union_data(u).terms.iter().any(|x| mentions(s, x.ty, tparams, d)),
        Type::Named(n) => s[s.named_data(n).targs].iter().any(|&a| mentions(s, a, tparams, d)),
        Type::Alias(_) => {
            let u = s.unalias(t);
            u != t && mentions(s, u, tparams, d)
        }
        Type::None | Type::Basic(_) => false,
    }
}
