//! `time.Sleep`, `newTimer`, `stopTimer`, `resetTimer`.

use super::{Timer, timers_of, with_owner};
use crate::chan::Hchan;
use crate::mem::malloc::mallocgc;
use crate::persistent::persistent_new;
use crate::runtime2::WaitReason;
use crate::stubs::{getcurg, getp};
use crate::sys;
use crate::thread::wake_sleeper;
use crate::thunk::{Outcome, done, gopark};
use core::ptr::null;
use core::sync::atomic::Ordering;
use gorc_abi::typedesc::{Type, kind};

struct StaticType(Type);
// SAFETY: read-only, and the pointers in it point to statics.
unsafe impl Sync for StaticType {}
/// Pointers: c, func, arg (two words), chan.
static MASK: u8 = 0b0011_1101;
static TIMER_TYPE: StaticType = StaticType(Type {
    size: size_of::<Timer>(),
    ptr_bytes: 48,
    hash: 0,
    tflag: 0,
    align: 8,
    field_align: 8,
    kind: kind::STRUCT,
    equal: null(),
    gcdata: &raw const MASK,
    str: 0,
    ptr_to_this: 0,
});

/// Puts a timer into its heap and sees to it that somebody wakes in time.
fn start(t: *mut Timer, when: i64, period: i64) {
    let when = when.max(1);
    with_owner(t, |h| {
        // SAFETY: the timer is alive; its heap is locked.
        unsafe {
            (*t).when = when;
            (*t).period = period;
            (*t).seq.fetch_add(1, Ordering::AcqRel);
            if (*t).pos == 0 { h.insert(t) } else { h.moved(t) }
        }
    });
    wake_sleeper(when);
}

/// Stops a timer; tells whether it was running, or had fired without anybody having seen it.
fn stop(t: *mut Timer) -> bool {
    // SAFETY: the timer is alive.
    unsafe {
        let (mut pending, old) = with_owner(t, |h| {
            let old = (*t).seq.fetch_add(1, Ordering::AcqRel);
            let running = (*t).pos != 0;
            if running {
                h.remove(t);
            }
            (running, old)
        });
        let c = (*t).chan;
        if !c.is_null() {
            // An event on its way is dropped by its number, a value in the channel here.
            pending |= (*t).is_queued(old);
            (*c).lock.lock();
            pending |= (*t).delivering.swap(0, Ordering::AcqRel) == old;
            pending |= (*c).drain();
            (*c).lock.unlock();
        }
        pending
    }
}

/// `time.Sleep(ns)`.
extern "C" fn time_sleep(ns: i64) -> Outcome {
    if ns <= 0 {
        return done(0, 0);
    }
    let gp = getcurg();
    let when = sys::nanotime().saturating_add(ns);
    // SAFETY: the goroutine is the running one; its timer is its own. The owner is this M's P, whose heap stays.
    unsafe {
        if (*gp).timer.is_null() {
            (*gp).timer = persistent_new::<Timer>().cast();
        }
        let t = (*gp).timer.cast::<Timer>();
        (*t).gp = gp;
        (*t).owner.store(core::ptr::from_ref(timers_of(getp())).cast_mut(), Ordering::Release);
        gopark(gp, WaitReason::Sleep, || start(t, when, 0))
    }
}
extern "C" fn time_sleep_finish(_ns: i64) -> Outcome {
    done(0, 0)
}
crate::block_thunk!("time.Sleep", time_sleep, time_sleep_finish, 1);
crate::block_thunk!("runtime.timeSleep", time_sleep, time_sleep_finish, 1);

/// `runtime.newtimer(when, period, f, arg, c) *timer`; package time reaches it through std/runtime/time.go.
extern "C" fn newtimer(
    when: i64,
    period: i64,
    func: usize,
    arg_type: usize,
    arg: usize,
    c: *mut Hchan,
) -> *mut Timer {
    crate::gc::poll();
    // SAFETY: fresh memory described by TIMER_TYPE; `c` is null or a channel that nobody else uses yet.
    unsafe {
        let t = mallocgc(size_of::<Timer>(), &raw const TIMER_TYPE.0, true).cast::<Timer>();
        (*t).init = 1;
        (*t).func = func;
        (*t).arg = [arg_type, arg];
        (*t).chan = c;
        (*t).owner.store(core::ptr::from_ref(timers_of(getp())).cast_mut(), Ordering::Release);
        if !c.is_null() {
            (*c).lock.lock();
            (*c).timer = t;
            (*c).qcount = 0;
            (*c).dataqsiz = 0;
            (*c).lock.unlock();
        }
        start(t, when, period);
        t
    }
}
crate::rust_thunk!("runtime.newtimer", newtimer, 6);

/// `time.stopTimer(t) bool`.
extern "C" fn stop_timer(t: *mut Timer) -> usize {
    stop(t) as usize
}
crate::rust_thunk!("time.stopTimer", stop_timer, 1);

/// `time.resetTimer(t, when, period) bool`.
extern "C" fn reset_timer(t: *mut Timer, when: i64, period: i64) -> usize {
    let pending = stop(t);
    start(t, when, period);
    pending as usize
}
crate::rust_thunk!("time.resetTimer", reset_timer, 3);
