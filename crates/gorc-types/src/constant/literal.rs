//! Values of numeric literals from their source text.

use super::{BigFloat, Value};
use num_bigint::BigInt;
use num_traits::{One, Zero};

/// Decimal exponents beyond this make a literal infinite or zero without computing it.
const MAX_DECIMAL_EXP: i64 = 700_000_000;
/// Decimal exponents up to this are computed exactly.
const EXACT_DECIMAL_EXP: i64 = 1_300;

/// The value of an integer literal (`0x`, `0o`, `0b`, legacy octal, underscores); unknown if malformed.
pub fn parse_int(text: &str) -> Value {
    let b = text.as_bytes();
    let (radix, digits) = match b {
        [b'0', b'x' | b'X', rest @ ..] => (16, rest),
        [b'0', b'o' | b'O', rest @ ..] => (8, rest),
        [b'0', b'b' | b'B', rest @ ..] => (2, rest),
        [b'0', rest @ ..] if !rest.is_empty() => (8, rest),
        _ => (10, b),
    };
    let mut small: u64 = 0;
    let mut fits = true;
    for &c in digits.iter().filter(|&&c| c != b'_') {
        let Some(d) = (c as char).to_digit(radix) else { return Value::Unknown };
        match small.checked_mul(u64::from(radix)).and_then(|v| v.checked_add(u64::from(d))) {
            Some(v) => small = v,
            None => {
                fits = false;
                break;
            }
        }
    }
    if fits {
        return Value::from_u64(small);
    }
    let clean: Vec<u8> = digits.iter().copied().filter(|&c| c != b'_').collect();
    match BigInt::parse_bytes(&clean, radix) {
        Some(i) => Value::from_bigint(i),
        None => Value::Unknown,
    }
}

/// The value of a floating-point literal; unknown if malformed or infinite.
pub fn parse_float(text: &str) -> Value {
    let clean: String = text.chars().filter(|&c| c != '_').collect();
    let lower = clean.to_ascii_lowercase();
    if let Some(hex) = lower.strip_prefix("0x") {
        return parse_hex_float(hex);
    }
    let (mantissa, exp) = match lower.split_once('e') {
        Some((m, e)) => (m, parse_exp(e)),
        None => (lower.as_str(), 0),
    };
    let (int, frac) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let frac = frac.trim_end_matches('0');
    let digits = format!("{int}{frac}");
    let Some(num) = BigInt::parse_bytes(if digits.is_empty() { b"0" } else { digits.as_bytes() }, 10) else {
        return Value::Unknown;
    };
    if num.is_zero() {
        return Value::from_ratio(num, BigInt::one());
    }
    let exp = exp - frac.len() as i64;
    if exp > MAX_DECIMAL_EXP {
        return Value::Unknown;
    }
    if exp < -MAX_DECIMAL_EXP {
        return Value::from_ratio(BigInt::zero(), BigInt::one());
    }
    if exp.abs() <= EXACT_DECIMAL_EXP {
        let power = BigInt::from(10).pow(exp.unsigned_abs() as u32);
        return if exp >= 0 {
            Value::from_ratio(num * power, BigInt::one())
        } else {
            Value::from_ratio(num, power)
        };
    }
    let m = BigFloat::new(num, 0);
    let p = BigFloat::pow10(exp.unsigned_abs());
    Value::from_bigfloat(match (m, p) {
        (Some(m), Some(p)) => {
            if exp >= 0 {
                m.mul(&p)
            } else {
                m.div(&p)
            }
        }
        (_, None) if exp < 0 => BigFloat::new(BigInt::zero(), 0),
        _ => None,
    })
}

fn parse_exp(e: &str) -> i64 {
    let (negative, digits) = match e.as_bytes().first() {
        Some(b'-') => (true, &e[1..]),
        Some(b'+') => (false, &e[1..]),
        _ => (false, e),
    };
    let v = digits.bytes().fold(0i64, |v, c| (v * 10 + i64::from(c.wrapping_sub(b'0') % 10)).min(1 << 40));
    if negative { -v } else { v }
}

fn parse_hex_float(text: &str) -> Value {
    let (mantissa, exp) = match text.split_once('p') {
        Some((m, e)) => (m, parse_exp(e)),
        None => (text, 0),
    };
    let (int, frac) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{int}{frac}");
    let Some(num) = BigInt::parse_bytes(if digits.is_empty() { b"0" } else { digits.as_bytes() }, 16) else {
        return Value::Unknown;
    };
    let exp = exp - 4 * frac.len() as i64;
    if exp.abs() <= 4000 {
        let power = BigInt::one() << exp.unsigned_abs();
        return if exp >= 0 {
            Value::from_ratio(num * power, BigInt::one())
        } else {
            Value::from_ratio(num, power)
        };
    }
    Value::from_bigfloat(BigFloat::new(num, exp))
}

/// The value of an imaginary literal (its text includes the final `i`).
pub fn parse_imag(text: &str) -> Value {
    let body = text.strip_suffix('i').unwrap_or(text);
    let b = body.as_bytes();
    let prefixed = b.len() > 1 && b[0] == b'0' && matches!(b[1], b'x' | b'X' | b'o' | b'O' | b'b' | b'B');
    let hex_float = prefixed && matches!(b[1], b'x' | b'X') && body.contains(['p', 'P']);
    let value = if prefixed && !hex_float {
        parse_int(body)
    } else {
        // For backward compatibility a leading zero does not make it octal.
        parse_float(body)
    };
    Value::complex(Value::Int(0), value)
}

/// The bytes an interpreted or raw string literal denotes; `None` if malformed.
pub fn parse_string(text: &str) -> Option<Vec<u8>> {
    if let Some(raw) = text.strip_prefix('`') {
        let raw = raw.strip_suffix('`')?;
        return Some(raw.bytes().filter(|&b| b != b'\r').collect());
    }
    let mut rest = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = Vec::with_capacity(rest.len());
    while let Some(i) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..i]);
        let (unit, n) = parse_escape(&rest[i..], b'"')?;
        match unit {
            Unit::Byte(b) => out.push(b),
            Unit::Char(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
        rest = &rest[i + n..];
    }
    out.extend_from_slice(rest.as_bytes());
    Some(out)
}

/// The code point a rune literal denotes; `None` if malformed.
pub fn parse_rune(text: &str) -> Option<i64> {
    let body = text.strip_prefix('\'')?.strip_suffix('\'')?;
    if body.starts_with('\\') {
        let (unit, n) = parse_escape(body, b'\'')?;
        return (n == body.len()).then_some(match unit {
            Unit::Byte(b) => i64::from(b),
            Unit::Char(c) => i64::from(u32::from(c)),
        });
    }
    let mut chars = body.chars();
    let c = chars.next()?;
    chars.next().is_none().then_some(i64::from(u32::from(c)))
}

enum Unit {
    Byte(u8),
    Char(char),
}

/// One escape sequence at the start of `s`, and its length.
fn parse_escape(s: &str, quote: u8) -> Option<(Unit, usize)> {
    let b = s.as_bytes();
    let simple = |c: u8| Some((Unit::Byte(c), 2));
    match *b.get(1)? {
        b'a' => simple(7),
        b'b' => simple(8),
        b'f' => simple(12),
        b'n' => simple(b'\n'),
        b'r' => simple(b'\r'),
        b't' => simple(b'\t'),
        b'v' => simple(11),
        b'\\' => simple(b'\\'),
        c if c == quote => simple(c),
        b'x' => Some((Unit::Byte(u8::from_str_radix(s.get(2..4)?, 16).ok()?), 4)),
        b'u' => Some((Unit::Char(char::from_u32(u32::from_str_radix(s.get(2..6)?, 16).ok()?)?), 6)),
        b'U' => Some((Unit::Char(char::from_u32(u32::from_str_radix(s.get(2..10)?, 16).ok()?)?), 10)),
        b'0'..=b'7' => Some((Unit::Byte(u8::try_from(u32::from_str_radix(s.get(1..4)?, 8).ok()?).ok()?), 4)),
        _ => None,
    }
}
