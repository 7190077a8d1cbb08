//! Interface tables: which concrete method answers which interface method.
//!
//! One hash table keyed by (interface type, concrete type) holds the itabs that the linker laid out and those built while
//! the program runs, negative results (`fun[0] == 0`) included. Readers take no lock: entries are only added, and
//! growing publishes a copy.
//!
//! Read next: `gorc_abi::typedesc` for the layouts.

use super::{Name, offtab, uncommon};
use crate::lock::{Mutex, Rank};
use crate::persistent::persistentalloc;
use crate::thunk::{Outcome, done, panic_type_assertion};
use core::ptr::null_mut;
use core::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use gorc_abi::typedesc::{ITAB_FUN, InterfaceType, Itab, Method, NAME_EXPORTED, Type};

#[repr(C)]
struct Table {
    mask: usize,
    slots: [AtomicPtr<Itab>; 0],
}

static TABLE: AtomicPtr<Table> = AtomicPtr::new(null_mut());
static COUNT: AtomicUsize = AtomicUsize::new(0);
static LOCK: Mutex = Mutex::new(Rank::Itab);

impl Table {
    fn new(cap: usize) -> *mut Table {
        let t = persistentalloc(size_of::<Table>() + cap * 8, 8).cast::<Table>();
        // SAFETY: fresh zeroed memory.
        unsafe { (*t).mask = cap - 1 };
        t
    }

    /// The slot that holds the pair, or the empty one where it belongs.
    fn slot(&self, inter: usize, typ: usize) -> &AtomicPtr<Itab> {
        let base = self.slots.as_ptr();
        let mut i = super::hash::mix(inter as u64 ^ 0x9e37_79b9, typ as u64 ^ 0x51_7cc1_b727) as usize;
        let mut step = 1;
        loop {
            // SAFETY: mask + 1 slots follow the header; the table is never full.
            let slot = unsafe { &*base.add(i & self.mask) };
            let it = slot.load(Ordering::Acquire);
            // SAFETY: entries are itabs that live for ever.
            if it.is_null() || unsafe { (*it).inter as usize == inter && (*it).typ as usize == typ } {
                return slot;
            }
            i += step;
            step += 1;
        }
    }
}

fn find(inter: *const InterfaceType, typ: *const Type) -> *mut Itab {
    let t = TABLE.load(Ordering::Acquire);
    if t.is_null() {
        return null_mut();
    }
    // SAFETY: published tables live for ever.
    unsafe { (*t).slot(inter as usize, typ as usize).load(Ordering::Acquire) }
}

/// Adds an itab unless the pair is there. The lock is held.
fn add(it: *mut Itab) {
    // SAFETY: tables and itabs live for ever; under the lock.
    unsafe {
        let mut t = TABLE.load(Ordering::Relaxed);
        let n = COUNT.load(Ordering::Relaxed);
        if t.is_null() || n * 4 >= ((*t).mask + 1) * 3 {
            let bigger = Table::new(if t.is_null() { 256 } else { ((*t).mask + 1) * 2 });
            if !t.is_null() {
                for i in 0..=(*t).mask {
                    let e = (*(*t).slots.as_ptr().add(i)).load(Ordering::Relaxed);
                    if !e.is_null() {
                        (*bigger).slot((*e).inter as usize, (*e).typ as usize).store(e, Ordering::Relaxed);
                    }
                }
            }
            TABLE.store(bigger, Ordering::Release);
            t = bigger;
        }
        let slot = (*t).slot((*it).inter as usize, (*it).typ as usize);
        if slot.load(Ordering::Relaxed).is_null() {
            slot.store(it, Ordering::Release);
            COUNT.store(n + 1, Ordering::Relaxed);
        }
    }
}

/// Boot step `itabsinit`: takes over the itabs of the image.
#[cfg(feature = "standalone")]
pub fn itabsinit() {
    let md = super::moduledata();
    LOCK.with(|| {
        for i in 0..md.nitablinks {
            // SAFETY: the linker's table has nitablinks valid itabs.
            add(unsafe { (*md.itablinks.add(i)).cast_mut().cast() });
        }
    });
}

/// On the host there is no image.
#[cfg(not(feature = "standalone"))]
pub fn itabsinit() {}

extern "C" fn unreachable_method() {
    crate::fatal::throw("unreachable method called. linker bug?");
}

/// Fills `fun` by walking both method lists, which are sorted by name; returns the name of a missing method, or null.
///
/// # Safety
/// `fun` has room for all methods of the interface; the types are valid.
unsafe fn build(inter: &InterfaceType, typ: *const Type, fun: *mut usize) -> *const u8 {
    // SAFETY: method arrays have the lengths that the descriptors say.
    unsafe {
        let u = uncommon(typ);
        let (methods, n) = if u.is_null() {
            (core::ptr::null(), 0)
        } else {
            (u.cast::<u8>().add((*u).moff as usize).cast::<Method>(), (*u).mcount as usize)
        };
        let mut j = 0;
        'next: for k in 0..inter.methods_len {
            let want = &*inter.methods.add(k);
            let name = Name(offtab::resolve(want.name));
            while j < n {
                let have = &*methods.add(j);
                j += 1;
                // A zero type is that of no interface method in the program: the linker keeps those of all interfaces.
                if have.mtyp != want.typ {
                    continue;
                }
                let hname = Name(offtab::resolve(have.name));
                if hname.bytes() != name.bytes() || !same_package(inter, name, hname, (*u).pkg_path) {
                    continue;
                }
                let ifn = offtab::resolve(have.ifn) as usize;
                *fun.add(k) = if ifn == 0 { unreachable_method as *const () as usize } else { ifn };
                continue 'next;
            }
            return name.0;
        }
    }
    core::ptr::null()
}

/// Unexported names match only within one package.
fn same_package(inter: &InterfaceType, want: Name, have: Name, type_pkg: i32) -> bool {
    if want.flags() & NAME_EXPORTED != 0 {
        return true;
    }
    let path = |n: Name, default: Name| {
        let p = n.pkg_path();
        if p.is_empty() { default.bytes() } else { p }
    };
    path(want, Name(inter.pkg_path)) == path(have, Name(offtab::resolve(type_pkg)))
}

/// The itab of a pair, built if need be; `Err` names the missing method.
pub fn lookup(inter: *const InterfaceType, typ: *const Type) -> Result<*mut Itab, *const u8> {
    let it = find(inter, typ);
    // SAFETY: itabs live for ever; fun has at least one word.
    unsafe {
        if !it.is_null() && (*it).fun[0] != 0 {
            return Ok(it);
        }
        let n = (*inter).methods_len.max(1);
        if !it.is_null() {
            // A cached failure: find the name again, for the message only.
            let scratch = persistent_scratch(n);
            return Err(LOCK.with(|| build(&*inter, typ, scratch)));
        }
        let it = persistentalloc(ITAB_FUN + n * 8, 8).cast::<Itab>();
        (*it).inter = inter;
        (*it).typ = typ;
        (*it).hash = (*typ).hash;
        let missing = build(&*inter, typ, (&raw mut (*it).fun).cast());
        if !missing.is_null() {
            (*it).fun[0] = 0;
        }
        LOCK.with(|| add(it));
        if missing.is_null() { Ok(find(inter, typ)) } else { Err(missing) }
    }
}

/// Room for `n` words that nobody reads; grows rarely, shared under the lock.
fn persistent_scratch(n: usize) -> *mut usize {
    static SCRATCH: AtomicPtr<usize> = AtomicPtr::new(null_mut());
    static LEN: AtomicUsize = AtomicUsize::new(0);
    LOCK.with(|| {
        if LEN.load(Ordering::Relaxed) < n {
            let n = n.next_power_of_two().max(64);
            SCRATCH.store(persistentalloc(n * 8, 8).cast(), Ordering::Relaxed);
            LEN.store(n, Ordering::Relaxed);
        }
        SCRATCH.load(Ordering::Relaxed)
    })
}

/// `getitab(inter, typ, canfail)`.
extern "C" fn getitab(inter: *const InterfaceType, typ: *const Type, canfail: bool) -> Outcome {
    match lookup(inter, typ) {
        Ok(it) => done(it as usize, 0),
        Err(_) if canfail => done(0, 0),
        Err(missing) => panic_type_assertion(inter as usize, typ as usize, missing),
    }
}
crate::call_thunk!("runtime.getitab", getitab, 3);

/// `runtime.implements(inter, typ) bool`.
extern "C" fn implements(inter: *const InterfaceType, typ: *const Type) -> usize {
    lookup(inter, typ).is_ok() as usize
}
crate::rust_thunk!("runtime.implements", implements, 2);

/// `reflect.ifaceE2I(inter, typ, data, dst)`.
extern "C" fn iface_e2i(
    inter: *const InterfaceType,
    typ: *const Type,
    data: usize,
    dst: *mut [usize; 2],
) -> Outcome {
    if typ.is_null() {
        return panic_type_assertion(inter as usize, 0, core::ptr::null());
    }
    match lookup(inter, typ) {
        Ok(it) => {
            // SAFETY: reflect passes the address of an interface value.
            unsafe { *dst = [it as usize, data] };
            done(0, 0)
        }
        Err(missing) => panic_type_assertion(inter as usize, typ as usize, missing),
    }
}
crate::call_thunk!("reflect.ifaceE2I", iface_e2i, 4);
crate::call_thunk!("internal/reflectlite.ifaceE2I", iface_e2i, 4);
