//! Moving and clearing typed memory. Without a concurrent collector these are plain moves; the types are in
//! the interfaces so that write barriers can come in here.
//!
//! Read next: `../memfn.rs` for the untyped routines.

use gorc_abi::typedesc::Type;

/// Copies `n` bytes; the common sizes without a call.
///
/// # Safety
/// Both ranges are valid; they may overlap.
#[inline(always)]
pub unsafe fn copy(dst: *mut u8, src: *const u8, n: usize) {
    // SAFETY: caller's obligation. Everything is read before anything is written.
    unsafe {
        match n {
            8 => dst.cast::<u64>().write_unaligned(src.cast::<u64>().read_unaligned()),
            16 => dst.cast::<u128>().write_unaligned(src.cast::<u128>().read_unaligned()),
            4 => dst.cast::<u32>().write_unaligned(src.cast::<u32>().read_unaligned()),
            1 => *dst = *src,
            _ => core::ptr::copy(src, dst, n),
        }
    }
}

/// Clears `n` bytes; the common sizes without a call.
///
/// # Safety
/// The range is valid.
#[inline(always)]
pub unsafe fn clear(p: *mut u8, n: usize) {
    // SAFETY: caller's obligation.
    unsafe {
        match n {
            8 => p.cast::<u64>().write_unaligned(0),
            16 => p.cast::<u128>().write_unaligned(0),
            4 => p.cast::<u32>().write_unaligned(0),
            1 => *p = 0,
            _ => core::ptr::write_bytes(p, 0, n),
        }
    }
}

/// Copies a value.
///
/// # Safety
/// Both addresses hold values of `typ`; they may overlap.
#[inline(always)]
pub unsafe fn typedmemmove(typ: *const Type, dst: *mut u8, src: *const u8) {
    // SAFETY: caller's obligation.
    unsafe { copy(dst, src, (*typ).size) }
}

/// Clears a value.
///
/// # Safety
/// `p` holds a value of `typ`.
#[inline(always)]
pub unsafe fn typedmemclr(typ: *const Type, p: *mut u8) {
    // SAFETY: caller's obligation.
    unsafe { clear(p, (*typ).size) }
}

extern "C" fn typedmemmove_entry(typ: *const Type, dst: *mut u8, src: *const u8) {
    // SAFETY: compiled code passes matching arguments.
    unsafe { typedmemmove(typ, dst, src) }
}
crate::rust_thunk!("runtime.typedmemmove", typedmemmove_entry, 3);
crate::rust_thunk!("reflect.typedmemmove", typedmemmove_entry, 3);
crate::rust_thunk!("internal/reflectlite.typedmemmove", typedmemmove_entry, 3);

extern "C" fn typedmemclr_entry(typ: *const Type, p: *mut u8) {
    // SAFETY: compiled code passes matching arguments.
    unsafe { typedmemclr(typ, p) }
}
crate::rust_thunk!("runtime.typedmemclr", typedmemclr_entry, 2);
crate::rust_thunk!("reflect.typedmemclr", typedmemclr_entry, 2);

extern "C" fn typedmemclrpartial(_typ: *const Type, p: *mut u8, _off: usize, size: usize) {
    // SAFETY: reflect passes the part's address and size.
    unsafe { core::ptr::write_bytes(p, 0, size) }
}
crate::rust_thunk!("reflect.typedmemclrpartial", typedmemclrpartial, 4);

extern "C" fn typedarrayclear(typ: *const Type, p: *mut u8, n: usize) {
    // SAFETY: p holds n values of typ.
    unsafe { core::ptr::write_bytes(p, 0, (*typ).size * n) }
}
crate::rust_thunk!("reflect.typedarrayclear", typedarrayclear, 3);

extern "C" fn memmove_entry(dst: *mut u8, src: *const u8, n: usize) {
    // SAFETY: the caller's obligation in Go.
    unsafe { core::ptr::copy(src, dst, n) }
}
crate::rust_thunk!("reflect.memmove", memmove_entry, 3);

extern "C" fn typedslicecopy(
    typ: *const Type,
    dst: *mut u8,
    dlen: usize,
    src: *const u8,
    slen: usize,
) -> usize {
    let n = dlen.min(slen);
    if n > 0 && dst.cast_const() != src {
        // SAFETY: both slices have at least n elements of typ.
        unsafe { core::ptr::copy(src, dst, n * (*typ).size) }
    }
    n
}
crate::rust_thunk!("runtime.typedslicecopy", typedslicecopy, 5);

/// Reserved for the concurrent collector: nothing to do while marking stops the world.
extern "C" fn wb_zero(_typ: *const Type, _p: *mut u8) {}
crate::rust_thunk!("runtime.wbZero", wb_zero, 2);
