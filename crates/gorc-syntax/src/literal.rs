//! Values of string and rune literals. Numbers need arbitrary precision and are for the type checker, which gets their
//! digits here.

use crate::ast::{ExprId, ExprKind, File, LitKind};

/// The bytes that a string literal stands for, given its source text with quotes. Malformed literals (an error has
/// been reported) give what can be made of them.
pub fn string_value(text: &str) -> Vec<u8> {
    if let Some(raw) = text.strip_prefix('`') {
        return raw.strip_suffix('`').unwrap_or(raw).bytes().filter(|&b| b != b'\r').collect();
    }
    let text = text.strip_prefix('"').unwrap_or(text);
    let mut value = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'"' => break,
            b'\\' => {
                let (unit, len) = escape(rest);
                match unit {
                    Unit::Byte(b) => value.push(b),
                    Unit::Char(c) => value.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
                }
                rest = &rest[len..];
            }
            b => value.push(b),
        }
    }
    value
}

/// The code point that a rune literal stands for, given its source text with quotes; U+FFFD for malformed ones.
pub fn rune_value(text: &str) -> u32 {
    let text = text.strip_prefix('\'').unwrap_or(text);
    match text.strip_prefix('\\') {
        Some(rest) => match escape(rest.as_bytes()).0 {
            Unit::Byte(b) => u32::from(b),
            Unit::Char(c) => u32::from(c),
        },
        None => u32::from(text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)),
    }
}

/// What an escape sequence stands for.
enum Unit {
    Byte(u8),
    Char(char),
}

/// Decodes what follows a backslash, and its length.
fn escape(text: &[u8]) -> (Unit, usize) {
    let simple = |b| (Unit::Byte(b), 1);
    let (digits, radix, skip) = match text.first() {
        Some(b'a') => return simple(0x07),
        Some(b'b') => return simple(0x08),
        Some(b'f') => return simple(0x0c),
        Some(b'n') => return simple(b'\n'),
        Some(b'r') => return simple(b'\r'),
        Some(b't') => return simple(b'\t'),
        Some(b'v') => return simple(0x0b),
        Some(b'0'..=b'7') => (3, 8, 0),
        Some(b'x') => (2, 16, 1),
        Some(b'u') => (4, 16, 1),
        Some(b'U') => (8, 16, 1),
        Some(&b) => return simple(b), // `\`, `'`, `"`, or wrong
        None => return (Unit::Char(char::REPLACEMENT_CHARACTER), 0),
    };
    let mut value = 0u32;
    let mut len = skip;
    while len < skip + digits
        && let Some(digit) = text.get(len).and_then(|&b| char::from(b).to_digit(radix))
    {
        value = value.wrapping_mul(radix) | digit;
        len += 1;
    }
    let unit = match digits {
        2 | 3 => Unit::Byte(value as u8),
        _ => Unit::Char(char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER)),
    };
    (unit, len)
}

/// The text of an integer literal as digits of a base: without prefix and separators.
pub fn int_digits(text: &str) -> (String, u32) {
    let plain: String = text.chars().filter(|&c| c != '_').collect();
    let lower = plain.to_ascii_lowercase();
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = lower.strip_prefix(prefix) {
            return (digits.to_owned(), radix);
        }
    }
    if lower.len() > 1 && lower.starts_with('0') {
        return (lower[1..].to_owned(), 8);
    }
    (lower, 10)
}

impl File {
    /// The value of a string literal without errors, such as an import path or a struct tag; none for other expressions.
    pub fn string_literal(&self, x: ExprId) -> Option<Vec<u8>> {
        match self[x].kind {
            ExprKind::BasicLit { kind: LitKind::String, text, bad: false } => {
                Some(string_value(text.as_str()))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings() {
        assert_eq!(string_value(r#""""#), b"");
        assert_eq!(string_value(r#""a\tb\n\\\"""#), b"a\tb\n\\\"");
        assert_eq!(
            string_value(r#""\x00\xff\377\000\u00e4\U0001F600""#),
            b"\x00\xff\xff\x00\xc3\xa4\xf0\x9f\x98\x80"
        );
        assert_eq!(string_value("\"\u{4e16}\""), "\u{4e16}".as_bytes());
        assert_eq!(string_value("`a\\n\r\n\"`"), b"a\\n\n\"");
    }

    #[test]
    fn malformed_strings_do_no_harm() {
        for text in ["\"", "\"\\", "\"\\x", "\"\\u12", "`", "", "\"\\400\"", "\"\\UFFFFFFFF\""] {
            string_value(text);
            rune_value(text);
        }
    }

    #[test]
    fn runes() {
        assert_eq!(rune_value("'a'"), 97);
        assert_eq!(rune_value(r"'\n'"), 10);
        assert_eq!(rune_value(r"'\''"), 39);
        assert_eq!(rune_value(r"'\\'"), 92);
        assert_eq!(rune_value(r"'\xff'"), 255);
        assert_eq!(rune_value(r"'\377'"), 255);
        assert_eq!(rune_value(r"'\u4e16'"), 0x4e16);
        assert_eq!(rune_value(r"'\U0010FFFF'"), 0x10_ffff);
        assert_eq!(rune_value("'\u{4e16}'"), 0x4e16);
    }

    #[test]
    fn integers() {
        assert_eq!(int_digits("1_000"), ("1000".to_owned(), 10));
        assert_eq!(int_digits("0"), ("0".to_owned(), 10));
        assert_eq!(int_digits("0X_Ff"), ("ff".to_owned(), 16));
        assert_eq!(int_digits("0b10"), ("10".to_owned(), 2));
        assert_eq!(int_digits("0o17"), ("17".to_owned(), 8));
        assert_eq!(int_digits("0_17"), ("17".to_owned(), 8));
    }
}
