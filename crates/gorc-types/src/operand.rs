//! Operands: intermediate results of checking an expression, and how messages describe them.

use crate::checker::Checker;
use crate::constant::Value;
use crate::ids::*;
use crate::info::Mode;
use crate::types::*;
use crate::universe::Builtin;
use gorc_syntax::Pos;
use gorc_syntax::ast::{ExprId, ExprKind};

/// The result of checking an expression.
#[derive(Clone, Debug)]
pub(crate) struct Operand {
    pub(crate) mode: Mode,
    pub(crate) ty: TypeId,
    /// Constant value, for mode `Constant`.
    pub(crate) val: Value,
    /// The expression; none for operands the checker makes up (results of a multi-valued call are given the call).
    pub(crate) expr: Option<ExprId>,
    /// Position if there is no expression.
    pub(crate) pos: Pos,
    /// What messages call it, if that is not its expression.
    pub(crate) label: Option<&'static str>,
    /// For mode `Builtin`.
    pub(crate) builtin: Option<Builtin>,
}

impl Operand {
    pub(crate) fn new(mode: Mode, ty: TypeId, expr: ExprId) -> Operand {
        Operand {
            mode,
            ty,
            val: Value::Unknown,
            expr: Some(expr),
            pos: Pos::NONE,
            label: None,
            builtin: None,
        }
    }

    pub(crate) fn invalid(expr: ExprId) -> Operand {
        Operand::new(Mode::Invalid, TypeId::INVALID, expr)
    }

    pub(crate) fn constant(ty: TypeId, val: Value, expr: ExprId) -> Operand {
        Operand { val, ..Operand::new(Mode::Constant, ty, expr) }
    }

    pub(crate) fn is_invalid(&self) -> bool {
        self.mode == Mode::Invalid
    }

    pub(crate) fn invalidate(&mut self) {
        self.mode = Mode::Invalid;
    }

    pub(crate) fn is_nil(&self) -> bool {
        self.mode == Mode::Nil
    }
}

impl Checker<'_> {
    /// The operand as messages show it: `x (variable of type int)`.
    pub(crate) fn operand_str(&mut self, x: &Operand) -> String {
        if x.mode == Mode::Nil {
            return match x.ty {
                t if t == TypeId::UNTYPED_NIL || t.is_none() => "nil".into(),
                TypeId::INVALID => "nil (with invalid type)".into(),
                t => format!("nil (of type {})", self.type_str(t)),
            };
        }
        let expr = match x.expr {
            _ if x.label.is_some() => x.label.unwrap_or_default().to_string(),
            Some(e) => self.expr_str(e),
            None => match x.mode {
                Mode::Builtin => x.builtin.map(|b| b.name().to_string()).unwrap_or_default(),
                Mode::Type => self.type_str(x.ty),
                Mode::Constant => x.val.to_string(),
                _ => String::new(),
            },
        };
        let mut out = expr.clone();
        if !out.is_empty() {
            out.push_str(" (");
        }
        let close = !out.is_empty();
        let mut has_type = false;
        match x.mode {
            Mode::Invalid | Mode::NoValue | Mode::Builtin | Mode::Type => {}
            _ => {
                if self.store.is_untyped(x.ty) {
                    out.push_str(&self.type_str(x.ty));
                    out.push(' ');
                } else if x.ty.is_some() {
                    has_type = true;
                }
            }
        }
        out.push_str(match x.mode {
            Mode::Invalid => "invalid operand",
            Mode::NoValue => "no value",
            Mode::Builtin => "built-in",
            Mode::Type => "type",
            Mode::Constant => "constant",
            Mode::Variable => "variable",
            Mode::MapIndex => "map index expression",
            Mode::Value => "value",
            Mode::Nil => "nil",
            Mode::CommaOk => "comma, ok expression",
        });
        if x.mode == Mode::Constant && x.expr.is_some() {
            let literal = x.expr.is_some_and(|e| matches!(self.env.ast[e].kind, ExprKind::BasicLit { .. }));
            let s = x.val.to_string();
            if s != expr && !(literal && x.val.is_unknown()) {
                out.push(' ');
                out.push_str(&s);
            }
        }
        if has_type {
            self.describe_type(x, &mut out);
        }
        if close {
            out.push(')');
        }
        out
    }

    fn describe_type(&mut self, x: &Operand, out: &mut String) {
        if !self.store.is_valid(x.ty) {
            out.push_str(" with invalid type");
            return;
        }
        out.push_str(" of ");
        if self.is_generic_value(x.ty) {
            out.push_str("generic ");
        }
        let is_tparam = self.store.is_type_param(x.ty);
        if !is_tparam && let Some(kind) = self.composite_kind_of_name(x.ty) {
            out.push_str(kind);
            out.push(' ');
        }
        out.push_str("type ");
        out.push_str(&self.type_str(x.ty));
        if is_tparam {
            out.push_str(" constrained by ");
            let bound = self.store.bound_of(x.ty);
            out.push_str(&self.type_str(bound));
            let empty = self.store.type_set_terms(x.ty).is_some_and(|t| t.is_empty());
            if empty {
                out.push_str(" with empty type set");
            }
        }
    }

    /// Whether values of the type are generic functions.
    pub(crate) fn is_generic_value(&self, t: TypeId) -> bool {
        self.store.as_signature(t).is_some_and(|s| !s.tparams.is_empty()) || self.store.is_generic(t)
    }

    /// What kind of composite type a named type or alias stands for, as messages say it.
    pub(crate) fn composite_kind_of_name(&mut self, t: TypeId) -> Option<&'static str> {
        match self.store.ty(t) {
            Type::Named(_) | Type::Alias(_) => {}
            _ => return None,
        }
        let u = self.store.under(t);
        match self.store.ty(u) {
            Type::Basic(k) => match k {
                // Such messages are dropped as following from others.
                BasicKind::Invalid => Some("invalid type"),
                BasicKind::UnsafePointer => Some("Pointer"),
                _ => Some(basic_name(u, k)),
            },
            _ => self.composite_kind(t),
        }
    }

    /// What kind of composite type the underlying type is.
    pub(crate) fn composite_kind(&mut self, t: TypeId) -> Option<&'static str> {
        if self.store.is_type_param(t) {
            return Some("type parameter");
        }
        Some(match self.store.under_type(t) {
            Type::Array(..) => "array",
            Type::Slice(_) => "slice",
            Type::Struct(_) => "struct",
            Type::Pointer(_) => "pointer",
            Type::Signature(_) => "func",
            Type::Interface(_) => "interface",
            Type::Map(..) => "map",
            Type::Chan(..) => "chan",
            Type::Tuple(_) => "tuple",
            Type::Union(_) => "union",
            _ => return None,
        })
    }
}
