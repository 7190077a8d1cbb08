//! Where errors are expected: `/* ERROR "text" */` and `ERRORx "regexp"` comments of the type checker's test data.
//!
//! A marker speaks of the token in front of it (semicolons that stand for newlines are no tokens here); several markers at one
//! token ask for several errors. The scanner below knows just enough of Go's tokens to tell where each begins.

use crate::regex;

/// One expected error.
pub struct Marker {
    /// Line of the token in front, from 1.
    pub line: u32,
    /// Its column in bytes, from 1.
    pub col: u32,
    /// What the message must contain, or match.
    pub pattern: String,
    /// Whether the pattern is a regular expression.
    pub is_regexp: bool,
}

impl Marker {
    /// Is this the message that is expected?
    pub fn accepts(&self, message: &str) -> bool {
        match self.is_regexp {
            true => regex::matches(&self.pattern, message),
            false => message.contains(&self.pattern),
        }
    }
}

/// The markers of a file in order. A pattern that is no Go string is an error.
pub fn read(src: &[u8]) -> Result<Vec<Marker>, String> {
    let mut scanner = Scanner { src, at: 0 };
    let mut out = Vec::new();
    let mut token = None;
    while let Some((start, end)) = scanner.next() {
        let text = &src[start..end];
        let comment = match text {
            [b'/', b'/', rest @ ..] => rest,
            [b'/', b'*', rest @ .., b'*', b'/'] => rest,
            _ => {
                token = Some(start);
                continue;
            }
        };
        let comment = String::from_utf8_lossy(comment);
        let (is_regexp, pattern) = match (comment.strip_prefix(" ERROR "), comment.strip_prefix(" ERRORx ")) {
            (Some(pattern), _) => (false, pattern),
            (_, Some(pattern)) => (true, pattern),
            _ => continue,
        };
        let (line, col) = token.map_or((0, 0), |at| line_col(src, at));
        let pattern =
            unquote(pattern.trim()).ok_or_else(|| format!("line {line}: bad pattern {}", pattern.trim()))?;
        out.push(Marker { line, col, pattern, is_regexp });
    }
    Ok(out)
}

fn line_col(src: &[u8], at: usize) -> (u32, u32) {
    let before = &src[..at];
    let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
    let col = at - before.iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1) + 1;
    (line as u32, col as u32)
}

/// The value of a quoted Go string.
fn unquote(text: &str) -> Option<String> {
    if let Some(raw) = text.strip_prefix('`') {
        return Some(raw.strip_suffix('`')?.replace('\r', ""));
    }
    let body = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::new();
    let mut chars = body.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let c = chars.next()?;
        let digits = match c {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if digits > 0 {
            let hex: String = chars.by_ref().take(digits).collect();
            out.push(char::from_u32(u32::from_str_radix(&hex, 16).ok()?)?);
            continue;
        }
        out.push(match c {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'a' => '\x07',
            'b' => '\x08',
            'f' => '\x0c',
            'v' => '\x0b',
            '\\' | '"' => c,
            _ => return None,
        });
    }
    Some(out)
}

/// Operators of more than one byte, longer ones first.
const OPERATORS: &[&str] = &[
    "<<=", ">>=", "&^=", "...", "<<", ">>", "&^", "&&", "||", "<-", "++", "--", "==", "!=", "<=", ">=", ":=",
    "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
];

struct Scanner<'a> {
    src: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    /// The extent of the next token or comment.
    fn next(&mut self) -> Option<(usize, usize)> {
        while self.src.get(self.at)?.is_ascii_whitespace() {
            self.at += 1;
        }
        let start = self.at;
        let rest = &self.src[start..];
        let len = match rest {
            [b'/', b'/', ..] => rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len()),
            [b'/', b'*', body @ ..] => body.windows(2).position(|w| w == b"*/").map_or(rest.len(), |i| i + 4),
            [quote @ (b'"' | b'\'' | b'`'), ..] => quoted(rest, *quote),
            [b'0'..=b'9', ..] | [b'.', b'0'..=b'9', ..] => number(rest),
            [b, ..] if is_word(*b) => rest.iter().take_while(|&&b| is_word(b)).count(),
            _ => OPERATORS.iter().find(|o| rest.starts_with(o.as_bytes())).map_or(1, |o| o.len()),
        };
        self.at += len;
        Some((start, self.at))
    }
}

fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_' || b >= 0x80
}

/// The length of a string or rune; one that is not closed ends with its line.
fn quoted(text: &[u8], quote: u8) -> usize {
    let mut i = 1;
    while i < text.len() {
        match text[i] {
            b if b == quote => return i + 1,
            b'\\' if quote != b'`' => i += 1,
            b'\n' if quote != b'`' => return i,
            _ => {}
        }
        i += 1;
    }
    text.len()
}

fn number(text: &[u8]) -> usize {
    let hex = text.len() > 1 && text[0] == b'0' && text[1] | 0x20 == b'x';
    let exponent = if hex { b'p' } else { b'e' };
    let inside = |i: usize| {
        let sign = matches!(text[i], b'+' | b'-') && text[i - 1] | 0x20 == exponent;
        text[i] == b'.' || is_word(text[i]) || sign
    };
    (1..text.len()).find(|&i| !inside(i)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn markers_belong_to_the_token_in_front() {
        let src = "package p\nvar x = y /* ERROR \"undefined\" */ /* ERRORx `a|b` */ + 1e+2 // ERROR \"q\\\"\"\n\n// ERROR \"end\"\n";
        let got: Vec<_> = read(src.as_bytes()).expect("markers").into_iter().collect();
        let short: Vec<_> =
            got.iter().map(|m| (m.line, m.col, m.pattern.as_str(), m.is_regexp)).collect::<Vec<_>>();
        let want =
            [(2, 9, "undefined", false), (2, 9, "a|b", true), (2, 56, "q\"", false), (2, 56, "end", false)];
        assert_eq!(short, want);
        assert!(got[1].accepts("xbx") && !got[0].accepts("xbx"));
        assert!(read(b"x // ERROR nothing\n").is_err());
    }
}
