//! UTF-8 as Go decodes it: an invalid byte is the rune U+FFFD of width 1.

/// The rune that stands for invalid bytes.
pub const ERROR: u32 = 0xfffd;

/// Encodes a rune (an invalid one as U+FFFD); returns the number of bytes.
pub fn encode(r: u32, buf: &mut [u8; 4]) -> usize {
    let r = if r > 0x10_ffff || (0xd800..0xe000).contains(&r) { ERROR } else { r };
    let cont = |shift: u32| 0x80 | (r >> shift & 0x3f) as u8;
    if r < 0x80 {
        buf[0] = r as u8;
        1
    } else if r < 0x800 {
        buf[0] = 0xc0 | (r >> 6) as u8;
        buf[1] = cont(0);
        2
    } else if r < 0x1_0000 {
        buf[0] = 0xe0 | (r >> 12) as u8;
        buf[1] = cont(6);
        buf[2] = cont(0);
        3
    } else {
        buf[0] = 0xf0 | (r >> 18) as u8;
        buf[1] = cont(12);
        buf[2] = cont(6);
        buf[3] = cont(0);
        4
    }
}

/// The rune at byte `k` and where the next one begins.
pub fn decode(s: &[u8], k: usize) -> (u32, usize) {
    debug_assert!(k < s.len());
    // SAFETY: a slice, k inside.
    unsafe { decode_at(s.as_ptr(), s.len(), k) }
}

/// As [`decode`]; calls nothing.
///
/// # Safety
/// `p` points to `n` readable bytes, `k < n`.
#[inline(always)]
pub unsafe fn decode_at(p: *const u8, n: usize, k: usize) -> (u32, usize) {
    // SAFETY: reads stay below n.
    unsafe {
        let b0 = u32::from(*p.add(k));
        if b0 < 0x80 {
            return (b0, k + 1);
        }
        let left = n - k;
        let cont = |i: usize| {
            let b = u32::from(*p.add(k + i));
            if b & 0xc0 == 0x80 { b & 0x3f } else { u32::MAX }
        };
        if (0xc2..0xe0).contains(&b0) && left >= 2 {
            let b1 = cont(1);
            if b1 != u32::MAX {
                return ((b0 & 0x1f) << 6 | b1, k + 2);
            }
        } else if b0 & 0xf0 == 0xe0 && left >= 3 {
            let (b1, b2) = (cont(1), cont(2));
            if b1 != u32::MAX && b2 != u32::MAX {
                let r = (b0 & 0xf) << 12 | b1 << 6 | b2;
                if r >= 0x800 && !(0xd800..0xe000).contains(&r) {
                    return (r, k + 3);
                }
            }
        } else if (0xf0..0xf5).contains(&b0) && left >= 4 {
            let (b1, b2, b3) = (cont(1), cont(2), cont(3));
            if b1 != u32::MAX && b2 != u32::MAX && b3 != u32::MAX {
                let r = (b0 & 7) << 18 | b1 << 12 | b2 << 6 | b3;
                if (0x1_0000..0x11_0000).contains(&r) {
                    return (r, k + 4);
                }
            }
        }
        (ERROR, k + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::{ERROR, decode, encode};

    #[test]
    fn all_runes_round_trip() {
        for c in (0..=0x10_ffffu32).filter_map(char::from_u32) {
            let mut buf = [0; 4];
            let n = encode(c as u32, &mut buf);
            assert_eq!(&buf[..n], c.to_string().as_bytes());
            assert_eq!(decode(&buf[..n], 0), (c as u32, n));
            for cut in 1..n {
                assert_eq!(decode(&buf[..cut], 0), (ERROR, 1));
            }
        }
    }

    #[test]
    fn invalid_sequences_as_core_sees_them() {
        let mut x = 1u64;
        for _ in 0..200_000 {
            x = x.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let b = (x >> 24).to_be_bytes();
            let b: Vec<u8> = b[3..].iter().map(|&v| if v & 3 == 0 { v | 0x80 } else { v }).collect();
            let (r, n) = decode(&b, 0);
            match core::str::from_utf8(&b[..n]) {
                Ok(s) => assert_eq!(s.chars().map(|c| c as u32).collect::<Vec<_>>(), [r]),
                Err(_) => {
                    assert_eq!((r, n), (ERROR, 1));
                    // No longer prefix is a valid character either.
                    assert!((1..=4.min(b.len())).all(|k| core::str::from_utf8(&b[..k]).is_err()));
                }
            }
        }
    }
}
