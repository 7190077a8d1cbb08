//! Where marking starts: data and bss, goroutine stacks, the stack of the collecting M's g0, and the lists of the runtime that hold
//! heap pointers.
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
    own_stack(m);
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
        m.conservative(md.data, md.edata);
        m.conservative(md.bss, md.ebss);
    }
}

#[cfg(not(feature = "standalone"))]
fn image_roots(_m: &mut Marker) {}

fn stack_roots(m: &mut Marker) {
    // SAFETY: the world is stopped.
    unsafe {
        crate::stw::for_each_stack_range(|lo, hi| m.conservative(lo, hi));
    }
    crate::newproc::for_each_g(|gp| waiting_roots(m, gp));
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

/// The frames of the routine that triggered the collection, from here up to g0's base.
#[cfg(feature = "standalone")]
#[inline(never)]
fn own_stack(m: &mut Marker) {
    // SAFETY: reads registers and the part of this thread's stack that is in use.
    unsafe {
        let mut regs = [0usize; 6];
        core::arch::asm!(
            "mov [{r}], rbx", "mov [{r} + 8], rbp", "mov [{r} + 16], r12",
            "mov [{r} + 24], r13", "mov [{r} + 32], r14", "mov [{r} + 40], r15",
            r = in(reg) regs.as_mut_ptr(), options(nostack),
        );
        let lo = regs.as_ptr() as usize;
        let hi = (*crate::stubs::getg()).head.sched.sp;
        if lo < hi && hi - lo < 1 << 30 {
            m.conservative(lo & !7, hi);
        }
        for r in regs {
            m.word(r);
        }
    }
}

#[cfg(not(feature = "standalone"))]
fn own_stack(_m: &mut Marker) {}

#[cfg(not(test))]
fn test_roots(_m: &mut Marker) {}

#[cfg(test)]
fn test_roots(m: &mut Marker) {
    for w in super::tests::TEST_ROOTS.lock().unwrap_or_else(|e| e.into_inner()).iter() {
        m.word(*w);
    }
}
