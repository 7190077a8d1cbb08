//! Against an installed Go SDK: its whole source tree parses without a complaint, and the syntax tests in its `test/`
//! find the errors they expect. Without an SDK the tests are skipped and say so.

mod support;

use std::path::{Path, PathBuf};

use gorc_harness::corpus;
use gorc_harness::sdk::folder_or_skip;
use gorc_syntax::diag::expand_places;
use gorc_syntax::{Diagnostic, Pos, SourceFile, parse_file};

/// Tests whose expectations are not (all) about syntax.
const SKIP: &[(&str, &str)] = &[
    ("fixedbugs/issue18393.go", "expects errors at lines that its line directives name"),
    ("typeparam/issue50317.go", "methods have type parameters since Go 1.27"),
];

/// The Go files below `dir`, but for those in folders named `testdata`.
fn go_files(dir: &Path) -> Vec<PathBuf> {
    let mut files = corpus::go_files(dir);
    let is_data = |path: &Path| path.components().any(|part| part.as_os_str() == "testdata");
    files.retain(|path| !path.strip_prefix(dir).is_ok_and(is_data));
    files
}

fn parse(path: &Path) -> (SourceFile, Vec<Diagnostic>) {
    let source = SourceFile::standalone(&path.to_string_lossy(), std::fs::read(path).unwrap_or_default());
    let (_, diagnostics) = parse_file(&source);
    (source, diagnostics)
}

#[test]
fn standard_library_has_no_errors() {
    let Some(src) = folder_or_skip("src", "fmt") else { return };
    for path in go_files(&src) {
        let (source, diagnostics) = parse(&path);
        let first = diagnostics.first().map(|d| format!("{}: {}", source.location(d.pos), d.message));
        assert_eq!(first, None);
    }
}

/// The patterns after `// ERROR` or `// GC_ERROR`, by line.
fn expectations(source: &SourceFile) -> Vec<(u32, Vec<String>)> {
    let text = String::from_utf8_lossy(source.src()).into_owned();
    let mut found = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        let marker = ["// ERROR ", "// GC_ERROR "].iter().find_map(|m| text.split_once(m));
        if let Some((_, rest)) = marker {
            // Patterns are quoted; a quotation mark cannot occur in them.
            let patterns = rest.split('"').skip(1).step_by(2).map(str::to_owned).collect();
            found.push((line, patterns));
        }
    }
    found
}

/// Compares what was found with what a test expects.
fn mismatch(source: &SourceFile, diagnostics: &[Diagnostic]) -> Option<String> {
    let base = source.name().rsplit('/').next().unwrap_or("");
    let place = |pos: Pos, _| format!("{base}:{}", source.line_col(pos).0);
    let mut found: Vec<(u32, String)> =
        diagnostics.iter().map(|d| (source.line_col(d.pos).0, expand_places(&d.message, &place))).collect();
    for (line, patterns) in expectations(source) {
        for pattern in patterns {
            let before = found.len();
            found.retain(|(at, message)| *at != line || !support::matches(&pattern, message));
            if found.len() == before {
                return Some(format!("{}:{line}: missing: {pattern}", source.name()));
            }
        }
    }
    found.first().map(|(line, message)| format!("{}:{line}: unexpected: {message}", source.name()))
}

#[test]
fn syntax_tests_find_what_they_expect() {
    let Some(dir) = folder_or_skip("test", "helloworld.go") else { return };
    let mut compared = 0;
    let mut failures = Vec::new();
    for path in go_files(&dir) {
        let (source, diagnostics) = parse(&path);
        let name = path.strip_prefix(&dir).map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
        let head = String::from_utf8_lossy(&source.src()[..source.src().len().min(300)]).into_owned();
        // With a syntax error the type checker does not run, so all expectations are about syntax.
        let hard = diagnostics.iter().any(|d| d.code == "Syntax");
        let expects = expectations(&source)
            .iter()
            .any(|(_, p)| p.iter().any(|p| p.starts_with("syntax error") && !p.contains('|')));
        let skipped = SKIP.iter().any(|(skip, _)| *skip == name);
        if !head.contains("// errorcheck") {
            if hard && ["// run\n", "// compile\n", "// build\n"].iter().any(|d| head.starts_with(d)) {
                failures.push(format!("{name}: {}", diagnostics[0].message));
            }
            continue;
        }
        if !hard && !expects {
            continue;
        }
        compared += 1;
        match (mismatch(&source, &diagnostics), skipped) {
            (Some(failure), false) => failures.push(failure),
            (None, true) => failures.push(format!("{name} passes: take it off the skip list")),
            _ => {}
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
    println!("{compared} syntax tests compared");
}
