//! Constants, universe, type checker, inference, initialisation order and method sets of Go.
//!
//! Everything the checker learns lives in one [`Store`] (types, objects, scopes, packages, constants) and one [`Info`] per file
//! (side tables indexed by expression id). This crate does no I/O and never panics on any input.
//!
//! Read first: `types.rs` and `object.rs` for the entities, `store.rs` for how they are kept, then `checker.rs`.

mod checker;
pub mod constant;
mod ids;
mod info;
mod lookup;
mod object;
mod predicates;
mod sizes;
mod store;
mod subst;
mod types;
mod typeset;
mod typestring;
mod universe;

pub use checker::{Checker, PackageInput};
pub use constant::Value;
pub use ids::*;
pub use info::*;
pub use lookup::{Lookup, LookupResult, MethodSelection, Path};
pub use object::*;
pub use store::Store;
pub use types::*;
pub use typestring::Qualifier;
pub use universe::Builtin;
