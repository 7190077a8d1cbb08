//! Comparison: scalars, strings, and equality of any comparable type.

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{self, InstBuilder, types};
use gorc_ir::ops::CmpOp;
use gorc_ir::types::{MAX_FRAME_VALUE, TyKind};
use gorc_ir::{Op, Ty, Value};

use crate::func::Lower;
use crate::refs::Target;
use crate::values::{Place, R, Val};

/// Memory of up to this many bytes is compared inline.
const INLINE_COMPARE: u64 = 32;

impl Lower<'_, '_> {
    /// `Cmp`
    pub fn cmp(&mut self, r: Value, op: CmpOp, x: Value, y: Value) -> R<()> {
        let ty = self.f.ty(x);
        let out = match (self.layouts().table.ukind(ty), op) {
            (_, CmpOp::Eq) => self.equal(x, y)?,
            (_, CmpOp::Ne) => {
                let (a, b) = (self.val(x)?, self.val(y)?);
                match (&a, &b) {
                    (Val::Regs(a), Val::Regs(b)) if a.len() == 1 => {
                        if self.pos.func.dfg.value_type(a[0]).is_float() {
                            self.pos.ins().fcmp(FloatCC::NotEqual, a[0], b[0])
                        } else {
                            self.pos.ins().icmp(IntCC::NotEqual, a[0], b[0])
                        }
                    }
                    _ => {
                        let eq = self.equal(x, y)?;
                        self.pos.ins().bxor_imm_u(eq, 1)
                    }
                }
            }
            (TyKind::String, _) => {
                let (a, b) = (self.scalars(x)?, self.scalars(y)?);
                let order = self.runtime("cmpstring", &[a[0], a[1], b[0], b[1]])?[0];
                self.pos.ins().icmp_imm_s(int_cc(op, true), order, 0)
            }
            (TyKind::Float32 | TyKind::Float64, _) => {
                let (a, b) = (self.scalar(x)?, self.scalar(y)?);
                self.pos.ins().fcmp(float_cc(op), a, b)
            }
            _ => {
                let (a, b) = (self.scalar(x)?, self.scalar(y)?);
                let cc = int_cc(op, self.signed(x));
                self.pos.ins().icmp(cc, a, b)
            }
        };
        self.define_scalar(r, out);
        Ok(())
    }

    /// Are two values of one type equal? Gives an i8 of 0 or 1.
    pub fn equal(&mut self, x: Value, y: Value) -> R<ir::Value> {
        let ty = self.f.ty(x);
        if matches!(self.layouts().table.ukind(ty), TyKind::String) {
            for (s, c) in [(x, y), (y, x)] {
                if let Some(&Op::StrConst(id)) = self.def(c) {
                    let bytes = &self.module().strs[id.index()];
                    if bytes.len() as u64 <= INLINE_COMPARE {
                        return self.equal_const(s, bytes);
                    }
                }
            }
        }
        let (a, b) = (self.val(x)?, self.val(y)?);
        self.equal_vals(ty, &a, &b)
    }

    /// Compares a string with a short constant without a call.
    fn equal_const(&mut self, s: Value, bytes: &[u8]) -> R<ir::Value> {
        let (ptr, len) = (self.scalar(s)?, self.scalar_at(s, 1)?);
        let same_len = self.pos.ins().icmp_imm_s(IntCC::Equal, len, bytes.len() as i64);
        if bytes.is_empty() {
            return Ok(same_len);
        }
        let (compare, done) = (self.new_block(&[]), self.new_block(&[types::I8]));
        let no = self.pos.ins().iconst(types::I8, 0);
        self.branch(same_len, (compare, &[]), (done, &[no]));
        self.start(compare);
        let mut all: Option<ir::Value> = None;
        for (off, n) in compare_chunks(bytes.len()) {
            let ty = ir::Type::int(8 * n as u16).ok_or("no such integer")?;
            let mut word = [0u8; 8];
            word[..n].copy_from_slice(&bytes[off..off + n]);
            let have = self.load_unaligned(ty, Place::safe(ptr).at(off as u64));
            let want = self.pos.ins().iconst(ty, i64::from_le_bytes(word));
            let eq = self.pos.ins().icmp(IntCC::Equal, have, want);
            all = Some(match all {
                Some(all) => self.pos.ins().band(all, eq),
                None => eq,
            });
        }
        let all = all.ok_or("empty constant")?;
        self.jump(done, &[all]);
        self.start(done);
        Ok(self.block_param(done, 0))
    }

    fn load_unaligned(&mut self, ty: ir::Type, p: Place) -> ir::Value {
        let base = self.addr(p);
        self.pos.ins().load(ty, ir::MemFlagsData::new().with_notrap(), base, 0)
    }

    /// Are two values of type `ty` equal?
    pub fn equal_vals(&mut self, ty: Ty, a: &Val, b: &Val) -> R<ir::Value> {
        if let (Val::Regs(x), Val::Regs(y)) = (a, b) {
            match self.layouts().table.ukind(ty) {
                TyKind::String => return self.equal_strings([x[0], x[1]], [y[0], y[1]]),
                TyKind::Interface(_) => return self.equal_interfaces(ty, [x[0], x[1]], [y[0], y[1]]),
                TyKind::Struct(_) | TyKind::Array(..) => return self.equal_members(ty, a, b),
                _ => {
                    // Scalars and complex numbers; slices, maps and funcs are compared with nil only.
                    let n =
                        if matches!(self.layouts().table.ukind(ty), TyKind::Slice(_)) { 1 } else { x.len() };
                    return self.equal_scalars(&x[..n], &y[..n]);
                }
            }
        }
        self.equal_memory(ty, a, b)
    }

    fn equal_scalars(&mut self, x: &[ir::Value], y: &[ir::Value]) -> R<ir::Value> {
        let mut all: Option<ir::Value> = None;
        for (&a, &b) in x.iter().zip(y) {
            let eq = if self.pos.func.dfg.value_type(a).is_float() {
                self.pos.ins().fcmp(FloatCC::Equal, a, b)
            } else {
                self.pos.ins().icmp(IntCC::Equal, a, b)
            };
            all = Some(match all {
                Some(all) => self.pos.ins().band(all, eq),
                None => eq,
            });
        }
        Ok(all.unwrap_or_else(|| self.pos.ins().iconst(types::I8, 1)))
    }

    fn equal_strings(&mut self, [p, n]: [ir::Value; 2], [q, m]: [ir::Value; 2]) -> R<ir::Value> {
        let same_len = self.pos.ins().icmp(IntCC::Equal, n, m);
        let (compare, done) = (self.new_block(&[]), self.new_block(&[types::I8]));
        let no = self.pos.ins().iconst(types::I8, 0);
        self.branch(same_len, (compare, &[]), (done, &[no]));
        self.start(compare);
        let eq = self.runtime("memequal", &[p, q, n])?[0];
        self.jump(done, &[eq]);
        self.start(done);
        Ok(self.block_param(done, 0))
    }

    /// Interfaces are equal if their types are and, unless both are nil, their dynamic values.
    fn equal_interfaces(&mut self, ty: Ty, x: [ir::Value; 2], y: [ir::Value; 2]) -> R<ir::Value> {
        let same = self.pos.ins().icmp(IntCC::Equal, x[0], y[0]);
        let (typed, compare) = (self.new_block(&[]), self.new_block(&[]));
        let done = self.new_block(&[types::I8]);
        let (no, yes) = (self.pos.ins().iconst(types::I8, 0), self.pos.ins().iconst(types::I8, 1));
        self.branch(same, (typed, &[]), (done, &[no]));
        self.start(typed);
        self.branch(x[0], (compare, &[]), (done, &[yes]));
        self.start(compare);
        let typ = if self.layouts().table.is_eface(ty) {
            x[0]
        } else {
            self.load_scalar(types::I64, Place::safe(x[0]).at(gorc_abi::typedesc::ITAB_TYPE as u64))
        };
        let eq = self.runtime("efaceeq", &[typ, x[1], y[1]])?[0];
        self.jump(done, &[eq]);
        self.start(done);
        Ok(self.block_param(done, 0))
    }

    /// Member by member in source order, stopping at the first difference before anything that may panic or is expensive.
    fn equal_members(&mut self, ty: Ty, a: &Val, b: &Val) -> R<ir::Value> {
        let (Val::Regs(x), Val::Regs(y)) = (a, b) else { return Err("members of memory".into()) };
        let members: Vec<(Ty, bool)> = match self.layouts().table.ukind(ty) {
            TyKind::Struct(fields) => fields.iter().map(|f| (f.ty, f.name == "_")).collect(),
            &TyKind::Array(elem, n) => vec![(elem, false); n as usize],
            _ => return Err("members of a scalar".into()),
        };
        let done = self.new_block(&[types::I8]);
        let mut all: Option<ir::Value> = None;
        let mut first = 0;
        for (mty, blank) in members {
            let n = self.layouts().scalar_count(mty);
            let part = |s: &[ir::Value]| Val::Regs(s[first..first + n].into());
            let (pa, pb) = (part(x), part(y));
            first += n;
            if blank || n == 0 {
                continue;
            }
            if let (true, Some(so_far)) = (!self.is_cheap(mty), all) {
                let next = self.new_block(&[]);
                self.branch(so_far, (next, &[]), (done, &[so_far]));
                self.start(next);
                all = None;
            }
            let eq = self.equal_vals(mty, &pa, &pb)?;
            all = Some(match all {
                Some(all) => self.pos.ins().band(all, eq),
                None => eq,
            });
        }
        let last = all.unwrap_or_else(|| self.pos.ins().iconst(types::I8, 1));
        self.jump(done, &[last]);
        self.start(done);
        Ok(self.block_param(done, 0))
    }

    fn is_cheap(&self, ty: Ty) -> bool {
        match self.layouts().table.ukind(ty) {
            TyKind::String | TyKind::Interface(_) => false,
            TyKind::Struct(fields) => fields.iter().all(|f| self.is_cheap(f.ty)),
            &TyKind::Array(elem, _) => self.is_cheap(elem),
            _ => true,
        }
    }

    fn equal_memory(&mut self, ty: Ty, a: &Val, b: &Val) -> R<ir::Value> {
        let (p, t) = self.memory_of(ty, a)?;
        let (q, u) = self.memory_of(ty, b)?;
        let size = self.info(ty).size;
        let out = if !self.layouts().is_plain_memory(ty) {
            let (p, q) = (self.addr(p), self.addr(q));
            let typ = self.symbol(Target::TypeLayout(ty));
            self.runtime("typeequal", &[typ, p, q])?[0]
        } else if size <= INLINE_COMPARE {
            self.equal_bytes(p, q, size as usize)?
        } else {
            let (p, q) = (self.addr(p), self.addr(q));
            let n = self.iconst(size as i64);
            self.runtime("memequal", &[p, q, n])?[0]
        };
        [t, u].into_iter().flatten().for_each(|t| self.free_temp(t));
        Ok(out)
    }

    fn equal_bytes(&mut self, p: Place, q: Place, size: usize) -> R<ir::Value> {
        let mut all: Option<ir::Value> = None;
        for (off, n) in compare_chunks(size) {
            let ty = ir::Type::int(8 * n as u16).ok_or("no such integer")?;
            let (a, b) = (self.load_scalar(ty, p.at(off as u64)), self.load_scalar(ty, q.at(off as u64)));
            let eq = self.pos.ins().icmp(IntCC::Equal, a, b);
            all = Some(match all {
                Some(all) => self.pos.ins().band(all, eq),
                None => eq,
            });
        }
        Ok(all.unwrap_or_else(|| self.pos.ins().iconst(types::I8, 1)))
    }

    /// Where a value lies in memory; second, a temporary to give back afterwards.
    pub fn memory_of(
        &mut self,
        ty: Ty,
        val: &Val,
    ) -> R<(Place, Option<(cranelift_codegen::ir::StackSlot, u64)>)> {
        if let Val::Mem(p) = *val {
            return Ok((p, None));
        }
        let size = self.info(ty).size;
        if size > MAX_FRAME_VALUE {
            // Only zero is no memory yet, and fresh memory is zero.
            return Ok((Place::safe(self.allocate(ty)?), None));
        }
        let temp = self.temp(size)?;
        self.store_val(ty, val, Place::slot(temp.0))?;
        Ok((Place::slot(temp.0), Some(temp)))
    }
}

/// Offsets and sizes of the words that cover `size` bytes.
fn compare_chunks(size: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut off = 0;
    std::iter::from_fn(move || {
        let n = match size - off {
            0 => return None,
            8.. => 8,
            4.. => 4,
            2.. => 2,
            _ => 1,
        };
        off += n;
        Some((off - n, n))
    })
}

fn int_cc(op: CmpOp, signed: bool) -> IntCC {
    let cc = match op {
        CmpOp::Eq => IntCC::Equal,
        CmpOp::Ne => IntCC::NotEqual,
        CmpOp::Lt => IntCC::SignedLessThan,
        CmpOp::Le => IntCC::SignedLessThanOrEqual,
        CmpOp::Gt => IntCC::SignedGreaterThan,
        CmpOp::Ge => IntCC::SignedGreaterThanOrEqual,
    };
    if signed { cc } else { cc.unsigned() }
}

fn float_cc(op: CmpOp) -> FloatCC {
    match op {
        CmpOp::Eq => FloatCC::Equal,
        CmpOp::Ne => FloatCC::NotEqual,
        CmpOp::Lt => FloatCC::LessThan,
        CmpOp::Le => FloatCC::LessThanOrEqual,
        CmpOp::Gt => FloatCC::GreaterThan,
        CmpOp::Ge => FloatCC::GreaterThanOrEqual,
    }
}
