//! How GIR values look in Cranelift: scalars, or memory that nobody writes any more.
//!
//! Invariant: the memory of a [`Val::Mem`] is not written while the value is live, so it may be shared, passed by address
//! and copied late. Each memory-class value that needs memory of its own has an explicit stack slot; slots of values that
//! live in one block only are used again.

use cranelift_codegen::ir::{
    self, InstBuilder, MemFlagsData, StackSlot, StackSlotData, StackSlotKind, types,
};
use gorc_ir::types::MAX_FRAME_VALUE;
use gorc_ir::{Ty, Value};
use smallvec::{SmallVec, smallvec};

use crate::emit::check_frame;
use crate::func::Lower;
use crate::layout::Piece;

/// Scalars of a value.
pub type Scalars = SmallVec<[ir::Value; 4]>;

/// Error of lowering: what went wrong; the driver adds the function's name.
pub type R<T> = Result<T, String>;

/// A GIR value.
#[derive(Clone, Debug)]
pub enum Val {
    /// Not defined yet.
    None,
    /// Register-class: one Cranelift value per scalar.
    Regs(Scalars),
    /// Memory-class: where it is.
    Mem(Place),
    /// Memory-class: zero.
    Zero,
}

/// Where a place is relative to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Base {
    /// A stack slot.
    Slot(StackSlot),
    /// An address.
    Ptr(ir::Value),
}

/// A place in memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Base.
    pub base: Base,
    /// Byte offset.
    pub off: i64,
    /// May an access fault, because the base is nil?
    pub trap: bool,
}

/// Copies and clears of up to this many bytes are done inline.
const INLINE_BYTES: u64 = 128;

impl Place {
    /// A stack slot.
    pub fn slot(slot: StackSlot) -> Place {
        Place { base: Base::Slot(slot), off: 0, trap: false }
    }

    /// What a pointer of the program points to.
    pub fn user(ptr: ir::Value) -> Place {
        Place { base: Base::Ptr(ptr), off: 0, trap: true }
    }

    /// What a pointer that is never nil points to.
    pub fn safe(ptr: ir::Value) -> Place {
        Place { base: Base::Ptr(ptr), off: 0, trap: false }
    }

    /// The place `off` bytes further.
    pub fn at(self, off: u64) -> Place {
        Place { off: self.off + off as i64, ..self }
    }

    fn flags(self) -> MemFlagsData {
        let flags = MemFlagsData::new().with_aligned();
        if self.trap { flags } else { flags.with_notrap() }
    }
}

impl Lower<'_, '_> {
    /// A new stack slot. Slots are far smaller than 2 GiB, so that offsets in them have 32 bits.
    pub fn new_slot(&mut self, size: u64, align: u64) -> R<StackSlot> {
        check_frame(size)?;
        let size = size as u32;
        let shift = align.max(1).trailing_zeros().max(3) as u8;
        let data = StackSlotData::new(StackSlotKind::ExplicitSlot, size.max(1), shift);
        Ok(self.pos.func.create_sized_stack_slot(data))
    }

    /// A stack slot for a short while; give it back with [`Lower::free_temp`].
    pub fn temp(&mut self, size: u64) -> R<(StackSlot, u64)> {
        let size = size.max(8).next_power_of_two();
        let slot = match self.free_slots.get_mut(&size).and_then(Vec::pop) {
            Some(slot) => slot,
            None => self.new_slot(size, 8)?,
        };
        Ok((slot, size))
    }

    /// Gives a temporary slot back.
    pub fn free_temp(&mut self, (slot, size): (StackSlot, u64)) {
        self.free_slots.entry(size).or_default().push(slot);
    }

    /// The address of a place.
    pub fn addr(&mut self, p: Place) -> ir::Value {
        match p.base {
            Base::Slot(slot) => self.pos.ins().stack_addr(types::I64, slot, p.off as i32),
            Base::Ptr(ptr) if p.off == 0 => ptr,
            Base::Ptr(ptr) => self.pos.ins().iadd_imm_s(ptr, p.off),
        }
    }

    fn base_and_offset(&mut self, p: Place) -> (ir::Value, i32) {
        match p.base {
            Base::Ptr(ptr) if p.off as i32 as i64 == p.off => (ptr, p.off as i32),
            _ => (self.addr(p), 0),
        }
    }

    /// Loads a scalar.
    pub fn load_scalar(&mut self, ty: ir::Type, p: Place) -> ir::Value {
        let (base, off) = self.base_and_offset(p);
        self.pos.ins().load(ty, p.flags(), base, off)
    }

    /// Stores a scalar.
    pub fn store_scalar(&mut self, v: ir::Value, p: Place) {
        let (base, off) = self.base_and_offset(p);
        self.pos.ins().store(p.flags(), v, base, off);
    }

    /// Loads the scalars of a register-class value.
    pub fn load_pieces(&mut self, pieces: &[Piece], p: Place) -> Scalars {
        self.load_wanted(pieces, p, u8::MAX)
    }

    /// Loads those scalars that are wanted, and at least one where that could fault; the others are zero.
    fn load_wanted(&mut self, pieces: &[Piece], p: Place, wanted: u8) -> Scalars {
        let wanted = |n: usize| wanted >> n.min(7) & 1 != 0;
        let first = (0..pieces.len()).find(|&n| wanted(n)).unwrap_or(0);
        let mut out = Scalars::new();
        for (n, piece) in pieces.iter().enumerate() {
            // Where the first faults the others are not reached.
            let place = Place { trap: p.trap && n == first, ..p };
            let scalar = if wanted(n) || n == first && p.trap {
                self.load_scalar(piece.ty, place.at(u64::from(piece.off)))
            } else {
                self.zero_scalars(std::slice::from_ref(piece))[0]
            };
            out.push(scalar);
        }
        out
    }

    /// The value of type `ty` at a place that is not written while the value is live.
    pub fn val_at(&mut self, ty: Ty, p: Place) -> Val {
        match &self.info(ty).pieces {
            Some(pieces) => Val::Regs(self.load_pieces(pieces, p)),
            None => Val::Mem(p),
        }
    }

    /// Writes a value of type `ty` to a place.
    pub fn store_val(&mut self, ty: Ty, val: &Val, dst: Place) -> R<()> {
        let info = self.info(ty);
        match val {
            Val::Regs(scalars) => {
                let pieces = info.pieces.as_ref().ok_or("scalars of a memory-class value")?;
                for (piece, &v) in pieces.iter().zip(scalars) {
                    self.store_scalar(v, dst.at(u64::from(piece.off)));
                }
            }
            Val::Mem(src) => self.copy(dst, *src, info.size)?,
            Val::Zero => self.zero(dst, info.size)?,
            Val::None => return Err("use of a value without definition".into()),
        }
        Ok(())
    }

    /// Copies `size` bytes between places that may overlap.
    pub fn copy(&mut self, dst: Place, src: Place, size: u64) -> R<()> {
        if dst == src {
            return Ok(());
        }
        if size > INLINE_BYTES {
            let (d, s) = (self.addr(dst), self.addr(src));
            let n = self.iconst(size as i64);
            self.runtime("memmove", &[d, s, n])?;
            return Ok(());
        }
        // Sixteen-byte chunks are not aligned to sixteen.
        let flags = |p: Place, ty| {
            let f = if ty == types::I8X16 { MemFlagsData::new() } else { MemFlagsData::new().with_aligned() };
            if p.trap { f } else { f.with_notrap() }
        };
        // All is read before anything is written.
        let mut read: SmallVec<[ir::Value; 8]> = SmallVec::new();
        for (off, ty) in chunks(size) {
            let (base, o) = self.base_and_offset(src.at(off));
            let v = self.pos.ins().load(ty, flags(src, ty), base, o);
            read.push(v);
        }
        for ((off, ty), v) in chunks(size).zip(read) {
            let (base, o) = self.base_and_offset(dst.at(off));
            self.pos.ins().store(flags(dst, ty), v, base, o);
        }
        Ok(())
    }

    /// Clears `size` bytes.
    pub fn zero(&mut self, dst: Place, size: u64) -> R<()> {
        if size > INLINE_BYTES {
            let d = self.addr(dst);
            let n = self.iconst(size as i64);
            self.runtime("memclrNoHeapPointers", &[d, n])?;
            return Ok(());
        }
        for (off, ty) in chunks(size) {
            let (zero, flags) = if ty == types::I8X16 {
                let data = self.pos.func.dfg.constants.insert(vec![0u8; 16].into());
                (self.pos.ins().vconst(types::I8X16, data), MemFlagsData::new())
            } else {
                (self.pos.ins().iconst(ty, 0), MemFlagsData::new().with_aligned())
            };
            let flags = if dst.trap { flags } else { flags.with_notrap() };
            let (base, o) = self.base_and_offset(dst.at(off));
            self.pos.ins().store(flags, zero, base, o);
        }
        Ok(())
    }

    /// The zero scalars of a register-class type.
    pub fn zero_scalars(&mut self, pieces: &[Piece]) -> Scalars {
        pieces.iter().map(|p| self.zero_of(p.ty)).collect()
    }

    /// Zero of a machine type.
    pub fn zero_of(&mut self, ty: ir::Type) -> ir::Value {
        match ty {
            types::F32 => self.pos.ins().f32const(0.0),
            types::F64 => self.pos.ins().f64const(0.0),
            _ => self.pos.ins().iconst(ty, 0),
        }
    }

    /// A GIR value.
    pub fn val(&self, v: Value) -> R<Val> {
        match self.vals.get(v.index()) {
            None | Some(Val::None) => Err(format!("use of {v} before its definition")),
            Some(val) => Ok(val.clone()),
        }
    }

    /// The scalars of a register-class GIR value.
    pub fn scalars(&self, v: Value) -> R<Scalars> {
        match self.val(v)? {
            Val::Regs(s) => Ok(s),
            _ => Err(format!("{v} is memory-class")),
        }
    }

    /// The only scalar of a GIR value.
    pub fn scalar(&self, v: Value) -> R<ir::Value> {
        self.scalar_at(v, 0)
    }

    /// Scalar `i` of a GIR value.
    pub fn scalar_at(&self, v: Value, i: usize) -> R<ir::Value> {
        match &self.vals[v.index()] {
            Val::Regs(s) => s.get(i).copied().ok_or_else(|| format!("{v} has no scalar {i}")),
            _ => Err(format!("{v} is no scalar")),
        }
    }

    /// Defines a GIR value.
    pub fn define(&mut self, v: Value, val: Val) {
        self.vals[v.index()] = val;
    }

    /// Defines a GIR value of one scalar.
    pub fn define_scalar(&mut self, v: Value, s: ir::Value) {
        self.define(v, Val::Regs(smallvec![s]));
    }

    /// Memory of its own for the memory-class value `v`: a slot, used again after the value's last use if that is known, or in the
    /// heap if the value is large.
    pub fn value_slot(&mut self, v: Value) -> R<Place> {
        let info = self.info(self.f.ty(v));
        let (size, align) = (info.size, info.align);
        if size > MAX_FRAME_VALUE {
            return Ok(Place::safe(self.allocate(self.f.ty(v))?));
        }
        if self.uses.is_block_local(v) {
            let temp = self.temp(size.max(align))?;
            self.owned_slots.insert(v, temp);
            return Ok(Place::slot(temp.0));
        }
        Ok(Place::slot(self.new_slot(size, align)?))
    }

    /// An address at which the value lies for reading now; second, a temporary to give back afterwards.
    pub fn spill(&mut self, v: Value) -> R<(ir::Value, Option<(StackSlot, u64)>)> {
        let ty = self.f.ty(v);
        let val = self.val(v)?;
        let (place, temp) = self.memory_of(ty, &val)?;
        Ok((self.addr(place), temp))
    }

    /// Copies the value at `src` to where `result` may keep it: registers, or a slot of its own.
    pub fn define_copy(&mut self, result: Value, src: Place) -> R<()> {
        let ty = self.f.ty(result);
        let info = self.info(ty);
        let val = match &info.pieces {
            Some(pieces) => Val::Regs(self.load_wanted(pieces, src, self.wanted[result.index()])),
            None if self.uses.is_forwardable(result) => Val::Mem(src),
            None => {
                let dst = self.value_slot(result)?;
                self.copy(dst, src, info.size)?;
                Val::Mem(dst)
            }
        };
        self.define(result, val);
        Ok(())
    }
}

/// The chunks in which `size` bytes are copied: offset and machine type.
fn chunks(size: u64) -> impl Iterator<Item = (u64, ir::Type)> {
    let mut off = 0;
    std::iter::from_fn(move || {
        let ty = match size - off {
            0 => return None,
            16.. => types::I8X16,
            8.. => types::I64,
            4.. => types::I32,
            2.. => types::I16,
            _ => types::I8,
        };
        let at = off;
        off += u64::from(ty.bytes());
        Some((at, ty))
    })
}
