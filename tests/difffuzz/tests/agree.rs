//! Some generated programs, compiled by gorc with and without optimisation: the outputs must be the same.
//!
//! The long runs against the official compiler are those of the `gorc-difffuzz` program.

use std::path::PathBuf;

use gorc_difffuzz::build::{Compiler, Outcome};
use gorc_difffuzz::{compare, generate};

/// The compiler of the profile that this test is built with.
fn gorc() -> PathBuf {
    gorc_harness::build_gorc(gorc_harness::Profile::Dev).expect("gorc is built")
}

#[test]
fn optimisation_changes_no_output() {
    let path = gorc();
    let compiler = |name: &str, flags: &[&str]| Compiler {
        name: name.into(),
        path: path.clone(),
        flags: flags.iter().map(|f| f.to_string()).collect(),
    };
    let seeds: Vec<u64> = (1..=20).collect();
    let (findings, counts) = compare::seeds(&compiler("gorc", &[]), &compiler("gorc-O0", &["-O0"]), &seeds)
        .expect("compilers run");
    let texts: Vec<String> =
        findings.iter().map(|f| format!("{}: {}: {}", f.seed, f.kind(), f.summary())).collect();
    assert!(texts.is_empty(), "{}", texts.join("\n"));
    assert!(!counts.table().is_empty());
}

#[test]
fn a_wrong_compiler_is_found_out() {
    // `false` compiles nothing: every program must be reported, not passed over.
    let gorc = Compiler { name: "gorc".into(), path: gorc(), flags: Vec::new() };
    let broken = Compiler { name: "false".into(), path: "/bin/false".into(), flags: Vec::new() };
    let (findings, _) = compare::seeds(&broken, &gorc, &[1, 2]).expect("compilers run");
    assert_eq!(findings.len(), 2);
    assert!(findings.iter().all(|f| !f.invalid() && matches!(f.reference, Outcome::Output(_))));
}

#[test]
fn a_seed_is_always_the_same_program() {
    for seed in 1..50 {
        assert_eq!(generate::program(seed).tree.source(), generate::program(seed).tree.source());
    }
}

#[test]
fn every_seed_has_a_program() {
    let longest = (1..200).map(|seed| generate::program(seed * 7).tree.source().len()).max();
    assert!(longest.is_some_and(|n| n < 400_000), "{longest:?}");
}
