//! A compiled function as bytes for the cache, and back.
//!
//! Entities are written as places in the listings of the key's walk (`key.rs`). Positions are renumbered: lowering numbers them in
//! its own order, the listing in that of the blocks. What cannot be written is not cached; what cannot be read is
//! compiled again.

use gorc_abi::runtime_fns::RUNTIME_FNS;
use gorc_ir::{GlobalId, PosIndex, StrId, Sym, Ty};
use gorc_link::RelocKind;

use crate::emit::{Blob, BlobReloc};
use crate::key::Keyer;
use crate::refs::{ConstData, Target};

const MAGIC: u32 = 0x676f_0002;
const KINDS: [RelocKind; 4] = [RelocKind::Pc32, RelocKind::Plt32, RelocKind::Abs64, RelocKind::Abs32];
/// Symbols that codegen itself knows.
const KNOWN: [&str; 7] = [
    crate::alloc::ZEROBASE,
    crate::iface::SMALL_INTS,
    crate::routines::COMPLEX_DIV,
    crate::routines::NIL_CALL,
    crate::routines::FIND_ITAB,
    gorc_abi::consts::MORESTACK,
    "runtime.writeBarrier",
];

struct Writer(Vec<u8>);

impl Writer {
    fn num(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.0.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }

    fn bytes(&mut self, b: &[u8]) {
        self.num(b.len() as u64);
        self.0.extend_from_slice(b);
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn num(&mut self) -> Option<u64> {
        let mut n = 0;
        for shift in (0..64).step_by(7) {
            let (&b, rest) = self.0.split_first()?;
            self.0 = rest;
            n |= u64::from(b & 0x7f) << shift;
            if b < 0x80 {
                return Some(n);
            }
        }
        None
    }

    fn small(&mut self) -> Option<u32> {
        self.num()?.try_into().ok()
    }

    /// A count of things that take at least a byte each.
    fn count(&mut self) -> Option<usize> {
        let n = usize::try_from(self.num()?).ok()?;
        (n <= self.0.len()).then_some(n)
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let n = self.count()?;
        let (b, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(b)
    }
}

/// The blob as bytes, if everything in it is listed.
pub fn write(blob: &Blob, positions: &[PosIndex], keyer: &Keyer<'_>) -> Option<Vec<u8>> {
    let mut w = Writer(Vec::with_capacity(blob.bytes.len() + 64));
    w.0.extend(MAGIC.to_le_bytes());
    w.bytes(&blob.bytes);
    w.num(u64::from(blob.entry));
    w.num(u64::from(blob.frame));
    w.num(u64::from(blob.deferreturn));
    w.num(blob.targets.len() as u64);
    for t in &blob.targets {
        write_target(&mut w, t, keyer)?;
    }
    w.num(blob.relocs.len() as u64);
    for r in &blob.relocs {
        w.num(u64::from(r.offset));
        w.num(KINDS.iter().position(|&k| k == r.kind)? as u64);
        w.num(u64::from(r.target));
        w.num((r.addend << 1 ^ r.addend >> 63) as u64);
    }
    w.num(blob.lines.len() as u64);
    for &(off, n) in &blob.lines {
        w.num(u64::from(off));
        w.num(u64::from(keyer.positions.find(positions.get(n as usize)?.0)?));
    }
    w.bytes(&blob.live);
    w.num(blob.iface_calls.len() as u64);
    for &(ty, n) in &blob.iface_calls {
        w.num(u64::from(keyer.types.find(ty.0)?));
        w.num(u64::from(n));
    }
    Some(w.0)
}

fn write_target(w: &mut Writer, t: &Target, k: &Keyer<'_>) -> Option<()> {
    let (tag, a, b) = match t {
        Target::Sym(s) => (0, k.syms.find(s.0)?, 0),
        Target::FuncValue(s) => (1, k.syms.find(s.0)?, 0),
        Target::Global(g) => (2, k.globals.find(g.0)?, 0),
        Target::Str(s) => (3, k.strs.find(s.0)?, 0),
        Target::Type(t) => (4, k.types.find(t.0)?, 0),
        Target::TypeLayout(t) => (5, k.types.find(t.0)?, 0),
        Target::Shape(t) => (6, k.types.find(t.0)?, 0),
        Target::Itab(i, c) => (7, k.types.find(i.0)?, k.types.find(c.0)?),
        Target::Assertions(t) => (11, k.types.find(t.0)?, 0),
        Target::Runtime(row) => (8, u32::from(*row), 0),
        Target::Known(name) => (9, KNOWN.iter().position(|k| k == name)? as u32, 0),
        Target::Const(c) => {
            let s = match c.str {
                Some(s) => k.strs.find(s.0)? + 1,
                None => 0,
            };
            (10, c.align, s)
        }
    };
    w.num(tag);
    w.num(u64::from(a));
    w.num(u64::from(b));
    if let Target::Const(c) = t {
        w.bytes(&c.bytes);
    }
    Some(())
}

/// The blob that bytes stand for, in terms of the keyer's listings; with the positions that its lines number.
pub fn read(bytes: &[u8], keyer: &Keyer<'_>) -> Option<(Blob, Vec<PosIndex>)> {
    let (magic, rest) = bytes.split_first_chunk::<4>()?;
    if u32::from_le_bytes(*magic) != MAGIC {
        return None;
    }
    let mut r = Reader(rest);
    let code = r.bytes()?.to_vec();
    let (entry, frame, deferreturn) = (r.small()?, r.small()?, r.small()?);
    let targets: Vec<Target> = (0..r.count()?).map(|_| read_target(&mut r, keyer)).collect::<Option<_>>()?;
    let relocs =
        (0..r.count()?).map(|_| read_reloc(&mut r, targets.len(), code.len())).collect::<Option<_>>()?;
    let lines = (0..r.count()?).map(|_| Some((r.small()?, r.small()?))).collect::<Option<_>>()?;
    let live = r.bytes()?.to_vec();
    let iface_calls = (0..r.count()?)
        .map(|_| Some((*keyer.types.list.get(r.small()? as usize)?, r.small()?)))
        .collect::<Option<Vec<(Ty, u32)>>>()?;
    let blob = Blob { bytes: code, entry, relocs, targets, frame, deferreturn, lines, live, iface_calls };
    Some((blob, keyer.positions.list.clone()))
}

fn read_reloc(r: &mut Reader<'_>, targets: usize, size: usize) -> Option<BlobReloc> {
    let offset = r.small()?;
    let kind = *KINDS.get(r.small()? as usize)?;
    let target = r.small()?;
    let n = r.num()?;
    let addend = (n >> 1) as i64 ^ -((n & 1) as i64);
    let fits = (target as usize) < targets && offset as usize + kind.width() <= size;
    fits.then_some(BlobReloc { offset, kind, target, addend })
}

fn read_target(r: &mut Reader<'_>, k: &Keyer<'_>) -> Option<Target> {
    let (tag, a, b) = (r.num()?, r.small()?, r.small()?);
    let sym = |n: u32| -> Option<Sym> { k.syms.list.get(n as usize).copied() };
    let ty = |n: u32| -> Option<Ty> { k.types.list.get(n as usize).copied() };
    let text = |n: u32| -> Option<StrId> { k.strs.list.get(n as usize).copied() };
    let global = |n: u32| -> Option<GlobalId> { k.globals.list.get(n as usize).copied() };
    Some(match tag {
        0 => Target::Sym(sym(a)?),
        1 => Target::FuncValue(sym(a)?),
        2 => Target::Global(global(a)?),
        3 => Target::Str(text(a)?),
        4 => Target::Type(ty(a)?),
        5 => Target::TypeLayout(ty(a)?),
        6 => Target::Shape(ty(a)?),
        7 => Target::Itab(ty(a)?, ty(b)?),
        8 => Target::Runtime(u16::try_from(a).ok().filter(|&row| (row as usize) < RUNTIME_FNS.len())?),
        9 => Target::Known(KNOWN.get(a as usize)?),
        10 => {
            let str = match b {
                0 => None,
                n => Some(text(n - 1)?),
            };
            Target::Const(ConstData { bytes: r.bytes()?.to_vec(), align: a, str })
        }
        11 => Target::Assertions(ty(a)?),
        _ => return None,
    })
}
