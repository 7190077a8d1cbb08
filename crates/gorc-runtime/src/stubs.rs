//! `getg` and friends: how Rust code finds its G, M and P.

use crate::runtime2::{G, M, P};

/// The g0 of the current M (see the crate's head: Rust code never runs as a goroutine).
#[cfg(feature = "standalone")]
#[inline(always)]
pub fn getg() -> *mut G {
    let g;
    // SAFETY: rt0_go and newosproc point the fs base at `M::tls`, whose first word holds g0.
    unsafe { core::arch::asm!("mov {}, fs:[0]", out(reg) g, options(nostack, readonly, preserves_flags)) };
    g
}

/// On the host each test thread gets an M with a g0, a goroutine and a P of its own.
#[cfg(all(not(feature = "standalone"), test))]
pub fn getg() -> *mut G {
    thread_local! {
        static G0: *mut G = host_m();
    }
    G0.with(|g| *g)
}

/// Without `standalone` and outside tests nothing runs.
#[cfg(all(not(feature = "standalone"), not(test)))]
pub fn getg() -> *mut G {
    core::ptr::null_mut()
}

#[cfg(all(not(feature = "standalone"), test))]
fn host_m() -> *mut G {
    // SAFETY: all-zero is a valid G, M and P (null pointers, zero counters, first enum values), and they are leaked.
    unsafe {
        let g0: *mut G = Box::leak(Box::new(core::mem::zeroed()));
        let gp: *mut G = Box::leak(Box::new(core::mem::zeroed()));
        let mp: *mut M = Box::leak(Box::new(core::mem::zeroed()));
        let pp: *mut P = Box::leak(Box::new(core::mem::zeroed()));
        (*g0).head.m = mp.cast();
        (*gp).head.m = mp.cast();
        (*gp).goid = 1;
        (*gp).atomicstatus = core::sync::atomic::AtomicU32::new(crate::runtime2::gstatus::GRUNNING);
        (*mp).g0 = g0;
        (*mp).curg = gp;
        (*mp).p = pp;
        (*pp).m = mp;
        g0
    }
}

/// The current M.
#[inline(always)]
pub fn getm() -> *mut M {
    // SAFETY: every thread that runs Rust code has a g0 bound to its M.
    unsafe { (*getg()).m() }
}

/// The goroutine that called into the runtime.
#[inline(always)]
pub fn getcurg() -> *mut G {
    // SAFETY: as in getm.
    unsafe { (*getm()).curg }
}

/// The P of the current M.
#[inline(always)]
pub fn getp() -> *mut P {
    // SAFETY: as in getm.
    unsafe { (*getm()).p }
}

/// Cheap random number, per M.
pub fn cheaprand() -> u32 {
    // SAFETY: the M belongs to this thread.
    let mp = unsafe { &mut *getm() };
    if mp.rand == 0 {
        mp.rand = crate::stress::seed(mp.id).unwrap_or_else(|| {
            let mut seed = [0u8; 8];
            crate::sys::getrandom(&mut seed);
            u64::from_ne_bytes(seed) | 1
        });
    }
    // xorshift64*.
    let mut x = mp.rand;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    mp.rand = x;
    (x.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32) as u32
}

/// Random 64 bits.
pub fn rand64() -> u64 {
    (u64::from(cheaprand()) << 32) | u64::from(cheaprand())
}

/// A random number below `n`.
pub fn cheaprandn(n: u32) -> u32 {
    ((u64::from(cheaprand()) * u64::from(n)) >> 32) as u32
}
