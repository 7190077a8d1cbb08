//! Normalising what programs write to standard error when they fail.
//!
//! Two right implementations of Go differ in these, so both sides are rewritten before they are compared:
//! - goroutine numbers: renumbered in order of appearance (gc's runtime starts more goroutines of its own);
//! - offsets in functions (`+0x1e`), addresses (`0xc000012345`, `pc=0x…`) and arguments (`f(0x1, …)` is `f(...)`);
//! - what only a fatal error adds: `gp=… m=… mp=…` of a goroutine, the `runtime stack:`, goroutines without frames of the program;
//! - how often a frame is repeated, and the number of frames elided from a long stack;
//! - frames of the standard library and the runtime (a function line and a line with a file outside `$DIR`): dropped,
//!   since the library's insides are each implementation's own.

use std::collections::HashMap;

/// Rewrites what may differ.
pub fn normalise(text: &str) -> String {
    let is_trace = text.lines().any(|l| l.starts_with("goroutine ") && l.ends_with(':'));
    if !is_trace {
        return text.to_string();
    }
    // Paragraphs: the message, then a goroutine each.
    let mut numbers = HashMap::new();
    let mut out = Vec::new();
    for paragraph in text.trim_end().split("\n\n") {
        let lines: Vec<&str> = paragraph.lines().collect();
        let is_goroutine = lines.first().is_some_and(|l| l.starts_with("goroutine ") && l.ends_with(':'));
        let frames = frames(&lines, &mut numbers);
        if lines.first().is_none_or(|l| *l != "runtime stack:") && (!is_goroutine || frames.len() > 1) {
            out.push(frames.join("\n"));
        }
    }
    out.join("\n\n") + "\n"
}

/// The lines of a paragraph, each of the program's frames being one.
fn frames(lines: &[&str], numbers: &mut HashMap<String, usize>) -> Vec<String> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        if let Some(place) = lines.get(i + 1).filter(|next| is_place(next)) {
            if let Some(place) = place.trim_start().strip_prefix("$DIR/") {
                let place = place.split(" +0x").next().unwrap_or(place);
                out.push(format!("{}\n\t{place}", renumber(&function(lines[i]), numbers)));
            }
            i += 2;
            continue;
        }
        let line = addresses(&renumber(lines[i], numbers));
        out.push(match (line.starts_with("goroutine "), line.find(" gp="), line.find(" [")) {
            (true, Some(from), Some(to)) if from < to => format!("{}{}", &line[..from], &line[to..]),
            _ if line.starts_with("...") && line.ends_with("frames elided...") => "...".to_string(),
            _ => line,
        });
        i += 1;
    }
    out.dedup();
    out
}

/// `\tfile.go:12 +0x34`
fn is_place(line: &str) -> bool {
    line.starts_with('\t') && (line.contains(".go:") || line.contains(".s:"))
}

/// A frame's function without its arguments; `created by f in goroutine 1` as it is.
fn function(line: &str) -> String {
    match line.rfind('(') {
        Some(open) if line.ends_with(')') && !line.starts_with("created by") => {
            let arguments = &line[open + 1..line.len() - 1];
            if arguments.is_empty() { line.to_string() } else { format!("{}(...)", &line[..open]) }
        }
        _ => line.to_string(),
    }
}

/// Replaces the number after each `goroutine `.
fn renumber(line: &str, numbers: &mut HashMap<String, usize>) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("goroutine ") {
        let (before, after) = rest.split_at(at + "goroutine ".len());
        out += before;
        let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let (number, tail) = after.split_at(digits);
        if !number.is_empty() {
            let next = numbers.len() + 1;
            out += &numbers.entry(number.to_string()).or_insert(next).to_string();
        }
        rest = tail;
    }
    out + rest
}

/// Replaces hexadecimal numbers of four digits or more.
fn addresses(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("0x") {
        let (before, after) = rest.split_at(at);
        let digits = after[2..].find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(after.len() - 2);
        let (number, tail) = after.split_at(2 + digits);
        out += before;
        out += if digits >= 4 { "0xADDR" } else { number };
        rest = tail;
    }
    out + rest
}

#[test]
fn traces_are_normalised() {
    let text = "panic: x\n\ngoroutine 18 [running]:\nsync.(*M).Lock(0xc000012345)\n\t$GOROOT/src/sync/m.go:3 +0x1\n\
        main.f({0x1, 0x2})\n\t$DIR/x.go:5 +0x25\ncreated by main.main in goroutine 7\n\t$DIR/x.go:8 +0x37\n";
    let want = "panic: x\n\ngoroutine 1 [running]:\nmain.f(...)\n\tx.go:5\ncreated by main.main in goroutine 2\n\tx.go:8\n";
    assert_eq!(normalise(text), want);
    assert_eq!(normalise("no trace 0x12345\n"), "no trace 0x12345\n");
    assert_eq!(
        addresses("[signal SIGSEGV: code=0x1 addr=0x0 pc=0x45f2a4]"),
        "[signal SIGSEGV: code=0x1 addr=0x0 pc=0xADDR]"
    );
}
