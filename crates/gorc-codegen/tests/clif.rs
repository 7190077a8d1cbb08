//! GIR to CLIF: each `tests/clif/*.gir` ends with the CLIF it becomes, as comments. `GORC_BLESS=1` rewrites them.

use std::fmt::Write;
use std::path::Path;

use gorc_codegen::{Options, Text, compile};

const MARK: &str = "\n// CLIF:\n";

fn expected(source: &str) -> String {
    let module = gorc_ir::parse::parse_module(source).unwrap_or_else(|e| panic!("{e}"));
    if let Err(e) = gorc_ir::verify::verify_module(&module) {
        panic!("{}", e[0]);
    }
    let options = Options { text: Some(Text::Clif), verify: true, ..Options::default() };
    let texts = compile(&module, &options).unwrap_or_else(|e| panic!("{}", e[0])).texts;
    let mut out = String::new();
    for (name, text) in texts {
        let _ = writeln!(out, "// == {name}");
        text.lines().for_each(|l| {
            let _ = writeln!(out, "{}", format!("// {l}").trim_end());
        });
    }
    out
}

#[test]
fn clif_is_as_written_down() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clif");
    let bless = std::env::var_os("GORC_BLESS").is_some();
    let mut files: Vec<_> =
        std::fs::read_dir(&dir).expect("tests/clif").flatten().map(|e| e.path()).collect();
    files.sort();
    let mut failures = String::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("readable");
        let (source, have) = text.split_once(MARK).unwrap_or((&text, ""));
        let want = expected(source);
        if have == want {
            continue;
        }
        if bless {
            std::fs::write(&file, format!("{}{MARK}{want}", source.trim_end_matches('\n')))
                .expect("writable");
            continue;
        }
        let _ = writeln!(failures, "{}:", file.display());
        for d in have.lines().zip(want.lines()).filter(|(a, b)| a != b).take(5) {
            let _ = writeln!(failures, "  - {}\n  + {}", d.0, d.1);
        }
    }
    assert!(failures.is_empty(), "{failures}GORC_BLESS=1 rewrites the expectations");
}
