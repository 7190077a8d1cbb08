//! Looking at stacks from Go: `runtime.Callers`, `Caller`, `FuncForPC`, `Stack`.

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

fn raw(fr: &Frame<'static>, f: &gorc_abi::moduledata::FuncEntry) -> RawFrame {
    RawFrame {
        name: [fr.name.as_ptr() as usize, fr.name.len()],
        file: [fr.file.as_ptr() as usize, fr.file.len()],
        line: fr.line as usize,
        entry: f.entry as usize,
        start_line: f.start_line as usize,
        inlined: usize::from(fr.inlined),
    }
}

crate::rust_thunk!("runtime.callers0", callers, 3);
/// `func callers0(skip int, pcs *uintptr, n int) int`: return addresses, 0 being the one in the caller.
extern "C" fn callers(skip: usize, pcs: *mut usize, n: usize) -> usize {
    if n == 0 {
        return 0;
    }
    // SAFETY: pcs is the caller's array; the goroutine is stopped in the thunk.
    unsafe { traceback::callers(getcurg(), skip, core::slice::from_raw_parts_mut(pcs, n)) }
}

crate::rust_thunk!("runtime.frameinfo", frameinfo, 3);
/// `func frameinfo(pc uintptr, index int, out *rawFrame) bool`: the index-th frame (0: innermost inlined call) of a pc.
extern "C" fn frameinfo(pc: usize, index: usize, out: *mut RawFrame) -> u8 {
    let t = tables();
    let (mut i, mut found) = (0, 0);
    if !in_go_text(pc) {
        return 0;
    }
    if let Some(f) = t.find(pc) {
        t.frames(f, pc, |fr| {
            if i == index {
                // SAFETY: out is the caller's variable.
                unsafe { *out = raw(&fr, f) };
                found = 1;
            }
            i += 1;
        });
    }
    found
}

crate::rust_thunk!("runtime.callerframe", callerframe, 3);
/// `func callerframe(skip int, out *rawFrame, all bool) uintptr`: the skip-th logical frame, inlined calls counted; its pc, 0 if
/// none. Frames that are not the programmer's ([`traceback::elided`]) count only with `all`.
extern "C" fn callerframe(skip: usize, out: *mut RawFrame, all: u8) -> usize {
    let all = all & 1 != 0;
    let t = tables();
    let (mut i, mut result) = (0, 0);
    // SAFETY: the goroutine is stopped in the thunk; out is the caller's variable.
    unsafe {
        traceback::unwind(getcurg(), |pc| {
            if let Some(f) = t.find(pc.lookup()).filter(|f| all || !traceback::elided(f)) {
                t.frames(f, pc.lookup(), |fr| {
                    if i == skip {
                        *out = raw(&fr, f);
                        result = pc.lookup() + 1;
                    }
                    i += 1;
                });
            }
            result == 0
        });
    }
    result
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
        traceback::traceback(gp);
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
