//! `make([]T, …)` and the growth of `append`.
//!
//! Growth doubles up to 256 elements, then moves smoothly to factors of 1.25, and is rounded up to what the size class gives
//! anyway. Read next: `sizeclass.rs`.

use super::malloc::{MAX_ALLOC, mallocgc};
use super::sizeclass::round_up_size;
use crate::thunk::{Outcome, done, panic_error_string};
use gorc_abi::typedesc::Type;

fn bytes_of(typ: &Type, n: isize) -> Option<usize> {
    let bytes = usize::try_from(n).ok()?.checked_mul(typ.size)?;
    (bytes <= MAX_ALLOC).then_some(bytes)
}

extern "C" fn makeslice(typ: *const Type, len: isize, cap: isize) -> Outcome {
    crate::gc::poll();
    // SAFETY: compiled code passes a descriptor.
    unsafe {
        match bytes_of(&*typ, cap) {
            Some(bytes) if len >= 0 && len <= cap => done(mallocgc(bytes, typ, true) as usize, 0),
            // A bad length is named first: `make([]T, n)` has n as both.
            _ if len < 0 || bytes_of(&*typ, len).is_none() => {
                panic_error_string("makeslice: len out of range")
            }
            _ => panic_error_string("makeslice: cap out of range"),
        }
    }
}
crate::call_thunk!("runtime.makeslice", makeslice, 3);

extern "C" fn unsafe_new_array(typ: *const Type, n: isize) -> Outcome {
    crate::gc::poll();
    // SAFETY: reflect passes a descriptor.
    unsafe {
        match bytes_of(&*typ, n) {
            Some(bytes) => done(mallocgc(bytes, typ, true) as usize, 0),
            None => crate::thunk::panic_plain_error("runtime: allocation size out of range"),
        }
    }
}
crate::call_thunk!("reflect.unsafe_NewArray", unsafe_new_array, 2);
crate::call_thunk!("internal/reflectlite.unsafe_NewArray", unsafe_new_array, 2);

/// The capacity to ask for when `old_cap` must grow to at least `new_len`.
pub fn next_cap(new_len: usize, old_cap: usize) -> usize {
    const SMALL: usize = 256;
    if new_len > old_cap.saturating_mul(2) {
        return new_len;
    }
    if old_cap < SMALL {
        return old_cap * 2;
    }
    let mut cap = old_cap;
    while cap < new_len {
        match cap.checked_add((cap + 3 * SMALL) / 4) {
            Some(c) => cap = c,
            None => return new_len,
        }
    }
    cap
}

/// New capacity in elements and in bytes; `None` when too large.
pub fn grown(new_len: usize, old_cap: usize, size: usize, noscan: bool) -> Option<(usize, usize)> {
    if size == 0 {
        return Some((new_len, 0));
    }
    let bytes = next_cap(new_len, old_cap).checked_mul(size)?;
    let room = round_up_size(bytes, noscan)?;
    let cap = room / size;
    let bytes = cap * size;
    (bytes <= MAX_ALLOC).then_some((cap, bytes))
}

/// `out` receives pointer, length and capacity; `new_len` counts the `added` elements already.
extern "C" fn growslice(
    out: *mut [usize; 3],
    old: *const u8,
    new_len: isize,
    old_cap: usize,
    added: usize,
    typ: *const Type,
) -> Outcome {
    crate::gc::poll();
    // SAFETY: compiled code passes a result block, a slice and its element type.
    unsafe {
        let t = &*typ;
        let noscan = t.ptr_bytes == 0;
        let wanted = usize::try_from(new_len).ok();
        let Some((cap, bytes)) = wanted.and_then(|n| grown(n, old_cap, t.size, noscan)) else {
            return panic_error_string("growslice: len out of range");
        };
        let new_len = new_len as usize;
        let p = mallocgc(bytes, typ, !noscan);
        let kept = (new_len - added) * t.size;
        core::ptr::copy_nonoverlapping(old, p, if old.is_null() { 0 } else { kept });
        if noscan {
            // The added elements are written by the caller; what lies behind them must be zero.
            let used = new_len * t.size;
            core::ptr::write_bytes(p.add(used), 0, bytes - used);
        }
        *out = [p as usize, new_len, cap];
        done(0, 0)
    }
}
crate::call_thunk!("runtime.growslice", growslice, 6);

#[cfg(test)]
mod tests {
    use super::grown;

    fn caps(size: usize, noscan: bool, upto: usize) -> Vec<usize> {
        let mut caps = Vec::new();
        let mut cap = 0;
        for len in 1..=upto {
            if len > cap {
                cap = grown(len, cap, size, noscan).unwrap().0;
                caps.push(cap);
            }
        }
        caps
    }

    #[test]
    fn append_grows_as_programs_expect() {
        assert_eq!(
            caps(8, true, 5000),
            [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 848, 1280, 1792, 2560, 3408, 5120]
        );
        assert_eq!(caps(1, true, 3000), [8, 16, 32, 64, 128, 256, 512, 896, 1408, 2048, 3072]);
        assert_eq!(caps(8, false, 1000), [1, 2, 4, 8, 16, 32, 64, 143, 287, 607, 1023]);
        assert_eq!(caps(16, false, 1000), [1, 2, 4, 8, 16, 32, 71, 143, 303, 591, 1023]);
        assert_eq!(caps(0, true, 3), [1, 2, 3]);
    }

    #[test]
    fn too_large_is_refused() {
        assert_eq!(grown(usize::MAX / 2, 0, 8, true), None);
        assert_eq!(grown(1 << 46, 0, 8, true), None);
    }
}
