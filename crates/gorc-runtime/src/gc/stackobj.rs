//! Stack objects: parts of frames that pointers may refer to. One is scanned when a live pointer to it is found: on the same stack, or
//! in a heap object that does not outlive the frame (a closure made in a loop, a slice that has grown). That escape analysis keeps
//! pointers to frames from anything that does outlive them, the collector relies on; that the heap has none, it does not.
//!
//! Memory for both lists is kept from one collection to the next.

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

/// The stack objects of all goroutines, and pointers into stacks still to be followed.
pub struct StackObjects {
    objects: List<Object>,
    pending: List<usize>,
    /// Addresses between which all stacks lie.
    lo: usize,
    hi: usize,
}

struct Shared(UnsafeCell<StackObjects>);
// SAFETY: one M uses it, while the world is stopped.
unsafe impl Sync for Shared {}

static SHARED: Shared =
    Shared(UnsafeCell::new(StackObjects { objects: List::new(), pending: List::new(), lo: 0, hi: 0 }));

/// The lists, empty.
///
/// # Safety
/// The world is stopped, and nobody uses what an earlier call gave.
pub unsafe fn start() -> &'static mut StackObjects {
    // SAFETY: caller's obligation.
    let s = unsafe { &mut *SHARED.0.get() };
    (s.objects.len, s.pending.len) = (0, 0);
    (s.lo, s.hi) = crate::stack::bounds();
    s
}

impl StackObjects {
    /// Notes an object.
    pub fn add(&mut self, lo: usize, hi: usize) {
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
        self.objects.items().sort_unstable_by_key(|o| o.lo);
    }

    /// The next object that is reached, once each.
    pub fn next(&mut self) -> Option<Object> {
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
        let items = self.objects.items();
        let i = items.partition_point(|o| o.lo <= addr).checked_sub(1)?;
        Some(&mut items[i]).filter(|o| addr < o.hi)
    }
}
