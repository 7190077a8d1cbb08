//! Sudogs: the records by which goroutines wait. Cached per P, with a central list behind; never freed.

use crate::proc::sched;
use crate::runtime2::Sudog;
use crate::stubs::getp;

const CACHE_MAX: u32 = 128;

/// A cleared sudog.
pub fn acquire_sudog() -> *mut Sudog {
    // SAFETY: the P belongs to this M; the central list is locked.
    unsafe {
        let pp = getp();
        if (*pp).sudogcache.is_null() {
            refill();
        }
        let sg = (*pp).sudogcache;
        if sg.is_null() {
            return crate::persistent::persistent_new();
        }
        (*pp).sudogcache = (*sg).next;
        (*pp).sudogcache_n -= 1;
        sg.write(core::mem::zeroed());
        sg
    }
}

/// Gives a sudog back; nothing refers to it any more.
pub fn release_sudog(sg: *mut Sudog) {
    // SAFETY: the caller owns sg; the P belongs to this M.
    unsafe {
        let pp = getp();
        (*sg).next = (*pp).sudogcache;
        (*pp).sudogcache = sg;
        (*pp).sudogcache_n += 1;
        if (*pp).sudogcache_n > CACHE_MAX {
            let s = sched();
            (*s).sudoglock.lock();
            while (*pp).sudogcache_n > CACHE_MAX / 2 {
                let sg = (*pp).sudogcache;
                (*pp).sudogcache = (*sg).next;
                (*pp).sudogcache_n -= 1;
                (*sg).next = (*s).sudogcache;
                (*s).sudogcache = sg;
            }
            (*s).sudoglock.unlock();
        }
    }
}

/// Takes up to half a cache from the central list, or makes a few.
unsafe fn refill() {
    // SAFETY: the P belongs to this M; the central list is locked.
    unsafe {
        let (pp, s) = (getp(), sched());
        if !(*s).sudogcache.is_null() {
            (*s).sudoglock.lock();
            while (*pp).sudogcache_n < CACHE_MAX / 2 && !(*s).sudogcache.is_null() {
                let sg = (*s).sudogcache;
                (*s).sudogcache = (*sg).next;
                (*sg).next = (*pp).sudogcache;
                (*pp).sudogcache = sg;
                (*pp).sudogcache_n += 1;
            }
            (*s).sudoglock.unlock();
        }
        if (*pp).sudogcache.is_null() {
            for _ in 0..16 {
                let sg: *mut Sudog = crate::persistent::persistent_new();
                (*sg).next = (*pp).sudogcache;
                (*pp).sudogcache = sg;
                (*pp).sudogcache_n += 1;
            }
        }
    }
}
