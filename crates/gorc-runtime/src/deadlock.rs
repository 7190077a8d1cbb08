//! `checkdead`: no M runs Go code, and nothing can ever wake one.
//!
//! Called with the scheduler's lock held whenever an M becomes idle. Ms that sleep for a timer, spin, run or are in a system call
//! are not on the idle list, so counting is enough; then the goroutines tell which text applies.

use crate::fatal::{fatal, throw};
use crate::newproc::for_each_g;
use crate::proc::sched;
use crate::runtime2::gstatus;
use core::sync::atomic::Ordering;

/// Ends the program if it is deadlocked. The scheduler's lock is held.
pub fn checkdead() {
    // SAFETY: under the lock.
    unsafe {
        let s = sched();
        let mcount = (*s).mnext - (*s).nmfreed;
        let run = mcount - i64::from((*s).nmidle) - i64::from((*s).nmidlelocked) - i64::from((*s).nmsys);
        if run > 0 || !(*s).main_started.load(Ordering::Relaxed) || (*s).panicking.load(Ordering::Relaxed) > 0
        {
            return;
        }
        if run < 0 {
            (*s).lock.unlock();
            throw("checkdead: inconsistent counts");
        }
        let mut waiting = 0;
        let mut bad = false;
        for_each_g(|gp| match (*gp).atomicstatus.load(Ordering::Acquire) {
            gstatus::GWAITING if !crate::traceback::is_system(gp) => waiting += 1,
            gstatus::GRUNNABLE | gstatus::GRUNNING | gstatus::GSYSCALL => bad = true,
            _ => {}
        });
        if bad {
            (*s).lock.unlock();
            throw("checkdead: runnable g");
        }
        if waiting == 0 {
            (*s).lock.unlock();
            fatal("no goroutines (main called runtime.Goexit) - deadlock!");
        }
        for i in 0..crate::procs::allp_len() {
            if crate::hooks::has_timers(crate::procs::allp(i)) {
                return;
            }
        }
        (*s).lock.unlock();
        fatal("all goroutines are asleep - deadlock!");
    }
}
