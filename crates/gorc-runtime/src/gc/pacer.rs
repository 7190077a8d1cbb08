//! When to collect: heap size against goal, GOGC and GOMEMLIMIT, and the stress mode.
//!
//! The goal after a collection is the live heap plus GOGC percent of it and of all stacks (what a collection has to look at), at least 4 MiB scaled by GOGC, and lowered to keep the total
//! under GOMEMLIMIT. Allocation is accounted when a cache takes a span, so the fast path only looks at one flag.
//!
//! Read next: `mod.rs`.

use crate::mem::heap::{STATS, page_stats};
use core::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, AtomicUsize, Ordering};

/// Smallest heap goal at GOGC=100.
const MIN_HEAP: usize = 4 << 20;

/// Set when the heap reached its trigger; the next allocating call collects.
pub static WANTED: AtomicBool = AtomicBool::new(false);
/// GOGC; negative: off.
static PERCENT: AtomicI64 = AtomicI64::new(100);
/// GOMEMLIMIT in bytes.
static LIMIT: AtomicU64 = AtomicU64::new(i64::MAX as u64);
/// Live heap at which the next collection starts.
static TRIGGER: AtomicUsize = AtomicUsize::new(MIN_HEAP);
/// Bytes that the last collection found reachable.
pub static MARKED: AtomicUsize = AtomicUsize::new(0);
/// Bytes of the stacks of live goroutines at that time.
pub static STACKS: AtomicUsize = AtomicUsize::new(0);
/// Collect at every Nth allocation; 0: off.
static STRESS: AtomicUsize = AtomicUsize::new(0);
/// When collections have taken so long, they become fewer: programs with deep stacks shall end some day.
static STRESS_BUDGET_NS: AtomicU64 = AtomicU64::new(5_000_000_000);
/// No short cuts.
static SLOW_PATH: AtomicBool = AtomicBool::new(false);
static STRESS_COUNT: AtomicUsize = AtomicUsize::new(0);
/// Collections may start (set when the background goroutines run).
pub static ENABLED: AtomicBool = AtomicBool::new(false);

/// Accounts for bytes that are about to be allocated from.
pub fn note_alloc(bytes: usize) {
    let live = STATS.live.fetch_add(bytes, Ordering::Relaxed) + bytes;
    if live >= TRIGGER.load(Ordering::Relaxed) {
        WANTED.store(true, Ordering::Relaxed);
    }
}

/// Counts an allocation in stress mode.
#[inline(always)]
pub fn stress_tick() {
    if STRESS.load(Ordering::Relaxed) != 0 {
        stress_slow();
    }
}

/// Whether every allocation is to take the ordinary way: in stress mode, and while a memory profile is taken.
#[inline(always)]
pub fn slow_path() -> bool {
    SLOW_PATH.load(Ordering::Relaxed)
}

/// Makes every allocation take the ordinary way from now on.
pub fn take_slow_path() {
    SLOW_PATH.store(true, Ordering::Relaxed);
}

#[cold]
fn stress_slow() {
    let n = STRESS.load(Ordering::Relaxed).max(1);
    if STRESS_COUNT.fetch_add(1, Ordering::Relaxed) % n == n - 1 {
        WANTED.store(true, Ordering::Relaxed);
    }
}

/// `GODEBUG=gcstress=N`.
pub fn set_stress(n: usize) {
    STRESS.store(n, Ordering::Relaxed);
    SLOW_PATH.store(n != 0, Ordering::Relaxed);
}

/// Takes less of a program's time in stress mode once much of it has gone: `total` is the time of all collections (ns).
pub fn relax_stress(total: u64) {
    let n = STRESS.load(Ordering::Relaxed);
    if n != 0 && total > STRESS_BUDGET_NS.load(Ordering::Relaxed) {
        STRESS_BUDGET_NS.fetch_add(2_000_000_000, Ordering::Relaxed);
        STRESS.store(n * 4, Ordering::Relaxed);
    }
}

/// The current goal.
pub fn goal() -> usize {
    TRIGGER.load(Ordering::Relaxed)
}

/// The current GOGC.
pub fn percent() -> i64 {
    PERCENT.load(Ordering::Relaxed)
}

/// Sets GOGC (negative: off); returns the old value.
pub fn set_percent(p: i64) -> i64 {
    let old = PERCENT.swap(p.max(-1), Ordering::Relaxed);
    retarget();
    old
}

/// Sets the memory limit (negative: only asks); returns the old value.
pub fn set_limit(limit: i64) -> i64 {
    if limit < 0 {
        return LIMIT.load(Ordering::Relaxed) as i64;
    }
    let old = LIMIT.swap(limit as u64, Ordering::Relaxed);
    retarget();
    old as i64
}

/// Memory that counts against the limit.
pub fn total_memory() -> usize {
    let (mapped, free, free_dirty) = page_stats();
    mapped - free + free_dirty + crate::persistent::PERSISTENT_SYS.load(Ordering::Relaxed)
}

/// Bytes of free memory to give back so that the limit holds.
pub fn over_limit() -> usize {
    let limit = LIMIT.load(Ordering::Relaxed);
    let total = total_memory() as u64;
    total.saturating_sub(limit - limit / 20) as usize
}

/// Computes the goal from the last collection's result and the settings.
pub fn retarget() {
    let marked = MARKED.load(Ordering::Relaxed);
    let percent = PERCENT.load(Ordering::Relaxed);
    let limit = LIMIT.load(Ordering::Relaxed);
    let other = total_memory().saturating_sub(STATS.inuse_pages.load(Ordering::Relaxed) << 13);
    let stacks = STACKS.load(Ordering::Relaxed);
    TRIGGER.store(goal_for(marked, stacks, percent, limit, other), Ordering::Relaxed);
}

/// The goal for `marked` reachable bytes, with `stacks` bytes of stack to scan and `other` memory in use besides the heap.
pub fn goal_for(marked: usize, stacks: usize, percent: i64, limit: u64, other: usize) -> usize {
    let mut goal = usize::MAX;
    if percent >= 0 {
        let p = percent as u128;
        let scaled = marked as u128 + (marked as u128 + stacks as u128) * p / 100;
        let least = MIN_HEAP as u128 * p / 100;
        goal = scaled.max(least).min(usize::MAX as u128) as usize;
    }
    if limit < i64::MAX as u64 {
        let room = (limit as usize).saturating_sub(other);
        // Never so close to the live heap that collections follow one another without end.
        let floor = marked + (marked / 20).max(256 << 10);
        goal = goal.min(room.max(floor));
    }
    goal
}

/// Reads a number with GOMEMLIMIT's suffixes; `None` if malformed, `off` is no limit.
pub fn parse_limit(s: &[u8]) -> Option<i64> {
    if s == b"off" {
        return Some(i64::MAX);
    }
    let digits = s.iter().take_while(|b| b.is_ascii_digit()).count();
    if digits == 0 {
        return None;
    }
    let shift = match &s[digits..] {
        b"" | b"B" => 0,
        b"KiB" => 10,
        b"MiB" => 20,
        b"GiB" => 30,
        b"TiB" => 40,
        _ => return None,
    };
    parse_int(&s[..digits])?.checked_mul(1 << shift)
}

/// Reads GOGC: a percentage or `off`.
pub fn parse_percent(s: &[u8]) -> Option<i64> {
    if s == b"off" { Some(-1) } else { parse_int(s) }
}

fn parse_int(s: &[u8]) -> Option<i64> {
    if s.is_empty() {
        return None;
    }
    s.iter().try_fold(0i64, |n, b| {
        if b.is_ascii_digit() { n.checked_mul(10)?.checked_add(i64::from(b - b'0')) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::{goal_for, parse_limit, parse_percent};

    const NO_LIMIT: u64 = i64::MAX as u64;

    #[test]
    fn goals() {
        assert_eq!(goal_for(0, 0, 100, NO_LIMIT, 0), 4 << 20);
        assert_eq!(goal_for(100 << 20, 0, 100, NO_LIMIT, 0), 200 << 20);
        assert_eq!(goal_for(100 << 20, 0, 50, NO_LIMIT, 0), 150 << 20);
        assert_eq!(goal_for(100 << 20, 0, -1, NO_LIMIT, 0), usize::MAX);
        assert_eq!(goal_for(100 << 20, 20 << 20, 100, NO_LIMIT, 0), 220 << 20);
        assert_eq!(goal_for(10 << 20, 0, -1, 64 << 20, 4 << 20), 60 << 20);
        assert!(goal_for(100 << 20, 0, 100, 64 << 20, 0) > 100 << 20);
    }

    #[test]
    fn settings() {
        assert_eq!(parse_limit(b"64MiB"), Some(64 << 20));
        assert_eq!(parse_limit(b"1000"), Some(1000));
        assert_eq!(parse_limit(b"off"), Some(i64::MAX));
        assert_eq!(parse_limit(b"MiB"), None);
        assert_eq!(parse_limit(b"9999999TiB"), None);
        assert_eq!(parse_percent(b"off"), Some(-1));
        assert_eq!(parse_percent(b"250"), Some(250));
        assert_eq!(parse_percent(b"x"), None);
    }
}
