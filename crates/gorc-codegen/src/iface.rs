//! Interfaces: boxing values, type words, assertions.
//!
//! Invariant: there is one itab per concrete type and *underlying* interface type, so that values of differently named interface types
//! with the same methods compare and convert by their words.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self, InstBuilder, MemFlagsData, types};
use gorc_abi::typedesc::ITAB_TYPE;
use gorc_ir::types::TyKind;
use gorc_ir::{Local, Op, Ty, Value};
use smallvec::smallvec;

use crate::func::Lower;
use crate::refs::{ConstData, Target};
use crate::routines::{FIND_ITAB, find_itab_signature};
use crate::values::{Place, R, Scalars, Val};

/// The table of the integers below 256, as 8-byte words: what small boxed integers point to.
pub const SMALL_INTS: &str = "runtime.staticuint64s";

impl Lower<'_, '_> {
    /// `MakeInterface`
    pub fn make_interface(&mut self, r: Value, v: Value, slot: Option<Local>) -> R<()> {
        let (iface, ty) = (self.f.ty(r), self.f.ty(v));
        let word =
            if self.layouts().table.is_eface(iface) { Target::Type(ty) } else { Target::Itab(iface, ty) };
        let word = self.symbol(word);
        let data = self.box_value(ty, v, slot)?;
        self.define(r, Val::Regs(smallvec![word, data]));
        Ok(())
    }

    /// The data word of an interface that holds the value, in a slot if there is one.
    fn box_value(&mut self, ty: Ty, v: Value, slot: Option<Local>) -> R<ir::Value> {
        let info = self.info(ty);
        if self.layouts().table.is_direct_iface(ty) {
            return self.scalar(v);
        }
        if info.size == 0 {
            return Ok(self.symbol(Target::Known(crate::alloc::ZEROBASE)));
        }
        if let Some(data) = self.constant_data(ty, v) {
            return Ok(self.symbol(Target::Const(data)));
        }
        if let Some(slot) = slot {
            let place = Place::slot(self.local_slot(slot)?);
            let val = self.val(v)?;
            self.store_val(ty, &val, place)?;
            return Ok(self.addr(place));
        }
        let is_number = info.ptr_bytes == 0
            && info.pieces.as_ref().is_some_and(|p| p.len() == 1 && p[0].off == 0 && p[0].ty.bits() <= 64);
        if is_number {
            return self.box_number(ty, v);
        }
        match self.layouts().table.ukind(ty) {
            TyKind::String => self.box_unless_zero(ty, v, 1),
            TyKind::Slice(_) => self.box_unless_zero(ty, v, 0),
            _ => self.box_in_heap(ty, v),
        }
    }

    fn box_in_heap(&mut self, ty: Ty, v: Value) -> R<ir::Value> {
        let p = self.allocate(ty)?;
        let val = self.val(v)?;
        self.store_val(ty, &val, Place::safe(p))?;
        Ok(p)
    }

    /// A string or slice whose scalar number `n` is zero is a constant.
    fn box_unless_zero(&mut self, ty: Ty, v: Value, n: usize) -> R<ir::Value> {
        let scalar = self.scalar_at(v, n)?;
        let info = self.info(ty);
        let zero = ConstData { bytes: vec![0; info.size as usize], align: info.align as u32, str: None };
        let (some, none) = (self.new_block(&[]), self.new_block(&[]));
        let done = self.new_block(&[types::I64]);
        self.branch(scalar, (some, &[]), (none, &[]));
        self.start(some);
        let p = self.box_in_heap(ty, v)?;
        self.jump(done, &[p]);
        self.start(none);
        let p = self.symbol(Target::Const(zero));
        self.jump(done, &[p]);
        self.start(done);
        Ok(self.block_param(done, 0))
    }

    /// Numbers whose bits are an integer below 256 lie in a static table.
    fn box_number(&mut self, ty: Ty, v: Value) -> R<ir::Value> {
        let mut s = self.scalar(v)?;
        let scalar = self.pos.func.dfg.value_type(s);
        if scalar.is_float() {
            let bits = ir::Type::int(scalar.bits() as u16).ok_or("float without an integer of its size")?;
            s = self.pos.ins().bitcast(bits, MemFlagsData::new(), s);
        }
        let width = self.pos.func.dfg.value_type(s);
        let table = |this: &mut Self| {
            let base = this.symbol(Target::Known(SMALL_INTS));
            let wide = this.resize(s, types::I64, false);
            let off = this.scale(wide, 8);
            this.pos.ins().iadd(base, off)
        };
        if width == types::I8 {
            return Ok(table(self));
        }
        let (small, large) = (self.new_block(&[]), self.new_block(&[]));
        let done = self.new_block(&[types::I64]);
        let is_small = self.pos.ins().icmp_imm_u(IntCC::UnsignedLessThan, s, 256);
        self.branch(is_small, (small, &[]), (large, &[]));
        self.start(small);
        let p = table(self);
        self.jump(done, &[p]);
        self.start(large);
        let p = self.allocate(ty)?;
        self.store_scalar(s, Place::safe(p));
        self.jump(done, &[p]);
        self.start(done);
        Ok(self.block_param(done, 0))
    }

    /// The bytes of a value that is a constant.
    fn constant_data(&self, ty: Ty, v: Value) -> Option<ConstData> {
        let info = self.info(ty);
        let align = info.align as u32;
        let bytes = match *self.def(v)? {
            Op::IntConst(n) => match self.layouts().table.ukind(ty) {
                TyKind::Float32 => (n as f32).to_le_bytes().to_vec(),
                TyKind::Float64 => (n as f64).to_le_bytes().to_vec(),
                _ => n.to_le_bytes().get(..info.size as usize)?.to_vec(),
            },
            Op::FloatConst(bits) => match info.size {
                4 => (f64::from_bits(bits) as f32).to_le_bytes().to_vec(),
                8 => bits.to_le_bytes().to_vec(),
                _ => return None,
            },
            Op::StrConst(id) => {
                let len = self.module().strs[id.index()].len() as u64;
                let mut bytes = vec![0; 8];
                bytes.extend(len.to_le_bytes());
                return Some(ConstData { bytes, align, str: (len > 0).then_some(id) });
            }
            Op::Zero if info.size <= 1024 => vec![0; info.size as usize],
            Op::Retype(x) => return self.constant_data(ty, x),
            Op::Aggregate(ref parts) if info.size <= 1024 => {
                let mut bytes = vec![0; info.size as usize];
                for (i, &part) in parts.iter().enumerate() {
                    let (member, off) = self.layouts().member(ty, i as u32)?;
                    let data = self.constant_data(member, part).filter(|d| d.str.is_none())?;
                    bytes.get_mut(off as usize..)?.get_mut(..data.bytes.len())?.copy_from_slice(&data.bytes);
                }
                bytes
            }
            _ => return None,
        };
        Some(ConstData { bytes, align, str: None })
    }

    /// The type descriptor of an interface's dynamic value, null for nil.
    pub fn iface_type(&mut self, v: Value) -> R<ir::Value> {
        let word = self.scalar(v)?;
        if self.layouts().table.is_eface(self.f.ty(v)) {
            return Ok(word);
        }
        let (some, done) = (self.new_block(&[]), self.new_block(&[types::I64]));
        self.branch(word, (some, &[]), (done, &[word]));
        self.start(some);
        let typ = self.load_scalar(types::I64, Place::safe(word).at(ITAB_TYPE as u64));
        self.jump(done, &[typ]);
        self.start(done);
        Ok(self.block_param(done, 0))
    }

    /// `IfaceData`: boxed values are never written, so a memory-class one needs no copy.
    pub fn iface_data(&mut self, r: Value, v: Value) -> R<()> {
        let ty = self.f.ty(r);
        let data = self.scalar_at(v, 1)?;
        let val = if self.layouts().table.is_direct_iface(ty) {
            Val::Regs(smallvec![data])
        } else {
            self.val_at(ty, Place::safe(data))
        };
        self.define(r, val);
        Ok(())
    }

    /// `ConvertInterface`
    pub fn convert_interface(&mut self, r: Value, v: Value) -> R<()> {
        let (to, from) = (self.f.ty(r), self.f.ty(v));
        let table = self.layouts().table;
        let s = self.scalars(v)?;
        if table.underlying(to) == table.underlying(from) {
            self.define(r, Val::Regs(s));
            return Ok(());
        }
        let typ = self.iface_type(v)?;
        let word = self.type_word(to, typ)?;
        self.define(r, Val::Regs(smallvec![word, s[1]]));
        Ok(())
    }

    /// The first word of an interface of type `to` for a dynamic type that may be nil: the type, or its itab, null if it lacks a method.
    fn type_word(&mut self, to: Ty, typ: ir::Value) -> R<ir::Value> {
        if self.layouts().table.is_eface(to) {
            return Ok(typ);
        }
        let (some, done) = (self.new_block(&[]), self.new_block(&[types::I64]));
        self.branch(typ, (some, &[]), (done, &[typ]));
        self.start(some);
        let itab = self.get_itab(to, typ);
        self.jump(done, &[itab]);
        self.start(done);
        Ok(self.block_param(done, 0))
    }

    /// The itab of a dynamic type; null if it lacks a method.
    fn get_itab(&mut self, iface: Ty, typ: ir::Value) -> ir::Value {
        let underlying = self.layouts().table.underlying(iface);
        let inter = self.symbol(Target::Type(underlying));
        let table = self.symbol(Target::Assertions(underlying));
        let func = self.import(Target::Known(FIND_ITAB), find_itab_signature);
        self.has_calls = true;
        let call = self.pos.ins().call(func, &[inter, typ, table]);
        self.pos.func.dfg.inst_results(call)[0]
    }

    /// The itab of a dynamic type; a type that lacks a method panics, naming the interface as written.
    fn require_itab(&mut self, iface: Ty, typ: ir::Value) -> R<ir::Value> {
        let itab = self.get_itab(iface, typ);
        let (found, missing) = (self.new_block(&[]), self.new_block(&[]));
        self.branch(itab, (found, &[]), (missing, &[]));
        self.start_cold(missing);
        let inter = self.symbol(Target::Type(iface));
        let flag = self.pos.ins().iconst(types::I8, 0);
        self.runtime("getitab", &[inter, typ, flag])?;
        self.pos.ins().trap(crate::runtime_call::UNREACHABLE);
        self.start(found);
        Ok(itab)
    }

    /// `AssertInterface`
    pub fn assert_interface(&mut self, results: &[Value], v: Value) -> R<()> {
        let &r = results.first().ok_or("assertion without result")?;
        let to = self.f.ty(r);
        let eface = self.layouts().table.is_eface(to);
        let data = self.scalar_at(v, 1)?;
        let typ = self.iface_type(v)?;
        let Some(&ok_result) = results.get(1) else {
            let (some, none) = (self.new_block(&[]), self.new_block(&[]));
            self.branch(typ, (some, &[]), (none, &[]));
            self.start_cold(none);
            let want = self.symbol(Target::Type(to));
            self.runtime_noreturn("panicnildottype", &[want])?;
            self.start(some);
            let word = if eface { typ } else { self.require_itab(to, typ)? };
            self.define(r, Val::Regs(smallvec![word, data]));
            return Ok(());
        };
        let word = self.type_word(to, typ)?;
        let ok = self.pos.ins().icmp_imm_s(IntCC::NotEqual, word, 0);
        let zero = self.iconst(0);
        let data = self.pos.ins().select(ok, data, zero);
        let out: Scalars = smallvec![word, data];
        self.define(r, Val::Regs(out));
        self.define_scalar(ok_result, ok);
        Ok(())
    }
}
