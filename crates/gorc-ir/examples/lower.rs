//! Lowers Go files (each a program) with the packages of `std/` and prints GIR: for looking at lowering alone.
//! `cargo run -p gorc-ir --example lower -- [-q] FILE.go…`; `-q` prints only what is wrong.

#[path = "../tests/common/mod.rs"]
mod common;

use gorc_ir::passes;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let quiet = args.iter().any(|a| a == "-q");
    for path in args.iter().filter(|a| *a != "-q") {
        let Ok(src) = std::fs::read_to_string(path) else {
            println!("{path}: cannot be read");
            continue;
        };
        match common::lower(path, &src, true) {
            Err(errors) => println!("{path}: {}", errors.join("\n")),
            Ok(mut m) => {
                let report = passes::run(&mut m, &passes::Options { verify: true, ..Default::default() });
                report.errors.iter().take(20).for_each(|e| println!("{path}: {e}"));
                if quiet {
                    println!("{path}: {} functions, {} globals", m.funcs.len(), m.globals.len());
                } else {
                    println!("{m}");
                }
            }
        }
    }
}
