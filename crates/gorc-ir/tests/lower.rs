//! Golden tests of lowering: each `tests/golden/*.go` ends with comments holding the GIR of its functions after all
//! passes. `GORC_BLESS=1 cargo test -p gorc-ir` rewrites them.

mod common;

use gorc_ir::passes;
use gorc_ir::print::{FunctionDisplay, PrintOptions};
use gorc_ir::verify::verify_module;
use std::path::Path;

const MARK: &str = "\n// GIR:\n";

/// The functions of package main, as text.
fn gir(name: &str, src: &str) -> String {
    let mut m = common::lower(name, src).unwrap_or_else(|e| panic!("{name}: {}", e.join("\n")));
    if let Err(errors) = verify_module(&m) {
        panic!("{name}: lowering: {}\n{m}", errors[0]);
    }
    let report = passes::run(&mut m, &passes::Options { verify: true, ..Default::default() });
    assert!(report.errors.is_empty(), "{name}: {}", report.errors.join("\n"));
    let mut out = String::new();
    for f in m.funcs.iter().filter(|f| m.sym_name(f.name).starts_with("main.")) {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&FunctionDisplay(&m, f, PrintOptions::default()).to_string());
    }
    out
}

fn commented(text: &str) -> String {
    text.lines().map(|l| if l.is_empty() { "//\n".to_owned() } else { format!("// {l}\n") }).collect()
}

/// A unified diff of two texts, by lines.
fn diff(old: &str, new: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let end = a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(x, y)| x == y).count();
    let mut out = format!("@@ -{} +{} @@\n", start + 1, start + 1);
    for line in &a[start.saturating_sub(3)..start] {
        out.push_str(&format!(" {line}\n"));
    }
    for line in &a[start..a.len() - end] {
        out.push_str(&format!("-{line}\n"));
    }
    for line in &b[start..b.len() - end] {
        out.push_str(&format!("+{line}\n"));
    }
    out
}

#[test]
fn golden() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let bless = std::env::var_os("GORC_BLESS").is_some();
    let mut files: Vec<_> =
        std::fs::read_dir(&dir).expect("golden directory").flatten().map(|e| e.path()).collect();
    files.sort();
    let mut failures = Vec::new();
    for path in files.iter().filter(|p| p.extension().is_some_and(|x| x == "go")) {
        let text = std::fs::read_to_string(path).expect("readable");
        let (src, want) = text.split_once(MARK).unwrap_or((&text, ""));
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        let got = commented(&gir(name, src));
        if got == want {
            continue;
        }
        if bless {
            std::fs::write(path, format!("{}{MARK}{got}", src.trim_end_matches('\n').to_owned() + "\n"))
                .expect("writable");
        } else {
            failures.push(format!("{name}:\n{}", diff(want, &got)));
        }
    }
    assert!(failures.is_empty(), "GORC_BLESS=1 accepts these changes:\n{}", failures.join("\n"));
}

/// Every golden program's module prints, parses back and prints the same.
#[test]
fn modules_round_trip() {
    let src = "package main\ntype T struct{ a int; next *T }\nfunc (t *T) Sum() int { if t == nil { return 0 }; return t.a + t.next.Sum() }\n\
        type Summer interface{ Sum() int }\nvar x = []string{\"a\", \"b\"}\nfunc main() { var s Summer = &T{1, nil}; println(s.Sum(), x[1]) }\n";
    let m = common::lower("t.go", src).unwrap_or_else(|e| panic!("{}", e.join("\n")));
    let once = m.to_string();
    let twice = gorc_ir::parse::parse_module(&once).unwrap_or_else(|e| panic!("{e}\n{once}")).to_string();
    let thrice = gorc_ir::parse::parse_module(&twice).unwrap_or_else(|e| panic!("{e}\n{twice}")).to_string();
    assert_eq!(twice, thrice);
}
