//! A 4-ary heap of timers ordered by due time; each timer knows its place.

use super::Timer;
use crate::persistent::persistentalloc;
use core::ptr::null_mut;

/// Children of a node.
const ARITY: usize = 4;

/// The heap; a lock around it is the owner's business.
#[repr(C)]
pub struct TimerHeap {
    items: *mut *mut Timer,
    len: usize,
    cap: usize,
}

impl TimerHeap {
    /// An empty heap.
    pub const fn new() -> TimerHeap {
        TimerHeap { items: null_mut(), len: 0, cap: 0 }
    }

    fn at(&self, i: usize) -> *mut Timer {
        debug_assert!(i < self.len);
        // SAFETY: i < len.
        unsafe { *self.items.add(i) }
    }

    fn put(&mut self, i: usize, t: *mut Timer) {
        // SAFETY: i < cap; timers in the heap are alive.
        unsafe {
            *self.items.add(i) = t;
            (*t).pos = i + 1;
        }
    }

    fn when(&self, i: usize) -> i64 {
        // SAFETY: timers in the heap are alive.
        unsafe { (*self.at(i)).when }
    }

    /// The timer due first.
    pub fn first(&self) -> Option<*mut Timer> {
        (self.len > 0).then(|| self.at(0))
    }

    /// When that is; 0 for an empty heap.
    pub fn first_when(&self) -> i64 {
        if self.len > 0 { self.when(0).max(1) } else { 0 }
    }

    /// Adds a timer that is in no heap.
    pub fn insert(&mut self, t: *mut Timer) {
        if self.len == self.cap {
            let cap = (self.cap * 2).max(64);
            let new = persistentalloc(cap * 8, 8).cast::<*mut Timer>();
            if self.len > 0 {
                // SAFETY: both arrays have room for len items.
                unsafe { core::ptr::copy_nonoverlapping(self.items, new, self.len) };
            }
            self.items = new;
            self.cap = cap;
        }
        self.len += 1;
        self.put(self.len - 1, t);
        self.up(self.len - 1);
    }

    /// Takes a timer out that is in this heap.
    pub fn remove(&mut self, t: *mut Timer) {
        // SAFETY: the timer is alive and in the heap.
        let i = unsafe { core::mem::replace(&mut (*t).pos, 0) } - 1;
        self.len -= 1;
        if i < self.len {
            // SAFETY: len was within the array.
            let last = unsafe { *self.items.add(self.len) };
            self.put(i, last);
            self.moved(last);
        }
    }

    /// Restores the order after a timer's `when` changed.
    pub fn moved(&mut self, t: *mut Timer) {
        // SAFETY: the timer is alive and in the heap.
        let i = unsafe { (*t).pos } - 1;
        if !self.up(i) {
            self.down(i);
        }
    }

    fn up(&mut self, mut i: usize) -> bool {
        let (t, start) = (self.at(i), i);
        // SAFETY: alive.
        let when = unsafe { (*t).when };
        while i > 0 {
            let parent = (i - 1) / ARITY;
            if self.when(parent) <= when {
                break;
            }
            self.put(i, self.at(parent));
            i = parent;
        }
        self.put(i, t);
        i != start
    }

    fn down(&mut self, mut i: usize) {
        let t = self.at(i);
        // SAFETY: alive.
        let when = unsafe { (*t).when };
        loop {
            let from = i * ARITY + 1;
            if from >= self.len {
                break;
            }
            let to = (from + ARITY).min(self.len);
            let Some(least) = (from..to).min_by_key(|&c| self.when(c)) else { break };
            if self.when(least) >= when {
                break;
            }
            self.put(i, self.at(least));
            i = least;
        }
        self.put(i, t);
    }

    /// Calls `f` for every timer.
    pub fn each(&self, mut f: impl FnMut(*mut Timer)) {
        for i in 0..self.len {
            f(self.at(i));
        }
    }
}

impl Default for TimerHeap {
    fn default() -> Self {
        TimerHeap::new()
    }
}

#[cfg(test)]
mod tests {
    use super::{Timer, TimerHeap};

    fn timer(when: i64) -> *mut Timer {
        // SAFETY: all-zero is a valid Timer.
        let mut t: Box<Timer> = Box::new(unsafe { core::mem::zeroed() });
        t.when = when;
        Box::leak(t)
    }

    #[test]
    fn random_operations_keep_order() {
        let mut h = TimerHeap::new();
        let mut all: Vec<*mut Timer> = Vec::new();
        let mut x = 3u64;
        let mut rnd = |n: u64| {
            x = x.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (x >> 33) % n
        };
        // SAFETY: timers are leaked.
        unsafe {
            for _ in 0..20_000 {
                match rnd(10) {
                    0..5 => {
                        let t = timer(1 + rnd(1000) as i64);
                        h.insert(t);
                        all.push(t);
                    }
                    5..7 if !all.is_empty() => {
                        let t = all.swap_remove(rnd(all.len() as u64) as usize);
                        h.remove(t);
                        assert_eq!((*t).pos, 0);
                    }
                    7..9 if !all.is_empty() => {
                        let t = all[rnd(all.len() as u64) as usize];
                        (*t).when = 1 + rnd(1000) as i64;
                        h.moved(t);
                    }
                    _ => {}
                }
                assert_eq!(h.first_when(), all.iter().map(|&t| (*t).when).min().unwrap_or(0));
                assert!(h.len == all.len());
            }
            let mut last = 0;
            while let Some(t) = h.first() {
                assert!((*t).when >= last);
                last = (*t).when;
                h.remove(t);
            }
        }
    }
}
