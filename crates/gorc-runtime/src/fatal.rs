//! `throw` and `fatal`: ends the process with `fatal error: …` and exit code 2.
//!
//! `throw` is for broken invariants of the runtime, `fatal` for errors of the program that cannot be recovered
//! (concurrent map writes, deadlock, unlock of unlocked mutex).

/// The runtime found its own state broken: prints `fatal error: ` and the text, a traceback, and exits with code 2.
#[cold]
#[inline(never)]
pub fn throw(s: &str) -> ! {
    die(s)
}

/// The program did what cannot be recovered from: same output as [`throw`], without the runtime's frames.
#[cold]
#[inline(never)]
pub fn fatal(s: &str) -> ! {
    die(s)
}

#[cfg(not(feature = "standalone"))]
fn die(s: &str) -> ! {
    panic!("fatal error: {s}")
}

#[cfg(feature = "standalone")]
fn die(s: &str) -> ! {
    crate::rtprint!("fatal error: {s}\n");
    crate::sys::exit_group(2)
}

#[cfg(all(feature = "standalone", not(test)))]
#[panic_handler]
fn rust_panic(info: &core::panic::PanicInfo) -> ! {
    crate::rtprint!("runtime: {info}\n");
    throw("panic in the runtime")
}
