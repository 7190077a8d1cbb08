//! Reporting: diagnostics are collected as data, in gc's words.
//!
//! A message that merely follows from an earlier error (it mentions an invalid operand or type) is dropped once something has
//! been reported. Codes are the names documented for Go's type errors.

use crate::checker::Checker;
use crate::ids::*;
use crate::operand::Operand;
use crate::typestring::Qualifier;
use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_syntax::diag::expand_places;
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
        let mut d = d;
        if self.env.err_pos.is_known() {
            // An inherited constant initialiser: the place is that of the constant.
            d.pos = self.env.err_pos;
        }
        if self.errors > 0 {
            // The lists of types that do not match in number do not count.
            let message = d.message.split("\n\thave (").next().unwrap_or_default();
            let follows = |s: &str| message.find(s).is_some_and(|i| i > 0);
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
        let suffix = self.version_suffix();
        self.error(pos, "UnsupportedFeature", format!("{feature} requires go1.{minor} or later{suffix}"));
    }

    /// Where the language version comes from, as gc adds it to messages about versions.
    pub(crate) fn version_suffix(&self) -> String {
        let f = &self.files[self.env.file.index()];
        match f.ast.go_version {
            Some(v) if v.minor == f.go_minor => format!(" (file declares //go:build go1.{})", f.go_minor),
            _ => {
                let minor = match self.store[f.pkg].go_minor {
                    0 => crate::resolver::NEWEST_MINOR,
                    minor => minor,
                };
                format!(" (-lang was set to go1.{minor}; check go.mod)")
            }
        }
    }

    /// Whether the file being checked may use features of `go1.minor`.
    pub(crate) fn allow_version(&self, minor: u32) -> bool {
        let have = self.files[self.env.file.index()].go_minor;
        have == 0 || have >= minor
    }

    /// Where errors about an expression of the current file are reported: its start, but for slice expressions
    /// the bracket.
    pub(crate) fn pos(&self, e: ExprId) -> Pos {
        let ast = self.env.ast;
        let mut e = e;
        loop {
            e = match ast[e].kind {
                ExprKind::Slice { lbrack, .. } => return lbrack,
                // gc places function types at their parameters.
                ExprKind::FuncType { lparen, .. } => return lparen,
                ExprKind::Selector { x, .. }
                | ExprKind::Index { x, .. }
                | ExprKind::TypeAssert { x, .. }
                | ExprKind::Call { fun: x, .. }
                | ExprKind::Binary { x, .. }
                | ExprKind::KeyValue { key: x, .. } => x,
                _ => return ast[e].pos,
            };
        }
    }

    /// Where gc places the node of an expression, as opposed to its start: what makes it an operation.
    pub(crate) fn node_pos(&self, e: ExprId) -> Pos {
        let ast = self.env.ast;
        match ast[e].kind {
            ExprKind::Binary { op_pos, .. } => op_pos,
            ExprKind::Call { lparen, .. } => lparen,
            ExprKind::Index { lbrack, .. } => lbrack,
            // The dot, if it is written as usual.
            ExprKind::Selector { sel, .. } => Pos(ast[sel].pos.0.saturating_sub(1)),
            ExprKind::TypeAssert { lparen, .. } => Pos(lparen.0.saturating_sub(1)),
            _ => self.pos(e),
        }
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
        crate::expr_string(self.env.ast, e)
    }

    /// A type as messages show it.
    pub(crate) fn type_str(&self, t: TypeId) -> String {
        self.store.type_string_with(t, self.qualifier())
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
/// See [`expand_places`] for places inside messages.
pub fn render(d: &Diagnostic, map: &gorc_syntax::SourceMap) -> String {
    let place = |pos, line_only| {
        let at = map.location(pos);
        if line_only { at.line.to_string() } else { at.to_string() }
    };
    let mut out = format!("{}: {}", map.location(d.pos), expand_places(&d.message, &place));
    for (pos, text) in &d.notes {
        out.push_str(&format!("\n\t{}: {}", map.location(*pos), expand_places(text, &place)));
    }
    out
}
