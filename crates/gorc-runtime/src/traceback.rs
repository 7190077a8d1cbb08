//! Printing goroutine stacks in Go's format.
//!
//! Argument values are not printed: `main.f(...)` where Go has `main.f(0x1, 0x2)`; functions without arguments print as in Go.
//!
//! Read next: `frames.rs`, which walks them.

use crate::frames::{Logical, Pc, Walk, unwind};
use crate::newproc::for_each_g;
use crate::rtprint;
use crate::runtime2::{G, gstatus};
use crate::stubs::{getcurg, getm};
use crate::symtab::{Frame, in_go_text, tables};
use core::ops::Range;
use core::sync::atomic::{AtomicU32, Ordering};
use gorc_abi::moduledata::{FUNC_NOARGS, FuncEntry};

const LEVEL_MASK: u32 = 0xff;
const ALL: u32 = 0x100;
const CRASH: u32 = 0x200;
static LEVEL: AtomicU32 = AtomicU32::new(1);
/// What the environment asks for: programs cannot go below it.
static ENV_LEVEL: AtomicU32 = AtomicU32::new(0);

fn parse_level(s: &[u8]) -> u32 {
    match s {
        b"" | b"single" => 1,
        b"none" => 0,
        b"all" => 1 | ALL,
        b"system" => 2 | ALL,
        b"crash" | b"wer" => 2 | ALL | CRASH,
        n => ALL | crate::boot::parse_int(n).unwrap_or(0).clamp(0, 2) as u32,
    }
}

/// Sets what `GOTRACEBACK` says.
pub fn set_level_of_environment(s: Option<&[u8]>) {
    let level = parse_level(s.unwrap_or_default());
    ENV_LEVEL.store(level, Ordering::Relaxed);
    LEVEL.store(level, Ordering::Relaxed);
}

/// Sets what `debug.SetTraceback` says.
pub fn set_level(s: &[u8]) {
    let (level, env) = (parse_level(s), ENV_LEVEL.load(Ordering::Relaxed));
    let flags = (level | env) & !LEVEL_MASK;
    LEVEL.store((level & LEVEL_MASK).max(env & LEVEL_MASK) | flags, Ordering::Relaxed);
}

/// Whether the end is to be by SIGABRT, for a core dump.
pub fn want_crash() -> bool {
    LEVEL.load(Ordering::Relaxed) & CRASH != 0
}

/// 0 none, 1 user frames, 2 everything.
pub fn level() -> u32 {
    LEVEL.load(Ordering::Relaxed) & LEVEL_MASK
}

/// Whether all goroutines are asked for.
pub fn want_all() -> bool {
    LEVEL.load(Ordering::Relaxed) & ALL != 0
}

fn exported_runtime(name: &str) -> bool {
    name.strip_prefix("runtime.").is_some_and(|n| n.as_bytes().first().is_some_and(u8::is_ascii_uppercase))
}

/// Whether user-level tracebacks show a function.
fn show(name: &str, printed: usize, level: u32) -> bool {
    if level > 1 {
        return true;
    }
    if name == "runtime.gopanic" {
        // The boundary between deferred calls and what panicked; not at the top.
        return printed > 0;
    }
    name.contains('.') && (!name.starts_with("runtime.") || exported_runtime(name))
}

/// Frames printed at each end of a deep stack.
const HALF: usize = 50;

/// Prints the stack of a goroutine and who created it: of a deep stack the innermost and the outermost frames.
pub fn traceback(gp: *mut G) {
    traceback_from(gp, None, 0);
}

/// The same without the innermost `skip` functions, but with one that a signal has interrupted in front.
pub fn traceback_from(gp: *mut G, interrupted: Option<Pc>, skip: usize) {
    let total = print_shown(gp, interrupted, skip, 0..HALF);
    if total > 2 * HALF {
        rtprint!("...{} frames elided...\n", total - 2 * HALF);
    }
    if total > HALF {
        print_shown(gp, interrupted, skip, HALF.max(total - HALF)..total);
    }
    created_by(gp);
}

/// How many frames a traceback shows at some pcs: a deep stack has the same few over and over.
type Shown = [(usize, usize); 64];

/// Of the frames that a traceback shows, numbered from the innermost, prints those of a range; inlined calls have frames too.
/// Returns how many there are.
fn print_shown(gp: *mut G, interrupted: Option<Pc>, mut skip: usize, range: Range<usize>) -> usize {
    let level = level();
    let mut walk = Walk::default();
    let mut known: Shown = [(0, 0); 64];
    let mut n = 0;
    let mut visit = |pc: Pc| {
        let known = &mut known[pc.pc / 4 % 64];
        if walk.follows_plain() && known.0 == pc.pc && (n + known.1 <= range.start || n >= range.end) {
            n += known.1;
            return;
        }
        let (before, plain) = (n, walk.follows_plain());
        walk.at(pc, &mut |fr: &Logical| {
            if (level > 1 || !fr.hidden) && show(fr.frame.name, n, level) {
                if range.contains(&n) {
                    print_frame(&fr.frame, fr.func, fr.pc);
                }
                n += 1;
            }
            true
        });
        if plain && walk.follows_plain() {
            *known = (pc.pc, n - before);
        }
    };
    if let Some(pc) = interrupted {
        visit(pc);
    }
    // SAFETY: gp is stopped, or the process is dying and a torn picture is better than none.
    unsafe {
        unwind(gp, |pc| {
            if skip > 0 {
                skip -= 1;
            } else {
                visit(pc);
            }
            true
        });
    }
    n
}

fn print_name(name: &str) {
    let name = if name == "runtime.gopanic" { "panic" } else { name };
    // Lists of type arguments are elided, as in Go.
    let (mut depth, mut from) = (0, 0);
    for (i, c) in name.bytes().enumerate() {
        match c {
            b'[' => {
                if depth == 0 {
                    rtprint!("{}[...]", &name[from..i]);
                }
                depth += 1;
            }
            b']' => {
                depth -= 1;
                from = i + 1;
            }
            _ => {}
        }
    }
    rtprint!("{}", &name[from..]);
}

fn print_frame(fr: &Frame, fe: &FuncEntry, pc: Pc) {
    print_name(fr.name);
    let noargs =
        !fr.inlined && (fe.flags & FUNC_NOARGS != 0 || fr.name == "main.main" || fr.name == "runtime.main");
    rtprint!("{}\n\t{}:{}", if noargs { "()" } else { "(...)" }, fr.file, fr.line);
    if fr.inlined {
        rtprint!("\n");
    } else {
        rtprint!(" +{:#x}\n", pc.pc.saturating_sub(fe.entry as usize));
    }
}

fn created_by(gp: *mut G) {
    // SAFETY: Gs are never freed.
    let (pc, id, parent) = unsafe { ((*gp).gopc, (*gp).goid, (*gp).parent_goid) };
    if pc == 0 || id == 1 || !in_go_text(pc) {
        return;
    }
    let t = tables();
    if let Some(fe) = t.find(pc - 1) {
        let fr = t.position(fe, pc - 1);
        if !show(fr.name, 0, level()) {
            return;
        }
        rtprint!("created by ");
        print_name(fr.name);
        if parent != 0 {
            rtprint!(" in goroutine {parent}");
        }
        rtprint!("\n\t{}:{} +{:#x}\n", fr.file, fr.line, pc - fe.entry as usize);
    }
}

/// Prints `goroutine 1 [chan receive]:`.
pub fn goroutineheader(gp: *mut G) {
    // SAFETY: Gs are never freed.
    unsafe {
        let status = match (*gp).atomicstatus.load(Ordering::Relaxed) {
            gstatus::GIDLE => "idle",
            gstatus::GRUNNABLE => "runnable",
            gstatus::GRUNNING => "running",
            gstatus::GSYSCALL => "syscall",
            gstatus::GWAITING if !(*gp).waitreason.text().is_empty() => (*gp).waitreason.text(),
            gstatus::GWAITING => "waiting",
            gstatus::GDEAD => "dead",
            _ => "???",
        };
        rtprint!("goroutine {} [{status}", (*gp).goid);
        let minutes = match (*gp).waitsince {
            0 => 0,
            t => (crate::sys::nanotime() - t) / 60_000_000_000,
        };
        if minutes >= 1 {
            rtprint!(", {minutes} minutes");
        }
        if !(*gp).lockedm.is_null() && ((*(*gp).lockedm).locked_ext != 0 || (*(*gp).lockedm).locked_int != 0)
        {
            rtprint!(", locked to thread");
        }
        rtprint!("]:\n");
    }
}

/// Whether gp is a goroutine of the runtime itself: not shown in user tracebacks, not counted as waiting in a deadlock.
pub fn is_system(gp: *mut G) -> bool {
    // SAFETY: Gs are never freed.
    let pc = unsafe { (*gp).startpc };
    if !in_go_text(pc) {
        return false;
    }
    let t = tables();
    t.find(pc).is_some_and(|fe| {
        let name = t.name(fe);
        name.starts_with("runtime.") && name != "runtime.main" && !exported_runtime(name)
    })
}

/// Prints all goroutines but `me`: the one this M ran first.
pub fn tracebackothers(me: *mut G) {
    let cur = getcurg();
    if !cur.is_null() && cur != me {
        rtprint!("\n");
        goroutineheader(cur);
        traceback(cur);
    }
    for_each_g(|gp| {
        // SAFETY: Gs are never freed.
        let st = unsafe { (*gp).atomicstatus.load(Ordering::Acquire) };
        if gp == me
            || gp == cur
            || st == gstatus::GDEAD
            || st == gstatus::GIDLE
            || (is_system(gp) && level() < 2)
        {
            return;
        }
        rtprint!("\n");
        goroutineheader(gp);
        // SAFETY: Gs are never freed.
        let (mp, own) = unsafe { ((*gp).m(), getm()) };
        if st == gstatus::GRUNNING && mp != own {
            rtprint!("\tgoroutine running on other thread; stack unavailable\n");
            created_by(gp);
        } else {
            traceback(gp);
        }
    });
}
