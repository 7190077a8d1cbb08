//! The memory profile: which calls allocated how much, and how much of that was freed.
//!
//! It begins when the program changes `runtime.MemProfileRate` from its default, which is noticed at the next allocation
//! that takes the ordinary way; from then on all do. A sampled object has a record ([`super::specials`]) that refers to its bucket: one per call
//! stack and size, in persistent memory, for ever. Counts are those of now; Go's are those of the last collection.
//!
//! Read next: `std/runtime/mprof.go`.

use super::{pacer, specials};
use crate::lock::{Mutex, Rank};
use crate::persistent::persistent_new;
use crate::stubs::{cheaprand, getcurg};
use core::cell::UnsafeCell;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicI64, AtomicPtr, AtomicU64, Ordering};

/// Go's default for `MemProfileRate`: with it nothing is recorded.
const DEFAULT_RATE: isize = 512 * 1024;
const DEPTH: usize = 32;
const HEADS: usize = 1024;

/// Where the program's `MemProfileRate` is.
static RATE: AtomicPtr<isize> = AtomicPtr::new(null_mut());
/// Bytes to the next sample.
static NEXT: AtomicI64 = AtomicI64::new(0);

/// What was allocated in one way.
#[repr(C)]
pub struct Bucket {
    next: *mut Bucket,
    size: usize,
    depth: usize,
    stack: [usize; DEPTH],
    allocs: AtomicU64,
    frees: AtomicU64,
}

/// `MemProfileRecord` of std/runtime/mprof.go.
#[repr(C)]
struct Record {
    alloc_bytes: u64,
    free_bytes: u64,
    alloc_objects: u64,
    free_objects: u64,
    stack: [usize; DEPTH],
}

struct Buckets {
    lock: Mutex,
    heads: UnsafeCell<[*mut Bucket; HEADS]>,
}
// SAFETY: the lists are accessed under `lock`; counts are atomic.
unsafe impl Sync for Buckets {}

static BUCKETS: Buckets =
    Buckets { lock: Mutex::new(Rank::Special), heads: UnsafeCell::new([null_mut(); HEADS]) };

/// Looks at an allocation of `size` bytes at `p`, on the ordinary way.
#[inline(always)]
pub fn note(p: *mut u8, size: usize) {
    let rate = RATE.load(Ordering::Relaxed);
    if rate.is_null() {
        return;
    }
    // SAFETY: the address of a variable of the program.
    let rate = unsafe { rate.read_volatile() };
    if rate != DEFAULT_RATE {
        sample(p, size, rate);
    }
}

#[cold]
#[inline(never)]
fn sample(p: *mut u8, size: usize, rate: isize) {
    let gp = getcurg();
    if rate <= 0 || gp.is_null() {
        return;
    }
    pacer::take_slow_path();
    if rate > 1 {
        if NEXT.fetch_sub(size as i64, Ordering::Relaxed) > size as i64 {
            return;
        }
        NEXT.store((exponential(cheaprand()) * rate as f64) as i64, Ordering::Relaxed);
    }
    let mut stack = [0; DEPTH];
    // SAFETY: the goroutine is in the thunk that allocates.
    let depth = unsafe { crate::frames::callers(gp, 0, &mut stack) };
    let b = bucket(size, &stack, depth);
    // SAFETY: buckets are never freed.
    unsafe { (*b).allocs.fetch_add(1, Ordering::Relaxed) };
    specials::attach_profile(p as usize, b);
}

/// A number with mean 1 and exponential distribution, of random bits: minus the natural logarithm of a number between 0 and 1. So
/// every byte is equally likely to be sampled, whatever was before.
fn exponential(bits: u32) -> f64 {
    let bits = bits.max(1);
    let shift = bits.leading_zeros();
    // log2 of the mantissa, binary digit by digit.
    let mut m = f64::from(bits << shift) / f64::from(1u32 << 31);
    let (mut log2, mut digit) = (0.0, 0.5);
    for _ in 0..20 {
        m *= m;
        if m >= 2.0 {
            m /= 2.0;
            log2 += digit;
        }
        digit /= 2.0;
    }
    (f64::from(shift) + 1.0 - log2) * core::f64::consts::LN_2
}

/// The bucket of a stack and size, made if there is none.
fn bucket(size: usize, stack: &[usize; DEPTH], depth: usize) -> *mut Bucket {
    let hash = stack[..depth].iter().fold(size, |h, &pc| (h ^ pc).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    BUCKETS.lock.with(|| {
        // SAFETY: under the lock.
        unsafe {
            let head = &raw mut (*BUCKETS.heads.get())[(hash >> 32) % HEADS];
            let mut b = *head;
            while !b.is_null() {
                if (*b).size == size && (*b).depth == depth && (*b).stack == *stack {
                    return b;
                }
                b = (*b).next;
            }
            b = persistent_new::<Bucket>();
            (*b).next = *head;
            (*b).size = size;
            (*b).depth = depth;
            (*b).stack = *stack;
            *head = b;
            b
        }
    })
}

/// A sampled object was freed.
///
/// # Safety
/// `b` came from an attached record.
pub unsafe fn freed(b: *mut Bucket) {
    // SAFETY: caller's obligation; buckets are never freed.
    unsafe { (*b).frees.fetch_add(1, Ordering::Relaxed) };
}

/// `memprofilerate(p *int)`: where the rate is.
extern "C" fn memprofilerate(p: *mut isize) {
    RATE.store(p, Ordering::Relaxed);
}
crate::rust_thunk!("runtime.memprofilerate", memprofilerate, 1);

/// `memprofile(out *MemProfileRecord, n int, zero bool) int`: how many records there are (`zero`: those of which nothing is in use
/// too); they are stored if `n` suffices.
extern "C" fn memprofile(out: *mut Record, n: usize, zero: u8) -> usize {
    BUCKETS.lock.with(|| {
        let mut count = 0;
        for store in [false, true] {
            if store && count > n {
                break;
            }
            let mut i = 0;
            // SAFETY: under the lock; `out` has room for n records.
            unsafe {
                for head in &*BUCKETS.heads.get() {
                    let mut b = *head;
                    while !b.is_null() {
                        let allocs = (*b).allocs.load(Ordering::Relaxed);
                        let frees = (*b).frees.load(Ordering::Relaxed);
                        if (zero & 1 != 0 || allocs != frees) && (!store || i < n) {
                            if store {
                                let size = (*b).size as u64;
                                *out.add(i) = Record {
                                    alloc_bytes: allocs * size,
                                    free_bytes: frees * size,
                                    alloc_objects: allocs,
                                    free_objects: frees,
                                    stack: (*b).stack,
                                };
                            }
                            i += 1;
                        }
                        b = (*b).next;
                    }
                }
            }
            count = i;
        }
        count
    })
}
crate::rust_thunk!("runtime.memprofile", memprofile, 3);

#[cfg(test)]
mod tests {
    use super::exponential;

    #[test]
    fn logarithms() {
        for (bits, want) in [
            (u32::MAX, 0.0),
            (1 << 31, core::f64::consts::LN_2),
            (1 << 30, 1.386_294),
            (0x6000_0000, 0.980_829),
        ] {
            assert!((exponential(bits) - want).abs() < 1e-5, "{bits:#x}");
        }
        let mean = (0..1000u32).map(|i| exponential(i.wrapping_mul(4_294_967) + 1000)).sum::<f64>() / 1000.0;
        assert!((mean - 1.0).abs() < 0.05);
    }
}
