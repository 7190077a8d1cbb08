//! Timers: `time.Sleep`, `time.Timer`, `time.Ticker`.
//!
//! Each P has a heap of timers ([`heap`]) with a lock; a timer belongs to one heap from its creation on (a P that goes away gives its
//! timers to another). The scheduler runs due timers of its P, and of others before it goes idle: a sleeper is made ready, and
//! for the others an event is queued for the goroutine `runtime.timerproc` (std/runtime/time.go), which calls the timer's function.
//!
//! Channel timers as of Go 1.23: the channel looks unbuffered, and nothing sent before `Stop` or `Reset` is received after.
//! For that each start or stop increments `seq`; an event carries the `seq` it was made with, the send it leads
//! to is dropped when the numbers differ ([`crate::chan::ops`]), and stopping drains the channel.
//!
//! Lock order: channel, timer heap, event queue.
//!
//! Read next: `heap.rs`, `entry.rs`.

pub mod entry;
pub mod events;
pub mod heap;

use crate::chan::Hchan;
use crate::gc::mark::Marker;
use crate::hooks::TimerCheck;
use crate::lock::{Mutex, Rank};
use crate::persistent::persistent_new;
use crate::runtime2::{G, P};
use crate::sys;
use core::cell::UnsafeCell;
use core::sync::atomic::{AtomicI64, AtomicPtr, AtomicUsize, Ordering};
use heap::TimerHeap;

/// A timer. The first two words are those of `time.Timer` and `time.Ticker`.
#[repr(C)]
pub struct Timer {
    /// `C <-chan Time`, stored by package time.
    pub c: *mut Hchan,
    /// `initTimer bool`.
    pub init: usize,
    /// Func value to call, null for a sleep.
    pub func: usize,
    /// Its argument, an interface value.
    pub arg: [usize; 2],
    /// The channel the function sends on, or null.
    pub chan: *mut Hchan,
    /// When it is due.
    pub when: i64,
    /// Period of a ticker, or 0.
    pub period: i64,
    /// Number of starts and stops.
    pub seq: AtomicUsize,
    /// `seq` of the event being delivered.
    pub firing: AtomicUsize,
    /// The same until the function has sent on the channel; then 0.
    pub delivering: AtomicUsize,
    /// Events queued.
    pub queued: AtomicUsize,
    /// `seq` of the last of them.
    pub queued_seq: AtomicUsize,
    /// The heap it belongs to.
    pub owner: AtomicPtr<Timers>,
    /// Its place in the heap plus one; 0: not in it.
    pub pos: usize,
    /// Goroutine of a sleep.
    pub gp: *mut G,
}

impl Timer {
    /// Whether an event of the given start is queued.
    pub fn is_queued(&self, seq: usize) -> bool {
        self.queued.load(Ordering::Acquire) > 0 && self.queued_seq.load(Ordering::Relaxed) == seq
    }

    /// The timer's function sends on its channel, whose lock is held: whether the value is still wanted.
    pub fn deliver(&self) -> bool {
        self.delivering.store(0, Ordering::Relaxed);
        self.seq.load(Ordering::Acquire) == self.firing.load(Ordering::Acquire)
    }
}

/// The timers of a P.
#[repr(C)]
pub struct Timers {
    lock: Mutex,
    heap: UnsafeCell<TimerHeap>,
    /// When the first one is due; 0: none. Readable without the lock.
    next: AtomicI64,
}

impl Timers {
    fn with<R>(&self, f: impl FnOnce(&mut TimerHeap) -> R) -> R {
        self.lock.with(|| {
            // SAFETY: under the lock; closures do not nest.
            let h = unsafe { &mut *self.heap.get() };
            let r = f(h);
            self.next.store(h.first_when(), Ordering::Release);
            r
        })
    }
}

/// The timers of a P, made on first use.
pub fn timers_of(pp: *mut P) -> &'static Timers {
    // SAFETY: the P is valid; its timers live for ever. Only the P's own M makes them.
    unsafe {
        if (*pp).timers.is_null() {
            let t = persistent_new::<Timers>();
            (&raw mut (*t).lock).write(Mutex::new(Rank::Timers));
            (*pp).timers = t.cast();
        }
        &*(*pp).timers.cast::<Timers>()
    }
}

/// The timers of any P, if it has any.
fn peek(pp: *mut P) -> Option<&'static Timers> {
    // SAFETY: Ps and their timers are never freed.
    unsafe { (*pp).timers.cast::<Timers>().as_ref() }
}

/// Runs `f` on the heap that a timer belongs to, which cannot change meanwhile.
fn with_owner<R>(t: *mut Timer, f: impl FnOnce(&mut TimerHeap) -> R) -> R {
    loop {
        // SAFETY: the timer is alive; owners live for ever.
        unsafe {
            let o = (*t).owner.load(Ordering::Acquire);
            (*o).lock.lock();
            if (*t).owner.load(Ordering::Acquire) == o {
                let h = &mut *(*o).heap.get();
                let r = f(h);
                (*o).next.store(h.first_when(), Ordering::Release);
                (*o).lock.unlock();
                return r;
            }
            (*o).lock.unlock();
        }
    }
}

/// When the P's next timer is due; 0: none.
pub fn next_timer(pp: *mut P) -> i64 {
    peek(pp).map_or(0, |t| t.next.load(Ordering::Acquire))
}

/// Runs the P's due timers.
pub fn check_timers(pp: *mut P, now: i64) -> TimerCheck {
    let next = next_timer(pp);
    if next == 0 {
        return TimerCheck { now, poll_until: 0, ran: false };
    }
    let now = if now == 0 { sys::nanotime() } else { now };
    if next > now {
        return TimerCheck { now, poll_until: next, ran: false };
    }
    let ran = run_due(pp, now);
    TimerCheck { now, poll_until: next_timer(pp), ran }
}

fn run_due(pp: *mut P, now: i64) -> bool {
    let Some(timers) = peek(pp) else { return false };
    let mut ran = false;
    loop {
        // One at a time: making a goroutine ready needs other locks.
        let due = timers.with(|h| {
            let t = h.first()?;
            // SAFETY: timers in the heap are alive.
            unsafe {
                if (*t).when > now {
                    return None;
                }
                let late = now - (*t).when;
                if (*t).period > 0 {
                    (*t).when = (*t).when.saturating_add((*t).period * (1 + late / (*t).period));
                    h.moved(t);
                } else {
                    h.remove(t);
                }
                if (*t).func != 0 {
                    events::push(t, late);
                    return Some(core::ptr::null_mut());
                }
                Some((*t).gp)
            }
        });
        match due {
            None => break,
            Some(gp) if !gp.is_null() => crate::thunk::goready(gp),
            Some(_) => events::wake(),
        }
        ran = true;
    }
    ran
}

/// Whether the P has timers.
pub fn has_timers(pp: *mut P) -> bool {
    next_timer(pp) != 0
}

/// A P goes away: its timers move to the current one. The world is stopped.
pub fn p_destroy(pp: *mut P) {
    let Some(old) = peek(pp) else { return };
    let new = timers_of(crate::stubs::getp());
    if core::ptr::eq(old, new) {
        return;
    }
    loop {
        let t = old.with(|h| h.first().inspect(|&t| h.remove(t)));
        let Some(t) = t else { break };
        // SAFETY: the timer was in the heap, so it is alive; nobody else runs.
        unsafe { (*t).owner.store(core::ptr::from_ref(new).cast_mut(), Ordering::Release) };
        new.with(|h| h.insert(t));
    }
}

/// Timers in heaps and queued events keep what they refer to.
pub fn mark_roots(m: &mut Marker) {
    #[cfg(not(test))]
    for i in 0..crate::procs::allp_len() {
        if let Some(t) = peek(crate::procs::allp(i)) {
            // SAFETY: the world is stopped.
            unsafe { (*t.heap.get()).each(|t| m.word(t as usize)) };
        }
    }
    events::mark_roots(m);
}
