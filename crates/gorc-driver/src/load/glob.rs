//! Patterns of file names, as Go's `path.Match` and `filepath.Glob` read them.

use std::path::{Path, PathBuf};

/// Whether a name matches a pattern; none if the pattern is malformed. `*` and `?` do not match slashes.
pub fn matches(pattern: &str, name: &str) -> Option<bool> {
    let pattern: Vec<char> = pattern.chars().collect();
    if !is_valid(&pattern) {
        return None;
    }
    let name: Vec<char> = name.chars().collect();
    Some(match_from(&pattern, &name))
}

fn is_valid(mut pattern: &[char]) -> bool {
    while let Some(&first) = pattern.first() {
        pattern = match first {
            '[' => match class(&pattern[1..], None) {
                Some((_, rest)) => rest,
                None => return false,
            },
            '\\' if pattern.len() < 2 => return false,
            '\\' => &pattern[2..],
            _ => &pattern[1..],
        };
    }
    true
}

/// Matches a valid pattern. A star that has been passed is gone back to with one character more.
fn match_from(mut pattern: &[char], mut name: &[char]) -> bool {
    let mut retry: Option<(&[char], &[char])> = None;
    loop {
        if pattern.first() == Some(&'*') {
            pattern = &pattern[1..];
            retry = Some((pattern, name));
            continue;
        }
        if pattern.is_empty() && name.is_empty() {
            return true;
        }
        if let Some((p, n)) = step(pattern, name) {
            (pattern, name) = (p, n);
            continue;
        }
        match retry {
            Some((p, [first, rest @ ..])) if *first != '/' => {
                retry = Some((p, rest));
                (pattern, name) = (p, rest);
            }
            _ => return false,
        }
    }
}

/// Matches one character; what is left of both.
fn step<'p, 'n>(pattern: &'p [char], name: &'n [char]) -> Option<(&'p [char], &'n [char])> {
    let (&c, name) = name.split_first()?;
    let (&first, rest) = pattern.split_first()?;
    let (matched, rest) = match first {
        '?' => (c != '/', rest),
        '[' => class(rest, Some(c))?,
        '\\' => (rest.first() == Some(&c), rest.get(1..)?),
        _ => (first == c, rest),
    };
    matched.then_some((rest, name))
}

/// A character class behind its bracket: whether it holds the character, and what follows it; none if it is malformed.
fn class(pattern: &[char], c: Option<char>) -> Option<(bool, &[char])> {
    let negated = pattern.first() == Some(&'^');
    let mut rest = &pattern[usize::from(negated)..];
    let (mut found, mut ranges) = (false, 0);
    loop {
        if rest.first() == Some(&']') && ranges > 0 {
            return Some((found != negated, &rest[1..]));
        }
        let (low, mut after) = bound(rest)?;
        let mut high = low;
        if after.first() == Some(&'-') {
            (high, after) = bound(&after[1..])?;
        }
        found |= c.is_some_and(|c| (low..=high).contains(&c));
        (rest, ranges) = (after, ranges + 1);
    }
}

/// A bound of a range in a class, behind which something must follow.
fn bound(pattern: &[char]) -> Option<(char, &[char])> {
    let (c, rest) = match pattern {
        [] | ['-' | ']', ..] => return None,
        ['\\', c, rest @ ..] => (*c, rest),
        ['\\'] => return None,
        [c, rest @ ..] => (*c, rest),
    };
    (!rest.is_empty()).then_some((c, rest))
}

/// The files below a directory that match a valid pattern, by directory and name.
pub fn glob(dir: &Path, pattern: &str) -> Vec<PathBuf> {
    let mut found = vec![dir.to_path_buf()];
    for element in pattern.split('/') {
        let literal = !element.contains(['*', '?', '[', '\\']);
        found = found.into_iter().flat_map(|dir| below(&dir, element, literal)).collect();
    }
    found
}

fn below(dir: &Path, element: &str, literal: bool) -> Vec<PathBuf> {
    if literal {
        let path = dir.join(element);
        return if path.symlink_metadata().is_ok() { vec![path] } else { Vec::new() };
    }
    let names = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|e| e.file_name());
    let mut names: Vec<String> = names.map(|n| n.to_string_lossy().into_owned()).collect();
    names.retain(|name| matches(element, name) == Some(true));
    names.sort();
    names.into_iter().map(|name| dir.join(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn names_match() {
        for (pattern, name) in [
            ("", ""),
            ("a*c", "abbc"),
            ("*", "x"),
            ("*", ""),
            ("?b", "éb"),
            ("[a-c]x", "bx"),
            ("[^a]", "b"),
            ("a*b*c", "axbybzc"),
            ("\\*", "*"),
            ("[\\]a]", "]"),
            ("a/*/c", "a/b/c"),
            ("*.txt", ".txt"),
        ] {
            assert_eq!(matches(pattern, name), Some(true), "{pattern} {name}");
        }
        for (pattern, name) in
            [("a", "b"), ("*", "a/b"), ("?", "/"), ("[^a]", "a"), ("a*c", "ab"), ("", "a"), ("a*b", "acbc")]
        {
            assert_eq!(matches(pattern, name), Some(false), "{pattern} {name}");
        }
        for pattern in ["[", "[]", "[a", "[-a]", "[a-]", "\\", "a[", "[^]"] {
            assert_eq!(matches(pattern, "a"), None, "{pattern}");
        }
    }
}
