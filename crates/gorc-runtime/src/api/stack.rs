//! Looking at stacks from Go: `runtime.Callers`, `Caller`, `FuncForPC`, `Stack`.

use crate::frames;
use crate::proc::goyield_global;
use crate::runtime2::G;
use crate::stubs::{getcurg, getm};
use crate::symtab::{Frame, in_go_text, tables};
use crate::thunk::{Outcome, done};
use crate::traceback;

/// `rawFrame` of std/runtime/symtab.go.
#[repr(C)]
struct RawFrame {
    name: [usize; 2],
    file: [usize; 2],
    line: usize,
    entry: usize,
    start_line: usize,
    /// 1: a call inlined into the next frame's function.
    inlined: usize,
}

/// Where a goroutine's outermost function returns to.
static GOEXIT: Frame<'static> =
    Frame { name: "runtime.goexit", file: "runtime/asm_amd64.s", line: 1, inlined: false };

fn raw(fr: &Frame<'static>, entry: usize, start_line: u32) -> RawFrame {
    RawFrame {
        name: [fr.name.as_ptr() as usize, fr.name.len()],
        file: [fr.file.as_ptr() as usize, fr.file.len()],
        line: fr.line as usize,
        entry,
        start_line: start_line as usize,
        inlined: usize::from(fr.inlined),
    }
}

crate::rust_thunk!("runtime.callers0", callers, 3);
/// `func callers0(skip int, pcs *uintptr, n int) int`: a return address per frame, 0 being the one in the caller.
extern "C" fn callers(skip: usize, pcs: *mut usize, n: usize) -> usize {
    if n == 0 {
        return 0;
    }
    // SAFETY: pcs is the caller's array; the goroutine is stopped in the thunk.
    unsafe { frames::callers(getcurg(), skip, core::slice::from_raw_parts_mut(pcs, n)) }
}

crate::rust_thunk!("runtime.frameinfo", frameinfo, 2);
/// `func frameinfo(pc uintptr, out *rawFrame) bool`: the frame that an address within a call stands for.
extern "C" fn frameinfo(pc: usize, out: *mut RawFrame) -> u8 {
    let t = tables();
    let (pc, depth) = frames::decode(pc);
    let goexit = crate::arch::amd64::goexit_pc();
    if pc == goexit || pc + 1 == goexit {
        // SAFETY: out is the caller's variable.
        unsafe { *out = raw(&GOEXIT, goexit - 1, 1) };
        return 1;
    }
    if !in_go_text(pc) {
        return 0;
    }
    let (mut i, mut found) = (0, 0);
    if let Some(f) = t.find(pc) {
        t.frames(f, pc, |fr| {
            if i == depth {
                // SAFETY: as above.
                unsafe { *out = raw(&fr, f.entry as usize, f.start_line) };
                found = 1;
            }
            i += 1;
        });
    }
    found
}

crate::rust_thunk!("runtime.callername", callername, 2);
/// `func callername(skip int, out *rawFrame) bool`: the skip-th frame, wrappers counted.
extern "C" fn callername(skip: usize, out: *mut RawFrame) -> u8 {
    let (mut i, mut found) = (0, 0);
    // SAFETY: the goroutine is stopped in the thunk; out is the caller's variable.
    unsafe {
        frames::walk(getcurg(), |fr| {
            if i == skip {
                *out = raw(&fr.frame, fr.func.entry as usize, fr.func.start_line);
                found = 1;
            }
            i += 1;
            found == 0
        });
    }
    found
}

crate::block_thunk!("runtime.stackdump", stackdump, stackdump, 3);
/// `func stackdump(buf *byte, n int, all bool) int`: the goroutine's stack (or all) as text.
extern "C" fn stackdump(buf: *mut u8, n: usize, all: u8) -> Outcome {
    let all = all & 1 != 0;
    if all && !crate::stw::try_stop_the_world() {
        goyield_global(getcurg());
        return Outcome::PARKED;
    }
    let gp: *mut G = getcurg();
    // SAFETY: buf is the caller's buffer; output is redirected on this M only.
    let len = unsafe {
        let mp = getm();
        (*mp).writebuf = [buf as usize, n, 0];
        traceback::goroutineheader(gp);
        // Without `runtime.Stack` itself.
        traceback::traceback_from(gp, None, 1);
        if all {
            traceback::tracebackothers(gp);
        }
        let len = (*mp).writebuf[2];
        (*mp).writebuf = [0; 3];
        len
    };
    if all {
        crate::stw::start_the_world();
    }
    done(len, 0)
}
