//! Stack objects: parts of frames that pointers may refer to. One is scanned when a live pointer to it is found: on the same stack, or
//! in a heap object that does not outlive the frame (a closure made in a loop, a slice that has grown). That escape analysis keeps
//! pointers to frames from anything that does outlive them, the collector relies on; that the heap has none, it does not.
//!
//! Memory for the lists is kept from one collection to the next.

use crate::fatal::throw;
use crate::sys;
use core::cell::UnsafeCell;

/// A stack object of a frame.
#[derive(Clone, Copy)]
pub struct Object {
    /// First byte.
    pub lo: usize,
    /// One past the last.
    pub hi: usize,
    /// A live pointer to it was found.
    pub reached: bool,
}

/// A list in memory of its own that grows.
pub struct List<T> {
    base: *mut T,
    len: usize,
    cap: usize,
}

impl<T: Copy> List<T> {
    const fn new() -> List<T> {
        List { base: core::ptr::null_mut(), len: 0, cap: 0 }
    }

    fn push(&mut self, item: T) {
        if self.len == self.cap {
            self.grow();
        }
        // SAFETY: there is room for one more.
        unsafe { self.base.add(self.len).write(item) };
        self.len += 1;
    }

    fn pop(&mut self) -> Option<T> {
        self.len = self.len.checked_sub(1)?;
        // SAFETY: the item was written.
        Some(unsafe { self.base.add(self.len).read() })
    }

    fn items(&mut self) -> &mut [T] {
        if self.len == 0 {
            return &mut [];
        }
        // SAFETY: so many were written.
        unsafe { core::slice::from_raw_parts_mut(self.base, self.len) }
    }

    #[cold]
    fn grow(&mut self) {
        let cap = (self.cap * 2).max(16384 / size_of::<T>());
        let p = sys::mmap_anon(0, cap * size_of::<T>(), sys::PROT_READ | sys::PROT_WRITE, 0);
        if p < 0 && p > -4096 {
            throw("runtime: cannot allocate memory");
        }
        // SAFETY: the new mapping is larger; the old one is this list's own.
        unsafe {
            if self.len > 0 {
                core::ptr::copy_nonoverlapping(self.base, p as *mut T, self.len);
                sys::munmap(self.base as usize, self.cap * size_of::<T>());
            }
        }
        (self.base, self.cap) = (p as *mut T, cap);
    }
}

/// The objects of a segment.
#[derive(Clone, Copy)]
struct Run {
    /// Address of the first object.
    lo: usize,
    /// Place of it in the list.
    first: usize,
    /// How many.
    len: usize,
}

/// Sorts by address; in place and without the sort of `core`, which is as large as all of the scan.
fn heap_sort(items: &mut [Run]) {
    let sift = |items: &mut [Run], mut i: usize| loop {
        let children = [2 * i + 1, 2 * i + 2].into_iter().filter(|&c| c < items.len());
        let Some(child) = children.max_by_key(|&c| items[c].lo) else { return };
        if items[child].lo <= items[i].lo {
            return;
        }
        items.swap(i, child);
        i = child;
    };
    for i in (0..items.len() / 2).rev() {
        sift(items, i);
    }
    for end in (1..items.len()).rev() {
        items.swap(0, end);
        sift(&mut items[..end], 0);
    }
}

/// The stack objects of all goroutines, and pointers into stacks still to be followed.
pub struct StackObjects {
    objects: List<Object>,
    runs: List<Run>,
    /// The segment of the last object.
    segment: usize,
    pending: List<usize>,
    /// Addresses between which all stacks lie.
    lo: usize,
    hi: usize,
}

struct Shared(UnsafeCell<StackObjects>);
// SAFETY: one M uses it, while the world is stopped.
unsafe impl Sync for Shared {}

static SHARED: Shared = Shared(UnsafeCell::new(StackObjects {
    objects: List::new(),
    runs: List::new(),
    segment: 0,
    pending: List::new(),
    lo: 0,
    hi: 0,
}));

/// The lists, empty.
///
/// # Safety
/// The world is stopped, and nobody uses what an earlier call gave.
pub unsafe fn start() -> &'static mut StackObjects {
    // SAFETY: caller's obligation.
    let s = unsafe { &mut *SHARED.0.get() };
    (s.objects.len, s.runs.len, s.pending.len, s.segment) = (0, 0, 0, 0);
    (s.lo, s.hi) = crate::stack::bounds();
    s
}

impl StackObjects {
    /// Notes an object of the segment that ends at `segment`. Those of a segment come in order, one segment after the other.
    pub fn add(&mut self, lo: usize, hi: usize, segment: usize) {
        if segment != self.segment {
            self.runs.push(Run { lo, first: self.objects.len, len: 0 });
        }
        if let Some(run) = self.runs.items().last_mut() {
            run.len += 1;
        }
        self.segment = segment;
        self.objects.push(Object { lo, hi, reached: false });
    }

    /// A live word that points to nothing in the heap: followed later if it may point to a stack.
    #[inline(always)]
    pub fn word(&mut self, w: usize) {
        if w.wrapping_sub(self.lo) < self.hi - self.lo {
            self.pending.push(w);
        }
    }

    /// To be called when all objects are known, before any is looked for.
    pub fn sort(&mut self) {
        heap_sort(self.runs.items());
    }

    /// The next object that is reached, once each.
    pub fn next_reached(&mut self) -> Option<Object> {
        while let Some(w) = self.pending.pop() {
            if let Some(o) = self.find(w)
                && !o.reached
            {
                o.reached = true;
                return Some(*o);
            }
        }
        None
    }

    /// The object that an address lies in.
    pub fn find(&mut self, addr: usize) -> Option<&mut Object> {
        let runs = self.runs.items();
        let run = runs[runs.partition_point(|r| r.lo <= addr).checked_sub(1)?];
        let items = &mut self.objects.items()[run.first..run.first + run.len];
        let i = items.partition_point(|o| o.lo <= addr).checked_sub(1)?;
        Some(&mut items[i]).filter(|o| addr < o.hi)
    }
}

#[cfg(test)]
mod tests {
    use super::{Run, heap_sort, start};

    #[test]
    fn runs_are_sorted_by_address() {
        for n in 0..40usize {
            let run = |i: usize| Run { lo: i * 17 % 41, first: i, len: 1 };
            let mut list: Vec<Run> = (0..n).map(run).collect();
            heap_sort(&mut list);
            let mut want: Vec<usize> = (0..n).map(|i| i * 17 % 41).collect();
            want.sort_unstable();
            assert_eq!(list.iter().map(|o| o.lo).collect::<Vec<_>>(), want);
        }
    }

    #[test]
    fn an_object_is_reached_once_by_pointers_into_it() {
        // SAFETY: the only user in the tests.
        let s = unsafe { start() };
        (s.lo, s.hi) = (1000, 9000);
        for lo in [5000, 5064, 2000, 2040] {
            s.add(lo, lo + 40, if lo < 5000 { 3000 } else { 6000 });
        }
        s.sort();
        for w in [2039, 2000, 5040, 5063, 2080, 999, 9000, 5103] {
            s.word(w);
        }
        let mut reached: Vec<usize> = std::iter::from_fn(|| s.next_reached().map(|o| o.lo)).collect();
        reached.sort_unstable();
        assert_eq!(reached, [2000, 5064]);
        assert!(s.find(2010).is_some_and(|o| o.reached));
        assert!(s.find(2050).is_some_and(|o| !o.reached));
        assert!(s.find(2085).is_none());
    }
}
