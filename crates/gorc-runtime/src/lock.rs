//! Runtime locks and notes (one-shot events), both on futexes, and the order in which locks are taken.
//!
//! A lock is held by an M, for a few instructions as a rule, and never across a park or a Go call. [`Rank`] is the lock
//! order, written down as a list: an M may take a lock only if its rank is higher than that of every lock it holds (locks
//! of the same rank only where the rank allows it: channels of a select, taken in address order). Debug builds assert it.

use crate::fatal::throw;
use crate::stubs::getg;
use crate::sys;
use core::sync::atomic::{AtomicU32, Ordering};

/// The lock order, outermost first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Rank {
    /// A lock that may be taken any time and under which nothing else is taken.
    None = 0,
    Sysmon,
    WorldSema,
    Defer,
    Sweep,
    GcWork,
    Cpuprof,
    /// A channel's lock; several at once in a select.
    Hchan,
    /// A semaphore table bucket.
    Root,
    Notify,
    Itab,
    Timers,
    Timer,
    Sched,
    Allg,
    Allp,
    Sudog,
    GFree,
    Finalizer,
    Special,
    Mheap,
    Mcentral,
    Stack,
    Trace,
    Print,
    Persistent,
    /// Above everything.
    Leaf,
}

impl Rank {
    fn may_repeat(self) -> bool {
        matches!(self, Rank::None | Rank::Hchan | Rank::Timers)
    }
}

const UNLOCKED: u32 = 0;
const LOCKED: u32 = 1;
const SLEEPING: u32 = 2;

/// A runtime lock.
#[repr(C)]
pub struct Mutex {
    key: AtomicU32,
    rank: Rank,
}

impl Mutex {
    /// An unlocked lock.
    pub const fn new(rank: Rank) -> Mutex {
        Mutex { key: AtomicU32::new(UNLOCKED), rank }
    }

    /// Takes the lock.
    #[inline]
    pub fn lock(&self) {
        note_acquire(self.rank);
        if self.key.compare_exchange(UNLOCKED, LOCKED, Ordering::Acquire, Ordering::Relaxed).is_err() {
            self.lock_slow();
        }
    }

    /// Takes the lock if nobody holds it.
    pub fn try_lock(&self) -> bool {
        let ok = self.key.compare_exchange(UNLOCKED, LOCKED, Ordering::Acquire, Ordering::Relaxed).is_ok();
        if ok {
            note_acquire(self.rank);
        }
        ok
    }

    #[cold]
    fn lock_slow(&self) {
        for round in 0..5 {
            if self.key.load(Ordering::Relaxed) == UNLOCKED
                && self.key.compare_exchange(UNLOCKED, LOCKED, Ordering::Acquire, Ordering::Relaxed).is_ok()
            {
                return;
            }
            if round < 4 { sys::procyield(30) } else { sys::osyield() }
        }
        // From here the holder must wake someone when it unlocks.
        while self.key.swap(SLEEPING, Ordering::Acquire) != UNLOCKED {
            sys::futexsleep(&self.key, SLEEPING, -1);
        }
    }

    /// Releases the lock.
    #[inline]
    pub fn unlock(&self) {
        let old = self.key.swap(UNLOCKED, Ordering::Release);
        if old == SLEEPING {
            sys::futexwakeup(&self.key, 1);
        } else if old == UNLOCKED {
            throw("unlock of unlocked lock");
        }
        note_release(self.rank);
    }

    /// Runs `f` with the lock held.
    #[inline]
    pub fn with<R>(&self, f: impl FnOnce() -> R) -> R {
        self.lock();
        let r = f();
        self.unlock();
        r
    }

    /// Whether somebody holds it (for assertions).
    pub fn is_locked(&self) -> bool {
        self.key.load(Ordering::Relaxed) != UNLOCKED
    }
}

#[inline]
fn note_acquire(rank: Rank) {
    if !cfg!(debug_assertions) {
        return;
    }
    // SAFETY: getg() is this thread's g0 and its M belongs to this thread alone.
    let mp = unsafe { &mut *(*getg()).m() };
    let n = mp.locks as usize;
    if rank != Rank::None && n > 0 && n <= mp.held.len() {
        let top = mp.held[..n].iter().copied().max().unwrap_or(Rank::None);
        if rank < top || (rank == top && !rank.may_repeat()) {
            throw("lock ordering problem");
        }
    }
    if n < mp.held.len() {
        mp.held[n] = rank;
    }
    mp.locks += 1;
}

#[inline]
fn note_release(rank: Rank) {
    if !cfg!(debug_assertions) {
        return;
    }
    // SAFETY: as in note_acquire.
    let mp = unsafe { &mut *(*getg()).m() };
    mp.locks -= 1;
    let n = mp.locks as usize;
    if n < mp.held.len() {
        // Locks are not always released in reverse order: close the gap.
        if let Some(i) = mp.held[..=n].iter().rposition(|&r| r == rank) {
            mp.held.copy_within(i + 1..n + 1, i);
        }
        mp.held[n] = Rank::None;
    }
}

/// A one-shot event: one thread sleeps, another wakes it, then `clear` before the next use.
#[repr(C)]
#[derive(Default)]
pub struct Note {
    key: AtomicU32,
}

impl Note {
    /// A clear note.
    pub const fn new() -> Note {
        Note { key: AtomicU32::new(0) }
    }

    /// Makes it ready for use again.
    pub fn clear(&self) {
        self.key.store(0, Ordering::Relaxed);
    }

    /// Signals the event; twice without a clear is an error.
    pub fn wakeup(&self) {
        if self.key.swap(1, Ordering::Release) != 0 {
            throw("notewakeup - double wakeup");
        }
        sys::futexwakeup(&self.key, 1);
    }

    /// Waits for the event.
    pub fn sleep(&self) {
        while self.key.load(Ordering::Acquire) == 0 {
            sys::futexsleep(&self.key, 0, -1);
        }
    }

    /// Waits at most `ns` nanoseconds (negative: for ever); tells whether the event happened.
    pub fn tsleep(&self, ns: i64) -> bool {
        if ns < 0 {
            self.sleep();
            return true;
        }
        let deadline = sys::nanotime() + ns;
        loop {
            if self.key.load(Ordering::Acquire) != 0 {
                return true;
            }
            let left = deadline - sys::nanotime();
            if left <= 0 {
                return self.key.load(Ordering::Acquire) != 0;
            }
            sys::futexsleep(&self.key, 0, left);
        }
    }
}
