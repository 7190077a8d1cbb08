//! Send, receive and close, without the waiting: each tells what happened, and hands elements over to goroutines that wait.
//!
//! Read next: `entry.rs`, which waits.

use super::Hchan;
use crate::mem::typedmem::copy;
use crate::runtime2::Sudog;
use crate::thunk::goready;
use core::ptr::null_mut;

/// How an attempt to send ended. `WouldBlock` leaves the channel locked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sent {
    /// Done.
    Yes,
    /// The channel is closed.
    Closed,
    /// Nobody takes the element now; the lock is still held.
    WouldBlock,
}

/// How an attempt to receive ended. `WouldBlock` leaves the channel locked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Received {
    /// An element was stored.
    Element,
    /// The channel is closed and empty; the element was cleared.
    Closed,
    /// Nothing is there; the lock is still held.
    WouldBlock,
}

/// Wakes the goroutine of a sudog taken off a queue. No lock needs to be held.
unsafe fn wake(sg: *mut Sudog, success: bool) {
    // SAFETY: dequeued, so the sudog and the right to wake its G are ours.
    unsafe {
        let gp = (*sg).g;
        (*sg).elem = null_mut();
        (*sg).success = success;
        (*gp).param = sg.cast();
        goready(gp);
    }
}

/// Tries to send. The channel is locked by the caller; `unlock`, which a select uses to unlock all its channels, is called
/// unless the result is `WouldBlock`.
///
/// # Safety
/// `c` is a locked channel, `elem` holds an element.
pub unsafe fn send_locked(c: *mut Hchan, elem: *const u8, unlock: impl FnOnce()) -> Sent {
    // SAFETY: under the lock; dequeued sudogs are ours.
    unsafe {
        if (*c).closed {
            unlock();
            return Sent::Closed;
        }
        if stale_timer_send(c) {
            unlock();
            return Sent::Yes;
        }
        let sg = (*c).recvq.dequeue();
        if !sg.is_null() {
            if !(*sg).elem.is_null() {
                copy((*sg).elem, elem, (*c).elemsize);
            }
            unlock();
            wake(sg, true);
            return Sent::Yes;
        }
        if !(*c).is_full() {
            (*c).push(elem);
            unlock();
            return Sent::Yes;
        }
        Sent::WouldBlock
    }
}

/// Whether this is a timer's channel and the timer was stopped or reset since it fired: then the value is dropped.
unsafe fn stale_timer_send(c: *mut Hchan) -> bool {
    // SAFETY: under the channel's lock; the timer lives as long as its channel refers to it.
    unsafe {
        let t = (*c).timer;
        !t.is_null() && !(*t).deliver()
    }
}

/// Tries to receive; locking as for [`send_locked`].
///
/// # Safety
/// `c` is a locked channel, `elem` has room for an element or is null.
pub unsafe fn recv_locked(c: *mut Hchan, elem: *mut u8, unlock: impl FnOnce()) -> Received {
    // SAFETY: under the lock; dequeued sudogs are ours.
    unsafe {
        if (*c).closed && (*c).count == 0 {
            unlock();
            if !elem.is_null() {
                core::ptr::write_bytes(elem, 0, (*c).elemsize);
            }
            return Received::Closed;
        }
        let sg = (*c).sendq.dequeue();
        if !sg.is_null() {
            if (*c).cap == 0 {
                if !elem.is_null() {
                    copy(elem, (*sg).elem, (*c).elemsize);
                }
            } else {
                // The ring is full: the oldest element is ours, the sender's goes to the end.
                (*c).pop(elem);
                (*c).push((*sg).elem);
            }
            unlock();
            wake(sg, true);
            return Received::Element;
        }
        if (*c).count > 0 {
            (*c).pop(elem);
            unlock();
            return Received::Element;
        }
        Received::WouldBlock
    }
}

/// Closes the channel and wakes everybody; false if it is closed already.
///
/// # Safety
/// `c` is an unlocked channel.
pub unsafe fn close(c: *mut Hchan) -> bool {
    // SAFETY: under the lock until the list of sudogs is ours alone.
    unsafe {
        (*c).lock.lock();
        if (*c).closed {
            (*c).lock.unlock();
            return false;
        }
        (*c).closed = true;
        let mut list: *mut Sudog = null_mut();
        let mut tail: *mut *mut Sudog = &raw mut list;
        loop {
            let sg = (*c).recvq.dequeue();
            if sg.is_null() {
                break;
            }
            if !(*sg).elem.is_null() {
                core::ptr::write_bytes((*sg).elem, 0, (*c).elemsize);
            }
            *tail = sg;
            tail = &raw mut (*sg).next;
        }
        loop {
            let sg = (*c).sendq.dequeue();
            if sg.is_null() {
                break;
            }
            *tail = sg;
            tail = &raw mut (*sg).next;
        }
        (*c).lock.unlock();
        while !list.is_null() {
            let sg = list;
            list = (*sg).next;
            (*sg).next = null_mut();
            wake(sg, false);
        }
        true
    }
}
