//! The page heap: hands out runs of pages as spans and takes them back, joining free neighbours.
//!
//! Free runs shorter than 64 pages wait in one list per length with a bitmap of the lists that are not empty; longer ones in
//! a treap ordered by length and address, so that the best fit at the lowest address is found in logarithmic time.
//! A run's first and last page point to its span in the arena's table: that is how a freed run finds free neighbours.
//! Per page, a dirty bit says whether memory may hold old data; pages given back to the system are clean, and
//! a span of clean pages need not be zeroed.
//!
//! Invariant: no two free runs are adjacent.
//!
//! Read next: `heap.rs`, which holds the one instance and its lock.

use super::arena;
use super::sizeclass::{PAGE_SHIFT, PAGE_SIZE};
use super::span::{Span, SpanList, SpanState};
use crate::persistent::persistentalloc;
use crate::sys;
use core::ptr::null_mut;

const BINS: usize = 64;

/// The page heap. All methods need the heap's lock.
pub struct PageHeap {
    bins: [SpanList; BINS],
    nonempty: u64,
    root: *mut Span,
    pool: *mut Span,
    seed: u32,
    /// Pages mapped from the system.
    pub mapped: usize,
    /// Pages of free runs.
    pub free: usize,
    /// Free pages that hold memory (dirty).
    pub free_dirty: usize,
}

impl PageHeap {
    /// An empty heap.
    pub const fn new() -> PageHeap {
        PageHeap {
            bins: [const { SpanList::new() }; BINS],
            nonempty: 0,
            root: null_mut(),
            pool: null_mut(),
            seed: 0x9e37_79b9,
            mapped: 0,
            free: 0,
            free_dirty: 0,
        }
    }

    fn new_span(&mut self, base: usize, npages: usize) -> *mut Span {
        if self.pool.is_null() {
            const BATCH: usize = 32;
            let p = persistentalloc(BATCH * size_of::<Span>(), 64).cast::<Span>();
            for i in 0..BATCH {
                // SAFETY: the batch has room for BATCH zeroed spans.
                unsafe {
                    let s = p.add(i);
                    (*s).next = self.pool;
                    self.pool = s;
                }
            }
        }
        let s = self.pool;
        // SAFETY: s comes from the pool, so it is a valid span nobody uses.
        unsafe {
            self.pool = (*s).next;
            (*s).next = null_mut();
            (*s).prev = null_mut();
            (*s).base = base;
            (*s).npages = npages;
            (*s).specials = null_mut();
        }
        s
    }

    fn drop_span(&mut self, s: *mut Span) {
        // SAFETY: the caller owns s, which leaves use.
        unsafe {
            (*s).state = SpanState::Dead;
            (*s).base = 0;
            (*s).npages = 0;
            (*s).next = self.pool;
        }
        self.pool = s;
    }

    /// Takes `npages` pages; null when neither free runs nor the system have them.
    /// `state` is what the span becomes. `needzero` of the span is set as the pages require.
    pub fn alloc(&mut self, npages: usize, state: SpanState) -> *mut Span {
        let mut s = self.find(npages);
        if s.is_null() {
            if !self.grow(npages) {
                return null_mut();
            }
            s = self.find(npages);
        }
        // SAFETY: s was a free run of at least npages pages and is unlinked now; the lock is held.
        unsafe {
            let (base, total) = ((*s).base, (*s).npages);
            if total > npages {
                let rest = self.new_span(base + (npages << PAGE_SHIFT), total - npages);
                (*s).npages = npages;
                self.insert(rest);
            }
            (*s).state = state;
            for i in 0..npages {
                arena::set_span(base + (i << PAGE_SHIFT), s);
            }
            let mut dirty = 0;
            arena::for_dirty(base, npages, |w, mask| {
                dirty += (*w & mask).count_ones() as usize;
                *w |= mask;
            });
            (*s).needzero = dirty > 0;
            self.free -= npages;
            self.free_dirty -= dirty;
        }
        s
    }

    /// Takes back a span; its pages count as dirty.
    ///
    /// # Safety
    /// The span is in use, on no list, and nobody refers to its memory.
    pub unsafe fn free_span(&mut self, s: *mut Span) {
        // SAFETY: caller's obligation.
        unsafe {
            self.free += (*s).npages;
            self.free_dirty += (*s).npages;
            self.join(s);
        }
    }

    /// Links a run that became free, joined with its free neighbours.
    unsafe fn join(&mut self, s: *mut Span) {
        // SAFETY: neighbours found through the arena table are valid spans; free ones are linked here.
        unsafe {
            let before = arena::span_of((*s).base - PAGE_SIZE);
            if !before.is_null() && (*before).state == SpanState::Free && (*before).limit() == (*s).base {
                self.unlink(before);
                (*s).base = (*before).base;
                (*s).npages += (*before).npages;
                self.drop_span(before);
            }
            let after = arena::span_of((*s).limit());
            if !after.is_null() && (*after).state == SpanState::Free && (*after).base == (*s).limit() {
                self.unlink(after);
                (*s).npages += (*after).npages;
                self.drop_span(after);
            }
            self.insert(s);
        }
    }

    fn grow(&mut self, npages: usize) -> bool {
        let Some((base, size)) = arena::grow(npages << PAGE_SHIFT) else { return false };
        let s = self.new_span(base, size >> PAGE_SHIFT);
        self.mapped += size >> PAGE_SHIFT;
        self.free += size >> PAGE_SHIFT;
        // SAFETY: fresh pages that no span covers yet.
        unsafe { self.join(s) };
        true
    }

    unsafe fn insert(&mut self, s: *mut Span) {
        // SAFETY: s is a valid span that the heap owns and that is on no list.
        unsafe {
            (*s).state = SpanState::Free;
            arena::set_span((*s).base, s);
            arena::set_span((*s).limit() - PAGE_SIZE, s);
            let n = (*s).npages;
            if n < BINS {
                self.bins[n].push(s);
                self.nonempty |= 1 << n;
            } else {
                self.treap_insert(s);
            }
        }
    }

    unsafe fn unlink(&mut self, s: *mut Span) {
        // SAFETY: s is free, so it is linked in its bin or the treap.
        unsafe {
            let n = (*s).npages;
            if n < BINS {
                self.bins[n].remove(s);
                if self.bins[n].is_empty() {
                    self.nonempty &= !(1 << n);
                }
            } else {
                self.treap_remove(s);
            }
        }
    }

    fn find(&mut self, npages: usize) -> *mut Span {
        if npages < BINS {
            let fits = self.nonempty & (!0 << npages);
            if fits != 0 {
                let s = self.bins[fits.trailing_zeros() as usize].first;
                // SAFETY: the bin's bit says it is not empty.
                unsafe { self.unlink(s) };
                return s;
            }
        }
        let mut best = null_mut();
        let mut t = self.root;
        // SAFETY: treap nodes are valid free spans.
        unsafe {
            while !t.is_null() {
                if (*t).npages >= npages {
                    best = t;
                    t = (*t).left;
                } else {
                    t = (*t).right;
                }
            }
            if !best.is_null() {
                self.treap_remove(best);
            }
        }
        best
    }

    unsafe fn less(a: *mut Span, b: *mut Span) -> bool {
        // SAFETY: both valid.
        unsafe { ((*a).npages, (*a).base) < ((*b).npages, (*b).base) }
    }

    unsafe fn treap_insert(&mut self, s: *mut Span) {
        self.seed = self.seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        // SAFETY: nodes reached from the root are valid.
        unsafe {
            (*s).priority = self.seed;
            let mut link = &raw mut self.root;
            while !(*link).is_null() && (**link).priority >= (*s).priority {
                link = if Self::less(s, *link) { &raw mut (**link).left } else { &raw mut (**link).right };
            }
            // Split what hangs here into smaller and larger than s.
            let mut t = *link;
            *link = s;
            let (mut l, mut r) = (&raw mut (*s).left, &raw mut (*s).right);
            while !t.is_null() {
                if Self::less(t, s) {
                    *l = t;
                    l = &raw mut (*t).right;
                    t = *l;
                } else {
                    *r = t;
                    r = &raw mut (*t).left;
                    t = *r;
                }
            }
            *l = null_mut();
            *r = null_mut();
        }
    }

    unsafe fn treap_remove(&mut self, s: *mut Span) {
        // SAFETY: s is in the treap, so the walk by its key ends at it.
        unsafe {
            let mut link = &raw mut self.root;
            while *link != s {
                link = if Self::less(s, *link) { &raw mut (**link).left } else { &raw mut (**link).right };
            }
            // Merge the children in its place.
            let (mut l, mut r) = ((*s).left, (*s).right);
            while !l.is_null() && !r.is_null() {
                if (*l).priority >= (*r).priority {
                    *link = l;
                    link = &raw mut (*l).right;
                    l = *link;
                } else {
                    *link = r;
                    link = &raw mut (*r).left;
                    r = *link;
                }
            }
            *link = if l.is_null() { r } else { l };
            (*s).left = null_mut();
            (*s).right = null_mut();
        }
    }

    /// Gives memory of free runs back to the system, largest runs first, until `pages` are released or none is
    /// left; returns how many were.
    pub fn scavenge(&mut self, pages: usize) -> usize {
        let mut done = 0;
        // The treap's rightmost spine holds the largest runs, but clean ones would hide dirty ones: walk it all.
        let mut stack = [null_mut::<Span>(); 64];
        let mut depth = 0;
        let mut t = self.root;
        // SAFETY: treap nodes are valid free spans; the lock is held.
        unsafe {
            while (!t.is_null() || depth > 0) && done < pages {
                while !t.is_null() && depth < stack.len() {
                    stack[depth] = t;
                    depth += 1;
                    t = (*t).right;
                }
                depth -= 1;
                let s = stack[depth];
                done += self.release(s);
                t = (*s).left;
            }
            for bin in (1..BINS).rev() {
                let mut s = self.bins[bin].first;
                while !s.is_null() && done < pages {
                    done += self.release(s);
                    s = (*s).next;
                }
            }
        }
        done
    }

    unsafe fn release(&mut self, s: *mut Span) -> usize {
        let mut dirty = 0;
        // SAFETY: s is free: nobody looks at its memory, and zero is what clean promises.
        unsafe {
            arena::for_dirty((*s).base, (*s).npages, |w, mask| {
                dirty += (*w & mask).count_ones() as usize;
            });
            if dirty > 0 {
                sys::madvise((*s).base, (*s).bytes(), sys::MADV_DONTNEED);
                arena::for_dirty((*s).base, (*s).npages, |w, mask| *w &= !mask);
            }
        }
        self.free_dirty -= dirty;
        dirty
    }
}

impl Default for PageHeap {
    fn default() -> Self {
        PageHeap::new()
    }
}

#[cfg(test)]
mod tests {
    use super::{PAGE_SIZE, Span, SpanState, arena};
    use crate::mem::heap::{page_stats, with_pages};
    use crate::mem::testing;

    fn alloc(npages: usize) -> *mut Span {
        with_pages(|h| h.alloc(npages, SpanState::Manual))
    }

    fn free(s: *mut Span) {
        // SAFETY: tests free each span once.
        with_pages(|h| unsafe { h.free_span(s) });
    }

    #[test]
    fn random_allocations_do_not_overlap_and_join_again() {
        let _heap = testing::collecting();
        arena::init();
        let (mapped0, free0, _) = page_stats();
        let mut live: Vec<(usize, usize, *mut Span)> = Vec::new();
        let mut x = 12345u64;
        let mut rnd = |n: u64| {
            x = x.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (x >> 33) % n
        };
        for _ in 0..20_000 {
            if live.is_empty() || rnd(100) < 52 {
                let n = if rnd(10) == 0 { 1 + rnd(700) } else { 1 + rnd(8) } as usize;
                let s = alloc(n);
                // SAFETY: alloc returned a valid span.
                let (b, e) = unsafe { ((*s).base, (*s).limit()) };
                assert_eq!(e - b, n * PAGE_SIZE);
                live.push((b, e, s));
            } else {
                free(live.swap_remove(rnd(live.len() as u64) as usize).2);
            }
        }
        live.sort();
        assert!(live.windows(2).all(|w| w[0].1 <= w[1].0));
        let used: usize = live.iter().map(|l| l.1 - l.0).sum();
        let (mapped, freed, _) = page_stats();
        assert_eq!(mapped - freed, used + mapped0 - free0);
        for &(b, e, s) in &live {
            assert!((b..e).step_by(PAGE_SIZE).all(|p| arena::span_of(p) == s));
        }
        for (.., s) in live {
            free(s);
        }
        let (mapped, freed, _) = page_stats();
        assert_eq!(mapped - freed, mapped0 - free0);
    }

    #[test]
    fn scavenged_pages_come_back_clean() {
        let _heap = testing::collecting();
        arena::init();
        let s = alloc(100);
        // SAFETY: valid, in use.
        unsafe { core::ptr::write_bytes((*s).base as *mut u8, 7, 100 * PAGE_SIZE) };
        free(s);
        with_pages(|h| assert!(h.free_dirty >= 100));
        with_pages(|h| h.scavenge(usize::MAX));
        with_pages(|h| assert_eq!(h.free_dirty, 0));
        let s = alloc(100);
        // SAFETY: as above.
        unsafe {
            assert!(!(*s).needzero);
            assert_eq!(*((*s).base as *const u64), 0);
            free(s);
        }
        let s = alloc(100);
        // SAFETY: as above.
        unsafe { assert!((*s).needzero) };
        free(s);
    }
}
