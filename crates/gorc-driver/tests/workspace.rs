//! What holds of the repository as a whole.

use std::fs;
use std::path::PathBuf;

use gorc_harness::root;

/// Every crate and what of the workspace it may use: the arrows of `ARCHITECTURE.md`.
const DIRECTIONS: &str = "
gorc-abi:
gorc-codegen: gorc-abi gorc-ir gorc-link
gorc-driver: gorc-codegen gorc-ir gorc-link gorc-syntax gorc-types
gorc-ir: gorc-abi gorc-syntax gorc-types
gorc-link: gorc-abi
gorc-runtime: gorc-abi
gorc-syntax:
gorc-types: gorc-syntax
";

#[test]
fn crates_depend_in_one_direction() {
    let mut found = String::from("\n");
    let mut crates: Vec<PathBuf> =
        fs::read_dir(root().join("crates")).expect("it exists").flatten().map(|e| e.path()).collect();
    crates.sort();
    for dir in crates {
        let manifest = fs::read_to_string(dir.join("Cargo.toml")).expect("each crate has one");
        let mut section = "";
        let mut uses = Vec::new();
        for line in manifest.lines() {
            if line.starts_with('[') {
                section = line;
            }
            let name = line.split(['.', ' ', '=']).next().unwrap_or("");
            // What tests use is no matter of direction.
            if section.ends_with("dependencies]")
                && section != "[dev-dependencies]"
                && name.starts_with("gorc-")
            {
                uses.push(name.to_string());
            }
        }
        uses.sort();
        uses.dedup();
        let name = dir.file_name().expect("found by name").to_string_lossy().into_owned();
        let line = format!("{name}: {}", uses.join(" "));
        found += line.trim_end();
        found.push('\n');
    }
    assert_eq!(found, DIRECTIONS);
}

#[test]
fn paths_named_in_the_documentation_exist() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("it exists");
    let mut seen = 0;
    for quoted in text.split('`').skip(1).step_by(2) {
        let is_path = ["crates/", "std/", "tests/", "tools/", "lang-examples", "benches"]
            .iter()
            .any(|start| quoted.starts_with(start));
        if is_path && !quoted.contains([' ', '*']) {
            seen += 1;
            assert!(root().join(quoted).exists(), "ARCHITECTURE.md names {quoted}");
        }
    }
    assert!(seen > 10, "the code map has paths");
}
