//! Lets strings made of bytes share the memory of the bytes where nobody can tell: `m[string(b)]`, `string(b) == "x"`, `"<" + string(b) + ">"`.
//!
//! The string must only be compared, measured, decoded, looked up, or concatenated with a constant that is not empty (so that the
//! result is a copy), and no path from the conversion to such a use may lead over an instruction that could write to the bytes.

use crate::cfg::successors;
use crate::entities::{Block, Inst, Value};
use crate::function::{Function, ValueDef};
use crate::module::Module;
use crate::ops::{Intrinsic, Op};
use crate::types::{TyKind, TypeTable};

pub fn run(funcs: &mut [Function], m: &mut Module) {
    for f in funcs {
        let is_conversion = |i: &&Inst| matches!(f.insts[i.index()].op, Op::StrFromBytes(_));
        let insts = f.blocks.iter().flat_map(|b| &b.insts);
        let conversions: Vec<Inst> = insts.filter(is_conversion).copied().collect();
        for inst in conversions {
            let mut uses = Vec::new();
            let harmless = harmless_uses(f, m, f.insts[inst.index()].results[0], &mut uses);
            if harmless && !may_be_written(f, inst, &uses) {
                borrow(f, &mut m.types, inst);
            }
        }
    }
}

/// Collects what uses a string, or a struct or array that it is in; false if that could keep it.
fn harmless_uses(f: &Function, m: &Module, v: Value, uses: &mut Vec<Inst>) -> bool {
    let constant = |v: &Value| match def(f, *v) {
        Some(Op::StrConst(s)) => !m.strs[s.index()].is_empty(),
        _ => false,
    };
    for &inst in f.blocks.iter().flat_map(|b| &b.insts) {
        let data = &f.insts[inst.index()];
        let mut used = false;
        data.op.for_each_operand(|o| used |= o == v);
        if !used {
            continue;
        }
        let ok = match &data.op {
            Op::Cmp(..) | Op::Equal(..) | Op::Len(_) | Op::DecodeRune(..) => true,
            Op::MapGet(m, _) | Op::MapGet2(m, _) | Op::MapDelete(m, _) => *m != v,
            Op::StrConcat(parts) => parts.iter().any(constant),
            Op::DataPtr(_) => bytes_are_read(f, data.results[0], uses),
            Op::Aggregate(_) => harmless_uses(f, m, data.results[0], uses),
            _ => false,
        };
        if !ok {
            return false;
        }
        uses.push(inst);
    }
    true
}

/// Are single bytes loaded through an address, and nothing else?
fn bytes_are_read(f: &Function, ptr: Value, uses: &mut Vec<Inst>) -> bool {
    f.blocks.iter().flat_map(|b| &b.insts).all(|&inst| {
        let data = &f.insts[inst.index()];
        let mut used = false;
        data.op.for_each_operand(|o| used |= o == ptr);
        if used {
            uses.push(inst);
        }
        match data.op {
            _ if !used => true,
            Op::IndexAddr(..) => bytes_are_read(f, data.results[0], uses),
            Op::Load(_) => true,
            _ => false,
        }
    })
}

/// Does a path lead from `start` over something that writes memory to one of the uses?
fn may_be_written(f: &Function, start: Inst, uses: &[Inst]) -> bool {
    let Some(first) = f.blocks.iter().position(|b| b.insts.contains(&start)) else { return true };
    let at = f.blocks[first].insts.iter().position(|&i| i == start).map_or(0, |i| i + 1);
    let mut work = vec![(first, at, false)];
    let mut seen = vec![[false; 2]; f.blocks.len()];
    while let Some((b, at, mut written)) = work.pop() {
        let mut again = false;
        for &inst in &f.blocks[b].insts[at..] {
            again = inst == start;
            if again {
                break;
            }
            if written && uses.contains(&inst) {
                return true;
            }
            written |= writes(&f.insts[inst.index()].op);
        }
        if again {
            continue;
        }
        for s in successors(f, Block::new(b)) {
            if !std::mem::replace(&mut seen[s.index()][usize::from(written)], true) {
                work.push((s.index(), 0, written));
            }
        }
    }
    false
}

/// May the operation write to memory that others see, or wait for those that do?
fn writes(op: &Op) -> bool {
    match op {
        Op::Store { .. }
        | Op::Move { .. }
        | Op::ZeroMem { .. }
        | Op::SliceCopy { .. }
        | Op::Call { .. }
        | Op::ChanSend(..)
        | Op::ChanRecv(_)
        | Op::ChanClose(_)
        | Op::Select { .. }
        | Op::Go(_)
        | Op::Defer(_)
        | Op::DeferReturn => true,
        Op::Intrinsic(i, _) => matches!(
            i,
            Intrinsic::AtomicLoad
                | Intrinsic::AtomicStore
                | Intrinsic::AtomicExchange
                | Intrinsic::AtomicAdd
                | Intrinsic::AtomicCas
                | Intrinsic::AtomicAnd
                | Intrinsic::AtomicOr
        ),
        _ => false,
    }
}

/// Makes the string of the slice's own memory.
fn borrow(f: &mut Function, types: &mut TypeTable, inst: Inst) {
    let Op::StrFromBytes(bytes) = f.insts[inst.index()].op else { return };
    let TyKind::Slice(elem) = *types.ukind(f.ty(bytes)) else { return };
    let (ptr_ty, int) = (types.intern(TyKind::Pointer(elem)), types.intern(TyKind::Int));
    let pos = f.insts[inst.index()].pos;
    let Some(b) = f.blocks.iter().position(|b| b.insts.contains(&inst)) else { return };
    let at = f.blocks[b].insts.iter().position(|&i| i == inst).unwrap_or(0);
    let tail = f.blocks[b].insts.split_off(at);
    let mut emit = |op, ty| {
        let i = f.append(Block::new(b), op, &[ty], pos);
        f.insts[i.index()].results[0]
    };
    let ptr = emit(Op::DataPtr(bytes), ptr_ty);
    let len = emit(Op::Len(bytes), int);
    f.insts[inst.index()].op = Op::MakeString(ptr, len);
    f.blocks[b].insts.extend(tail);
}

fn def(f: &Function, v: Value) -> Option<&Op> {
    match f.values[v.index()].def {
        ValueDef::Result(inst, _) => Some(&f.insts[inst.index()].op),
        ValueDef::Param(..) => None,
    }
}
