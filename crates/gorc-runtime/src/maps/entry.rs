//! The map operations as compiled code calls them, with the checks for nil maps, unhashable keys and races.
//!
//! Read next: `table.rs`.

use super::iter::Iter;
use super::layout::{KeyKind, layout_of};
use super::table::{Hmap, Key, assign, map_in_frame, new_map, with_key};
use crate::fatal::fatal;
use crate::thunk::{Outcome, done, panic_plain_error};
use crate::types::alg::{self, Uncomparable, panic_unhashable};
use core::sync::atomic::Ordering;
use gorc_abi::typedesc::MapType;

fn check_read(m: &Hmap) {
    if m.is_writing() {
        fatal("concurrent map read and map write");
    }
}

/// Marks the map as being written while `f` runs.
fn writing<R>(m: *mut Hmap, f: impl FnOnce(&mut Hmap) -> R) -> R {
    // SAFETY: m is a map.
    unsafe {
        if (*m).writing.swap(1, Ordering::Relaxed) != 0 {
            fatal("concurrent map writes");
        }
        let r = f(&mut *m);
        if (*m).writing.swap(0, Ordering::Relaxed) == 0 {
            fatal("concurrent map writes");
        }
        r
    }
}

/// Looks a key up: address of the element, null if absent.
#[inline(always)]
unsafe fn access(t: *const MapType, m: *const Hmap, key: *const u8) -> Result<*mut u8, Uncomparable> {
    // SAFETY: compiled code passes a map of type t (or null) and a key's address.
    unsafe {
        if m.is_null() || (*m).count == 0 {
            let l = layout_of(t);
            if (*l).may_panic {
                alg::hash((*l).key, key, 0)?;
            }
            return Ok(core::ptr::null_mut());
        }
        let m = &*m;
        check_read(m);
        let l = m.layout();
        with_key!(l, K => {
            let hash = K::hash(l, key, m.seed)?;
            Ok(m.find::<K>(key, hash).map_or(core::ptr::null_mut(), |s| s.elem(l)))
        })
    }
}

/// `frame` is null, or memory in the frame of the caller for the header and the first group.
extern "C" fn makemap(t: *const MapType, hint: isize, frame: *mut u8) -> *mut Hmap {
    crate::gc::poll();
    // SAFETY: compiled code passes a map type, and room for a map of that type.
    unsafe {
        match frame.is_null() {
            true => new_map(layout_of(t), hint),
            false => map_in_frame(layout_of(t), frame),
        }
    }
}
crate::rust_thunk!("runtime.makemap", makemap, 3);

extern "C" fn reflect_makemap(t: *const MapType, hint: isize) -> *mut Hmap {
    makemap(t, hint, core::ptr::null_mut())
}
crate::rust_thunk!("reflect.makemap", reflect_makemap, 2);

/// A lookup with an unhashable key: an empty map has words of its own.
#[cold]
fn unhashable(m: *const Hmap, u: Uncomparable) -> Outcome {
    // SAFETY: as compiled code promises.
    if m.is_null() || unsafe { (*m).count } == 0 {
        return crate::thunk::panic_error_type("hash of unhashable type: ", u);
    }
    panic_unhashable(u)
}

extern "C" fn mapaccess1(t: *const MapType, m: *const Hmap, key: *const u8) -> Outcome {
    // SAFETY: as compiled code promises.
    match unsafe { access(t, m, key) } {
        Ok(p) if p.is_null() => done(zero_of(t) as usize, 0),
        Ok(p) => done(p as usize, 0),
        Err(u) => unhashable(m, u),
    }
}
crate::call_thunk!("runtime.mapaccess1_slow", mapaccess1, 3);

extern "C" fn mapaccess2(t: *const MapType, m: *const Hmap, key: *const u8) -> Outcome {
    // SAFETY: as compiled code promises.
    match unsafe { access(t, m, key) } {
        Ok(p) if p.is_null() => done(zero_of(t) as usize, 0),
        Ok(p) => done(p as usize, 1),
        Err(u) => unhashable(m, u),
    }
}
crate::call_thunk!("runtime.mapaccess2_slow", mapaccess2, 3);

fn zero_of(t: *const MapType) -> *const u8 {
    // SAFETY: layouts live for ever.
    unsafe { (*layout_of(t)).zero }
}

/// `reflect.mapaccess`: null if absent.
extern "C" fn reflect_mapaccess(t: *const MapType, m: *const Hmap, key: *const u8) -> Outcome {
    // SAFETY: as reflect promises.
    match unsafe { access(t, m, key) } {
        Ok(p) => done(p as usize, 0),
        Err(u) => unhashable(m, u),
    }
}
crate::call_thunk!("reflect.mapaccess", reflect_mapaccess, 3);

/// Finds or makes an entry: address of the element.
pub unsafe fn map_assign(m: *mut Hmap, key: *const u8) -> Result<*mut u8, Uncomparable> {
    // SAFETY: m is a map, key one of its type.
    unsafe {
        let l = (*m).layout();
        with_key!(l, K => {
            let hash = K::hash(l, key, (*m).seed)?;
            Ok(writing(m, |m| assign::<K>(m, key, hash)))
        })
    }
}

extern "C" fn mapassign(_t: *const MapType, m: *mut Hmap, key: *const u8) -> Outcome {
    crate::gc::poll();
    if m.is_null() {
        return panic_plain_error("assignment to entry in nil map");
    }
    // SAFETY: as compiled code promises.
    match unsafe { map_assign(m, key) } {
        Ok(p) => done(p as usize, 0),
        Err(u) => panic_unhashable(u),
    }
}
crate::call_thunk!("runtime.mapassign_slow", mapassign, 3);

extern "C" fn mapassign0(t: *const MapType, m: *mut Hmap, key: *const u8, elem: *const u8) -> Outcome {
    crate::gc::poll();
    if m.is_null() {
        return panic_plain_error("assignment to entry in nil map");
    }
    // SAFETY: as reflect promises.
    unsafe {
        match map_assign(m, key) {
            Ok(p) => {
                crate::mem::typedmem::typedmemmove((*t).elem, p, elem);
                done(0, 0)
            }
            Err(u) => panic_unhashable(u),
        }
    }
}
crate::call_thunk!("reflect.mapassign0", mapassign0, 4);

extern "C" fn mapdelete(t: *const MapType, m: *mut Hmap, key: *const u8) -> Outcome {
    // SAFETY: as compiled code promises.
    unsafe {
        if m.is_null() || (*m).count == 0 {
            return match access(t, m, key) {
                Ok(_) => done(0, 0),
                Err(u) => unhashable(m, u),
            };
        }
        let l = (*m).layout();
        let r: Result<(), Uncomparable> = with_key!(l, K => K::hash(l, key, (*m).seed).map(|hash| {
            writing(m, |m| {
                if let Some(slot) = m.find::<K>(key, hash) {
                    m.remove(slot);
                }
            });
        }));
        match r {
            Ok(()) => done(0, 0),
            Err(u) => panic_unhashable(u),
        }
    }
}
crate::call_thunk!("runtime.mapdelete", mapdelete, 3);
crate::call_thunk!("reflect.mapdelete", mapdelete, 3);

extern "C" fn mapclear(_t: *const MapType, m: *mut Hmap) {
    if !m.is_null() {
        // SAFETY: m is a map.
        writing(m, |m| unsafe { m.clear() });
    }
}
crate::rust_thunk!("runtime.mapclear", mapclear, 2);
crate::rust_thunk!("reflect.mapclear", mapclear, 2);

extern "C" fn mapiterinit(_t: *const MapType, m: *mut Hmap, it: *mut Iter) {
    // SAFETY: compiled code passes a map or null, and its iterator.
    unsafe { (*it).init(m) }
}
crate::rust_thunk!("runtime.mapiterinit", mapiterinit, 3);
crate::rust_thunk!("reflect.mapiterinit", mapiterinit, 3);

extern "C" fn mapiternext(it: *mut Iter) {
    // SAFETY: compiled code passes its iterator.
    unsafe {
        if (*it).is_racing() {
            fatal("concurrent map iteration and map write");
        }
        (*it).next();
    }
}
crate::rust_thunk!("runtime.mapiternext", mapiternext, 1);
crate::rust_thunk!("reflect.mapiternext", mapiternext, 1);

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
