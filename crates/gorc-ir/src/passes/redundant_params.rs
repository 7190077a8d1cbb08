//! Removes block parameters that get the same value over every edge (or themselves), until none is left: what on-the-fly SSA
//! construction leaves behind.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

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

/// A parameter: its block, and its number there.
type Param = (Block, usize);

pub fn run(f: &mut Function, _: &TypeTable) {
    let cfg = Cfg::new(f);
    let mut aliases = Aliases((0..f.values.len()).map(Value::new).collect());
    let args = arguments(f, &cfg);
    let mut removed: Vec<Vec<bool>> = f.blocks.iter().map(|b| vec![false; b.params.len()]).collect();
    // Only parameters that get a removed one as argument can become redundant by that.
    let mut passed_to = PassedTo::new(f, &cfg, &args);
    let mut queued: Vec<Vec<bool>> = f.blocks.iter().map(|b| vec![true; b.params.len()]).collect();
    let mut work: VecDeque<Param> = VecDeque::new();
    for &b in cfg.rpo.iter().filter(|&&b| b != f.entry()) {
        work.extend((0..f.blocks[b.index()].params.len()).map(|n| (b, n)));
    }
    let mut any = false;
    while let Some((b, n)) = work.pop_front() {
        queued[b.index()][n] = false;
        let p = f.blocks[b.index()].params[n];
        let Some(v) = only_value(&mut aliases, p, &args[b.index()][n]) else { continue };
        aliases.0[p.index()] = v;
        removed[b.index()][n] = true;
        any = true;
        let users = passed_to.0.remove(&p).unwrap_or_default();
        for &(b, n) in &users {
            if !removed[b.index()][n] && !std::mem::replace(&mut queued[b.index()][n], true) {
                work.push_back((b, n));
            }
        }
        if is_param(f, v) {
            passed_to.add(v, users);
        }
    }
    if any {
        rewrite(f, &cfg, &mut aliases, &removed);
    }
}

/// Arguments per block and parameter, one per edge.
fn arguments(f: &Function, cfg: &Cfg) -> Vec<Vec<Vec<Value>>> {
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
    args
}

/// For each block parameter, the parameters that get it as argument.
struct PassedTo(FxHashMap<Value, Vec<Param>>);

impl PassedTo {
    fn new(f: &Function, cfg: &Cfg, args: &[Vec<Vec<Value>>]) -> PassedTo {
        let mut out: FxHashMap<Value, Vec<Param>> = FxHashMap::default();
        for &b in &cfg.rpo {
            for (n, list) in args[b.index()].iter().enumerate() {
                for &v in list.iter().filter(|&&v| is_param(f, v)) {
                    out.entry(v).or_default().push((b, n));
                }
            }
        }
        PassedTo(out)
    }

    fn add(&mut self, v: Value, mut list: Vec<Param>) {
        let known = self.0.entry(v).or_default();
        // The shorter list moves, so no entry moves often.
        if known.len() < list.len() {
            std::mem::swap(known, &mut list);
        }
        known.append(&mut list);
    }
}

fn is_param(f: &Function, v: Value) -> bool {
    matches!(f.values[v.index()].def, ValueDef::Param(..))
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
