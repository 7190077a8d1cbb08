//! Numbers of variable length, as in DWARF: seven bits a byte, lowest first, the top bit set in all bytes but the last.

/// Reads an unsigned number at `at`, and moves `at` behind it. Ends where the bytes end.
pub fn read_uleb(b: &[u8], at: &mut usize) -> u64 {
    let (mut v, mut shift) = (0u64, 0);
    while let Some(&byte) = b.get(*at) {
        *at += 1;
        v |= u64::from(byte & 0x7f) << (shift & 63);
        shift += 7;
        if byte & 0x80 == 0 {
            break;
        }
    }
    v
}

/// Reads a signed number, as [`read_uleb`] does an unsigned one.
pub fn read_sleb(b: &[u8], at: &mut usize) -> i64 {
    let begin = *at;
    let v = read_uleb(b, at) as i64;
    let bits = 7 * (*at - begin);
    let negative = *at > begin && b[*at - 1] & 0x40 != 0;
    if negative && bits < 64 { v | -1 << bits } else { v }
}

/// Appends an unsigned number.
pub fn write_uleb(out: &mut impl Extend<u8>, mut value: u32) {
    while value >= 0x80 {
        out.extend([value as u8 | 0x80]);
        value >>= 7;
    }
    out.extend([value as u8]);
}

/// Appends a signed number.
pub fn write_sleb(out: &mut impl Extend<u8>, mut value: i64) {
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        let done = (value == 0 && byte & 0x40 == 0) || (value == -1 && byte & 0x40 != 0);
        out.extend([if done { byte } else { byte | 0x80 }]);
        if done {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;
    use std::vec::Vec;

    #[test]
    fn numbers_come_back() {
        for v in [0, 1, 63, 64, 127, 128, 16383, 16384, u32::MAX] {
            let (mut bytes, mut at) = (Vec::new(), 0);
            write_uleb(&mut bytes, v);
            assert_eq!((read_uleb(&bytes, &mut at), at), (u64::from(v), bytes.len()));
        }
        for v in [0, 1, -1, 63, 64, -64, -65, 8191, -8192, i64::MAX, i64::MIN] {
            let (mut bytes, mut at) = (Vec::new(), 0);
            write_sleb(&mut bytes, v);
            assert_eq!((read_sleb(&bytes, &mut at), at), (v, bytes.len()));
        }
        assert_eq!(read_uleb(&[], &mut 0), 0);
        assert_eq!(read_sleb(&[], &mut 0), 0);
    }
}
