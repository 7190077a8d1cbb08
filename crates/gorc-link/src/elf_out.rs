//! An [`ObjectUnit`] as an ELF relocatable object (`--emit=obj`), for `gorc link` and for other people's tools.
//!
//! Each symbol has a section, so the i-th section is the i-th symbol. What ELF has no words for (entry offsets,
//! function information, positions, method rules, aliases) is in the section [`META`]: the packed unit without
//! contents. Reading back takes the contents from the sections and everything else from there.

use object::read::elf::ElfFile64;
use object::write::{Object, Relocation, SectionId, SymbolSection};
use object::{Architecture, BinaryFormat, Endianness, LittleEndian, SectionKind, SymbolFlags, SymbolScope};
use object::{Object as _, ObjectSection, RelocationFlags, elf};

use crate::error::LinkError;
use crate::pack::{self, Contents};
use crate::unit::{Binding, ObjectUnit, RelocKind, Symbol, SymbolKind};

/// The section that holds what plain ELF cannot say.
pub const META: &str = ".gorc.meta";

/// Writes a unit as a relocatable object.
pub fn write_object(unit: &ObjectUnit) -> Result<Vec<u8>, LinkError> {
    let mut file = Object::new(BinaryFormat::Elf, Architecture::X86_64, Endianness::Little);
    let mut symbols = vec![None; unit.names.len()];
    let sections: Vec<SectionId> =
        unit.symbols.iter().map(|symbol| add_definition(&mut file, unit, symbol, &mut symbols)).collect();
    for (symbol, &section) in unit.symbols.iter().zip(&sections) {
        for reloc in &symbol.relocs {
            let slot = &mut symbols[reloc.target.0 as usize];
            let target =
                *slot.get_or_insert_with(|| file.add_symbol(undefined(unit.text(reloc.target).as_bytes())));
            let flags = RelocationFlags::Elf { r_type: reloc_type(reloc.kind) };
            let relocation =
                Relocation { offset: reloc.offset.into(), symbol: target, addend: reloc.addend, flags };
            file.add_relocation(section, relocation).map_err(|e| failed(unit, &e))?;
        }
    }
    let meta = file.add_section(Vec::new(), META.into(), SectionKind::Metadata);
    file.set_section_data(meta, pack::pack(unit, Contents::Without), 1);
    file.write().map_err(|e| failed(unit, &e))
}

fn failed(unit: &ObjectUnit, error: &object::write::Error) -> LinkError {
    LinkError::Input { file: unit.name.clone(), why: error.to_string() }
}

fn add_definition(
    file: &mut Object<'_>,
    unit: &ObjectUnit,
    symbol: &Symbol,
    ids: &mut [Option<object::write::SymbolId>],
) -> SectionId {
    let name = unit.text(symbol.name);
    let (prefix, kind) = match symbol.kind {
        SymbolKind::Text => (".text.", SectionKind::Text),
        SymbolKind::RoData => (".rodata.", SectionKind::ReadOnlyData),
        SymbolKind::Data => (".data.", SectionKind::Data),
        SymbolKind::NoPtrData => (".noptrdata.", SectionKind::Data),
        SymbolKind::Bss => (".bss.", SectionKind::UninitializedData),
        SymbolKind::NoPtrBss => (".noptrbss.", SectionKind::UninitializedData),
    };
    let section = file.add_section(Vec::new(), format!("{prefix}{name}").into_bytes(), kind);
    if symbol.kind.is_zeroed() {
        file.append_section_bss(section, symbol.size, symbol.align.into());
    } else {
        file.append_section_data(section, &symbol.bytes, symbol.align.into());
    }
    let own =
        (symbol.name, symbol.entry_offset, symbol.size - u64::from(symbol.entry_offset), symbol.binding);
    let labels = symbol.labels.iter().map(|l| (l.name, l.offset, u64::from(l.size), l.binding));
    let is_func = symbol.kind == SymbolKind::Text;
    for (name, offset, size, binding) in std::iter::once(own).chain(labels) {
        let id = file.add_symbol(object::write::Symbol {
            name: unit.text(name).as_bytes().to_vec(),
            value: offset.into(),
            size,
            kind: if is_func { object::SymbolKind::Text } else { object::SymbolKind::Data },
            scope: if binding == Binding::Local { SymbolScope::Compilation } else { SymbolScope::Linkage },
            weak: matches!(binding, Binding::Weak | Binding::DupOk),
            section: SymbolSection::Section(section),
            flags: SymbolFlags::None,
        });
        ids[name.0 as usize] = Some(id);
    }
    section
}

fn undefined(name: &[u8]) -> object::write::Symbol {
    object::write::Symbol {
        name: name.to_vec(),
        value: 0,
        size: 0,
        kind: object::SymbolKind::Unknown,
        scope: SymbolScope::Unknown,
        weak: false,
        section: SymbolSection::Undefined,
        flags: SymbolFlags::None,
    }
}

fn reloc_type(kind: RelocKind) -> u32 {
    match kind {
        RelocKind::Keep => elf::R_X86_64_NONE,
        RelocKind::Abs64 => elf::R_X86_64_64,
        RelocKind::Abs32 => elf::R_X86_64_32,
        RelocKind::Abs32S => elf::R_X86_64_32S,
        RelocKind::Pc32 => elf::R_X86_64_PC32,
        RelocKind::Plt32 => elf::R_X86_64_PLT32,
        RelocKind::Pc64 => elf::R_X86_64_PC64,
        RelocKind::GotPcRel => elf::R_X86_64_GOTPCREL,
        RelocKind::GotPcRelX => elf::R_X86_64_GOTPCRELX,
        RelocKind::RexGotPcRelX => elf::R_X86_64_REX_GOTPCRELX,
    }
}

/// Gives the symbols of an unpacked unit their contents from the object's sections.
pub fn restore_bytes(unit: &mut ObjectUnit, file: &ElfFile64<'_, LittleEndian>) -> Result<(), String> {
    let prefixes = [".text.", ".rodata.", ".data.", ".noptrdata.", ".bss.", ".noptrbss."];
    let mut sections = file.sections().filter(|s| {
        let name = s.name().unwrap_or_default();
        prefixes.iter().any(|p| name.starts_with(p))
    });
    for i in 0..unit.symbols.len() {
        let section = sections.next().ok_or("fewer sections than symbols")?;
        let symbol = &mut unit.symbols[i];
        if !symbol.kind.is_zeroed() {
            symbol.bytes = section.data().map_err(|e| e.to_string())?.to_vec();
        }
        if section.size() != symbol.size {
            return Err("section and symbol differ in size".into());
        }
    }
    Ok(())
}
