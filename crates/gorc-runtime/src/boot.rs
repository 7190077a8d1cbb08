//! The bootstrap sequence that `rt0_go` calls: `check`, `args`, `osinit`, `schedinit`; environment, GODEBUG and the boot trace.
//!
//! `schedinit`'s order is the documented one and matters: the heap before anything that allocates, Ps last.
//!
//! Read next: `arch/amd64/rt0.s` (who calls this), `std/runtime/proc.go` (`runtime.main`, which continues).

use crate::fatal::throw;
use crate::hooks;
use crate::proc::sched;
use crate::runtime2::{G, M};
use crate::stubs::{getg, getm};
use core::sync::atomic::{AtomicI32, AtomicI64, AtomicPtr, AtomicUsize, Ordering};

/// The first G: g0 of the first thread, on the stack that the OS gave.
#[unsafe(export_name = "runtime.g0")]
static mut G0: core::mem::MaybeUninit<G> = core::mem::MaybeUninit::zeroed();
/// The first M.
#[unsafe(export_name = "runtime.m0")]
static mut M0: core::mem::MaybeUninit<M> = core::mem::MaybeUninit::zeroed();

static ARGC: AtomicI32 = AtomicI32::new(0);
static ARGV: AtomicPtr<*const u8> = AtomicPtr::new(core::ptr::null_mut());
static START_TIME: AtomicI64 = AtomicI64::new(0);
/// Size of a page, from the auxiliary vector.
pub static PHYS_PAGE_SIZE: AtomicUsize = AtomicUsize::new(4096);
static BOOTTRACE: AtomicI32 = AtomicI32::new(0);

/// The settings of `GODEBUG` that the runtime reads; see [`debug`].
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub struct Debug {
    pub boottrace: i32,
    pub schedtrace: i32,
    pub gctrace: i32,
    pub inittrace: i32,
    pub asyncpreemptoff: i32,
    /// Collect at every n-th allocation.
    pub gcstress: i32,
    /// Pre-empt at random.
    pub preemptstress: i32,
    /// Change stack segments at nearly every call.
    pub stackstress: i32,
    /// Run goroutines in a random order: the seed, 0 for Go's order.
    pub schedstress: i32,
    /// Say which words on stacks look like pointers to the heap.
    pub gcroots: i32,
    /// Fill freed memory with a pattern.
    pub clobberfree: i32,
    pub madvdontneed: i32,
}

static mut DEBUG: Debug = Debug {
    boottrace: 0,
    schedtrace: 0,
    gctrace: 0,
    inittrace: 0,
    asyncpreemptoff: 0,
    gcstress: 0,
    preemptstress: 0,
    stackstress: 0,
    schedstress: 0,
    gcroots: 0,
    clobberfree: 0,
    madvdontneed: 0,
};

/// `GODEBUG`'s settings; constant after `schedinit`.
#[inline(always)]
pub fn debug() -> Debug {
    // SAFETY: written by parse_godebug on the only thread there is then.
    unsafe { DEBUG }
}

/// m0.
pub fn m0() -> *mut M {
    (&raw mut M0).cast()
}

/// When the program started.
pub fn start_time() -> i64 {
    START_TIME.load(Ordering::Relaxed)
}

/// `runtime.check`: that basic types and atomics are what the assembly assumes.
#[unsafe(export_name = "runtime.check")]
pub extern "C" fn check() {
    if size_of::<usize>() != 8 || core::mem::offset_of!(G, head) != 0 || (&raw const G0) as usize & 7 != 0 {
        throw("bad layout");
    }
    let x = AtomicUsize::new(1);
    if x.compare_exchange(1, 2, Ordering::SeqCst, Ordering::SeqCst).is_err() || x.load(Ordering::SeqCst) != 2
    {
        throw("cas");
    }
}

/// Remembers the arguments; the boot trace is known from here on.
#[unsafe(export_name = "runtime.args")]
pub extern "C" fn args(argc: i32, argv: *mut *const u8) {
    ARGC.store(argc, Ordering::Relaxed);
    ARGV.store(argv, Ordering::Relaxed);
    START_TIME.store(crate::sys::nanotime(), Ordering::Relaxed);
    parse_godebug();
    // SAFETY: rt0_go runs before anything else.
    BOOTTRACE.store(debug().boottrace, Ordering::Relaxed);
    trace("_rt0_amd64_linux");
    trace("rt0_go");
    trace("args");
    sysauxv();
}

/// The auxiliary vector follows the environment.
fn sysauxv() {
    const AT_PAGESZ: usize = 6;
    const AT_SYSINFO_EHDR: usize = 33;
    // SAFETY: the kernel's layout of the initial stack: argv, 0, environment, 0, pairs up to a 0 key.
    unsafe {
        let mut p = ARGV.load(Ordering::Relaxed).add(ARGC.load(Ordering::Relaxed) as usize + 1);
        while !(*p).is_null() {
            p = p.add(1);
        }
        let mut aux = p.add(1).cast::<usize>();
        while *aux != 0 {
            if *aux == AT_PAGESZ {
                PHYS_PAGE_SIZE.store(*aux.add(1), Ordering::Relaxed);
            }
            if *aux == AT_SYSINFO_EHDR {
                crate::vdso::init(*aux.add(1));
            }
            aux = aux.add(2);
        }
    }
}

/// Finds the number of CPUs and the page size.
#[unsafe(export_name = "runtime.osinit")]
#[inline(never)]
pub extern "C" fn osinit() {
    trace("osinit");
    // SAFETY: the only thread.
    unsafe { (*sched()).ncpu = crate::cgroup::affinity() };
}

/// Initialises the runtime, in the documented order.
#[unsafe(export_name = "runtime.schedinit")]
#[inline(never)]
pub extern "C" fn schedinit() {
    trace("schedinit");
    // SAFETY: the only thread; m0 is bound.
    unsafe {
        let s = sched();
        (*s).maxmcount = 10000;
        tracebackinit();
        trace("mallocinit");
        hooks::mallocinit();
        trace("mcommoninit");
        crate::thread::mcommoninit(getm());
        trace("itabsinit");
        hooks::itabsinit();
        trace("gcinit");
        hooks::gcinit();
        (*s).lastpoll.store(crate::sys::nanotime(), Ordering::Relaxed);
        let n = procs_wanted((*s).ncpu);
        trace("procresize");
        (*s).lock.lock();
        let runnable = crate::procs::procresize(n);
        (*s).lock.unlock();
        if !runnable.is_null() {
            throw("unknown runnable goroutine during bootstrap");
        }
    }
}

/// Settings that tracebacks depend on (GOTRACEBACK).
fn tracebackinit() {
    trace("tracebackinit");
    crate::traceback::set_level_of_environment(getenv(b"GOTRACEBACK"));
}

/// `GOMAXPROCS`, or the CPUs that affinity and quota allow.
fn procs_wanted(ncpu: i32) -> i32 {
    let max = crate::procs::MAX_PROCS as i32;
    if let Some(n) = getenv(b"GOMAXPROCS").and_then(parse_int)
        && n > 0
    {
        return n.min(max);
    }
    default_procs(ncpu)
}

/// The number of Ps without `GOMAXPROCS`.
pub fn default_procs(ncpu: i32) -> i32 {
    let limit = if ncpu > 2 { crate::cgroup::cpu_limit() } else { None };
    limit.map_or(ncpu, |l| l.min(ncpu)).clamp(1, crate::procs::MAX_PROCS as i32)
}

/// Number of arguments.
pub fn argc() -> i32 {
    ARGC.load(Ordering::Relaxed)
}

/// The argument vector; the environment follows its terminating null.
pub fn argv() -> *mut *const u8 {
    ARGV.load(Ordering::Relaxed)
}

unsafe fn cstr<'a>(p: *const u8) -> &'a [u8] {
    // SAFETY: the caller passes a NUL-terminated string of the initial stack.
    unsafe { core::ffi::CStr::from_ptr(p.cast()).to_bytes() }
}

/// The value of an environment variable as the process got it.
pub fn getenv(name: &[u8]) -> Option<&'static [u8]> {
    let argv = argv();
    if argv.is_null() {
        return None;
    }
    // SAFETY: the kernel's layout, see sysauxv.
    unsafe {
        let mut p = argv.add(argc() as usize + 1);
        while !(*p).is_null() {
            let s = cstr(*p);
            if s.len() > name.len() && s.starts_with(name) && s[name.len()] == b'=' {
                return Some(&s[name.len() + 1..]);
            }
            p = p.add(1);
        }
    }
    None
}

/// A decimal number.
pub fn parse_int(s: &[u8]) -> Option<i32> {
    let (neg, digits) = match s {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, s),
    };
    if digits.is_empty() || digits.len() > 9 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let n = digits.iter().fold(0i32, |n, d| n * 10 + i32::from(d - b'0'));
    Some(if neg { -n } else { n })
}

/// Reads `GODEBUG=name=value,…`; later settings win, unknown ones belong to the standard library.
fn parse_godebug() {
    let Some(text) = getenv(b"GODEBUG") else { return };
    let mut d = debug();
    for item in text.split(|&b| b == b',') {
        let Some(eq) = item.iter().position(|&b| b == b'=') else { continue };
        let Some(value) = parse_int(&item[eq + 1..]) else { continue };
        let field = match &item[..eq] {
            b"boottrace" => &mut d.boottrace,
            b"schedtrace" => &mut d.schedtrace,
            b"gctrace" => &mut d.gctrace,
            b"inittrace" => &mut d.inittrace,
            b"asyncpreemptoff" => &mut d.asyncpreemptoff,
            b"gcstress" => &mut d.gcstress,
            b"preemptstress" => &mut d.preemptstress,
            b"stackstress" => &mut d.stackstress,
            b"schedstress" => &mut d.schedstress,
            b"gcroots" => &mut d.gcroots,
            b"clobberfree" => &mut d.clobberfree,
            b"madvdontneed" => &mut d.madvdontneed,
            _ => continue,
        };
        *field = value;
    }
    // SAFETY: the only thread.
    unsafe { DEBUG = d };
}

/// `GODEBUG=boottrace=1`: one line per boot step, with the G, M and P it runs on.
pub fn trace(step: &str) {
    if BOOTTRACE.load(Ordering::Relaxed) == 0 {
        return;
    }
    // SAFETY: g0 is this thread's.
    unsafe {
        let mp = (*getg()).m();
        let pp = (*mp).p;
        let mut w = crate::print::LineBuf::default();
        let put = |w: &mut crate::print::LineBuf, a: core::fmt::Arguments| {
            let _ = core::fmt::Write::write_fmt(w, a);
        };
        put(&mut w, format_args!("boot: {step:<20} "));
        if (*mp).curg.is_null() {
            put(&mut w, format_args!("g0"));
        } else {
            put(&mut w, format_args!("g{}", (*(*mp).curg).goid));
        }
        put(&mut w, format_args!(" m{} ", (*mp).id));
        if pp.is_null() {
            put(&mut w, format_args!("p-\n"));
        } else {
            put(&mut w, format_args!("p{}\n", (*pp).id));
        }
        w.flush();
    }
}

crate::rust_thunk!("runtime.boottrace", boottrace_go, 2);

/// `func boottrace(step string)` for std/runtime.
extern "C" fn boottrace_go(p: *const u8, n: usize) {
    // SAFETY: a Go string.
    if let Ok(s) = core::str::from_utf8(unsafe { core::slice::from_raw_parts(p, n) }) {
        trace(s);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(parse_int(b"12"), Some(12));
        assert_eq!(parse_int(b"-1"), Some(-1));
        assert_eq!(parse_int(b""), None);
        assert_eq!(parse_int(b"1x"), None);
    }
}
