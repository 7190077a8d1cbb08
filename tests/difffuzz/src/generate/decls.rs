//! Declarations at top level, and the program as a whole.
//!
//! Functions call only what was written before them (interface methods and func values aside), so that the step counter rarely runs out.

use std::rc::Rc;

use super::generics::Generic;
use super::types::{Field, INT, Int, Kind, Method, Named, Sig, Ty};
use super::{Func, Gen, Mode, entry};
use crate::nodes;
use crate::tree::{Node, text};

impl Gen {
    /// Writes a whole program.
    pub(super) fn whole(&mut self) -> Node {
        let mut out = Vec::new();
        for _ in 0..self.rng.below(3) {
            out.push(self.constants());
        }
        let mut generics = Vec::new();
        for _ in 0..self.rng.between(1, 2) {
            out.push(self.interface_type());
        }
        for _ in 0..self.rng.between(2, 5) {
            let node = match self.rng.below(10) {
                0..6 => self.struct_type(),
                6..8 => self.defined_type(),
                _ => {
                    let (node, generic) = self.generic_type();
                    generics.push(generic);
                    node
                }
            };
            out.push(node);
        }
        out.extend(self.globals());
        self.functions(&generics, &mut out);
        out.push(self.run());
        Node::Seq(out)
    }

    /// An untyped integer constant expression.
    pub(super) fn untyped(&mut self, depth: usize) -> String {
        if depth == 0 || self.rng.chance(20) {
            return match self.rng.below(4) {
                0 => format!("{}", self.rng.bits() >> self.rng.below(63)),
                1 => format!("(1<<{})", self.rng.below(70)),
                2 => format!("'{}'", *self.rng.pick(&["a", "é", "\\n", "\\x7f", "世"])),
                _ => format!("{}", self.rng.below(50)),
            };
        }
        let l = self.untyped(depth - 1);
        match self.rng.below(9) {
            0 => format!("({l} / {})", self.rng.between(1, 99)),
            1 => format!("({l} % {})", self.rng.between(1, 99)),
            2 => format!("({l} << {})", self.rng.below(20)),
            3 => format!("({l} >> {})", self.rng.below(70)),
            4 => format!("(-{l})"),
            _ => {
                let r = self.untyped(depth - 1);
                let op = *self.rng.pick(&["+", "-", "*", "&", "|", "^", "&^"]);
                format!("({l} {op} {r})")
            }
        }
    }

    fn constants(&mut self) -> Node {
        self.counts.add("constants with iota");
        let mut out = nodes!["const (\n"];
        let kind = self.int_kind();
        let ty = Ty::Int(kind);
        let tyname = self.name(&ty);
        let first = self.global("K");
        // With blanks, iota may be 9; all values must fit.
        let iota = if kind.bits() == 8 { "(iota % 6)" } else { "iota" };
        let formula = match self.rng.below(4) {
            0 => format!("{} + iota", self.rng.below(50)),
            1 => format!("{} * {iota}", self.rng.below(20)),
            2 => format!("1 << {iota}"),
            _ => format!("(iota * {} - 3) & 63", self.rng.below(9)),
        };
        out.push(text(format!("{first} {tyname} = {formula}\n")));
        self.consts.push((first, ty.clone()));
        for _ in 0..self.rng.below(5) {
            if self.rng.chance(20) {
                out.push(text("_\n"));
            }
            let name = self.global("K");
            out.push(Node::Item(nodes![format!("{name}\n")]));
            self.consts.push((name, ty.clone()));
        }
        let (big, derived) = (self.global("K"), self.global("K"));
        let value = self.untyped(4);
        let narrow = Ty::Int(self.int_kind());
        let narrow_name = self.name(&narrow);
        out.push(text(format!("{big} = {value}\n")));
        out.push(text(format!("{derived} {narrow_name} = ({big} + iota) & 127\n")));
        self.consts.push((derived, narrow));
        let float = self.global("K");
        let (a, b) = (self.float_text(), self.rng.between(1, 900));
        out.push(text(format!("{float} = {a} * {b} / 7.0\n)\n")));
        self.consts.push((format!("float64({float})"), Ty::F64));
        Node::Item(out)
    }

    fn interface_type(&mut self) -> Node {
        let name = self.global("I");
        let mut methods = Vec::new();
        let mut out = nodes![format!("type {name} interface {{\n")];
        for _ in 0..self.rng.between(1, 3) {
            let sig = Rc::new(self.small_sig());
            let method = self.local("M");
            out.push(text(format!("{method}{}\n", self.signature(&sig, &[], &[]))));
            methods.push(Method { name: method, sig, pointer: false });
        }
        out.push(text("}\n"));
        self.named.push(Named { name, kind: Kind::Iface(methods), methods: vec![], local: false });
        Node::Item(out)
    }

    fn struct_type(&mut self) -> Node {
        let name = self.global("T");
        let mut fields = Vec::new();
        if self.rng.chance(35) {
            let plain = |g: &Self, t: &Ty| g.fields(t).is_some() || matches!(g.under(t), Ty::Int(_));
            if let Some(ty) = self.some_named(plain) {
                self.counts.add("embedded struct");
                fields.push(Field { name: String::new(), ty, embedded: true });
            }
        }
        for _ in 0..self.rng.between(1, 6) {
            let ty = if self.rng.chance(50) { Ty::Int(self.int_kind()) } else { self.any_type(2) };
            fields.push(Field { name: self.local("f"), ty, embedded: false });
        }
        let mut out = nodes![format!("type {name} struct {{\n")];
        for f in &fields {
            let ty = self.name(&f.ty);
            out.push(Node::Item(nodes![if f.embedded {
                format!("{ty}\n")
            } else {
                format!("{} {ty}\n", f.name)
            }]));
        }
        out.push(text("}\n"));
        self.named.push(Named { name, kind: Kind::Struct(fields), methods: vec![], local: false });
        Node::Item(out)
    }

    fn defined_type(&mut self) -> Node {
        let name = self.global("N");
        let under = match self.rng.below(8) {
            0..4 => Ty::Int(self.int_kind()),
            4 => Ty::F64,
            5 => Ty::Str,
            6 => Ty::Int(Int::U8).slice(),
            _ => INT.array(3),
        };
        let source = format!("type {name} {}\n", self.name(&under));
        self.named.push(Named { name, kind: Kind::Def(under), methods: vec![], local: false });
        Node::Item(nodes![source])
    }

    /// Global variables that depend on each other, in any order.
    fn globals(&mut self) -> Vec<Node> {
        self.counts.add("globals in order");
        self.initialising = true;
        let mut out = Vec::new();
        for _ in 0..self.rng.between(3, 8) {
            let ty = self.any_type(2);
            let name = self.global("g");
            let tyname = self.name(&ty);
            let node = if ty == INT && self.rng.chance(50) {
                let f = self.global("ini");
                self.declare("a", &INT, false);
                let e = self.expr(&INT, 2, Mode::Pure(false)).node;
                self.vars.pop();
                let arg = self.expr(&INT, 1, Mode::Pure(false)).node;
                nodes![
                    format!("func {f}(a int) int {{\nreturn "),
                    e,
                    format!("\n}}\nvar {name} = {f}("),
                    arg,
                    ")\n"
                ]
            } else if self.rng.chance(15) {
                nodes![format!("var {name} {tyname}\n")]
            } else {
                let e = self.expr(&ty, 2, Mode::Pure(false)).node;
                nodes![format!("var {name} {tyname} = "), e, "\n"]
            };
            out.insert(self.rng.below(out.len() + 1), Node::Item(node));
            self.declare(&name, &ty, true);
        }
        self.initialising = false;
        out
    }

    fn functions(&mut self, generics: &[Generic], out: &mut Vec<Node>) {
        let types: Vec<usize> = (0..self.named.len())
            .filter(|i| !self.named[*i].local && !self.named[*i].name.contains('['))
            .filter(|i| !matches!(self.named[*i].kind, Kind::Iface(_)))
            .collect();
        // Some types implement an interface.
        for ty in &types {
            if self.rng.chance(60)
                && let Some(iface) = self.some_named(|g, t| g.iface(t).is_some())
            {
                let pointer = self.rng.chance(40);
                for m in self.iface(&iface).unwrap_or_default().to_vec() {
                    if !self.methods(&Ty::Named(*ty)).iter().any(|own| own.name == m.name) {
                        let node = self.method_body(*ty, &m.name, &m.sig, pointer);
                        self.named[*ty].methods.push(Method { pointer, ..m });
                        out.push(node);
                    }
                }
            }
        }
        for _ in 0..self.rng.between(1, 5) {
            let node = match self.rng.below(11) {
                0..5 => self.function(),
                5..7 => self.generic_function(),
                7 if !generics.is_empty() => {
                    let at = self.rng.below(generics.len());
                    self.generic_method(&generics[at])
                }
                8 if let Some(node) = self.own_generic_method(&types, generics) => node,
                _ if !types.is_empty() => {
                    let ty = *self.rng.pick(&types);
                    let sig = Rc::new(self.full_sig());
                    let (name, pointer) = (self.local("M"), self.rng.chance(50));
                    let node = self.method_body(ty, &name, &sig, pointer);
                    self.named[ty].methods.push(Method { name, sig, pointer });
                    node
                }
                _ => self.function(),
            };
            out.push(node);
        }
    }

    fn function(&mut self) -> Node {
        let sig = self.full_sig();
        let name = self.global("f");
        let params: Vec<String> = sig.params.iter().map(|_| self.local("a")).collect();
        let results: Vec<String> = if self.rng.chance(35) && !sig.results.is_empty() {
            self.counts.add("named results");
            sig.results.iter().map(|_| self.local("r")).collect()
        } else {
            Vec::new()
        };
        let head = self.signature(&sig, &params, &results);
        self.budget = 8;
        let size = self.rng.between(1, 4);
        let body = self.func_body(&sig, &params, &results, size, 3);
        let inline = if self.rng.chance(15) { "//go:noinline\n" } else { "" };
        self.funcs.push(Func { name: name.clone(), sig: Rc::new(sig), generic: None });
        Node::Item(nodes![inline, format!("func {name}{head} {{\n"), body, "}\n"])
    }

    pub(super) fn method_body(&mut self, ty: usize, name: &str, sig: &Sig, pointer: bool) -> Node {
        let (receiver, named) = (self.local("t"), Ty::Named(ty));
        let params: Vec<String> = sig.params.iter().map(|_| self.local("a")).collect();
        let head = self.signature(sig, &params, &[]);
        self.budget = 5;
        let size = self.rng.between(1, 3);
        let vars = self.vars.len();
        let mut with = sig.clone();
        let own = if pointer { named.pointer() } else { named };
        let star = if pointer { "*" } else { "" };
        with.params.insert(0, own);
        with.variadic = false;
        let names: Vec<String> = std::iter::once(receiver.clone()).chain(params).collect();
        let body = self.func_body(&with, &names, &[], size, 2);
        self.vars.truncate(vars);
        let tyname = self.named[ty].name.clone();
        Node::Item(nodes![format!("func ({receiver} {star}{tyname}) {name}{head} {{\n"), body, "}\n"])
    }

    fn run(&mut self) -> Node {
        let mut out = nodes![format!("func {}() {{\n", entry(self.seed))];
        self.level = 1;
        for _ in 0..self.rng.between(2, 3) {
            let id = self.fresh();
            self.budget = 10;
            let sig = Sig { params: vec![], variadic: false, results: vec![] };
            let size = self.rng.between(2, 6);
            let body = self.func_body(&sig, &[], &[], size, 3);
            out.push(Node::Item(nodes![format!("guard({id}, func() {{\n"), body, "})\n"]));
        }
        for at in 0..self.vars.len() {
            let (name, ty) = (self.vars[at].name.clone(), self.vars[at].ty.clone());
            let operand = text(&name);
            let show = self.trace(&operand, &ty, 2);
            out.push(Node::Item(show));
        }
        out.push(text("}\n"));
        Node::Item(out)
    }
}
