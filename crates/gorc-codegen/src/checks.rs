//! Run-time checks: each a compare and a branch to a cold block that panics; equal checks at one position share it.

use cranelift_codegen::cursor::Cursor;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self, InstBuilder, types};
use gorc_ir::ops::Bounds;
use gorc_ir::types::TyKind;
use gorc_ir::{Op, Value};

use crate::func::{ColdPanic, Lower};
use crate::runtime_call::row;
use crate::values::{Place, R};

/// Accesses below this offset from nil fault: the first page is never mapped.
const NIL_PAGE: u64 = 4096;

impl Lower<'_, '_> {
    /// Goes on if `ok`, else calls the panicking runtime function with the arguments.
    pub fn check(&mut self, ok: ir::Value, panic: &str, args: &[ir::Value]) -> R<()> {
        let row = row(panic)?;
        let loc = self.pos.srcloc();
        let block = match self.panics.get(&(row, loc)) {
            Some(&block) => block,
            None => {
                let params = vec![types::I64; args.len()];
                let block = self.new_block(&params);
                self.panics.insert((row, loc), block);
                self.cold.push(ColdPanic { block, row, loc });
                block
            }
        };
        let next = self.new_block(&[]);
        self.branch(ok, (next, &[]), (block, args));
        self.start(next);
        Ok(())
    }

    /// `NilCheck`
    pub fn nil_check(&mut self, v: Value) -> R<()> {
        if self.never_nil(v) || self.faults_soon(v) {
            return Ok(());
        }
        let p = self.scalar(v)?;
        self.load_scalar(types::I8, Place::user(p));
        Ok(())
    }

    /// Is a pointer never nil by what it is?
    fn never_nil(&self, v: Value) -> bool {
        match self.def(v) {
            Some(
                Op::LocalAddr(_) | Op::GlobalAddr(_) | Op::New(_) | Op::FuncValue(_) | Op::MakeClosure { .. },
            ) => true,
            Some(&Op::FieldAddr(base, _)) => self.never_nil(base),
            _ => false,
        }
    }

    /// Does an access through the pointer follow before anything that can be observed, so that its own fault will do?
    fn faults_soon(&self, v: Value) -> bool {
        let insts = &self.f.blocks[self.current.index()].insts;
        for &inst in &insts[self.index + 1..] {
            let data = &self.f.insts[inst.index()];
            let ptr = match &data.op {
                Op::Load(p) => {
                    let info = self.info(self.f.ty(data.results[0]));
                    if info.size == 0 || (info.is_mem() && !self.uses.is_block_local(data.results[0])) {
                        return false;
                    }
                    *p
                }
                Op::Store { ptr, val, .. } => {
                    if self.info(self.f.ty(*val)).size == 0 {
                        return false;
                    }
                    *ptr
                }
                Op::New(_) | Op::MakeClosure { .. } | Op::StrConcat(_) | Op::MakeInterface(_) => {
                    return false;
                }
                op if op.is_removable() => continue,
                _ => return false,
            };
            return self.based_on(ptr, v, data);
        }
        false
    }

    /// Is an access through `ptr` certain to fault if `v` is nil?
    fn based_on(&self, mut ptr: Value, v: Value, access: &gorc_ir::function::InstData) -> bool {
        let ty = match &access.op {
            Op::Store { val, .. } => self.f.ty(*val),
            _ => self.f.ty(access.results[0]),
        };
        if self.info(ty).size > 128 {
            return false;
        }
        let mut off = 0;
        while ptr != v {
            let Some(&Op::FieldAddr(base, i)) = self.def(ptr) else { return false };
            let Some(elem) = self.pointee(base) else { return false };
            off += self.info(elem).offsets.get(i as usize).copied().unwrap_or(NIL_PAGE);
            ptr = base;
        }
        off + self.info(ty).size <= NIL_PAGE
    }

    /// `BoundsCheck`
    pub fn bounds_check(&mut self, kind: Bounds, index: Value, limit: Value) -> R<()> {
        if let (Some(i), Some(n)) = (self.const_int(index), self.const_int(limit)) {
            let inside = match kind {
                Bounds::Index => (0..n).contains(&i),
                Bounds::SliceConvert => n <= i,
                _ => (0..=n).contains(&i),
            };
            if inside {
                return Ok(());
            }
        }
        let i = self.extend64(index)?;
        let n = self.extend64(limit)?;
        let cc = match kind {
            Bounds::Index => IntCC::UnsignedLessThan,
            Bounds::SliceConvert => IntCC::UnsignedGreaterThanOrEqual,
            _ => IntCC::UnsignedLessThanOrEqual,
        };
        let ok = self.pos.ins().icmp(cc, i, n);
        // Only 64-bit unsigned indices do not fit the signed routines.
        let kind_of = self.layouts().table.ukind(self.f.ty(index));
        let unsigned = matches!(kind_of, TyKind::Uint | TyKind::Uint64 | TyKind::Uintptr);
        let name = match (kind, unsigned) {
            (Bounds::Index, false) => "panicIndex",
            (Bounds::Index, true) => "panicIndexU",
            (Bounds::SliceAlen, false) => "panicSliceAlen",
            (Bounds::SliceAlen, true) => "panicSliceAlenU",
            (Bounds::SliceAcap, false) => "panicSliceAcap",
            (Bounds::SliceAcap, true) => "panicSliceAcapU",
            (Bounds::SliceB, false) => "panicSliceB",
            (Bounds::SliceB, true) => "panicSliceBU",
            (Bounds::Slice3Alen, false) => "panicSlice3Alen",
            (Bounds::Slice3Alen, true) => "panicSlice3AlenU",
            (Bounds::Slice3Acap, false) => "panicSlice3Acap",
            (Bounds::Slice3Acap, true) => "panicSlice3AcapU",
            (Bounds::Slice3B, false) => "panicSlice3B",
            (Bounds::Slice3B, true) => "panicSlice3BU",
            (Bounds::Slice3C, false) => "panicSlice3C",
            (Bounds::Slice3C, true) => "panicSlice3CU",
            (Bounds::SliceConvert, _) => "panicSliceConvert",
        };
        self.check(ok, name, &[i, n])
    }

    /// `DivCheck`
    pub fn div_check(&mut self, v: Value) -> R<()> {
        if self.const_int(v).is_some_and(|n| n != 0) {
            return Ok(());
        }
        let s = self.scalar(v)?;
        self.check(s, "panicdivide", &[])
    }

    /// `ShiftCheck`
    pub fn shift_check(&mut self, v: Value) -> R<()> {
        if !self.signed(v) || self.const_int(v).is_some_and(|n| n >= 0) {
            return Ok(());
        }
        let s = self.scalar(v)?;
        let ok = self.pos.ins().icmp_imm_s(IntCC::SignedGreaterThanOrEqual, s, 0);
        self.check(ok, "panicshift", &[])
    }
}
