//! The linker: object units in, a static ELF image out.
//!
//! `unit.rs` is the input's model; read it first, then `link.rs`, which is the pipeline. Nothing here reads files or
//! the environment: bytes come in, bytes go out, and what is wrong comes back as [`LinkErrors`].

pub mod elf_in;
pub mod elf_out;
pub mod error;
mod image;
mod layout;
mod link;
pub mod merge;
pub mod pack;
mod reach;
mod relocate;
mod resolve;
mod symtab;
mod tables;
pub mod unit;
mod validate;

pub use error::{LinkError, LinkErrors};
pub use link::{Image, Options, link};
pub use unit::{
    Alias, Binding, FileIndex, FuncInfo, InlineCall, InlineIndex, Label, Marks, ObjectUnit, PosIndex,
    Position, Positions, Reloc, RelocKind, SymId, Symbol, SymbolKind, Use,
};
