//! The eight control bytes of a group, and matching on them.

use core::arch::x86_64::{__m128i, _mm_cmpeq_epi8, _mm_cvtsi64_si128, _mm_movemask_epi8, _mm_set1_epi8};

pub use gorc_abi::maps::SLOTS;
/// Control byte of a slot never used since the table was made (or made so again).
pub const EMPTY: u8 = 0x80;
/// Control byte of a slot whose entry was deleted and that probes must pass.
pub const DELETED: u8 = 0xfe;
/// Control word of an empty group.
pub const ALL_EMPTY: u64 = 0x8080_8080_8080_8080;

/// A set of slots of a group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slots(pub u32);

impl Slots {
    /// The first slot of the set.
    #[inline(always)]
    pub fn first(self) -> Option<usize> {
        (self.0 != 0).then(|| self.0.trailing_zeros() as usize)
    }
    /// Whether the set is not empty.
    #[inline(always)]
    pub fn any(self) -> bool {
        self.0 != 0
    }
}

impl Iterator for Slots {
    type Item = usize;
    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        let i = self.first()?;
        self.0 &= self.0 - 1;
        Some(i)
    }
}

#[inline(always)]
fn vector(ctrl: u64) -> __m128i {
    // SAFETY: SSE2 is part of amd64.
    unsafe { _mm_cvtsi64_si128(ctrl as i64) }
}

/// Slots whose control byte is `b`.
#[inline(always)]
pub fn matching(ctrl: u64, b: u8) -> Slots {
    // SAFETY: SSE2 is part of amd64.
    let m = unsafe { _mm_movemask_epi8(_mm_cmpeq_epi8(vector(ctrl), _mm_set1_epi8(b as i8))) };
    Slots(m as u32 & 0xff)
}

/// Slots without an entry.
#[inline(always)]
pub fn free(ctrl: u64) -> Slots {
    // SAFETY: SSE2 is part of amd64.
    let m = unsafe { _mm_movemask_epi8(vector(ctrl)) };
    Slots(m as u32 & 0xff)
}

/// Slots with an entry.
#[inline(always)]
pub fn full(ctrl: u64) -> Slots {
    Slots(free(ctrl).0 ^ 0xff)
}

#[cfg(test)]
mod tests {
    use super::{DELETED, EMPTY, Slots, free, full, matching};

    #[test]
    fn sets() {
        let ctrl = u64::from_le_bytes([0x11, EMPTY, 0x11, DELETED, 0x7f, 0, EMPTY, 0x12]);
        assert_eq!(matching(ctrl, 0x11).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(matching(ctrl, EMPTY).collect::<Vec<_>>(), [1, 6]);
        assert_eq!(free(ctrl).collect::<Vec<_>>(), [1, 3, 6]);
        assert_eq!(full(ctrl).collect::<Vec<_>>(), [0, 2, 4, 5, 7]);
        assert_eq!(matching(ctrl, 0x33), Slots(0));
    }
}
