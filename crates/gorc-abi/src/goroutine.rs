//! The part of `g` that compiled code and assembly reach by offset, and the defer frame.
//!
//! `g` lives in r15 while compiled code runs. The runtime's own `g` starts with [`GHead`].

/// Half-open range `[lo, hi)` of usable stack.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Stack {
    /// Lowest usable address.
    pub lo: usize,
    /// One past the highest usable address.
    pub hi: usize,
}

/// Registers saved while a goroutine is not running, or while it is inside a runtime routine on g0.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Gobuf {
    /// Stack pointer.
    pub sp: usize,
    /// Program counter.
    pub pc: usize,
    /// Frame pointer.
    pub bp: usize,
}

/// The head of every `g`; offsets are fixed, see the constants below.
#[repr(C)]
#[derive(Debug)]
pub struct GHead {
    /// The current stack segment.
    pub stack: Stack,
    /// What prologues compare the stack pointer with; doubles as the pre-emption request.
    pub stackguard0: usize,
    /// The bound for the system stack.
    pub stackguard1: usize,
    /// The M that runs this G.
    pub m: *mut u8,
    /// Closure context: the func value being called, stored just before an indirect call.
    pub ctxt: usize,
    /// Saved registers.
    pub sched: Gobuf,
    /// Innermost defer frame.
    pub deferframe: *mut DeferFrame,
}

/// Offset of `GHead::stackguard0`.
pub const G_STACKGUARD0: usize = core::mem::offset_of!(GHead, stackguard0);
/// Offset of `GHead::m`.
pub const G_M: usize = core::mem::offset_of!(GHead, m);
/// Offset of `GHead::ctxt`.
pub const G_CTXT: usize = core::mem::offset_of!(GHead, ctxt);
/// Offset of `GHead::sched`.
pub const G_SCHED: usize = core::mem::offset_of!(GHead, sched);
/// Offset of `GHead::deferframe`.
pub const G_DEFERFRAME: usize = core::mem::offset_of!(GHead, deferframe);

/// Stack slot of a function that has `defer` statements, linked from `g.deferframe` while the function runs.
///
/// `runtime.deferframe` fills it at function entry. After a recovered panic the runtime sets `rsp = sp`,
/// `rbp = bp` and jumps to the handler block that the function table names for `pc`.
#[repr(C)]
#[derive(Debug)]
pub struct DeferFrame {
    /// The next outer defer frame of this goroutine.
    pub link: *mut DeferFrame,
    /// Stack pointer after `runtime.deferframe` returned.
    pub sp: usize,
    /// Frame pointer of the function.
    pub bp: usize,
    /// Return address of the call of `runtime.deferframe`.
    pub pc: usize,
    /// Stack of pending deferred calls, innermost first (a list the runtime owns).
    pub head: *mut u8,
    /// For the runtime's use: stack bounds at entry (segment) and state bits.
    pub stack: Stack,
    /// Runtime state.
    pub state: usize,
}
