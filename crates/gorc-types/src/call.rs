//! Calls: of functions (with inference of type arguments), conversions and builtins; explicit instantiation of functions.

use crate::assign::Context;
use crate::checker::*;
use crate::delayed::Action;
use crate::ids::*;
use crate::infer::Inference;
use crate::info::Mode;
use crate::operand::Operand;
use crate::types::*;
use gorc_syntax::Pos;
use gorc_syntax::ast::{ExprId, ExprKind};
use smallvec::SmallVec;

/// An argument: its operand, and the type arguments given if it is a partially instantiated generic function.
pub(crate) struct Arg {
    pub(crate) x: Operand,
    pub(crate) targs: SmallVec<[TypeId; 2]>,
}

/// Where a call's parts are.
#[derive(Clone, Copy)]
pub(crate) struct CallSite<'c> {
    pub(crate) e: ExprId,
    pub(crate) fun: ExprId,
    pub(crate) args: &'c [ExprId],
    pub(crate) ellipsis: Pos,
    pub(crate) lparen: Pos,
}

impl<'a> Checker<'a> {
    pub(crate) fn call_expr(&mut self, e: ExprId) -> Operand {
        let ast = self.env.ast;
        let ExprKind::Call { fun, args, ellipsis, lparen, .. } = ast[e].kind else {
            return Operand::invalid(e);
        };
        let args = &ast[args];
        let site = CallSite { e, fun, args, ellipsis, lparen };
        let mut explicit: Option<&[ExprId]> = None;
        let mut x;
        if let ExprKind::Index { x: fx, indices, .. } = ast[fun].kind {
            x = Operand::invalid(fun);
            let indices = &ast[indices];
            if self.index_expr(&mut x, fun, fx, indices, true) {
                explicit = Some(indices);
            }
            x.expr = Some(fun);
            self.record(&x, fun);
        } else {
            x = self.raw_expr(TypeId::NONE, fun, true);
            if x.mode == Mode::NoValue {
                self.exclude(&mut x, false, false);
            }
            self.single_value(&mut x);
        }
        match x.mode {
            Mode::Invalid => {
                self.use_exprs(args);
                Operand::invalid(e)
            }
            Mode::Type => self.conversion_call(site, x),
            Mode::Builtin => match x.builtin {
                Some(b) => {
                    let mut r = self.builtin_call(site, b);
                    if r.mode != Mode::Invalid && r.mode != Mode::Constant {
                        self.env.has_call = true;
                    }
                    r.expr = Some(e);
                    r
                }
                None => Operand::invalid(e),
            },
            _ => self.function_call(site, x, explicit),
        }
    }

    fn conversion_call(&mut self, site: CallSite<'_>, x: Operand) -> Operand {
        let t = x.ty;
        if self.report_incomplete(t) {
            self.use_exprs(site.args);
            return Operand::invalid(site.e);
        }
        if self.store.is_generic(t) {
            let s = self.expr_str(site.fun);
            self.error(
                self.pos(site.fun),
                "WrongTypeArgCount",
                format!("cannot use generic type {s} without instantiation"),
            );
            return Operand::invalid(site.e);
        }
        match site.args {
            [] => {
                let ts = self.type_str(t);
                self.error(
                    self.pos(site.e),
                    "WrongArgCount",
                    format!("missing argument in conversion to {ts}"),
                );
                Operand::invalid(site.e)
            }
            [arg] => {
                let mut y = self.expr_for(*arg, t, "conversion");
                if y.is_invalid() {
                    return Operand::invalid(site.e);
                }
                if let Type::Interface(i) = self.store.under_type(t)
                    && !self.store.is_type_param(t)
                    && !self.store.type_set(i).is_method_set()
                {
                    let ts = self.type_str(t);
                    self.error(
                        self.pos(site.e),
                        "MisplacedConstraintIface",
                        format!("cannot use interface {ts} in conversion (contains specific type constraints or is comparable)"),
                    );
                    return Operand { expr: Some(site.e), ..y };
                }
                if site.ellipsis.is_known() {
                    let ts = self.type_str(t);
                    self.error(
                        self.pos(*arg),
                        "BadDotDotDotSyntax",
                        format!("invalid use of ... in conversion to {ts}"),
                    );
                    return Operand { expr: Some(site.e), ..y };
                }
                self.conversion(&mut y, t);
                y.expr = Some(site.e);
                y
            }
            args => {
                self.use_exprs(args);
                let ts = self.type_str(t);
                let last = args[args.len() - 1];
                self.error(
                    self.pos(last),
                    "WrongArgCount",
                    format!("too many arguments in conversion to {ts}"),
                );
                Operand::invalid(site.e)
            }
        }
    }

    fn function_call(&mut self, site: CallSite<'_>, x: Operand, explicit: Option<&[ExprId]>) -> Operand {
        let common = self.common_under(x.ty, |c, t, u| match u {
            Type::Signature(_) | Type::None => None,
            _ => Some(format!("{} is not a function", c.type_str(t))),
        });
        let sig_ty = match common {
            Ok(u) => u,
            Err(why) => {
                let pos = self.opos(&x);
                let s = self.operand_str(&x);
                self.invalid_op(pos, "InvalidCall", format!("cannot call {s}: {why}"));
                return Operand { ty: x.ty, ..Operand::invalid(site.e) };
            }
        };
        let Type::Signature(si) = self.store.ty(sig_ty) else { return Operand::invalid(site.e) };
        let mut sig = self.store.sig_data(si);
        let generic = !sig.tparams.is_empty();
        let mut targs: SmallVec<[TypeId; 4]> = SmallVec::new();
        if let Some(list) = explicit {
            match self.type_list(list) {
                Some(t) => targs = t,
                None => {
                    self.use_exprs(site.args);
                    return Operand::invalid(site.e);
                }
            }
            if targs.len() > sig.tparams.len() {
                let (got, want) = (targs.len(), sig.tparams.len());
                self.error(
                    self.pos(list[want]),
                    "WrongTypeArgCount",
                    format!("got {got} type arguments but want {want}"),
                );
                self.use_exprs(site.args);
                return Operand::invalid(site.e);
            }
            if targs.len() == sig.tparams.len() && generic {
                // Fully instantiated: an ordinary call.
                sig = self.instantiate_func(sig, &targs, site.fun, self.pos(site.e), list);
            }
        }
        let mut args = self.argument_list(site.args);
        let still_generic = !sig.tparams.is_empty();
        let explicit_exprs = explicit.unwrap_or(&[]);
        let Some(sig) =
            self.arguments(site, sig, &targs, &mut args, Context::Argument(site.fun), explicit_exprs)
        else {
            // Results that do not depend on type arguments are known still.
            let tparams: SmallVec<[TypeId; 4]> = self.store[sig.tparams].into();
            let results = self.store.tuple_of(sig.results);
            if still_generic && self.mentions(results, &tparams) {
                return Operand::invalid(site.e);
            }
            self.env.has_call = true;
            return self.call_result(site.e, sig, x.ty);
        };
        if generic {
            let ty = self.store.new_signature(sig);
            self.set_fun_type(site.fun, ty);
        }
        self.env.has_call = true;
        self.call_result(site.e, sig, x.ty)
    }

    /// The result of a call of a function of type `fun`. Where there is no value, its type is the only one there is for messages.
    fn call_result(&mut self, e: ExprId, sig: Signature, fun: TypeId) -> Operand {
        match sig.results.len() {
            0 => Operand::new(Mode::NoValue, fun, e),
            1 => {
                let t = self.store[self.store.obj_at(sig.results, 0)].ty;
                Operand::new(Mode::Value, t, e)
            }
            _ => {
                let t = self.store.tuple_of(sig.results);
                Operand::new(Mode::Value, t, e)
            }
        }
    }

    /// Records the instantiated type of a function on the expressions that denote it.
    fn set_fun_type(&mut self, fun: ExprId, ty: TypeId) {
        let ast = self.env.ast;
        let mut e = fun;
        loop {
            self.cur_info().set(e, Mode::Value, ty, ConstId::NONE);
            match ast[e].kind {
                ExprKind::Paren { x, .. } => e = x,
                ExprKind::Index { x, .. } => e = x,
                _ => return,
            }
        }
    }

    /// Evaluates arguments; a single call with several results counts as that many.
    pub(crate) fn argument_list(&mut self, list: &[ExprId]) -> Vec<Arg> {
        let mut out = Vec::with_capacity(list.len());
        if let [single] = list {
            let x = self.argument(*single, true);
            if x.x.mode == Mode::Value
                && let Type::Tuple(l) = self.store.ty(x.x.ty)
            {
                for i in 0..l.len() {
                    let t = self.store[self.store.obj_at(l, i)].ty;
                    out.push(Arg { x: Operand::new(Mode::Value, t, *single), targs: SmallVec::new() });
                }
                return out;
            }
            out.push(x);
            return out;
        }
        for &e in list {
            out.push(self.argument(e, false));
        }
        out
    }

    fn argument(&mut self, e: ExprId, multi: bool) -> Arg {
        let ast = self.env.ast;
        let mut targs = SmallVec::new();
        let mut x;
        let inner = ast.unparen(e);
        if let ExprKind::Index { x: fx, indices, .. } = ast[inner].kind
            && inner == e
        {
            // Possibly a partially instantiated generic function.
            x = Operand::invalid(e);
            let list = &ast[indices];
            if self.index_expr(&mut x, e, fx, list, false) {
                x.expr = Some(e);
                match self.type_list(list) {
                    Some(t) => {
                        let n = self.store.as_signature(x.ty).map_or(0, |s| s.tparams.len());
                        if t.len() < n && !self.allow_version(21) {
                            // The arguments must be inferred from the others alone.
                            if let Some(sig) = self.store.as_signature(x.ty) {
                                self.infer_inst(&mut x, sig, &t, e, TypeId::NONE, list);
                            }
                        } else if t.len() < n {
                            targs = t.iter().copied().collect();
                        } else {
                            self.func_inst_with(&mut x, e, fx, list, &t);
                        }
                    }
                    None => x.invalidate(),
                }
            }
            x.expr = Some(e);
            self.record(&x, e);
        } else {
            x = self.raw_expr(TypeId::NONE, e, true);
        }
        self.exclude(&mut x, true, true);
        if !multi {
            self.single_value(&mut x);
        }
        Arg { x, targs }
    }

    /// Checks arguments against a signature, inferring missing type arguments; the (instantiated) signature.
    pub(crate) fn arguments(
        &mut self,
        site: CallSite<'_>,
        sig: Signature,
        targs: &[TypeId],
        args: &mut [Arg],
        context: Context<'_>,
        explicit: &[ExprId],
    ) -> Option<Signature> {
        let nargs = args.len();
        let dots = site.ellipsis.is_known();
        let params: SmallVec<[ObjId; 8]> = self.store[sig.params].into();
        let mut types: SmallVec<[TypeId; 8]> = params.iter().map(|&p| self.store[p].ty).collect();
        if sig.variadic {
            if dots {
                if site.args.len() == 1 && nargs > 1 {
                    let f = self.expr_str(site.args[0]);
                    self.error(
                        self.pos(site.e),
                        "InvalidDotDotDot",
                        format!("cannot use ... with {nargs}-valued {f}"),
                    );
                    return None;
                }
            } else if nargs + 1 >= types.len() {
                // f(a, b, c): repeat the element type.
                let last = types.pop().unwrap_or(TypeId::INVALID);
                let elem = match self.store.get(last) {
                    Type::Slice(e) => e,
                    _ => TypeId::INVALID,
                };
                while types.len() < nargs {
                    types.push(elem);
                }
            }
        } else if dots {
            let f = self.expr_str(site.fun);
            self.error(
                self.pos(site.e),
                "NonVariadicDotDotDot",
                format!("cannot use ... in call to non-variadic {f}"),
            );
            return None;
        }
        if nargs != types.len() {
            self.wrong_arg_count(site, sig, args, types.len());
            return None;
        }
        if args.iter().any(|a| a.x.is_invalid()) {
            // Still type the others.
            if !sig.tparams.is_empty() {
                return None;
            }
        }
        let mut result = sig;
        let generic_args = args.iter().any(|a| {
            !a.x.is_invalid() && self.store.as_signature(a.x.ty).is_some_and(|s| !s.tparams.is_empty())
        });
        if !sig.tparams.is_empty() || generic_args {
            let (r, t) = self.infer_call(site, sig, targs, args, &types, explicit)?;
            result = r;
            types = t;
        }
        for (i, a) in args.iter_mut().enumerate() {
            if a.x.is_invalid() {
                continue;
            }
            self.assignment(&mut a.x, types[i], context);
        }
        Some(result)
    }

    fn wrong_arg_count(&mut self, site: CallSite<'_>, sig: Signature, args: &[Arg], want: usize) {
        let nargs = args.len();
        let f = self.expr_str(site.fun);
        let dots = site.ellipsis.is_known();
        let (word, pos) = if nargs < want {
            let at = args.last().map_or(self.pos(site.e), |a| self.opos(&a.x));
            ("not enough", at)
        } else {
            ("too many", self.opos(&args[want].x))
        };
        let have: Vec<TypeId> = args.iter().map(|a| a.x.ty).collect();
        let wants: Vec<TypeId> = self.store[sig.params].iter().map(|&p| self.store[p].ty).collect();
        let msg = format!(
            "{word} arguments in call to {f}\n\thave {}\n\twant {}",
            self.types_summary(&have, false, dots),
            self.types_summary(&wants, sig.variadic, false)
        );
        self.error(pos, "WrongArgCount", msg);
    }

    /// Infers the type arguments of a generic call and of generic functions among its arguments.
    #[allow(clippy::type_complexity)]
    fn infer_call(
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
        let shown: Vec<TypeId> = args.iter().map(|a| a.x.ty).collect();
        let mut generic: SmallVec<[(usize, usize, Signature); 2]> = SmallVec::new();
        for (i, a) in args.iter_mut().enumerate() {
            if a.x.is_invalid() {
                continue;
            }
            let Some(asig) = self.store.as_signature(a.x.ty) else { continue };
            if asig.tparams.is_empty() {
                continue;
            }
            // Only a parameter of function type (or type parameter) can determine them.
            let from: SmallVec<[TypeId; 4]> = self.store[asig.tparams].into();
            let to = self.rename_tparams(&from);
            generic.push((i, tparams.len(), asig));
            tparams.extend(to.iter().copied());
            known.extend(a.targs.iter().copied());
            known.resize(tparams.len(), TypeId::NONE);
            let plain = Signature { tparams: TypeList::EMPTY, ..asig };
            let plain = self.store.new_signature(plain);
            a.x.ty = self.store.subst(plain, &from, &to);
        }
        if !own.is_empty() && !self.allow_version(18) && explicit.is_empty() {
            self.version_error(self.pos(site.fun), 18, "implicit function instantiation");
        }
        if let Some(&(i, ..)) = generic.first()
            && !self.allow_version(21)
        {
            let pos = self.opos(&args[i].x);
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
        let mut out: SmallVec<[TypeId; 8]> = SmallVec::new();
        for &t in types {
            out.push(self.store.subst(t, &own, mine));
        }
        for (i, at, asig) in generic {
            let n = asig.tparams.len();
            let list = &rest[at - own.len()..at - own.len() + n];
            let e = args[i].x.expr.unwrap_or(site.e);
            let pos = self.pos(e);
            let s = self.instantiate_func(asig, list, e, pos, &[]);
            let ty = self.store.new_signature(s);
            args[i].x.ty = ty;
            self.set_fun_type(e, ty);
        }
        Some((result, out))
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

    /// Instantiates a generic function's signature, records the type arguments, and verifies them later.
    pub(crate) fn instantiate_func(
        &mut self,
        sig: Signature,
        targs: &[TypeId],
        fun: ExprId,
        pos: Pos,
        explicit: &[ExprId],
    ) -> Signature {
        let tparams: SmallVec<[TypeId; 4]> = self.store[sig.tparams].into();
        let plain = Signature { tparams: TypeList::EMPTY, ..sig };
        let plain = self.store.new_signature(plain);
        let inst = self.store.subst(plain, &tparams, targs);
        let result = self.store.as_signature(inst).unwrap_or(sig);
        if let Some(id) = self.denoting_ident(fun) {
            let list = self.store.type_list(targs);
            self.cur_info().set_instance(id, list);
        }
        for (i, (&p, &t)) in tparams.iter().zip(targs).enumerate() {
            let pos = explicit.get(i).map_or(pos, |&e| self.pos(e));
            self.mono_instance(&[p], &[t], pos);
        }
        self.later(Action::Verify {
            tparams: tparams.to_vec(),
            targs: targs.to_vec(),
            pos,
            args: explicit.to_vec(),
        });
        result
    }

    /// Verifies the type arguments of a function instance.
    pub(crate) fn check_verify(&mut self, tparams: &[TypeId], targs: &[TypeId], pos: Pos, args: &[ExprId]) {
        if let Err((i, cause)) = self.verify(tparams, targs) {
            let pos = args.get(i).map_or(pos, |&a| self.pos(a));
            self.error(pos, "InvalidTypeArg", cause);
        }
    }

    /// An explicit instantiation `f[T]` that is not called; missing type arguments may follow from the context.
    pub(crate) fn func_inst(
        &mut self,
        x: &mut Operand,
        e: ExprId,
        xe: ExprId,
        indices: &[ExprId],
        hint: TypeId,
    ) {
        let Some(targs) = self.type_list(indices) else {
            x.invalidate();
            return;
        };
        let Some(sig) = self.store.as_signature(x.ty) else { return };
        if targs.len() < sig.tparams.len() {
            self.infer_inst(x, sig, &targs, e, hint, indices);
            return;
        }
        self.func_inst_with(x, e, xe, indices, &targs);
    }

    fn func_inst_with(
        &mut self,
        x: &mut Operand,
        e: ExprId,
        xe: ExprId,
        indices: &[ExprId],
        targs: &[TypeId],
    ) {
        let Some(sig) = self.store.as_signature(x.ty) else { return };
        let want = sig.tparams.len();
        if targs.len() > want {
            let s = self.expr_str(xe);
            self.error(
                self.pos(indices[want]),
                "WrongTypeArgCount",
                format!("got {} type arguments but {s} has {want} type parameters", targs.len()),
            );
            x.invalidate();
            return;
        }
        let s = self.instantiate_func(sig, targs, xe, self.pos(e), indices);
        x.ty = self.store.new_signature(s);
        x.mode = Mode::Value;
    }

    /// Infers the missing type arguments of `f[T]` from the type it is assigned to.
    fn infer_inst(
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
        let plain = Signature { tparams: TypeList::EMPTY, ..sig };
        let plain = self.store.new_signature(plain);
        let renamed = self.store.subst(plain, &own, &fresh);
        let renamed = self.store.subst(renamed, &fresh, &known);
        let what = self.target_str();
        let hint = self.func_target(hint);
        let use_hint = hint.is_some();
        if !self.allow_version(18) {
            if indices.is_empty() {
                let pos = self.pos(e);
                self.version_error(pos, 18, "function instantiation");
            }
        } else if use_hint && !self.allow_version(21) {
            let how = if indices.is_empty() { "implicitly" } else { "partially" };
            let pos = self.node_pos(e);
            self.version_error(pos, 21, &format!("{how} instantiated function in assignment"));
        }
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
            shown: &[renamed],
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

    /// A generic function value assigned to a variable of function type gets its type arguments from there.
    pub(crate) fn func_inst_by_target(&mut self, hint: TypeId, x: &mut Operand) {
        let (Some(e), Some(sig)) = (x.expr, self.store.as_signature(x.ty)) else { return };
        self.infer_inst(x, sig, &[], e, hint, &[]);
    }
}
