//! Links small hand-made units; runs one of the results.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use gorc_link::{
    Binding, FuncInfo, Marks, ObjectUnit, Options, Position, Reloc, RelocKind, Symbol, SymbolKind, Use, link,
};
use object::{Object, ObjectSection, ObjectSymbol};

const ENTRY: &str = "_rt0_amd64_linux";

fn function(unit: &mut ObjectUnit, name: &str, code: &[u8], relocs: &[(u32, RelocKind, &str, i64)]) -> usize {
    let id = unit.sym(name);
    let mut symbol = Symbol::new(id, SymbolKind::Text, Binding::Global, 16, code.to_vec());
    symbol.relocs = relocs.iter().map(|r| Reloc::new(r.0, r.1, unit.sym(r.2), r.3)).collect();
    unit.define(symbol);
    unit.symbols.len() - 1
}

fn data(unit: &mut ObjectUnit, name: &str, kind: SymbolKind, binding: Binding, bytes: &[u8]) -> usize {
    let id = unit.sym(name);
    unit.define(Symbol::new(id, kind, binding, 8, bytes.to_vec()));
    unit.symbols.len() - 1
}

fn link_one(unit: &ObjectUnit) -> Result<Vec<u8>, String> {
    link(&[unit], &Options::default()).map(|image| image.bytes).map_err(|e| e.to_string())
}

fn symbol_address(image: &[u8], name: &str) -> Option<u64> {
    let file = object::File::parse(image).unwrap();
    file.symbols().find(|s| s.name() == Ok(name)).map(|s| s.address())
}

fn run(image: &[u8]) -> (String, Option<i32>) {
    let mut file = tempfile::Builder::new().permissions(PermissionsExt::from_mode(0o755)).tempfile().unwrap();
    file.write_all(image).unwrap();
    let path = file.into_temp_path();
    let output = Command::new(&path).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

/// `write(1, message, 6); exit(*status)` with the message's address from a GOT reference, the status from data
/// reached through a pointer in other data, and the exit by a call to an alias.
fn hello() -> ObjectUnit {
    let mut unit = ObjectUnit::new("main");
    #[rustfmt::skip]
    let start = [
        0xb8, 1, 0, 0, 0,                          // mov eax, 1
        0xbf, 1, 0, 0, 0,                          // mov edi, 1
        0x48, 0x8b, 0x35, 0, 0, 0, 0,              // mov rsi, [message@GOT]
        0xba, 6, 0, 0, 0,                          // mov edx, 6
        0x0f, 0x05,                                // syscall
        0x48, 0x8b, 0x04, 0x25, 0, 0, 0, 0,        // mov rax, [pointer]
        0x8b, 0x38,                                // mov edi, [rax]
        0xff, 0x15, 0, 0, 0, 0,                    // call [exit_alias@GOT]
    ];
    let relocs = [
        (13, RelocKind::RexGotPcRelX, "message", -4),
        (28, RelocKind::Abs32S, "pointer", 0),
        (36, RelocKind::GotPcRelX, "exit_alias", -4),
    ];
    let at = function(&mut unit, ENTRY, &start, &relocs);
    let file = unit.positions.add_file("hello.s");
    let pos = unit.positions.add(Position { file, line: 3, ..Position::default() });
    unit.symbols[at].func = Some(Box::new(FuncInfo { lines: vec![(0, pos)], ..FuncInfo::default() }));
    function(&mut unit, "exit", &[0xb8, 60, 0, 0, 0, 0x0f, 0x05], &[]);
    data(&mut unit, "message", SymbolKind::RoData, Binding::Local, b"hello\n");
    let pointer = data(&mut unit, "pointer", SymbolKind::Data, Binding::Global, &[0; 8]);
    let reloc = Reloc::new(0, RelocKind::Abs64, unit.sym("status"), 4);
    unit.symbols[pointer].relocs.push(reloc);
    data(&mut unit, "status", SymbolKind::NoPtrData, Binding::Global, &[0, 0, 0, 0, 42, 0, 0, 0]);
    data(&mut unit, "unused", SymbolKind::NoPtrData, Binding::Global, &[1; 8]);
    unit.alias("exit_alias", "exit_alias2");
    unit.alias("exit_alias2", "exit");
    unit
}

#[test]
fn linked_machine_code_runs() {
    let image = link_one(&hello()).unwrap();
    assert_eq!(run(&image), ("hello\n".to_string(), Some(42)));
}

#[test]
fn image_says_what_is_in_it() {
    let image = link_one(&hello()).unwrap();
    let file = object::File::parse(&*image).unwrap();
    assert_eq!(file.entry(), symbol_address(&image, ENTRY).unwrap());
    assert!(symbol_address(&image, "exit").is_some());
    assert_eq!(symbol_address(&image, "exit_alias"), None, "it would hide the function's own name");
    assert_eq!(symbol_address(&image, "unused"), None, "nothing refers to it");
    assert!(symbol_address(&image, "runtime.firstmoduledata").is_some());
    assert!(file.section_by_name(".text").unwrap().address() > 0x400000);
}

#[test]
fn link_is_deterministic() {
    assert_eq!(link_one(&hello()), link_one(&hello()));
}

#[test]
fn undefined_symbol_names_its_referrer() {
    let mut unit = ObjectUnit::new("main");
    function(&mut unit, ENTRY, &[0xe8, 0, 0, 0, 0], &[(1, RelocKind::Plt32, "main.foo", -4)]);
    function(&mut unit, "unreached", &[0xe8, 0, 0, 0, 0], &[(1, RelocKind::Plt32, "main.bar", -4)]);
    let error = link_one(&unit).unwrap_err();
    assert_eq!(error, "_rt0_amd64_linux: relocation target main.foo not defined");
}

#[test]
fn missing_entry_is_an_error() {
    assert_eq!(link_one(&ObjectUnit::new("main")).unwrap_err(), "symbol _rt0_amd64_linux not defined");
}

#[test]
fn duplicate_symbol_names_both_units() {
    let mut first = ObjectUnit::new("first");
    function(&mut first, ENTRY, &[0xc3], &[]);
    let mut second = first.clone();
    second.name = "second".into();
    let error = link(&[&first, &second], &Options::default()).unwrap_err().to_string();
    assert_eq!(error, "duplicated definition of symbol _rt0_amd64_linux, from second and first");
}

#[test]
fn equal_definitions_and_weak_ones_fold() {
    let mut first = ObjectUnit::new("first");
    function(
        &mut first,
        ENTRY,
        &[0; 16],
        &[(0, RelocKind::Abs64, "type:int", 0), (8, RelocKind::Abs64, "weak", 0)],
    );
    data(&mut first, "type:int", SymbolKind::RoData, Binding::DupOk, &[1; 8]);
    data(&mut first, "weak", SymbolKind::RoData, Binding::Weak, &[2; 8]);
    let mut second = ObjectUnit::new("second");
    data(&mut second, "type:int", SymbolKind::RoData, Binding::DupOk, &[1; 8]);
    data(&mut second, "weak", SymbolKind::RoData, Binding::Global, &[3; 8]);
    let image = link(&[&first, &second], &Options::default()).unwrap();
    assert_eq!(image.dropped, 2);
    assert!(image.bytes.windows(8).any(|w| w == [3; 8]));
    assert!(!image.bytes.windows(8).any(|w| w == [2; 8]));
}

#[test]
fn local_symbols_stay_apart() {
    let unit = |name: &str, entry: &str, byte: u8| {
        let mut unit = ObjectUnit::new(name);
        function(&mut unit, entry, &[0; 8], &[(0, RelocKind::Abs64, "local", 0)]);
        data(&mut unit, "local", SymbolKind::RoData, Binding::Local, &[byte; 8]);
        unit
    };
    let (first, second) = (unit("first", ENTRY, 0xa1), unit("second", "other", 0xa2));
    let options = Options { roots: vec!["other".into()], ..Options::default() };
    let image = link(&[&first, &second], &options).unwrap();
    for byte in [0xa1, 0xa2] {
        assert!(image.bytes.windows(8).any(|w| w == [byte; 8]));
    }
}

#[test]
fn alias_cycle_is_an_error() {
    let mut unit = ObjectUnit::new("main");
    function(&mut unit, ENTRY, &[0xc3], &[]);
    unit.alias("a", "b");
    unit.alias("b", "a");
    assert_eq!(link_one(&unit).unwrap_err(), "linkname cycle: a -> b -> a");
}

#[test]
fn alias_of_a_defined_name_is_an_error() {
    let mut unit = ObjectUnit::new("main");
    function(&mut unit, ENTRY, &[0xc3], &[]);
    function(&mut unit, "f", &[0xc3], &[]);
    unit.alias("f", ENTRY);
    assert_eq!(link_one(&unit).unwrap_err(), "duplicated definition of symbol f, from main and main");
}

#[test]
fn reference_out_of_range_is_an_error() {
    let mut unit = ObjectUnit::new("main");
    function(
        &mut unit,
        ENTRY,
        &[0; 4],
        &[(0, RelocKind::Abs32S, "far", 1 << 40), (2, RelocKind::Abs32, "far", 0)],
    );
    data(&mut unit, "far", SymbolKind::RoData, Binding::Global, &[0; 8]);
    let error = link_one(&unit).unwrap_err();
    assert_eq!(
        error,
        "_rt0_amd64_linux+0x0: reference to far: value out of range\n\
         _rt0_amd64_linux+0x2: reference to far: outside its symbol"
    );
}

/// A type with methods `Read` and `Close`, and code that allocates it, converts it or calls `Read` by interface.
fn with_methods(when: Use, calls_read: bool, reflection: bool) -> Vec<&'static str> {
    let mut unit = ObjectUnit::new("main");
    let entry = function(&mut unit, ENTRY, &[0; 8], &[]);
    let mut reloc = Reloc::new(0, RelocKind::Abs64, unit.sym("type:T"), 0);
    reloc.when = when;
    unit.symbols[entry].relocs.push(reloc);
    let read = unit.sym("Read()");
    if calls_read {
        unit.symbols[entry].iface_calls.push(read);
    }
    if reflection {
        unit.symbols[entry].marks |= Marks::REFLECT_METHOD;
    }
    let ty = data(&mut unit, "type:T", SymbolKind::RoData, Binding::DupOk, &[0; 24]);
    unit.symbols[ty].marks = Marks::TYPE;
    for (i, (key, name)) in
        [("Read()", "T.Read"), ("Close()", "T.Close"), ("main.hidden()", "T.hidden")].into_iter().enumerate()
    {
        let mut reloc = Reloc::new(8 * i as u32, RelocKind::Abs64, unit.sym(name), 0);
        reloc.when = Use::Method(unit.sym(key));
        unit.symbols[ty].relocs.push(reloc);
        function(&mut unit, name, &[0xc3], &[]);
    }
    let image = link_one(&unit).unwrap();
    ["T.Read", "T.Close", "T.hidden"].into_iter().filter(|n| symbol_address(&image, n).is_some()).collect()
}

#[test]
fn methods_are_kept_by_need() {
    assert_eq!(with_methods(Use::Always, true, false), ["T.Read"]);
    assert_eq!(with_methods(Use::Always, false, false), [""; 0]);
    assert_eq!(with_methods(Use::NotIface, true, false), [""; 0]);
    assert_eq!(with_methods(Use::Always, false, true), ["T.Read", "T.Close"]);
}

#[test]
fn weak_references_keep_nothing() {
    let mut unit = ObjectUnit::new("main");
    let entry = function(&mut unit, ENTRY, &[0xff; 16], &[]);
    for (offset, name, when) in [(0, "gone", Use::Weak), (8, "missing", Use::IfDefined)] {
        let mut reloc = Reloc::new(offset, RelocKind::Abs64, unit.sym(name), 0);
        reloc.when = when;
        unit.symbols[entry].relocs.push(reloc);
    }
    function(&mut unit, "gone", &[0xc3], &[]);
    let image = link_one(&unit).unwrap();
    assert_eq!(symbol_address(&image, "gone"), None);
    let file = object::File::parse(&*image).unwrap();
    assert_eq!(file.section_by_name(".text").unwrap().data().unwrap(), [0; 16]);
}

#[test]
fn code_is_aligned_behind_its_slow_path() {
    let mut unit = ObjectUnit::new("main");
    let entry = function(&mut unit, ENTRY, &[0x90; 20], &[]);
    unit.symbols[entry].entry_offset = 12;
    let image = link_one(&unit).unwrap();
    assert_eq!(symbol_address(&image, ENTRY).unwrap() % 16, 0);
}
