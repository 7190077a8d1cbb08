//! Erroneous programs and what the official compiler says about them.
//!
//! Each file of `tests/errors/` ends in the expected diagnostics as comments after `// want:`. `GORC_BLESS=1` rewrites them from
//! the output of an installed official compiler (`go tool compile`), so the expectations are gc's, not ours.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use gorc_loader::Options;

fn expected(src: &str) -> Vec<String> {
    let Some((_, want)) = src.split_once("\n// want:\n") else { return Vec::new() };
    want.lines().map(|l| l.strip_prefix("// ").unwrap_or(l).to_string()).collect()
}

/// The language version a file is to be checked with: its first line is `// -lang=go1.N`.
fn lang(src: &str) -> Option<u32> {
    src.lines().next()?.strip_prefix("// -lang=go1.")?.parse().ok()
}

fn ours(path: &Path, src: &str) -> Vec<String> {
    let mut p = support::loader();
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_string();
    let file = p.parse(&name, src.as_bytes());
    p.syntax_errors.extend(gorc_syntax::restricted_directives(file));
    let options = Options { go_minor: lang(src).unwrap_or(support::PROGRAM.go_minor), ..support::PROGRAM };
    p.check("p", &[file], options);
    p.rendered()
}

/// What the official compiler says about the code before `// want:`.
fn official(path: &Path, code: &str) -> Option<Vec<String>> {
    let dir = std::env::temp_dir().join(format!("gorc-types-bless-{}", std::process::id()));
    std::fs::create_dir_all(&dir).expect("a directory");
    let go = gorc_harness::sdk::with("bin/go")?.join("bin/go");
    let name = path.file_name()?;
    std::fs::write(dir.join(name), code).expect("a file");
    let list = Command::new(&go)
        .args(["list", "-export", "-f", "packagefile {{.ImportPath}}={{.Export}}", "fmt", "math", "os"])
        .output()
        .expect("the go command");
    std::fs::write(dir.join("importcfg"), list.stdout).expect("a file");
    let version = format!("-lang=go1.{}", lang(code).unwrap_or(27));
    let out = Command::new(&go)
        .args(["tool", "compile", "-e", "-p", "p", "-complete", "-importcfg", "importcfg", "-o", "out.o"])
        .arg(version)
        .arg(name)
        .current_dir(&dir)
        .output()
        .expect("the go command");
    let _ = std::fs::remove_dir_all(&dir);
    // The back end prints whole paths.
    let text = String::from_utf8_lossy(&out.stdout).replace(&format!("{}/", dir.display()), "");
    Some(text.lines().map(str::to_string).collect())
}

#[test]
fn diagnostics_are_those_of_the_official_compiler() {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(dir).expect("tests/errors").flatten().map(|e| e.path()).collect();
    files.sort();
    let bless = std::env::var_os("GORC_BLESS").is_some();
    let mut failures = String::new();
    for path in &files {
        let src = std::fs::read_to_string(path).expect("readable file");
        let code = src.split("\n// want:\n").next().unwrap_or_default().trim_end().to_string() + "\n";
        let mut want = expected(&src);
        if bless && let Some(lines) = official(path, &code) {
            let comments: String = lines.iter().map(|l| format!("// {l}\n")).collect();
            std::fs::write(path, format!("{code}\n// want:\n{comments}")).expect("writable file");
            want = lines;
        }
        let got = ours(path, &code);
        if got == want {
            continue;
        }
        failures += &format!("== {}\n", path.display());
        for l in want.iter().filter(|l| !got.contains(l)) {
            failures += &format!("  - {l}\n");
        }
        for l in got.iter().filter(|l| !want.contains(l)) {
            failures += &format!("  + {l}\n");
        }
    }
    assert!(failures.is_empty(), "differences (- gc, + ours; GORC_BLESS=1 asks gc again):\n{failures}");
}
