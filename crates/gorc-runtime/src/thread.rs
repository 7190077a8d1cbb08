//! Ms: starting threads, stopping those with nothing to do, waking them, wiring goroutines to them.
//!
//! Invariants:
//! - An M runs compiled code only while it holds a P (`mp.p`, `pp.m` agree, status running).
//! - An idle M is on `sched.midle` and sleeps on `mp.park`; whoever wakes it has set `mp.nextp` before.
//! - Work that becomes runnable is published before `wakep` looks at `nmspinning`; an M that stops spinning
//!   decrements `nmspinning` before it looks at the queues for the last time. So one of the two sees the other.
//!
//! Read next: `procs.rs`.

use crate::fatal::throw;
use crate::proc::sched;
use crate::procs::{pidleget, pidleput};
use crate::runtime2::{G, M, P, gstatus, pstatus};
use crate::stubs::{getg, getm, getp};
use crate::sys;
use core::ptr::null_mut;
use core::sync::atomic::{Ordering, fence};
use gorc_abi::goroutine::Stack;

/// Size of the g0 stacks of all Ms but m0.
const G0_STACK: usize = if cfg!(debug_assertions) { 256 << 10 } else { 64 << 10 };
/// Size of the stacks that signal handlers run on.
const GSIGNAL_STACK: usize = 32 << 10;

/// First Rust code of every M, called by `mstart` on its g0.
#[unsafe(export_name = "runtime.mstart1")]
#[inline(never)]
pub extern "C" fn mstart1() {
    // SAFETY: the M belongs to this thread and nothing else has touched it since it was made.
    unsafe {
        let gp = getg();
        let mp = (*gp).m();
        if gp != (*mp).g0 || !(*mp).curg.is_null() {
            throw("bad runtime·mstart");
        }
        (*gp).head.stackguard0 = (*gp).head.stack.lo + gorc_abi::consts::STACK_GUARD;
        (*gp).head.stackguard1 = (*gp).head.stackguard0;
        if (*mp).id == 0 {
            crate::boot::trace("mstart");
        }
        minit(mp);
        if (*mp).id == 0 {
            mstartm0();
        }
        if let Some(f) = (*mp).mstartfn {
            f();
        }
        if (*mp).id != 0 {
            acquirep((*mp).nextp);
            (*mp).nextp = null_mut();
        }
        if (*mp).id == 0 {
            crate::boot::trace("schedule");
        }
        crate::proc::schedule()
    }
}

/// What only the first thread does when it starts.
fn mstartm0() {
    crate::signal::initsig();
}

/// Thread-local set-up on the new thread: signal stack, signal mask, thread id.
unsafe fn minit(mp: *mut M) {
    // SAFETY: mp is this thread's.
    unsafe {
        (*mp).procid.store(sys::gettid(), Ordering::Relaxed);
        crate::signal::minit_signals(mp);
    }
}

/// The parts of an M that do not depend on its thread: number, signal G, entry in `allm`.
pub fn mcommoninit(mp: *mut M) {
    // SAFETY: mp is new; lists under the lock.
    unsafe {
        let gsignal: *mut G = crate::persistent::persistent_new();
        (*gsignal).head.stack = crate::stack::system_stack(GSIGNAL_STACK);
        (*gsignal).head.m = mp.cast();
        (*mp).gsignal = gsignal;
        let s = sched();
        (*s).lock.lock();
        if (*s).mnext - (*s).nmfreed >= (*s).maxmcount {
            (*s).lock.unlock();
            crate::rtprint!("runtime: program exceeds {}-thread limit\n", (*s).maxmcount);
            throw("thread exhaustion");
        }
        (*mp).id = (*s).mnext;
        (*s).mnext += 1;
        (*mp).alllink = (*s).allm.load(Ordering::Relaxed);
        (*s).allm.store(mp, Ordering::Release);
        (*s).lock.unlock();
    }
}

/// Makes an M with a g0.
fn allocm(f: Option<extern "C" fn()>) -> *mut M {
    // SAFETY: persistent memory is zeroed, and all-zero is a valid M and G.
    unsafe {
        let mp: *mut M = crate::persistent::persistent_new();
        let g0: *mut G = crate::persistent::persistent_new();
        (*mp).mstartfn = f;
        (*g0).head.stack = crate::stack::system_stack(G0_STACK);
        (*g0).head.m = mp.cast();
        (*mp).g0 = g0;
        (*mp).tls[0] = g0 as usize;
        mcommoninit(mp);
        mp
    }
}

/// Starts a new thread that will run `f` and then, holding `pp`, the scheduler.
#[unsafe(export_name = "runtime.newm")]
#[inline(never)]
pub extern "C" fn newm(f: Option<extern "C" fn()>, pp: *mut P, spinning: bool) {
    // SAFETY: the new M is ours until its thread starts.
    unsafe {
        let mp = allocm(f);
        (*mp).nextp = pp;
        (*mp).spinning = spinning;
        newosproc(mp);
    }
}

/// The `clone` system call. All signals are blocked around it, so that the child has none before it is set up.
unsafe fn newosproc(mp: *mut M) {
    // VM, FS, FILES, SIGHAND, THREAD, SYSVSEM, SETTLS.
    const FLAGS: usize = 0x100 | 0x200 | 0x400 | 0x800 | 0x1_0000 | 0x4_0000 | 0x8_0000;
    // SAFETY: mp and its stack are complete and belong to the new thread from here on.
    unsafe {
        let old = crate::signal::block_all();
        let top = ((*(*mp).g0).head.stack.hi - 64) & !15;
        let mut tries = 0;
        let r = loop {
            let r = crate::arch::amd64::clone(FLAGS, top, &raw mut (*mp).tls as usize);
            if r != -sys::EAGAIN || tries == 20 {
                break r;
            }
            tries += 1;
            sys::nanosleep(tries * 1_000_000);
        };
        crate::signal::restore_mask(old);
        if r < 0 {
            crate::rtprint!("runtime: failed to create new OS thread (errno={})\n", -r);
            throw("newosproc");
        }
    }
}

/// Puts this M on the idle list. The scheduler's lock is held.
unsafe fn mput(mp: *mut M) {
    // SAFETY: under the lock.
    unsafe {
        let s = sched();
        (*mp).schedlink = (*s).midle;
        (*s).midle = mp;
        (*s).nmidle += 1;
        crate::deadlock::checkdead();
    }
}

/// Takes an idle M. The scheduler's lock is held.
unsafe fn mget() -> *mut M {
    // SAFETY: under the lock.
    unsafe {
        let s = sched();
        let mp = (*s).midle;
        if !mp.is_null() {
            (*s).midle = (*mp).schedlink;
            (*s).nmidle -= 1;
        }
        mp
    }
}

/// Binds a P to this M.
pub fn acquirep(pp: *mut P) {
    // SAFETY: whoever handed pp over took it off every list.
    unsafe {
        let mp = getm();
        if !(*mp).p.is_null() || !(*pp).m.is_null() || (*pp).status.load(Ordering::Relaxed) != pstatus::PIDLE
        {
            throw("acquirep: invalid p state");
        }
        (*mp).p = pp;
        (*pp).m = mp;
        (*pp).status.store(pstatus::PRUNNING, Ordering::Release);
    }
}

/// Unbinds the P of this M and returns it, idle.
pub fn releasep() -> *mut P {
    // SAFETY: the M and its P belong to this thread.
    unsafe {
        let mp = getm();
        let pp = (*mp).p;
        if pp.is_null() || (*pp).m != mp || (*pp).status.load(Ordering::Relaxed) != pstatus::PRUNNING {
            throw("releasep: invalid p state");
        }
        (*mp).p = null_mut();
        (*pp).m = null_mut();
        (*pp).status.store(pstatus::PIDLE, Ordering::Release);
        pp
    }
}

/// Stops this M until it is given a P.
#[inline(never)]
pub fn stopm() {
    // SAFETY: the M belongs to this thread.
    unsafe {
        let mp = getm();
        if (*mp).locks != 0 {
            throw("stopm holding locks");
        }
        if !(*mp).p.is_null() || (*mp).spinning {
            throw("stopm holding p or spinning");
        }
        (*sched()).lock.lock();
        mput(mp);
        (*sched()).lock.unlock();
        mpark(mp);
        acquirep((*mp).nextp);
        (*mp).nextp = null_mut();
    }
}

unsafe fn mpark(mp: *mut M) {
    // SAFETY: the M belongs to this thread.
    unsafe {
        (*mp).park.sleep();
        (*mp).park.clear();
    }
}

/// Starts an M to run `pp` (null: any idle P, if there is one). With `spinning` the caller has counted it in `nmspinning`.
pub fn startm(pp: *mut P, spinning: bool) {
    // SAFETY: lists under the lock; the M taken off the idle list is ours until it is woken.
    unsafe {
        let s = sched();
        (*s).lock.lock();
        let mut pp = pp;
        if pp.is_null() {
            pp = pidleget();
            if pp.is_null() {
                (*s).lock.unlock();
                if spinning && (*s).nmspinning.fetch_sub(1, Ordering::AcqRel) <= 0 {
                    throw("startm: negative nmspinning");
                }
                return;
            }
        }
        let mp = mget();
        (*s).lock.unlock();
        if mp.is_null() {
            newm(None, pp, spinning);
            return;
        }
        if (*mp).spinning || !(*mp).nextp.is_null() {
            throw("startm: m is spinning or has p");
        }
        if spinning && !(*pp).runq.is_empty() {
            throw("startm: p has runnable gs");
        }
        (*mp).spinning = spinning;
        (*mp).nextp = pp;
        (*mp).park.wakeup();
    }
}

/// Something became runnable: gets one more M looking for work, unless one is already.
#[inline]
pub fn wakep() {
    fence(Ordering::SeqCst);
    // SAFETY: atomics of the static scheduler state.
    let (idle, spinning) =
        unsafe { ((*sched()).npidle.load(Ordering::Relaxed), (*sched()).nmspinning.load(Ordering::Relaxed)) };
    // Until runtime.main is wired to m0 there is one M only.
    // SAFETY: an atomic of the static scheduler state.
    if idle != 0 && spinning == 0 && unsafe { (*sched()).main_started.load(Ordering::Relaxed) } {
        wakep_slow();
    }
}

#[cold]
fn wakep_slow() {
    // SAFETY: lists under the lock.
    unsafe {
        let s = sched();
        if (*s).nmspinning.compare_exchange(0, 1, Ordering::AcqRel, Ordering::Relaxed).is_err() {
            return;
        }
        let pp = (*s).lock.with(pidleget);
        if pp.is_null() {
            if (*s).nmspinning.fetch_sub(1, Ordering::AcqRel) <= 0 {
                throw("wakep: negative nmspinning");
            }
            return;
        }
        startm(pp, true);
    }
}

/// This M found work while spinning: it stops to spin, and sees that another takes over looking.
pub fn resetspinning() {
    // SAFETY: the M belongs to this thread.
    unsafe {
        (*getm()).spinning = false;
        if (*sched()).nmspinning.fetch_sub(1, Ordering::AcqRel) <= 0 {
            throw("resetspinning: negative nmspinning");
        }
    }
    wakep();
}

/// Hands a P whose M is blocked (or gives it up) to another M if there is anything to do, else to the idle list.
pub fn handoffp(pp: *mut P) {
    // SAFETY: the caller owns pp; lists under the lock.
    unsafe {
        let s = sched();
        if !(*pp).runq.is_empty() || (*s).runqsize.load(Ordering::Relaxed) != 0 {
            startm(pp, false);
            return;
        }
        // Nobody spins and all others are busy: work may come.
        if (*s).nmspinning.load(Ordering::Relaxed) + (*s).npidle.load(Ordering::Relaxed) == 0
            && (*s).nmspinning.compare_exchange(0, 1, Ordering::AcqRel, Ordering::Relaxed).is_ok()
        {
            startm(pp, true);
            return;
        }
        (*s).lock.lock();
        if (*s).gcwaiting.load(Ordering::Acquire) {
            (*pp).status.store(pstatus::PGCSTOP, Ordering::Release);
            (*s).stopwait -= 1;
            if (*s).stopwait == 0 {
                (*s).stopnote.wakeup();
            }
            (*s).lock.unlock();
            return;
        }
        if (*s).runqsize.load(Ordering::Relaxed) != 0 {
            (*s).lock.unlock();
            startm(pp, false);
            return;
        }
        let when = crate::hooks::next_timer(pp);
        pidleput(pp);
        (*s).lock.unlock();
        if when != 0 {
            wake_sleeper(when);
        }
    }
}

/// Sleeps as the one M that waits for timers, until `deadline`. False if another M does already (it is told of an
/// earlier deadline).
pub fn sleep_until(deadline: i64) -> bool {
    // SAFETY: atomics of the static scheduler state.
    unsafe {
        let s = sched();
        if (*s).sleeper.compare_exchange(null_mut(), getm(), Ordering::AcqRel, Ordering::Relaxed).is_err() {
            wake_sleeper(deadline);
            return false;
        }
        (*s).sleep_until.store(deadline, Ordering::SeqCst);
        while (*s).timernote.load(Ordering::Acquire) == 0 {
            let left = deadline - sys::nanotime();
            if left <= 0 {
                break;
            }
            sys::futexsleep(&(*s).timernote, 0, left);
        }
        (*s).sleep_until.store(0, Ordering::Relaxed);
        (*s).timernote.store(0, Ordering::Relaxed);
        (*s).sleeper.store(null_mut(), Ordering::Release);
        true
    }
}

/// A timer is due at `when`: wakes the sleeping M if it would sleep longer. If no M sleeps there is a running one that
/// looks at timers before it stops.
pub fn wake_sleeper(when: i64) {
    fence(Ordering::SeqCst);
    // SAFETY: atomics of the static scheduler state.
    unsafe {
        let s = sched();
        if (*s).sleeper.load(Ordering::Acquire).is_null() {
            return;
        }
        let until = (*s).sleep_until.load(Ordering::Acquire);
        if until == 0 || when < until {
            (*s).timernote.store(1, Ordering::Release);
            sys::futexwakeup(&(*s).timernote, 1);
        }
    }
}

/// The goroutine wired to this M cannot run now: gives up the P and waits until someone hands one over with it.
pub fn stoplockedm() {
    // SAFETY: the M belongs to this thread.
    unsafe {
        let mp = getm();
        if !(*mp).p.is_null() {
            handoffp(releasep());
        }
        incidlelocked(1);
        mpark(mp);
        acquirep((*mp).nextp);
        (*mp).nextp = null_mut();
    }
}

/// `gp` is wired to another M: hands it this P, and stops.
pub fn startlockedm(gp: *mut G) {
    // SAFETY: gp is runnable and ours; its M sleeps in stoplockedm.
    unsafe {
        let mp = (*gp).lockedm;
        incidlelocked(-1);
        let pp = releasep();
        (*mp).nextp = pp;
        (*mp).park.wakeup();
        stopm();
    }
}

fn incidlelocked(v: i32) {
    // SAFETY: under the lock.
    unsafe {
        (*sched()).lock.lock();
        (*sched()).nmidlelocked += v;
        if v > 0 {
            crate::deadlock::checkdead();
        }
        (*sched()).lock.unlock();
    }
}

/// Ends this thread: its wired goroutine has ended. The M and its stacks are not reused.
pub fn exit_locked_m() -> ! {
    // SAFETY: nothing of this M is used after it; the P goes to others.
    unsafe {
        handoffp(releasep());
        let s = sched();
        (*s).lock.lock();
        (*s).nmfreed += 1;
        let mp = getm();
        let mut link = (*s).allm.load(Ordering::Relaxed);
        if link == mp {
            (*s).allm.store((*mp).alllink, Ordering::Relaxed);
        } else {
            while (*link).alllink != mp {
                link = (*link).alllink;
            }
            (*link).alllink = (*mp).alllink;
        }
        crate::deadlock::checkdead();
        (*s).lock.unlock();
        loop {
            sys::syscall3(sys::nr::EXIT, 0, 0, 0);
        }
    }
}

/// Before a system call that may block: lets go of the P (keeping a claim to it).
pub fn entersyscall() {
    // SAFETY: the M, its goroutine and P belong to this thread.
    unsafe {
        let mp = getm();
        let gp = (*mp).curg;
        let pp = (*mp).p;
        (*gp).syscallsp = (*gp).head.sched.sp;
        (*gp).syscallbp = (*gp).head.sched.bp;
        crate::proc::casgstatus(gp, gstatus::GRUNNING, gstatus::GSYSCALL);
        (*pp).syscalltick.fetch_add(1, Ordering::Relaxed);
        (*mp).oldp = pp;
        (*mp).p = null_mut();
        (*pp).m = null_mut();
        (*pp).status.store(pstatus::PSYSCALL, Ordering::SeqCst);
        let s = sched();
        if (*s).gcwaiting.load(Ordering::SeqCst) {
            crate::stw::syscall_gcwait(pp);
        }
        if (*s).sysmonwait.load(Ordering::Relaxed) {
            crate::preempt::wake_sysmon();
        }
    }
}

/// After the system call: true if the goroutine has a P again and goes on; false if it was queued: the M has
/// stopped and been woken since, and has to go to the scheduler.
pub fn exitsyscall() -> bool {
    // SAFETY: the M and its goroutine belong to this thread; the old P is taken by compare-and-swap.
    unsafe {
        let mp = getm();
        let gp = (*mp).curg;
        let oldp = (*mp).oldp;
        (*mp).oldp = null_mut();
        let s = sched();
        let claimed = (*oldp)
            .status
            .compare_exchange(pstatus::PSYSCALL, pstatus::PIDLE, Ordering::AcqRel, Ordering::Relaxed)
            .is_ok();
        let mut pp = if claimed { oldp } else { null_mut() };
        if pp.is_null() {
            pp = (*s).lock.with(pidleget);
        }
        if !pp.is_null() {
            acquirep(pp);
            crate::proc::casgstatus(gp, gstatus::GSYSCALL, gstatus::GRUNNING);
            (*pp).syscalltick.fetch_add(1, Ordering::Relaxed);
            if (*gp).preempt.load(Ordering::Relaxed) {
                (*gp).head.stackguard0 = gorc_abi::consts::STACK_PREEMPT;
            }
            return true;
        }
        let locked = !(*mp).lockedg.is_null();
        crate::proc::dropg();
        crate::proc::casgstatus(gp, gstatus::GSYSCALL, gstatus::GRUNNABLE);
        (*s).lock.lock();
        crate::proc::globrunqput(gp);
        // A P may have become idle in between.
        let pp = pidleget();
        (*s).lock.unlock();
        if !pp.is_null() {
            if locked {
                startm(pp, false)
            } else {
                acquirep(pp)
            }
            if !locked {
                return false;
            }
        }
        if !locked {
            stopm();
        }
        false
    }
}

/// Wires the running goroutine to this M.
pub fn lock_os_thread(internal: bool) {
    // SAFETY: the M and its goroutine belong to this thread.
    unsafe {
        let mp = getm();
        if internal {
            (*mp).locked_int += 1;
        } else {
            (*mp).locked_ext += 1;
        }
        let gp = (*mp).curg;
        (*mp).lockedg = gp;
        (*gp).lockedm = mp;
    }
}

/// Undoes one [`lock_os_thread`].
pub fn unlock_os_thread(internal: bool) {
    // SAFETY: the M and its goroutine belong to this thread.
    unsafe {
        let mp = getm();
        if internal {
            if (*mp).locked_int == 0 {
                throw("runtime: internal error: misuse of lockOSThread/unlockOSThread");
            }
            (*mp).locked_int -= 1;
        } else if (*mp).locked_ext > 0 {
            (*mp).locked_ext -= 1;
        }
        if (*mp).locked_int == 0 && (*mp).locked_ext == 0 {
            (*(*mp).curg).lockedm = null_mut();
            (*mp).lockedg = null_mut();
        }
    }
}

/// Whether the current thread holds a P, for assertions.
pub fn has_p() -> bool {
    !getp().is_null()
}

/// Bounds of the stack of g0 (for assertions and dumps).
pub fn g0_stack() -> Stack {
    // SAFETY: g0 is this thread's.
    unsafe { Stack { ..(*getg()).head.stack } }
}
