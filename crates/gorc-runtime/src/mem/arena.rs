//! Arenas: 64 MiB pieces of address space, and the way from an address to its span and pointer bits.
//!
//! A sparse table indexed by the high bits of an address finds an arena's metadata in one load, for any address a
//! user program can have. Table and metadata are reserved lazily: untouched parts cost no memory. Arenas are asked for at
//! ascending addresses from 0xc0_0000_0000, where Go programs have their heap.
//!
//! Invariant: `spans[page]` is right for every page of a span in use, and for the first and last page of a free span.
//!
//! Read next: `pages.rs`.

use super::sizeclass::{PAGE_SHIFT, PAGE_SIZE};
use super::span::{Span, SpanState};
use crate::fatal::throw;
use crate::sys;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

/// log2 of an arena's size.
pub const ARENA_SHIFT: usize = 26;
/// Bytes of an arena.
pub const ARENA_SIZE: usize = 1 << ARENA_SHIFT;
/// Pages of an arena.
pub const ARENA_PAGES: usize = ARENA_SIZE / PAGE_SIZE;
const ARENAS: usize = 1 << (47 - ARENA_SHIFT);
const FIRST_HINT: usize = 0xc0_0000_0000;

/// What is known of an arena.
#[repr(C)]
pub struct Arena {
    /// Span of each page.
    pub spans: [*mut Span; ARENA_PAGES],
    /// Pages that may hold non-zero data or be resident.
    pub dirty: [u64; ARENA_PAGES / 64],
    /// One bit per word of the arena: the word is a pointer (small objects only).
    pub ptrbits: [u64; ARENA_SIZE / 8 / 64],
}

static TABLE: AtomicPtr<*mut Arena> = AtomicPtr::new(null_mut());
static LOW: AtomicUsize = AtomicUsize::new(usize::MAX);
static HIGH: AtomicUsize = AtomicUsize::new(0);
static HINT: AtomicUsize = AtomicUsize::new(FIRST_HINT);
/// Bytes mapped for arena metadata.
pub static META_SYS: AtomicUsize = AtomicUsize::new(0);

fn map(len: usize, hint: usize, prot: usize, flags: usize) -> usize {
    let p = sys::mmap_anon(hint, len, prot, flags);
    if p < 0 && p > -4096 { 0 } else { p as usize }
}

fn reserve(len: usize, hint: usize) -> usize {
    map(len, hint, sys::PROT_READ | sys::PROT_WRITE, sys::MAP_NORESERVE)
}

/// Maps memory for objects: the system may refuse what it can never have, unlike mere address space.
fn map_heap(len: usize, hint: usize) -> usize {
    let p = map(len, hint, sys::PROT_READ | sys::PROT_WRITE, 0);
    if p == 0 && map(len, hint, sys::PROT_NONE, sys::MAP_NORESERVE) != 0 {
        throw("runtime: out of memory");
    }
    p
}

/// Reserves the table; called once, first of all.
pub fn init() {
    if TABLE.load(Ordering::Acquire).is_null() {
        let p = reserve(ARENAS * size_of::<*mut Arena>(), 0);
        if p == 0 {
            throw("runtime: cannot reserve arena virtual address space");
        }
        TABLE.store(p as *mut *mut Arena, Ordering::Release);
    }
}

/// Metadata of the arena that holds `addr`; null if there is none.
#[inline(always)]
pub fn arena_of(addr: usize) -> *mut Arena {
    if addr < LOW.load(Ordering::Relaxed) || addr >= HIGH.load(Ordering::Relaxed) {
        return null_mut();
    }
    // SAFETY: LOW and HIGH bound heap addresses, all below 2^47, so the index is inside the reserved table.
    unsafe { *TABLE.load(Ordering::Relaxed).add(addr >> ARENA_SHIFT) }
}

/// The span that `addr` lies in, null if it is not a heap address. The span may be free, or stale for inner
/// pages of a free run: check its state and bounds.
#[inline(always)]
pub fn span_of(addr: usize) -> *mut Span {
    let a = arena_of(addr);
    if a.is_null() {
        return null_mut();
    }
    // SAFETY: the metadata is never freed, the index is below ARENA_PAGES.
    unsafe { (*a).spans[(addr >> PAGE_SHIFT) & (ARENA_PAGES - 1)] }
}

/// Does the address lie in a span of the heap that is in use?
pub fn is_heap(addr: usize) -> bool {
    let s = span_of(addr);
    // SAFETY: spans that were in use stay readable.
    !s.is_null() && unsafe { (*s).state == SpanState::InUse }
}

/// Records `s` as the span of one page.
///
/// # Safety
/// `addr` lies in an arena; the page heap's lock is held.
pub unsafe fn set_span(addr: usize, s: *mut Span) {
    // SAFETY: caller's obligation.
    unsafe { (*arena_of(addr)).spans[(addr >> PAGE_SHIFT) & (ARENA_PAGES - 1)] = s }
}

/// Calls `f(word, mask)` for the words of the dirty bitmap that cover the pages.
///
/// # Safety
/// The pages lie in arenas; the page heap's lock is held.
pub unsafe fn for_dirty(addr: usize, npages: usize, mut f: impl FnMut(&mut u64, u64)) {
    let mut page = addr >> PAGE_SHIFT;
    let end = page + npages;
    while page < end {
        let bit = page % 64;
        let n = (64 - bit).min(end - page);
        let mask = if n == 64 { !0 } else { ((1u64 << n) - 1) << bit };
        // SAFETY: the page is in an arena.
        unsafe { f(&mut (*arena_of(page << PAGE_SHIFT)).dirty[page % ARENA_PAGES / 64], mask) };
        page += n;
    }
}

/// The word of the pointer bitmap for a heap address, and the bit's number in it.
#[inline(always)]
pub fn ptrbits_of(addr: usize) -> (*mut u64, usize) {
    let word = (addr & (ARENA_SIZE - 1)) >> 3;
    let a = arena_of(addr);
    // SAFETY: callers pass heap addresses only, so `a` is valid and the index in range.
    unsafe { ((&raw mut (*a).ptrbits).cast::<u64>().add(word / 64), word % 64) }
}

/// Maps enough new arenas for `bytes` at one stretch: address and size, or `None` when the system refuses.
pub fn grow(bytes: usize) -> Option<(usize, usize)> {
    let size = bytes.checked_add(ARENA_SIZE - 1)? & !(ARENA_SIZE - 1);
    let hint = HINT.load(Ordering::Relaxed);
    let mut p = map_heap(size, hint);
    if p != 0 && !p.is_multiple_of(ARENA_SIZE) {
        // SAFETY: just mapped, nobody uses it.
        unsafe { sys::munmap(p, size) };
        let wide = size.checked_add(ARENA_SIZE)?;
        p = map_heap(wide, 0);
        if p != 0 {
            let start = p.next_multiple_of(ARENA_SIZE);
            // SAFETY: as above, for what sticks out on both sides.
            unsafe {
                if start > p {
                    sys::munmap(p, start - p);
                }
                if start + size < p + wide {
                    sys::munmap(start + size, p + wide - start - size);
                }
            }
            p = start;
        }
    }
    if p == 0 || (p + size) >> 47 != 0 {
        return None;
    }
    HINT.store(p + size, Ordering::Relaxed);
    for a in (p..p + size).step_by(ARENA_SIZE) {
        let meta = reserve(size_of::<Arena>(), 0);
        if meta == 0 {
            return None;
        }
        META_SYS.fetch_add(size_of::<Arena>(), Ordering::Relaxed);
        // SAFETY: the index is below ARENAS since the address is below 2^47.
        unsafe { *TABLE.load(Ordering::Relaxed).add(a >> ARENA_SHIFT) = meta as *mut Arena };
    }
    LOW.fetch_min(p, Ordering::Release);
    HIGH.fetch_max(p + size, Ordering::Release);
    Some((p, size))
}
