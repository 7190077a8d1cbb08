//! Diagnostics as data.
//!
//! Every phase of the front end reports what is wrong with a program as a [`Diagnostic`]; rendering
//! (`./x.go:5:2: undefined: y`) happens in the driver. Messages are in gc's words, without position.

use crate::source::Pos;

/// How bad a diagnostic is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Severity {
    /// The program cannot be compiled.
    #[default]
    Error,
    /// An error that does not invalidate the tree (an unused variable or import): gc still checks the
    /// rest, and drops it where a hard error stands on the same line.
    Soft,
    /// Worth saying, not an error.
    Warning,
}

/// One thing wrong with a program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Where; `Pos::NONE` if it concerns no particular place.
    pub pos: Pos,
    /// How bad.
    pub severity: Severity,
    /// A stable name for the kind of mistake: `"Syntax"` for everything the lexer and the parser report, else the
    /// name Go's `internal/types/errors` documents for it (`"MismatchedTypes"`, `"UnusedVar"`, …).
    pub code: &'static str,
    /// The text in gc's words, without position; further lines, if any, are part of it (`"…\n\thave (int)"`).
    pub message: String,
    /// Further places that explain it, each rendered as a line of its own (`\tx.go:3:5: other declaration of x`).
    pub notes: Vec<(Pos, String)>,
}

impl Diagnostic {
    /// An error without notes.
    pub fn error(pos: Pos, code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic { pos, severity: Severity::Error, code, message: message.into(), notes: Vec::new() }
    }

    /// A soft error without notes.
    pub fn soft(pos: Pos, code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Soft, ..Diagnostic::error(pos, code, message) }
    }

    /// The same diagnostic with a further explanatory place.
    #[must_use]
    pub fn with_note(mut self, pos: Pos, text: impl Into<String>) -> Self {
        self.notes.push((pos, text.into()));
        self
    }
}

/// A place inside a message: what [`expand_places`] replaces by `file:line:column`.
pub fn place(pos: Pos) -> String {
    format!("\0{}\0", pos.0)
}

/// Replaces the places a message holds by their text.
///
/// A message may hold places in the middle, as `\0` + position + `\0` (or `\0L` + position + `\0` for the line number alone, for
/// which `place` is called with `true`).
pub fn expand_places(message: &str, place: &dyn Fn(Pos, bool) -> String) -> String {
    if !message.contains('\0') {
        return message.to_string();
    }
    let mut out = String::new();
    for (i, part) in message.split('\0').enumerate() {
        if i % 2 == 0 {
            out.push_str(part);
            continue;
        }
        let (line_only, digits) = match part.strip_prefix('L') {
            Some(d) => (true, d),
            None => (false, part),
        };
        out.push_str(&place(Pos(digits.parse().unwrap_or(0)), line_only));
    }
    out
}
