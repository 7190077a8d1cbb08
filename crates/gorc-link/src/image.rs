//! The file: one buffer of the final size, each byte written once, references filled in place.

use gorc_abi::moduledata::{FuncEntry, ModuleData};

use crate::error::LinkErrors;
use crate::layout::{HEADERS, IMAGE_BASE, Layout, PAGE, PROGRAM_HEADERS, Section, Segment};
use crate::reach::Kept;
use crate::relocate;
use crate::resolve::{AtomId, Boundary, Program, Target};
use crate::symtab::SymbolTable;
use crate::tables::Tables;

/// What `write` needs to know.
pub struct Parts<'p, 'a> {
    /// The input.
    pub program: &'p Program<'a>,
    /// What is kept of it.
    pub kept: &'p Kept,
    /// The tables.
    pub tables: &'p Tables,
    /// The addresses.
    pub layout: &'p Layout,
    /// Address at which the program starts.
    pub entry: u64,
}

/// Writes the image.
pub fn write(parts: &Parts<'_, '_>, symbols: &SymbolTable) -> Result<Vec<u8>, LinkErrors> {
    let layout = parts.layout;
    let file_end = layout.segments.iter().map(|s| s.addr + s.file_size).max().unwrap_or(IMAGE_BASE);
    let loaded = (file_end - IMAGE_BASE) as usize;
    let headers = SectionHeaders::new(layout, symbols, loaded as u64);
    let mut out = vec![0; loaded];
    out.reserve_exact(headers.file_size() - loaded);
    elf_header(&mut out, parts.entry, &headers);
    program_headers(&mut out, layout);
    pad_code(&mut out, layout);
    let mut errors = Vec::new();
    for atom in parts.kept.atoms() {
        let symbol = parts.program.symbol(atom);
        if symbol.kind.is_zeroed() {
            continue;
        }
        let at = offset(layout.addr[atom.0 as usize]);
        let place = &mut out[at..at + symbol.bytes.len()];
        place.copy_from_slice(&symbol.bytes);
        relocate::apply(parts.program, layout, atom, place, &mut errors);
    }
    write_tables(parts, &mut out);
    if !errors.is_empty() {
        return Err(LinkErrors(errors));
    }
    headers.append(&mut out, symbols);
    Ok(out)
}

/// File offset of an address.
fn offset(addr: u64) -> usize {
    (addr - IMAGE_BASE) as usize
}

fn put(out: &mut [u8], at: usize, bytes: &[u8]) {
    out[at..at + bytes.len()].copy_from_slice(bytes);
}

/// Collects little-endian fields.
#[derive(Default)]
struct Fields(Vec<u8>);

impl Fields {
    fn u16(mut self, v: u16) -> Self {
        self.0.extend(v.to_le_bytes());
        self
    }

    fn u32(mut self, v: u32) -> Self {
        self.0.extend(v.to_le_bytes());
        self
    }

    fn u64(mut self, v: u64) -> Self {
        self.0.extend(v.to_le_bytes());
        self
    }
}

fn elf_header(out: &mut [u8], entry: u64, headers: &SectionHeaders) {
    // 64-bit, little-endian, version 1, System V.
    put(out, 0, &[0x7f, b'E', b'L', b'F', 2, 1, 1, 0]);
    const EXEC: u16 = 2;
    const X86_64: u16 = 62;
    let fields = Fields::default()
        .u16(EXEC)
        .u16(X86_64)
        .u32(1)
        .u64(entry)
        .u64(64)
        .u64(headers.offset)
        .u32(0)
        .u16(64)
        .u16(56)
        .u16(PROGRAM_HEADERS as u16)
        .u16(64)
        .u16(headers.count() as u16)
        .u16(headers.count() as u16 - 1);
    put(out, 16, &fields.0);
}

fn program_headers(out: &mut [u8], layout: &Layout) {
    const LOAD: u32 = 1;
    const GNU_STACK: u32 = 0x6474_e551;
    const R: u32 = 4;
    const W: u32 = 2;
    const X: u32 = 1;
    let header = |kind: u32, flags: u32, segment: &Segment, file_offset: u64| {
        let (addr, file_size, mem_size) = (segment.addr, segment.file_size, segment.mem_size);
        let fields = Fields::default().u32(kind).u32(flags).u64(file_offset).u64(addr).u64(addr);
        fields.u64(file_size).u64(mem_size).u64(if kind == LOAD { PAGE } else { 16 }).0
    };
    for (i, flags) in [R, R | X, R | W].into_iter().enumerate() {
        let segment = &layout.segments[i];
        put(out, 64 + 56 * i, &header(LOAD, flags, segment, segment.addr - IMAGE_BASE));
    }
    put(out, 64 + 56 * 3, &header(GNU_STACK, R | W, &Segment::default(), 0));
    debug_assert_eq!(HEADERS, 64 + 56 * 4);
}

/// Code between functions traps.
fn pad_code(out: &mut [u8], layout: &Layout) {
    let segment = &layout.segments[1];
    let start = offset(segment.addr);
    out[start..start + segment.file_size as usize].fill(0xcc);
}

fn write_tables(parts: &Parts<'_, '_>, out: &mut [u8]) {
    let (layout, tables) = (parts.layout, parts.tables);
    let at = |boundary| offset(layout.boundary(boundary));
    for &slot in &layout.got_order {
        let (atom, within) = slot;
        let address = layout.address(Target::Atom { atom, offset: within }).unwrap_or(0);
        put(out, offset(layout.got[&slot]), &address.to_le_bytes());
    }
    let list = |out: &mut [u8], mut at: usize, atoms: &[AtomId]| {
        for &atom in atoms {
            let symbol = parts.program.symbol(atom);
            let address = layout.addr[atom.0 as usize] + u64::from(symbol.entry_offset);
            put(out, at, &address.to_le_bytes());
            at += 8;
        }
    };
    list(out, at(Boundary::TypeLink), &tables.types);
    list(out, at(Boundary::ItabLink), &tables.itabs);
    put(out, at(Boundary::PcTab), &tables.pctab);
    let files: Vec<u8> = tables.filetab.iter().flat_map(|f| f.to_le_bytes()).collect();
    put(out, at(Boundary::FileTab), &files);
    put(out, at(Boundary::FuncTab), &function_table(parts));
    put(out, at(Boundary::ModuleData), &module_data(parts));
}

fn function_table(parts: &Parts<'_, '_>) -> Vec<u8> {
    let (layout, tables) = (parts.layout, parts.tables);
    let mut fields = Vec::with_capacity((tables.funcs.len() + 1) * size_of::<FuncEntry>());
    let mut entry = |e: FuncEntry| {
        let words =
            [e.start, e.entry, e.name, e.lines, e.frame, e.deferreturn, e.flags, e.start_line, e.live];
        fields.extend(words.iter().flat_map(|w| w.to_le_bytes()));
    };
    for func in &tables.funcs {
        let base = layout.addr[func.atom.0 as usize] as u32;
        entry(FuncEntry {
            start: base + func.start,
            entry: base + func.entry,
            name: func.name,
            lines: func.lines,
            frame: func.frame,
            deferreturn: func.deferreturn,
            flags: func.flags,
            start_line: func.start_line,
            live: func.live,
        });
    }
    let end = layout.boundary(Boundary::EText) as u32;
    entry(FuncEntry {
        start: end,
        entry: end,
        name: 0,
        lines: 0,
        frame: 0,
        deferreturn: 0,
        flags: 0,
        start_line: 0,
        live: 0,
    });
    fields
}

fn module_data(parts: &Parts<'_, '_>) -> Vec<u8> {
    let (layout, tables) = (parts.layout, parts.tables);
    let at = |boundary| layout.boundary(boundary) as usize;
    let mut out = vec![0; size_of::<ModuleData>()];
    macro_rules! set {
        ($($field:ident: $value:expr),* $(,)?) => {
            $(put(&mut out, std::mem::offset_of!(ModuleData, $field), &($value as u64).to_le_bytes());)*
        };
    }
    set! {
        text: at(Boundary::Text), etext: at(Boundary::EText),
        rttext: at(Boundary::RtText), rtetext: at(Boundary::RtEText),
        rodata: at(Boundary::RoData), erodata: at(Boundary::ERoData),
        data: at(Boundary::Data), edata: at(Boundary::EData),
        bss: at(Boundary::Bss), ebss: at(Boundary::EBss),
        noptrdata: at(Boundary::NoPtrData), enoptrdata: at(Boundary::ENoPtrData),
        noptrbss: at(Boundary::NoPtrBss), enoptrbss: at(Boundary::ENoPtrBss),
        functab: at(Boundary::FuncTab), nfunctab: tables.funcs.len() + 1,
        pctab: at(Boundary::PcTab), npctab: tables.pctab.len(),
        filetab: at(Boundary::FileTab), nfiletab: tables.filetab.len(),
        itablinks: at(Boundary::ItabLink), nitablinks: tables.itabs.len(),
        typelinks: at(Boundary::TypeLink), ntypelinks: tables.types.len(),
    }
    out
}

/// The sections' headers and what lies behind the loaded part of the file.
struct SectionHeaders<'l> {
    sections: &'l [Section],
    symtab: u64,
    symtab_size: u64,
    first_global: u32,
    strtab: u64,
    strtab_size: u64,
    shstrtab: u64,
    names: Vec<u8>,
    name_offsets: Vec<u32>,
    offset: u64,
}

impl<'l> SectionHeaders<'l> {
    fn new(layout: &'l Layout, symbols: &SymbolTable, loaded: u64) -> SectionHeaders<'l> {
        let mut names = vec![0];
        let mut name_offsets = Vec::new();
        let all = layout.sections.iter().map(|s| s.name).chain([".symtab", ".strtab", ".shstrtab"]);
        for name in all {
            name_offsets.push(names.len() as u32);
            names.extend(name.as_bytes());
            names.push(0);
        }
        let symtab = loaded.next_multiple_of(8);
        let symtab_size = symbols.entries.len() as u64;
        let strtab = symtab + symtab_size;
        let strtab_size = symbols.strings.len() as u64;
        let shstrtab = strtab + strtab_size;
        let offset = (shstrtab + names.len() as u64).next_multiple_of(8);
        SectionHeaders {
            sections: &layout.sections,
            symtab,
            symtab_size,
            first_global: symbols.first_global,
            strtab,
            strtab_size,
            shstrtab,
            names,
            name_offsets,
            offset,
        }
    }

    fn count(&self) -> usize {
        1 + self.sections.len() + 3
    }

    fn file_size(&self) -> usize {
        self.offset as usize + 64 * self.count()
    }

    fn append(&self, out: &mut Vec<u8>, symbols: &SymbolTable) {
        out.resize(self.symtab as usize, 0);
        out.extend(&symbols.entries);
        out.extend(&symbols.strings);
        out.extend(&self.names);
        out.resize(self.offset as usize, 0);
        out.resize(out.len() + 64, 0);
        for (section, &name) in self.sections.iter().zip(&self.name_offsets) {
            const PROGBITS: u32 = 1;
            const NOBITS: u32 = 8;
            const ALLOC: u64 = 2;
            let flags = ALLOC | u64::from(section.writable) | if section.executable { 4 } else { 0 };
            let kind = if section.zeroed { NOBITS } else { PROGBITS };
            let place = (section.addr, section.addr - IMAGE_BASE, section.size);
            header(out, name, kind, flags, place, (0, 0, section.align, 0));
        }
        const SYMTAB: u32 = 2;
        const STRTAB: u32 = 3;
        let rest = &self.name_offsets[self.sections.len()..];
        let strings = self.sections.len() as u32 + 2;
        let info = (strings, self.first_global, 8, 24);
        header(out, rest[0], SYMTAB, 0, (0, self.symtab, self.symtab_size), info);
        header(out, rest[1], STRTAB, 0, (0, self.strtab, self.strtab_size), (0, 0, 1, 0));
        header(out, rest[2], STRTAB, 0, (0, self.shstrtab, self.names.len() as u64), (0, 0, 1, 0));
    }
}

/// One section header: (address, offset, size), (link, info, alignment, entry size).
fn header(
    out: &mut Vec<u8>,
    name: u32,
    kind: u32,
    flags: u64,
    place: (u64, u64, u64),
    rest: (u32, u32, u64, u64),
) {
    let fields = Fields::default().u32(name).u32(kind).u64(flags).u64(place.0).u64(place.1).u64(place.2);
    out.extend(fields.u32(rest.0).u32(rest.1).u64(rest.2).u64(rest.3).0);
}
