//! Starting goroutines: `newproc`, `newproc1`, and the free lists of dead Gs.
//!
//! A dead G keeps its first stack. Free Gs are kept per P and, in batches of up to 32, in the global list.

use crate::fatal::throw;
use crate::proc::{casgstatus, runqput, sched};
use crate::runtime2::{G, P, WaitReason, gstatus};
use crate::stubs::{getm, getp};
use core::ptr::null_mut;
use core::sync::atomic::Ordering;
use gorc_abi::consts::{STACK_GUARD, STACK_MIN};
use gorc_abi::goroutine::{Gobuf, Stack};

/// How many goroutine ids a thread reserves at once would be a cache; a plain counter is enough.
fn next_goid() -> u64 {
    // SAFETY: an atomic of the static scheduler state.
    unsafe { (*sched()).goidgen.fetch_add(1, Ordering::Relaxed) + 1 }
}

crate::rust_thunk!("runtime.newproc", newproc, 1);

/// `go f()`: `fv` is a func value without parameters and results. Runs on g0 (that is Go's `systemstack`).
extern "C" fn newproc(fv: *const usize) {
    // SAFETY: the thunk has saved the caller's frame in sched.bp; in rt0_go the caller is g0 itself.
    unsafe {
        let mp = getm();
        let caller = if (*mp).curg.is_null() { (*mp).g0 } else { (*mp).curg };
        let pc = *((*caller).head.sched.bp as *const usize).add(1);
        if (*mp).curg.is_null() {
            crate::boot::trace("newproc");
        }
        if fv.is_null() {
            crate::fatal::fatal("go of nil func value");
        }
        let newg = newproc1(fv, (*mp).curg, pc);
        runqput(getp(), newg, true);
        if (*sched()).main_started.load(Ordering::Relaxed) {
            crate::thread::wakep();
        }
    }
}

/// Makes a runnable goroutine that will call `fv`; the caller puts it on a queue.
#[unsafe(export_name = "runtime.newproc1")]
#[inline(never)]
pub extern "C" fn newproc1(fv: *const usize, parent: *mut G, callerpc: usize) -> *mut G {
    // SAFETY: the G is ours until it is queued; its stack is unused.
    unsafe {
        let mut newg = gfget(getp());
        if newg.is_null() {
            newg = malg();
            casgstatus(newg, gstatus::GIDLE, gstatus::GDEAD);
            allgadd(newg);
        }
        (*newg).goid = next_goid();
        (*newg).gopc = callerpc;
        (*newg).parent_goid = if parent.is_null() { 0 } else { (*parent).goid };
        (*newg).startpc = *fv;
        if !parent.is_null() {
            (*newg).labels = (*parent).labels;
        }
        prepare_stack(newg, fv);
        casgstatus(newg, gstatus::GDEAD, gstatus::GRUNNABLE);
        newg
    }
}

/// Lays the first frame: the function returns into `goexit`.
///
/// ```text
///     stack.hi ->
///                 0, 0                     end of the frame pointer chain
///     sp ->       goexit + 1               return address (sp is 8 modulo 16, as after a call)
/// ```
unsafe fn prepare_stack(gp: *mut G, fv: *const usize) {
    // SAFETY: the stack belongs to gp alone.
    unsafe {
        let sp = (*gp).head.stack.hi - 24;
        let top = sp as *mut usize;
        *top = crate::arch::amd64::goexit_pc();
        *top.add(1) = 0;
        *top.add(2) = 0;
        (*gp).head.sched = Gobuf { sp, pc: *fv, bp: 0 };
        (*gp).head.ctxt = fv as usize;
    }
}

/// A new G with a stack of [`STACK_MIN`] bytes.
fn malg() -> *mut G {
    let gp: *mut G = crate::persistent::persistent_new();
    // SAFETY: zeroed memory is a valid G.
    unsafe {
        (*gp).stack0 = crate::stress::first_stack(crate::stack::stackalloc());
        (*gp).head.stack = Stack { ..(*gp).stack0 };
        (*gp).head.stackguard0 = (*gp).stack0.lo + STACK_GUARD;
        (*gp).stack_total = STACK_MIN;
    }
    gp
}

fn allgadd(gp: *mut G) {
    // SAFETY: under the lock; readers follow atomics.
    unsafe {
        let s = sched();
        (*s).allglock.lock();
        if (*s).allg_tail.is_null() {
            (*s).allg_head.store(gp, Ordering::Release);
        } else {
            (*(*s).allg_tail).alllink.store(gp, Ordering::Release);
        }
        (*s).allg_tail = gp;
        (*s).allglen.fetch_add(1, Ordering::Release);
        (*s).allglock.unlock();
    }
}

/// Calls `f` for every G ever made, dead ones included, oldest first.
pub fn for_each_g(mut f: impl FnMut(*mut G)) {
    // SAFETY: Gs are never freed and the list only grows at its end.
    unsafe {
        let mut gp = (*sched()).allg_head.load(Ordering::Acquire);
        while !gp.is_null() {
            f(gp);
            gp = (*gp).alllink.load(Ordering::Acquire);
        }
    }
}

/// Number of goroutines as `runtime.NumGoroutine` counts them.
pub fn gcount(include_system: bool) -> i64 {
    let mut n = 0;
    for_each_g(|gp| {
        // SAFETY: Gs are never freed.
        unsafe {
            let st = (*gp).atomicstatus.load(Ordering::Relaxed);
            if st != gstatus::GDEAD
                && st != gstatus::GIDLE
                && (include_system || !crate::traceback::is_system(gp))
            {
                n += 1;
            }
        }
    });
    n
}

/// Forgets what a goroutine that ended has referred to.
pub fn clear_dead(gp: *mut G) {
    // SAFETY: gp is dead and ours.
    unsafe {
        (*gp).head.deferframe = null_mut();
        (*gp).head.ctxt = 0;
        (*gp).panic_ = null_mut();
        (*gp).param = null_mut();
        (*gp).waiting = null_mut();
        (*gp).labels = 0;
        (*gp).deferpool = null_mut();
        (*gp).ret = [0; 4];
        (*gp).goexiting = false;
        (*gp).paniconfault = false;
        (*gp).timer = null_mut();
        (*gp).waitreason = WaitReason::Zero;
        (*gp).preempt.store(false, Ordering::Relaxed);
    }
}

/// Takes a dead G from the P's free list; an empty list is refilled from the global one, up to 32.
pub fn gfget(pp: *mut P) -> *mut G {
    // SAFETY: the P belongs to this M; the global list is locked.
    unsafe {
        let s = sched();
        if (*pp).gfree.is_null() && !(*s).gfree.is_null() {
            (*s).gfree_lock.lock();
            while (*pp).gfree_n < 32 && !(*s).gfree.is_null() {
                let gp = (*s).gfree;
                (*s).gfree = (*gp).schedlink;
                (*s).gfree_n -= 1;
                (*gp).schedlink = (*pp).gfree;
                (*pp).gfree = gp;
                (*pp).gfree_n += 1;
            }
            (*s).gfree_lock.unlock();
        }
        let gp = (*pp).gfree;
        if !gp.is_null() {
            (*pp).gfree = (*gp).schedlink;
            (*pp).gfree_n -= 1;
            (*gp).schedlink = null_mut();
        }
        gp
    }
}

/// Puts a dead G on the P's free list; a long list gives half to the global one.
pub fn gfput(pp: *mut P, gp: *mut G) {
    // SAFETY: the P belongs to this M; the G is dead and ours.
    unsafe {
        if (*gp).atomicstatus.load(Ordering::Relaxed) != gstatus::GDEAD {
            throw("gfput: bad status (not Gdead)");
        }
        (*gp).schedlink = (*pp).gfree;
        (*pp).gfree = gp;
        (*pp).gfree_n += 1;
        if (*pp).gfree_n >= 64 {
            move_free(pp, 32);
        }
    }
}

/// Gives all free Gs of a P to the global list.
pub fn gfpurge(pp: *mut P) {
    // SAFETY: the P is ours.
    unsafe { move_free(pp, 0) }
}

unsafe fn move_free(pp: *mut P, keep: i32) {
    // SAFETY: the P is ours; the global list is locked.
    unsafe {
        let s = sched();
        (*s).gfree_lock.lock();
        while (*pp).gfree_n > keep {
            let gp = (*pp).gfree;
            (*pp).gfree = (*gp).schedlink;
            (*pp).gfree_n -= 1;
            (*gp).schedlink = (*s).gfree;
            (*s).gfree = gp;
            (*s).gfree_n += 1;
        }
        (*s).gfree_lock.unlock();
    }
}
