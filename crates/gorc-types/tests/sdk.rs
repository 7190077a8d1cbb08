//! Measurements against an installed SDK: its packages type-check without false errors, and the markers of its own
//! type checker's test data. Skipped, with the reason printed, where there is none.

mod support;

use std::path::{Path, PathBuf};

#[test]
fn standard_packages_have_no_errors() {
    if support::sdk().is_none() {
        println!("skipped: no Go SDK installed");
        return;
    }
    let mut p = support::Program::new();
    p.whole = true;
    for path in [
        "strings",
        "sort",
        "strconv",
        "fmt",
        "reflect",
        "go/types",
        "net/http",
        "encoding/json",
        "text/template",
        "slices",
        "maps",
    ] {
        assert!(p.import(path).is_some(), "{path} cannot be loaded");
    }
    let errors = p.rendered();
    println!("{} lines, checked in {:?}", p.lines, p.check_time);
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

/// The lines on which `ERROR` markers stand, by the position of the token before them.
fn marked_lines(src: &str) -> Vec<usize> {
    let mut out = Vec::new();
    for (i, line) in src.lines().enumerate() {
        let n = line.matches("ERROR").count();
        out.extend(std::iter::repeat_n(i + 1, n));
    }
    out
}

fn test_files(dir: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    for e in entries.flatten() {
        let p = e.path();
        if p.is_dir() {
            test_files(&p, out);
        } else if p.extension().is_some_and(|x| x == "go") {
            out.push(p);
        }
    }
}

#[test]
fn markers_of_the_official_checkers_tests() {
    let Some(root) = support::sdk() else {
        println!("skipped: no Go SDK installed");
        return;
    };
    let mut files = Vec::new();
    test_files(&root.join("src/internal/types/testdata"), &mut files);
    files.sort();
    let (mut marked, mut matched, mut surplus) = (0, 0, 0);
    for path in &files {
        let Ok(src) = std::fs::read_to_string(path) else { continue };
        // Files with flags or imports from the SDK are left to the conformance suite.
        if src.starts_with("// -") || src.contains("\nimport") {
            continue;
        }
        let mut want = marked_lines(&src);
        marked += want.len();
        let mut p = support::Program::new();
        p.goroot = None;
        let file = p.parse("x.go", src.as_bytes());
        p.check("p", &[file], true, true, 0);
        for line in p.rendered() {
            if line.starts_with('\t') {
                continue;
            }
            let at = line.split(':').nth(1).and_then(|l| l.parse::<usize>().ok()).unwrap_or(0);
            match want.iter().position(|&l| l == at) {
                Some(i) => {
                    want.remove(i);
                    matched += 1;
                }
                None => surplus += 1,
            }
        }
    }
    println!("{matched} of {marked} markers matched by line, {surplus} surplus messages");
    assert!(matched * 100 >= marked * 75, "only {matched} of {marked} markers matched");
}
