//! What the map code needs to know of a map type, computed once per type: sizes and offsets of a slot, the kind of key, and a type
//! descriptor of a whole group for the allocator.
//!
//! A slot is the key followed by the element; either is replaced by a pointer if it is larger than 128 bytes.

use super::group::SLOTS;
use crate::lock::{Mutex, Rank};
use crate::persistent::{persistent_new, persistentalloc};
use crate::types::hash::mix;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use gorc_abi::maps::{MAX_INLINE, SlotLayout, group_size, slot_layout};
use gorc_abi::typedesc::{ArrayType, MapType, StructType, TFLAG_REGULAR_MEMORY, Type, kind};

/// Bytes of the shared zero value.
const ZERO_SIZE: usize = 1024;
static ZERO: [u64; ZERO_SIZE / 8] = [0; ZERO_SIZE / 8];

/// Kinds of keys with code of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum KeyKind {
    /// Four plain bytes.
    U32,
    /// Eight plain bytes.
    U64,
    /// A string.
    Str,
    /// By descriptor.
    Other,
}

/// Everything derived from a map type.
#[repr(C)]
pub struct MapLayout {
    /// Key type.
    pub key: *const Type,
    /// Element type.
    pub elem: *const Type,
    /// Descriptor of a group.
    pub group: Type,
    /// Bytes of a slot.
    pub slot_size: usize,
    /// Offset of the element in a slot.
    pub elem_off: usize,
    /// Kind of key.
    pub kind: KeyKind,
    /// The slot holds a pointer to the key.
    pub indirect_key: bool,
    /// The slot holds a pointer to the element.
    pub indirect_elem: bool,
    /// Equal keys may differ (`+0` and `-0`, strings): assignment overwrites the key.
    pub update_key: bool,
    /// Hashing may find a value without equality.
    pub may_panic: bool,
    /// A zero element.
    pub zero: *const u8,
    maptype: *const MapType,
}

struct Table {
    mask: usize,
    slots: [AtomicPtr<MapLayout>; 0],
}

static TABLE: AtomicPtr<Table> = AtomicPtr::new(null_mut());
static COUNT: AtomicUsize = AtomicUsize::new(0);
static LOCK: Mutex = Mutex::new(Rank::None);

impl Table {
    unsafe fn slot(&self, t: usize) -> &AtomicPtr<MapLayout> {
        let mut i = mix(t as u64 ^ 0x5851_f42d, 0x9e37_79b9_7f4a_7c15) as usize;
        loop {
            // SAFETY: mask + 1 slots follow the header, never all taken; entries live for ever.
            unsafe {
                let s = &*self.slots.as_ptr().add(i & self.mask);
                let l = s.load(Ordering::Acquire);
                if l.is_null() || (*l).maptype as usize == t {
                    return s;
                }
            }
            i += 1;
        }
    }
}

/// The layout of a map type.
#[inline]
pub fn layout_of(t: *const MapType) -> *const MapLayout {
    let tab = TABLE.load(Ordering::Acquire);
    if !tab.is_null() {
        // SAFETY: tables live for ever.
        let l = unsafe { (*tab).slot(t as usize).load(Ordering::Acquire) };
        if !l.is_null() {
            return l;
        }
    }
    add(t)
}

#[cold]
#[inline(never)]
fn add(t: *const MapType) -> *const MapLayout {
    // SAFETY: t is a valid map type; tables live for ever and change under the lock.
    LOCK.with(|| unsafe {
        let mut tab = TABLE.load(Ordering::Relaxed);
        let n = COUNT.load(Ordering::Relaxed);
        if tab.is_null() || n * 2 > (*tab).mask {
            let cap = if tab.is_null() { 64 } else { ((*tab).mask + 1) * 2 };
            let new = persistentalloc(size_of::<Table>() + cap * 8, 8).cast::<Table>();
            (*new).mask = cap - 1;
            if !tab.is_null() {
                for i in 0..=(*tab).mask {
                    let l = (*(*tab).slots.as_ptr().add(i)).load(Ordering::Relaxed);
                    if !l.is_null() {
                        (*new).slot((*l).maptype as usize).store(l, Ordering::Relaxed);
                    }
                }
            }
            TABLE.store(new, Ordering::Release);
            tab = new;
        }
        let slot = (*tab).slot(t as usize);
        let old = slot.load(Ordering::Relaxed);
        if !old.is_null() {
            return old.cast_const();
        }
        let l = compute(t);
        slot.store(l, Ordering::Release);
        COUNT.store(n + 1, Ordering::Relaxed);
        l.cast_const()
    })
}

/// Pointer mask of a part of a slot.
struct Part {
    ptr_bytes: usize,
    mask: *const u8,
}

fn part(t: &Type) -> Part {
    static POINTER: u8 = 1;
    if t.size > MAX_INLINE {
        return Part { ptr_bytes: 8, mask: &raw const POINTER };
    }
    Part { ptr_bytes: t.ptr_bytes, mask: t.gcdata }
}

unsafe fn compute(t: *const MapType) -> *mut MapLayout {
    // SAFETY: t is a valid map type; the result is fresh zeroed memory.
    unsafe {
        let (key, elem) = ((*t).key, (*t).elem);
        let (k, e) = (part(&*key), part(&*elem));
        let size_of = |t: *const Type| ((*t).size, usize::from((*t).align));
        let SlotLayout { size: slot_size, elem: elem_off } = slot_layout(size_of(key), size_of(elem));
        let l = persistent_new::<MapLayout>();
        (*l).key = key;
        (*l).elem = elem;
        (*l).slot_size = slot_size;
        (*l).elem_off = elem_off;
        (*l).indirect_key = (*key).size > MAX_INLINE;
        (*l).indirect_elem = (*elem).size > MAX_INLINE;
        (*l).kind = key_kind(&*key);
        (*l).update_key = needs_update(key);
        (*l).may_panic = may_panic(key);
        (*l).zero = if (*elem).size <= ZERO_SIZE {
            (&raw const ZERO).cast()
        } else {
            persistentalloc((*elem).size, 16)
        };
        (*l).maptype = t;
        let g = &mut (*l).group;
        g.size = group_size(slot_size);
        g.align = 8;
        if k.ptr_bytes + e.ptr_bytes > 0 {
            let mask = persistentalloc(g.size.div_ceil(64) + 8, 8);
            for s in 0..SLOTS {
                let at = 8 + s * slot_size;
                copy_mask(mask, at, &k);
                copy_mask(mask, at + elem_off, &e);
            }
            g.gcdata = mask;
            g.ptr_bytes = g.size;
        }
        l
    }
}

unsafe fn copy_mask(mask: *mut u8, at: usize, p: &Part) {
    for w in 0..p.ptr_bytes / 8 {
        // SAFETY: the part's mask covers ptr_bytes; the group's mask covers the group.
        unsafe {
            if *p.mask.add(w / 8) >> (w % 8) & 1 != 0 {
                let bit = at / 8 + w;
                *mask.add(bit / 8) |= 1 << (bit % 8);
            }
        }
    }
}

fn key_kind(t: &Type) -> KeyKind {
    let plain =
        matches!(t.kind, kind::BOOL..=kind::UINTPTR | kind::POINTER | kind::CHAN | kind::UNSAFE_POINTER)
            || t.tflag & TFLAG_REGULAR_MEMORY != 0;
    match t.size {
        _ if t.kind == kind::STRING => KeyKind::Str,
        4 if plain => KeyKind::U32,
        8 if plain => KeyKind::U64,
        _ => KeyKind::Other,
    }
}

unsafe fn any_part(t: *const Type, f: &impl Fn(u8) -> bool) -> bool {
    // SAFETY: the kind tells which descriptor follows.
    unsafe {
        match (*t).kind {
            kind::ARRAY => any_part((*t.cast::<ArrayType>()).elem, f),
            kind::STRUCT => {
                let st = &*t.cast::<StructType>();
                (0..st.fields_len).any(|i| any_part((*st.fields.add(i)).typ, f))
            }
            k => f(k),
        }
    }
}

unsafe fn needs_update(t: *const Type) -> bool {
    // SAFETY: caller's obligation.
    unsafe {
        any_part(t, &|k| {
            matches!(
                k,
                kind::FLOAT32
                    | kind::FLOAT64
                    | kind::COMPLEX64
                    | kind::COMPLEX128
                    | kind::INTERFACE
                    | kind::STRING
            )
        })
    }
}

unsafe fn may_panic(t: *const Type) -> bool {
    // SAFETY: caller's obligation.
    unsafe { any_part(t, &|k| k == kind::INTERFACE) }
}
