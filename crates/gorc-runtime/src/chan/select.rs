//! `select`: look at the cases in random order with all channels locked; if none can go on, wait on all of them.
//!
//! Channels are locked in address order, each once. A waiting goroutine has one sudog per case, linked from `g.waiting` and
//! numbered by `ticket`; whoever wins `select_done` wakes it. Waking up, it takes the other sudogs off their queues.
//!
//! Read next: `ops.rs`.

use super::Hchan;
use super::entry::park_forever;
use super::ops::{Received, Sent, recv_locked, send_locked};
use crate::mem::malloc::mallocgc;
use crate::runtime2::{Sudog, WaitReason};
use crate::stubs::{cheaprandn, getcurg};
use crate::sudog::{acquire_sudog, release_sudog};
use crate::thunk::{Outcome, done, gopark, panic_plain_error};
use core::ptr::null_mut;
use core::sync::atomic::Ordering;
use gorc_abi::hchan::Scase;

/// Cases handled without allocating.
const INLINE: usize = 32;

/// The cases with a channel: numbers in random order, and channels in address order.
struct Orders<'a> {
    poll: &'a mut [u32],
    lock: &'a mut [*mut Hchan],
    n: usize,
}

impl Orders<'_> {
    fn fill(&mut self, cases: &[Scase]) {
        let mut n = 0;
        for (i, case) in cases.iter().enumerate() {
            if case.c.is_null() {
                continue;
            }
            let j = cheaprandn(n as u32 + 1) as usize;
            self.poll[n] = self.poll[j];
            self.poll[j] = i as u32;
            self.lock[n] = case.c.cast();
            n += 1;
        }
        self.n = n;
        self.lock[..n].sort_unstable();
    }

    /// Calls `f` for each channel once.
    fn each(&self, mut f: impl FnMut(*mut Hchan)) {
        let mut last = null_mut();
        for &c in &self.lock[..self.n] {
            if c != last {
                f(c);
            }
            last = c;
        }
    }

    fn lock_all(&self) {
        // SAFETY: the cases' channels are valid.
        self.each(|c| unsafe { (*c).lock.lock() });
    }

    fn unlock_all(&self) {
        // SAFETY: as above; this M holds the locks.
        self.each(|c| unsafe { (*c).lock.unlock() });
    }
}

/// `selectgo(cases, nsends, nrecvs, block) (index, received)`.
extern "C" fn selectgo(cases: *mut Scase, nsends: usize, nrecvs: usize, block: bool) -> Outcome {
    crate::gc::poll();
    let n = nsends + nrecvs;
    let (mut poll, mut lock) = ([0u32; INLINE], [null_mut::<Hchan>(); INLINE]);
    // SAFETY: compiled code passes the array of all cases; fresh memory (kept alive by this frame) for the large orders.
    unsafe {
        let cases = if n == 0 { &[] } else { core::slice::from_raw_parts(cases, n) };
        let mut orders = if n <= INLINE {
            Orders { poll: &mut poll, lock: &mut lock, n: 0 }
        } else {
            let p = mallocgc(n * 4, core::ptr::null(), true).cast::<u32>();
            let l = mallocgc(n * 8, core::ptr::null(), true).cast::<*mut Hchan>();
            Orders {
                poll: core::slice::from_raw_parts_mut(p, n),
                lock: core::slice::from_raw_parts_mut(l, n),
                n: 0,
            }
        };
        orders.fill(cases);
        if orders.n == 0 {
            return if block { park_forever(WaitReason::SelectNoCases) } else { done(usize::MAX, 0) };
        }
        orders.lock_all();
        for &i in &orders.poll[..orders.n] {
            let case = &cases[i as usize];
            let send = (i as usize) < nsends;
            if let Some(outcome) = attempt(&orders, case, i as usize, send) {
                return outcome;
            }
        }
        if !block {
            orders.unlock_all();
            return done(usize::MAX, 0);
        }
        wait(&orders, cases, nsends)
    }
}

/// Tries one case; `None` leaves all channels locked.
unsafe fn attempt(orders: &Orders, case: &Scase, i: usize, send: bool) -> Option<Outcome> {
    let c: *mut Hchan = case.c.cast();
    // SAFETY: all channels are locked; the element belongs to the case.
    unsafe {
        if send {
            match send_locked(c, case.elem, || orders.unlock_all()) {
                Sent::Yes => Some(done(i, 0)),
                Sent::Closed => Some(panic_plain_error("send on closed channel")),
                Sent::WouldBlock => None,
            }
        } else {
            match recv_locked(c, case.elem, || orders.unlock_all()) {
                Received::Element => Some(done(i, 1)),
                Received::Closed => Some(done(i, 0)),
                Received::WouldBlock => None,
            }
        }
    }
}

unsafe fn wait(orders: &Orders, cases: &[Scase], nsends: usize) -> Outcome {
    // SAFETY: all channels are locked; the sudogs are fresh; the goroutine is the running one.
    unsafe {
        let gp = getcurg();
        let mut link: *mut *mut Sudog = &raw mut (*gp).waiting;
        for (i, case) in cases.iter().enumerate() {
            if case.c.is_null() {
                continue;
            }
            let c: *mut Hchan = case.c.cast();
            let sg = acquire_sudog();
            (*sg).g = gp;
            (*sg).is_select = true;
            (*sg).elem = case.elem;
            (*sg).c = case.c;
            (*sg).ticket = i as u32;
            *link = sg;
            link = &raw mut (*sg).waitlink;
            if i < nsends { (*c).sendq.enqueue(sg) } else { (*c).recvq.enqueue(sg) }
        }
        *link = null_mut();
        (*gp).param = null_mut();
        (*gp).select_done.store(0, Ordering::Release);
        gopark(gp, WaitReason::Select, || orders.unlock_all())
    }
}

/// After the wake-up: leaves the other queues and tells which case it was.
extern "C" fn selectgo_finish(_cases: *mut Scase, nsends: usize, _nrecvs: usize, _block: bool) -> Outcome {
    // SAFETY: the waker has set `param` to the winning sudog, which is off its queue. Nobody else wakes this goroutine:
    // `select_done` is set, and is reset by the next select only.
    unsafe {
        let gp = getcurg();
        let won: *mut Sudog = (*gp).param.cast();
        (*gp).param = null_mut();
        let mut sg = (*gp).waiting;
        let (mut index, mut success) = (0, false);
        while !sg.is_null() {
            let i = (*sg).ticket as usize;
            if sg == won {
                index = i;
                success = (*sg).success;
            } else {
                let c: *mut Hchan = (*sg).c.cast();
                (*c).lock.lock();
                if i < nsends {
                    (*c).sendq.remove(sg)
                } else {
                    (*c).recvq.remove(sg)
                }
                (*c).lock.unlock();
            }
            sg = (*sg).waitlink;
        }
        sg = core::mem::replace(&mut (*gp).waiting, null_mut());
        while !sg.is_null() {
            let next = (*sg).waitlink;
            release_sudog(sg);
            sg = next;
        }
        if index < nsends && !success {
            return panic_plain_error("send on closed channel");
        }
        done(index, success as usize)
    }
}
crate::block_thunk!("runtime.selectgo", selectgo, selectgo_finish, 4);

/// `select {}`.
extern "C" fn block() -> Outcome {
    park_forever(WaitReason::SelectNoCases)
}
extern "C" fn never() -> Outcome {
    crate::fatal::throw("blocked goroutine woke up")
}
crate::block_thunk!("runtime.block", block, never, 0);
