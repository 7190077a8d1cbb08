//! The cache: a second compilation gives the same object, whatever unrelated parts of the module do to its ids.

use std::collections::HashMap;
use std::sync::Mutex;

use gorc_codegen::{FunctionCache, Key, Options, compile, compile_with_cache};
use gorc_ir::parse::parse_module;

#[derive(Default)]
struct Memory {
    map: Mutex<HashMap<Key, Vec<u8>>>,
    hits: Mutex<usize>,
    puts: Mutex<usize>,
}

impl FunctionCache for Memory {
    fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let v = self.map.lock().expect("unpoisoned").get(key).cloned();
        *self.hits.lock().expect("unpoisoned") += usize::from(v.is_some());
        v
    }
    fn put(&self, key: Key, value: Vec<u8>) {
        *self.puts.lock().expect("unpoisoned") += 1;
        self.map.lock().expect("unpoisoned").insert(key, value);
    }
}

const OTHER: &str = r#"
func @other(map[string]int, string, int32)(int) {
block0(v0: map[string]int, v1: string, v2: int32):
    v3: string = str "something else"
    v4: int = map_get v0, v3
    return v4
}
"#;

const MAIN: &str = r#"
func @f(int, []string)(interface{}) {
block0(v0: int, v1: []string):
    v2: int = len v1
    bounds_check v0, v2
    v3: *string = data_ptr v1
    v4: *string = index_addr v3, v0
    v5: string = load v4
    v6: string = str "suffix"
    v7: string = str_concat v5, v6
    v8: interface{} = make_interface v7
    return v8
}
func @g()(interface{}) {
block0:
    v0: string = str "constant"
    v1: interface{} = make_interface v0
    return v1
}
"#;

fn text(unit: &gorc_link::ObjectUnit) -> Vec<String> {
    let mut out = Vec::new();
    for s in &unit.symbols {
        let relocs: Vec<_> = s
            .relocs
            .iter()
            .map(|r| (r.offset, r.kind, unit.text(r.target), r.addend, format!("{:?}", r.when)))
            .collect();
        out.push(format!("{} {:?} {:?} {:?}", unit.text(s.name), s.bytes, relocs, s.func));
    }
    out
}

#[test]
fn a_cached_function_is_the_same() {
    let cache = Memory::default();
    let options = Options::default();
    let module = parse_module(MAIN).expect("valid");
    let plain = compile(&module, &options).expect("compiles").unit;
    let first = compile_with_cache(&module, &options, Some(&cache)).expect("compiles").unit;
    assert_eq!((*cache.hits.lock().expect("unpoisoned"), *cache.puts.lock().expect("unpoisoned")), (0, 2));
    let second = compile_with_cache(&module, &options, Some(&cache)).expect("compiles").unit;
    assert_eq!((*cache.hits.lock().expect("unpoisoned"), *cache.puts.lock().expect("unpoisoned")), (2, 2));
    assert_eq!(text(&plain), text(&first));
    assert_eq!(text(&plain), text(&second));
}

#[test]
fn other_functions_do_not_matter() {
    let cache = Memory::default();
    let options = Options::default();
    let both = parse_module(&format!("{OTHER}{MAIN}")).expect("valid");
    let cold = compile(&both, &options).expect("compiles").unit;
    compile_with_cache(&parse_module(MAIN).expect("valid"), &options, Some(&cache)).expect("compiles");
    let warm = compile_with_cache(&both, &options, Some(&cache)).expect("compiles").unit;
    assert_eq!(*cache.hits.lock().expect("unpoisoned"), 2);
    assert_eq!(text(&cold), text(&warm));
}

#[test]
fn what_matters_changes_the_key() {
    let cache = Memory::default();
    let options = Options::default();
    compile_with_cache(&parse_module(MAIN).expect("valid"), &options, Some(&cache)).expect("compiles");
    for (from, to) in [
        ("suffix", "Suffix"),
        ("bounds_check", "slice_b_check"),
        ("func @f(int", "func @h(int"),
        ("str_concat v5, v6", "str_concat v6, v5"),
    ] {
        let changed = MAIN.replace(from, to);
        let before = *cache.hits.lock().expect("unpoisoned");
        compile_with_cache(&parse_module(&changed).expect("valid"), &options, Some(&cache))
            .expect("compiles");
        assert_eq!(
            *cache.hits.lock().expect("unpoisoned") - before,
            1,
            "{from} -> {to}: only the other function hits"
        );
    }
    let o0 = Options { optimize: false, ..Options::default() };
    let before = *cache.hits.lock().expect("unpoisoned");
    compile_with_cache(&parse_module(MAIN).expect("valid"), &o0, Some(&cache)).expect("compiles");
    assert_eq!(*cache.hits.lock().expect("unpoisoned"), before);
}

#[test]
fn damaged_values_are_compiled_again() {
    let cache = Memory::default();
    let options = Options::default();
    let module = parse_module(MAIN).expect("valid");
    let good = compile_with_cache(&module, &options, Some(&cache)).expect("compiles").unit;
    for v in cache.map.lock().expect("unpoisoned").values_mut() {
        v.truncate(v.len() / 2);
    }
    let again = compile_with_cache(&module, &options, Some(&cache)).expect("compiles").unit;
    assert_eq!(text(&good), text(&again));
}
