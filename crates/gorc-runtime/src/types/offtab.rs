//! Offsets in descriptors: addresses below 2 GiB as they are, negative numbers for objects that reflect made on the heap.
//!
//! Such objects are never freed: descriptors refer to them by number, which the collector cannot follow.

use crate::gc::mark::Marker;
use crate::lock::{Mutex, Rank};
use crate::persistent::persistentalloc;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

const CHUNK: usize = 1024;
const CHUNKS: usize = 1024;
static LOCK: Mutex = Mutex::new(Rank::None);
static LEN: AtomicUsize = AtomicUsize::new(0);
static TABLE: [AtomicPtr<usize>; CHUNKS] = [const { AtomicPtr::new(null_mut()) }; CHUNKS];

/// The address that an offset stands for.
#[inline]
pub fn resolve(off: i32) -> *const u8 {
    if off >= 0 {
        return off as usize as *const u8;
    }
    let i = off.unsigned_abs() as usize - 1;
    if i >= LEN.load(Ordering::Acquire) {
        crate::fatal::throw("runtime: offset of an unknown object");
    }
    // SAFETY: entries below LEN are filled and stay.
    unsafe { *TABLE[i / CHUNK].load(Ordering::Acquire).add(i % CHUNK) as *const u8 }
}

/// An offset for an address.
pub fn add(p: usize) -> i32 {
    if p < 1 << 31 {
        return p as i32;
    }
    LOCK.with(|| {
        let n = LEN.load(Ordering::Relaxed);
        for i in 0..n {
            // SAFETY: entries below LEN are filled.
            if unsafe { *TABLE[i / CHUNK].load(Ordering::Relaxed).add(i % CHUNK) } == p {
                return -(i as i32) - 1;
            }
        }
        if n == CHUNK * CHUNKS {
            crate::fatal::throw("runtime: too many types made by reflect");
        }
        if n.is_multiple_of(CHUNK) {
            TABLE[n / CHUNK].store(persistentalloc(CHUNK * 8, 8).cast(), Ordering::Release);
        }
        // SAFETY: the chunk has room for CHUNK words.
        unsafe { *TABLE[n / CHUNK].load(Ordering::Relaxed).add(n % CHUNK) = p };
        LEN.store(n + 1, Ordering::Release);
        -(n as i32) - 1
    })
}

/// Everything in the table stays.
pub fn mark_roots(m: &mut Marker) {
    for i in 0..LEN.load(Ordering::Acquire) {
        // SAFETY: entries below LEN are filled.
        m.word(unsafe { *TABLE[i / CHUNK].load(Ordering::Acquire).add(i % CHUNK) });
    }
}

extern "C" fn resolve_off(_base: usize, off: i32) -> *const u8 {
    resolve(off)
}
crate::rust_thunk!("reflect.resolveNameOff", resolve_off, 2);
crate::rust_thunk!("reflect.resolveTypeOff", resolve_off, 2);
crate::rust_thunk!("reflect.resolveTextOff", resolve_off, 2);
crate::rust_thunk!("internal/reflectlite.resolveNameOff", resolve_off, 2);
crate::rust_thunk!("internal/reflectlite.resolveTypeOff", resolve_off, 2);

extern "C" fn add_reflect_off(p: usize) -> i32 {
    add(p)
}
crate::rust_thunk!("reflect.addReflectOff", add_reflect_off, 1);

#[cfg(test)]
mod tests {
    use super::{add, resolve};

    #[test]
    fn round_trip() {
        let addrs: Vec<usize> = (0..3000).map(|i| 0xc0_0000_0000 + i * 16).collect();
        let offs: Vec<i32> = addrs.iter().map(|&a| add(a)).collect();
        assert!(addrs.iter().zip(&offs).all(|(&a, &o)| o < 0 && resolve(o) as usize == a && add(a) == o));
        assert_eq!(add(0x40_1000), 0x40_1000);
        assert_eq!(resolve(0x40_1000) as usize, 0x40_1000);
        assert!(resolve(0).is_null());
    }
}
