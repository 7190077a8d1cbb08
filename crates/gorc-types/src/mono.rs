//! Detection of infinite instantiation.
//!
//! Monomorphisation needs finitely many instances. An edge leads from each type parameter that occurs in a type argument to the parameter it
//! instantiates; the edge is heavy if the parameter occurs inside a larger type. A cycle with a heavy edge never ends.

use crate::checker::*;
use crate::ids::*;
use crate::types::*;
use gorc_syntax::{Diagnostic, Pos};
use rustc_hash::FxHashMap;

#[derive(Clone, Copy)]
struct Edge {
    from: TypeId,
    to: TypeId,
    heavy: bool,
    pos: Pos,
    targ: TypeId,
    /// A local type of a generic function, through which the parameter occurs in the argument.
    local: ObjId,
}

/// The graph of instantiations seen so far.
#[derive(Default)]
pub(crate) struct Mono {
    edges: Vec<Edge>,
    /// Receiver type parameters stand for those of the type.
    canon: FxHashMap<TypeId, TypeId>,
}

impl<'a> Checker<'a> {
    /// Records that a method's receiver type parameter stands for one of the type.
    pub(crate) fn mono_receiver(&mut self, of_type: TypeId, of_recv: TypeId) {
        self.mono.canon.insert(of_recv, of_type);
    }

    /// Records an instantiation.
    pub(crate) fn mono_instance(&mut self, tparams: &[TypeId], targs: &[TypeId], pos: Pos) {
        for (&p, &t) in tparams.iter().zip(targs) {
            let mut inside = Vec::new();
            collect_tparams(&self.store, t, false, &mut inside, 0);
            for (q, heavy, local) in inside {
                let from = self.mono.canon.get(&q).copied().unwrap_or(q);
                let to = self.mono.canon.get(&p).copied().unwrap_or(p);
                if from != to || heavy {
                    self.mono.edges.push(Edge { from, to, heavy, pos, targ: t, local });
                }
            }
        }
    }

    /// Reports an instantiation cycle, if there is one, and forgets the graph.
    pub(crate) fn report_infinite_instances(&mut self, wanted: bool) {
        let edges = std::mem::take(&mut self.mono.edges);
        self.mono.canon.clear();
        if !wanted || !edges.iter().any(|e| e.heavy) {
            return;
        }
        for h in edges.iter().filter(|e| e.heavy) {
            // Is there a way back from the heavy edge's end to its start?
            let mut parent: FxHashMap<TypeId, usize> = FxHashMap::default();
            let mut work = vec![h.to];
            let mut reached = h.to == h.from;
            while let Some(v) = work.pop() {
                if v == h.from {
                    reached = true;
                    break;
                }
                for (i, e) in edges.iter().enumerate() {
                    if e.from == v && e.to != h.to && !parent.contains_key(&e.to) {
                        parent.insert(e.to, i);
                        work.push(e.to);
                    }
                }
            }
            if reached {
                let mut path = Vec::new();
                let mut v = h.from;
                while v != h.to {
                    let Some(&i) = parent.get(&v) else { break };
                    path.push(edges[i]);
                    v = edges[i].from;
                }
                path.push(*h);
                path.reverse();
                let first = self.store.as_tparam(h.from).map_or(h.pos, |p| self.store[p.obj].pos);
                let mut d = Diagnostic::error(first, "InvalidInstanceCycle", "instantiation cycle:");
                for e in path {
                    let obj = self.store.as_tparam(e.to).map_or(ObjId::NONE, |p| p.obj);
                    let name = self.store[obj].name;
                    let t = self.type_str(e.targ);
                    d = d.with_note(e.pos, format!("{name} instantiated as {t}"));
                    if e.local.is_some() {
                        let (l, p) = (&self.store[e.local], self.store.as_tparam(e.from));
                        let p = self.store[p.map_or(ObjId::NONE, |p| p.obj)].name;
                        d = d.with_note(l.pos, format!("{} implicitly parameterized by {p}", l.name));
                    }
                }
                self.report(d);
                return;
            }
        }
    }
}

/// The type parameters in a type, each with whether it occurs inside something larger, and the local type it belongs to implicitly.
fn collect_tparams(
    s: &crate::store::Store,
    t: TypeId,
    inside: bool,
    out: &mut Vec<(TypeId, bool, ObjId)>,
    depth: u32,
) {
    if depth > 30 {
        return;
    }
    let d = depth + 1;
    let t = s.unalias(t);
    match s.ty(t) {
        Type::TypeParam(_) => out.push((t, inside, ObjId::NONE)),
        Type::Pointer(e) | Type::Slice(e) | Type::Array(e, _) | Type::Chan(_, e) => {
            collect_tparams(s, e, true, out, d);
        }
        Type::Map(k, v) => {
            collect_tparams(s, k, true, out, d);
            collect_tparams(s, v, true, out, d);
        }
        Type::Named(n) => {
            let n = s.named_data(n);
            for &a in &s[n.targs] {
                collect_tparams(s, a, true, out, d);
            }
            // A local type of a generic function has that function's type parameters.
            out.extend(s.outer_tparams(n.local_in).into_iter().map(|p| (p, true, n.obj)));
        }
        Type::Struct(i) => {
            for &f in &s[s.struct_data(i).fields] {
                collect_tparams(s, s[f].ty, true, out, d);
            }
        }
        Type::Signature(i) => {
            let sig = s.sig_data(i);
            for &v in s[sig.params].iter().chain(&s[sig.results]) {
                collect_tparams(s, s[v].ty, true, out, d);
            }
        }
        _ => {}
    }
}
