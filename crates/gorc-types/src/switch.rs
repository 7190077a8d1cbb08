//! Switch, type switch and select statements.

use crate::checker::*;
use crate::complit::const_key;
use crate::ids::*;
use crate::info::Mode;
use crate::object::*;
use crate::operand::Operand;
use gorc_syntax::ast::{BinaryOp, CaseClause, CommClause, ExprId, ExprKind, StmtId, StmtKind, UnaryOp};
use gorc_syntax::{Diagnostic, Pos};
use rustc_hash::FxHashMap;

/// Constant cases seen: by value, with type and position.
type SeenCases = FxHashMap<String, Vec<(TypeId, Pos)>>;

/// Types seen in cases, with position, by hash.
type SeenTypes = FxHashMap<u64, Vec<(TypeId, Pos)>>;

impl<'a> Checker<'a> {
    pub(crate) fn switch_stmt(
        &mut self,
        init: Option<StmtId>,
        tag: Option<ExprId>,
        clauses: &[CaseClause],
        lbrace: Pos,
    ) {
        let saved = self.open_block();
        if let Some(s) = init {
            self.stmt(s);
        }
        let mut x;
        match tag {
            Some(e) => {
                x = self.expr(TypeId::NONE, e);
                self.assignment(&mut x, TypeId::NONE, "switch expression");
                if !x.is_invalid() && !self.store.comparable(x.ty, true) && !self.store.has_nil(x.ty) {
                    let pos = self.opos(&x);
                    let (s, t) = (self.operand_str(&x), self.type_str(x.ty));
                    let msg = format!("cannot switch on {s} ({t} is not comparable)");
                    self.error(pos, "InvalidExprSwitch", msg);
                    x.invalidate();
                }
            }
            None => {
                x = Operand::constant(
                    TypeId::BOOL,
                    crate::constant::Value::Bool(true),
                    ExprId::from_index(0),
                );
                x.expr = None;
                x.pos = lbrace;
            }
        }
        self.check_defaults(clauses.iter().filter(|c| c.is_default).map(|c| c.pos));
        let ast = self.env.ast;
        let mut seen = SeenCases::default();
        for c in clauses {
            for &e in &ast[c.exprs] {
                self.case_value(&x, tag, e, &mut seen);
            }
            let outer = self.open_block();
            self.stmt_list(c.body);
            self.env.scope = outer;
        }
        self.env.scope = saved;
    }

    fn check_defaults(&mut self, mut defaults: impl Iterator<Item = Pos>) {
        let Some(first) = defaults.next() else { return };
        let rest: Vec<Pos> = defaults.collect();
        for pos in rest {
            let msg = format!("multiple defaults (first at \u{0}{}\u{0})", first.0);
            self.error(pos, "DuplicateDefault", msg);
        }
    }

    fn case_value(&mut self, x: &Operand, tag: Option<ExprId>, e: ExprId, seen: &mut SeenCases) {
        let mut v = self.expr(TypeId::NONE, e);
        if x.is_invalid() || v.is_invalid() {
            return;
        }
        self.convert_untyped(&mut v, x.ty);
        if v.is_invalid() {
            return;
        }
        let mut res = v.clone();
        let mut y = x.clone();
        let shown = tag.map(|t| self.expr_str(t));
        // The tag's mode does not matter for the result.
        self.comparison(&mut res, &mut y, BinaryOp::Eq, Some(shown.as_deref().unwrap_or("true")));
        if res.is_invalid() || v.mode != Mode::Constant || matches!(v.val, crate::constant::Value::Bool(_)) {
            return;
        }
        let key = const_key(&v.val);
        let pos = self.opos(&v);
        let list = seen.entry(key.clone()).or_default().clone();
        for (t, at) in list {
            if self.store.identical(t, v.ty) {
                let s = self.operand_str(&v);
                let d = Diagnostic::error(
                    pos,
                    "DuplicateCase",
                    format!("duplicate case {s} in expression switch"),
                )
                .with_note(at, "previous case");
                self.report(d);
                return;
            }
        }
        if let Some(list) = seen.get_mut(&key) {
            list.push((v.ty, self.node_pos(e)));
        }
    }

    // ---- type switch ------------------------------------------------------------------------------------

    pub(crate) fn type_switch(
        &mut self,
        id: StmtId,
        init: Option<StmtId>,
        bind: Option<ExprId>,
        xe: ExprId,
        clauses: &[CaseClause],
    ) {
        let ast = self.env.ast;
        let saved = self.open_block();
        if let Some(s) = init {
            self.stmt(s);
        }
        let mut bind = bind;
        if let Some(b) = bind
            && ast.name_of(b) == self.store.blank
        {
            self.soft_error(ast[b].pos, "NoNewVar", "no new variable on left side of :=");
            bind = None;
        }
        let mut x = self.expr(TypeId::NONE, xe);
        if !x.is_invalid() {
            let pos = self.opos(&x);
            if self.store.is_type_param(x.ty) {
                let s = self.operand_str(&x);
                self.error(
                    pos,
                    "InvalidTypeSwitch",
                    format!("cannot use type switch on type parameter value {s}"),
                );
                x.invalidate();
            } else if !self.store.is_interface(x.ty) {
                let s = self.operand_str(&x);
                self.error(pos, "InvalidTypeSwitch", format!("{s} is not an interface"));
                x.invalidate();
            }
        }
        self.check_defaults(clauses.iter().filter(|c| c.is_default).map(|c| c.pos));
        let mut vars: Vec<ObjId> = Vec::new();
        let mut seen = SeenTypes::default();
        for (i, c) in clauses.iter().enumerate() {
            let t = self.case_types(&x, &ast[c.exprs], &mut seen);
            let outer = self.open_block();
            if let Some(b) = bind {
                let ty = match (&ast[c.exprs], t) {
                    (_, t) if t.is_some() => t,
                    _ if x.is_invalid() => TypeId::INVALID,
                    _ => x.ty,
                };
                let v = self.dummy_var(ast.name_of(b), ast[b].pos);
                self.store[v].ty = ty;
                self.store[v].set(ObjFlags::TYPE_SWITCH_VAR);
                self.declare_in_scope(v, c.colon);
                self.cur_info().set_implicit(id, i, v);
                vars.push(v);
            }
            self.stmt_list(c.body);
            self.env.scope = outer;
        }
        if let Some(b) = bind {
            let used = vars.iter().any(|&v| self.store[v].has(ObjFlags::USED));
            if !used {
                let name = ast.name_of(b);
                self.soft_error(ast[b].pos, "UnusedVar", format!("{name} declared and not used"));
            }
        }
        self.env.scope = saved;
    }

    /// Checks the types of a clause; the type a bound variable has in it (`NONE`: that of the operand).
    fn case_types(&mut self, x: &Operand, exprs: &[ExprId], seen: &mut SeenTypes) -> TypeId {
        let ast = self.env.ast;
        let mut result = TypeId::NONE;
        for &e in exprs {
            let t;
            if let ExprKind::Ident(_) = ast[ast.unparen(e)].kind
                && self.denotes_nil(ast.unparen(e))
            {
                let y = self.raw_expr(TypeId::NONE, e, false);
                let _ = y;
                t = TypeId::UNTYPED_NIL;
                if !x.is_invalid() {
                    self.set_nil_type(e, x.ty);
                }
            } else {
                t = self.typ_or_value(e);
                if !self.store.is_valid(t) {
                    result = TypeId::INVALID;
                    continue;
                }
            }
            result = if t == TypeId::UNTYPED_NIL { TypeId::NONE } else { t };
            let pos = self.pos(e);
            let hash = self.store.type_hash(t, 0);
            let alike = seen.get(&hash).cloned().unwrap_or_default();
            let prior = alike.into_iter().find(|&(s, _)| self.store.identical(s, t));
            if let Some((_, at)) = prior {
                let s = if t == TypeId::UNTYPED_NIL { "nil".to_string() } else { self.type_str(t) };
                let d = Diagnostic::error(pos, "DuplicateCase", format!("duplicate case {s} in type switch"))
                    .with_note(at, "previous case");
                self.report(d);
                continue;
            }
            seen.entry(hash).or_default().push((t, pos));
            if t != TypeId::UNTYPED_NIL && !x.is_invalid() {
                self.check_assertion(e, x, t, true);
            }
        }
        if exprs.len() == 1 { result } else { TypeId::NONE }
    }

    fn denotes_nil(&self, e: ExprId) -> bool {
        let o = self.lookup(self.env.ast.name_of(e), self.env.ast[e].pos);
        o.is_some() && self.store[o].kind == ObjKind::Nil
    }

    /// A case's type.
    fn typ_or_value(&mut self, e: ExprId) -> TypeId {
        self.var_type(e)
    }

    // ---- select -----------------------------------------------------------------------------------------

    pub(crate) fn select_stmt(&mut self, clauses: &[CommClause]) {
        let ast = self.env.ast;
        self.check_defaults(clauses.iter().filter(|c| c.comm.is_none()).map(|c| c.pos));
        for c in clauses {
            let ok = match c.comm {
                None => true,
                Some(s) => match ast[s].kind {
                    StmtKind::Send { .. } | StmtKind::Bad => true,
                    StmtKind::Expr(e) => self.is_receive(e),
                    StmtKind::Assign { rhs, op, op_pos, .. } => {
                        // gc finds out later that this is not a plain assignment.
                        self.select_ops.extend(op.map(|_| op_pos));
                        matches!(&ast[rhs], [e] if self.is_receive(*e))
                    }
                    StmtKind::Define { rhs, .. } => matches!(&ast[rhs], [e] if self.is_receive(*e)),
                    _ => false,
                },
            };
            if !ok {
                let pos = match c.comm.map(|s| ast[s].kind) {
                    Some(StmtKind::Expr(e)) => self.node_pos(e),
                    _ => c.comm.map_or(c.pos, |s| ast[s].pos),
                };
                self.error(
                    pos,
                    "InvalidSelectCase",
                    "select case must be send or receive (possibly with assignment)",
                );
                continue;
            }
            let outer = self.open_block();
            if let Some(s) = c.comm {
                self.stmt(s);
            }
            self.stmt_list(c.body);
            self.env.scope = outer;
        }
    }

    fn is_receive(&self, e: ExprId) -> bool {
        let ast = self.env.ast;
        matches!(ast[ast.unparen(e)].kind, ExprKind::Unary { op: UnaryOp::Recv, .. })
    }
}
