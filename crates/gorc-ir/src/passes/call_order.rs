//! The calls whose callee is known, and an order of functions by them.

use std::collections::HashMap;

use crate::entities::{Inst, Sym, Value};
use crate::function::{Function, ValueDef};
use crate::ops::{Callee, Op};

/// The functions in an order in which callees come before callers, as far as there is no recursion.
pub fn callees_first(funcs: &[Function], index: &HashMap<Sym, usize>) -> Vec<usize> {
    let callees: Vec<Vec<usize>> =
        funcs.iter().map(|f| call_sites(f, index).into_iter().map(|(_, n)| n).collect()).collect();
    let mut out = Vec::with_capacity(funcs.len());
    let mut seen = vec![false; funcs.len()];
    for root in 0..funcs.len() {
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        let mut stack = vec![(root, 0)];
        while let Some((n, next)) = stack.last_mut() {
            match callees[*n].get(*next) {
                Some(&c) => {
                    *next += 1;
                    if !std::mem::replace(&mut seen[c], true) {
                        stack.push((c, 0));
                    }
                }
                None => {
                    out.push(*n);
                    stack.pop();
                }
            }
        }
    }
    out
}

/// The calls whose callee is known, with the callee's number.
pub fn call_sites(f: &Function, index: &HashMap<Sym, usize>) -> Vec<(Inst, usize)> {
    let mut out = Vec::new();
    for b in &f.blocks {
        for &inst in &b.insts {
            if let Op::Call { callee, args, .. } = &f.insts[inst.index()].op {
                let sym = match callee {
                    Callee::Func(sym) => Some(*sym),
                    Callee::Closure => args.first().and_then(|&v| code_of(f, v)),
                    _ => None,
                };
                out.extend(sym.and_then(|s| index.get(&s)).map(|&n| (inst, n)));
            }
        }
    }
    out
}

/// The function that a func value is, if that is plain to see.
pub fn code_of(f: &Function, func: Value) -> Option<Sym> {
    let ValueDef::Result(inst, _) = f.values[func.index()].def else { return None };
    match f.insts[inst.index()].op {
        Op::FuncValue(func) | Op::MakeClosure { func, .. } => Some(func),
        _ => None,
    }
}
