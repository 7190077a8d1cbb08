//! Diagnostics as text: the one place where they are rendered.
//!
//! The form is that of `go build`: a line `# import/path`, then at most ten messages in order of position,
//! `./x.go:5:2: undefined: y`, then `./x.go:7:1: too many errors`. File names are relative to the working directory, with `./`
//! in front of files of the directory itself.

use std::collections::HashSet;
use std::path::Path;

use gorc_syntax::diag::Severity;
use gorc_syntax::{Diagnostic, Pos, SourceMap};

/// How many messages are printed for a package.
pub const LIMIT: usize = 10;

/// Renders the first `limit` of a package's diagnostics; empty if there are none.
pub fn render(
    package: &str,
    sources: &SourceMap,
    diagnostics: &[Diagnostic],
    cwd: &Path,
    limit: usize,
) -> String {
    let sorted = sorted(sources, diagnostics);
    if sorted.is_empty() {
        return String::new();
    }
    let mut out = format!("# {package}\n");
    for diagnostic in sorted.iter().take(limit) {
        out += &message(sources, diagnostic, cwd);
        out.push('\n');
    }
    if sorted.len() > limit {
        out += &format!("{}: too many errors\n", place(sources, sorted[limit - 1].pos, cwd));
    }
    out
}

/// What is to be printed, in order of position.
fn sorted<'d>(sources: &SourceMap, diagnostics: &'d [Diagnostic]) -> Vec<&'d Diagnostic> {
    let line_of = |pos: Pos| {
        let location = sources.location(pos);
        (location.file, location.line)
    };
    let mut sorted: Vec<&Diagnostic> =
        diagnostics.iter().filter(|d| d.severity != Severity::Warning).collect();
    sorted.sort_by_key(|d| d.pos);
    let mut seen = HashSet::new();
    sorted.retain(|diagnostic| {
        // One syntax error to a line, and no message twice on one.
        let key = if is_syntax_error(diagnostic) { "syntax error" } else { &diagnostic.message };
        seen.insert((line_of(diagnostic.pos), key))
    });
    sorted
}

/// Whether the syntax tree is damaged, so that checking it would only report what follows from that.
pub fn is_syntax_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.message.starts_with("syntax error")
}

fn message(sources: &SourceMap, diagnostic: &Diagnostic, cwd: &Path) -> String {
    let mut out = place(sources, diagnostic.pos, cwd);
    if !out.is_empty() {
        out += ": ";
    }
    let inner = |pos, line_only| {
        if line_only { sources.location(pos).line.to_string() } else { place(sources, pos, cwd) }
    };
    out += &gorc_types::expand_places(&diagnostic.message, &inner);
    for (pos, text) in &diagnostic.notes {
        let text = gorc_types::expand_places(text, &inner);
        out += &format!("\n\t{}: {text}", place(sources, *pos, cwd));
    }
    out
}

fn place(sources: &SourceMap, pos: Pos, cwd: &Path) -> String {
    let mut location = sources.location(pos);
    if location.line == 0 {
        return String::new();
    }
    let short = shorten(&location.file, cwd);
    let dotted = if short.contains('/') { short } else { format!("./{short}") };
    location.file = dotted.into();
    location.to_string()
}

/// A path relative to the working directory if that is shorter.
pub fn shorten(path: &str, cwd: &Path) -> String {
    let relative = relative(Path::new(path), cwd);
    match relative {
        Some(relative) if relative.len() < path.len() => relative,
        _ => path.to_string(),
    }
}

fn relative(path: &Path, base: &Path) -> Option<String> {
    if !path.is_absolute() {
        return None;
    }
    let common = path.components().zip(base.components()).take_while(|(a, b)| a == b).count();
    let up = base.components().count() - common;
    let mut parts = vec!["..".to_string(); up];
    parts.extend(path.components().skip(common).map(|c| c.as_os_str().to_string_lossy().into_owned()));
    Some(if parts.is_empty() { ".".to_string() } else { parts.join("/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shortened() {
        let cwd = Path::new("/home/u/m");
        assert_eq!(shorten("/home/u/m/x.go", cwd), "x.go");
        assert_eq!(shorten("/home/u/m/p/x.go", cwd), "p/x.go");
        assert_eq!(shorten("/home/u/n/x.go", cwd), "../n/x.go");
        assert_eq!(shorten("/tmp/x.go", cwd), "/tmp/x.go");
        assert_eq!(shorten("fmt/print.go", cwd), "fmt/print.go");
    }

    #[test]
    fn ten_messages_are_printed_in_order() {
        let sources = SourceMap::new();
        let text: Vec<u8> = b"\n".repeat(20);
        let file = sources.add("/d/x.go", text).expect("room");
        let at = |line: u32| file.base().offset(line - 1);
        let mut all: Vec<Diagnostic> =
            (1..=12).rev().map(|line| Diagnostic::error(at(line), "X", format!("e{line}"))).collect();
        all.push(Diagnostic::soft(at(12), "Y", "soft beside hard"));
        let text = render("m", &sources, &all, Path::new("/d"), LIMIT);
        assert!(text.starts_with("# m\n./x.go:1:1: e1\n./x.go:2:1: e2\n"), "{text}");
        assert!(text.ends_with("./x.go:10:1: e10\n./x.go:10:1: too many errors\n"), "{text}");
        let one = render("m", &sources, &all[..1], Path::new("/"), LIMIT);
        assert_eq!(one, "# m\nd/x.go:12:1: e12\n");
    }
}
