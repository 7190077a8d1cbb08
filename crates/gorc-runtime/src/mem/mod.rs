//! Memory: size classes, spans, the page heap, central lists, per-P caches, `mallocgc`.
//!
//! An allocation goes down this list until somebody has memory: the P's cache (`cache.rs`), the central list of the
//! span class (`central.rs`), the page heap (`pages.rs`), an arena (`arena.rs`), the system. The collector (`gc/`) gives memory
//! back by sweeping spans on the central lists.

pub mod arena;
pub mod cache;
pub mod central;
pub mod heap;
pub mod malloc;
pub mod pages;
pub mod sizeclass;
pub mod slice;
pub mod span;
pub mod typedmem;

#[cfg(test)]
pub mod testing;

/// Boot step `mallocinit`: the heap, ready for the first allocation.
pub fn mallocinit() {
    arena::init();
}
