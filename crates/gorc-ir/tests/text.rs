//! The text form: parsing what was printed prints the same; the verifier accepts good modules and names what is wrong with bad ones.

use gorc_ir::parse::parse_module;
use gorc_ir::verify::verify_module;

const MODULE: &str = r#"type $main.T "T" "main" "main" = struct{ "main".x int; Name string "json:\"n\""; embed Next *$main.T }
type $"main.Box[int]" "Box[int]" "main" "main" = struct{ V int }
global0 @main.g []int readonly = "\x00\x01ab" { 8: "text" + 3; 16: global0; 24: type $main.T; 32: func @main.main; }
alias @main_main @main.main
itab interface{ String()(string) }, *$main.T { @"main.(*T).String" none }
descriptor *$main.T { String func()(string) @"main.(*T).String" none; }

func @main.sum([]int, map[string]chan<-(bool))(int, error0) noinline {
}
"#;

const FUNCS: &str = r#"
func @main.abs(int)(int) {
block0(v0: int):
    v1: int = int 0
    v2: bool = lt v0, v1
    br v2, block1, block2(v0)
block1:
    v3: int = neg v0
    jump block2(v3)
block2(v4: int):
    return v4
}

func @"main.(*T).String"(*int)(string) recover block1 {
    local0 result string
block0(v0: *int):
    v1: *string = local_addr local0
    v2: string = str "a\"b\n\xff"
    store v1, v2
    v3: interface{} = make_interface v2
    v4: func()() = func_value @main.f
    defer v4
    v5: unsafe.Pointer = iface_type v3
    v6: string, v7: bool = map_get2 v8, v2
    v9: int, v10: bool = call closure (int)(int, bool) v11, v12
    defer_return
    return v2
block1:
    defer_return
    v13: *string = local_addr local0
    v14: string = load v13
    return v14
}

func @main.grow([]int)([]int) {
    local0 append [4]int
    local1 used bool
block0(v0: []int):
    v1: *bool = local_addr local1
    zero_mem v1, bool
    v2: int = int 1
    v3: []int = grow_slice_in v0, v2, local0, local1
    return v3
}
"#;

fn round_trip(text: &str) {
    let m = parse_module(text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    let once = m.to_string();
    let twice = parse_module(&once).unwrap_or_else(|e| panic!("{e}\n{once}")).to_string();
    assert_eq!(once, twice);
}

#[test]
fn declarations_round_trip() {
    let text = MODULE.split("\nfunc").next().expect("a first part");
    round_trip(text);
    assert_eq!(parse_module(text).expect("valid").to_string().trim(), text.trim());
}

#[test]
fn functions_round_trip() {
    let abs = FUNCS.split("\nfunc @\"").next().expect("a first part");
    assert_eq!(parse_module(abs).expect("valid").to_string(), abs);
}

#[test]
fn undefined_values_are_reported() {
    let e = parse_module(FUNCS).expect_err("v8 is not defined");
    assert!(e.to_string().contains("is not defined"), "{e}");
}

#[test]
fn the_verifier_accepts_a_good_function() {
    let abs = FUNCS.split("\nfunc @\"").next().expect("a first part");
    verify_module(&parse_module(abs).expect("valid")).expect("verified");
}

/// Replaces a line of `abs` and expects the verifier to say `message`.
fn rejects(from: &str, to: &str, message: &str) {
    let abs = FUNCS.split("\nfunc @\"").next().expect("a first part").replace(from, to);
    let errors = verify_module(&parse_module(&abs).expect("parses")).expect_err("rejected");
    assert!(errors[0].to_string().contains(message), "{}", errors[0]);
}

#[test]
fn the_verifier_rejects() {
    rejects("return v4", "return v3", "does not dominate");
    rejects("jump block2(v3)", "jump block2", "do not fit its parameters");
    rejects("return v4", "return", "returned values");
    rejects("v3: int = neg v0", "v3: int8 = neg v0", "types differ");
    rejects("    return v4\n", "    v5: int = len v4\n", "no terminator");
    rejects("jump block2(v3)", "defer_return\n jump block2(v3)", "no recover block");
}
