//! What only reflect and the package maps ask of maps.

use super::table::Hmap;

extern "C" fn maplen(m: *const Hmap) -> usize {
    // SAFETY: reflect passes a map or null.
    if m.is_null() { 0 } else { unsafe { (*m).count } }
}
crate::rust_thunk!("reflect.maplen", maplen, 1);
crate::rust_thunk!("internal/reflectlite.maplen", maplen, 1);

/// `runtime.mapclone2(m) m`: a shallow copy (the Go side of `maps.clone` unwraps the interface).
extern "C" fn mapclone2(m: *const Hmap) -> *mut Hmap {
    crate::gc::poll();
    // SAFETY: the caller passes a map that is not nil.
    unsafe {
        if (*m).is_writing() {
            crate::fatal::fatal("concurrent map clone and map write");
        }
        (*m).duplicate()
    }
}
crate::rust_thunk!("runtime.mapclone2", mapclone2, 1);
