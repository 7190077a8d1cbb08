//! Type-checks files or SDK packages and prints diagnostics as gc does; a development aid.
//!
//! `gocheck FILE.go…` checks the files as one package; `gocheck -std PKG…` checks packages of the SDK with all bodies and prints times.

#[path = "../tests/support/mod.rs"]
mod support;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut p = support::Program::new();
    if args.first().is_some_and(|a| a == "-std") {
        p.whole = true;
        for path in &args[1..] {
            if p.import(path).is_none() {
                println!("cannot load {path}");
            }
        }
        for line in p.rendered() {
            println!("{line}");
        }
        eprintln!("{} lines, parse {:?}, check {:?}", p.lines, p.parse_time, p.check_time);
        return;
    }
    let mut minor = 26;
    let mut files = Vec::new();
    for a in &args {
        if let Some(v) = a.strip_prefix("-go=1.") {
            minor = v.parse().unwrap_or(26);
            continue;
        }
        let src = std::fs::read(a).expect("readable file");
        let name = if a.starts_with('/') { a.clone() } else { format!("./{a}") };
        files.push(p.parse(&name, &src));
    }
    p.check("main", &files, true, false, minor);
    for line in p.rendered() {
        println!("{line}");
    }
}
