//! Statements and function bodies.
//!
//! `ctx` bits say which branch statements are allowed where. Function literals delayed by a statement are checked at its end. Read next:
//! `range.rs`, `switch.rs`, `returns.rs` (terminating statements). The parser has checked labels, `break` and `continue`.

use crate::checker::*;
use crate::delayed::BodyName;
use crate::ids::*;
use crate::info::Mode;
use crate::object::*;
use crate::operand::Operand;
use crate::types::*;
use crate::universe::Builtin;
use gorc_syntax::Pos;
use gorc_syntax::ast::{self, BinaryOp, Block, ExprId, ExprKind, List, StmtId, StmtKind};

impl<'a> Checker<'a> {
    /// Checks a function's body.
    pub(crate) fn func_body(&mut self, sig: TypeId, scope: ScopeId, body: Block, name: BodyName) {
        let saved_vars = std::mem::take(&mut self.local_vars);
        let saved_mark = self.stmt_mark.take();
        let saved_path = std::mem::take(&mut self.path);
        self.env.scope = scope;
        self.env.sig = sig;
        self.env.iota = match name {
            BodyName::Lit => self.env.iota,
            BodyName::Func => None,
        };
        self.env.has_call = false;
        self.env.err_pos = Pos::NONE;
        self.stmt_list(body.stmts);
        if let Some(s) = self.store.as_signature(sig)
            && !s.results.is_empty()
            && !self.list_terminates(body.stmts)
        {
            self.error(body.rbrace, "MissingReturn", "missing return");
        }
        self.report_unused_vars();
        self.local_vars = saved_vars;
        self.stmt_mark = saved_mark;
        self.path = saved_path;
    }

    fn report_unused_vars(&mut self) {
        let vars = std::mem::take(&mut self.local_vars);
        for v in vars {
            let o = &self.store[v];
            if !o.has(ObjFlags::USED) {
                let (pos, name) = (o.pos, o.name);
                self.soft_error(pos, "UnusedVar", format!("declared and not used: {name}"));
            }
        }
    }

    pub(crate) fn stmt_list(&mut self, list: List<StmtId>) {
        for &s in &self.env.ast[list] {
            self.stmt(s);
        }
    }

    /// Checks a statement.
    pub(crate) fn stmt(&mut self, id: StmtId) {
        let saved_mark = self.stmt_mark;
        let mark = self.delayed.len();
        self.stmt_mark = Some(mark);
        self.stmt_inner(id);
        self.process_delayed(mark);
        self.stmt_mark = saved_mark;
    }

    fn stmt_inner(&mut self, id: StmtId) {
        let ast = self.env.ast;
        let stmt = ast[id];
        match stmt.kind {
            // Branches have been checked by the parser.
            StmtKind::Bad | StmtKind::Empty | StmtKind::Branch { .. } => {}
            StmtKind::Expr(e) => self.expr_stmt(e),
            StmtKind::Send { chan, value, arrow } => self.send_stmt(chan, value, arrow),
            StmtKind::IncDec { x, inc, op_pos } => self.inc_dec(x, inc, op_pos),
            StmtKind::Assign { lhs, op: Some(op), rhs, op_pos } => {
                let (l, r) = (&ast[lhs], &ast[rhs]);
                if let ([l], [r]) = (l, r) {
                    self.assign_op(*l, op, *r, op_pos);
                } else {
                    self.error(
                        op_pos,
                        "MultiValAssignOp",
                        format!("assignment operation {}= requires single-valued expressions", op.as_str()),
                    );
                }
            }
            StmtKind::Assign { lhs, op: None, rhs, .. } => self.assign_vars(&ast[lhs], &ast[rhs]),
            StmtKind::Define { lhs, rhs, op_pos } => {
                self.short_var_decl(op_pos, &ast[lhs], &ast[rhs], stmt.end);
            }
            StmtKind::Go { call } => self.go_defer(call, "go"),
            StmtKind::Defer { call } => self.go_defer(call, "defer"),
            StmtKind::Return { results } => self.return_stmt(stmt.pos, &ast[results]),
            StmtKind::Labeled { stmt, .. } => self.stmt(stmt),
            StmtKind::Block(b) => {
                let saved = self.open_block();
                self.stmt_list(b.stmts);
                self.env.scope = saved;
            }
            StmtKind::If { init, cond, then, otherwise } => self.if_stmt(init, cond, then, otherwise),
            StmtKind::Switch { init, tag, clauses, lbrace, .. } => {
                self.switch_stmt(init, tag, &ast[clauses], lbrace);
            }
            StmtKind::TypeSwitch { init, bind, x, clauses, .. } => {
                self.type_switch(id, init, bind, x, &ast[clauses]);
            }
            StmtKind::Select { clauses, .. } => self.select_stmt(&ast[clauses]),
            StmtKind::For { init, cond, post, body } => self.for_stmt(init, cond, post, body),
            StmtKind::Range { lhs, define, x, body, .. } => {
                self.range_stmt(&ast[lhs], define, x, body, stmt.pos);
            }
            StmtKind::Decl(list) => {
                let first = self.store.objects.len();
                self.decl_stmt(list);
                self.note_local_vars(list);
                let _ = first;
            }
        }
    }

    /// Remembers the variables of a declaration statement, to report those not used.
    fn note_local_vars(&mut self, list: List<ast::DeclId>) {
        let ast = self.env.ast;
        for &d in &ast[list] {
            if let ast::DeclKind::Var { names, .. } = ast[d].kind {
                for &n in &ast[names] {
                    let o = self.cur_info().object(n);
                    if o.is_some() {
                        self.note_local(o);
                    }
                }
            }
        }
    }

    fn expr_stmt(&mut self, e: ExprId) {
        let ast = self.env.ast;
        let x = self.raw_expr(TypeId::NONE, e, false);
        let (code, what) = match x.mode {
            Mode::Invalid | Mode::NoValue => return,
            Mode::Builtin => ("UncalledBuiltin", "must be called"),
            Mode::Type => ("NotAnExpr", "is not an expression"),
            _ => {
                if self.is_statement_expr(ast.unparen(e)) {
                    return;
                }
                ("UnusedExpr", "is not used")
            }
        };
        let pos = self.opos(&x);
        let s = self.operand_str(&x);
        self.error(pos, code, format!("{s} {what}"));
    }

    /// Whether an expression with a value may stand as a statement: calls (of functions and some builtins) and receives.
    fn is_statement_expr(&mut self, e: ExprId) -> bool {
        let ast = self.env.ast;
        match ast[e].kind {
            ExprKind::Unary { op: ast::UnaryOp::Recv, .. } => true,
            ExprKind::Call { fun, .. } => {
                let tv = self.cur_info().tv(fun);
                match tv.mode {
                    Mode::Type => false,
                    Mode::Builtin => self.called_builtin(fun).is_some_and(|b| b.spec().statement),
                    _ => true,
                }
            }
            _ => false,
        }
    }

    /// The builtin a call's function expression denotes.
    pub(crate) fn called_builtin(&mut self, fun: ExprId) -> Option<Builtin> {
        if self.cur_info().tv(fun).mode != Mode::Builtin {
            return None;
        }
        let id = self.denoting_ident(fun)?;
        let o = self.cur_info().object(id);
        (o.is_some() && self.store[o].kind == ObjKind::Builtin)
            .then(|| Builtin::from_index(self.store[o].data))
    }

    fn send_stmt(&mut self, ch: ExprId, value: ExprId, arrow: Pos) {
        let x = self.expr(TypeId::NONE, ch);
        if x.is_invalid() {
            return self.unassigned_value(value);
        }
        let hint = self.chan_elem(&x, ChanDir::Recv).unwrap_or(TypeId::NONE);
        let mut v = self.expr_for(value, hint, "send");
        if v.is_invalid() {
            return;
        }
        let elem = match self.chan_elem(&x, ChanDir::Recv) {
            Ok(e) => e,
            Err(msg) => {
                let _ = arrow;
                self.invalid_op(self.pos(ch), "InvalidSend", format!("cannot send to {msg}"));
                return;
            }
        };
        self.assignment(&mut v, elem, "send");
    }

    /// The element type of a channel operand that must not have direction `wrong`; or what is wrong with it.
    pub(crate) fn chan_elem(&mut self, x: &Operand, wrong: ChanDir) -> Result<TypeId, String> {
        let word = if wrong == ChanDir::Recv { "receive-only" } else { "send-only" };
        let common = self.common_under(x.ty, |c, t, u| match u {
            Type::None => Some("no specific channel type".into()),
            Type::Chan(d, _) if d == wrong => Some(format!("{word} channel {}", c.type_str(t))),
            Type::Chan(..) => None,
            _ => Some(format!("non-channel {}", c.type_str(t))),
        });
        match common.map(|u| self.store.ty(u)) {
            Ok(Type::Chan(_, elem)) => Ok(elem),
            Ok(_) => Err(String::new()),
            Err(why) => {
                let s = self.operand_str(x);
                Err(if self.store.is_type_param(x.ty) { format!("{s}: {why}") } else { format!("{why} {s}") })
            }
        }
    }

    fn inc_dec(&mut self, x: ExprId, inc: bool, op_pos: Pos) {
        let o = self.expr(TypeId::NONE, x);
        if o.is_invalid() {
            return;
        }
        if !self.store.all_basic(o.ty, BasicKind::is_numeric) {
            let (s, t) = (self.expr_str(x), self.type_str(o.ty));
            let op = if inc { "++" } else { "--" };
            self.invalid_op(self.pos(x), "NonNumericIncDec", format!("{s}{op} (non-numeric type {t})"));
            return;
        }
        let mut one = Operand::constant(TypeId::UNTYPED_INT, crate::constant::Value::Int(1), x);
        one.expr = None;
        one.pos = op_pos;
        let op = if inc { BinaryOp::Add } else { BinaryOp::Sub };
        let mut r = self.binary_op(o, one, op, None, op_pos, x, x);
        if r.is_invalid() {
            return;
        }
        let t = self.lhs_var(x);
        if t == TypeId::INVALID || t.is_none() {
            if t.is_none() {
                self.error(self.pos(x), "InvalidBlank", "cannot use _ as value");
            }
            return;
        }
        r.expr = None;
        r.pos = self.pos(x);
        self.assignment(&mut r, t, "assignment");
    }

    fn go_defer(&mut self, call: ExprId, what: &str) {
        let ast = self.env.ast;
        let inner = ast.unparen(call);
        match ast[inner].kind {
            ExprKind::Bad => return,
            ExprKind::Call { .. } => {}
            _ => {
                self.error(
                    self.pos(call),
                    "InvalidCall",
                    format!("expression in {what} must be function call"),
                );
                self.use_expr(call);
                return;
            }
        }
        let x = self.raw_expr(TypeId::NONE, call, false);
        if x.is_invalid() {
            return;
        }
        let ExprKind::Call { fun, .. } = ast[inner].kind else { return };
        let tv = self.cur_info().tv(fun);
        let msg = match tv.mode {
            Mode::Type => {
                format!("{what} requires function call, not conversion {}", self.operand_str(&x))
            }
            Mode::Builtin if self.called_builtin(fun).is_some_and(|b| !b.spec().statement) => {
                format!("{what} discards result of {}", self.operand_str(&x))
            }
            _ => return,
        };
        let pos = self.opos(&x);
        self.error(pos, "InvalidDefer", msg);
    }

    fn return_stmt(&mut self, pos: Pos, results: &[ExprId]) {
        let Some(sig) = self.store.as_signature(self.env.sig) else { return };
        let vars: Vec<ObjId> = self.store[sig.results].to_vec();
        if results.is_empty() {
            if vars.is_empty() {
                return;
            }
            if self.store[vars[0]].name == self.syms.empty {
                let want: Vec<TypeId> = vars.iter().map(|&v| self.store[v].ty).collect();
                let msg = format!(
                    "not enough return values\n\thave ()\n\twant {}",
                    self.types_summary(&want, false, false)
                );
                self.error(pos, "WrongResultCount", msg);
                return;
            }
            // A bare return needs the results in scope.
            for &v in &vars {
                let name = self.store[v].name;
                if name == self.store.blank {
                    continue;
                }
                let o = self.lookup(name, pos);
                if o.is_some() && o != v {
                    let at = self.store[o].pos;
                    let d = gorc_syntax::Diagnostic::error(
                        pos,
                        "OutOfScopeResult",
                        format!("result parameter {name} not in scope at return"),
                    )
                    .with_note(at, format!("inner declaration of {}", self.object_str(v)));
                    self.report(d);
                }
            }
            return;
        }
        self.init_vars(&vars, results, Some(pos));
    }

    /// An object as messages describe it: `var x int`.
    fn object_str(&self, o: ObjId) -> String {
        let obj = &self.store[o];
        let t = self.type_str(obj.ty);
        match obj.kind {
            ObjKind::Var => format!("var {} {t}", obj.name),
            ObjKind::Const => format!("const {} {t}", obj.name),
            ObjKind::TypeName => format!("type {} {t}", obj.name),
            ObjKind::Func => format!("func {}{}", obj.name, t.trim_start_matches("func")),
            _ => obj.name.to_string(),
        }
    }

    fn condition(&mut self, e: ExprId, what: &str) {
        let x = self.expr(TypeId::NONE, e);
        if !x.is_invalid() && !self.store.all_basic(x.ty, BasicKind::is_boolean) {
            self.error(self.pos(e), "InvalidCond", format!("non-boolean condition in {what} statement"));
            return;
        }
        if !x.is_invalid() && self.store.is_untyped(x.ty) {
            self.update_expr_type(e, TypeId::BOOL, true);
        }
    }

    fn if_stmt(&mut self, init: Option<StmtId>, cond: ExprId, then: Block, otherwise: Option<StmtId>) {
        let saved = self.open_block();
        if let Some(s) = init {
            self.stmt(s);
        }
        self.condition(cond, "if");
        let outer = self.open_block();
        self.stmt_list(then.stmts);
        self.env.scope = outer;
        if let Some(s) = otherwise {
            self.stmt(s);
        }
        self.env.scope = saved;
    }

    fn for_stmt(&mut self, init: Option<StmtId>, cond: Option<ExprId>, post: Option<StmtId>, body: Block) {
        let ast = self.env.ast;
        let saved = self.open_block();
        if let Some(s) = init {
            self.stmt(s);
            if let StmtKind::Define { lhs, .. } = ast[s].kind
                && self.allow_version(22)
            {
                for &e in &ast[lhs] {
                    let o = self.cur_info().object(e);
                    if o.is_some() {
                        self.store[o].set(ObjFlags::LOOP_VAR);
                    }
                }
            }
        }
        if let Some(c) = cond {
            self.condition(c, "for");
        }
        if let Some(s) = post {
            self.stmt(s);
            if let StmtKind::Define { lhs, .. } = ast[s].kind {
                // The parser has reported the declaration.
                for &e in &ast[lhs] {
                    let o = self.cur_info().object(e);
                    if o.is_some() {
                        self.store[o].set(ObjFlags::USED);
                    }
                }
            }
        }
        let outer = self.open_block();
        self.stmt_list(body.stmts);
        self.env.scope = outer;
        self.env.scope = saved;
    }
}
