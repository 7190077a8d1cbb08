//! Parses Go files and prints what is wrong with them, as gc would: `cargo run --example parse -- [-q] FILE...`.
//! With `-t` it also says how long lexing and parsing took, with `-d` it prints the tree.

use std::time::{Duration, Instant};

use gorc_syntax::dump::dump;
use gorc_syntax::{SourceMap, parse_file};

fn main() {
    let (options, names): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|arg| arg.starts_with('-'));
    let map = SourceMap::new();
    let mut bytes = 0;
    let mut time = Duration::ZERO;
    for name in names {
        let src = match std::fs::read(&name) {
            Ok(src) => src,
            Err(error) => {
                eprintln!("{name}: {error}");
                continue;
            }
        };
        let Ok(source) = map.add(&name, src) else { break };
        let start = Instant::now();
        let (file, diagnostics) = parse_file(&source);
        time += start.elapsed();
        bytes += source.len();
        if options.iter().any(|o| o == "-d") {
            print!("{}", dump(&file, &source));
        }
        if !options.iter().any(|o| o == "-q") {
            for d in diagnostics {
                println!("{}: {}", map.location(d.pos), d.message);
            }
        }
    }
    if options.iter().any(|o| o == "-t") {
        let speed = f64::from(bytes) / 1e6 / time.as_secs_f64();
        println!("{bytes} bytes in {time:?}: {speed:.1} MB/s");
    }
}
