//! Type descriptors as the running program sees them.

mod common;

use common::Image;
use gorc_abi::typedesc as td;

/// Reads the program's memory.
fn read<T: Copy>(at: usize) -> T {
    // SAFETY: the tests follow addresses of a loaded image only.
    unsafe { (at as *const T).read_unaligned() }
}

/// A name in the descriptors' encoding: flags, text, tag, package path.
fn name(mut at: usize) -> (u8, String, String, String) {
    let flags: u8 = read(at);
    at += 1;
    let mut text = || {
        let (mut n, mut shift) = (0usize, 0);
        loop {
            let b: u8 = read(at);
            at += 1;
            n |= usize::from(b & 0x7f) << shift;
            shift += 7;
            if b < 0x80 {
                break;
            }
        }
        let s: String = (0..n).map(|i| read::<u8>(at + i) as char).collect();
        at += n;
        s
    };
    let first = text();
    let tag = if flags & td::NAME_TAG != 0 { text() } else { String::new() };
    let pkg = if flags & td::NAME_PKGPATH != 0 { name(read::<u32>(at) as usize).1 } else { String::new() };
    (flags, first, tag, pkg)
}

fn string_of(t: usize) -> String {
    name(read::<u32>(t + std::mem::offset_of!(td::Type, str)) as usize).1
}

fn tflag(t: usize) -> u8 {
    read(t + std::mem::offset_of!(td::Type, tflag))
}

const GIR: &str = r#"
type $example.com/p.T "T" "example.com/p" "p" = struct{ X int "json:\"x\""; "example.com/p".y string; embed E *$example.com/p.E }
type $example.com/p.E "E" "example.com/p" "p" = interface{ M(int, ...[]string)(error0, bool); "example.com/p".u()() }
type $error "error" "" "" = interface{ Error()(string) }
descriptor $example.com/p.T { Name func()(string) @name_i @name_t; "example.com/p".low func(int)() none @low_t; }
descriptor *$example.com/p.T { }
descriptor map[string][3]chan<-(int) { }
descriptor func(int, ...[]string)($error, int) { }
descriptor chan(<-chan(int)) { }
descriptor struct{ A [2]*int; B float64; C interface{} } { }
func @name_i()() {
block0:
    return
}
func @name_t()() {
block0:
    return
}
func @low_t()() {
block0:
    return
}
"#;

#[test]
fn descriptors_are_laid_out_as_reflect_reads_them() {
    let mut image = Image::new(&GIR.replace("error0", "$error"), &[]);
    let t = image.addr("type:example.com/p.T");
    assert_eq!(string_of(t), "p.T");
    assert_eq!(read::<usize>(t), 32);
    assert_eq!(read::<usize>(t + 8), 32, "the last word is a pointer");
    assert_eq!(tflag(t), td::TFLAG_UNCOMMON | td::TFLAG_NAMED);
    assert_eq!(read::<u8>(t + std::mem::offset_of!(td::Type, kind)), td::kind::STRUCT);
    let mask: usize = read(t + std::mem::offset_of!(td::Type, gcdata));
    assert_eq!(read::<u8>(mask), 0b1010);
    // Fields.
    let fields: usize = read(t + std::mem::offset_of!(td::StructType, fields));
    assert_eq!(read::<usize>(t + std::mem::offset_of!(td::StructType, fields_len)), 3);
    let field = |i: usize| {
        (name(read(fields + 24 * i)), read::<usize>(fields + 24 * i + 8), read::<usize>(fields + 24 * i + 16))
    };
    let (x, xt, xo) = field(0);
    assert_eq!(
        (x.0, x.1.as_str(), x.2.as_str(), xo),
        (td::NAME_EXPORTED | td::NAME_TAG, "X", "json:\"x\"", 0)
    );
    assert_eq!(string_of(xt), "int");
    let (y, yt, yo) = field(1);
    assert_eq!((y.0, y.1.as_str(), string_of(yt).as_str(), yo), (0, "y", "string", 8));
    let (e, et, eo) = field(2);
    assert_eq!(
        (e.0, e.1.as_str(), string_of(et).as_str(), eo),
        (td::NAME_EXPORTED | td::NAME_EMBEDDED, "E", "*p.E", 24)
    );
    let pkg: usize = read(t + std::mem::offset_of!(td::StructType, pkg_path));
    assert_eq!(name(pkg).1, "example.com/p");
    // Methods.
    let uncommon = t + size_of::<td::StructType>();
    assert_eq!(name(read::<u32>(uncommon) as usize).1, "example.com/p");
    assert_eq!((read::<u16>(uncommon + 4), read::<u16>(uncommon + 6)), (2, 1));
    let methods = uncommon + read::<u32>(uncommon + 8) as usize;
    let (first, second) = (name(read::<u32>(methods) as usize), name(read::<u32>(methods + 16) as usize));
    assert_eq!((first.1.as_str(), second.1.as_str(), second.3.as_str()), ("Name", "low", "example.com/p"));
    assert_eq!(read::<u32>(methods + 8) as usize, image.addr("name_i"));
    assert_eq!(read::<u32>(methods + 12) as usize, image.addr("name_t"));
    assert_eq!((read::<u32>(methods + 24), read::<u32>(methods + 28) as usize), (0, image.addr("low_t")));
    assert_eq!(string_of(read::<u32>(methods + 4) as usize), "func() string");
    // The pointer type, and back.
    let p = read::<u32>(t + std::mem::offset_of!(td::Type, ptr_to_this)) as usize;
    assert_eq!(p, image.addr("type:*example.com/p.T"));
    assert_eq!(read::<usize>(p + size_of::<td::Type>()), t);
    assert_eq!(tflag(p), td::TFLAG_DIRECT_IFACE | td::TFLAG_REGULAR_MEMORY);
    // Equality is a closure of (code, type).
    let equal: usize = read(t + std::mem::offset_of!(td::Type, equal));
    assert_eq!((read::<usize>(equal), read::<usize>(equal + 8)), (image.addr("go:typeequal"), t));
    let _ = &mut image;
}

#[test]
fn strings_are_those_of_reflect() {
    let image = Image::new(&GIR.replace("error0", "$error"), &[]);
    for (link, string) in [
        ("map[string][3]chan<- int", "map[string][3]chan<- int"),
        ("func(int, ...string) (error, int)", "func(int, ...string) (error, int)"),
        ("chan (<-chan int)", "chan (<-chan int)"),
        (
            "struct { A [2]*int; B float64; C interface {} }",
            "struct { A [2]*int; B float64; C interface {} }",
        ),
        ("example.com/p.E", "p.E"),
        ("error", "error"),
    ] {
        assert_eq!(string_of(image.addr(&format!("type:{link}"))), string);
    }
    // A func type's parameters follow the head.
    let f = image.addr("type:func(int, ...string) (error, int)");
    assert_eq!((read::<u16>(f + 48), read::<u16>(f + 50)), (2, 2 | 1 << 15));
    let params: Vec<String> = (0..4).map(|i| string_of(read(f + 56 + 8 * i))).collect();
    assert_eq!(params, ["int", "[]string", "error", "int"]);
    let e = image.addr("type:example.com/p.E");
    let methods: usize = read(e + std::mem::offset_of!(td::InterfaceType, methods));
    let second = name(read::<u32>(methods + 8) as usize);
    assert_eq!((second.1.as_str(), second.3.as_str()), ("u", "example.com/p"));
    assert_eq!(string_of(read::<u32>(methods + 4) as usize), "func(int, ...string) (error, bool)");
}
