//! How constants look in messages.

use super::{BigFloat, Value};
use num_bigint::BigInt;
use num_traits::{One, Signed};
use std::fmt;

/// Longest string shown, in characters.
const MAX_STRING: usize = 72;

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Unknown => f.write_str("unknown"),
            Value::Bool(b) => write!(f, "{b}"),
            Value::Str(s) => f.write_str(&short_quoted(s.bytes())),
            Value::Int(i) => write!(f, "{i}"),
            Value::BigInt(i) => write!(f, "{i}"),
            Value::Ratio(_) | Value::Float(_) => f.write_str(&format_float(self)),
            Value::Complex(c) => write!(f, "({} + {}i)", c.0, c.1),
        }
    }
}

/// A string quoted as Go does, cut in the middle of nowhere with `...` when long.
fn short_quoted(s: &[u8]) -> String {
    let quoted = quote(s);
    if quoted.chars().count() > MAX_STRING {
        let cut: String = quoted.chars().take(MAX_STRING - 3).collect();
        return cut + "...";
    }
    quoted
}

/// A Go string literal denoting the bytes.
pub fn quote(s: &[u8]) -> String {
    let mut out = String::with_capacity(s.len() + 2);
    out.push('"');
    for chunk in s.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\u{7}' => out.push_str("\\a"),
                '\u{8}' => out.push_str("\\b"),
                '\u{c}' => out.push_str("\\f"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\u{b}' => out.push_str("\\v"),
                c if (c as u32) < 0x20 || c as u32 == 0x7f => out.push_str(&format!("\\x{:02x}", c as u32)),
                c if c != '\'' && !gorc_syntax::unicode::is_printable(c) => {
                    out.push_str(&match c as u32 {
                        c @ ..=0xffff => format!("\\u{c:04x}"),
                        c => format!("\\U{c:08x}"),
                    });
                }
                c => out.push(c),
            }
        }
        for b in chunk.invalid() {
            out.push_str(&format!("\\x{b:02x}"));
        }
    }
    out.push('"');
    out
}

fn format_float(v: &Value) -> String {
    let x = v.to_f64();
    if x.is_finite() && (x != 0.0 || v.is_zero()) {
        let s = format_g(x);
        if !s.contains('.') && v.to_int().is_unknown() {
            // Not an integer: show it with all its digits.
            return shortest_g(x);
        }
        return s;
    }
    // Out of the range of float64: scale by a power of ten.
    let big = match v {
        Value::Ratio(r) => BigFloat::from_ratio(&r.num, &r.den),
        Value::Float(f) => Some(BigFloat::clone(f)),
        _ => None,
    };
    let Some(big) = big else { return "unknown".into() };
    let mut e = (big.magnitude() as f64 * std::f64::consts::LOG10_2).floor() as i64;
    let scaled = |e: i64| -> Option<f64> {
        let p = BigFloat::pow10(e.unsigned_abs())?;
        let m = if e >= 0 { big.div(&p)? } else { big.mul(&p)? };
        Some(m.to_float(53, -1074, 1024))
    };
    let Some(mut m) = scaled(e) else { return "unknown".into() };
    if m.abs() < 1.0 {
        e -= 1;
        m = scaled(e).unwrap_or(m);
    } else if m.abs() >= 10.0 {
        e += 1;
        m = scaled(e).unwrap_or(m);
    }
    format!("{}e{:+}", format_g(m), e)
}

/// C's `%.6g`.
fn format_g(x: f64) -> String {
    if x == 0.0 {
        return "0".into();
    }
    let sci = format!("{x:.5e}");
    let (mant, exp) = sci.split_once('e').unwrap_or((&sci, "0"));
    let exp: i32 = exp.parse().unwrap_or(0);
    if !(-4..6).contains(&exp) {
        let mant = trim(mant);
        let sign = if exp < 0 { '-' } else { '+' };
        return format!("{mant}e{sign}{:02}", exp.abs());
    }
    let fixed = format!("{:.*}", (5 - exp).max(0) as usize, x);
    trim(&fixed).to_string()
}

/// Go's `%g`: the shortest digits that give the number back.
fn shortest_g(x: f64) -> String {
    let sci = format!("{x:e}");
    let (mant, exp) = sci.split_once('e').unwrap_or((&sci, "0"));
    let exp: i32 = exp.parse().unwrap_or(0);
    if (-4..6).contains(&exp) {
        return format!("{x}");
    }
    let sign = if exp < 0 { '-' } else { '+' };
    format!("{mant}e{sign}{:02}", exp.abs())
}

fn trim(s: &str) -> &str {
    if s.contains('.') { s.trim_end_matches('0').trim_end_matches('.') } else { s }
}

impl Value {
    /// The value written so that it can be read back: integers and ratios in full.
    pub fn exact_string(&self) -> String {
        match self {
            Value::Str(s) => quote(s.bytes()),
            Value::Ratio(r) if r.den.is_one() => r.num.to_string(),
            Value::Ratio(r) => format!("{}/{}", r.num, r.den),
            Value::Complex(c) => format!("({} + {}i)", c.0.exact_string(), c.1.exact_string()),
            _ => self.to_string(),
        }
    }

    /// The character of an integer constant as `string(rune)` gives it.
    pub fn to_char(&self) -> char {
        let c = match self {
            Value::Int(i) => u32::try_from(*i).ok().and_then(char::from_u32),
            _ => None,
        };
        c.unwrap_or('\u{fffd}')
    }
}

/// Whether an integer lies in `[-2^(bits-1), 2^(bits-1))`.
pub(crate) fn fits_signed(i: &BigInt, bits: u64) -> bool {
    if i.is_negative() { (-i - BigInt::one()).bits() < bits } else { i.bits() < bits }
}

/// Whether an integer lies in `[0, 2^bits)`.
pub(crate) fn fits_unsigned(i: &BigInt, bits: u64) -> bool {
    !i.is_negative() && i.bits() <= bits
}
