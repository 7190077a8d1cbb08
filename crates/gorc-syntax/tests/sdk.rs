//! Against an installed Go SDK: its whole source tree parses without a complaint, and the syntax tests in its `test/`
//! find the errors they expect. Without an SDK the tests are skipped and say so.

mod support;

use std::path::{Path, PathBuf};

use gorc_syntax::diag::expand_places;
use gorc_syntax::{Diagnostic, Pos, SourceFile, parse_file};

/// Tests whose expectations are not (all) about syntax.
const SKIP: &[(&str, &str)] = &[
    ("fixedbugs/issue18393.go", "expects errors at lines that its line directives name"),
    ("typeparam/issue50317.go", "methods have type parameters since Go 1.27"),
];

/// The root of an installed SDK, if there is one with this folder.
fn sdk(folder: &str) -> Option<PathBuf> {
    let from_path = std::env::var_os("PATH").and_then(|path| {
        let go = std::env::split_paths(&path).map(|dir| dir.join("go")).find(|go| go.is_file())?;
        Some(go.canonicalize().ok()?.parent()?.parent()?.to_owned())
    });
    let candidates = [std::env::var_os("GOROOT").map(PathBuf::from), from_path, Some("/usr/local/go".into())];
    let found = candidates.into_iter().flatten().map(|root| root.join(folder)).find(|dir| dir.is_dir());
    if found.is_none() {
        println!("skipped: no Go SDK with {folder}/ found (GOROOT, PATH, /usr/local/go)");
    }
    found
}

/// The Go files below `dir`, but for those in folders named `testdata`.
fn go_files(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut dirs = vec![dir.to_owned()];
    while let Some(dir) = dirs.pop() {
        let Ok(entries) = std::fs::read_dir(&dir) else { continue };
        for path in entries.filter_map(|e| Some(e.ok()?.path())) {
            if path.is_dir() {
                if !path.ends_with("testdata") {
                    dirs.push(path);
                }
            } else if path.extension().is_some_and(|e| e == "go") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn parse(path: &Path) -> (SourceFile, Vec<Diagnostic>) {
    let source = SourceFile::standalone(&path.to_string_lossy(), std::fs::read(path).unwrap_or_default());
    let (_, diagnostics) = parse_file(&source);
    (source, diagnostics)
}

#[test]
fn standard_library_has_no_errors() {
    let Some(src) = sdk("src") else { return };
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
    let Some(dir) = sdk("test") else { return };
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
