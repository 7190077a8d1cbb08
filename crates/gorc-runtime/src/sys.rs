//! Raw system calls of linux/amd64, and the few structures they take.
//!
//! Every function returns what the kernel returns: a negative errno on failure. Nothing here allocates or locks.

#![allow(missing_docs)]

use core::arch::asm;

pub mod nr {
    pub const READ: usize = 0;
    pub const WRITE: usize = 1;
    pub const OPEN: usize = 2;
    pub const CLOSE: usize = 3;
    pub const MMAP: usize = 9;
    pub const MPROTECT: usize = 10;
    pub const MUNMAP: usize = 11;
    pub const RT_SIGACTION: usize = 13;
    pub const RT_SIGPROCMASK: usize = 14;
    pub const MADVISE: usize = 28;
    pub const SCHED_YIELD: usize = 24;
    pub const NANOSLEEP: usize = 35;
    pub const GETPID: usize = 39;
    pub const IOCTL: usize = 16;
    pub const CLONE: usize = 56;
    pub const EXECVE: usize = 59;
    pub const EXIT: usize = 60;
    pub const FCNTL: usize = 72;
    pub const CHDIR: usize = 80;
    pub const SETUID: usize = 105;
    pub const SETGID: usize = 106;
    pub const SETPGID: usize = 109;
    pub const SETSID: usize = 112;
    pub const SETGROUPS: usize = 116;
    pub const SIGALTSTACK: usize = 131;
    pub const PRCTL: usize = 157;
    pub const ARCH_PRCTL: usize = 158;
    pub const CHROOT: usize = 161;
    pub const GETTID: usize = 186;
    pub const FUTEX: usize = 202;
    pub const SCHED_GETAFFINITY: usize = 204;
    pub const CLOCK_GETTIME: usize = 228;
    pub const EXIT_GROUP: usize = 231;
    pub const TGKILL: usize = 234;
    pub const DUP3: usize = 292;
    pub const GETRANDOM: usize = 318;
}

pub const PROT_NONE: usize = 0;
pub const PROT_READ: usize = 1;
pub const PROT_WRITE: usize = 2;
pub const MAP_PRIVATE: usize = 0x02;
pub const MAP_FIXED: usize = 0x10;
pub const MAP_ANON: usize = 0x20;
pub const MAP_NORESERVE: usize = 0x4000;
pub const MADV_DONTNEED: usize = 4;
pub const MADV_HUGEPAGE: usize = 14;
pub const MADV_NOHUGEPAGE: usize = 15;
pub const MADV_COLLAPSE: usize = 25;
pub const EINTR: isize = 4;
pub const EAGAIN: isize = 11;
pub const ENOMEM: isize = 12;
pub const ETIMEDOUT: isize = 110;

#[repr(C)]
#[derive(Clone, Copy, Default, Debug)]
pub struct Timespec {
    pub sec: i64,
    pub nsec: i64,
}

/// A system call with six arguments.
///
/// # Safety
/// As the system call requires.
#[inline(always)]
pub unsafe fn syscall6(n: usize, a: usize, b: usize, c: usize, d: usize, e: usize, f: usize) -> isize {
    let r: isize;
    // SAFETY: the kernel clobbers rax, rcx, r11 only; what the call does is the caller's obligation.
    unsafe {
        asm!("syscall", inlateout("rax") n as isize => r, in("rdi") a, in("rsi") b, in("rdx") c, in("r10") d,
            in("r8") e, in("r9") f, lateout("rcx") _, lateout("r11") _, options(nostack));
    }
    r
}

/// A system call with three arguments.
///
/// # Safety
/// As the system call requires.
#[inline(always)]
pub unsafe fn syscall3(n: usize, a: usize, b: usize, c: usize) -> isize {
    // SAFETY: forwarded.
    unsafe { syscall6(n, a, b, c, 0, 0, 0) }
}

/// Anonymous private memory at a kernel-chosen (hint 0) or suggested address; negative errno on failure.
pub fn mmap_anon(hint: usize, len: usize, prot: usize, extra_flags: usize) -> isize {
    // SAFETY: a fresh private mapping harms nobody; callers passing MAP_FIXED own the range.
    unsafe { syscall6(nr::MMAP, hint, len, prot, MAP_PRIVATE | MAP_ANON | extra_flags, usize::MAX, 0) }
}

/// Unmaps a range.
///
/// # Safety
/// Nothing may use the range any more.
pub unsafe fn munmap(addr: usize, len: usize) -> isize {
    // SAFETY: caller's obligation.
    unsafe { syscall3(nr::MUNMAP, addr, len, 0) }
}

/// Changes protection.
///
/// # Safety
/// The range must belong to the caller.
pub unsafe fn mprotect(addr: usize, len: usize, prot: usize) -> isize {
    // SAFETY: caller's obligation.
    unsafe { syscall3(nr::MPROTECT, addr, len, prot) }
}

/// Advises the kernel about a range.
///
/// # Safety
/// `MADV_DONTNEED` drops the contents.
pub unsafe fn madvise(addr: usize, len: usize, advice: usize) -> isize {
    // SAFETY: caller's obligation.
    unsafe { syscall3(nr::MADVISE, addr, len, advice) }
}

/// Writes bytes to a descriptor; short writes and errors are the caller's to handle.
pub fn write(fd: i32, buf: &[u8]) -> isize {
    // SAFETY: the slice is readable.
    unsafe { syscall3(nr::WRITE, fd as usize, buf.as_ptr() as usize, buf.len()) }
}

/// Reads into a buffer.
pub fn read(fd: i32, buf: &mut [u8]) -> isize {
    // SAFETY: the slice is writable.
    unsafe { syscall3(nr::READ, fd as usize, buf.as_mut_ptr() as usize, buf.len()) }
}

/// Opens a file; `path` ends with NUL.
pub fn open(path: &core::ffi::CStr, flags: usize) -> isize {
    // SAFETY: a C string is NUL-terminated.
    unsafe { syscall3(nr::OPEN, path.as_ptr() as usize, flags, 0) }
}

/// Closes a descriptor.
pub fn close(fd: i32) {
    // SAFETY: closing cannot harm memory.
    unsafe { syscall3(nr::CLOSE, fd as usize, 0, 0) };
}

/// Ends the process.
pub fn exit_group(code: i32) -> ! {
    loop {
        // SAFETY: ends the process.
        unsafe { syscall3(nr::EXIT_GROUP, code as usize, 0, 0) };
    }
}

/// Sleeps for at least `ns` nanoseconds (less when a signal arrives).
pub fn nanosleep(ns: u64) {
    let ts = Timespec { sec: (ns / 1_000_000_000) as i64, nsec: (ns % 1_000_000_000) as i64 };
    // SAFETY: ts is readable.
    unsafe { syscall3(nr::NANOSLEEP, &raw const ts as usize, 0, 0) };
}

/// Gives up the CPU.
pub fn osyield() {
    // SAFETY: no memory involved.
    unsafe { syscall3(nr::SCHED_YIELD, 0, 0, 0) };
}

/// The calling thread's id.
pub fn gettid() -> u32 {
    // SAFETY: no memory involved.
    unsafe { syscall3(nr::GETTID, 0, 0, 0) as u32 }
}

/// Spins a little.
pub fn procyield(n: u32) {
    for _ in 0..n {
        core::hint::spin_loop();
    }
}

/// Monotonic clock (`CLOCK_MONOTONIC`) in nanoseconds.
pub fn nanotime() -> i64 {
    clock(1)
}

/// Wall clock (`CLOCK_REALTIME`): seconds and nanoseconds.
pub fn walltime() -> (i64, i32) {
    let ts = clock_timespec(0);
    (ts.sec, ts.nsec as i32)
}

fn clock(id: usize) -> i64 {
    let ts = clock_timespec(id);
    ts.sec * 1_000_000_000 + ts.nsec
}

fn clock_timespec(id: usize) -> Timespec {
    let mut ts = Timespec::default();
    if crate::vdso::clock_gettime(id, &mut ts) {
        return ts;
    }
    // SAFETY: ts is writable.
    unsafe { syscall3(nr::CLOCK_GETTIME, id, &raw mut ts as usize, 0) };
    ts
}

/// Fills a buffer with random bytes; falls back on the clock where the call is missing.
pub fn getrandom(buf: &mut [u8]) {
    // SAFETY: buf is writable.
    let n = unsafe { syscall3(nr::GETRANDOM, buf.as_mut_ptr() as usize, buf.len(), 0) };
    if n != buf.len() as isize {
        let mut x = nanotime() as u64 | 1;
        for b in buf {
            x = x.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            *b = (x >> 56) as u8;
        }
    }
}

const FUTEX_WAIT_PRIVATE: usize = 128;
const FUTEX_WAKE_PRIVATE: usize = 129;

/// Sleeps while `*addr == val`, for at most `ns` (negative: for ever). May return early.
pub fn futexsleep(addr: &core::sync::atomic::AtomicU32, val: u32, ns: i64) {
    let ts = Timespec { sec: ns / 1_000_000_000, nsec: ns % 1_000_000_000 };
    let tsp = if ns < 0 { 0 } else { &raw const ts as usize };
    // SAFETY: both pointers are valid for the call.
    unsafe { syscall6(nr::FUTEX, addr.as_ptr() as usize, FUTEX_WAIT_PRIVATE, val as usize, tsp, 0, 0) };
}

/// Wakes up to `n` sleepers.
pub fn futexwakeup(addr: &core::sync::atomic::AtomicU32, n: u32) {
    // SAFETY: the pointer is valid for the call.
    unsafe { syscall6(nr::FUTEX, addr.as_ptr() as usize, FUTEX_WAKE_PRIVATE, n as usize, 0, 0, 0) };
}
