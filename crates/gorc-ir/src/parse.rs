//! The parser of GIR's text form, the inverse of [`crate::print`]: `parse/lex.rs` makes tokens, `parse/items.rs` reads the module's
//! items, `parse/types.rs` types, `parse/func.rs` and `parse/ops.rs` functions.
//!
//! Values, blocks and instructions are renumbered in textual order, so a printed function whose numbers are dense comes
//! back with the same ones. Comments are `/*…*/`, `;…` lines and `!line` marks. Positions are not part of the text: all are unknown.

mod func;
mod items;
mod lex;
mod ops;
mod types;

use std::collections::HashMap;
use std::fmt;

use crate::entities::Sym;
use crate::module::Module;
use crate::types::{Ty, TyKind};
use lex::{Tok, lex};

/// What is wrong with the text, and on which line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParseError {
    /// Line, from 1.
    pub line: u32,
    /// What was found or expected.
    pub message: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ParseError {}

type Result<T> = std::result::Result<T, ParseError>;

/// Parses a module.
pub fn parse_module(text: &str) -> Result<Module> {
    let tokens = lex(text)?;
    let mut p = Parser { tokens, at: 0, m: Module::new(), named: HashMap::new() };
    while p.peek() != &Tok::End {
        p.item()?;
    }
    if let Some((name, _)) =
        p.named.iter().find(|(_, ty)| matches!(p.m.types.kind(**ty), TyKind::Named(n) if p.m.types.named[n.0 as usize].pkg_path == UNDECLARED))
    {
        return Err(ParseError { line: 0, message: format!("type ${name} is not declared") });
    }
    Ok(p.m)
}

/// Package path of a defined type that was referred to but not declared yet.
const UNDECLARED: &str = "\0undeclared";
struct Parser {
    tokens: Vec<(Tok, u32)>,
    at: usize,
    m: Module,
    named: HashMap<String, Ty>,
}

impl Parser {
    fn peek(&self) -> &Tok {
        &self.tokens[self.at].0
    }

    fn next(&mut self) -> Tok {
        let tok = self.tokens[self.at].0.clone();
        if tok != Tok::End {
            self.at += 1;
        }
        tok
    }

    fn err<T>(&self, message: impl Into<String>) -> Result<T> {
        let at = self.at.saturating_sub(1);
        Err(ParseError { line: self.tokens[at].1, message: message.into() })
    }

    fn eat(&mut self, c: char) -> bool {
        let hit = self.peek() == &Tok::Punct(c);
        self.at += usize::from(hit);
        hit
    }

    fn eat_word(&mut self, w: &str) -> bool {
        let hit = matches!(self.peek(), Tok::Word(x) if x == w);
        self.at += usize::from(hit);
        hit
    }

    fn expect(&mut self, c: char) -> Result<()> {
        match self.next() {
            Tok::Punct(x) if x == c => Ok(()),
            t => self.err(format!("expected {c}, found {t:?}")),
        }
    }

    fn word(&mut self) -> Result<String> {
        match self.next() {
            Tok::Word(w) => Ok(w),
            t => self.err(format!("expected a word, found {t:?}")),
        }
    }

    fn string(&mut self) -> Result<Vec<u8>> {
        match self.next() {
            Tok::Str(s) => Ok(s),
            t => self.err(format!("expected a string, found {t:?}")),
        }
    }

    fn utf8(&mut self) -> Result<String> {
        Ok(String::from_utf8_lossy(&self.string()?).into_owned())
    }

    fn num(&mut self) -> Result<i64> {
        match self.next() {
            Tok::Num(n) => Ok(n),
            t => self.err(format!("expected a number, found {t:?}")),
        }
    }

    fn sym(&mut self) -> Result<Sym> {
        match self.next() {
            Tok::Sym(s) => Ok(self.m.sym(&s)),
            t => self.err(format!("expected a symbol, found {t:?}")),
        }
    }

    /// An entity such as `v3`.
    fn entity(&mut self, prefix: &str) -> Result<u32> {
        let w = self.word()?;
        match w.strip_prefix(prefix).and_then(|n| n.parse().ok()) {
            Some(n) => Ok(n),
            None => self.err(format!("expected {prefix}N, found {w}")),
        }
    }

    fn peek_entity(&self, prefix: &str) -> bool {
        matches!(self.peek(), Tok::Word(w) if w.strip_prefix(prefix).is_some_and(|n| n.parse::<u32>().is_ok()))
    }
}
