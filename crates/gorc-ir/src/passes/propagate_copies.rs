//! Replaces values by those that they are copies of, and looks through new names of slices and strings for their parts.
//!
//! ```text
//! v2: T = retype v1            // v1: T; uses of v2 become uses of v1
//! v4: []int = retype v3        // v3: $main.list
//! v5: int = len v4             // len v3
//! ```

use crate::entities::Value;
use crate::function::{Function, ValueDef};
use crate::ops::Op;
use crate::types::{TyKind, TypeTable};

pub fn run(f: &mut Function, types: &TypeTable) {
    let mut origin: Vec<Value> = (0..f.values.len()).map(Value::new).collect();
    for (n, data) in f.values.iter().enumerate() {
        let ValueDef::Result(inst, _) = data.def else { continue };
        if let Op::Retype(x) = f.insts[inst.index()].op
            && f.ty(x) == data.ty
        {
            origin[n] = x;
        }
    }
    let named = |f: &Function, mut v: Value| {
        while let ValueDef::Result(inst, _) = f.values[v.index()].def
            && let Op::Retype(x) = f.insts[inst.index()].op
            && matches!(types.ukind(f.ty(x)), TyKind::Slice(_) | TyKind::String)
        {
            v = x;
        }
        v
    };
    for n in 0..f.insts.len() {
        let mut op = f.insts[n].op.clone();
        op.for_each_operand_mut(|v| {
            while origin[v.index()] != *v {
                *v = origin[v.index()];
            }
        });
        if let Op::Len(x) | Op::Cap(x) | Op::DataPtr(x) = &mut op {
            *x = named(f, *x);
        }
        f.insts[n].op = op;
    }
    super::dead_code::run(f, types);
}
