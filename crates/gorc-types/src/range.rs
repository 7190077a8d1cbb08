//! Range statements.

use crate::checker::*;
use crate::ids::*;
use crate::info::Mode;
use crate::object::*;
use crate::operand::Operand;
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
    pub(crate) fn range_stmt(&mut self, lhs: &[ExprId], define: bool, xe: ExprId, body: Block, pos: Pos) {
        let mut x = self.expr(TypeId::NONE, xe);
        let types = self.iteration_types(lhs, &mut x);
        let saved = self.open_block();
        let over_int = !x.is_invalid() && self.store.is_integer(x.ty);
        if define {
            self.range_define(lhs, &types, &mut x, over_int, body, pos);
        } else if !lhs.is_empty() {
            self.range_assign(lhs, &types, &mut x, over_int);
        } else if over_int {
            // for range 10
            self.assignment(&mut x, TypeId::NONE, "range clause");
        }
        if !x.is_invalid() && !over_int && self.store.is_untyped(x.ty) {
            // A constant string.
            self.convert_untyped(&mut x, TypeId::STRING);
        }
        let outer = self.open_block();
        self.stmt_list(body.stmts);
        self.env.scope = outer;
        self.env.scope = saved;
    }

    /// The types of key and value (`NONE`: there is none), with a report of what is wrong with the clause.
    fn iteration_types(&mut self, lhs: &[ExprId], x: &mut Operand) -> [TypeId; 2] {
        if x.is_invalid() {
            return [TypeId::INVALID; 2];
        }
        let vals = self.range_types(x);
        let s = self.operand_str(x);
        if !vals.ok {
            let mut msg = format!("cannot range over {s}");
            if !vals.cause.is_empty() {
                msg = format!("{msg}: {}", vals.cause);
            }
            let pos = self.opos(x);
            self.soft_error(pos, "InvalidRangeExpr", msg);
            x.invalidate();
            return [TypeId::INVALID; 2];
        }
        let excess = match *lhs {
            [key, ..] if vals.key.is_none() => {
                Some((key, format!("range over {s} permits no iteration variables")))
            }
            [_, val, ..] if vals.val.is_none() => {
                Some((val, format!("range over {s} permits only one iteration variable")))
            }
            [_, _, extra, ..] => Some((extra, "range clause permits at most two iteration variables".into())),
            _ => None,
        };
        if let Some((e, msg)) = excess {
            self.soft_error(self.pos(e), "InvalidIterVar", msg);
        }
        [vals.key, vals.val]
    }

    fn range_define(
        &mut self,
        lhs: &[ExprId],
        types: &[TypeId; 2],
        x: &mut Operand,
        over_int: bool,
        body: Block,
        pos: Pos,
    ) {
        let ast = self.env.ast;
        let mut vars = Vec::new();
        let per_iteration = self.allow_version(22);
        for (i, &e) in lhs.iter().take(2).enumerate() {
            let ExprKind::Ident(sym) = ast[e].kind else {
                let s = self.expr_str(e);
                self.error(
                    self.pos(e),
                    "InvalidSyntaxTree",
                    format!("invalid syntax tree: cannot declare {s}"),
                );
                continue;
            };
            let v = self.dummy_var(sym, ast[e].pos);
            if per_iteration {
                self.store[v].set(ObjFlags::LOOP_VAR);
            }
            let t = types[i];
            if t.is_none() || t == TypeId::INVALID {
                self.store[v].ty = TypeId::INVALID;
                self.store[v].set(ObjFlags::USED);
            } else if over_int {
                // The variable takes the default type of a constant.
                let mut y = x.clone();
                self.init_var(v, &mut y, "range clause");
            } else {
                self.store[v].ty = t;
            }
            let ty = self.store[v].ty;
            self.cur_info().set(e, Mode::Variable, ty, ConstId::NONE);
            vars.push((e, v));
        }
        if vars.iter().all(|&(e, _)| ast.name_of(e) == self.store.blank) && !lhs.is_empty() {
            self.error(pos, "NoNewVar", "no new variables on left side of :=");
        }
        if over_int && vars.is_empty() {
            self.assignment(x, TypeId::NONE, "range clause");
        }
        for (e, v) in vars {
            self.declare_local(e, v, body.lbrace);
            self.note_local(v);
        }
    }

    fn range_assign(&mut self, lhs: &[ExprId], types: &[TypeId; 2], x: &mut Operand, over_int: bool) {
        for (i, &e) in lhs.iter().take(2).enumerate() {
            let t = types[i];
            if t.is_none() || t == TypeId::INVALID {
                continue;
            }
            if !over_int {
                let mut y = Operand::new(Mode::Value, t, e);
                self.assign_operand(e, &mut y, "assignment");
                continue;
            }
            // A constant takes the type of the variable, which must be an integer.
            let mut y = x.clone();
            self.assign_operand(e, &mut y, "range clause");
            if !y.is_invalid() && !self.store.is_integer(y.ty) {
                let msg = format!("cannot use iteration variable of type {}", self.type_str(y.ty));
                self.soft_error(self.pos(e), "InvalidRangeExpr", msg);
            }
        }
    }

    /// The types of the iteration values of a range expression.
    fn range_types(&mut self, x: &Operand) -> RangeVals {
        let t = x.ty;
        let common = self.common_under(t, |c, t, u| match u {
            Type::Chan(ChanDir::Send, _) => Some(format!("receive from send-only channel {}", c.type_str(t))),
            _ => None,
        });
        let common = match common {
            Ok(u) => u,
            Err(why) => return RangeVals::bad(why),
        };
        let none = TypeId::NONE;
        match self.store.ty(common) {
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
            Type::Chan(_, e) => RangeVals::of(e, none),
            Type::Signature(s) => match self.range_func(s) {
                Ok(vals) => vals,
                Err(why) => RangeVals::bad(why),
            },
            _ => RangeVals::bad(""),
        }
    }

    /// `func(yield func(K, V) bool)`
    fn range_func(&mut self, s: u32) -> Result<RangeVals, String> {
        let bad = |why: &str| Err(format!("func must be func(yield func(...) bool): {why}"));
        if !self.allow_version(23) {
            return Err(format!("requires go1.23 or later{}", self.version_suffix()));
        }
        let sig = self.store.sig_data(s);
        if sig.params.len() != 1 {
            return bad("wrong argument count");
        }
        if !sig.results.is_empty() {
            return bad("unexpected results");
        }
        let yield_type = self.store[self.store.obj_at(sig.params, 0)].ty;
        let common = match self.common_under(yield_type, |_, _, _| None) {
            Ok(u) => u,
            Err(why) => return bad(&format!("in yield type, {why}")),
        };
        let Type::Signature(y) = self.store.ty(common) else { return bad("argument is not func") };
        let y = self.store.sig_data(y);
        if y.params.len() > 2 {
            return bad("yield func has too many parameters");
        }
        let result = |c: &Self| c.store[c.store.obj_at(y.results, 0)].ty;
        if y.results.len() != 1 || !self.store.is_boolean(result(self)) {
            return bad("yield func does not return bool");
        }
        if !self.store.identical(result(self), TypeId::BOOL) {
            return bad("yield func returns user-defined boolean, not bool");
        }
        if y.variadic {
            return Err(format!("yield func of type {} cannot be variadic", self.type_str(common)));
        }
        let at = |c: &Self, i: usize| {
            if i < y.params.len() { c.store[c.store.obj_at(y.params, i)].ty } else { TypeId::NONE }
        };
        Ok(RangeVals::of(at(self, 0), at(self, 1)))
    }
}
