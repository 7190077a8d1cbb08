//! Layouts and names that compiled code, the linker and the runtime agree on.
//!
//! Everything here is `#[repr(C)]` data, constants or tables: no behaviour. `gorc-codegen` reads the offsets and
//! the table of runtime functions, `gorc-link` fills [`moduledata`], `gorc-runtime` uses the structs as its own.
//! Read next: [`runtime_fns`] for the calls that compiled code makes into the runtime.
#![no_std]

pub mod consts;
pub mod goroutine;
pub mod hchan;
pub mod leb128;
pub mod livemap;
pub mod maps;
pub mod moduledata;
pub mod runtime_fns;
pub mod typedesc;
