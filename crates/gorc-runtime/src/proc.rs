//! The scheduler. (Being written: park and ready are in place for the blocking routines.)

use crate::runtime2::{G, WaitReason, gstatus};
use crate::stubs::{getm, getp};
use core::sync::atomic::Ordering;

/// Marks the goroutine of this M as waiting and takes it off the M.
pub fn park(gp: *mut G, reason: WaitReason) {
    // SAFETY: the caller is a routine called by gp on this M.
    unsafe {
        (*gp).waitreason = reason;
        (*gp).atomicstatus.store(gstatus::GWAITING, Ordering::Release);
        (*getm()).curg = core::ptr::null_mut();
    }
}

/// Makes a waiting goroutine runnable on this P.
pub fn ready(gp: *mut G, next: bool) {
    // SAFETY: gp is waiting and its wait queue gave it to the caller.
    unsafe {
        (*gp).atomicstatus.store(gstatus::GRUNNABLE, Ordering::Release);
        let _ = (*getp()).runq.put(gp, next);
    }
}

/// One round of scheduling: finds a runnable goroutine and runs it.
#[cfg(feature = "standalone")]
#[unsafe(export_name = "runtime.schedule")]
pub extern "C" fn schedule() -> ! {
    crate::fatal::throw("schedule: not yet")
}
