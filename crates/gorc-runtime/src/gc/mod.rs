//! The collector: stop the world, mark, start the world, sweep lazily.
//!
//! An allocation that takes the heap over its goal sets a flag ([`pacer`]); the next routine that allocates for compiled code
//! sees it in [`poll`], *before* it has allocated or locked anything, and collects on the g0 it runs on. Marking is
//! done by that M alone ([`mark`]), from roots ([`roots`]) over an explicit stack. Then all spans wait for being swept: by allocations that
//! need space, by the goroutine `bgsweep`, at the latest by the next collection ([`crate::mem::central`]).
//!
//! Invariants: marking begins with every span swept and every cache flushed; between `stop` and `start` nothing
//! allocates; write barriers are not needed.
//!
//! Read next: `mark.rs`.

pub mod background;
pub mod livemaps;
pub mod mark;
pub mod memprofile;
pub mod pacer;
pub mod roots;
pub mod specials;
pub mod stackobj;
pub mod stackscan;
pub mod stats;

use crate::mem::heap::STATS;
use crate::mem::{cache, central};
use crate::stubs::getm;
use crate::{stw, sys};
use core::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, Ordering};

/// `runtime.writeBarrier`: compiled code calls `gcWriteBarrier` when it is not zero; never, for now.
#[cfg_attr(feature = "standalone", unsafe(export_name = "runtime.writeBarrier"))]
pub static WRITE_BARRIER: AtomicU32 = AtomicU32::new(0);

/// `GODEBUG=gctrace=1`.
static TRACE: AtomicBool = AtomicBool::new(false);
/// Completed collections.
pub static CYCLES: AtomicU32 = AtomicU32::new(0);
/// Those that the program asked for.
pub static FORCED: AtomicU32 = AtomicU32::new(0);
/// When the last collection ended (nanotime).
pub static LAST_END: AtomicI64 = AtomicI64::new(0);
/// Start of the process as the collector sees it.
static START: AtomicI64 = AtomicI64::new(0);

/// Reads the settings; boot step `gcinit`.
pub fn gcinit() {
    START.store(sys::nanotime(), Ordering::Relaxed);
    LAST_END.store(sys::nanotime(), Ordering::Relaxed);
    if let Some(p) = crate::boot::getenv(b"GOGC").and_then(pacer::parse_percent) {
        pacer::set_percent(p);
    }
    if let Some(l) = crate::boot::getenv(b"GOMEMLIMIT").and_then(pacer::parse_limit) {
        pacer::set_limit(l);
    }
    if let Some(debug) = crate::boot::getenv(b"GODEBUG") {
        for item in debug.split(|&b| b == b',') {
            let n = item.iter().position(|&b| b == b'=').map(|i| (&item[..i], parse_uint(&item[i + 1..])));
            match n {
                Some((b"gctrace", n)) => TRACE.store(n > 0, Ordering::Relaxed),
                Some((b"gcstress", n)) => pacer::set_stress(n),
                _ => {}
            }
        }
    }
}

fn parse_uint(s: &[u8]) -> usize {
    s.iter()
        .fold(0usize, |n, b| if b.is_ascii_digit() { n.saturating_mul(10) + (b - b'0') as usize } else { n })
}

/// Collects if the heap reached its goal. First thing in every routine that allocates for compiled code: no lock is
/// held and nothing allocated is held in a local yet.
#[inline(always)]
pub fn poll() {
    if pacer::WANTED.load(Ordering::Relaxed) {
        poll_slow();
    }
}

#[cold]
#[inline(never)]
fn poll_slow() {
    if pacer::ENABLED.load(Ordering::Relaxed) {
        collect(false);
    }
}

/// Runs a collection: false if the world could not be stopped because somebody else is doing that.
pub fn collect(forced: bool) -> bool {
    // SAFETY: the M is this thread's.
    if unsafe { (*getm()).locks } != 0 {
        return false;
    }
    let begin = sys::nanotime();
    while central::sweep_one().is_some() {}
    if !stw::try_stop_the_world() {
        return false;
    }
    let stopped = sys::nanotime();
    if !forced && !pacer::WANTED.load(Ordering::Relaxed) {
        // Somebody else has collected meanwhile.
        stw::start_the_world();
        return true;
    }
    let before = STATS.live.load(Ordering::Relaxed);
    let goal = pacer::goal();
    let marked = mark_world();
    let end = sys::nanotime();
    CYCLES.fetch_add(1, Ordering::Relaxed);
    if forced {
        FORCED.fetch_add(1, Ordering::Relaxed);
    }
    LAST_END.store(end, Ordering::Relaxed);
    stats::note_pause(end - stopped);
    pacer::relax_stress(stats::total_pause());
    let nprocs = procs();
    stw::start_the_world();
    background::wake();
    if TRACE.load(Ordering::Relaxed) {
        let times = [stopped - begin, end - stopped, sys::nanotime() - end];
        trace(begin, times, [before, before, marked, goal], nprocs, forced);
    }
    true
}

/// Marks and hands everything to the sweepers; returns the bytes found reachable. The world is stopped.
fn mark_world() -> usize {
    while central::sweep_one().is_some() {}
    flush_caches();
    // SAFETY: the world is stopped, and this is the one place that marks.
    let mut m = unsafe { mark::Marker::new() };
    roots::mark_roots(&mut m);
    m.drain();
    roots::debug_stacks(m.stacks);
    m.retire();
    specials::clear_weak();
    pacer::WANTED.store(false, Ordering::Relaxed);
    pacer::MARKED.store(m.marked_bytes, Ordering::Relaxed);
    pacer::STACKS.store(m.stack_bytes, Ordering::Relaxed);
    STATS.live.store(m.marked_bytes, Ordering::Relaxed);
    central::start_sweep();
    pacer::retarget();
    m.marked_bytes
}

#[cfg(not(test))]
fn procs() -> usize {
    crate::procs::allp_len()
}

#[cfg(test)]
fn procs() -> usize {
    1
}

/// Gives the spans in all Ps' caches back. The world is stopped.
pub fn flush_caches() {
    // SAFETY: the world is stopped.
    unsafe {
        #[cfg(not(test))]
        for i in 0..crate::procs::allp_len() {
            cache::flush_p(crate::procs::allp(i));
        }
        #[cfg(test)]
        cache::flush_p(crate::stubs::getp());
    }
}

/// Runs `f` with the world stopped; without stopping it if another M is doing that (then `f` is skipped).
pub fn with_world_stopped(f: impl FnOnce()) {
    if stw::try_stop_the_world() {
        f();
        stw::start_the_world();
    }
}

/// The line of `gctrace=1`, in Go's shape: stop, mark, restart.
fn trace(begin: i64, times: [i64; 3], sizes: [usize; 4], procs: usize, forced: bool) {
    let since = (begin - START.load(Ordering::Relaxed)).max(1);
    let us = times.map(|t| t / 1000);
    let total = stats::total_pause();
    let mb = sizes.map(|s| s >> 20);
    let (cycle, stacks) = (CYCLES.load(Ordering::Relaxed), stats::stack_bytes() >> 20);
    let globals = stats::global_bytes() >> 20;
    let cpu = us[1] * procs as i64;
    crate::rtprint!(
        "gc {} @{}.{:03}s {}%: {}.{:03}+{}.{:03}+{}.{:03} ms clock, {}.{:03}+0/{}.{:03}/0+0 ms cpu, {}->{}->{} MB, {} MB goal, {} MB stacks, {} MB globals, {} P{}\n",
        cycle,
        since / 1_000_000_000,
        since / 1_000_000 % 1000,
        total * 100 / since as u64,
        us[0] / 1000,
        us[0] % 1000,
        us[1] / 1000,
        us[1] % 1000,
        us[2] / 1000,
        us[2] % 1000,
        us[0] / 1000,
        us[0] % 1000,
        cpu / 1000,
        cpu % 1000,
        mb[0],
        mb[1],
        mb[2],
        mb[3],
        stacks,
        globals,
        procs,
        if forced { " (forced)" } else { "" },
    );
}

/// `runtime.gcforce() bool`: collects now; false: try again after yielding.
extern "C" fn gcforce() -> usize {
    collect(true) as usize
}
crate::rust_thunk!("runtime.gcforce", gcforce, 0);

/// `runtime.gccycles() uint32`: completed collections.
extern "C" fn gccycles() -> u32 {
    CYCLES.load(Ordering::Relaxed)
}
crate::rust_thunk!("runtime.gccycles", gccycles, 0);

#[cfg(test)]
mod tests {
    use super::mark_world;
    use crate::mem::central;
    use crate::mem::heap::STATS;
    use crate::mem::malloc::{find_object, mallocgc};
    use crate::mem::testing;
    use core::sync::atomic::Ordering;
    use std::sync::Mutex;

    pub static TEST_ROOTS: Mutex<Vec<usize>> = Mutex::new(Vec::new());

    fn set_roots(r: &[usize]) {
        *TEST_ROOTS.lock().unwrap() = r.to_vec();
    }

    fn is_live(p: usize) -> bool {
        find_object(p).is_some()
    }

    fn collect() {
        mark_world();
        while central::sweep_one().is_some() {}
    }

    #[test]
    fn keeps_what_is_reachable_and_frees_the_rest() {
        let _heap = testing::collecting();
        let node = testing::typ(24, &[0, 1]);
        let big = testing::typ(1024, &[0, 127]);
        // SAFETY: sizes match the types; objects are only touched while reachable.
        unsafe {
            // A long list (recursion would overflow), a large array of pointers, an object with a header, noscan leaves.
            let mut head = core::ptr::null_mut::<usize>();
            let mut all = Vec::new();
            for i in 0..200_000usize {
                let n: *mut usize = mallocgc(24, node, true).cast();
                let leaf = mallocgc(24 + i % 100, core::ptr::null(), true) as usize;
                *n = head as usize;
                *n.add(1) = leaf + 5;
                *n.add(2) = 0xdead;
                head = n;
                all.push((n as usize, leaf));
            }
            let garbage: Vec<usize> = (0..50_000).map(|_| mallocgc(24, node, true) as usize).collect();
            let arr: *mut usize = mallocgc(8 * 10_000, testing::typ(8, &[0]), true).cast();
            let hdr: *mut usize = mallocgc(2048, big, true).cast();
            *arr.add(9_999) = hdr as usize;
            *hdr.add(128 + 127) = head as usize + 8;
            let hidden = mallocgc(64, core::ptr::null(), true) as usize;
            *hdr.add(3) = hidden; // not a pointer by the type
            set_roots(&[arr as usize + 100]);
            collect();
            assert!(all.iter().all(|&(n, l)| is_live(n) && is_live(l)));
            assert!(is_live(arr as usize) && is_live(hdr as usize));
            assert!(!garbage.iter().any(|&g| is_live(g)));
            assert!(!is_live(hidden));
            let live = STATS.live.load(Ordering::Relaxed);
            assert!((200_000 * 48..200_000 * 140).contains(&live));
            // What is freed is reused, zeroed, and never a live object.
            for _ in 0..60_000 {
                let n: *mut [usize; 3] = mallocgc(24, node, true).cast();
                assert_eq!(*n, [0; 3]);
                *n = [1, 2, 3];
            }
            assert!(all.iter().all(|&(n, _)| *(n as *const usize).add(2) == 0xdead));
            set_roots(&[]);
            collect();
            assert!(!all.iter().any(|&(n, l)| is_live(n) || is_live(l)));
            assert_eq!(STATS.live.load(Ordering::Relaxed), 0);
        }
    }

    #[test]
    fn allocation_sweeps_lazily() {
        let _heap = testing::collecting();
        set_roots(&[]);
        // SAFETY: fresh memory only.
        unsafe {
            for _ in 0..10_000 {
                mallocgc(128, core::ptr::null(), true);
            }
            mark_world();
            assert!(central::unswept_pages() > 0);
            let before = STATS.inuse_pages.load(Ordering::Relaxed);
            for _ in 0..9_000 {
                mallocgc(128, core::ptr::null(), true);
            }
            assert!(STATS.inuse_pages.load(Ordering::Relaxed) <= before);
        }
        collect();
    }
}
