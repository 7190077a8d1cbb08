//! The builder of one function: current block, emission of instructions, and SSA construction.
//!
//! Register-class variables that nobody addresses are SSA, built on the fly (Braun et al., "Simple and Efficient Construction of
//! Static Single Assignment Form"): reading a variable in a block without definition looks through the
//! predecessors and adds block parameters where they join. A block is *sealed* once all its predecessors
//! are known. Where a statement's control flow joins, only variables that were written in the statement get parameters: the others
//! are looked up where it began ([`Region`]). Redundant parameters are left for the pass `remove_redundant_params`.

use rustc_hash::FxHashMap;

use crate::entities::{Block, Local, PosIndex, Sym, Value};
use crate::function::Function;
use crate::ops::{CmpOp, Op, Target};
use crate::types::{Signature, Ty};

/// An SSA variable.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Var(pub u32);

/// A part of the function that control flow enters in one place, and that is not lowered further once it has been left: where it begins, and
/// when, counted in writes of variables.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Region {
    entry: Block,
    writes: u32,
}

/// A function under construction.
pub(crate) struct Builder {
    pub f: Function,
    /// Where instructions go; a terminated block is replaced by a fresh unreachable one.
    pub cur: Block,
    pub pos: PosIndex,
    bool_: Ty,
    int: Ty,
    vars: Vec<Ty>,
    /// How many writes of variables there were up to the last one of each variable.
    written: Vec<u32>,
    writes: u32,
    /// The regions that lead to these blocks, and nothing else does.
    regions: FxHashMap<Block, Region>,
    defs: FxHashMap<(Var, Block), Value>,
    preds: Vec<Vec<Block>>,
    sealed: Vec<bool>,
    incomplete: FxHashMap<Block, Vec<(Var, Value)>>,
}

impl Builder {
    pub fn new(name: Sym, sig: Signature, bool_: Ty, int: Ty) -> Builder {
        let f = Function::new(name, sig);
        Builder {
            f,
            cur: Block(0),
            pos: PosIndex(0),
            bool_,
            int,
            vars: Vec::new(),
            written: Vec::new(),
            writes: 0,
            regions: FxHashMap::default(),
            defs: FxHashMap::default(),
            preds: vec![Vec::new()],
            sealed: vec![true],
            incomplete: FxHashMap::default(),
        }
    }

    // --- blocks

    /// A new block, not sealed.
    pub fn block(&mut self) -> Block {
        let b = self.f.add_block();
        self.preds.push(Vec::new());
        self.sealed.push(false);
        b
    }

    /// Makes `b` current and declares that all its predecessors are known.
    pub fn enter_sealed(&mut self, b: Block) {
        self.seal(b);
        self.cur = b;
    }

    /// A region begins at the end of the current block.
    pub fn region(&mut self) -> Region {
        self.ready();
        Region { entry: self.cur, writes: self.writes }
    }

    /// As [`Self::enter_sealed`], for the block where a region ends: all ways to it go through the region.
    pub fn leave(&mut self, region: Region, b: Block) {
        self.regions.insert(b, region);
        self.enter_sealed(b);
    }

    /// As [`Self::seal`], for the head of a loop that is the whole of a region.
    pub fn seal_loop(&mut self, region: Region, head: Block) {
        self.regions.insert(head, region);
        self.seal(head);
    }

    /// Where a variable has the value that it has at the start of this block, if the region before it does not write it.
    fn unwritten_since(&self, var: Var, b: Block) -> Option<Block> {
        let region = self.regions.get(&b)?;
        (self.written[var.0 as usize] <= region.writes).then_some(region.entry)
    }

    /// Has the current block ended (so that what follows is unreachable)?
    pub fn is_terminated(&self) -> bool {
        self.f.terminator(self.cur).is_some()
    }

    /// Is the current block one that nothing jumps to?
    pub fn is_unreachable(&self) -> bool {
        self.is_terminated()
            || (self.cur != Block(0)
                && self.sealed[self.cur.index()]
                && self.preds[self.cur.index()].is_empty())
    }

    fn ready(&mut self) {
        if self.is_terminated() {
            let b = self.block();
            self.enter_sealed(b);
        }
    }

    /// Ends the current block.
    pub fn terminate(&mut self, op: Op) {
        self.ready();
        let cur = self.cur;
        op.for_each_target(|t| self.preds[t.block.index()].push(cur));
        self.f.append(cur, op, &[], self.pos);
    }

    pub fn jump(&mut self, block: Block) {
        self.jump_with(block, Vec::new());
    }

    /// Jumps unless the current block has ended.
    pub fn jump_open(&mut self, block: Block) {
        if !self.is_terminated() {
            self.jump(block);
        }
    }

    pub fn jump_with(&mut self, block: Block, args: Vec<Value>) {
        self.terminate(Op::Jump(Target { block, args }));
    }

    pub fn br(&mut self, cond: Value, then: Block, otherwise: Block) {
        let target = |block| Target { block, args: Vec::new() };
        self.terminate(Op::Br(cond, target(then), target(otherwise)));
    }

    // --- instructions

    /// Appends an instruction with one result.
    pub fn emit(&mut self, op: Op, ty: Ty) -> Value {
        self.ready();
        let inst = self.f.append(self.cur, op, &[ty], self.pos);
        self.f.insts[inst.index()].results[0]
    }

    /// Appends an instruction with any number of results.
    pub fn emit_multi(&mut self, op: Op, tys: &[Ty]) -> Vec<Value> {
        self.ready();
        let inst = self.f.append(self.cur, op, tys, self.pos);
        self.f.insts[inst.index()].results.clone()
    }

    /// Appends an instruction without results.
    pub fn emit0(&mut self, op: Op) {
        self.ready();
        self.f.append(self.cur, op, &[], self.pos);
    }

    pub fn ty(&self, v: Value) -> Ty {
        self.f.ty(v)
    }

    pub fn iconst(&mut self, n: i64, ty: Ty) -> Value {
        self.emit(Op::IntConst(n), ty)
    }

    pub fn int(&mut self, n: i64) -> Value {
        self.iconst(n, self.int)
    }

    pub fn bool(&mut self, b: bool) -> Value {
        self.iconst(i64::from(b), self.bool_)
    }

    pub fn cmp(&mut self, op: CmpOp, x: Value, y: Value) -> Value {
        self.emit(Op::Cmp(op, x, y), self.bool_)
    }

    /// The constant a value is, if it is an integer constant.
    pub fn const_of(&self, v: Value) -> Option<i64> {
        match self.def_op(v) {
            Some(&Op::IntConst(n)) => Some(n),
            _ => None,
        }
    }

    /// The operation that defines a value.
    pub fn def_op(&self, v: Value) -> Option<&Op> {
        match self.f.values[v.index()].def {
            crate::function::ValueDef::Result(inst, _) => Some(&self.f.insts[inst.index()].op),
            crate::function::ValueDef::Param(..) => None,
        }
    }

    pub fn local(&mut self, ty: Ty, name: &str) -> Local {
        self.f.add_local(ty, name)
    }

    // --- SSA variables

    pub fn new_var(&mut self, ty: Ty) -> Var {
        self.vars.push(ty);
        self.written.push(0);
        Var(self.vars.len() as u32 - 1)
    }

    pub fn var_ty(&self, var: Var) -> Ty {
        self.vars[var.0 as usize]
    }

    pub fn write(&mut self, var: Var, v: Value) {
        self.ready();
        self.writes += 1;
        self.written[var.0 as usize] = self.writes;
        self.defs.insert((var, self.cur), v);
    }

    pub fn read(&mut self, var: Var) -> Value {
        self.ready();
        self.read_in(var, self.cur)
    }

    fn read_in(&mut self, var: Var, block: Block) -> Value {
        // Chains of single predecessors are followed in a loop: functions can be long.
        let mut chain = Vec::new();
        let mut b = block;
        let v = loop {
            if let Some(&v) = self.defs.get(&(var, b)) {
                break v;
            }
            if !self.sealed[b.index()] {
                let v = self.f.add_param(b, self.vars[var.0 as usize]);
                self.incomplete.entry(b).or_default().push((var, v));
                self.defs.insert((var, b), v);
                break v;
            }
            match self.preds[b.index()].as_slice() {
                [] => {
                    let v = self.undefined(var, b);
                    self.defs.insert((var, b), v);
                    break v;
                }
                &[p] => {
                    chain.push(b);
                    b = p;
                }
                _ if let Some(entry) = self.unwritten_since(var, b) => {
                    chain.push(b);
                    b = entry;
                }
                _ => {
                    let v = self.f.add_param(b, self.vars[var.0 as usize]);
                    self.defs.insert((var, b), v);
                    self.add_args(var, b);
                    break v;
                }
            }
        };
        for b in chain {
            self.defs.insert((var, b), v);
        }
        v
    }

    /// A variable read where nothing defines it (unreachable code): zero, at the start of the block.
    fn undefined(&mut self, var: Var, b: Block) -> Value {
        let inst = self.f.append(b, Op::Zero, &[self.vars[var.0 as usize]], self.pos);
        let insts = &mut self.f.blocks[b.index()].insts;
        insts.pop();
        insts.insert(0, inst);
        self.f.insts[inst.index()].results[0]
    }

    fn add_args(&mut self, var: Var, b: Block) {
        let mut preds = self.preds[b.index()].clone();
        preds.sort_unstable();
        preds.dedup();
        for p in preds {
            let v = self.read_in(var, p);
            let Some(&last) = self.f.blocks[p.index()].insts.last() else { continue };
            self.f.insts[last.index()].op.for_each_target_mut(|t| {
                if t.block == b {
                    t.args.push(v);
                }
            });
        }
    }

    pub fn seal(&mut self, b: Block) {
        if std::mem::replace(&mut self.sealed[b.index()], true) {
            return;
        }
        for (var, _) in self.incomplete.remove(&b).unwrap_or_default() {
            self.add_args(var, b);
        }
    }

    /// Seals what is left (labels that nothing jumps to) and ends blocks without terminator.
    pub fn finish(&mut self) {
        for i in 0..self.f.blocks.len() {
            self.seal(Block::new(i));
        }
        for i in 0..self.f.blocks.len() {
            if self.f.terminator(Block::new(i)).is_none() {
                self.f.append(Block::new(i), Op::Unreachable, &[], self.pos);
            }
        }
    }
}
