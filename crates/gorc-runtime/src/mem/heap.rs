//! The heap's one page heap with its lock, out-of-memory handling, and the counters behind `MemStats`.
//!
//! Read next: `central.rs`.

use super::central;
use super::pages::PageHeap;
use super::sizeclass::{PAGE_SHIFT, PAGE_SIZE};
use super::span::{Span, SpanClass, SpanState};
use crate::fatal::throw;
use crate::lock::{Mutex, Rank};
use core::cell::UnsafeCell;
use core::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

struct Heap {
    lock: Mutex,
    pages: UnsafeCell<PageHeap>,
}
// SAFETY: `pages` is accessed under `lock` only.
unsafe impl Sync for Heap {}

static HEAP: Heap = Heap { lock: Mutex::new(Rank::Mheap), pages: UnsafeCell::new(PageHeap::new()) };

/// Counters that `MemStats` and the pacer read. Those of small objects lag until a P's cache is flushed.
pub struct Stats {
    /// Bytes in reachable or not yet collected objects, an upper estimate between collections.
    pub live: AtomicUsize,
    /// Bytes allocated since the start.
    pub total_alloc: AtomicU64,
    /// Objects allocated since the start.
    pub mallocs: AtomicU64,
    /// Objects freed since the start.
    pub frees: AtomicU64,
    /// Bytes freed since the start.
    pub total_free: AtomicU64,
    /// Objects put into blocks of the tiny allocator.
    pub tiny_allocs: AtomicU64,
    /// Pages of spans in use for objects.
    pub inuse_pages: AtomicUsize,
    /// Pages of manually managed spans.
    pub manual_pages: AtomicUsize,
}

/// The one instance.
pub static STATS: Stats = Stats {
    live: AtomicUsize::new(0),
    total_alloc: AtomicU64::new(0),
    mallocs: AtomicU64::new(0),
    frees: AtomicU64::new(0),
    total_free: AtomicU64::new(0),
    tiny_allocs: AtomicU64::new(0),
    inuse_pages: AtomicUsize::new(0),
    manual_pages: AtomicUsize::new(0),
};

pub(crate) fn with_pages<R>(f: impl FnOnce(&mut PageHeap) -> R) -> R {
    // SAFETY: under the lock, and `f` does not come back here.
    HEAP.lock.with(|| unsafe { f(&mut *HEAP.pages.get()) })
}

/// A span for objects, or null when memory is exhausted.
pub fn alloc_span(npages: usize, sc: SpanClass, large: usize) -> *mut Span {
    // Before more memory comes from the system, look for garbage in what the last collection left unswept.
    if central::unswept_pages() > 0 && with_pages(|h| h.free < npages) {
        central::reclaim(npages);
    }
    let s = with_pages(|h| {
        let s = h.alloc(npages, SpanState::InUse);
        if !s.is_null() {
            // SAFETY: a span just handed out, not yet seen by anybody else.
            unsafe { (*s).init(sc, large) };
        }
        s
    });
    if !s.is_null() {
        STATS.inuse_pages.fetch_add(npages, Ordering::Relaxed);
    }
    s
}

/// Takes back a span of objects.
///
/// # Safety
/// The caller owns the span and no object in it is reachable.
pub unsafe fn free_span(s: *mut Span) {
    // SAFETY: caller's obligation.
    STATS.inuse_pages.fetch_sub(unsafe { (*s).npages }, Ordering::Relaxed);
    // SAFETY: caller's obligation.
    with_pages(|h| unsafe { h.free_span(s) });
}

/// Pages that the collector neither scans nor frees, not zeroed; for goroutine stacks. Null when memory is exhausted.
pub fn alloc_manual(bytes: usize) -> *mut u8 {
    let npages = bytes.div_ceil(PAGE_SIZE);
    let s = with_pages(|h| h.alloc(npages, SpanState::Manual));
    if s.is_null() {
        return core::ptr::null_mut();
    }
    STATS.manual_pages.fetch_add(npages, Ordering::Relaxed);
    // SAFETY: s is valid.
    unsafe { (*s).base as *mut u8 }
}

/// Frees what [`alloc_manual`] returned.
///
/// # Safety
/// `p` comes from `alloc_manual` and nobody uses the memory.
pub unsafe fn free_manual(p: *mut u8) {
    let s = super::arena::span_of(p as usize);
    // SAFETY: p is the base of a manual span, the caller gives it up.
    unsafe {
        if s.is_null() || (*s).state != SpanState::Manual || (*s).base != p as usize {
            throw("runtime: free_manual of a bad pointer");
        }
        STATS.manual_pages.fetch_sub((*s).npages, Ordering::Relaxed);
        with_pages(|h| h.free_span(s));
    }
}

/// Bytes mapped, free, and free but still resident.
pub fn page_stats() -> (usize, usize, usize) {
    with_pages(|h| (h.mapped << PAGE_SHIFT, h.free << PAGE_SHIFT, h.free_dirty << PAGE_SHIFT))
}

/// Returns up to `bytes` of free memory to the system; returns how many bytes it were.
pub fn scavenge(bytes: usize) -> usize {
    with_pages(|h| h.scavenge(bytes.div_ceil(PAGE_SIZE))) << PAGE_SHIFT
}

/// Ends the program for lack of memory.
#[cold]
pub fn out_of_memory(size: usize) -> ! {
    let inuse = STATS.inuse_pages.load(Ordering::Relaxed) << PAGE_SHIFT;
    crate::rtprint!("runtime: out of memory: cannot allocate {size}-byte block ({inuse} in use)\n");
    crate::fatal::throw("out of memory")
}
