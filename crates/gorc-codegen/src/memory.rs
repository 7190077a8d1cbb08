//! Loads, stores, addresses, block copies.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self, InstBuilder, types};
use gorc_ir::types::TyKind;
use gorc_ir::{Op, Ty, Value};

use crate::func::Lower;
use crate::refs::Target;
use crate::values::{Place, R, Val};

impl Lower<'_, '_> {
    /// The operation that defines a value, unless it is a parameter.
    pub fn def(&self, v: Value) -> Option<&Op> {
        match self.f.values.get(v.index())?.def {
            gorc_ir::function::ValueDef::Result(inst, _) => Some(&self.f.insts[inst.index()].op),
            gorc_ir::function::ValueDef::Param(..) => None,
        }
    }

    /// The integer that a value is, if it is a constant.
    pub fn const_int(&self, v: Value) -> Option<i64> {
        match self.def(v)? {
            Op::IntConst(n) => Some(*n),
            Op::Zero => Some(0),
            _ => None,
        }
    }

    /// The place that a pointer value points to.
    pub fn place(&mut self, ptr: Value) -> R<Place> {
        let (root, off) = self.split_address(ptr);
        let place = match self.def(root) {
            Some(&Op::LocalAddr(l)) => Place::slot(self.local_slot(l)?),
            Some(
                Op::GlobalAddr(_)
                | Op::New(_)
                | Op::ClosureCtx
                | Op::MapAssign(..)
                | Op::MapIterKey(_)
                | Op::MapIterElem(_),
            ) => Place::safe(self.scalar(root)?),
            // An index inside the bounds of a slice: its data is there.
            Some(&Op::IndexAddr(base, _)) if matches!(self.def(base), Some(Op::DataPtr(_))) => {
                Place::safe(self.scalar(root)?)
            }
            _ => Place::user(self.scalar(root)?),
        };
        Ok(place.at(off))
    }

    /// Splits the address of a field into a pointer and an offset.
    fn split_address(&self, mut ptr: Value) -> (Value, u64) {
        let mut off = 0;
        while let Some(&Op::FieldAddr(base, i)) = self.def(ptr) {
            match self.field_offset(base, i) {
                Some(o) if off + o < 1 << 30 => off += o,
                _ => break,
            }
            ptr = base;
        }
        (ptr, off)
    }

    fn field_offset(&self, base: Value, i: u32) -> Option<u64> {
        let elem = self.pointee(base)?;
        self.info(elem).offsets.get(i as usize).copied()
    }

    /// What a pointer value points to.
    pub fn pointee(&self, ptr: Value) -> Option<Ty> {
        match *self.layouts().table.ukind(self.f.ty(ptr)) {
            TyKind::Pointer(elem) => Some(elem),
            _ => None,
        }
    }

    /// `Load`
    pub fn load(&mut self, r: Value, ptr: Value) -> R<()> {
        let src = self.place(ptr)?;
        let info = self.info(self.f.ty(r));
        let unused_memory = info.is_mem() && !self.uses.is_used(r);
        if src.trap && (unused_memory || info.size == 0) {
            self.load_scalar(types::I8, src);
        }
        if unused_memory {
            self.define(r, Val::Zero);
            return Ok(());
        }
        self.define_copy(r, src)?;
        if src.trap && self.is_used_on_another_line(r) {
            // Cranelift would make the load part of the instruction that uses it, and a fault would be reported there.
            self.pos.ins().sequence_point();
        }
        Ok(())
    }

    /// Has the value a single use, on another line than this instruction?
    fn is_used_on_another_line(&self, v: Value) -> bool {
        let line = |p: gorc_ir::PosIndex| self.module().positions.get(p.index()).map(|p| (p.file, p.line));
        let gorc_ir::function::ValueDef::Result(inst, _) = self.f.values[v.index()].def else { return false };
        self.single_uses[v.index()].is_some_and(|at| line(at) != line(self.f.insts[inst.index()].pos))
    }

    /// `Store`
    pub fn store(&mut self, ptr: Value, val: Value, barrier: bool) -> R<()> {
        let ty = self.f.ty(val);
        let dst = self.place(ptr)?;
        let v = self.val(val)?;
        if barrier && self.cx.options.write_barriers {
            return self.store_with_barrier(ty, &v, dst);
        }
        self.store_val(ty, &v, dst)
    }

    fn store_with_barrier(&mut self, ty: Ty, v: &Val, dst: Place) -> R<()> {
        let Val::Regs(scalars) = v else {
            let temp = self.temp(self.info(ty).size)?;
            self.store_val(ty, v, Place::slot(temp.0))?;
            let src = self.addr(Place::slot(temp.0));
            self.typed_move(ty, dst, src)?;
            self.free_temp(temp);
            return Ok(());
        };
        let (slow, done) = self.barrier_blocks();
        self.start_cold(slow);
        let mask = self.layouts().ptr_mask(ty);
        let pieces = self.info(ty).pieces.clone().unwrap_or_default();
        for (piece, &s) in pieces.iter().zip(scalars) {
            let word = piece.off as usize / 8;
            if mask.get(word / 8).is_some_and(|b| b >> (word % 8) & 1 == 1) {
                let slot = self.addr(dst.at(u64::from(piece.off)));
                self.runtime("gcWriteBarrier", &[slot, s])?;
            }
        }
        self.jump(done, &[]);
        self.start(done);
        self.store_val(ty, v, dst)
    }

    /// Branches on `runtime.writeBarrier`: gives the block of the slow path and the one after it.
    fn barrier_blocks(&mut self) -> (ir::Block, ir::Block) {
        let flag = self.symbol(Target::Known("runtime.writeBarrier"));
        let on = self.load_scalar(types::I32, Place::safe(flag));
        let (slow, done) = (self.new_block(&[]), self.new_block(&[]));
        self.branch(on, (slow, &[]), (done, &[]));
        (slow, done)
    }

    fn typed_move(&mut self, ty: Ty, dst: Place, src: ir::Value) -> R<()> {
        let typ = self.symbol(Target::TypeLayout(ty));
        let d = self.addr(dst);
        self.runtime("typedmemmove", &[typ, d, src]).map(drop)
    }

    /// `FieldAddr`
    pub fn field_addr(&mut self, r: Value, ptr: Value, i: u32) -> R<()> {
        let off = self.field_offset(ptr, i).ok_or("address of a field that does not exist")?;
        let base = self.scalar(ptr)?;
        let addr = if off == 0 { base } else { self.pos.ins().iadd_imm_s(base, off as i64) };
        self.define_scalar(r, addr);
        Ok(())
    }

    /// An integer as a 64-bit one, extended by its type's signedness.
    pub fn extend64(&mut self, v: Value) -> R<ir::Value> {
        let s = self.scalar(v)?;
        let signed = self.layouts().table.ukind(self.f.ty(v)).is_signed();
        Ok(match self.pos.func.dfg.value_type(s) {
            types::I64 => s,
            _ if signed => self.pos.ins().sextend(types::I64, s),
            _ => self.pos.ins().uextend(types::I64, s),
        })
    }

    /// `IndexAddr`
    pub fn index_addr(&mut self, r: Value, base: Value, index: Value) -> R<()> {
        let elem = self.pointee(r).ok_or("index_addr gives no pointer")?;
        let size = self.info(elem).size;
        let p = self.scalar(base)?;
        let addr = match self.const_int(index) {
            Some(n) => {
                let off = n.wrapping_mul(size as i64);
                if off == 0 { p } else { self.pos.ins().iadd_imm_s(p, off) }
            }
            None => {
                let i = self.extend64(index)?;
                let off = self.scale(i, size);
                self.pos.ins().iadd(p, off)
            }
        };
        self.define_scalar(r, addr);
        Ok(())
    }

    /// `n * size`
    pub fn scale(&mut self, n: ir::Value, size: u64) -> ir::Value {
        match size {
            1 => n,
            s if s.is_power_of_two() => self.pos.ins().ishl_imm_u(n, i64::from(s.trailing_zeros())),
            s => self.pos.ins().imul_imm_s(n, s as i64),
        }
    }

    /// `PtrAdd`
    pub fn ptr_add(&mut self, r: Value, ptr: Value, n: Value) -> R<()> {
        let p = self.scalar(ptr)?;
        let n = self.extend64(n)?;
        let sum = self.pos.ins().iadd(p, n);
        self.define_scalar(r, sum);
        Ok(())
    }

    /// `Move`
    pub fn move_mem(&mut self, dst: Value, src: Value, ty: Ty, barrier: bool) -> R<()> {
        let (d, s) = (self.place(dst)?, self.place(src)?);
        let info = self.info(ty);
        if barrier && self.cx.options.write_barriers && info.ptr_bytes > 0 {
            let src = self.addr(s);
            return self.typed_move(ty, d, src);
        }
        self.copy(d, s, info.size)
    }

    /// `ZeroMem`
    pub fn zero_mem(&mut self, ptr: Value, ty: Ty, barrier: bool) -> R<()> {
        let dst = self.place(ptr)?;
        let info = self.info(ty);
        if barrier && self.cx.options.write_barriers && info.ptr_bytes > 0 {
            let typ = self.symbol(Target::TypeLayout(ty));
            let d = self.addr(dst);
            return self.runtime("typedmemclr", &[typ, d]).map(drop);
        }
        self.zero(dst, info.size)
    }

    /// `SliceCopy`: destination pointer and length, source pointer and length.
    pub fn slice_copy(&mut self, results: &[Value], elem: Ty, args: [Value; 4]) -> R<()> {
        let [dst, src] = [self.scalar(args[0])?, self.scalar(args[2])?];
        let [dst_len, src_len] = [self.extend64(args[1])?, self.extend64(args[3])?];
        let info = self.info(elem);
        let n = if self.cx.options.write_barriers && info.ptr_bytes > 0 {
            let typ = self.symbol(Target::TypeLayout(elem));
            self.runtime("typedslicecopy", &[typ, dst, dst_len, src, src_len])?[0]
        } else {
            let less = self.pos.ins().icmp(IntCC::SignedLessThan, dst_len, src_len);
            let n = self.pos.ins().select(less, dst_len, src_len);
            if info.size > 0 {
                let bytes = self.scale(n, info.size);
                self.runtime("memmove", &[dst, src, bytes])?;
            }
            n
        };
        if let Some(&r) = results.first() {
            self.define_scalar(r, n);
        }
        Ok(())
    }
}
