//! Removes loads of what was loaded or stored before, where nothing can have written there since on any path.
//!
//! ```text
//! v1: []byte = load field_addr(s, 0)
//! store field_addr(s, 1), n              // another field
//! v2: []byte = load field_addr(s, 0)     // v1
//! ```
//!
//! A place is a root and the fields that lead from it. Two places may be the same unless they are different fields of one
//! root, or their roots are different variables. What waits for others, or calls code, may write everywhere.

use std::collections::HashMap;

use crate::cfg::Cfg;
use crate::entities::{Block, GlobalId, Inst, Local, Value};
use crate::function::{Function, ValueDef};
use crate::ops::Op;
use crate::types::{Ty, TypeTable};

/// What is known of a place settles in few rounds, else it is not worth the time.
const MAX_ROUNDS: usize = 20;
/// Larger functions are left alone: their values must not live long.
const MAX_INSTS: usize = 4000;
/// More places times instructions than this are not worth the time.
const MAX_WORK: usize = 400_000;

pub fn run(f: &mut Function, types: &TypeTable) {
    if f.insts.len() > MAX_INSTS {
        return;
    }
    let cfg = Cfg::new(f);
    let events: Vec<Vec<(Inst, Event)>> = f
        .blocks
        .iter()
        .map(|b| b.insts.iter().filter_map(|&i| Some((i, Event::of(f, types, i)?))).collect())
        .collect();
    let mut accesses: HashMap<(&Place, Ty), (usize, usize)> = HashMap::new();
    for event in events.iter().flatten().map(|(_, e)| e) {
        match event {
            Event::Load(p, ty, _) => accesses.entry((p, *ty)).or_default().0 += 1,
            Event::Store(p, Some((ty, _))) => accesses.entry((p, *ty)).or_default().1 += 1,
            _ => {}
        }
    }
    accesses.retain(|_, (loads, stores)| *loads > 0 && *loads + *stores > 1);
    if accesses.is_empty() || accesses.len() * events.iter().map(Vec::len).sum::<usize>() > MAX_WORK {
        return;
    }
    let mut alias: HashMap<Value, Value> = HashMap::new();
    for &(place, ty) in accesses.keys() {
        find_redundant(
            &cfg,
            &events,
            &Wanted { place, ty, entry: f.entry(), recover: f.recover },
            &mut alias,
        );
    }
    if alias.is_empty() {
        return;
    }
    for b in 0..f.blocks.len() {
        let insts = std::mem::take(&mut f.blocks[b].insts);
        for inst in insts {
            let data = &mut f.insts[inst.index()];
            if data.results.first().is_some_and(|r| alias.contains_key(r)) {
                continue;
            }
            data.op.for_each_operand_mut(|v| {
                while let Some(&to) = alias.get(v) {
                    *v = to;
                }
            });
            f.blocks[b].insts.push(inst);
        }
    }
}

/// Where a place begins.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Root {
    Local(Local),
    Global(GlobalId),
    Pointer(Value),
    Element(Value, Value),
}

/// A place in memory.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Place {
    root: Root,
    /// From the root on.
    fields: Vec<u32>,
}

impl Place {
    fn of(f: &Function, mut ptr: Value) -> Place {
        let mut fields = Vec::new();
        let root = loop {
            let ValueDef::Result(inst, _) = f.values[ptr.index()].def else { break Root::Pointer(ptr) };
            match f.insts[inst.index()].op {
                Op::FieldAddr(base, n) => {
                    fields.push(n);
                    ptr = base;
                }
                Op::LocalAddr(slot) => break Root::Local(slot),
                Op::GlobalAddr(g) => break Root::Global(g),
                Op::IndexAddr(base, i) => break Root::Element(base, i),
                _ => break Root::Pointer(ptr),
            }
        };
        fields.reverse();
        Place { root, fields }
    }

    /// May writing to `other` change what is here?
    fn may_overlap(&self, other: &Place) -> bool {
        use Root::{Global, Local};
        match (self.root, other.root) {
            (a, b) if a == b => self.fields.iter().zip(&other.fields).all(|(x, y)| x == y),
            (Local(_) | Global(_), Local(_) | Global(_)) => false,
            _ => true,
        }
    }
}

/// What an instruction does to memory.
enum Event {
    Load(Place, Ty, Value),
    /// Writes to a place, perhaps a value of a type.
    Store(Place, Option<(Ty, Value)>),
    /// Writes anywhere.
    Unknown,
}

impl Event {
    fn of(f: &Function, types: &TypeTable, inst: Inst) -> Option<Event> {
        let data = &f.insts[inst.index()];
        Some(match data.op {
            Op::Load(ptr) => {
                let (r, ty) = (data.results[0], f.ty(data.results[0]));
                if !types.is_register_class(ty) || types.layout(ty).size == 0 {
                    return None;
                }
                Event::Load(Place::of(f, ptr), ty, r)
            }
            Op::Store { ptr, val, .. } => {
                let ty = f.ty(val);
                let known = types.is_register_class(ty).then_some((ty, val));
                Event::Store(Place::of(f, ptr), known)
            }
            Op::Move { dst: ptr, .. } | Op::ZeroMem { ptr, .. } => Event::Store(Place::of(f, ptr), None),
            ref op if writes_nothing(op) => return None,
            _ => Event::Unknown,
        })
    }
}

/// Does the operation write to no memory that was there before, and wait for nobody?
fn writes_nothing(op: &Op) -> bool {
    op.is_removable()
        || matches!(
            op,
            Op::MakeSlice(..)
                | Op::GrowSlice(..)
                | Op::MakeMap(_)
                | Op::Equal(..)
                | Op::MapGet(..)
                | Op::MapGet2(..)
                | Op::NilCheck(_)
                | Op::BoundsCheck { .. }
                | Op::DivCheck(_)
                | Op::ShiftCheck(_)
                | Op::Jump(_)
                | Op::Br(..)
                | Op::Switch(..)
        )
}

/// What is looked for: values of a type in a place.
struct Wanted<'a> {
    place: &'a Place,
    ty: Ty,
    entry: Block,
    recover: Option<Block>,
}

/// What is known of the place at some point.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    /// Not looked at yet: whatever is hoped for.
    Open,
    Holds(Value),
    Nothing,
}

impl Wanted<'_> {
    /// What is known behind an instruction.
    fn after(&self, event: &Event, before: Known) -> Known {
        match event {
            Event::Load(p, ty, v) if p == self.place && *ty == self.ty => match before {
                Known::Holds(_) => before,
                _ => Known::Holds(*v),
            },
            Event::Load(..) => before,
            Event::Store(p, Some((ty, v))) if p == self.place && *ty == self.ty => Known::Holds(*v),
            Event::Store(p, _) if !self.place.may_overlap(p) => before,
            Event::Store(..) | Event::Unknown => Known::Nothing,
        }
    }
}

/// Finds the loads of a place whose value is known, and notes by what they are replaced.
fn find_redundant(
    cfg: &Cfg,
    events: &[Vec<(Inst, Event)>],
    wanted: &Wanted<'_>,
    alias: &mut HashMap<Value, Value>,
) {
    let mut out = vec![Known::Open; events.len()];
    let at_start = |b: Block, out: &[Known]| {
        if b == wanted.entry || Some(b) == wanted.recover {
            return Known::Nothing;
        }
        cfg.preds[b.index()].iter().fold(Known::Open, |known, p| match (known, out[p.index()]) {
            (Known::Open, x) | (x, Known::Open) => x,
            (x, y) if x == y => x,
            _ => Known::Nothing,
        })
    };
    let mut rounds = 0..MAX_ROUNDS;
    loop {
        if rounds.next().is_none() {
            return;
        }
        let mut changed = false;
        for &b in &cfg.rpo {
            let start = at_start(b, &out);
            let end = events[b.index()].iter().fold(start, |known, (_, e)| wanted.after(e, known));
            changed |= std::mem::replace(&mut out[b.index()], end) != end;
        }
        if !changed {
            break;
        }
    }
    for &b in &cfg.rpo {
        let mut known = at_start(b, &out);
        for (_, event) in &events[b.index()] {
            if let (Event::Load(p, ty, v), Known::Holds(old)) = (event, known)
                && p == wanted.place
                && *ty == wanted.ty
                && *v != old
            {
                alias.insert(*v, old);
            }
            known = wanted.after(event, known);
        }
    }
}
