//! Writing addresses into bytes.
//!
//! References by way of a word holding the address (`GotPcRel*`) are rewritten to do without the word where the
//! instruction allows: in a static image every address is known. `layout.rs` gives the rest their words.

use crate::error::LinkError;
use crate::layout::Layout;
use crate::resolve::{AtomId, Program};
use crate::unit::{Reloc, RelocKind};

/// What a reference by way of a word is turned into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Relaxed {
    /// `mov foo@GOTPCREL(%rip), %r` → `lea foo(%rip), %r`
    Lea,
    /// `call *foo@GOTPCREL(%rip)` → `addr32 call foo`
    Call,
    /// `jmp *foo@GOTPCREL(%rip)` → `jmp foo; nop`
    Jump,
    /// `test %r, foo@GOTPCREL(%rip)` and the arithmetic group → the same with an immediate operand
    Immediate,
}

fn is_got(kind: RelocKind) -> bool {
    matches!(kind, RelocKind::GotPcRel | RelocKind::GotPcRelX | RelocKind::RexGotPcRelX)
}

fn relax(reloc: &Reloc, bytes: &[u8]) -> Option<Relaxed> {
    let at = reloc.offset as usize;
    if reloc.addend != -4 || at < 2 || at + 4 > bytes.len() {
        return None;
    }
    let (opcode, modrm) = (bytes[at - 2], bytes[at - 1]);
    let rip_relative = modrm & 0xc7 == 0x05;
    let has_rex = reloc.kind == RelocKind::RexGotPcRelX;
    match opcode {
        0x8b if rip_relative && reloc.kind != RelocKind::GotPcRel => Some(Relaxed::Lea),
        0xff if modrm == 0x15 && reloc.kind == RelocKind::GotPcRelX => Some(Relaxed::Call),
        0xff if modrm == 0x25 && reloc.kind == RelocKind::GotPcRelX => Some(Relaxed::Jump),
        0x85 if rip_relative && has_rex && at >= 3 => Some(Relaxed::Immediate),
        _ if opcode & 0xc7 == 0x03 && rip_relative && has_rex && at >= 3 => Some(Relaxed::Immediate),
        _ => None,
    }
}

/// Whether a reference needs a word that holds its target's address.
pub fn needs_got(reloc: &Reloc, bytes: &[u8]) -> bool {
    is_got(reloc.kind) && relax(reloc, bytes).is_none()
}

/// Where and what to write for one reference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Field {
    /// Offset in the atom's bytes.
    pub offset: usize,
    /// 0, 4 or 8.
    pub width: usize,
    /// The value, truncated to `width` when written.
    pub value: i64,
}

/// The value of a reference from `atom`, and its place; the second result is false if it does not fit.
pub fn field(program: &Program<'_>, layout: &Layout, atom: AtomId, reloc: &Reloc) -> (Field, bool) {
    let symbol = program.symbol(atom);
    let target = program.target(program.unit_of(atom), reloc.target);
    let offset = reloc.offset as usize;
    let place = (layout.addr[atom.0 as usize] + u64::from(reloc.offset)) as i64;
    // A reference that keeps nothing, to something nobody keeps.
    let Some(address) = layout.address(target) else {
        return (Field { offset, width: reloc.kind.width(), value: 0 }, true);
    };
    let value = address as i64 + reloc.addend;
    let fits_signed = |v: i64| i32::try_from(v).is_ok();
    let (width, value, fits) = match reloc.kind {
        RelocKind::Keep => (0, 0, true),
        RelocKind::Abs64 => (8, value, true),
        RelocKind::Pc64 => (8, value - place, true),
        RelocKind::Abs32 => (4, value, u32::try_from(value).is_ok()),
        RelocKind::Abs32S => (4, value, fits_signed(value)),
        RelocKind::Pc32 | RelocKind::Plt32 => (4, value - place, fits_signed(value - place)),
        RelocKind::GotPcRel | RelocKind::GotPcRelX | RelocKind::RexGotPcRelX => {
            match relax(reloc, &symbol.bytes) {
                // The displacement moves one byte forward, its end one byte back.
                Some(Relaxed::Jump) => {
                    let value = value - place + 1;
                    return (Field { offset: offset - 1, width: 4, value }, fits_signed(value));
                }
                Some(Relaxed::Immediate) => (4, value + 4, fits_signed(value + 4)),
                Some(_) => (4, value - place, fits_signed(value - place)),
                None => got_field(program, layout, atom, reloc, place),
            }
        }
    };
    (Field { offset, width, value }, fits)
}

fn got_field(
    program: &Program<'_>,
    layout: &Layout,
    atom: AtomId,
    reloc: &Reloc,
    place: i64,
) -> (usize, i64, bool) {
    let target = program.target(program.unit_of(atom), reloc.target);
    let crate::resolve::Target::Atom { atom: target, offset } = target else { return (4, 0, false) };
    match layout.got.get(&(target, offset)) {
        Some(&slot) => (4, slot as i64 + reloc.addend - place, true),
        None => (4, 0, false),
    }
}

/// Rewrites the instruction in front of a relaxed reference.
fn rewrite(kind: Relaxed, at: usize, out: &mut [u8]) {
    match kind {
        Relaxed::Lea => out[at - 2] = 0x8d,
        Relaxed::Call => {
            out[at - 2] = 0x67;
            out[at - 1] = 0xe8;
        }
        Relaxed::Jump => {
            out[at - 2] = 0xe9;
            out[at + 3] = 0x90;
        }
        Relaxed::Immediate => {
            let (opcode, register) = (out[at - 2], (out[at - 1] >> 3) & 7);
            // The register moves from the modrm byte's middle field to its last: REX.R becomes REX.B.
            let rex = out[at - 3];
            out[at - 3] = (rex & !0x04) | ((rex & 0x04) >> 2);
            let operation = if opcode == 0x85 { 0 } else { opcode & 0x38 };
            out[at - 2] = if opcode == 0x85 { 0xf7 } else { 0x81 };
            out[at - 1] = 0xc0 | operation | register;
        }
    }
}

/// Fills all references of an atom whose bytes are `out`.
pub fn apply(
    program: &Program<'_>,
    layout: &Layout,
    atom: AtomId,
    out: &mut [u8],
    errors: &mut Vec<LinkError>,
) {
    let symbol = program.symbol(atom);
    for reloc in &symbol.relocs {
        if reloc.kind == RelocKind::Keep {
            continue;
        }
        let (field, fits) = field(program, layout, atom, reloc);
        let end = field.offset + field.width;
        if !fits || end > out.len() {
            let unit = program.units[program.unit_of(atom)];
            errors.push(LinkError::BadReloc {
                symbol: program.name(atom).to_string(),
                offset: reloc.offset,
                target: unit.text(reloc.target).to_string(),
                why: if fits { "outside its symbol" } else { "value out of range" }.to_string(),
            });
            continue;
        }
        if is_got(reloc.kind)
            && let Some(kind) = relax(reloc, &symbol.bytes)
        {
            rewrite(kind, reloc.offset as usize, out);
        }
        out[field.offset..end].copy_from_slice(&field.value.to_le_bytes()[..field.width]);
    }
}
