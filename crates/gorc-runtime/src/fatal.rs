//! `throw` and `fatal`: ends the process with `fatal error: …`, the goroutines' stacks and exit code 2.
//!
//! `throw` is for broken invariants of the runtime, `fatal` for errors of the program that cannot be recovered
//! (concurrent map writes, deadlock, unlock of unlocked mutex). The same end serves panics nobody recovers (`dopanic`).

/// The runtime found its own state broken: prints `fatal error: ` and the text, a traceback, and exits with code 2.
#[cold]
#[inline(never)]
#[cfg_attr(feature = "standalone", unsafe(export_name = "runtime.throw_rust"))]
pub fn throw(s: &str) -> ! {
    die(s, true)
}

/// The program did what cannot be recovered from: as [`throw`], but other goroutines are left out, unless there is no culprit.
#[cold]
#[inline(never)]
pub fn fatal(s: &str) -> ! {
    die(s, false)
}

#[cfg(not(feature = "standalone"))]
fn die(s: &str, _all: bool) -> ! {
    panic!("fatal error: {s}")
}

#[cfg(not(feature = "standalone"))]
pub use host::{dopanic, stack_overflow};
#[cfg(not(feature = "standalone"))]
mod host {
    use crate::runtime2::G;
    /// A goroutine's stack would exceed the limit.
    pub fn stack_overflow(_gp: *mut G, max: usize) -> ! {
        panic!("goroutine stack exceeds {max}-byte limit")
    }
    /// Ends the process after an unrecovered panic was printed.
    pub fn dopanic() -> ! {
        panic!("unrecovered panic")
    }
}

#[cfg(feature = "standalone")]
pub use dying::{dopanic, stack_overflow};

#[cfg(feature = "standalone")]
use dying::die;

#[cfg(feature = "standalone")]
mod dying {
    use crate::proc::sched;
    use crate::rtprint;
    use crate::runtime2::G;
    use crate::stubs::{getcurg, getm};
    use crate::sys;
    use crate::traceback::{goroutineheader, level, traceback, tracebackothers, want_all, want_crash};
    use core::sync::atomic::Ordering;

    /// Only one M reports; others that die at the same time wait for the end. An error while reporting ends it at once.
    fn startpanic(counted: bool) {
        // SAFETY: the M belongs to this thread.
        unsafe {
            let mp = getm();
            (*mp).dying += 1;
            match (*mp).dying {
                1 => {
                    if !counted && (*sched()).panicking.fetch_add(1, Ordering::AcqRel) > 0 {
                        // Until the other M ends the process. Its signals, sent to stop us, interrupt the sleep.
                        loop {
                            sys::nanosleep(10_000_000_000);
                        }
                    }
                    (*mp).locks += 1;
                    freezetheworld();
                }
                2 => {
                    rtprint!("panic during panic\n");
                    sys::exit_group(3);
                }
                _ => sys::exit_group(4),
            }
        }
    }

    /// Best effort: keeps other Ms from running on while stacks are printed.
    unsafe fn freezetheworld() {
        // SAFETY: atomics of the static scheduler state.
        unsafe {
            (*sched()).freezing.store(true, Ordering::Release);
            (*sched()).gcwaiting.store(true, Ordering::SeqCst);
            for _ in 0..3 {
                (*sched()).stopwait = i32::MAX;
                if !crate::preempt::preemptall() {
                    break;
                }
                sys::nanosleep(1_000_000);
            }
        }
    }

    /// Prints `fatal error: s` and the goroutine, or all of them; exit code 2.
    pub fn die(s: &str, all: bool) -> ! {
        startpanic(false);
        rtprint!("fatal error: {s}\n");
        signal_line();
        stacks(all || want_all() || getcurg().is_null());
        end()
    }

    /// The signal behind the error, if it was one.
    fn signal_line() {
        let gp = getcurg();
        // SAFETY: the goroutine is this M's.
        unsafe {
            if !gp.is_null() && (*gp).sig != 0 {
                let (code, addr, pc) = ((*gp).sigcode0, (*gp).sigcode1, (*gp).sigpc);
                rtprint!(
                    "[signal {} code={code:#x} addr={addr:#x} pc={pc:#x}]\n",
                    crate::signal::signame((*gp).sig)
                );
            }
        }
    }

    /// After an unrecovered panic was printed (and `panicking` counted): stacks and the end.
    pub fn dopanic() -> ! {
        startpanic(true);
        signal_line();
        stacks(want_all());
        end()
    }

    fn end() -> ! {
        if want_crash() {
            crate::signal::die_of(crate::signal::SIGABRT);
        }
        sys::exit_group(2)
    }

    /// Prints the stack of this M's goroutine, and of all others if `all`.
    fn stacks(all: bool) {
        if level() == 0 {
            return;
        }
        let gp = getcurg();
        if !gp.is_null() {
            rtprint!("\n");
            goroutineheader(gp);
            traceback(gp);
        }
        if all {
            tracebackothers(gp);
        }
    }

    /// A goroutine's stack would exceed the limit.
    pub fn stack_overflow(gp: *mut G, max: usize) -> ! {
        // SAFETY: gp is this M's goroutine.
        unsafe {
            rtprint!("runtime: goroutine stack exceeds {max}-byte limit\n");
            let (sp, st) = ((*gp).head.sched.sp, &(*gp).head.stack);
            rtprint!("runtime: sp={sp:#x} stack=[{:#x}, {:#x}]\n", st.lo, st.hi);
        }
        die("stack overflow", true)
    }
}

#[cfg(all(feature = "standalone", not(test)))]
#[panic_handler]
fn rust_panic(info: &core::panic::PanicInfo) -> ! {
    crate::rtprint!("runtime: {info}\n");
    throw("panic in the runtime")
}
