//! amd64: offsets for the assembly, and the assembly itself (only in the standalone archive).

use crate::runtime2::M;

/// Offset of `M::g0`.
pub const M_G0: usize = core::mem::offset_of!(M, g0);
/// Offset of `M::tls`.
pub const M_TLS: usize = core::mem::offset_of!(M, tls);

#[cfg(feature = "standalone")]
mod asm;

#[cfg(feature = "standalone")]
mod entry {
    use crate::runtime2::G;

    unsafe extern "C" {
        #[link_name = "runtime.gogo"]
        fn asm_gogo(gp: *mut G) -> !;
        #[link_name = "runtime.clone"]
        fn asm_clone(flags: usize, stack: usize, tls: usize) -> isize;
        #[link_name = "runtime.vfork"]
        fn asm_vfork(flags: usize, stack: usize, child: usize, arg: usize) -> isize;
        #[link_name = "runtime.recovery1"]
        fn asm_recovery(sp: usize, bp: usize, pc: usize, gp: *mut G) -> !;
        #[link_name = "runtime.goexit"]
        static GOEXIT: u8;
        #[link_name = "runtime.asyncPreempt"]
        static ASYNC_PREEMPT: u8;
        #[link_name = "runtime.asyncPreemptResume"]
        static ASYNC_PREEMPT_RESUME: u8;
        #[link_name = "runtime.morestackResume"]
        static MORESTACK_RESUME: u8;
        #[link_name = "runtime.lessstack"]
        static LESSSTACK: u8;
        #[link_name = "runtime.sigpanic0"]
        static SIGPANIC0: u8;
        #[link_name = "runtime.sigreturn__sigaction"]
        static SIGRETURN: u8;
    }

    /// Leaves g0 for a goroutine.
    ///
    /// # Safety
    /// `gp.sched` must be valid and gp bound to this M.
    pub unsafe fn gogo(gp: *mut G) -> ! {
        // SAFETY: caller's obligation.
        unsafe { asm_gogo(gp) }
    }

    /// Starts a thread in `mstart`.
    ///
    /// # Safety
    /// Stack and thread-local storage must be set up and belong to the new thread.
    pub unsafe fn clone(flags: usize, stack: usize, tls: usize) -> isize {
        // SAFETY: caller's obligation.
        unsafe { asm_clone(flags, stack, tls) }
    }

    /// Starts a process that runs `child(arg)` in this one's memory until it executes a program or exits; returns then.
    ///
    /// # Safety
    /// `flags` must have VM and VFORK; the stack is the child's alone, and `child` must not return.
    pub unsafe fn vfork(flags: usize, stack: usize, child: extern "C" fn(usize) -> !, arg: usize) -> isize {
        // SAFETY: caller's obligation.
        unsafe { asm_vfork(flags, stack, child as usize, arg) }
    }

    /// Resumes compiled code of `gp` at a handler block.
    ///
    /// # Safety
    /// The values come from a live defer frame of the goroutine.
    pub unsafe fn recovery(sp: usize, bp: usize, pc: usize, gp: *mut G) -> ! {
        // SAFETY: caller's obligation.
        unsafe { asm_recovery(sp, bp, pc, gp) }
    }

    /// The return address of outermost functions.
    pub fn goexit_pc() -> usize {
        &raw const GOEXIT as usize + 1
    }
    /// Entry of the register-saving routine for asynchronous pre-emption.
    pub fn async_preempt_pc() -> usize {
        &raw const ASYNC_PREEMPT as usize
    }
    /// Where a goroutine pre-empted asynchronously resumes.
    pub fn async_preempt_resume_pc() -> usize {
        &raw const ASYNC_PREEMPT_RESUME as usize
    }
    /// Where a goroutine that was stopped in `morestack` resumes.
    pub fn morestack_resume_pc() -> usize {
        &raw const MORESTACK_RESUME as usize
    }
    /// Where the function that `morestack` calls on a further segment returns to.
    pub fn lessstack_pc() -> usize {
        &raw const LESSSTACK as usize
    }
    /// Entry of the routine that turns a signal into a Go panic.
    pub fn sigpanic_pc() -> usize {
        &raw const SIGPANIC0 as usize
    }
    /// Restorer of signal handlers.
    pub fn sigreturn_pc() -> usize {
        &raw const SIGRETURN as usize
    }
}

/// On the host no goroutine ever runs.
#[cfg(not(feature = "standalone"))]
#[allow(missing_docs)]
mod entry {
    use crate::fatal::throw;
    use crate::runtime2::G;

    pub unsafe fn gogo(_gp: *mut G) -> ! {
        throw("gogo on the host")
    }
    pub unsafe fn clone(_flags: usize, _stack: usize, _tls: usize) -> isize {
        throw("clone on the host")
    }
    pub unsafe fn vfork(
        _flags: usize,
        _stack: usize,
        _child: extern "C" fn(usize) -> !,
        _arg: usize,
    ) -> isize {
        throw("vfork on the host")
    }
    pub unsafe fn recovery(_sp: usize, _bp: usize, _pc: usize, _gp: *mut G) -> ! {
        throw("recovery on the host")
    }
    pub fn goexit_pc() -> usize {
        1
    }
    pub fn async_preempt_pc() -> usize {
        2
    }
    pub fn async_preempt_resume_pc() -> usize {
        3
    }
    pub fn morestack_resume_pc() -> usize {
        6
    }
    pub fn sigpanic_pc() -> usize {
        4
    }
    pub fn lessstack_pc() -> usize {
        7
    }
    pub fn sigreturn_pc() -> usize {
        5
    }
}

pub use entry::{
    async_preempt_pc, async_preempt_resume_pc, clone, goexit_pc, gogo, lessstack_pc, morestack_resume_pc,
    recovery, sigpanic_pc, sigreturn_pc, vfork,
};
