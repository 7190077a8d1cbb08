//! Operations and their operands.

use super::lex::Tok;
use super::{Parser, Result};
use crate::entities::{Block, GlobalId, Local, Value};
use crate::ops::{BinOp, Bounds, Callee, CmpOp, Intrinsic, Op, SelectCase, Target, UnOp};

impl Parser {
    fn v(&mut self) -> Result<Value> {
        self.entity("v").map(Value)
    }

    fn v_comma(&mut self) -> Result<Value> {
        let v = self.v()?;
        self.expect(',')?;
        Ok(v)
    }

    fn vs(&mut self) -> Result<Vec<Value>> {
        let mut out = Vec::new();
        // A result list of the next instruction also begins with a value, but a colon follows there.
        while self.peek_entity("v") && self.tokens[self.at + 1].0 != Tok::Punct(':') {
            out.push(self.v()?);
            if !self.eat(',') {
                break;
            }
        }
        Ok(out)
    }

    fn target(&mut self) -> Result<Target> {
        let block = Block(self.entity("block")?);
        let mut args = Vec::new();
        if self.eat('(') {
            args = self.vs()?;
            self.expect(')')?;
        }
        Ok(Target { block, args })
    }

    pub(super) fn op(&mut self) -> Result<Op> {
        let w = self.word()?;
        if let Some(&op) = UnOp::ALL.iter().find(|o| o.name() == w) {
            return Ok(Op::Unary(op, self.v()?));
        }
        if let Some(&op) = BinOp::ALL.iter().find(|o| o.name() == w) {
            return Ok(Op::Binary(op, self.v_comma()?, self.v()?));
        }
        if let Some(&op) = CmpOp::ALL.iter().find(|o| o.name() == w) {
            return Ok(Op::Cmp(op, self.v_comma()?, self.v()?));
        }
        if let Some(&kind) = Bounds::ALL.iter().find(|o| o.name() == w) {
            return Ok(Op::BoundsCheck { kind, index: self.v_comma()?, limit: self.v()? });
        }
        if let Some(&i) = Intrinsic::ALL.iter().find(|o| o.name() == w) {
            return Ok(Op::Intrinsic(i, self.vs()?));
        }
        match self.value_op(&w)? {
            Some(op) => Ok(op),
            None => self.err(format!("unknown operation {w}")),
        }
    }

    /// Constants, addresses and what is computed of values.
    fn value_op(&mut self, w: &str) -> Result<Option<Op>> {
        Ok(Some(match w {
            "int" => Op::IntConst(self.num()?),
            "float" => Op::FloatConst(self.num()? as u64),
            "str" => {
                let s = self.string()?;
                Op::StrConst(self.m.str(&s))
            }
            "zero" => Op::Zero,
            "func_value" => Op::FuncValue(self.sym()?),
            "global_addr" => Op::GlobalAddr(GlobalId(self.entity("global")?)),
            "type_addr" => Op::TypeAddr(self.ty()?),
            "new" => Op::New(self.ty()?),
            "itab_addr" => {
                let iface = self.ty()?;
                self.expect(',')?;
                Op::ItabAddr(iface, self.ty()?)
            }
            "local_addr" => Op::LocalAddr(Local(self.entity("local")?)),
            "closure_ctx" => Op::ClosureCtx,
            "convert" => Op::Convert(self.v()?),
            "retype" => Op::Retype(self.v()?),
            "equal" => Op::Equal(self.v_comma()?, self.v()?),
            "aggregate" => Op::Aggregate(self.vs()?),
            "extract" => Op::Extract(self.v_comma()?, self.num()? as u32),
            "make_string" => Op::MakeString(self.v_comma()?, self.v()?),
            "make_slice_header" => Op::MakeSliceHeader(self.v_comma()?, self.v_comma()?, self.v()?),
            "data_ptr" => Op::DataPtr(self.v()?),
            "len" => Op::Len(self.v()?),
            "cap" => Op::Cap(self.v()?),
            "make_complex" => Op::MakeComplex(self.v_comma()?, self.v()?),
            "real" => Op::Real(self.v()?),
            "imag" => Op::Imag(self.v()?),
            _ => return self.memory_op(w),
        }))
    }

    /// Memory and allocation.
    fn memory_op(&mut self, w: &str) -> Result<Option<Op>> {
        Ok(Some(match w {
            "load" => Op::Load(self.v()?),
            "store" => {
                let (ptr, val) = (self.v_comma()?, self.v()?);
                Op::Store { ptr, val, barrier: self.eat_word("barrier") }
            }
            "field_addr" => Op::FieldAddr(self.v_comma()?, self.num()? as u32),
            "index_addr" => Op::IndexAddr(self.v_comma()?, self.v()?),
            "ptr_add" => Op::PtrAdd(self.v_comma()?, self.v()?),
            "move" => {
                let (dst, src, ty) = (self.v_comma()?, self.v_comma()?, self.ty()?);
                Op::Move { dst, src, ty, barrier: self.eat_word("barrier") }
            }
            "zero_mem" => {
                let (ptr, ty) = (self.v_comma()?, self.ty()?);
                Op::ZeroMem { ptr, ty, barrier: self.eat_word("barrier") }
            }
            "slice_copy" => {
                let (dst, dst_len, src, src_len) =
                    (self.v_comma()?, self.v_comma()?, self.v_comma()?, self.v_comma()?);
                Op::SliceCopy { elem: self.ty()?, dst, dst_len, src, src_len }
            }
            "make_slice" => Op::MakeSlice(self.v_comma()?, self.v()?),
            "grow_slice" => Op::GrowSlice(self.v_comma()?, self.v()?),
            "grow_slice_in" => {
                let (slice, more) = (self.v_comma()?, self.v_comma()?);
                let buffer = Local(self.entity("local")?);
                self.expect(',')?;
                Op::GrowSliceIn { slice, more, buffer, used: Local(self.entity("local")?) }
            }
            "make_closure" => {
                let func = self.sym()?;
                self.expect(',')?;
                let env = self.ty()?;
                let captures = if self.eat(',') { self.vs()? } else { Vec::new() };
                Op::MakeClosure { func, env, captures }
            }
            "make_map" => Op::MakeMap(self.v()?),
            "make_chan" => Op::MakeChan(self.v()?),
            _ => return self.checked_op(w),
        }))
    }

    /// Checks, and what the runtime does: strings, interfaces, maps and channels.
    fn checked_op(&mut self, w: &str) -> Result<Option<Op>> {
        Ok(Some(match w {
            "nil_check" => Op::NilCheck(self.v()?),
            "div_check" => Op::DivCheck(self.v()?),
            "shift_check" => Op::ShiftCheck(self.v()?),
            "str_concat" => Op::StrConcat(self.vs()?),
            "str_from_bytes" => Op::StrFromBytes(self.v()?),
            "str_from_runes" => Op::StrFromRunes(self.v()?),
            "str_from_int" => Op::StrFromInt(self.v()?),
            "bytes_from_str" => Op::BytesFromStr(self.v()?),
            "runes_from_str" => Op::RunesFromStr(self.v()?),
            "decode_rune" => Op::DecodeRune(self.v_comma()?, self.v()?),
            "make_interface" => Op::MakeInterface(self.v()?),
            "iface_word" => Op::IfaceWord(self.v()?),
            "iface_type" => Op::IfaceType(self.v()?),
            "iface_data" => Op::IfaceData(self.v()?),
            "convert_interface" => Op::ConvertInterface(self.v()?),
            "assert_interface" => Op::AssertInterface(self.v()?),
            "map_get" => Op::MapGet(self.v_comma()?, self.v()?),
            "map_get2" => Op::MapGet2(self.v_comma()?, self.v()?),
            "map_assign" => Op::MapAssign(self.v_comma()?, self.v()?),
            "map_delete" => Op::MapDelete(self.v_comma()?, self.v()?),
            "map_clear" => Op::MapClear(self.v()?),
            "map_iter_init" => Op::MapIterInit(self.v_comma()?, self.v()?),
            "map_iter_next" => Op::MapIterNext(self.v()?),
            "map_iter_key" => Op::MapIterKey(self.v()?),
            "map_iter_elem" => Op::MapIterElem(self.v()?),
            "chan_send" => Op::ChanSend(self.v_comma()?, self.v()?),
            "chan_recv" => Op::ChanRecv(self.v()?),
            "chan_close" => Op::ChanClose(self.v()?),
            "select" => self.select()?,
            _ => return self.control_op(w),
        }))
    }

    /// Calls and the ends of blocks.
    fn control_op(&mut self, w: &str) -> Result<Option<Op>> {
        Ok(Some(match w {
            "call" => self.call()?,
            "go" => Op::Go(self.v()?),
            "defer" => Op::Defer(self.v()?),
            "defer_frame" => Op::DeferFrame,
            "defer_return" => Op::DeferReturn,
            "panic" => Op::Panic(self.v()?),
            "recover" => Op::Recover,
            "jump" => Op::Jump(self.target()?),
            "br" => {
                let (v, then) = (self.v_comma()?, self.target()?);
                self.expect(',')?;
                Op::Br(v, then, self.target()?)
            }
            "switch" => self.switch()?,
            "return" => Op::Return(self.vs()?),
            "unreachable" => Op::Unreachable,
            _ => return Ok(None),
        }))
    }

    fn select(&mut self) -> Result<Op> {
        let blocking = match self.word()?.as_str() {
            "blocking" => true,
            "default" => false,
            w => return self.err(format!("expected blocking or default, found {w}")),
        };
        let mut cases = Vec::new();
        while self.eat(',') {
            let send = match self.word()?.as_str() {
                "send" => true,
                "recv" => false,
                w => return self.err(format!("expected send or recv, found {w}")),
            };
            let chan = self.v()?;
            let more = self.peek_entity("v") && self.tokens[self.at + 1].0 != Tok::Punct(':');
            let elem = if more { Some(self.v()?) } else { None };
            cases.push(SelectCase { chan, elem, send });
        }
        Ok(Op::Select { cases, blocking })
    }

    fn call(&mut self) -> Result<Op> {
        let callee = if matches!(self.peek(), Tok::Sym(_)) {
            Callee::Func(self.sym()?)
        } else {
            match self.word()?.as_str() {
                "extern" => Callee::Extern(self.sym()?),
                "runtime" => {
                    let name = self.word()?;
                    match gorc_abi::runtime_fns::RUNTIME_FNS.iter().position(|f| f.name == name) {
                        Some(i) => Callee::Runtime(i as u16),
                        None => return self.err(format!("unknown runtime function {name}")),
                    }
                }
                "closure" => Callee::Closure,
                "iface" => Callee::Iface(self.num()? as u32),
                w => return self.err(format!("unknown callee {w}")),
            }
        };
        let sig = self.sig()?;
        Ok(Op::Call { callee, sig, args: self.vs()? })
    }

    fn switch(&mut self) -> Result<Op> {
        let v = self.v_comma()?;
        let mut cases = Vec::new();
        while let &Tok::Num(n) = self.peek() {
            self.next();
            self.expect(':')?;
            cases.push((n, self.target()?));
            self.expect(',')?;
        }
        Ok(Op::Switch(v, cases, self.target()?))
    }
}
