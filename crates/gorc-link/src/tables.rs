//! The tables the running program reads: functions with their line programs, files, itabs, types.
//!
//! Everything here is independent of addresses (offsets are relative to a function's start), so the tables are built
//! before layout and only the entries' addresses are filled in later (`image.rs`). The formats are those of
//! `gorc_abi::moduledata`.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use gorc_abi::leb128::{write_sleb, write_uleb};
use gorc_abi::moduledata::FUNC_RUNTIME;
use gorc_abi::typedesc::TFLAG_EXTRA_STAR;

use crate::reach::Kept;
use crate::resolve::{AtomId, Program, Target};
use crate::unit::{
    Binding, FileIndex, FuncInfo, FxHasher, InlineIndex, Marks, PosIndex, Position, Symbol, SymbolKind,
};

/// An entry of the function table; addresses are relative to the atom's bytes.
pub struct Func {
    /// The atom.
    pub atom: AtomId,
    /// Offset of the function's first byte.
    pub start: u32,
    /// Offset of its symbol.
    pub entry: u32,
    /// Offset of its name in `pctab`.
    pub name: u32,
    /// Offset of its line program in `pctab`.
    pub lines: u32,
    /// See [`FuncInfo`].
    pub frame: u32,
    /// See [`FuncInfo`].
    pub deferreturn: u32,
    /// See [`FuncInfo`].
    pub flags: u32,
    /// See [`FuncInfo`].
    pub start_line: u32,
    /// Offset of its live map in `pctab`; 0 for none.
    pub live: u32,
}

/// All tables.
#[derive(Default)]
pub struct Tables {
    /// The functions in order of layout.
    pub funcs: Vec<Func>,
    /// Names, line programs, inline records.
    pub pctab: Vec<u8>,
    /// Offsets of file names.
    pub filetab: Vec<u32>,
    /// Kept itabs.
    pub itabs: Vec<AtomId>,
    /// Kept listed types, sorted by their strings.
    pub types: Vec<AtomId>,
}

/// The unknown line program lies behind the empty name.
const NO_NAME: u32 = 0;
const NO_LINES: u32 = 1;

/// Builds the tables. `text` lists the kept code atoms in order of layout.
pub fn build(program: &Program<'_>, kept: &Kept, text: &[AtomId]) -> Tables {
    let mut builder = Builder::new(program);
    for &atom in text {
        builder.add_atom(atom);
    }
    let mut tables = builder.tables;
    for atom in kept.atoms() {
        let marks = program.symbol(atom).marks;
        if marks.has(Marks::ITAB) {
            tables.itabs.push(atom);
        }
        if marks.has(Marks::TYPELINK) {
            tables.types.push(atom);
        }
    }
    tables.types.sort_by_cached_key(|&atom| type_string(program, atom));
    tables
}

struct Builder<'p, 'a> {
    program: &'p Program<'a>,
    tables: Tables,
    files: HashMap<&'a str, u32>,
    /// By unit and file.
    unit_files: Vec<Vec<u32>>,
    names: HashMap<&'a str, u32, BuildHasherDefault<FxHasher>>,
    inlines: HashMap<(usize, InlineIndex), u32>,
    /// Live maps written so far: most functions without live words have one of a few.
    live: HashMap<&'a [u8], u32, BuildHasherDefault<FxHasher>>,
}

const NO_FILE: u32 = u32::MAX;

impl<'p, 'a> Builder<'p, 'a> {
    fn new(program: &'p Program<'a>) -> Self {
        let unit_files = program.units.iter().map(|u| vec![NO_FILE; u.positions.files.len()]).collect();
        let mut builder = Builder {
            program,
            tables: Tables::default(),
            files: HashMap::new(),
            unit_files,
            names: HashMap::default(),
            inlines: HashMap::new(),
            live: HashMap::default(),
        };
        builder.name("");
        builder.tables.pctab.extend([0, 0, 0, 0, 0]);
        builder.file("?");
        builder
    }

    fn add_atom(&mut self, atom: AtomId) {
        let symbol = self.program.symbol(atom);
        let unit = self.program.unit_of(atom);
        if let Some(info) = &symbol.func {
            let name = self.name(self.program.name(atom));
            let lines = self.line_program(unit, info);
            let live = self.live_map(&info.live);
            self.tables.funcs.push(Func {
                atom,
                start: 0,
                entry: symbol.entry_offset,
                name,
                lines,
                frame: info.frame,
                deferreturn: info.deferreturn,
                flags: info.flags,
                start_line: info.start_line,
                live,
            });
        } else {
            self.add_foreign(atom, symbol, unit);
        }
    }

    /// Code without function information (the runtime's): its Go-like names, and one nameless entry to end them.
    fn add_foreign(&mut self, atom: AtomId, symbol: &'a Symbol, unit: usize) {
        let own = (symbol.entry_offset, symbol.name, symbol.binding);
        let labels = symbol.labels.iter().map(|l| (l.offset, l.name, l.binding));
        let mut named: Vec<(u32, &'a str)> = std::iter::once(own)
            .chain(labels)
            .filter(|(_, _, binding)| *binding != Binding::Local)
            .map(|(offset, name, _)| (offset, self.program.units[unit].text(name)))
            .filter(|(_, name)| !is_mangled(name))
            .collect();
        named.sort_by_key(|n| n.0);
        named.dedup_by_key(|n| n.0);
        if named.first().is_none_or(|n| n.0 != 0) {
            let follows_nameless = self.tables.funcs.last().is_some_and(|f| f.name == NO_NAME);
            if !follows_nameless {
                self.foreign(atom, 0, NO_NAME);
            }
        }
        for (offset, name) in named {
            let name = self.name(name);
            self.foreign(atom, offset, name);
        }
    }

    fn foreign(&mut self, atom: AtomId, offset: u32, name: u32) {
        self.tables.funcs.push(Func {
            atom,
            start: offset,
            entry: offset,
            name,
            lines: NO_LINES,
            frame: 0,
            deferreturn: 0,
            flags: FUNC_RUNTIME,
            start_line: 0,
            live: 0,
        });
    }

    fn name(&mut self, name: &'a str) -> u32 {
        let pctab = &mut self.tables.pctab;
        *self.names.entry(name).or_insert_with(|| {
            let offset = pctab.len() as u32;
            pctab.extend(name.as_bytes());
            pctab.push(0);
            offset
        })
    }

    fn live_map(&mut self, map: &'a [u8]) -> u32 {
        if map.is_empty() {
            return 0;
        }
        let pctab = &mut self.tables.pctab;
        *self.live.entry(map).or_insert_with(|| {
            let offset = pctab.len() as u32;
            pctab.extend(map);
            offset
        })
    }

    fn file(&mut self, name: &'a str) -> u32 {
        if let Some(&file) = self.files.get(name) {
            return file;
        }
        let offset = self.name(name);
        let file = self.tables.filetab.len() as u32;
        self.tables.filetab.push(offset);
        self.files.insert(name, file);
        file
    }

    fn unit_file(&mut self, unit: usize, file: FileIndex) -> u32 {
        let at = file.0 as usize;
        match self.unit_files[unit].get(at) {
            None => 0,
            Some(&NO_FILE) => {
                let known = self.file(&self.program.units[unit].positions.files[at]);
                self.unit_files[unit][at] = known;
                known
            }
            Some(&known) => known,
        }
    }

    fn position(&self, unit: usize, pos: PosIndex) -> Position {
        let positions = &self.program.units[unit].positions.positions;
        positions.get(pos.0 as usize).copied().unwrap_or_default()
    }

    fn line_program(&mut self, unit: usize, info: &FuncInfo) -> u32 {
        // Inline records come in front of the program that refers to them.
        let mut rows: Vec<(u32, u32, u32, u32)> = Vec::with_capacity(info.lines.len());
        for &(offset, pos) in &info.lines {
            let position = self.position(unit, pos);
            let file = self.unit_file(unit, position.file);
            let inline = self.inline_record(unit, position.inline);
            let row = (offset, file, position.line, inline);
            match rows.last_mut() {
                Some(last) if last.0 == offset => *last = row,
                Some(last) if (last.1, last.2, last.3) == (row.1, row.2, row.3) => {}
                _ => rows.push(row),
            }
        }
        if rows.is_empty() {
            return NO_LINES;
        }
        let start = self.tables.pctab.len() as u32;
        let out = &mut self.tables.pctab;
        let (mut at, mut file, mut line) = (0, 0, 0);
        for row in rows {
            write_uleb(out, row.0 - at);
            write_sleb(out, i64::from(row.1) - i64::from(file));
            write_sleb(out, i64::from(row.2) - i64::from(line));
            write_uleb(out, row.3);
            (at, file, line) = (row.0, row.1, row.2);
        }
        out.push(0);
        start
    }

    /// 0, or 1 + the offset of the record of an inlined call.
    fn inline_record(&mut self, unit: usize, inline: InlineIndex) -> u32 {
        // Outermost call first, so that each record finds its parent written.
        let mut chain = Vec::new();
        let mut at = inline;
        let inlines = &self.program.units[unit].positions.inlines;
        while at.0 != 0 && !self.inlines.contains_key(&(unit, at)) && chain.len() < inlines.len() {
            let Some(call) = inlines.get(at.0 as usize) else { break };
            chain.push(at);
            at = call.call.inline;
        }
        for &at in chain.iter().rev() {
            let call = inlines[at.0 as usize];
            let name = self.name(self.program.units[unit].text(call.func));
            let file = self.unit_file(unit, call.call.file);
            let parent = self.inlines.get(&(unit, call.call.inline)).copied().unwrap_or(0);
            let offset = self.tables.pctab.len() as u32;
            for value in [name, file, call.call.line, parent] {
                write_uleb(&mut self.tables.pctab, value);
            }
            self.inlines.insert((unit, at), offset + 1);
        }
        self.inlines.get(&(unit, inline)).copied().unwrap_or(0)
    }
}

/// Whether a name is the Rust compiler's rather than one a person gave.
pub fn is_mangled(name: &str) -> bool {
    name.starts_with("_ZN") || name.starts_with("_R") || name.starts_with(".L") || name.is_empty()
}

/// Offset of the name in a type descriptor (`gorc_abi::typedesc::Type::str`).
const TYPE_STR: u32 = std::mem::offset_of!(gorc_abi::typedesc::Type, str) as u32;

const TYPE_TFLAG: usize = std::mem::offset_of!(gorc_abi::typedesc::Type, tflag);

/// The string of a type descriptor, read through its name reference; its symbol's name if that fails.
fn type_string<'a>(program: &Program<'a>, atom: AtomId) -> &'a [u8] {
    let symbol = program.symbol(atom);
    let fallback = program.name(atom).as_bytes();
    let Some(reloc) = symbol.relocs.iter().find(|r| r.offset == TYPE_STR) else { return fallback };
    let Target::Atom { atom: name, offset } = program.target(program.unit_of(atom), reloc.target) else {
        return fallback;
    };
    let bytes = &program.symbol(name).bytes;
    let at = (i64::from(offset) + reloc.addend).max(0) as usize;
    // A name is a byte of flags, its length as a varint, and the text.
    let (mut len, mut shift, mut at) = (0usize, 0, at + 1);
    loop {
        let Some(&byte) = bytes.get(at) else { return fallback };
        at += 1;
        len |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 || shift > 28 {
            break;
        }
    }
    let text = bytes.get(at..at + len).unwrap_or(fallback);
    let starred = symbol.bytes.get(TYPE_TFLAG).is_some_and(|tflag| tflag & TFLAG_EXTRA_STAR != 0);
    if starred { text.get(1..).unwrap_or(text) } else { text }
}

/// The kept code in the order of its layout: the runtime's first, then Go's.
pub fn text_order(program: &Program<'_>, kept: &Kept) -> (Vec<AtomId>, usize) {
    let text = kept.atoms().filter(|&a| program.symbol(a).kind == SymbolKind::Text);
    let (mut runtime, go): (Vec<_>, Vec<_>) =
        text.partition(|&a| program.units[program.unit_of(a)].is_runtime);
    let runtime_count = runtime.len();
    runtime.extend(go);
    (runtime, runtime_count)
}
