//! The calls whose callee is known, and an order of functions by them.

use std::collections::HashMap;

use crate::entities::{Inst, Sym, Value};
use crate::function::{Function, ValueDef};
use crate::ops::{Callee, Op};

/// The functions in an order in which callees, and the code of closures, come before callers, as far as there is no recursion.
pub fn callees_first(funcs: &[Function], index: &HashMap<Sym, usize>) -> Vec<usize> {
    let callees: Vec<Vec<usize>> = funcs.iter().map(|f| named(f, index)).collect();
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

/// The numbers of the functions that a function calls, or makes closures of.
fn named(f: &Function, index: &HashMap<Sym, usize>) -> Vec<usize> {
    let insts = f.blocks.iter().flat_map(|b| &b.insts).map(|i| &f.insts[i.index()].op);
    let syms = insts.filter_map(|op| match op {
        Op::Call { callee: Callee::Func(sym), .. } | Op::FuncValue(sym) => Some(sym),
        Op::MakeClosure { func, .. } => Some(func),
        _ => None,
    });
    syms.filter_map(|s| index.get(s).copied()).collect()
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
    match f.insts[made_by(f, func)?.index()].op {
        Op::FuncValue(func) | Op::MakeClosure { func, .. } => Some(func),
        _ => None,
    }
}

/// The instruction that made a value, under whatever type it goes by now.
pub fn made_by(f: &Function, v: Value) -> Option<Inst> {
    let ValueDef::Result(inst, _) = f.values[v.index()].def else { return None };
    match f.insts[inst.index()].op {
        Op::Retype(x) => made_by(f, x),
        _ => Some(inst),
    }
}
