//! Number literals.

use super::Lexer;
use crate::ast::LitKind;
use crate::token::Token;

/// What a run of digits contained.
#[derive(Clone, Copy, Default)]
struct Digits {
    any: bool,
    separators: bool,
    /// The offset of the first digit too large for the base.
    invalid: Option<usize>,
}

impl Digits {
    fn and(self, later: Digits) -> Digits {
        Digits {
            any: self.any || later.any,
            separators: self.separators || later.separators,
            invalid: self.invalid.or(later.invalid),
        }
    }
}

/// The base a prefix announces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Base {
    Decimal,
    /// A leading `0` alone: octal if it is an integer.
    Legacy,
    Octal,
    Binary,
    Hex,
}

impl Base {
    fn name(self) -> &'static str {
        match self {
            Base::Decimal => "decimal",
            Base::Legacy | Base::Octal => "octal",
            Base::Binary => "binary",
            Base::Hex => "hexadecimal",
        }
    }

    fn radix(self) -> u8 {
        match self {
            Base::Decimal => 10,
            Base::Legacy | Base::Octal => 8,
            Base::Binary => 2,
            Base::Hex => 16,
        }
    }
}

impl Lexer<'_> {
    /// A number that begins at the current offset; `fraction` if with its point.
    pub(super) fn number(&mut self, fraction: bool) {
        self.tok = Token::Literal;
        self.nlsemi = true;
        self.lit_bad = false;
        self.lit_kind = LitKind::Int;

        let mut base = Base::Decimal;
        let mut digits = Digits::default();
        if !fraction {
            base = self.base_prefix();
            digits.any = base == Base::Legacy;
            digits = digits.and(self.digits(base));
        }
        if self.peek() == b'.' {
            if matches!(base, Base::Octal | Base::Binary) {
                self.number_error(self.offset, format!("invalid radix point in {} literal", base.name()));
            }
            self.offset += 1;
            self.lit_kind = LitKind::Float;
            digits = digits.and(self.digits(base));
        }
        if !digits.any {
            self.number_error(self.offset, format!("{} literal has no digits", base.name()));
        }
        digits.separators |= self.exponent(base);
        if self.peek() == b'i' {
            self.lit_kind = LitKind::Imag;
            self.offset += 1;
        }
        if let (LitKind::Int, Some(at)) = (self.lit_kind, digits.invalid) {
            let digit = char::from(self.src[at]);
            self.number_error(at, format!("invalid digit '{digit}' in {} literal", base.name()));
        }
        if digits.separators
            && let Some(at) = misplaced_separator(self.bytes())
        {
            self.number_error(self.start + at, "'_' must separate successive digits".to_owned());
        }
    }

    /// Reports an error in a number, if it is the first one.
    fn number_error(&mut self, offset: usize, message: String) {
        if !self.lit_bad {
            self.error(offset, message);
            self.lit_bad = true;
        }
    }

    /// Reads a leading zero and the letter after it.
    fn base_prefix(&mut self) -> Base {
        if self.peek() != b'0' {
            return Base::Decimal;
        }
        self.offset += 1;
        let base = match self.peek() | 0x20 {
            b'x' => Base::Hex,
            b'o' => Base::Octal,
            b'b' => Base::Binary,
            _ => return Base::Legacy,
        };
        self.offset += 1;
        base
    }

    /// Reads digits and separators. Decimal digits are read in every base, so that the message can name the digit.
    fn digits(&mut self, base: Base) -> Digits {
        let mut digits = Digits::default();
        loop {
            match self.peek() {
                b'_' => digits.separators = true,
                b @ b'0'..=b'9' => {
                    digits.any = true;
                    if b - b'0' >= base.radix() && digits.invalid.is_none() {
                        digits.invalid = Some(self.offset);
                    }
                }
                b'a'..=b'f' | b'A'..=b'F' if base == Base::Hex => digits.any = true,
                _ => return digits,
            }
            self.offset += 1;
        }
    }

    /// Reads an exponent if there is one; reports whether it contained separators.
    fn exponent(&mut self, base: Base) -> bool {
        let letter = self.peek();
        let decimal = matches!(base, Base::Decimal | Base::Legacy);
        match letter | 0x20 {
            b'e' if !decimal => {
                let message = format!("'{}' exponent requires decimal mantissa", char::from(letter));
                self.number_error(self.offset, message);
            }
            b'p' if base != Base::Hex => {
                let message = format!("'{}' exponent requires hexadecimal mantissa", char::from(letter));
                self.number_error(self.offset, message);
            }
            b'e' | b'p' => {}
            _ => {
                if base == Base::Hex && self.lit_kind == LitKind::Float {
                    let message = "hexadecimal mantissa requires a 'p' exponent".to_owned();
                    self.number_error(self.offset, message);
                }
                return false;
            }
        }
        self.offset += 1;
        self.lit_kind = LitKind::Float;
        if matches!(self.peek(), b'+' | b'-') {
            self.offset += 1;
        }
        let digits = self.digits(Base::Decimal);
        if !digits.any {
            self.number_error(self.offset, "exponent has no digits".to_owned());
        }
        digits.separators
    }
}

/// The index of the first `_` that does not stand between digits (or between a base prefix and a digit); of two in a
/// row the second.
fn misplaced_separator(literal: &[u8]) -> Option<usize> {
    let hex = literal.len() > 1 && literal[1] | 0x20 == b'x';
    let prefixed = hex || literal.len() > 1 && literal[0] == b'0' && matches!(literal[1] | 0x20, b'o' | b'b');
    let first = if prefixed { 2 } else { 0 };
    let is_digit = |b: u8| b.is_ascii_digit() || hex && b.is_ascii_hexdigit();
    (first..literal.len()).find(|&i| {
        let before = i == first && prefixed || i > first && is_digit(literal[i - 1]);
        let after = literal.get(i + 1).is_some_and(|&b| is_digit(b) || b == b'_');
        literal[i] == b'_' && !(before && after)
    })
}
