//! Removes instructions without effects whose results nothing uses, and parameters that nothing uses.

use crate::entities::{Inst, Value};
use crate::function::{Function, ValueDef};
use crate::types::TypeTable;

pub fn run(f: &mut Function, _: &TypeTable) {
    let mut live = Liveness { values: vec![false; f.values.len()], work: Vec::new() };
    let mut args: Vec<Vec<Vec<Value>>> = f.blocks.iter().map(|b| vec![Vec::new(); b.params.len()]).collect();
    for b in &f.blocks {
        for &inst in &b.insts {
            let op = &f.insts[inst.index()].op;
            if op.is_removable() {
                continue;
            }
            // Arguments of parameters count only once the parameter does.
            let mut passed = Vec::new();
            op.for_each_target(|t| {
                for (n, &v) in t.args.iter().enumerate() {
                    passed.push(v);
                    if let Some(list) = args[t.block.index()].get_mut(n) {
                        list.push(v);
                    }
                }
            });
            let mut operands = Vec::new();
            op.for_each_operand(|v| operands.push(v));
            // Targets come last among the operands.
            operands.truncate(operands.len() - passed.len());
            operands.into_iter().for_each(|v| live.mark(v));
        }
    }
    for &p in &f.blocks[0].params {
        live.mark(p);
    }
    while let Some(v) = live.work.pop() {
        match f.values[v.index()].def {
            ValueDef::Result(inst, _) => {
                if f.insts[inst.index()].op.is_removable() {
                    f.insts[inst.index()].op.for_each_operand(|o| live.mark(o));
                }
            }
            ValueDef::Param(b, n) => {
                for &a in args[b.index()].get(n as usize).into_iter().flatten() {
                    live.mark(a);
                }
            }
        }
    }
    sweep(f, &live);
}

struct Liveness {
    values: Vec<bool>,
    work: Vec<Value>,
}

impl Liveness {
    fn mark(&mut self, v: Value) {
        if !std::mem::replace(&mut self.values[v.index()], true) {
            self.work.push(v);
        }
    }
}

fn sweep(f: &mut Function, live: &Liveness) {
    let keep_param: Vec<Vec<bool>> = f
        .blocks
        .iter()
        .enumerate()
        .map(|(i, b)| b.params.iter().map(|p| i == 0 || live.values[p.index()]).collect())
        .collect();
    for i in 0..f.blocks.len() {
        let insts = std::mem::take(&mut f.blocks[i].insts);
        let is_live = |f: &Function, inst: Inst| {
            let data = &f.insts[inst.index()];
            !data.op.is_removable() || data.results.iter().any(|r| live.values[r.index()])
        };
        let insts: Vec<Inst> = insts.into_iter().filter(|&inst| is_live(f, inst)).collect();
        for &inst in &insts {
            f.insts[inst.index()].op.for_each_target_mut(|t| {
                let mut n = 0;
                t.args.retain(|_| {
                    n += 1;
                    keep_param[t.block.index()][n - 1]
                });
            });
        }
        f.blocks[i].insts = insts;
        let mut n = 0;
        f.blocks[i].params.retain(|_| {
            n += 1;
            keep_param[i][n - 1]
        });
        super::redundant_params::renumber_params(f, crate::entities::Block::new(i));
    }
}
