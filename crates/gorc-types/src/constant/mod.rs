//! Constant values with arbitrary precision.
//!
//! Integers are exact; floats are exact rationals while their parts stay below [`MAX_RATIO_BITS`] bits and 512-bit
//! floating-point numbers beyond; complex values are pairs of these. Invariants: integers that fit `i64` are
//! [`Value::Int`]; ratios are in lowest terms with positive denominator other than 1 only by accident of their kind (a
//! float constant may be integral: *kind* and value are separate things). `Unknown` stands for the value of
//! something erroneous and is absorbed by every operation. Read next: `ops.rs`, `format.rs`.

mod bigfloat;
mod format;
mod literal;
mod ops;
mod text;

pub use bigfloat::BigFloat;
pub use format::quote;
pub(crate) use format::{fits_signed, fits_unsigned};
pub use literal::{parse_float, parse_imag, parse_int, parse_rune, parse_string};
pub use ops::{BinOp, CmpOp};
pub use text::Text;

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::sync::Arc;

/// Ratios with larger parts become [`BigFloat`]s.
const MAX_RATIO_BITS: u64 = 4 << 10;

/// An exact ratio in lowest terms with positive denominator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// Numerator.
    pub num: BigInt,
    /// Denominator, positive.
    pub den: BigInt,
}

/// A constant value.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// Not known because of an error.
    #[default]
    Unknown,
    /// A truth value.
    Bool(bool),
    /// A string of bytes.
    Str(Text),
    /// An integer that fits.
    Int(i64),
    /// An integer that does not fit `i64`.
    BigInt(Arc<BigInt>),
    /// A float held exactly.
    Ratio(Arc<Ratio>),
    /// A float of extreme magnitude.
    Float(Arc<BigFloat>),
    /// Real and imaginary part.
    Complex(Arc<(Value, Value)>),
}

/// The kinds of constants, in order of generality of the numeric ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs)]
pub enum Kind {
    Unknown,
    Bool,
    String,
    Int,
    Float,
    Complex,
}

impl Value {
    /// The kind.
    pub fn kind(&self) -> Kind {
        match self {
            Value::Unknown => Kind::Unknown,
            Value::Bool(_) => Kind::Bool,
            Value::Str(_) => Kind::String,
            Value::Int(_) | Value::BigInt(_) => Kind::Int,
            Value::Ratio(_) | Value::Float(_) => Kind::Float,
            Value::Complex(_) => Kind::Complex,
        }
    }

    /// Whether the value is not known.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Value::Unknown)
    }

    /// A string constant.
    pub fn string(s: impl Into<Box<[u8]>>) -> Value {
        Value::Str(Text::new(s))
    }

    /// An integer constant.
    pub fn from_bigint(i: BigInt) -> Value {
        match i.to_i64() {
            Some(v) => Value::Int(v),
            None => Value::BigInt(Arc::new(i)),
        }
    }

    /// An integer constant.
    pub fn from_u64(i: u64) -> Value {
        Value::from_bigint(BigInt::from(i))
    }

    /// A float constant `num / den`; unknown if `den` is zero.
    pub fn from_ratio(num: BigInt, den: BigInt) -> Value {
        if den.is_zero() {
            return Value::Unknown;
        }
        let (mut num, mut den) = if den.is_negative() { (-num, -den) } else { (num, den) };
        let g = num.gcd(&den);
        if !g.is_one() && !g.is_zero() {
            num /= &g;
            den /= &g;
        }
        if num.bits() < MAX_RATIO_BITS && den.bits() < MAX_RATIO_BITS {
            Value::Ratio(Arc::new(Ratio { num, den }))
        } else {
            Value::from_bigfloat(BigFloat::from_ratio(&num, &den))
        }
    }

    /// A float constant; infinite (`None`) becomes unknown.
    pub fn from_bigfloat(f: Option<BigFloat>) -> Value {
        match f {
            None => Value::Unknown,
            Some(f) if f.is_zero() => {
                Value::Ratio(Arc::new(Ratio { num: BigInt::zero(), den: BigInt::one() }))
            }
            Some(f) => Value::Float(Arc::new(f)),
        }
    }

    /// A float constant; unknown if not finite.
    pub fn from_f64(x: f64) -> Value {
        if !x.is_finite() {
            return Value::Unknown;
        }
        let bits = x.to_bits();
        let exp = (bits >> 52 & 0x7ff) as i64;
        let frac = bits & ((1 << 52) - 1);
        let (mant, e) = if exp == 0 { (frac, -1074) } else { (frac | 1 << 52, exp - 1075) };
        let mant = BigInt::from(mant);
        let mant = if x < 0.0 { -mant } else { mant };
        if e >= 0 {
            Value::from_ratio(mant << e as u64, BigInt::one())
        } else {
            Value::from_ratio(mant, BigInt::one() << (-e) as u64)
        }
    }

    /// A complex constant.
    pub fn complex(re: Value, im: Value) -> Value {
        if re.is_unknown() || im.is_unknown() {
            return Value::Unknown;
        }
        Value::Complex(Arc::new((re, im)))
    }

    /// The truth value; false for anything else.
    pub fn as_bool(&self) -> bool {
        matches!(self, Value::Bool(true))
    }

    /// The bytes of a string constant.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Value::Str(s) => Some(s.bytes()),
            _ => None,
        }
    }

    /// The value of an integer constant (of kind `Int`).
    pub fn as_bigint(&self) -> Option<BigInt> {
        match self {
            Value::Int(i) => Some(BigInt::from(*i)),
            Value::BigInt(i) => Some(BigInt::clone(i)),
            _ => None,
        }
    }

    /// The value of an integral constant if it fits.
    pub fn to_i64(&self) -> Option<i64> {
        match self.to_int() {
            Value::Int(i) => Some(i),
            _ => None,
        }
    }

    /// The value of an integral constant if it fits.
    pub fn to_u64(&self) -> Option<u64> {
        self.to_int().as_bigint()?.to_u64()
    }

    /// The low 64 bits of an integral constant in two's complement: what a machine word holds.
    pub fn to_bits64(&self) -> u64 {
        match self.to_int() {
            Value::Int(i) => i as u64,
            Value::BigInt(i) => {
                let mask = BigInt::from(u64::MAX);
                (i.as_ref() & mask).to_u64().unwrap_or(0)
            }
            _ => 0,
        }
    }

    /// The nearest `f64`; infinite if out of range. Complex values give their real part.
    pub fn to_f64(&self) -> f64 {
        self.to_float_bits(53, -1074, 1024)
    }

    /// The nearest `f32`; infinite if out of range. Complex values give their real part.
    pub fn to_f32(&self) -> f32 {
        self.to_float_bits(24, -149, 128) as f32
    }

    fn to_float_bits(&self, bits: u32, min_exp: i64, max_exp: i64) -> f64 {
        match self {
            Value::Int(i) => {
                bigfloat::ratio_to_float(&BigInt::from(*i), &BigInt::one(), 0, bits, min_exp, max_exp)
            }
            Value::BigInt(i) => bigfloat::ratio_to_float(i, &BigInt::one(), 0, bits, min_exp, max_exp),
            Value::Ratio(r) => bigfloat::ratio_to_float(&r.num, &r.den, 0, bits, min_exp, max_exp),
            Value::Float(f) => f.to_float(bits, min_exp, max_exp),
            Value::Complex(c) => c.0.to_float_bits(bits, min_exp, max_exp),
            _ => 0.0,
        }
    }

    /// The value as kind `Int` if it is integral, else unknown.
    pub fn to_int(&self) -> Value {
        match self {
            Value::Int(_) | Value::BigInt(_) => self.clone(),
            Value::Ratio(r) if r.den.is_one() => Value::from_bigint(r.num.clone()),
            Value::Float(f) => match f.to_int() {
                Some(i) => Value::from_bigint(i),
                None => Value::Unknown,
            },
            Value::Complex(c) if c.1.is_zero() => c.0.to_int(),
            _ => Value::Unknown,
        }
    }

    /// The value as kind `Float` if it has no imaginary part, else unknown.
    pub fn to_float(&self) -> Value {
        match self {
            Value::Int(i) => Value::from_ratio(BigInt::from(*i), BigInt::one()),
            Value::BigInt(i) => Value::from_ratio(BigInt::clone(i), BigInt::one()),
            Value::Ratio(_) | Value::Float(_) => self.clone(),
            Value::Complex(c) if c.1.is_zero() => c.0.to_float(),
            _ => Value::Unknown,
        }
    }

    /// The value as kind `Complex`, else unknown.
    pub fn to_complex(&self) -> Value {
        match self.kind() {
            Kind::Int | Kind::Float => Value::complex(self.clone(), Value::Int(0)),
            Kind::Complex => self.clone(),
            _ => Value::Unknown,
        }
    }

    /// The real part of a numeric constant.
    pub fn real(&self) -> Value {
        match self {
            Value::Complex(c) => c.0.clone(),
            _ => self.clone(),
        }
    }

    /// The imaginary part of a numeric constant.
    pub fn imag(&self) -> Value {
        match self {
            Value::Complex(c) => c.1.clone(),
            Value::Unknown => Value::Unknown,
            _ => Value::Int(0),
        }
    }

    /// Whether a numeric constant is zero.
    pub fn is_zero(&self) -> bool {
        match self {
            Value::Int(i) => *i == 0,
            Value::BigInt(_) => false,
            Value::Ratio(r) => r.num.is_zero(),
            Value::Float(f) => f.is_zero(),
            Value::Complex(c) => c.0.is_zero() && c.1.is_zero(),
            _ => false,
        }
    }

    /// -1, 0 or 1 for real constants; 1 for unknown ones.
    pub fn signum(&self) -> i32 {
        let of = |i: &BigInt| match i.sign() {
            Sign::Minus => -1,
            Sign::NoSign => 0,
            Sign::Plus => 1,
        };
        match self {
            Value::Int(i) => i.signum() as i32,
            Value::BigInt(i) => of(i),
            Value::Ratio(r) => of(&r.num),
            Value::Float(f) => f.signum(),
            Value::Complex(c) => c.0.signum() | c.1.signum(),
            _ => 1,
        }
    }

    /// Number of bits of the magnitude of an integer.
    pub fn bit_len(&self) -> u64 {
        match self {
            Value::Int(i) => u64::from(64 - i.unsigned_abs().leading_zeros()),
            Value::BigInt(i) => i.bits(),
            _ => 0,
        }
    }

    /// Same kind and same value (for deduplication of switch cases and map keys).
    pub fn same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Str(a), Value::Str(b)) => a.bytes() == b.bytes(),
            _ => {
                !self.is_unknown()
                    && self.kind() >= Kind::Int
                    && other.kind() >= Kind::Int
                    && ops::compare(self, CmpOp::Eq, other)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn float(s: &str) -> Value {
        parse_float(s)
    }

    #[test]
    fn integers_in_all_notations() {
        for (text, want) in [
            ("0", 0),
            ("42", 42),
            ("0x2A", 42),
            ("0b10_1010", 42),
            ("0o52", 42),
            ("052", 42),
            ("1_000", 1000),
        ] {
            assert_eq!(parse_int(text).to_i64(), Some(want), "{text}");
        }
        assert_eq!(parse_int("18446744073709551615").to_u64(), Some(u64::MAX));
        assert_eq!(parse_int("0x1_0000_0000_0000_0000").to_string(), "18446744073709551616");
        assert!(parse_int("09").is_unknown());
    }

    #[test]
    fn arithmetic_leaves_and_returns_to_machine_words() {
        let max = Value::Int(i64::MAX);
        let big = max.binary(BinOp::Add, &Value::Int(1));
        assert_eq!(big.to_string(), "9223372036854775808");
        assert_eq!(big.binary(BinOp::Sub, &Value::Int(1)).to_i64(), Some(i64::MAX));
        assert_eq!(Value::Int(i64::MIN).neg().to_u64(), Some(1 << 63));
        assert_eq!(Value::Int(-7).binary(BinOp::IntQuo, &Value::Int(2)).to_i64(), Some(-3));
        assert_eq!(Value::Int(-7).binary(BinOp::Rem, &Value::Int(2)).to_i64(), Some(-1));
        assert!(Value::Int(1).binary(BinOp::IntQuo, &Value::Int(0)).is_unknown());
        assert_eq!(Value::Int(1).shl(100).shr(98).to_i64(), Some(4));
        assert_eq!(Value::Int(6).binary(BinOp::AndNot, &Value::Int(3)).to_i64(), Some(4));
        assert_eq!(Value::Int(1).complement(8).to_i64(), Some(254));
        assert_eq!(Value::Int(1).complement(0).to_i64(), Some(-2));
    }

    #[test]
    fn floats_round_as_ieee_says() {
        assert_eq!(float("0.1").to_f64(), 0.1);
        assert_eq!(float("0.1").to_f32(), 0.1f32);
        assert_eq!(float("1e308").to_f64(), 1e308);
        assert!(float("1e309").to_f64().is_infinite());
        assert_eq!(float("5e-324").to_f64(), 5e-324);
        assert_eq!(float("2e-324").to_f64(), 0.0);
        assert_eq!(float("0x1p-1074").to_f64(), 5e-324);
        assert_eq!(float("0x1.8p1").to_f64(), 3.0);
        assert_eq!(float("179769313486231570814527423731704356798070e267").to_f64(), f64::MAX);
        assert_eq!(float("9007199254740993").to_f64(), 9007199254740992.0);
        for x in [1.5, -0.1, 1e-300, f64::MAX, f64::MIN_POSITIVE, 5e-324] {
            assert_eq!(Value::from_f64(x).to_f64(), x);
        }
    }

    #[test]
    fn exact_and_extreme_floats_agree() {
        let third = Value::Int(1).to_float().binary(BinOp::Quo, &Value::Int(3));
        assert_eq!(third.exact_string(), "1/3");
        let one = third.binary(BinOp::Mul, &Value::Int(3));
        assert!(one.compare(CmpOp::Eq, &Value::Int(1)));
        let huge = float("1e2000");
        assert!(matches!(huge, Value::Float(_)));
        let back = huge.binary(BinOp::Quo, &float("1e1999"));
        assert!(back.binary(BinOp::Sub, &Value::Int(10)).to_f64().abs() < 1e-100);
        assert!(huge.compare(CmpOp::Gt, &float("1e1999")));
        assert!(float("1e1000000000").is_unknown());
    }

    #[test]
    fn complex_arithmetic() {
        let i = parse_imag("1i");
        assert!(i.binary(BinOp::Mul, &i).compare(CmpOp::Eq, &Value::Int(-1)));
        assert_eq!(parse_imag("0123i").imag().to_i64(), Some(123));
        assert_eq!(i.binary(BinOp::Add, &Value::Int(2)).to_string(), "(2 + 1i)");
    }

    #[test]
    fn values_look_as_gc_prints_them() {
        for (v, want) in [
            (float("1.0"), "1"),
            (float("0.1"), "0.1"),
            (float("100000"), "100000"),
            (float("1000000"), "1e+06"),
            (float("0.00001"), "1e-05"),
            (float("1234567.0"), "1.23457e+06"),
            (float("1e1000"), "1e+1000"),
            (Value::string(*b"a\"\n\xff"), "\"a\\\"\\n\\xff\""),
            (Value::Bool(true), "true"),
        ] {
            assert_eq!(v.to_string(), want);
        }
    }

    #[test]
    fn strings_and_runes_are_decoded() {
        assert_eq!(parse_string(r#""a\x41\101é\U0001F600\n""#).as_deref(), Some("aAAé😀\n".as_bytes()));
        assert_eq!(parse_string("`a\r\n\\n`").as_deref(), Some(&b"a\n\\n"[..]));
        assert_eq!(parse_rune(r"'\''"), Some(39));
        assert_eq!(parse_rune("'世'"), Some(0x4e16));
        assert_eq!(parse_rune(r"'\xff'"), Some(255));
        assert_eq!(parse_rune("'ab'"), None);
    }
}
