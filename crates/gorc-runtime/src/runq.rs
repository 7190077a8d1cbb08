//! The run queue of a P: `runnext` and a ring of 256, single producer, many consumers.
//!
//! Invariants: only the owner writes `tail` (release) and the slots beyond it; anyone may advance `head` by
//! compare-and-swap; `tail - head <= LEN`. A slot is read before `head` is moved past it, and the value counts only if the
//! exchange succeeds. `runnext` is set by the owner alone and taken by compare-and-swap by anyone.
//!
//! The queue knows nothing of Gs but that they are pointers: overflow and batches are handed out as arrays. Read next:
//! `proc.rs`, which links what overflows to the global queue.

use crate::atomics::{AtomicPtr, AtomicU32, Ordering};

/// Slots in the ring; small under the loom model so that wrap-around and overflow are reached.
pub const LEN: usize = if cfg!(loom) { 4 } else { 256 };

/// A batch of at most half a ring (plus one), as moved by overflow and stealing.
pub struct Batch<T> {
    /// The elements, oldest first.
    pub items: [*mut T; LEN / 2 + 1],
    /// How many.
    pub n: usize,
}

impl<T> Batch<T> {
    fn new() -> Batch<T> {
        Batch { items: [core::ptr::null_mut(); LEN / 2 + 1], n: 0 }
    }
}

/// The queue.
#[repr(C)]
pub struct RunQueue<T> {
    head: AtomicU32,
    tail: AtomicU32,
    ring: [AtomicPtr<T>; LEN],
    /// A G made ready by the running one, to run next and inherit its time slice.
    runnext: AtomicPtr<T>,
}

impl<T> Default for RunQueue<T> {
    fn default() -> Self {
        RunQueue {
            head: AtomicU32::new(0),
            tail: AtomicU32::new(0),
            ring: core::array::from_fn(|_| AtomicPtr::new(core::ptr::null_mut())),
            runnext: AtomicPtr::new(core::ptr::null_mut()),
        }
    }
}

impl<T> RunQueue<T> {
    /// Puts `gp` into `runnext` (`next`) or at the tail. The G kicked out of `runnext` goes to the tail. If the ring is
    /// full, half of it and the G come back as a batch for the global queue. Owner only.
    #[must_use]
    pub fn put(&self, gp: *mut T, next: bool) -> Option<Batch<T>> {
        let mut gp = gp;
        if next {
            gp = self.runnext.swap(gp, Ordering::AcqRel);
            if gp.is_null() {
                return None;
            }
        }
        loop {
            let h = self.head.load(Ordering::Acquire);
            let t = self.tail.load(Ordering::Relaxed);
            if t.wrapping_sub(h) < LEN as u32 {
                self.ring[t as usize % LEN].store(gp, Ordering::Relaxed);
                self.tail.store(t.wrapping_add(1), Ordering::Release);
                return None;
            }
            if let Some(batch) = self.put_slow(gp, h, t) {
                return Some(batch);
            }
            // Somebody stole in between: there is room now.
        }
    }

    #[cold]
    fn put_slow(&self, gp: *mut T, h: u32, t: u32) -> Option<Batch<T>> {
        let n = t.wrapping_sub(h) / 2;
        let mut batch = Batch::new();
        for i in 0..n {
            batch.items[i as usize] = self.ring[h.wrapping_add(i) as usize % LEN].load(Ordering::Relaxed);
        }
        self.head.compare_exchange(h, h.wrapping_add(n), Ordering::AcqRel, Ordering::Relaxed).ok().map(|_| {
            batch.items[n as usize] = gp;
            batch.n = n as usize + 1;
            batch
        })
    }

    /// Takes the next G; the flag says that it inherits the time slice (it came from `runnext`). Owner only.
    pub fn get(&self) -> (*mut T, bool) {
        let next = self.runnext.load(Ordering::Relaxed);
        if !next.is_null()
            && self
                .runnext
                .compare_exchange(next, core::ptr::null_mut(), Ordering::AcqRel, Ordering::Relaxed)
                .is_ok()
        {
            return (next, true);
        }
        loop {
            let h = self.head.load(Ordering::Acquire);
            let t = self.tail.load(Ordering::Relaxed);
            if t == h {
                return (core::ptr::null_mut(), false);
            }
            let gp = self.ring[h as usize % LEN].load(Ordering::Relaxed);
            if self.head.compare_exchange(h, h.wrapping_add(1), Ordering::AcqRel, Ordering::Relaxed).is_ok() {
                return (gp, false);
            }
        }
    }

    /// Takes half of the queue; from any thread. `runnext` is taken only if the ring is empty and `steal_next` is set.
    pub fn grab(&self, steal_next: bool) -> Batch<T> {
        let mut batch = Batch::new();
        loop {
            let h = self.head.load(Ordering::Acquire);
            let t = self.tail.load(Ordering::Acquire);
            let avail = t.wrapping_sub(h);
            let n = avail - avail / 2;
            if n == 0 {
                if steal_next {
                    let next = self.runnext.load(Ordering::Relaxed);
                    if !next.is_null()
                        && self
                            .runnext
                            .compare_exchange(
                                next,
                                core::ptr::null_mut(),
                                Ordering::AcqRel,
                                Ordering::Relaxed,
                            )
                            .is_ok()
                    {
                        batch.items[0] = next;
                        batch.n = 1;
                    }
                }
                return batch;
            }
            if n as usize > LEN / 2 {
                continue; // head and tail were not read at the same moment
            }
            for i in 0..n {
                batch.items[i as usize] = self.ring[h.wrapping_add(i) as usize % LEN].load(Ordering::Relaxed);
            }
            if self.head.compare_exchange(h, h.wrapping_add(n), Ordering::AcqRel, Ordering::Relaxed).is_ok() {
                batch.n = n as usize;
                return batch;
            }
        }
    }

    /// Steals half of `victim`'s queue into this empty one and returns one G to run, or null. Owner of `self` only.
    pub fn steal_from(&self, victim: &RunQueue<T>, steal_next: bool) -> *mut T {
        let batch = victim.grab(steal_next);
        if batch.n == 0 {
            return core::ptr::null_mut();
        }
        let t = self.tail.load(Ordering::Relaxed);
        let keep = batch.n - 1;
        for i in 0..keep {
            self.ring[t.wrapping_add(i as u32) as usize % LEN].store(batch.items[i], Ordering::Relaxed);
        }
        if keep > 0 {
            self.tail.store(t.wrapping_add(keep as u32), Ordering::Release);
        }
        batch.items[keep]
    }

    /// Whether there is nothing; a consistent answer even while the owner moves `runnext` into the ring.
    pub fn is_empty(&self) -> bool {
        loop {
            let h = self.head.load(Ordering::Acquire);
            let t = self.tail.load(Ordering::Acquire);
            let next = self.runnext.load(Ordering::Acquire);
            if t == self.tail.load(Ordering::Acquire) {
                return h == t && next.is_null();
            }
        }
    }

    /// Number of Gs in the ring and in `runnext` (a snapshot).
    pub fn len(&self) -> usize {
        let n = self.tail.load(Ordering::Acquire).wrapping_sub(self.head.load(Ordering::Acquire)) as usize;
        n + usize::from(!self.runnext.load(Ordering::Relaxed).is_null())
    }

    /// Free slots in the ring. Owner only.
    pub fn room(&self) -> usize {
        LEN - self.tail.load(Ordering::Relaxed).wrapping_sub(self.head.load(Ordering::Acquire)) as usize
    }
}
