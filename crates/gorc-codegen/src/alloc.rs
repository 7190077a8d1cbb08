//! Allocation: `new`, `make`, growing slices, closures.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self, InstBuilder, types};
use gorc_ir::types::TyKind;
use gorc_ir::{Local, Sym, Ty, Value};
use smallvec::smallvec;

use crate::func::Lower;
use crate::refs::Target;
use crate::values::{Place, R, Val};

/// Where zero-size variables live.
pub const ZEROBASE: &str = "runtime.zerobase";

impl Lower<'_, '_> {
    /// Allocates a zeroed variable of a type.
    pub fn allocate(&mut self, ty: Ty) -> R<ir::Value> {
        if self.info(ty).size == 0 {
            return Ok(self.symbol(Target::Known(ZEROBASE)));
        }
        let shape = self.symbol(Target::Shape(ty));
        Ok(self.runtime("newobject", &[shape])?[0])
    }

    /// `New`
    pub fn new_object(&mut self, r: Value, ty: Ty) -> R<()> {
        let p = self.allocate(ty)?;
        self.define_scalar(r, p);
        Ok(())
    }

    /// The address of a slot; null without one.
    pub fn slot_or_null(&mut self, slot: Option<Local>) -> R<ir::Value> {
        match slot {
            Some(slot) => {
                let place = Place::slot(self.local_slot(slot)?);
                Ok(self.addr(place))
            }
            None => Ok(self.iconst(0)),
        }
    }

    fn slice_elem(&self, v: Value) -> R<Ty> {
        match *self.layouts().table.ukind(self.f.ty(v)) {
            TyKind::Slice(elem) => Ok(elem),
            _ => Err(format!("{v} is no slice")),
        }
    }

    /// `MakeSlice`: in the slot, if there is one and it is large enough.
    pub fn make_slice(&mut self, r: Value, len: Value, cap: Value, slot: Option<Local>) -> R<()> {
        let elem = self.slice_elem(r)?;
        let (len, cap) = (self.extend64(len)?, self.extend64(cap)?);
        let Some(slot) = slot else {
            let p = self.make_elements(elem, len, cap)?;
            self.define(r, Val::Regs(smallvec![p, len, cap]));
            return Ok(());
        };
        let size = self.info(self.f.locals[slot.index()].ty).size;
        let room = size / self.info(elem).size;
        let (small, large) = (self.new_block(&[]), self.new_block(&[]));
        let done = self.new_block(&[types::I64]);
        // A length that is not within the capacity is for the runtime to report.
        let fits = self.pos.ins().icmp_imm_u(IntCC::UnsignedLessThanOrEqual, cap, room as i64);
        let within = self.pos.ins().icmp(IntCC::UnsignedLessThanOrEqual, len, cap);
        let both = self.pos.ins().band(fits, within);
        self.branch(both, (small, &[]), (large, &[]));
        self.start(small);
        let place = Place::slot(self.local_slot(slot)?);
        self.zero(place, size)?;
        let p = self.addr(place);
        self.jump(done, &[p]);
        self.start(large);
        let p = self.make_elements(elem, len, cap)?;
        self.jump(done, &[p]);
        self.start(done);
        let p = self.block_param(done, 0);
        self.define(r, Val::Regs(smallvec![p, len, cap]));
        Ok(())
    }

    fn make_elements(&mut self, elem: Ty, len: ir::Value, cap: ir::Value) -> R<ir::Value> {
        let shape = self.symbol(Target::Shape(elem));
        Ok(self.runtime("makeslice", &[shape, len, cap])?[0])
    }

    /// `GrowSlice` and `GrowSliceIn`: inline while there is room.
    pub fn grow_slice(&mut self, r: Value, s: Value, n: Value, first: Option<(Local, Local)>) -> R<()> {
        let elem = self.slice_elem(r)?;
        let old = self.scalars(s)?;
        let added = self.extend64(n)?;
        let len = self.pos.ins().iadd(old[1], added);
        let (grow, done) = (self.new_block(&[]), self.new_block(&[types::I64, types::I64]));
        let full = self.pos.ins().icmp(IntCC::UnsignedGreaterThan, len, old[2]);
        self.branch(full, (grow, &[]), (done, &[old[0], old[2]]));
        self.start_cold(grow);
        if let Some(slots) = first {
            self.first_memory(old[1], len, slots, done)?;
        }
        let temp = self.temp(24)?;
        let out = Place::slot(temp.0);
        let addr = self.addr(out);
        let shape = self.symbol(Target::Shape(elem));
        self.runtime("growslice", &[addr, old[0], len, old[2], added, shape])?;
        let p = self.load_scalar(types::I64, out);
        let cap = self.load_scalar(types::I64, out.at(16));
        self.free_temp(temp);
        self.jump(done, &[p, cap]);
        self.start(done);
        let (p, cap) = (self.block_param(done, 0), self.block_param(done, 1));
        self.define(r, Val::Regs(smallvec![p, len, cap]));
        Ok(())
    }

    /// Gives an empty slice that is to grow to `len` its buffer in the frame, and goes to `done` with that; goes on where it has none.
    fn first_memory(
        &mut self,
        old_len: ir::Value,
        len: ir::Value,
        (buffer, used): (Local, Local),
        done: ir::Block,
    ) -> R<()> {
        let ty = self.f.locals[buffer.index()].ty;
        let TyKind::Array(_, n) = *self.layouts().table.ukind(ty) else {
            return Err(format!("{buffer} is no array"));
        };
        let size = self.info(ty).size;
        let (buffer, used) = (Place::slot(self.local_slot(buffer)?), Place::slot(self.local_slot(used)?));
        let (take, pass) = (self.new_block(&[]), self.new_block(&[]));
        let fits = self.pos.ins().icmp_imm_s(IntCC::UnsignedLessThanOrEqual, len, n as i64);
        let is_empty = self.pos.ins().icmp_imm_s(IntCC::Equal, old_len, 0);
        let is_used = self.load_scalar(types::I8, used);
        let is_unused = self.pos.ins().icmp_imm_s(IntCC::Equal, is_used, 0);
        let all = self.pos.ins().band(fits, is_empty);
        let all = self.pos.ins().band(all, is_unused);
        self.branch(all, (take, &[]), (pass, &[]));
        self.start_cold(take);
        let one = self.pos.ins().iconst(types::I8, 1);
        self.store_scalar(one, used);
        self.zero(buffer, size)?;
        let (p, cap) = (self.addr(buffer), self.iconst(n as i64));
        self.jump(done, &[p, cap]);
        self.start_cold(pass);
        Ok(())
    }

    /// `MakeClosure`; one without captures is static.
    pub fn make_closure(
        &mut self,
        r: Value,
        func: Sym,
        env: Ty,
        captures: &[Value],
        slot: Option<Local>,
    ) -> R<()> {
        if captures.is_empty() {
            let p = self.symbol(Target::FuncValue(func));
            self.define_scalar(r, p);
            return Ok(());
        }
        let place = match slot {
            Some(slot) => Place::slot(self.local_slot(slot)?),
            None => Place::safe(self.allocate(env)?),
        };
        let code = self.symbol(Target::Sym(func));
        self.store_scalar(code, place);
        for (i, &v) in captures.iter().enumerate() {
            let (ty, off) = self.layouts().member(env, i as u32 + 1).ok_or("more captures than fields")?;
            let val = self.val(v)?;
            self.store_val(ty, &val, place.at(off))?;
        }
        let p = self.addr(place);
        self.define_scalar(r, p);
        Ok(())
    }

    /// `MakeMap`
    pub fn make_map(&mut self, r: Value, hint: Value, slot: Option<Local>) -> R<()> {
        let typ = self.symbol(Target::TypeLayout(self.f.ty(r)));
        let hint = self.extend64(hint)?;
        let frame = self.slot_or_null(slot)?;
        let m = self.runtime("makemap", &[typ, hint, frame])?[0];
        self.define_scalar(r, m);
        Ok(())
    }

    /// `MakeChan`
    pub fn make_chan(&mut self, r: Value, size: Value) -> R<()> {
        let typ = self.symbol(Target::TypeLayout(self.f.ty(r)));
        let size = self.extend64(size)?;
        let ch = self.runtime("makechan", &[typ, size])?[0];
        self.define_scalar(r, ch);
        Ok(())
    }
}
