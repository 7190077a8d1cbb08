//! ELF relocatable objects and archives to [`ObjectUnit`]s.
//!
//! An atom is a section: compilers put each function and each constant into one of its own, and assembly that shares
//! a section may fall through from one symbol into the next. The section's symbols become its labels. Debug sections,
//! unwind tables and notes are dropped together with their references; `.init_array` is too (nothing runs it).
//! An object that gorc wrote carries its unit in a section of its own (`elf_out.rs`) and is read from that.

use std::collections::HashMap;

use object::elf;
use object::read::archive::ArchiveFile;
use object::read::elf::{ElfFile64, ElfSection64};
use object::{
    LittleEndian, Object, ObjectSection, ObjectSymbol, RelocationFlags, RelocationTarget, SectionIndex,
};
use object::{SectionFlags, SectionKind, SymbolSection};

use crate::elf_out;
use crate::error::LinkError;
use crate::pack;
use crate::unit::{Binding, Label, ObjectUnit, Reloc, RelocKind, SymId, Symbol, SymbolKind, Use};

type Elf<'d> = ElfFile64<'d, LittleEndian>;

/// What a file given to the linker turned out to be.
#[derive(Debug)]
pub enum Input {
    /// One object: always part of the link.
    Object(ObjectUnit),
    /// An archive: members take part if they define something missing.
    Archive(Vec<ObjectUnit>),
}

/// Reads an object or an archive of objects.
pub fn read(name: &str, data: &[u8]) -> Result<Input, LinkError> {
    if data.starts_with(b"!<arch>\n") {
        return read_archive(name, data).map(Input::Archive);
    }
    read_object(name, data).map(Input::Object)
}

/// Reads all members of an archive.
pub fn read_archive(name: &str, data: &[u8]) -> Result<Vec<ObjectUnit>, LinkError> {
    let fail = |why: String| LinkError::Input { file: name.to_string(), why };
    let archive = ArchiveFile::parse(data).map_err(|e| fail(e.to_string()))?;
    let mut units = Vec::new();
    for member in archive.members() {
        let member = member.map_err(|e| fail(e.to_string()))?;
        let bytes = member.data(data).map_err(|e| fail(e.to_string()))?;
        let member = String::from_utf8_lossy(member.name());
        // Archives of the Rust compiler also hold metadata files.
        if bytes.starts_with(b"\x7fELF") {
            units.push(read_object(&format!("{name}({member})"), bytes)?);
        }
    }
    Ok(units)
}

/// Reads one relocatable object.
pub fn read_object(name: &str, data: &[u8]) -> Result<ObjectUnit, LinkError> {
    let fail = |why: String| LinkError::Input { file: name.to_string(), why };
    let file = Elf::parse(data).map_err(|e| fail(e.to_string()))?;
    if file.kind() != object::ObjectKind::Relocatable || file.architecture() != object::Architecture::X86_64 {
        return Err(fail("not a relocatable object for linux/amd64".into()));
    }
    if let Some(section) = file.section_by_name(elf_out::META) {
        let meta = section.data().map_err(|e| fail(e.to_string()))?;
        let mut unit = pack::unpack(meta).map_err(|why| fail(format!("{}: {why}", elf_out::META)))?;
        elf_out::restore_bytes(&mut unit, &file).map_err(fail)?;
        return Ok(unit);
    }
    let mut reader = Reader { unit: ObjectUnit::new(name), file: &file, atoms: HashMap::new() };
    reader.sections().and_then(|()| reader.symbols()).and_then(|()| reader.relocations()).map_err(fail)?;
    Ok(reader.unit)
}

struct Reader<'r, 'd> {
    unit: ObjectUnit,
    file: &'r Elf<'d>,
    /// By section: the atom's index among the unit's symbols.
    atoms: HashMap<SectionIndex, usize>,
}

impl<'d> Reader<'_, 'd> {
    fn sections(&mut self) -> Result<(), String> {
        for section in self.file.sections() {
            let name = section.name().map_err(|e| e.to_string())?;
            let Some(kind) = section_kind(&section, name) else { continue };
            // Named like a local label, so that it stays out of the symbol table.
            let id = self.unit.sym(&format!(".L{name}.{}", section.index().0));
            let align = u32::try_from(section.align().max(1)).map_err(|e| e.to_string())?;
            let symbol = if kind.is_zeroed() {
                Symbol::zeroed(id, kind, Binding::Local, align, section.size())
            } else {
                let bytes = section.data().map_err(|e| e.to_string())?;
                Symbol::new(id, kind, Binding::Local, align, bytes.to_vec())
            };
            self.atoms.insert(section.index(), self.unit.symbols.len());
            self.unit.define(symbol);
        }
        Ok(())
    }

    fn symbols(&mut self) -> Result<(), String> {
        for symbol in self.file.symbols() {
            let name = symbol.name().map_err(|e| e.to_string())?;
            let binding = match (symbol.is_local(), symbol.is_weak()) {
                (true, _) => Binding::Local,
                (_, true) => Binding::Weak,
                _ => Binding::Global,
            };
            match symbol.section() {
                SymbolSection::Common => {
                    let id = self.unit.sym(name);
                    // The value of a common symbol is its alignment; it gives way to a definition.
                    let align = symbol.address().max(1) as u32;
                    let common = Symbol::zeroed(id, SymbolKind::Bss, Binding::Weak, align, symbol.size());
                    self.unit.define(common);
                }
                SymbolSection::Section(section) if !name.is_empty() => {
                    let Some(&atom) = self.atoms.get(&section) else { continue };
                    if symbol.kind() == object::SymbolKind::Section {
                        continue;
                    }
                    let is_text = self.unit.symbols[atom].kind == SymbolKind::Text;
                    let named_func = symbol.kind() == object::SymbolKind::Text;
                    let label = Label {
                        name: self.unit.sym(&self.local_name(name, binding, symbol.index().0)),
                        offset: u32::try_from(symbol.address()).map_err(|e| e.to_string())?,
                        size: symbol.size() as u32,
                        binding,
                        is_func: is_text && (named_func || binding != Binding::Local),
                    };
                    self.unit.symbols[atom].labels.push(label);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Several local symbols of one name are told apart by their index.
    fn local_name(&self, name: &str, binding: Binding, index: usize) -> String {
        if binding == Binding::Local && self.unit.names.find(name).is_some() {
            format!("{name}.{index}")
        } else {
            name.to_string()
        }
    }

    fn relocations(&mut self) -> Result<(), String> {
        for section in self.file.sections() {
            let Some(&atom) = self.atoms.get(&section.index()) else { continue };
            for (offset, relocation) in section.relocations() {
                let RelocationFlags::Elf { r_type } = relocation.flags() else { continue };
                let kind = reloc_kind(r_type)?;
                let RelocationTarget::Symbol(index) = relocation.target() else { continue };
                let symbol = self.file.symbol_by_index(index).map_err(|e| e.to_string())?;
                let (target, extra) = self.reference(&symbol)?;
                let when =
                    if symbol.is_undefined() && symbol.is_weak() { Use::IfDefined } else { Use::Always };
                let offset = u32::try_from(offset).map_err(|e| e.to_string())?;
                let addend = relocation.addend() + extra;
                self.unit.symbols[atom].relocs.push(Reloc { offset, kind, target, addend, when });
            }
        }
        Ok(())
    }

    /// A symbol as a name of the unit and an offset: local ones go by their section.
    fn reference(&mut self, symbol: &impl ObjectSymbol<'d>) -> Result<(SymId, i64), String> {
        let name = symbol.name().map_err(|e| e.to_string())?;
        if !(symbol.is_local() || symbol.kind() == object::SymbolKind::Section) {
            return Ok((self.unit.sym(name), 0));
        }
        match symbol.section_index().and_then(|section| self.atoms.get(&section)) {
            Some(&atom) => Ok((self.unit.symbols[atom].name, symbol.address() as i64)),
            None => Ok((self.unit.sym(&format!("{name} (in a dropped section)")), 0)),
        }
    }
}

/// Where a section belongs; `None` if it is dropped.
fn section_kind(section: &ElfSection64<'_, '_, LittleEndian>, name: &str) -> Option<SymbolKind> {
    let SectionFlags::Elf { sh_flags } = section.flags() else { return None };
    let has = |flag: u32| sh_flags & u64::from(flag) != 0;
    let dropped =
        [".eh_frame", ".gcc_except_table", ".init_array", ".fini_array", ".ctors", ".dtors", ".note"];
    let dropped = dropped.iter().any(|d| name.starts_with(d));
    if dropped || !has(elf::SHF_ALLOC) || has(elf::SHF_TLS) {
        return None;
    }
    let zeroed = section.kind() == SectionKind::UninitializedData;
    // Constants with addresses in them are writable only for a dynamic loader.
    let writable = has(elf::SHF_WRITE) && !name.starts_with(".data.rel.ro");
    Some(match (has(elf::SHF_EXECINSTR), writable, zeroed) {
        (true, ..) => SymbolKind::Text,
        (_, _, true) if name.starts_with(".noptrbss") => SymbolKind::NoPtrBss,
        (_, _, true) => SymbolKind::Bss,
        (_, true, _) if name.starts_with(".noptrdata") => SymbolKind::NoPtrData,
        (_, true, _) => SymbolKind::Data,
        _ => SymbolKind::RoData,
    })
}

fn reloc_kind(r_type: u32) -> Result<RelocKind, String> {
    Ok(match r_type {
        elf::R_X86_64_NONE => RelocKind::Keep,
        elf::R_X86_64_64 => RelocKind::Abs64,
        elf::R_X86_64_32 => RelocKind::Abs32,
        elf::R_X86_64_32S => RelocKind::Abs32S,
        elf::R_X86_64_PC32 => RelocKind::Pc32,
        elf::R_X86_64_PLT32 => RelocKind::Plt32,
        elf::R_X86_64_PC64 => RelocKind::Pc64,
        elf::R_X86_64_GOTPCREL => RelocKind::GotPcRel,
        elf::R_X86_64_GOTPCRELX => RelocKind::GotPcRelX,
        elf::R_X86_64_REX_GOTPCRELX => RelocKind::RexGotPcRelX,
        _ => return Err(format!("unsupported relocation type {r_type}")),
    })
}
