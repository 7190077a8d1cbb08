//! Addresses: every kept atom and every table gets its place in the image.
//!
//! The image is three loaded segments, each of whole pages: read-only (headers, data, tables), code, writable. The
//! file is the memory image up to the zeroed data, so a file offset is an address less [`IMAGE_BASE`].
//! Atoms keep the order of the input within their section, which makes the output deterministic.

use std::collections::HashMap;

use gorc_abi::moduledata::{FuncEntry, ModuleData};

use crate::error::{LinkError, LinkErrors, MAX_SYMBOL};
use crate::reach::Kept;
use crate::relocate::needs_got;
use crate::resolve::{AtomId, Boundary, Program, Target};
use crate::tables::Tables;
use crate::unit::SymbolKind;

/// Address of the first byte of the file.
pub const IMAGE_BASE: u64 = 0x40_0000;
/// Addresses must fit 32 bits, and 31 for sign-extended ones.
const IMAGE_LIMIT: u64 = 1 << 31;
/// Alignment of segments.
pub const PAGE: u64 = 4096;
/// ELF header and program headers.
pub const HEADERS: u64 = 64 + 56 * PROGRAM_HEADERS;
/// Three loaded segments and the stack's.
pub const PROGRAM_HEADERS: u64 = 4;

/// A section of the image in memory.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// Its name.
    pub name: &'static str,
    /// First address.
    pub addr: u64,
    /// Size in memory.
    pub size: u64,
    /// Strictest alignment in it.
    pub align: u64,
    /// May be written.
    pub writable: bool,
    /// Holds code.
    pub executable: bool,
    /// Has no bytes in the file.
    pub zeroed: bool,
}

/// A loaded segment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Segment {
    /// First address; a multiple of the page size.
    pub addr: u64,
    /// Bytes in the file.
    pub file_size: u64,
    /// Bytes in memory.
    pub mem_size: u64,
}

/// Where everything is.
pub struct Layout {
    /// By atom: address of its first byte; 0 if not kept.
    pub addr: Vec<u64>,
    /// Sections in order of address.
    pub sections: Vec<Section>,
    /// Read-only, code, writable.
    pub segments: [Segment; 3],
    /// Words holding addresses, for references that insist on one.
    pub got: HashMap<(AtomId, u32), u64>,
    /// The same in order of address.
    pub got_order: Vec<(AtomId, u32)>,
    boundaries: Vec<u64>,
}

impl Layout {
    /// Address of a place the linker defines.
    pub fn boundary(&self, boundary: Boundary) -> u64 {
        self.boundaries[boundary as usize]
    }

    /// Address of a target; `None` if it is not in the image.
    pub fn address(&self, target: Target) -> Option<u64> {
        match target {
            Target::Undefined => None,
            Target::Linker(boundary) => Some(self.boundary(boundary)),
            Target::Atom { atom, offset } => match self.addr[atom.0 as usize] {
                0 => None,
                addr => Some(addr + u64::from(offset)),
            },
        }
    }

    /// Index of the section an address lies in (or at the end of).
    pub fn section_of(&self, addr: u64) -> Option<usize> {
        let inside = |s: &Section| s.addr <= addr && addr < s.addr + s.size;
        let at_end = |s: &Section| addr == s.addr + s.size;
        self.sections.iter().position(inside).or_else(|| self.sections.iter().position(at_end))
    }
}

/// Rounds up to a multiple of a power of two.
pub fn align_up(value: u64, align: u64) -> u64 {
    (value + align - 1) & !(align - 1)
}

struct Placer<'p, 'a> {
    program: &'p Program<'a>,
    at: u64,
    layout: Layout,
    section_start: u64,
    section_align: u64,
}

/// Places everything. `text` is the kept code, the runtime's (`runtime_count` atoms) first.
pub fn layout(
    program: &Program<'_>,
    kept: &Kept,
    tables: &Tables,
    text: &[AtomId],
    runtime_count: usize,
) -> Result<Layout, LinkErrors> {
    let (got, got_order) = (HashMap::new(), collect_got(program, kept));
    let mut placer = Placer {
        program,
        at: IMAGE_BASE + HEADERS,
        layout: Layout {
            addr: vec![0; program.atom_count()],
            sections: Vec::new(),
            segments: [Segment::default(); 3],
            got,
            got_order,
            boundaries: vec![0; Boundary::ALL.len()],
        },
        section_start: 0,
        section_align: 1,
    };
    let mut by_kind: [Vec<AtomId>; 6] = Default::default();
    for atom in kept.atoms() {
        by_kind[data_kind(program, atom) as usize].push(atom);
    }
    placer.read_only(&by_kind[SymbolKind::RoData as usize], tables);
    placer.code(text, runtime_count);
    placer.writable(&by_kind);
    if placer.at >= IMAGE_LIMIT {
        return Err(too_large(program, kept, &placer));
    }
    Ok(placer.layout)
}

/// Says what does not fit: the symbols that are too large by themselves, else all of them.
fn too_large(program: &Program<'_>, kept: &Kept, placer: &Placer<'_, '_>) -> LinkErrors {
    let size = |atom: AtomId| program.symbol(atom).size;
    let large = kept.atoms().filter(|&atom| size(atom) > MAX_SYMBOL);
    let symbols: Vec<LinkError> = large
        .map(|atom| LinkError::TooLarge { symbol: program.name(atom).to_string(), size: size(atom) })
        .collect();
    if symbols.is_empty() {
        let section = placer.layout.sections.last().map_or("", |s| s.name).to_string();
        return LinkError::TooMuchData { section, size: placer.at - IMAGE_BASE }.into();
    }
    LinkErrors(symbols)
}

/// The runtime's own variables are no roots of collection: what it must keep alive it marks itself.
fn data_kind(program: &Program<'_>, atom: AtomId) -> SymbolKind {
    let kind = program.symbol(atom).kind;
    match kind {
        SymbolKind::Data if program.units[program.unit_of(atom)].is_runtime => SymbolKind::NoPtrData,
        SymbolKind::Bss if program.units[program.unit_of(atom)].is_runtime => SymbolKind::NoPtrBss,
        _ => kind,
    }
}

/// The places that need a word holding their address.
fn collect_got(program: &Program<'_>, kept: &Kept) -> Vec<(AtomId, u32)> {
    let mut order = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for atom in kept.atoms() {
        let symbol = program.symbol(atom);
        for reloc in &symbol.relocs {
            if !needs_got(reloc, &symbol.bytes) {
                continue;
            }
            if let Target::Atom { atom, offset } =
                program.target(program.unit_of(AtomId(atom.0)), reloc.target)
                && seen.insert((atom, offset))
            {
                order.push((atom, offset));
            }
        }
    }
    order
}

impl Placer<'_, '_> {
    fn begin(&mut self, align: u64) {
        self.at = align_up(self.at, align);
        self.section_start = self.at;
        self.section_align = align;
    }

    fn end(&mut self, name: &'static str, writable: bool, executable: bool, zeroed: bool) {
        let (addr, size) = (self.section_start, self.at - self.section_start);
        if size > 0 {
            let align = self.section_align;
            self.layout.sections.push(Section { name, addr, size, align, writable, executable, zeroed });
        }
    }

    fn mark(&mut self, boundary: Boundary) {
        self.layout.boundaries[boundary as usize] = self.at;
    }

    /// Places a table of the linker's own.
    fn table(&mut self, boundary: Boundary, size: usize) {
        self.at = align_up(self.at, 8);
        self.mark(boundary);
        self.at += size as u64;
    }

    fn atoms(&mut self, atoms: &[AtomId]) {
        for &atom in atoms {
            let symbol = self.program.symbol(atom);
            let align = u64::from(symbol.align.max(1));
            // Code is aligned at its symbol, data at its first byte.
            let front = if symbol.kind == SymbolKind::Text { u64::from(symbol.entry_offset) } else { 0 };
            self.at = align_up(self.at + front, align) - front;
            self.section_align = self.section_align.max(align);
            self.layout.addr[atom.0 as usize] = self.at;
            // Even an empty symbol has an address of its own.
            self.at += symbol.size.max(1);
        }
    }

    fn read_only(&mut self, rodata: &[AtomId], tables: &Tables) {
        self.begin(16);
        self.mark(Boundary::RoData);
        self.atoms(rodata);
        self.end(".rodata", false, false, false);
        self.begin(8);
        for slot in std::mem::take(&mut self.layout.got_order) {
            self.layout.got.insert(slot, self.at);
            self.layout.got_order.push(slot);
            self.at += 8;
        }
        self.end(".got", false, false, false);
        self.begin(8);
        self.table(Boundary::TypeLink, tables.types.len() * 8);
        self.end(".typelink", false, false, false);
        self.begin(8);
        self.table(Boundary::ItabLink, tables.itabs.len() * 8);
        self.end(".itablink", false, false, false);
        self.begin(16);
        self.table(Boundary::ModuleData, size_of::<ModuleData>());
        self.table(Boundary::FuncTab, (tables.funcs.len() + 1) * size_of::<FuncEntry>());
        self.table(Boundary::FileTab, tables.filetab.len() * 4);
        self.table(Boundary::PcTab, tables.pctab.len());
        self.end(".gopclntab", false, false, false);
        self.mark(Boundary::ERoData);
        let size = self.at - IMAGE_BASE;
        self.layout.segments[0] = Segment { addr: IMAGE_BASE, file_size: size, mem_size: size };
    }

    fn code(&mut self, text: &[AtomId], runtime_count: usize) {
        self.begin(PAGE);
        self.mark(Boundary::RtText);
        self.atoms(&text[..runtime_count]);
        self.at = align_up(self.at, 64);
        self.mark(Boundary::RtEText);
        self.mark(Boundary::Text);
        self.atoms(&text[runtime_count..]);
        self.mark(Boundary::EText);
        self.end(".text", false, true, false);
        let size = self.at - self.section_start;
        self.layout.segments[1] = Segment { addr: self.section_start, file_size: size, mem_size: size };
    }

    fn writable(&mut self, by_kind: &[Vec<AtomId>; 6]) {
        self.at = align_up(self.at, PAGE);
        let start = self.at;
        let mut file_end = start;
        let sections = [
            (SymbolKind::Data, ".data", Boundary::Data, Boundary::EData),
            (SymbolKind::NoPtrData, ".noptrdata", Boundary::NoPtrData, Boundary::ENoPtrData),
            (SymbolKind::Bss, ".bss", Boundary::Bss, Boundary::EBss),
            (SymbolKind::NoPtrBss, ".noptrbss", Boundary::NoPtrBss, Boundary::ENoPtrBss),
        ];
        for (kind, name, first, last) in sections {
            // Cache-line alignment keeps the collector's word ranges whole.
            self.begin(64);
            self.mark(first);
            self.atoms(&by_kind[kind as usize]);
            if !by_kind[kind as usize].is_empty() {
                self.at = align_up(self.at, 8);
            }
            self.mark(last);
            self.end(name, true, false, kind.is_zeroed());
            if !kind.is_zeroed() {
                file_end = self.at;
            }
        }
        self.mark(Boundary::End);
        self.layout.segments[2] =
            Segment { addr: start, file_size: file_end - start, mem_size: self.at - start };
    }
}
