//! Where marking starts: data and bss, goroutine stacks, and the lists of the runtime that hold heap pointers. Not g0 stacks: a
//! routine that collects does so before it holds anything, and its arguments are on the goroutine's stack.
//!
//! Everything but the runtime's own records is scanned conservatively, word by word. All with the world stopped.
//!
//! Read next: `mark.rs`.

use super::mark::Marker;
use super::specials;
use crate::runtime2::G;

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
    // SAFETY: the world is stopped.
    unsafe {
        crate::newproc::for_each_g(|gp| m.stack_bytes += crate::stack::clear_dead(gp));
        if crate::boot::debug().gcroots != 0 {
            crate::newproc::for_each_g(print_roots);
        }
        crate::stw::for_each_stack_range(|lo, hi| m.conservative(lo, hi));
    }
    crate::newproc::for_each_g(|gp| waiting_roots(m, gp));
}

/// `GODEBUG=gcroots=1` (2: for data, too): a line for each word on a goroutine's stack that keeps an object, with the function whose frame has it.
fn print_roots(gp: *mut G) {
    use crate::frames::{Pc, unwind};
    use crate::symtab::tables;
    // SAFETY: the world is stopped; all words lie in live parts of the stack.
    unsafe {
        let st = (*gp).atomicstatus.load(core::sync::atomic::Ordering::Acquire);
        if st == crate::runtime2::gstatus::GDEAD || st == crate::runtime2::gstatus::GIDLE {
            return;
        }
        crate::stack::for_each_segment(gp, |lo, hi| {
            for a in (lo.next_multiple_of(8)..hi).step_by(8) {
                let word = *(a as *const usize);
                let Some((base, size)) = crate::mem::malloc::object_bounds(word) else { continue };
                // The innermost frame in this segment that ends above the word.
                let mut owner: Option<Pc> = None;
                unwind(gp, |pc| {
                    if a <= pc.fp && pc.fp < hi {
                        owner = Some(pc);
                    }
                    owner.is_none()
                });
                let name = owner.and_then(|pc| tables().find(pc.lookup())).map_or("?", |f| tables().name(f));
                let (id, below) = ((*gp).goid, owner.map_or(0, |pc| pc.fp - a));
                crate::rtprint!(
                    "gcroot g{id} {name} fp-{below:#x} at {a:#x}: {word:#x} in {base:#x}, {size} bytes\n"
                );
            }
        });
    }
}

/// What a parked goroutine waits on: the elements to send or receive into must stay while it waits.
fn waiting_roots(m: &mut Marker, gp: *mut G) {
    // SAFETY: the world is stopped; sudogs are never freed.
    unsafe {
        let mut sg = (*gp).waiting;
        while !sg.is_null() {
            m.word((*sg).elem as usize);
            m.word((*sg).c as usize);
            sg = (*sg).waitlink;
        }
    }
}

#[cfg(not(test))]
fn test_roots(_m: &mut Marker) {}

#[cfg(test)]
fn test_roots(m: &mut Marker) {
    for w in super::tests::TEST_ROOTS.lock().unwrap_or_else(|e| e.into_inner()).iter() {
        m.word(*w);
    }
}
