//! Values in registers and memory, the calling convention, control flow, checks, strings and interfaces.

mod common;

use common::{Image, Outcome};

extern "C" fn memmove(d: *mut u8, s: *const u8, n: usize) {
    // SAFETY: compiled code passes valid ranges.
    unsafe { std::ptr::copy(s, d, n) }
}
extern "C" fn memclr(d: *mut u8, n: usize) {
    // SAFETY: compiled code passes a valid range.
    unsafe { std::ptr::write_bytes(d, 0, n) }
}
extern "C" fn memequal(a: *const u8, b: *const u8, n: usize) -> u8 {
    // SAFETY: compiled code passes valid ranges.
    unsafe { u8::from(std::slice::from_raw_parts(a, n) == std::slice::from_raw_parts(b, n)) }
}
extern "C" fn cmpstring(a: *const u8, n: usize, b: *const u8, m: usize) -> i64 {
    // SAFETY: compiled code passes valid ranges.
    unsafe { std::slice::from_raw_parts(a, n).cmp(std::slice::from_raw_parts(b, m)) as i64 }
}
extern "C" fn newobject(t: *const usize) -> *mut u64 {
    // SAFETY: the descriptor's first word is the size.
    let size = unsafe { *t };
    vec![0u64; size.div_ceil(8)].leak().as_mut_ptr()
}
extern "C" fn efaceeq(_: usize, a: *const u64, b: *const u64) -> u8 {
    // SAFETY: the tests compare boxed 64-bit integers only.
    unsafe { u8::from(*a == *b) }
}
extern "C" fn growslice(
    out: *mut [usize; 3],
    old: *const u8,
    len: usize,
    cap: usize,
    added: usize,
    t: *const usize,
) {
    // SAFETY: the shape's first word is the size; old has len - added elements.
    unsafe {
        let new = vec![0u64; (*t * len * 2).div_ceil(8)].leak().as_mut_ptr().cast::<u8>();
        std::ptr::copy(old, new, (len - added) * *t);
        assert!(cap < len);
        *out = [new as usize, len, len * 2];
    }
}

fn image(gir: &str) -> Image {
    let natives = [
        ("runtime.memmove", memmove as *const () as usize),
        ("runtime.memclrNoHeapPointers", memclr as *const () as usize),
        ("runtime.memequal", memequal as *const () as usize),
        ("runtime.cmpstring", cmpstring as *const () as usize),
        ("runtime.newobject", newobject as *const () as usize),
        ("runtime.efaceeq", efaceeq as *const () as usize),
        ("runtime.growslice", growslice as *const () as usize),
    ];
    Image::new(gir, &natives)
}

#[test]
fn many_parameters_go_through_a_block() {
    let gir = r#"
func @sum(int, int, string, int, int, int, int8, float64, int)(int) noinline {
block0(v0: int, v1: int, v2: string, v3: int, v4: int, v5: int, v6: int8, v7: float64, v8: int):
    v9: int = sub v0, v1
    v10: int = len v2
    v11: int = shl v10, v1
    v12: int = add v9, v11
    v13: int = mul v3, v4
    v14: int = add v12, v13
    v15: int = convert v6
    v16: int = mul v5, v15
    v17: int = add v14, v16
    v18: int = convert v7
    v19: int = add v17, v18
    v20: int = mul v19, v8
    return v20
}
func @main(int)(int) {
block0(v0: int):
    v1: int = int 1
    v2: string = str "hello"
    v3: int = int 3
    v4: int = int 100
    v5: int = int 7
    v6: int8 = int -2
    v7: float64 = float 0x4059000000000000
    v8: int = int 2
    v9: int = call @sum (int, int, string, int, int, int, int8, float64, int)(int) v0, v1, v2, v3, v4, v5, v6, v7, v8
    return v9
}
"#;
    let mut image = image(gir);
    // ((10 - 1) + (5 << 1) + 3*100 + 7*-2 + 100) * 2
    assert_eq!(image.int("main", &[10]) as i64, ((10 - 1) + 10 + 300 - 14 + 100) * 2);
}

#[test]
fn arrays_are_values() {
    let gir = r#"
func @swap(*[40]int, *[40]int)() {
block0(v0: *[40]int, v1: *[40]int):
    v2: [40]int = load v0
    v3: [40]int = load v1
    store v0, v3
    store v1, v2
    return
}
func @id([40]int, *[40]int)([40]int) noinline {
block0(v0: [40]int, v1: *[40]int):
    v2: [40]int = zero
    store v1, v2
    return v0
}
func @through(*[40]int)(int) {
block0(v0: *[40]int):
    v1: [40]int = load v0
    v2: [40]int = call @id ([40]int, *[40]int)([40]int) v1, v0
    v3: int = extract v2, 39
    v4: [40]int = load v0
    v5: int = extract v4, 39
    v6: int = sub v3, v5
    return v6
}
func @equal(*[3]int, *[3]int)(bool) {
block0(v0: *[3]int, v1: *[3]int):
    v2: [3]int = load v0
    v3: [3]int = load v1
    v4: bool = equal v2, v3
    return v4
}
func @make(int)(int) {
block0(v0: int):
    v1: int = add v0, v0
    v2: [2]int = aggregate v0, v1
    v3: struct{ A [2]int; B string; C [2]int } = zero
    v4: [2]int = extract v3, 2
    v5: string = str "xyz"
    v6: struct{ A [2]int; B string; C [2]int } = aggregate v2, v5, v4
    v7: [2]int = extract v6, 0
    v8: int = extract v7, 1
    v9: string = extract v6, 1
    v10: int = len v9
    v11: int = add v8, v10
    return v11
}
"#;
    let mut image = image(gir);
    let (mut a, mut b) = ([1u64; 40], [2u64; 40]);
    (a[39], b[0]) = (5, 9);
    let (want_a, want_b) = (b, a);
    image.regs("swap", &[a.as_mut_ptr() as u64, b.as_mut_ptr() as u64], &[]);
    assert_eq!((a, b), (want_a, want_b));
    b[39] = 77;
    assert_eq!(image.int("through", &[b.as_mut_ptr() as u64]), 77);
    let (p, q) = ([1u64, 2, 3], [1u64, 2, 4]);
    assert_eq!(image.int("equal", &[p.as_ptr() as u64, p.as_ptr() as u64]) as u8, 1);
    assert_eq!(image.int("equal", &[p.as_ptr() as u64, q.as_ptr() as u64]) as u8, 0);
    assert_eq!(image.int("make", &[21]), 45);
}

#[test]
fn results_in_registers_and_block() {
    let gir = r#"
func @many()(string, []int, interface{}, int) noinline {
block0:
    v0: string = str "abc"
    v1: []int = zero
    v2: interface{} = make_interface v0
    v3: int = int 4
    return v0, v1, v2, v3
}
func @nine(int)(int, int, int, int, int, int, int, int, int) noinline {
block0(v0: int):
    return v0, v0, v0, v0, v0, v0, v0, v0, v0
}
func @main()(int) {
block0:
    v0: string, v1: []int, v2: interface{}, v3: int = call @many ()(string, []int, interface{}, int)
    v4: int = len v0
    v5: int = cap v1
    v6: string = iface_data v2
    v7: int = len v6
    v8: int = int 11
    v10: int, v11: int, v12: int, v13: int, v14: int, v15: int, v16: int, v17: int, v18: int = call @nine (int)(int, int, int, int, int, int, int, int, int) v8
    v19: int = add v10, v18
    v20: int = add v19, v4
    v21: int = add v20, v7
    v22: int = add v21, v3
    v23: int = add v22, v5
    return v23
}
"#;
    let mut image = image(gir);
    assert_eq!(image.int("main", &[]), 11 + 11 + 3 + 3 + 4);
}

#[test]
fn checks_panic_with_their_operands() {
    let gir = r#"
func @index(*[10]int, int)(int) {
block0(v0: *[10]int, v1: int):
    v2: int = int 10
    bounds_check v1, v2
    v3: *int = index_addr v0, v1
    v4: int = load v3
    return v4
}
func @slice(uint8, uint64)() {
block0(v0: uint8, v1: uint64):
    v2: int = int 200
    slice_b_check v0, v2
    slice_acap_check v1, v2
    return
}
"#;
    let mut image = image(gir);
    let a: [u64; 10] = std::array::from_fn(|i| i as u64 * 3);
    assert_eq!(image.int("index", &[a.as_ptr() as u64, 4]), 12);
    assert_eq!(image.panics("index", &[a.as_ptr() as u64, 10]), ("runtime.panicIndex".into(), 10, 10));
    assert_eq!(
        image.panics("index", &[a.as_ptr() as u64, -1i64 as u64]),
        ("runtime.panicIndex".into(), u64::MAX, 10)
    );
    assert_eq!(image.panics("slice", &[250, 1]), ("runtime.panicSliceB".into(), 250, 200));
    assert_eq!(image.panics("slice", &[200, 1 << 63]), ("runtime.panicSliceAcapU".into(), 1 << 63, 200));
    assert!(matches!(image.call("slice", &[200, 200], &[]), Outcome::Returned(_)));
}

#[test]
fn closures_and_interfaces() {
    let gir = r#"
type $T "T" "main" "main" = struct{ N int }
itab interface{ Add(int)(int) }, *$T { @"(*T).Add" }
descriptor *$T { Add func(int)(int) @"(*T).Add" @"(*T).Add"; }
func @"(*T).Add"(*$T, int)(int) {
block0(v0: *$T, v1: int):
    v2: *int = field_addr v0, 0
    v3: int = load v2
    v4: int = add v3, v1
    store v2, v4
    return v4
}
func @adder(int)(int) closure {
block0(v0: int):
    v1: *struct{ code uintptr; x int } = closure_ctx
    v2: *int = field_addr v1, 1
    v3: int = load v2
    v4: int = add v3, v0
    return v4
}
func @apply(func(int)(int), int)(int) noinline {
block0(v0: func(int)(int), v1: int):
    v2: int = call closure (int)(int) v0, v1
    return v2
}
func @twice(int)(int) {
block0(v0: int):
    v1: int = mul v0, v0
    return v1
}
func @closures(int, int)(int) {
block0(v0: int, v1: int):
    v2: func(int)(int) = make_closure @adder, struct{ code uintptr; x int }, v0
    v3: int = call @apply (func(int)(int), int)(int) v2, v1
    v4: func(int)(int) = func_value @twice
    v5: int = call @apply (func(int)(int), int)(int) v4, v3
    v6: int = call closure (int)(int) v2, v5
    return v6
}
func @ifaces(int)(int) {
block0(v0: int):
    v1: *$T = new $T
    v2: *int = field_addr v1, 0
    store v2, v0
    v3: interface{ Add(int)(int) } = make_interface v1
    v4: int = int 5
    v5: int = call iface 0 (int)(int) v3, v4
    v6: int = call iface 0 (int)(int) v3, v5
    return v6
}
func @boxes(int, int)(bool) {
block0(v0: int, v1: int):
    v2: interface{} = make_interface v0
    v3: interface{} = make_interface v1
    v4: bool = equal v2, v3
    return v4
}
func @unbox(int)(int) {
block0(v0: int):
    v1: interface{} = make_interface v0
    v2: int = iface_data v1
    return v2
}
"#;
    let mut image = image(gir);
    assert_eq!(image.int("closures", &[10, 3]), 13 * 13 + 10);
    assert_eq!(image.int("ifaces", &[1]), 12);
    for (a, b) in [(3u64, 3u64), (3, 4), (1000, 1000), (1000, 1001), (u64::MAX, u64::MAX)] {
        assert_eq!(image.int("boxes", &[a, b]) as u8, u8::from(a == b));
        assert_eq!(image.int("unbox", &[a]), a);
    }
}

#[test]
fn strings_compare() {
    let mut gir = String::new();
    for op in ["eq", "ne", "lt", "le", "gt", "ge"] {
        gir += &format!(
            "func @{op}(string, string)(bool) {{\nblock0(v0: string, v1: string):\n v2: bool = {op} v0, v1\n return v2\n}}\n"
        );
    }
    let words =
        ["", "a", "ab", "abc", "abcdefgh", "abcdefghi", "abcdefghijklmno", "zzzz", "abcdefghijklmnp", "b"];
    for (i, w) in words.iter().enumerate() {
        gir += &format!(
            "func @is{i}(string)(bool) {{\nblock0(v0: string):\n v1: string = str \"{w}\"\n v2: bool = eq v0, v1\n return v2\n}}\n"
        );
    }
    let mut image = image(&gir);
    for a in words {
        for (i, b) in words.iter().enumerate() {
            let args = [a.as_ptr() as u64, a.len() as u64, b.as_ptr() as u64, b.len() as u64];
            for (op, want) in [
                ("eq", a == *b),
                ("ne", a != *b),
                ("lt", a < *b),
                ("le", a <= *b),
                ("gt", a > *b),
                ("ge", a >= *b),
            ] {
                assert_eq!(image.int(op, &args) as u8, u8::from(want), "{a} {op} {b}");
            }
            assert_eq!(image.int(&format!("is{i}"), &args[..2]) as u8, u8::from(a == *b), "{a} is {b}");
        }
    }
}

#[test]
fn switches() {
    let mut gir = String::new();
    let sets: [(&str, &[i64]); 5] = [
        ("int", &[0, 1, 2, 3, 4, 5, 9]),
        ("int8", &[-128, -3, 0, 5, 127]),
        ("uint8", &[250, 251, 252, 253, 254, 255]),
        ("int64", &[-1000, 0, 1, 1 << 40, i64::MIN, i64::MAX, 77, 78]),
        ("int32", &[-2, -1, 0, 1, 2, 3]),
    ];
    for (ty, cases) in sets {
        let list: String = cases.iter().enumerate().map(|(i, n)| format!(", {n}: block{}", i + 2)).collect();
        gir += &format!(
            "func @sw_{ty}({ty})(int) {{\nblock0(v0: {ty}):\n switch v0{list}, block1\nblock1:\n v1: int = int -1\n return v1\n"
        );
        for i in 0..cases.len() {
            gir += &format!("block{}:\n v{}: int = int {i}\n return v{}\n", i + 2, i + 2, i + 2);
        }
        gir += "}\n";
    }
    let mut image = image(&gir);
    for (ty, cases) in sets {
        for &n in cases {
            for d in -2..=2 {
                let n = n.wrapping_add(d);
                let n = match ty {
                    "int8" => i64::from(n as i8),
                    "uint8" => i64::from(n as u8),
                    "int32" => i64::from(n as i32),
                    _ => n,
                };
                let want = cases.iter().position(|&c| c == n).map_or(-1, |i| i as i64);
                assert_eq!(image.int(&format!("sw_{ty}"), &[n as u64]) as i64, want, "{ty} {n}");
            }
        }
    }
}

#[test]
fn appending_grows() {
    let gir = r#"
func @fill(int)(int) {
block0(v0: int):
    v1: []int = zero
    v2: int = int 0
    jump block1(v1, v2)
block1(v3: []int, v4: int):
    v5: bool = lt v4, v0
    br v5, block2, block3
block2:
    v6: int = int 1
    v7: []int = grow_slice v3, v6
    v8: int = len v3
    v9: *int = data_ptr v7
    v10: *int = index_addr v9, v8
    store v10, v4
    v11: int = add v4, v6
    jump block1(v7, v11)
block3:
    v12: *int = data_ptr v3
    v13: int = len v3
    v14: int = int 0
    jump block4(v14, v14)
block4(v15: int, v16: int):
    v17: bool = lt v15, v13
    br v17, block5, block6
block5:
    v18: *int = index_addr v12, v15
    v19: int = load v18
    v20: int = add v16, v19
    v21: int = int 1
    v22: int = add v15, v21
    jump block4(v22, v20)
block6:
    return v16
}
"#;
    let mut program = image(gir);
    assert_eq!(program.int("fill", &[1000]), 999 * 1000 / 2);
    // There is one image at a time.
    drop(program);
    // With the first memory in the frame.
    let slots = "(int) {\n    local0 append [4]int\n    local1 used bool\n";
    let clear = "block0(v0: int):\n    v30: *bool = local_addr local1\n    zero_mem v30, bool\n";
    let gir = gir
        .replace("(int) {\n", slots)
        .replace("block0(v0: int):\n", clear)
        .replace("grow_slice v3, v6", "grow_slice_in v3, v6, local0, local1");
    let mut program = image(&gir);
    for n in [0, 1, 4, 5, 1000] {
        assert_eq!(program.int("fill", &[n]), (0..n).sum::<u64>(), "{n}");
    }
}

static BARRIERS: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);

extern "C" fn write_barrier(_: *mut u64, _: u64) {
    BARRIERS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
}

#[test]
fn write_barriers_see_each_pointer() {
    let gir = r#"
func @set(*struct{ P *int; N int; S string }, *int, string)() {
block0(v0: *struct{ P *int; N int; S string }, v1: *int, v2: string):
    v3: int = int 5
    v4: struct{ P *int; N int; S string } = aggregate v1, v3, v2
    store v0, v4 barrier
    return
}
"#;
    let options = gorc_codegen::Options { write_barriers: true, verify: true, ..Default::default() };
    // The flag is whatever the stub's bytes are: not zero.
    let natives = [
        ("runtime.gcWriteBarrier", write_barrier as *const () as usize),
        ("runtime.writeBarrier", write_barrier as *const () as usize),
    ];
    let mut image = Image::with_options(gir, &natives, &options);
    let mut to = [0u64; 4];
    image.regs("set", &[to.as_mut_ptr() as u64, 8, 16, 3], &[]);
    assert_eq!(to, [8, 5, 16, 3]);
    assert_eq!(BARRIERS.load(std::sync::atomic::Ordering::Relaxed), 2);
}
