//! Reporting: diagnostics are collected as data, in gc's words.
//!
//! A message that merely follows from an earlier error (it mentions an invalid operand or type) is dropped once something has
//! been reported. Codes are the names documented for Go's type errors.

use crate::checker::Checker;
use crate::ids::*;
use crate::operand::Operand;
use crate::types::Signature;
use crate::typestring::Qualifier;
use gorc_syntax::ast::ExprId;
use gorc_syntax::{Diagnostic, Pos};

impl Checker<'_> {
    /// Reports an error.
    pub(crate) fn error(&mut self, pos: Pos, code: &'static str, message: impl Into<String>) {
        self.report(Diagnostic::error(pos, code, message));
    }

    /// Reports an error that does not hinder checking (unused variables and the like).
    pub(crate) fn soft_error(&mut self, pos: Pos, code: &'static str, message: impl Into<String>) {
        self.report(Diagnostic::soft(pos, code, message));
    }

    /// Reports a diagnostic unless it is a consequence of an earlier one.
    pub(crate) fn report(&mut self, d: Diagnostic) {
        if self.errors > 0 {
            let follows = |s: &str| d.message.find(s).is_some_and(|i| i > 0);
            if follows("invalid operand") || follows("invalid type") {
                return;
            }
        }
        self.errors += 1;
        if self.quiet > 0 {
            return;
        }
        self.diags.push(d);
    }

    /// `invalid operation: …`
    pub(crate) fn invalid_op(&mut self, pos: Pos, code: &'static str, message: impl AsRef<str>) {
        self.error(pos, code, format!("invalid operation: {}", message.as_ref()));
    }

    /// `invalid argument: …`
    pub(crate) fn invalid_arg(&mut self, pos: Pos, code: &'static str, message: impl AsRef<str>) {
        self.error(pos, code, format!("invalid argument: {}", message.as_ref()));
    }

    /// Reports a language feature that the file's version lacks.
    pub(crate) fn version_error(&mut self, pos: Pos, minor: u32, feature: &str) {
        self.error(pos, "UnsupportedFeature", format!("{feature} requires go1.{minor} or later"));
    }

    /// Whether the file being checked may use features of `go1.minor`.
    pub(crate) fn allow_version(&self, minor: u32) -> bool {
        let have = self.files[self.env.file.index()].go_minor;
        have == 0 || have >= minor
    }

    /// The leftmost position of an expression of the current file.
    #[inline]
    pub(crate) fn pos(&self, e: ExprId) -> Pos {
        self.env.ast[e].pos
    }

    /// The position at which errors about an operand are reported.
    pub(crate) fn opos(&self, x: &Operand) -> Pos {
        match x.expr {
            Some(e) => self.pos(e),
            None => x.pos,
        }
    }

    /// An expression of the current file as messages show it.
    pub(crate) fn expr_str(&self, e: ExprId) -> String {
        crate::exprstring::expr_string(self.env.ast, e)
    }

    /// A type as messages show it.
    pub(crate) fn type_str(&self, t: TypeId) -> String {
        self.store.type_string_with(t, self.qualifier())
    }

    /// A signature (without `func`) as messages show it.
    pub(crate) fn sig_str(&self, sig: Signature) -> String {
        self.store.signature_string(sig, self.qualifier())
    }

    /// How names are qualified in messages about the current package.
    pub(crate) fn qualifier(&self) -> Qualifier<'_> {
        Qualifier { local: self.env.pkg, by_path: &self.ambiguous_pkgs, full_paths: false }
    }

    /// `name` with its package prefix if it belongs to another package.
    pub(crate) fn obj_name(&self, o: ObjId) -> String {
        let obj = &self.store[o];
        if obj.pkg.is_some() && obj.pkg != self.env.pkg {
            format!("{}.{}", self.store[obj.pkg].name, obj.name)
        } else {
            obj.name.to_string()
        }
    }

    /// Reports that `obj`'s name is taken in its scope.
    pub(crate) fn redeclared(&mut self, obj: ObjId, other: ObjId) {
        let (name, pos) = (self.store[obj].name, self.store[obj].pos);
        let mut d = Diagnostic::error(pos, "DuplicateDecl", format!("{name} redeclared in this block"));
        let at = self.store[other].pos;
        if at.is_known() {
            d = d.with_note(at, format!("other declaration of {name}"));
        }
        self.report(d);
    }
}

/// A diagnostic as gc prints it: `FILE:LINE:COL: message`, further places on indented lines.
///
/// Messages may hold places in the middle, as `\0` + position + `\0` (or `\0L` + position + `\0` for the line number alone).
pub fn render(d: &Diagnostic, map: &gorc_syntax::SourceMap) -> String {
    let mut out = format!("{}: {}", map.location(d.pos), expand_places(&d.message, map));
    for (pos, text) in &d.notes {
        out.push_str(&format!("\n\t{}: {}", map.location(*pos), expand_places(text, map)));
    }
    out
}

/// Replaces the places a message holds by their text.
pub fn expand_places(message: &str, map: &gorc_syntax::SourceMap) -> String {
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
        let pos = Pos(digits.parse().unwrap_or(0));
        let at = map.location(pos);
        if line_only {
            out.push_str(&at.line.to_string());
        } else {
            out.push_str(&at.to_string());
        }
    }
    out
}
