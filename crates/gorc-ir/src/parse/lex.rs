//! The tokens of the text form.

use super::{ParseError, Result};

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Tok {
    Word(String),
    Str(Vec<u8>),
    Num(i64),
    Sym(String),
    Type(String),
    Punct(char),
    End,
}

/// All tokens with their lines; the last is [`Tok::End`].
pub(super) fn lex(text: &str) -> Result<Vec<(Tok, u32)>> {
    let mut l = Lexer { src: text.chars().collect(), at: 0, line: 1 };
    let mut out = Vec::new();
    loop {
        l.skip_blank();
        let line = l.line;
        let tok = l.token()?;
        let end = tok == Tok::End;
        out.push((tok, line));
        if end {
            return Ok(out);
        }
    }
}

struct Lexer {
    src: Vec<char>,
    at: usize,
    line: u32,
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '/' | '·' | '$' | '-')
}

impl Lexer {
    /// The character `n` further on; NUL behind the end.
    fn peek(&self, n: usize) -> char {
        self.src.get(self.at + n).copied().unwrap_or('\0')
    }

    fn skip_while(&mut self, more: impl Fn(&Lexer, char) -> bool) {
        while self.at < self.src.len() && more(self, self.peek(0)) {
            self.at += 1;
        }
    }

    fn text(&self, start: usize) -> String {
        self.src[start..self.at].iter().collect()
    }

    fn err<T>(&self, message: impl Into<String>) -> Result<T> {
        Err(ParseError { line: self.line, message: message.into() })
    }

    /// Skips blanks, comments and marks of lines.
    fn skip_blank(&mut self) {
        while self.at < self.src.len() {
            match (self.peek(0), self.peek(1)) {
                ('\n', _) => {
                    self.line += 1;
                    self.at += 1;
                }
                (c, _) if c.is_whitespace() => self.at += 1,
                ('!', c) if c.is_ascii_digit() => {
                    self.at += 1;
                    self.skip_while(|_, c| c.is_ascii_digit());
                }
                ('/', '*') => {
                    self.skip_while(|l, c| !(c == '*' && l.peek(1) == '/'));
                    self.at += 2;
                }
                ('/', '/') => self.skip_while(|_, c| c != '\n'),
                _ => return,
            }
        }
    }

    fn token(&mut self) -> Result<Tok> {
        if self.at >= self.src.len() {
            return Ok(Tok::End);
        }
        Ok(match (self.peek(0), self.peek(1)) {
            ('"', _) => Tok::Str(self.string()?),
            (c @ ('@' | '$'), '"') => {
                self.at += 1;
                let name = String::from_utf8_lossy(&self.string()?).into_owned();
                if c == '@' { Tok::Sym(name) } else { Tok::Type(name) }
            }
            (c, next) if c.is_ascii_digit() || (c == '-' && next.is_ascii_digit()) => self.number()?,
            (c, next) if matches!(c, '@' | '$') && is_word(next) || c.is_alphabetic() || c == '_' => {
                self.word(c)
            }
            (c, _) => {
                self.at += 1;
                Tok::Punct(c)
            }
        })
    }

    fn number(&mut self) -> Result<Tok> {
        let start = self.at;
        self.at += 1;
        self.skip_while(|_, c| c.is_ascii_alphanumeric());
        let digits = self.text(start);
        let n = match digits.strip_prefix("0x") {
            Some(hex) => u64::from_str_radix(hex, 16).map(|n| n as i64).ok(),
            None => digits.parse::<i64>().ok(),
        };
        n.map_or_else(|| self.err(format!("bad number {digits}")), |n| Ok(Tok::Num(n)))
    }

    /// A word, or a symbol or type that begins with `first`.
    fn word(&mut self, first: char) -> Tok {
        let start = self.at;
        self.at += 1;
        // `<-` never follows a word without a blank or parenthesis, so `-` can be part of words; `...` cannot.
        self.skip_while(|l, c| is_word(c) && (first == '@' || !(c == '.' && l.peek(1) == '.')));
        match first {
            '@' => Tok::Sym(self.text(start + 1)),
            '$' => Tok::Type(self.text(start + 1)),
            _ => Tok::Word(self.text(start)),
        }
    }

    fn string(&mut self) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        self.at += 1;
        loop {
            match self.src.get(self.at) {
                None | Some('\n') => return self.err("unterminated string"),
                Some('"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some('\\') => {
                    match self.src.get(self.at + 1) {
                        Some('n') => out.push(b'\n'),
                        Some('x') => {
                            let hex: String = self.src.iter().skip(self.at + 2).take(2).collect();
                            match u8::from_str_radix(&hex, 16) {
                                Ok(byte) => out.push(byte),
                                Err(_) => return self.err("bad escape"),
                            }
                            self.at += 2;
                        }
                        Some(&c) => out.extend(c.to_string().as_bytes()),
                        None => return self.err("unterminated string"),
                    }
                    self.at += 2;
                }
                Some(&c) => {
                    out.extend(c.to_string().as_bytes());
                    self.at += 1;
                }
            }
        }
    }
}
