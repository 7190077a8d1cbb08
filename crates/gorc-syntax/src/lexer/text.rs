//! String and rune literals.

use super::Lexer;
use crate::ast::LitKind;
use crate::token::Token;
use crate::unicode;

impl Lexer<'_> {
    fn text_literal(&mut self, kind: LitKind) {
        self.tok = Token::Literal;
        self.nlsemi = true;
        self.lit_kind = kind;
        self.lit_bad = false;
        self.offset += 1;
    }

    fn text_error(&mut self, offset: usize, message: impl Into<String>) {
        self.error(offset, message);
        self.lit_bad = true;
    }

    /// An interpreted string.
    pub(super) fn string(&mut self) {
        self.text_literal(LitKind::String);
        loop {
            let rest = &self.src[self.offset..];
            let stop = memchr::memchr3(b'"', b'\\', b'\n', rest);
            self.offset += stop.unwrap_or(rest.len());
            match self.peek() {
                b'"' => {
                    self.offset += 1;
                    return;
                }
                b'\\' => {
                    self.offset += 1;
                    self.escape(b'"');
                }
                b'\n' => return self.text_error(self.offset, "newline in string"),
                _ => return self.text_error(self.start, "string not terminated"),
            }
        }
    }

    /// A raw string.
    pub(super) fn raw_string(&mut self) {
        self.text_literal(LitKind::String);
        match memchr::memchr(b'`', &self.src[self.offset..]) {
            Some(len) => self.offset += len + 1,
            None => {
                self.offset = self.src.len();
                self.text_error(self.start, "string not terminated");
            }
        }
    }

    /// A rune literal. One error is enough.
    pub(super) fn rune(&mut self) {
        self.text_literal(LitKind::Rune);
        let mut count = 0;
        loop {
            match self.peek() {
                b'\'' => {
                    if !self.lit_bad && count == 0 {
                        self.text_error(self.offset, "empty rune literal or unescaped '");
                    } else if !self.lit_bad && count != 1 {
                        self.text_error(self.start, "more than one character in rune literal");
                    }
                    self.offset += 1;
                    return;
                }
                b'\\' => {
                    self.offset += 1;
                    self.escape(b'\'');
                }
                b'\n' => {
                    if !self.lit_bad {
                        self.text_error(self.offset, "newline in rune literal");
                    }
                    return;
                }
                0 => {
                    if !self.lit_bad {
                        self.text_error(self.start, "rune literal not terminated");
                    }
                    return;
                }
                0x80.. => self.offset += self.decode().1,
                _ => self.offset += 1,
            }
            count += 1;
        }
    }

    /// What follows a backslash. A wrong character is not consumed; at the end of the file the caller complains.
    fn escape(&mut self, quote: u8) {
        let (digits, radix, max) = match self.peek() {
            b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'\\' => {
                self.offset += 1;
                return;
            }
            b if b == quote => {
                self.offset += 1;
                return;
            }
            b'0'..=b'7' => (3, 8, 255),
            b'x' => (2, 16, 255),
            b'u' => (4, 16, 0x10_ffff),
            b'U' => (8, 16, 0x10_ffff),
            0 => return,
            _ => return self.text_error(self.offset, "unknown escape"),
        };
        if radix == 16 {
            self.offset += 1;
        }
        let mut value: u32 = 0;
        for _ in 0..digits {
            let byte = self.peek();
            let Some(digit) = char::from(byte).to_digit(radix).filter(|_| byte < 0x80) else {
                if byte != 0 {
                    let c = if byte < 0x80 { char::from(byte) } else { self.decode().0 };
                    let kind = if radix == 8 { "octal" } else { "hexadecimal" };
                    let message = format!("invalid character {} in {kind} escape", quote_char(c));
                    self.text_error(self.offset, message);
                }
                return;
            };
            value = value.wrapping_mul(radix) | digit;
            self.offset += 1;
        }
        if value > max && radix == 8 {
            self.text_error(self.offset, format!("octal escape value {value} > 255"));
        } else if value > max || (0xd800..0xe000).contains(&value) && digits > 2 {
            self.text_error(self.offset, format!("escape is invalid Unicode code point U+{value:04X}"));
        }
    }
}

/// A character as Go's `%q` quotes it.
fn quote_char(c: char) -> String {
    match c {
        '\'' => "'\\''".to_owned(),
        '\\' => "'\\\\'".to_owned(),
        '\x07' => "'\\a'".to_owned(),
        '\x08' => "'\\b'".to_owned(),
        '\x0c' => "'\\f'".to_owned(),
        '\n' => "'\\n'".to_owned(),
        '\r' => "'\\r'".to_owned(),
        '\t' => "'\\t'".to_owned(),
        '\x0b' => "'\\v'".to_owned(),
        c if unicode::is_printable(c) => format!("'{c}'"),
        c if u32::from(c) < 0x80 => format!("'\\x{:02x}'", u32::from(c)),
        c if u32::from(c) < 0x1_0000 => format!("'\\u{:04x}'", u32::from(c)),
        c => format!("'\\U{:08x}'", u32::from(c)),
    }
}
