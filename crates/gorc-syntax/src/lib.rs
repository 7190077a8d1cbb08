//! Source map, lexer, parser and AST of Go, with build constraints and directives.
//!
//! Everything here is a function of its input: this crate does no I/O, resolves no names and
//! knows no types. [`parse_file`](parser::parse_file) turns one [`source::SourceFile`] into one
//! immutable [`ast::File`] plus diagnostics; files can be parsed on any number of threads.
//! Read `ast.rs` first.

pub mod ast;
mod branches;
pub mod constraint;
pub mod diag;
pub mod dump;
pub mod embed;
pub mod header;
mod lexer;
pub mod literal;
pub mod parser;
pub mod print;
mod restricted;
pub mod source;
pub mod symbol;
mod token;
pub mod unicode;

pub use ast::File;
pub use diag::Diagnostic;
pub use parser::{MAX_HEIGHT, MAX_NESTING, STACK, parse_file};
pub use restricted::restricted_directives;
pub use source::{FileId, Location, Pos, SourceFile, SourceMap};
pub use symbol::Symbol;
