//! Replaces calls of small functions by their bodies, callees first, and makes indirect calls with a known target direct.
//!
//! Positions of inlined instructions carry the chain of calls, so tracebacks show what they would have shown. Not inlined are
//! functions with defers, those that look at their frame (`recover`, frame pointers), wrappers, functions of package runtime, those marked `//go:noinline`, and those that a `//go:linkname` alias names: `main.main`, called as `main_main`, among them, so that
//! a debugger can stop there. A recursive function is inlined into itself, once, and nowhere else.

use std::collections::{HashMap, HashSet};

use super::call_order::{call_sites, callees_first, made_by};
use crate::entities::{Block, Inst, Local, PosIndex, Sym, Value};
use crate::function::{BlockData, Function, InstData, ValueData, ValueDef};
use crate::module::{Module, Position};
use crate::ops::{Callee, Intrinsic, Op, Target};
use crate::types::{MAX_FRAME_VALUE, Ty, TyKind, TypeTable};

/// The largest body that is inlined, in weighted instructions.
const MAX_COST: usize = 36;
/// The most blocks an inlined body has.
const MAX_BLOCKS: usize = 12;
/// The largest body of a closure that is inlined where it is called, if that is all that happens to it: nothing is left of it elsewhere.
const MAX_ONLY_COST: usize = 200;
/// The most blocks of such a body.
const MAX_ONLY_BLOCKS: usize = 40;
/// How often calls are looked for that have got a known target by inlining: those of closures that were returned, or passed on.
const MAX_ROUNDS: usize = 4;
/// The most calls of itself that a function has for them to be inlined.
const MAX_SELF_CALLS: usize = 3;
/// How many calls deep an inlined body may be: each instruction's position holds the chain of calls, and would make
/// functions that do nothing but call each other, one in the other, as costly as the square of their number.
const MAX_DEPTH: u32 = 40;
/// A function grows no further beyond this many instructions.
const MAX_CALLER: usize = 4000;

/// The module's itabs by interface and concrete type.
type Itabs = HashMap<(Ty, Ty), usize>;

pub fn run(funcs: &mut [Function], m: &mut Module) {
    let index: HashMap<Sym, usize> = funcs.iter().enumerate().map(|(i, f)| (f.name, i)).collect();
    let order = callees_first(funcs, &index);
    let runtime: Vec<bool> = funcs.iter().map(|f| m.sym_name(f.name).starts_with("runtime.")).collect();
    let aliased: HashSet<Sym> = m.aliases.iter().map(|&(_, target)| target).collect();
    let itabs: Itabs = m.itabs.iter().enumerate().map(|(i, t)| ((t.iface, t.concrete), i)).collect();
    let mut done = vec![false; funcs.len()];
    let mut inlinable = vec![Inlinable::Never; funcs.len()];
    let mut depth = vec![0; funcs.len()];
    let mut positions = Positions::default();
    for n in order {
        devirtualize(&mut funcs[n], m, &index, &itabs);
        for round in 0..MAX_ROUNDS {
            let mut changed = false;
            // Each round inlines calls that were there before it, so a chain of inlined bodies ends.
            for (inst, callee) in call_sites(&funcs[n], &index) {
                let f = &funcs[n];
                let fits = depth[callee] < MAX_DEPTH && f.insts.len() <= MAX_CALLER;
                let chosen = match inlinable[callee] {
                    Inlinable::Never => false,
                    Inlinable::Only => is_only_use(f, inst),
                    Inlinable::Always => round == 0 || calls_closure(f, inst),
                };
                if callee == n || !done[callee] || !chosen || !fits {
                    continue;
                }
                let body = funcs[callee].clone();
                if inline(&mut funcs[n], inst, &body, m, &mut positions) {
                    depth[n] = depth[n].max(depth[callee] + 1);
                    changed = true;
                }
            }
            if !changed {
                break;
            }
            tidy(&mut funcs[n], &m.types);
        }
        done[n] = true;
        if runtime[n] || aliased.contains(&funcs[n].name) {
            continue;
        }
        if !is_small(&funcs[n], &m.types, MAX_COST, MAX_BLOCKS) {
            if is_small(&funcs[n], &m.types, MAX_ONLY_COST, MAX_ONLY_BLOCKS) {
                inlinable[n] = Inlinable::Only;
            }
            continue;
        }
        let mut own = call_sites(&funcs[n], &index);
        own.retain(|&(_, callee)| callee == n);
        if own.is_empty() {
            inlinable[n] = Inlinable::Always;
        }
        if (1..=MAX_SELF_CALLS).contains(&own.len()) {
            let body = funcs[n].clone();
            for (inst, _) in own {
                inline(&mut funcs[n], inst, &body, m, &mut positions);
            }
            tidy(&mut funcs[n], &m.types);
        }
    }
}

/// Where a function may be inlined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Inlinable {
    Never,
    /// Where it is the code of a closure that is made, called once, and no more.
    Only,
    Always,
}

fn calls_closure(f: &Function, inst: Inst) -> bool {
    matches!(f.insts[inst.index()].op, Op::Call { callee: Callee::Closure, .. })
}

/// Is a call the only thing that happens to the closure that it calls?
fn is_only_use(f: &Function, inst: Inst) -> bool {
    let Op::Call { callee: Callee::Closure, args, .. } = &f.insts[inst.index()].op else { return false };
    let Some(made) = args.first().and_then(|&func| made_by(f, func)) else { return false };
    if !matches!(f.insts[made.index()].op, Op::MakeClosure { .. }) {
        return false;
    }
    let mut uses = 0;
    for data in f.blocks.iter().flat_map(|b| &b.insts).map(|i| &f.insts[i.index()]) {
        data.op.for_each_operand(|v| {
            let renamed = matches!(data.op, Op::Retype(_));
            uses += usize::from(!renamed && made_by(f, v) == Some(made));
        });
    }
    uses == 1
}

fn tidy(f: &mut Function, types: &TypeTable) {
    super::unreachable::run(f, types);
    super::redundant_params::run(f, types);
    super::simplify_cfg::run(f, types);
    super::dead_code::run(f, types);
    super::compact::run(f, types);
}

fn def(f: &Function, v: Value) -> Option<&Op> {
    match f.values[v.index()].def {
        ValueDef::Result(inst, _) => Some(&f.insts[inst.index()].op),
        ValueDef::Param(..) => None,
    }
}

/// Calls of plain functions by value and of methods of pointer-shaped values by interface become direct.
fn devirtualize(f: &mut Function, m: &Module, index: &HashMap<Sym, usize>, itabs: &Itabs) {
    for n in 0..f.insts.len() {
        let Op::Call { callee, args, sig } = &f.insts[n].op else { continue };
        let Some(&first) = args.first() else { continue };
        let new = match (callee, def(f, first)) {
            (Callee::Closure, Some(&Op::FuncValue(sym))) if index.contains_key(&sym) => {
                Op::Call { callee: Callee::Func(sym), sig: sig.clone(), args: args[1..].to_vec() }
            }
            (Callee::Iface(k), Some(&Op::MakeInterface(x))) if m.types.is_direct_iface(f.ty(x)) => {
                let (iface, ty) = (m.types.underlying(f.ty(first)), f.ty(x));
                let code = itabs.get(&(iface, ty)).map(|&i| &m.itabs[i]);
                let Some(Some(sym)) = code.and_then(|t| t.methods.get(*k as usize)) else { continue };
                let mut sig = sig.clone();
                sig.params.insert(0, ty);
                let mut args = args.clone();
                args[0] = x;
                Op::Call { callee: Callee::Func(*sym), sig, args }
            }
            _ => continue,
        };
        f.insts[n].op = new;
    }
}

/// May the function be inlined?
fn is_small(f: &Function, types: &TypeTable, max_cost: usize, max_blocks: usize) -> bool {
    if f.recover.is_some()
        || f.flags.noinline
        || f.flags.wrapper
        || f.flags.nosplit
        || f.blocks.len() > max_blocks
    {
        return false;
    }
    if f.sig.results.iter().any(|&ty| types.layout(ty).size > MAX_FRAME_VALUE) {
        return false;
    }
    let mut cost = 0;
    for b in &f.blocks {
        for &inst in &b.insts {
            cost += match &f.insts[inst.index()].op {
                Op::Recover
                | Op::Defer(_)
                | Op::DeferFrame
                | Op::DeferReturn
                | Op::Intrinsic(Intrinsic::GetFp | Intrinsic::GetG, _) => return false,
                Op::Call { .. } => 6,
                Op::IntConst(_)
                | Op::Zero
                | Op::FloatConst(_)
                | Op::StrConst(_)
                | Op::GlobalAddr(_)
                | Op::LocalAddr(_)
                | Op::Retype(_)
                | Op::Extract(..)
                | Op::Aggregate(_)
                | Op::DataPtr(_)
                | Op::Len(_)
                | Op::FieldAddr(..)
                | Op::Jump(_)
                | Op::Return(_)
                | Op::Unreachable
                | Op::MakeSliceHeader(..) => 0,
                Op::GrowSlice(..) | Op::MapGet(..) | Op::MapGet2(..) | Op::MapAssign(..) | Op::Equal(..) => 8,
                Op::Select { .. } | Op::Go(_) => return false,
                _ => 2,
            };
        }
    }
    cost <= max_cost
}

/// Positions within inlined bodies.
#[derive(Default)]
struct Positions(HashMap<(PosIndex, PosIndex, Sym), PosIndex>);

impl Positions {
    /// Position `p` of function `callee`, inlined at `call`.
    fn within(&mut self, m: &mut Module, p: PosIndex, call: PosIndex, callee: Sym) -> PosIndex {
        if let Some(&known) = self.0.get(&(p, call, callee)) {
            return known;
        }
        let old = m.positions[p.index()];
        let inlined = match old.inlined {
            Some((inner, sym)) => (self.within(m, inner, call, callee), sym),
            None => (call, callee),
        };
        let new = PosIndex::new(m.positions.len());
        m.positions.push(Position { inlined: Some(inlined), ..old });
        self.0.insert((p, call, callee), new);
        new
    }
}

/// Inlines `body` at the call `inst` of `f`.
fn inline(f: &mut Function, inst: Inst, body: &Function, m: &mut Module, positions: &mut Positions) -> bool {
    let Some(at) = find(f, inst) else { return false };
    let data = f.insts[inst.index()].clone();
    let Op::Call { callee, mut args, .. } = data.op else { return false };
    let context = match callee {
        Callee::Closure => Some(args.remove(0)),
        _ => None,
    };
    let arg_tys: Vec<_> = args.iter().map(|&a| f.ty(a)).collect();
    let result_tys: Vec<_> = data.results.iter().map(|&r| f.ty(r)).collect();
    if arg_tys != body.sig.params
        || result_tys != body.sig.results
        || (body.flags.closure && context.is_none())
    {
        return false;
    }
    let join = Join::new(f, at, &result_tys, data.pos, m);
    let first_local = f.locals.len() as u32;
    f.locals.extend(body.locals.iter().cloned());
    let copies = copy_body(f, at.0, body, &args, |p| positions.within(m, p, data.pos, body.name));
    for (block, new) in copies {
        f.insts[new.index()].for_each_local_mut(|l| l.0 += first_local);
        let mut op = f.insts[new.index()].op.clone();
        match &mut op {
            Op::ClosureCtx => {
                if let Some(ctx) = context {
                    op = Op::Retype(ctx);
                }
            }
            Op::Return(values) => {
                let pos = f.insts[new.index()].pos;
                let args = join.arguments(f, block, values, pos);
                op = Op::Jump(Target { block: join.block, args });
            }
            _ => {}
        }
        if let Some(v) = captured(f, &op, context) {
            op = Op::Retype(v);
        }
        f.insts[new.index()].op = op;
        f.blocks[block.index()].insts.push(new);
    }
    replace(f, &data.results, &join.results);
    true
}

/// What follows an inlined call: a block of its own, which gets the results as parameters or in slots.
struct Join {
    block: Block,
    /// The slots and their pointer types of memory-class results.
    slots: Vec<Option<(Local, Ty)>>,
    results: Vec<Value>,
}

impl Join {
    /// Cuts the block of a call in two, without the call.
    fn new(f: &mut Function, at: (Block, usize), tys: &[Ty], pos: PosIndex, m: &mut Module) -> Join {
        let block = f.add_block();
        let tail = f.blocks[at.0.index()].insts.split_off(at.1);
        let mut join = Join { block, slots: Vec::new(), results: Vec::new() };
        let mut insts = Vec::new();
        for &ty in tys {
            if m.types.is_register_class(ty) {
                join.slots.push(None);
                join.results.push(f.add_param(block, ty));
                continue;
            }
            let slot = f.add_local(ty, "result");
            let pty = m.types.intern(TyKind::Pointer(ty));
            join.slots.push(Some((slot, pty)));
            let ptr = detached(f, Op::LocalAddr(slot), pty, pos);
            let load = detached(f, Op::Load(f.insts[ptr.index()].results[0]), ty, pos);
            join.results.push(f.insts[load.index()].results[0]);
            insts.extend([ptr, load]);
        }
        insts.extend(&tail[1..]);
        f.blocks[block.index()].insts = insts;
        join
    }

    /// The arguments for the block in place of a `return`; memory-class results are stored.
    fn arguments(&self, f: &mut Function, from: Block, values: &[Value], pos: PosIndex) -> Vec<Value> {
        let mut args = Vec::new();
        for (&v, slot) in values.iter().zip(&self.slots) {
            match slot {
                None => args.push(v),
                Some((slot, pty)) => {
                    let inst = f.append(from, Op::LocalAddr(*slot), &[*pty], pos);
                    let ptr = f.insts[inst.index()].results[0];
                    f.append(from, Op::Store { ptr, val: v, barrier: false }, &[], pos);
                }
            }
        }
        args
    }
}

/// Copies the instructions of a body, which go into the blocks that are given with them: those of its first block into `first`. Values and
/// blocks are those of `f` already.
fn copy_body(
    f: &mut Function,
    first: Block,
    body: &Function,
    args: &[Value],
    mut pos: impl FnMut(PosIndex) -> PosIndex,
) -> Vec<(Block, Inst)> {
    let mut map: Vec<Value> = vec![Value(u32::MAX); body.values.len()];
    for (&p, &a) in body.blocks[0].params.iter().zip(args) {
        map[p.index()] = a;
    }
    let blocks: Vec<Block> =
        (0..body.blocks.len()).map(|i| if i == 0 { first } else { f.add_block() }).collect();
    for (i, b) in body.blocks.iter().enumerate().skip(1) {
        for &p in &b.params {
            map[p.index()] = f.add_param(blocks[i], body.ty(p));
        }
    }
    // Results of all instructions first: blocks may be in any order.
    let mut copies = Vec::new();
    for (i, b) in body.blocks.iter().enumerate() {
        for &old in &b.insts {
            let src = &body.insts[old.index()];
            let new = Inst::new(f.insts.len());
            let mut results = Vec::new();
            for (k, &r) in src.results.iter().enumerate() {
                f.values.push(ValueData { ty: body.ty(r), def: ValueDef::Result(new, k as u32) });
                map[r.index()] = Value::new(f.values.len() - 1);
                results.push(map[r.index()]);
            }
            f.insts.push(InstData { op: src.op.clone(), results, pos: pos(src.pos), slot: src.slot });
            copies.push((blocks[i], new));
        }
    }
    for &(_, new) in &copies {
        let op = &mut f.insts[new.index()].op;
        op.for_each_operand_mut(|v| *v = map[v.index()]);
        op.for_each_target_mut(|t| t.block = blocks[t.block.index()]);
    }
    copies
}

/// The captured value that an inlined closure loads from its context, if the closure was made here.
fn captured(f: &Function, op: &Op, context: Option<Value>) -> Option<Value> {
    let &Op::Load(ptr) = op else { return None };
    let &Op::FieldAddr(env, i) = def(f, ptr)? else { return None };
    let &Op::Retype(ctx) = def(f, env)? else { return None };
    let Op::MakeClosure { captures, .. } = &f.insts[made_by(f, ctx)?.index()].op else { return None };
    (Some(ctx) == context).then(|| captures.get(i as usize - 1).copied()).flatten()
}

/// An instruction that is in no block yet.
fn detached(f: &mut Function, op: Op, ty: crate::Ty, pos: PosIndex) -> Inst {
    f.blocks.push(BlockData::default());
    let scratch = Block::new(f.blocks.len() - 1);
    let inst = f.append(scratch, op, &[ty], pos);
    f.blocks.pop();
    inst
}

fn find(f: &Function, inst: Inst) -> Option<(Block, usize)> {
    f.blocks.iter().enumerate().find_map(|(i, b)| {
        let at = b.insts.iter().position(|&x| x == inst)?;
        Some((Block::new(i), at))
    })
}

fn replace(f: &mut Function, old: &[Value], new: &[Value]) {
    if old.is_empty() {
        return;
    }
    for b in &f.blocks {
        for &inst in &b.insts {
            f.insts[inst.index()].op.for_each_operand_mut(|v| {
                if let Some(i) = old.iter().position(|o| o == v) {
                    *v = new[i];
                }
            });
        }
    }
}
