//! Range statements.

use crate::checker::*;
use crate::ids::*;
use crate::info::Mode;
use crate::object::*;
use crate::operand::Operand;
use crate::stmt::*;
use crate::types::*;
use gorc_syntax::Pos;
use gorc_syntax::ast::{Block, ExprId, ExprKind};

/// What a range expression yields.
struct RangeVals {
    key: TypeId,
    val: TypeId,
    /// Why the expression cannot be ranged over; empty if there is nothing particular to say.
    cause: String,
    ok: bool,
}

impl RangeVals {
    fn of(key: TypeId, val: TypeId) -> RangeVals {
        RangeVals { key, val, cause: String::new(), ok: true }
    }

    fn bad(cause: impl Into<String>) -> RangeVals {
        RangeVals { key: TypeId::NONE, val: TypeId::NONE, cause: cause.into(), ok: false }
    }
}

impl<'a> Checker<'a> {
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn range_stmt(
        &mut self,
        inner: Ctx,
        lhs: &[ExprId],
        define: bool,
        xe: ExprId,
        range_pos: Pos,
        body: Block,
        pos: Pos,
    ) {
        let _ = (range_pos, pos);
        let ast = self.env.ast;
        let mut x = self.expr(TypeId::NONE, xe);
        let mut vals =
            RangeVals { key: TypeId::INVALID, val: TypeId::INVALID, cause: String::new(), ok: false };
        if !x.is_invalid() {
            vals = self.range_types(&x);
            let xpos = self.opos(&x);
            if !vals.ok {
                let s = self.operand_str(&x);
                let msg = if vals.cause.is_empty() {
                    format!("cannot range over {s}")
                } else {
                    format!("cannot range over {s}: {}", vals.cause)
                };
                self.error(xpos, "InvalidRangeExpr", msg);
                vals.key = TypeId::INVALID;
                vals.val = TypeId::INVALID;
                x.invalidate();
            } else {
                let s = self.operand_str(&x);
                let func = matches!(self.core_now(x.ty), Type::Signature(_));
                if let Some(&e) = lhs.first()
                    && vals.key.is_none()
                {
                    self.error(
                        self.pos(e),
                        "InvalidIterVar",
                        format!("range over {s} permits no iteration variables"),
                    );
                } else if let Some(&e) = lhs.get(1)
                    && vals.val.is_none()
                {
                    self.error(
                        self.pos(e),
                        "InvalidIterVar",
                        format!("range over {s} permits only one iteration variable"),
                    );
                } else if let Some(&e) = lhs.get(2) {
                    self.error(
                        self.pos(e),
                        "InvalidIterVar",
                        "range clause permits at most two iteration variables",
                    );
                }
                let _ = func;
            }
        }
        let saved = self.open_scope(false);
        let types = [vals.key, vals.val];
        let untyped_int = !x.is_invalid() && self.store.is_untyped(x.ty) && self.store.is_numeric(x.ty);
        if define {
            self.range_define(lhs, &types, &mut x, xe, untyped_int, body, range_pos);
        } else if !lhs.is_empty() {
            self.range_assign(lhs, &types, &mut x, xe, untyped_int);
        } else if untyped_int {
            // for range 10
            self.assignment(&mut x, TypeId::NONE, "range clause");
        }
        if !x.is_invalid() && !untyped_int && self.store.is_untyped(x.ty) {
            // A constant string.
            self.convert_untyped(&mut x, TypeId::STRING);
        }
        let outer = self.open_scope(false);
        self.stmt_list(inner, body.stmts);
        self.env.scope = outer;
        self.env.scope = saved;
        let _ = ast;
    }

    fn core_now(&mut self, t: TypeId) -> Type {
        let c = self.store.core_type(t);
        if c.is_none() { Type::None } else { self.store.ty(c) }
    }

    #[allow(clippy::too_many_arguments)]
    fn range_define(
        &mut self,
        lhs: &[ExprId],
        types: &[TypeId; 2],
        x: &mut Operand,
        xe: ExprId,
        untyped_int: bool,
        body: Block,
        range_pos: Pos,
    ) {
        let ast = self.env.ast;
        let mut vars = Vec::new();
        let per_iteration = self.allow_version(22);
        for (i, &e) in lhs.iter().take(2).enumerate() {
            let ExprKind::Ident(sym) = ast[e].kind else {
                let s = self.expr_str(e);
                self.error(self.pos(e), "InvalidSyntaxTree", format!("non-name {s} on left side of :="));
                continue;
            };
            let v = self.dummy_var(sym, ast[e].pos);
            if per_iteration {
                self.store[v].set(ObjFlags::LOOP_VAR);
            }
            let t = types[i];
            if untyped_int && i == 0 {
                // The variable takes the default type of the constant.
                let mut y = x.clone();
                self.init_var(v, &mut y, "range clause");
            } else if x.is_invalid() || t.is_none() || t == TypeId::INVALID {
                self.store[v].ty = TypeId::INVALID;
                self.store[v].set(ObjFlags::USED);
            } else {
                self.store[v].ty = t;
            }
            let ty = self.store[v].ty;
            self.cur_info().set(e, Mode::Variable, ty, ConstId::NONE);
            vars.push((e, v));
        }
        if vars.iter().all(|&(e, _)| ast.name_of(e) == self.store.blank) && !lhs.is_empty() {
            self.error(range_pos, "NoNewVar", "no new variables on left side of :=");
        }
        if untyped_int && vars.is_empty() {
            self.assignment(x, TypeId::NONE, "range clause");
        }
        for (e, v) in vars {
            self.declare_local(e, v, body.lbrace);
            self.note_local(v);
        }
        let _ = xe;
    }

    fn range_assign(
        &mut self,
        lhs: &[ExprId],
        types: &[TypeId; 2],
        x: &mut Operand,
        xe: ExprId,
        untyped_int: bool,
    ) {
        for (i, &e) in lhs.iter().take(2).enumerate() {
            let t = types[i];
            if x.is_invalid() || t.is_none() || t == TypeId::INVALID {
                self.use_lhs(e);
                continue;
            }
            if untyped_int && i == 0 {
                // The constant takes the type of the variable.
                let lt = self.lhs_var(e);
                if lt == TypeId::INVALID {
                    continue;
                }
                let mut y = x.clone();
                self.assignment(&mut y, lt, "range clause");
                continue;
            }
            let mut y = Operand::new(Mode::Value, t, e);
            self.assign_operand(e, &mut y, "assignment");
        }
        let _ = xe;
    }

    /// The types of the iteration values of a range expression.
    fn range_types(&mut self, x: &Operand) -> RangeVals {
        let t = x.ty;
        let core = if self.store.is_type_param(t) {
            let c = self.store.core_string(t);
            if c.is_none() {
                return RangeVals::bad(self.no_core_type(t));
            }
            c
        } else {
            self.store.under(t)
        };
        let none = TypeId::NONE;
        match self.store.ty(core) {
            Type::Basic(k) if k.is_string() => RangeVals::of(TypeId::INT, TypeId::RUNE),
            Type::Basic(k) if k.is_integer() => {
                if !self.allow_version(22) {
                    return RangeVals::bad(format!("requires go1.22 or later{}", self.version_suffix()));
                }
                RangeVals::of(t, none)
            }
            Type::Array(e, _) | Type::Slice(e) => RangeVals::of(TypeId::INT, e),
            Type::Pointer(p) => match self.store.under_type(p) {
                Type::Array(e, _) => RangeVals::of(TypeId::INT, e),
                _ => RangeVals::bad(""),
            },
            Type::Map(k, v) => RangeVals::of(k, v),
            Type::Chan(ChanDir::Send, _) => {
                let ts = self.type_str(t);
                RangeVals::bad(format!("receive from send-only channel {ts}"))
            }
            Type::Chan(_, e) => RangeVals::of(e, none),
            Type::Signature(s) => self.range_func(s),
            _ => RangeVals::bad(""),
        }
    }

    /// `func(yield func(K, V) bool)`
    fn range_func(&mut self, s: u32) -> RangeVals {
        if !self.allow_version(23) {
            return RangeVals::bad(format!("requires go1.23 or later{}", self.version_suffix()));
        }
        let sig = self.store.sig_data(s);
        if sig.params.len() != 1 {
            return RangeVals::bad("func must be func(yield func(...) bool): wrong argument count");
        }
        if !sig.results.is_empty() {
            return RangeVals::bad("func must be func(yield func(...) bool): unexpected results");
        }
        let yt = self.store[self.store.obj_at(sig.params, 0)].ty;
        let core = self.store.core_type(yt);
        let Type::Signature(y) = (if core.is_none() { Type::None } else { self.store.ty(core) }) else {
            return RangeVals::bad("func must be func(yield func(...) bool): argument is not func");
        };
        let y = self.store.sig_data(y);
        if y.params.len() > 2 {
            return RangeVals::bad(
                "func must be func(yield func(...) bool): yield func has too many parameters",
            );
        }
        let bool_result = y.results.len() == 1 && {
            let rt = self.store[self.store.obj_at(y.results, 0)].ty;
            self.store.is_boolean(rt)
        };
        if !bool_result {
            return RangeVals::bad(
                "func must be func(yield func(...) bool): yield func does not return bool",
            );
        }
        let at = |c: &Self, i: usize| {
            if i < y.params.len() { c.store[c.store.obj_at(y.params, i)].ty } else { TypeId::NONE }
        };
        RangeVals::of(at(self, 0), at(self, 1))
    }
}
