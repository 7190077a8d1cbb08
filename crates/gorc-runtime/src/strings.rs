//! Strings: concatenation and conversions.
//!
//! Results are `(pointer, length)` in two registers. Memory of results has no pointers and is written completely, so it
//! need not be zeroed.
//!
//! Read next: `utf8.rs`.

use crate::fatal::throw;
use crate::mem::malloc::{MAX_ALLOC, mallocgc};
use crate::mem::sizeclass::round_up_size;
use crate::utf8;
use core::ptr::{null, null_mut};

/// Two words in rax and rdx.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Pair(pub usize, pub usize);

static BYTES: [u8; 256] = {
    let mut b = [0; 256];
    let mut i = 0;
    while i < 256 {
        b[i] = i as u8;
        i += 1;
    }
    b
};

/// What a buffer in a frame has room for: bytes, or runes.
const BUFFER: usize = 32;

/// Memory for `n` bytes that the caller writes: the buffer of the frame, if there is one and they fit.
unsafe fn raw(buffer: *mut u8, n: usize) -> *mut u8 {
    if !buffer.is_null() && n <= BUFFER {
        return buffer;
    }
    // SAFETY: the caller overwrites all of it.
    unsafe { mallocgc(n, null(), false) }
}

/// May the string at `p` lie in a frame? Its memory is neither of the heap nor of the image, which is below 2 GiB.
fn may_be_in_frame(p: usize) -> bool {
    p >> 31 != 0 && !crate::mem::arena::is_heap(p)
}

unsafe fn slice<'a, T>(p: *const T, n: usize) -> &'a [T] {
    // SAFETY: compiled code passes a slice or string of n elements; null only if empty.
    if n == 0 { &[] } else { unsafe { core::slice::from_raw_parts(p, n) } }
}

/// `a + b + …`: the only non-empty operand itself if there is just one, unless the result may live longer.
extern "C" fn concatstrings(buffer: *mut u8, strs: *const Pair, n: usize) -> Pair {
    crate::gc::poll();
    // SAFETY: compiled code passes an array of n strings.
    unsafe {
        let strs = slice(strs, n);
        let mut total = 0usize;
        let mut last = Pair(0, 0);
        let mut count = 0;
        for s in strs {
            if s.1 == 0 {
                continue;
            }
            total = match total.checked_add(s.1) {
                Some(t) if t < MAX_ALLOC => t,
                _ => throw("string concatenation too long"),
            };
            count += 1;
            last = *s;
        }
        if count == 0 || count == 1 && (!buffer.is_null() || !may_be_in_frame(last.0)) {
            return last;
        }
        let p = raw(buffer, total);
        let mut at = p;
        for s in strs {
            core::ptr::copy_nonoverlapping(s.0 as *const u8, at, s.1);
            at = at.add(s.1);
        }
        Pair(p as usize, total)
    }
}
crate::rust_thunk!("runtime.concatstrings", concatstrings, 3);

/// `string(i)` of an integer.
extern "C" fn intstring(v: i64) -> Pair {
    crate::gc::poll();
    let mut buf = [0; 4];
    let rune = u32::try_from(v).unwrap_or(utf8::ERROR);
    let n = utf8::encode(rune, &mut buf);
    new_string(null_mut(), &buf[..n])
}
crate::rust_thunk!("runtime.intstring", intstring, 1);

fn new_string(buffer: *mut u8, b: &[u8]) -> Pair {
    match *b {
        [] => Pair(0, 0),
        [c] => Pair(&raw const BYTES[c as usize] as usize, 1),
        _ => {
            // SAFETY: fresh memory of that size.
            unsafe {
                let p = raw(buffer, b.len());
                core::ptr::copy_nonoverlapping(b.as_ptr(), p, b.len());
                Pair(p as usize, b.len())
            }
        }
    }
}

extern "C" fn slicebytetostring(buffer: *mut u8, p: *const u8, n: usize) -> Pair {
    crate::gc::poll();
    // SAFETY: compiled code passes a slice.
    new_string(buffer, unsafe { slice(p, n) })
}
crate::rust_thunk!("runtime.slicebytetostring", slicebytetostring, 3);

/// Pointer and capacity.
extern "C" fn stringtoslicebyte(buffer: *mut u8, p: *const u8, n: usize) -> Pair {
    crate::gc::poll();
    let cap = match n {
        _ if !buffer.is_null() && n <= BUFFER => BUFFER,
        0 => return Pair(&raw const crate::mem::malloc::ZEROBASE as usize, 0),
        _ => round_up_size(n, true).unwrap_or(n),
    };
    // SAFETY: compiled code passes a string; what lies behind it is cleared.
    unsafe {
        let q = raw(buffer, cap);
        core::ptr::copy_nonoverlapping(p, q, n);
        core::ptr::write_bytes(q.add(n), 0, cap - n);
        Pair(q as usize, cap)
    }
}
crate::rust_thunk!("runtime.stringtoslicebyte", stringtoslicebyte, 3);

extern "C" fn slicerunetostring(buffer: *mut u8, p: *const u32, n: usize) -> Pair {
    crate::gc::poll();
    // SAFETY: compiled code passes a slice of runes; the buffer has the encoded size.
    unsafe {
        let runes = slice(p, n);
        let mut buf = [0; 4];
        let total = runes.iter().map(|&r| utf8::encode(r, &mut buf)).sum();
        if total == 0 {
            return Pair(0, 0);
        }
        let q = raw(buffer, total);
        let mut at = 0;
        for &r in runes {
            let k = utf8::encode(r, &mut buf);
            core::ptr::copy_nonoverlapping(buf.as_ptr(), q.add(at), k);
            at += k;
        }
        Pair(q as usize, total)
    }
}
crate::rust_thunk!("runtime.slicerunetostring", slicerunetostring, 3);

/// Pointer and length; the length's upper 16 bits hold how many runes more there is room for.
extern "C" fn stringtoslicerune(buffer: *mut u8, p: *const u8, n: usize) -> Pair {
    crate::gc::poll();
    // SAFETY: compiled code passes a string; the buffer has room for its runes.
    unsafe {
        let s = slice(p, n);
        let (mut k, mut count) = (0, 0);
        while k < s.len() {
            k = utf8::decode(s, k).1;
            count += 1;
        }
        let in_frame = !buffer.is_null() && count <= BUFFER;
        let cap = match count {
            _ if in_frame => BUFFER,
            0 => return Pair(&raw const crate::mem::malloc::ZEROBASE as usize, 0),
            _ => round_up_size(count * 4, true).unwrap_or(count * 4) / 4,
        };
        let q = if in_frame { buffer } else { raw(null_mut(), cap * 4) }.cast::<u32>();
        let (mut k, mut i) = (0, 0);
        while k < s.len() {
            let (r, next) = utf8::decode(s, k);
            *q.add(i) = r;
            k = next;
            i += 1;
        }
        core::ptr::write_bytes(q.add(count), 0, cap - count);
        Pair(q as usize, count | (cap - count) << 48)
    }
}
crate::rust_thunk!("runtime.stringtoslicerune", stringtoslicerune, 3);

/// `cmpstring(a, b)`: -1, 0 or 1. A leaf: runs on the goroutine's stack, calls nothing.
#[cfg_attr(feature = "standalone", unsafe(export_name = "runtime.cmpstring"))]
pub extern "C" fn cmpstring(a: *const u8, alen: usize, b: *const u8, blen: usize) -> i64 {
    let n = if alen < blen { alen } else { blen };
    let mut i = 0;
    // SAFETY: reads stay below n in both strings.
    unsafe {
        while i + 8 <= n {
            let x = a.add(i).cast::<u64>().read_unaligned();
            let y = b.add(i).cast::<u64>().read_unaligned();
            if x != y {
                return if x.swap_bytes() < y.swap_bytes() { -1 } else { 1 };
            }
            i += 8;
        }
        while i < n {
            let (x, y) = (*a.add(i), *b.add(i));
            if x != y {
                return if x < y { -1 } else { 1 };
            }
            i += 1;
        }
    }
    (alen > blen) as i64 - (alen < blen) as i64
}

/// `decoderune(s, k)`: the rune at byte k and the next k. A leaf like [`cmpstring`].
#[cfg_attr(feature = "standalone", unsafe(export_name = "runtime.decoderune"))]
pub extern "C" fn decoderune(p: *const u8, n: usize, k: usize) -> Pair {
    // SAFETY: compiled code passes a string and k < n.
    let (r, next) = unsafe { utf8::decode_at(p, n, k) };
    Pair(r as usize, next)
}

/// Reserved for the concurrent collector: nothing calls it while `runtime.writeBarrier` is 0. A leaf.
#[cfg_attr(feature = "standalone", unsafe(export_name = "runtime.gcWriteBarrier"))]
pub extern "C" fn gc_write_barrier(_slot: *mut u8, _new: *const u8) {}

#[cfg(test)]
mod tests {
    use super::{
        Pair, cmpstring, concatstrings, intstring, slicebytetostring, slicerunetostring, stringtoslicebyte,
        stringtoslicerune,
    };
    use crate::mem::testing::using_heap;
    use core::ptr::null_mut;

    fn s(t: &str) -> Pair {
        Pair(t.as_ptr() as usize, t.len())
    }
    fn back<'a>(p: Pair) -> &'a str {
        // SAFETY: results of the tested functions are strings.
        unsafe { core::str::from_utf8(super::slice(p.0 as *const u8, p.1)).unwrap() }
    }

    #[test]
    fn comparison_is_that_of_bytes() {
        let words =
            ["", "a", "ab", "abcdefgh", "abcdefghi", "abcdefgz", "b", "\u{ff}", "abcdefghabcdefgh", "aé"];
        for a in words {
            for b in words {
                let got = cmpstring(a.as_ptr(), a.len(), b.as_ptr(), b.len());
                assert_eq!(got, a.cmp(b) as i64, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn concatenation() {
        let _heap = using_heap();
        let parts = [s("ab"), s(""), s("cdé"), s("f")];
        assert_eq!(back(concatstrings(null_mut(), parts.as_ptr(), 4)), "abcdéf");
        // The only one that is not empty is the result itself; here one that lies in the heap.
        let one = [s(""), concatstrings(null_mut(), parts.as_ptr(), 4), s("")];
        let r = concatstrings(null_mut(), one.as_ptr(), 3);
        assert_eq!((r.0, r.1), (one[1].0, 7));
        assert_eq!(back(concatstrings(null_mut(), one.as_ptr(), 1)), "");
    }

    #[test]
    fn short_results_lie_in_the_buffer() {
        let _heap = using_heap();
        let mut room = [0u32; super::BUFFER];
        let buffer = room.as_mut_ptr().cast::<u8>();
        let parts = [s("ab"), s("cdé")];
        let r = concatstrings(buffer, parts.as_ptr(), 2);
        assert_eq!((back(r), r.0), ("abcdé", buffer as usize));
        // A string in a frame is copied for a result that is not.
        let one = [r, s("")];
        assert_ne!(concatstrings(null_mut(), one.as_ptr(), 2).0, r.0);
        assert_eq!(concatstrings(buffer, one.as_ptr(), 2).0, r.0);
        let long = s("0123456789012345678901234567890123");
        assert_ne!(stringtoslicebyte(buffer, long.0 as *const u8, long.1).0, buffer as usize);
        let b = stringtoslicebyte(buffer, b"xyz".as_ptr(), 3);
        assert_eq!((b.0, b.1), (buffer as usize, 32));
        let r = stringtoslicerune(buffer, "aé".as_ptr(), 3);
        assert_eq!((r.0, r.1 & 0xffff, r.1 >> 48), (buffer as usize, 2, 30));
        assert_eq!(room[..3], ['a' as u32, 'é' as u32, 0]);
    }

    #[test]
    fn conversions() {
        let _heap = using_heap();
        assert_eq!(back(intstring(0x4e16)), "世");
        assert_eq!(back(intstring(-1)), "\u{fffd}");
        assert_eq!(back(intstring(0xd800)), "\u{fffd}");
        assert_eq!(back(intstring(65)), "A");
        assert_eq!(back(slicebytetostring(null_mut(), b"hello".as_ptr(), 5)), "hello");
        let text = "aé世🦀";
        let b = stringtoslicebyte(null_mut(), text.as_ptr(), text.len());
        assert_eq!(b.1, 16);
        assert_eq!(back(Pair(b.0, text.len())), text);
        let r = stringtoslicerune(null_mut(), text.as_ptr(), text.len());
        // SAFETY: four runes.
        let runes = unsafe { super::slice(r.0 as *const u32, r.1 & 0xffff) };
        assert_eq!(runes, ['a' as u32, 'é' as u32, '世' as u32, '🦀' as u32]);
        assert_eq!(back(slicerunetostring(null_mut(), runes.as_ptr(), 4)), text);
        let bad = [0x11_0000u32, 0xdfff, u32::MAX];
        assert_eq!(back(slicerunetostring(null_mut(), bad.as_ptr(), 3)), "\u{fffd}\u{fffd}\u{fffd}");
    }
}
