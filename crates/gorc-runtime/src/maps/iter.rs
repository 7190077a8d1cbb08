//! Iteration: each entry at most once, whatever the loop body does to the map.
//!
//! An iterator walks the slots of the table that the map had when it began, from a random position around. While that is
//! still the map's table, slots are current: deleted entries are gone, new ones may turn up ahead. After the map has grown, the old
//! table is a snapshot, and each of its keys is looked up in the map: gone means deleted. Keys that equal nothing (NaN) cannot be
//! looked up, nor deleted except by `clear`, which leaves its mark in `clear_seq`.
//!
//! Read next: `entry.rs`.

use super::group::SLOTS;
use super::layout::KeyKind;
use super::table::{Hmap, Key, Slot, full_at, slot_at, with_key};
use crate::stubs::rand64;
use core::ptr::null_mut;
use gorc_abi::hchan::MapIter;

/// The iterator as the runtime sees it: same size as [`MapIter`].
#[repr(C)]
pub struct Iter {
    /// Current key, null at the end.
    pub key: *mut u8,
    /// Current element.
    pub elem: *mut u8,
    m: *mut Hmap,
    groups: *mut u8,
    mask: usize,
    /// Random position to begin at.
    start: usize,
    /// Positions visited.
    pos: usize,
    clear_seq: usize,
    unused: [usize; 8],
}
const _: () = assert!(size_of::<Iter>() == size_of::<MapIter>());

impl Iter {
    /// Begins an iteration and moves to the first entry.
    ///
    /// # Safety
    /// `m` is null or a map.
    pub unsafe fn init(&mut self, m: *mut Hmap) {
        self.key = null_mut();
        self.elem = null_mut();
        // SAFETY: caller's obligation.
        unsafe {
            if m.is_null() || (*m).count == 0 {
                self.m = null_mut();
                return;
            }
            self.m = m;
            self.groups = (*m).groups;
            self.mask = (*m).mask;
            self.clear_seq = (*m).clear_seq as usize;
            self.start = rand64() as usize & (self.slots() - 1);
            self.pos = 0;
            self.next();
        }
    }

    /// Whether somebody writes the map right now.
    ///
    /// # Safety
    /// As for [`Iter::next`].
    pub unsafe fn is_racing(&self) -> bool {
        // SAFETY: m is null or a map.
        !self.m.is_null() && unsafe { (*self.m).is_writing() }
    }

    fn slots(&self) -> usize {
        (self.mask + 1) * SLOTS
    }

    /// Moves to the next entry.
    ///
    /// # Safety
    /// The iterator was begun by [`Iter::init`].
    pub unsafe fn next(&mut self) {
        // SAFETY: caller's obligation.
        unsafe {
            if self.m.is_null() {
                self.key = null_mut();
                return;
            }
            with_key!((*self.m).layout, K => self.step::<K>());
        }
    }

    unsafe fn step<K: Key>(&mut self) {
        // SAFETY: the groups stay alive as long as the iterator, which the collector sees, refers to them.
        unsafe {
            let m = &*self.m;
            let l = m.layout();
            let slots = self.slots();
            while self.pos < slots {
                let i = (self.start + self.pos) & (slots - 1);
                // Skip to the next full slot of this group.
                let rest = full_at(self.groups, l, i) >> (i % SLOTS);
                if rest == 0 {
                    self.pos += SLOTS - i % SLOTS;
                    continue;
                }
                let skip = rest.trailing_zeros() as usize;
                if self.pos + skip >= slots {
                    break;
                }
                self.pos += skip + 1;
                let slot = slot_at(self.groups, l, i + skip);
                if let Some((key, elem)) = self.current::<K>(m, slot) {
                    self.key = key;
                    self.elem = elem;
                    return;
                }
            }
            self.pos = slots;
            self.key = null_mut();
            self.elem = null_mut();
        }
    }

    /// What the entry of a slot is now: addresses of key and element, `None` if it is gone.
    unsafe fn current<K: Key>(&self, m: &Hmap, slot: Slot) -> Option<(*mut u8, *mut u8)> {
        let l = m.layout();
        // SAFETY: the slot has an entry.
        unsafe {
            if m.groups == self.groups {
                return Some((slot.key(l), slot.elem(l)));
            }
            let key = slot.key(l);
            let hash = K::hash(l, key, m.seed).ok()?;
            if let Some(now) = m.find::<K>(key, hash) {
                return Some((now.key(l), now.elem(l)));
            }
            let kept = !K::eq(l, key, key) && m.clear_seq as usize == self.clear_seq;
            kept.then(|| (key, slot.elem(l)))
        }
    }
}
