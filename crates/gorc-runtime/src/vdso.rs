//! The kernel's vDSO: `clock_gettime` without a system call.
//!
//! The auxiliary vector names an ELF image in memory; its dynamic symbol table is searched for `__vdso_clock_gettime` once, at
//! boot. The routine runs on g0's stack like everything here. Where there is no vDSO the system call remains.

use core::sync::atomic::{AtomicUsize, Ordering};

static CLOCK_GETTIME: AtomicUsize = AtomicUsize::new(0);

type ClockGettime = extern "C" fn(usize, *mut crate::sys::Timespec) -> i32;

/// Reads a clock by the vDSO; false if there is none.
#[inline]
pub fn clock_gettime(id: usize, ts: &mut crate::sys::Timespec) -> bool {
    let f = CLOCK_GETTIME.load(Ordering::Relaxed);
    if f == 0 {
        return false;
    }
    // SAFETY: the address of the kernel's routine, which has this C signature.
    let f: ClockGettime = unsafe { core::mem::transmute(f) };
    f(id, ts) == 0
}

const PT_LOAD: u32 = 1;
const PT_DYNAMIC: u32 = 2;
const DT_HASH: usize = 4;
const DT_STRTAB: usize = 5;
const DT_SYMTAB: usize = 6;
const DT_GNU_HASH: usize = 0x6fff_fef5;

/// What the dynamic section tells: addresses within the image.
#[derive(Default)]
struct Dynamic {
    symtab: usize,
    strtab: usize,
    hash: usize,
    gnu_hash: usize,
}

/// Finds the routine in the image at `base`.
///
/// # Safety
/// `base` is what `AT_SYSINFO_EHDR` says.
pub unsafe fn init(base: usize) {
    // SAFETY: the kernel maps a well-formed shared object there.
    unsafe {
        let Some(d) = dynamic(base) else { return };
        for i in 0..symbols(&d) {
            let sym = d.symtab + i * 24;
            let name = core::ffi::CStr::from_ptr((d.strtab + *(sym as *const u32) as usize) as *const _);
            let (shndx, value) = (*((sym + 6) as *const u16), *((sym + 8) as *const usize));
            if shndx != 0 && name.to_bytes() == b"__vdso_clock_gettime" {
                CLOCK_GETTIME.store(bias(base) + value, Ordering::Relaxed);
                return;
            }
        }
    }
}

unsafe fn segments(base: usize) -> impl Iterator<Item = usize> {
    // SAFETY: an ELF64 header.
    let (off, size, n) = unsafe {
        (*((base + 32) as *const usize), *((base + 54) as *const u16), *((base + 56) as *const u16))
    };
    (0..n as usize).map(move |i| base + off + i * size as usize)
}

/// Distance from addresses in the file to addresses in memory.
unsafe fn bias(base: usize) -> usize {
    // SAFETY: program headers of a mapped image.
    unsafe {
        segments(base).find(|&ph| *(ph as *const u32) == PT_LOAD).map_or(base, |ph| {
            (base + *((ph + 8) as *const usize)).wrapping_sub(*((ph + 16) as *const usize))
        })
    }
}

unsafe fn dynamic(base: usize) -> Option<Dynamic> {
    // SAFETY: as in `init`.
    unsafe {
        let ph = segments(base).find(|&ph| *(ph as *const u32) == PT_DYNAMIC)?;
        let mut entry = base + *((ph + 8) as *const usize);
        let (mut d, bias) = (Dynamic::default(), bias(base));
        loop {
            let (tag, value) = (*(entry as *const usize), *((entry + 8) as *const usize));
            let field = match tag {
                0 => break,
                DT_HASH => &mut d.hash,
                DT_STRTAB => &mut d.strtab,
                DT_SYMTAB => &mut d.symtab,
                DT_GNU_HASH => &mut d.gnu_hash,
                _ => {
                    entry += 16;
                    continue;
                }
            };
            *field = bias + value;
            entry += 16;
        }
        (d.symtab != 0 && d.strtab != 0).then_some(d)
    }
}

/// Number of dynamic symbols, from whichever hash table there is.
unsafe fn symbols(d: &Dynamic) -> usize {
    // SAFETY: tables of a well-formed image.
    unsafe {
        if d.hash != 0 {
            return *((d.hash + 4) as *const u32) as usize;
        }
        if d.gnu_hash == 0 {
            return 0;
        }
        let word = |i: usize| *((d.gnu_hash + i * 4) as *const u32) as usize;
        let (nbuckets, first, bloom) = (word(0), word(1), word(2));
        let buckets = 4 + bloom * 2;
        let last = (0..nbuckets).map(|i| word(buckets + i)).max().unwrap_or(0);
        if last < first {
            return first;
        }
        let chain = buckets + nbuckets;
        let mut i = last;
        while word(chain + i - first) & 1 == 0 {
            i += 1;
        }
        i + 1
    }
}
