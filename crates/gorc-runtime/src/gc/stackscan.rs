//! Scanning a goroutine's stack: of the frames of Go functions what their live maps name, of all others every word.
//!
//! A frame's live map speaks of words of the frame, and of the registers that calls keep (rbx, r12 to r14). Where those are is found on
//! the way: the innermost routine has put them on the stack, and each function saves those that it uses itself, so that its callers'
//! values lie in its frame. A saved register is thus live if the frame of the function that put the value there says so,
//! and registers that a function does not save pass through it.
//!
//! Words of stack objects (`stackobj.rs`) are live if the map says so, which it does as long as the function itself uses the object,
//! or if a live pointer to them exists elsewhere: on the stack, in the heap, in the arguments that a routine of the runtime was given, or in what the
//! runtime notes of the goroutine: its defer frames, pending calls, and what it sends or receives while it waits.
//!
//! `GODEBUG=clobberfree=1` overwrites what is left out, so that a wrong map does not go unnoticed.
//!
//! Read next: `livemaps.rs`, `gorc-codegen/src/live`.

use super::livemaps::{self, Mapped};
use super::mark::Marker;
use super::stackobj::StackObjects;
use crate::frames::{FrameWalk, is_sigpanic};
use crate::mem::malloc::object_bounds;
use crate::runtime2::{G, gstatus};
use core::sync::atomic::Ordering;
use gorc_abi::goroutine::DeferFrame;
use gorc_abi::livemap::KEPT;

/// What dead words are overwritten with: no valid address.
const DEAD_PATTERN: usize = 0xdead_dead_dead_dead;

/// What is done with the parts of a stack.
trait Visit {
    /// A part without map.
    unsafe fn whole(&mut self, lo: usize, hi: usize);
    /// A frame with map; its saved registers come as registers.
    unsafe fn frame(&mut self, frame: &Mapped, fp: usize);
    /// A register's value, where it lies.
    unsafe fn register(&mut self, at: usize, live: bool);
}

/// Goes over the frames of a goroutine.
///
/// # Safety
/// The world is stopped.
unsafe fn visit(gp: *mut G, v: &mut dyn Visit) {
    // SAFETY: caller's obligation; all addresses lie in live parts of the stack.
    unsafe {
        let mut walk = FrameWalk::new(gp);
        // Addresses of the values that kept registers have in the frame at hand; 0 where all words around have been visited.
        let mut regs = innermost(gp, &mut walk, v);
        while let Some(frame) = walk.next() {
            if let Some(mapped) = livemaps::find(&frame) {
                registers(&mapped, &mut regs, v);
                v.frame(&mapped, frame.pc.fp);
                continue;
            }
            v.whole(frame.low, walk.at);
            let passes = frame.pc.pc == crate::arch::amd64::lessstack_pc() || is_sigpanic(frame.pc.pc);
            if !passes {
                // It may have saved registers anywhere in its frame, or not.
                for at in core::mem::take(&mut regs) {
                    if at != 0 {
                        v.register(at, true);
                    }
                }
            }
        }
        v.whole(walk.at, walk.hi);
        let mut seg = walk.seg;
        while !seg.is_null() {
            v.whole((*seg).oldsp, (*seg).oldhi);
            seg = (*seg).prev;
        }
    }
}

/// The frame of the routine that gp is in, and where that has put the registers.
unsafe fn innermost(gp: *mut G, walk: &mut FrameWalk, v: &mut dyn Visit) -> [usize; KEPT.len()] {
    // SAFETY: as in visit.
    unsafe {
        let (sp, bp, pc) = ((*gp).head.sched.sp, (*gp).head.sched.bp, (*gp).head.sched.pc);
        if bp < sp || bp >= walk.hi {
            return [0; KEPT.len()];
        }
        walk.at = bp;
        if pc == crate::arch::amd64::async_preempt_resume_pc() {
            v.whole(sp, bp);
            return [0; KEPT.len()];
        }
        // Thunks, morestack and mcall begin alike: see thunk.rs.
        let saved = bp - 8 * KEPT.len();
        v.whole(sp, saved);
        core::array::from_fn(|i| bp - 8 * (i + 1))
    }
}

/// The registers that a function saves are its own: they are as live as its map says, and its callers' values are in its frame.
unsafe fn registers(frame: &Mapped, regs: &mut [usize; KEPT.len()], v: &mut dyn Visit) {
    let (saved, mut at) = (frame.map.saved(), frame.saved);
    for (i, reg) in regs.iter_mut().enumerate().filter(|(i, _)| saved >> i & 1 != 0) {
        if *reg != 0 {
            // SAFETY: as in visit.
            unsafe { v.register(*reg, frame.set.regs >> i & 1 != 0) };
        }
        *reg = at;
        at += 8;
    }
}

/// Has the goroutine a stack in use?
unsafe fn has_stack(gp: *mut G) -> bool {
    // SAFETY: caller's obligation.
    let st = unsafe { (*gp).atomicstatus.load(Ordering::Acquire) };
    st != gstatus::GDEAD && st != gstatus::GIDLE
}

/// Marks what a goroutine refers to, and notes its stack objects.
///
/// # Safety
/// The world is stopped.
pub unsafe fn scan(m: &mut Marker, gp: *mut G) {
    // SAFETY: caller's obligation.
    unsafe {
        if has_stack(gp) {
            notes(gp, m);
            visit(gp, &mut Scan { m });
        }
    }
}

/// Prints a line for each word of a goroutine's stack that looks like a pointer into the heap.
///
/// # Safety
/// As for [`scan`]; all has been marked.
pub unsafe fn print(stacks: &mut StackObjects, gp: *mut G) {
    // SAFETY: caller's obligation.
    unsafe {
        if has_stack(gp) {
            visit(gp, &mut Print { gp, stacks });
        }
    }
}

/// Overwrites the words of a goroutine's stack that are dead.
///
/// # Safety
/// As for [`print`].
pub unsafe fn clobber(stacks: &mut StackObjects, gp: *mut G) {
    // SAFETY: caller's obligation.
    unsafe {
        if has_stack(gp) {
            visit(gp, &mut Clobber { stacks });
        }
    }
}

/// What the runtime has noted of a goroutine.
unsafe fn notes(gp: *mut G, m: &mut Marker) {
    // SAFETY: as in scan; sudogs are never freed, defer frames are live while they are linked.
    unsafe {
        if gp != crate::stubs::getcurg() && crate::stack::at_entry(gp) {
            // Elsewhere the func value last called has been read, or was none of this function's.
            m.word((*gp).head.ctxt);
        }
        for w in [(*gp).param, (*gp).panic_, (*gp).deferpool, (*gp).coroarg] {
            m.word(w as usize);
        }
        m.word((*gp).labels);
        let mut sg = (*gp).waiting;
        while !sg.is_null() {
            m.word((*sg).elem as usize);
            m.word((*sg).c as usize);
            sg = (*sg).waitlink;
        }
        let mut frame: *mut DeferFrame = (*gp).head.deferframe;
        while !frame.is_null() {
            m.word(frame as usize);
            // The records are in the heap, their func values may not be.
            crate::panicrt::for_each_pending(frame, |fv| m.word(fv as usize));
            frame = (*frame).link;
        }
    }
}

/// Marks.
struct Scan<'m> {
    m: &'m mut Marker,
}

impl Visit for Scan<'_> {
    unsafe fn whole(&mut self, lo: usize, hi: usize) {
        // SAFETY: caller's obligation.
        unsafe { self.m.conservative(lo, hi) }
    }

    unsafe fn frame(&mut self, f: &Mapped, _fp: usize) {
        f.map.objects(|first, n| {
            self.m.stacks.add(f.bottom + 8 * first, f.bottom + 8 * (first + n), f.segment)
        });
        // SAFETY: words of the frame.
        f.map.words(f.set, |first, n| unsafe {
            self.m.conservative(f.bottom + 8 * first, f.bottom + 8 * (first + n));
        });
    }

    unsafe fn register(&mut self, at: usize, live: bool) {
        if live {
            // SAFETY: caller's obligation.
            self.m.word(unsafe { *(at as *const usize) });
        }
    }
}

/// Calls `f` with each part of a frame that its map does not name.
fn dead_parts(frame: &Mapped, mut f: impl FnMut(usize, usize)) {
    let mut at = frame.bottom;
    frame.map.words(frame.set, |first, n| {
        let lo = frame.bottom + 8 * first;
        f(at, lo);
        at = lo + 8 * n;
    });
    f(at, frame.saved);
}

/// Overwrites what is dead.
struct Clobber<'o> {
    stacks: &'o mut StackObjects,
}

impl Visit for Clobber<'_> {
    unsafe fn whole(&mut self, _lo: usize, _hi: usize) {}

    unsafe fn frame(&mut self, frame: &Mapped, _fp: usize) {
        dead_parts(frame, |lo, hi| {
            for a in (lo..hi).step_by(8) {
                if !self.stacks.find(a).is_some_and(|o| o.reached) {
                    // SAFETY: a word of the frame that its function does not read any more.
                    unsafe { (a as *mut usize).write_volatile(DEAD_PATTERN) };
                }
            }
        });
    }

    unsafe fn register(&mut self, at: usize, live: bool) {
        if !live {
            // SAFETY: the function whose value this is does not read it any more.
            unsafe { *(at as *mut usize) = DEAD_PATTERN };
        }
    }
}

/// `GODEBUG=gcroots=1`: a line for each word that looks like a pointer into the heap.
struct Print<'o> {
    gp: *mut G,
    stacks: &'o mut StackObjects,
}

impl Print<'_> {
    unsafe fn part(&mut self, lo: usize, hi: usize, name: &str, fp: usize, state: &str) {
        for a in (lo.next_multiple_of(8)..hi).step_by(8) {
            // SAFETY: caller's obligation.
            let (id, word) = unsafe { ((*self.gp).goid, *(a as *const usize)) };
            let Some((base, size)) = object_bounds(word) else { continue };
            let reached = state == "dead" && self.stacks.find(a).is_some_and(|o| o.reached);
            let state = if reached { "object" } else { state };
            let below = fp.saturating_sub(a);
            crate::rtprint!(
                "gcroot g{id} {name} fp-{below:#x} at {a:#x}: {word:#x} in {base:#x}, {size} bytes, {state}\n"
            );
        }
    }
}

impl Visit for Print<'_> {
    unsafe fn whole(&mut self, lo: usize, hi: usize) {
        // SAFETY: caller's obligation.
        unsafe { self.part(lo, hi, "?", hi, "whole") }
    }

    unsafe fn frame(&mut self, frame: &Mapped, fp: usize) {
        let name = frame.function();
        frame.map.words(frame.set, |first, n| {
            let lo = frame.bottom + 8 * first;
            // SAFETY: words of the frame.
            unsafe { self.part(lo, lo + 8 * n, name, fp, "live") }
        });
        // SAFETY: words of the frame.
        dead_parts(frame, |lo, hi| unsafe { self.part(lo, hi, name, fp, "dead") });
    }

    unsafe fn register(&mut self, at: usize, live: bool) {
        let state = if live { "live register" } else { "dead register" };
        // SAFETY: caller's obligation.
        unsafe { self.part(at, at + 8, "?", at, state) }
    }
}
