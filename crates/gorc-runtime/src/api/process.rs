//! The process: arguments, exit, clocks, random numbers, raw output.

use crate::boot;
use crate::stubs;
use crate::sys;
use core::sync::atomic::Ordering;

crate::rust_thunk!("runtime.argc", argc, 0);
extern "C" fn argc() -> i64 {
    i64::from(boot::argc())
}

crate::rust_thunk!("runtime.argv", argv, 0);
/// The argument vector of the kernel; the environment follows it.
extern "C" fn argv() -> *mut *const u8 {
    boot::argv()
}

crate::rust_thunk!("runtime.exit", exit, 1);
crate::rust_thunk!("os.runtime_exit", exit, 1);
crate::rust_thunk!("syscall.runtime_exit", exit, 1);
crate::rust_thunk!("syscall.Exit", exit, 1);
extern "C" fn exit(code: i32) {
    sys::exit_group(code)
}

crate::rust_thunk!("runtime.nanotime", nanotime, 0);
crate::rust_thunk!("time.runtimeNano", nanotime, 0);
crate::rust_thunk!("sync.runtime_nanotime", nanotime, 0);
crate::rust_thunk!("internal/sync.runtime_nanotime", nanotime, 0);
extern "C" fn nanotime() -> i64 {
    sys::nanotime()
}

/// Result block of [`now`]: one 8-byte slot per scalar.
#[repr(C)]
struct Now {
    sec: i64,
    nsec: i64,
    mono: i64,
}

crate::rust_thunk!("time.now", now, 1);
crate::rust_thunk!("time.runtimeNow", now, 1);
extern "C" fn now(out: *mut Now) {
    let (sec, nsec) = sys::walltime();
    // SAFETY: the caller's result block.
    unsafe { *out = Now { sec, nsec: i64::from(nsec), mono: sys::nanotime() } };
}

crate::rust_thunk!("runtime.rand", rand, 0);
extern "C" fn rand() -> u64 {
    stubs::rand64()
}

crate::rust_thunk!("runtime.cheaprand", cheaprand, 0);
extern "C" fn cheaprand() -> u32 {
    stubs::cheaprand()
}

crate::rust_thunk!("runtime.write", write, 3);
extern "C" fn write(fd: i64, p: *const u8, n: i32) -> i64 {
    // SAFETY: the caller's buffer.
    unsafe { sys::syscall3(sys::nr::WRITE, fd as usize, p as usize, n as usize) as i64 }
}

crate::rust_thunk!("runtime.godebugSetting", godebug_setting, 2);
/// `func godebugSetting(name string) int32`, for the few settings that Go code of the runtime reads.
extern "C" fn godebug_setting(p: *const u8, n: usize) -> i32 {
    let d = boot::debug();
    // SAFETY: a Go string.
    match unsafe { core::slice::from_raw_parts(p, n) } {
        b"inittrace" => d.inittrace,
        b"boottrace" => d.boottrace,
        _ => 0,
    }
}

crate::rust_thunk!("runtime.settraceback", settraceback, 2);
/// `debug.SetTraceback`.
extern "C" fn settraceback(p: *const u8, n: usize) {
    // SAFETY: a Go string.
    let s = unsafe { if n == 0 { &[][..] } else { core::slice::from_raw_parts(p, n) } };
    crate::traceback::set_level(s);
}

crate::rust_thunk!("runtime.setMaxStack0", setmaxstack, 1);
/// `debug.SetMaxStack`.
extern "C" fn setmaxstack(n: i64) -> i64 {
    crate::stack::MAXSTACKSIZE.swap(n.max(0) as usize, Ordering::Relaxed) as i64
}

crate::rust_thunk!("runtime.setMaxThreads0", setmaxthreads, 1);
/// `debug.SetMaxThreads`.
extern "C" fn setmaxthreads(n: i64) -> i64 {
    // SAFETY: under the lock.
    unsafe {
        let s = crate::proc::sched();
        (*s).lock.with(|| core::mem::replace(&mut (*s).maxmcount, n))
    }
}

crate::rust_thunk!("os.sigpipe", sigpipe, 0);
/// Writing to a closed standard output or error ends the program by SIGPIPE, as for any Unix program.
extern "C" fn sigpipe() {
    crate::signal::die_of_sigpipe()
}
