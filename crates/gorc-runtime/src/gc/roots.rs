//! Where marking starts: data and bss, goroutine stacks, and the lists of the runtime that hold heap pointers. Not g0 stacks: a
//! routine that collects does so before it holds anything, and its arguments are on the goroutine's stack.
//!
//! Data is scanned conservatively, word by word; of stacks what is live (`stackscan.rs`). All with the world stopped.
//!
//! Read next: `mark.rs`.

use super::mark::Marker;
use super::stackobj::StackObjects;
use super::{specials, stackscan};

/// Marks from all roots (without following: that is [`Marker::drain`]).
pub fn mark_roots(m: &mut Marker) {
    image_roots(m);
    stack_roots(m);
    specials::mark_roots(m);
    crate::timer::mark_roots(m);
    crate::types::offtab::mark_roots(m);
    test_roots(m);
}

#[cfg(feature = "standalone")]
fn image_roots(m: &mut Marker) {
    let md = crate::types::moduledata();
    // SAFETY: the linker's ranges are mapped data of the image.
    unsafe {
        if crate::boot::debug().gcroots > 1 {
            for (lo, hi) in [(md.data, md.edata), (md.bss, md.ebss)] {
                for a in (lo.next_multiple_of(8)..hi & !7).step_by(8) {
                    let word = *(a as *const usize);
                    if let Some((base, size)) = crate::mem::malloc::object_bounds(word) {
                        crate::rtprint!("gcroot data at {a:#x}: {word:#x} in {base:#x}, {size} bytes\n");
                    }
                }
            }
        }
        m.conservative(md.data, md.edata);
        m.conservative(md.bss, md.ebss);
    }
}

#[cfg(not(feature = "standalone"))]
fn image_roots(_m: &mut Marker) {}

fn stack_roots(m: &mut Marker) {
    crate::newproc::for_each_g(|gp| {
        // SAFETY: the world is stopped.
        unsafe {
            m.stack_bytes += crate::stack::clear_dead(gp);
            stackscan::scan(m, gp);
        }
    });
    m.stacks.sort();
}

/// After marking: what `GODEBUG=gcroots=1` and `clobberfree=1` ask for.
pub fn debug_stacks(stacks: &mut StackObjects) {
    let debug = crate::boot::debug();
    if debug.gcroots == 0 && debug.clobberfree == 0 {
        return;
    }
    crate::newproc::for_each_g(|gp| {
        // SAFETY: the world is stopped.
        unsafe {
            if debug.gcroots != 0 {
                stackscan::print(stacks, gp);
            }
            if debug.clobberfree != 0 {
                stackscan::clobber(stacks, gp);
            }
        }
    });
}

#[cfg(not(test))]
fn test_roots(_m: &mut Marker) {}

#[cfg(test)]
fn test_roots(m: &mut Marker) {
    for w in super::tests::TEST_ROOTS.lock().unwrap_or_else(|e| e.into_inner()).iter() {
        m.word(*w);
    }
}
