//! Build constraints: which files belong to a build.
//!
//! A file is left out by its name (`x_linux_amd64.go`, `x_test.go`) or by a `//go:build` line in front of its package
//! clause. Both are pure functions of the name or text and the set of [`Tags`] that hold.

use crate::ast::GoVersion;

/// The build tags that hold.
#[derive(Clone, Debug)]
pub struct Tags {
    /// The target operating system.
    pub goos: String,
    /// The target architecture.
    pub goarch: String,
    /// The newest `go1.N` that holds; all older ones hold too.
    pub go_minor: u32,
    /// Further tags: those given with `-tags`, `gc`, `cgo` ….
    pub others: Vec<String>,
}

impl Tags {
    /// The tags of a linux/amd64 build with language version 1.27.
    pub fn linux_amd64() -> Tags {
        Tags { goos: "linux".to_owned(), goarch: "amd64".to_owned(), go_minor: 27, others: Vec::new() }
    }

    /// Reports whether `tag` holds.
    pub fn holds(&self, tag: &str) -> bool {
        if tag == self.goos || tag == self.goarch || tag == "unix" && is_unix(&self.goos) {
            return true;
        }
        // As in Go: android is a kind of linux, illumos of solaris, ios of darwin.
        if matches!(
            (self.goos.as_str(), tag),
            ("android", "linux") | ("illumos", "solaris") | ("ios", "darwin")
        ) {
            return true;
        }
        match go_release(tag) {
            Some(version) => version.minor <= self.go_minor,
            None => self.others.iter().any(|other| other == tag),
        }
    }
}

/// The version of a tag `go1.N`.
fn go_release(tag: &str) -> Option<GoVersion> {
    let minor = tag.strip_prefix("go1")?;
    if minor.is_empty() {
        return Some(GoVersion { major: 1, minor: 0 });
    }
    let minor = minor.strip_prefix('.')?;
    let plain = minor.bytes().all(|b| b.is_ascii_digit()) && (minor == "0" || !minor.starts_with('0'));
    let minor = minor.parse().ok().filter(|_| plain)?;
    Some(GoVersion { major: 1, minor })
}

/// A build constraint: a boolean expression over tags.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Constraint {
    /// The tag holds.
    Tag(String),
    /// The operand does not hold.
    Not(Box<Constraint>),
    /// All operands hold.
    And(Vec<Constraint>),
    /// One of the operands holds.
    Or(Vec<Constraint>),
}

/// A build constraint that cannot be parsed: the offset in its text, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConstraintError {
    /// The offset of the mistake.
    pub offset: usize,
    /// What is wrong.
    pub message: &'static str,
}

/// How deep negations and parentheses may nest.
const MAX_NESTING: u32 = 100;

impl Constraint {
    /// Parses what follows `//go:build`.
    pub fn parse(text: &str) -> Result<Constraint, ConstraintError> {
        let mut parser = ConstraintParser { text, offset: 0, depth: 0 };
        let constraint = parser.or()?;
        match parser.peek() {
            None => Ok(constraint),
            Some(_) => Err(parser.error("unexpected token")),
        }
    }

    /// Reports whether the constraint is satisfied.
    pub fn eval(&self, tags: &Tags) -> bool {
        match self {
            Constraint::Tag(tag) => tags.holds(tag),
            Constraint::Not(x) => !x.eval(tags),
            Constraint::And(list) => list.iter().all(|x| x.eval(tags)),
            Constraint::Or(list) => list.iter().any(|x| x.eval(tags)),
        }
    }

    /// The oldest language version with which the constraint can be satisfied, if it demands one.
    pub fn go_version(&self) -> Option<GoVersion> {
        match self {
            Constraint::Tag(tag) => go_release(tag),
            Constraint::Not(_) => None,
            Constraint::And(list) => list.iter().filter_map(Constraint::go_version).max(),
            Constraint::Or(list) => {
                let versions: Option<Vec<GoVersion>> = list.iter().map(Constraint::go_version).collect();
                versions?.into_iter().min()
            }
        }
    }
}

struct ConstraintParser<'a> {
    text: &'a str,
    offset: usize,
    depth: u32,
}

impl ConstraintParser<'_> {
    fn error(&self, message: &'static str) -> ConstraintError {
        ConstraintError { offset: self.offset, message }
    }

    /// The next character that is not blank.
    fn peek(&mut self) -> Option<char> {
        let rest = &self.text[self.offset..];
        self.offset += rest.len() - rest.trim_start_matches([' ', '\t']).len();
        self.text[self.offset..].chars().next()
    }

    fn got(&mut self, token: &str) -> bool {
        self.peek();
        let found = self.text[self.offset..].starts_with(token);
        if found {
            self.offset += token.len();
        }
        found
    }

    fn or(&mut self) -> Result<Constraint, ConstraintError> {
        let mut list = vec![self.and()?];
        while self.got("||") {
            list.push(self.and()?);
        }
        Ok(if list.len() == 1 { list.remove(0) } else { Constraint::Or(list) })
    }

    fn and(&mut self) -> Result<Constraint, ConstraintError> {
        let mut list = vec![self.not()?];
        while self.got("&&") {
            list.push(self.not()?);
        }
        Ok(if list.len() == 1 { list.remove(0) } else { Constraint::And(list) })
    }

    fn not(&mut self) -> Result<Constraint, ConstraintError> {
        self.depth += 1;
        if self.depth > MAX_NESTING {
            return Err(self.error("nested too deeply"));
        }
        let constraint = if self.got("!") {
            Constraint::Not(Box::new(self.not()?))
        } else if self.got("(") {
            let inner = self.or()?;
            if !self.got(")") {
                return Err(self.error("missing close paren"));
            }
            inner
        } else {
            self.tag()?
        };
        self.depth -= 1;
        Ok(constraint)
    }

    fn tag(&mut self) -> Result<Constraint, ConstraintError> {
        self.peek();
        let rest = &self.text[self.offset..];
        let is_tag = |c: char| c == '_' || c == '.' || c.is_alphanumeric();
        let end = rest.find(|c| !is_tag(c)).unwrap_or(rest.len());
        if end == 0 {
            return Err(self.error(if rest.is_empty() {
                "unexpected end of expression"
            } else {
                "invalid syntax"
            }));
        }
        self.offset += end;
        Ok(Constraint::Tag(rest[..end].to_owned()))
    }
}

/// What the comments in front of a file's package clause say about when it takes part in a build.
#[derive(Default)]
struct Header<'s> {
    /// The first `//go:build` line: its offset and what follows `//go:build`.
    build: Option<(usize, &'s str)>,
    /// How many of them there are.
    builds: usize,
    /// What follows `+build` in lines of the older form, which a blank line must separate from the package clause.
    plus: Vec<&'s str>,
}

impl Header<'_> {
    fn read(src: &[u8]) -> Header<'_> {
        let mut header = Header::default();
        let mut offset = if src.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let (mut in_comment, mut waiting) = (false, Vec::new());
        // Behind the first line that is no `//` comment the older form does not count.
        let mut ended = false;
        while offset < src.len() {
            let line = &src[offset..];
            let line = &line[..line.iter().position(|&b| b == b'\n').unwrap_or(line.len())];
            let mut text = line.trim_ascii();
            if !in_comment {
                let indent = line.len() - line.trim_ascii_start().len();
                header.constraint(text, offset + indent, &mut waiting);
            }
            ended |= !text.is_empty() && !text.starts_with(b"//");
            if text.is_empty() && !ended {
                header.plus.append(&mut waiting);
            }
            while !text.is_empty() {
                if in_comment {
                    let Some(end) = text.windows(2).position(|w| w == b"*/") else { break };
                    in_comment = false;
                    text = text[end + 2..].trim_ascii_start();
                } else if text.starts_with(b"//") {
                    break;
                } else if text.starts_with(b"/*") {
                    in_comment = true;
                    text = &text[2..];
                } else {
                    return header; // the package clause
                }
            }
            offset += line.len() + 1;
        }
        header
    }
}

impl<'s> Header<'s> {
    /// Takes a line if it is a constraint.
    fn constraint(&mut self, line: &'s [u8], offset: usize, waiting: &mut Vec<&'s str>) {
        let Some(comment) = line.strip_prefix(b"//") else { return };
        let ends = |rest: &[u8]| rest.first().is_none_or(u8::is_ascii_whitespace);
        if let Some(rest) = comment.strip_prefix(b"go:build").filter(|rest| ends(rest)) {
            self.builds += 1;
            if let Ok(text) = str::from_utf8(rest) {
                self.build = self.build.or(Some((offset, text.trim())));
            }
        } else if let Some(rest) =
            comment.trim_ascii_start().strip_prefix(b"+build").filter(|rest| ends(rest))
        {
            waiting.extend(str::from_utf8(rest));
        }
    }
}

/// The `//go:build` line of a file, if it has one: its offset and what follows `//go:build`. Only comments and blank lines
/// may precede it, and a blank line must separate it from the package clause only in so far as it must precede that.
pub fn build_line(src: &[u8]) -> Option<(usize, &str)> {
    Header::read(src).build
}

/// Reports whether the file's `//go:build` line is satisfied, or if it has none, all its `// +build` lines (the form
/// of Go before 1.17, which still counts).
pub fn matches_source(src: &[u8], tags: &Tags) -> Result<bool, ConstraintError> {
    let header = Header::read(src);
    match header.build {
        Some((offset, _)) if header.builds > 1 => Err(ConstraintError { offset, message: MULTIPLE }),
        Some((_, text)) => Ok(Constraint::parse(text)?.eval(tags)),
        None => Ok(header.plus.iter().all(|line| plus_holds(line, tags))),
    }
}

/// What is wrong with a file that has several `//go:build` lines.
pub const MULTIPLE: &str = "multiple //go:build comments";

/// `a,!b c`: a and not b, or c.
fn plus_holds(line: &str, tags: &Tags) -> bool {
    let term = |term: &str| match term.strip_prefix('!') {
        Some(tag) => !tag.is_empty() && !tag.starts_with('!') && !tags.holds(tag),
        None => tags.holds(term),
    };
    line.split_whitespace().any(|option| option.split(',').all(term))
}

/// Reports whether `name` is that of a test file.
pub fn is_test_file(name: &str) -> bool {
    name.ends_with("_test.go")
}

/// Reports whether the file name's suffix (`_GOOS`, `_GOARCH`, `_GOOS_GOARCH`, each before `_test`) is satisfied. Names that
/// begin with `_` or `.` never are.
pub fn matches_file_name(name: &str, tags: &Tags) -> bool {
    if name.starts_with(['_', '.']) {
        return false;
    }
    let stem = name.split('.').next().unwrap_or("");
    // What stands before the first `_` is a name: linux.go and amd64.go are ordinary files.
    let Some((_, suffix)) = stem.split_once('_') else { return true };
    let mut parts: Vec<&str> = suffix.split('_').collect();
    if parts.last() == Some(&"test") {
        parts.pop();
    }
    match parts[..] {
        [.., os, arch] if KNOWN_OS.contains(&os) && KNOWN_ARCH.contains(&arch) => {
            tags.holds(arch) && tags.holds(os)
        }
        [.., last] if KNOWN_OS.contains(&last) || KNOWN_ARCH.contains(&last) => tags.holds(last),
        _ => true,
    }
}

/// Operating systems that file name suffixes can name.
const KNOWN_OS: &[&str] = &[
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "wasip1",
    "windows",
    "zos",
];

/// Architectures that file name suffixes can name.
const KNOWN_ARCH: &[&str] = &[
    "386",
    "amd64",
    "amd64p32",
    "arm",
    "armbe",
    "arm64",
    "arm64be",
    "loong64",
    "mips",
    "mipsle",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "ppc",
    "ppc64",
    "ppc64le",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
    "wasm",
];

/// Reports whether the tag `unix` holds for an operating system.
fn is_unix(goos: &str) -> bool {
    !matches!(goos, "js" | "nacl" | "plan9" | "wasip1" | "windows" | "zos") && KNOWN_OS.contains(&goos)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eval(text: &str) -> bool {
        let mut tags = Tags::linux_amd64();
        tags.others.push("gc".to_owned());
        Constraint::parse(text).expect("constraint").eval(&tags)
    }

    #[test]
    fn expressions() {
        assert!(eval("linux"));
        assert!(eval("linux && amd64"));
        assert!(eval("!windows && (arm64 || amd64)"));
        assert!(eval("unix && go1.21 && gc"));
        assert!(!eval("go1.28"));
        assert!(!eval("ignore"));
        assert!(!eval("linux && !amd64 || darwin"));
        assert!(eval("!!linux"));
    }

    #[test]
    fn malformed_expressions() {
        for text in ["", "linux &&", "(linux", "linux amd64", "linux & amd64", "!", "a)"] {
            assert!(Constraint::parse(text).is_err(), "{text}");
        }
        assert!(Constraint::parse(&"!".repeat(1000)).is_err());
        assert!(Constraint::parse(&"(".repeat(1000)).is_err());
    }

    #[test]
    fn versions() {
        let version = |text| Constraint::parse(text).expect("constraint").go_version().map(|v| v.minor);
        assert_eq!(version("go1.21"), Some(21));
        assert_eq!(version("linux && go1.21 && go1.18"), Some(21));
        assert_eq!(version("go1.21 || go1.18"), Some(18));
        assert_eq!(version("go1.21 || linux"), None);
        assert_eq!(version("!go1.21"), None);
    }

    #[test]
    fn build_lines() {
        let line = |src: &'static str| build_line(src.as_bytes()).map(|(_, text)| text);
        assert_eq!(line("//go:build linux\n\npackage p\n"), Some("linux"));
        assert_eq!(
            line("// Copyright\n\n/* a\n b */ // c\n//go:build a || b \r\npackage p\n"),
            Some("a || b")
        );
        assert_eq!(line("package p\n//go:build linux\n"), None);
        assert_eq!(line("/*\n//go:build linux\n*/\npackage p\n"), None);
        assert_eq!(line("//go:builder\npackage p\n"), None);
        assert_eq!(line(""), None);
    }

    #[test]
    fn old_build_lines() {
        let tags = Tags::linux_amd64();
        let holds = |src: &str| matches_source(src.as_bytes(), &tags).unwrap();
        assert!(!holds("// Copyright\n\n// +build ignore\n\n// Doc.\npackage p\n"));
        assert!(holds("// +build ignore\npackage p\n"));
        assert!(holds("// +build ignore linux,amd64\n//+build go1.21\n\npackage p\n"));
        assert!(!holds("// +build linux\n// +build !amd64\n\npackage p\n"));
        assert!(!holds("// +build\n\npackage p\n"));
        assert!(holds("//go:build linux\n// +build ignore\n\npackage p\n"));
        assert!(holds("/* x */\n// +build ignore\n\npackage p\n"));
        assert!(holds("// +builder ignore\n\npackage p\n"));
    }

    #[test]
    fn file_names() {
        let tags = Tags::linux_amd64();
        let ok = ["x.go", "linux.go", "windows.go", "x_linux.go", "x_amd64.go", "x_linux_amd64.go"];
        let more = ["x_linux_test.go", "x_foo_linux.go", "x_test.go", "x_unix.go", "x_y_z.go", "amd64_x.go"];
        for name in ok.iter().chain(&more) {
            assert!(matches_file_name(name, &tags), "{name}");
        }
        for name in
            ["x_windows.go", "x_arm64.go", "x_windows_amd64.go", "x_linux_arm64.go", "x_windows_test.go"]
        {
            assert!(!matches_file_name(name, &tags), "{name}");
        }
        assert!(!matches_file_name("_x.go", &tags));
        assert!(!matches_file_name(".x.go", &tags));
        assert!(is_test_file("a_test.go") && !is_test_file("test.go"));
    }
}
