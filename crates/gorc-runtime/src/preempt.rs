//! Pre-emption, and sysmon, the thread that asks for it.
//!
//! A request sets `gp.preempt` and the stack guard, which the next prologue sees, and sends `SIGURG` to the thread, whose handler
//! makes the goroutine call `asyncPreempt` if it runs compiled code (`signal.rs`). Inside the runtime (on g0) requests
//! have no effect until the goroutine's next prologue. A request may get lost; whoever needs it repeats it.
//!
//! Read next: `stw.rs`.

use crate::proc::{globrunqput, goyield_global, sched, schedule};
use crate::procs::{allp, allp_len};
use crate::runtime2::{G, M, P, gstatus, pstatus};
use crate::stubs::getm;
use crate::sys;
use core::sync::atomic::Ordering;
use gorc_abi::consts::STACK_PREEMPT;

/// A goroutine may run this long before it is asked to yield.
const FORCE_PREEMPT_NS: i64 = 10_000_000;

/// Asks the goroutine running on `pp` to yield; false if there is none.
pub fn preemptone(pp: *mut P) -> bool {
    // SAFETY: Ps, Ms and Gs are never freed, and a stale answer only wastes a request.
    unsafe {
        let mp = (*pp).m;
        if mp.is_null() || mp == getm() {
            return false;
        }
        let gp = (*mp).curg;
        if gp.is_null() {
            return false;
        }
        (*pp).preempt.store(true, Ordering::Relaxed);
        (*gp).preempt.store(true, Ordering::Relaxed);
        (*gp).head.stackguard0 = STACK_PREEMPT;
        if crate::boot::debug().asyncpreemptoff == 0 {
            crate::signal::preempt_m(mp);
        }
        true
    }
}

/// Asks all running goroutines to yield.
pub fn preemptall() -> bool {
    let mut any = false;
    for i in 0..allp_len() {
        let pp = allp(i);
        // SAFETY: Ps are never freed.
        if unsafe { (*pp).status.load(Ordering::Relaxed) } == pstatus::PRUNNING {
            any |= preemptone(pp);
        }
    }
    any
}

/// Whether the goroutine may yield here: not while its M is pinned or printing.
pub fn can_preempt(gp: *mut G) -> bool {
    // SAFETY: gp is the goroutine of this M.
    unsafe {
        let mp: *mut M = (*gp).m();
        (*mp).locks == 0
            && (*mp).pinned == 0
            && (*mp).printlock == 0
            && !(*mp).p.is_null()
            && (*(*mp).p).status.load(Ordering::Relaxed) == pstatus::PRUNNING
            && (*gp).atomicstatus.load(Ordering::Relaxed) == gstatus::GRUNNING
    }
}

/// Yields on request: the goroutine goes to the global queue and the M to the scheduler.
pub fn gopreempt(gp: *mut G) -> ! {
    goyield_global(gp);
    schedule()
}

/// Called by `asyncPreempt` on g0; returns if the goroutine should go on.
pub extern "C" fn async_preempt2(gp: *mut G) {
    if can_preempt(gp) {
        gopreempt(gp);
    }
}

/// Starts the monitor thread: `newm(sysmon, nil, -1)`.
pub fn start_sysmon() {
    crate::thread::newm(Some(sysmon), core::ptr::null_mut(), false);
}

/// The monitor: runs without a P, so it must not allocate or touch what a P owns.
#[unsafe(export_name = "runtime.sysmon")]
#[inline(never)]
pub extern "C" fn sysmon() {
    crate::boot::trace("sysmon");
    // SAFETY: shared state under the lock or atomic; P fields read here are atomic or only hints.
    unsafe {
        let s = sched();
        (*s).lock.with(|| {
            (*s).nmsys += 1;
            crate::deadlock::checkdead();
        });
        let mut idle = 0;
        let mut delay: u64 = 20_000;
        let mut lasttrace = sys::nanotime();
        loop {
            if idle == 0 {
                delay = 20_000;
            } else if idle > 50 {
                delay = (delay * 2).min(10_000_000);
            }
            if crate::boot::debug().preemptstress != 0 {
                delay = 20_000;
                preemptall();
            }
            sys::nanosleep(delay);
            let now = sys::nanotime();
            if crate::boot::debug().schedtrace <= 0 && everything_idle() {
                sleep_while_idle();
                idle = 0;
                continue;
            }
            // Timers that nobody runs: a P may be held by a goroutine for long, or an M has overslept.
            if overdue_timer(now) {
                crate::thread::startm(core::ptr::null_mut(), false);
            }
            idle = if retake(now) { 0 } else { idle + 1 };
            if crate::gc::background::force_due(now) {
                let gp = crate::gc::background::take_forcer();
                if !gp.is_null() {
                    (*gp).schedlink = core::ptr::null_mut();
                    crate::proc::injectglist(gp);
                }
            }
            let st = i64::from(crate::boot::debug().schedtrace);
            if st > 0 && now - lasttrace >= st * 1_000_000 {
                lasttrace = now;
                schedtrace(now);
            }
        }
    }
}

unsafe fn everything_idle() -> bool {
    // SAFETY: atomics of the static scheduler state.
    unsafe {
        let s = sched();
        (*s).gcwaiting.load(Ordering::Relaxed)
            || (*s).npidle.load(Ordering::Relaxed) == (*s).nprocs.load(Ordering::Relaxed)
    }
}

/// Sleeps until somebody enters a system call or the world starts again, at most a minute.
unsafe fn sleep_while_idle() {
    // SAFETY: notes and flags under the lock.
    unsafe {
        let s = sched();
        (*s).lock.lock();
        if !everything_idle() {
            (*s).lock.unlock();
            return;
        }
        (*s).sysmonwait.store(true, Ordering::Relaxed);
        (*s).lock.unlock();
        (*s).sysmonnote.tsleep(60_000_000_000);
        (*s).lock.lock();
        (*s).sysmonwait.store(false, Ordering::Relaxed);
        (*s).sysmonnote.clear();
        (*s).lock.unlock();
    }
}

/// Wakes sysmon from its long sleep.
pub fn wake_sysmon() {
    // SAFETY: under the lock.
    unsafe {
        let s = sched();
        (*s).lock.lock();
        if (*s).sysmonwait.load(Ordering::Relaxed) {
            (*s).sysmonwait.store(false, Ordering::Relaxed);
            (*s).sysmonnote.wakeup();
        }
        (*s).lock.unlock();
    }
}

fn overdue_timer(now: i64) -> bool {
    (0..allp_len()).any(|i| {
        let when = crate::hooks::next_timer(allp(i));
        when != 0 && when + 1_000_000 < now
    })
}

/// Takes Ps back from long system calls, and pre-empts goroutines that run for too long. True if it took any.
unsafe fn retake(now: i64) -> bool {
    let mut any = false;
    for i in 0..allp_len() {
        let pp = allp(i);
        // SAFETY: Ps are never freed; `sysmontick` is sysmon's own.
        unsafe {
            let st = (*pp).status.load(Ordering::Acquire);
            let tick = &mut (*pp).sysmontick;
            if st == pstatus::PRUNNING || st == pstatus::PSYSCALL {
                let t = (*pp).schedtick.load(Ordering::Relaxed);
                if tick.schedtick != t {
                    tick.schedtick = t;
                    tick.schedwhen = now;
                } else if tick.schedwhen + FORCE_PREEMPT_NS <= now {
                    preemptone(pp);
                }
            }
            if st == pstatus::PSYSCALL {
                let t = (*pp).syscalltick.load(Ordering::Relaxed);
                if tick.syscalltick != t {
                    tick.syscalltick = t;
                    tick.syscallwhen = now;
                    continue;
                }
                let s = sched();
                // Leave it alone while there is nothing else to do and others look for work.
                if (*pp).runq.is_empty()
                    && (*s).nmspinning.load(Ordering::Relaxed) + (*s).npidle.load(Ordering::Relaxed) > 0
                    && tick.syscallwhen + 10_000_000 > now
                {
                    continue;
                }
                if (*pp)
                    .status
                    .compare_exchange(pstatus::PSYSCALL, pstatus::PIDLE, Ordering::AcqRel, Ordering::Relaxed)
                    .is_ok()
                {
                    any = true;
                    (*pp).syscalltick.fetch_add(1, Ordering::Relaxed);
                    crate::thread::handoffp(pp);
                }
            }
        }
    }
    any
}

/// `GODEBUG=schedtrace=ms`: a line with the scheduler's numbers, in Go's format.
fn schedtrace(now: i64) {
    // SAFETY: numbers for display, read under the lock.
    unsafe {
        let s = sched();
        (*s).lock.lock();
        let mut w = crate::print::LineBuf::default();
        let _ = core::fmt::Write::write_fmt(
            &mut w,
            format_args!(
                "SCHED {}ms: gomaxprocs={} idleprocs={} threads={} spinningthreads={} needspinning=0 idlethreads={} runqueue={}",
                (now - crate::boot::start_time()) / 1_000_000,
                (*s).nprocs.load(Ordering::Relaxed),
                (*s).npidle.load(Ordering::Relaxed),
                (*s).mnext - (*s).nmfreed,
                (*s).nmspinning.load(Ordering::Relaxed),
                (*s).nmidle,
                (*s).runqsize.load(Ordering::Relaxed),
            ),
        );
        for i in 0..allp_len() {
            let n = (*allp(i)).runq.len();
            let (open, close) =
                (if i == 0 { " [ " } else { "" }, if i + 1 == allp_len() { "]\n" } else { "" });
            let _ = core::fmt::Write::write_fmt(&mut w, format_args!("{open}{n} {close}"));
        }
        w.flush();
        (*s).lock.unlock();
    }
}

/// Queues a G on the global queue with the lock taken (for wake-ups from threads without a P).
pub fn globrunqput_locked(gp: *mut G) {
    // SAFETY: under the lock.
    unsafe { (*sched()).lock.with(|| globrunqput(gp)) }
}
