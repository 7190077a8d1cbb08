//! Goroutines, threads and Ps, for std/runtime/proc.go and `sync`.

use crate::fatal::{fatal, throw};
use crate::proc::{goyield_global, sched};
use crate::runtime2::{G, WaitReason, gstatus};
use crate::stubs::{getcurg, getm, getp};
use crate::thunk::{Outcome, done, gopark, goready};
use core::sync::atomic::Ordering;

extern "C" fn nothing() -> Outcome {
    done(0, 0)
}

crate::block_thunk!("runtime.gosched", gosched, nothing, 0);
extern "C" fn gosched() -> Outcome {
    goyield_global(getcurg());
    Outcome::PARKED
}

crate::rust_thunk!("runtime.startsysmon", startsysmon, 0);
/// `newm(sysmon, nil, -1)`.
extern "C" fn startsysmon() {
    crate::preempt::start_sysmon();
}

crate::rust_thunk!("runtime.mainStarted", main_started, 0);
/// From here on `newproc` wakes other Ms, and deadlocks count.
extern "C" fn main_started() {
    // SAFETY: an atomic of the static scheduler state.
    unsafe { (*sched()).main_started.store(true, Ordering::Release) };
}

crate::rust_thunk!("runtime.isMainM", is_main_m, 0);
/// Whether the goroutine runs on m0.
extern "C" fn is_main_m() -> u8 {
    u8::from(getm() == crate::boot::m0())
}

crate::rust_thunk!("runtime.lockOSThread0", lock_os_thread, 1);
extern "C" fn lock_os_thread(internal: u8) {
    crate::thread::lock_os_thread(internal & 1 != 0);
}

crate::rust_thunk!("runtime.unlockOSThread0", unlock_os_thread, 1);
extern "C" fn unlock_os_thread(internal: u8) {
    crate::thread::unlock_os_thread(internal & 1 != 0);
}

crate::rust_thunk!("runtime.ncpu", ncpu, 0);
extern "C" fn ncpu() -> i64 {
    // SAFETY: constant after osinit.
    i64::from(unsafe { (*sched()).ncpu })
}

crate::rust_thunk!("runtime.gcount", gcount, 0);
extern "C" fn gcount() -> i64 {
    crate::newproc::gcount(false)
}

crate::rust_thunk!("runtime.goid", goid, 0);
extern "C" fn goid() -> u64 {
    // SAFETY: the goroutine is this M's.
    unsafe { (*getcurg()).goid }
}

crate::block_thunk!("runtime.gomaxprocs", gomaxprocs, gomaxprocs, 1);
/// Sets the number of Ps (n > 0), returns the old one; n == 0 asks, n == -1 goes back to the default.
extern "C" fn gomaxprocs(n: i64) -> Outcome {
    // SAFETY: atomics of the static scheduler state.
    unsafe {
        let old = (*sched()).nprocs.load(Ordering::Acquire);
        let n = match n {
            -1 => crate::boot::default_procs((*sched()).ncpu),
            n => n.clamp(0, crate::procs::MAX_PROCS as i64) as i32,
        };
        if n == 0 || n == old {
            return done(old as usize, 0);
        }
        if !crate::stw::try_stop_the_world() {
            goyield_global(getcurg());
            return Outcome::PARKED;
        }
        crate::stw::set_procs(n);
        crate::stw::start_the_world();
        done(old as usize, 0)
    }
}

crate::block_thunk!("runtime.gopark0", gopark0, nothing, 1);
/// `func gopark0(reason uint8)`: parks until `goready0`; for goroutines of the runtime that keep their own G around.
extern "C" fn gopark0(reason: u8) -> Outcome {
    let reason = match reason {
        1 => WaitReason::FinalizerWait,
        2 => WaitReason::GcSweepWait,
        3 => WaitReason::GcScavengeWait,
        4 => WaitReason::CleanupWait,
        5 => WaitReason::PanicWait,
        _ => WaitReason::ForceGcIdle,
    };
    gopark(getcurg(), reason, || {})
}

crate::rust_thunk!("runtime.goready0", goready0, 1);
extern "C" fn goready0(gp: *mut G) -> u8 {
    // SAFETY: Gs are never freed.
    let waiting = unsafe { (*gp).atomicstatus.load(Ordering::Acquire) } == gstatus::GWAITING;
    if waiting {
        goready(gp);
    }
    u8::from(waiting)
}

crate::rust_thunk!("runtime.getg0", getg0, 0);
/// The calling goroutine, as an opaque pointer.
extern "C" fn getg0() -> *mut G {
    getcurg()
}

crate::rust_thunk!("runtime.panicking", panicking, 0);
/// How many Ms are reporting a fatal error.
extern "C" fn panicking() -> u32 {
    // SAFETY: an atomic of the static scheduler state.
    unsafe { (*sched()).panicking.load(Ordering::Acquire) }
}

crate::rust_thunk!("sync.runtime_procPin", proc_pin, 0);
crate::rust_thunk!("internal/sync.runtime_procPin", proc_pin, 0);
crate::rust_thunk!("sync/atomic.runtime_procPin", proc_pin, 0);
extern "C" fn proc_pin() -> i64 {
    // SAFETY: the M and P belong to this thread.
    unsafe {
        (*getm()).pinned += 1;
        i64::from((*getp()).id)
    }
}

crate::rust_thunk!("sync.runtime_procUnpin", proc_unpin, 0);
crate::rust_thunk!("internal/sync.runtime_procUnpin", proc_unpin, 0);
crate::rust_thunk!("sync/atomic.runtime_procUnpin", proc_unpin, 0);
extern "C" fn proc_unpin() {
    // SAFETY: the M belongs to this thread.
    unsafe { (*getm()).pinned -= 1 };
}

crate::rust_thunk!("sync.runtime_canSpin", can_spin, 1);
crate::rust_thunk!("internal/sync.runtime_canSpin", can_spin, 1);
/// Spinning makes sense a few times, on several CPUs, while another P runs and nothing waits here.
extern "C" fn can_spin(i: i64) -> u8 {
    // SAFETY: the P belongs to this M; scheduler atomics.
    unsafe {
        let s = sched();
        let idle = (*s).npidle.load(Ordering::Relaxed) + (*s).nmspinning.load(Ordering::Relaxed);
        u8::from(
            i < 4
                && (*s).ncpu > 1
                && (*s).nprocs.load(Ordering::Relaxed) > idle + 1
                && (*getp()).runq.is_empty(),
        )
    }
}

crate::rust_thunk!("sync.runtime_doSpin", do_spin, 0);
crate::rust_thunk!("internal/sync.runtime_doSpin", do_spin, 0);
extern "C" fn do_spin() {
    crate::sys::procyield(30);
}

/// A Go string as text for a message.
///
/// # Safety
/// p and n are a Go string.
unsafe fn text<'a>(p: *const u8, n: usize) -> &'a str {
    // SAFETY: caller's obligation.
    unsafe {
        if n == 0 { "" } else { core::str::from_utf8(core::slice::from_raw_parts(p, n)).unwrap_or("?") }
    }
}

crate::rust_thunk!("runtime.throw", throw_go, 2);
crate::rust_thunk!("sync.throw", throw_go, 2);
crate::rust_thunk!("internal/sync.throw", throw_go, 2);
crate::rust_thunk!("runtime.fatal", fatal_go, 2);
crate::rust_thunk!("internal/sync.fatal", fatal_go, 2);
extern "C" fn throw_go(p: *const u8, n: usize) {
    // SAFETY: a Go string.
    throw(unsafe { text(p, n) })
}
extern "C" fn fatal_go(p: *const u8, n: usize) {
    // SAFETY: a Go string.
    fatal(unsafe { text(p, n) })
}
