//! A P's allocation cache: one span per span class to allocate from without a lock, and the tiny allocator's block.
//!
//! Owned by whoever holds the P. Read next: `malloc.rs`.

use super::central;
use super::heap::{self, STATS};
use super::sizeclass::NUM_SPAN_CLASSES;
use super::span::{Span, SpanClass};
use crate::persistent::persistent_new;
use crate::runtime2::P;
use crate::stubs::getp;
use core::ptr::null_mut;
use core::sync::atomic::Ordering;

/// The cache.
#[repr(C)]
pub struct Mcache {
    /// Spans to allocate from; null at first.
    pub alloc: [*mut Span; NUM_SPAN_CLASSES],
    /// Block of the tiny allocator, 0 if none.
    pub tiny: usize,
    /// Offset of its first free byte.
    pub tiny_offset: usize,
    /// Objects put into tiny blocks since the last flush.
    pub tiny_allocs: u64,
}

/// The current P's cache.
#[inline(always)]
pub fn mcache() -> *mut Mcache {
    let pp = getp();
    // SAFETY: allocation needs a P, and this M holds it.
    let c = unsafe { (*pp).mcache };
    if c.is_null() { new_cache(pp) } else { c.cast() }
}

#[cold]
#[inline(never)]
fn new_cache(pp: *mut P) -> *mut Mcache {
    if pp.is_null() {
        crate::fatal::throw("mallocgc called without a P");
    }
    super::arena::init();
    let c = persistent_new::<Mcache>();
    // SAFETY: this M holds pp.
    unsafe { (*pp).mcache = c.cast() };
    c
}

impl Mcache {
    /// Replaces the exhausted span of a class by one with free objects.
    #[inline(never)]
    pub fn refill(&mut self, sc: SpanClass) -> *mut Span {
        self.release(sc);
        let s = central::cache_span(sc);
        if s.is_null() {
            heap::out_of_memory(super::sizeclass::class_size(sc.class()));
        }
        // SAFETY: cache_span gave us ownership.
        unsafe {
            (*s).cached_count = (*s).alloc_count;
            let room = ((*s).nelems - (*s).alloc_count) as usize * (*s).elemsize;
            self.alloc[sc.0 as usize] = s;
            crate::gc::pacer::note_alloc(room);
        }
        s
    }

    fn release(&mut self, sc: SpanClass) {
        let s = core::mem::replace(&mut self.alloc[sc.0 as usize], null_mut());
        if s.is_null() {
            return;
        }
        // SAFETY: the cache owns s and gives it up.
        unsafe {
            let n = u64::from((*s).alloc_count - (*s).cached_count);
            STATS.mallocs.fetch_add(n, Ordering::Relaxed);
            STATS.total_alloc.fetch_add(n * (*s).elemsize as u64, Ordering::Relaxed);
            let unused = ((*s).nelems - (*s).alloc_count) as usize * (*s).elemsize;
            if unused > 0 {
                STATS.live.fetch_sub(unused, Ordering::Relaxed);
            }
            central::uncache_span(s);
        }
    }

    /// Gives all spans back and drops the tiny block; before marking, and when the P goes away.
    pub fn flush(&mut self) {
        for i in 0..NUM_SPAN_CLASSES {
            self.release(SpanClass(i as u8));
        }
        self.tiny = 0;
        self.tiny_offset = 0;
        STATS.tiny_allocs.fetch_add(self.tiny_allocs, Ordering::Relaxed);
        STATS.mallocs.fetch_add(self.tiny_allocs, Ordering::Relaxed);
        STATS.frees.fetch_add(self.tiny_allocs, Ordering::Relaxed);
        self.tiny_allocs = 0;
    }
}

/// Flushes the cache of a P, if it has one.
///
/// # Safety
/// The caller holds the P, or the world is stopped.
pub unsafe fn flush_p(pp: *mut P) {
    // SAFETY: caller's obligation.
    unsafe {
        if !(*pp).mcache.is_null() {
            (*(*pp).mcache.cast::<Mcache>()).flush();
        }
    }
}
