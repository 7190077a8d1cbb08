//! Walking goroutine stacks: the one rule for tracebacks, `runtime.Callers` and `recover` of what a frame is.
//!
//! Compiled code keeps the frame pointer chain: at `[rbp]` the caller's rbp, at `[rbp+8]` the return address. A G that does
//! not run on its stack has `sched.bp` at the frame of the thunk (or `morestack`, `asyncPreempt`, `mcall`) it is in.
//! Two irregular frames: `morestack`, whose return address lies in the slow path before the called function's entry and
//! above which the real return address follows; and those pushed by signals, whose pc is exact instead of behind a call.
//!
//! [`FrameWalk`] gives the physical frames, [`unwind`] those of Go code, [`walk`] the programmer's: a physical frame is the chain of calls inlined at its pc,
//! then its function. Of a wrapper made by the compiler only what was inlined into it counts, unless it panics itself.
//!
//! Pcs given to Go code name one programmer's frame each: the number of inlined calls around the innermost one that are
//! left out is in the bits above the image's addresses ([`encode`]).
//!
//! Read next: `traceback.rs`, `api/stack.rs`.

use crate::arch::amd64::{goexit_pc, sigpanic_pc};
use crate::runtime2::G;
use crate::stack::StackSeg;
use crate::symtab::{Frame, in_go_text, tables};
use gorc_abi::moduledata::{FUNC_WRAPPER, FuncEntry};

/// A pc found on a stack.
#[derive(Clone, Copy)]
pub struct Pc {
    /// The address: a return address unless `exact`.
    pub pc: usize,
    /// The instruction itself, not the one behind the call.
    pub exact: bool,
    /// Frame pointer of the function that the pc is in.
    pub fp: usize,
}

impl Pc {
    /// An address within the call or instruction.
    pub fn lookup(self) -> usize {
        if self.exact { self.pc } else { self.pc - 1 }
    }
}

/// A frame as it lies on the stack, whosever it is.
#[derive(Clone, Copy)]
pub struct Physical {
    /// Where its function goes on.
    pub pc: Pc,
    /// It does not: it has faulted, and is left by a panic.
    pub faulted: bool,
    /// Its lowest address: just above the return address of what it called.
    pub low: usize,
    /// The end of the segment that `low` is in. The frame ends at its frame pointer, or here if that is in another segment.
    pub hi: usize,
}

/// Steps through the frames of a goroutine, innermost first. Segments follow each other like the frames in them.
pub struct FrameWalk {
    /// Frame pointer of the frame whose caller is next.
    bp: usize,
    exact: bool,
    faulted: bool,
    /// What lies below this address in the current segment has been passed.
    pub at: usize,
    /// Bounds of the current segment.
    lo: usize,
    /// One past its last byte.
    pub hi: usize,
    /// Its descriptor; null for the first one.
    pub seg: *mut StackSeg,
}

impl FrameWalk {
    /// At the innermost frame: that of the thunk (or `morestack`, `asyncPreempt`, `mcall`) that gp is in.
    ///
    /// # Safety
    /// gp does not run on its stack during the walk.
    pub unsafe fn new(gp: *mut G) -> FrameWalk {
        // SAFETY: caller's obligation.
        unsafe {
            FrameWalk {
                bp: (*gp).head.sched.bp,
                exact: (*gp).head.sched.pc == crate::arch::amd64::async_preempt_resume_pc(),
                faulted: false,
                at: (*gp).head.sched.sp,
                lo: (*gp).head.stack.lo,
                hi: (*gp).head.stack.hi,
                seg: (*gp).segcur,
            }
        }
    }

    /// Moves to the segment that holds the frame at `bp`: the current one or one below. Nothing changes if there is none.
    unsafe fn enter(&mut self, bp: usize) -> bool {
        if bp & 7 != 0 {
            return false;
        }
        let (mut at, mut lo, mut hi, mut seg) = (self.at, self.lo, self.hi, self.seg);
        while bp < lo || bp + 16 > hi {
            if seg.is_null() {
                return false;
            }
            // SAFETY: descriptors of segments below the current one are valid.
            unsafe { (at, lo, hi, seg) = ((*seg).oldsp, (*seg).oldlo, (*seg).oldhi, (*seg).prev) };
        }
        (self.at, self.lo, self.hi, self.seg) = (at, lo, hi, seg);
        true
    }

    /// The next frame, whose callee's is passed.
    ///
    /// # Safety
    /// As for [`FrameWalk::new`].
    pub unsafe fn next(&mut self) -> Option<Physical> {
        // SAFETY: frames are read only where they lie within gp's segments.
        unsafe {
            let bp = self.bp;
            if bp == 0 || !self.enter(bp) {
                return None;
            }
            let mut pc = *(bp as *const usize).add(1);
            let fp = *(bp as *const usize);
            self.at = bp + 16;
            if pc == goexit_pc() {
                return None;
            }
            if !self.exact && in_slow_path(pc) {
                // morestack's frame: the function is only being entered; its caller is next.
                pc = *(bp as *const usize).add(2);
                self.at += 8;
            }
            if pc == goexit_pc() {
                return None;
            }
            let pc = Pc { pc, exact: self.exact, fp };
            let frame = Physical { pc, faulted: self.faulted, low: self.at, hi: self.hi };
            self.faulted = is_sigpanic(pc.pc);
            self.exact = self.faulted;
            self.bp = fp;
            if frame.low <= fp && fp <= frame.hi {
                self.at = fp;
            } else {
                self.at = frame.hi;
            }
            Some(frame)
        }
    }
}

/// Is it a pc in the slow path before a function's entry? There `ret` follows the call, and nowhere else: see `prologue.rs` of the code generator.
fn in_slow_path(pc: usize) -> bool {
    // SAFETY: code can be read.
    let returns = in_go_text(pc) && unsafe { *(pc as *const u8) } == 0xc3;
    returns && tables().find(pc).is_some_and(|f| pc < f.entry as usize)
}

/// Is it a pc in the routine that a fault calls?
pub fn is_sigpanic(pc: usize) -> bool {
    let sigpanic = sigpanic_pc();
    pc > sigpanic && pc < sigpanic + 32
}

/// Calls `f` with the pcs on gp's stack, innermost first, until it returns false. Only code compiled from Go counts.
///
/// # Safety
/// gp does not run on its stack during the walk.
pub unsafe fn unwind(gp: *mut G, mut f: impl FnMut(Pc) -> bool) {
    // SAFETY: caller's obligation.
    unsafe {
        let mut walk = FrameWalk::new(gp);
        while let Some(frame) = walk.next() {
            if in_go_text(frame.pc.pc) && !f(frame.pc) {
                return;
            }
        }
        // A goroutine that has not run yet has no frame: show its function's entry.
        if (*gp).head.sched.bp == 0 && in_go_text((*gp).head.sched.pc) {
            f(Pc { pc: (*gp).head.sched.pc, exact: true, fp: 0 });
        }
    }
}

/// A frame as the programmer sees it.
pub struct Logical {
    /// The physical frame it belongs to.
    pub pc: Pc,
    /// How many inlined calls at this pc are further in.
    pub depth: u32,
    /// Entry of the physical frame's function.
    pub func: &'static FuncEntry,
    /// Name and position.
    pub frame: Frame<'static>,
    /// Not the programmer's: hidden, except in tracebacks of everything.
    pub hidden: bool,
}

impl Logical {
    /// A pc for Go code that stands for this frame: an address within the call.
    pub fn callpc(&self) -> usize {
        encode(self.pc.lookup(), self.depth)
    }
}

/// The lowest bit of the depth within a pc given to Go code: images lie below 2 GiB.
const DEPTH_SHIFT: u32 = 32;

/// A pc that stands for the frame `depth` inlined calls further out than the innermost one at `pc`.
pub fn encode(pc: usize, depth: u32) -> usize {
    pc | (depth as usize) << DEPTH_SHIFT
}

/// The inverse of [`encode`], for any number.
pub fn decode(pc: usize) -> (usize, usize) {
    (pc & ((1 << DEPTH_SHIFT) - 1), pc >> DEPTH_SHIFT)
}

/// Functions in which a wrapper may panic: then it shows.
fn panics(name: &str) -> bool {
    matches!(name, "runtime.gopanic" | "runtime.sigpanic" | "runtime.panicwrap")
}

/// Calls `f` with the frames on gp's stack, innermost first, until it returns false.
///
/// # Safety
/// As for [`unwind`].
pub unsafe fn walk(gp: *mut G, mut f: impl FnMut(&Logical) -> bool) {
    let mut w = Walk::default();
    // SAFETY: caller's obligation.
    unsafe { unwind(gp, |pc| w.at(pc, &mut f)) }
}

/// What [`walk`] remembers between physical frames.
#[derive(Default)]
pub struct Walk {
    callee_panics: bool,
}

impl Walk {
    /// Whether the frame before was none that shows the wrapper it was called by: then a pc has the same frames wherever it is.
    pub fn follows_plain(&self) -> bool {
        !self.callee_panics
    }

    /// Calls `f` with the frames at one pc; false if it has enough.
    pub fn at(&mut self, pc: Pc, f: &mut impl FnMut(&Logical) -> bool) -> bool {
        let t = tables();
        let Some(func) = t.find(pc.lookup()) else { return true };
        let (mut depth, mut more) = (0, true);
        t.frames(func, pc.lookup(), |frame| {
            let made = !frame.inlined && (func.flags & FUNC_WRAPPER != 0 && !self.callee_panics);
            // A deferred call made on return has the function that deferred it as its caller.
            let hidden = made || frame.name == "runtime.deferreturn";
            self.callee_panics = panics(frame.name);
            if more {
                more = f(&Logical { pc, depth, func, frame, hidden });
            }
            depth += 1;
        });
        more
    }
}

/// Whether the function that a call at `pc` returns to counts for `recover`: it is not a wrapper, or the call is in something
/// inlined into it.
pub fn counts(pc: usize) -> bool {
    let t = tables();
    t.find(pc - 1).is_none_or(|f| f.flags & FUNC_WRAPPER == 0 || t.position(f, pc - 1).inlined)
}

/// Calls `f` with the frames that `runtime.Callers` counts, the end of the goroutine's stack included.
///
/// # Safety
/// As for [`unwind`].
pub unsafe fn callers(gp: *mut G, skip: usize, out: &mut [usize]) -> usize {
    let (mut i, mut n) = (0, 0);
    let mut add = |pc: usize| {
        if i >= skip && n < out.len() {
            out[n] = pc;
            n += 1;
        }
        i += 1;
        n < out.len()
    };
    // SAFETY: caller's obligation.
    unsafe {
        let mut all = true;
        // As return addresses: an exact pc counts as if the call were before it.
        walk(gp, |fr| {
            all = fr.hidden || add(fr.callpc() + 1);
            all
        });
        if all {
            add(goexit_pc());
        }
    }
    n
}
