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
pub fn mallocgc(size: usize, typ: *const gorc_abi::typedesc::Type, needzero: bool) -> *mut u8 {
    // SAFETY: callers pass a descriptor of what they store, or null for no pointers.
    unsafe { crate::mem::malloc::mallocgc(size, typ, needzero) }
}

/// Sets up the collector; called once by `schedinit`.
pub fn gcinit() {
    crate::gc::gcinit();
}

/// Sets up the interface table from the itabs the linker laid out.
pub fn itabsinit() {
    crate::types::itab::itabsinit();
}

/// A new P: nothing to do, its allocation cache and timers are made on first use.
pub fn p_init(_pp: *mut P) {}

/// A P goes out of use (GOMAXPROCS shrinks): flush its cache, move its timers to this M's P.
pub fn p_destroy(pp: *mut P) {
    // SAFETY: the world is stopped.
    unsafe { crate::mem::cache::flush_p(pp) };
    crate::timer::p_destroy(pp);
}

/// Runs the P's due timers; `now` is 0 if not known.
pub fn check_timers(pp: *mut P, now: i64) -> TimerCheck {
    crate::timer::check_timers(pp, now)
}

/// Whether the P has timers (for `checkdead`).
pub fn has_timers(pp: *mut P) -> bool {
    crate::timer::has_timers(pp)
}

/// When the P's next timer is due, readable by any thread; 0: none.
pub fn next_timer(pp: *mut P) -> i64 {
    crate::timer::next_timer(pp)
}
