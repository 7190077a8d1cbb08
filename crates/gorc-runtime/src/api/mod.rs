//! What Go code of `std/` calls by body-less declarations: thin thunks over the rest of the runtime.
//!
//! The list with Go signatures is `std/runtime/README.md`.

pub mod fork;
pub mod process;
pub mod sched;
pub mod stack;
pub mod syscall;
