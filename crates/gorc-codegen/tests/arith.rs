//! Arithmetic of compiled code against Rust's, over values at and around every boundary.

mod common;

use common::Image;

const KINDS: [(&str, u32, bool); 8] = [
    ("int8", 8, true),
    ("uint8", 8, false),
    ("int16", 16, true),
    ("uint16", 16, false),
    ("int32", 32, true),
    ("uint32", 32, false),
    ("int64", 64, true),
    ("uint64", 64, false),
];

fn truncate(v: i128, bits: u32, signed: bool) -> i128 {
    let m = v & ((1i128 << bits) - 1);
    if signed && m >> (bits - 1) & 1 == 1 { m - (1i128 << bits) } else { m }
}

/// Values at and around the boundaries of a type.
fn samples(bits: u32, signed: bool) -> Vec<i128> {
    let mut out = Vec::new();
    for base in [0i128, 1 << (bits - 1), (1 << bits) - 1, 7, 100, 1 << (bits / 2), 0x5a5a_5a5a_5a5a_5a5a] {
        for d in -2..=2 {
            out.push(truncate(base + d, bits, signed));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

fn low(v: u64, bits: u32, signed: bool) -> i128 {
    truncate(i128::from(v), bits, signed)
}

#[test]
fn integer_operators_wrap() {
    let ops = ["add", "sub", "mul", "and", "or", "xor", "and_not", "min", "max"];
    let mut gir = String::new();
    for (ty, _, _) in KINDS {
        for op in ops {
            gir += &format!(
                "func @{op}_{ty}({ty}, {ty})({ty}) {{\nblock0(v0: {ty}, v1: {ty}):\n v2: {ty} = {op} v0, v1\n return v2\n}}\n"
            );
        }
    }
    let mut image = Image::new(&gir, &[]);
    for (ty, bits, signed) in KINDS {
        for op in ops {
            for &a in &samples(bits, signed) {
                for &b in &samples(bits, signed) {
                    let want = match op {
                        "add" => a + b,
                        "sub" => a - b,
                        "mul" => a.wrapping_mul(b),
                        "and" => a & b,
                        "or" => a | b,
                        "xor" => a ^ b,
                        "and_not" => a & !b,
                        "min" => a.min(b),
                        _ => a.max(b),
                    };
                    let got = image.int(&format!("{op}_{ty}"), &[a as u64, b as u64]);
                    assert_eq!(low(got, bits, signed), truncate(want, bits, signed), "{op} {ty} {a} {b}");
                }
            }
        }
    }
}

#[test]
fn division_wraps_and_panics() {
    let mut gir = String::new();
    for (ty, _, _) in KINDS {
        for op in ["div", "rem"] {
            gir += &format!(
                "func @{op}_{ty}({ty}, {ty})({ty}) {{\nblock0(v0: {ty}, v1: {ty}):\n div_check v1\n v2: {ty} = {op} v0, v1\n return v2\n}}\n"
            );
            for c in [1, 2, 3, 7, 10, 100] {
                gir += &format!(
                    "func @{op}{c}_{ty}({ty})({ty}) {{\nblock0(v0: {ty}):\n v1: {ty} = int {c}\n div_check v1\n v2: {ty} = {op} v0, v1\n return v2\n}}\n"
                );
            }
        }
        gir += &format!(
            "func @neg1_{ty}({ty})({ty}) {{\nblock0(v0: {ty}):\n v1: {ty} = int -1\n v2: {ty} = div v0, v1\n return v2\n}}\n"
        );
    }
    let mut image = Image::new(&gir, &[]);
    for (ty, bits, signed) in KINDS {
        for &a in &samples(bits, signed) {
            for &b in &samples(bits, signed) {
                if b == 0 {
                    let p = image.panics(&format!("div_{ty}"), &[a as u64, 0]);
                    assert_eq!(p.0, "runtime.panicdivide");
                    continue;
                }
                for op in ["div", "rem"] {
                    let want = if op == "div" { a / b } else { a % b };
                    let got = image.int(&format!("{op}_{ty}"), &[a as u64, b as u64]);
                    assert_eq!(low(got, bits, signed), truncate(want, bits, signed), "{op} {ty} {a} {b}");
                }
            }
            for c in [1, 2, 3, 7, 10, 100] {
                let got = image.int(&format!("div{c}_{ty}"), &[a as u64]);
                assert_eq!(low(got, bits, signed), a / c, "{a} / {c} {ty}");
                let got = image.int(&format!("rem{c}_{ty}"), &[a as u64]);
                assert_eq!(low(got, bits, signed), a % c, "{a} % {c} {ty}");
            }
            if signed {
                let got = image.int(&format!("neg1_{ty}"), &[a as u64]);
                assert_eq!(low(got, bits, true), truncate(-a, bits, true));
            }
        }
    }
}

#[test]
fn shifts_beyond_the_width() {
    let mut gir = String::new();
    for (ty, _, _) in KINDS {
        for (count, _, _) in KINDS {
            for op in ["shl", "shr"] {
                gir += &format!(
                    "func @{op}_{ty}_{count}({ty}, {count})({ty}) {{\nblock0(v0: {ty}, v1: {count}):\n shift_check v1\n v2: {ty} = {op} v0, v1\n return v2\n}}\n"
                );
            }
        }
    }
    let mut image = Image::new(&gir, &[]);
    for (ty, bits, signed) in KINDS {
        for (count, cbits, csigned) in KINDS {
            for &a in &samples(bits, signed) {
                for n in
                    [0i128, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 200, 255, 1 << 40, -1]
                {
                    let n = truncate(n, cbits, csigned);
                    let args = [a as u64, n as u64];
                    if n < 0 {
                        assert_eq!(image.panics(&format!("shl_{ty}_{count}"), &args).0, "runtime.panicshift");
                        continue;
                    }
                    let s = n.min(100) as u32;
                    let got = image.int(&format!("shl_{ty}_{count}"), &args);
                    let want = if s >= bits { 0 } else { truncate(a << s, bits, signed) };
                    assert_eq!(low(got, bits, signed), want, "{a} << {n} {ty} {count}");
                    let got = image.int(&format!("shr_{ty}_{count}"), &args);
                    let want = if signed {
                        a >> s.min(bits - 1)
                    } else if s >= bits {
                        0
                    } else {
                        a >> s
                    };
                    assert_eq!(low(got, bits, signed), want, "{a} >> {n} {ty} {count}");
                }
            }
        }
    }
}

#[test]
fn comparisons_and_conversions() {
    let mut gir = String::new();
    for (ty, _, _) in KINDS {
        for op in ["eq", "ne", "lt", "le", "gt", "ge"] {
            gir += &format!(
                "func @{op}_{ty}({ty}, {ty})(bool) {{\nblock0(v0: {ty}, v1: {ty}):\n v2: bool = {op} v0, v1\n return v2\n}}\n"
            );
        }
        for (to, _, _) in KINDS {
            gir += &format!(
                "func @{ty}_{to}({ty})({to}) {{\nblock0(v0: {ty}):\n v1: {to} = convert v0\n return v1\n}}\n"
            );
        }
        for f in ["float32", "float64"] {
            gir += &format!(
                "func @{ty}_{f}({ty})(float64) {{\nblock0(v0: {ty}):\n v1: {f} = convert v0\n v2: float64 = convert v1\n return v2\n}}\n"
            );
        }
    }
    let mut image = Image::new(&gir, &[]);
    for (ty, bits, signed) in KINDS {
        for &a in &samples(bits, signed) {
            for &b in &samples(bits, signed) {
                for (op, want) in [
                    ("eq", a == b),
                    ("ne", a != b),
                    ("lt", a < b),
                    ("le", a <= b),
                    ("gt", a > b),
                    ("ge", a >= b),
                ] {
                    let got = image.int(&format!("{op}_{ty}"), &[a as u64, b as u64]) as u8;
                    assert_eq!(got, u8::from(want), "{a} {op} {b} {ty}");
                }
            }
            for (to, tbits, tsigned) in KINDS {
                let got = image.int(&format!("{ty}_{to}"), &[a as u64]);
                assert_eq!(low(got, tbits, tsigned), truncate(a, tbits, tsigned), "{to}({ty} {a})");
            }
            let got = image.regs(&format!("{ty}_float64"), &[a as u64], &[]).floats[0];
            assert_eq!(got, a as f64, "float64({ty} {a})");
            let got = image.regs(&format!("{ty}_float32"), &[a as u64], &[]).floats[0];
            assert_eq!(got, f64::from(a as f32), "float32({ty} {a})");
        }
    }
}

/// What the amd64 instructions give.
fn cvt(x: f64, bits: u32) -> i128 {
    let limit = 2f64.powi(bits as i32 - 1);
    if x < limit && x >= -limit { x as i128 } else { -(1i128 << (bits - 1)) }
}

#[test]
fn floats_to_integers_as_the_machine_does() {
    let mut gir = String::new();
    for (ty, _, _) in KINDS {
        for f in ["float32", "float64"] {
            gir += &format!(
                "func @{f}_{ty}(float64)({ty}) {{\nblock0(v0: float64):\n v1: {f} = convert v0\n v2: {ty} = convert v1\n return v2\n}}\n"
            );
        }
    }
    let mut image = Image::new(&gir, &[]);
    let mut values =
        vec![0.0, -0.0, 0.5, -0.5, 0.999, 1.0, -1.0, 1.5, 255.0, 256.0, 1e10, -1e10, 1e30, -1e30];
    values.extend([f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 9.3e18, 1.8e19, 1.9e19]);
    for p in [7, 8, 15, 16, 31, 32, 62, 63, 64] {
        let x = 2f64.powi(p);
        values.extend([x, -x, x - 1.0, 1.0 - x, x + 2048.0, x - 2048.0, x * 1.5]);
    }
    for (ty, bits, signed) in KINDS {
        for &v in &values {
            for f in ["float32", "float64"] {
                let x = if f == "float32" { f64::from(v as f32) } else { v };
                let want = match (bits, signed) {
                    (64, true) => cvt(x, 64),
                    (64, false) if x < 2f64.powi(63) => cvt(x, 64),
                    (64, false) => cvt(x - 2f64.powi(63), 64) | (1 << 63),
                    (32, false) => cvt(x, 64),
                    _ => cvt(x, 32),
                };
                let got = image.regs(&format!("{f}_{ty}"), &[], &[v]).ints[0];
                assert_eq!(low(got, bits, signed), truncate(want, bits, signed), "{ty}({f} {x})");
            }
        }
    }
}

#[test]
fn float_semantics() {
    let mut gir = String::new();
    for op in ["add", "sub", "mul", "div", "min", "max"] {
        gir += &format!(
            "func @{op}(float64, float64)(float64) {{\nblock0(v0: float64, v1: float64):\n v2: float64 = {op} v0, v1\n return v2\n}}\n"
        );
    }
    for op in ["eq", "ne", "lt", "le", "gt", "ge"] {
        gir += &format!(
            "func @{op}(float64, float64)(bool) {{\nblock0(v0: float64, v1: float64):\n v2: bool = {op} v0, v1\n return v2\n}}\n"
        );
    }
    gir += "func @neg(float64)(float64) {\nblock0(v0: float64):\n v1: float64 = neg v0\n return v1\n}\n";
    for op in ["sqrt", "floor", "ceil", "trunc", "abs"] {
        gir += &format!(
            "func @{op}(float64)(float64) {{\nblock0(v0: float64):\n v1: float64 = {op} v0\n return v1\n}}\n"
        );
    }
    let mut image = Image::new(&gir, &[]);
    let values = [0.0, -0.0, 1.0, -1.5, 2.5, 1e300, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 4.0, 1e-320];
    let same = |a: f64, b: f64| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
    for &a in &values {
        for (op, want) in [
            ("neg", -a),
            ("sqrt", a.sqrt()),
            ("floor", a.floor()),
            ("ceil", a.ceil()),
            ("trunc", a.trunc()),
            ("abs", a.abs()),
        ] {
            let got = image.regs(op, &[], &[a]).floats[0];
            assert!(same(got, want), "{op} {a}: {got}");
        }
        for &b in &values {
            let min = match (a.is_nan() || b.is_nan(), a == b) {
                (true, _) => f64::NAN,
                (_, true) => {
                    if a.is_sign_negative() {
                        a
                    } else {
                        b
                    }
                }
                _ => a.min(b),
            };
            let max = match (a.is_nan() || b.is_nan(), a == b) {
                (true, _) => f64::NAN,
                (_, true) => {
                    if a.is_sign_negative() {
                        b
                    } else {
                        a
                    }
                }
                _ => a.max(b),
            };
            for (op, want) in
                [("add", a + b), ("sub", a - b), ("mul", a * b), ("div", a / b), ("min", min), ("max", max)]
            {
                let got = image.regs(op, &[], &[a, b]).floats[0];
                assert!(same(got, want), "{a} {op} {b}: {got}, not {want}");
            }
            for (op, want) in
                [("eq", a == b), ("ne", a != b), ("lt", a < b), ("le", a <= b), ("gt", a > b), ("ge", a >= b)]
            {
                let got = image.regs(op, &[], &[a, b]).ints[0] as u8;
                assert_eq!(got, u8::from(want), "{a} {op} {b}");
            }
        }
    }
}

#[test]
fn complex_numbers() {
    let mut gir = String::new();
    for op in ["add", "mul", "div"] {
        gir += &format!(
            "func @{op}(complex128, complex128)(complex128) {{\nblock0(v0: complex128, v1: complex128):\n v2: complex128 = {op} v0, v1\n return v2\n}}\n"
        );
    }
    let mut image = Image::new(&gir, &[]);
    let r = image.regs("mul", &[], &[1.0, 2.0, 3.0, 4.0]).floats;
    assert_eq!((r[0], r[1]), (-5.0, 10.0));
    let r = image.regs("div", &[], &[-5.0, 10.0, 3.0, 4.0]).floats;
    assert_eq!((r[0], r[1]), (1.0, 2.0));
    let r = image.regs("div", &[], &[-5.0, 10.0, 4.0, 3.0]).floats;
    assert!((r[0] - 0.4).abs() < 1e-12 && (r[1] - 2.2).abs() < 1e-12, "{r:?}");
    let r = image.regs("div", &[], &[1.0, -1.0, 0.0, 0.0]).floats;
    assert_eq!((r[0], r[1]), (f64::INFINITY, f64::NEG_INFINITY));
    let r = image.regs("div", &[], &[1.0, 2.0, f64::INFINITY, f64::INFINITY]).floats;
    assert_eq!((r[0], r[1]), (0.0, 0.0));
    let r = image.regs("div", &[], &[f64::INFINITY, f64::INFINITY, 1.0, 2.0]).floats;
    assert!(r[0].is_infinite() || r[1].is_infinite(), "{r:?}");
}
