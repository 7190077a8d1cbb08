//! Constants, universe, type checker, inference, initialisation order and method sets of Go.
//!
//! Everything the checker learns lives in one [`Store`] (types, objects, scopes, packages, constants) and one [`Info`] per file
//! (side tables indexed by expression id). This crate does no I/O and never panics on any input.
//!
//! Read first: `types.rs` and `object.rs` for the entities, `store.rs` for how they are kept, then `checker.rs`.

mod assign;
mod binary;
mod builtins;
mod call;
mod checker;
mod common;
mod complit;
pub mod constant;
mod conversion;
mod cycles;
mod decl;
mod delayed;
mod directives;
mod embed;
mod errors;
mod expr;
mod frames;
mod ids;
mod ifacecycle;
mod index;
mod infer;
mod info;
mod initorder;
mod instance;
mod limits;
mod lookup;
mod members;
mod mono;
mod object;
mod operand;
mod predicates;
mod range;
mod resolver;
mod returns;
mod selector;
mod signature;
mod sizes;
mod stmt;
mod store;
mod structtype;
mod subst;
mod switch;
mod typedecl;
mod types;
mod typeset;
mod typestring;
mod typexpr;
mod unify;
mod universe;
mod untyped;
mod validtype;

pub use builtins::illegal_operand;
pub use checker::{Checker, FuncFacts, PackageInput};
pub use constant::Value;
pub use embed::{EmbedFiles, Embedded};
pub use errors::render;
pub use gorc_syntax::diag::expand_places;
pub use gorc_syntax::print::expr_string;
pub use ids::*;
pub use info::*;
pub use lookup::{Lookup, LookupResult, MethodSelection, Path};
pub use object::*;
pub use resolver::{invalid_import_path, unusual_import_path};
pub use store::Store;
pub use types::*;
pub use typestring::Qualifier;
pub use universe::Builtin;
