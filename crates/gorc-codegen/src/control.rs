//! Terminators: jumps, branches, switches, returns; and the defer frame.

use std::collections::HashSet;

use cranelift_codegen::ir::condcodes::{CondCode, IntCC};
use cranelift_codegen::ir::{
    self, AbiParam, BlockArg, BlockCall, ExceptionTableData, ExceptionTableItem, InstBuilder,
    InstructionData, JumpTableData, Signature, types,
};
use cranelift_codegen::isa::CallConv;
use gorc_abi::goroutine::DeferFrame;
use gorc_ir::ops::Target as Goto;
use gorc_ir::{Block, Op, Value};

use crate::abi::ResultPlace;
use crate::func::Lower;
use crate::refs::Target;
use crate::routines::NIL_CALL;
use crate::runtime_call::row;
use crate::values::{Place, R, Scalars, Val};

/// A jump table may have this many entries per case.
const DENSITY: u64 = 4;

impl Lower<'_, '_> {
    fn args(&self, t: &Goto) -> R<Vec<BlockArg>> {
        let mut out = Vec::new();
        for &v in &t.args {
            out.extend(self.scalars(v)?.into_iter().map(BlockArg::Value));
        }
        Ok(out)
    }

    fn target(&self, b: Block) -> ir::Block {
        self.blocks[b.index()]
    }

    /// `Jump`
    pub fn jump_to(&mut self, t: &Goto) -> R<()> {
        let args = self.args(t)?;
        let block = self.target(t.block);
        self.pos.ins().jump(block, &args);
        Ok(())
    }

    /// `Br`
    pub fn br(&mut self, cond: Value, a: &Goto, b: &Goto) -> R<()> {
        let c = self.scalar(cond)?;
        let (x, y) = (self.args(a)?, self.args(b)?);
        let (ba, bb) = (self.target(a.block), self.target(b.block));
        if self.goes_first(a.block, b.block) {
            let c = self.inverted(c);
            self.pos.ins().brif(c, bb, &y, ba, &x);
        } else {
            self.pos.ins().brif(c, ba, &x, bb, &y);
        }
        Ok(())
    }

    /// Should the code of `a` come before that of `b` after a branch to either? Cranelift places the second target of a branch first: what
    /// belongs to the same loop comes before what follows the loop. In a large function what ends it comes first too: the fast register
    /// allocator takes time for each value at each block that stands between the value's definition and use.
    fn goes_first(&self, a: Block, b: Block) -> bool {
        let (leaves_a, leaves_b) = (self.loops.is_left(self.current, a), self.loops.is_left(self.current, b));
        let ends = |b| matches!(self.f.terminator(b), Some(Op::Return(_) | Op::Unreachable));
        if self.large && ends(a) != ends(b) {
            return ends(a);
        }
        leaves_b && !leaves_a
    }

    /// The opposite of a condition.
    fn inverted(&mut self, c: ir::Value) -> ir::Value {
        let dfg = &self.pos.func.dfg;
        let def = dfg.value_def(c).inst().map(|inst| dfg.insts[inst]);
        match def {
            Some(InstructionData::IntCompare { args: [x, y], cond, .. }) => {
                self.pos.ins().icmp(cond.complement(), x, y)
            }
            Some(InstructionData::FloatCompare { args: [x, y], cond, .. }) => {
                self.pos.ins().fcmp(cond.complement(), x, y)
            }
            _ => self.pos.ins().icmp_imm_s(IntCC::Equal, c, 0),
        }
    }

    /// `Switch`
    pub fn switch(&mut self, v: Value, cases: &[(i64, Goto)], default: &Goto) -> R<()> {
        let s = self.scalar(v)?;
        let signed = self.signed(v);
        let ty = self.pos.func.dfg.value_type(s);
        let mut sorted: Vec<(i64, &Goto)> = Vec::with_capacity(cases.len());
        let mut seen = HashSet::new();
        for (n, t) in cases {
            let n = truncate(*n, ty.bits(), signed);
            if seen.insert(n) {
                sorted.push((n, t));
            }
        }
        if signed {
            sorted.sort_by_key(|&(n, _)| n);
        } else {
            sorted.sort_by_key(|&(n, _)| n as u64);
        }
        self.switch_tree(s, signed, &sorted, default)
    }

    fn switch_tree(&mut self, s: ir::Value, signed: bool, cases: &[(i64, &Goto)], default: &Goto) -> R<()> {
        let Some((&(first, _), &(last, _))) = cases.first().zip(cases.last()) else {
            return self.jump_to(default);
        };
        let span = last.wrapping_sub(first) as u64;
        if cases.len() >= 5 && span < DENSITY * cases.len() as u64 {
            return self.switch_table(s, cases, default, first, span);
        }
        if cases.len() <= 3 {
            for (n, t) in cases {
                let next = self.new_block(&[]);
                let eq = self.pos.ins().icmp_imm_s(IntCC::Equal, s, *n);
                let (args, block) = (self.args(t)?, self.target(t.block));
                self.pos.ins().brif(eq, block, &args, next, &[]);
                self.start(next);
            }
            return self.jump_to(default);
        }
        let (low, high) = cases.split_at(cases.len() / 2);
        let (a, b) = (self.new_block(&[]), self.new_block(&[]));
        let cc = if signed { IntCC::SignedLessThan } else { IntCC::UnsignedLessThan };
        let less = self.pos.ins().icmp_imm_s(cc, s, high[0].0);
        self.branch(less, (a, &[]), (b, &[]));
        self.start(a);
        self.switch_tree(s, signed, low, default)?;
        self.start(b);
        self.switch_tree(s, signed, high, default)
    }

    fn switch_table(
        &mut self,
        s: ir::Value,
        cases: &[(i64, &Goto)],
        default: &Goto,
        first: i64,
        span: u64,
    ) -> R<()> {
        let index = if first == 0 { s } else { self.pos.ins().iadd_imm_s(s, first.wrapping_neg()) };
        let index = match self.pos.func.dfg.value_type(index) {
            types::I64 => {
                let next = self.new_block(&[]);
                let inside = self.pos.ins().icmp_imm_s(IntCC::UnsignedLessThanOrEqual, index, span as i64);
                let (args, block) = (self.args(default)?, self.target(default.block));
                self.pos.ins().brif(inside, next, &[], block, &args);
                self.start(next);
                self.pos.ins().ireduce(types::I32, index)
            }
            types::I32 => index,
            _ => self.pos.ins().uextend(types::I32, index),
        };
        let other = self.block_call(default)?;
        let mut table = vec![other; span as usize + 1];
        for (n, t) in cases {
            table[n.wrapping_sub(first) as usize] = self.block_call(t)?;
        }
        let table = self.pos.func.create_jump_table(JumpTableData::new(other, &table));
        self.pos.ins().br_table(index, table);
        Ok(())
    }

    fn block_call(&mut self, t: &Goto) -> R<BlockCall> {
        let (args, block) = (self.args(t)?, self.target(t.block));
        Ok(self.pos.func.dfg.block_call(block, &args))
    }

    /// `Return`
    pub fn ret(&mut self, vs: &[Value]) -> R<()> {
        let mut out = Scalars::new();
        match self.abi.results.clone() {
            ResultPlace::Regs => {
                for &v in vs {
                    out.extend(self.scalars(v)?);
                }
            }
            ResultPlace::Words(..) => return Err("a Go function with results in words".into()),
            ResultPlace::Block(_, offsets) => {
                // After a recovered panic only the frame is left: the address is kept there.
                let block = match self.defer_frame {
                    Some(_) => self.saved_result_ptr()?,
                    None => self.result_ptr.ok_or("no result block")?,
                };
                for (&v, &off) in vs.iter().zip(&offsets) {
                    let val = self.val(v)?;
                    self.store_val(self.f.ty(v), &val, Place::safe(block).at(u64::from(off)))?;
                }
            }
        }
        self.pos.ins().return_(&out);
        Ok(())
    }

    fn saved_result_ptr(&mut self) -> R<ir::Value> {
        let slot = self.defer_frame.ok_or("no defer frame")?;
        Ok(self.load_scalar(types::I64, Place::slot(slot).at(size_of::<DeferFrame>() as u64)))
    }

    /// Registers the defer frame; where a recovered panic resumes is the handler of this call. All registers count as
    /// clobbered there, so the handler finds everything in the frame.
    pub fn enter_defer_frame(&mut self, body: ir::Block, handler: Block) -> R<()> {
        let size = size_of::<DeferFrame>() as u64;
        let slot = self.new_slot(size + 8, 8)?;
        self.defer_frame = Some(slot);
        if let Some(p) = self.result_ptr {
            self.store_scalar(p, Place::slot(slot).at(size));
        }
        let frame = self.addr(Place::slot(slot));
        // With one pointer parameter and no results this convention is System V's, but for the exceptional edge.
        let mut sig = Signature::new(CallConv::Tail);
        sig.params.push(AbiParam::new(types::I64));
        let func = self.import(Target::Runtime(row("deferframe")?), || sig);
        let sig = self.pos.func.dfg.ext_funcs[func].signature;
        let normal = self.pos.func.dfg.block_call(body, &[]);
        let handler = self.target(handler);
        let resume = self.pos.func.dfg.block_call(handler, &[]);
        let table = ExceptionTableData::new(sig, normal, [ExceptionTableItem::Default(resume)]);
        let table = self.pos.func.dfg.exception_tables.push(table);
        self.has_calls = true;
        self.pos.ins().try_call(func, &[frame], table);
        Ok(())
    }

    /// The address of this function's defer frame.
    pub fn frame_addr(&mut self) -> R<ir::Value> {
        let slot = self.defer_frame.ok_or("defer in a function without recover block")?;
        Ok(self.addr(Place::slot(slot)))
    }

    /// `Defer`
    pub fn defer(&mut self, v: Value) -> R<()> {
        let frame = self.frame_addr()?;
        let mut func = self.scalar(v)?;
        if !matches!(self.def(v), Some(Op::FuncValue(_) | Op::MakeClosure { .. })) {
            // Deferring nil panics when the call is made, and so needs something to call.
            let nil = self.symbol(Target::Known(NIL_CALL));
            func = self.pos.ins().select(func, func, nil);
        }
        self.runtime("deferproc", &[frame, func]).map(drop)
    }

    /// `DeferReturn`
    pub fn defer_return(&mut self) -> R<()> {
        let frame = self.frame_addr()?;
        self.runtime("deferreturn", &[frame]).map(drop)
    }

    /// `Recover`
    pub fn recover(&mut self, r: Value) -> R<()> {
        let fp = self.pos.ins().get_frame_pointer(types::I64);
        let out = self.runtime("gorecover", &[fp])?;
        self.define(r, Val::Regs(out));
        Ok(())
    }
}

/// The value that an integer of that width has.
fn truncate(n: i64, bits: u32, signed: bool) -> i64 {
    let shift = 64 - bits;
    if signed { n << shift >> shift } else { ((n as u64) << shift >> shift) as i64 }
}
