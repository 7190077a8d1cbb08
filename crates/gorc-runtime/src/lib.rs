//! The runtime of the programs that gorc emits.
//!
//! With the feature `standalone` this becomes the static archive that every emitted program links: no std, no libc, own
//! entry point. Without it the crate is a plain library, so that the algorithms (run queues, size classes, channels, …) run
//! under `cargo test` on the host; assembly, entry point and signal handlers are then left out.
//!
//! Invariants:
//! - All Rust code runs on the g0 stack of its M, never on a goroutine's stack, and no Rust frame survives a park.
//! - [`stubs::getg`] (TLS) is therefore always the g0 of the current M; the goroutine is `getg().m.curg`.
//! - Nothing here panics or unwinds: a broken invariant is a [`fatal::throw`].
//!
//! Read next: [`thunk`] (how compiled code calls in, and how a routine blocks), [`runtime2`] (G, M, P), `rt0.s` in
//! `arch/amd64` (where the program starts).
#![cfg_attr(not(test), no_std)]
#![allow(clippy::missing_safety_doc)]
// Pointers to G, M and P are valid for the life of the process; requiring unsafe blocks to pass them around would say nothing.
#![allow(clippy::not_unsafe_ptr_arg_deref)]

pub mod api;
pub mod arch;
pub mod atomics;
pub mod boot;
pub mod cgroup;
pub mod chan;
pub mod deadlock;
pub mod fast;
pub mod fatal;
pub mod frames;
pub mod gc;
pub mod hooks;
pub mod lock;
pub mod maps;
pub mod mem;
pub mod newproc;
pub mod panicrt;
pub mod persistent;
pub mod preempt;
pub mod print;
pub mod printgo;
pub mod proc;
pub mod procs;
pub mod runq;
pub mod runtime2;
pub mod sema;
pub mod signal;
pub mod stack;
pub mod stress;
pub mod strings;
pub mod stubs;
pub mod stw;
pub mod sudog;
pub mod symtab;
pub mod sys;
pub mod thread;
pub mod thunk;
pub mod timer;
pub mod traceback;
pub mod types;
pub mod utf8;
pub mod vdso;
