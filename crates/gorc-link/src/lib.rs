//! The linker: object units in, a static ELF image out.
//!
//! `unit.rs` is the input's model; read it first. Nothing here reads files or the environment.

pub mod unit;

pub use unit::{
    Alias, Binding, FileIndex, FuncInfo, InlineCall, InlineIndex, Label, Marks, ObjectUnit, PosIndex,
    Position, Positions, Reloc, RelocKind, SymId, Symbol, SymbolKind, Use,
};
