//! The symbol table of the image: what debuggers, `nm` and profilers see.
//!
//! Functions and named objects are listed with their sizes; strings and other nameless local data, and type
//! descriptors, are not (as in Go's own binaries): nobody asks for them by name and they would double the file. An alias
//! is not either: debuggers would show it in place of the function's own name.

use crate::layout::Layout;
use crate::reach::Kept;
use crate::resolve::{Boundary, Program, Target};
use crate::unit::{Binding, SymbolKind};

/// The contents of `.symtab` and `.strtab`.
#[derive(Default)]
pub struct SymbolTable {
    /// 24 bytes each, local symbols first.
    pub entries: Vec<u8>,
    /// The names.
    pub strings: Vec<u8>,
    /// Index of the first symbol that is not local.
    pub first_global: u32,
}

struct Entry<'a> {
    name: &'a str,
    addr: u64,
    size: u64,
    is_func: bool,
    is_local: bool,
}

const NOTYPE: u8 = 0;
const OBJECT: u8 = 1;
const FUNC: u8 = 2;

impl SymbolTable {
    /// Lists the kept symbols.
    pub fn build(program: &Program<'_>, kept: &Kept, layout: &Layout) -> SymbolTable {
        let mut entries = Vec::new();
        for atom in kept.atoms() {
            let symbol = program.symbol(atom);
            let unit = program.units[program.unit_of(atom)];
            let base = layout.addr[atom.0 as usize];
            let is_func = symbol.kind == SymbolKind::Text;
            let end = symbol.size;
            let own = Entry {
                name: unit.text(symbol.name),
                addr: base + u64::from(symbol.entry_offset),
                size: end - u64::from(symbol.entry_offset).min(end),
                is_func,
                is_local: symbol.binding == Binding::Local,
            };
            if is_listed(&own) {
                entries.push(own);
            }
            for label in &symbol.labels {
                let entry = Entry {
                    name: unit.text(label.name),
                    addr: base + u64::from(label.offset),
                    size: u64::from(label.size),
                    is_func: label.is_func,
                    is_local: label.binding == Binding::Local,
                };
                if is_listed(&entry) {
                    entries.push(entry);
                }
            }
        }
        SymbolTable::write(entries, program, layout)
    }

    fn write(mut entries: Vec<Entry<'_>>, program: &Program<'_>, layout: &Layout) -> SymbolTable {
        entries.sort_by_key(|e| !e.is_local);
        let locals = entries.iter().filter(|e| e.is_local).count();
        let mut table = SymbolTable { first_global: 1 + locals as u32, ..SymbolTable::default() };
        table.entries.reserve((entries.len() + 1 + Boundary::ALL.len()) * 24);
        table.entries.resize(24, 0);
        table.strings.push(0);
        for entry in &entries {
            let kind = if entry.is_func { FUNC } else { OBJECT };
            table.push(layout, entry, kind);
        }
        for &boundary in Boundary::ALL {
            let name = boundary.name();
            let taken = matches!(program.lookup(name), Target::Atom { .. });
            // Debuggers would call the first function by the name of the place.
            let starts_code = matches!(boundary, Boundary::Text | Boundary::RtText);
            if !taken && !starts_code {
                let addr = layout.boundary(boundary);
                let kind = if boundary == Boundary::ModuleData { OBJECT } else { NOTYPE };
                table.push(layout, &Entry { name, addr, size: 0, is_func: false, is_local: false }, kind);
            }
        }
        table
    }

    fn push(&mut self, layout: &Layout, entry: &Entry<'_>, kind: u8) {
        const ABSOLUTE: u16 = 0xfff1;
        let section = layout.section_of(entry.addr).map_or(ABSOLUTE, |i| i as u16 + 1);
        let binding = u8::from(!entry.is_local);
        self.entries.extend((self.strings.len() as u32).to_le_bytes());
        self.entries.extend([binding << 4 | kind, 0]);
        self.entries.extend(section.to_le_bytes());
        self.entries.extend(entry.addr.to_le_bytes());
        self.entries.extend(entry.size.to_le_bytes());
        self.strings.extend(entry.name.as_bytes());
        self.strings.push(0);
    }
}

fn is_listed(entry: &Entry<'_>) -> bool {
    let name = entry.name;
    let nameless = name.is_empty() || name.starts_with(".L") || name.starts_with("type:");
    !nameless && (entry.is_func || !entry.is_local)
}
