//! GIR: gorc's middle IR, typed SSA over concrete Go types, and the way to it from checked syntax.
//!
//! Start with [`types`] (concrete canonical types and their layout), then [`entities`], [`ops`] (what an
//! instruction can be), [`function`] and [`module`]. This crate does no I/O.

pub mod cfg;
pub mod dominators;
pub mod entities;
pub mod function;
pub mod loops;
pub mod lower;
pub mod module;
pub mod ops;
pub mod parse;
pub mod passes;
pub mod print;
pub mod slots;
pub mod types;
pub mod verify;
pub mod visit;

pub use entities::{Block, FuncId, GlobalId, Inst, Local, PosIndex, StrId, Sym, Value};
pub use function::Function;
pub use module::Module;
pub use ops::Op;
pub use types::{Ty, TypeTable};
