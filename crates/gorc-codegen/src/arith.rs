//! Arithmetic: Go's semantics of integer division and shifts, floats and complex numbers, `min` and `max`.

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{self, InstBuilder, types};
use gorc_ir::ops::BinOp;
use gorc_ir::types::TyKind;
use gorc_ir::{Op, Value};
use smallvec::smallvec;

use crate::func::Lower;
use crate::refs::Target;
use crate::values::{R, Val};

impl Lower<'_, '_> {
    /// Is a value of a signed integer type?
    pub fn signed(&self, v: Value) -> bool {
        self.layouts().table.ukind(self.f.ty(v)).is_signed()
    }

    /// `Binary`
    pub fn binary(&mut self, r: Value, op: BinOp, x: Value, y: Value) -> R<()> {
        let out = match self.layouts().table.ukind(self.f.ty(x)) {
            TyKind::Complex64 | TyKind::Complex128 => return self.complex_binary(r, op, x, y),
            TyKind::String => return self.string_binary(r, op, x, y),
            TyKind::Float32 | TyKind::Float64 => {
                let (a, b) = (self.scalar(x)?, self.scalar(y)?);
                let ins = self.pos.ins();
                match op {
                    BinOp::Add => ins.fadd(a, b),
                    BinOp::Sub => ins.fsub(a, b),
                    BinOp::Mul => ins.fmul(a, b),
                    BinOp::Div => ins.fdiv(a, b),
                    BinOp::Min => ins.fmin(a, b),
                    BinOp::Max => ins.fmax(a, b),
                    _ => return Err(format!("{} of floats", op.name())),
                }
            }
            _ => self.int_binary(op, x, y)?,
        };
        self.define_scalar(r, out);
        Ok(())
    }

    fn int_binary(&mut self, op: BinOp, x: Value, y: Value) -> R<ir::Value> {
        let signed = self.signed(x);
        let (a, b) = (self.scalar(x)?, self.scalar(y)?);
        Ok(match op {
            BinOp::Add => self.pos.ins().iadd(a, b),
            BinOp::Sub => self.pos.ins().isub(a, b),
            BinOp::Mul => self.pos.ins().imul(a, b),
            BinOp::And => self.pos.ins().band(a, b),
            BinOp::Or => self.pos.ins().bor(a, b),
            BinOp::Xor => self.pos.ins().bxor(a, b),
            BinOp::AndNot => self.pos.ins().band_not(a, b),
            BinOp::Div if signed => self.signed_div(a, b, self.const_int(y)),
            BinOp::Div => self.pos.ins().udiv(a, b),
            // Cranelift defines MinInt % -1 as 0.
            BinOp::Rem if signed => self.pos.ins().srem(a, b),
            BinOp::Rem => self.pos.ins().urem(a, b),
            BinOp::Shl | BinOp::Shr => self.shift(op, a, b, signed, y),
            BinOp::Min | BinOp::Max => {
                let ins = self.pos.ins();
                match (op, signed) {
                    (BinOp::Min, true) => ins.smin(a, b),
                    (BinOp::Min, false) => ins.umin(a, b),
                    (_, true) => ins.smax(a, b),
                    (_, false) => ins.umax(a, b),
                }
            }
        })
    }

    /// Signed division; by -1 it is negation, which wraps where the instruction would fault.
    fn signed_div(&mut self, a: ir::Value, b: ir::Value, divisor: Option<i64>) -> ir::Value {
        match divisor {
            Some(-1) => return self.pos.ins().ineg(a),
            Some(n) if n != 0 => return self.pos.ins().sdiv(a, b),
            _ => {}
        }
        let ty = self.pos.func.dfg.value_type(a);
        let (neg, div, done) = (self.new_block(&[]), self.new_block(&[]), self.new_block(&[ty]));
        let minus_one = self.pos.ins().icmp_imm_s(IntCC::Equal, b, -1);
        self.branch(minus_one, (neg, &[]), (div, &[]));
        self.start(div);
        let q = self.pos.ins().sdiv(a, b);
        self.jump(done, &[q]);
        self.start_cold(neg);
        let n = self.pos.ins().ineg(a);
        self.jump(done, &[n]);
        self.start(done);
        self.block_param(done, 0)
    }

    /// Shifts: counts of the width or more give 0, or the sign.
    fn shift(&mut self, op: BinOp, a: ir::Value, count: ir::Value, signed: bool, y: Value) -> ir::Value {
        let ty = self.pos.func.dfg.value_type(a);
        let width = i64::from(ty.bits());
        let shift = |s: &mut Self, count: ir::Value| match op {
            BinOp::Shl => s.pos.ins().ishl(a, count),
            _ if signed => s.pos.ins().sshr(a, count),
            _ => s.pos.ins().ushr(a, count),
        };
        if self.count_below(y, width) {
            return shift(self, count);
        }
        let arithmetic = op == BinOp::Shr && signed;
        if self.const_int(y).is_some() {
            return if arithmetic {
                self.pos.ins().sshr_imm_u(a, width - 1)
            } else {
                self.pos.ins().iconst(ty, 0)
            };
        }
        let in_range = self.pos.ins().icmp_imm_u(IntCC::UnsignedLessThan, count, width);
        if arithmetic {
            let count_ty = self.pos.func.dfg.value_type(count);
            let max = self.pos.ins().iconst(count_ty, width - 1);
            let count = self.pos.ins().select(in_range, count, max);
            return shift(self, count);
        }
        let shifted = shift(self, count);
        let zero = self.pos.ins().iconst(ty, 0);
        self.pos.ins().select(in_range, shifted, zero)
    }

    /// Is a shift count known to be below `width`: a constant, or masked or reduced by one?
    fn count_below(&self, y: Value, width: i64) -> bool {
        let below = |c: Option<i64>| c.is_some_and(|c| (0..width).contains(&c));
        match self.def(y) {
            Some(&Op::Binary(BinOp::And, a, b)) => below(self.const_int(a)) || below(self.const_int(b)),
            Some(&Op::Binary(BinOp::Rem, _, b)) if !self.signed(y) => {
                self.const_int(b).is_some_and(|c| (1..=width).contains(&c))
            }
            Some(&Op::Convert(x)) if !self.signed(x) => self.count_below(x, width),
            _ => below(self.const_int(y)),
        }
    }

    fn string_binary(&mut self, r: Value, op: BinOp, x: Value, y: Value) -> R<()> {
        let cc = match op {
            BinOp::Min => IntCC::SignedLessThanOrEqual,
            BinOp::Max => IntCC::SignedGreaterThanOrEqual,
            _ => return Err(format!("{} of strings", op.name())),
        };
        let (a, b) = (self.scalars(x)?, self.scalars(y)?);
        let order = self.runtime("cmpstring", &[a[0], a[1], b[0], b[1]])?[0];
        let first = self.pos.ins().icmp_imm_s(cc, order, 0);
        let ptr = self.pos.ins().select(first, a[0], b[0]);
        let len = self.pos.ins().select(first, a[1], b[1]);
        self.define(r, Val::Regs(smallvec![ptr, len]));
        Ok(())
    }

    fn complex_binary(&mut self, r: Value, op: BinOp, x: Value, y: Value) -> R<()> {
        let (a, b) = (self.scalars(x)?, self.scalars(y)?);
        let out = match op {
            BinOp::Add => smallvec![self.pos.ins().fadd(a[0], b[0]), self.pos.ins().fadd(a[1], b[1])],
            BinOp::Sub => smallvec![self.pos.ins().fsub(a[0], b[0]), self.pos.ins().fsub(a[1], b[1])],
            BinOp::Mul => self.complex_mul(&a, &b),
            BinOp::Div => self.complex_div(&a, &b),
            _ => return Err(format!("{} of complex numbers", op.name())),
        };
        self.define(r, Val::Regs(out));
        Ok(())
    }

    /// The parts of two complex numbers in double precision, and whether they had less.
    fn widened(&mut self, a: &[ir::Value], b: &[ir::Value]) -> (Vec<ir::Value>, bool) {
        let narrow = self.pos.func.dfg.value_type(a[0]) == types::F32;
        let parts = a.iter().chain(b);
        let wide = parts.map(|&v| if narrow { self.pos.ins().fpromote(types::F64, v) } else { v });
        (wide.collect(), narrow)
    }

    /// Complex multiplication: in double precision, as the official compiler does it.
    fn complex_mul(&mut self, a: &[ir::Value], b: &[ir::Value]) -> crate::values::Scalars {
        let (v, narrow) = self.widened(a, b);
        let (rr, ii) = (self.pos.ins().fmul(v[0], v[2]), self.pos.ins().fmul(v[1], v[3]));
        let (ri, ir) = (self.pos.ins().fmul(v[0], v[3]), self.pos.ins().fmul(v[1], v[2]));
        let parts = [self.pos.ins().fsub(rr, ii), self.pos.ins().fadd(ri, ir)];
        parts.into_iter().map(|v| if narrow { self.pos.ins().fdemote(types::F32, v) } else { v }).collect()
    }

    /// Complex division: always in double precision, by a routine of ours (`routines.rs`).
    fn complex_div(&mut self, a: &[ir::Value], b: &[ir::Value]) -> crate::values::Scalars {
        let (args, narrow) = self.widened(a, b);
        let func =
            self.import(Target::Known(crate::routines::COMPLEX_DIV), crate::routines::division_signature);
        self.has_calls = true;
        let call = self.pos.ins().call(func, &args);
        let results: Vec<ir::Value> = self.pos.func.dfg.inst_results(call).to_vec();
        results.into_iter().map(|v| if narrow { self.pos.ins().fdemote(types::F32, v) } else { v }).collect()
    }

    /// `Convert`
    pub fn convert(&mut self, r: Value, x: Value) -> R<()> {
        let from = self.scalars(x)?;
        let to = self.machine_type(r)?;
        let (from_signed, to_signed) = (self.signed(x), self.signed(r));
        let mut out = crate::values::Scalars::new();
        for s in from {
            let ty = self.pos.func.dfg.value_type(s);
            out.push(match (ty.is_float(), to.is_float()) {
                (false, false) => self.resize(s, to, from_signed),
                (false, true) => self.int_to_float(s, to, from_signed),
                (true, false) => self.float_to_int(s, to, to_signed),
                (true, true) if ty == to => s,
                (true, true) if to == types::F64 => self.pos.ins().fpromote(types::F64, s),
                (true, true) => self.pos.ins().fdemote(types::F32, s),
            });
        }
        self.define(r, Val::Regs(out));
        Ok(())
    }

    /// An integer in another width.
    pub fn resize(&mut self, s: ir::Value, to: ir::Type, signed: bool) -> ir::Value {
        let ty = self.pos.func.dfg.value_type(s);
        match to.bits().cmp(&ty.bits()) {
            std::cmp::Ordering::Equal => s,
            std::cmp::Ordering::Less => self.pos.ins().ireduce(to, s),
            std::cmp::Ordering::Greater if signed => self.pos.ins().sextend(to, s),
            std::cmp::Ordering::Greater => self.pos.ins().uextend(to, s),
        }
    }

    fn int_to_float(&mut self, s: ir::Value, to: ir::Type, signed: bool) -> ir::Value {
        let ty = self.pos.func.dfg.value_type(s);
        match (ty, signed) {
            (types::I64, true) | (types::I32, true) => self.pos.ins().fcvt_from_sint(to, s),
            (types::I64, false) => self.pos.ins().fcvt_from_uint(to, s),
            _ => {
                let wide = self.resize(s, types::I64, signed);
                self.pos.ins().fcvt_from_sint(to, wide)
            }
        }
    }

    /// What the amd64 instruction gives: `MinInt` of the width for everything out of range. Narrow integers go through the next
    /// wider signed one, as the official compiler does it.
    fn float_to_int(&mut self, s: ir::Value, to: ir::Type, signed: bool) -> ir::Value {
        match (to, signed) {
            (types::I64, true) => self.truncate_float(s, types::I64),
            (types::I64, false) => self.float_to_uint64(s),
            (types::I32, false) => {
                let wide = self.truncate_float(s, types::I64);
                self.pos.ins().ireduce(to, wide)
            }
            (types::I32, true) => self.truncate_float(s, types::I32),
            _ => {
                let wide = self.truncate_float(s, types::I32);
                self.pos.ins().ireduce(to, wide)
            }
        }
    }

    fn float_const_like(&mut self, like: ir::Value, c: f64) -> ir::Value {
        match self.pos.func.dfg.value_type(like) {
            types::F32 => self.pos.ins().f32const(c as f32),
            _ => self.pos.ins().f64const(c),
        }
    }

    /// `cvttsd2si`: Cranelift's saturating conversion differs above the range and for NaN only.
    fn truncate_float(&mut self, s: ir::Value, to: ir::Type) -> ir::Value {
        let saturated = self.pos.ins().fcvt_to_sint_sat(to, s);
        let (limit, min) = match to {
            types::I32 => (2_147_483_648.0, i64::from(i32::MIN) & 0xffff_ffff),
            _ => (9_223_372_036_854_775_808.0, i64::MIN),
        };
        let limit = self.float_const_like(s, limit);
        let min = self.pos.ins().iconst(to, min);
        let in_range = self.pos.ins().fcmp(FloatCC::LessThan, s, limit);
        self.pos.ins().select(in_range, saturated, min)
    }

    /// Below 2^63 as a signed conversion, else that of the value less 2^63, with the top bit set.
    fn float_to_uint64(&mut self, s: ir::Value) -> ir::Value {
        let limit = self.float_const_like(s, 9_223_372_036_854_775_808.0);
        let (low, high) = (self.new_block(&[]), self.new_block(&[]));
        let done = self.new_block(&[types::I64]);
        let below = self.pos.ins().fcmp(FloatCC::LessThan, s, limit);
        self.branch(below, (low, &[]), (high, &[]));
        self.start(low);
        let n = self.truncate_float(s, types::I64);
        self.jump(done, &[n]);
        self.start_cold(high);
        let rest = self.pos.ins().fsub(s, limit);
        let n = self.truncate_float(rest, types::I64);
        let top = self.iconst(i64::MIN);
        let n = self.pos.ins().bor(n, top);
        self.jump(done, &[n]);
        self.start(done);
        self.block_param(done, 0)
    }
}
