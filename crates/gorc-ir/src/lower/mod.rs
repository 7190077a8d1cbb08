//! Lowering: from checked syntax to GIR, the whole program at once, only what is reachable, every generic function once
//! per list of type arguments.
//!
//! [`lower_program`] runs a worklist ([`program`]). A function body is lowered by [`body::Lower`], which walks the syntax tree
//! with a [`func::Builder`] in its hand, after `prescan.rs` and `longlived.rs` have looked through it; `storage.rs` has its variables. `stmt.rs`,
//! `control.rs`, `range.rs`, `rangefunc.rs` and `select.rs` lower statements, `expr.rs`, `operators.rs`, `index.rs`, `order.rs`, `operand.rs`,
//! `place.rs`, `call.rs`, `builtin*.rs`, `convert.rs`, `compare.rs`, `lit.rs`, `maplit.rs` and `closure.rs` expressions.
//! `types.rs` translates types, `methods.rs` makes wrappers and method tables, `init.rs` and `statics.rs` deal with
//! package-level variables.
//!
//! Invariant: the input has been type-checked without errors. What lowering cannot do becomes a diagnostic, never wrong code.

mod body;
mod builtin;
mod builtin_memory;
mod builtin_print;
mod builtin_unsafe;
mod call;
mod closure;
mod compare;
mod control;
mod convert;
mod embed;
mod expr;
mod func;
mod index;
mod init;
mod intrinsics;
mod linkname;
mod lit;
mod longlived;
mod maplit;
mod methods;
mod operand;
mod operators;
mod order;
mod place;
mod prescan;
mod program;
mod range;
mod rangefunc;
mod select;
mod statics;
mod stmt;
mod storage;
pub(crate) mod types;
mod walk;

pub(crate) use program::Program;
pub use program::lower_program;
pub use types::type_string;
