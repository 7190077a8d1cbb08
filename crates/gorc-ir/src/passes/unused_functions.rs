//! Drops functions that nothing refers to any more, most of them because every call was inlined.
//!
//! Roots are the functions of package runtime (its Rust half calls some by symbol), `main.main`, `main_inittasks`, and what data,
//! descriptors, itabs and aliases name.

use std::collections::{HashMap, HashSet};

use crate::entities::Sym;
use crate::function::Function;
use crate::module::{DataRef, Module};
use crate::ops::{Callee, Op};

/// Removes them from `funcs`.
pub fn run(funcs: &mut Vec<Function>, m: &Module) {
    let index: HashMap<Sym, usize> = funcs.iter().enumerate().map(|(i, f)| (f.name, i)).collect();
    let mut live: HashSet<Sym> = HashSet::new();
    let mut work: Vec<Sym> = Vec::new();
    let mut reach = |s: Sym, work: &mut Vec<Sym>| {
        if live.insert(s) {
            work.push(s);
        }
    };
    for f in funcs.iter() {
        let name = m.sym_name(f.name);
        if name.starts_with("runtime.") || matches!(name, "main.main" | "main_inittasks") {
            reach(f.name, &mut work);
        }
    }
    for &(_, target) in &m.aliases {
        reach(target, &mut work);
    }
    for g in &m.globals {
        for r in &g.relocs {
            if let DataRef::Sym(s) | DataRef::FuncValue(s) = r.target {
                reach(s, &mut work);
            }
        }
    }
    for s in m.itabs.iter().flat_map(|t| &t.methods).flatten() {
        reach(*s, &mut work);
    }
    for s in m.descriptors.iter().flat_map(|d| &d.methods).flat_map(|e| [e.ifn, e.tfn]).flatten() {
        reach(s, &mut work);
    }
    while let Some(s) = work.pop() {
        let Some(&n) = index.get(&s) else { continue };
        for b in &funcs[n].blocks {
            for &inst in &b.insts {
                match &funcs[n].insts[inst.index()].op {
                    Op::Call { callee: Callee::Func(s) | Callee::Extern(s), .. } => reach(*s, &mut work),
                    Op::FuncValue(s) | Op::MakeClosure { func: s, .. } => reach(*s, &mut work),
                    _ => {}
                }
            }
        }
    }
    funcs.retain(|f| live.contains(&f.name));
}
