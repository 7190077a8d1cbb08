//! Removes block parameters that get the same value over every edge (or themselves), until none is left: what on-the-fly SSA
//! construction leaves behind.

use crate::cfg::Cfg;
use crate::entities::{Block, Value};
use crate::function::{Function, ValueDef};
use crate::types::TypeTable;

/// What a value is replaced by, with path compression.
struct Aliases(Vec<Value>);

impl Aliases {
    fn find(&mut self, v: Value) -> Value {
        let mut root = v;
        while self.0[root.index()] != root {
            root = self.0[root.index()];
        }
        let mut at = v;
        while self.0[at.index()] != root {
            at = std::mem::replace(&mut self.0[at.index()], root);
        }
        root
    }
}

pub fn run(f: &mut Function, _: &TypeTable) {
    let cfg = Cfg::new(f);
    let mut aliases = Aliases((0..f.values.len()).map(Value::new).collect());
    // Arguments per block and parameter, one per edge.
    let mut args: Vec<Vec<Vec<Value>>> = f.blocks.iter().map(|b| vec![Vec::new(); b.params.len()]).collect();
    for &b in &cfg.rpo {
        if let Some(t) = f.terminator(b) {
            t.for_each_target(|t| {
                for (slot, &v) in args[t.block.index()].iter_mut().zip(&t.args) {
                    slot.push(v);
                }
            });
        }
    }
    let mut removed: Vec<Vec<bool>> = f.blocks.iter().map(|b| vec![false; b.params.len()]).collect();
    let mut changed = true;
    let mut any = false;
    while changed {
        changed = false;
        for &b in &cfg.rpo {
            if b == f.entry() {
                continue;
            }
            for n in 0..f.blocks[b.index()].params.len() {
                if removed[b.index()][n] {
                    continue;
                }
                let p = f.blocks[b.index()].params[n];
                if let Some(v) = only_value(&mut aliases, p, &args[b.index()][n]) {
                    aliases.0[p.index()] = v;
                    removed[b.index()][n] = true;
                    changed = true;
                    any = true;
                }
            }
        }
    }
    if any {
        rewrite(f, &cfg, &mut aliases, &removed);
    }
}

fn only_value(aliases: &mut Aliases, param: Value, args: &[Value]) -> Option<Value> {
    let mut only = None;
    for &a in args {
        let a = aliases.find(a);
        if a == param || only == Some(a) {
            continue;
        }
        if only.is_some() {
            return None;
        }
        only = Some(a);
    }
    only
}

fn rewrite(f: &mut Function, cfg: &Cfg, aliases: &mut Aliases, removed: &[Vec<bool>]) {
    for &b in &cfg.rpo {
        for k in 0..f.blocks[b.index()].insts.len() {
            let inst = f.blocks[b.index()].insts[k];
            let op = &mut f.insts[inst.index()].op;
            op.for_each_target_mut(|t| {
                let mut n = 0;
                t.args.retain(|_| {
                    n += 1;
                    !removed[t.block.index()][n - 1]
                });
            });
            op.for_each_operand_mut(|v| *v = aliases.find(*v));
        }
        let mut n = 0;
        f.blocks[b.index()].params.retain(|_| {
            n += 1;
            !removed[b.index()][n - 1]
        });
        renumber_params(f, b);
    }
}

/// Tells the parameters of a block their positions.
pub fn renumber_params(f: &mut Function, b: Block) {
    for n in 0..f.blocks[b.index()].params.len() {
        let p = f.blocks[b.index()].params[n];
        f.values[p.index()].def = ValueDef::Param(b, n as u32);
    }
}
