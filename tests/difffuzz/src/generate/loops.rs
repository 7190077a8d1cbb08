//! `if`, loops, switches, and the jumps out of them.

use std::rc::Rc;

use super::access::Use;
use super::types::{INT, Int, Ty};
use super::{Gen, Mode, Target};
use crate::nodes;
use crate::tree::{Node, text};

impl Gen {
    pub(super) fn if_statement(&mut self, depth: usize) -> Vec<Node> {
        let vars = self.vars.len();
        let init = if self.rng.chance(25) {
            let ty = self.number();
            let name = self.local("v");
            let e = self.expr(&ty, 2, Mode::Any).node;
            self.declare(&name, &ty, false);
            nodes![format!("{name} := "), e, format!("; {name} == {name} || ")]
        } else {
            Vec::new()
        };
        let c = self.condition(Mode::Any);
        let mut out = nodes!["if ", init, c, " {\n", self.body(depth), "}"];
        while self.rng.chance(20) {
            let c = self.condition(Mode::Any);
            out.extend(nodes![" else if ", c, " {\n", self.body(depth), "}"]);
        }
        if self.rng.chance(45) {
            out.extend(nodes![" else {\n", self.body(depth), "}"]);
        }
        self.vars.truncate(vars);
        out.push(text("\n"));
        out
    }

    /// Writes a statement that `break` and perhaps `continue` can leave; `write` gets the generator inside of it.
    pub(super) fn target(&mut self, is_loop: bool, write: impl FnOnce(&mut Self) -> Vec<Node>) -> Vec<Node> {
        let vars = self.vars.len();
        let label = self.local("L");
        self.frame.targets.push(Target { label, used: false, is_loop });
        let mut out = write(self);
        self.vars.truncate(vars);
        if let Some(t) = self.frame.targets.pop()
            && t.used
        {
            out.insert(0, text(format!("{}:\n", t.label)));
        }
        out
    }

    /// `break` or `continue`, to where there is a target.
    pub(super) fn jump(&mut self) -> Option<Vec<Node>> {
        if self.frame.targets.is_empty() {
            return None;
        }
        let n = self.frame.targets.len();
        let at = if self.rng.chance(60) { n - 1 } else { self.rng.below(n) };
        let target = &mut self.frame.targets[at];
        let word = if target.is_loop && self.rng.chance(50) { "continue" } else { "break" };
        // Without a label `continue` means the innermost loop.
        let jump = if at == n - 1 && self.rng.chance(70) {
            word.to_owned()
        } else {
            target.used = true;
            format!("{word} {}", target.label)
        };
        let c = self.condition(Mode::Any);
        Some(nodes!["if ", c, format!(" {{\n{jump}\n}}\n")])
    }

    fn tick_first(&mut self) -> Node {
        Node::Item(nodes!["if !tick() {\nbreak\n}\n"])
    }

    pub(super) fn for_clause(&mut self, depth: usize) -> Vec<Node> {
        self.target(true, |g| {
            let i = g.local("i");
            let n = g.rng.between(1, 8);
            let (ty, step) = match g.rng.below(5) {
                0 => (Ty::Int(g.int_kind()), "++".into()),
                1 => (INT, format!(" += {}", g.rng.between(1, 3))),
                _ => (INT, "++".into()),
            };
            let limit = if ty == INT && g.rng.chance(30) {
                let e = g.non_constant(&INT, 2, Mode::Pure(false));
                Node::Seq(nodes!["int(uint(", e, ")%9)"])
            } else {
                text(n.to_string())
            };
            g.declare_fixed(&i, &ty);
            let down = g.rng.chance(15) && ty == INT;
            let name = g.name(&ty);
            let head = if down {
                nodes![format!("for {i} := "), limit, format!("; {i} > 0 && tick(); {i}-- {{\n")]
            } else {
                nodes![format!("for {i} := {name}(0); {i} < "), limit, format!(" && tick(); {i}{step} {{\n")]
            };
            let body = g.body(depth);
            nodes![head, body, "}\n"]
        })
    }

    pub(super) fn for_condition(&mut self, depth: usize) -> Vec<Node> {
        self.target(true, |g| {
            let c = g.condition(Mode::Any);
            let body = g.body(depth);
            nodes!["for tick() && ", c, " {\n", body, "}\n"]
        })
    }

    pub(super) fn for_endless(&mut self, depth: usize) -> Vec<Node> {
        self.target(true, |g| {
            let c = g.condition(Mode::Any);
            let first = g.tick_first();
            let body = g.body(depth);
            nodes!["for {\n", first, body, "if ", c, " {\nbreak\n}\n}\n"]
        })
    }

    pub(super) fn range_int(&mut self, depth: usize) -> Vec<Node> {
        self.target(true, |g| {
            let i = g.local("i");
            let k = g.int_kind();
            let first = g.tick_first();
            let n = g.non_constant(&Ty::Int(k), 1, Mode::Any);
            let ty = Ty::Int(k);
            let name = g.name(&ty);
            let mask = if k == Int::I8 { 7 } else { 11 };
            let head = match g.rng.below(4) {
                0 => nodes![format!("for range {name}("), n, format!(" & {mask}) {{\n")],
                _ => {
                    let shared = g.rng.chance(30);
                    if shared {
                        g.declare(&i, &ty, true)
                    } else {
                        g.declare_fixed(&i, &ty)
                    }
                    nodes![format!("for {i} := range {name}("), n, format!(" & {mask}) {{\n_ = {i}\n")]
                }
            };
            let body = g.body(depth);
            nodes![head, first, body, "}\n"]
        })
    }

    pub(super) fn range_slice(&mut self, depth: usize) -> Vec<Node> {
        self.target(true, |g| {
            let slices: Vec<(String, Ty)> = g
                .visible()
                .into_iter()
                .filter(|i| matches!(g.vars[*i].ty, Ty::Slice(_)))
                .map(|i| (g.vars[i].name.clone(), g.vars[i].ty.clone()))
                .collect();
            let (operand, name, ty) = if !slices.is_empty() && g.rng.chance(70) {
                let (n, t) = g.rng.pick(&slices).clone();
                (text(&n), Some(n), t)
            } else {
                let ty = g.any_type(1).slice();
                (Node::Seq(nodes!["(", g.expr(&ty, 2, Mode::Any).node, ")"]), None, ty)
            };
            let Ty::Slice(e) = ty else { return Vec::new() };
            g.range_pairs(operand, name, &e, depth)
        })
    }

    /// `for i, v := range operand`.
    fn range_pairs(&mut self, operand: Node, name: Option<String>, e: &Ty, depth: usize) -> Vec<Node> {
        let (i, v) = (self.local("i"), self.local("v"));
        let first = self.tick_first();
        let form = self.rng.below(4);
        if form != 3 {
            self.declare_fixed(&i, &INT);
            if let Some(var) = self.vars.last_mut() {
                var.index_of = name;
            }
        }
        if form != 2 {
            let shared = self.rng.chance(30);
            self.declare(&v, e, shared);
        }
        let head = match form {
            2 => format!("for {i} := range "),
            3 => format!("for _, {v} := range "),
            _ => format!("for {i}, {v} := range "),
        };
        let uses = match form {
            2 => format!("_ = {i}\n"),
            3 => format!("_ = {v}\n"),
            _ => format!("_, _ = {i}, {v}\n"),
        };
        let body = self.body(depth);
        nodes![head, operand, " {\n", uses, first, body, "}\n"]
    }

    pub(super) fn range_array(&mut self, depth: usize) -> Vec<Node> {
        self.target(true, |g| {
            let visible = g.visible();
            let arrays: Vec<(String, bool, Ty)> = visible
                .into_iter()
                .filter_map(|i| match &g.vars[i].ty {
                    Ty::Array(_, e) => Some((g.vars[i].name.clone(), g.vars[i].shared, (**e).clone())),
                    _ => None,
                })
                .collect();
            if arrays.is_empty() || g.rng.chance(20) {
                let e = g.any_type(1);
                let ty = e.clone().array(g.rng.between(1, 5));
                let operand = g.expr(&ty, 2, Mode::Any).node;
                return g.range_pairs(operand, None, &e, depth);
            }
            let (name, shared, e) = g.rng.pick(&arrays).clone();
            // Of an array the range has a copy, through a pointer or a slice it has not.
            let operand = match g.rng.below(3) {
                0 if shared => format!("&{name}"),
                1 if shared => format!("{name}[:]"),
                _ => name.clone(),
            };
            g.range_pairs(text(operand), Some(name), &e, depth)
        })
    }

    pub(super) fn range_string(&mut self, depth: usize) -> Vec<Node> {
        self.target(true, |g| {
            let (i, v) = (g.local("i"), g.local("c"));
            let first = g.tick_first();
            let s = g.expr(&Ty::Str, 2, Mode::Any).node;
            if g.rng.chance(25) {
                g.declare_fixed(&i, &INT);
                let vb = Ty::Int(Int::U8);
                g.declare(&v, &vb, false);
                let body = g.body(depth);
                return nodes![
                    format!("for {i}, {v} := range []byte("),
                    s,
                    format!(") {{\n_, _ = {i}, {v}\n"),
                    first,
                    body,
                    "}\n"
                ];
            }
            g.declare_fixed(&i, &INT);
            g.declare(&v, &Ty::Int(Int::I32), false);
            let body = g.body(depth);
            nodes![
                format!("for {i}, {v} := range "),
                s,
                format!(" {{\n_, _ = {i}, {v}\n"),
                first,
                body,
                "}\n"
            ]
        })
    }

    /// Over a map only what does not depend on the order: sums.
    pub(super) fn range_map(&mut self) -> Vec<Node> {
        let k = Ty::Int(self.int_kind());
        let v = Ty::Int(self.int_kind());
        let ty = Ty::Map(Rc::new(k.clone()), Rc::new(v.clone()));
        let m = match self.access(&ty, Mode::Pure(false), Use::Value) {
            Some(m) if self.rng.chance(80) => m,
            _ => self.expr(&ty, 2, Mode::Any).node,
        };
        let (kn, vn, sum, count) = (self.local("k"), self.local("v"), self.local("s"), self.local("n"));
        let vars = self.vars.len();
        self.level += 1;
        let hidden = std::mem::take(&mut self.vars);
        self.declare(&kn, &k, false);
        self.declare(&vn, &v, false);
        let e = self.non_constant(&v, 2, Mode::Safe);
        let e2 = self.non_constant(&k, 1, Mode::Safe);
        self.vars = hidden;
        self.level -= 1;
        self.vars.truncate(vars);
        let id = self.fresh();
        let op = *self.rng.pick(&["+", "^"]);
        let name = self.name(&v);
        nodes![
            format!("{sum}, {count} := {name}(0), 0\nfor {kn}, {vn} := range "),
            m,
            format!(" {{\n{sum} {op}= "),
            e,
            format!(" + {name}("),
            e2,
            format!(")\n_, _ = {kn}, {vn}\n{count}++\n}}\ntr({id}, {sum})\ntr({id}, {count})\n")
        ]
    }

    pub(super) fn range_func(&mut self, depth: usize) -> Vec<Node> {
        self.target(true, |g| {
            let n = g.rng.between(0, 6);
            match g.rng.below(4) {
                0 => {
                    let body = g.body(depth);
                    nodes![format!("for range seq0({n}) {{\n"), body, "}\n"]
                }
                1 => {
                    let e = g.any_type(1);
                    let s = g.expr(&e.clone().slice(), 2, Mode::Any).node;
                    let (i, v) = (g.local("i"), g.local("v"));
                    g.declare_fixed(&i, &INT);
                    let shared = g.rng.chance(30);
                    g.declare(&v, &e, shared);
                    let body = g.body(depth);
                    nodes![
                        format!("for {i}, {v} := range seq2("),
                        s,
                        format!(") {{\n_, _ = {i}, {v}\n"),
                        body,
                        "}\n"
                    ]
                }
                _ => {
                    let i = g.local("i");
                    g.declare_fixed(&i, &INT);
                    let body = g.body(depth);
                    nodes![format!("for {i} := range seq({n}) {{\n_ = {i}\n"), body, "}\n"]
                }
            }
        })
    }

    pub(super) fn switch_value(&mut self, depth: usize) -> Vec<Node> {
        self.target(false, |g| {
            let ty = match g.rng.below(4) {
                0 => Ty::Str,
                _ => Ty::Int(g.int_kind()),
            };
            let tag = g.non_constant(&ty, 2, Mode::Any);
            let mut out = nodes!["switch "];
            if let (Some(k), true) = (g.kind_of(&ty), g.rng.chance(50)) {
                // Small values find their case.
                let mask = if k == Int::I8 { 7 } else { 15 };
                out.extend(nodes!["(", tag, format!(" & {mask}) {{\n")]);
            } else {
                out.extend(nodes!["(", tag, ") {\n"]);
            }
            let mut seen = Vec::new();
            let most = if g.rng.chance(20) { 14 } else { 5 };
            let n = g.rng.between(1, most);
            for _ in 0..n {
                let mut values = Vec::new();
                for _ in 0..g.rng.between(1, 3) {
                    let v = match g.kind_of(&ty) {
                        Some(k) if g.rng.chance(30) => g.integer(k).to_string(),
                        Some(_) => g.rng.below(16).to_string(),
                        None => g.literal(&ty, Mode::Safe).node.source().trim().to_owned(),
                    };
                    if !seen.contains(&v) {
                        seen.push(v.clone());
                        values.push(v);
                    }
                }
                if values.is_empty() {
                    continue;
                }
                let size = g.rng.between(0, 2);
                let body = g.block(size, depth - 1);
                out.push(Node::Item(nodes![format!("case {}:\n", values.join(", ")), body]));
            }
            if g.rng.chance(60) {
                let size = g.rng.between(0, 2);
                let body = g.block(size, depth - 1);
                let default = Node::Item(nodes!["default:\n", body]);
                if g.rng.chance(20) { out.insert(out.len() - 1, default) } else { out.push(default) }
            }
            out.push(text("}\n"));
            out
        })
    }

    pub(super) fn switch_true(&mut self, depth: usize) -> Vec<Node> {
        self.target(false, |g| {
            let mut out = nodes!["switch {\n"];
            let n = g.rng.between(1, 4);
            for case in 0..n {
                let c = g.condition(Mode::Any);
                let c = Node::Seq(nodes!["nc(", c, ")"]);
                let size = g.rng.between(0, 2);
                let body = g.block(size, depth - 1);
                let fall = if case + 1 < n && g.rng.chance(20) { "fallthrough\n" } else { "" };
                out.push(Node::Item(nodes!["case ", c, ":\n", body, fall]));
            }
            if g.rng.chance(50) {
                let body = g.block(1, depth - 1);
                out.push(Node::Item(nodes!["default:\n", body]));
            }
            out.push(text("}\n"));
            out
        })
    }

    pub(super) fn type_switch(&mut self, depth: usize) -> Vec<Node> {
        self.target(false, |g| {
            let e = g.expr(&Ty::Any, 2, Mode::Any).node;
            let v = g.local("x");
            let mut out = nodes![format!("switch {v} := ("), e, ").(type) {\n"];
            let mut seen: Vec<Ty> = Vec::new();
            let size = g.rng.between(1, 5);
            for _ in 0..size {
                let ifaces = g.some_named(|g, t| g.iface(t).is_some());
                let ty = match ifaces {
                    Some(i) if g.rng.chance(15) => i,
                    _ => g.printable_type(1),
                };
                if seen.contains(&ty) {
                    continue;
                }
                seen.push(ty.clone());
                let vars = g.vars.len();
                let mut list = g.name(&ty);
                let other = g.printable_type(0);
                if g.rng.chance(20) && !seen.contains(&other) {
                    list = format!("{list}, {}", g.name(&other));
                    seen.push(other);
                } else {
                    g.declare(&v, &ty, false);
                }
                let id = g.fresh();
                let n = g.rng.between(0, 2);
                let body = g.block(n, depth - 1);
                g.vars.truncate(vars);
                let show = if g.printable(&ty) { format!("tr({id}, {v})\n") } else { format!("_ = {v}\n") };
                out.push(Node::Item(nodes![format!("case {list}:\n"), show, body]));
            }
            if g.rng.chance(30) {
                let id = g.fresh();
                out.push(Node::Item(nodes![format!("case nil:\ntr({id}, {v} == nil)\n")]));
            }
            let id = g.fresh();
            out.push(text(format!("default:\ntr({id}, {v})\n}}\n")));
            out
        })
    }

    pub(super) fn labelled_loops(&mut self, depth: usize) -> Vec<Node> {
        self.target(true, |g| {
            let (i, j) = (g.local("i"), g.local("j"));
            g.declare_fixed(&i, &INT);
            let inner = g.target(true, |g| {
                g.declare_fixed(&j, &INT);
                let body = g.body(depth);
                let n = g.frame.targets.len();
                let outer = &mut g.frame.targets[n - 2];
                outer.used = true;
                let word = if n % 2 == 0 { "continue" } else { "break" };
                let label = outer.label.clone();
                let c = g.condition(Mode::Any);
                nodes![
                    format!("for {j} := 0; {j} < 4 && tick(); {j}++ {{\n"),
                    Node::Item(nodes!["if ", c, format!(" {{\n{word} {label}\n}}\n")]),
                    body,
                    "}\n"
                ]
            });
            let n = g.rng.between(1, 4);
            nodes![format!("for {i} := range {n} {{\n_ = {i}\n"), Node::Item(inner), "}\n"]
        })
    }

    pub(super) fn goto(&mut self, depth: usize) -> Vec<Node> {
        let vars = self.vars.len();
        let (i, top, out) = (self.local("i"), self.local("L"), self.local("L"));
        self.declare_fixed(&i, &INT);
        // No loop outside may be left by an unlabelled jump that the braces hide: targets stay as they are.
        let body = self.body(depth);
        let c = self.condition(Mode::Any);
        let c2 = self.condition(Mode::Any);
        self.vars.truncate(vars);
        let n = self.rng.between(1, 4);
        let id = self.fresh();
        nodes![
            format!("{{\n{i} := 0\n{top}:\n{{\n"),
            body,
            "if ",
            c2,
            format!(" {{\ngoto {out}\n}}\n}}\n{i}++\nif {i} < {n} && tick() && "),
            c,
            format!(" {{\ngoto {top}\n}}\n{out}:\ntr({id}, {i})\n}}\n")
        ]
    }
}
