//! The numbers behind `runtime.MemStats` and `debug.GCStats`.
//!
//! Read next: `std/runtime/mstats.go`, which lays them out for programs.

use super::pacer;
use crate::mem::arena::META_SYS;
use crate::mem::heap::{STATS, page_stats};
use crate::persistent::PERSISTENT_SYS;
use crate::sys;
use core::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};

/// Pauses remembered.
const PAUSES: usize = 256;
static PAUSE_NS: [AtomicU64; PAUSES] = [const { AtomicU64::new(0) }; PAUSES];
static PAUSE_END: [AtomicI64; PAUSES] = [const { AtomicI64::new(0) }; PAUSES];
static TOTAL: AtomicU64 = AtomicU64::new(0);
static COUNT: AtomicUsize = AtomicUsize::new(0);

/// Records a pause that ends now.
pub fn note_pause(ns: i64) {
    let ns = ns.max(0) as u64;
    let i = COUNT.fetch_add(1, Ordering::Relaxed) % PAUSES;
    let (sec, nsec) = sys::walltime();
    PAUSE_NS[i].store(ns, Ordering::Relaxed);
    PAUSE_END[i].store(sec * 1_000_000_000 + i64::from(nsec), Ordering::Relaxed);
    TOTAL.fetch_add(ns, Ordering::Relaxed);
}

/// Nanoseconds of all pauses.
pub fn total_pause() -> u64 {
    TOTAL.load(Ordering::Relaxed)
}

/// Bytes mapped for stacks.
pub fn stack_bytes() -> usize {
    crate::stack::STACKS_SYS.load(Ordering::Relaxed)
}

/// Bytes of global variables that are scanned.
pub fn global_bytes() -> usize {
    #[cfg(feature = "standalone")]
    {
        let md = crate::types::moduledata();
        md.edata - md.data + md.ebss - md.bss
    }
    #[cfg(not(feature = "standalone"))]
    0
}

/// What `runtime.readmemstats` fills in; the same struct is declared in std/runtime/mstats.go.
#[repr(C)]
pub struct RawStats {
    heap_alloc: u64,
    total_alloc: u64,
    mallocs: u64,
    frees: u64,
    heap_sys: u64,
    heap_inuse: u64,
    heap_idle: u64,
    heap_released: u64,
    stacks: u64,
    meta_sys: u64,
    other_sys: u64,
    next_gc: u64,
    last_gc: u64,
    pause_total: u64,
    num_gc: u64,
    num_forced: u64,
    pause_ns: [u64; PAUSES],
    pause_end: [u64; PAUSES],
}

/// `runtime.readmemstats(*rawstats)`.
extern "C" fn readmemstats(out: *mut RawStats) {
    super::with_world_stopped(super::flush_caches);
    let (mapped, free, free_dirty) = page_stats();
    let n = COUNT.load(Ordering::Relaxed);
    let (total, freed) =
        (STATS.total_alloc.load(Ordering::Relaxed), STATS.total_free.load(Ordering::Relaxed));
    let last = if n == 0 { 0 } else { PAUSE_END[(n - 1) % PAUSES].load(Ordering::Relaxed) as u64 };
    // SAFETY: the Go side passes its struct of the same layout.
    let out = unsafe { &mut *out };
    out.heap_alloc = total - freed;
    out.total_alloc = total;
    out.mallocs = STATS.mallocs.load(Ordering::Relaxed);
    out.frees = STATS.frees.load(Ordering::Relaxed);
    out.heap_sys = mapped as u64;
    out.heap_inuse = (STATS.inuse_pages.load(Ordering::Relaxed) << 13) as u64;
    out.heap_idle = free as u64;
    out.heap_released = (free - free_dirty) as u64;
    out.stacks = stack_bytes() as u64;
    out.meta_sys = META_SYS.load(Ordering::Relaxed) as u64 / 64;
    out.other_sys = PERSISTENT_SYS.load(Ordering::Relaxed) as u64;
    out.next_gc = pacer::goal() as u64;
    out.last_gc = last;
    out.pause_total = total_pause();
    out.num_gc = u64::from(super::CYCLES.load(Ordering::Relaxed));
    out.num_forced = u64::from(super::FORCED.load(Ordering::Relaxed));
    for i in 0..PAUSES {
        out.pause_ns[i] = PAUSE_NS[i].load(Ordering::Relaxed);
        out.pause_end[i] = PAUSE_END[i].load(Ordering::Relaxed) as u64;
    }
}
crate::rust_thunk!("runtime.readmemstats", readmemstats, 1);

/// `runtime.gcsetpercent(int) int`.
extern "C" fn gcsetpercent(p: i64) -> i64 {
    pacer::set_percent(p)
}
crate::rust_thunk!("runtime.gcsetpercent", gcsetpercent, 1);

/// `runtime.gcsetlimit(int64) int64`.
extern "C" fn gcsetlimit(l: i64) -> i64 {
    pacer::set_limit(l)
}
crate::rust_thunk!("runtime.gcsetlimit", gcsetlimit, 1);
