//! Any input ends in a tree and diagnostics: no panic, no endless loop, no stack overflow.
//!
//! The Go files of the repository, and of Go's own test suites where an SDK is installed, are parsed at many prefixes
//! and with many random changes (see `fuzz.rs` in `tests/harness` for seeds and longer runs). Trees are checked for the invariants
//! that `ast.rs` states.

use gorc_harness::corpus::{Corpus, repository_files};
use gorc_harness::fuzz::{self, Random, Watch, effort};
use gorc_syntax::ast::{DeclKind, ExprId, ExprKind, File, StmtKind};
use gorc_syntax::{MAX_HEIGHT, MAX_NESTING, SourceFile, dump, parse_file};

/// Sources that are always there, so that the test means something in an empty repository.
const SAMPLES: &[&str] = &[include_str!("data/all.go"), include_str!("data/generic.go")];

fn parse(src: &[u8]) -> (File, usize) {
    let source = SourceFile::standalone("x.go", src);
    let (file, diagnostics) = parse_file(&source);
    for d in &diagnostics {
        assert!(source.contains(d.pos), "{d:?} is outside the file");
        assert!(!d.message.is_empty());
    }
    (file, diagnostics.len())
}

/// Checks that every id lies in its arena and that children come before their parents.
fn check(file: &File) {
    for index in 0..file.expr_count() {
        let parent = ExprId::from_index(index);
        assert!(file[parent].pos >= file.base && file[parent].pos <= file.end);
        let before = |child: ExprId| assert!(child < parent, "{child:?} in {parent:?}");
        match file[parent].kind {
            ExprKind::Call { fun, args, .. } => {
                before(fun);
                file[args].iter().for_each(|&arg| before(arg));
            }
            ExprKind::Binary { x, y, .. } => {
                before(x);
                before(y);
            }
            ExprKind::StructType { fields, .. } => file[fields].iter().for_each(|field| before(field.ty)),
            ExprKind::FuncType { params, .. } => file[params].iter().for_each(|param| before(param.ty)),
            _ => {}
        }
    }
    for &decl in &file[file.decls] {
        if let DeclKind::Func { body: Some(body), .. } = file[decl].kind {
            for &stmt in &file[body.stmts] {
                assert!(file[stmt].end >= file[stmt].pos || matches!(file[stmt].kind, StmtKind::Empty));
            }
        }
    }
}

/// Go files of the repository.
fn repository_sources() -> Vec<Vec<u8>> {
    let mut sources: Vec<Vec<u8>> = SAMPLES.iter().map(|s| s.as_bytes().to_vec()).collect();
    sources.extend(repository_files().iter().filter_map(|path| std::fs::read(path).ok()));
    sources
}

#[test]
fn prefixes() {
    // Parsing each prefix takes time with the square of the length, so files are sampled.
    let sources = repository_sources();
    let budget = 60_000_000 * effort() / sources.len();
    let watch = Watch::new();
    for src in sources {
        let step = (src.len() * src.len() / 2 / budget).max(1);
        for end in (0..src.len()).step_by(step) {
            watch.during(&src[..end], || check(&parse(&src[..end]).0));
        }
    }
}

#[test]
fn mutations() {
    fuzz::with_stack(gorc_syntax::STACK, mutate);
}

fn mutate() {
    let corpus = Corpus::new();
    let watch = Watch::new();
    let mut random = Random::new();
    let tokens: Vec<&[u8]> = b"( ) [ ] { } , ; : := = + * & | ~ <- -> ... . ! \" ' ` // /* */ 0x 1_ func type var const \
        import package if else for range switch select case default go defer return interface struct map chan \
        (type) \x00 \xff \xef\xbb\xbf \n a 1 \"s\" 'r' `t` //line /*line //go:embed"
        .split(|&b| b == b' ')
        .collect();
    fuzz::repeat(4000 * effort(), |_| {
        let src = corpus.pick(&mut random);
        // A window of the file, so that each round is quick.
        let start = random.below(src.len());
        let window = &src[start..(start + 2000).min(src.len())];
        let mut mutant = b"package p\n".to_vec();
        mutant.extend_from_slice(window);
        for _ in 0..=random.below(6) {
            if mutant.is_empty() {
                break;
            }
            let at = random.below(mutant.len());
            match random.below(5) {
                0 => drop(mutant.remove(at)),
                1 => mutant[at] = random.below(256) as u8,
                2 => {
                    let end = (at + random.below(30)).min(mutant.len());
                    mutant.drain(at..end);
                }
                3 => {
                    let token = tokens[random.below(tokens.len())];
                    mutant.splice(at..at, token.iter().copied());
                }
                _ => {
                    let end = (at + random.below(60)).min(mutant.len());
                    let piece = mutant[at..end].to_vec();
                    let to = random.below(mutant.len());
                    mutant.splice(to..to, piece);
                }
            }
        }
        watch.during(&mutant, || {
            let (file, _) = parse(&mutant);
            check(&file);
            let source = SourceFile::standalone("x.go", &mutant[..]);
            assert!(dump::dump(&file, &source).starts_with("(file"));
        });
    });
}

#[test]
fn deep_nesting_is_an_error() {
    fuzz::with_stack(gorc_syntax::STACK, deep_nesting);
}

fn deep_nesting() {
    let n = MAX_NESTING as usize + 1;
    let open_close = |open: &str, middle: &str, close: &str| {
        format!("package p\nvar x = {}{middle}{}\n", open.repeat(n), close.repeat(n))
    };
    let in_func = |text: String| format!("package p\nfunc f() {{\n{text}\n}}\n");
    let cases = [
        open_close("(", "1", ")"),
        open_close("(", "", ""),
        open_close("-", "1", ""),
        open_close("<-", "c", ""),
        open_close("<-chan ", "int", ""),
        open_close("[]", "int", "{}"),
        open_close("[", "", ""),
        open_close("f(", "1", ")"),
        open_close("a[", "1", "]"),
        open_close("[]int{", "1", "}"),
        open_close("T{", "{".repeat(n).as_str(), "}"),
        open_close("func() {", "", "}"),
        open_close("func() int { return func(", "", ")}"),
        open_close("struct{x ", "int", "}"),
        open_close("interface{m(", "int", ")}"),
        open_close("map[", "int", "]int"),
        open_close("func(x ", "int", ")"),
        open_close("1 * (2 + ", "3", ")"),
        open_close("a.f(b.", "c", ")"),
        open_close("T[", "int", "]"),
        open_close("1 + 2 * -", "3", ""),
        in_func("{".repeat(n)),
        in_func("if x { ".repeat(n)),
        in_func("for {".repeat(n)),
        in_func("L: ".repeat(n)),
        in_func("switch { case x: ".repeat(n)),
        in_func("select { case <-c: ".repeat(n)),
        in_func(format!("if x {{}} {}", "else if x {} ".repeat(n))),
        format!("package p\nvar x {}int\n", "*".repeat(n)),
        format!("package p\ntype T[P {}int] int\n", "*".repeat(n)),
    ];
    for case in &cases {
        let (file, errors) = parse(case.as_bytes());
        assert!(errors > 0, "{}", &case[..60]);
        check(&file);
    }
}

#[test]
fn long_chains_are_bounded() {
    let n = MAX_HEIGHT as usize + 1;
    for link in ["+ 1 ", ".x ", "() ", "[0] ", ".(T) ", "|| a "] {
        let src = format!("package p\nvar x = a {}\n", link.repeat(n));
        assert!(parse(src.as_bytes()).1 > 0, "{link}");
        let src = format!("package p\nvar x = a {}\n", link.repeat(100_000));
        assert_eq!(parse(src.as_bytes()).1, 0, "{link}");
    }
    let long_if = format!("package p\nfunc f() {{ if x {{}} {} }}\n", "else if x {} ".repeat(100_000));
    assert_eq!(parse(long_if.as_bytes()).1, 0);
}

#[test]
fn moderate_nesting_is_fine() {
    let n = 400;
    let src = format!("package p\nvar x = {}1{}\n", "(".repeat(n), ")".repeat(n));
    assert_eq!(parse(src.as_bytes()).1, 0);
    let src = format!("package p\nfunc f() {{ {} {} }}\n", "if x { ".repeat(n), "}".repeat(n));
    assert_eq!(parse(src.as_bytes()).1, 0);
}

#[test]
fn files_parse_in_parallel_alike() {
    let sources: Vec<SourceFile> =
        repository_sources().into_iter().map(|src| SourceFile::standalone("x.go", src)).collect();
    let dumps = || -> Vec<String> {
        sources
            .iter()
            .map(|source| {
                let (file, _) = parse_file(source);
                dump::dump(&file, source)
            })
            .collect()
    };
    let expected = dumps();
    std::thread::scope(|s| {
        let workers: Vec<_> = (0..4).map(|_| s.spawn(dumps)).collect();
        for worker in workers {
            assert!(worker.join().expect("worker") == expected);
        }
    });
}

#[test]
fn line_directives_may_hold_bad_utf8() {
    parse(b"//line \xff\xff\xff\xff\xff\xff:]");
}
