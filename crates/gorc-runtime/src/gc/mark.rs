//! Marking: from root words to all reachable objects, with an explicit stack of objects still to scan.
//!
//! A word counts as a pointer if it lies inside an allocated object; interior pointers keep the whole object. Objects
//! themselves are scanned precisely by the pointer bitmap, the header's type or the span's type. Words that point into stacks
//! lead to stack objects (`stackobj.rs`), which are scanned in turn.
//!
//! Invariant: an object is on the stack at most once, from the moment it is marked until it is scanned; objects without
//! pointers never are.
//!
//! Read next: `roots.rs`.

use super::stackobj::{self, StackObjects};
use crate::mem::arena::{ptrbits_of, span_of};
use crate::mem::malloc::find_object;
use crate::mem::sizeclass::HEADER;
use crate::mem::span::Span;
use crate::persistent::persistent_new;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicPtr, Ordering};
use gorc_abi::typedesc::Type;

const CHUNK_ITEMS: usize = 510;

#[repr(C)]
struct Chunk {
    next: *mut Chunk,
    n: usize,
    items: [usize; CHUNK_ITEMS],
}

/// Chunks left over from earlier collections.
static POOL: AtomicPtr<Chunk> = AtomicPtr::new(null_mut());

/// The marker; one at a time while the world is stopped.
pub struct Marker {
    top: *mut Chunk,
    spare: *mut Chunk,
    /// Bytes of marked objects.
    pub marked_bytes: usize,
    /// Bytes of roots looked at.
    pub root_bytes: usize,
    /// Bytes of the stacks of live goroutines.
    pub stack_bytes: usize,
    /// The stack objects.
    pub stacks: &'static mut StackObjects,
    /// Address and size of the object found last: neighbouring pointers often go to one object (parts of a string).
    last: (usize, usize),
}

impl Marker {
    /// A marker with nothing to do.
    ///
    /// # Safety
    /// The world is stopped, and there is no other marker.
    pub unsafe fn new() -> Marker {
        Marker {
            top: null_mut(),
            spare: null_mut(),
            marked_bytes: 0,
            root_bytes: 0,
            stack_bytes: 0,
            // SAFETY: caller's obligation.
            stacks: unsafe { stackobj::start() },
            last: (0, 0),
        }
    }

    fn push(&mut self, obj: usize) {
        // SAFETY: chunks are persistent memory owned by this marker.
        unsafe {
            if self.top.is_null() || (*self.top).n == CHUNK_ITEMS {
                let mut c = self.spare;
                if c.is_null() {
                    c = POOL.swap(null_mut(), Ordering::Relaxed);
                    if c.is_null() {
                        c = persistent_new::<Chunk>();
                    } else {
                        self.spare = (*c).next;
                    }
                } else {
                    self.spare = (*c).next;
                }
                (*c).next = self.top;
                (*c).n = 0;
                self.top = c;
            }
            let c = &mut *self.top;
            c.items[c.n] = obj;
            c.n += 1;
        }
    }

    /// Keeps the chunks for the next collection.
    pub fn retire(&mut self) {
        let mut c = core::mem::replace(&mut self.spare, null_mut());
        while !c.is_null() {
            // SAFETY: chunks are persistent; the pool belongs to the one marker of a stopped world.
            unsafe {
                let next = (*c).next;
                (*c).next = POOL.swap(c, Ordering::Relaxed);
                c = next;
            }
        }
    }

    fn pop(&mut self) -> Option<usize> {
        // SAFETY: as in push.
        unsafe {
            if self.top.is_null() {
                return None;
            }
            let c = self.top;
            (*c).n -= 1;
            let obj = (*c).items[(*c).n];
            if (*c).n == 0 {
                self.top = (*c).next;
                (*c).next = self.spare;
                self.spare = c;
            }
            Some(obj)
        }
    }

    /// Treats a word as a possible pointer.
    #[inline(always)]
    pub fn word(&mut self, w: usize) {
        if w.wrapping_sub(self.last.0) < self.last.1 {
            return;
        }
        if let Some((s, i)) = find_object(w) {
            // SAFETY: a span in use.
            self.last = unsafe { ((*s).object_addr(i), (*s).elemsize) };
            self.grey((s, i));
        } else {
            self.stacks.word(w);
        }
    }

    #[inline(always)]
    fn grey(&mut self, (s, i): (*mut Span, usize)) {
        // SAFETY: a span in use; marking happens with the world stopped.
        unsafe {
            if (*s).mark(i) {
                self.marked_bytes += (*s).elemsize;
                if !(*s).spanclass.noscan() {
                    self.push((*s).object_addr(i));
                }
            }
        }
    }

    /// Treats every word of a range as a possible pointer.
    ///
    /// # Safety
    /// The range is readable; its ends are rounded inwards to words.
    pub unsafe fn conservative(&mut self, lo: usize, hi: usize) {
        let (lo, hi) = (lo.next_multiple_of(8), hi & !7);
        if lo >= hi {
            return;
        }
        self.root_bytes += hi - lo;
        for a in (lo..hi).step_by(8) {
            // SAFETY: caller's obligation. Volatile: the memory belongs to stacks and the like.
            self.word(unsafe { (a as *const usize).read_volatile() });
        }
    }

    /// Scans until nothing is left to do. All roots are known.
    pub fn drain(&mut self) {
        loop {
            while let Some(obj) = self.pop() {
                let s = span_of(obj);
                // SAFETY: only starts of objects in spans in use are pushed.
                unsafe { self.scan_object(s, obj) };
            }
            let Some(o) = self.stacks.next_reached() else { return };
            // SAFETY: a part of a frame.
            unsafe { self.conservative(o.lo, o.hi) };
        }
    }

    /// Marks what an object refers to.
    ///
    /// # Safety
    /// `obj` is the start of the slot of an object with pointers in `s`.
    pub unsafe fn scan_object(&mut self, s: *mut Span, obj: usize) {
        // SAFETY: caller's obligation; bitmaps and headers were written when the object was allocated.
        unsafe {
            if (*s).spanclass.class() == 0 {
                self.scan_typed(obj, (*s).large_size, (*s).large_type);
            } else if (*s).has_headers() {
                let typ = *(obj as *const *const Type);
                self.scan_typed(obj + HEADER, (*s).elemsize - HEADER, typ);
            } else {
                self.scan_bits(obj, (*s).elemsize);
            }
        }
    }

    unsafe fn scan_bits(&mut self, obj: usize, size: usize) {
        // SAFETY: obj is a heap address, its words lie in the arena.
        unsafe {
            let (w, bit) = ptrbits_of(obj);
            let n = size / 8;
            let mut bits = *w >> bit;
            if bit + n > 64 {
                bits |= *w.add(1) << (64 - bit);
            }
            if n < 64 {
                bits &= (1 << n) - 1;
            }
            while bits != 0 {
                let i = bits.trailing_zeros() as usize;
                bits &= bits - 1;
                self.word(*((obj + i * 8) as *const usize));
            }
        }
    }

    unsafe fn scan_typed(&mut self, data: usize, size: usize, typ: *const Type) {
        if typ.is_null() {
            return;
        }
        // SAFETY: the memory holds values of typ one after the other (zeros behind the last).
        unsafe {
            let t = &*typ;
            let words = t.ptr_bytes / 8;
            let mut at = data;
            while at + t.size <= data + size {
                let mut i = 0;
                while i < words {
                    let mut bits = *t.gcdata.add(i / 8);
                    if words - i < 8 {
                        bits &= (1 << (words - i)) - 1;
                    }
                    while bits != 0 {
                        let k = bits.trailing_zeros() as usize;
                        bits &= bits - 1;
                        self.word(*((at + (i + k) * 8) as *const usize));
                    }
                    i += 8;
                }
                at += t.size;
            }
        }
    }
}
