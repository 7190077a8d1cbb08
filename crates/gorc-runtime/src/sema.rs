//! Semaphores and notification lists: what `sync` sleeps on.
//!
//! A semaphore is a `uint32` anywhere in memory. Sleepers are found by its address, hashed to one of [`BUCKETS`] roots. A root
//! holds a list of *heads*, one per address with sleepers, and each head the queue of further sleepers on its address
//! (`waitlink`, tail in `waittail`). Invariant: a sleeper is counted in `nwait` before it looks at the semaphore for the last
//! time under the root's lock, and a release adds to the semaphore before it looks at `nwait`: one sees the other.
//!
//! Read next: `std/sync`.

use crate::lock::{Mutex, Rank};
use crate::proc::goyield_local;
use crate::runtime2::{G, Sudog, WaitReason};
use crate::stubs::getcurg;
use crate::sudog::{acquire_sudog, release_sudog};
use crate::thunk::{Outcome, done, gopark, goready};
use core::cell::UnsafeCell;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicU32, Ordering};

const BUCKETS: usize = 251;

struct Root {
    lock: Mutex,
    nwait: AtomicU32,
    /// First head; heads are linked by `next` and `prev`.
    heads: UnsafeCell<*mut Sudog>,
}
// SAFETY: `heads` is accessed under `lock` only.
unsafe impl Sync for Root {}

static ROOTS: [Root; BUCKETS] = [const {
    Root { lock: Mutex::new(Rank::Root), nwait: AtomicU32::new(0), heads: UnsafeCell::new(null_mut()) }
}; BUCKETS];

fn root(addr: *const AtomicU32) -> &'static Root {
    &ROOTS[(addr as usize >> 3) % BUCKETS]
}

/// Takes one if there is one.
fn cansemacquire(addr: &AtomicU32) -> bool {
    let mut v = addr.load(Ordering::SeqCst);
    while v > 0 {
        match addr.compare_exchange(v, v - 1, Ordering::SeqCst, Ordering::SeqCst) {
            Ok(_) => return true,
            Err(now) => v = now,
        }
    }
    false
}

impl Root {
    /// Queues a sleeper; `lifo` puts it in front of the others on its address. Locked.
    unsafe fn queue(&self, addr: *mut u8, sg: *mut Sudog, lifo: bool) {
        // SAFETY: the list is ours under the lock.
        unsafe {
            (*sg).c = addr;
            let heads = self.heads.get();
            let mut h = *heads;
            while !h.is_null() && (*h).c != addr {
                h = (*h).next;
            }
            if h.is_null() {
                (*sg).next = *heads;
                if !(*heads).is_null() {
                    (**heads).prev = sg;
                }
                *heads = sg;
            } else if lifo {
                self.replace(h, sg);
                (*sg).waitlink = h;
                (*sg).waittail = if (*h).waittail.is_null() { h } else { (*h).waittail };
                (*h).waittail = null_mut();
            } else {
                if (*h).waittail.is_null() {
                    (*h).waitlink = sg;
                } else {
                    (*(*h).waittail).waitlink = sg;
                }
                (*h).waittail = sg;
            }
        }
    }

    /// Takes the first sleeper on `addr`. Locked.
    unsafe fn dequeue(&self, addr: *mut u8) -> *mut Sudog {
        // SAFETY: the list is ours under the lock.
        unsafe {
            let mut h = *self.heads.get();
            while !h.is_null() && (*h).c != addr {
                h = (*h).next;
            }
            if h.is_null() {
                return h;
            }
            let second = (*h).waitlink;
            if second.is_null() {
                if !(*h).prev.is_null() {
                    (*(*h).prev).next = (*h).next;
                } else {
                    *self.heads.get() = (*h).next;
                }
                if !(*h).next.is_null() {
                    (*(*h).next).prev = (*h).prev;
                }
            } else {
                (*second).waittail = if (*h).waittail == second { null_mut() } else { (*h).waittail };
                self.replace(h, second);
            }
            (*h).waitlink = null_mut();
            (*h).waittail = null_mut();
            (*h).next = null_mut();
            (*h).prev = null_mut();
            h
        }
    }

    /// Puts `new` into the place of head `old`.
    unsafe fn replace(&self, old: *mut Sudog, new: *mut Sudog) {
        // SAFETY: the list is ours under the lock.
        unsafe {
            (*new).next = (*old).next;
            (*new).prev = (*old).prev;
            if !(*new).next.is_null() {
                (*(*new).next).prev = new;
            }
            if (*new).prev.is_null() {
                *self.heads.get() = new;
            } else {
                (*(*new).prev).next = new;
            }
            (*old).next = null_mut();
            (*old).prev = null_mut();
        }
    }
}

/// Takes one from the semaphore or parks; `sg` is the sudog of an earlier attempt.
fn semacquire(addr: *const AtomicU32, lifo: bool, reason: WaitReason, sg: *mut Sudog) -> Outcome {
    // SAFETY: addr is a live variable of the program; queues are under the root's lock.
    unsafe {
        if cansemacquire(&*addr) {
            if !sg.is_null() {
                release_sudog(sg);
            }
            return done(0, 0);
        }
        let gp = getcurg();
        let sg = if sg.is_null() { acquire_sudog() } else { sg };
        (*sg).g = gp;
        (*sg).ticket = 0;
        let r = root(addr);
        r.lock.lock();
        r.nwait.fetch_add(1, Ordering::SeqCst);
        if cansemacquire(&*addr) {
            r.nwait.fetch_sub(1, Ordering::SeqCst);
            r.lock.unlock();
            release_sudog(sg);
            return done(0, 0);
        }
        r.queue(addr as *mut u8, sg, lifo);
        gopark(gp, reason, || r.lock.unlock())
    }
}

/// After a wake-up: done if the semaphore was handed over or can be taken, else again.
fn semacquire_finish(addr: *const AtomicU32, lifo: bool, reason: WaitReason) -> Outcome {
    // SAFETY: semrelease has set `param` to the sudog and given it up.
    unsafe {
        let gp = getcurg();
        let sg = (*gp).param.cast::<Sudog>();
        (*gp).param = null_mut();
        if (*sg).ticket != 0 {
            release_sudog(sg);
            return done(0, 0);
        }
        semacquire(addr, lifo, reason, sg)
    }
}

macro_rules! semacquire_thunks {
    ($(($name:ident, $finish:ident, $reason:ident, [$($sym:literal),*]))*) => {$(
        extern "C" fn $name(addr: *const AtomicU32, lifo: u8) -> Outcome {
            semacquire(addr, lifo & 1 != 0, WaitReason::$reason, null_mut())
        }
        extern "C" fn $finish(addr: *const AtomicU32, lifo: u8) -> Outcome {
            semacquire_finish(addr, lifo & 1 != 0, WaitReason::$reason)
        }
        $($crate::block_thunk!($sym, $name, $finish, 2);)*
    )*};
}

extern "C" fn sem_plain(addr: *const AtomicU32) -> Outcome {
    semacquire(addr, false, WaitReason::SemAcquire, null_mut())
}
extern "C" fn sem_plain_finish(addr: *const AtomicU32) -> Outcome {
    semacquire_finish(addr, false, WaitReason::SemAcquire)
}
crate::block_thunk!("sync.runtime_Semacquire", sem_plain, sem_plain_finish, 1);
crate::block_thunk!("internal/sync.runtime_Semacquire", sem_plain, sem_plain_finish, 1);
crate::block_thunk!("internal/poll.runtime_Semacquire", sem_plain, sem_plain_finish, 1);

extern "C" fn sem_wg(addr: *const AtomicU32) -> Outcome {
    semacquire(addr, false, WaitReason::SyncWaitGroupWait, null_mut())
}
extern "C" fn sem_wg_finish(addr: *const AtomicU32) -> Outcome {
    semacquire_finish(addr, false, WaitReason::SyncWaitGroupWait)
}
crate::block_thunk!("sync.runtime_SemacquireWaitGroup", sem_wg, sem_wg_finish, 1);

semacquire_thunks! {
    (sem_mutex, sem_mutex_finish, SyncMutexLock,
        ["sync.runtime_SemacquireMutex", "internal/sync.runtime_SemacquireMutex"])
    (sem_rwr, sem_rwr_finish, SyncRwMutexRLock, ["sync.runtime_SemacquireRWMutexR"])
    (sem_rw, sem_rw_finish, SyncRwMutexLock, ["sync.runtime_SemacquireRWMutex"])
}

/// Gives one and wakes a sleeper. With `handoff` the sleeper gets it at once and runs in our place.
extern "C" fn semrelease(addr: *const AtomicU32, handoff: u8) -> Outcome {
    // SAFETY: as in semacquire.
    unsafe {
        let r = root(addr);
        (*addr).fetch_add(1, Ordering::SeqCst);
        if r.nwait.load(Ordering::SeqCst) == 0 {
            return done(0, 0);
        }
        r.lock.lock();
        let sg = if r.nwait.load(Ordering::SeqCst) == 0 { null_mut() } else { r.dequeue(addr as *mut u8) };
        if !sg.is_null() {
            r.nwait.fetch_sub(1, Ordering::SeqCst);
        }
        r.lock.unlock();
        if sg.is_null() {
            return done(0, 0);
        }
        let handoff = handoff & 1 != 0 && cansemacquire(&*addr);
        if handoff {
            (*sg).ticket = 1;
        }
        let gp: *mut G = (*sg).g;
        (*gp).param = sg.cast();
        goready(gp);
        if handoff {
            goyield_local(getcurg());
            return Outcome::PARKED;
        }
        done(0, 0)
    }
}

extern "C" fn nothing_to_finish() -> Outcome {
    done(0, 0)
}
crate::block_thunk!("sync.runtime_Semrelease", semrelease, nothing_to_finish, 2);
crate::block_thunk!("internal/sync.runtime_Semrelease", semrelease, nothing_to_finish, 2);
crate::block_thunk!("internal/poll.runtime_Semrelease", semrelease, nothing_to_finish, 1);

/// `sync.notifyList`: tickets are handed out by `wait`; those below `notify` have been notified.
#[repr(C)]
struct NotifyList {
    wait: AtomicU32,
    notify: AtomicU32,
    lock: UnsafeCell<usize>,
    head: UnsafeCell<*mut Sudog>,
    tail: UnsafeCell<*mut Sudog>,
}

/// The lists' locks are few and shared: a list has no room for a lock with a rank.
static NOTIFY_LOCKS: [Mutex; 31] = [const { Mutex::new(Rank::Notify) }; 31];

fn notify_lock(l: *const NotifyList) -> &'static Mutex {
    &NOTIFY_LOCKS[(l as usize >> 5) % NOTIFY_LOCKS.len()]
}

/// Whether ticket `a` is older than `b`, with wrap-around.
fn less(a: u32, b: u32) -> bool {
    (a.wrapping_sub(b) as i32) < 0
}

extern "C" fn notify_add(l: *const NotifyList) -> u32 {
    // SAFETY: the list is a live variable of the program.
    unsafe { (*l).wait.fetch_add(1, Ordering::SeqCst) }
}
crate::rust_thunk!("sync.runtime_notifyListAdd", notify_add, 1);

extern "C" fn notify_wait(l: *const NotifyList, t: u32) -> Outcome {
    // SAFETY: the list's queue is ours under its lock.
    unsafe {
        let lock = notify_lock(l);
        lock.lock();
        if less(t, (*l).notify.load(Ordering::Relaxed)) {
            lock.unlock();
            return done(0, 0);
        }
        let gp = getcurg();
        let sg = acquire_sudog();
        (*sg).g = gp;
        (*sg).ticket = t;
        let tail = (*l).tail.get();
        if (*tail).is_null() {
            *(*l).head.get() = sg;
        } else {
            (**tail).next = sg;
        }
        *tail = sg;
        gopark(gp, WaitReason::SyncCondWait, || lock.unlock())
    }
}
extern "C" fn notify_wait_finish(_l: *const NotifyList, _t: u32) -> Outcome {
    // SAFETY: the notifier has set `param` to the sudog and given it up.
    unsafe {
        let gp = getcurg();
        release_sudog((*gp).param.cast());
        (*gp).param = null_mut();
    }
    done(0, 0)
}
crate::block_thunk!("sync.runtime_notifyListWait", notify_wait, notify_wait_finish, 2);

unsafe fn wake(sg: *mut Sudog) {
    // SAFETY: the caller took sg off its list.
    unsafe {
        (*sg).next = null_mut();
        let gp = (*sg).g;
        (*gp).param = sg.cast();
        goready(gp);
    }
}

extern "C" fn notify_all(l: *const NotifyList) {
    // SAFETY: the list's queue is ours under its lock.
    unsafe {
        if (*l).wait.load(Ordering::SeqCst) == (*l).notify.load(Ordering::SeqCst) {
            return;
        }
        let lock = notify_lock(l);
        lock.lock();
        let mut sg = *(*l).head.get();
        *(*l).head.get() = null_mut();
        *(*l).tail.get() = null_mut();
        (*l).notify.store((*l).wait.load(Ordering::SeqCst), Ordering::SeqCst);
        lock.unlock();
        while !sg.is_null() {
            let next = (*sg).next;
            wake(sg);
            sg = next;
        }
    }
}
crate::rust_thunk!("sync.runtime_notifyListNotifyAll", notify_all, 1);

extern "C" fn notify_one(l: *const NotifyList) {
    // SAFETY: the list's queue is ours under its lock.
    unsafe {
        if (*l).wait.load(Ordering::SeqCst) == (*l).notify.load(Ordering::SeqCst) {
            return;
        }
        let lock = notify_lock(l);
        lock.lock();
        let t = (*l).notify.load(Ordering::Relaxed);
        if t == (*l).wait.load(Ordering::SeqCst) {
            lock.unlock();
            return;
        }
        (*l).notify.store(t.wrapping_add(1), Ordering::SeqCst);
        // The goroutine with ticket t may not have queued itself yet: then it will see `notify` and not sleep.
        let (mut prev, mut sg): (*mut Sudog, *mut Sudog) = (null_mut(), *(*l).head.get());
        while !sg.is_null() && (*sg).ticket != t {
            (prev, sg) = (sg, (*sg).next);
        }
        if !sg.is_null() {
            if prev.is_null() {
                *(*l).head.get() = (*sg).next;
            } else {
                (*prev).next = (*sg).next;
            }
            if *(*l).tail.get() == sg {
                *(*l).tail.get() = prev;
            }
        }
        lock.unlock();
        if !sg.is_null() {
            wake(sg);
        }
    }
}
crate::rust_thunk!("sync.runtime_notifyListNotifyOne", notify_one, 1);

extern "C" fn notify_check(size: usize) {
    if size != size_of::<NotifyList>() {
        crate::fatal::throw("bad notifyList size");
    }
}
crate::rust_thunk!("sync.runtime_notifyListCheck", notify_check, 1);

#[cfg(test)]
mod tests {
    use super::*;

    fn sleeper() -> *mut Sudog {
        acquire_sudog()
    }

    #[test]
    fn fifo_and_lifo_per_address() {
        let r = Root {
            lock: Mutex::new(Rank::Root),
            nwait: AtomicU32::new(0),
            heads: UnsafeCell::new(null_mut()),
        };
        let (a, b) = (8 as *mut u8, 16 as *mut u8);
        let s: Vec<_> = (0..6).map(|_| sleeper()).collect();
        // SAFETY: the root is this test's alone.
        unsafe {
            r.queue(a, s[0], false);
            r.queue(b, s[1], false);
            r.queue(a, s[2], false);
            r.queue(a, s[3], true);
            r.queue(a, s[4], false);
            r.queue(b, s[5], true);
            assert_eq!(r.dequeue(a), s[3]);
            assert_eq!(r.dequeue(b), s[5]);
            assert_eq!(r.dequeue(a), s[0]);
            assert_eq!(r.dequeue(a), s[2]);
            assert_eq!(r.dequeue(a), s[4]);
            assert!(r.dequeue(a).is_null());
            assert_eq!(r.dequeue(b), s[1]);
            assert!(r.dequeue(b).is_null());
        }
    }

    #[test]
    fn acquire_parks_and_release_wakes() {
        let sem: &'static AtomicU32 = Box::leak(Box::new(AtomicU32::new(1)));
        assert_eq!(sem_plain(sem), Outcome::DONE);
        let gp = getcurg();
        assert_eq!(sem_plain(sem), Outcome::PARKED);
        assert_eq!(semrelease_on_host(sem), Outcome::DONE);
        // SAFETY: the host's objects belong to this thread.
        unsafe {
            let pp = crate::stubs::getp();
            assert_eq!((*pp).runq.get().0, gp);
            (*crate::stubs::getm()).curg = gp;
        }
        assert_eq!(sem_plain_finish(sem), Outcome::DONE);
        assert_eq!(sem.load(Ordering::SeqCst), 0);
    }

    /// Releases from a second goroutine.
    fn semrelease_on_host(sem: &'static AtomicU32) -> Outcome {
        // SAFETY: all-zero is a valid G; the M is this thread's.
        unsafe {
            let g2: *mut G = Box::leak(Box::new(core::mem::zeroed()));
            (*g2).head.m = crate::stubs::getm().cast();
            (*crate::stubs::getm()).curg = g2;
        }
        semrelease(sem, 0)
    }

    #[test]
    fn tickets_wrap() {
        assert!(less(u32::MAX, 0));
        assert!(!less(0, u32::MAX));
    }
}
