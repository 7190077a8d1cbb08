//! Ps: how many there are, the idle list, and changing their number with the world stopped.
//!
//! Ps are made once and never freed: `allp` only grows, GOMAXPROCS says how many of its Ps are in use.

use crate::fatal::throw;
use crate::proc::{globrunqput, sched};
use crate::runtime2::{G, P, pstatus};
use crate::stubs::getm;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

/// Upper bound of GOMAXPROCS.
pub const MAX_PROCS: usize = 1024;

static ALLP: [AtomicPtr<P>; MAX_PROCS] = [const { AtomicPtr::new(null_mut()) }; MAX_PROCS];
static ALLP_LEN: AtomicUsize = AtomicUsize::new(0);

/// Number of Ps in use.
pub fn allp_len() -> usize {
    ALLP_LEN.load(Ordering::Acquire)
}

/// P number `i`, `i < allp_len()`.
pub fn allp(i: usize) -> *mut P {
    ALLP[i].load(Ordering::Acquire)
}

/// Puts a P on the idle list. The scheduler's lock is held.
pub fn pidleput(pp: *mut P) {
    // SAFETY: under the lock; the caller owns pp.
    unsafe {
        (*pp).link = (*sched()).pidle;
        (*sched()).pidle = pp;
        (*sched()).npidle.fetch_add(1, Ordering::SeqCst);
    }
}

/// Takes a P off the idle list, or null. The scheduler's lock is held.
pub fn pidleget() -> *mut P {
    // SAFETY: under the lock.
    unsafe {
        let pp = (*sched()).pidle;
        if !pp.is_null() {
            (*sched()).pidle = (*pp).link;
            (*sched()).npidle.fetch_sub(1, Ordering::SeqCst);
        }
        pp
    }
}

/// Makes `n` Ps, binds one to this M and puts those without work on the idle list; returns a list (linked by `link`) of
/// Ps with local work. The world is stopped, the scheduler's lock held.
#[unsafe(export_name = "runtime.procresize")]
#[inline(never)]
pub extern "C" fn procresize(n: i32) -> *mut P {
    // SAFETY: the world is stopped: all Ps are ours.
    unsafe {
        let s = sched();
        if n <= 0 || n as usize > MAX_PROCS {
            throw("procresize: invalid arg");
        }
        (*s).procresizetime = crate::sys::nanotime();
        let n = n as usize;
        let old = allp_len();
        for (i, slot) in ALLP.iter().enumerate().take(n) {
            let mut pp = slot.load(Ordering::Relaxed);
            if pp.is_null() {
                pp = crate::persistent::persistent_new();
                (*pp).id = i as i32;
                (*pp).status.store(pstatus::PGCSTOP, Ordering::Relaxed);
                crate::hooks::p_init(pp);
                slot.store(pp, Ordering::Release);
            } else if i >= old {
                (*pp).status.store(pstatus::PGCSTOP, Ordering::Relaxed);
                crate::hooks::p_init(pp);
            }
        }
        let mp = getm();
        let mut cur = (*mp).p;
        if cur.is_null() || (*cur).id as usize >= n {
            if !cur.is_null() {
                (*cur).m = null_mut();
                (*mp).p = null_mut();
            }
            cur = allp(0);
            (*cur).m = null_mut();
            (*cur).status.store(pstatus::PIDLE, Ordering::Relaxed);
            crate::thread::acquirep(cur);
        } else {
            (*cur).status.store(pstatus::PRUNNING, Ordering::Relaxed);
        }
        for i in n..old {
            destroy(allp(i));
        }
        ALLP_LEN.store(n, Ordering::Release);
        let mut runnable: *mut P = null_mut();
        for i in (0..n).rev() {
            let pp = allp(i);
            if pp == cur {
                continue;
            }
            (*pp).status.store(pstatus::PIDLE, Ordering::Release);
            if (*pp).runq.is_empty() {
                pidleput(pp);
            } else {
                (*pp).link = runnable;
                runnable = pp;
            }
        }
        (*s).nprocs.store(n as i32, Ordering::Release);
        runnable
    }
}

/// A P goes out of use: its Gs to the global queue, its caches to the central ones.
unsafe fn destroy(pp: *mut P) {
    // SAFETY: the world is stopped.
    unsafe {
        loop {
            let (gp, _): (*mut G, bool) = (*pp).runq.get();
            if gp.is_null() {
                break;
            }
            globrunqput(gp);
        }
        crate::hooks::p_destroy(pp);
        crate::newproc::gfpurge(pp);
        crate::stack::flush_segcache(pp);
        (*pp).status.store(pstatus::PDEAD, Ordering::Release);
    }
}
