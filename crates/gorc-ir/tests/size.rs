//! The size of what lowering makes of programs as generators write them: it must not grow faster than the program.

mod common;

use std::fmt::Write;

/// Block parameters and instructions of package main as lowered, before any pass.
fn size(body: &str) -> (usize, usize) {
    let src = format!("package main\n\n{body}\n");
    let m = common::lower("main.go", &src).unwrap_or_else(|e| panic!("{}\n{src}", e.join("\n")));
    let funcs = m.funcs.iter().filter(|f| m.sym_name(f.name).starts_with("main."));
    funcs.fold((0, 0), |(params, insts), f| {
        let of_blocks: usize = f.blocks.iter().map(|b| b.params.len()).sum();
        (params + of_blocks, insts + f.insts.len())
    })
}

fn repeat(n: usize, part: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut out, i| {
        let _ = writeln!(out, "{}", part(i));
        out
    })
}

/// The program for twice the number has no more than twice the parameters and instructions, and a bit.
#[track_caller]
fn grows_evenly(program: impl Fn(usize) -> String) {
    let (params, insts) = size(&program(100));
    let (params2, insts2) = size(&program(200));
    assert!(params2 <= 2 * params + 20, "block parameters: {params} and {params2}");
    assert!(insts2 <= 2 * insts + 20, "instructions: {insts} and {insts2}");
}

fn function(body: &str) -> String {
    format!("func f(k int) int {{\ns := 0\n{body}\nreturn s\n}}\nfunc main() {{ println(f(3)) }}")
}

#[test]
fn nested_loops() {
    grows_evenly(|n| {
        let heads = repeat(n, |i| format!("for i{i} := 0; i{i} < 2; i{i}++ {{"));
        function(&format!("{heads} s++\n {}", repeat(n, |_| "}".into())))
    });
    grows_evenly(|n| {
        let heads = repeat(n, |i| format!("for i{i} := range [3]int{{}} {{ if i{i} == k {{ continue }}"));
        function(&format!("{heads} s++\n {}", repeat(n, |_| "}".into())))
    });
}

/// Variables that live through many statements without being written there.
#[test]
fn statements_in_a_row() {
    let through = |statement: fn(usize) -> String| {
        move |n: usize| {
            let vars = repeat(40, |i| format!("v{i} := k * {i}"));
            let uses = repeat(40, |i| format!("s += v{i}"));
            function(&format!("{vars}{}{uses}", repeat(n, statement)))
        }
    };
    let shapes: [fn(usize) -> String; 6] = [
        |i| format!("if k > {i} {{ s += {i} }} else {{ s-- }}"),
        |i| format!("for i := 0; i < k; i++ {{ s += {i} }}"),
        |i| format!("for range k {{ if s > {i} {{ break }}; s++ }}"),
        |i| format!("switch k {{ case {i}: s++; case {i}+1: s--; fallthrough; default: s += 2 }}"),
        |i| format!("s += map[bool]int{{true: {i}}}[k > {i} && k < 7 || k == 9]"),
        |_| "switch x := any(k).(type) { case int: s += x; case string: s++ }".to_owned(),
    ];
    for shape in shapes {
        let program = through(shape);
        let (few, many) = (size(&program(20)).0, size(&program(40)).0);
        assert!(many <= 2 * few + 20, "block parameters: {few} and {many} in\n{}", program(2));
        assert!(
            many < 40 * 40,
            "{many} block parameters: one for each variable and statement in\n{}",
            program(2)
        );
    }
}

#[test]
fn constant_maps() {
    let literal = |n| {
        format!(
            "func main() {{ println(len(map[int]string{{\n{}}})) }}",
            repeat(n, |i| format!("{i}: \"s{i}\","))
        )
    };
    assert_eq!(size(&literal(100)), size(&literal(200)), "constant entries are data");
}
