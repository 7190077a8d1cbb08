//! Objects written and read back, archives, merged units.

use gorc_link::elf_in::{self, Input};
use gorc_link::pack::{self, Contents};
use gorc_link::unit::InlineCall;
use gorc_link::{
    Binding, FuncInfo, Marks, ObjectUnit, Options, Position, Reloc, RelocKind, Symbol, SymbolKind, Use,
    elf_out, link, merge,
};

const ENTRY: &str = "_rt0_amd64_linux";

/// A unit that uses every feature of the model.
fn everything() -> ObjectUnit {
    let mut unit = ObjectUnit::new("main");
    let key = unit.sym("Read()");
    let file = unit.positions.add_file("main.go");
    let call = Position { file, line: 3, col: 4, ..Position::default() };
    let func = unit.sym("main.inlined");
    let inline = unit.positions.add_inline(InlineCall { func, call });
    let pos = unit.positions.add(Position { file, line: 10, col: 2, inline });
    let entry = unit.sym(ENTRY);
    let mut text = Symbol::new(entry, SymbolKind::Text, Binding::Global, 16, vec![0x90; 40]);
    text.entry_offset = 12;
    text.iface_calls.push(key);
    text.func = Some(Box::new(FuncInfo {
        frame: 64,
        deferreturn: 9,
        flags: 1,
        start_line: 9,
        live: vec![0, 1, 2],
        lines: vec![(0, pos), (20, pos)],
    }));
    let uses = [Use::Always, Use::NotIface, Use::IfDefined, Use::Weak, Use::Method(key)];
    for (i, when) in uses.into_iter().enumerate() {
        let target = unit.sym("data");
        text.relocs.push(Reloc { offset: 8 * i as u32, kind: RelocKind::Abs64, target, addend: -4, when });
    }
    unit.define(text);
    let data = unit.sym("data");
    let mut symbol = Symbol::new(data, SymbolKind::Data, Binding::DupOk, 32, vec![1, 2, 3]);
    symbol.marks = Marks::KEEP | Marks::TYPE;
    unit.define(symbol);
    let bss = unit.sym("bss");
    unit.define(Symbol::zeroed(bss, SymbolKind::NoPtrBss, Binding::Local, 8, 100));
    unit.alias("main_main", ENTRY);
    unit
}

#[test]
fn packing_keeps_everything() {
    let unit = everything();
    assert_eq!(pack::unpack(&pack::pack(&unit, Contents::With)).unwrap(), unit);
}

#[test]
fn objects_keep_everything() {
    let unit = everything();
    let object = elf_out::write_object(&unit).unwrap();
    assert_eq!(elf_in::read_object("main.o", &object).unwrap(), unit);
    let direct = link(&[&unit], &Options::default()).unwrap().bytes;
    let Input::Object(read) = elf_in::read("main.o", &object).unwrap() else { panic!("not an object") };
    assert_eq!(link(&[&read], &Options::default()).unwrap().bytes, direct);
}

#[test]
fn plain_elf_objects_link() {
    // Without our section the object is anybody's.
    let mut unit = ObjectUnit::new("main");
    let (entry, helper, word) = (unit.sym(ENTRY), unit.sym("helper"), unit.sym("word"));
    let mut text = Symbol::new(entry, SymbolKind::Text, Binding::Global, 16, vec![0xe8, 0, 0, 0, 0, 0xc3]);
    text.relocs.push(Reloc::new(1, RelocKind::Plt32, helper, -4));
    unit.define(text);
    let mut text = Symbol::new(helper, SymbolKind::Text, Binding::Local, 16, vec![0; 9]);
    text.relocs.push(Reloc::new(0, RelocKind::Abs64, word, 0));
    unit.define(text);
    unit.define(Symbol::new(word, SymbolKind::RoData, Binding::Local, 8, vec![7; 8]));
    let mut object = elf_out::write_object(&unit).unwrap();
    let at = object.windows(11).position(|w| w == b".gorc.meta\0").unwrap();
    object[at..at + 5].copy_from_slice(b".note");
    let read = elf_in::read_object("plain.o", &object).unwrap();
    let image = link(&[&read], &Options::default()).unwrap();
    assert_eq!(image.functions, 2);
}

#[test]
fn corrupt_input_is_an_error() {
    let object = elf_out::write_object(&everything()).unwrap();
    let packed = pack::pack(&everything(), Contents::With);
    for cut in 0..packed.len() {
        assert!(pack::unpack(&packed[..cut]).is_err());
    }
    for i in 0..object.len() {
        let mut bad = object.clone();
        bad[i] ^= 0xff;
        // Whatever comes of it, it is not a panic.
        let _ = elf_in::read("bad.o", &bad);
    }
    for i in 0..packed.len() {
        let mut bad = packed.clone();
        bad[i] ^= 0x55;
        if let Ok(unit) = pack::unpack(&bad) {
            let _ = link(&[&unit], &Options::default());
        }
    }
}

#[test]
fn archive_members_are_chosen_by_need() {
    let unit = |name: &str, defines: &str, needs: Option<&str>| {
        let mut unit = ObjectUnit::new(name);
        let id = unit.sym(defines);
        let mut symbol = Symbol::new(id, SymbolKind::Text, Binding::Global, 1, vec![0; 8]);
        if let Some(needs) = needs {
            symbol.relocs.push(Reloc::new(0, RelocKind::Abs64, unit.sym(needs), 0));
        }
        unit.define(symbol);
        unit
    };
    let mut objects = vec![unit("main", ENTRY, Some("a"))];
    let archive = vec![unit("b.o", "b", None), unit("unused.o", "c", None), unit("a.o", "a", Some("b"))];
    merge::choose_members(&mut objects, archive, &[]);
    let names: Vec<&str> = objects.iter().map(|o| &*o.name).collect();
    assert_eq!(names, ["main", "a.o", "b.o"]);
    let all: Vec<&ObjectUnit> = objects.iter().collect();
    let merged = merge::merge("runtime", &all, &["a"]).unwrap();
    assert_eq!(merged.symbols.len(), 2);
}
