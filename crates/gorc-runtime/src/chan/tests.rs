//! Channel logic on the host: rings, hand-over, close, select queues. Goroutines are bare Gs that "park" by being marked.

use super::ops::{Received, Sent, close, recv_locked, send_locked};
use super::{Hchan, WaitQ};
use crate::mem::testing::{typ, using_heap};
use crate::runtime2::{G, Sudog, gstatus};
use core::sync::atomic::Ordering;
use std::collections::VecDeque;

fn chan(cap: isize) -> *mut Hchan {
    // SAFETY: a valid type.
    unsafe { Hchan::make(typ(8, &[]), cap).unwrap() }
}

fn send(c: *mut Hchan, v: u64) -> Sent {
    // SAFETY: a channel of 8-byte elements.
    unsafe {
        (*c).lock.lock();
        let r = send_locked(c, (&raw const v).cast(), || (*c).lock.unlock());
        if r == Sent::WouldBlock {
            (*c).lock.unlock();
        }
        r
    }
}

fn recv(c: *mut Hchan) -> (Received, u64) {
    let mut v = 99u64;
    // SAFETY: a channel of 8-byte elements.
    unsafe {
        (*c).lock.lock();
        let r = recv_locked(c, (&raw mut v).cast(), || (*c).lock.unlock());
        if r == Received::WouldBlock {
            (*c).lock.unlock();
        }
        (r, v)
    }
}

/// A waiting goroutine with a sudog for `elem`.
fn waiter(elem: *mut u64, select: bool) -> (*mut G, *mut Sudog) {
    // SAFETY: all-zero is a valid G and sudog; leaked.
    unsafe {
        let gp: *mut G = Box::leak(Box::new(core::mem::zeroed()));
        let sg: *mut Sudog = Box::leak(Box::new(core::mem::zeroed()));
        (*gp).atomicstatus.store(gstatus::GWAITING, Ordering::Relaxed);
        (*sg).g = gp;
        (*sg).elem = elem.cast();
        (*sg).is_select = select;
        (gp, sg)
    }
}

#[test]
fn ring_against_a_queue() {
    let _heap = using_heap();
    let c = chan(5);
    let mut model = VecDeque::new();
    let mut x = 1u64;
    for i in 0..5000u64 {
        x = x.wrapping_mul(6364136223846793005).wrapping_add(1);
        if x >> 63 == 0 {
            let want = if model.len() < 5 { Sent::Yes } else { Sent::WouldBlock };
            assert_eq!(send(c, i), want);
            if want == Sent::Yes {
                model.push_back(i);
            }
        } else {
            match model.pop_front() {
                Some(v) => assert_eq!(recv(c), (Received::Element, v)),
                None => assert_eq!(recv(c).0, Received::WouldBlock),
            }
        }
        // SAFETY: a channel.
        assert_eq!(unsafe { (*c).qcount }, model.len());
    }
    // SAFETY: a channel.
    unsafe {
        assert!(close(c));
        assert!(!close(c));
    }
    assert_eq!(send(c, 1), Sent::Closed);
    for v in model {
        assert_eq!(recv(c), (Received::Element, v));
    }
    assert_eq!(recv(c), (Received::Closed, 0));
}

#[test]
fn elements_are_handed_to_waiting_goroutines() {
    let _heap = using_heap();
    let c = chan(0);
    let mut slot = 0u64;
    let (gp, sg) = waiter(&raw mut slot, false);
    // SAFETY: the structures are leaked; the slot outlives the wait.
    unsafe {
        (*c).recvq.enqueue(sg);
        assert_eq!(send(c, 42), Sent::Yes);
        assert_eq!(slot, 42);
        assert_eq!((*gp).param, sg.cast());
        assert!((*sg).success);
        assert_eq!((*gp).atomicstatus.load(Ordering::Relaxed), gstatus::GRUNNABLE);
        // A full ring with a waiting sender: the receiver gets the oldest, the sender's element moves up.
        let b = chan(2);
        send(b, 1);
        send(b, 2);
        let mut v = 3u64;
        let (_, sg) = waiter(&raw mut v, false);
        (*b).sendq.enqueue(sg);
        assert_eq!(recv(b), (Received::Element, 1));
        assert_eq!(recv(b), (Received::Element, 2));
        assert_eq!(recv(b), (Received::Element, 3));
        assert_eq!(recv(b).0, Received::WouldBlock);
    }
}

#[test]
fn close_wakes_everybody() {
    let _heap = using_heap();
    let c = chan(0);
    let mut slots = [7u64; 3];
    // SAFETY: leaked structures, slots outlive the wait.
    unsafe {
        let all: Vec<_> = slots.iter_mut().map(|s| waiter(s, false)).collect();
        all.iter().for_each(|w| (*c).recvq.enqueue(w.1));
        assert!(close(c));
        assert!(all.iter().all(|w| !(*w.1).success
            && (*w.0).atomicstatus.load(Ordering::Relaxed) == gstatus::GRUNNABLE));
        assert_eq!(slots, [0; 3]);
    }
}

#[test]
fn a_select_is_won_once() {
    let mut q = WaitQ { first: core::ptr::null_mut(), last: core::ptr::null_mut() };
    let mut q2 = WaitQ { first: core::ptr::null_mut(), last: core::ptr::null_mut() };
    let mut v = 0u64;
    let (gp, a) = waiter(&raw mut v, true);
    let (_, b) = waiter(&raw mut v, true);
    let (_, plain) = waiter(&raw mut v, false);
    // SAFETY: leaked structures.
    unsafe {
        (*b).g = gp;
        q.enqueue(a);
        q2.enqueue(b);
        q2.enqueue(plain);
        assert_eq!(q.dequeue(), a);
        assert_eq!(q2.dequeue(), plain);
        assert!(q2.is_empty());
        q2.remove(b);
        assert!(q2.is_empty());
        q.enqueue(a);
        q.enqueue(plain);
        q.remove(a);
        q.remove(a);
        assert_eq!(q.dequeue(), plain);
        assert!(q.is_empty());
    }
}

#[test]
fn sizes_out_of_range() {
    let _heap = using_heap();
    // SAFETY: a valid type.
    unsafe {
        assert!(Hchan::make(typ(8, &[]), -1).is_none());
        assert!(Hchan::make(typ(8, &[]), 1 << 60).is_none());
        assert!(Hchan::make(typ(0, &[]), 1 << 40).is_some());
    }
}
