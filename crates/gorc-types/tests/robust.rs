//! No input makes the checker panic or hang: prefixes and mutations of the Go sources in the repository, and of Go's own
//! test suites where an SDK is installed (see `fuzz.rs` in `tests/harness` for seeds and longer runs).

mod support;

use gorc_harness::corpus::Corpus;
use gorc_harness::fuzz::{self, Random, Watch, effort};
use gorc_syntax::{SourceMap, parse_file};
use gorc_types::{Checker, PackageInput};

/// Checks a text that may be anything, even after syntax errors. Nothing of it stays in memory but its names.
fn check(text: &[u8]) {
    let map = SourceMap::new();
    let parse = |name: &str, text: &[u8]| parse_file(&map.add(name, text).expect("room in the source map"));
    let stubs: Vec<_> =
        support::STUBS.iter().map(|(path, text)| (*path, parse(path, text.as_bytes()).0)).collect();
    let (file, mut diagnostics) = parse("x.go", text);
    let mut checker = Checker::new();
    let mut packages = Vec::new();
    for (path, file) in &stubs {
        packages.push((*path, check_file(&mut checker, path, file, &[])));
    }
    let package = check_file(&mut checker, "p", &file, &packages);
    checker.init_order(package);
    diagnostics.extend(checker.take_diagnostics());
    for d in &diagnostics {
        assert!(!gorc_types::render(d, &map).is_empty());
    }
}

fn check_file<'a>(
    checker: &mut Checker<'a>,
    path: &str,
    file: &'a gorc_syntax::File,
    packages: &[(&str, gorc_types::PkgId)],
) -> gorc_types::PkgId {
    checker.check_package(&PackageInput {
        path,
        files: &[file],
        import: &|path| packages.iter().find(|(p, _)| *p == path).map(|(_, id)| *id),
        go_minor: 27,
        is_std: path != "p",
        has_assembly: false,
        whole: true,
        embeds: None,
        has_errors: false,
    })
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
    fuzz::with_stack(gorc_syntax::STACK, mutate);
}

fn mutate() {
    let corpus = Corpus::new();
    let watch = Watch::new();
    let mut random = Random::new();
    fuzz::repeat(600 * effort(), |round| {
        let mut text = corpus.pick(&mut random);
        if text.len() > 20_000 {
            text.truncate(20_000);
        }
        match round % 3 {
            0 => text.truncate(random.below(text.len() + 1)),
            1 => {
                for _ in 0..1 + random.below(4) {
                    let at = random.below(text.len());
                    let word = WORDS[random.below(WORDS.len())];
                    let n = random.below(8).min(text.len() - at);
                    text.splice(at..at + n, word.bytes());
                }
            }
            _ => {
                // Swap two pieces.
                let (a, b) = (random.below(text.len()), random.below(text.len()));
                let n = random.below(40).min(text.len() - a.max(b));
                let piece: Vec<u8> = text[a..a + n].to_vec();
                text.splice(b..b + n, piece);
            }
        }
        watch.during(&text, || check(&text));
    });
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
