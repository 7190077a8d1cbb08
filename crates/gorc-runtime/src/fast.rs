//! Fast paths that stay on the goroutine's stack: allocation of small objects, map operations that find their key.
//!
//! The routine that compiled code calls first tries a leaf function, which may fail (null) for any reason; then the ordinary
//! thunk runs from the start. Rules for the leaves: no calls (but of `hash_bytes` and the assembly's `bcmp`), no locks, no panics, no collection, and less than 400 bytes of
//! stack (the guard area of a goroutine's stack leaves more than 600 to them). They are not pre-empted: only compiled
//! code is.
//!
//! Read next: `mem/malloc.rs` and `maps/entry.rs`, where the ordinary ways are.

use crate::gc::pacer;
use crate::maps::layout::KeyKind;
use crate::maps::table::{Hmap, Key, KeyStr, KeyU32, KeyU64};
use crate::mem::cache::Mcache;
use crate::mem::malloc::{ptr_mask, write_ptrbits};
use crate::mem::sizeclass::{MAX_BITMAP_SIZE, class_of};
use crate::mem::span::SpanClass;
use crate::strings::Pair;
use crate::stubs::getp;
use core::ptr::null_mut;
use core::sync::atomic::Ordering;
use gorc_abi::typedesc::{MapType, Type};

/// Slots up to this size are cleared here.
const MAX_CLEAR: usize = 128;
/// Smaller objects without pointers share blocks: the ordinary way.
const TINY: usize = 16;

/// `new(T)` for small types, from the P's cached span.
pub extern "C" fn newobject(typ: *const Type) -> *mut u8 {
    if pacer::WANTED.load(Ordering::Relaxed) || pacer::slow_path() {
        return null_mut();
    }
    // SAFETY: compiled code passes a descriptor; the P and its cache are this M's while no Rust code runs on it.
    unsafe {
        let (size, scan) = ((*typ).size, (*typ).ptr_bytes != 0);
        let c = (*getp()).mcache.cast::<Mcache>();
        if size > MAX_BITMAP_SIZE || size == 0 || size < TINY && !scan || c.is_null() {
            return null_mut();
        }
        let s = (*c).alloc[SpanClass::new(class_of(size), !scan).0 as usize];
        if s.is_null() || (*s).cache == 0 || (*s).needzero && (*s).elemsize > MAX_CLEAR {
            return null_mut();
        }
        let i = (*s).word as usize * 64 + (*s).cache.trailing_zeros() as usize;
        (*s).cache &= (*s).cache - 1;
        (*s).freeindex = i as u16 + 1;
        (*s).alloc_count += 1;
        let elemsize = (*s).elemsize;
        let p = (*s).object_addr(i);
        if (*s).needzero {
            let mut at = p as *mut u64;
            let end = (p + elemsize) as *mut u64;
            while at < end {
                // Volatile, lest the loop becomes a call of memset.
                at.write_volatile(0);
                at = at.add(1);
            }
        }
        if scan {
            write_ptrbits(p, elemsize, ptr_mask(typ, size));
        }
        p as *mut u8
    }
}

/// Address of the element of a present key, and 1, for the common kinds of keys.
pub extern "C" fn mapaccess(_t: *const MapType, m: *const Hmap, key: *const u8) -> Pair {
    // SAFETY: compiled code passes a map or null, and a key's address.
    unsafe {
        if m.is_null() || (*m).is_writing() {
            return Pair(0, 0);
        }
        let l = (*m).layout();
        match l.kind {
            KeyKind::U64 => found::<KeyU64>(&*m, key),
            KeyKind::U32 => found::<KeyU32>(&*m, key),
            KeyKind::Str => found::<KeyStr>(&*m, key),
            KeyKind::Other => Pair(0, 0),
        }
    }
}

/// The same for an assignment. A present string is overwritten: the new one may keep less memory alive.
pub extern "C" fn mapassign(_t: *const MapType, m: *const Hmap, key: *const u8) -> Pair {
    // SAFETY: compiled code passes a map or null, and a key's address.
    unsafe {
        if m.is_null() || (*m).is_writing() {
            return Pair(0, 0);
        }
        // Plain stores, which cost next to nothing, find most races. Where one shows, the mark stays for the slow path to report.
        let writing = &(*m).writing;
        writing.store(1, Ordering::Relaxed);
        let slot = match (*m).layout().kind {
            KeyKind::U64 => found::<KeyU64>(&*m, key),
            KeyKind::U32 => found::<KeyU32>(&*m, key),
            KeyKind::Str => overwritten(&*m, key),
            KeyKind::Other => Pair(0, 0),
        };
        if writing.load(Ordering::Relaxed) == 0 {
            writing.store(1, Ordering::Relaxed);
            return Pair(0, 0);
        }
        writing.store(0, Ordering::Relaxed);
        slot
    }
}

/// The element of a string that is present, which the new one replaces.
#[inline(always)]
unsafe fn overwritten(m: &Hmap, key: *const u8) -> Pair {
    let l = m.layout();
    // SAFETY: as in mapaccess; the slot holds a string.
    unsafe {
        let Ok(hash) = KeyStr::hash(l, key, m.seed) else { return Pair(0, 0) };
        let Some(slot) = m.find::<KeyStr>(key, hash) else { return Pair(0, 0) };
        *slot.key(l).cast::<[usize; 2]>() = *key.cast::<[usize; 2]>();
        Pair(slot.elem(l) as usize, 1)
    }
}

#[inline(always)]
unsafe fn found<K: Key>(m: &Hmap, key: *const u8) -> Pair {
    let l = m.layout();
    // SAFETY: as in mapaccess.
    unsafe {
        let Ok(hash) = K::hash(l, key, m.seed) else { return Pair(0, 0) };
        m.find::<K>(key, hash).map_or(Pair(0, 0), |s| Pair(s.elem(l) as usize, 1))
    }
}

/// Defines `$sym`: tries the leaf, then the thunk `$slow`. All have up to three integer parameters.
///
/// ```text
/// [rbp+8] return address  [rbp] caller's rbp  [rbp-8] rdi  [rbp-16] rsi  [rbp-24] rdx  [rbp-32] alignment
/// ```
macro_rules! fast_thunk {
    ($sym:literal, $leaf:path, $slow:literal) => {
        #[cfg(feature = "standalone")]
        core::arch::global_asm!(
            concat!(".pushsection .text.", $sym, ",\"ax\",@progbits"),
            ".p2align 4",
            concat!(".globl ", $sym),
            concat!(".type ", $sym, ",@function"),
            concat!($sym, ":"),
            "push rbp",
            "mov rbp, rsp",
            "push rdi",
            "push rsi",
            "push rdx",
            "push rdx",
            "call {leaf}",
            "test rax, rax",
            "je 2f",
            "mov rsp, rbp",
            "pop rbp",
            "ret",
            "2:",
            "mov rdi, [rbp - 8]",
            "mov rsi, [rbp - 16]",
            "mov rdx, [rbp - 24]",
            "mov rsp, rbp",
            "pop rbp",
            concat!("jmp ", $slow),
            concat!(".size ", $sym, ", . - ", $sym),
            ".popsection",
            leaf = sym $leaf,
        );
        #[cfg(not(feature = "standalone"))]
        const _: usize = { let _ = $leaf; 0 };
    };
}

fast_thunk!("runtime.newobject", newobject, "runtime.newobject_slow");
fast_thunk!("runtime.mapaccess1", mapaccess, "runtime.mapaccess1_slow");
fast_thunk!("runtime.mapaccess2", mapaccess, "runtime.mapaccess2_slow");
fast_thunk!("runtime.mapassign", mapassign, "runtime.mapassign_slow");

#[cfg(test)]
mod tests {
    use super::newobject;
    use crate::mem::malloc::{mallocgc, object_bounds};
    use crate::mem::testing::{typ, using_heap};

    #[test]
    fn leaf_and_ordinary_allocation_share_spans() {
        let _heap = using_heap();
        let t = typ(48, &[0, 5]);
        let mut seen = Vec::new();
        let mut fast = 0;
        for i in 0..5000 {
            let p = newobject(t);
            // SAFETY: a valid type.
            let p = if p.is_null() || i % 7 == 0 { unsafe { mallocgc(48, t, true) } } else { p };
            fast += usize::from(!p.is_null());
            // SAFETY: 48 bytes of our own.
            unsafe {
                assert_eq!(*p.cast::<[u64; 6]>(), [0; 6]);
                *p.cast::<[u64; 6]>() = [7; 6];
                let (w, bit) = crate::mem::arena::ptrbits_of(p as usize);
                assert_eq!(*w >> bit & 1, 1);
            }
            assert_eq!(object_bounds(p as usize), Some((p as usize, 48)));
            seen.push(p as usize);
        }
        assert!(fast > 3000);
        seen.sort();
        assert!(seen.windows(2).all(|w| w[0] + 48 <= w[1]));
    }
}
