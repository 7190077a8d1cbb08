//! Removes checks that an earlier check of the same values makes superfluous: within a block, and by the blocks that
//! dominate it.

use std::collections::HashMap;

use crate::cfg::Cfg;
use crate::dominators::Dominators;
use crate::entities::Value;
use crate::function::{Function, ValueDef};
use crate::ops::{Bounds, Op};
use crate::types::TypeTable;

/// A value by what it computes, as far as that matters here: lengths of the same value are the same.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Key {
    Value(Value),
    Const(i64),
    Len(Value),
    Cap(Value),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Check {
    Nil(Value),
    Div(Value),
    Shift(Value),
    Bounds(Bounds, Key, Key),
}

pub fn run(f: &mut Function, types: &TypeTable) {
    let cfg = Cfg::new(f);
    let dominators = Dominators::new(f, &cfg);
    // The block in which a check was seen first.
    let mut seen: HashMap<Check, Vec<crate::entities::Block>> = HashMap::new();
    for &b in &cfg.rpo {
        let insts = std::mem::take(&mut f.blocks[b.index()].insts);
        let kept = insts
            .into_iter()
            .filter(|&inst| {
                let Some(check) = check_of(f, &f.insts[inst.index()].op) else { return true };
                if holds_always(f, types, &check) {
                    return false;
                }
                let blocks = seen.entry(check).or_default();
                if blocks.iter().any(|&d| dominators.dominates(d, b)) {
                    return false;
                }
                blocks.push(b);
                true
            })
            .collect();
        f.blocks[b.index()].insts = kept;
    }
}

fn check_of(f: &Function, op: &Op) -> Option<Check> {
    Some(match op {
        Op::NilCheck(v) => Check::Nil(*v),
        Op::DivCheck(v) => Check::Div(*v),
        Op::ShiftCheck(v) => Check::Shift(*v),
        Op::BoundsCheck { kind, index, limit } => Check::Bounds(*kind, key(f, *index), key(f, *limit)),
        _ => return None,
    })
}

fn def(f: &Function, v: Value) -> Option<&Op> {
    match f.values[v.index()].def {
        ValueDef::Result(inst, _) => Some(&f.insts[inst.index()].op),
        ValueDef::Param(..) => None,
    }
}

fn key(f: &Function, v: Value) -> Key {
    match def(f, v) {
        Some(&Op::IntConst(n)) => Key::Const(n),
        Some(&Op::Len(x)) => Key::Len(x),
        Some(&Op::Cap(x)) => Key::Cap(x),
        _ => Key::Value(v),
    }
}

fn holds_always(f: &Function, types: &TypeTable, check: &Check) -> bool {
    match *check {
        Check::Nil(v) => {
            matches!(
                def(f, v),
                Some(Op::New(_) | Op::LocalAddr(_) | Op::GlobalAddr(_) | Op::MakeClosure { .. })
            )
        }
        Check::Div(v) => matches!(def(f, v), Some(&Op::IntConst(n)) if n != 0),
        Check::Shift(v) => {
            matches!(def(f, v), Some(&Op::IntConst(n)) if n >= 0) || types.ukind(f.ty(v)).is_unsigned()
        }
        Check::Bounds(Bounds::Index, Key::Const(i), Key::Const(n)) => i >= 0 && i < n,
        Check::Bounds(Bounds::SliceConvert, ..) => false,
        Check::Bounds(Bounds::Index, ..) => false,
        Check::Bounds(_, Key::Const(i), Key::Const(n)) => i >= 0 && i <= n,
        Check::Bounds(_, i, n) => i == n && matches!(i, Key::Len(_) | Key::Cap(_)),
    }
}
