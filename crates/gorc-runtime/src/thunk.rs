//! How compiled code calls the runtime, and how a runtime routine blocks or panics.
//!
//! Compiled code calls `runtime.X` with the System V convention and `g` in r15. `X` is an assembly *thunk* which saves the
//! argument and callee-saved registers on the goroutine's stack (so that the collector finds what the caller
//! holds: `gc/stackscan.rs` knows this frame), records `g.sched`, moves to the M's g0 stack and calls the Rust
//! implementation there. There are three kinds, all declared next to the implementation:
//!
//! **Plain**: [`rust_thunk!`]`("runtime.newobject", newobject, 1)`. The last number is the number of *integer* parameters
//! (at most 6; float parameters pass through unsaved). The implementation is `extern "C" fn(typ: *const Type) -> *mut u8`;
//! results travel in rax, rdx, xmm0. It must neither block nor panic. It may allocate and collect.
//!
//! **Protocol**: [`call_thunk!`]`("runtime.makeslice", makeslice, 3)`: the implementation returns an [`Outcome`]:
//! - [`done`]`(r0, r1)`: the results;
//! - a *Go panic*: [`panic_plain_error`]`("send on closed channel")`, [`panic_error_string`]`("makeslice: len out of range")`
//!   (prefix `runtime error: ` is added), or in general [`call_go`]`(GoFn, args)`: the thunk calls that Go function on the
//!   goroutine's stack; it must not return;
//! - [`Outcome::PARKED`]: not allowed here.
//!
//! **Blocking**: [`block_thunk!`]`("runtime.chanrecv2", chanrecv2, chanrecv2_finish, 2)`: the implementation may also return
//! what [`gopark`] returns. The thunk then goes to the scheduler. When somebody calls [`goready`], the thunk
//! calls `chanrecv2_finish` *with the same arguments*, again on g0 (maybe of another M), whose `Outcome` counts (it may park
//! again: a retry loop; state is kept in the G: `param`, `waiting`).
//!
//! ```ignore
//! extern "C" fn chanrecv2(c: *mut Hchan, elem: *mut u8) -> Outcome {
//!     c.lock.lock();
//!     if /* something there */ { copy; c.lock.unlock(); return done(1, 0); }
//!     let gp = getcurg();
//!     let sg = acquire_sudog(); /* fill in, enqueue */
//!     gopark(gp, WaitReason::ChanReceive, || c.lock.unlock())
//! }
//! extern "C" fn chanrecv2_finish(c: *mut Hchan, elem: *mut u8) -> Outcome {
//!     let gp = getcurg(); let sg = (*gp).param.cast::<Sudog>(); /* release it */ done(success, 0)
//! }
//! ```
//!
//! Rules:
//! - After the unlock inside [`gopark`] another M may already be running the goroutine: touch nothing of it any more,
//!   return at once.
//! - No runtime lock may be held when an implementation returns.
//! - An implementation never calls Go code. Code that must run Go functions (finalizers, hash functions of the
//!   program) belongs into std/runtime.
//! - The saved arguments are roots of the collector. A heap pointer that lives only in a Rust local or in `gp.ret` is
//!   *not* seen by a collection that the same routine triggers: collect ([`crate::gc::poll`]) before there is one.
//! - Bodies must fit g0's stack (64 KiB for m0): no big arrays.
//!
//! Under `cargo test` the macros expand to nothing; tests call the implementations directly. [`gopark`] then returns
//! `PARKED` with the G in state waiting, and [`goready`] makes it runnable on the test P's queue.

use crate::runtime2::{G, WaitReason};
use crate::stubs::getcurg;

/// What an implementation tells its thunk; see the module's head.
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[must_use]
pub struct Outcome(pub usize);

impl Outcome {
    /// Finished: the results are in `g.ret`.
    pub const DONE: Outcome = Outcome(0);
    /// The goroutine is parked: on to the scheduler.
    pub const PARKED: Outcome = Outcome(1);
}

/// Finished, with the values for rax and rdx.
#[inline(always)]
pub fn done(r0: usize, r1: usize) -> Outcome {
    // SAFETY: the goroutine that called in is ours until the thunk returns to it.
    unsafe {
        (*getcurg()).ret[0] = r0;
        (*getcurg()).ret[1] = r1;
    }
    Outcome::DONE
}

/// The code address of a Go function.
#[repr(transparent)]
#[derive(Clone, Copy)]
pub struct GoFn(pub usize);

/// Makes the thunk call a Go function that does not return, on the goroutine's stack, with up to four integer arguments.
#[cold]
pub fn call_go(f: GoFn, args: [usize; 4]) -> Outcome {
    // SAFETY: as in `done`.
    unsafe { (*getcurg()).ret = args };
    Outcome(f.0)
}

/// Declares Go functions that the runtime calls: `go_fn!(PANIC_X = "runtime.panicX");` defines `fn PANIC_X() -> GoFn`.
/// List the name in `gorc_abi::runtime_fns` as `Abi::Go`, so that the compiler keeps it.
#[macro_export]
macro_rules! go_fn {
    ($(#[$m:meta])* $vis:vis fn $name:ident = $sym:literal) => {
        $(#[$m])*
        $vis fn $name() -> $crate::thunk::GoFn {
            #[cfg(feature = "standalone")]
            {
                unsafe extern "C" {
                    #[link_name = $sym]
                    static CODE: u8;
                }
                $crate::thunk::GoFn(&raw const CODE as usize)
            }
            #[cfg(not(feature = "standalone"))]
            {
                $crate::thunk::GoFn(0x1000 + $sym.len())
            }
        }
    };
}

go_fn!(fn go_panic_plain_error = "runtime.panicPlainError");
go_fn!(fn go_panic_error_string = "runtime.panicErrorString");
go_fn!(fn go_panic_error_type = "runtime.panicErrorType");
go_fn!(fn go_panic_type_assertion = "runtime.panicTypeAssertion");

/// Go panic with a `runtime.Error` whose text is exactly `s`.
#[cold]
pub fn panic_plain_error(s: &'static str) -> Outcome {
    call_go(go_panic_plain_error(), [s.as_ptr() as usize, s.len(), 0, 0])
}

/// Go panic with a `runtime.Error` whose text is `runtime error: ` and `s`.
#[cold]
pub fn panic_error_string(s: &'static str) -> Outcome {
    call_go(go_panic_error_string(), [s.as_ptr() as usize, s.len(), 0, 0])
}

/// Go panic with the text `runtime error: `, `s` and the type's string (`hash of unhashable type []int`).
#[cold]
pub fn panic_error_type(s: &'static str, typ: *const gorc_abi::typedesc::Type) -> Outcome {
    call_go(go_panic_error_type(), [s.as_ptr() as usize, s.len(), typ as usize, 0])
}

/// Go panic with a `*runtime.TypeAssertionError`: interface wanted, concrete type, address of the missing method's name (or null).
#[cold]
pub fn panic_type_assertion(inter: usize, concrete: usize, missing: *const u8) -> Outcome {
    call_go(go_panic_type_assertion(), [0, concrete, inter, missing as usize])
}

/// Parks the goroutine: marks it waiting, then runs `unlock`, after which anyone may make it ready again.
/// Return the result from the implementation at once.
pub fn gopark(gp: *mut G, reason: WaitReason, unlock: impl FnOnce()) -> Outcome {
    crate::proc::park(gp, reason);
    unlock();
    Outcome::PARKED
}

/// Makes a parked goroutine runnable, next on this P.
pub fn goready(gp: *mut G) {
    crate::proc::ready(gp, true);
}

/// Defines a plain thunk; see the module's head.
#[macro_export]
macro_rules! rust_thunk {
    ($sym:literal, $imp:path, $nargs:tt) => {
        $crate::thunk_asm!(
            $sym,
            $nargs,
            [$crate::thunk_to_g0!(), "call {imp}", "mov rsp, rbp", "pop rbp", "ret"],
            imp = $imp
        );
    };
}

/// Defines a protocol thunk that never parks; see the module's head.
#[macro_export]
macro_rules! call_thunk {
    ($sym:literal, $imp:path, $nargs:tt) => {
        $crate::thunk_asm!(
            $sym,
            $nargs,
            [$crate::thunk_to_g0!(), "call {imp}", "jmp runtime.thunkreturn"],
            imp = $imp
        );
    };
}

/// Defines a blocking thunk; see the module's head.
#[macro_export]
macro_rules! block_thunk {
    ($sym:literal, $imp:path, $finish:path, $nargs:tt) => {
        $crate::thunk_asm!(
            $sym,
            $nargs,
            [
                "lea r11, [rip + 2f]",
                "mov [r15 + {sched} + 8], r11",
                $crate::thunk_to_g0!(),
                "call {imp}",
                "jmp runtime.thunkreturn",
                // gogo comes back here: rsp and rbp are the thunk's, r15 is g, nothing else is.
                "2:",
                $crate::thunk_reload!($nargs),
                $crate::thunk_to_g0!(),
                "call {fin}",
                "jmp runtime.thunkreturn"
            ],
            imp = $imp,
            fin = $finish
        );
    };
}

/// Symbol, frame and code of a thunk of any kind. In the code, `{sched}` is where `g.sched` is in a G, and the
/// implementations have the names they are given here.
#[doc(hidden)]
#[macro_export]
macro_rules! thunk_asm {
    ($sym:literal, $nargs:tt, [$($code:expr),*], $($name:ident = $imp:path),*) => {
        #[cfg(feature = "standalone")]
        core::arch::global_asm!(
            $crate::thunk_head!($sym, $nargs),
            $($code,)*
            $crate::thunk_tail!($sym),
            $($name = sym $imp,)*
            sched = const gorc_abi::goroutine::G_SCHED,
            m = const gorc_abi::goroutine::G_M,
            g0 = const $crate::arch::amd64::M_G0,
        );
        #[cfg(not(feature = "standalone"))]
        const _: usize = { $(let _ = $imp;)* 0 };
    };
}

/// Saves rsp and rbp in `g.sched` and moves to the stack of the M's g0.
#[doc(hidden)]
#[macro_export]
macro_rules! thunk_to_g0 {
    () => {
        concat!(
            "mov [r15 + {sched}], rsp\n",
            "mov [r15 + {sched} + 16], rbp\n",
            "mov r11, [r15 + {m}]\n",
            "mov r11, [r11 + {g0}]\n",
            "mov rsp, [r11 + {sched}]"
        )
    };
}

/// Symbol (quoted: import paths have slashes), frame and saved registers. Stack afterwards, from rbp down:
/// `[rbp] caller's rbp  [-8] rbx  [-16] r12  [-24] r13  [-32] r14  [-40] first argument  [-48] second …`.
#[doc(hidden)]
#[macro_export]
macro_rules! thunk_head {
    ($sym:literal, $nargs:tt) => {
        concat!(
            ".pushsection \".text.",
            $sym,
            "\",\"ax\",@progbits\n.p2align 4\n.globl \"",
            $sym,
            "\"\n.type \"",
            $sym,
            "\",@function\n\"",
            $sym,
            "\":\npush rbp\nmov rbp, rsp\npush rbx\npush r12\npush r13\npush r14\n",
            $crate::thunk_push!($nargs)
        )
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! thunk_tail {
    ($sym:literal) => {
        concat!(".size \"", $sym, "\", . - \"", $sym, "\"\n.popsection")
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! thunk_push {
    (0) => {
        ""
    };
    (1) => {
        "push rdi\npush rdi\n"
    };
    (2) => {
        "push rdi\npush rsi\n"
    };
    (3) => {
        "push rdi\npush rsi\npush rdx\npush rdx\n"
    };
    (4) => {
        "push rdi\npush rsi\npush rdx\npush rcx\n"
    };
    (5) => {
        "push rdi\npush rsi\npush rdx\npush rcx\npush r8\npush r8\n"
    };
    (6) => {
        "push rdi\npush rsi\npush rdx\npush rcx\npush r8\npush r9\n"
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! thunk_reload {
    (0) => {
        ""
    };
    (1) => {
        "mov rdi, [rbp - 40]"
    };
    (2) => {
        "mov rdi, [rbp - 40]\nmov rsi, [rbp - 48]"
    };
    (3) => {
        "mov rdi, [rbp - 40]\nmov rsi, [rbp - 48]\nmov rdx, [rbp - 56]"
    };
    (4) => {
        "mov rdi, [rbp - 40]\nmov rsi, [rbp - 48]\nmov rdx, [rbp - 56]\nmov rcx, [rbp - 64]"
    };
    (5) => {
        "mov rdi, [rbp - 40]\nmov rsi, [rbp - 48]\nmov rdx, [rbp - 56]\nmov rcx, [rbp - 64]\nmov r8, [rbp - 72]"
    };
    (6) => {
        "mov rdi, [rbp - 40]\nmov rsi, [rbp - 48]\nmov rdx, [rbp - 56]\nmov rcx, [rbp - 64]\nmov r8, [rbp - 72]\nmov r9, [rbp - 80]"
    };
}
