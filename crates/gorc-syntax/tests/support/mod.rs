//! A small regular expression matcher, enough for the patterns of Go's error tests: literals, `.`, classes, groups,
//! `|`, `*`, `+`, `?`, `^`, `$`. Patterns are not anchored.

/// Reports whether `pattern` occurs in `text`.
pub fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    (0..=text.len()).any(|start| alternatives(&pattern, &text, start, &mut |_| true))
}

/// Called with the place in the text up to which something matched; reports whether the rest matches.
type Rest<'a> = &'a mut dyn FnMut(usize) -> bool;

/// Matches one of the alternatives separated by `|` outside groups.
fn alternatives(pattern: &[char], text: &[char], at: usize, rest: Rest) -> bool {
    let mut start = 0;
    let mut i = 0;
    while i < pattern.len() {
        if pattern[i] == '|' {
            if sequence(&pattern[start..i], text, at, rest) {
                return true;
            }
            start = i + 1;
            i += 1;
        } else {
            i += atom_len(&pattern[i..]);
        }
    }
    sequence(&pattern[start..], text, at, rest)
}

/// The length of the atom that begins the pattern.
fn atom_len(pattern: &[char]) -> usize {
    match pattern[0] {
        '\\' => 2.min(pattern.len()),
        '[' => pattern.iter().skip(2).position(|&c| c == ']').map_or(1, |n| n + 3),
        '(' => {
            let mut i = 1;
            while i < pattern.len() && pattern[i] != ')' {
                i += atom_len(&pattern[i..]);
            }
            (i + 1).min(pattern.len())
        }
        _ => 1,
    }
}

fn sequence(pattern: &[char], text: &[char], at: usize, rest: Rest) -> bool {
    if pattern.is_empty() {
        return rest(at);
    }
    let (atom, after) = pattern.split_at(atom_len(pattern));
    match after.first() {
        Some('*') => repeat(atom, &after[1..], text, at, 0, rest),
        Some('+') => repeat(atom, &after[1..], text, at, 1, rest),
        Some('?') => {
            single(atom, text, at, &mut |next| sequence(&after[1..], text, next, rest))
                || sequence(&after[1..], text, at, rest)
        }
        _ => single(atom, text, at, &mut |next| sequence(after, text, next, rest)),
    }
}

fn repeat(atom: &[char], after: &[char], text: &[char], at: usize, least: usize, rest: Rest) -> bool {
    let further = single(atom, text, at, &mut |next| {
        next > at && repeat(atom, after, text, next, least.saturating_sub(1), rest)
    });
    further || least == 0 && sequence(after, text, at, rest)
}

/// Matches one atom.
fn single(atom: &[char], text: &[char], at: usize, rest: Rest) -> bool {
    match atom {
        ['(', inner @ .., ')'] => alternatives(inner, text, at, rest),
        ['^'] => at == 0 && rest(at),
        ['$'] => at == text.len() && rest(at),
        _ => text.get(at).is_some_and(|&c| one(atom, c)) && rest(at + 1),
    }
}

fn one(atom: &[char], c: char) -> bool {
    match atom {
        ['.'] => true,
        ['\\', escaped] => c == *escaped,
        ['[', '^', class @ .., ']'] => !in_class(class, c),
        ['[', class @ .., ']'] => in_class(class, c),
        _ => atom[0] == c,
    }
}

fn in_class(class: &[char], c: char) -> bool {
    class.contains(&c) || class.windows(3).any(|w| w[1] == '-' && w[0] <= c && c <= w[2])
}

#[test]
fn patterns() {
    for (pattern, text, want) in [
        ("abc", "xabcx", true),
        ("a.*c", "a--c", true),
        ("a|b", "b", true),
        ("(ab|c)d", "xcd", true),
        ("unexpected \\(", "unexpected (", true),
        ("[a-c]+$", "xxabc", true),
        ("[a-c]+$", "abcx", false),
        ("^a?b", "b", true),
        ("x|y(z)", "y", false),
    ] {
        assert_eq!(matches(pattern, text), want, "{pattern} {text}");
    }
}
