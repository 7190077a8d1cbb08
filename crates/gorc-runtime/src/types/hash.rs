//! Hashing of bytes: multiply-and-fold over 16 bytes at a time, seeded.
//!
//! Each step multiplies two 64-bit words to 128 bits and folds the halves, which spreads every input bit over the whole
//! result. Seeds are random per map, constants are odd with balanced bits. Not for keeping: values differ between runs.

const K0: u64 = 0xa0b4_28db_36c1_5e8f;
const K1: u64 = 0x9c47_73e5_d12b_4a8d;
const K2: u64 = 0xd3a6_85c9_2f71_9be3;

/// Multiplies to 128 bits and folds.
#[inline(always)]
pub const fn mix(a: u64, b: u64) -> u64 {
    let m = a as u128 * b as u128;
    m as u64 ^ (m >> 64) as u64
}

/// Hash of a 64-bit value.
#[inline(always)]
pub const fn hash_u64(x: u64, seed: u64) -> u64 {
    mix(mix(x ^ K0, seed ^ K1) ^ x, K2)
}

/// Hash of a 32-bit value.
#[inline(always)]
pub const fn hash_u32(x: u32, seed: u64) -> u64 {
    hash_u64(x as u64 | (x as u64) << 32, seed)
}

#[inline(always)]
unsafe fn r8(p: *const u8) -> u64 {
    // SAFETY: the caller has 8 readable bytes.
    unsafe { p.cast::<u64>().read_unaligned() }
}

#[inline(always)]
unsafe fn r4(p: *const u8) -> u64 {
    // SAFETY: the caller has 4 readable bytes.
    u64::from(unsafe { p.cast::<u32>().read_unaligned() })
}

/// Hash of `n` bytes.
///
/// # Safety
/// `p` points to `n` readable bytes.
#[inline]
pub unsafe fn hash_bytes(p: *const u8, n: usize, seed: u64) -> u64 {
    let mut h = seed ^ mix(seed ^ K0, n as u64 ^ K1);
    // SAFETY: every read lies within the n bytes.
    unsafe {
        let (a, b);
        if n <= 16 {
            if n >= 8 {
                a = r8(p);
                b = r8(p.add(n - 8));
            } else if n >= 4 {
                a = r4(p);
                b = r4(p.add(n - 4));
            } else if n > 0 {
                a = u64::from(*p) << 16 | u64::from(*p.add(n / 2)) << 8 | u64::from(*p.add(n - 1));
                b = 0;
            } else {
                a = 0;
                b = 0;
            }
        } else {
            let mut i = 0;
            if n > 48 {
                let (mut h1, mut h2) = (h, h);
                while i + 48 < n {
                    h = mix(r8(p.add(i)) ^ K0, r8(p.add(i + 8)) ^ h);
                    h1 = mix(r8(p.add(i + 16)) ^ K1, r8(p.add(i + 24)) ^ h1);
                    h2 = mix(r8(p.add(i + 32)) ^ K2, r8(p.add(i + 40)) ^ h2);
                    i += 48;
                }
                h ^= h1 ^ h2.rotate_left(17);
            }
            while i + 16 < n {
                h = mix(r8(p.add(i)) ^ K0, r8(p.add(i + 8)) ^ h);
                i += 16;
            }
            a = r8(p.add(n - 16));
            b = r8(p.add(n - 8));
        }
        mix(mix(a ^ K1, b ^ h) ^ K2, n as u64 ^ h.rotate_left(29) ^ K0)
    }
}

#[cfg(test)]
mod tests {
    use super::{hash_bytes, hash_u64};
    use std::collections::HashSet;

    fn h(b: &[u8], seed: u64) -> u64 {
        // SAFETY: a slice.
        unsafe { hash_bytes(b.as_ptr(), b.len(), seed) }
    }

    #[test]
    fn depends_on_every_byte_the_length_and_the_seed() {
        for n in 0..200 {
            let mut b = vec![0x5au8; n];
            let base = h(&b, 1);
            assert_ne!(base, h(&b, 2));
            assert_eq!(base, h(&b.clone(), 1));
            for i in 0..n {
                b[i] ^= 1;
                assert_ne!(h(&b, 1), base, "byte {i} of {n}");
                b[i] ^= 1;
            }
            b.push(0x5a);
            assert_ne!(h(&b, 1), base);
        }
    }

    #[test]
    fn small_integers_spread_over_both_ends() {
        for seed in [0, 1, 0xdead_beef] {
            let low: HashSet<u64> = (0..1000u64).map(|x| hash_u64(x, seed) & 0xffff).collect();
            let high: HashSet<u64> = (0..1000u64).map(|x| hash_u64(x, seed) >> 48).collect();
            assert!(low.len() > 950 && high.len() > 950);
            let mut all = HashSet::new();
            assert!((0..1000u64).all(|x| all.insert(hash_u64(x << 32, seed))));
        }
    }
}
