//! The queue of timers that fired and whose function is to be called by the goroutine `runtime.timerproc`.

use super::Timer;
use crate::gc::mark::Marker;
use crate::lock::{Mutex, Rank};
use crate::persistent::persistent_new;
use crate::runtime2::{G, WaitReason};
use crate::stubs::getcurg;
use crate::thunk::{Outcome, done, gopark, goready};
use core::cell::UnsafeCell;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicBool, Ordering};

#[repr(C)]
struct Event {
    next: *mut Event,
    timer: *mut Timer,
    seq: usize,
    late: i64,
}

struct Queue {
    head: *mut Event,
    tail: *mut Event,
    free: *mut Event,
    /// Timer whose function is being called.
    current: *mut Timer,
    waiter: *mut G,
}

struct Events {
    lock: Mutex,
    queue: UnsafeCell<Queue>,
}
// SAFETY: `queue` is accessed under `lock` (or with the world stopped).
unsafe impl Sync for Events {}

static EVENTS: Events = Events {
    lock: Mutex::new(Rank::Timer),
    queue: UnsafeCell::new(Queue {
        head: null_mut(),
        tail: null_mut(),
        free: null_mut(),
        current: null_mut(),
        waiter: null_mut(),
    }),
};

/// What `timerget` fills in, `timerEvent` of std/runtime/time.go.
#[repr(C)]
pub struct Fired {
    func: usize,
    arg: [usize; 2],
    seq: usize,
    late: i64,
}

/// Queues the call of a timer that is due, unless a tick of it waits already. Its heap is locked.
pub fn push(t: *mut Timer, late: i64) {
    // SAFETY: the timer is alive; the queue is under the lock.
    EVENTS.lock.with(|| unsafe {
        let q = &mut *EVENTS.queue.get();
        let seq = (*t).seq.load(Ordering::Relaxed);
        if (*t).period > 0 && (*t).is_queued(seq) {
            return;
        }
        (*t).queued_seq.store(seq, Ordering::Relaxed);
        (*t).queued.fetch_add(1, Ordering::Release);
        let mut e = q.free;
        if e.is_null() {
            e = persistent_new::<Event>();
        } else {
            q.free = (*e).next;
        }
        *e = Event { next: null_mut(), timer: t, seq, late };
        if q.tail.is_null() {
            q.head = e
        } else {
            (*q.tail).next = e
        }
        q.tail = e;
    });
}

/// Wakes the goroutine that calls the functions. No lock is held.
pub fn wake() {
    // SAFETY: under the lock.
    let gp =
        EVENTS.lock.with(|| unsafe { core::mem::replace(&mut (*EVENTS.queue.get()).waiter, null_mut()) });
    if !gp.is_null() {
        goready(gp);
    }
}

/// `runtime.timerget(*timerEvent)`: waits for the next call to make.
extern "C" fn timerget(out: *mut Fired) -> Outcome {
    EVENTS.lock.lock();
    // SAFETY: under the lock; `out` has room; timers of queued events are roots.
    unsafe {
        let q = &mut *EVENTS.queue.get();
        q.current = null_mut();
        let e = q.head;
        if e.is_null() {
            let gp = getcurg();
            q.waiter = gp;
            return gopark(gp, WaitReason::Sleep, || EVENTS.lock.unlock());
        }
        q.head = (*e).next;
        if q.head.is_null() {
            q.tail = null_mut();
        }
        let t = (*e).timer;
        q.current = t;
        (*t).firing.store((*e).seq, Ordering::Release);
        (*t).delivering.store((*e).seq, Ordering::Release);
        (*t).queued.fetch_sub(1, Ordering::Release);
        *out = Fired { func: (*t).func, arg: (*t).arg, seq: (*e).seq, late: (*e).late };
        (*e).timer = null_mut();
        (*e).next = q.free;
        q.free = e;
    }
    EVENTS.lock.unlock();
    done(0, 0)
}
crate::block_thunk!("runtime.timerget", timerget, timerget, 1);

/// `runtime.timerprocNeeded() bool`: true once, for whoever is to start `timerproc`.
extern "C" fn timerproc_needed() -> usize {
    static STARTED: AtomicBool = AtomicBool::new(false);
    !STARTED.swap(true, Ordering::Relaxed) as usize
}
crate::rust_thunk!("runtime.timerprocNeeded", timerproc_needed, 0);

/// Timers with a queued event stay.
pub fn mark_roots(m: &mut Marker) {
    // SAFETY: the world is stopped.
    unsafe {
        let q = &*EVENTS.queue.get();
        m.word(q.current as usize);
        let mut e = q.head;
        while !e.is_null() {
            m.word((*e).timer as usize);
            e = (*e).next;
        }
    }
}
