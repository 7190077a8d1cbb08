//! No input makes the checker panic or hang: prefixes and mutations of the Go sources in the repository.
//!
//! Deterministic; `GORC_FUZZ_ROUNDS` makes it run longer.

mod support;

use std::path::{Path, PathBuf};

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    for e in entries.flatten() {
        let p = e.path();
        if p.is_dir() {
            sources(&p, out);
        } else if p.extension().is_some_and(|x| x == "go") {
            out.push(p);
        }
    }
}

struct Random(u64);

impl Random {
    fn next(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

/// Checks a text that may be anything, even after syntax errors.
fn check(text: &[u8]) {
    let mut p = support::Program::new();
    p.goroot = None;
    p.stubs = support::STUBS.to_vec();
    let file = p.parse("x.go", text);
    let pkg = p.check("p", &[file], true, false, 27);
    p.checker.init_order(pkg);
    let _ = p.rendered();
}

/// Words that make trouble when they replace one another.
const WORDS: &[&str] = &[
    "int",
    "T",
    "x",
    "[]",
    "*",
    "(",
    ")",
    "{",
    "}",
    "func",
    "interface",
    "struct",
    "type",
    "var",
    "const",
    "iota",
    "nil",
    ":=",
    "=",
    "...",
    "[T any]",
    "~",
    "|",
    "<-",
    "chan",
    "map[string]",
    "range",
    "switch",
    "case",
    "return",
    "1 << 100",
    "1e1000",
    "\"s\"",
    "make",
    "len",
    "append",
    "unsafe.Sizeof",
    "goto L",
    "L:",
    ".",
    ",",
    ";",
    "[...]",
    "_",
    "any",
    "comparable",
    "error",
];

#[test]
fn mutations_never_panic() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for dir in ["lang-examples", "tests/golden", "std", "crates/gorc-types/tests/errors"] {
        sources(&root.join(dir), &mut files);
    }
    files.sort();
    let rounds: usize = std::env::var("GORC_FUZZ_ROUNDS").ok().and_then(|v| v.parse().ok()).unwrap_or(600);
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    assert!(!files.is_empty());
    for round in 0..rounds {
        let path = &files[random.next(files.len())];
        let Ok(mut text) = std::fs::read(path) else { continue };
        if text.len() > 20_000 {
            text.truncate(20_000);
        }
        match round % 3 {
            0 => text.truncate(random.next(text.len() + 1)),
            1 => {
                for _ in 0..1 + random.next(4) {
                    let at = random.next(text.len());
                    let word = WORDS[random.next(WORDS.len())];
                    let n = random.next(8).min(text.len() - at);
                    text.splice(at..at + n, word.bytes());
                }
            }
            _ => {
                // Swap two pieces.
                let (a, b) = (random.next(text.len()), random.next(text.len()));
                let n = random.next(40).min(text.len() - a.max(b));
                let piece: Vec<u8> = text[a..a + n].to_vec();
                text.splice(b..b + n, piece);
            }
        }
        check(&text);
    }
}

#[test]
fn deep_nesting_is_survived() {
    for (open, close) in
        [("(", ")"), ("[", "]"), ("-", ""), ("func(){", "}"), ("[]", ""), ("*", ""), ("!", "")]
    {
        let n = 3_000;
        let text = format!(
            "package p\nvar x = {}1{}\nvar y {}int{}\n",
            open.repeat(n),
            close.repeat(n),
            open.repeat(n),
            close.repeat(n)
        );
        std::thread::Builder::new()
            .stack_size(64 << 20)
            .spawn(move || check(text.as_bytes()))
            .expect("a thread")
            .join()
            .expect("no panic");
    }
    check(format!("package p\nvar x = {}1\n", "1 + ".repeat(20_000)).as_bytes());
}
