//! `mallocgc` and the entry points of allocation that compiled code calls.
//!
//! Where an object goes: no pointers and less than 16 bytes: into a shared 16-byte block (tiny); up to 32 KiB: into a
//! span of its size class; larger: a span of its own. Where its pointers are written down: up to 512 bytes in the
//! arena's pointer bitmap, above in a header word that holds the element type, for large objects in the span.
//!
//! Invariant: memory handed out is zero unless the caller promised to overwrite it and it has no pointers.
//!
//! Read next: `slice.rs`; `gc/mark.rs` for the reader of bitmaps and headers.

use super::arena::ptrbits_of;
use super::cache::{Mcache, mcache};
use super::central;
use super::heap::{self, STATS};
use super::sizeclass::{HEADER, MAX_BITMAP_SIZE, MAX_SMALL, PAGE_SHIFT, class_of};
use super::span::{Span, SpanClass};
use crate::gc::{memprofile, pacer};
use core::ptr::null;
use core::sync::atomic::Ordering;
use gorc_abi::typedesc::Type;

const TINY_SIZE: usize = 16;
/// Sizes above this are out of range: no address space holds them.
pub const MAX_ALLOC: usize = 1 << 48;

/// What pointers to objects without size point to.
#[cfg_attr(feature = "standalone", unsafe(export_name = "runtime.zerobase"))]
pub static ZEROBASE: u64 = 0;

/// Allocates `size` bytes holding values of `typ` one after the other (null: no pointers), from the current P's cache.
///
/// # Safety
/// `typ` is null or a valid descriptor whose size divides `size`. With `needzero` false the caller overwrites all of an
/// object without pointers.
#[inline]
pub unsafe fn mallocgc(size: usize, typ: *const Type, needzero: bool) -> *mut u8 {
    if size == 0 {
        return (&raw const ZEROBASE).cast_mut().cast();
    }
    // SAFETY: mcache() belongs to this M's P; typ is valid as the caller says.
    unsafe {
        let c = &mut *mcache();
        pacer::stress_tick();
        let noscan = typ.is_null() || (*typ).ptr_bytes == 0;
        if size > MAX_SMALL - HEADER {
            let p = large(size, if noscan { null() } else { typ }, needzero);
            memprofile::note(p, size);
            return p;
        }
        if noscan && size < TINY_SIZE {
            return tiny(c, size);
        }
        let (p, elemsize) = if noscan {
            small(c, SpanClass::new(class_of(size), true), needzero)
        } else if size <= MAX_BITMAP_SIZE {
            let (p, elemsize) = small(c, SpanClass::new(class_of(size), false), true);
            write_ptrbits(p as usize, elemsize, ptr_mask(typ, size));
            (p, elemsize)
        } else {
            let (p, elemsize) = small(c, SpanClass::new(class_of(size + HEADER), false), true);
            p.cast::<*const Type>().write(typ);
            (p.add(HEADER), elemsize)
        };
        memprofile::note(p, elemsize);
        p
    }
}

/// An object of a size class: address and size of the slot.
#[inline(always)]
unsafe fn small(c: &mut Mcache, sc: SpanClass, needzero: bool) -> (*mut u8, usize) {
    // SAFETY: spans in the cache are valid and ours; the slot taken is nobody else's.
    unsafe {
        let mut s = c.alloc[sc.0 as usize];
        let i = loop {
            if !s.is_null()
                && let Some(i) = (*s).next_free()
            {
                break i;
            }
            s = c.refill(sc);
        };
        let p = (*s).object_addr(i) as *mut u8;
        let elemsize = (*s).elemsize;
        if needzero && (*s).needzero {
            zero(p, elemsize);
        }
        (p, elemsize)
    }
}

/// Clears a slot: small ones by a few stores instead of a call.
#[inline(always)]
unsafe fn zero(p: *mut u8, size: usize) {
    // SAFETY: slots are multiples of 8 bytes; the caller owns this one.
    unsafe {
        if size > 128 {
            core::ptr::write_bytes(p, 0, size);
            return;
        }
        let mut at = p.cast::<u64>();
        let end = p.add(size).cast::<u64>();
        while at < end {
            // Volatile, lest the loop becomes a call of memset again.
            at.write_volatile(0);
            at = at.add(1);
        }
    }
}

#[inline(always)]
unsafe fn tiny(c: &mut Mcache, size: usize) -> *mut u8 {
    let align = if size.is_multiple_of(8) {
        8
    } else if size.is_multiple_of(4) {
        4
    } else if size.is_multiple_of(2) {
        2
    } else {
        // An object of 12 bytes may hold 8-byte words on other ports; here its alignment divides its size.
        1
    };
    let off = (c.tiny_offset + align - 1) & !(align - 1);
    if c.tiny != 0 && off + size <= TINY_SIZE {
        c.tiny_offset = off + size;
        c.tiny_allocs += 1;
        return (c.tiny + off) as *mut u8;
    }
    // SAFETY: as the caller's; TINY_SIZE is a class without pointers.
    let (p, _) = unsafe { small(c, SpanClass::new(class_of(TINY_SIZE), true), true) };
    memprofile::note(p, TINY_SIZE);
    // Keep whichever block has more room left.
    if c.tiny == 0 || size < c.tiny_offset {
        c.tiny = p as usize;
        c.tiny_offset = size;
    }
    p
}

#[inline(never)]
unsafe fn large(size: usize, typ: *const Type, needzero: bool) -> *mut u8 {
    let npages = size.div_ceil(1 << PAGE_SHIFT);
    let s = heap::alloc_span(npages, SpanClass::new(0, typ.is_null()), size);
    if s.is_null() {
        heap::out_of_memory(size);
    }
    // SAFETY: a span of our own until it is on the central list.
    unsafe {
        let bytes = (*s).bytes();
        if (*s).needzero && (needzero || !typ.is_null()) {
            core::ptr::write_bytes((*s).base as *mut u8, 0, bytes);
        }
        (*s).large_type = typ;
        (*s).freeindex = 1;
        (*s).cache = 0;
        (*s).alloc_count = 1;
        STATS.mallocs.fetch_add(1, Ordering::Relaxed);
        STATS.total_alloc.fetch_add(bytes as u64, Ordering::Relaxed);
        let p = (*s).base as *mut u8;
        central::uncache_span(s);
        pacer::note_alloc(bytes);
        p
    }
}

/// Pointer mask of up to 64 words that hold values of `typ` one after the other.
///
/// # Safety
/// `typ` is valid and has pointers; `size` is a multiple of its size, at most 512.
#[inline(always)]
pub unsafe fn ptr_mask(typ: *const Type, size: usize) -> u64 {
    // SAFETY: gcdata covers ptr_bytes / 8 bits.
    unsafe {
        let t = &*typ;
        let one = if t.ptr_bytes <= 64 {
            u64::from(*t.gcdata)
        } else {
            let mut m = 0u64;
            for i in 0..(t.ptr_bytes / 8).div_ceil(8) {
                m |= u64::from(*t.gcdata.add(i)) << (i * 8);
            }
            m
        };
        if t.size == size {
            return one;
        }
        if t.size == 8 {
            return if size == 512 { !0 } else { (1u64 << (size / 8)) - 1 };
        }
        let (step, words) = (t.size / 8, size / 8);
        let mut m = 0;
        let mut at = 0;
        while at + step <= words {
            m |= one << at;
            at += step;
        }
        m
    }
}

/// Writes the pointer bits of a slot of at most 64 words.
///
/// # Safety
/// The slot lies in a span of the current P's cache.
#[inline(always)]
pub unsafe fn write_ptrbits(addr: usize, elemsize: usize, mask: u64) {
    let (w, bit) = ptrbits_of(addr);
    let n = elemsize / 8;
    let all = if n >= 64 { !0u64 } else { (1u64 << n) - 1 };
    // SAFETY: the slot lies in a span, whose bits are ours alone: spans start at multiples of 1024 words.
    unsafe {
        *w = *w & !(all << bit) | mask << bit;
        if bit + n > 64 {
            let w = w.add(1);
            *w = *w & !(all >> (64 - bit)) | mask >> (64 - bit);
        }
    }
}

/// The span and object number that an address belongs to, if it is inside an allocated object.
#[inline(always)]
pub fn find_object(addr: usize) -> Option<(*mut Span, usize)> {
    let s = super::arena::span_of(addr);
    if s.is_null() {
        return None;
    }
    // SAFETY: span structs are never unmapped; state and bounds tell whether this one is meant.
    unsafe {
        if (*s).state != super::span::SpanState::InUse || addr < (*s).base || addr >= (*s).limit() {
            return None;
        }
        let i = (*s).object_index(addr);
        // A pointer just past an object may point to a free slot: not an object.
        (i < (*s).nelems as usize && (*s).is_allocated(i)).then_some((s, i))
    }
}

/// Start and size of the object that holds `addr`, as the program sees it (without header).
pub fn object_bounds(addr: usize) -> Option<(usize, usize)> {
    let (s, i) = find_object(addr)?;
    // SAFETY: find_object returned a span in use.
    unsafe {
        let header = if (*s).has_headers() { HEADER } else { 0 };
        Some(((*s).object_addr(i) + header, (*s).elemsize - header))
    }
}

/// `new(T)`.
extern "C" fn newobject(typ: *const Type) -> *mut u8 {
    crate::gc::poll();
    // SAFETY: compiled code passes a descriptor.
    unsafe { mallocgc((*typ).size, typ, true) }
}
crate::rust_thunk!("runtime.newobject_slow", newobject, 1);
crate::rust_thunk!("reflect.unsafe_New", newobject, 1);
crate::rust_thunk!("internal/reflectlite.unsafe_New", newobject, 1);

extern "C" fn mallocgc_entry(size: usize, typ: *const Type, needzero: bool) -> *mut u8 {
    crate::gc::poll();
    // SAFETY: compiled code passes a descriptor or null.
    unsafe { mallocgc(size, typ, needzero) }
}
crate::rust_thunk!("runtime.mallocgc", mallocgc_entry, 3);

#[cfg(test)]
mod tests {
    use super::{find_object, mallocgc, object_bounds, ptr_mask};
    use crate::mem::testing;
    use gorc_abi::typedesc::Type;

    #[test]
    fn memory_is_zero_and_does_not_overlap() {
        let _heap = testing::using_heap();
        let (ptr, mixed) = (testing::typ(8, &[0]), testing::typ(24, &[0, 2]));
        let mut seen: Vec<(usize, usize)> = Vec::new();
        let mut x = 7usize;
        for round in 0..20_000usize {
            x = x.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let n = 1 + (x >> 40) % if round % 50 == 0 { 60_000 } else { 900 };
            let (t, size): (*const Type, usize) = match round % 3 {
                0 => (core::ptr::null(), n),
                1 => (ptr, n.next_multiple_of(8)),
                _ => (mixed, n.next_multiple_of(24)),
            };
            // SAFETY: the size is a multiple of the type's.
            unsafe {
                let p = mallocgc(size, t, true);
                let bytes = core::slice::from_raw_parts_mut(p, size);
                assert!(bytes.iter().all(|&b| b == 0));
                bytes.fill(0xff);
                let (base, len) = object_bounds(p as usize + size - 1).unwrap();
                assert!(base <= p as usize && base + len >= p as usize + size);
                seen.push((p as usize, p as usize + size));
            }
        }
        seen.sort();
        assert!(seen.windows(2).all(|w| w[0].1 <= w[1].0));
        assert!(find_object(0x1000).is_none());
    }

    #[test]
    fn masks_repeat_for_arrays() {
        let t = testing::typ(24, &[0, 2]);
        // SAFETY: a valid type.
        unsafe {
            assert_eq!(ptr_mask(t, 24), 0b101);
            assert_eq!(ptr_mask(t, 72), 0b101_101_101);
            assert_eq!(ptr_mask(testing::typ(8, &[0]), 512), !0);
            let wide = testing::typ(512, &[0, 9, 63]);
            assert_eq!(ptr_mask(wide, 512), 1 | 1 << 9 | 1 << 63);
        }
    }
}
