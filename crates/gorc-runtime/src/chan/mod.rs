//! Channels: a ring of elements, a queue of waiting receivers and one of waiting senders, under one lock.
//!
//! Invariants, for a channel whose lock is free: at least one of the two queues is empty (but a goroutine in a select may wait in
//! both); with a buffer, receivers wait only if it is empty, senders only if it is full. A goroutine that finds its
//! counterpart waiting hands the element over directly and makes it ready.
//!
//! The element of a waiting goroutine lies on its stack or in the heap; it stays valid because the goroutine does not run, and the
//! collector looks at the sudogs of every G.
//!
//! Read next: `ops.rs` (send, receive, close), `select.rs`.

pub mod entry;
pub mod ops;
pub mod select;

use crate::lock::{Mutex, Rank};
use crate::mem::malloc::{MAX_ALLOC, mallocgc};
use crate::mem::typedmem::{clear, copy};
use crate::runtime2::Sudog;
use crate::timer::Timer;
use core::ptr::{null, null_mut};
use core::sync::atomic::Ordering;
use gorc_abi::typedesc::{ChanType, Type, kind};

/// A queue of waiting goroutines.
#[repr(C)]
pub struct WaitQ {
    first: *mut Sudog,
    last: *mut Sudog,
}

/// A channel. The first two words are what `len` and `cap` read: zero for a timer's channel.
#[repr(C)]
pub struct Hchan {
    /// `len(c)`.
    pub qcount: usize,
    /// `cap(c)`.
    pub dataqsiz: usize,
    /// The ring.
    pub buf: *mut u8,
    /// The timer that sends here, or null.
    pub timer: *mut Timer,
    /// Elements in the ring.
    pub count: usize,
    /// Size of the ring in elements.
    pub cap: usize,
    /// Size of an element.
    pub elemsize: usize,
    /// Where the next element goes.
    pub sendx: usize,
    /// Where the next element is.
    pub recvx: usize,
    /// Waiting receivers.
    pub recvq: WaitQ,
    /// Waiting senders.
    pub sendq: WaitQ,
    /// Guards everything, and the sudogs that wait here.
    pub lock: Mutex,
    /// Closed.
    pub closed: bool,
}

struct StaticType(Type);
// SAFETY: read-only, and the pointers in it point to statics.
unsafe impl Sync for StaticType {}
static MASK: u8 = 0b1100;
static HCHAN_TYPE: StaticType = StaticType(Type {
    size: size_of::<Hchan>(),
    ptr_bytes: 32,
    hash: 0,
    tflag: 0,
    align: 8,
    field_align: 8,
    kind: kind::STRUCT,
    equal: null(),
    gcdata: &raw const MASK,
    str: 0,
    ptr_to_this: 0,
});

impl WaitQ {
    /// Appends.
    ///
    /// # Safety
    /// The channel's lock is held; the sudog is on no queue.
    pub unsafe fn enqueue(&mut self, sg: *mut Sudog) {
        // SAFETY: caller's obligation; sudogs on the queue are valid.
        unsafe {
            (*sg).next = null_mut();
            (*sg).prev = self.last;
            if self.last.is_null() {
                self.first = sg
            } else {
                (*self.last).next = sg
            }
            self.last = sg;
        }
    }

    /// Takes the first goroutine that still waits: one in a select that another case has won is passed over.
    ///
    /// # Safety
    /// The channel's lock is held.
    pub unsafe fn dequeue(&mut self) -> *mut Sudog {
        loop {
            let sg = self.first;
            if sg.is_null() {
                return sg;
            }
            // SAFETY: sudogs on the queue are valid, and so are their Gs.
            unsafe {
                self.unlink(sg);
                if (*sg).is_select
                    && (*(*sg).g)
                        .select_done
                        .compare_exchange(0, 1, Ordering::AcqRel, Ordering::Relaxed)
                        .is_err()
                {
                    continue;
                }
            }
            return sg;
        }
    }

    /// Takes a sudog out if it is still queued.
    ///
    /// # Safety
    /// The channel's lock is held.
    pub unsafe fn remove(&mut self, sg: *mut Sudog) {
        // SAFETY: caller's obligation.
        unsafe {
            if !(*sg).prev.is_null() || !(*sg).next.is_null() || self.first == sg {
                self.unlink(sg);
            }
        }
    }

    unsafe fn unlink(&mut self, sg: *mut Sudog) {
        // SAFETY: sg is on this queue.
        unsafe {
            let (p, n) = ((*sg).prev, (*sg).next);
            if p.is_null() {
                self.first = n
            } else {
                (*p).next = n
            }
            if n.is_null() {
                self.last = p
            } else {
                (*n).prev = p
            }
            (*sg).prev = null_mut();
            (*sg).next = null_mut();
        }
    }

    /// Whether nobody waits.
    pub fn is_empty(&self) -> bool {
        self.first.is_null()
    }
}

impl Hchan {
    /// Makes a channel; `None` when the size is out of range.
    ///
    /// # Safety
    /// `elem` is a valid type; allocation is possible.
    pub unsafe fn make(elem: *const Type, size: isize) -> Option<*mut Hchan> {
        const HEAD: usize = size_of::<Hchan>();
        // SAFETY: caller's obligation; the memory is fresh.
        unsafe {
            let cap = usize::try_from(size).ok()?;
            let bytes = cap.checked_mul((*elem).size).filter(|b| *b <= MAX_ALLOC - HEAD)?;
            let c: *mut Hchan;
            let buf: *mut u8;
            if (*elem).ptr_bytes == 0 {
                // Nothing the collector must see: one object, the ring behind the head.
                c = mallocgc(HEAD + bytes, null(), true).cast();
                buf = c.cast::<u8>().add(HEAD);
            } else {
                c = mallocgc(HEAD, &raw const HCHAN_TYPE.0, true).cast();
                buf = mallocgc(bytes, elem, true);
            }
            (*c).buf = buf;
            (*c).dataqsiz = cap;
            (*c).cap = cap;
            (*c).elemsize = (*elem).size;
            (&raw mut (*c).lock).write(Mutex::new(Rank::Hchan));
            Some(c)
        }
    }

    /// Whether an element could be taken or put without waiting, as far as the ring goes.
    #[inline(always)]
    pub fn is_full(&self) -> bool {
        self.count == self.cap
    }

    #[inline(always)]
    unsafe fn slot(&self, i: usize) -> *mut u8 {
        // SAFETY: i < cap.
        unsafe { self.buf.add(i * self.elemsize) }
    }

    fn set_count(&mut self, n: usize) {
        self.count = n;
        if self.timer.is_null() {
            self.qcount = n;
        }
    }

    fn after(&self, i: usize) -> usize {
        if i + 1 == self.cap { 0 } else { i + 1 }
    }

    /// Puts an element into the ring, which has room.
    ///
    /// # Safety
    /// The lock is held; `elem` is readable.
    pub unsafe fn push(&mut self, elem: *const u8) {
        // SAFETY: sendx < cap.
        unsafe { copy(self.slot(self.sendx), elem, self.elemsize) };
        self.sendx = self.after(self.sendx);
        self.set_count(self.count + 1);
    }

    /// Takes an element out of the ring, which has one; `elem` may be null.
    ///
    /// # Safety
    /// The lock is held; `elem` is writable or null.
    pub unsafe fn pop(&mut self, elem: *mut u8) {
        // SAFETY: recvx < cap. The slot is cleared for the collector.
        unsafe {
            let p = self.slot(self.recvx);
            if !elem.is_null() {
                copy(elem, p, self.elemsize);
            }
            clear(p, self.elemsize);
        }
        self.recvx = self.after(self.recvx);
        self.set_count(self.count - 1);
    }

    /// Drops what is in the ring (timers); tells whether there was anything.
    ///
    /// # Safety
    /// The lock is held.
    pub unsafe fn drain(&mut self) -> bool {
        let any = self.count > 0;
        while self.count > 0 {
            // SAFETY: an element is there.
            unsafe { self.pop(null_mut()) };
        }
        any
    }
}

extern "C" fn makechan(t: *const ChanType, size: isize) -> crate::thunk::Outcome {
    crate::gc::poll();
    // SAFETY: compiled code passes a channel type.
    match unsafe { Hchan::make((*t).elem, size) } {
        Some(c) => crate::thunk::done(c as usize, 0),
        None => crate::thunk::panic_plain_error("makechan: size out of range"),
    }
}
crate::call_thunk!("runtime.makechan", makechan, 2);
crate::call_thunk!("reflect.makechan", makechan, 2);

#[cfg(test)]
mod tests;
