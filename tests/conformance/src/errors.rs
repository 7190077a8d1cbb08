//! `errorcheck`: messages against the `// ERROR "regexp"` comments on their lines.
//!
//! A comment holds one or more patterns in double quotes, each of which a message on that line must match; every message on
//! a line must match one of its patterns. `GC_ERROR` counts, `GCCGO_ERROR` does not. `LINE` and `LINE±n` in a pattern stand for
//! `file:line`.

use std::collections::BTreeMap;

use crate::regex;

/// Compares messages with the markers of files (name, text). Gives what is missing or too much, empty when all match.
pub fn compare(files: &[(String, String)], output: &str) -> String {
    // Places inside messages: the suite names files without directory.
    let mut output = output.to_owned();
    for (name, _) in files {
        output = output.replace(&format!(" ./{name}:"), &format!(" {name}:"));
        output = output.replace(&format!("\t./{name}:"), &format!("\t{name}:"));
    }
    let mut messages: BTreeMap<(String, usize), Vec<String>> = BTreeMap::new();
    let mut last: Option<(String, usize)> = None;
    for line in output.lines() {
        if line.starts_with('\t') || line.starts_with("# ") {
            // A continuation belongs to the message before it.
            if let (Some(key), true) = (&last, line.starts_with('\t'))
                && let Some(message) = messages.get_mut(key).and_then(|m| m.last_mut())
            {
                message.push('\n');
                message.push_str(line);
            }
            continue;
        }
        let Some((file, number, text)) = split(line) else { continue };
        let key = (file, number);
        messages.entry(key.clone()).or_default().push(text);
        last = Some(key);
    }
    let mut complaints = Vec::new();
    for (name, text) in files {
        for (i, line) in text.lines().enumerate() {
            let number = i + 1;
            let patterns = patterns(line, name, number);
            let mut found = messages.remove(&(name.clone(), number)).unwrap_or_default();
            for pattern in &patterns {
                let before = found.len();
                found.retain(|m| !regex::matches(pattern, m));
                if found.len() == before {
                    complaints.push(format!("{name}:{number}: no match for `{pattern}` in {found:?}"));
                }
            }
            for message in found {
                complaints.push(format!("{name}:{number}: unexpected: {message}"));
            }
        }
    }
    complaints
        .extend(messages.into_iter().map(|((file, line), m)| format!("{file}:{line}: unexpected: {m:?}")));
    complaints.join("\n")
}

/// `path/x.go:5:2: text` as (`x.go`, 5, text).
fn split(line: &str) -> Option<(String, usize, String)> {
    let at = line.find(".go:")?;
    let file = line[..at + 3].rsplit('/').next()?.to_owned();
    let rest = &line[at + 4..];
    let (number, rest) = rest.split_once(':')?;
    let text = match rest.split_once(": ") {
        Some((column, text)) if column.bytes().all(|b| b.is_ascii_digit()) => text,
        _ => rest.trim_start(),
    };
    Some((file, number.parse().ok()?, text.to_owned()))
}

/// The patterns of a line's marker: what stands in double quotes, as it is. A line with `////` has none.
fn patterns(line: &str, file: &str, number: usize) -> Vec<String> {
    let marker = ["// ERROR ", "// GC_ERROR "].iter().filter_map(|m| Some(line.find(m)? + m.len())).min();
    let Some(at) = marker.filter(|_| !line.contains("////")) else { return Vec::new() };
    let mut parts = line[at..].split('"');
    let mut out = Vec::new();
    while let (Some(_), Some(pattern)) = (parts.next(), parts.next()) {
        out.push(expand(pattern, file, number));
    }
    // An odd number of quotes: the last one ends nothing.
    if line[at..].matches('"').count() % 2 == 1 {
        out.pop();
    }
    out
}

/// Replaces `LINE` and `LINE±n`.
fn expand(pattern: &str, file: &str, number: usize) -> String {
    let Some(at) = pattern.find("LINE") else { return pattern.to_owned() };
    let rest = &pattern[at + 4..];
    let sign = rest.chars().next().filter(|c| "+-".contains(*c));
    let digits = sign.map_or(0, |_| rest[1..].bytes().take_while(u8::is_ascii_digit).count());
    let mut line = number as i64;
    let mut used = 0;
    if digits > 0 {
        let n: i64 = rest[1..=digits].parse().unwrap_or(0);
        line += if sign == Some('-') { -n } else { n };
        used = 1 + digits;
    }
    format!("{}{file}:{line}{}", &pattern[..at], expand(&rest[used..], file, number))
}

#[cfg(test)]
mod tests {
    use super::{compare, patterns};

    #[test]
    fn markers_are_read() {
        assert_eq!(patterns("x // ERROR \"a\\\\b\" \"c|d\"", "f.go", 3), ["a\\\\b", "c|d"]);
        assert_eq!(patterns("x // ERROR `a \"b\" c`", "f.go", 3), ["b"]);
        assert!(patterns("x //// ERROR \"y\"", "f.go", 3).is_empty());
        assert_eq!(patterns("x // GC_ERROR \"LINE-1 y\"", "f.go", 3), ["f.go:2 y"]);
        assert!(patterns("x // GCCGO_ERROR \"y\"", "f.go", 3).is_empty());
    }

    #[test]
    fn messages_are_compared_line_by_line() {
        let files = [("f.go".to_owned(), "a\nb // ERROR \"undefined\"\n".to_owned())];
        assert_eq!(compare(&files, "./f.go:2:1: undefined: b\n"), "");
        assert!(compare(&files, "").contains("no match"));
        assert!(compare(&files, "./f.go:1:1: x\n./f.go:2:1: undefined: b\n").contains("unexpected: x"));
    }
}
