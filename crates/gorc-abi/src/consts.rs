//! Numbers that both sides of a stack check or a data structure rely on.

/// The smallest goroutine stack in bytes.
pub const STACK_MIN: usize = 2048;
/// Distance in bytes from `stack.lo` to `stackguard0`.
pub const STACK_GUARD: usize = 928;
/// Frames up to this many bytes compare `rsp` itself with the guard, larger ones `rsp` less the frame.
pub const STACK_SMALL: usize = 128;
/// Leaf functions (no calls) with frames up to this many bytes need no stack check.
pub const STACK_LEAF_NOCHECK: usize = 128;
/// Value of `stackguard0` that requests pre-emption: larger than any stack pointer.
pub const STACK_PREEMPT: usize = 0xffff_ffff_ffff_fade;
/// Bytes of the slow path that codegen places in front of each checked function:
/// `mov r11d, imm32` (6), `call rel32` (5), `ret` (1).
pub const STACK_SLOW_PATH_BYTES: usize = 12;
/// Name of the symbol that the slow path calls.
pub const MORESTACK: &str = "runtime.morestack";
/// Address at which the image is linked; all of it lies below 2 GiB.
pub const IMAGE_BASE: u64 = 0x40_0000;
