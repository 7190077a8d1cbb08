//! Operations on constant values: both operands are brought to the more general kind first.

use super::{BigFloat, Kind, Ratio, Text, Value};
use num_bigint::BigInt;
use num_traits::{One, Zero};
use std::cmp::Ordering;

/// Binary operators on constants (shifts and comparisons apart).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    /// Exact division.
    Quo,
    /// Truncated division of integers.
    IntQuo,
    Rem,
    And,
    Or,
    Xor,
    AndNot,
    LogicAnd,
    LogicOr,
}

/// Comparison operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum CmpOp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl CmpOp {
    fn holds(self, o: Ordering) -> bool {
        match self {
            CmpOp::Eq => o == Ordering::Equal,
            CmpOp::Ne => o != Ordering::Equal,
            CmpOp::Lt => o == Ordering::Less,
            CmpOp::Le => o != Ordering::Greater,
            CmpOp::Gt => o == Ordering::Greater,
            CmpOp::Ge => o != Ordering::Less,
        }
    }
}

impl Value {
    /// `-x`
    pub fn neg(&self) -> Value {
        match self {
            Value::Int(i) => match i.checked_neg() {
                Some(v) => Value::Int(v),
                None => Value::from_bigint(-BigInt::from(*i)),
            },
            Value::BigInt(i) => Value::from_bigint(-i.as_ref()),
            Value::Ratio(r) => Value::from_ratio(-&r.num, r.den.clone()),
            Value::Float(f) => Value::from_bigfloat(Some(f.neg())),
            Value::Complex(c) => Value::complex(c.0.neg(), c.1.neg()),
            _ => Value::Unknown,
        }
    }

    /// `^x`, limited to `unsigned_bits` bits if the type is unsigned (0: signed or untyped).
    pub fn complement(&self, unsigned_bits: u32) -> Value {
        let Some(i) = self.as_bigint() else { return Value::Unknown };
        let mut z: BigInt = -i - 1;
        if unsigned_bits > 0 {
            z &= (BigInt::one() << unsigned_bits) - 1;
        }
        Value::from_bigint(z)
    }

    /// `!x`
    pub fn not(&self) -> Value {
        match self {
            Value::Bool(b) => Value::Bool(!b),
            _ => Value::Unknown,
        }
    }

    /// `x << n` of an integer.
    pub fn shl(&self, n: u32) -> Value {
        match self {
            Value::Int(0) => Value::Int(0),
            Value::Int(i) if n < 63 && (i << n) >> n == *i => Value::Int(i << n),
            _ => match self.as_bigint() {
                Some(i) => Value::from_bigint(i << n),
                None => Value::Unknown,
            },
        }
    }

    /// `x >> n` of an integer, rounding down.
    pub fn shr(&self, n: u32) -> Value {
        match self {
            Value::Int(i) => Value::Int(i >> n.min(63)),
            _ => match self.as_bigint() {
                Some(i) => Value::from_bigint(i >> n),
                None => Value::Unknown,
            },
        }
    }

    /// `x op y`; unknown if an operand is, or the operation is not defined on them (division by zero included).
    pub fn binary(&self, op: BinOp, y: &Value) -> Value {
        match (self, y) {
            (Value::Bool(a), Value::Bool(b)) => match op {
                BinOp::LogicAnd => Value::Bool(*a && *b),
                BinOp::LogicOr => Value::Bool(*a || *b),
                _ => Value::Unknown,
            },
            (Value::Str(a), Value::Str(b)) => match op {
                BinOp::Add => Value::Str(Text::concat(a, b)),
                _ => Value::Unknown,
            },
            (Value::Int(a), Value::Int(b)) => int_op(*a, op, *b),
            _ => match self.kind().max(y.kind()) {
                _ if self.kind() < Kind::Int || y.kind() < Kind::Int => Value::Unknown,
                Kind::Int => match (self.as_bigint(), y.as_bigint()) {
                    (Some(a), Some(b)) => bigint_op(a, op, b),
                    _ => Value::Unknown,
                },
                Kind::Float => float_op(&self.to_float(), op, &y.to_float()),
                _ => complex_op(&self.to_complex(), op, &y.to_complex()),
            },
        }
    }

    /// `x op y` for a comparison; false if an operand is unknown.
    pub fn compare(&self, op: CmpOp, y: &Value) -> bool {
        compare(self, op, y)
    }
}

fn int_op(a: i64, op: BinOp, b: i64) -> Value {
    let quick = match op {
        BinOp::Add => a.checked_add(b),
        BinOp::Sub => a.checked_sub(b),
        BinOp::Mul => a.checked_mul(b),
        BinOp::IntQuo if b != 0 => a.checked_div(b),
        BinOp::Rem if b != 0 => a.checked_rem(b),
        BinOp::And => Some(a & b),
        BinOp::Or => Some(a | b),
        BinOp::Xor => Some(a ^ b),
        BinOp::AndNot => Some(a & !b),
        _ => None,
    };
    match quick {
        Some(v) => Value::Int(v),
        None => bigint_op(BigInt::from(a), op, BigInt::from(b)),
    }
}

fn bigint_op(a: BigInt, op: BinOp, b: BigInt) -> Value {
    let v = match op {
        BinOp::Add => a + b,
        BinOp::Sub => a - b,
        BinOp::Mul => a * b,
        BinOp::Quo => return Value::from_ratio(a, b),
        BinOp::IntQuo if !b.is_zero() => a / b,
        BinOp::Rem if !b.is_zero() => a % b,
        BinOp::And => a & b,
        BinOp::Or => a | b,
        BinOp::Xor => a ^ b,
        BinOp::AndNot => {
            let not: BigInt = -b - 1;
            a & not
        }
        _ => return Value::Unknown,
    };
    Value::from_bigint(v)
}

fn to_bigfloat(v: &Value) -> Option<BigFloat> {
    match v {
        Value::Ratio(r) => BigFloat::from_ratio(&r.num, &r.den),
        Value::Float(f) => Some(BigFloat::clone(f)),
        _ => None,
    }
}

fn float_op(a: &Value, op: BinOp, b: &Value) -> Value {
    if let (Value::Ratio(a), Value::Ratio(b)) = (a, b) {
        return ratio_op(a, op, b);
    }
    let (Some(a), Some(b)) = (to_bigfloat(a), to_bigfloat(b)) else { return Value::Unknown };
    Value::from_bigfloat(match op {
        BinOp::Add => a.add(&b),
        BinOp::Sub => a.add(&b.neg()),
        BinOp::Mul => a.mul(&b),
        BinOp::Quo => a.div(&b),
        _ => None,
    })
}

fn ratio_op(a: &Ratio, op: BinOp, b: &Ratio) -> Value {
    match op {
        BinOp::Add => Value::from_ratio(&a.num * &b.den + &b.num * &a.den, &a.den * &b.den),
        BinOp::Sub => Value::from_ratio(&a.num * &b.den - &b.num * &a.den, &a.den * &b.den),
        BinOp::Mul => Value::from_ratio(&a.num * &b.num, &a.den * &b.den),
        BinOp::Quo => Value::from_ratio(&a.num * &b.den, &a.den * &b.num),
        _ => Value::Unknown,
    }
}

fn complex_op(x: &Value, op: BinOp, y: &Value) -> Value {
    let (a, b, c, d) = (x.real(), x.imag(), y.real(), y.imag());
    let add = |p: &Value, q: &Value| p.binary(BinOp::Add, q);
    let sub = |p: &Value, q: &Value| p.binary(BinOp::Sub, q);
    let mul = |p: &Value, q: &Value| p.binary(BinOp::Mul, q);
    match op {
        BinOp::Add => Value::complex(add(&a, &c), add(&b, &d)),
        BinOp::Sub => Value::complex(sub(&a, &c), sub(&b, &d)),
        BinOp::Mul => Value::complex(sub(&mul(&a, &c), &mul(&b, &d)), add(&mul(&b, &c), &mul(&a, &d))),
        BinOp::Quo => {
            let s = add(&mul(&c, &c), &mul(&d, &d));
            if s.is_zero() {
                return Value::Unknown;
            }
            let re = add(&mul(&a, &c), &mul(&b, &d)).binary(BinOp::Quo, &s);
            let im = sub(&mul(&b, &c), &mul(&a, &d)).binary(BinOp::Quo, &s);
            Value::complex(re, im)
        }
        _ => Value::Unknown,
    }
}

/// Compares two constants.
pub(super) fn compare(x: &Value, op: CmpOp, y: &Value) -> bool {
    match (x, y) {
        (Value::Unknown, _) | (_, Value::Unknown) => false,
        (Value::Bool(a), Value::Bool(b)) => match op {
            CmpOp::Eq => a == b,
            CmpOp::Ne => a != b,
            _ => false,
        },
        (Value::Str(a), Value::Str(b)) => op.holds(a.bytes().cmp(b.bytes())),
        (Value::Int(a), Value::Int(b)) => op.holds(a.cmp(b)),
        _ => match x.kind().max(y.kind()) {
            _ if x.kind() < Kind::Int || y.kind() < Kind::Int => false,
            Kind::Int => op.holds(x.as_bigint().cmp(&y.as_bigint())),
            Kind::Float => match (&x.to_float(), &y.to_float()) {
                (Value::Ratio(a), Value::Ratio(b)) => op.holds((&a.num * &b.den).cmp(&(&b.num * &a.den))),
                (a, b) => match (to_bigfloat(a), to_bigfloat(b)) {
                    (Some(a), Some(b)) => op.holds(a.compare(&b)),
                    _ => false,
                },
            },
            _ => {
                let same =
                    compare(&x.real(), CmpOp::Eq, &y.real()) && compare(&x.imag(), CmpOp::Eq, &y.imag());
                match op {
                    CmpOp::Eq => same,
                    CmpOp::Ne => !same,
                    _ => false,
                }
            }
        },
    }
}
