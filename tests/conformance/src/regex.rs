//! The regular expressions that markers use, matched by backtracking anywhere in a text.

/// Does `pattern` match somewhere in `text`? A malformed pattern is compared as plain text.
pub fn matches(pattern: &str, text: &str) -> bool {
    let chars: Vec<char> = pattern.chars().collect();
    let Some(node) = (Parser { chars: &chars, at: 0 }).parse() else { return text.contains(pattern) };
    let text: Vec<char> = text.chars().collect();
    (0..=text.len()).any(|start| node.run(&text, start, &mut |_| true))
}

enum Node {
    Char(char),
    Any,
    Start,
    End,
    Boundary,
    Set(Vec<(char, char)>, bool),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Repeat(Box<Node>, usize, usize),
}

impl Node {
    /// Calls `then` with each position where a match from `at` may end, until it is satisfied.
    fn run(&self, text: &[char], at: usize, then: &mut dyn FnMut(usize) -> bool) -> bool {
        let c = text.get(at).copied();
        match self {
            Node::Char(want) => c == Some(*want) && then(at + 1),
            Node::Any => c.is_some_and(|c| c != '\n') && then(at + 1),
            Node::Start => at == 0 && then(at),
            Node::End => at == text.len() && then(at),
            Node::Boundary => {
                let word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() || *c == '_');
                word(text.get(at)) != word(at.checked_sub(1).and_then(|i| text.get(i))) && then(at)
            }
            Node::Set(ranges, negated) => {
                let inside = |c: char| ranges.iter().any(|&(lo, hi)| lo <= c && c <= hi);
                c.is_some_and(|c| inside(c) != *negated) && then(at + 1)
            }
            Node::Sequence(nodes) => sequence(nodes, text, at, then),
            Node::Choice(nodes) => nodes.iter().any(|n| n.run(text, at, then)),
            Node::Repeat(node, min, max) => repeat(node, *min, *max, text, at, then),
        }
    }
}

fn sequence(nodes: &[Node], text: &[char], at: usize, then: &mut dyn FnMut(usize) -> bool) -> bool {
    match nodes.split_first() {
        None => then(at),
        Some((first, rest)) => first.run(text, at, &mut |next| sequence(rest, text, next, then)),
    }
}

fn repeat(
    node: &Node,
    min: usize,
    max: usize,
    text: &[char],
    at: usize,
    then: &mut dyn FnMut(usize) -> bool,
) -> bool {
    let more = max > 0
        && node.run(text, at, &mut |next| {
            next > at && repeat(node, min.saturating_sub(1), max - 1, text, next, then)
        });
    more || min == 0 && then(at)
}

struct Parser<'a> {
    chars: &'a [char],
    at: usize,
}

impl Parser<'_> {
    fn parse(mut self) -> Option<Node> {
        let node = self.choice()?;
        (self.at == self.chars.len()).then_some(node)
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn choice(&mut self) -> Option<Node> {
        let mut nodes = vec![self.sequence()?];
        while self.peek() == Some('|') {
            self.at += 1;
            nodes.push(self.sequence()?);
        }
        Some(Node::Choice(nodes))
    }

    fn sequence(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek().filter(|c| *c != '|' && *c != ')') {
            self.at += 1;
            let node = match c {
                '.' => Node::Any,
                '^' => Node::Start,
                '$' => Node::End,
                '(' => {
                    if self.peek() == Some('?') {
                        self.at += 1;
                        while self.peek()? != ':' {
                            self.at += 1;
                        }
                        self.at += 1;
                    }
                    let inner = self.choice()?;
                    if self.peek()? != ')' {
                        return None;
                    }
                    self.at += 1;
                    inner
                }
                '[' => self.set()?,
                '\\' => self.escape()?,
                c => Node::Char(c),
            };
            nodes.push(self.quantified(node)?);
        }
        Some(Node::Sequence(nodes))
    }

    fn quantified(&mut self, node: Node) -> Option<Node> {
        let (min, max) = match self.peek() {
            Some('*') => (0, usize::MAX),
            Some('+') => (1, usize::MAX),
            Some('?') => (0, 1),
            Some('{') if self.counts() => self.count()?,
            _ => return Some(node),
        };
        self.at += 1;
        if self.peek() == Some('?') {
            self.at += 1;
        }
        Some(Node::Repeat(Box::new(node), min, max))
    }

    /// Whether a number in braces follows; braces stand for themselves otherwise.
    fn counts(&self) -> bool {
        let mut inside = self.chars[self.at + 1..].iter().skip_while(|c| c.is_ascii_digit());
        self.chars.get(self.at + 1).is_some_and(char::is_ascii_digit) && inside.next() == Some(&'}')
    }

    /// `{n}`, up to its last character.
    fn count(&mut self) -> Option<(usize, usize)> {
        let rest: String = self.chars[self.at + 1..].iter().take_while(|c| **c != '}').collect();
        self.at += rest.len() + 1;
        let n = rest.parse().ok()?;
        Some((n, n))
    }

    fn escape(&mut self) -> Option<Node> {
        let c = self.peek()?;
        self.at += 1;
        Some(match c {
            'd' => Node::Set(vec![('0', '9')], false),
            's' => Node::Set(vec![(' ', ' '), ('\t', '\r')], false),
            'w' => Node::Set(vec![('0', '9'), ('a', 'z'), ('A', 'Z'), ('_', '_')], false),
            'b' => Node::Boundary,
            'n' => Node::Char('\n'),
            't' => Node::Char('\t'),
            'x' => {
                let digits: String = self.chars.get(self.at..self.at + 2)?.iter().collect();
                self.at += 2;
                Node::Char(char::from(u8::from_str_radix(&digits, 16).ok()?))
            }
            c => Node::Char(c),
        })
    }

    fn set(&mut self) -> Option<Node> {
        let negated = self.peek()? == '^';
        self.at += usize::from(negated);
        let mut ranges = Vec::new();
        loop {
            let mut c = self.peek()?;
            self.at += 1;
            if c == ']' && !ranges.is_empty() {
                return Some(Node::Set(ranges, negated));
            }
            if c == '\\' {
                c = self.peek()?;
                self.at += 1;
            }
            if self.peek()? == '-' && self.chars.get(self.at + 1).is_some_and(|c| *c != ']') {
                let hi = *self.chars.get(self.at + 1)?;
                self.at += 2;
                ranges.push((c, hi));
            } else {
                ranges.push((c, c));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_match_as_in_go() {
        assert!(matches("undefined: x|not defined", "name not defined here"));
        assert!(matches("cannot use .* as type", "cannot use x (int) as type string"));
        assert!(!matches("^x$", "axb"));
        assert!(matches("[a-c]+d\\.e\\(", "zabcd.e("));
        assert!(matches("(foo|ba+r)?baz", "baaarbaz"));
        assert!(matches("\\x22fmt\\x22 imported", "\"fmt\" imported"));
        assert!(matches("x\\.{3}y{.*}", "x...y{z}"));
        assert!(matches("[^ ]+ redeclared", "x redeclared"));
    }
}
