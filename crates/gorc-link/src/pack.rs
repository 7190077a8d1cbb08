//! An [`ObjectUnit`] as a string of bytes, and back.
//!
//! Used twice: for what an ELF object cannot say (`elf_out.rs`), and as the form in which the runtime is embedded in
//! the compiler, where it must load in a millisecond. All numbers are LEB128; strings and bytes have their length in
//! front. The reader trusts nothing: any input gives a unit or an error.

use std::sync::Arc;

use crate::unit::{
    Alias, Binding, FileIndex, FuncInfo, InlineCall, InlineIndex, Label, Marks, ObjectUnit, PosIndex,
    Position, Positions, Reloc, RelocKind, SymId, Symbol, SymbolKind, Use,
};

/// First bytes; the last is the version.
const MAGIC: &[u8; 8] = b"gorcobj\x02";

/// Whether the symbols' contents are part of the string.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Contents {
    /// They are.
    With,
    /// They are kept elsewhere.
    Without,
}

/// Writes a unit.
pub fn pack(unit: &ObjectUnit, contents: Contents) -> Vec<u8> {
    let mut w = Writer { out: MAGIC.to_vec() };
    w.string(&unit.name);
    w.int(u64::from(unit.is_runtime));
    w.int(u64::from(contents == Contents::With));
    w.list(unit.names.list(), |w, name| w.string(name));
    w.list(&unit.symbols, |w, symbol| w.symbol(symbol, contents));
    w.list(&unit.aliases, |w, alias| {
        w.int(alias.name.0.into());
        w.int(alias.target.0.into());
    });
    let positions = &unit.positions;
    w.list(&positions.files, |w, file| w.string(file));
    w.list(&positions.positions, |w, position| w.position(position));
    w.list(&positions.inlines, |w, inline| {
        w.int(inline.func.0.into());
        w.position(&inline.call);
    });
    w.out
}

/// Reads a unit. Without contents, symbols have their size and no bytes.
pub fn unpack(data: &[u8]) -> Result<ObjectUnit, String> {
    let rest = data.strip_prefix(MAGIC).ok_or("not an object of this version of gorc")?;
    let mut r = Reader { rest };
    let name = r.string()?.to_string();
    let is_runtime = r.int()? != 0;
    let with_contents = r.int()? != 0;
    let mut unit = ObjectUnit { name, is_runtime, ..ObjectUnit::default() };
    for text in r.list(|r| r.string())? {
        unit.names.intern(text);
    }
    let names = unit.names.len();
    unit.symbols = r.list(|r| r.symbol(with_contents))?;
    unit.aliases = r.list(|r| Ok(Alias { name: SymId(r.u32()?), target: SymId(r.u32()?) }))?;
    unit.positions = Positions {
        files: r.list(|r| r.string().map(Arc::from))?,
        positions: r.list(Reader::position)?,
        inlines: r.list(|r| Ok(InlineCall { func: SymId(r.u32()?), call: r.position()? }))?,
    };
    check_names(&unit, names)?;
    Ok(unit)
}

/// Every id names a name: the linker indexes with them.
fn check_names(unit: &ObjectUnit, names: usize) -> Result<(), String> {
    let ok = |id: SymId| (id.0 as usize) < names;
    let fine = unit.symbols.iter().all(|s| {
        ok(s.name)
            && s.align.is_power_of_two()
            && (s.kind.is_zeroed() || s.bytes.is_empty() || s.bytes.len() as u64 == s.size)
            && s.labels.iter().all(|l| ok(l.name))
            && s.iface_calls.iter().all(|&k| ok(k))
            && s.relocs.iter().all(|r| ok(r.target) && !matches!(r.when, Use::Method(k) if !ok(k)))
    }) && unit.aliases.iter().all(|a| ok(a.name) && ok(a.target));
    if fine { Ok(()) } else { Err("corrupt object".into()) }
}

struct Writer {
    out: Vec<u8>,
}

impl Writer {
    fn int(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.out.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.out.push(value as u8);
    }

    fn signed(&mut self, value: i64) {
        self.int((value << 1 ^ value >> 63) as u64);
    }

    fn string(&mut self, text: &str) {
        self.int(text.len() as u64);
        self.out.extend(text.as_bytes());
    }

    fn list<T>(&mut self, items: &[T], mut item: impl FnMut(&mut Writer, &T)) {
        self.int(items.len() as u64);
        for i in items {
            item(self, i);
        }
    }

    fn position(&mut self, position: &Position) {
        for value in [position.file.0, position.line, position.col, position.inline.0] {
            self.int(value.into());
        }
    }

    fn symbol(&mut self, symbol: &Symbol, contents: Contents) {
        self.int(symbol.name.0.into());
        self.int(symbol.kind as u64);
        self.int(symbol.binding as u64);
        self.int(symbol.align.into());
        self.int(symbol.size);
        self.int(symbol.entry_offset.into());
        self.int(symbol.marks.0.into());
        if contents == Contents::With && !symbol.kind.is_zeroed() {
            self.out.extend(&symbol.bytes);
        }
        let mut last = 0;
        self.list(&symbol.relocs, |w, reloc| {
            w.signed(i64::from(reloc.offset) - last);
            last = reloc.offset.into();
            w.int(reloc.kind as u64);
            w.int(reloc.target.0.into());
            w.signed(reloc.addend);
            let (when, key) = match reloc.when {
                Use::Always => (0, None),
                Use::NotIface => (1, None),
                Use::IfDefined => (2, None),
                Use::Weak => (3, None),
                Use::Method(key) => (4, Some(key)),
            };
            w.int(when);
            if let Some(key) = key {
                w.int(key.0.into());
            }
        });
        self.list(&symbol.iface_calls, |w, key| w.int(key.0.into()));
        self.list(&symbol.labels, |w, label| {
            w.int(label.name.0.into());
            w.int(label.offset.into());
            w.int(label.size.into());
            w.int(label.binding as u64);
            w.int(label.is_func.into());
        });
        self.list(symbol.func.as_slice(), |w, func| {
            for value in [func.frame, func.deferreturn, func.flags, func.start_line] {
                w.int(value.into());
            }
            let mut last = 0;
            w.list(&func.lines, |w, &(offset, pos)| {
                w.signed(i64::from(offset) - last);
                last = offset.into();
                w.int(pos.0.into());
            });
            w.int(func.live.len() as u64);
            w.out.extend(&func.live);
        });
    }
}

struct Reader<'d> {
    rest: &'d [u8],
}

impl<'d> Reader<'d> {
    fn int(&mut self) -> Result<u64, String> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.rest.split_first().ok_or("object ends early")?;
            self.rest = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err("corrupt number".into())
    }

    fn u32(&mut self) -> Result<u32, String> {
        u32::try_from(self.int()?).map_err(|_| "number too large".into())
    }

    fn signed(&mut self) -> Result<i64, String> {
        let value = self.int()?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    fn bytes(&mut self, len: u64) -> Result<&'d [u8], String> {
        let len = usize::try_from(len).ok().filter(|&n| n <= self.rest.len()).ok_or("object ends early")?;
        let (bytes, rest) = self.rest.split_at(len);
        self.rest = rest;
        Ok(bytes)
    }

    fn string(&mut self) -> Result<&'d str, String> {
        let len = self.int()?;
        std::str::from_utf8(self.bytes(len)?).map_err(|e| e.to_string())
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Result<T, String>) -> Result<Vec<T>, String> {
        let count = self.int()? as usize;
        // Every item takes a byte at least; a corrupt count must not ask for memory.
        let mut items = Vec::with_capacity(count.min(self.rest.len()));
        for _ in 0..count {
            items.push(item(self)?);
        }
        Ok(items)
    }

    fn position(&mut self) -> Result<Position, String> {
        let file = FileIndex(self.u32()?);
        Ok(Position { file, line: self.u32()?, col: self.u32()?, inline: InlineIndex(self.u32()?) })
    }

    /// An offset stored as the difference from the one before.
    fn delta(&mut self, last: &mut u32) -> Result<u32, String> {
        let value = i64::from(*last).checked_add(self.signed()?).and_then(|v| u32::try_from(v).ok());
        *last = value.ok_or("offset out of range")?;
        Ok(*last)
    }

    fn symbol(&mut self, with_contents: bool) -> Result<Symbol, String> {
        let name = SymId(self.u32()?);
        let kind = *SymbolKind::ALL.get(self.int()? as usize).ok_or("unknown kind")?;
        let binding = self.binding()?;
        let align = self.u32()?;
        let size = self.int()?;
        let mut symbol = Symbol::zeroed(name, kind, binding, align, size);
        symbol.entry_offset = self.u32()?;
        symbol.marks = Marks(self.u32()?);
        if with_contents && !kind.is_zeroed() {
            symbol.bytes = self.bytes(size)?.to_vec();
        }
        let mut last = 0;
        symbol.relocs = self.list(|r| r.reloc(&mut last))?;
        symbol.iface_calls = self.list(|r| Ok(SymId(r.u32()?)))?;
        symbol.labels = self.list(|r| {
            let (name, offset, size) = (SymId(r.u32()?), r.u32()?, r.u32()?);
            Ok(Label { name, offset, size, binding: r.binding()?, is_func: r.int()? != 0 })
        })?;
        symbol.func = self.list(Self::func)?.pop().map(Box::new);
        Ok(symbol)
    }

    fn binding(&mut self) -> Result<Binding, String> {
        const ALL: [Binding; 4] = [Binding::Local, Binding::Global, Binding::Weak, Binding::DupOk];
        ALL.get(self.int()? as usize).copied().ok_or_else(|| "unknown binding".into())
    }

    fn reloc(&mut self, last: &mut u32) -> Result<Reloc, String> {
        const KINDS: [RelocKind; 10] = [
            RelocKind::Keep,
            RelocKind::Abs64,
            RelocKind::Abs32,
            RelocKind::Abs32S,
            RelocKind::Pc32,
            RelocKind::Plt32,
            RelocKind::Pc64,
            RelocKind::GotPcRel,
            RelocKind::GotPcRelX,
            RelocKind::RexGotPcRelX,
        ];
        let offset = self.delta(last)?;
        let kind = *KINDS.get(self.int()? as usize).ok_or("unknown relocation")?;
        let target = SymId(self.u32()?);
        let addend = self.signed()?;
        let when = match self.int()? {
            0 => Use::Always,
            1 => Use::NotIface,
            2 => Use::IfDefined,
            3 => Use::Weak,
            4 => Use::Method(SymId(self.u32()?)),
            _ => return Err("unknown use".into()),
        };
        Ok(Reloc { offset, kind, target, addend, when })
    }

    fn func(&mut self) -> Result<FuncInfo, String> {
        let (frame, deferreturn, flags, start_line) = (self.u32()?, self.u32()?, self.u32()?, self.u32()?);
        let mut last = 0;
        let lines = self.list(|r| Ok((r.delta(&mut last)?, PosIndex(r.u32()?))))?;
        let live = {
            let len = self.int()?;
            self.bytes(len)?.to_vec()
        };
        Ok(FuncInfo { frame, deferreturn, flags, start_line, lines, live })
    }
}
