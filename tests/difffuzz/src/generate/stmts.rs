//! Statements: the choice among them, declarations and assignments. Loops and switches are in `loops.rs`, the rest in `templates.rs`.

use std::rc::Rc;

use super::access::Use;
use super::types::{INT, Int, Ty};
use super::{Gen, Mode};
use crate::features::STATEMENTS;
use crate::nodes;
use crate::tree::{Node, text};

impl Gen {
    /// Some statements, in the scope that is open.
    pub(super) fn statements(&mut self, n: usize, depth: usize) -> Vec<Node> {
        (0..n).filter_map(|_| self.statement(depth)).map(Node::Item).collect()
    }

    /// The statements of a block with its own scope.
    pub(super) fn block(&mut self, n: usize, depth: usize) -> Node {
        let vars = self.vars.len();
        let named = self.named.len();
        let list = self.statements(n, depth);
        self.vars.truncate(vars);
        self.named[named..].iter_mut().for_each(|t| t.local = true);
        Node::Seq(list)
    }

    /// A block of a random size.
    pub(super) fn body(&mut self, depth: usize) -> Node {
        let n = self.rng.between(1, 4);
        self.block(n, depth.saturating_sub(1))
    }

    fn statement(&mut self, depth: usize) -> Option<Vec<Node>> {
        self.budget -= 1;
        if self.budget < -6 {
            return None;
        }
        let compound = depth > 0 && self.budget > 0;
        let weights: Vec<u32> = STATEMENTS.iter().map(|(_, w)| *w).collect();
        for _ in 0..5 {
            let feature = STATEMENTS[self.rng.weighted(&weights)].0;
            if let Some(s) =
                self.simple(feature).or_else(|| if compound { self.compound(feature, depth) } else { None })
            {
                self.counts.add(feature);
                return Some(s);
            }
        }
        None
    }

    /// Statements without blocks.
    fn simple(&mut self, feature: &str) -> Option<Vec<Node>> {
        match feature {
            "declare" => Some(self.declaration()),
            "declare several" => Some(self.declare_several()),
            "assign" => self.assign(),
            "op-assign" => self.op_assign(),
            "increment" => self.increment(),
            "swap" => self.swap(),
            "call" => {
                let (node, _) = self.call_where(|_| true, Mode::Any)?;
                Some(nodes![node, "\n"])
            }
            "call with several results" => self.several_results(),
            "map update" => self.map_update(),
            "append" => self.append(),
            "copy" => self.copy(),
            "comma ok" => self.comma_ok(),
            "trace" => self.trace_something(),
            "local const" => Some(self.local_const()),
            "clear" => {
                let m =
                    self.access(&Ty::Map(Rc::new(Ty::Str), Rc::new(INT)), Mode::Pure(true), Use::Value)?;
                Some(nodes!["clear(", m, ")\n"])
            }
            "break or continue" => self.jump(),
            "return" => {
                if self.frame.targets.is_empty() && self.rng.chance(70) {
                    return None;
                }
                let c = self.condition(Mode::Any);
                let r = self.return_statement();
                Some(nodes!["if ", c, " {\n", r, "}\n"])
            }
            "method value" => self.method_value(),
            "generic method" => self.own_generic_call(),
            "runtime error" => Some(self.runtime_error()),
            _ => None,
        }
    }

    fn compound(&mut self, feature: &str, depth: usize) -> Option<Vec<Node>> {
        match feature {
            "if" => Some(self.if_statement(depth)),
            "for 3-clause" => Some(self.for_clause(depth)),
            "for condition" => Some(self.for_condition(depth)),
            "for endless" => Some(self.for_endless(depth)),
            "range int" => Some(self.range_int(depth)),
            "range slice" => Some(self.range_slice(depth)),
            "range array" => Some(self.range_array(depth)),
            "range string" => Some(self.range_string(depth)),
            "range map" => Some(self.range_map()),
            "range func" => Some(self.range_func(depth)),
            "switch value" => Some(self.switch_value(depth)),
            "switch true" => Some(self.switch_true(depth)),
            "type switch" => Some(self.type_switch(depth)),
            "labelled loops" => Some(self.labelled_loops(depth)),
            "goto" => Some(self.goto(depth)),
            "defer" => Some(self.defer(depth)),
            "recover" => Some(self.recover(depth)),
            "closure" => Some(self.closure()),
            "panic" => Some(self.panic()),
            "channel" => Some(self.channel()),
            "select" => Some(self.select(depth)),
            "goroutine" => Some(self.goroutine()),
            "block with shadowing" => Some(self.shadowing(depth)),
            "string building" => Some(self.string_building()),
            "local type" => Some(self.local_type(depth)),
            "recursion" => Some(self.recursion()),
            "generic container" => Some(self.container()),
            "loop closures" => Some(self.loop_closures()),
            "arithmetic loop" => Some(self.arithmetic_loop()),
            "struct juggling" => self.struct_juggling(),
            "linked list" => Some(self.linked_list()),
            "index loop" => Some(self.index_loop()),
            "matrix" => Some(self.matrix()),
            "words" => Some(self.words()),
            "many variables" => Some(self.many_variables()),
            "anonymous struct" => Some(self.anonymous_struct()),
            "embedding" => self.embedding(),
            "defer in loop" => Some(self.defer_in_loop()),
            "select send" => self.select_send(),
            "iterators" => Some(self.iterators()),
            "workers" => Some(self.workers()),
            "containers" => Some(self.containers()),
            "broken text" => Some(self.broken_text()),
            "float edges" => Some(self.float_edges()),
            "array values" => Some(self.array_values()),
            "unwinding" => Some(self.unwinding()),
            "misused iterator" => Some(self.misused_iterator()),
            "pulled iterator" => Some(self.pulled()),
            "jump graph" => Some(self.jump_graph()),
            "aliasing" => Some(self.aliasing()),
            "comparisons" => Some(self.comparisons()),
            "select operands" => Some(self.select_operands()),
            "promotion" => Some(self.promotion()),
            "generic type switch" => Some(self.classified()),
            _ => None,
        }
    }

    /// A type for a new variable.
    pub(super) fn variable_type(&mut self) -> Ty {
        let params: Vec<Ty> =
            self.vars.iter().filter(|v| matches!(v.ty, Ty::Param(..))).map(|v| v.ty.clone()).collect();
        if !params.is_empty() && self.rng.chance(50) {
            return self.rng.pick(&params).clone();
        }
        self.any_type(2)
    }

    fn declaration(&mut self) -> Vec<Node> {
        let ty = self.variable_type();
        let name = self.local("v");
        let shared = self.rng.chance(30);
        let value = self.expr(&ty, 3, Mode::Any).node;
        let tyname = self.name(&ty);
        let typed = matches!(ty, Ty::Func(_) | Ty::Ptr(_)) || self.rng.chance(25);
        let out = match self.rng.below(10) {
            0 => nodes![format!("var {name} {tyname}\n_ = {name}\n")],
            _ if typed => nodes![format!("var {name} {tyname} = "), value, format!("\n_ = {name}\n")],
            _ => nodes![format!("{name} := "), value, format!("\n_ = {name}\n")],
        };
        self.declare(&name, &ty, shared);
        out
    }

    fn declare_several(&mut self) -> Vec<Node> {
        let n = self.rng.between(2, 4);
        let modes = self.split(Mode::Any, n);
        let (mut names, mut values, mut types) = (Vec::new(), Vec::new(), Vec::new());
        for m in modes {
            let ty = self.variable_type();
            values.push(self.expr(&ty, 2, m).node);
            values.push(text(", "));
            names.push(self.local("v"));
            types.push(ty);
        }
        values.pop();
        let shared = self.rng.chance(30);
        names.iter().zip(&types).for_each(|(n, t)| self.declare(n, t, shared));
        let blanks = vec!["_"; n].join(", ");
        let list = names.join(", ");
        nodes![format!("{list} := "), values, format!("\n{blanks} = {list}\n")]
    }

    /// The left side of an assignment, and what the right side may do then.
    fn place(&mut self, ty: &Ty) -> Option<(Node, Mode)> {
        if self.rng.chance(50) {
            // The place may panic: the value may not, nor call.
            return Some((self.access(ty, Mode::Pure(true), Use::Place)?, Mode::Pure(false)));
        }
        Some((self.access(ty, Mode::Safe, Use::Place)?, Mode::Any))
    }

    /// The type of some variable or of a part of one.
    pub(super) fn present_type(&mut self) -> Ty {
        let visible = self.visible();
        if visible.is_empty() || self.rng.chance(20) {
            return self.variable_type();
        }
        let mut ty = self.vars[*self.rng.pick(&visible)].ty.clone();
        for _ in 0..self.rng.below(3) {
            ty = match self.under(&ty) {
                Ty::Array(_, e) | Ty::Slice(e) | Ty::Ptr(e) | Ty::Map(_, e) => (*e).clone(),
                under => match self.fields(&under) {
                    Some(f) if !f.is_empty() => {
                        let types: Vec<Ty> = f.iter().map(|f| f.ty.clone()).collect();
                        self.rng.pick(&types).clone()
                    }
                    _ => ty,
                },
            };
        }
        ty
    }

    fn assign(&mut self) -> Option<Vec<Node>> {
        let ty = self.present_type();
        let (place, mode) = self.place(&ty)?;
        let value = self.expr(&ty, 3, mode).node;
        Some(nodes![place, " = ", value, "\n"])
    }

    fn op_assign(&mut self) -> Option<Vec<Node>> {
        let ty = if self.rng.chance(40) { self.present_type() } else { self.number() };
        let under = self.under(&ty);
        let op = match &under {
            Ty::Int(_) => {
                *self.rng.pick(&["+=", "-=", "*=", "&=", "|=", "^=", "&^=", "<<=", ">>=", "/=", "%="])
            }
            Ty::F32 | Ty::F64 | Ty::C64 | Ty::C128 => *self.rng.pick(&["+=", "-=", "*=", "/="]),
            Ty::Param(_, super::types::Class::Integer | super::types::Class::Number) => {
                *self.rng.pick(&["+=", "-=", "*="])
            }
            _ => return None,
        };
        // The place is read and written: if it is shared, the value may not call.
        let quiet = self.rng.chance(70);
        let (place, mode) = if quiet {
            if self.rng.chance(50) {
                (self.access(&ty, Mode::Pure(true), Use::Place)?, Mode::Pure(false))
            } else {
                (self.access(&ty, Mode::Pure(false), Use::Place)?, Mode::Pure(true))
            }
        } else {
            let place = self.access(&ty, Mode::Safe, Use::Place)?;
            (place, Mode::Safe)
        };
        let value = match op {
            "<<=" | ">>=" => {
                let e = self.non_constant(&Ty::Int(Int::Uint), 2, mode);
                return Some(nodes![place, format!(" {op} "), e, " & 63\n"]);
            }
            "/=" | "%=" if self.kind_of(&ty).is_some() => {
                let e = self.non_constant(&ty, 2, mode);
                return Some(nodes![place, format!(" {op} "), e, " | 1\n"]);
            }
            _ => self.non_constant(&ty, 2, mode),
        };
        Some(nodes![place, format!(" {op} "), value, "\n"])
    }

    fn increment(&mut self) -> Option<Vec<Node>> {
        let ty = self.number();
        let place = self.access(&ty, Mode::Pure(true), Use::Place)?;
        let op = if self.rng.chance(60) { "++" } else { "--" };
        Some(nodes![place, op, "\n"])
    }

    /// `a, b = b, a` and relatives: all operands are evaluated before any assignment.
    fn swap(&mut self) -> Option<Vec<Node>> {
        let ty = self.present_type();
        let a = self.access(&ty, Mode::Pure(false), Use::Place)?;
        if self.rng.chance(50) {
            let b = self.access(&ty, Mode::Pure(false), Use::Place)?;
            return Some(nodes![a.clone(), ", ", b.clone(), " = ", b, ", ", a, "\n"]);
        }
        let other = self.present_type();
        let b = self.access(&other, Mode::Pure(false), Use::Place)?;
        let va = self.expr(&ty, 2, Mode::Pure(false)).node;
        let vb = self.expr(&other, 2, Mode::Pure(false)).node;
        Some(nodes![a, ", ", b, " = ", va, ", ", vb, "\n"])
    }

    fn several_results(&mut self) -> Option<Vec<Node>> {
        let (call, types) = self.call_where(|sig| sig.results.len() > 1, Mode::Any)?;
        let names: Vec<String> = types.iter().map(|_| self.local("r")).collect();
        let list = names.join(", ");
        let blanks = vec!["_"; names.len()].join(", ");
        names.iter().zip(&types).for_each(|(n, t)| self.declare(n, t, false));
        Some(nodes![format!("{list} := "), call, format!("\n{blanks} = {list}\n")])
    }

    fn map_type_in_scope(&mut self) -> Option<(Ty, Ty, Ty)> {
        let visible = self.visible();
        let maps: Vec<(Ty, Ty, Ty)> = visible
            .into_iter()
            .filter_map(|i| match &self.vars[i].ty {
                Ty::Map(k, v) => Some((self.vars[i].ty.clone(), (**k).clone(), (**v).clone())),
                _ => None,
            })
            .collect();
        if maps.is_empty() { None } else { Some(self.rng.pick(&maps).clone()) }
    }

    fn map_update(&mut self) -> Option<Vec<Node>> {
        let (ty, k, v) = self.map_type_in_scope()?;
        let m = self.access(&ty, Mode::Pure(true), Use::Value)?;
        let key = self.expr(&k, 2, Mode::Pure(false)).node;
        if self.rng.chance(30) {
            return Some(nodes!["delete(", m, ", ", key, ")\n"]);
        }
        let number = matches!(self.under(&v), Ty::Int(_) | Ty::F64 | Ty::F32);
        if number && self.rng.chance(50) {
            let e = self.non_constant(&v, 1, Mode::Pure(false));
            let op = *self.rng.pick(&["+=", "-=", "*="]);
            return Some(nodes![
                "if ",
                m.clone(),
                " != nil {\n",
                m,
                "[",
                key,
                format!("] {op} "),
                e,
                "\n}\n"
            ]);
        }
        let e = self.expr(&v, 2, Mode::Pure(false)).node;
        Some(nodes![m, "[", key, "] = ", e, "\n"])
    }

    fn append(&mut self) -> Option<Vec<Node>> {
        let owned: Vec<usize> = self
            .visible()
            .into_iter()
            .filter(|i| self.vars[*i].owned && self.vars[*i].level == self.level)
            .collect();
        if owned.is_empty() || self.rng.chance(30) {
            let e = self.any_type(1);
            let ty = e.clone().slice();
            let name = self.local("s");
            let tyname = self.name(&ty);
            let out = match self.rng.below(3) {
                0 => nodes![format!("var {name} {tyname}\n_ = {name}\n")],
                1 => nodes![format!("{name} := make({tyname}, 0, {})\n_ = {name}\n", self.rng.below(9))],
                _ => {
                    let v = self.expr(&e, 1, Mode::Any).node;
                    nodes![format!("{name} := {tyname}{{"), v, format!("}}\n_ = {name}\n")]
                }
            };
            self.declare(&name, &ty, false);
            if let Some(v) = self.vars.last_mut() {
                v.owned = true;
            }
            return Some(out);
        }
        let var = self.vars[*self.rng.pick(&owned)].clone();
        let Ty::Slice(e) = &var.ty else { return None };
        let s = &var.name;
        if self.rng.chance(20) {
            let more = self.expr(&var.ty, 1, Mode::Pure(false)).node;
            return Some(nodes![format!("if len({s}) < 50 {{\n{s} = append({s}, "), more, "...)\n}\n"]);
        }
        let n = self.rng.between(1, 3);
        let mut list = Vec::new();
        for m in self.split(Mode::Any, n) {
            list.extend(nodes![", ", self.expr(e, 2, m).node]);
        }
        Some(nodes![format!("{s} = append({s}"), list, ")\n"])
    }

    fn copy(&mut self) -> Option<Vec<Node>> {
        let e = if self.rng.chance(50) { Ty::Int(self.int_kind()) } else { self.any_type(1) };
        let ty = e.slice();
        let to = self.access(&ty, Mode::Pure(true), Use::Value)?;
        let from = self.expr(&ty, 2, Mode::Pure(false)).node;
        let id = self.fresh();
        Some(nodes![format!("tr({id}, copy("), to, ", ", from, "))\n"])
    }

    fn comma_ok(&mut self) -> Option<Vec<Node>> {
        let (v, ok) = (self.local("v"), self.local("ok"));
        let (source, ty) = match self.map_type_in_scope() {
            Some((ty, k, v)) if self.rng.chance(60) => {
                let m = self.access(&ty, Mode::Pure(true), Use::Value)?;
                let key = self.expr(&k, 2, Mode::Pure(false)).node;
                (nodes![m, "[", key, "]"], v)
            }
            _ => {
                let ty = self.printable_type(1);
                let e = self.expr(&Ty::Any, 2, Mode::Any).node;
                (nodes!["(", e, format!(").({})", self.name(&ty))], ty)
            }
        };
        self.declare(&v, &ty, false);
        self.declare(&ok, &Ty::Bool, false);
        Some(nodes![format!("{v}, {ok} := "), source, format!("\n_, _ = {v}, {ok}\n")])
    }

    fn trace_something(&mut self) -> Option<Vec<Node>> {
        if self.rng.chance(40) {
            let ty = self.printable_type(2);
            let e = self.expr(&ty, 3, Mode::Any).node;
            return Some(self.trace(&e, &ty, 2));
        }
        let visible = self.visible();
        if visible.is_empty() {
            return None;
        }
        let i = *self.rng.pick(&visible);
        let (name, ty) = (self.vars[i].name.clone(), self.vars[i].ty.clone());
        let operand = self.wrap(&ty, nodes![name]);
        Some(self.trace(&operand, &ty, 3))
    }

    fn method_value(&mut self) -> Option<Vec<Node>> {
        let ty = self.some_named(|g, t| !g.methods(t).is_empty())?;
        let methods = self.methods(&ty);
        let m = self.rng.pick(&methods).clone();
        let name = self.local("f");
        let source = if self.iface(&ty).is_none() && self.rng.chance(25) {
            let sig = super::types::Sig {
                params: [
                    vec![if m.pointer { ty.clone().pointer() } else { ty.clone() }],
                    m.sig.params.clone(),
                ]
                .concat(),
                ..(*m.sig).clone()
            };
            let out = nodes![format!("({}).{}", self.name(&sig.params[0]), m.name)];
            self.declare(&name, &Ty::Func(Rc::new(sig)), false);
            out
        } else {
            let receiver = self.receiver(&ty, &m, Mode::Pure(false));
            self.declare(&name, &Ty::Func(m.sig.clone()), false);
            nodes![receiver, format!(".{}", m.name)]
        };
        Some(nodes![format!("{name} := "), source, format!("\n_ = {name}\n")])
    }
}
