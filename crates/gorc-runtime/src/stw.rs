//! Stopping the world, for the collector and for changes of GOMAXPROCS.
//!
//! The stopper runs on g0 with a P. It keeps its own P, takes idle Ps and those in system calls, and asks the goroutines
//! on the others to yield; each such M stops in the scheduler (`gcstopm`). When it returns, no compiled code runs and every
//! goroutine's `sched` is valid, so stacks can be scanned (`gc/stackscan.rs`).
//!
//! For the collector: call [`try_stop_the_world`] from an allocation routine; `false` means that another M is stopping
//! the world right now: go on without collecting. `runtime.GC` and the like, which must collect, yield and try again. No
//! runtime lock may be held when calling it.

use crate::fatal::throw;
use crate::lock::{Mutex, Rank};
use crate::proc::sched;
use crate::procs::{allp, allp_len, pidleget, procresize};
use crate::runtime2::{P, pstatus};
use crate::stubs::getm;
use crate::thread;
use core::sync::atomic::{AtomicBool, AtomicI32, Ordering};

/// Held by whoever stops the world. A plain flag: nobody ever sleeps on it.
static WORLDSEMA: AtomicBool = AtomicBool::new(false);
/// The number of Ps that `start_the_world` is to establish; 0: unchanged.
static NEWPROCS: AtomicI32 = AtomicI32::new(0);
/// Serialises `GOMAXPROCS`.
pub static GOMAXPROCS_LOCK: Mutex = Mutex::new(Rank::WorldSema);

/// Stops all other Ps; false if another M is stopping the world.
#[must_use]
pub fn try_stop_the_world() -> bool {
    if WORLDSEMA.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_err() {
        return false;
    }
    // SAFETY: shared state under the lock; Ps are taken by status changes.
    unsafe {
        let s = sched();
        let mp = getm();
        if (*mp).locks != 0 {
            throw("stopTheWorld: holding locks");
        }
        (*s).lock.lock();
        (*s).stopwait = (*s).nprocs.load(Ordering::Relaxed);
        (*s).gcwaiting.store(true, Ordering::SeqCst);
        crate::preempt::preemptall();
        // The own P.
        (*(*mp).p).status.store(pstatus::PGCSTOP, Ordering::Release);
        (*s).stopwait -= 1;
        for i in 0..allp_len() {
            let pp = allp(i);
            if (*pp)
                .status
                .compare_exchange(pstatus::PSYSCALL, pstatus::PGCSTOP, Ordering::AcqRel, Ordering::Relaxed)
                .is_ok()
            {
                (*pp).syscalltick.fetch_add(1, Ordering::Relaxed);
                (*s).stopwait -= 1;
            }
        }
        loop {
            let pp = pidleget();
            if pp.is_null() {
                break;
            }
            (*pp).status.store(pstatus::PGCSTOP, Ordering::Release);
            (*s).stopwait -= 1;
        }
        let wait = (*s).stopwait > 0;
        (*s).lock.unlock();
        if wait {
            // Requests may get lost: repeat them.
            while !(*s).stopnote.tsleep(100_000) {
                crate::preempt::preemptall();
            }
            (*s).stopnote.clear();
        }
        for i in 0..allp_len() {
            if (*allp(i)).status.load(Ordering::Acquire) != pstatus::PGCSTOP {
                throw("stopTheWorld: not stopped (status != _Pgcstop)");
            }
        }
    }
    true
}

/// Sets the number of Ps that the next [`start_the_world`] establishes.
pub fn set_procs(n: i32) {
    NEWPROCS.store(n, Ordering::Relaxed);
}

/// Ends what [`try_stop_the_world`] began.
pub fn start_the_world() {
    // SAFETY: the world is stopped by this M.
    unsafe {
        let s = sched();
        (*s).lock.lock();
        let n = NEWPROCS.swap(0, Ordering::Relaxed);
        let n = if n == 0 { (*s).nprocs.load(Ordering::Relaxed) } else { n };
        let mut runnable = procresize(n);
        (*s).gcwaiting.store(false, Ordering::SeqCst);
        if (*s).sysmonwait.load(Ordering::Relaxed) {
            (*s).sysmonwait.store(false, Ordering::Relaxed);
            (*s).sysmonnote.wakeup();
        }
        (*s).lock.unlock();
        WORLDSEMA.store(false, Ordering::Release);
        while !runnable.is_null() {
            let pp = runnable;
            runnable = (*pp).link;
            thread::startm(pp, false);
        }
        thread::wakep();
    }
}

/// Stops this M for a stopped world: gives up the P and waits.
pub fn gcstopm() {
    // SAFETY: the M and its P belong to this thread; shared state under the lock.
    unsafe {
        let s = sched();
        let mp = getm();
        if (*mp).spinning {
            (*mp).spinning = false;
            if (*s).nmspinning.fetch_sub(1, Ordering::AcqRel) <= 0 {
                throw("gcstopm: negative nmspinning");
            }
        }
        // The check and the release of the P are one step for the stopper, who counts Ps under the same lock.
        (*s).lock.lock();
        if !(*s).gcwaiting.load(Ordering::Acquire) {
            (*s).lock.unlock();
            return;
        }
        let pp = thread::releasep();
        stopped(pp);
        (*s).lock.unlock();
        thread::stopm();
    }
}

/// Counts a P as stopped. The scheduler's lock is held.
unsafe fn stopped(pp: *mut P) {
    // SAFETY: under the lock.
    unsafe {
        let s = sched();
        (*pp).status.store(pstatus::PGCSTOP, Ordering::Release);
        (*s).stopwait -= 1;
        if (*s).stopwait == 0 {
            (*s).stopnote.wakeup();
        }
    }
}

/// An M entering a system call found the world stopping: gives up its P, if the stopper has not taken it yet.
pub fn syscall_gcwait(pp: *mut P) {
    // SAFETY: shared state under the lock.
    unsafe {
        let s = sched();
        (*s).lock.lock();
        if (*s).stopwait > 0
            && (*pp)
                .status
                .compare_exchange(pstatus::PSYSCALL, pstatus::PGCSTOP, Ordering::AcqRel, Ordering::Relaxed)
                .is_ok()
        {
            (*s).stopwait -= 1;
            if (*s).stopwait == 0 {
                (*s).stopnote.wakeup();
            }
        }
        (*s).lock.unlock();
    }
}
