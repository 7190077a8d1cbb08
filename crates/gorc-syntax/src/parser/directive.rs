//! Comments that mean something: `//go:…` and `//line`.

use super::Parser;
use crate::ast::{Directive, GoVersion, List};
use crate::constraint;
use crate::embed;
use crate::lexer::Comment;
use crate::source::{LineDirective, Pos};
use crate::symbol::Symbol;
use crate::token::Token;

/// Directives that say something about the function they precede.
const FUNC_DIRECTIVES: &[&str] = &[
    "go:noescape",
    "go:norace",
    "go:nosplit",
    "go:noinline",
    "go:nocheckptr",
    "go:systemstack",
    "go:nowritebarrier",
    "go:nowritebarrierrec",
    "go:yeswritebarrierrec",
    "go:uintptrkeepalive",
    "go:uintptrescapes",
    "go:registerparams",
    "go:wrapper",
];

/// What has been collected so far.
#[derive(Default)]
pub(super) struct Collector {
    /// All `//go:` directives of the file.
    all: Vec<Directive>,
    /// How many of them have been given to a declaration, or dropped.
    taken: usize,
    /// Directives in front of the package clause or a declaration that they cannot belong to.
    misplaced: Vec<Directive>,
    lines: Vec<LineDirective>,
}

impl Parser<'_> {
    /// Takes what the lexer found in front of the current token.
    #[cold]
    pub(super) fn collect_directives(&mut self) {
        for comment in std::mem::take(&mut self.lexer.directives) {
            let bytes = &self.lexer.src()[comment.start as usize..comment.end as usize];
            let text = String::from_utf8_lossy(bytes).into_owned();
            let Some(body) = text.strip_prefix("//") else {
                let body = text.trim_start_matches("/*").trim_end_matches("*/");
                self.line_directive(comment, body, false);
                continue;
            };
            let body = body.trim_end_matches('\r');
            match body.starts_with("go:") {
                true => self.go_directive(comment, body),
                false => self.line_directive(comment, body, true),
            }
        }
    }

    fn go_directive(&mut self, comment: Comment, body: &str) {
        // Behind `go:embed` gc wants a space.
        let ends = |c| c == ' ' || c == '\t' && !body.starts_with("go:embed\t");
        let (name, args) = body.split_once(ends).unwrap_or((body, ""));
        let pos = self.base.offset(comment.start + 2);
        let skipped = body.len() - args.trim_start().len();
        let args_pos = pos.offset(skipped as u32);
        let args = args.trim();
        let directive = Directive { pos, name: Symbol::intern(name), args: Symbol::intern(args), args_pos };
        if !comment.own_line {
            return self.harmless_error_at(pos, "misplaced compiler directive");
        }
        if name == Directive::EMBED {
            let patterns = embed::split(args);
            if let Err(message) = &patterns {
                self.harmless_error_at(pos, message.clone());
            }
            if patterns.is_ok_and(|list| !list.is_empty()) {
                self.directives.all.push(directive);
            } else {
                self.harmless_error_at(pos, "usage: //go:embed pattern...");
            }
            return;
        }
        if name == "go:linkname" && body != name && !matches!(args.split_whitespace().count(), 1 | 2) {
            return self.harmless_error_at(pos, "usage: //go:linkname localname [linkname]");
        }
        if name == "go:build" && self.file.package_pos == Pos::NONE {
            self.file.go_version = self.file.go_version.or_else(|| build_version(args));
        }
        self.directives.all.push(directive);
    }

    /// `line file:N` or `line file:N:M`; text that does not end in a number is no directive.
    fn line_directive(&mut self, comment: Comment, body: &str, line_comment: bool) {
        let src = self.lexer.src();
        let start = comment.start as usize;
        if line_comment && start > 0 && src[start - 1] != b'\n' {
            return;
        }
        let text = body.strip_prefix("line ").unwrap_or("");
        let Some((rest, last)) = text.rsplit_once(':') else { return };
        let text_offset = comment.start + 7; // after `//line ` or `/*line `
        // `body` replaces invalid UTF-8, which is longer: stay within the comment.
        let number_pos = |at: usize| self.base.offset((text_offset + at as u32).min(comment.end));
        let with_column = rest
            .rsplit_once(':')
            .filter(|(_, middle)| !middle.is_empty() && middle.bytes().all(|b| b.is_ascii_digit()));
        let Some(last_number) = directive_number(last) else {
            let what = if with_column.is_some() { "column" } else { "line" };
            let pos = number_pos(rest.len() + 1);
            return self.error_at(pos, format!("invalid {what} number: {last}"));
        };
        let (mut name, mut line, mut col) = (rest, last_number, 0);
        if let Some((file, middle)) = with_column {
            let Some(number) = directive_number(middle) else {
                let (pos, message) = (number_pos(file.len() + 1), format!("invalid line number: {middle}"));
                return self.error_at(pos, message);
            };
            (name, line, col) = (file, number, last_number);
        }
        let current = self.directives.lines.last().map(|d| d.file.clone());
        let file = match name {
            // Without a file name the file stays the same, but only if a column is given.
            "" if col > 0 => current.unwrap_or_else(|| self.source.name().into()),
            name => name.into(),
        };
        // A line comment speaks of the next line.
        let offset = if line_comment { comment.end + 1 } else { comment.end };
        self.directives.lines.push(LineDirective { offset, file, line, col });
    }

    /// Gives the directives seen since the last declaration to the one that begins.
    pub(super) fn take_directives(&mut self, keyword: Token) -> List<Directive> {
        let taken = std::mem::replace(&mut self.directives.taken, self.directives.all.len());
        if taken == self.directives.all.len() {
            return List::EMPTY;
        }
        let found = self.directives.all[taken..].to_vec();
        for directive in &found {
            let name = directive.name.as_str();
            let right = match name {
                Directive::EMBED => keyword == Token::Var,
                "go:build" => false,
                _ if keyword == Token::Import => true,
                _ => keyword == Token::Func || !FUNC_DIRECTIVES.contains(&name),
            };
            if !right {
                self.directives.misplaced.push(*directive);
            }
        }
        self.file.all_directives(&found)
    }

    /// Passes over directives that precede nothing they could belong to.
    pub(super) fn drop_directives(&mut self) {
        if self.directives.taken == self.directives.all.len() {
            return;
        }
        for i in self.directives.taken..self.directives.all.len() {
            let directive = self.directives.all[i];
            let name = directive.name.as_str();
            if matches!(name, Directive::EMBED | "go:build") || FUNC_DIRECTIVES.contains(&name) {
                self.harmless_error_at(directive.pos, directive.misplaced());
            }
        }
        self.directives.taken = self.directives.all.len();
    }

    /// Passes over the directives in front of the package clause, where only `//go:build` and unknown ones belong.
    pub(super) fn file_directives(&mut self) {
        for i in self.directives.taken..self.directives.all.len() {
            let directive = self.directives.all[i];
            let name = directive.name.as_str();
            if name == Directive::EMBED || FUNC_DIRECTIVES.contains(&name) {
                self.directives.misplaced.push(directive);
            }
        }
        self.directives.taken = self.directives.all.len();
    }

    /// Stores what was collected in the tree and the source map.
    pub(super) fn finish_directives(&mut self) {
        let all = std::mem::take(&mut self.directives.all);
        let misplaced = std::mem::take(&mut self.directives.misplaced);
        self.file.misplaced = self.file.all_directives(&misplaced);
        self.file.directives = self.file.all_directives(&all);
        self.source.set_line_directives(std::mem::take(&mut self.directives.lines));
    }
}

/// A line or column number; they must be positive and not excessive.
fn directive_number(digits: &str) -> Option<u32> {
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|&n| n > 0 && n < 1 << 30)
}

/// The language version that a build constraint demands at least.
fn build_version(args: &str) -> Option<GoVersion> {
    constraint::Constraint::parse(args).ok()?.go_version()
}
