//! Central lists: for each span class the spans that no P's cache holds, and the lazy sweep.
//!
//! A span in use is in exactly one place: a P's cache, one of its class's lists, or in the hands of an M that sweeps
//! it. Marking ends by moving every span to `unswept`. Whoever takes a span from there owns it and sweeps it: an allocation
//! that needs space, `bgsweep`, or the next collection before it starts. After sweeping a span has free objects
//! (`partial`), none (`full`), or nothing else (back to the page heap).
//!
//! Read next: `cache.rs`; `gc/mod.rs` for who marks.

use super::heap::{self, STATS};
use super::sizeclass::{CLASSES, NUM_SPAN_CLASSES};
use super::span::{Span, SpanClass, SpanList};
use crate::lock::{Mutex, Rank};
use core::cell::UnsafeCell;
use core::sync::atomic::{AtomicUsize, Ordering};

struct Lists {
    partial: SpanList,
    full: SpanList,
    unswept: SpanList,
}

/// The spans of one class.
struct Central {
    lock: Mutex,
    lists: UnsafeCell<Lists>,
}
// SAFETY: `lists` is accessed under `lock`.
unsafe impl Sync for Central {}

static CENTRALS: [Central; NUM_SPAN_CLASSES] = [const {
    Central {
        lock: Mutex::new(Rank::Mcentral),
        lists: UnsafeCell::new(Lists {
            partial: SpanList::new(),
            full: SpanList::new(),
            unswept: SpanList::new(),
        }),
    }
}; NUM_SPAN_CLASSES];

static UNSWEPT_PAGES: AtomicUsize = AtomicUsize::new(0);
/// Spans being swept just now.
static SWEEPING: AtomicUsize = AtomicUsize::new(0);
static SWEEP_HINT: AtomicUsize = AtomicUsize::new(0);

impl Central {
    fn with<R>(&self, f: impl FnOnce(&mut Lists) -> R) -> R {
        // SAFETY: under the lock; no caller's closure comes back here.
        self.lock.with(|| unsafe { f(&mut *self.lists.get()) })
    }

    /// A span that its taker must [`sweep`].
    fn pop_unswept(&self) -> *mut Span {
        SWEEPING.fetch_add(1, Ordering::Relaxed);
        // SAFETY: under the lock.
        let s = self.with(|l| unsafe { l.unswept.pop() });
        if s.is_null() {
            SWEEPING.fetch_sub(1, Ordering::Relaxed);
        } else {
            // SAFETY: we own s now.
            UNSWEPT_PAGES.fetch_sub(unsafe { (*s).npages }, Ordering::Relaxed);
        }
        s
    }
}

/// Pages of spans that wait for being swept.
pub fn unswept_pages() -> usize {
    UNSWEPT_PAGES.load(Ordering::Relaxed)
}

/// Whether anybody is sweeping just now.
pub fn is_sweeping() -> bool {
    SWEEPING.load(Ordering::Acquire) != 0
}

/// A span of the class with at least one free object; null when memory is exhausted.
pub fn cache_span(sc: SpanClass) -> *mut Span {
    let c = &CENTRALS[sc.0 as usize];
    // SAFETY: under the lock.
    let s = c.with(|l| unsafe { l.partial.pop() });
    if !s.is_null() {
        return s;
    }
    // A class with nothing but full spans must not sweep for ever on one allocation.
    for _ in 0..100 {
        let s = c.pop_unswept();
        if s.is_null() {
            break;
        }
        // SAFETY: popped, so we own it.
        unsafe {
            sweep(s);
            if (*s).alloc_count < (*s).nelems {
                return s;
            }
            c.with(|l| l.full.push(s));
        }
    }
    heap::alloc_span(CLASSES.pages[sc.class() as usize] as usize, sc, 0)
}

/// Puts a span that a cache gave up, or a new large one, on its list.
///
/// # Safety
/// The caller owns `s`.
pub unsafe fn uncache_span(s: *mut Span) {
    // SAFETY: caller's obligation.
    unsafe {
        let full = (*s).alloc_count == (*s).nelems;
        CENTRALS[(*s).spanclass.0 as usize].with(|l| if full { l.full.push(s) } else { l.partial.push(s) });
    }
}

/// Frees the unmarked objects of a span that the caller has taken to sweep it.
unsafe fn sweep(s: *mut Span) {
    // SAFETY: the caller owns s.
    unsafe {
        if !(*s).specials.is_null() {
            crate::gc::specials::sweep_specials(s);
        }
        if crate::boot::debug().clobberfree != 0 {
            clobber(s);
        }
        let freed = (*s).take_marks();
        STATS.frees.fetch_add(freed as u64, Ordering::Relaxed);
        STATS.total_free.fetch_add((freed * (*s).elemsize) as u64, Ordering::Relaxed);
        SWEEPING.fetch_sub(1, Ordering::Release);
    }
}

/// `GODEBUG=clobberfree=1`: whoever still uses an object that is being freed shall notice.
unsafe fn clobber(s: *mut Span) {
    // SAFETY: the caller owns s, and nothing refers to its unmarked objects.
    unsafe {
        for i in (0..(*s).nelems as usize).filter(|&i| (*s).is_allocated(i) && !(*s).is_marked(i)) {
            let size = if (*s).nelems == 1 { (*s).bytes() } else { (*s).elemsize };
            core::ptr::write_bytes((*s).object_addr(i) as *mut u8, crate::stress::FREE_PATTERN, size);
        }
    }
}

/// Sweeps one span of a class and puts it where it belongs: the number of pages that became free, or `None` if there
/// was nothing to sweep.
fn sweep_class(class: usize) -> Option<usize> {
    let c = &CENTRALS[class];
    let s = c.pop_unswept();
    if s.is_null() {
        return None;
    }
    // SAFETY: popped, so we own it.
    unsafe {
        sweep(s);
        if (*s).alloc_count == 0 {
            let n = (*s).npages;
            heap::free_span(s);
            return Some(n);
        }
        uncache_span(s);
    }
    Some(0)
}

/// Sweeps one span of any class: pages freed, or `None` when all is swept.
pub fn sweep_one() -> Option<usize> {
    let start = SWEEP_HINT.load(Ordering::Relaxed);
    for i in 0..NUM_SPAN_CLASSES {
        let class = (start + i) % NUM_SPAN_CLASSES;
        if let Some(n) = sweep_class(class) {
            SWEEP_HINT.store(class, Ordering::Relaxed);
            return Some(n);
        }
    }
    None
}

/// Sweeps until `npages` pages became free or nothing is left.
pub fn reclaim(npages: usize) {
    let mut got = 0;
    while got < npages {
        match sweep_one() {
            Some(n) => got += n,
            None => return,
        }
    }
}

/// After marking, with the world stopped and the caches flushed: everything waits for being swept.
pub fn start_sweep() {
    let mut pages = 0;
    for c in &CENTRALS {
        c.with(|l| {
            // SAFETY: under the lock.
            unsafe {
                l.unswept.append(&mut l.partial);
                l.unswept.append(&mut l.full);
                let mut s = l.unswept.first;
                while !s.is_null() {
                    pages += (*s).npages;
                    (*s).unswept = true;
                    s = (*s).next;
                }
            }
        });
    }
    UNSWEPT_PAGES.store(pages, Ordering::Relaxed);
}

/// Calls `f` for every span on a list (caches must be flushed, the world stopped).
pub fn for_each_span(mut f: impl FnMut(*mut Span)) {
    for c in &CENTRALS {
        c.with(|l| {
            for list in [&l.partial, &l.full, &l.unswept] {
                let mut s = list.first;
                while !s.is_null() {
                    f(s);
                    // SAFETY: listed spans are valid.
                    s = unsafe { (*s).next };
                }
            }
        });
    }
}
