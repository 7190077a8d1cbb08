//! The atomics that lock-free structures use: core's, or loom's under the model checker.

#[cfg(not(loom))]
pub use core::sync::atomic::{AtomicPtr, AtomicU32, Ordering};
#[cfg(loom)]
pub use loom::sync::atomic::{AtomicPtr, AtomicU32, Ordering};
