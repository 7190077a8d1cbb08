//! Instantiation of generic functions whose type arguments are known.

use crate::checker::*;
use crate::delayed::Action;
use crate::ids::*;
use crate::info::Mode;
use crate::operand::Operand;
use crate::types::*;
use gorc_syntax::Pos;
use gorc_syntax::ast::ExprId;
use smallvec::SmallVec;

impl<'a> Checker<'a> {
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

    pub(super) fn func_inst_with(
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
        let plain = self.without_tparams(sig);
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

    /// The type of a generic function as if its type parameters were ordinary types.
    pub(super) fn without_tparams(&mut self, sig: Signature) -> TypeId {
        self.store.new_signature(Signature { tparams: TypeList::EMPTY, ..sig })
    }

    /// Verifies the type arguments of a function instance.
    pub(crate) fn check_verify(&mut self, tparams: &[TypeId], targs: &[TypeId], pos: Pos, args: &[ExprId]) {
        if let Err((i, cause)) = self.verify(tparams, targs) {
            let pos = args.get(i).map_or(pos, |&a| self.pos(a));
            self.error(pos, "InvalidTypeArg", cause);
        }
    }
}
