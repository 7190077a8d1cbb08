//! Assignments of all kinds: of values, in statements, in declarations.
//!
//! Read first: `assignable.rs` for the rule, `value.rs` for what every assignment does with a value. Here: how messages name what is assigned to.

mod assignable;
mod declare;
mod init;
mod lhs;
mod mismatch;
mod multi;
mod statement;
mod value;

pub(crate) use assignable::add_cause;

use crate::checker::*;
use crate::ids::*;
use gorc_syntax::ast::ExprId;

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

    pub(super) fn context_str(&self, context: Context<'_>) -> String {
        match context {
            Context::Named(name) => name.to_string(),
            Context::Argument(fun) => format!("argument to {}", self.expr_str(fun)),
        }
    }
}

/// How messages name an assignment to `n` variables.
pub(super) fn assignment_context(n: usize) -> &'static str {
    if n > 1 { "multiple assignment" } else { "assignment" }
}
