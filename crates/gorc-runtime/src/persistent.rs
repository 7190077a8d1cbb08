//! Memory for runtime objects that live for ever (Gs, Ms, Ps, tables), outside the garbage-collected heap.
//!
//! Zeroed, never freed; carved off chunks from `mmap`. Works before `mallocinit`.

use crate::fatal::throw;
use crate::lock::{Mutex, Rank};
use crate::sys;
use core::cell::UnsafeCell;
use core::sync::atomic::{AtomicUsize, Ordering};

const CHUNK: usize = 256 << 10;

struct Arena {
    lock: Mutex,
    range: UnsafeCell<(usize, usize)>,
}
// SAFETY: `range` is accessed under `lock` only.
unsafe impl Sync for Arena {}

static ARENA: Arena = Arena { lock: Mutex::new(Rank::Persistent), range: UnsafeCell::new((0, 0)) };
/// Bytes obtained from the system by [`persistentalloc`].
pub static PERSISTENT_SYS: AtomicUsize = AtomicUsize::new(0);

/// Zeroed memory that is never freed. `align` is a power of two up to 4096.
pub fn persistentalloc(size: usize, align: usize) -> *mut u8 {
    let align = align.max(8);
    if size >= CHUNK / 4 {
        return fresh(size) as *mut u8;
    }
    ARENA.lock.lock();
    // SAFETY: under the lock.
    let (next, end) = unsafe { &mut *ARENA.range.get() };
    let mut p = (*next + align - 1) & !(align - 1);
    if *next == 0 || p + size > *end {
        p = fresh(CHUNK);
        *end = p + CHUNK;
    }
    *next = p + size;
    ARENA.lock.unlock();
    p as *mut u8
}

/// A zeroed `T` that is never freed.
pub fn persistent_new<T>() -> *mut T {
    persistentalloc(size_of::<T>(), align_of::<T>()).cast()
}

fn fresh(size: usize) -> usize {
    let len = (size + 4095) & !4095;
    let p = sys::mmap_anon(0, len, sys::PROT_READ | sys::PROT_WRITE, 0);
    if p < 0 && p > -4096 {
        throw("runtime: cannot allocate memory");
    }
    PERSISTENT_SYS.fetch_add(len, Ordering::Relaxed);
    p as usize
}
