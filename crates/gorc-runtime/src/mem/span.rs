//! Spans: runs of pages that hold objects of one size class, one large object, or nothing.
//!
//! Invariants of a span in use:
//! - object `i` is allocated if `i < freeindex` or its bit in `alloc_bits` is set;
//! - `cache` holds the free objects of bitmap word `word` that are not handed out yet;
//! - `mark_bits` are all zero outside a collection and until the span is swept after one.
//!
//! A span is owned by the page heap (free), by one P's cache, or by a list of its [`crate::mem::central::Central`].
//!
//! Read next: `pages.rs` (where spans come from), `central.rs`.

use super::sizeclass::{CLASSES, MAX_BITMAP_SIZE, PAGE_SHIFT, PAGE_SIZE};
use core::ptr::null_mut;
use gorc_abi::typedesc::Type;

/// Words of an object bitmap: a page of 8-byte objects is the worst case.
pub const BITMAP_WORDS: usize = PAGE_SIZE / 8 / 64;

/// What a span is used for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum SpanState {
    /// The struct is on the pool's free list.
    Dead,
    /// Free pages.
    Free,
    /// Objects of the collected heap.
    InUse,
    /// Memory the runtime manages by hand (goroutine stacks): neither scanned nor swept.
    Manual,
}

/// A size class together with whether its objects have pointers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SpanClass(pub u8);

impl SpanClass {
    /// The span class of a size class.
    #[inline(always)]
    pub const fn new(class: u8, noscan: bool) -> SpanClass {
        SpanClass(class << 1 | noscan as u8)
    }
    /// The size class; 0 for large objects.
    #[inline(always)]
    pub const fn class(self) -> u8 {
        self.0 >> 1
    }
    /// Objects have no pointers.
    #[inline(always)]
    pub const fn noscan(self) -> bool {
        self.0 & 1 != 0
    }
}

/// A run of pages. What marking and allocation touch lies in the first cache line.
#[repr(C, align(64))]
pub struct Span {
    /// First address.
    pub base: usize,
    /// Number of pages.
    pub npages: usize,
    /// Size of an object (the whole span for a large one).
    pub elemsize: usize,
    /// `ceil(2^32 / elemsize)`: turns an offset into an object's number by multiplication.
    pub div_magic: u32,
    /// Number of objects.
    pub nelems: u16,
    /// Objects allocated.
    pub alloc_count: u16,
    /// Objects below this number are allocated.
    pub freeindex: u16,
    /// The word of `alloc_bits` that `cache` stands for.
    pub word: u16,
    /// Size class and whether objects have pointers.
    pub spanclass: SpanClass,
    /// Who owns it.
    pub state: SpanState,
    /// Memory may hold old data.
    pub needzero: bool,
    /// Marked before the last sweep but not yet swept.
    pub unswept: bool,
    /// Objects allocated when a cache took the span.
    pub cached_count: u16,
    /// Free objects of the current bitmap word.
    pub cache: u64,
    /// List links, of a page heap bin or a central list.
    pub next: *mut Span,
    /// Previous in that list.
    pub prev: *mut Span,
    /// Children in the page heap's treap of large free spans.
    pub left: *mut Span,
    /// Right child.
    pub right: *mut Span,
    /// Heap order of the treap.
    pub priority: u32,
    /// Element type of a large object with pointers.
    pub large_type: *const Type,
    /// Bytes of the large object as requested.
    pub large_size: usize,
    /// Finalizers and cleanups of objects in here, sorted by object.
    pub specials: *mut u8,
    /// Objects allocated as of the last sweep.
    pub alloc_bits: [u64; BITMAP_WORDS],
    /// Objects found reachable.
    pub mark_bits: [u64; BITMAP_WORDS],
}

impl Span {
    /// Bytes.
    #[inline(always)]
    pub fn bytes(&self) -> usize {
        self.npages << PAGE_SHIFT
    }
    /// One past the last address.
    #[inline(always)]
    pub fn limit(&self) -> usize {
        self.base + self.bytes()
    }
    /// Words of the object bitmaps in use.
    #[inline(always)]
    pub fn bitmap_words(&self) -> usize {
        (self.nelems as usize).div_ceil(64)
    }
    /// Objects carry their type in front.
    #[inline(always)]
    pub fn has_headers(&self) -> bool {
        !self.spanclass.noscan() && self.spanclass.class() != 0 && self.elemsize > MAX_BITMAP_SIZE
    }

    /// Prepares pages that the page heap just handed out for objects of a class; `large` bytes for class 0.
    pub fn init(&mut self, sc: SpanClass, large: usize) {
        let class = sc.class();
        self.spanclass = sc;
        self.elemsize = if class == 0 { self.bytes() } else { CLASSES.size[class as usize] as usize };
        self.nelems = if class == 0 { 1 } else { (self.bytes() / self.elemsize) as u16 };
        self.div_magic = if class == 0 { 0 } else { (1u64 << 32).div_ceil(self.elemsize as u64) as u32 };
        self.large_size = large;
        self.large_type = core::ptr::null();
        self.specials = null_mut();
        self.alloc_count = 0;
        self.cached_count = 0;
        self.unswept = false;
        self.alloc_bits = [0; BITMAP_WORDS];
        self.mark_bits = [0; BITMAP_WORDS];
        self.rewind();
    }

    /// Starts allocating from the first object again.
    pub fn rewind(&mut self) {
        self.freeindex = 0;
        self.word = 0;
        self.cache = self.free_word(0);
    }

    #[inline(always)]
    fn free_word(&self, w: usize) -> u64 {
        let rest = self.nelems as usize - w * 64;
        let mask = if rest >= 64 { !0 } else { (1u64 << rest) - 1 };
        !self.alloc_bits[w] & mask
    }

    /// Takes the next free object: its number, or `None` if the span is full.
    #[inline(always)]
    pub fn next_free(&mut self) -> Option<usize> {
        if self.cache == 0 && !self.next_word() {
            return None;
        }
        let i = self.word as usize * 64 + self.cache.trailing_zeros() as usize;
        self.cache &= self.cache - 1;
        self.freeindex = i as u16 + 1;
        self.alloc_count += 1;
        Some(i)
    }

    #[inline(never)]
    fn next_word(&mut self) -> bool {
        let words = self.bitmap_words();
        loop {
            let w = self.word as usize + 1;
            if w >= words {
                self.freeindex = self.nelems;
                return false;
            }
            self.word = w as u16;
            self.cache = self.free_word(w);
            if self.cache != 0 {
                return true;
            }
        }
    }

    /// Number of the object that holds `addr`, which lies in the span.
    #[inline(always)]
    pub fn object_index(&self, addr: usize) -> usize {
        (((addr - self.base) as u64 * u64::from(self.div_magic)) >> 32) as usize
    }

    /// Address of an object.
    #[inline(always)]
    pub fn object_addr(&self, i: usize) -> usize {
        self.base + i * self.elemsize
    }

    /// Whether object `i` is allocated.
    #[inline(always)]
    pub fn is_allocated(&self, i: usize) -> bool {
        i < self.freeindex as usize || self.alloc_bits[i / 64] >> (i % 64) & 1 != 0
    }

    /// Marks object `i`; false if it was marked before.
    #[inline(always)]
    pub fn mark(&mut self, i: usize) -> bool {
        let (w, bit) = (i / 64, 1u64 << (i % 64));
        let fresh = self.mark_bits[w] & bit == 0;
        self.mark_bits[w] |= bit;
        fresh
    }

    /// Whether object `i` is marked.
    #[inline(always)]
    pub fn is_marked(&self, i: usize) -> bool {
        self.mark_bits[i / 64] >> (i % 64) & 1 != 0
    }

    /// Turns marks into allocation bits; returns how many objects became free.
    pub fn take_marks(&mut self) -> usize {
        let words = self.bitmap_words();
        let mut live = 0;
        for w in 0..words {
            let m = self.mark_bits[w];
            live += m.count_ones() as usize;
            self.alloc_bits[w] = m;
            self.mark_bits[w] = 0;
        }
        let freed = self.alloc_count as usize - live;
        self.alloc_count = live as u16;
        self.needzero |= freed > 0;
        self.unswept = false;
        self.rewind();
        freed
    }
}

/// A list of spans, linked through `next` and `prev`.
pub struct SpanList {
    /// First span.
    pub first: *mut Span,
    last: *mut Span,
}

impl SpanList {
    /// An empty list.
    pub const fn new() -> SpanList {
        SpanList { first: null_mut(), last: null_mut() }
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.first.is_null()
    }

    /// Puts a span in front.
    ///
    /// # Safety
    /// `s` is valid, on no list, and the caller holds the list's lock.
    pub unsafe fn push(&mut self, s: *mut Span) {
        // SAFETY: caller's obligation; spans on the list are valid.
        unsafe {
            (*s).prev = null_mut();
            (*s).next = self.first;
            if self.first.is_null() {
                self.last = s;
            } else {
                (*self.first).prev = s;
            }
        }
        self.first = s;
    }

    /// Takes a span out.
    ///
    /// # Safety
    /// `s` is on this list, and the caller holds the list's lock.
    pub unsafe fn remove(&mut self, s: *mut Span) {
        // SAFETY: caller's obligation.
        unsafe {
            let (p, n) = ((*s).prev, (*s).next);
            if p.is_null() {
                self.first = n
            } else {
                (*p).next = n
            }
            if n.is_null() {
                self.last = p
            } else {
                (*n).prev = p
            }
            (*s).next = null_mut();
            (*s).prev = null_mut();
        }
    }

    /// Takes the first span out; null if empty.
    ///
    /// # Safety
    /// The caller holds the list's lock.
    pub unsafe fn pop(&mut self) -> *mut Span {
        let s = self.first;
        if !s.is_null() {
            // SAFETY: s is on the list.
            unsafe { self.remove(s) };
        }
        s
    }

    /// Moves all of `other` to the front of this list.
    ///
    /// # Safety
    /// The caller holds both lists' locks.
    pub unsafe fn append(&mut self, other: &mut SpanList) {
        if other.is_empty() {
            return;
        }
        // SAFETY: both lists are well linked.
        unsafe {
            (*other.last).next = self.first;
            if self.first.is_null() {
                self.last = other.last;
            } else {
                (*self.first).prev = other.last;
            }
        }
        self.first = other.first;
        *other = SpanList::new();
    }
}

impl Default for SpanList {
    fn default() -> Self {
        SpanList::new()
    }
}

#[cfg(test)]
mod tests {
    use super::{PAGE_SIZE, Span, SpanClass, SpanList};
    use crate::mem::sizeclass::{CLASSES, NUM_CLASSES};

    fn span(class: u8) -> Box<Span> {
        // SAFETY: all-zero is a valid Span.
        let mut s: Box<Span> = Box::new(unsafe { core::mem::zeroed() });
        s.base = 0x10_0000;
        s.npages = if class == 0 { 1 } else { CLASSES.pages[class as usize] as usize };
        s.init(SpanClass::new(class, true), 0);
        s
    }

    #[test]
    fn index_inverts_address_for_all_classes() {
        for c in 1..NUM_CLASSES as u8 {
            let s = span(c);
            for i in 0..s.nelems as usize {
                let a = s.object_addr(i);
                assert_eq!(s.object_index(a), i);
                assert_eq!(s.object_index(a + s.elemsize - 1), i);
            }
            assert!(s.nelems as usize <= PAGE_SIZE / 8);
        }
    }

    #[test]
    fn allocates_all_then_only_what_was_freed() {
        for c in [1, 2, 5, 30, 67] {
            let mut s = span(c);
            let n = s.nelems as usize;
            let all: Vec<usize> = core::iter::from_fn(|| s.next_free()).collect();
            assert_eq!(all, (0..n).collect::<Vec<_>>());
            assert!((0..n).all(|i| s.is_allocated(i)));
            for i in (0..n).step_by(3) {
                assert!(s.mark(i));
                assert!(!s.mark(i));
            }
            let freed = s.take_marks();
            assert_eq!(freed, n - n.div_ceil(3));
            let again: Vec<usize> = core::iter::from_fn(|| s.next_free()).collect();
            assert_eq!(again, (0..n).filter(|i| i % 3 != 0).collect::<Vec<_>>());
        }
    }

    #[test]
    fn lists_keep_links() {
        let mut spans: Vec<Box<Span>> = (0..5).map(|_| span(1)).collect();
        let p: Vec<*mut Span> = spans.iter_mut().map(|s| &raw mut **s).collect();
        let (mut a, mut b) = (SpanList::new(), SpanList::new());
        // SAFETY: the spans live to the end of the test and each is on one list at a time.
        unsafe {
            a.push(p[0]);
            a.push(p[1]);
            b.push(p[2]);
            b.push(p[3]);
            b.remove(p[2]);
            b.push(p[4]);
            a.append(&mut b);
            assert!(b.is_empty());
            let mut got = Vec::new();
            while !a.is_empty() {
                got.push(a.pop());
            }
            assert_eq!(got, [p[4], p[3], p[1], p[0]]);
        }
    }
}
