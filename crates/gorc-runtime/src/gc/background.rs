//! What the goroutines `bgsweep`, `bgscavenge` and `forcegchelper` (std/runtime/mgc.go) ask of the runtime: work in small portions, and
//! a place to sleep until there is some.
//!
//! Read next: `std/runtime/mgc.go`.

use super::pacer;
use crate::lock::{Mutex, Rank};
use crate::mem::{central, heap};
use crate::runtime2::{G, WaitReason};
use crate::stubs::getcurg;
use crate::sys;
use crate::thunk::{Outcome, done, gopark, goready};
use core::cell::UnsafeCell;
use core::ptr::null_mut;
use core::sync::atomic::Ordering;

/// Collections at least this often (nanoseconds).
const FORCE_PERIOD: i64 = 120_000_000_000;
/// Spans swept per portion.
const SWEEP_BATCH: usize = 10;
/// Bytes given back per portion.
const SCAVENGE_BATCH: usize = 1 << 20;

/// A goroutine that sleeps until somebody has work for it.
struct Helper {
    lock: Mutex,
    parked: UnsafeCell<*mut G>,
}
// SAFETY: `parked` is accessed under `lock`.
unsafe impl Sync for Helper {}

impl Helper {
    const fn new() -> Helper {
        Helper { lock: Mutex::new(Rank::Sweep), parked: UnsafeCell::new(null_mut()) }
    }

    fn wait(&self, reason: WaitReason, ready: impl FnOnce() -> bool) -> Outcome {
        self.lock.lock();
        if ready() {
            self.lock.unlock();
            return done(0, 0);
        }
        let gp = getcurg();
        // SAFETY: under the lock.
        unsafe { *self.parked.get() = gp };
        gopark(gp, reason, || self.lock.unlock())
    }

    fn wake(&self) {
        // SAFETY: under the lock.
        let gp = self.lock.with(|| unsafe { core::mem::replace(&mut *self.parked.get(), null_mut()) });
        if !gp.is_null() {
            goready(gp);
        }
    }
}

static SWEEPER: Helper = Helper::new();
static SCAVENGER: Helper = Helper::new();
static FORCER: Helper = Helper::new();

/// After a collection: the sweeper and the scavenger have work.
pub fn wake() {
    SWEEPER.wake();
    if excess() > 0 {
        SCAVENGER.wake();
    }
}

/// Whether sysmon should call [`force`] now.
pub fn force_due(now: i64) -> bool {
    pacer::ENABLED.load(Ordering::Relaxed)
        && pacer::percent() >= 0
        && now - super::LAST_END.load(Ordering::Relaxed) > FORCE_PERIOD
}

/// The goroutine that collects when nothing else does, off its sleep (null: it is not asleep). sysmon, which has no P, puts it on
/// the global queue.
pub fn take_forcer() -> *mut G {
    // SAFETY: under the lock.
    FORCER.lock.with(|| unsafe { core::mem::replace(&mut *FORCER.parked.get(), null_mut()) })
}

/// Resident bytes of the heap beyond what the next collections will need.
fn excess() -> usize {
    let (mapped, free, free_dirty) = heap::page_stats();
    let keep = pacer::goal().saturating_add(pacer::goal() / 10);
    let resident = mapped - free + free_dirty;
    resident.saturating_sub(keep).min(free_dirty).max(pacer::over_limit().min(free_dirty))
}

/// `runtime.bgsweepwait()`: sleeps until there is something to sweep. The first call also allows collections.
extern "C" fn bgsweepwait() -> Outcome {
    pacer::ENABLED.store(true, Ordering::Relaxed);
    SWEEPER.wait(WaitReason::GcSweepWait, || central::unswept_pages() > 0)
}
extern "C" fn woken() -> Outcome {
    done(0, 0)
}
crate::block_thunk!("runtime.bgsweepwait", bgsweepwait, woken, 0);

/// `runtime.sweepsome() bool`: sweeps a few spans; false when all is swept.
extern "C" fn sweepsome() -> usize {
    (0..SWEEP_BATCH).all(|_| central::sweep_one().is_some()) as usize
}
crate::rust_thunk!("runtime.sweepsome", sweepsome, 0);

/// `runtime.sweeping() bool`: whether a thread is still at a span that was to be swept.
extern "C" fn sweeping() -> usize {
    central::is_sweeping() as usize
}
crate::rust_thunk!("runtime.sweeping", sweeping, 0);

/// `runtime.bgscavengewait()`: sleeps until there is memory to give back.
extern "C" fn bgscavengewait() -> Outcome {
    SCAVENGER.wait(WaitReason::GcScavengeWait, || false)
}
crate::block_thunk!("runtime.bgscavengewait", bgscavengewait, woken, 0);

/// `runtime.scavengesome() bool`: gives a little memory back; false when nothing more is to be given.
extern "C" fn scavengesome() -> usize {
    let n = excess().min(SCAVENGE_BATCH);
    (n > 0 && heap::scavenge(n) > 0) as usize
}
crate::rust_thunk!("runtime.scavengesome", scavengesome, 0);

/// `runtime.scavengeall()`: gives all free memory back (`debug.FreeOSMemory`).
extern "C" fn scavengeall() {
    heap::scavenge(usize::MAX >> 1);
}
crate::rust_thunk!("runtime.scavengeall", scavengeall, 0);

/// `runtime.forcegcwait()`: sleeps until sysmon finds that no collection has run for two minutes.
extern "C" fn forcegcwait() -> Outcome {
    FORCER.wait(WaitReason::ForceGcIdle, || false)
}
crate::block_thunk!("runtime.forcegcwait", forcegcwait, woken, 0);

/// Time since the last collection, for tests and traces.
pub fn since_last() -> i64 {
    sys::nanotime() - super::LAST_END.load(Ordering::Relaxed)
}
