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

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::sync::Arc;

    fn p(i: usize) -> *mut u8 {
        (i * 8 + 8) as *mut u8
    }

    #[test]
    fn runnext_goes_first_and_kicks_out() {
        let q = RunQueue::default();
        assert!(q.put(p(1), true).is_none());
        assert!(q.put(p(2), true).is_none());
        assert!(q.put(p(3), false).is_none());
        assert_eq!(q.len(), 3);
        assert_eq!(q.get(), (p(2), true));
        assert_eq!(q.get(), (p(1), false));
        assert_eq!(q.get(), (p(3), false));
        assert_eq!(q.get().0, core::ptr::null_mut());
        assert!(q.is_empty());
    }

    #[test]
    fn overflow_hands_out_half() {
        let q = RunQueue::default();
        for i in 0..LEN {
            assert!(q.put(p(i), false).is_none());
        }
        let b = q.put(p(LEN), false).expect("full ring overflows");
        assert_eq!(b.n, LEN / 2 + 1);
        assert_eq!((b.items[0], b.items[b.n - 1]), (p(0), p(LEN)));
        assert_eq!(q.len(), LEN / 2);
    }

    #[test]
    fn steals_half_and_runnext_last() {
        let (q, thief) = (RunQueue::default(), RunQueue::default());
        for i in 0..9 {
            let _ = q.put(p(i), false);
        }
        assert_eq!(thief.steal_from(&q, false), p(4));
        assert_eq!((q.len(), thief.len()), (4, 4));
        let q2 = RunQueue::default();
        let _ = q2.put(p(1), true);
        assert!(thief.grab(false).n > 0);
        assert_eq!(q2.grab(false).n, 0);
        assert_eq!(q2.grab(true).items[0], p(1));
    }

    #[test]
    fn nothing_lost_or_doubled_under_stealing() {
        const N: usize = 20_000;
        let q = Arc::new(RunQueue::<u8>::default());
        let done = Arc::new(AtomicU32::new(0));
        let thieves: Vec<_> = (0..2)
            .map(|_| {
                let (q, done) = (q.clone(), done.clone());
                std::thread::spawn(move || {
                    let mine = RunQueue::<u8>::default();
                    let mut got = Vec::new();
                    while done.load(Ordering::Acquire) == 0 || !q.is_empty() {
                        let x = mine.steal_from(&q, true);
                        if !x.is_null() {
                            got.push(x as usize);
                        }
                        while let (x, _) = mine.get()
                            && !x.is_null()
                        {
                            got.push(x as usize);
                        }
                    }
                    got
                })
            })
            .collect();
        let mut all = Vec::new();
        for i in 0..N {
            if let Some(b) = q.put(p(i), i % 3 == 0) {
                all.extend(b.items[..b.n].iter().map(|x| *x as usize));
            }
            if i % 5 == 0 {
                let x = q.get().0;
                if !x.is_null() {
                    all.push(x as usize);
                }
            }
        }
        done.store(1, Ordering::Release);
        for t in thieves {
            all.extend(t.join().unwrap());
        }
        assert_eq!(all.len(), N);
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), N);
    }
}

/// `RUSTFLAGS="--cfg loom" cargo test -p gorc-runtime runq` explores all interleavings on a ring of four.
#[cfg(all(test, loom))]
mod model {
    use super::*;
    use loom::sync::Arc;

    fn p(i: usize) -> *mut u8 {
        (i * 8 + 8) as *mut u8
    }

    #[test]
    fn owner_against_thief() {
        loom::model(|| {
            let q = Arc::new(RunQueue::<u8>::default());
            for i in 0..3 {
                let _ = q.put(p(i), false);
            }
            let q2 = q.clone();
            let thief = loom::thread::spawn(move || {
                let b = q2.grab(true);
                b.items[..b.n].iter().map(|x| *x as usize).collect::<Vec<_>>()
            });
            let mut all = Vec::new();
            if let Some(b) = q.put(p(3), true) {
                all.extend(b.items[..b.n].iter().map(|x| *x as usize));
            }
            if let Some(b) = q.put(p(4), true) {
                all.extend(b.items[..b.n].iter().map(|x| *x as usize));
            }
            all.extend(thief.join().unwrap());
            while let (x, _) = q.get()
                && !x.is_null()
            {
                all.push(x as usize);
            }
            all.sort_unstable();
            assert_eq!(all, (0..5).map(|i| p(i) as usize).collect::<Vec<_>>());
        });
    }
}
