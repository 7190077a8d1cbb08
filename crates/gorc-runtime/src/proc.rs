//! The scheduler's loop: `schedule` picks a goroutine, `execute` runs it, and it comes back by parking, yielding, being
//! pre-empted or ending.
//!
//! Everything here runs on g0. A goroutine is in one place only: running on an M, on one run queue, in one wait queue, or on
//! a free list; its status says which, and only the owner of that place changes it. `findrunnable` never returns without a
//! goroutine: an M with nothing to do stops in it, having given up its P.
//!
//! Read next: `thread.rs` (Ms and their wake-up), `procs.rs` (Ps), `preempt.rs`, `deadlock.rs`.

use crate::fatal::throw;
use crate::hooks;
use crate::runq::RunQueue;
use crate::runtime2::{G, M, P, Sched, WaitReason, gstatus};
use crate::stubs::{cheaprand, getg, getm, getp};
use crate::thread;
use core::ptr::null_mut;
use core::sync::atomic::Ordering;

static mut SCHED: Sched = Sched::new();

/// The global scheduler state.
#[inline(always)]
pub fn sched() -> *mut Sched {
    &raw mut SCHED
}

/// Changes a G's status; anything but the expected old one is fatal.
pub fn casgstatus(gp: *mut G, old: u32, new: u32) {
    // SAFETY: Gs are never freed.
    let st = unsafe { &(*gp).atomicstatus };
    if st.compare_exchange(old, new, Ordering::AcqRel, Ordering::Relaxed).is_err() {
        bad_status(gp, old, new);
    }
}

#[cold]
fn bad_status(gp: *mut G, old: u32, new: u32) -> ! {
    // SAFETY: Gs are never freed.
    let (id, now) = unsafe { ((*gp).goid, (*gp).atomicstatus.load(Ordering::Relaxed)) };
    crate::rtprint!("runtime: casgstatus g={id} status={now} old={old} new={new}\n");
    throw("casgstatus: bad incoming values")
}

/// Takes the running goroutine off its M.
pub fn dropg() {
    // SAFETY: the M belongs to this thread.
    unsafe { (*getm()).curg = null_mut() };
}

/// Marks the goroutine of this M as waiting and takes it off the M; see [`crate::thunk::gopark`].
#[unsafe(export_name = "runtime.gopark")]
#[inline(never)]
pub extern "C" fn park(gp: *mut G, reason: WaitReason) {
    // SAFETY: the caller is a routine called by gp on this M.
    unsafe {
        if (*gp).head.m.cast::<M>() != getm() {
            throw("gopark: not the running goroutine");
        }
        (*gp).waitreason = reason;
        (*gp).waitsince = 0;
    }
    dropg();
    casgstatus(gp, gstatus::GRUNNING, gstatus::GWAITING);
}

/// Makes a waiting goroutine runnable on this P, next in line if `next`.
#[unsafe(export_name = "runtime.goready")]
#[inline(never)]
pub extern "C" fn ready(gp: *mut G, next: bool) {
    casgstatus(gp, gstatus::GWAITING, gstatus::GRUNNABLE);
    runqput(getp(), gp, next);
    thread::wakep();
}

/// Puts a G on a P's run queue; what overflows goes to the global queue.
pub fn runqput(pp: *mut P, gp: *mut G, next: bool) {
    let next = next && !crate::stress::reorder();
    // SAFETY: the P belongs to this M.
    let overflow = unsafe { (*pp).runq.put(gp, next) };
    if let Some(batch) = overflow {
        // SAFETY: the batch's Gs belong to us now; the global queue is locked.
        unsafe {
            for pair in batch.items[..batch.n].windows(2) {
                (*pair[0]).schedlink = pair[1];
            }
            (*sched()).lock.lock();
            globrunqput_list(batch.items[0], batch.items[batch.n - 1], batch.n as i32);
            (*sched()).lock.unlock();
        }
    }
}

/// Appends one G to the global queue. The scheduler's lock is held.
pub fn globrunqput(gp: *mut G) {
    globrunqput_list(gp, gp, 1);
}

/// Appends a linked list of Gs. The scheduler's lock is held.
pub fn globrunqput_list(head: *mut G, tail: *mut G, n: i32) {
    // SAFETY: under the lock.
    unsafe {
        let s = sched();
        (*tail).schedlink = null_mut();
        if (*s).runqtail.is_null() {
            (*s).runqhead = head;
        } else {
            (*(*s).runqtail).schedlink = head;
        }
        (*s).runqtail = tail;
        (*s).runqsize.fetch_add(n, Ordering::Relaxed);
    }
}

/// Takes a batch from the global queue (at most `max`, 0: a fair share) into the P's ring; returns one to run.
/// The scheduler's lock is held.
fn globrunqget(pp: *mut P, max: i32) -> *mut G {
    // SAFETY: under the lock; the P belongs to this M.
    unsafe {
        let s = sched();
        let size = (*s).runqsize.load(Ordering::Relaxed);
        if size == 0 {
            return null_mut();
        }
        let mut n = size.min(size / (*s).nprocs.load(Ordering::Relaxed).max(1) + 1);
        if max > 0 {
            n = n.min(max);
        }
        n = n.min((*pp).runq.room().min(crate::runq::LEN / 2) as i32).max(1);
        (*s).runqsize.fetch_sub(n, Ordering::Relaxed);
        let first = globrunq_pop();
        for _ in 1..n {
            let gp = globrunq_pop();
            let _ = (*pp).runq.put(gp, false);
        }
        first
    }
}

unsafe fn globrunq_pop() -> *mut G {
    // SAFETY: the caller holds the lock and knows that the queue is not empty.
    unsafe {
        let s = sched();
        let gp = (*s).runqhead;
        (*s).runqhead = (*gp).schedlink;
        if (*s).runqhead.is_null() {
            (*s).runqtail = null_mut();
        }
        (*gp).schedlink = null_mut();
        gp
    }
}

/// Puts a list of runnable Gs (linked by `schedlink`, status waiting) on the run queues and wakes Ms for them.
pub fn injectglist(list: *mut G) {
    // SAFETY: the list's Gs belong to the caller.
    unsafe {
        let mut gp = list;
        while !gp.is_null() {
            let next = (*gp).schedlink;
            casgstatus(gp, gstatus::GWAITING, gstatus::GRUNNABLE);
            (*sched()).lock.lock();
            globrunqput(gp);
            (*sched()).lock.unlock();
            if (*sched()).npidle.load(Ordering::Relaxed) > 0 {
                thread::wakep();
            }
            gp = next;
        }
    }
}

/// Runs `gp` on this M; does not return.
#[unsafe(export_name = "runtime.execute")]
#[inline(never)]
pub extern "C" fn execute(gp: *mut G, inherit_time: bool) -> ! {
    // SAFETY: gp is runnable and ours; the M belongs to this thread and has a P.
    unsafe {
        let mp = getm();
        (*mp).curg = gp;
        (*gp).head.m = mp.cast();
        casgstatus(gp, gstatus::GRUNNABLE, gstatus::GRUNNING);
        (*gp).waitsince = 0;
        (*gp).preempt.store(false, Ordering::Relaxed);
        (*gp).head.stackguard0 = (*gp).head.stack.lo + gorc_abi::consts::STACK_GUARD;
        if !inherit_time {
            (*(*mp).p).schedtick.fetch_add(1, Ordering::Relaxed);
        }
        crate::stress::preempt_at_start(gp);
        crate::arch::amd64::gogo(gp)
    }
}

/// One round of scheduling: finds a runnable goroutine and runs it.
#[unsafe(export_name = "runtime.schedule")]
#[inline(never)]
pub extern "C" fn schedule() -> ! {
    // SAFETY: the M and its P belong to this thread; Gs are handed over by findrunnable.
    unsafe {
        let mp = getm();
        if (*mp).locks != 0 {
            throw("schedule: holding locks");
        }
        if !(*mp).lockedg.is_null() {
            thread::stoplockedm();
            execute((*mp).lockedg, false);
        }
        loop {
            (*(*mp).p).preempt.store(false, Ordering::Relaxed);
            if (*mp).spinning && !(*(*mp).p).runq.is_empty() {
                throw("schedule: spinning with local work");
            }
            let (gp, inherit_time) = findrunnable();
            if (*mp).spinning {
                thread::resetspinning();
            }
            if !(*gp).lockedm.is_null() && (*gp).lockedm != mp {
                thread::startlockedm(gp);
                continue;
            }
            execute(gp, inherit_time);
        }
    }
}

/// Finds a goroutine to run; blocks until there is one.
fn findrunnable() -> (*mut G, bool) {
    // SAFETY: the M belongs to this thread; its P is re-read after each place where it may change.
    unsafe {
        let mp = getm();
        let s = sched();
        loop {
            let pp = (*mp).p;
            if (*s).gcwaiting.load(Ordering::Acquire) {
                crate::stw::gcstopm();
                continue;
            }
            let timers = hooks::check_timers(pp, 0);
            // Fairness: look at the global queue once in a while.
            if ((*pp).schedtick.load(Ordering::Relaxed).is_multiple_of(61) || crate::stress::reorder())
                && (*s).runqsize.load(Ordering::Relaxed) > 0
            {
                let gp = (*s).lock.with(|| globrunqget(pp, 1));
                if !gp.is_null() {
                    return (gp, false);
                }
            }
            let (gp, inherit) = (*pp).runq.get();
            let (gp, inherit) = crate::stress::other_than(pp, gp, inherit);
            if !gp.is_null() {
                return (gp, inherit);
            }
            if (*s).runqsize.load(Ordering::Relaxed) != 0 {
                let gp = (*s).lock.with(|| globrunqget(pp, 0));
                if !gp.is_null() {
                    return (gp, false);
                }
            }
            // At most half as many spinning Ms as busy Ps: enough to find work, without burning CPU.
            let busy = (*s).nprocs.load(Ordering::Relaxed) - (*s).npidle.load(Ordering::Relaxed);
            if (*mp).spinning || 2 * (*s).nmspinning.load(Ordering::Relaxed) < busy {
                if !(*mp).spinning {
                    (*mp).spinning = true;
                    (*s).nmspinning.fetch_add(1, Ordering::AcqRel);
                }
                let (gp, again) = steal_work(timers.now);
                if !gp.is_null() {
                    return (gp, false);
                }
                if again {
                    continue;
                }
            }
            if let Some(gp) = give_up_p(timers.poll_until) {
                return (gp, false);
            }
        }
    }
}

/// Looks at the other Ps in random order, four times; in the last round takes `runnext` and runs timers too.
/// The flag asks for another look at the own queue (timers ran).
fn steal_work(now: i64) -> (*mut G, bool) {
    // SAFETY: allp's Ps are never freed; stealing is safe from any thread, the own P is ours.
    unsafe {
        let pp = getp();
        let n = crate::procs::allp_len();
        for round in 0..4 {
            let last = round == 3;
            let start = cheaprand() as usize % n;
            for i in 0..n {
                if (*sched()).gcwaiting.load(Ordering::Acquire) {
                    return (null_mut(), true);
                }
                let p2 = crate::procs::allp((start + i) % n);
                if p2 == pp {
                    continue;
                }
                if last && hooks::next_timer(p2) != 0 {
                    let c = hooks::check_timers(p2, now);
                    if c.ran && !(*pp).runq.is_empty() {
                        return ((*pp).runq.get().0, false);
                    }
                }
                let victim: &RunQueue<G> = &(*p2).runq;
                if !victim.is_empty() {
                    if last {
                        // The victim is about to run its runnext; do not thrash.
                        crate::sys::procyield(20);
                    }
                    let gp = (*pp).runq.steal_from(victim, last);
                    if !gp.is_null() {
                        return (gp, false);
                    }
                }
            }
        }
        (null_mut(), false)
    }
}

/// Nothing to do: gives up the P and stops the M. `Some` is work that turned up while doing so; `None` after a wake-up.
fn give_up_p(poll_until: i64) -> Option<*mut G> {
    // SAFETY: the M belongs to this thread; shared state is under the lock or atomic.
    unsafe {
        let mp = getm();
        let s = sched();
        (*s).lock.lock();
        if (*s).gcwaiting.load(Ordering::Acquire) {
            (*s).lock.unlock();
            return None;
        }
        if (*s).runqsize.load(Ordering::Relaxed) != 0 {
            let gp = globrunqget((*mp).p, 0);
            (*s).lock.unlock();
            return Some(gp);
        }
        let pp = thread::releasep();
        crate::procs::pidleput(pp);
        (*s).lock.unlock();

        // From spinning to not spinning: submitters of work that saw us spinning did not wake anybody. So look again at
        // all queues after the decrement (sequentially consistent against wakep's order: publish, then look at nmspinning).
        let was_spinning = (*mp).spinning;
        let mut deadline = poll_until;
        if was_spinning {
            (*mp).spinning = false;
            if (*s).nmspinning.fetch_sub(1, Ordering::SeqCst) <= 0 {
                throw("findrunnable: negative nmspinning");
            }
            let pp = recheck_queues();
            if !pp.is_null() {
                thread::acquirep(pp);
                (*mp).spinning = true;
                (*s).nmspinning.fetch_add(1, Ordering::AcqRel);
                return None;
            }
        }
        for i in 0..crate::procs::allp_len() {
            let when = hooks::next_timer(crate::procs::allp(i));
            if when != 0 && (deadline == 0 || when < deadline) {
                deadline = when;
            }
        }
        if deadline != 0 && thread::sleep_until(deadline) {
            // Time for timers: take a P if one is idle.
            let pp = (*s).lock.with(crate::procs::pidleget);
            if !pp.is_null() {
                thread::acquirep(pp);
                return None;
            }
        }
        thread::stopm();
        None
    }
}

/// Whether some P has work queued: then an idle P for us, taken off the list.
unsafe fn recheck_queues() -> *mut P {
    // SAFETY: Ps are never freed.
    unsafe {
        for i in 0..crate::procs::allp_len() {
            if !(*crate::procs::allp(i)).runq.is_empty() {
                return (*sched()).lock.with(crate::procs::pidleget);
            }
        }
        // Or the global queue.
        if (*sched()).runqsize.load(Ordering::SeqCst) != 0 {
            return (*sched()).lock.with(crate::procs::pidleget);
        }
        null_mut()
    }
}

/// Puts the running goroutine at the end of the global queue. Return `Outcome::PARKED` afterwards.
pub fn goyield_global(gp: *mut G) {
    dropg();
    casgstatus(gp, gstatus::GRUNNING, gstatus::GRUNNABLE);
    // SAFETY: the scheduler's state outlives everything.
    unsafe {
        (*sched()).lock.lock();
        globrunqput(gp);
        (*sched()).lock.unlock();
        if (*sched()).npidle.load(Ordering::Relaxed) > 0 {
            thread::wakep();
        }
    }
}

/// Puts the running goroutine at the end of this P's queue.
pub fn goyield_local(gp: *mut G) {
    dropg();
    casgstatus(gp, gstatus::GRUNNING, gstatus::GRUNNABLE);
    runqput(getp(), gp, false);
}

/// The goroutine's outermost function has returned, or `Goexit` is done: retires the G.
#[unsafe(export_name = "runtime.goexit0")]
#[inline(never)]
pub extern "C" fn goexit0(gp: *mut G) -> ! {
    // SAFETY: gp has just left its stack for good; the M and P are ours.
    unsafe {
        let mp = getm();
        casgstatus(gp, gstatus::GRUNNING, gstatus::GDEAD);
        let locked = !(*gp).lockedm.is_null();
        (*gp).lockedm = null_mut();
        (*mp).lockedg = null_mut();
        (*mp).locked_ext = 0;
        (*mp).locked_int = 0;
        dropg();
        crate::stack::release_segments(gp);
        crate::newproc::clear_dead(gp);
        crate::newproc::gfput((*mp).p, gp);
        if locked && (*mp).id != 0 {
            // A goroutine that ends while wired takes its thread with it, for whatever it did to the thread's state.
            thread::exit_locked_m();
        }
        let _ = getg();
        schedule()
    }
}
