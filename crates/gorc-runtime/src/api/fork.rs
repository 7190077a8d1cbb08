//! Starting another program: `syscall.forkExec`.
//!
//! The child is made by `clone` with VM and VFORK: it runs [`child`] on a stack of its own in the parent's memory, while
//! the thread that made it sleeps in the kernel, until it executes the program or exits. So nothing is copied, and the
//! child can leave its error in the request. It must not lock, allocate or use thread-local storage: other threads of the
//! parent go on running in the same memory.

use crate::stubs::getcurg;
use crate::sys::{self, nr};
use crate::thread::{entersyscall, exitsyscall};
use crate::thunk::Outcome;

/// `syscall.forkRequest`: what is to be started, and how it went.
#[repr(C)]
struct Request {
    path: *const u8,
    argv: *const *const u8,
    envv: *const *const u8,
    /// Null: the parent's directory.
    dir: *const u8,
    chroot: *const u8,
    /// The child's descriptors 0 to n; -1 is a closed one.
    fds: *mut i64,
    nfds: usize,
    flags: usize,
    pgid: i64,
    ctty: i64,
    deathsig: usize,
    uid: usize,
    gid: usize,
    groups: *const u32,
    ngroups: usize,
    /// Set by the child: the errno that stopped it.
    errno: usize,
    /// Mask of blocked signals that the program starts with.
    mask: u64,
}

const SETSID: usize = 1;
const SETPGID: usize = 2;
const SETCTTY: usize = 4;
const NOCTTY: usize = 8;
const CREDENTIAL: usize = 16;
const NO_SETGROUPS: usize = 32;
const FOREGROUND: usize = 64;

const STACK: usize = 64 << 10;

/// VM, VFORK and the signal that tells the parent of the end (SIGCHLD).
const FLAGS: usize = 0x100 | 0x4000 | 17;

crate::block_thunk!("syscall.forkExec0", fork_exec, finished, 1);
/// `func forkExec0(*forkRequest) (pid, errno uintptr)`
extern "C" fn fork_exec(request: *mut Request) -> Outcome {
    let gp = getcurg();
    entersyscall();
    // SAFETY: the request and what it refers to are kept alive by the caller.
    unsafe {
        let r = start(request);
        (*gp).ret[0] = r.max(0) as usize;
        (*gp).ret[1] = if r < 0 { -r as usize } else { (*request).errno };
    }
    if exitsyscall() { Outcome::DONE } else { Outcome::PARKED }
}

extern "C" fn finished() -> Outcome {
    Outcome::DONE
}

/// The process id, or a negative errno if there is no process.
unsafe fn start(request: *mut Request) -> isize {
    // SAFETY: the stack is mapped here and unmapped when the child no longer uses this memory.
    unsafe {
        let stack = sys::mmap_anon(0, STACK, sys::PROT_READ | sys::PROT_WRITE, 0);
        if stack < 0 {
            return stack;
        }
        let old = crate::signal::block_all();
        (*request).mask = old;
        let pid = crate::arch::amd64::vfork(FLAGS, stack as usize + STACK, child, request as usize);
        crate::signal::restore_mask(old);
        sys::munmap(stack as usize, STACK);
        pid
    }
}

/// The child's whole life in the parent's memory.
extern "C" fn child(request: usize) -> ! {
    let request = request as *mut Request;
    // SAFETY: the parent waits; the request is the child's until it exits.
    unsafe {
        let errno = prepare(&*request).and_then(|()| {
            crate::signal::forget_handlers();
            crate::signal::restore_mask((*request).mask);
            check(sys::syscall3(
                nr::EXECVE,
                (*request).path as usize,
                (*request).argv as usize,
                (*request).envv as usize,
            ))
        });
        (*request).errno = errno.err().unwrap_or(0);
        loop {
            sys::syscall3(nr::EXIT_GROUP, 253, 0, 0);
        }
    }
}

/// An errno as an error.
fn check(r: isize) -> Result<(), usize> {
    if r < 0 { Err(-r as usize) } else { Ok(()) }
}

/// What is done between the two programs, in the order that Go documents.
unsafe fn prepare(r: &Request) -> Result<(), usize> {
    const PR_SET_PDEATHSIG: usize = 1;
    const TIOCSPGRP: usize = 0x5410;
    const TIOCSCTTY: usize = 0x540e;
    const TIOCNOTTY: usize = 0x5422;
    // SAFETY: system calls on the child alone; the pointers are those of the request.
    unsafe {
        let call = |n, a, b, c| check(sys::syscall3(n, a, b, c));
        if r.flags & SETSID != 0 {
            call(nr::SETSID, 0, 0, 0)?;
        }
        if r.flags & (SETPGID | FOREGROUND) != 0 {
            call(nr::SETPGID, 0, r.pgid as usize, 0)?;
        }
        if r.flags & FOREGROUND != 0 {
            let group = if r.pgid == 0 { sys::syscall3(nr::GETPID, 0, 0, 0) as i32 } else { r.pgid as i32 };
            call(nr::IOCTL, r.ctty as usize, TIOCSPGRP, &raw const group as usize)?;
        }
        if !r.chroot.is_null() {
            call(nr::CHROOT, r.chroot as usize, 0, 0)?;
        }
        if r.flags & CREDENTIAL != 0 {
            if r.flags & NO_SETGROUPS == 0 {
                call(nr::SETGROUPS, r.ngroups, r.groups as usize, 0)?;
            }
            call(nr::SETGID, r.gid, 0, 0)?;
            call(nr::SETUID, r.uid, 0, 0)?;
        }
        if !r.dir.is_null() {
            call(nr::CHDIR, r.dir as usize, 0, 0)?;
        }
        if r.deathsig != 0 {
            call(nr::PRCTL, PR_SET_PDEATHSIG, r.deathsig, 0)?;
        }
        descriptors(core::slice::from_raw_parts_mut(r.fds, r.nfds))?;
        if r.flags & NOCTTY != 0 {
            call(nr::IOCTL, 0, TIOCNOTTY, 0)?;
        }
        if r.flags & SETCTTY != 0 {
            call(nr::IOCTL, r.ctty as usize, TIOCSCTTY, 1)?;
        }
        Ok(())
    }
}

/// Moves `fds[i]` to descriptor i: first those that would be overwritten out of the way, then all to their places.
fn descriptors(fds: &mut [i64]) -> Result<(), usize> {
    const F_DUPFD_CLOEXEC: usize = 1030;
    const F_SETFD: usize = 2;
    let free = fds.iter().fold(fds.len() as i64, |free, &fd| free.max(fd + 1));
    // SAFETY: system calls on the child's own table of descriptors.
    let call = |n, a: i64, b: usize, c: usize| unsafe { sys::syscall3(n, a as usize, b, c) };
    for (i, fd) in fds.iter_mut().enumerate() {
        if *fd >= 0 && *fd < i as i64 {
            let moved = call(nr::FCNTL, *fd, F_DUPFD_CLOEXEC, free as usize);
            check(moved)?;
            *fd = moved as i64;
        }
    }
    for (i, &fd) in fds.iter().enumerate() {
        if fd < 0 {
            sys::close(i as i32);
        } else if fd == i as i64 {
            check(call(nr::FCNTL, fd, F_SETFD, 0))?;
        } else {
            check(call(nr::DUP3, fd, i, 0))?;
        }
    }
    // The standard streams that are not given are closed.
    for i in fds.len()..3 {
        sys::close(i as i32);
    }
    Ok(())
}
