//! The lexer: bytes to tokens.
//!
//! It works on bytes and allocates nothing per token; the current token is in the lexer's fields. Semicolons
//! are inserted as the specification says. The bytes it sees are clean: no NUL, no byte order mark, and each
//! invalid byte replaced by `0xFF` ([`clean`] reported them), so that a 0 byte is the end of the file.
//! Literals are in `lexer/number.rs` and `lexer/text.rs`. Messages and positions are gc's.

mod clean;
mod number;
mod text;

use crate::ast::{BinaryOp, LitKind};
use crate::token::{Op, Token};
use crate::unicode;

pub(crate) use clean::{INVALID_UTF8, NUL, clean};

/// An error at an offset of the file.
pub(crate) type LexError = (u32, String);

/// A comment that may be a directive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Comment {
    /// Its extent, comment markers included.
    pub start: u32,
    pub end: u32,
    /// Only blanks precede it on its line.
    pub own_line: bool,
}

/// The lexer and its current token.
pub(crate) struct Lexer<'a> {
    src: &'a [u8],
    /// The offset after the current token.
    pub offset: usize,
    pub tok: Token,
    /// The operator of an operator token.
    pub op: Op,
    /// The offset at which the current token starts.
    pub start: usize,
    /// The end of the token before.
    pub prev_end: usize,
    /// What kind of literal the current token is, and whether an error was reported in it.
    pub lit_kind: LitKind,
    pub lit_bad: bool,
    /// What a `Token::Semi` really is: `semicolon`, `newline` or `EOF`.
    pub semi: &'static str,
    /// A newline here acts as a semicolon.
    nlsemi: bool,
    pub errors: Vec<LexError>,
    /// Directives since they were last taken.
    pub directives: Vec<Comment>,
}

/// Byte classes for the lexer's first look at a token, and for scanning identifiers.
const BLANK: u8 = 1;
const IDENT: u8 = 2;

const CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut b = 0;
    while b < 256 {
        let byte = b as u8;
        if matches!(byte, b' ' | b'\t' | b'\r') {
            table[b] = BLANK;
        } else if byte.is_ascii_alphanumeric() || byte == b'_' {
            table[b] = IDENT;
        }
        b += 1;
    }
    table
};

impl<'a> Lexer<'a> {
    /// A lexer in front of the first token of `src`, which is [`clean`].
    pub fn new(src: &'a [u8]) -> Lexer<'a> {
        Lexer {
            src,
            offset: 0,
            tok: Token::Eof,
            op: Op::Not,
            start: 0,
            prev_end: 0,
            lit_kind: LitKind::Int,
            lit_bad: false,
            semi: "",
            nlsemi: false,
            errors: Vec::new(),
            directives: Vec::new(),
        }
    }

    /// The current token's bytes.
    pub fn bytes(&self) -> &'a [u8] {
        &self.src[self.start..self.offset]
    }

    /// The bytes the lexer reads.
    pub fn src(&self) -> &'a [u8] {
        self.src
    }

    /// The byte at the current offset; 0 at the end.
    fn peek(&self) -> u8 {
        self.src.get(self.offset).copied().unwrap_or(0)
    }

    /// The byte `n` after the current offset; 0 beyond the end.
    fn peek_at(&self, n: usize) -> u8 {
        self.src.get(self.offset + n).copied().unwrap_or(0)
    }

    fn error(&mut self, offset: usize, message: impl Into<String>) {
        self.errors.push((offset as u32, message.into()));
    }

    /// Moves to the next token.
    pub fn next(&mut self) {
        self.prev_end = self.offset;
        let nlsemi = self.nlsemi;
        self.nlsemi = false;
        loop {
            while CLASS[usize::from(self.peek())] == BLANK {
                self.offset += 1;
            }
            self.start = self.offset;
            let byte = self.peek();
            if CLASS[usize::from(byte)] == IDENT {
                return if byte.is_ascii_digit() { self.number(false) } else { self.word() };
            }
            match byte {
                b'\n' => {
                    self.offset += 1;
                    if nlsemi {
                        return self.set_semi("newline");
                    }
                }
                0 => {
                    return if nlsemi { self.set_semi("EOF") } else { self.tok = Token::Eof };
                }
                b'/' if self.peek_at(1) == b'/' => self.line_comment(),
                b'/' if self.peek_at(1) == b'*' => {
                    let multi_line = self.block_comment();
                    if multi_line && nlsemi {
                        return self.set_semi("newline");
                    }
                }
                b'"' => return self.string(),
                b'`' => return self.raw_string(),
                b'\'' => return self.rune(),
                b'.' if self.peek_at(1).is_ascii_digit() => return self.number(true),
                0x80.. => return self.word(),
                _ => {
                    if self.punctuation(byte) {
                        return;
                    }
                    let c = char::from(byte);
                    self.error(self.start, format!("invalid character {}", describe_char(c)));
                    self.offset += 1;
                    self.nlsemi = false;
                }
            }
        }
    }

    /// Makes the current token the end of the file, and the next ones too.
    pub fn end_input(&mut self) {
        self.offset = self.src.len();
        self.start = self.offset;
        self.nlsemi = false;
        self.tok = Token::Eof;
    }

    fn set_semi(&mut self, what: &'static str) {
        self.tok = Token::Semi;
        self.semi = what;
    }

    /// An operator or delimiter; false if `byte` begins none.
    fn punctuation(&mut self, byte: u8) -> bool {
        use BinaryOp as B;
        let next = self.peek_at(1);
        let (tok, len) = match byte {
            b'(' => (Token::Lparen, 1),
            b'[' => (Token::Lbrack, 1),
            b'{' => (Token::Lbrace, 1),
            b',' => (Token::Comma, 1),
            b';' => {
                self.semi = "semicolon";
                (Token::Semi, 1)
            }
            b')' | b']' | b'}' => {
                self.nlsemi = true;
                let tok = match byte {
                    b')' => Token::Rparen,
                    b']' => Token::Rbrack,
                    _ => Token::Rbrace,
                };
                (tok, 1)
            }
            b':' if next == b'=' => (Token::Define, 2),
            b':' => (Token::Colon, 1),
            b'.' if next == b'.' && self.peek_at(2) == b'.' => (Token::DotDotDot, 3),
            b'.' => (Token::Dot, 1),
            b'+' if next == b'+' => self.inc_op(B::Add),
            b'-' if next == b'-' => self.inc_op(B::Sub),
            b'+' => self.operator(B::Add, 1),
            b'-' => self.operator(B::Sub, 1),
            b'*' if next == b'=' => self.operator(B::Mul, 1),
            b'*' => {
                self.op = Op::Binary(B::Mul);
                (Token::Star, 1)
            }
            b'/' => self.operator(B::Div, 1),
            b'%' => self.operator(B::Rem, 1),
            b'^' => self.operator(B::Xor, 1),
            b'&' if next == b'&' => self.comparison(B::AndAnd, 2),
            b'&' if next == b'^' => self.operator(B::AndNot, 2),
            b'&' => self.operator(B::And, 1),
            b'|' if next == b'|' => self.comparison(B::OrOr, 2),
            b'|' => self.operator(B::Or, 1),
            b'<' if next == b'<' => self.operator(B::Shl, 2),
            b'<' if next == b'=' => self.comparison(B::Le, 2),
            b'<' if next == b'-' => (Token::Arrow, 2),
            b'<' => self.comparison(B::Lt, 1),
            b'>' if next == b'>' => self.operator(B::Shr, 2),
            b'>' if next == b'=' => self.comparison(B::Ge, 2),
            b'>' => self.comparison(B::Gt, 1),
            b'=' if next == b'=' => self.comparison(B::Eq, 2),
            b'=' => (Token::Assign, 1),
            b'!' if next == b'=' => self.comparison(B::Ne, 2),
            b'!' => {
                self.op = Op::Not;
                (Token::Operator, 1)
            }
            b'~' => {
                self.op = Op::Tilde;
                (Token::Operator, 1)
            }
            _ => return false,
        };
        self.tok = tok;
        self.offset += len;
        true
    }

    fn inc_op(&mut self, op: BinaryOp) -> (Token, usize) {
        self.op = Op::Binary(op);
        self.nlsemi = true;
        (Token::IncOp, 2)
    }

    fn comparison(&mut self, op: BinaryOp, len: usize) -> (Token, usize) {
        self.op = Op::Binary(op);
        (Token::Operator, len)
    }

    /// An operator that can be followed by `=`.
    fn operator(&mut self, op: BinaryOp, len: usize) -> (Token, usize) {
        self.op = Op::Binary(op);
        if self.peek_at(len) == b'=' { (Token::AssignOp, len + 1) } else { (Token::Operator, len) }
    }

    /// An identifier or keyword.
    fn word(&mut self) {
        while CLASS[usize::from(self.peek())] == IDENT {
            self.offset += 1;
        }
        if self.peek() >= 0x80 {
            self.unicode_word();
        }
        self.tok = Token::of_word(self.bytes());
        self.nlsemi = matches!(
            self.tok,
            Token::Name | Token::Break | Token::Continue | Token::Fallthrough | Token::Return
        );
    }

    /// The rest of an identifier from its first character beyond ASCII.
    #[cold]
    fn unicode_word(&mut self) {
        loop {
            let byte = self.peek();
            if byte < 0x80 {
                if CLASS[usize::from(byte)] != IDENT {
                    return;
                }
                self.offset += 1;
                continue;
            }
            let (c, len) = self.decode();
            let first = self.offset == self.start;
            if unicode::is_digit(c) {
                if first {
                    let message = format!("identifier cannot begin with digit {}", describe_char(c));
                    self.error(self.offset, message);
                }
            } else if !unicode::is_letter(c) && byte != 0xff {
                self.error(self.offset, format!("invalid character {} in identifier", describe_char(c)));
            }
            self.offset += len;
        }
    }

    /// The character at the current offset, which is not ASCII, and its length.
    fn decode(&self) -> (char, usize) {
        let rest = &self.src[self.offset..];
        for len in 2..=4 {
            if let Some(c) =
                rest.get(..len).and_then(|b| str::from_utf8(b).ok()).and_then(|s| s.chars().next())
            {
                return (c, len);
            }
        }
        (char::REPLACEMENT_CHARACTER, 1)
    }

    fn line_comment(&mut self) {
        let rest = &self.src[self.offset..];
        self.offset += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        if rest.starts_with(b"//go:") || rest.starts_with(b"//line ") {
            self.directive();
        }
    }

    /// A general comment; reports whether it contains a newline.
    fn block_comment(&mut self) -> bool {
        let rest = &self.src[self.offset..];
        match memchr::memmem::find(&rest[2..], b"*/") {
            Some(at) => self.offset += at + 4,
            None => {
                self.error(self.start, "comment not terminated");
                self.offset = self.src.len();
            }
        }
        if rest.starts_with(b"/*line ") {
            self.directive();
        }
        self.bytes().contains(&b'\n')
    }

    #[cold]
    fn directive(&mut self) {
        let line_start = self.src[..self.start].iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
        let own_line = self.src[line_start..self.start].iter().all(|&b| CLASS[usize::from(b)] == BLANK);
        self.directives.push(Comment { start: self.start as u32, end: self.offset as u32, own_line });
    }
}

/// A character as Go's `%#U` shows it: `U+0040 '@'`.
pub(crate) fn describe_char(c: char) -> String {
    if unicode::is_printable(c) {
        format!("U+{:04X} '{c}'", u32::from(c))
    } else {
        format!("U+{:04X}", u32::from(c))
    }
}
