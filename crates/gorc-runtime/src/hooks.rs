//! Where the scheduler calls memory management and timers: one place to see what it needs of them.

use crate::runtime2::P;

/// What [`check_timers`] found.
#[derive(Clone, Copy, Default)]
pub struct TimerCheck {
    /// The time, if it was read (else what was passed in).
    pub now: i64,
    /// When the P's next timer is due; 0: none.
    pub poll_until: i64,
    /// Whether timers were run, which may have made goroutines runnable.
    pub ran: bool,
}

/// Sets up the heap and the first allocation cache; called once by `schedinit`.
pub fn mallocinit() {
    crate::mem::mallocinit();
}

/// Heap memory for the runtime's own records.
pub fn mallocgc(size: usize, _typ: *const gorc_abi::typedesc::Type, _needzero: bool) -> *mut u8 {
    crate::persistent::persistentalloc(size, 8)
}

/// Sets up the collector; called once by `schedinit`.
pub fn gcinit() {
    crate::gc::gcinit();
}

/// Sets up the interface table from the itabs the linker laid out.
pub fn itabsinit() {
    crate::types::itab::itabsinit();
}

/// A new P: its allocation cache and timers.
pub fn p_init(_pp: *mut P) {}

/// A P goes out of use (GOMAXPROCS shrinks): flush its cache, move its timers to this M's P.
pub fn p_destroy(_pp: *mut P) {}

/// Runs the P's due timers; `now` is 0 if not known.
pub fn check_timers(_pp: *mut P, now: i64) -> TimerCheck {
    TimerCheck { now, poll_until: 0, ran: false }
}

/// Whether the P has timers (for `checkdead`).
pub fn has_timers(_pp: *mut P) -> bool {
    false
}

/// When the P's next timer is due, readable by any thread; 0: none.
pub fn next_timer(_pp: *mut P) -> i64 {
    0
}
