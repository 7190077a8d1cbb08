//! Signals: faults become Go panics, SIGURG pre-empts, SIGQUIT prints all goroutines.
//!
//! Handlers run on the M's signal stack, with TLS naming g0 as always. They touch only the interrupted context, the
//! M, and its goroutine, which cannot move meanwhile; they take no locks, except to report a fatal error.
//!
//! Read next: `arch/amd64/switch.s` (`asyncPreempt`, `sigpanic0`).

use crate::arch::amd64;
use crate::fatal::throw;
use crate::rtprint;
use crate::runtime2::{G, M, gstatus};
use crate::stubs::getm;
use crate::symtab::{in_go_text, in_runtime_text, tables};
use crate::sys::{self, nr};
use core::sync::atomic::Ordering;
use gorc_abi::moduledata::FUNC_NOPREEMPT;

const SIGQUIT: u32 = 3;
const SIGILL: u32 = 4;
const SIGTRAP: u32 = 5;
/// Ends the process with a core dump.
pub const SIGABRT: u32 = 6;
const SIGBUS: u32 = 7;
const SIGFPE: u32 = 8;
const SIGSEGV: u32 = 11;
const SIGPIPE: u32 = 13;
const SIGURG: u32 = 23;

const SA_SIGINFO: u64 = 4;
const SA_ONSTACK: u64 = 0x0800_0000;
const SA_RESTART: u64 = 0x1000_0000;
const SA_RESTORER: u64 = 0x0400_0000;

#[repr(C)]
struct SigAction {
    handler: usize,
    flags: u64,
    restorer: usize,
    mask: u64,
}

#[repr(C)]
struct StackT {
    sp: usize,
    flags: i32,
    size: usize,
}

#[repr(C)]
struct SigInfo {
    signo: i32,
    errno: i32,
    code: i32,
    pad: i32,
    addr: usize,
}

/// The general registers in the kernel's order, within `ucontext`.
#[repr(C)]
struct Ucontext {
    flags: u64,
    link: usize,
    stack: StackT,
    r8: usize,
    r9: usize,
    r10: usize,
    r11: usize,
    r12: usize,
    r13: usize,
    r14: usize,
    r15: usize,
    rdi: usize,
    rsi: usize,
    rbp: usize,
    rbx: usize,
    rdx: usize,
    rax: usize,
    rcx: usize,
    rsp: usize,
    rip: usize,
}

/// Installs the handlers; once, on the first thread.
pub fn initsig() {
    for sig in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGPIPE, SIGURG] {
        let sa = SigAction {
            handler: sighandler as *const () as usize,
            flags: SA_SIGINFO | SA_ONSTACK | SA_RESTART | SA_RESTORER,
            restorer: amd64::sigreturn_pc(),
            mask: !0,
        };
        sigaction(sig, &sa);
    }
}

fn sigaction(sig: u32, sa: &SigAction) {
    // SAFETY: sa is complete; the handler follows the rules of this module.
    unsafe { sys::syscall6(nr::RT_SIGACTION, sig as usize, sa as *const _ as usize, 0, 8, 0, 0) };
}

fn set_default(sig: u32) {
    sigaction(sig, &SigAction { handler: 0, flags: SA_RESTORER, restorer: amd64::sigreturn_pc(), mask: 0 });
}

/// Gives every signal that this process handles its default action: a child does so before its mask is the usual one.
pub fn forget_handlers() {
    const SIG_IGN: usize = 1;
    for sig in 1..=64 {
        let mut now = SigAction { handler: 0, flags: 0, restorer: 0, mask: 0 };
        // SAFETY: `now` is complete; nothing is changed.
        let r = unsafe { sys::syscall6(nr::RT_SIGACTION, sig as usize, 0, &raw mut now as usize, 8, 0, 0) };
        if r == 0 && now.handler > SIG_IGN {
            set_default(sig);
        }
    }
}

/// Gives this thread its signal stack and unblocks signals.
///
/// # Safety
/// `mp` is this thread's.
pub unsafe fn minit_signals(mp: *mut M) {
    // SAFETY: the stack belongs to this M.
    unsafe {
        let st = &(*(*mp).gsignal).head.stack;
        let ss = StackT { sp: st.lo, flags: 0, size: st.hi - st.lo };
        sys::syscall3(nr::SIGALTSTACK, &raw const ss as usize, 0, 0);
    }
    restore_mask(0);
}

/// Blocks all signals; returns the old mask.
pub fn block_all() -> u64 {
    set_mask(!0)
}

/// Sets the mask of blocked signals.
pub fn restore_mask(mask: u64) {
    set_mask(mask);
}

fn set_mask(mask: u64) -> u64 {
    let mut old = 0u64;
    // SAFETY: both words are valid; SIG_SETMASK.
    unsafe {
        sys::syscall6(nr::RT_SIGPROCMASK, 2, &raw const mask as usize, &raw mut old as usize, 8, 0, 0);
    }
    old
}

/// Sends the pre-emption signal to an M, unless one is under way.
pub fn preempt_m(mp: *mut M) {
    // SAFETY: Ms are never freed.
    unsafe {
        let tid = (*mp).procid.load(Ordering::Relaxed);
        if tid != 0 && (*mp).signal_pending.swap(1, Ordering::AcqRel) == 0 {
            sys::syscall3(
                nr::TGKILL,
                sys::syscall3(nr::GETPID, 0, 0, 0) as usize,
                tid as usize,
                SIGURG as usize,
            );
        }
    }
}

/// The handler of all signals.
extern "C" fn sighandler(sig: u32, info: *mut SigInfo, ctx: *mut Ucontext) {
    // SAFETY: the kernel passes valid pointers; the M is this thread's.
    unsafe {
        let (mp, info, ctx) = (getm(), &*info, &mut *ctx);
        match sig {
            SIGURG => {
                (*mp).signal_pending.store(0, Ordering::Release);
                if want_async_preempt(mp, ctx) {
                    push_call(ctx, amd64::async_preempt_pc());
                }
            }
            // A write to a broken pipe returns EPIPE; on stdout and stderr `os` turns that into the signal.
            SIGPIPE => {}
            SIGSEGV | SIGBUS | SIGFPE if info.code > 0 => fault(sig, mp, info, ctx),
            SIGQUIT => quit(ctx),
            _ => crash(sig, info, ctx),
        }
    }
}

/// Makes the interrupted code appear to call `target`.
unsafe fn push_call(ctx: &mut Ucontext, target: usize) {
    // SAFETY: the caller checked that rsp is on the goroutine's stack with room below; compiled code has no red zone.
    unsafe {
        ctx.rsp -= 8;
        *(ctx.rsp as *mut usize) = ctx.rip;
        ctx.rip = target;
    }
}

/// Whether the interrupted thread runs compiled code of its goroutine with room for the register frame, and is asked to yield.
unsafe fn want_async_preempt(mp: *mut M, ctx: &Ucontext) -> bool {
    // SAFETY: mp is this thread's; its curg cannot change under the handler.
    unsafe {
        let gp = (*mp).curg;
        if gp.is_null() || ctx.r15 != gp as usize || !(*gp).preempt.load(Ordering::Relaxed) {
            return false;
        }
        if (*gp).atomicstatus.load(Ordering::Relaxed) != gstatus::GRUNNING || !in_go_text(ctx.rip) {
            return false;
        }
        if ctx.rsp < (*gp).head.stack.lo + 512 || ctx.rsp > (*gp).head.stack.hi {
            return false;
        }
        let Some(f) = tables().find(ctx.rip) else { return false };
        f.flags & FUNC_NOPREEMPT == 0 && ctx.rip >= f.entry as usize && crate::preempt::can_preempt(gp)
    }
}

/// A fault: in compiled code (or a leaf routine it called) it becomes a panic of the goroutine; in a routine on g0 at a nil
/// pointer the program passed, too. Anything else is fatal.
unsafe fn fault(sig: u32, mp: *mut M, info: &SigInfo, ctx: &mut Ucontext) {
    // SAFETY: mp is this thread's.
    unsafe {
        let gp = (*mp).curg;
        if gp.is_null() || (*gp).atomicstatus.load(Ordering::Relaxed) != gstatus::GRUNNING {
            crash(sig, info, ctx);
        }
        let on_gstack = ctx.rsp >= (*gp).head.stack.lo && ctx.rsp <= (*gp).head.stack.hi;
        if on_gstack && ctx.r15 == gp as usize {
            if !in_go_text(ctx.rip) && (in_runtime_text(ctx.rip) || ctx.rip < 4096) {
                // A leaf routine, or a call through a nil func value: report the caller.
                ctx.rip = *(ctx.rsp as *const usize);
                ctx.rsp += 8;
            } else if !in_go_text(ctx.rip) {
                // A call of what is no code: report the caller, if this looks like one.
                if !in_go_text(*(ctx.rsp as *const usize)) {
                    crash(sig, info, ctx);
                }
                ctx.rip = *(ctx.rsp as *const usize);
                ctx.rsp += 8;
            }
            prepare_panic(gp, sig, info, ctx.rip);
            push_call(ctx, amd64::sigpanic_pc());
            return;
        }
        // On g0, working for the goroutine: its thunk saved everything, so the routine can be abandoned.
        if sig == SIGSEGV && info.addr < 4096 && (*mp).locks == 0 && in_runtime_text(ctx.rip) {
            let bp = (*gp).head.sched.bp;
            prepare_panic(gp, sig, info, *(bp as *const usize).add(1));
            ctx.r15 = gp as usize;
            ctx.rbp = bp;
            ctx.rsp = (*gp).head.sched.sp;
            push_call(ctx, amd64::sigpanic_pc());
            *(ctx.rsp as *mut usize) = amd64::sigpanic_pc();
            return;
        }
        crash(sig, info, ctx);
    }
}

unsafe fn prepare_panic(gp: *mut G, sig: u32, info: &SigInfo, pc: usize) {
    // SAFETY: gp is this M's goroutine.
    unsafe {
        (*gp).sig = sig;
        (*gp).sigcode0 = info.code as usize;
        (*gp).sigcode1 = info.addr;
        (*gp).sigpc = pc;
    }
}

/// Name and description of a signal, as Go prints them.
pub fn signame(sig: u32) -> &'static str {
    match sig {
        SIGQUIT => "SIGQUIT: quit",
        SIGILL => "SIGILL: illegal instruction",
        SIGTRAP => "SIGTRAP: trace trap",
        SIGABRT => "SIGABRT: abort",
        SIGBUS => "SIGBUS: bus error",
        SIGFPE => "SIGFPE: floating-point exception",
        SIGSEGV => "SIGSEGV: segmentation violation",
        _ => "unknown signal",
    }
}

/// A signal that ends the program: in the runtime, or one nobody can handle.
fn crash(sig: u32, info: &SigInfo, ctx: &Ucontext) -> ! {
    if matches!(sig, SIGSEGV | SIGBUS) {
        rtprint!("unexpected fault address {:#x}\n", info.addr);
        rtprint!("rip={:#x} rsp={:#x} rbp={:#x} r15={:#x}\n", ctx.rip, ctx.rsp, ctx.rbp, ctx.r15);
        throw("fault");
    }
    rtprint!("{}\nPC={:#x} sigcode={}\n", signame(sig), ctx.rip, info.code);
    if sig == SIGABRT {
        set_default(sig);
    }
    sys::exit_group(2)
}

/// Ends the process by SIGPIPE.
pub fn die_of_sigpipe() -> ! {
    die_of(SIGPIPE)
}

/// Ends the process by a signal.
pub fn die_of(sig: u32) -> ! {
    set_default(sig);
    restore_mask(0);
    // SAFETY: a signal to the own thread.
    unsafe {
        let pid = sys::syscall3(nr::GETPID, 0, 0, 0) as usize;
        sys::syscall3(nr::TGKILL, pid, sys::gettid() as usize, sig as usize);
    }
    sys::exit_group(2)
}

/// SIGQUIT: prints all goroutines and exits with code 2.
fn quit(ctx: &Ucontext) -> ! {
    rtprint!("SIGQUIT: quit\nPC={:#x} m={} sigcode=0\n", ctx.rip, {
        // SAFETY: the M is this thread's.
        unsafe { (*getm()).id }
    });
    // SAFETY: the interrupted goroutine cannot run on; if it ran compiled code, its frame chain starts at rbp.
    unsafe {
        let gp = (*getm()).curg;
        if !gp.is_null() && ctx.r15 == gp as usize && in_go_text(ctx.rip) {
            (*gp).head.sched.bp = ctx.rbp;
            (*gp).head.sched.sp = ctx.rsp;
            rtprint!("\n");
            crate::traceback::goroutineheader(gp);
            let here = crate::frames::Pc { pc: ctx.rip, exact: true, fp: ctx.rbp };
            crate::traceback::traceback_from(gp, Some(here), 0);
            crate::traceback::tracebackothers(gp);
        } else {
            crate::traceback::tracebackothers(core::ptr::null_mut());
        }
    }
    sys::exit_group(2)
}
