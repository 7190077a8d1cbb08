//! Operations that the target has instructions for.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self, AtomicRmwOp, InstBuilder, MemFlagsData, types};
use gorc_ir::Value;
use gorc_ir::ops::Intrinsic;

use crate::func::Lower;
use crate::values::{Place, R, Val};

impl Lower<'_, '_> {
    /// `Intrinsic`
    pub fn intrinsic(&mut self, op: Intrinsic, args: &[Value], results: &[Value]) -> R<()> {
        use Intrinsic as I;
        let result = || results.first().copied().ok_or_else(|| "missing result".to_owned());
        let mut a = [None; 3];
        for (slot, &v) in a.iter_mut().zip(args) {
            *slot = Some(self.scalar(v)?);
        }
        let arg = |i: usize| a[i].ok_or_else(|| format!("{} lacks an operand", op.name()));
        let out = match op {
            I::Sqrt => self.pos.ins().sqrt(arg(0)?),
            I::Floor => self.pos.ins().floor(arg(0)?),
            I::Ceil => self.pos.ins().ceil(arg(0)?),
            I::Trunc => self.pos.ins().trunc(arg(0)?),
            I::Abs => self.pos.ins().fabs(arg(0)?),
            I::Copysign => self.pos.ins().fcopysign(arg(0)?, arg(1)?),
            I::LeadingZeros | I::TrailingZeros | I::OnesCount => {
                let x = arg(0)?;
                let n = match op {
                    I::LeadingZeros => self.pos.ins().clz(x),
                    I::TrailingZeros => self.pos.ins().ctz(x),
                    _ => self.pos.ins().popcnt(x),
                };
                let to = self.machine_type(result()?)?;
                self.resize(n, to, false)
            }
            I::ReverseBytes => match self.pos.func.dfg.value_type(arg(0)?) {
                types::I8 => arg(0)?,
                _ => self.pos.ins().bswap(arg(0)?),
            },
            I::RotateLeft => self.pos.ins().rotl(arg(0)?, arg(1)?),
            I::Mul64 => {
                let hi = self.pos.ins().umulhi(arg(0)?, arg(1)?);
                let lo = self.pos.ins().imul(arg(0)?, arg(1)?);
                return self.define_pair(results, hi, lo);
            }
            I::Add64 => {
                let (s, c1) = self.pos.ins().uadd_overflow(arg(0)?, arg(1)?);
                let (s, c2) = self.pos.ins().uadd_overflow(s, arg(2)?);
                let carry = self.carry(c1, c2);
                return self.define_pair(results, s, carry);
            }
            I::Sub64 => {
                let (d, b1) = self.pos.ins().usub_overflow(arg(0)?, arg(1)?);
                let (d, b2) = self.pos.ins().usub_overflow(d, arg(2)?);
                let borrow = self.carry(b1, b2);
                return self.define_pair(results, d, borrow);
            }
            I::Bits => {
                let to = self.machine_type(result()?)?;
                self.pos.ins().bitcast(to, MemFlagsData::new(), arg(0)?)
            }
            I::AtomicLoad
            | I::AtomicStore
            | I::AtomicExchange
            | I::AtomicAdd
            | I::AtomicCas
            | I::AtomicAnd
            | I::AtomicOr => return self.atomic(op, &a, results),
            I::GetG => self.pos.ins().get_pinned_reg(types::I64),
            I::GetFp => self.pos.ins().get_frame_pointer(types::I64),
            I::KeepAlive => {
                for &v in args {
                    if let Val::Regs(scalars) = self.val(v)? {
                        // Each in a word of its own, which is never read: a store that the next one overwrites would be dropped, and
                        // a word that is read later on could keep the value longer.
                        let slot = Place::slot(self.new_slot(8 * scalars.len() as u64, 8)?);
                        for (i, s) in scalars.into_iter().enumerate() {
                            self.store_scalar(s, slot.at(8 * i as u64));
                        }
                    }
                }
                return Ok(());
            }
        };
        self.define_scalar(result()?, out);
        Ok(())
    }

    fn carry(&mut self, a: ir::Value, b: ir::Value) -> ir::Value {
        let either = self.pos.ins().bor(a, b);
        self.pos.ins().uextend(types::I64, either)
    }

    fn define_pair(&mut self, results: &[Value], a: ir::Value, b: ir::Value) -> R<()> {
        let &[x, y] = results else { return Err("two results expected".into()) };
        self.define_scalar(x, a);
        self.define_scalar(y, b);
        Ok(())
    }

    fn atomic(&mut self, op: Intrinsic, a: &[Option<ir::Value>; 3], results: &[Value]) -> R<()> {
        use Intrinsic as I;
        let flags = MemFlagsData::new().with_aligned();
        let arg = |i: usize| a[i].ok_or_else(|| format!("{} lacks an operand", op.name()));
        let ptr = arg(0)?;
        let out = match op {
            I::AtomicLoad => {
                let &r = results.first().ok_or("missing result")?;
                let ty = self.machine_type(r)?;
                self.pos.ins().atomic_load(ty, flags, ptr)
            }
            I::AtomicStore => {
                self.pos.ins().atomic_store(flags, arg(1)?, ptr);
                return Ok(());
            }
            I::AtomicCas => {
                let (old, new) = (arg(1)?, arg(2)?);
                let seen = self.pos.ins().atomic_cas(flags, ptr, old, new);
                self.pos.ins().icmp(IntCC::Equal, seen, old)
            }
            _ => {
                let rmw = match op {
                    I::AtomicExchange => AtomicRmwOp::Xchg,
                    I::AtomicAdd => AtomicRmwOp::Add,
                    I::AtomicAnd => AtomicRmwOp::And,
                    _ => AtomicRmwOp::Or,
                };
                let x = arg(1)?;
                let ty = self.pos.func.dfg.value_type(x);
                let old = self.pos.ins().atomic_rmw(ty, flags, rmw, ptr, x);
                if op == I::AtomicAdd { self.pos.ins().iadd(old, x) } else { old }
            }
        };
        if let Some(&r) = results.first() {
            self.define_scalar(r, out);
        }
        Ok(())
    }
}
