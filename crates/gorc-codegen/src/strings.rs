//! Strings: concatenation, conversions, decoding.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, types};
use gorc_ir::{Local, Value};
use smallvec::smallvec;

use crate::func::Lower;
use crate::values::{Place, R, Val};

impl Lower<'_, '_> {
    /// `StrConcat`: the operands as an array of strings.
    pub fn str_concat(&mut self, r: Value, vs: &[Value], slot: Option<Local>) -> R<()> {
        let temp = self.temp(16 * vs.len() as u64)?;
        let array = Place::slot(temp.0);
        for (i, &v) in vs.iter().enumerate() {
            let s = self.scalars(v)?;
            self.store_scalar(s[0], array.at(16 * i as u64));
            self.store_scalar(s[1], array.at(16 * i as u64 + 8));
        }
        let p = self.addr(array);
        let n = self.iconst(vs.len() as i64);
        let buffer = self.slot_or_null(slot)?;
        let out = self.runtime("concatstrings", &[buffer, p, n])?;
        self.free_temp(temp);
        self.define(r, Val::Regs(out));
        Ok(())
    }

    /// A string from a slice's pointer and length.
    pub fn str_call(&mut self, r: Value, name: &str, v: Value, slot: Option<Local>) -> R<()> {
        let s = self.scalars(v)?;
        let buffer = self.slot_or_null(slot)?;
        let out = self.runtime(name, &[buffer, s[0], s[1]])?;
        self.define(r, Val::Regs(out));
        Ok(())
    }

    /// `StrFromInt`
    pub fn str_from_int(&mut self, r: Value, v: Value) -> R<()> {
        let n = self.extend64(v)?;
        let out = self.runtime("intstring", &[n])?;
        self.define(r, Val::Regs(out));
        Ok(())
    }

    /// `BytesFromStr`, `RunesFromStr`
    pub fn slice_from_str(&mut self, r: Value, name: &str, v: Value, slot: Option<Local>) -> R<()> {
        let s = self.scalars(v)?;
        let buffer = self.slot_or_null(slot)?;
        let out = self.runtime(name, &[buffer, s[0], s[1]])?;
        let (len, cap) = if name == "stringtoslicebyte" {
            (s[1], out[1])
        } else {
            let len = self.pos.ins().band_imm_u(out[1], (1 << 48) - 1);
            let left = self.pos.ins().ushr_imm_u(out[1], 48);
            (len, self.pos.ins().iadd(len, left))
        };
        self.define(r, Val::Regs(smallvec![out[0], len, cap]));
        Ok(())
    }

    /// `DecodeRune`: ASCII inline.
    pub fn decode_rune(&mut self, results: &[Value], s: Value, i: Value) -> R<()> {
        let &[rune, next] = results else { return Err("decode_rune gives two values".into()) };
        let s = self.scalars(s)?;
        let i = self.extend64(i)?;
        let at = self.pos.ins().iadd(s[0], i);
        let byte = self.load_scalar(types::I8, Place::safe(at));
        let wide = self.pos.ins().uextend(types::I32, byte);
        let after = self.pos.ins().iadd_imm_s(i, 1);
        let (slow, done) = (self.new_block(&[]), self.new_block(&[types::I32, types::I64]));
        let ascii = self.pos.ins().icmp_imm_s(IntCC::SignedGreaterThanOrEqual, byte, 0);
        self.branch(ascii, (done, &[wide, after]), (slow, &[]));
        self.start_cold(slow);
        let out = self.runtime("decoderune", &[s[0], s[1], i])?;
        self.jump(done, &out);
        self.start(done);
        let (a, b) = (self.block_param(done, 0), self.block_param(done, 1));
        self.define_scalar(rune, a);
        self.define_scalar(next, b);
        Ok(())
    }
}
