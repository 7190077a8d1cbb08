//! Finalizers, cleanups and weak pointers: records attached to objects, and the queue of calls that became due.
//!
//! A record hangs off the span of its object and on one global list. For marking, everything reachable *from* an object with
//! a finalizer is live, the object itself is not. The sweep of an unmarked object with a finalizer revives
//! the object, takes the record off and queues the call; cleanups of an unmarked object without one are queued and the object
//! goes. The calls are made by the goroutine `runtime.runfinq` (std/runtime/mfinal.go). A weak pointer's record has the address
//! of its handle, a word that holds the pointer out of the marker's sight; it is zeroed right after marking if the object
//! was not found, so that nobody sees a pointer to an object that waits for the sweep.
//!
//! Read next: `mark.rs`; the Go side `std/runtime/mfinal.go`.

use super::mark::Marker;
use crate::lock::{Mutex, Rank};
use crate::mem::malloc::find_object;
use crate::mem::span::Span;
use crate::persistent::persistent_new;
use crate::runtime2::{G, WaitReason};
use crate::stubs::getcurg;
use crate::thunk::{Outcome, done, gopark, goready};
use core::cell::UnsafeCell;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicBool, Ordering};

#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Kind {
    Finalizer,
    Cleanup,
    Weak,
    /// Counts the object's end in the memory profile.
    Profile,
}

/// A call to be made: func value and two words of arguments.
#[repr(C)]
#[derive(Clone, Copy)]
struct Call {
    func: usize,
    a0: usize,
    a1: usize,
}

#[repr(C)]
struct Special {
    /// Next in the span's list, sorted by object; next in the queue once due; next free.
    next: *mut Special,
    gnext: *mut Special,
    gprev: *mut Special,
    index: u32,
    kind: Kind,
    id: u64,
    /// The object.
    obj: usize,
    call: Call,
}

struct State {
    all: *mut Special,
    free: *mut Special,
    due_head: *mut Special,
    due_tail: *mut Special,
    waiter: *mut G,
    next_id: u64,
}

struct Specials {
    lock: Mutex,
    state: UnsafeCell<State>,
}
// SAFETY: `state` is accessed under `lock` (or with the world stopped).
unsafe impl Sync for Specials {}

static SPECIALS: Specials = Specials {
    lock: Mutex::new(Rank::Special),
    state: UnsafeCell::new(State {
        all: null_mut(),
        free: null_mut(),
        due_head: null_mut(),
        due_tail: null_mut(),
        waiter: null_mut(),
        next_id: 1,
    }),
};

fn with<R>(f: impl FnOnce(&mut State) -> R) -> R {
    // SAFETY: under the lock; closures do not nest.
    SPECIALS.lock.with(|| unsafe { f(&mut *SPECIALS.state.get()) })
}

impl State {
    fn take(&mut self) -> *mut Special {
        if self.free.is_null() {
            return persistent_new::<Special>();
        }
        let sp = self.free;
        // SAFETY: records are persistent; this one is unused.
        self.free = unsafe { (*sp).next };
        sp
    }

    /// Off the global list; the caller has taken it off the span's.
    unsafe fn unlink(&mut self, sp: *mut Special) {
        // SAFETY: sp is on the global list.
        unsafe {
            if (*sp).gprev.is_null() {
                self.all = (*sp).gnext
            } else {
                (*(*sp).gprev).gnext = (*sp).gnext
            }
            if !(*sp).gnext.is_null() {
                (*(*sp).gnext).gprev = (*sp).gprev;
            }
        }
    }

    unsafe fn release(&mut self, sp: *mut Special) {
        // SAFETY: the caller owns sp.
        unsafe {
            (*sp).call = Call { func: 0, a0: 0, a1: 0 };
            (*sp).next = self.free;
        }
        self.free = sp;
    }

    unsafe fn enqueue(&mut self, sp: *mut Special) {
        // SAFETY: the caller owns sp; the tail is valid.
        unsafe {
            (*sp).next = null_mut();
            if self.due_tail.is_null() { self.due_head = sp } else { (*self.due_tail).next = sp }
        }
        self.due_tail = sp;
    }
}

/// The link in the span's list at which records of object `index` begin.
unsafe fn seek(s: *mut Span, index: u32) -> *mut *mut Special {
    // SAFETY: the list consists of valid records, the lock is held.
    unsafe {
        let mut link = (&raw mut (*s).specials).cast::<*mut Special>();
        while !(*link).is_null() && (**link).index < index {
            link = &raw mut (**link).next;
        }
        link
    }
}

/// Attaches a record: the cleanup's id, 0 if `p` is no heap object or already has a finalizer. Small variables that share an
/// object (`mem/malloc.rs`, `tiny`) can have one each: they differ in the address.
fn attach(p: usize, kind: Kind, call: Call) -> u64 {
    let Some((s, i)) = find_object(p) else { return 0 };
    with(|st| {
        // SAFETY: the caller keeps the object alive, so its span stays; lists under the lock.
        unsafe {
            let mut link = seek(s, i as u32);
            if kind == Kind::Finalizer {
                let mut sp = *link;
                while !sp.is_null() && (*sp).index == i as u32 {
                    if (*sp).kind == Kind::Finalizer && (*sp).obj == p {
                        return 0;
                    }
                    sp = (*sp).next;
                }
            } else {
                while !(*link).is_null() && (**link).index == i as u32 {
                    link = &raw mut (**link).next;
                }
            }
            let sp = st.take();
            let id = st.next_id;
            st.next_id += 1;
            *sp = Special {
                next: *link,
                gnext: st.all,
                gprev: null_mut(),
                index: i as u32,
                kind,
                id,
                obj: p,
                call,
            };
            if !st.all.is_null() {
                (*st.all).gprev = sp;
            }
            st.all = sp;
            *link = sp;
            id
        }
    })
}

fn detach(p: usize, matches: impl Fn(&Special) -> bool) -> bool {
    let Some((s, i)) = find_object(p) else { return false };
    with(|st| {
        // SAFETY: as in attach.
        unsafe {
            let mut link = seek(s, i as u32);
            while !(*link).is_null() && (**link).index == i as u32 {
                let sp = *link;
                if matches(&*sp) {
                    *link = (*sp).next;
                    st.unlink(sp);
                    st.release(sp);
                    return true;
                }
                link = &raw mut (*sp).next;
            }
            false
        }
    })
}

/// Called by the sweep for a span with records, before its marks are taken.
///
/// # Safety
/// The caller owns the span.
pub unsafe fn sweep_specials(s: *mut Span) {
    let waiter = with(|st| {
        // SAFETY: the span is the caller's, the lists are under the lock.
        unsafe {
            let mut link = (&raw mut (*s).specials).cast::<*mut Special>();
            while !(*link).is_null() {
                let sp = *link;
                let i = (*sp).index;
                if (*s).is_marked(i as usize) {
                    link = &raw mut (*sp).next;
                    continue;
                }
                let revive = has_finalizer(sp, i);
                if revive {
                    (*s).mark(i as usize);
                }
                // All records of the object: with a finalizer that one and weak pointers leave, else all do.
                while !(*link).is_null() && (**link).index == i {
                    let sp = *link;
                    let kind = (*sp).kind;
                    if revive && matches!(kind, Kind::Cleanup | Kind::Profile) {
                        link = &raw mut (*sp).next;
                        continue;
                    }
                    *link = (*sp).next;
                    st.unlink(sp);
                    if kind == Kind::Profile {
                        super::memprofile::freed((*sp).call.func as *mut super::memprofile::Bucket);
                    }
                    if matches!(kind, Kind::Weak | Kind::Profile) {
                        st.release(sp);
                    } else {
                        st.enqueue(sp);
                    }
                }
            }
        }
        if st.due_head.is_null() { null_mut() } else { core::mem::replace(&mut st.waiter, null_mut()) }
    });
    if !waiter.is_null() {
        goready(waiter);
    }
}

unsafe fn has_finalizer(mut sp: *mut Special, index: u32) -> bool {
    // SAFETY: a list of valid records.
    unsafe {
        while !sp.is_null() && (*sp).index == index {
            if (*sp).kind == Kind::Finalizer {
                return true;
            }
            sp = (*sp).next;
        }
    }
    false
}

/// Marks what records keep alive. World stopped.
pub fn mark_roots(m: &mut Marker) {
    // SAFETY: the world is stopped.
    let st = unsafe { &*SPECIALS.state.get() };
    let mut sp = st.all;
    // SAFETY: records on the lists are valid, their objects' spans are in use.
    unsafe {
        while !sp.is_null() {
            m.word((*sp).call.func);
            if (*sp).kind == Kind::Finalizer {
                // The argument words hold the object itself, which must not count; what it refers to does.
                if let Some((s, i)) = find_object((*sp).obj)
                    && !(*s).spanclass.noscan()
                {
                    m.scan_object(s, (*s).object_addr(i));
                }
            }
            sp = (*sp).gnext;
        }
        sp = st.due_head;
        while !sp.is_null() {
            m.word((*sp).call.func);
            m.word((*sp).call.a0);
            m.word((*sp).call.a1);
            sp = (*sp).next;
        }
    }
}

/// Zeroes the handles of weak pointers to objects that were not marked. World stopped, marking done.
pub fn clear_weak() {
    // SAFETY: the world is stopped; records and their objects' spans are valid, a record keeps its handle alive.
    unsafe {
        let mut sp = (*SPECIALS.state.get()).all;
        while !sp.is_null() {
            if (*sp).kind == Kind::Weak
                && let Some((s, i)) = find_object((*sp).obj)
                && !(*s).is_marked(i)
            {
                *((*sp).call.func as *mut usize) = 0;
            }
            sp = (*sp).gnext;
        }
    }
}

/// Attaches a record that counts the end of an object in a bucket of the memory profile.
pub fn attach_profile(p: usize, bucket: *mut super::memprofile::Bucket) {
    attach(p, Kind::Profile, Call { func: bucket as usize, a0: 0, a1: 0 });
}

/// `runtime.weakhandle(p, fresh) handle`: the handle of weak pointers to `p`, which becomes `fresh` if there is none; nil if
/// `p` is no heap object.
extern "C" fn weakhandle(p: usize, fresh: usize) -> usize {
    let Some((s, i)) = find_object(p) else { return 0 };
    let found = with(|_| {
        // SAFETY: as in attach.
        unsafe {
            let mut sp = *seek(s, i as u32);
            while !sp.is_null() && (*sp).index == i as u32 {
                if (*sp).kind == Kind::Weak && (*sp).obj == p {
                    return (*sp).call.func;
                }
                sp = (*sp).next;
            }
            0
        }
    });
    if found != 0 {
        return found;
    }
    attach(p, Kind::Weak, Call { func: fresh, a0: 0, a1: 0 });
    fresh
}
crate::rust_thunk!("runtime.weakhandle", weakhandle, 2);

/// `runtime.addfinalizer(p, fn, a0, a1) bool`: false if there is one already.
extern "C" fn addfinalizer(p: usize, func: usize, a0: usize, a1: usize) -> usize {
    (attach(p, Kind::Finalizer, Call { func, a0, a1 }) != 0) as usize
}
crate::rust_thunk!("runtime.addfinalizer", addfinalizer, 4);

/// `runtime.removefinalizer(p)`.
extern "C" fn removefinalizer(p: usize) {
    detach(p, |sp| sp.kind == Kind::Finalizer && sp.obj == p);
}
crate::rust_thunk!("runtime.removefinalizer", removefinalizer, 1);

/// `runtime.addcleanup(p, fn) uint64`: the cleanup's id.
extern "C" fn addcleanup(p: usize, func: usize) -> u64 {
    attach(p, Kind::Cleanup, Call { func, a0: 0, a1: 0 })
}
crate::rust_thunk!("runtime.addcleanup", addcleanup, 2);

/// `runtime.removecleanup(p, id)`.
extern "C" fn removecleanup(p: usize, id: u64) {
    detach(p, |sp| sp.kind == Kind::Cleanup && sp.id == id);
}
crate::rust_thunk!("runtime.removecleanup", removecleanup, 2);

/// `runtime.finqNeeded() bool`: true once, for whoever is to start `runfinq`.
extern "C" fn finq_needed() -> usize {
    static STARTED: AtomicBool = AtomicBool::new(false);
    !STARTED.swap(true, Ordering::Relaxed) as usize
}
crate::rust_thunk!("runtime.finqNeeded", finq_needed, 0);

/// `runtime.heapobject(out, p)`: the object that holds `p`, base 0 if none; `SetFinalizer` wants its start.
extern "C" fn heapobject(out: *mut [usize; 2], p: usize) {
    let (base, size) = crate::mem::malloc::object_bounds(p).unwrap_or((0, 0));
    // SAFETY: the caller passes room for two words.
    unsafe { *out = [base, size] }
}
crate::rust_thunk!("runtime.heapobject", heapobject, 2);

/// `runtime.finqget(out *[3]uintptr)`: waits for a call that is due.
extern "C" fn finqget(out: *mut Call) -> Outcome {
    let gp = getcurg();
    SPECIALS.lock.lock();
    // SAFETY: under the lock; out has room for three words.
    unsafe {
        let st = &mut *SPECIALS.state.get();
        let sp = st.due_head;
        if sp.is_null() {
            st.waiter = gp;
            return gopark(gp, WaitReason::FinalizerWait, || SPECIALS.lock.unlock());
        }
        st.due_head = (*sp).next;
        if st.due_head.is_null() {
            st.due_tail = null_mut();
        }
        *out = (*sp).call;
        st.release(sp);
    }
    SPECIALS.lock.unlock();
    done(0, 0)
}
crate::block_thunk!("runtime.finqget", finqget, finqget, 1);
