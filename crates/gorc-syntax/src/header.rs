//! What the `go` command finds wrong with the header of a file: its package clause and imports.
//!
//! `go` reads headers by package `go/parser` before it compiles anything, so mistakes there are worded as that package does, and nothing else
//! is said about the file. What stands behind the imports is for the compiler, and so is what follows a package clause or an import on its
//! line, unless it begins like a further `import`.

use crate::ast::LitKind;
use crate::lexer::{INVALID_UTF8, LexError, Lexer, NUL, clean, describe_char};
use crate::source::{Location, SourceFile};
use crate::token::Token;

/// What is wrong with a header: the first mistake.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeaderError {
    /// Where; none if the file cannot even be read as text.
    pub location: Option<Location>,
    /// What, in the words of `go/parser` and `go/scanner`.
    pub message: String,
}

/// Looks for a mistake in the header of a file.
pub fn header_error(source: &SourceFile) -> Option<HeaderError> {
    let (text, bad_bytes) = clean(source.src());
    let mut header = Header { lexer: Lexer::new(&text) };
    let found = header.read().err();
    let Lexer { prev_end, start, .. } = header.lexer;
    // A file whose header is wrong is read to its end.
    let is_read = |at: u32| found.is_some() || at < start as u32;
    if bad_bytes.iter().any(|(at, message)| message == NUL && is_read(*at)) {
        return Some(HeaderError { location: None, message: "unexpected NUL in input".into() });
    }
    let counts = |&&(at, _): &&LexError| match &found {
        Some((end, _)) => at <= *end,
        None => {
            (at as usize) < start && (at < prev_end as u32 || ends_in_comment(&text[prev_end..at as usize]))
        }
    };
    let bad_byte = bad_bytes.iter().find(counts);
    let (at, message) = match bad_byte {
        Some((at, message)) if message == INVALID_UTF8 => (*at, "illegal UTF-8 encoding".into()),
        Some((at, _)) => (*at, "illegal byte order mark".into()),
        None => found?,
    };
    // Behind a newline that ends the file no line begins.
    let ends_last_line = at as usize == text.len() && text.ends_with(b"\n");
    let mut location = source.location(source.base().offset(at - u32::from(ends_last_line)));
    location.col += u32::from(ends_last_line);
    Some(HeaderError { location: Some(location), message })
}

/// Whether what follows a text of blanks and comments is still within a comment.
fn ends_in_comment(text: &[u8]) -> bool {
    let last = |what: &[u8]| memchr::memmem::rfind(text, what);
    last(b"//") > last(b"\n") || last(b"/*") > last(b"*/")
}

struct Header<'a> {
    lexer: Lexer<'a>,
}

type Read = Result<(), LexError>;

impl Header<'_> {
    fn read(&mut self) -> Read {
        self.next()?;
        self.expect(Token::Package, "'package'")?;
        if self.lexer.tok != Token::Name {
            return Err(self.expected("'IDENT'"));
        }
        while self.finds_import()? {
            self.next()?;
            if self.lexer.tok != Token::Lparen {
                self.import_spec()?;
                continue;
            }
            self.next()?;
            while !matches!(self.lexer.tok, Token::Rparen | Token::Eof) {
                self.import_spec()?;
                self.next()?;
                self.end_of_spec()?;
            }
            if self.lexer.tok == Token::Eof {
                return Err(self.expected("')'"));
            }
        }
        Ok(())
    }

    /// The next token; else what is wrong with it or with a comment before it.
    fn next(&mut self) -> Read {
        self.lexer.next();
        let first = self.lexer.errors.drain(..).next();
        first.map_or(Ok(()), |error| Err(self.in_scanner_words(error)))
    }

    fn expect(&mut self, token: Token, name: &str) -> Read {
        if self.lexer.tok != token {
            return Err(self.expected(name));
        }
        self.next()
    }

    /// Whether an import declaration follows the current token, which ends a package clause or a declaration.
    fn finds_import(&mut self) -> Result<bool, LexError> {
        let mut ended = false;
        loop {
            match self.next() {
                Ok(()) => {}
                Err(comment) if comment.1 == "comment not terminated" => return Err(comment),
                Err(_) => return Ok(false),
            }
            match self.lexer.tok {
                Token::Semi if !ended => ended = true,
                Token::Import if ended => return Ok(true),
                _ if !ended && self.lexer.bytes().starts_with(b"i") => return Err(self.expected("';'")),
                _ => return Ok(false),
            }
        }
    }

    /// A name, if any, and a path, at which it stays.
    fn import_spec(&mut self) -> Read {
        if matches!(self.lexer.tok, Token::Name | Token::Dot) {
            self.next()?;
        }
        let what = match self.lexer.tok {
            Token::Literal if self.lexer.lit_kind == LitKind::String => return Ok(()),
            Token::Literal | Token::Name => "import path must be a string",
            _ => "missing import path",
        };
        Err((self.lexer.start as u32, what.into()))
    }

    /// What separates the imports of a group.
    fn end_of_spec(&mut self) -> Read {
        match self.lexer.tok {
            Token::Rparen | Token::Rbrace => Ok(()),
            Token::Semi => self.next(),
            _ => Err(self.expected("';'")),
        }
    }

    fn expected(&self, what: &str) -> LexError {
        let text = String::from_utf8_lossy(self.lexer.bytes());
        let found = match self.lexer.tok {
            Token::Semi if self.lexer.semi != "semicolon" => "newline".into(),
            Token::Eof => "'EOF'".into(),
            Token::Literal | Token::Name => text,
            _ => format!("'{text}'").into(),
        };
        (self.lexer.start as u32, format!("expected {what}, found {found}"))
    }

    /// An error of the lexer as package `go/scanner` places and words it.
    fn in_scanner_words(&self, (at, message): LexError) -> LexError {
        let (src, start) = (self.lexer.src(), self.lexer.start as u32);
        let string = if src.get(self.lexer.start) == Some(&b'`') { "raw string" } else { "string" };
        let behind = String::from_utf8_lossy(&src[at as usize..]);
        let here = behind.chars().next();
        if message.ends_with(" escape") && message.starts_with("invalid character") {
            let found = here.map(|c| format!("illegal character {} in escape sequence", describe_char(c)));
            return (at, found.unwrap_or_else(|| "escape sequence not terminated".into()));
        }
        match (message.as_str(), here) {
            ("newline in string" | "string not terminated", _) => {
                (start, format!("{string} literal not terminated"))
            }
            ("newline in rune literal" | "rune literal not terminated", _) => {
                (start, "rune literal not terminated".into())
            }
            (m, _) if m.ends_with("in rune literal") || m.starts_with("empty rune literal") => {
                (start, "illegal rune literal".into())
            }
            ("unknown escape", _) => (at, "unknown escape sequence".into()),
            (m, _) if m.starts_with("octal escape") || m.starts_with("escape is invalid") => {
                let backslash = src[..at as usize].iter().rposition(|&b| b == b'\\').unwrap_or(0);
                (backslash as u32 + 1, "escape sequence is invalid Unicode code point".into())
            }
            (_, Some(quote @ ('\u{201c}' | '\u{201d}'))) => {
                (at, format!("curly quotation mark '{quote}' (use neutral '\"')"))
            }
            (m, Some(c))
                if m.starts_with("invalid character") || m.starts_with("identifier cannot begin") =>
            {
                (at, format!("illegal character {}", describe_char(c)))
            }
            _ => (at, message),
        }
    }
}
