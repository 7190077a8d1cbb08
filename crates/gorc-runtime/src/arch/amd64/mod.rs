//! amd64: offsets for the assembly, and the assembly itself (only in the standalone archive).

use crate::runtime2::M;

/// Offset of `M::g0`.
pub const M_G0: usize = core::mem::offset_of!(M, g0);

#[cfg(feature = "standalone")]
mod asm;
