//! Assignability, and the checking of assignments, initialisations and short variable declarations.

use crate::checker::*;
use crate::ids::*;
use crate::info::Mode;
use crate::object::*;
use crate::operand::Operand;
use crate::types::*;
use crate::untyped::ConvError;
use gorc_syntax::Pos;
use gorc_syntax::ast::{BinaryOp, ExprId, ExprKind};
use smallvec::SmallVec;

/// What a value is assigned to, for messages about functions instantiated by assignment.
#[derive(Clone, Copy, Default)]
pub(crate) enum Target {
    #[default]
    Other,
    /// Something without a name, called by the kind of assignment.
    Context(&'static str),
    Var(ObjId),
    Expr(ExprId),
    Result,
}

/// What is assigned to, as messages name it.
#[derive(Clone, Copy)]
pub(crate) enum Context<'c> {
    /// This.
    Named(&'c str),
    /// A parameter of this function. Its text is made for a message only: in a chain of calls it is as long as the chain so far.
    Argument(ExprId),
}

impl<'c> From<&'c str> for Context<'c> {
    fn from(name: &'c str) -> Context<'c> {
        Context::Named(name)
    }
}

impl<'a> Checker<'a> {
    /// What the value being checked is assigned to, as messages name it.
    pub(crate) fn target_str(&self) -> String {
        match self.target {
            Target::Other => "variable".into(),
            Target::Context(context) => context.into(),
            Target::Var(v) => self.store[v].name.to_string(),
            Target::Expr(e) => self.expr_str(e),
            Target::Result => "result variable".into(),
        }
    }

    /// Whether an operand is assignable to a type; `cause` says why not if there is something to say.
    pub(crate) fn assignable(&mut self, x: &Operand, t: TypeId, cause: &mut String) -> bool {
        if x.is_invalid() || !self.store.is_valid(t) {
            return true;
        }
        // Causes name aliased types by what they stand for, but for the target of a type parameter.
        let (v, shown) = (self.store.unalias(x.ty), t);
        let t = self.store.unalias(t);
        if self.store.identical(v, t) {
            return true;
        }
        let (vu, tu) = (self.store.under(v), self.store.under(t));
        let (vp, tp) = (self.store.is_type_param(v), self.store.is_type_param(t));
        if self.store.is_untyped(v) {
            return self.implicit_type(x, t).is_ok();
        }
        let nameless = !self.store.has_name(v) || !self.store.has_name(t);
        if nameless && !vp && !tp && self.store.identical(vu, tu) {
            return true;
        }
        if let Type::Interface(_) = self.store.ty(tu)
            && !tp
        {
            if self.implements(v, t, false, cause) {
                return true;
            }
            if !vp {
                return false;
            }
            cause.clear();
        } else if let Type::Pointer(e) = self.store.ty(tu)
            && !tp
            && matches!(self.store.under_type(e), Type::Interface(_))
        {
            // Perhaps a pointer to an interface where the interface was meant.
            if self.implements(v, t, false, cause) {
                return true;
            }
            if !vp {
                return false;
            }
            cause.clear();
        }
        if let Type::Interface(_) = self.store.ty(vu)
            && !vp
        {
            let mut ignored = String::new();
            if self.implements(t, v, false, &mut ignored) {
                *cause = "need type assertion".into();
                return false;
            }
        }
        if let (Type::Chan(ChanDir::Both, a), Type::Chan(_, b)) = (self.store.ty(vu), self.store.ty(tu))
            && self.store.identical(a, b)
        {
            return nameless;
        }
        if !vp && !tp {
            return false;
        }
        self.assignable_params(x, t, shown, cause)
    }

    /// Assignability where a type parameter is involved: for each type of its set, the other type having no name.
    fn assignable_params(&mut self, x: &Operand, t: TypeId, shown: TypeId, cause: &mut String) -> bool {
        if self.store.is_type_param(t) && !self.store.has_name(x.ty) {
            let Some(types) = self.specific_types(t) else { return false };
            for u in types {
                if !self.assignable(x, u, cause) {
                    let (a, b, p) = (self.type_str(x.ty), self.type_str(u), self.type_str(t));
                    add_cause(cause, format!("cannot assign {a} to {b} (in {p})"));
                    return false;
                }
            }
            return true;
        }
        if self.store.is_type_param(x.ty) && !self.store.has_name(t) {
            let Some(types) = self.specific_types(x.ty) else { return false };
            for u in types {
                let mut y = x.clone();
                y.ty = u;
                if !self.assignable(&y, t, cause) {
                    let v = self.store.unalias(x.ty);
                    let (a, p, b) = (self.type_str(u), self.type_str(v), self.type_str(shown));
                    add_cause(cause, format!("cannot assign {a} (in {p}) to {b}"));
                    return false;
                }
            }
            return true;
        }
        false
    }

    /// Checks that an operand can be assigned to a variable of type `t` (`NONE`: the blank identifier, or a variable that takes
    /// the operand's type) and gives untyped operands their type. `context` names the kind of assignment.
    pub(crate) fn assignment<'c>(&mut self, x: &mut Operand, t: TypeId, context: impl Into<Context<'c>>) {
        self.assignment_in(x, t, context.into());
    }

    fn assignment_in(&mut self, x: &mut Operand, t: TypeId, context: Context<'_>) {
        self.single_value(x);
        if x.is_invalid() {
            return;
        }
        match x.mode {
            Mode::Constant | Mode::Variable | Mode::MapIndex | Mode::Value | Mode::Nil | Mode::CommaOk => {}
            _ => {
                let pos = self.opos(x);
                let s = self.operand_str(x);
                self.error(
                    pos,
                    "InvalidUse",
                    format!("cannot assign {s} to {} in {}", self.type_str(t), self.context_str(context)),
                );
                x.invalidate();
                return;
            }
        }
        if x.is_nil() {
            self.assign_nil(x, t, context);
            return;
        }
        if self.store.is_untyped(x.ty) {
            let target =
                if t.is_none() || self.store.is_interface(t) { self.store.default_type(x.ty) } else { t };
            match self.implicit_type(x, target) {
                Ok((ty, val)) => self.apply_implicit(x, ty, val),
                Err(code) => {
                    let pos = self.opos(x);
                    let s = self.operand_str(x);
                    let (ts, context) = (self.type_str(target), self.context_str(context));
                    let mut msg = format!("cannot use {s} as {ts} value in {context}");
                    let code = match code {
                        ConvError::Truncated => {
                            msg.push_str(" (truncated)");
                            code.code()
                        }
                        ConvError::Overflow => {
                            msg.push_str(" (overflows)");
                            code.code()
                        }
                        ConvError::Invalid => "IncompatibleAssign",
                    };
                    self.error(pos, code, msg);
                    x.invalidate();
                    return;
                }
            }
        }
        if let Some(sig) = self.store.as_signature(x.ty)
            && !sig.tparams.is_empty()
        {
            let pos = self.opos(x);
            let (s, context) = (self.operand_expr(x), self.context_str(context));
            self.error(
                pos,
                "WrongTypeArgCount",
                format!("cannot use generic function {s} without instantiation in {context}"),
            );
            x.invalidate();
            return;
        }
        if t.is_none() {
            return;
        }
        let mut cause = String::new();
        if !self.assignable(x, t, &mut cause) {
            self.cannot_use(x, t, context, &cause);
        }
    }

    fn cannot_use(&mut self, x: &mut Operand, t: TypeId, context: Context<'_>, cause: &str) {
        let pos = self.opos(x);
        let (s, ts, context) = (self.operand_str(x), self.type_str(t), self.context_str(context));
        let msg = if cause.is_empty() {
            format!("cannot use {s} as {ts} value in {context}")
        } else {
            format!("cannot use {s} as {ts} value in {context}: {cause}")
        };
        self.error(pos, "IncompatibleAssign", msg);
        x.invalidate();
    }

    fn assign_nil(&mut self, x: &mut Operand, t: TypeId, context: Context<'_>) {
        let pos = self.opos(x);
        if t.is_none() {
            let context = self.context_str(context);
            self.error(pos, "UntypedNilUse", format!("use of untyped nil in {context}"));
            x.invalidate();
            return;
        }
        if !self.store.is_valid(t) {
            return;
        }
        if !self.store.has_nil(t) {
            self.cannot_use(x, t, context, "");
            return;
        }
        if let Some(e) = x.expr {
            self.set_nil_type(e, t);
        }
    }

    fn context_str(&self, context: Context<'_>) -> String {
        match context {
            Context::Named(name) => name.to_string(),
            Context::Argument(fun) => format!("argument to {}", self.expr_str(fun)),
        }
    }

    /// Records the type nil takes.
    pub(crate) fn set_nil_type(&mut self, e: ExprId, t: TypeId) {
        let ast = self.env.ast;
        let mut e = e;
        self.cur_info().set(e, Mode::Nil, t, ConstId::NONE);
        while let ExprKind::Paren { x, .. } = ast[e].kind {
            e = x;
            self.cur_info().set(e, Mode::Nil, t, ConstId::NONE);
        }
    }

    /// Gives a constant object its value and type.
    pub(crate) fn init_const(&mut self, o: ObjId, declared: TypeId, x: &mut Operand) {
        if x.is_invalid() || !self.store.is_valid(x.ty) || declared == TypeId::INVALID {
            if declared.is_none() {
                self.store[o].ty = TypeId::INVALID;
            }
            return;
        }
        if x.mode != Mode::Constant {
            let pos = if self.env.err_pos.is_known() { self.env.err_pos } else { self.opos(x) };
            let s = self.operand_str(x);
            self.error(pos, "InvalidConstInit", format!("{s} is not constant"));
            if declared.is_none() {
                self.store[o].ty = TypeId::INVALID;
            }
            return;
        }
        let t = if declared.is_some() { declared } else { x.ty };
        self.store[o].ty = t;
        self.assignment(x, t, "constant declaration");
        if x.is_invalid() {
            return;
        }
        let v = self.store.new_const(x.val.clone());
        self.store[o].data = v.0;
    }

    /// Gives a variable being declared its type (if it has none) and checks its initial value.
    pub(crate) fn init_var(&mut self, o: ObjId, x: &mut Operand, context: &str) {
        let t = self.store[o].ty;
        if x.is_invalid() || !self.store.is_valid(x.ty) || t == TypeId::INVALID {
            if t.is_none() {
                self.store[o].ty = TypeId::INVALID;
            }
            x.invalidate();
            return;
        }
        if t.is_none() {
            let mut ty = x.ty;
            if self.store.is_untyped(ty) {
                if x.is_nil() {
                    let pos = self.opos(x);
                    self.error(pos, "UntypedNilUse", format!("use of untyped nil in {context}"));
                    self.store[o].ty = TypeId::INVALID;
                    x.invalidate();
                    return;
                }
                ty = self.store.default_type(ty);
            }
            self.store[o].ty = ty;
        }
        let t = self.store[o].ty;
        self.assignment(x, t, context);
    }

    fn measure(n: usize, unit: &str) -> String {
        if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") }
    }

    fn assign_mismatch(&mut self, rhs: &[ExprId], l: usize, r: usize) {
        let vars = Self::measure(l, "variable");
        let vals = Self::measure(r, "value");
        let ast = self.env.ast;
        let Some(&first) = rhs.first() else { return };
        let pos = self.pos(first);
        if rhs.len() == 1
            && let ExprKind::Call { fun, .. } = ast[ast.unparen(first)].kind
        {
            let f = self.expr_str(fun);
            self.error(
                pos,
                "WrongAssignCount",
                format!("assignment mismatch: {vars} but {f} returns {vals}"),
            );
            return;
        }
        self.error(pos, "WrongAssignCount", format!("assignment mismatch: {vars} but {vals}"));
    }

    fn return_mismatch(&mut self, at: Pos, lhs: &[ObjId], rhs: &[Operand]) {
        let (l, r) = (lhs.len(), rhs.len());
        let (word, pos) = if r > l {
            ("too many", self.opos(&rhs[l]))
        } else if r > 0 {
            ("not enough", self.opos(&rhs[r - 1]))
        } else {
            ("not enough", at)
        };
        let have: Vec<TypeId> = rhs.iter().map(|x| x.ty).collect();
        let want: Vec<TypeId> = lhs.iter().map(|&v| self.store[v].ty).collect();
        let msg = format!(
            "{word} return values\n\thave {}\n\twant {}",
            self.types_summary(&have, false, false),
            self.types_summary(&want, false, false)
        );
        self.error(pos, "WrongResultCount", msg);
    }

    /// Types as `(number, string, T)` for messages about counts.
    pub(crate) fn types_summary(&self, list: &[TypeId], variadic: bool, dots: bool) -> String {
        let mut out = String::from("(");
        for (i, &t) in list.iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            let last = i + 1 == list.len();
            if t.is_none() || t == TypeId::INVALID {
                out.push_str("unknown type");
            } else if self.store.is_untyped(t) {
                match t {
                    TypeId::UNTYPED_INT
                    | TypeId::UNTYPED_RUNE
                    | TypeId::UNTYPED_FLOAT
                    | TypeId::UNTYPED_COMPLEX => {
                        out.push_str("number");
                    }
                    _ => out.push_str(self.type_str(t).trim_start_matches("untyped ")),
                }
            } else if variadic && last {
                out.push_str("...");
                match self.store.get(t) {
                    Type::Slice(e) => out.push_str(&self.type_str(e)),
                    _ => out.push_str(&self.type_str(t)),
                }
            } else {
                out.push_str(&self.type_str(t));
            }
            if dots && last {
                out.push_str("...");
            }
        }
        out.push(')');
        out
    }

    /// Makes variables without type invalid, after an error.
    fn give_up(&mut self, lhs: &[ObjId]) {
        for &v in lhs {
            if self.store[v].ty.is_none() {
                self.store[v].ty = TypeId::INVALID;
            }
        }
    }

    /// Initialises variables with expressions; with `ret`, they are the results of a function and the place is that of the return statement.
    pub(crate) fn init_vars(&mut self, lhs: &[ObjId], rhs: &[ExprId], ret: Option<Pos>, _at: Pos) {
        let ast = self.env.ast;
        let (l, r) = (lhs.len(), rhs.len());
        let context = match ret {
            Some(_) => "return statement",
            None => assignment_context(l),
        };
        let is_call = r == 1 && matches!(ast[ast.unparen(rhs[0])].kind, ExprKind::Call { .. });
        if l == r && !is_call {
            for (&v, &e) in lhs.iter().zip(rhs) {
                let hint = self.store[v].ty;
                let unnamed = self.store[v].name == self.syms.empty;
                self.target = if ret.is_some() && unnamed { Target::Result } else { Target::Var(v) };
                let mut x = self.expr_or_generic_value(hint, e);
                self.init_var(v, &mut x, context);
            }
            return;
        }
        if r != 1 {
            let errors = self.errors;
            let ok = self.use_exprs(rhs);
            if ok && self.errors == errors {
                if let Some(at) = ret {
                    let ops: Vec<Operand> = rhs.iter().map(|&e| self.recorded_operand(e)).collect();
                    self.return_mismatch(at, lhs, &ops);
                } else {
                    self.assign_mismatch(rhs, l, r);
                }
            }
            self.give_up(lhs);
            return;
        }
        let (mut vals, comma_ok) = self.multi_value(rhs[0], l == 2 && ret.is_none());
        if vals.len() == l {
            for (&v, x) in lhs.iter().zip(&mut vals) {
                self.init_var(v, x, context);
            }
            if comma_ok {
                self.record_comma_ok(rhs[0], &vals);
            }
            return;
        }
        if !vals.iter().any(Operand::is_invalid) {
            match ret {
                Some(at) => self.return_mismatch(at, lhs, &vals),
                None => self.assign_mismatch(rhs, l, vals.len()),
            }
        }
        self.give_up(lhs);
    }

    /// An operand as recorded.
    fn recorded_operand(&mut self, e: ExprId) -> Operand {
        let tv = self.cur_info().tv(e);
        Operand::new(tv.mode, tv.ty, e)
    }

    /// The values of an expression that may be a call with several results, or (if allowed) a comma-ok expression taken as two values.
    pub(crate) fn multi_value(&mut self, e: ExprId, allow_comma_ok: bool) -> (SmallVec<[Operand; 2]>, bool) {
        let mut x = self.raw_expr(TypeId::NONE, e, false);
        self.exclude(&mut x, true, true);
        if let Type::Tuple(l) = self.store.ty(x.ty)
            && x.mode == Mode::Value
        {
            let vals = (0..l.len())
                .map(|i| {
                    let t = self.store[self.store.obj_at(l, i)].ty;
                    Operand { label: Some(nth_result(i)), ..Operand::new(Mode::Value, t, e) }
                })
                .collect();
            return (vals, false);
        }
        let mut vals = SmallVec::new();
        if allow_comma_ok && matches!(x.mode, Mode::MapIndex | Mode::CommaOk) {
            vals.push(x);
            let ok = Operand::new(Mode::Value, TypeId::UNTYPED_BOOL, e);
            vals.push(Operand { label: Some("ok value of (comma, ok) expression"), ..ok });
            return (vals, true);
        }
        vals.push(x);
        (vals, false)
    }

    /// Records that a comma-ok expression yields two values.
    fn record_comma_ok(&mut self, e: ExprId, vals: &[Operand]) {
        if vals.iter().any(Operand::is_invalid) {
            return;
        }
        let empty = self.syms.empty;
        let pkg = self.env.pkg;
        let a = self.store.new_var(empty, Pos::NONE, pkg, vals[0].ty, 0);
        let bt = if self.store.is_untyped(vals[1].ty) { TypeId::BOOL } else { vals[1].ty };
        let b = self.store.new_var(empty, Pos::NONE, pkg, bt, 0);
        let tuple = self.store.new_tuple(&[a, b]);
        let ast = self.env.ast;
        let mut e = e;
        loop {
            self.cur_info().set(e, Mode::CommaOk, tuple, ConstId::NONE);
            match ast[e].kind {
                ExprKind::Paren { x, .. } => e = x,
                _ => return,
            }
        }
    }

    /// The type of the variable an expression on the left of an assignment denotes; `NONE` for the blank identifier, `INVALID` after errors.
    pub(crate) fn lhs_var(&mut self, e: ExprId) -> TypeId {
        let ast = self.env.ast;
        let inner = ast.unparen(e);
        let mut unused = ObjId::NONE;
        if let ExprKind::Ident(sym) = ast[inner].kind {
            if sym == self.store.blank {
                return TypeId::NONE;
            }
            // Assigning to a variable is not a use of it.
            let o = self.lookup(sym, ast[inner].pos);
            if o.is_some()
                && self.store[o].kind == ObjKind::Var
                && self.store[o].pkg == self.env.pkg
                && !self.store[o].has(ObjFlags::USED)
            {
                unused = o;
            }
        }
        let x = self.expr(TypeId::NONE, e);
        if unused.is_some() {
            self.store[unused].clear(ObjFlags::USED);
        }
        if x.is_invalid() || !self.store.is_valid(x.ty) {
            return TypeId::INVALID;
        }
        match x.mode {
            Mode::Variable | Mode::MapIndex => {
                self.mark_root(e, ObjFlags::REASSIGNED);
                x.ty
            }
            _ => {
                let pos = self.opos(&x);
                let s = self.expr_str(e);
                if let ExprKind::Selector { x: base, .. } = ast[inner].kind
                    && self.cur_info().tv(base).mode == Mode::MapIndex
                {
                    self.error(
                        pos,
                        "UnaddressableFieldAssign",
                        format!("cannot assign to struct field {s} in map"),
                    );
                    return TypeId::INVALID;
                }
                let desc = self.operand_str(&x);
                self.error(
                    pos,
                    "UnassignableOperand",
                    format!(
                        "cannot assign to {} (neither addressable nor a map index expression)",
                        Self::lhs_desc(&s, &desc)
                    ),
                );
                TypeId::INVALID
            }
        }
    }

    fn lhs_desc<'s>(expr: &'s str, _desc: &'s str) -> &'s str {
        expr
    }

    /// `lhs = x` for an operand.
    pub(crate) fn assign_operand(&mut self, lhs: ExprId, x: &mut Operand, context: &str) {
        let t = self.lhs_var(lhs);
        if t == TypeId::INVALID {
            x.invalidate();
            return;
        }
        self.assign_to(t, x, context);
    }

    fn assign_to(&mut self, t: TypeId, x: &mut Operand, context: &str) {
        if t.is_none() {
            let context = if context == "assignment" { "assignment to _ identifier" } else { context };
            self.assignment(x, t, context);
        } else {
            self.assignment(x, t, context);
        }
    }

    /// `lhs = rhs` for lists.
    pub(crate) fn assign_vars(&mut self, lhs: &[ExprId], rhs: &[ExprId]) {
        let ast = self.env.ast;
        let (l, r) = (lhs.len(), rhs.len());
        let context = assignment_context(l);
        let is_call = r == 1 && matches!(ast[ast.unparen(rhs[0])].kind, ExprKind::Call { .. });
        if l == r && !is_call {
            for (&le, &re) in lhs.iter().zip(rhs) {
                let t = self.lhs_var(le);
                if t == TypeId::INVALID {
                    self.use_expr(re);
                    continue;
                }
                self.target = Target::Expr(le);
                let mut x = self.expr_or_generic_value(t, re);
                if !x.is_invalid() {
                    self.assign_to(t, &mut x, context);
                }
            }
            return;
        }
        if r != 1 {
            let errors = self.errors;
            for &e in lhs {
                self.use_lhs(e);
            }
            let ok = self.use_exprs(rhs);
            if ok && self.errors == errors {
                self.assign_mismatch(rhs, l, r);
            }
            return;
        }
        let (mut vals, comma_ok) = self.multi_value(rhs[0], l == 2);
        if vals.len() == l {
            for (&le, x) in lhs.iter().zip(&mut vals) {
                self.assign_operand(le, x, context);
            }
            if comma_ok {
                self.record_comma_ok(rhs[0], &vals);
            }
            return;
        }
        if !vals.iter().any(Operand::is_invalid) {
            self.assign_mismatch(rhs, l, vals.len());
        }
        for &e in lhs {
            self.use_lhs(e);
        }
    }

    /// `lhs op= rhs`
    pub(crate) fn assign_op(&mut self, lhs: ExprId, op: BinaryOp, rhs: ExprId, op_pos: Pos) {
        let x = self.expr(TypeId::NONE, lhs);
        let y = self.expr(TypeId::NONE, rhs);
        let mut x = self.binary_op(x, y, op, None, op_pos, lhs, rhs);
        x.expr = Some(lhs);
        let errors = self.errors;
        let t = self.lhs_var(lhs);
        if t == TypeId::INVALID || self.errors != errors {
            return;
        }
        // The result is not an expression of its own: do not retype the left side.
        if self.store.is_untyped(x.ty) {
            x.expr = None;
            x.pos = self.pos(lhs);
        }
        self.assign_to(t, &mut x, "assignment");
    }

    /// `lhs := rhs`
    pub(crate) fn short_var_decl(&mut self, pos: Pos, lhs: &[ExprId], rhs: &[ExprId], scope_pos: Pos) {
        let ast = self.env.ast;
        let mut vars: SmallVec<[ObjId; 4]> = SmallVec::new();
        let mut fresh: SmallVec<[(ExprId, ObjId); 4]> = SmallVec::new();
        let mut seen: SmallVec<[gorc_syntax::Symbol; 4]> = SmallVec::new();
        let mut had_error = false;
        for &e in lhs {
            let blank = self.store.blank;
            let ExprKind::Ident(sym) = ast[e].kind else {
                self.use_lhs(e);
                let s = self.expr_str(e);
                self.error(self.pos(e), "BadDecl", format!("non-name {s} on left side of :="));
                had_error = true;
                vars.push(self.dummy_var(blank, ast[e].pos));
                continue;
            };
            if sym != blank {
                if seen.contains(&sym) {
                    self.error(self.pos(e), "RepeatedDecl", format!("{sym} repeated on left side of :="));
                    had_error = true;
                    vars.push(self.dummy_var(blank, ast[e].pos));
                    continue;
                }
                seen.push(sym);
            }
            let alt = if sym == blank { ObjId::NONE } else { self.store.scope_get(self.env.scope, sym) };
            if alt.is_some() {
                self.record_object(e, alt);
                if self.store[alt].kind == ObjKind::Var {
                    self.store[alt].set(ObjFlags::REASSIGNED);
                    vars.push(alt);
                } else {
                    self.error(self.pos(e), "UnassignableOperand", format!("cannot assign to {sym}"));
                    had_error = true;
                    vars.push(self.dummy_var(blank, ast[e].pos));
                }
                continue;
            }
            let v = self.dummy_var(sym, ast[e].pos);
            vars.push(v);
            if sym != blank {
                fresh.push((e, v));
            } else {
                self.record_object(e, v);
            }
        }
        let first = rhs.first().map_or(pos, |&e| self.pos(e));
        self.init_vars(&vars, rhs, None, first);
        self.process_pending_lits();
        if !fresh.is_empty() {
            for (e, v) in fresh {
                self.declare_local(e, v, scope_pos);
                self.note_local(v);
            }
        } else if !had_error {
            self.soft_error(pos, "NoNewVar", "no new variables on left side of :=");
        }
    }

    /// A local variable not (yet) declared in a scope.
    pub(crate) fn dummy_var(&mut self, name: gorc_syntax::Symbol, pos: Pos) -> ObjId {
        let o = self.store.new_var(name, pos, self.env.pkg, TypeId::NONE, 0);
        self.store[o].color = Color::Black;
        self.store[o].data = self.env.lit.0;
        o
    }

    /// Remembers a local variable that was declared, to report it if it is not used.
    pub(crate) fn note_local(&mut self, v: ObjId) {
        let name = self.store[v].name;
        if name != self.store.blank && self.store.scope_get(self.env.scope, name) == v {
            self.local_vars.push(v);
        }
    }
}

/// Puts a cause in front of what caused it.
pub(crate) fn add_cause(cause: &mut String, why: String) {
    *cause = if cause.is_empty() { why } else { format!("{why}\n\t{cause}") };
}

/// How messages name an assignment to `n` variables.
fn assignment_context(n: usize) -> &'static str {
    if n > 1 { "multiple assignment" } else { "assignment" }
}

/// What messages call a result of a call that has several.
fn nth_result(index: usize) -> &'static str {
    const NAMES: [&str; 9] = [
        "1st function result",
        "2nd function result",
        "3rd function result",
        "4th function result",
        "5th function result",
        "6th function result",
        "7th function result",
        "8th function result",
        "9th function result",
    ];
    NAMES.get(index).copied().unwrap_or("one of the function results")
}
