//! Diagnostics as text: the one place where they are rendered.
//!
//! The form is that of `go build`: a line `# import/path`, then messages in order of position, `./x.go:5:2: undefined: y`; the
//! compiler stops at the tenth it finds with `./x.go:7:1: too many errors`. File names are relative to the working directory, with `./`
//! in front of files of the directory itself.

use std::path::Path;

use gorc_syntax::diag::{Severity, expand_places};
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
    let mut reported = reported(sources, diagnostics, limit);
    let Some(last) = reported.last().copied() else { return String::new() };
    let too_many = reported.len() == limit;
    reported.sort_by_key(|d| d.pos);
    let mut messages: Vec<String> = reported.iter().map(|d| message(sources, d, cwd)).collect();
    messages.dedup();
    let mut out = format!("# {package}\n{}\n", messages.join("\n"));
    if too_many {
        out += &format!("{}: too many errors\n", place(sources, last.pos, cwd));
    }
    out
}

/// What is to be printed: the first that were found (the one that reaches the limit is too many).
///
/// Of several syntax errors on a line only the first counts, and of several equal other messages that follow each other.
fn reported<'d>(sources: &SourceMap, diagnostics: &'d [Diagnostic], limit: usize) -> Vec<&'d Diagnostic> {
    let line_of = |pos: Pos| {
        let location = sources.location(pos);
        (location.file, location.line)
    };
    let (mut last_syntax, mut last_other) = (None, None);
    let wanted = diagnostics.iter().filter(|d| d.severity != Severity::Warning);
    let new = wanted.filter(|d| {
        let line = Some(line_of(d.pos));
        if is_syntax_error(d) {
            return std::mem::replace(&mut last_syntax, line.clone()) != line;
        }
        let this = Some((line, &d.message, &d.notes));
        std::mem::replace(&mut last_other, this.clone()) != this
    });
    new.take(limit).collect()
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
    out += &expand_places(&diagnostic.message, &inner);
    for (pos, text) in &diagnostic.notes {
        let text = expand_places(text, &inner);
        let mut at = place(sources, *pos, cwd);
        if is_beside(sources, diagnostic.pos, *pos) && !at.starts_with(['.', '/']) {
            at.insert_str(0, "./");
        }
        out += &format!("\n\t{at}: {text}");
    }
    out
}

/// Whether a note is about a file of another package, which go then names from the working directory on; it does not
/// where that package's directory is around the one that is compiled.
fn is_beside(sources: &SourceMap, own: Pos, other: Pos) -> bool {
    let (Some(own), Some(other)) = (sources.file_at(own), sources.file_at(other)) else { return false };
    !parent(own.name()).starts_with(parent(other.name()))
}

fn place(sources: &SourceMap, pos: Pos, cwd: &Path) -> String {
    let mut location = sources.location(pos);
    if location.line == 0 {
        return String::new();
    }
    // gc has eight bits for columns.
    if location.col >= 255 {
        location.col = 0;
    }
    let Some(source) = sources.file_at(pos) else { return location.to_string() };
    let own = parent(source.name());
    // A name that a line directive gives is relative to the file with the directive.
    if !location.file.is_empty() {
        let full = match *location.file == *source.name() {
            true => source.name().to_string(),
            false => normalised(&own.join(&*location.file)),
        };
        location.file = name_given_in(own, &full, cwd).into();
    }
    location.to_string()
}

/// A path without `.` and `..` in the middle.
fn normalised(path: &Path) -> String {
    let mut out = std::path::PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if out.file_name().is_some() => drop(out.pop()),
            part => out.push(part),
        }
    }
    out.to_string_lossy().into_owned()
}

/// The name of a file in messages of the compiler.
pub fn file_name(path: &str, cwd: &Path) -> String {
    name_given_in(parent(path), path, cwd)
}

/// The name, in messages of the compiler, of a file that a file of directory `own` is or names in a line directive: relative,
/// with `./` in front of files of the working directory itself and of what these name below it.
fn name_given_in(own: &Path, path: &str, cwd: &Path) -> String {
    let short = shorten(path, cwd);
    let here = !short.contains('/') || (own == cwd && Path::new(path).starts_with(own));
    if here { format!("./{short}") } else { short }
}

fn parent(path: &str) -> &Path {
    Path::new(path).parent().unwrap_or(Path::new(""))
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
    fn first_ten_messages_are_printed_in_order() {
        let sources = SourceMap::new();
        let text: Vec<u8> = b"\n".repeat(20);
        let file = sources.add("/d/x.go", text).expect("room");
        let at = |line: u32| file.base().offset(line - 1);
        let all: Vec<Diagnostic> =
            (1..=12).map(|line| Diagnostic::error(at(line), "X", format!("e{line}"))).collect();
        let text = render("m", &sources, &all, Path::new("/d"), LIMIT);
        assert!(text.starts_with("# m\n./x.go:1:1: e1\n./x.go:2:1: e2\n"), "{text}");
        assert!(text.ends_with("./x.go:10:1: e10\n./x.go:10:1: too many errors\n"), "{text}");
        let two = [all[11].clone(), all[10].clone()];
        let text = render("m", &sources, &two, Path::new("/"), LIMIT);
        assert_eq!(text, "# m\nd/x.go:11:1: e11\nd/x.go:12:1: e12\n");
    }
}
