//! The channel operations of compiled code and reflect: attempt, park, finish.
//!
//! A parked goroutine's sudog is `g.waiting`; whoever wakes it has done the work and set `success`.
//!
//! Read next: `select.rs`.

use super::Hchan;
use super::ops::{Received, Sent, close, recv_locked, send_locked};
use crate::runtime2::{Sudog, WaitReason};
use crate::stubs::getcurg;
use crate::sudog::{acquire_sudog, release_sudog};
use crate::thunk::{Outcome, done, gopark, panic_plain_error};
use core::ptr::null_mut;

/// Parks the goroutine for ever.
pub fn park_forever(reason: WaitReason) -> Outcome {
    gopark(getcurg(), reason, || {})
}

/// A sudog for the running goroutine and one channel, queued there by the caller.
unsafe fn waiter(c: *mut Hchan, elem: *mut u8) -> *mut Sudog {
    // SAFETY: the goroutine called in on this M; the sudog is fresh.
    unsafe {
        let gp = getcurg();
        let sg = acquire_sudog();
        (*sg).g = gp;
        (*sg).elem = elem;
        (*sg).c = c.cast();
        (*gp).waiting = sg;
        (*gp).param = null_mut();
        sg
    }
}

/// After the wake-up: whether it was by a communication (not by close).
unsafe fn woken() -> bool {
    // SAFETY: the waker has given up the sudog, which is the only one of this goroutine.
    unsafe {
        let gp = getcurg();
        let sg = (*gp).waiting;
        (*gp).waiting = null_mut();
        (*gp).param = null_mut();
        let success = (*sg).success;
        release_sudog(sg);
        success
    }
}

const CLOSED: &str = "send on closed channel";

/// Sends, waiting if need be.
unsafe fn send(c: *mut Hchan, elem: *mut u8) -> Outcome {
    // SAFETY: compiled code passes a channel or null, and an element.
    unsafe {
        if c.is_null() {
            return park_forever(WaitReason::ChanSendNil);
        }
        (*c).lock.lock();
        match send_locked(c, elem, || (*c).lock.unlock()) {
            Sent::Yes => done(1, 0),
            Sent::Closed => panic_plain_error(CLOSED),
            Sent::WouldBlock => {
                let sg = waiter(c, elem);
                (*c).sendq.enqueue(sg);
                gopark(getcurg(), WaitReason::ChanSend, || (*c).lock.unlock())
            }
        }
    }
}

/// Receives, waiting if need be; the results are `(selected, received)` or just `received`.
unsafe fn recv(c: *mut Hchan, elem: *mut u8, results: fn(bool) -> Outcome) -> Outcome {
    // SAFETY: compiled code passes a channel or null, and room for an element or null.
    unsafe {
        if c.is_null() {
            return park_forever(WaitReason::ChanReceiveNil);
        }
        (*c).lock.lock();
        match recv_locked(c, elem, || (*c).lock.unlock()) {
            Received::Element => results(true),
            Received::Closed => results(false),
            Received::WouldBlock => {
                let sg = waiter(c, elem);
                (*c).recvq.enqueue(sg);
                gopark(getcurg(), WaitReason::ChanReceive, || (*c).lock.unlock())
            }
        }
    }
}

fn received(ok: bool) -> Outcome {
    done(ok as usize, 0)
}
fn selected_received(ok: bool) -> Outcome {
    done(1, ok as usize)
}

extern "C" fn chansend1(c: *mut Hchan, elem: *mut u8) -> Outcome {
    // SAFETY: as compiled code promises.
    unsafe { send(c, elem) }
}
extern "C" fn chansend1_finish(_c: *mut Hchan, _elem: *mut u8) -> Outcome {
    // SAFETY: called after a wake-up.
    if unsafe { woken() } { done(1, 0) } else { panic_plain_error(CLOSED) }
}
crate::block_thunk!("runtime.chansend1", chansend1, chansend1_finish, 2);

extern "C" fn chanrecv2(c: *mut Hchan, elem: *mut u8) -> Outcome {
    // SAFETY: as compiled code promises.
    unsafe { recv(c, elem, received) }
}
extern "C" fn chanrecv2_finish(_c: *mut Hchan, _elem: *mut u8) -> Outcome {
    // SAFETY: called after a wake-up.
    received(unsafe { woken() })
}
crate::block_thunk!("runtime.chanrecv2", chanrecv2, chanrecv2_finish, 2);
crate::block_thunk!("runtime.chanrecv1", chanrecv2, chanrecv2_finish, 2);

extern "C" fn closechan(c: *mut Hchan) -> Outcome {
    if c.is_null() {
        return panic_plain_error("close of nil channel");
    }
    // SAFETY: as compiled code promises.
    if unsafe { close(c) } { done(0, 0) } else { panic_plain_error("close of closed channel") }
}
crate::call_thunk!("runtime.closechan", closechan, 1);
crate::call_thunk!("reflect.chanclose", closechan, 1);

/// `reflect.chansend0(c, elem, nb) bool`.
extern "C" fn chansend0(c: *mut Hchan, elem: *mut u8, nb: bool) -> Outcome {
    // SAFETY: as reflect promises.
    unsafe {
        if !nb {
            return send(c, elem);
        }
        if c.is_null() {
            return done(0, 0);
        }
        (*c).lock.lock();
        match send_locked(c, elem, || (*c).lock.unlock()) {
            Sent::Yes => done(1, 0),
            Sent::Closed => panic_plain_error(CLOSED),
            Sent::WouldBlock => {
                (*c).lock.unlock();
                done(0, 0)
            }
        }
    }
}
extern "C" fn chansend0_finish(c: *mut Hchan, elem: *mut u8, _nb: bool) -> Outcome {
    chansend1_finish(c, elem)
}
crate::block_thunk!("reflect.chansend0", chansend0, chansend0_finish, 3);

/// `reflect.chanrecv(c, nb, elem) (selected, received bool)`.
extern "C" fn chanrecv(c: *mut Hchan, nb: bool, elem: *mut u8) -> Outcome {
    // SAFETY: as reflect promises.
    unsafe {
        if !nb {
            return recv(c, elem, selected_received);
        }
        if c.is_null() {
            return done(0, 0);
        }
        (*c).lock.lock();
        match recv_locked(c, elem, || (*c).lock.unlock()) {
            Received::Element => done(1, 1),
            Received::Closed => done(1, 0),
            Received::WouldBlock => {
                (*c).lock.unlock();
                done(0, 0)
            }
        }
    }
}
extern "C" fn chanrecv_finish(_c: *mut Hchan, _nb: bool, _elem: *mut u8) -> Outcome {
    // SAFETY: called after a wake-up.
    selected_received(unsafe { woken() })
}
crate::block_thunk!("reflect.chanrecv", chanrecv, chanrecv_finish, 3);

extern "C" fn chanlen(c: *const Hchan) -> usize {
    // SAFETY: a channel or null.
    if c.is_null() { 0 } else { unsafe { (*c).qcount } }
}
crate::rust_thunk!("reflect.chanlen", chanlen, 1);
crate::rust_thunk!("internal/reflectlite.chanlen", chanlen, 1);

extern "C" fn chancap(c: *const Hchan) -> usize {
    // SAFETY: a channel or null.
    if c.is_null() { 0 } else { unsafe { (*c).dataqsiz } }
}
crate::rust_thunk!("reflect.chancap", chancap, 1);
