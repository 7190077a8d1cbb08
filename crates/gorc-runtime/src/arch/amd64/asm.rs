//! Includes the assembly files, with the offsets and Rust functions they use.

use super::{M_G0, M_TLS};
use crate::runtime2::G;
use crate::stack::StackSeg;
use core::arch::global_asm;
use core::mem::offset_of;
use gorc_abi::consts::{STACK_GUARD, STACK_PREEMPT};
use gorc_abi::goroutine::{DeferFrame, G_CTXT, G_DEFERFRAME, G_M, G_SCHED, G_STACKGUARD0, GHead};

const STACK_LO: usize = offset_of!(GHead, stack);
const STACK_HI: usize = STACK_LO + 8;
const SCHED_SP: usize = G_SCHED;
const SCHED_PC: usize = G_SCHED + 8;
const SCHED_BP: usize = G_SCHED + 16;
/// As the sign-extended 32-bit immediate it is written as.
const PREEMPT_GUARD: i32 = STACK_PREEMPT as i32;
const _: () = assert!(PREEMPT_GUARD as isize as usize == STACK_PREEMPT);

global_asm!(
    include_str!("rt0.s"),
    stack_hi = const STACK_HI,
    stack_lo = const STACK_LO,
    guard0 = const G_STACKGUARD0,
    guard1 = const offset_of!(GHead, stackguard1),
    sched_sp = const SCHED_SP,
    g_m = const G_M,
    m_g0 = const M_G0,
    m_tls = const M_TLS,
    check = sym crate::boot::check,
    args = sym crate::boot::args,
    osinit = sym crate::boot::osinit,
    schedinit = sym crate::boot::schedinit,
    mstart1 = sym crate::thread::mstart1,
);

global_asm!(
    include_str!("switch.s"),
    sched_sp = const SCHED_SP,
    sched_pc = const SCHED_PC,
    sched_bp = const SCHED_BP,
    stack_hi = const STACK_HI,
    stack_lo = const STACK_LO,
    g_m = const G_M,
    m_g0 = const M_G0,
    deferframe = const G_DEFERFRAME,
    deferseq = const offset_of!(G, deferseq),
    df_link = const offset_of!(DeferFrame, link),
    df_sp = const offset_of!(DeferFrame, sp),
    df_bp = const offset_of!(DeferFrame, bp),
    df_pc = const offset_of!(DeferFrame, pc),
    df_head = const offset_of!(DeferFrame, head),
    df_stack = const offset_of!(DeferFrame, stack),
    df_state = const offset_of!(DeferFrame, state),
    goexit0 = sym crate::proc::goexit0,
    async_preempt2 = sym crate::preempt::async_preempt2,
);

global_asm!(
    include_str!("stack.s"),
    guard0 = const G_STACKGUARD0,
    preempt_guard = const PREEMPT_GUARD,
    stack_guard = const STACK_GUARD,
    stack_hi = const STACK_HI,
    stack_lo = const STACK_LO,
    sched_sp = const SCHED_SP,
    sched_pc = const SCHED_PC,
    sched_bp = const SCHED_BP,
    g_m = const G_M,
    m_g0 = const M_G0,
    g_preempt = const offset_of!(G, preempt),
    segcur = const offset_of!(G, segcur),
    segnext = const offset_of!(G, segnext),
    seg_lo = const offset_of!(StackSeg, lo),
    seg_hi = const offset_of!(StackSeg, hi),
    seg_usable = const offset_of!(StackSeg, usable),
    seg_oldsp = const offset_of!(StackSeg, oldsp),
    seg_oldlo = const offset_of!(StackSeg, oldlo),
    seg_oldhi = const offset_of!(StackSeg, oldhi),
    seg_prev = const offset_of!(StackSeg, prev),
    seg_next = const offset_of!(StackSeg, next),
    seg_reusable = const offset_of!(StackSeg, reusable),
    newstack = sym crate::stack::newstack,
);

global_asm!(
    include_str!("thunk.s"),
    sp = const G_SCHED,
    ret = const offset_of!(G, ret),
    schedule = sym crate::proc::schedule,
);

global_asm!(include_str!("reflect.s"), ctxt = const G_CTXT);

global_asm!(
    include_str!("defer.s"),
    deferpool = const offset_of!(G, deferpool),
    deferframe = const G_DEFERFRAME,
    df_head = const offset_of!(DeferFrame, head),
);

global_asm!(include_str!("mem.s"));
