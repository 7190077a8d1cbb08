//! The half of defer, panic and recover that cannot be Go: linking deferred calls, deciding whether a `recover` counts, and
//! resuming a function after a recovered panic.
//!
//! A function with `defer` has a `DeferFrame` on its stack (linked from `g.deferframe` by the assembly routine `deferframe`),
//! holding a list of pending calls. `gopanic` in std/runtime/panic.go runs them frame by frame. `state` of a frame is a
//! sequence number that grows with every frame of the goroutine: it tells whether a frame is older than a panic.
//!
//! Read next: `std/runtime/panic.go`.

use crate::fatal::throw;
use crate::runtime2::{G, WaitReason};
use crate::stubs::getcurg;
use crate::symtab::{in_go_text, in_runtime_text, tables};
use crate::thunk::{Outcome, gopark};
use core::sync::atomic::{AtomicI32, Ordering};
use gorc_abi::goroutine::DeferFrame;
use gorc_abi::typedesc::{TFLAG_REGULAR_MEMORY, Type};

/// A pending deferred call, on the heap.
#[repr(C)]
struct DeferRecord {
    link: *mut DeferRecord,
    fv: *const u8,
}

/// Calls `f` with the func values of a defer frame's pending calls.
///
/// # Safety
/// The frame is linked, and its goroutine does not run.
pub unsafe fn for_each_pending(frame: *mut DeferFrame, mut f: impl FnMut(*const u8)) {
    // SAFETY: caller's obligation; records live as long as they are listed.
    unsafe {
        let mut d: *mut DeferRecord = (*frame).head.cast();
        while !d.is_null() {
            f((*d).fv);
            d = (*d).link;
        }
    }
}

/// `_panic` of std/runtime/panic.go. That declaration names this one.
#[repr(C)]
struct GoPanic {
    /// The value: type and data words.
    arg: [usize; 2],
    link: *mut GoPanic,
    /// Frame pointer of the `gopanic` or `Goexit` that runs the deferred calls.
    fp: usize,
    /// `g.deferseq` when it began.
    seq: usize,
    recovered: bool,
    goexit: bool,
}

/// A descriptor with what the collector reads of [`DeferRecord`]: two pointers.
struct RecordType(Type);
// SAFETY: never written.
unsafe impl Sync for RecordType {}
static RECORD_MASK: [u8; 8] = [0b11, 0, 0, 0, 0, 0, 0, 0];
static RECORD_TYPE: RecordType = RecordType(Type {
    size: 16,
    ptr_bytes: 16,
    hash: 0,
    tflag: TFLAG_REGULAR_MEMORY,
    align: 8,
    field_align: 8,
    kind: gorc_abi::typedesc::kind::STRUCT,
    equal: core::ptr::null(),
    gcdata: &raw const RECORD_MASK as *const u8,
    str: 0,
    ptr_to_this: 0,
});

crate::rust_thunk!("runtime.deferprocSlow", deferproc_slow, 2);

/// `deferproc` (see `defer.s`) with an empty pool: a new record, which goes to the pool after its call.
extern "C" fn deferproc_slow(frame: *mut DeferFrame, fv: *const u8) {
    // SAFETY: the frame is on the caller's stack; the func value is one of the thunk's saved arguments.
    unsafe {
        let d = crate::hooks::mallocgc(size_of::<DeferRecord>(), &RECORD_TYPE.0, true).cast::<DeferRecord>();
        (*d).link = (*frame).head.cast();
        (*d).fv = fv;
        (*frame).head = d.cast();
    }
}

crate::rust_thunk!("runtime.gorecover", gorecover, 1);

/// Two words in rax and rdx: an `any`.
#[repr(C)]
struct Eface {
    typ: usize,
    data: usize,
}

/// `recover()` in the function whose frame pointer is `fp`: the panic's value if that function was called directly by the loop
/// over deferred calls of the innermost panic.
extern "C" fn gorecover(fp: usize) -> Eface {
    // SAFETY: fp is the frame of a function on the goroutine's stack; `_panic`s live as long as they are linked.
    unsafe {
        let gp = getcurg();
        let p = (*gp).panic_.cast::<GoPanic>();
        if p.is_null() || (*p).goexit || (*p).recovered || caller_frame(gp, fp) != (*p).fp {
            return Eface { typ: 0, data: 0 };
        }
        (*p).recovered = true;
        Eface { typ: (*p).arg[0], data: (*p).arg[1] }
    }
}

/// The frame pointer of the caller of the function with frame pointer `fp`; wrappers made by the compiler, and what reflection
/// puts between a caller and a method, do not count.
unsafe fn caller_frame(gp: *mut G, mut fp: usize) -> usize {
    // SAFETY: frame pointers chain within the goroutine's segments; the outermost frame's is 0.
    unsafe {
        let _ = gp;
        while fp != 0 {
            let mut pc = *(fp as *const usize).add(1);
            let mut up = *(fp as *const usize);
            if !in_go_text(pc) && up != 0 {
                // Called through morestack: its frame is next, the real return address lies above the slow path's.
                let inner = *(up as *const usize).add(1);
                if in_go_text(inner) && tables().find(inner).is_some_and(|f| inner < f.entry as usize) {
                    pc = *(up as *const usize).add(2);
                    up = *(up as *const usize);
                }
            }
            if up != 0 && in_runtime_text(pc) {
                // reflect.call or reflect.makeFuncStub.
                fp = up;
                continue;
            }
            if crate::frames::counts(pc) {
                return up;
            }
            fp = up;
        }
        0
    }
}

crate::call_thunk!("runtime.recovery", recovery, 1);

/// Resumes the function of `frame` at its handler block. Does not return.
extern "C" fn recovery(frame: *mut DeferFrame) -> Outcome {
    // SAFETY: the frame is alive: the goroutine's stack below it is being abandoned.
    unsafe {
        let gp = getcurg();
        let pc = (*frame).pc;
        let Some(f) = tables().find(pc) else { throw("recovery: no function for defer frame") };
        if f.deferreturn == 0 {
            throw("recovery: function has no handler");
        }
        (*gp).head.deferframe = frame;
        crate::stack::unwind_to(gp, &(*frame).stack);
        crate::arch::amd64::recovery((*frame).sp, (*frame).bp, (f.entry + f.deferreturn) as usize, gp)
    }
}

static RUNNING_PANIC_DEFERS: AtomicI32 = AtomicI32::new(0);

crate::rust_thunk!("runtime.runningPanicDefers", running_panic_defers, 1);
extern "C" fn running_panic_defers(delta: i32) -> i32 {
    RUNNING_PANIC_DEFERS.fetch_add(delta, Ordering::AcqRel) + delta
}

crate::block_thunk!("runtime.startpanic", startpanic, startpanic, 0);
/// The first to come reports its panic; the others are parked for good.
extern "C" fn startpanic() -> Outcome {
    // SAFETY: an atomic of the static scheduler state.
    if unsafe { (*crate::proc::sched()).panicking.fetch_add(1, Ordering::AcqRel) } == 0 {
        return Outcome::DONE;
    }
    gopark(getcurg(), WaitReason::PanicWait, || {})
}

crate::call_thunk!("runtime.dopanic", dopanic, 0);

/// The panic's text is printed: signal line, stacks, exit code 2.
extern "C" fn dopanic() -> Outcome {
    crate::fatal::dopanic()
}

crate::rust_thunk!("runtime.getpanic", getpanic, 0);
extern "C" fn getpanic() -> *mut u8 {
    // SAFETY: the goroutine is this M's.
    unsafe { (*getcurg()).panic_ }
}

crate::rust_thunk!("runtime.setpanic", setpanic, 1);
extern "C" fn setpanic(p: *mut u8) {
    // SAFETY: the goroutine is this M's.
    unsafe {
        (*getcurg()).panic_ = p;
        if p.is_null() {
            // What a signal began is over.
            (*getcurg()).sig = 0;
        }
    }
}

crate::rust_thunk!("runtime.deferseq", deferseq, 0);
/// The number of the newest defer frame that was linked.
extern "C" fn deferseq() -> usize {
    // SAFETY: the goroutine is this M's.
    unsafe { (*getcurg()).deferseq }
}

crate::rust_thunk!("runtime.siginfo", siginfo, 1);
/// `func siginfo(out *[4]uintptr)`: signal, code, address, pc.
extern "C" fn siginfo(out: *mut [usize; 4]) {
    // SAFETY: out is the caller's variable.
    unsafe {
        let gp = getcurg();
        *out = [(*gp).sig as usize, (*gp).sigcode0, (*gp).sigcode1, (*gp).sigpc];
    }
}

crate::call_thunk!("runtime.goexit1", goexit1, 0);
/// Ends the goroutine after `Goexit` has run its deferred calls.
extern "C" fn goexit1() -> Outcome {
    crate::proc::goexit0(getcurg())
}

crate::rust_thunk!("runtime.setpaniconfault", setpaniconfault, 1);
extern "C" fn setpaniconfault(on: u8) -> u8 {
    // SAFETY: the goroutine is this M's.
    unsafe {
        let old = (*getcurg()).paniconfault;
        (*getcurg()).paniconfault = on & 1 != 0;
        u8::from(old)
    }
}

crate::rust_thunk!("runtime.getpaniconfault", getpaniconfault, 0);
extern "C" fn getpaniconfault() -> u8 {
    // SAFETY: the goroutine is this M's.
    u8::from(unsafe { (*getcurg()).paniconfault })
}
