//! What the side tables hold for valid programs: types, constants, selections, instances, captures, initialisation order.

mod support;

use gorc_loader::{Loader, Options};
use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_types::{FileId, Mode, ObjFlags, ObjId, SelectionKind};
use support::check_source;

/// The expressions of the (only) file whose text is `want`.
fn find(p: &Loader, file: FileId, want: &str) -> Vec<ExprId> {
    let ast = p.checker.ast(file);
    (0..ast.expr_count())
        .map(ExprId::from_index)
        .filter(|&e| gorc_types::expr_string(ast, e) == want)
        .collect()
}

fn valid(src: &str) -> (Loader, FileId) {
    let (mut p, pkg) = check_source(src);
    let errors = p.rendered();
    assert!(errors.is_empty(), "{errors:?}");
    let file = p.checker.store[pkg].files[0];
    (p, file)
}

fn type_of(p: &Loader, file: FileId, e: ExprId) -> String {
    let pkg = p.checker.file_package(file);
    p.checker.store.type_string(p.checker.info(file).type_of(e), pkg)
}

fn object(p: &Loader, file: FileId, name: &str) -> ObjId {
    let pkg = p.checker.file_package(file);
    let scope = p.checker.store[pkg].scope;
    p.checker.store.scope_get(scope, gorc_syntax::Symbol::intern(name))
}

#[test]
fn constants_have_final_types_and_values() {
    let (p, file) =
        valid("package p\nvar f float32 = 0.1\nvar s = 1 << 3\nvar r = 'a' + 1\nvar u uint8 = 255\n");
    let lit = find(&p, file, "0.1")[0];
    let tv = p.checker.info(file).tv(lit);
    assert_eq!(tv.mode, Mode::Constant);
    assert_eq!(type_of(&p, file, lit), "float32");
    assert_eq!(p.checker.store[tv.value].to_f64(), f64::from(0.1f32));
    let shift = find(&p, file, "1 << 3")[0];
    assert_eq!(p.checker.store[p.checker.info(file).tv(shift).value].to_i64(), Some(8));
    assert_eq!(type_of(&p, file, find(&p, file, "'a' + 1")[0]), "rune");
    assert_eq!(type_of(&p, file, find(&p, file, "255")[0]), "uint8");
}

#[test]
fn non_constant_shifts_take_the_type_of_their_context() {
    let (p, file) =
        valid("package p\nfunc f(s uint) { var x int64 = 1 << s; var y = 2 << s; _, _ = x, y }\n");
    assert_eq!(type_of(&p, file, find(&p, file, "1 << s")[0]), "int64");
    assert_eq!(type_of(&p, file, find(&p, file, "1")[0]), "int64");
    assert_eq!(type_of(&p, file, find(&p, file, "2 << s")[0]), "int");
}

#[test]
fn selections_have_paths() {
    let src = "package p
type A struct{ x, y int }
func (a *A) M() {}
type B struct { z int; *A }
type C struct { B }
func f(c C) { _ = c.y; c.M(); g := (*A).M; g(c.A) }
";
    let (p, file) = valid(src);
    let info = p.checker.info(file);
    let s = info.selection(find(&p, file, "c.y")[0]).expect("a selection");
    assert_eq!((s.kind, s.path.as_slice(), s.indirect), (SelectionKind::Field, &[0, 1, 1][..], true));
    let s = info.selection(find(&p, file, "c.M")[0]).expect("a selection");
    assert_eq!((s.kind, s.path.as_slice(), s.indirect), (SelectionKind::Method, &[0, 1, 0][..], true));
    let s = info.selection(find(&p, file, "(*A).M")[0]).expect("a selection");
    assert_eq!(s.kind, SelectionKind::MethodExpr);
    assert_eq!(type_of(&p, file, find(&p, file, "(*A).M")[0]), "func(*A)");
}

#[test]
fn instances_are_recorded_at_the_identifier() {
    let src = "package p
func Map[T, U any](s []T, f func(T) U) []U { return nil }
type L[T any] struct{ v T }
func (l *L[T]) Get() T { return l.v }
func f() { _ = Map([]int{1}, func(i int) string { return \"\" }); var l L[string]; _ = l.Get() }
";
    let (p, file) = valid(src);
    let store = &p.checker.store;
    let uses = find(&p, file, "Map");
    let targs = uses.iter().find_map(|&e| p.checker.info(file).instance(e)).expect("an instance");
    let shown: Vec<String> =
        store[targs].iter().map(|&t| store.type_string(t, gorc_types::PkgId::NONE)).collect();
    assert_eq!(shown, ["int", "string"]);
    assert_eq!(type_of(&p, file, find(&p, file, "l.Get()")[0]), "string");
    let s = p.checker.info(file).selection(find(&p, file, "l.Get")[0]).expect("a selection");
    assert_eq!(store.type_string(s.holder, p.checker.file_package(file)), "L[string]");
}

#[test]
fn captures_and_flags_of_variables() {
    let src = "package p
func f() int {
	a, b, c := 1, 2, 3
	b++
	p := &c
	g := func() int {
		return func() int { return a + b }()
	}
	return g() + *p
}
";
    let (p, file) = valid(src);
    let info = p.checker.info(file);
    let var = |name: &str| info.object(find(&p, file, name)[0]);
    let (a, b, c) = (var("a"), var("b"), var("c"));
    let store = &p.checker.store;
    assert!(store[a].has(ObjFlags::CAPTURED) && !store[a].has(ObjFlags::REASSIGNED));
    assert!(store[b].has(ObjFlags::CAPTURED | ObjFlags::REASSIGNED));
    assert!(store[c].has(ObjFlags::ADDR_TAKEN) && !store[c].has(ObjFlags::CAPTURED));
    let ast = p.checker.ast(file);
    let lits: Vec<_> = (0..ast.expr_count())
        .map(ExprId::from_index)
        .filter(|&e| matches!(ast[e].kind, ExprKind::FuncLit { .. }))
        .filter_map(|e| info.func_lit(e))
        .collect();
    assert_eq!(lits.len(), 2);
    for l in lits {
        assert_eq!(p.checker.func_lit(l).captures, [a, b]);
    }
}

#[test]
fn initialisation_follows_dependencies() {
    let src = "package p
var a = b + f()
var b = c
var c = 1
var d = 4
func f() int { return d }
var x, y = g()
func g() (int, int) { return a, z }
var z = 0
";
    let (mut p, file) = valid(src);
    let pkg = p.checker.file_package(file);
    let order: Vec<String> = p
        .checker
        .init_order(pkg)
        .iter()
        .map(|i| i.lhs.iter().map(|&v| p.checker.store[v].name.as_str()).collect::<Vec<_>>().join(","))
        .collect();
    assert_eq!(order, ["c", "b", "d", "a", "z", "x,y"]);
}

#[test]
fn method_sets_follow_embedding() {
    let src = "package p
type I interface{ Z() }
type A struct{}
func (A) V() {}
func (*A) P() {}
type B struct{ A; I }
type C struct{ *A }
";
    let (mut p, file) = valid(src);
    let mut names = |name: &str, ptr: bool| -> String {
        let o = object(&p, file, name);
        let store = &mut p.checker.store;
        let t = store[o].ty;
        let t = if ptr { store.new_pointer(t) } else { t };
        let set = store.method_set(t);
        set.iter().map(|m| store[m.obj].name.as_str()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names("A", false), "V");
    assert_eq!(names("A", true), "P V");
    assert_eq!(names("B", false), "V Z");
    assert_eq!(names("B", true), "P V Z");
    assert_eq!(names("C", false), "P V");
    assert_eq!(names("I", false), "Z");
    assert_eq!(names("I", true), "");
}

#[test]
fn comma_ok_forms_are_tuples_and_type_switches_declare_per_clause() {
    let src = "package p
func f(m map[string]int, x any) {
	v, ok := m[\"a\"]
	_, _ = v, ok
	switch y := x.(type) {
	case int:
		_ = y + 1
	case string, bool:
		_ = y
	}
}
";
    let (p, file) = valid(src);
    assert_eq!(type_of(&p, file, find(&p, file, "m[\"a\"]")[0]), "(int, bool)");
    let ys = find(&p, file, "y");
    let types: Vec<String> = ys
        .iter()
        .map(|&e| p.checker.info(file).object(e))
        .filter(|o| o.is_some())
        .map(|o| p.checker.store.type_string(p.checker.store[o].ty, gorc_types::PkgId::NONE))
        .collect();
    assert_eq!(types, ["int", "any"]);
}

#[test]
fn generic_methods_and_promoted_keys_of_go_1_27() {
    let src = "package p
type S struct{ v int }
func (s S) Map[U any](f func(int) U) U { return f(s.v) }
type E struct{ S; w int }
var e = E{v: 1, w: 2}
var r = e.Map(func(i int) string { return \"\" })
";
    let (p, file) = valid(src);
    assert_eq!(type_of(&p, file, find(&p, file, "e.Map(func(i int) string {…})")[0]), "string");
}

#[test]
fn bodies_of_libraries_are_checked_on_demand() {
    let mut p = Loader::new(None);
    let file =
        p.parse("x.go", b"package lib\nfunc F() int { return undefined }\nfunc G() int { return 1 }\n");
    let pkg = p.check("lib", &[file], Options { whole: false, is_std: true, go_minor: 0 });
    assert!(p.rendered().is_empty());
    let funcs = p.checker.store[pkg].funcs.clone();
    p.checker.check_body(funcs[1]);
    assert!(p.rendered().is_empty());
    p.checker.check_body(funcs[0]);
    assert_eq!(p.rendered(), ["x.go:2:23: undefined: undefined"]);
}

#[test]
fn aliases_may_be_used_before_it_is_known_what_they_stand_for() {
    valid(
        "package p
type A = n
type n struct{ s *s }
type s struct { f func(*A, int) }
func g(f func(*A, int)) s { return s{f: f} }

type first struct { l List }
type List = []elem
type elem struct { up *List }
func h(e elem) int { return len(*e.up) }
",
    );
}
