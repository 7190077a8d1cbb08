//! Inference of the type arguments of a call, and of a generic function from what it is assigned to.

use super::{Arg, CallSite};
use crate::checker::*;
use crate::ids::*;
use crate::infer::Inference;
use crate::info::Mode;
use crate::operand::Operand;
use crate::types::*;
use gorc_syntax::ast::ExprId;
use smallvec::SmallVec;

/// A generic function given as an argument.
struct GenericArg {
    /// The argument's number.
    index: usize,
    /// Where its type parameters begin among all that are inferred.
    at: usize,
    sig: Signature,
}

impl<'a> Checker<'a> {
    /// Infers the type arguments of a generic call and of generic functions among its arguments.
    #[allow(clippy::type_complexity)]
    pub(super) fn infer_call(
        &mut self,
        site: CallSite<'_>,
        sig: Signature,
        targs: &[TypeId],
        args: &mut [Arg],
        types: &[TypeId],
        explicit: &[ExprId],
    ) -> Option<(Signature, SmallVec<[TypeId; 8]>)> {
        // All type parameters to be inferred: the function's and those of generic arguments, renamed so that they cannot be confused
        // with the ones in scope.
        let own: SmallVec<[TypeId; 4]> = self.store[sig.tparams].into();
        let fresh = self.rename_tparams(&own);
        let mut tparams: SmallVec<[TypeId; 8]> = fresh.iter().copied().collect();
        let mut known: SmallVec<[TypeId; 8]> = targs.iter().copied().collect();
        known.resize(tparams.len(), TypeId::NONE);
        let renamed: SmallVec<[TypeId; 8]> =
            types.iter().map(|&t| self.store.subst(t, &own, &fresh)).collect();
        let mut shown: Vec<(TypeId, TypeId)> = args.iter().map(|a| (a.x.ty, a.x.ty)).collect();
        let generic = self.generic_arguments(args, &mut tparams, &mut known);
        generic.iter().for_each(|g| shown[g.index].0 = args[g.index].x.ty);
        if !own.is_empty() && !self.allow_version(18) && explicit.is_empty() {
            self.version_error(self.pos(site.fun), 18, "implicit function instantiation");
        }
        if let Some(first) = generic.first()
            && !self.allow_version(21)
        {
            let pos = self.opos(&args[first.index].x);
            self.version_error(pos, 21, "implicitly instantiated function as argument");
        }
        let prefix = format!("in call to {}, ", self.expr_str(site.fun));
        let inference = Inference {
            pos: site.lparen,
            prefix: &prefix,
            tparams: &tparams,
            known: &known,
            reverse: false,
            target: "",
            shown: &shown,
        };
        let ops: Vec<&Operand> = args.iter().map(|a| &a.x).collect();
        let inferred = self.infer(inference, &renamed, &ops)?;
        let (mine, rest) = inferred.split_at(own.len());
        let result = if own.is_empty() {
            sig
        } else {
            self.instantiate_func(sig, mine, site.fun, site.lparen, explicit)
        };
        let wanted = types.iter().map(|&t| self.store.subst(t, &own, mine)).collect();
        for arg in generic {
            let at = arg.at - own.len();
            let x = &mut args[arg.index].x;
            let e = x.expr.unwrap_or(site.e);
            let s =
                self.instantiate_func(arg.sig, &rest[at..at + arg.sig.tparams.len()], e, self.pos(e), &[]);
            x.ty = self.store.new_signature(s);
            self.set_fun_type(e, x.ty);
        }
        Some((result, wanted))
    }

    /// Gives generic functions among arguments renamed type parameters, which join those to be inferred.
    fn generic_arguments(
        &mut self,
        args: &mut [Arg],
        tparams: &mut SmallVec<[TypeId; 8]>,
        known: &mut SmallVec<[TypeId; 8]>,
    ) -> SmallVec<[GenericArg; 2]> {
        let mut generic = SmallVec::new();
        for (index, a) in args.iter_mut().enumerate() {
            if a.x.is_invalid() {
                continue;
            }
            let Some(sig) = self.store.as_signature(a.x.ty) else { continue };
            if sig.tparams.is_empty() {
                continue;
            }
            // Only a parameter of function type (or type parameter) can determine them.
            let from: SmallVec<[TypeId; 4]> = self.store[sig.tparams].into();
            let to = self.rename_tparams(&from);
            generic.push(GenericArg { index, at: tparams.len(), sig });
            tparams.extend(to.iter().copied());
            known.extend(a.targs.iter().copied());
            known.resize(tparams.len(), TypeId::NONE);
            let plain = self.without_tparams(sig);
            a.x.ty = self.store.subst(plain, &from, &to);
        }
        generic
    }

    /// Infers the missing type arguments of `f[T]` from the type it is assigned to.
    pub(super) fn infer_inst(
        &mut self,
        x: &mut Operand,
        sig: Signature,
        targs: &[TypeId],
        e: ExprId,
        hint: TypeId,
        indices: &[ExprId],
    ) {
        let own: SmallVec<[TypeId; 4]> = self.store[sig.tparams].into();
        let fresh = self.rename_tparams(&own);
        let mut known: SmallVec<[TypeId; 8]> = targs.iter().copied().collect();
        known.resize(own.len(), TypeId::NONE);
        let plain = self.without_tparams(sig);
        let renamed = self.store.subst(plain, &own, &fresh);
        let renamed = self.store.subst(renamed, &fresh, &known);
        let what = self.target_str();
        let hint = self.func_target(hint);
        let use_hint = hint.is_some();
        self.check_inst_version(e, use_hint, !indices.is_empty());
        // The roles are reversed: the context is the parameter, the function the argument.
        let mut arg = x.clone();
        arg.ty = renamed;
        let (params, ops): (Vec<TypeId>, Vec<&Operand>) =
            if use_hint { (vec![hint], vec![&arg]) } else { (Vec::new(), Vec::new()) };
        let pos = self.node_pos(e);
        let inference = Inference {
            pos,
            prefix: "",
            tparams: &fresh,
            known: &known,
            reverse: true,
            target: &what,
            shown: &[(renamed, renamed)],
        };
        let Some(inferred) = self.infer(inference, &params, &ops) else {
            x.invalidate();
            return;
        };
        let s = self.instantiate_func(sig, &inferred, e, pos, indices);
        x.ty = self.store.new_signature(s);
        x.mode = Mode::Value;
        self.set_fun_type(e, x.ty);
    }

    /// Reports an instantiation without all type arguments that is newer than the language version.
    fn check_inst_version(&mut self, e: ExprId, has_target: bool, partial: bool) {
        if !self.allow_version(18) {
            if !partial {
                let pos = self.pos(e);
                self.version_error(pos, 18, "function instantiation");
            }
        } else if has_target && !self.allow_version(21) {
            let how = if partial { "partially" } else { "implicitly" };
            let pos = self.node_pos(e);
            self.version_error(pos, 21, &format!("{how} instantiated function in assignment"));
        }
    }

    /// A generic function value assigned to a variable of function type gets its type arguments from there.
    pub(crate) fn func_inst_by_target(&mut self, hint: TypeId, x: &mut Operand) {
        let (Some(e), Some(sig)) = (x.expr, self.store.as_signature(x.ty)) else { return };
        self.infer_inst(x, sig, &[], e, hint, &[]);
    }

    /// Fresh copies of type parameters with renamed bounds.
    fn rename_tparams(&mut self, list: &[TypeId]) -> SmallVec<[TypeId; 4]> {
        let mut out: SmallVec<[TypeId; 4]> = SmallVec::new();
        for (i, &p) in list.iter().enumerate() {
            let obj = self.store.as_tparam(p).map_or(ObjId::NONE, |t| t.obj);
            out.push(self.store.new_tparam(obj, i as u32, TypeId::NONE));
        }
        for (i, &p) in list.iter().enumerate() {
            let bound = self.store.bound_of(p);
            let bound = self.store.subst(bound, list, &out);
            if let Type::TypeParam(k) = self.store.ty(out[i]) {
                self.store.tparams[k as usize].bound = bound;
            }
        }
        out
    }
}
