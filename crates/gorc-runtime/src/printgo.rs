//! `print` and `println` of Go programs: to standard error, in Go's formats, without allocation.
//!
//! Output between `printlock` and `printunlock` is collected in the M (the goroutine is not pre-empted meanwhile) and
//! written at once.

use crate::print;
use crate::stubs::getm;
use core::fmt::Write;

/// Collects output in the current M.
struct Out;

impl Write for Out {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        put(s.as_bytes());
        Ok(())
    }
}

fn put(b: &[u8]) {
    // SAFETY: the M belongs to this thread.
    let mp = unsafe { &mut *getm() };
    for &c in b {
        if mp.printlen == mp.printbuf.len() {
            flush();
        }
        mp.printbuf[mp.printlen] = c;
        mp.printlen += 1;
    }
    if mp.printlock == 0 {
        flush();
    }
}

fn flush() {
    // SAFETY: the M belongs to this thread.
    let mp = unsafe { &mut *getm() };
    print::gwrite(&mp.printbuf[..mp.printlen]);
    mp.printlen = 0;
}

extern "C" fn printlock() {
    print::printlock();
}
extern "C" fn printunlock() {
    // SAFETY: the M belongs to this thread.
    if unsafe { (*getm()).printlock } == 1 {
        flush();
    }
    print::printunlock();
}
extern "C" fn printbool(b: u8) {
    put(if b & 1 != 0 { b"true" } else { b"false" });
}
extern "C" fn printint(v: i64) {
    let _ = write!(Out, "{v}");
}
extern "C" fn printuint(v: u64) {
    let _ = write!(Out, "{v}");
}
extern "C" fn printhex(v: u64) {
    let _ = write!(Out, "{v:#x}");
}
extern "C" fn printpointer(p: usize) {
    printhex(p as u64);
}
extern "C" fn printstring(p: *const u8, n: usize) {
    if n > 0 {
        // SAFETY: a Go string.
        put(unsafe { core::slice::from_raw_parts(p, n) });
    }
}
extern "C" fn printslice(p: usize, len: usize, cap: usize) {
    let _ = write!(Out, "[{len}/{cap}]{p:#x}");
}
extern "C" fn printeface(t: usize, p: usize) {
    let _ = write!(Out, "({t:#x},{p:#x})");
}
extern "C" fn printsp() {
    put(b" ");
}
extern "C" fn printnl() {
    put(b"\n");
}
extern "C" fn printfloat(v: f64) {
    let mut buf = [0u8; 24];
    let n = format_float(v, &mut buf);
    put(&buf[..n]);
}
extern "C" fn printcomplex(re: f64, im: f64) {
    put(b"(");
    printfloat(re);
    printfloat(im);
    put(b"i)");
}

crate::rust_thunk!("runtime.printlock", printlock, 0);
crate::rust_thunk!("runtime.printunlock", printunlock, 0);
crate::rust_thunk!("runtime.printbool", printbool, 1);
crate::rust_thunk!("runtime.printint", printint, 1);
crate::rust_thunk!("runtime.printuint", printuint, 1);
crate::rust_thunk!("runtime.printhex", printhex, 1);
crate::rust_thunk!("runtime.printpointer", printpointer, 1);
crate::rust_thunk!("runtime.printstring", printstring, 2);
crate::rust_thunk!("runtime.printslice", printslice, 3);
crate::rust_thunk!("runtime.printeface", printeface, 2);
crate::rust_thunk!("runtime.printsp", printsp, 0);
crate::rust_thunk!("runtime.printnl", printnl, 0);
crate::rust_thunk!("runtime.printfloat", printfloat, 0);
crate::rust_thunk!("runtime.printcomplex", printcomplex, 0);

/// `+1.500000e+000`: sign, seven digits, three digits of exponent.
fn format_float(mut v: f64, buf: &mut [u8; 24]) -> usize {
    const DIGITS: usize = 7;
    let mut text = |s: &[u8]| {
        buf[..s.len()].copy_from_slice(s);
        s.len()
    };
    if v.is_nan() {
        return text(b"NaN");
    }
    if v.is_infinite() {
        return text(if v > 0.0 { b"+Inf" } else { b"-Inf" });
    }
    buf[0] = if v.is_sign_negative() { b'-' } else { b'+' };
    if v < 0.0 {
        v = -v;
    }
    let mut e = 0i32;
    if v != 0.0 {
        while v >= 10.0 {
            e += 1;
            v /= 10.0;
        }
        while v < 1.0 {
            e -= 1;
            v *= 10.0;
        }
        let mut half = 5.0;
        for _ in 0..DIGITS {
            half /= 10.0;
        }
        v += half;
        if v >= 10.0 {
            e += 1;
            v /= 10.0;
        }
    } else {
        v = 0.0;
    }
    for i in 0..DIGITS {
        let d = v as u8;
        buf[i + 2] = d + b'0';
        v = (v - f64::from(d)) * 10.0;
    }
    buf[1] = buf[2];
    buf[2] = b'.';
    let p = DIGITS + 2;
    buf[p] = b'e';
    buf[p + 1] = if e < 0 { b'-' } else { b'+' };
    let e = e.unsigned_abs();
    buf[p + 2] = (e / 100) as u8 + b'0';
    buf[p + 3] = (e / 10 % 10) as u8 + b'0';
    buf[p + 4] = (e % 10) as u8 + b'0';
    p + 5
}

#[cfg(test)]
mod tests {
    use super::format_float;

    fn f(v: f64) -> String {
        let mut b = [0; 24];
        let n = format_float(v, &mut b);
        String::from_utf8(b[..n].to_vec()).unwrap()
    }

    #[test]
    fn floats_as_go_prints_them() {
        assert_eq!(f(1.5), "+1.500000e+000");
        assert_eq!(f(0.0), "+0.000000e+000");
        assert_eq!(f(-0.0), "-0.000000e+000");
        assert_eq!(f(-123456.789), "-1.234568e+005");
        assert_eq!(f(1e-300), "+1.000000e-300");
        assert_eq!(f(9.9999999), "+1.000000e+001");
        assert_eq!(f(f64::INFINITY), "+Inf");
        assert_eq!(f(f64::NAN), "NaN");
    }
}
