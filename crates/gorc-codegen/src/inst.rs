//! The dispatch over GIR operations; each group has its own file.

use cranelift_codegen::ir::{self, InstBuilder, immediates::Ieee32, immediates::Ieee64, types};
use gorc_ir::ops::UnOp;
use gorc_ir::types::TyKind;
use gorc_ir::{Inst, Op, Value};
use smallvec::smallvec;

use crate::func::Lower;
use crate::refs::Target;
use crate::values::{Place, R, Val};

impl Lower<'_, '_> {
    /// Lowers one instruction.
    pub fn inst(&mut self, inst: Inst) -> R<()> {
        let f = self.f;
        let data = &f.insts[inst.index()];
        let results = data.results.as_slice();
        let res = || results.first().copied().ok_or_else(|| "missing result".to_owned());
        match &data.op {
            Op::IntConst(n) => self.int_const(res()?, *n),
            Op::FloatConst(bits) => self.float_const(res()?, *bits),
            Op::StrConst(s) => {
                let len = self.module().strs[s.index()].len() as i64;
                let ptr = if len == 0 { self.iconst(0) } else { self.symbol(Target::Str(*s)) };
                let n = self.iconst(len);
                self.define(res()?, Val::Regs(smallvec![ptr, n]));
                Ok(())
            }
            Op::Zero => {
                let r = res()?;
                let val = match &self.info(f.ty(r)).pieces {
                    Some(pieces) => Val::Regs(self.zero_scalars(pieces)),
                    None => Val::Zero,
                };
                self.define(r, val);
                Ok(())
            }
            Op::FuncValue(s) => self.define_symbol(res()?, Target::FuncValue(*s)),
            Op::GlobalAddr(g) => self.define_symbol(res()?, Target::Global(*g)),
            Op::TypeAddr(t) => self.define_symbol(res()?, Target::Type(*t)),
            Op::ItabAddr(i, c) => self.define_symbol(res()?, Target::Itab(*i, *c)),
            Op::LocalAddr(l) => {
                let slot = self.local_slot(*l)?;
                let addr = self.pos.ins().stack_addr(types::I64, slot, 0);
                self.define_scalar(res()?, addr);
                Ok(())
            }
            Op::ClosureCtx => {
                let ctx = self.closure_ctx.ok_or("closure context in a plain function")?;
                self.define_scalar(res()?, ctx);
                Ok(())
            }
            Op::Unary(op, x) => self.unary(res()?, *op, *x),
            Op::Binary(op, x, y) => self.binary(res()?, *op, *x, *y),
            Op::Cmp(op, x, y) => self.cmp(res()?, *op, *x, *y),
            Op::Equal(x, y) => {
                let eq = self.equal(*x, *y)?;
                self.define_scalar(res()?, eq);
                Ok(())
            }
            Op::Convert(x) => self.convert(res()?, *x),
            Op::Retype(x) => {
                let val = self.val(*x)?;
                self.define(res()?, val);
                Ok(())
            }
            Op::Intrinsic(i, args) => self.intrinsic(*i, args, results),
            Op::Aggregate(vs) => self.aggregate(res()?, vs),
            Op::Extract(v, i) => self.extract(res()?, *v, *i),
            Op::MakeString(a, b) | Op::MakeComplex(a, b) => {
                let val = Val::Regs(smallvec![self.scalar(*a)?, self.scalar(*b)?]);
                self.define(res()?, val);
                Ok(())
            }
            Op::MakeSliceHeader(a, b, c) => {
                let val = Val::Regs(smallvec![self.scalar(*a)?, self.scalar(*b)?, self.scalar(*c)?]);
                self.define(res()?, val);
                Ok(())
            }
            Op::DataPtr(v) | Op::Real(v) | Op::IfaceWord(v) => {
                let s = self.scalar(*v)?;
                self.define_scalar(res()?, s);
                Ok(())
            }
            Op::Imag(v) => {
                let s = self.scalar_at(*v, 1)?;
                self.define_scalar(res()?, s);
                Ok(())
            }
            Op::Len(v) => self.len_or_cap(res()?, *v, false),
            Op::Cap(v) => self.len_or_cap(res()?, *v, true),
            Op::Load(p) => self.load(res()?, *p),
            Op::Store { ptr, val, barrier } => self.store(*ptr, *val, *barrier),
            Op::FieldAddr(p, i) => self.field_addr(res()?, *p, *i),
            Op::IndexAddr(p, i) => self.index_addr(res()?, *p, *i),
            Op::PtrAdd(p, n) => self.ptr_add(res()?, *p, *n),
            Op::Move { dst, src, ty, barrier } => self.move_mem(*dst, *src, *ty, *barrier),
            Op::ZeroMem { ptr, ty, barrier } => self.zero_mem(*ptr, *ty, *barrier),
            Op::SliceCopy { elem, dst, dst_len, src, src_len } => {
                self.slice_copy(results, *elem, [*dst, *dst_len, *src, *src_len])
            }
            Op::New(ty) => self.new_object(res()?, *ty),
            Op::MakeSlice(len, cap) => self.make_slice(res()?, *len, *cap, data.slot),
            Op::GrowSlice(s, n) => self.grow_slice(res()?, *s, *n, None),
            Op::GrowSliceIn { slice, more, buffer, used } => {
                self.grow_slice(res()?, *slice, *more, Some((*buffer, *used)))
            }
            Op::MakeClosure { func, env, captures } => {
                self.make_closure(res()?, *func, *env, captures, data.slot)
            }
            Op::MakeMap(hint) => self.make_map(res()?, *hint, data.slot),
            Op::MakeChan(size) => self.make_chan(res()?, *size),
            Op::NilCheck(p) => self.nil_check(*p),
            Op::BoundsCheck { kind, index, limit } => self.bounds_check(*kind, *index, *limit),
            Op::DivCheck(v) => self.div_check(*v),
            Op::ShiftCheck(v) => self.shift_check(*v),
            Op::StrConcat(vs) => self.str_concat(res()?, vs, data.slot),
            Op::StrFromBytes(v) => self.str_call(res()?, "slicebytetostring", *v, data.slot),
            Op::StrFromRunes(v) => self.str_call(res()?, "slicerunetostring", *v, data.slot),
            Op::StrFromInt(v) => self.str_from_int(res()?, *v),
            Op::BytesFromStr(v) => self.slice_from_str(res()?, "stringtoslicebyte", *v, data.slot),
            Op::RunesFromStr(v) => self.slice_from_str(res()?, "stringtoslicerune", *v, data.slot),
            Op::DecodeRune(s, i) => self.decode_rune(results, *s, *i),
            Op::MakeInterface(v) => self.make_interface(res()?, *v, data.slot),
            Op::IfaceType(v) => {
                let ty = self.iface_type(*v)?;
                self.define_scalar(res()?, ty);
                Ok(())
            }
            Op::IfaceData(v) => self.iface_data(res()?, *v),
            Op::ConvertInterface(v) => self.convert_interface(res()?, *v),
            Op::AssertInterface(v) => self.assert_interface(results, *v),
            Op::MapGet(m, k) | Op::MapGet2(m, k) => self.map_get(results, *m, *k),
            Op::MapAssign(m, k) => self.map_assign(res()?, *m, *k),
            Op::MapDelete(m, k) => self.map_delete(*m, *k),
            Op::MapClear(m) => self.map_clear(*m),
            Op::MapIterInit(m, it) => self.map_iter_init(*m, *it),
            Op::MapIterNext(it) => self.map_iter_next(*it),
            Op::MapIterKey(it) => self.map_iter_word(res()?, *it, 0),
            Op::MapIterElem(it) => self.map_iter_word(res()?, *it, 8),
            Op::ChanSend(ch, v) => self.chan_send(*ch, *v),
            Op::ChanRecv(ch) => self.chan_recv(results, *ch),
            Op::ChanClose(ch) => {
                let ch = self.scalar(*ch)?;
                self.runtime("closechan", &[ch]).map(drop)
            }
            Op::Select { cases, blocking } => self.select(results, cases, *blocking),
            Op::Call { callee, sig, args } => self.call(callee, sig, args, results),
            Op::Go(v) => {
                let v = self.scalar(*v)?;
                self.runtime("newproc", &[v]).map(drop)
            }
            Op::Defer(v) => self.defer(*v),
            Op::DeferFrame => {
                let frame = self.frame_addr()?;
                self.define_scalar(res()?, frame);
                Ok(())
            }
            Op::DeferReturn => self.defer_return(),
            Op::Panic(v) => {
                let s = self.scalars(*v)?;
                self.runtime("gopanic", &s).map(drop)
            }
            Op::Recover => self.recover(res()?),
            Op::Jump(t) => self.jump_to(t),
            Op::Br(c, a, b) => self.br(*c, a, b),
            Op::Switch(v, cases, default) => self.switch(*v, cases, default),
            Op::Return(vs) => self.ret(vs),
            Op::Unreachable => {
                self.pos.ins().trap(crate::runtime_call::UNREACHABLE);
                Ok(())
            }
        }
    }

    fn define_symbol(&mut self, r: Value, target: Target) -> R<()> {
        let addr = self.symbol(target);
        self.define_scalar(r, addr);
        Ok(())
    }

    /// The machine type of a value of one scalar.
    pub fn machine_type(&self, v: Value) -> R<ir::Type> {
        self.piece_type(self.f.ty(v))
    }

    /// The machine type of a type of one scalar (the first one's).
    pub fn piece_type(&self, ty: gorc_ir::Ty) -> R<ir::Type> {
        let pieces = self.info(ty).pieces.as_ref();
        pieces.and_then(|p| p.first()).map(|p| p.ty).ok_or_else(|| "not a scalar type".to_owned())
    }

    fn int_const(&mut self, r: Value, n: i64) -> R<()> {
        let ty = self.machine_type(r)?;
        let c = if ty.is_int() {
            let mask = if ty.bits() == 64 { -1 } else { (1i64 << ty.bits()) - 1 };
            self.pos.ins().iconst(ty, n & mask)
        } else if ty == types::F64 {
            self.pos.ins().f64const(n as f64)
        } else {
            self.pos.ins().f32const(n as f32)
        };
        self.define_scalar(r, c);
        Ok(())
    }

    fn float_const(&mut self, r: Value, bits: u64) -> R<()> {
        let c = match self.machine_type(r)? {
            types::F64 => self.pos.ins().f64const(Ieee64::with_bits(bits)),
            _ => self.pos.ins().f32const(Ieee32::with_float(f64::from_bits(bits) as f32)),
        };
        self.define_scalar(r, c);
        Ok(())
    }

    fn unary(&mut self, r: Value, op: UnOp, x: Value) -> R<()> {
        let scalars = self.scalars(x)?;
        let mut out = crate::values::Scalars::new();
        for s in scalars {
            let is_float = self.pos.func.dfg.value_type(s).is_float();
            out.push(match op {
                UnOp::Neg if is_float => self.pos.ins().fneg(s),
                UnOp::Neg => self.pos.ins().ineg(s),
                UnOp::Com => self.pos.ins().bnot(s),
                UnOp::Not => self.pos.ins().bxor_imm_u(s, 1),
            });
        }
        self.define(r, Val::Regs(out));
        Ok(())
    }

    fn aggregate(&mut self, r: Value, vs: &[Value]) -> R<()> {
        let ty = self.f.ty(r);
        if !self.info(ty).is_mem() {
            let mut out = crate::values::Scalars::new();
            for &v in vs {
                out.extend(self.scalars(v)?);
            }
            self.define(r, Val::Regs(out));
            return Ok(());
        }
        let place = self.value_slot(r)?;
        for (i, &v) in vs.iter().enumerate() {
            let (mty, off) = self.layouts().member(ty, i as u32).ok_or("aggregate of too many values")?;
            let val = self.val(v)?;
            self.store_val(mty, &val, place.at(off))?;
        }
        self.define(r, Val::Mem(place));
        Ok(())
    }

    fn extract(&mut self, r: Value, v: Value, i: u32) -> R<()> {
        let ty = self.f.ty(v);
        let (mty, off) = self.layouts().member(ty, i).ok_or("no such field or element")?;
        let val = match self.val(v)? {
            Val::Regs(scalars) => {
                let first: usize = match self.layouts().table.ukind(ty) {
                    TyKind::Struct(fields) => {
                        fields[..i as usize].iter().map(|f| self.layouts().scalar_count(f.ty)).sum()
                    }
                    _ => 0,
                };
                let n = self.layouts().scalar_count(mty);
                Val::Regs(scalars.get(first..first + n).ok_or("no such scalars")?.into())
            }
            Val::Mem(p) => self.val_at(mty, p.at(off)),
            Val::Zero => match &self.info(mty).pieces {
                Some(pieces) => Val::Regs(self.zero_scalars(pieces)),
                None => Val::Zero,
            },
            Val::None => return Err(format!("use of {v} before its definition")),
        };
        self.define(r, val);
        Ok(())
    }

    /// `len` and `cap`; of maps and channels a word of the object, 0 for nil.
    fn len_or_cap(&mut self, r: Value, v: Value, cap: bool) -> R<()> {
        let n = match self.layouts().table.ukind(self.f.ty(v)) {
            TyKind::String | TyKind::Slice(_) => self.scalar_at(v, if cap { 2 } else { 1 })?,
            TyKind::Map(..) | TyKind::Chan(..) => {
                let p = self.scalar(v)?;
                let (some, done) = (self.new_block(&[]), self.new_block(&[types::I64]));
                let zero = self.iconst(0);
                self.branch(p, (some, &[]), (done, &[zero]));
                self.start(some);
                let n = self.load_scalar(types::I64, Place::safe(p).at(if cap { 8 } else { 0 }));
                self.jump(done, &[n]);
                self.start(done);
                self.block_param(done, 0)
            }
            _ => return Err("len of a type that has none".into()),
        };
        self.define_scalar(r, n);
        Ok(())
    }
}
