//! Expressions: dispatch, and the unary operators.
//!
//! `raw_expr` checks any expression and records it; the other entry points restrict what it may denote. `hint` is the type of the context: it
//! gives elided composite literals their type and generic function values their type arguments. Read next: `binary.rs`,
//! `call.rs`, `selector.rs`, `index.rs`, `complit.rs`.

use crate::checker::*;
use crate::constant::{self, Value};
use crate::delayed::{Action, BodyName};
use crate::ids::*;
use crate::info::{FuncLit, Mode};
use crate::object::*;
use crate::operand::Operand;
use crate::types::*;
use gorc_syntax::ast::{self, ExprId, ExprKind, LitKind, UnaryOp};

impl<'a> Checker<'a> {
    /// Checks any expression and records its type. Generic function values need `generic` to pass.
    pub(crate) fn raw_expr(&mut self, hint: TypeId, e: ExprId, generic: bool) -> Operand {
        let mut x = self.expr_inner(hint, e);
        x.expr = Some(e);
        if !generic {
            self.non_generic(hint, &mut x);
        }
        if !self.path.is_empty()
            && matches!(x.mode, Mode::Variable | Mode::Value | Mode::MapIndex | Mode::CommaOk)
            && self.report_incomplete(x.ty)
        {
            x.invalidate();
        }
        self.record(&x, e);
        x
    }

    pub(crate) fn record(&mut self, x: &Operand, e: ExprId) {
        let (ty, val) = match x.mode {
            Mode::Invalid => (TypeId::INVALID, ConstId::NONE),
            Mode::NoValue => (TypeId::EMPTY_TUPLE, ConstId::NONE),
            Mode::Constant => (x.ty, self.store.new_const(x.val.clone())),
            _ => (x.ty, ConstId::NONE),
        };
        self.cur_info().set(e, x.mode, ty, val);
    }

    /// A generic function value without type arguments must get them from the context.
    fn non_generic(&mut self, hint: TypeId, x: &mut Operand) {
        if x.is_invalid() || x.mode == Mode::NoValue {
            return;
        }
        let what = match self.store.ty(x.ty) {
            Type::Named(_) | Type::Alias(_) if x.mode == Mode::Type && self.store.is_generic(x.ty) => "type",
            Type::Signature(s) if !self.store.sig_data(s).tparams.is_empty() => {
                let target = self.func_target(hint);
                if target.is_some() {
                    self.func_inst_by_target(target, x);
                    return;
                }
                "function"
            }
            _ => return,
        };
        let s = x.expr.map(|e| self.expr_str(e)).unwrap_or_default();
        let pos = self.opos(x);
        self.error(pos, "WrongTypeArgCount", format!("cannot use generic {what} {s} without instantiation"));
        x.invalidate();
        x.ty = TypeId::INVALID;
    }

    /// The function type that determines the type arguments of a generic function assigned to a `t`; `NONE` if it is no function type.
    pub(crate) fn func_target(&mut self, t: TypeId) -> TypeId {
        if t.is_none() {
            return t;
        }
        let core =
            if self.store.is_type_param(t) { self.store.core_type(t) } else { self.store.under_now(t) };
        match core.is_some() && self.store.as_signature(core).is_some() {
            true => core,
            false => TypeId::NONE,
        }
    }

    /// A value that is assigned to a `t`, which matters to generic functions only; `context` is the kind of assignment.
    pub(crate) fn expr_for(&mut self, e: ExprId, t: TypeId, context: &'static str) -> Operand {
        let target = self.func_target(t);
        self.target = crate::assign::Target::Context(context);
        self.expr(target, e)
    }

    /// A single value.
    pub(crate) fn expr(&mut self, hint: TypeId, e: ExprId) -> Operand {
        let mut x = self.raw_expr(hint, e, false);
        self.exclude(&mut x, true, true);
        self.single_value(&mut x);
        x
    }

    /// A single value that may be an uninstantiated generic function, to be instantiated by assignment to `hint`.
    pub(crate) fn expr_or_generic_value(&mut self, hint: TypeId, e: ExprId) -> Operand {
        self.expr(hint, e)
    }

    /// A single value or a type.
    pub(crate) fn expr_or_type(&mut self, e: ExprId, generic: bool) -> Operand {
        let mut x = self.raw_expr(TypeId::NONE, e, generic);
        self.exclude(&mut x, false, false);
        self.single_value(&mut x);
        x
    }

    /// Like `expr_or_type`, but the caller reports builtins.
    pub(crate) fn builtin_or_other(&mut self, e: ExprId, generic: bool) -> Operand {
        let mut x = self.raw_expr(TypeId::NONE, e, generic);
        if x.mode != Mode::Builtin {
            self.exclude(&mut x, false, false);
        }
        self.single_value(&mut x);
        x
    }

    /// An element of a composite literal: its type may be elided. `context` is the kind of literal.
    pub(crate) fn expr_with_hint(&mut self, e: ExprId, hint: TypeId, context: &'static str) -> Operand {
        self.target = crate::assign::Target::Context(context);
        let mut x = self.raw_expr(hint, e, false);
        self.exclude(&mut x, true, true);
        self.single_value(&mut x);
        x
    }

    /// Reports operands that are no values.
    pub(crate) fn exclude(&mut self, x: &mut Operand, types: bool, _builtins: bool) {
        let (code, what) = match x.mode {
            Mode::NoValue if types => ("TooManyValues", "used as value"),
            Mode::NoValue => ("TooManyValues", "used as value or type"),
            Mode::Builtin => ("UncalledBuiltin", "must be called"),
            Mode::Type if types => ("NotAnExpr", "is not an expression"),
            _ => return,
        };
        let pos = self.opos(x);
        let s = self.operand_str(x);
        self.error(pos, code, format!("{s} {what}"));
        x.invalidate();
    }

    /// Reports several values where one is needed.
    pub(crate) fn single_value(&mut self, x: &mut Operand) {
        if x.mode == Mode::Value
            && let Type::Tuple(l) = self.store.ty(x.ty)
            && l.len() != 1
        {
            let pos = self.opos(x);
            let s = self.operand_str(x);
            self.error(pos, "TooManyValues", format!("multiple-value {s} in single-value context"));
            x.invalidate();
        }
    }

    fn expr_inner(&mut self, hint: TypeId, e: ExprId) -> Operand {
        let ast = self.env.ast;
        match ast[e].kind {
            ExprKind::Bad => Operand::invalid(e),
            ExprKind::Ident(_) => self.ident(e, false),
            ExprKind::BasicLit { kind, text, bad } => {
                if bad {
                    return Operand::invalid(e);
                }
                self.basic_lit(e, kind, text.as_str())
            }
            ExprKind::FuncLit { ty, body } => self.func_lit_expr(e, ty, body),
            ExprKind::CompositeLit { ty, elems, rbrace, .. } => {
                self.composite_lit(e, ty, &ast[elems], rbrace, hint)
            }
            ExprKind::Paren { x, .. } => {
                // gc instantiates nothing in parentheses.
                let mut r = self.raw_expr(TypeId::NONE, x, false);
                r.expr = Some(e);
                r
            }
            ExprKind::Selector { x, sel } => self.selector(e, x, sel, false),
            ExprKind::Index { x, indices, .. } => {
                let mut r = Operand::invalid(e);
                if self.index_expr(&mut r, e, x, &ast[indices], false) {
                    r.expr = Some(e);
                    self.func_inst(&mut r, e, x, &ast[indices], hint);
                }
                r
            }
            ExprKind::Slice { x, lo, hi, max, full, lbrack } => {
                self.slice_expr(e, x, [lo, hi, max], full, lbrack)
            }
            ExprKind::TypeAssert { x, ty, .. } => self.type_assert(e, x, ty),
            ExprKind::Call { .. } => self.call_expr(e),
            ExprKind::Star { x } => self.star(e, x),
            ExprKind::Unary { op, x } => self.unary(e, op, x, hint),
            ExprKind::Binary { op, x, y, op_pos } => self.binary(e, op, x, y, op_pos),
            ExprKind::KeyValue { .. } => {
                self.error(self.pos(e), "InvalidSyntaxTree", "no key:value expected");
                Operand::invalid(e)
            }
            ExprKind::Ellipsis { .. } => {
                self.error(self.pos(e), "BadDotDotDotSyntax", "invalid use of ...");
                Operand::invalid(e)
            }
            ExprKind::ArrayType { .. }
            | ExprKind::SliceType { .. }
            | ExprKind::StructType { .. }
            | ExprKind::FuncType { .. }
            | ExprKind::InterfaceType { .. }
            | ExprKind::MapType { .. }
            | ExprKind::ChanType { .. } => {
                let t = self.typ(e);
                Operand::new(Mode::Type, t, e)
            }
        }
    }

    /// Reports literals in a notation that the file's version lacks.
    fn check_literal_version(&mut self, e: ExprId, kind: LitKind, text: &str) {
        if self.allow_version(13) || text.len() <= 2 {
            return;
        }
        let what = match text.as_bytes() {
            t if t.contains(&b'_') => "underscore in numeric literal",
            [b'0', b'b' | b'B', ..] => "binary literal",
            [b'0', b'o' | b'O', ..] => "0o/0O-style octal literal",
            [b'0', b'x' | b'X', ..] if kind != LitKind::Int => "hexadecimal floating-point literal",
            _ => return,
        };
        let pos = self.pos(e);
        self.version_error(pos, 13, what);
    }

    fn basic_lit(&mut self, e: ExprId, kind: LitKind, text: &str) -> Operand {
        if matches!(kind, LitKind::Int | LitKind::Float | LitKind::Imag) {
            self.check_literal_version(e, kind, text);
        }
        let (ty, val) = match kind {
            LitKind::Int => (TypeId::UNTYPED_INT, constant::parse_int(text)),
            LitKind::Float => (TypeId::UNTYPED_FLOAT, constant::parse_float(text)),
            LitKind::Imag => (TypeId::UNTYPED_COMPLEX, constant::parse_imag(text)),
            LitKind::Rune => {
                let v = constant::parse_rune(text).map_or(Value::Unknown, Value::Int);
                (TypeId::UNTYPED_RUNE, v)
            }
            LitKind::String => {
                let v = constant::parse_string(text).map_or(Value::Unknown, Value::string);
                (TypeId::UNTYPED_STRING, v)
            }
        };
        if val.is_unknown() {
            let what = "malformed constant";
            self.error(self.pos(e), "InvalidConstVal", format!("{what}: {text}"));
            return Operand::invalid(e);
        }
        let mut x = Operand::constant(ty, val, e);
        let pos = self.pos(e);
        self.check_overflow(&mut x, pos, "");
        x
    }

    fn func_lit_expr(&mut self, e: ExprId, ty: ExprId, body: ast::Block) -> Operand {
        let saved = self.env;
        let (sig, scope) = self.func_type(ty, None, ast::List::EMPTY, None);
        self.env = saved;
        self.cur_info().set(ty, Mode::Type, sig, ConstId::NONE);
        if !self.store.is_valid(sig) {
            return Operand::invalid(e);
        }
        let lit = FuncLitId(self.lits.len() as u32);
        self.lits.push(FuncLit {
            file: self.env.file,
            expr: e,
            sig,
            parent: self.env.lit,
            captures: Vec::new(),
        });
        self.cur_info().set_func_lit(e, lit);
        // Parameters were declared on behalf of the enclosing function.
        if let Some(s) = self.store.as_signature(sig) {
            for list in [s.params, s.results] {
                for i in 0..list.len() {
                    let v = self.store.obj_at(list, i);
                    self.store[v].data = lit.0;
                }
            }
        }
        // The body is checked when the enclosing statement or declaration is complete: it may refer to what is being declared.
        let saved = self.env;
        self.env.iota = saved.iota;
        self.env.lit = lit;
        self.later(Action::Body { sig, scope, body, name: BodyName::Lit });
        self.env = saved;
        Operand::new(Mode::Value, sig, e)
    }

    fn type_assert(&mut self, e: ExprId, xe: ExprId, te: ExprId) -> Operand {
        if self.env.ast.type_guard(e).is_some() {
            let msg = "invalid syntax tree: use of .(type) outside type switch";
            self.error(self.pos(e), "InvalidSyntaxTree", msg);
            self.use_expr(xe);
            return Operand::invalid(e);
        }
        let mut x = self.expr(TypeId::NONE, xe);
        if x.is_invalid() {
            return Operand::invalid(e);
        }
        let pos = self.opos(&x);
        if self.store.is_type_param(x.ty) {
            let s = self.operand_str(&x);
            self.invalid_op(
                pos,
                "InvalidAssert",
                format!("cannot use type assertion on type parameter value {s}"),
            );
            return Operand::invalid(e);
        }
        if !self.store.is_interface(x.ty) {
            let s = self.operand_str(&x);
            self.invalid_op(pos, "InvalidAssert", format!("{s} is not an interface"));
            return Operand::invalid(e);
        }
        let t = self.var_type(te);
        if !self.store.is_valid(t) {
            return Operand::invalid(e);
        }
        self.check_assertion(e, &x, t, false);
        x.mode = Mode::CommaOk;
        x.ty = t;
        x
    }

    /// Reports a type assertion (or type switch case) that can never succeed.
    pub(crate) fn check_assertion(&mut self, e: ExprId, x: &Operand, t: TypeId, switch: bool) -> bool {
        let mut cause = String::new();
        if self.new_assertable(x.ty, t, &mut cause) {
            return true;
        }
        let pos = self.pos(e);
        let (xt, ts) = (self.type_str(x.ty), self.type_str(t));
        if switch {
            let xs = self.operand_str(x);
            self.error(
                pos,
                "ImpossibleAssert",
                format!(
                    "impossible type switch case: {}\n\t{xs} cannot have dynamic type {ts} {cause}",
                    self.expr_str(e)
                ),
            );
        } else {
            let es = self.expr_str(e);
            self.error(
                pos,
                "ImpossibleAssert",
                format!("impossible type assertion: {es}\n\t{ts} does not implement {xt} {cause}"),
            );
        }
        false
    }

    /// Whether a value of interface type `v` may hold a `t`.
    fn new_assertable(&mut self, v: TypeId, t: TypeId, cause: &mut String) -> bool {
        if self.store.is_interface(t) {
            return true;
        }
        self.missing_method(t, v, false, cause).is_none()
    }

    fn star(&mut self, e: ExprId, xe: ExprId) -> Operand {
        let mut x = self.builtin_or_other(xe, false);
        match x.mode {
            Mode::Builtin => {
                let (pos, s) = (self.opos(&x), self.operand_str(&x));
                self.invalid_op(pos, "InvalidIndirection", format!("cannot indirect {s}"));
                return Operand::invalid(e);
            }
            Mode::Invalid => return Operand::invalid(e),
            Mode::Type => {
                let pos = self.pos(xe);
                if matches!(self.store.ty(x.ty), Type::Named(_) | Type::Alias(_) | Type::Interface(_)) {
                    self.later(Action::VarType { ty: x.ty, pos });
                }
                let p = self.store.new_pointer(x.ty);
                return Operand::new(Mode::Type, p, e);
            }
            _ => {}
        }
        let pos = self.opos(&x);
        if x.is_nil() {
            self.invalid_op(pos, "InvalidIndirection", "cannot indirect nil");
            return Operand::invalid(e);
        }
        let mut base = TypeId::NONE;
        if let Some(types) = self.store.each_type(x.ty) {
            for &t in &types {
                let Type::Pointer(b) = self.store.under_type(t) else {
                    base = TypeId::NONE;
                    break;
                };
                if base.is_some() && !self.store.identical(base, b) {
                    let s = self.operand_str(&x);
                    self.invalid_op(
                        pos,
                        "InvalidIndirection",
                        format!("pointers of {s} must have identical base types"),
                    );
                    return Operand::invalid(e);
                }
                base = b;
            }
        }
        if base.is_none() {
            let s = self.operand_str(&x);
            self.invalid_op(pos, "InvalidIndirection", format!("cannot indirect {s}"));
            return Operand::invalid(e);
        }
        x.mode = Mode::Variable;
        x.ty = base;
        x
    }

    fn unary(&mut self, e: ExprId, op: UnaryOp, xe: ExprId, hint: TypeId) -> Operand {
        let ast = self.env.ast;
        match op {
            UnaryOp::Addr => return self.address_of(e, xe, hint),
            UnaryOp::Recv => return self.receive(e, xe),
            _ => {}
        }
        let mut x = self.expr(TypeId::NONE, xe);
        if x.is_invalid() {
            return x;
        }
        let op = match op {
            UnaryOp::Tilde if self.misplaced_tilde(e, &x) => UnaryOp::Complement,
            UnaryOp::Tilde => return Operand::invalid(e),
            op => op,
        };
        let ok = match op {
            UnaryOp::Not => self.store.all_basic(x.ty, BasicKind::is_boolean),
            UnaryOp::Complement => self.store.all_basic(x.ty, BasicKind::is_integer),
            _ => self.store.all_basic(x.ty, BasicKind::is_numeric),
        };
        if !ok {
            let pos = self.opos(&x);
            let s = self.operand_str(&x);
            self.invalid_op(pos, "UndefinedOp", format!("operator {} not defined on {s}", op.as_str()));
            return Operand::invalid(e);
        }
        if x.mode != Mode::Constant {
            x.mode = Mode::Value;
            return x;
        }
        if x.val.is_unknown() {
            return x;
        }
        let bits = if op == UnaryOp::Complement && self.store.is_unsigned(x.ty) {
            self.store.sizeof(x.ty) as u32 * 8
        } else {
            0
        };
        x.val = match op {
            UnaryOp::Plus => x.val.clone(),
            UnaryOp::Neg => x.val.neg(),
            UnaryOp::Complement => x.val.complement(bits),
            _ => x.val.not(),
        };
        x.expr = Some(e);
        let what = match op {
            UnaryOp::Complement => "bitwise complement",
            _ => "",
        };
        self.check_overflow(&mut x, ast[e].pos, what);
        x
    }

    /// Reports a tilde in an expression; whether it can be taken for a complement.
    fn misplaced_tilde(&mut self, e: ExprId, x: &Operand) -> bool {
        let complement = self.store.all_basic(x.ty, BasicKind::is_integer);
        let hint = if complement { " (use ^ for bitwise complement)" } else { "" };
        let msg = format!("cannot use ~ outside of interface or type constraint{hint}");
        self.error(self.pos(e), "UndefinedOp", msg);
        complement
    }

    fn address_of(&mut self, e: ExprId, xe: ExprId, hint: TypeId) -> Operand {
        let ast = self.env.ast;
        // &{…} in a composite literal whose elements are pointers is handled there; a hint for the operand is the base type.
        let base_hint = match self.store.get(hint) {
            Type::Pointer(b) if hint.is_some() => b,
            _ => TypeId::NONE,
        };
        let inner = ast.unparen(xe);
        let literal = matches!(ast[inner].kind, ExprKind::CompositeLit { .. });
        let hint = if matches!(ast[inner].kind, ExprKind::CompositeLit { ty: None, .. }) {
            base_hint
        } else {
            TypeId::NONE
        };
        let mut x = self.expr(hint, xe);
        if x.is_invalid() {
            return Operand::invalid(e);
        }
        if !literal {
            if x.mode != Mode::Variable {
                let pos = self.opos(&x);
                let s = self.operand_str(&x);
                self.invalid_op(pos, "UnaddressableOperand", format!("cannot take address of {s}"));
                return Operand::invalid(e);
            }
            self.mark_address_taken(xe);
        }
        x.mode = Mode::Value;
        x.ty = self.store.new_pointer(x.ty);
        x
    }

    /// Marks the variable whose memory an addressable expression denotes (part of) as having its address taken.
    pub(crate) fn mark_address_taken(&mut self, e: ExprId) {
        self.mark_root(e, ObjFlags::ADDR_TAKEN);
    }

    /// Marks the variable whose memory an expression denotes (part of).
    pub(crate) fn mark_root(&mut self, e: ExprId, flag: u32) {
        let ast = self.env.ast;
        let mut e = e;
        loop {
            match ast[e].kind {
                ExprKind::Paren { x, .. } => e = x,
                ExprKind::Ident(_) => {
                    let o = self.cur_info().object(e);
                    if o.is_some() && self.store[o].kind == ObjKind::Var {
                        self.store[o].set(flag);
                    }
                    return;
                }
                ExprKind::Selector { x, .. } => {
                    match self.cur_info().selection(e) {
                        Some(s) if !s.indirect => {}
                        _ => return,
                    }
                    e = x;
                }
                ExprKind::Index { x, .. } => {
                    let t = self.cur_info().type_of(x);
                    if !matches!(self.store.under_type(t), Type::Array(..)) {
                        return;
                    }
                    e = x;
                }
                _ => return,
            }
        }
    }

    fn receive(&mut self, e: ExprId, xe: ExprId) -> Operand {
        let mut x = self.expr(TypeId::NONE, xe);
        if x.is_invalid() {
            return Operand::invalid(e);
        }
        let elem = match self.chan_elem(&x, ChanDir::Send) {
            Ok(e) => e,
            Err(msg) => {
                let pos = self.opos(&x);
                self.invalid_op(pos, "InvalidReceive", format!("cannot receive from {msg}"));
                return Operand::invalid(e);
            }
        };
        x.mode = Mode::CommaOk;
        x.ty = elem;
        self.env.has_call = true;
        x
    }
}
