//! Modes that make rare events frequent, so that tests meet them: settings of `GODEBUG`, off by default.
//!
//! - `gcstress=N` collects at every Nth allocation (`gc/pacer.rs`);
//! - `clobberfree=1` fills freed objects and dead words of stacks with patterns (`mem/central.rs`, `gc/stackscan.rs`);
//! - `preemptstress=1` asks goroutines to yield at random: at their first prologue, and at any instruction by signals
//!   that sysmon sends as often as it can;
//! - `stackstress=1` lets a goroutine change its stack segment at nearly every call, on segments filled with a pattern;
//! - `schedstress=SEED` runs goroutines in an order drawn from a generator with that seed. One P and no signals
//!   (`GOMAXPROCS=1`, `asyncpreemptoff=1`) make the order the same each time.
//!
//! A segment for the stress mode has its `lo` where the stack guard ends just below the frame of the function that needed
//! it: what that function calls needs a further one. Below `lo` the memory is unused.
//!
//! Read next: `stack.rs`, `preempt.rs`.

use crate::boot::debug;
use crate::runtime2::{G, P};
use crate::stack::StackSeg;
use crate::stubs::cheaprand;
use core::sync::atomic::{AtomicUsize, Ordering};
use gorc_abi::consts::{STACK_GUARD, STACK_PREEMPT, STACK_SMALL};
use gorc_abi::goroutine::Stack;

/// Size of the segments that most functions get in the stress mode.
pub const SEG_SIZE: usize = 2048;
/// A goroutine with so much stack grows as usual from then on: deep recursion has to stay possible.
const SEG_TOTAL: usize = 4 << 20;
/// So many tight segments, and then only one of 64: programs that do nothing but call shall end some day.
const TIGHTEN_ALWAYS: usize = 2_000_000;
static TIGHTENED: AtomicUsize = AtomicUsize::new(0);
/// What unused stack is filled with.
const STACK_PATTERN: u8 = 0xdb;
/// What freed objects are filled with.
pub const FREE_PATTERN: u8 = 0xde;

/// Whether the next segment of `gp` should be just large enough.
#[inline]
pub fn wants_tight(gp: *mut G) -> bool {
    if debug().stackstress == 0 {
        return false;
    }
    let often = TIGHTENED.load(Ordering::Relaxed) < TIGHTEN_ALWAYS || cheaprand().is_multiple_of(64);
    // SAFETY: gp is the goroutine of this M.
    often && unsafe { (*gp).stack_total } < SEG_TOTAL
}

/// Size of a tight segment for a function with `frame` bytes, `larger` being what it gets if a small one does not do.
pub fn tight_size(frame: usize, larger: usize) -> usize {
    if frame + STACK_GUARD + size_of::<StackSeg>() + 16 <= SEG_SIZE { SEG_SIZE } else { larger }
}

/// Formats a segment for one function with `frame` bytes.
///
/// # Safety
/// The segment is the caller's and large enough.
pub unsafe fn tighten(seg: *mut StackSeg, frame: usize) {
    TIGHTENED.fetch_add(1, Ordering::Relaxed);
    // SAFETY: caller's obligation.
    unsafe {
        // The function is entered with rsp at hi - 8. Its check compares that, less a frame that is not small, with the guard.
        let guard = (*seg).hi - 16 - if frame > STACK_SMALL { frame.next_multiple_of(16) } else { 0 };
        (*seg).lo = guard - STACK_GUARD;
        (*seg).usable = frame;
        // Some may be entered again without asking.
        (*seg).reusable = if cheaprand() & 3 == 0 { frame } else { 0 };
        core::ptr::write_bytes((*seg).lo as *mut u8, STACK_PATTERN, (*seg).hi - (*seg).lo);
    }
}

/// The bounds of a goroutine's first stack: in the stress mode nothing fits.
pub fn first_stack(st: Stack) -> Stack {
    match debug().stackstress {
        0 => st,
        _ => Stack { lo: st.hi - 32 - STACK_GUARD, hi: st.hi },
    }
}

/// At the beginning of a goroutine's turn: maybe a request to yield at once.
#[inline]
pub fn preempt_at_start(gp: *mut G) {
    if debug().preemptstress != 0 && cheaprand() & 3 == 0 {
        // SAFETY: gp is about to run on this M.
        unsafe {
            (*gp).preempt.store(true, Ordering::Relaxed);
            (*gp).head.stackguard0 = STACK_PREEMPT;
        }
    }
}

/// A draw of the random scheduling order; false without that mode.
#[inline]
pub fn reorder() -> bool {
    debug().schedstress != 0 && cheaprand() & 1 == 0
}

/// Sometimes puts the goroutine that would run next behind the others of the queue, and takes the one that comes up.
///
/// # Safety
/// The P belongs to this M and `gp` was just taken from its queue.
#[inline]
pub unsafe fn other_than(pp: *mut P, gp: *mut G, inherit: bool) -> (*mut G, bool) {
    // SAFETY: caller's obligation.
    unsafe {
        if gp.is_null() || !reorder() || (*pp).runq.is_empty() || (*pp).runq.room() == 0 {
            return (gp, inherit);
        }
        crate::proc::runqput(pp, gp, false);
        let (other, _) = (*pp).runq.get();
        (other, false)
    }
}

/// The seed of an M's generator, if it is not to be random.
pub fn seed(id: i64) -> Option<u64> {
    match debug().schedstress {
        0 => None,
        s => Some((s as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(id as u64) | 1),
    }
}
