//! Includes the assembly files, with the offsets they use.

use crate::runtime2::G;
use core::arch::global_asm;
use gorc_abi::goroutine::{G_M, G_SCHED};

global_asm!(
    include_str!("thunk.s"),
    sp = const G_SCHED,
    ret = const core::mem::offset_of!(G, ret),
    schedule = sym crate::proc::schedule,
);
const _: usize = G_M;
