//! Helpers for host tests that allocate from the heap.

use gorc_abi::typedesc::Type;
use std::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

static HEAP_USERS: RwLock<()> = RwLock::new(());

/// Held by a test that keeps heap objects: no collection runs meanwhile.
pub fn using_heap() -> RwLockReadGuard<'static, ()> {
    HEAP_USERS.read().unwrap_or_else(|e| e.into_inner())
}

/// Held by a test that collects: nobody else has objects.
pub fn collecting() -> RwLockWriteGuard<'static, ()> {
    HEAP_USERS.write().unwrap_or_else(|e| e.into_inner())
}

/// A type of `size` bytes with pointers at the given words; leaked.
pub fn typ(size: usize, words: &[usize]) -> *const Type {
    let mut mask = vec![0u8; size.div_ceil(64) + 8];
    for &w in words {
        mask[w / 8] |= 1 << (w % 8);
    }
    let mut t = zeroed_type();
    t.size = size;
    t.ptr_bytes = words.iter().max().map_or(0, |w| (w + 1) * 8);
    t.align = 8;
    t.gcdata = mask.leak().as_ptr();
    Box::leak(Box::new(t))
}

/// A descriptor with nothing filled in.
pub fn zeroed_type() -> Type {
    // SAFETY: all-zero is a valid Type.
    unsafe { core::mem::zeroed() }
}
