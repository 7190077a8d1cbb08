//! Arguments, and how they go with the parameters of a function.

use super::CallSite;
use crate::assign::Context;
use crate::checker::*;
use crate::ids::*;
use crate::info::Mode;
use crate::operand::Operand;
use crate::types::*;
use gorc_syntax::ast::{ExprId, ExprKind};
use smallvec::SmallVec;

/// An argument: its operand, and the type arguments given if it is a partially instantiated generic function.
pub(crate) struct Arg {
    pub(crate) x: Operand,
    pub(crate) targs: SmallVec<[TypeId; 2]>,
}

impl<'a> Checker<'a> {
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
        let mut types = self.types_wanted(site, sig, args.len())?;
        if args.len() != types.len() {
            self.wrong_arg_count(site, sig, args, types.len());
            return None;
        }
        // Without type parameters, the others can still be checked.
        if !sig.tparams.is_empty() && args.iter().any(|a| a.x.is_invalid()) {
            return None;
        }
        let mut result = sig;
        let generic_args = args.iter().any(|a| {
            !a.x.is_invalid() && self.store.as_signature(a.x.ty).is_some_and(|s| !s.tparams.is_empty())
        });
        if !sig.tparams.is_empty() || generic_args {
            (result, types) = self.infer_call(site, sig, targs, args, &types, explicit)?;
        }
        for (i, a) in args.iter_mut().enumerate() {
            if a.x.is_invalid() {
                continue;
            }
            self.assignment(&mut a.x, types[i], context);
        }
        Some(result)
    }

    /// The types that the arguments of a call should have: those of the parameters, the last of a variadic function repeated.
    fn types_wanted(
        &mut self,
        site: CallSite<'_>,
        sig: Signature,
        nargs: usize,
    ) -> Option<SmallVec<[TypeId; 8]>> {
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
        Some(types)
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
}
