//! `-ldflags`: the flags of the official linker that mean something here.

use crate::fail::Failure;

/// What `-ldflags` asks for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LinkFlags {
    /// `-X importpath.name=value`: initial values of string variables.
    pub strings: Vec<(String, String)>,
    /// `-s`: leave the symbol table out.
    pub strip: bool,
}

impl LinkFlags {
    /// Reads the values of `-ldflags`; the last one counts, as with `go`.
    pub fn parse(values: &[String]) -> Result<Self, Failure> {
        let mut flags = LinkFlags::default();
        let Some(text) = values.last() else { return Ok(flags) };
        let words = split(text).map_err(|quote| {
            Failure::Usage(format!("invalid value {text:?} for flag -ldflags: unterminated {quote} string"))
        })?;
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let flag = word.strip_prefix("--").or_else(|| word.strip_prefix('-'));
            let Some(flag) = flag else {
                return Err(Failure::Usage(format!("gorc: -ldflags: {word} is no flag")));
            };
            let (name, value) = match flag.split_once('=') {
                Some((name, value)) => (name, Some(value.to_string())),
                None => (flag, None),
            };
            let argument = |words: &mut dyn Iterator<Item = String>| {
                let argument = value.clone().or_else(|| words.next());
                argument.ok_or_else(|| Failure::Usage(format!("link: flag needs an argument: -{name}")))
            };
            match name {
                "X" => match argument(&mut words)?.split_once('=') {
                    Some((variable, value)) if variable.contains('.') => {
                        flags.strings.push((variable.into(), value.into()));
                    }
                    _ => {
                        let why = "link: -X flag requires argument of the form importpath.name=value";
                        return Err(Failure::Errors(why.into()));
                    }
                },
                "s" => flags.strip = value.as_deref() != Some("false"),
                // There is no debugging information to leave out yet, and no other linker that would take flags.
                "w" => {}
                "buildid" | "extldflags" => drop(argument(&mut words)?),
                "linkmode" => match argument(&mut words)?.as_str() {
                    "auto" | "internal" => {}
                    mode => return Err(Failure::Usage(format!("link: -linkmode={mode} is not supported"))),
                },
                _ => return Err(Failure::Usage(format!("link: flag provided but not defined: -{name}"))),
            }
        }
        Ok(flags)
    }
}

/// Splits at white space; a word that begins with a quote ends at the next. The error is the quote that has no end.
fn split(text: &str) -> Result<Vec<String>, char> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, after) = if matches!(first, '\'' | '"') {
            rest[1..].split_once(first).ok_or(first)?
        } else {
            rest.split_once(char::is_whitespace).unwrap_or((rest, ""))
        };
        words.push(word.to_string());
        rest = after.trim_start();
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<LinkFlags, String> {
        LinkFlags::parse(&[text.to_string()]).map_err(|e| match e {
            Failure::Usage(text) | Failure::Errors(text) => text,
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn variables_get_values() {
        let flags = parse("-s -w -X 'main.a=b c' -X=x/y.z= \"-X\" main.q=1=2").expect("valid flags");
        let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
        assert_eq!(flags.strings, [pair("main.a", "b c"), pair("x/y.z", ""), pair("main.q", "1=2")]);
        assert!(flags.strip);
    }

    #[test]
    fn mistakes_are_named() {
        assert!(parse("-X main.a").is_err_and(|e| e.contains("importpath.name=value")));
        assert!(parse("-X").is_err_and(|e| e.contains("needs an argument")));
        assert!(parse("-foo").is_err_and(|e| e.contains("not defined: -foo")));
        assert!(parse("-X 'main.a").is_err_and(|e| e.contains("unterminated ' string")));
        assert!(parse("-linkmode=external").is_err());
    }
}
