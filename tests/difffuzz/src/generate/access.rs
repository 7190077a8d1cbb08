//! Operands that begin with a variable: `v`, `v.f[i]`, `(*p).x`, `m[k]`, as values and as places to assign to.

use std::rc::Rc;

use super::types::{INT, Int, Ty};
use super::{E, Gen, Mode};
use crate::nodes;
use crate::tree::{Node, text};

/// One step from an operand to a part of it.
#[derive(Clone, Debug)]
enum Step {
    Field(String),
    Array(usize),
    Slice,
    Deref,
    Key(Rc<Ty>),
    Byte,
}

/// What the operand is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Value,
    /// The left side of an assignment.
    Place,
    /// The operand of `&`, a slicing of an array, the receiver of a pointer method: the variable has to be shared.
    Address,
}

struct Walk<'a> {
    g: &'a Gen,
    want: &'a Ty,
    mode: Mode,
    purpose: Use,
    steps: Vec<Step>,
    found: Vec<(usize, Vec<Step>)>,
    root: usize,
}

impl Walk<'_> {
    fn go(&mut self, ty: &Ty, depth: usize) {
        if self.found.len() > 60 {
            return;
        }
        let owned_whole = self.g.vars[self.root].owned && self.steps.is_empty();
        if ty == self.want && !owned_whole {
            self.found.push((self.root, self.steps.clone()));
        }
        if depth == 0 {
            return;
        }
        let through = self.mode.reads() && self.mode.panics();
        match self.g.under(ty) {
            Ty::Array(n, e) => self.step(Step::Array(n), &e, depth),
            Ty::Slice(e) if through => self.step(Step::Slice, &e, depth),
            Ty::Ptr(e) if through => self.step(Step::Deref, &e, depth),
            Ty::Str if through && self.purpose == Use::Value => {
                self.step(Step::Byte, &Ty::Int(Int::U8), 1);
            }
            Ty::Map(k, v) if self.mode.reads() && self.purpose == Use::Value => {
                self.step(Step::Key(k), &v, depth);
            }
            Ty::Map(k, v) if through && self.purpose == Use::Place => {
                self.step(Step::Key(k), &v, 1);
            }
            under => {
                for f in self.g.fields(&under).unwrap_or_default() {
                    let step =
                        Step::Field(if f.embedded { self.g.embedded_name(&f.ty) } else { f.name.clone() });
                    self.step(step, &f.ty, depth);
                }
            }
        }
    }

    fn step(&mut self, step: Step, ty: &Ty, depth: usize) {
        self.steps.push(step);
        self.go(ty, depth - 1);
        self.steps.pop();
    }
}

impl Gen {
    /// The name of an embedded field.
    pub(super) fn embedded_name(&self, ty: &Ty) -> String {
        let name = self.name(ty);
        name.split('[').next().unwrap_or_default().trim_start_matches('*').to_owned()
    }

    /// An operand of a type, if there is any.
    pub(super) fn access(&mut self, want: &Ty, mode: Mode, purpose: Use) -> Option<Node> {
        if self.indexing > 2 {
            return None;
        }
        let visible = self.visible();
        let mut found = Vec::new();
        let start = self.rng.below(visible.len().max(1));
        for at in 0..visible.len() {
            let root = visible[(start + at) % visible.len()];
            let var = &self.vars[root];
            let usable = match purpose {
                Use::Value => !var.shared || mode.reads(),
                Use::Place => var.assignable && (var.shared || var.level == self.level),
                Use::Address => var.assignable && var.shared,
            };
            // Through pointers and the like one may assign to what a fixed variable leads to, but why care.
            if !usable {
                continue;
            }
            let mut walk = Walk { g: self, want, mode, purpose, steps: Vec::new(), found: Vec::new(), root };
            let ty = var.ty.clone();
            walk.go(&ty, 3);
            found.append(&mut walk.found);
            if found.len() > 80 {
                break;
            }
        }
        if found.is_empty() {
            return None;
        }
        let (root, steps) = self.rng.pick(&found).clone();
        self.indexing += 1;
        let node = self.write_access(root, &steps, mode);
        self.indexing -= 1;
        Some(node)
    }

    fn write_access(&mut self, root: usize, steps: &[Step], mode: Mode) -> Node {
        let name = self.vars[root].name.clone();
        let mut ty = self.vars[root].ty.clone();
        let mut out = text(&name);
        for (at, step) in steps.iter().enumerate() {
            let next = match self.under(&ty) {
                Ty::Array(_, e) | Ty::Slice(e) | Ty::Ptr(e) | Ty::Map(_, e) => (*e).clone(),
                Ty::Str => Ty::Int(Int::U8),
                under => match (step, self.fields(&under)) {
                    (Step::Field(n), Some(fields)) => fields
                        .iter()
                        .find(|f| if f.embedded { self.embedded_name(&f.ty) == *n } else { f.name == *n })
                        .map_or(INT, |f| f.ty.clone()),
                    _ => INT,
                },
            };
            out = match step {
                Step::Field(f) => Node::Seq(nodes![out, format!(".{f}")]),
                Step::Deref => {
                    let implicit = matches!(steps.get(at + 1), Some(Step::Field(_) | Step::Array(_)))
                        && matches!(self.under(&next), Ty::Named(_) | Ty::Array(..))
                        && self.rng.chance(70);
                    if implicit { out } else { Node::Seq(nodes!["(*", out, ")"]) }
                }
                Step::Array(n) => {
                    let index = self.array_index(*n, mode, (at == 0).then_some(name.as_str()));
                    Node::Seq(nodes![out, "[", index, "]"])
                }
                Step::Slice | Step::Byte => {
                    let index = self.slice_index(&out, mode, (at == 0).then_some(name.as_str()));
                    Node::Seq(nodes![out, "[", index, "]"])
                }
                Step::Key(k) => {
                    let key = self.expr(&k.clone(), 1, mode.calm());
                    Node::Seq(nodes![out, "[", key.node, "]"])
                }
            };
            ty = next;
        }
        out
    }

    /// A loop's counter that indexes a variable.
    fn counter_of(&mut self, of: Option<&str>) -> Option<Node> {
        let of = of?;
        let fits: Vec<String> = self
            .visible()
            .into_iter()
            .filter(|i| self.vars[*i].index_of.as_deref() == Some(of) && self.vars[*i].ty == INT)
            .map(|i| self.vars[i].name.clone())
            .collect();
        if fits.is_empty() || self.rng.chance(30) { None } else { Some(text(self.rng.pick(&fits))) }
    }

    fn array_index(&mut self, n: usize, mode: Mode, of: Option<&str>) -> Node {
        if let Some(counter) = self.counter_of(of) {
            return counter;
        }
        match self.rng.below(12) {
            0..5 => text(self.rng.below(n).to_string()),
            5 if mode.panics() => self.non_constant(&INT, 1, mode.calm()),
            6..8 if n == 4 => Node::Seq(nodes![self.non_constant(&INT, 1, mode.calm()), "&3"]),
            _ => {
                let index = self.non_constant(&INT, 1, mode.calm());
                Node::Seq(nodes!["uint(", index, format!(")%{n}")])
            }
        }
    }

    fn slice_index(&mut self, operand: &Node, mode: Mode, of: Option<&str>) -> Node {
        if let Some(counter) = self.counter_of(of) {
            return counter;
        }
        match self.rng.below(12) {
            0..2 => text(self.rng.below(3).to_string()),
            2 => self.non_constant(&INT, 1, mode.calm()),
            3..5 => Node::Seq(nodes!["len(", operand.clone(), ")-1"]),
            _ => {
                let index = self.non_constant(&INT, 1, mode.calm());
                Node::Seq(nodes!["uint(", index, ")%uint(len(", operand.clone(), "))"])
            }
        }
    }

    /// An expression that is not constant.
    pub(super) fn non_constant(&mut self, ty: &Ty, depth: usize, mode: Mode) -> Node {
        let e = self.expr(ty, depth, mode);
        self.unconst(e)
    }

    /// The expression, as a value if it is a constant.
    pub(super) fn unconst(&mut self, e: E) -> Node {
        if e.konst {
            let f = if self.rng.chance(50) { "nc" } else { "nn" };
            Node::Seq(nodes![f, "(", e.node, ")"])
        } else {
            e.node
        }
    }
}
