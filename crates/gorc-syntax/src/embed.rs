//! `//go:embed`: the patterns of a directive, and the variables that directives are about.
//!
//! What a directive may stand before is checked by gorc-types; which files the patterns mean is found by the driver, the only one that looks
//! at files. [`embeds`] names what has to be looked for.

use crate::ast::{DeclId, DeclKind, Directive, File, List};
use crate::lexer::Lexer;
use crate::literal::string_value;
use crate::source::Pos;
use crate::token::Token;

/// A pattern of a `//go:embed` directive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pattern {
    /// Where it stands.
    pub pos: Pos,
    /// The pattern, without quotes.
    pub text: String,
}

impl Directive {
    /// The name of the directive whose patterns [`Directive::patterns`] are.
    pub const EMBED: &str = "go:embed";

    /// Whether it is a `//go:embed` directive.
    pub fn is_embed(&self) -> bool {
        self.name.as_str() == Self::EMBED
    }

    /// The patterns of a `//go:embed` directive; none if they are malformed, which the parser has reported.
    pub fn patterns(&self) -> Vec<Pattern> {
        split(self.args.as_str()).map_or_else(
            |_| Vec::new(),
            |found| {
                found
                    .into_iter()
                    .map(|(offset, text)| Pattern { pos: self.args_pos.offset(offset), text })
                    .collect()
            },
        )
    }
}

/// The package-level variables with the directives that give them their contents: one variable without initialiser to a declaration, in a
/// file that imports the package `embed`. All other directives are errors.
pub fn embeds(file: &File) -> Vec<(DeclId, List<Directive>)> {
    if !imports_embed(file) {
        return Vec::new();
    }
    let has = |decl: &DeclId| {
        let declares_one = matches!(&file[*decl].kind, DeclKind::Var { names, values, .. } if names.len() == 1 && values.is_empty());
        declares_one && file[file[*decl].directives].iter().any(Directive::is_embed)
    };
    file[file.decls].iter().copied().filter(has).map(|decl| (decl, file[decl].directives)).collect()
}

/// Whether a file imports the package `embed`, which the directives need.
pub fn imports_embed(file: &File) -> bool {
    file.imports().any(|(_, _, path)| file.string_literal(path).as_deref() == Some(b"embed"))
}

/// Splits a directive's arguments: words and Go strings, apart by blanks, each with its offset. The error is gc's.
pub(crate) fn split(args: &str) -> Result<Vec<(u32, String)>, String> {
    let invalid = |text: &str| format!("invalid quoted string in //go:embed: {text}");
    let mut list = Vec::new();
    let end = args.trim_end().len();
    let mut rest = args.trim();
    while let Some(first) = rest.chars().next() {
        let offset = (end - rest.len()) as u32;
        let (pattern, len) = match first {
            '`' | '"' => {
                let len = quoted_len(rest).ok_or_else(|| invalid(rest))?;
                let quoted = &rest[..len];
                let value = unquote(quoted).ok_or_else(|| invalid(quoted))?;
                (value, len)
            }
            _ => {
                let len = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (rest[..len].to_string(), len)
            }
        };
        rest = &rest[len..];
        if rest.starts_with(|c: char| !c.is_whitespace()) {
            return Err(invalid(rest));
        }
        rest = rest.trim_start();
        list.push((offset, pattern));
    }
    Ok(list)
}

/// The length of the string that a text begins with, quotes included.
fn quoted_len(text: &str) -> Option<usize> {
    let quote = *text.as_bytes().first()?;
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|b| {
        let ends = b == quote && !escaped;
        escaped = b == b'\\' && !escaped && quote == b'"';
        ends
    });
    Some(end? + 2)
}

/// The value of a string literal; none if it is malformed.
fn unquote(literal: &str) -> Option<String> {
    let mut lexer = Lexer::new(literal.as_bytes());
    lexer.next();
    let whole = lexer.tok == Token::Literal && !lexer.lit_bad && lexer.offset == literal.len();
    whole.then(|| String::from_utf8_lossy(&string_value(literal)).into_owned())
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn patterns_are_words_and_strings() {
        let texts = |args| split(args).map(|list| list.into_iter().map(|(_, text)| text).collect::<Vec<_>>());
        assert_eq!(texts("a.txt  b/*"), Ok(vec!["a.txt".into(), "b/*".into()]));
        assert_eq!(
            texts("\"a b\" `c\\d` \"\\x41\\\"\""),
            Ok(vec!["a b".into(), "c\\d".into(), "A\"".into()])
        );
        assert_eq!(texts("a\"b c"), Ok(vec!["a\"b".into(), "c".into()]));
        assert_eq!(texts(""), Ok(vec![]));
        assert_eq!(texts("\"x"), Err("invalid quoted string in //go:embed: \"x".into()));
        assert_eq!(texts("y `x"), Err("invalid quoted string in //go:embed: `x".into()));
        assert_eq!(texts("\"x\"y z"), Err("invalid quoted string in //go:embed: y z".into()));
        assert_eq!(texts("\"\\q\" z"), Err("invalid quoted string in //go:embed: \"\\q\"".into()));
    }

    #[test]
    fn offsets_are_those_of_the_arguments() {
        let offsets: Vec<u32> = split("é  \"b\" c").unwrap().into_iter().map(|(offset, _)| offset).collect();
        assert_eq!(offsets, [0, 4, 8]);
    }
}
