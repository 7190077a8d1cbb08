//! Floating-point numbers with a 512-bit mantissa, for constants too large or too small for exact rationals.
//!
//! Invariant: a value is `mant * 2^exp` with `mant` odd or zero and of at most [`PRECISION`] bits, rounded to
//! nearest, ties to even. Exponents beyond [`MAX_EXP`] are infinite, which `checked` reports as `None`.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{Signed, Zero};
use std::cmp::Ordering;

/// Bits of mantissa, as the official compiler keeps.
pub const PRECISION: u64 = 512;
/// Largest magnitude of a binary exponent.
const MAX_EXP: i64 = i32::MAX as i64;

/// A finite number; see the head of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BigFloat {
    mant: BigInt,
    exp: i64,
}

impl BigFloat {
    /// `mant * 2^exp`, rounded; `None` if it is infinite. Underflow gives zero.
    pub fn new(mant: BigInt, exp: i64) -> Option<BigFloat> {
        Self::rounded(mant, exp, false)
    }

    /// Rounds `mant` (with a sticky bit for what was cut off below it) to the precision.
    fn rounded(mut mant: BigInt, mut exp: i64, sticky: bool) -> Option<BigFloat> {
        if mant.is_zero() {
            return Some(BigFloat { mant, exp: 0 });
        }
        let bits = mant.bits();
        if bits > PRECISION {
            let cut = bits - PRECISION;
            let negative = mant.is_negative();
            let mag = mant.abs();
            let half = BigInt::from(1) << (cut - 1);
            let low: BigInt = &mag & ((BigInt::from(1) << cut) - 1);
            let mut top: BigInt = mag >> cut;
            let up = match low.cmp(&half) {
                Ordering::Greater => true,
                Ordering::Less => false,
                Ordering::Equal => sticky || top.is_odd(),
            };
            if up {
                top += 1;
            }
            mant = if negative { -top } else { top };
            exp += cut as i64;
        }
        if let Some(zeros) = mant.trailing_zeros()
            && zeros > 0
        {
            mant >>= zeros;
            exp += zeros as i64;
        }
        let top = exp + mant.bits() as i64;
        if top > MAX_EXP {
            return None;
        }
        if top < -MAX_EXP {
            return Some(BigFloat { mant: BigInt::zero(), exp: 0 });
        }
        Some(BigFloat { mant, exp })
    }

    /// `num / den`, rounded. `den` must be positive.
    pub fn from_ratio(num: &BigInt, den: &BigInt) -> Option<BigFloat> {
        if num.is_zero() || den.is_zero() {
            return BigFloat::new(BigInt::zero(), 0);
        }
        let shift = (PRECISION + 2 + den.bits()).saturating_sub(num.bits());
        let (q, r) = (num.abs() << shift).div_rem(den);
        let q = (q << 1u32) | BigInt::from(u8::from(!r.is_zero()));
        let q = if num.is_negative() { -q } else { q };
        BigFloat::new(q, -(shift as i64) - 1)
    }

    /// Ten to a power, rounded once per multiplication at extended precision.
    pub fn pow10(exp: u64) -> Option<BigFloat> {
        // 10^e = 5^e * 2^e; 5^e by repeated squaring with 128 guard bits.
        let mut result = (BigInt::from(1), 0i64);
        let mut base = (BigInt::from(5), 0i64);
        let mut e = exp;
        let trim = |(m, x): (BigInt, i64)| {
            let bits = m.bits();
            let limit = PRECISION + 128;
            if bits > limit { (m >> (bits - limit), x + (bits - limit) as i64) } else { (m, x) }
        };
        while e > 0 {
            if e & 1 == 1 {
                result = trim((&result.0 * &base.0, result.1 + base.1));
            }
            e >>= 1;
            if e > 0 {
                base = trim((&base.0 * &base.0, base.1 * 2));
                if base.1 > 4 * MAX_EXP {
                    return None;
                }
            }
        }
        BigFloat::new(result.0, result.1 + exp as i64)
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        self.mant.is_zero()
    }

    /// -1, 0 or 1.
    pub fn signum(&self) -> i32 {
        match self.mant.sign() {
            Sign::Minus => -1,
            Sign::NoSign => 0,
            Sign::Plus => 1,
        }
    }

    /// The mantissa and exponent: the value is `mant * 2^exp`.
    pub fn parts(&self) -> (&BigInt, i64) {
        (&self.mant, self.exp)
    }

    /// The exponent `e` such that the value lies in `[2^(e-1), 2^e)`.
    pub fn magnitude(&self) -> i64 {
        self.exp + self.mant.bits() as i64
    }

    /// Whether the value is an integer.
    pub fn is_int(&self) -> bool {
        self.exp >= 0 || self.is_zero()
    }

    /// The value as an integer if it is one (of at most a million bits).
    pub fn to_int(&self) -> Option<BigInt> {
        if self.is_int() && self.exp < 1_000_000 { Some(&self.mant << self.exp as u64) } else { None }
    }

    /// The negated value.
    pub fn neg(&self) -> BigFloat {
        BigFloat { mant: -&self.mant, exp: self.exp }
    }

    /// Sum.
    pub fn add(&self, other: &BigFloat) -> Option<BigFloat> {
        if self.is_zero() {
            return Some(other.clone());
        }
        if other.is_zero() {
            return Some(self.clone());
        }
        let (hi, lo) = if self.magnitude() >= other.magnitude() { (self, other) } else { (other, self) };
        let gap = hi.exp - lo.exp;
        if gap > 0 && hi.magnitude() - lo.magnitude() > 2 * PRECISION as i64 + 8 {
            // The smaller one only matters as a sticky bit.
            let wide = (&hi.mant << (PRECISION + 4)) + BigInt::from(lo.signum());
            return BigFloat::new(wide, hi.exp - (PRECISION as i64 + 4));
        }
        if gap >= 0 {
            BigFloat::new((&hi.mant << gap as u64) + &lo.mant, lo.exp)
        } else {
            BigFloat::new(&hi.mant + (&lo.mant << (-gap) as u64), hi.exp)
        }
    }

    /// Product.
    pub fn mul(&self, other: &BigFloat) -> Option<BigFloat> {
        BigFloat::new(&self.mant * &other.mant, self.exp + other.exp)
    }

    /// Quotient; `None` for a zero divisor.
    pub fn div(&self, other: &BigFloat) -> Option<BigFloat> {
        if other.is_zero() {
            return None;
        }
        let (num, den) = if other.mant.is_negative() {
            (-&self.mant, -&other.mant)
        } else {
            (self.mant.clone(), other.mant.clone())
        };
        let q = BigFloat::from_ratio(&num, &den)?;
        BigFloat::new(q.mant, q.exp + self.exp - other.exp)
    }

    /// Order.
    pub fn compare(&self, other: &BigFloat) -> Ordering {
        let (a, b) = (self.signum(), other.signum());
        if a != b || a == 0 {
            return a.cmp(&b);
        }
        if self.magnitude() != other.magnitude() {
            let c = self.magnitude().cmp(&other.magnitude());
            return if a > 0 { c } else { c.reverse() };
        }
        let gap = self.exp - other.exp;
        if gap >= 0 {
            (&self.mant << gap as u64).cmp(&other.mant)
        } else {
            self.mant.cmp(&(&other.mant << (-gap) as u64))
        }
    }

    /// The nearest number with `bits` of mantissa and exponents down to `min_exp` (of the last bit when
    /// subnormal), as `f64`; infinite if the magnitude reaches `2^max_exp`.
    pub fn to_float(&self, bits: u32, min_exp: i64, max_exp: i64) -> f64 {
        ratio_to_float(&self.mant, &BigInt::from(1), self.exp, bits, min_exp, max_exp)
    }
}

/// `num / den * 2^exp` rounded to nearest even with `bits` of mantissa.
pub fn ratio_to_float(num: &BigInt, den: &BigInt, exp: i64, bits: u32, min_exp: i64, max_exp: i64) -> f64 {
    if num.is_zero() {
        return 0.0;
    }
    let negative = num.is_negative();
    let mag = num.abs();
    // Scale so that the quotient has at least bits + 2 bits.
    let shift = (i64::from(bits) + 2 + den.bits() as i64 - mag.bits() as i64).max(0);
    let (q, r) = (mag << shift as u64).div_rem(den);
    let mut e = exp - shift;
    let qbits = q.bits() as i64;
    // Cut to `bits` bits, or fewer when subnormal.
    let cut = (qbits - i64::from(bits)).max(min_exp - e);
    let sticky = !r.is_zero();
    let m: u64;
    if cut > qbits + 1 {
        m = 0;
    } else if cut <= 0 {
        m = u64::try_from(&q).unwrap_or(0);
        e -= 0;
    } else {
        let cut_u = cut as u64;
        let top: BigInt = &q >> cut_u;
        let low: BigInt = &q & ((BigInt::from(1) << cut_u) - 1);
        let half = BigInt::from(1) << (cut_u - 1);
        let up = match low.cmp(&half) {
            Ordering::Greater => true,
            Ordering::Less => false,
            Ordering::Equal => sticky || top.is_odd(),
        };
        m = u64::try_from(&top).unwrap_or(0) + u64::from(up);
        e += cut;
    }
    if m == 0 {
        return if negative { -0.0 } else { 0.0 };
    }
    let top = e + (64 - i64::from(m.leading_zeros()));
    let magnitude = if top > max_exp { f64::INFINITY } else { scale(m, e) };
    if negative { -magnitude } else { magnitude }
}

/// `m * 2^e` where the result is known to be exact.
fn scale(m: u64, e: i64) -> f64 {
    let mut x = m as f64;
    let mut e = e;
    while e > 1000 {
        x *= 2f64.powi(1000);
        e -= 1000;
    }
    while e < -1000 {
        x *= 2f64.powi(-1000);
        e += 1000;
    }
    x * 2f64.powi(e as i32)
}
