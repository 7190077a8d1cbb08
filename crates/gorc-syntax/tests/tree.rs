//! The trees of valid programs: golden dumps of two files that use every construct (`GORC_BLESS=1` rewrites them), and what
//! dumps do not show: token positions, ids, directives, text forms.

use std::path::Path;

use gorc_syntax::ast::{Decl, DeclKind, ExprId, ExprKind, Stmt, StmtKind};
use gorc_syntax::{File, Pos, SourceFile, dump, parse_file, print};

fn parse_source(source: &SourceFile) -> File {
    let (file, diagnostics) = parse_file(source);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}\n{}", String::from_utf8_lossy(source.src()));
    file
}

fn parse(src: &str) -> File {
    parse_source(&SourceFile::standalone("x.go", src.as_bytes()))
}

/// The declarations of a file with this text after the package clause, which takes 10 bytes.
fn decls(file: &File) -> Vec<Decl> {
    file[file.decls].iter().map(|&id| file[id]).collect()
}

/// The statements of the first function, whose body is `body`.
fn body(body: &str) -> (File, Vec<Stmt>) {
    let file = parse(&format!("package p\nfunc f() {{ {body} }}\n"));
    let DeclKind::Func { body: Some(block), .. } = decls(&file)[0].kind else { panic!("no function") };
    let stmts = file[block.stmts].iter().map(|&id| file[id]).collect();
    (file, stmts)
}

/// The first value of the first declaration.
fn value(src: &str) -> (File, ExprId) {
    let file = parse(&format!("package p\nvar _ = {src}\n"));
    let DeclKind::Var { values, .. } = decls(&file)[0].kind else { panic!("no variable") };
    let x = file[values][0];
    (file, x)
}

/// The offset of `needle` in a file made by `value`.
fn value_offset(src: &str, needle: &str) -> Pos {
    Pos(19 + src.find(needle).expect("needle") as u32)
}

#[test]
fn golden_dumps() {
    for name in ["all", "generic"] {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
        let source = SourceFile::standalone(
            &format!("{name}.go"),
            std::fs::read(data.join(format!("{name}.go"))).expect("source"),
        );
        let got = dump::dump(&parse_source(&source), &source);
        let golden = data.join(format!("{name}.ast"));
        if std::env::var_os("GORC_BLESS").is_some() {
            std::fs::write(&golden, &got).expect("write golden file");
        }
        let want = std::fs::read_to_string(&golden).expect("golden file");
        if let Some((line, (got, want))) =
            got.lines().zip(want.lines()).enumerate().find(|(_, (got, want))| got != want)
        {
            panic!("{name}.ast:{}:\n  -{want}\n  +{got}\nGORC_BLESS=1 rewrites it", line + 1);
        }
        assert_eq!(got.len(), want.len(), "{name}.ast: GORC_BLESS=1 rewrites it");
    }
}

#[test]
fn text_form() {
    // What messages show, for expressions that are shown as they are written …
    for src in [
        "x",
        "a.b.c",
        "1 + 2*3 - x",
        "(a + b) * c",
        "-x",
        "!x",
        "^x",
        "<-c",
        "&x",
        "*p",
        "f()",
        "f(x, y...)",
        "a[i]",
        "a[i:j]",
        "a[:]",
        "a[i:]",
        "a[:j:k]",
        "x.(T)",
        "f[int, string](1)",
        "[]int{}",
        "[3]int{}",
        "T{}",
        "map[string][]int{}",
        "func() {}",
        "func(a, b int, c ...string) (x int, err error) {}",
        "func(int) string {}",
        "struct{a, b int; c string `t`; D}{}",
        "interface{m(a int) int; ~int | string; E}(nil)",
        "chan int(nil)",
        "chan<- (<-chan int)(nil)",
        "`raw`",
        "'x'",
        "0x1F",
        "1i",
        "[...]int{}",
        "struct{}{}",
    ] {
        let (file, x) = value(src);
        assert_eq!(print::expr_string(&file, x).replace(" * ", "*"), src.replace(" * ", "*"));
    }
    // … and for others.
    for (src, want) in [
        ("[]int{1, 2}", "[]int{…}"),
        ("func() { return }", "func() {…}"),
        ("a+b", "a + b"),
        ("[](T){}", "[]T{}"),
        ("map[K]struct{ x  int }{ }", "map[K]struct{x int}{}"),
    ] {
        let (file, x) = value(src);
        assert_eq!(print::expr_string(&file, x), want);
    }
}

#[test]
fn token_positions() {
    let src = "f(a, b...)";
    let (file, x) = value(src);
    let ExprKind::Call { lparen, ellipsis, rparen, .. } = file[x].kind else { panic!() };
    assert_eq!(file[x].pos, value_offset(src, "f"));
    assert_eq!(lparen, value_offset(src, "("));
    assert_eq!(ellipsis, value_offset(src, "..."));
    assert_eq!(rparen, value_offset(src, ")"));

    let src = "a.b * c + d";
    let (file, x) = value(src);
    let ExprKind::Binary { op_pos, x: left, .. } = file[x].kind else { panic!() };
    assert_eq!((file[x].pos, op_pos), (value_offset(src, "a"), value_offset(src, "+")));
    let ExprKind::Binary { op_pos, .. } = file[left].kind else { panic!() };
    assert_eq!(op_pos, value_offset(src, "*"));

    let src = "T{k: v}";
    let (file, x) = value(src);
    let ExprKind::CompositeLit { elems, lbrace, rbrace, .. } = file[x].kind else { panic!() };
    assert_eq!((lbrace, rbrace), (value_offset(src, "{"), value_offset(src, "}")));
    let ExprKind::KeyValue { colon, .. } = file[file[elems][0]].kind else { panic!() };
    assert_eq!(colon, value_offset(src, ":"));

    let src = "func() int { }";
    let (file, x) = value(src);
    let ExprKind::FuncLit { body, .. } = file[x].kind else { panic!() };
    assert_eq!(body.rbrace, value_offset(src, "}"));
}

#[test]
fn precedence() {
    let shape = |src: &str| {
        fn show(file: &File, x: ExprId) -> String {
            match file[x].kind {
                ExprKind::Binary { op, x, y, .. } => {
                    format!("({} {} {})", show(file, x), op.as_str(), show(file, y))
                }
                ExprKind::Unary { op, x } => format!("({}{})", op.as_str(), show(file, x)),
                ExprKind::Star { x } => format!("(*{})", show(file, x)),
                _ => print::expr_string(file, x),
            }
        }
        let (file, x) = value(src);
        show(&file, x)
    };
    assert_eq!(shape("a + b*c"), "(a + (b * c))");
    assert_eq!(shape("a*b + c"), "((a * b) + c)");
    assert_eq!(shape("a - b - c"), "((a - b) - c)");
    assert_eq!(shape("a || b && c == d + e<<f"), "(a || (b && (c == (d + (e << f)))))");
    assert_eq!(shape("-a * !b"), "((-a) * (!b))");
    assert_eq!(shape("*p * *q"), "((*p) * (*q))");
    assert_eq!(shape("a &^ b | c ^ d & e"), "(((a &^ b) | c) ^ (d & e))");
    assert_eq!(shape("<-a + <-b"), "((<-a) + (<-b))");
}

#[test]
fn channel_types() {
    for (src, want) in [
        ("<-chan int(x)", "<-chan int(x)"),
        ("<-(chan int)(x)", "<-(chan int)(x)"),
        ("chan<- chan int(x)", "chan<- chan int(x)"),
        ("(<-chan<- chan int)(x)", "(<-chan <-chan int)(x)"),
    ] {
        let (file, x) = value(src);
        assert_eq!(print::expr_string(&file, x), want, "{src}");
    }
}

#[test]
fn array_length_or_type_parameters() {
    for (src, generic) in [
        ("type T[N]int", false),
        ("type T[N * 2]int", false),
        ("type T[P *C]int", false),
        ("type T[P *C,]int", true),
        ("type T[P any]int", true),
        ("type T[P, Q any]int", true),
        ("type T[P *struct{}]int", true),
        ("type T[P (C),]int", true),
        ("type T[f(1)]int", false),
        ("type T[P ~int]int", true),
        ("type T[P *C|D,]int", true),
        ("type T[P []int]int", true),
        ("type T[P interface{}]int", true),
        ("type T[]int", false),
        ("type T[P func(int)]int", true),
    ] {
        let file = parse(&format!("package p\n{src}\n"));
        let DeclKind::Type { tparams, .. } = decls(&file)[0].kind else { panic!() };
        assert_eq!(!tparams.is_empty(), generic, "{src}");
    }
}

#[test]
fn constants_repeat_and_count() {
    let file = parse("package p\nconst (\nA, B = iota, 1\nC, D\n_ int = 3\nE, F\n)\nconst G = 1\n");
    let found: Vec<(u32, Option<usize>)> = decls(&file)
        .iter()
        .map(|decl| match decl.kind {
            DeclKind::Const { iota, repeats, .. } => (iota, repeats.map(|id| id.index())),
            _ => panic!(),
        })
        .collect();
    assert_eq!(found, [(0, None), (1, Some(0)), (2, None), (3, Some(2)), (0, None)]);
}

#[test]
fn fields_declared_together_share_their_type() {
    let file = parse("package p\nfunc f(a, b int, c int) {}\n");
    let DeclKind::Func { sig, .. } = decls(&file)[0].kind else { panic!() };
    let ExprKind::FuncType { params, .. } = file[sig].kind else { panic!() };
    let params = &file[params];
    assert_eq!(params[0].ty, params[1].ty);
    assert_ne!(params[1].ty, params[2].ty);
    let mut names: Vec<ExprId> = params.iter().filter_map(|p| p.name).collect();
    names.dedup();
    assert_eq!(names.len(), 3);
}

#[test]
fn type_switches() {
    let (file, stmts) = body("switch a := b; c := a.(type) { case int: }; switch x.(type) {}; switch x {}");
    let StmtKind::TypeSwitch { init: Some(_), bind: Some(bind), x, .. } = stmts[0].kind else { panic!() };
    assert_eq!((file.name_of(bind).as_str(), file.name_of(x).as_str()), ("c", "a"));
    assert!(matches!(stmts[1].kind, StmtKind::TypeSwitch { bind: None, .. }));
    assert!(matches!(stmts[2].kind, StmtKind::Switch { tag: Some(_), .. }));
}

#[test]
fn range_forms() {
    let (file, stmts) = body(
        "for range 10 {}; for i := range x {}; for k, v = range f {}; for a, b, c := range x {}; for i := 0; ; {}",
    );
    let lhs = |stmt: &Stmt| match stmt.kind {
        StmtKind::Range { lhs, define, .. } => Some((file[lhs].len(), define)),
        _ => None,
    };
    let found: Vec<_> = stmts.iter().map(lhs).collect();
    let want = [Some((0, false)), Some((1, true)), Some((2, false)), Some((3, true)), None];
    assert_eq!(found, want);
}

#[test]
fn composite_literals_in_headers() {
    let (_, stmts) =
        body("if x == (T{}) {}; for range []int{} {}; if f(T{}) {}; switch (T{}) {}; if a[T{}] {}");
    assert_eq!(stmts.len(), 5);
    let (_, stmts) =
        body("if x { a }; for x { a }; switch x { }; if func() bool { return T{} == t }() { a }");
    assert_eq!(stmts.len(), 4);
}

#[test]
fn directives_belong_to_what_they_precede() {
    let src = "//go:build go1.21 && linux\n\npackage p\n\nimport \"embed\"\nimport _ \"unsafe\"\n\n\
               //go:noinline\n//go:linkname f runtime.f\nfunc f()\n\n//go:embed a.txt b/*\nvar x embed.FS\n\n\
               //go:generate x\nfunc g() {}\n\n//go:linkname late other.late\n";
    let file = parse(src);
    assert_eq!(file.go_version.map(|v| (v.major, v.minor)), Some((1, 21)));
    let texts = |decl: &Decl| -> Vec<String> {
        file[decl.directives].iter().map(|d| format!("{} {}", d.name, d.args)).collect()
    };
    let decls = decls(&file);
    assert_eq!(texts(&decls[2]), ["go:noinline ", "go:linkname f runtime.f"]);
    assert_eq!(texts(&decls[3]), ["go:embed a.txt b/*"]);
    assert_eq!(texts(&decls[4]), ["go:generate x"]);
    let all: Vec<&str> = file[file.directives].iter().map(|d| d.name.as_str()).collect();
    assert_eq!(all, ["go:build", "go:noinline", "go:linkname", "go:embed", "go:generate", "go:linkname"]);
}

#[test]
fn imports_and_package() {
    let file = parse("package main\nimport a \"x/y\"\nimport (\n. \"z\"\n_ `w`\n)\n");
    assert_eq!(file.package_name().as_str(), "main");
    let found: Vec<(String, String)> = file
        .imports()
        .map(|(_, name, path)| {
            let path = String::from_utf8(file.string_literal(path).expect("path")).expect("UTF-8");
            (name.map_or(String::new(), |n| file.name_of(n).to_string()), path)
        })
        .collect();
    let want = [("a", "x/y"), (".", "z"), ("_", "w")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(found, want);
}

#[test]
fn literals_are_interned_without_carriage_returns() {
    let (file, x) = value("`a\r\nb`");
    let ExprKind::BasicLit { text, .. } = file[x].kind else { panic!() };
    assert_eq!(text.as_str(), "`a\nb`");
}

#[test]
fn automatic_semicolons() {
    let (_, stmts) = body("a()\nb++\nreturn\nx := 1 /* c\n */ y()\nfor {\nbreak\n}\nz[0]()\n");
    assert_eq!(stmts.len(), 7);
    // Not after an operator, a comma, an opening bracket.
    let (_, stmts) = body("x := 1 +\n2\nf(\na,\nb,\n)\n");
    assert_eq!(stmts.len(), 2);
}

#[test]
fn damaged_files_keep_what_is_whole() {
    let source =
        SourceFile::standalone("x.go", *b"package p\nfunc f() { x := ; y() }\nfunc g() {}\nvar v int\n");
    let (file, diagnostics) = parse_file(&source);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(decls(&file).len(), 3);
}
