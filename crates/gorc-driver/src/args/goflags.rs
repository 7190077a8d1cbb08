//! `GOFLAGS`: flags that hold before those of the command line.
//!
//! As `go help environment` has it: a list of `-flag=value`, apart by white space, each as a whole in quotes if it has white space
//! itself. The list is written for the `go` command, so flags that gorc does not have are no mistake: they are passed over.

use crate::fail::Failure;

/// The flags in the text of the variable.
pub(super) fn parse(text: &str) -> Result<Vec<String>, Failure> {
    let wrong = |why: String| Failure::tool(format!("parsing $GOFLAGS: {why}"));
    let flags = split(text).map_err(|quote| wrong(format!("unterminated {quote} string")))?;
    for flag in &flags {
        let name = flag.strip_prefix("--").or_else(|| flag.strip_prefix('-')).unwrap_or_default();
        if name.is_empty() || name.starts_with(['-', '=']) {
            return Err(wrong(format!("non-flag {flag:?}")));
        }
    }
    Ok(flags)
}

/// The words of a text; a word that begins with a quote ends with the next one. Fails with a quote that has no second.
fn split(mut text: &str) -> Result<Vec<String>, char> {
    let mut words = Vec::new();
    loop {
        text = text.trim_ascii_start();
        let (word, rest) = match text.chars().next() {
            None => return Ok(words),
            Some(quote @ ('\'' | '"')) => text[1..].split_once(quote).ok_or(quote)?,
            Some(_) => text.split_at(text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len())),
        };
        words.push(word.to_string());
        text = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Vec<String>, String> {
        parse(text).map_err(|failure| match failure {
            Failure::Errors(text) => text,
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn flags_are_words_or_quoted() {
        assert_eq!(parsed(" -v  --tags=a,b\t").unwrap(), ["-v", "--tags=a,b"]);
        assert_eq!(
            parsed("'-ldflags=-X main.a=1 -s' \"-gcflags=-N -l\"").unwrap(),
            ["-ldflags=-X main.a=1 -s", "-gcflags=-N -l"]
        );
        assert!(parsed("").unwrap().is_empty());
    }

    #[test]
    fn mistakes_are_told_as_go_tells_them() {
        assert_eq!(parsed("-v bogus").unwrap_err(), "gorc: parsing $GOFLAGS: non-flag \"bogus\"");
        assert_eq!(parsed("-").unwrap_err(), "gorc: parsing $GOFLAGS: non-flag \"-\"");
        assert_eq!(parsed("'-tags=a").unwrap_err(), "gorc: parsing $GOFLAGS: unterminated ' string");
    }
}
