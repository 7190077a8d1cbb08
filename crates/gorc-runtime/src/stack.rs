//! Goroutine stacks: 2 KiB to start with, then segments that the G keeps until it ends.
//!
//! A G's first stack comes from a cache of 2 KiB blocks and stays with the G for ever (dead Gs are reused with it). When a call
//! does not fit, `runtime.morestack` continues it on the next segment of the G's chain: 64 KiB, then doubling. Segments
//! come from free lists per size; only what is touched is committed. Invariants:
//!
//! - `segcur` is the segment the G runs on (null: the first stack), `segnext` the one after it in the chain, or null.
//!   Segments are linked by `prev`/`next`; a segment's `old*` fields are valid while it is current or below the current one.
//! - The descriptor lies at the segment's upper end, `hi` is its address.
//! - Nothing ever moves.
//!
//! With `GODEBUG=stackstress=1` segments are formatted so that just the function that needed one fits: see `stress.rs`.
//!
//! Read next: `arch/amd64/stack.s`.

use crate::fatal::throw;
use crate::lock::{Mutex, Rank};
use crate::runtime2::{G, P};
use crate::stress;
use crate::stubs::getp;
use crate::sys;
use core::cell::UnsafeCell;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicUsize, Ordering};
use gorc_abi::consts::{STACK_GUARD, STACK_MIN};
use gorc_abi::goroutine::Stack;

/// Size of the second segment, and of the smallest kept in free lists.
pub const SEG_MIN: usize = 64 << 10;
/// Largest segment; a chain grows by repeated ones of this size then.
const SEG_MAX: usize = 256 << 20;
/// Size classes of the free lists: 64 KiB to 1 MiB; larger ones go back to the system.
const ORDERS: usize = 5;
/// Bytes of a segment that a frame may not use: guard, descriptor, morestack's own words.
const SEG_RESERVE: usize = STACK_GUARD + size_of::<StackSeg>() + 512;
const _: () = assert!(size_of::<StackSeg>().is_multiple_of(16));
/// How many segments of the smallest size a P keeps.
const SEGCACHE_MAX: u32 = 32;

/// Limit on one goroutine's stack (`debug.SetMaxStack`).
pub static MAXSTACKSIZE: AtomicUsize = AtomicUsize::new(1_000_000_000);
/// Bytes mapped for stacks.
pub static STACKS_SYS: AtomicUsize = AtomicUsize::new(0);

/// Descriptor of a further stack segment.
#[repr(C, align(16))]
pub struct StackSeg {
    /// Lowest address.
    pub lo: usize,
    /// Where frames begin: the address of this descriptor.
    pub hi: usize,
    /// Largest frame that may be entered here.
    pub usable: usize,
    /// Stack pointer in the previous segment when this one was entered.
    pub oldsp: usize,
    /// Bounds of the previous segment.
    pub oldlo: usize,
    /// Upper bound of it.
    pub oldhi: usize,
    /// Previous segment, null for the first further one.
    pub prev: *mut StackSeg,
    /// Next larger one.
    pub next: *mut StackSeg,
    /// Bytes mapped.
    pub size: usize,
    /// What `usable` becomes when the segment is left: the same, or 0 if it is not to be entered again as it is.
    pub reusable: usize,
}

impl StackSeg {
    /// The lowest address of the memory: `lo` is higher in a segment for the stress mode.
    pub fn base(&self) -> usize {
        self.hi + size_of::<StackSeg>() - self.size
    }
}

struct Pool {
    lock: Mutex,
    inner: UnsafeCell<PoolInner>,
}
struct PoolInner {
    /// Free 2 KiB stacks, linked through their first word.
    small: usize,
    /// Free segments of [`stress::SEG_SIZE`], linked through `next`.
    stress: *mut StackSeg,
    /// Free segments by order, linked through `next`.
    segs: [*mut StackSeg; ORDERS],
    counts: [usize; ORDERS],
    /// Address space not yet carved into segments.
    next: usize,
    end: usize,
}
// SAFETY: `inner` is accessed under `lock` only.
unsafe impl Sync for Pool {}

static POOL: Pool = Pool {
    lock: Mutex::new(Rank::Stack),
    inner: UnsafeCell::new(PoolInner {
        small: 0,
        stress: null_mut(),
        segs: [null_mut(); ORDERS],
        counts: [0; ORDERS],
        next: 0,
        end: 0,
    }),
};

fn map(size: usize) -> usize {
    let p = sys::mmap_anon(0, size, sys::PROT_READ | sys::PROT_WRITE, sys::MAP_NORESERVE);
    if p < 0 && p > -4096 {
        throw("runtime: cannot allocate stack memory");
    }
    STACKS_SYS.fetch_add(size, Ordering::Relaxed);
    let p = p as usize;
    LOWEST.fetch_min(p, Ordering::Relaxed);
    HIGHEST.fetch_max(p + size, Ordering::Relaxed);
    p
}

/// Lowest address of all memory that has been mapped for stacks, and one past the highest.
static LOWEST: AtomicUsize = AtomicUsize::new(usize::MAX);
static HIGHEST: AtomicUsize = AtomicUsize::new(0);

/// The addresses between which all stacks lie, and have lain.
pub fn bounds() -> (usize, usize) {
    let hi = HIGHEST.load(Ordering::Relaxed);
    (LOWEST.load(Ordering::Relaxed).min(hi), hi)
}

/// A block of [`STACK_MIN`] bytes for a goroutine's first stack.
pub fn stackalloc() -> Stack {
    POOL.lock.lock();
    // SAFETY: under the lock; free blocks belong to the pool.
    let lo = unsafe {
        let pool = &mut *POOL.inner.get();
        if pool.small == 0 {
            let chunk = map(256 << 10);
            let mut p = chunk + (256 << 10);
            while p > chunk {
                p -= STACK_MIN;
                *(p as *mut usize) = pool.small;
                pool.small = p;
            }
        }
        let lo = pool.small;
        pool.small = *(lo as *mut usize);
        lo
    };
    POOL.lock.unlock();
    Stack { lo, hi: lo + STACK_MIN }
}

/// Maps a stack for a g0 or a gsignal, with an inaccessible page below it.
pub fn system_stack(size: usize) -> Stack {
    let p = map(size + 4096);
    // SAFETY: the lowest page of a mapping made just now.
    unsafe { sys::mprotect(p, 4096, sys::PROT_NONE) };
    Stack { lo: p + 4096, hi: p + 4096 + size }
}

fn order(size: usize) -> usize {
    (size / SEG_MIN).trailing_zeros() as usize
}

/// Formats the memory `[lo, lo+size)` as a segment.
unsafe fn make_seg(lo: usize, size: usize) -> *mut StackSeg {
    let hi = lo + size - size_of::<StackSeg>();
    let seg = hi as *mut StackSeg;
    // SAFETY: the caller owns the memory.
    unsafe {
        seg.write(StackSeg {
            lo,
            hi,
            usable: size - SEG_RESERVE,
            oldsp: 0,
            oldlo: 0,
            oldhi: 0,
            prev: null_mut(),
            next: null_mut(),
            size,
            reusable: size - SEG_RESERVE,
        });
    }
    seg
}

/// A segment of `size` bytes: a power of two, at least [`SEG_MIN`], or [`stress::SEG_SIZE`].
fn segalloc(size: usize) -> *mut StackSeg {
    // SAFETY: the P belongs to this M; cached segments belong to the P.
    unsafe {
        let pp: *mut P = getp();
        if size == SEG_MIN && !pp.is_null() && !(*pp).segcache.is_null() {
            let seg = (*pp).segcache;
            (*pp).segcache = (*seg).next;
            (*pp).segcache_n -= 1;
            return make_seg((*seg).base(), size);
        }
    }
    if size == stress::SEG_SIZE {
        return segalloc_stress();
    }
    let ord = order(size);
    if ord >= ORDERS {
        // SAFETY: a fresh mapping.
        return unsafe { make_seg(map(size), size) };
    }
    POOL.lock.lock();
    // SAFETY: under the lock; free segments belong to the pool.
    let seg = unsafe {
        let pool = &mut *POOL.inner.get();
        let seg = pool.segs[ord];
        if seg.is_null() {
            carve(pool, size)
        } else {
            pool.segs[ord] = (*seg).next;
            pool.counts[ord] -= 1;
            make_seg((*seg).base(), size)
        }
    };
    POOL.lock.unlock();
    seg
}

/// A new segment from the pool's address space.
unsafe fn carve(pool: &mut PoolInner, size: usize) -> *mut StackSeg {
    if pool.end - pool.next < size {
        // What is left of the old chunk stays untouched: address space only.
        pool.next = map(4 << 20);
        pool.end = pool.next + (4 << 20);
    }
    pool.next += size;
    // SAFETY: memory that nobody uses yet.
    unsafe { make_seg(pool.next - size, size) }
}

fn segalloc_stress() -> *mut StackSeg {
    POOL.lock.lock();
    // SAFETY: under the lock; free segments belong to the pool.
    let seg = unsafe {
        let pool = &mut *POOL.inner.get();
        let seg = pool.stress;
        if seg.is_null() {
            carve(pool, stress::SEG_SIZE)
        } else {
            pool.stress = (*seg).next;
            make_seg((*seg).base(), stress::SEG_SIZE)
        }
    };
    POOL.lock.unlock();
    seg
}

/// Gives a segment back.
unsafe fn segfree(seg: *mut StackSeg) {
    // SAFETY: the caller owns the segment and runs on g0.
    unsafe {
        let size = (*seg).size;
        let pp = getp();
        if size == SEG_MIN && !pp.is_null() && (*pp).segcache_n < SEGCACHE_MAX {
            (*seg).next = (*pp).segcache;
            (*pp).segcache = seg;
            (*pp).segcache_n += 1;
            return;
        }
        if size == stress::SEG_SIZE {
            POOL.lock.lock();
            let pool = &mut *POOL.inner.get();
            (*seg).next = pool.stress;
            pool.stress = seg;
            POOL.lock.unlock();
            return;
        }
        let ord = order(size);
        if ord >= ORDERS {
            STACKS_SYS.fetch_sub(size, Ordering::Relaxed);
            sys::munmap((*seg).base(), size);
            return;
        }
        POOL.lock.lock();
        let pool = &mut *POOL.inner.get();
        (*seg).next = pool.segs[ord];
        pool.segs[ord] = seg;
        pool.counts[ord] += 1;
        // Many idle ones: give their pages back, but for the one with the descriptor.
        let trim = pool.counts[ord] > 64;
        POOL.lock.unlock();
        if trim {
            sys::madvise((*seg).base(), size - 4096, sys::MADV_DONTNEED);
        }
    }
}

/// Gives a P's cached segments back to the pool.
///
/// # Safety
/// The P is stopped or belongs to this M.
pub unsafe fn flush_segcache(pp: *mut P) {
    // SAFETY: caller's obligation.
    unsafe {
        POOL.lock.lock();
        let pool = &mut *POOL.inner.get();
        while !(*pp).segcache.is_null() {
            let seg = (*pp).segcache;
            (*pp).segcache = (*seg).next;
            (*seg).next = pool.segs[0];
            pool.segs[0] = seg;
            pool.counts[0] += 1;
        }
        (*pp).segcache_n = 0;
        POOL.lock.unlock();
    }
}

/// Frees the chain from `seg` on.
unsafe fn free_chain(mut seg: *mut StackSeg) -> usize {
    let mut bytes = 0;
    while !seg.is_null() {
        // SAFETY: the caller owns the chain.
        unsafe {
            let next = (*seg).next;
            bytes += (*seg).size;
            segfree(seg);
            seg = next;
        }
    }
    bytes
}

/// Releases all further segments of a G that has ended.
///
/// # Safety
/// Nothing runs on the G's stack any more.
pub unsafe fn release_segments(gp: *mut G) {
    // SAFETY: caller's obligation.
    unsafe {
        let mut first = if (*gp).segcur.is_null() { (*gp).segnext } else { (*gp).segcur };
        if first.is_null() {
            return;
        }
        while !(*first).prev.is_null() {
            first = (*first).prev;
        }
        free_chain(first);
        (*gp).segcur = null_mut();
        (*gp).segnext = null_mut();
        (*gp).stack_total = STACK_MIN;
        (*gp).head.stack = Stack { ..(*gp).stack0 };
        (*gp).head.stackguard0 = (*gp).stack0.lo + STACK_GUARD;
    }
}

/// Goes back to the segment with the bounds `to`, after a recovered panic left the segments above it.
///
/// # Safety
/// `to` are the bounds of a segment of the G's current chain.
pub unsafe fn unwind_to(gp: *mut G, to: &Stack) {
    // SAFETY: caller's obligation; the chain's descriptors are alive.
    unsafe {
        while (*gp).head.stack.lo != to.lo {
            let seg = (*gp).segcur;
            if seg.is_null() {
                throw("recovery: stack segment not found");
            }
            (*gp).head.stack = Stack { lo: (*seg).oldlo, hi: (*seg).oldhi };
            (*gp).segnext = seg;
            (*gp).segcur = (*seg).prev;
            (*seg).usable = (*seg).reusable;
        }
        if !(*gp).preempt.load(Ordering::Relaxed) {
            (*gp).head.stackguard0 = (*gp).head.stack.lo + STACK_GUARD;
        }
    }
}

/// Called by `morestack` on g0: the goroutine's function needs `frame` bytes, or it was asked to yield.
///
/// Afterwards the function is tried again from its entry.
pub extern "C" fn newstack(gp: *mut G, frame: usize) {
    // SAFETY: gp is the goroutine of this M, stopped in morestack.
    unsafe {
        if (*gp).head.stackguard0 == gorc_abi::consts::STACK_PREEMPT || (*gp).preempt.load(Ordering::Relaxed)
        {
            (*gp).head.stackguard0 = (*gp).head.stack.lo + STACK_GUARD;
            if crate::preempt::can_preempt(gp) {
                crate::preempt::gopreempt(gp);
            }
            (*gp).preempt.store(false, Ordering::Relaxed);
            return;
        }
        grow(gp, frame);
    }
}

/// Makes sure that `segnext` is a segment with room for `frame`.
unsafe fn grow(gp: *mut G, frame: usize) {
    // SAFETY: as in newstack.
    unsafe {
        let next = (*gp).segnext;
        if !next.is_null() {
            if (*next).usable >= frame {
                return;
            }
            (*gp).stack_total -= free_chain(next);
            (*gp).segnext = null_mut();
            if !(*gp).segcur.is_null() {
                (*(*gp).segcur).next = null_mut();
            }
        }
        let mut size =
            if (*gp).segcur.is_null() { SEG_MIN } else { ((*(*gp).segcur).size * 2).clamp(SEG_MIN, SEG_MAX) };
        let max = MAXSTACKSIZE.load(Ordering::Relaxed);
        if frame >= max || used(gp) + frame.max(1) > max {
            crate::fatal::stack_overflow(gp, max);
        }
        while size - SEG_RESERVE < frame {
            size *= 2;
        }
        let tight = stress::wants_tight(gp);
        if tight {
            size = stress::tight_size(frame, size);
        }
        let seg = segalloc(size);
        if tight {
            stress::tighten(seg, frame);
        }
        (*seg).prev = (*gp).segcur;
        (*seg).next = null_mut();
        if !(*gp).segcur.is_null() {
            (*(*gp).segcur).next = seg;
        }
        (*gp).segnext = seg;
        (*gp).stack_total += size;
    }
}

/// Bytes of the segments up to the current one.
unsafe fn used(gp: *mut G) -> usize {
    // SAFETY: as in newstack.
    unsafe {
        let mut n = STACK_MIN;
        let mut seg = (*gp).segcur;
        while !seg.is_null() {
            n += (*seg).size;
            seg = (*seg).prev;
        }
        n
    }
}

/// Whether a G that does not run is at a function's entry, where `g.ctxt` may hold the func value being called: not started
/// yet, or stopped in `morestack` or by a signal.
pub fn at_entry(gp: *mut G) -> bool {
    // SAFETY: Gs are never freed.
    let (pc, bp) = unsafe { ((*gp).head.sched.pc, (*gp).head.sched.bp) };
    bp == 0
        || pc == crate::arch::amd64::morestack_resume_pc()
        || pc == crate::arch::amd64::async_preempt_resume_pc()
}

/// How much is cleared below a goroutine's stack pointer, and at the upper end of the segment above.
const CLEAR: usize = 2048;

/// Clears the words below a stopped goroutine's stack pointer: frames to come have variables without a value yet, in which the scan would find
/// what earlier ones had there. Gives the size of the goroutine's stack in use, 0 if it is dead.
///
/// # Safety
/// The world is stopped.
pub unsafe fn clear_dead(gp: *mut G) -> usize {
    // SAFETY: nothing below the stack pointer is in use, and a cached segment is not either.
    unsafe {
        let st = (*gp).atomicstatus.load(Ordering::Acquire);
        if st == crate::runtime2::gstatus::GDEAD || st == crate::runtime2::gstatus::GIDLE {
            return 0;
        }
        let sp = (*gp).head.sched.sp;
        let from = (*gp).head.stack.lo.max(sp.saturating_sub(CLEAR));
        if from < sp && sp <= (*gp).head.stack.hi {
            core::ptr::write_bytes(from as *mut u8, 0, sp - from);
        }
        let next = (*gp).segnext;
        if !next.is_null() {
            let n = CLEAR.min((*next).hi - (*next).lo);
            core::ptr::write_bytes(((*next).hi - n) as *mut u8, 0, n);
        }
        let mut used = 0;
        for_each_segment(gp, |lo, hi| used += hi - lo);
        used.max(STACK_MIN)
    }
}

/// Calls `f(lo, hi)` for the live part of each segment of a G that is not running on its stack.
///
/// # Safety
/// `gp.sched` is valid and stays so: the world is stopped, or gp is the caller's own goroutine.
pub unsafe fn for_each_segment(gp: *mut G, mut f: impl FnMut(usize, usize)) {
    // SAFETY: caller's obligation.
    unsafe {
        f((*gp).head.sched.sp, (*gp).head.stack.hi);
        let mut seg = (*gp).segcur;
        while !seg.is_null() {
            f((*seg).oldsp, (*seg).oldhi);
            seg = (*seg).prev;
        }
    }
}
