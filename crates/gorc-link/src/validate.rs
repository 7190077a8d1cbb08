//! Reads a finished image back and checks that it is what was meant: nothing invalid is ever written to disk.
//!
//! Checked, by an ELF reader that shares nothing with the writer: the header; that segments are page-aligned, do not
//! overlap and cover the sections; that the entry point lies in code; that the function table is sorted and ends at
//! the end of the code; that every symbol lies in its section; that every field holds the value derived anew from
//! the input.

use object::read::elf::{FileHeader, ProgramHeader, SectionHeader, Sym};
use object::{LittleEndian, elf};

use crate::error::{LinkError, LinkErrors};
use crate::image::Parts;
use crate::layout::PAGE;
use crate::relocate;
use crate::resolve::Boundary;
use crate::unit::RelocKind;

type Elf = elf::FileHeader64<LittleEndian>;
const LE: LittleEndian = LittleEndian;

/// Checks an image against what it was made from.
pub fn validate(parts: &Parts<'_, '_>, image: &[u8]) -> Result<(), LinkErrors> {
    let reader = Reader::new(image).map_err(LinkError::Invalid)?;
    let checks = [
        reader.segments(),
        reader.entry(),
        reader.sections(),
        reader.symbols(),
        reader.function_table(parts),
        reader.fields(parts),
    ];
    let errors: Vec<LinkError> = checks.into_iter().filter_map(Result::err).map(LinkError::Invalid).collect();
    if errors.is_empty() { Ok(()) } else { Err(LinkErrors(errors)) }
}

struct Reader<'d> {
    data: &'d [u8],
    header: &'d Elf,
    segments: &'d [elf::ProgramHeader64<LittleEndian>],
}

impl<'d> Reader<'d> {
    fn new(data: &'d [u8]) -> Result<Reader<'d>, String> {
        let header = Elf::parse(data).map_err(|e| e.to_string())?;
        if !header.is_supported()
            || header.e_machine(LE) != elf::EM_X86_64
            || header.e_type(LE) != elf::ET_EXEC
        {
            return Err("not an executable for linux/amd64".into());
        }
        let segments = header.program_headers(LE, data).map_err(|e| e.to_string())?;
        Ok(Reader { data, header, segments })
    }

    fn loaded(&self) -> impl Iterator<Item = &'d elf::ProgramHeader64<LittleEndian>> {
        self.segments.iter().filter(|s| s.p_type(LE) == elf::PT_LOAD)
    }

    /// The file's bytes at an address.
    fn at(&self, addr: u64, len: usize) -> Option<&'d [u8]> {
        let segment = self.loaded().find(|s| {
            let start = s.p_vaddr(LE);
            start <= addr && addr + len as u64 <= start + s.p_filesz(LE)
        })?;
        let offset = (addr - segment.p_vaddr(LE) + segment.p_offset(LE)) as usize;
        self.data.get(offset..offset + len)
    }

    fn segments(&self) -> Result<(), String> {
        let mut end = 0;
        for segment in self.loaded() {
            let (addr, size) = (segment.p_vaddr(LE), segment.p_memsz(LE));
            if addr % PAGE != 0 || segment.p_offset(LE) % PAGE != 0 {
                return Err(format!("segment at {addr:#x} is not aligned to a page"));
            }
            if addr < end {
                return Err(format!("segment at {addr:#x} overlaps the one before"));
            }
            if segment.p_filesz(LE) > size || segment.data(LE, self.data).is_err() {
                return Err(format!("segment at {addr:#x} is not in the file"));
            }
            let flags = segment.p_flags(LE);
            if flags & elf::PF_W != 0 && flags & elf::PF_X != 0 {
                return Err(format!("segment at {addr:#x} is writable and executable"));
            }
            end = addr + size;
        }
        if end >= 1 << 31 { Err("image ends above 2 GiB".into()) } else { Ok(()) }
    }

    fn entry(&self) -> Result<(), String> {
        let entry = self.header.e_entry(LE);
        let code = self.loaded().any(|s| {
            s.p_flags(LE) & elf::PF_X != 0 && s.p_vaddr(LE) <= entry && entry < s.p_vaddr(LE) + s.p_filesz(LE)
        });
        if code { Ok(()) } else { Err(format!("entry point {entry:#x} is not in code")) }
    }

    fn sections(&self) -> Result<(), String> {
        let sections = self.header.sections(LE, self.data).map_err(|e| e.to_string())?;
        for section in sections.iter() {
            if section.sh_flags(LE) & u64::from(elf::SHF_ALLOC) == 0 {
                continue;
            }
            let (addr, size) = (section.sh_addr(LE), section.sh_size(LE));
            let covered =
                self.loaded().any(|s| s.p_vaddr(LE) <= addr && addr + size <= s.p_vaddr(LE) + s.p_memsz(LE));
            if !covered || addr % section.sh_addralign(LE).max(1) != 0 {
                return Err(format!("section at {addr:#x} is misplaced"));
            }
        }
        Ok(())
    }

    fn symbols(&self) -> Result<(), String> {
        let sections = self.header.sections(LE, self.data).map_err(|e| e.to_string())?;
        let symbols = sections.symbols(LE, self.data, elf::SHT_SYMTAB).map_err(|e| e.to_string())?;
        for (index, symbol) in symbols.enumerate().skip(1) {
            let name = symbol.name(LE, symbols.strings()).map_err(|e| e.to_string())?;
            let place = symbols.symbol_section(LE, symbol, index).map_err(|e| e.to_string())?;
            let Some(place) = place else { continue };
            let section = sections.section(place).map_err(|e| e.to_string())?;
            let (start, end) = (section.sh_addr(LE), section.sh_addr(LE) + section.sh_size(LE));
            let (addr, size) = (symbol.st_value(LE), symbol.st_size(LE));
            if addr < start || addr + size > end {
                let name = String::from_utf8_lossy(name);
                return Err(format!("symbol {name} at {addr:#x} is outside its section"));
            }
        }
        Ok(())
    }

    fn function_table(&self, parts: &Parts<'_, '_>) -> Result<(), String> {
        const WORDS: usize = size_of::<gorc_abi::moduledata::FuncEntry>() / 4;
        let count = parts.tables.funcs.len() + 1;
        let at = parts.layout.boundary(Boundary::FuncTab);
        let bytes = self.at(at, count * WORDS * 4).ok_or("function table is not in the file")?;
        let word = |i: usize| {
            u32::from_le_bytes([bytes[4 * i], bytes[4 * i + 1], bytes[4 * i + 2], bytes[4 * i + 3]])
        };
        for i in 0..count {
            let (start, entry) = (word(i * WORDS), word(i * WORDS + 1));
            if start > entry || (i > 0 && word((i - 1) * WORDS + 1) >= entry && i + 1 < count) {
                return Err(format!("function table is not sorted at {entry:#x}"));
            }
            if word(i * WORDS + 2) as usize >= parts.tables.pctab.len() {
                return Err(format!("function at {entry:#x} has no name"));
            }
        }
        if u64::from(word((count - 1) * WORDS)) != parts.layout.boundary(Boundary::EText) {
            return Err("function table does not end at the end of the code".into());
        }
        Ok(())
    }

    fn fields(&self, parts: &Parts<'_, '_>) -> Result<(), String> {
        for atom in parts.kept.atoms() {
            let symbol = parts.program.symbol(atom);
            for reloc in &symbol.relocs {
                if reloc.kind == RelocKind::Keep {
                    continue;
                }
                let (field, fits) = relocate::field(parts.program, parts.layout, atom, reloc);
                let place = parts.layout.addr[atom.0 as usize] + field.offset as u64;
                let found = self.at(place, field.width);
                if !fits || found != Some(&field.value.to_le_bytes()[..field.width]) {
                    let name = parts.program.name(atom);
                    return Err(format!("{name}+{:#x} holds a wrong value", reloc.offset));
                }
            }
        }
        Ok(())
    }
}
