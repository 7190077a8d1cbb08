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
    put(float64(v).as_str().as_bytes());
}
extern "C" fn printfloat32(v: f64) {
    put(float32(v).as_str().as_bytes());
}
extern "C" fn printcomplex(re: f64, im: f64) {
    complex(float64(re), float64(im));
}
extern "C" fn printcomplex64(re: f64, im: f64) {
    complex(float32(re), float32(im));
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
crate::rust_thunk!("runtime.printfloat32", printfloat32, 0);
crate::rust_thunk!("runtime.printcomplex64", printcomplex64, 0);

/// The shortest text that reads back as the number: plain for exponents from -4 to 5, else `d.ddde+XX`. `digits` is
/// Rust's shortest `{:e}` form.
fn format_float(v: f64, digits: core::fmt::Arguments, buf: &mut Text) {
    if v.is_nan() {
        let _ = buf.write_str("NaN");
        return;
    }
    if v.is_infinite() {
        let _ = buf.write_str(if v > 0.0 { "+Inf" } else { "-Inf" });
        return;
    }
    let mut sci = Text::default();
    let _ = sci.write_fmt(digits);
    let (mantissa, exp) = sci.as_str().split_once('e').unwrap_or(("0", "0"));
    let exp: i32 = exp.parse().unwrap_or(0);
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |m| ("-", m));
    let (first, rest) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let _ = buf.write_str(sign);
    if (-4..6).contains(&exp) {
        let digit = |i: usize| if i == 0 { first } else { rest.get(i - 1..i).unwrap_or("0") };
        let n = rest.len() + 1;
        let point = exp + 1;
        if point <= 0 {
            let _ = buf.write_str("0.");
            for _ in point..0 {
                let _ = buf.write_str("0");
            }
            for i in 0..n {
                let _ = buf.write_str(digit(i));
            }
        } else {
            let point = point as usize;
            for i in 0..point.max(n) {
                let _ = buf.write_str(if i == point { "." } else { "" });
                let _ = buf.write_str(digit(i));
            }
        }
        return;
    }
    let (esign, e) = if exp < 0 { ('-', -exp) } else { ('+', exp) };
    let dot = if rest.is_empty() { "" } else { "." };
    let _ = write!(buf, "{first}{dot}{rest}e{esign}{e:02}");
}

/// A short text on the stack.
#[derive(Clone, Copy)]
struct Text {
    buf: [u8; 48],
    len: usize,
}

impl Default for Text {
    fn default() -> Self {
        Text { buf: [0; 48], len: 0 }
    }
}

impl Text {
    fn as_str(&self) -> &str {
        core::str::from_utf8(&self.buf[..self.len]).unwrap_or("")
    }
}

impl Write for Text {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        let end = self.len + s.len();
        let to = self.buf.get_mut(self.len..end).ok_or(core::fmt::Error)?;
        to.copy_from_slice(s.as_bytes());
        self.len = end;
        Ok(())
    }
}

fn float64(v: f64) -> Text {
    let mut t = Text::default();
    format_float(v, format_args!("{v:e}"), &mut t);
    t
}

fn float32(v: f64) -> Text {
    let mut t = Text::default();
    format_float(v, format_args!("{:e}", v as f32), &mut t);
    t
}

fn complex(re: Text, im: Text) {
    put(b"(");
    put(re.as_str().as_bytes());
    if !im.as_str().starts_with(['+', '-']) {
        put(b"+");
    }
    put(im.as_str().as_bytes());
    put(b"i)");
}

#[cfg(test)]
mod tests {
    use super::{float32, float64};

    #[test]
    fn floats_as_go_prints_them() {
        let cases = [
            (1.5, "1.5"),
            (0.0, "0"),
            (-0.0, "-0"),
            (100.0, "100"),
            (1e5, "100000"),
            (1e6, "1e+06"),
            (123456.7, "123456.7"),
            (1234567.8, "1.2345678e+06"),
            (1e-4, "0.0001"),
            (1.25e-3, "0.00125"),
            (1e-5, "1e-05"),
            (1.0 / 3.0, "0.3333333333333333"),
            (f64::MAX, "1.7976931348623157e+308"),
            (5e-324, "5e-324"),
            (f64::INFINITY, "+Inf"),
            (f64::NEG_INFINITY, "-Inf"),
            (f64::NAN, "NaN"),
            (-123456789.0, "-1.23456789e+08"),
        ];
        for (v, want) in cases {
            assert_eq!(float64(v).as_str(), want);
        }
        assert_eq!(float32(f64::from(0.1f32)).as_str(), "0.1");
        assert_eq!(float32(16777216.0).as_str(), "1.6777216e+07");
    }
}
