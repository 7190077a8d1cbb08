//! System calls of Go code: raw, and blocking ones that let the P go.

use crate::stubs::getcurg;
use crate::sys;
use crate::thread::{entersyscall, exitsyscall};
use crate::thunk::Outcome;

/// Two results in rax and rdx.
#[repr(C)]
struct R1Errno {
    r1: usize,
    errno: usize,
}

unsafe fn invoke(args: *const [usize; 7]) -> R1Errno {
    // SAFETY: the program takes responsibility for its system calls.
    unsafe {
        let a = &*args;
        let r = sys::syscall6(a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
        if (-4095..0).contains(&r) {
            R1Errno { r1: usize::MAX, errno: -r as usize }
        } else {
            R1Errno { r1: r as usize, errno: 0 }
        }
    }
}

crate::rust_thunk!("syscall.rawSyscall", raw_syscall, 1);
crate::rust_thunk!("os.rawSyscall", raw_syscall, 1);
crate::rust_thunk!("internal/runtime/syscall.rawSyscall", raw_syscall, 1);
extern "C" fn raw_syscall(args: *const [usize; 7]) -> R1Errno {
    // SAFETY: args is the caller's array.
    unsafe { invoke(args) }
}

crate::block_thunk!("syscall.blockingSyscall", blocking_syscall, finished, 1);
crate::block_thunk!("os.blockingSyscall", blocking_syscall, finished, 1);
extern "C" fn blocking_syscall(args: *const [usize; 7]) -> Outcome {
    let gp = getcurg();
    entersyscall();
    // SAFETY: args is on the goroutine's stack or on the heap, kept alive by the saved argument.
    unsafe {
        let r = invoke(args);
        (*gp).ret[0] = r.r1;
        (*gp).ret[1] = r.errno;
    }
    if exitsyscall() { Outcome::DONE } else { Outcome::PARKED }
}

/// The results are in `g.ret` since the call.
extern "C" fn finished() -> Outcome {
    Outcome::DONE
}
