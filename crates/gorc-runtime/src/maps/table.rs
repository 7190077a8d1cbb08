//! The hash table itself: find, insert, delete, grow, clear.
//!
//! Invariants: `growth_left` is how many empty slots may still be filled before the table must grow; a table with more than
//! one group always has an empty slot; `groups` is null until the first insertion (unless a hint asked for room); slots without an
//! entry are zero.
//!
//! Read next: `iter.rs`.

use super::group::{ALL_EMPTY, DELETED, EMPTY, SLOTS, free, full, matching};
use super::layout::MapLayout;
use crate::mem::malloc::mallocgc;
use crate::mem::typedmem::{clear, copy, typedmemclr, typedmemmove};
use crate::stubs::rand64;
use crate::types::alg::{self, Uncomparable, bytes_equal};
use crate::types::hash::{hash_bytes, hash_u32, hash_u64};
use core::ptr::{null, null_mut};
use core::sync::atomic::{AtomicU32, Ordering};
use gorc_abi::typedesc::{Type, kind};

/// A map. `count` comes first: compiled code reads it for `len`.
#[repr(C)]
pub struct Hmap {
    /// Number of entries.
    pub count: usize,
    /// The groups, or null.
    pub groups: *mut u8,
    /// Number of groups less one.
    pub mask: usize,
    /// Empty slots that may be filled before growing.
    pub growth_left: usize,
    /// Derived from the map's type.
    pub layout: *const MapLayout,
    /// Seed of this map's hashes.
    pub seed: u64,
    /// A write is under way.
    pub writing: AtomicU32,
    /// How often the map was cleared.
    pub clear_seq: u32,
}

struct StaticType(Type);
// SAFETY: read-only, and the pointers in it point to statics.
unsafe impl Sync for StaticType {}
static HMAP_MASK: u8 = 0b10;
static HMAP_TYPE: StaticType = StaticType(Type {
    size: size_of::<Hmap>(),
    ptr_bytes: 16,
    hash: 0,
    tflag: 0,
    align: 8,
    field_align: 8,
    kind: kind::STRUCT,
    equal: null(),
    gcdata: &raw const HMAP_MASK,
    str: 0,
    ptr_to_this: 0,
});

/// Hash and equality of one kind of key; arguments are addresses of keys.
pub trait Key {
    /// Hash; `Err` names a type without equality.
    ///
    /// # Safety
    /// `p` holds a key of the layout's key type.
    unsafe fn hash(l: &MapLayout, p: *const u8, seed: u64) -> Result<u64, Uncomparable>;
    /// Equality.
    ///
    /// # Safety
    /// Both hold keys of the layout's key type, hashed before.
    unsafe fn eq(l: &MapLayout, p: *const u8, q: *const u8) -> bool;
}

/// Four plain bytes.
pub struct KeyU32;
/// Eight plain bytes.
pub struct KeyU64;
/// A string.
pub struct KeyStr;
/// By descriptor.
pub struct KeyOther;

impl Key for KeyU32 {
    #[inline(always)]
    unsafe fn hash(_: &MapLayout, p: *const u8, seed: u64) -> Result<u64, Uncomparable> {
        // SAFETY: four bytes, see the trait.
        Ok(hash_u32(unsafe { *p.cast::<u32>() }, seed))
    }
    #[inline(always)]
    unsafe fn eq(_: &MapLayout, p: *const u8, q: *const u8) -> bool {
        // SAFETY: four bytes, see the trait.
        unsafe { *p.cast::<u32>() == *q.cast::<u32>() }
    }
}
impl Key for KeyU64 {
    #[inline(always)]
    unsafe fn hash(_: &MapLayout, p: *const u8, seed: u64) -> Result<u64, Uncomparable> {
        // SAFETY: eight bytes, see the trait. Arrays and structs may be less aligned.
        Ok(hash_u64(unsafe { p.cast::<u64>().read_unaligned() }, seed))
    }
    #[inline(always)]
    unsafe fn eq(_: &MapLayout, p: *const u8, q: *const u8) -> bool {
        // SAFETY: eight bytes, see the trait.
        unsafe { p.cast::<u64>().read_unaligned() == q.cast::<u64>().read_unaligned() }
    }
}
impl Key for KeyStr {
    #[inline(always)]
    unsafe fn hash(_: &MapLayout, p: *const u8, seed: u64) -> Result<u64, Uncomparable> {
        // SAFETY: a string header, see the trait.
        unsafe {
            let s = *p.cast::<[usize; 2]>();
            Ok(hash_bytes(s[0] as *const u8, s[1], seed))
        }
    }
    #[inline(always)]
    unsafe fn eq(_: &MapLayout, p: *const u8, q: *const u8) -> bool {
        // SAFETY: string headers, see the trait.
        unsafe {
            let (a, b) = (*p.cast::<[usize; 2]>(), *q.cast::<[usize; 2]>());
            a[1] == b[1] && (a[0] == b[0] || bytes_equal(a[0] as *const u8, b[0] as *const u8, a[1]))
        }
    }
}
impl Key for KeyOther {
    unsafe fn hash(l: &MapLayout, p: *const u8, seed: u64) -> Result<u64, Uncomparable> {
        // SAFETY: see the trait.
        unsafe { alg::hash(l.key, p, seed) }
    }
    unsafe fn eq(l: &MapLayout, p: *const u8, q: *const u8) -> bool {
        // SAFETY: see the trait. A hashed key is comparable.
        unsafe { alg::equal(l.key, p, q) == Ok(true) }
    }
}

/// Runs `$body` with `$K` as the key kind of a layout.
macro_rules! with_key {
    ($l:expr, $K:ident => $body:expr) => {
        match (*$l).kind {
            KeyKind::U32 => {
                type $K = $crate::maps::table::KeyU32;
                $body
            }
            KeyKind::U64 => {
                type $K = $crate::maps::table::KeyU64;
                $body
            }
            KeyKind::Str => {
                type $K = $crate::maps::table::KeyStr;
                $body
            }
            KeyKind::Other => {
                type $K = $crate::maps::table::KeyOther;
                $body
            }
        }
    };
}
pub(crate) use with_key;

/// Address of a slot: its group's number and its number in the group.
#[derive(Clone, Copy)]
pub struct Slot {
    group: *mut u8,
    index: usize,
}

impl Slot {
    #[inline(always)]
    unsafe fn addr(self, l: &MapLayout) -> *mut u8 {
        // SAFETY: index is below SLOTS.
        unsafe { self.group.add(8 + self.index * l.slot_size) }
    }
    /// Address of the key.
    ///
    /// # Safety
    /// The slot belongs to a table of layout `l` and has an entry.
    #[inline(always)]
    pub unsafe fn key(self, l: &MapLayout) -> *mut u8 {
        // SAFETY: caller's obligation.
        unsafe { deref_if(l.indirect_key, self.addr(l)) }
    }
    /// Address of the element.
    ///
    /// # Safety
    /// As for [`Slot::key`].
    #[inline(always)]
    pub unsafe fn elem(self, l: &MapLayout) -> *mut u8 {
        // SAFETY: caller's obligation.
        unsafe { deref_if(l.indirect_elem, self.addr(l).add(l.elem_off)) }
    }
    unsafe fn set_ctrl(self, b: u8) {
        // SAFETY: the control bytes are the group's first eight.
        unsafe { *self.group.add(self.index) = b }
    }
}

#[inline(always)]
unsafe fn deref_if(indirect: bool, p: *mut u8) -> *mut u8 {
    // SAFETY: an indirect part is a pointer.
    if indirect { unsafe { *p.cast::<*mut u8>() } } else { p }
}

/// The control word of a group.
#[inline(always)]
pub unsafe fn ctrl(group: *const u8) -> u64 {
    // SAFETY: a group begins with its control word.
    unsafe { *group.cast::<u64>() }
}

#[inline(always)]
fn h2(hash: u64) -> u8 {
    (hash & 0x7f) as u8
}

/// Most entries and tombstones of a table with `groups` groups.
fn capacity(groups: usize) -> usize {
    if groups == 1 { SLOTS } else { groups * SLOTS / 8 * 7 }
}

/// A new map with room for `hint` entries.
///
/// # Safety
/// `l` is a layout; allocation is possible.
pub unsafe fn new_map(l: *const MapLayout, hint: isize) -> *mut Hmap {
    // SAFETY: fresh memory of the right size; HMAP_TYPE describes it.
    unsafe {
        let m = mallocgc(size_of::<Hmap>(), &raw const HMAP_TYPE.0, true).cast::<Hmap>();
        (*m).layout = l;
        (*m).seed = rand64();
        let hint = usize::try_from(hint).unwrap_or(0);
        if hint > SLOTS {
            let groups = (hint / 7 + 1).checked_next_power_of_two().unwrap_or(usize::MAX);
            // A hint that no memory can hold is as good as none.
            if groups.checked_mul((*l).group.size).is_some_and(|b| b < 1 << 40) {
                (*m).groups = new_groups(&*l, groups);
                (*m).mask = groups - 1;
                (*m).growth_left = capacity(groups);
            }
        }
        m
    }
}

/// Makes an empty map of one group in a frame.
///
/// # Safety
/// `l` is a layout, and `at` has room for a header and a group.
pub unsafe fn map_in_frame(l: *const MapLayout, at: *mut u8) -> *mut Hmap {
    // SAFETY: the caller gives the memory.
    unsafe {
        at.write_bytes(0, size_of::<Hmap>() + (*l).group.size);
        let m = at.cast::<Hmap>();
        (*m).layout = l;
        (*m).seed = rand64();
        (*m).groups = at.add(size_of::<Hmap>());
        *(*m).groups.cast::<u64>() = ALL_EMPTY;
        (*m).growth_left = capacity(1);
        m
    }
}

const _: () = assert!(size_of::<Hmap>() == 8 * gorc_abi::maps::HEADER_WORDS);

unsafe fn new_groups(l: &MapLayout, groups: usize) -> *mut u8 {
    // SAFETY: the group descriptor has the group's size.
    unsafe {
        let p = mallocgc(groups * l.group.size, &raw const l.group, true);
        for i in 0..groups {
            *p.add(i * l.group.size).cast::<u64>() = ALL_EMPTY;
        }
        p
    }
}

impl Hmap {
    /// The layout.
    #[inline(always)]
    pub fn layout<'a>(&self) -> &'a MapLayout {
        // SAFETY: layouts live for ever.
        unsafe { &*self.layout }
    }

    /// Finds a key's slot.
    ///
    /// # Safety
    /// `key` is of the map's key type, `hash` its hash.
    #[inline(always)]
    pub unsafe fn find<K: Key>(&self, key: *const u8, hash: u64) -> Option<Slot> {
        if self.groups.is_null() {
            return None;
        }
        let l = self.layout();
        let mut g = (hash >> 7) as usize & self.mask;
        let mut step = 0;
        loop {
            // SAFETY: g <= mask, so the group is in the table; full slots hold keys.
            unsafe {
                let group = self.groups.add(g * l.group.size);
                let c = ctrl(group);
                for index in matching(c, h2(hash)) {
                    let slot = Slot { group, index };
                    if K::eq(l, key, slot.key(l)) {
                        return Some(slot);
                    }
                }
                if matching(c, EMPTY).any() {
                    return None;
                }
            }
            step += 1;
            if step > self.mask {
                return None;
            }
            g = (g + step) & self.mask;
        }
    }

    /// The first slot without an entry on the key's way.
    unsafe fn find_free(&self, hash: u64) -> Option<Slot> {
        let size = self.layout().group.size;
        let mut g = (hash >> 7) as usize & self.mask;
        let mut step = 0;
        loop {
            // SAFETY: g <= mask.
            unsafe {
                let group = self.groups.add(g * size);
                if let Some(index) = free(ctrl(group)).first() {
                    return Some(Slot { group, index });
                }
            }
            step += 1;
            if step > self.mask {
                return None;
            }
            g = (g + step) & self.mask;
        }
    }

    /// Makes an entry for a key that is not there; the element is zero.
    ///
    /// # Safety
    /// As for [`Hmap::find`].
    pub unsafe fn insert<K: Key>(&mut self, key: *const u8, hash: u64) -> Slot {
        let l = self.layout();
        // SAFETY: the table is ours while the map's write flag is set.
        unsafe {
            let slot = self.free_slot::<K>(hash);
            let p = slot.addr(l);
            if l.indirect_key {
                let k = mallocgc((*l.key).size, l.key, true);
                typedmemmove(l.key, k, key);
                *p.cast::<*mut u8>() = k;
            } else {
                typedmemmove(l.key, p, key);
            }
            if l.indirect_elem {
                *p.add(l.elem_off).cast::<*mut u8>() = mallocgc((*l.elem).size, l.elem, true);
            }
            self.count += 1;
            slot
        }
    }

    /// Takes a free slot for `hash` and sets its control byte, growing the table if it must.
    unsafe fn free_slot<K: Key>(&mut self, hash: u64) -> Slot {
        let l = self.layout();
        // SAFETY: as in insert.
        unsafe {
            if self.groups.is_null() {
                self.groups = new_groups(l, 1);
                self.growth_left = capacity(1);
            }
            loop {
                if let Some(slot) = self.find_free(hash) {
                    let was_empty = *slot.group.add(slot.index) == EMPTY;
                    if !was_empty || self.growth_left > 0 {
                        self.growth_left -= usize::from(was_empty);
                        slot.set_ctrl(h2(hash));
                        return slot;
                    }
                }
                self.grow::<K>();
            }
        }
    }

    unsafe fn grow<K: Key>(&mut self) {
        let groups = self.mask + 1;
        let wanted = if self.count * 2 > capacity(groups) { groups * 2 } else { groups };
        let l = self.layout();
        // SAFETY: the new table has room for all entries; the old one is left as it is, for iterators.
        unsafe {
            let old = self.groups;
            self.groups = new_groups(l, wanted);
            self.mask = wanted - 1;
            self.growth_left = capacity(wanted) - self.count;
            for g in 0..groups {
                let group = old.add(g * l.group.size);
                for index in full(ctrl(group)) {
                    let from = Slot { group, index };
                    let Ok(hash) = K::hash(l, from.key(l), self.seed) else { continue };
                    let Some(to) = self.find_free(hash) else { continue };
                    to.set_ctrl(h2(hash));
                    copy(to.addr(l), from.addr(l), l.slot_size);
                }
            }
        }
    }

    /// Removes an entry.
    ///
    /// # Safety
    /// The slot is one of this map's current table and has an entry.
    pub unsafe fn remove(&mut self, slot: Slot) {
        let l = self.layout();
        // SAFETY: caller's obligation.
        unsafe {
            clear(slot.addr(l), l.slot_size);
            // Probes end at a group with an empty slot anyway: then nothing has gone past this one.
            if self.mask == 0 || matching(ctrl(slot.group), EMPTY).any() {
                slot.set_ctrl(EMPTY);
                self.growth_left += 1;
            } else {
                slot.set_ctrl(DELETED);
            }
        }
        self.count -= 1;
    }

    /// Removes all entries, keeping the table.
    ///
    /// # Safety
    /// The caller holds the map's write flag.
    pub unsafe fn clear(&mut self) {
        self.clear_seq = self.clear_seq.wrapping_add(1);
        if self.groups.is_null() || self.count == 0 && self.growth_left == capacity(self.mask + 1) {
            return;
        }
        let l = self.layout();
        for g in 0..=self.mask {
            // SAFETY: g <= mask.
            unsafe {
                let group = self.groups.add(g * l.group.size);
                if ctrl(group) != ALL_EMPTY {
                    core::ptr::write_bytes(group, 0, l.group.size);
                    *group.cast::<u64>() = ALL_EMPTY;
                }
            }
        }
        self.count = 0;
        self.growth_left = capacity(self.mask + 1);
        self.seed = rand64();
    }

    /// A copy with the same entries.
    ///
    /// # Safety
    /// Allocation is possible; nobody writes the map.
    pub unsafe fn duplicate(&self) -> *mut Hmap {
        let l = self.layout();
        // SAFETY: the new table has the old one's size; indirect parts are copied one by one.
        unsafe {
            let m = new_map(l, 0);
            (*m).seed = self.seed;
            if self.groups.is_null() {
                return m;
            }
            let bytes = (self.mask + 1) * l.group.size;
            (*m).groups = new_groups(l, self.mask + 1);
            core::ptr::copy_nonoverlapping(self.groups, (*m).groups, bytes);
            (*m).count = self.count;
            (*m).mask = self.mask;
            (*m).growth_left = self.growth_left;
            if l.indirect_key || l.indirect_elem {
                for g in 0..=self.mask {
                    let group = (*m).groups.add(g * l.group.size);
                    for index in full(ctrl(group)) {
                        let p = Slot { group, index }.addr(l);
                        unshare(l.indirect_key, l.key, p);
                        unshare(l.indirect_elem, l.elem, p.add(l.elem_off));
                    }
                }
            }
            m
        }
    }

    /// Whether a write is under way.
    #[inline(always)]
    pub fn is_writing(&self) -> bool {
        self.writing.load(Ordering::Relaxed) != 0
    }
}

unsafe fn unshare(indirect: bool, t: *const Type, p: *mut u8) {
    if indirect {
        // SAFETY: p holds a pointer to a value of t.
        unsafe {
            let new = mallocgc((*t).size, t, true);
            typedmemmove(t, new, *p.cast::<*const u8>());
            *p.cast::<*mut u8>() = new;
        }
    }
}

/// Finds or makes the entry of a key; returns the element's address.
///
/// # Safety
/// `key` is of the map's key type; the caller holds the write flag.
#[inline]
pub unsafe fn assign<K: Key>(m: &mut Hmap, key: *const u8, hash: u64) -> *mut u8 {
    let l = m.layout();
    // SAFETY: caller's obligation.
    unsafe {
        if let Some(slot) = m.find::<K>(key, hash) {
            if l.update_key {
                typedmemmove(l.key, slot.key(l), key);
            }
            return slot.elem(l);
        }
        m.insert::<K>(key, hash).elem(l)
    }
}

/// Clears an element in place (reflect).
///
/// # Safety
/// `p` holds an element.
pub unsafe fn clear_elem(l: &MapLayout, p: *mut u8) {
    // SAFETY: caller's obligation.
    unsafe { typedmemclr(l.elem, p) }
}

/// The slot at a table position, for iteration.
///
/// # Safety
/// `groups` is a table of layout `l` with more than `i / SLOTS` groups.
#[inline(always)]
pub unsafe fn slot_at(groups: *mut u8, l: &MapLayout, i: usize) -> Slot {
    // SAFETY: caller's obligation.
    unsafe { Slot { group: groups.add(i / SLOTS * l.group.size), index: i % SLOTS } }
}

/// Slots with an entry in the group of a position.
///
/// # Safety
/// As for [`slot_at`].
#[inline(always)]
pub unsafe fn full_at(groups: *const u8, l: &MapLayout, i: usize) -> u32 {
    // SAFETY: caller's obligation.
    unsafe { full(ctrl(groups.add(i / SLOTS * l.group.size))).0 }
}

/// No map.
pub const NIL: *mut Hmap = null_mut();
