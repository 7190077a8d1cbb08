//! Calls: of functions, generic functions, closures, methods; arguments; func values and the bodies of functions.

use std::rc::Rc;

use super::access::Use;
use super::types::{Class, INT, Int, Method, Sig, Ty};
use super::{Frame, Gen, Mode};
use crate::nodes;
use crate::tree::{Node, text};

/// Something that can be called.
enum Callee {
    Func(usize),
    Generic(usize, Ty),
    Var(String),
    Method(Ty, Method),
}

impl Gen {
    /// May a type parameter of this class be this type?
    pub(super) fn satisfies(&self, ty: &Ty, class: Class) -> bool {
        let under = self.under(ty);
        match class {
            Class::Any => true,
            Class::Comparable => self.comparable(ty),
            Class::Integer => matches!(under, Ty::Int(_) | Ty::Param(_, Class::Integer)),
            Class::Number => {
                matches!(under, Ty::Int(_) | Ty::F32 | Ty::F64 | Ty::Param(_, Class::Integer | Class::Number))
            }
            Class::Ordered => {
                let param = matches!(under, Ty::Param(_, Class::Integer | Class::Number | Class::Ordered));
                param || matches!(under, Ty::Int(_) | Ty::F32 | Ty::F64 | Ty::Str)
            }
        }
    }

    /// A type for a type parameter.
    pub(super) fn type_argument(&mut self, class: Class) -> Ty {
        for _ in 0..8 {
            let ty = match class {
                Class::Any | Class::Comparable => self.printable_type(1),
                _ => self.number(),
            };
            if self.satisfies(&ty, class) && !ty.has_param() {
                return ty;
            }
        }
        INT
    }

    /// A call with one result of this type.
    pub(super) fn call_for(&mut self, ty: &Ty, depth: usize, mode: Mode) -> Option<Node> {
        let callee = self.callee(|sig| sig.results.as_slice() == std::slice::from_ref(ty), Some(ty))?;
        let node = self.call(callee, depth, mode).0;
        Some(self.wrap(ty, vec![node]))
    }

    /// A call of anything whose signature is as wanted, with its results.
    pub(super) fn call_where(
        &mut self,
        wanted: impl Fn(&Sig) -> bool,
        mode: Mode,
    ) -> Option<(Node, Vec<Ty>)> {
        let callee = self.callee(wanted, None)?;
        Some(self.call(callee, 2, mode))
    }

    fn callee(&mut self, wanted: impl Fn(&Sig) -> bool, result: Option<&Ty>) -> Option<Callee> {
        let mut found = Vec::new();
        for (i, f) in self.funcs.iter().enumerate() {
            match f.generic {
                None if wanted(&f.sig) => found.push(Callee::Func(i)),
                Some(class) => {
                    let as_t = f.sig.results == [Ty::Param("T".into(), class)];
                    // The function may print what is of its type parameter's type.
                    let fits = |ty: &&Ty| as_t && self.satisfies(ty, class) && self.printable(ty);
                    if let Some(ty) = result.filter(fits) {
                        found.push(Callee::Generic(i, ty.clone()));
                    } else if wanted(&f.sig) && !as_t && !f.sig.results.iter().any(Ty::has_param) {
                        found.push(Callee::Generic(i, INT));
                    }
                }
                None => {}
            }
        }
        for i in self.visible() {
            match &self.vars[i].ty {
                Ty::Func(sig) if wanted(sig) => found.push(Callee::Var(self.vars[i].name.clone())),
                _ => {}
            }
        }
        for ty in (0..self.named.len()).filter(|i| !self.named[*i].local).map(Ty::Named) {
            for m in self.methods(&ty) {
                if wanted(&m.sig) {
                    found.push(Callee::Method(ty.clone(), m));
                }
            }
        }
        if found.is_empty() {
            return None;
        }
        let at = self.rng.below(found.len());
        let callee = found.swap_remove(at);
        Some(match callee {
            Callee::Generic(i, ty) if result != Some(&ty) => {
                let class = self.funcs[i].generic.unwrap_or(Class::Any);
                Callee::Generic(i, self.type_argument(class))
            }
            other => other,
        })
    }

    fn call(&mut self, callee: Callee, depth: usize, mode: Mode) -> (Node, Vec<Ty>) {
        match callee {
            Callee::Func(i) => {
                let (name, sig) = (self.funcs[i].name.clone(), self.funcs[i].sig.clone());
                let args = self.arguments(&sig, depth, mode);
                (Node::Seq(nodes![name, "(", args, ")"]), sig.results.clone())
            }
            Callee::Generic(i, ty) => {
                self.counts.add("generic function");
                let (name, sig) = (self.funcs[i].name.clone(), self.funcs[i].sig.substitute("T", &ty));
                let args = self.arguments(&sig, depth, mode);
                let instance = self.name(&ty);
                (Node::Seq(nodes![name, "[", instance, "](", args, ")"]), sig.results)
            }
            Callee::Var(name) => {
                let sig = self.vars.iter().rev().find(|v| v.name == name).map(|v| v.ty.clone());
                let Some(Ty::Func(sig)) = sig else { return (text(name), Vec::new()) };
                // Which of a nil function and an argument panics first is not defined.
                let args =
                    self.arguments(&sig, depth, if mode == Mode::Any { Mode::Pure(false) } else { mode });
                (Node::Seq(nodes![name, "(", args, ")"]), sig.results.clone())
            }
            Callee::Method(ty, m) => {
                self.counts.add("method");
                let receiver = self.receiver(&ty, &m, mode);
                let args = self.arguments(
                    &m.sig,
                    depth,
                    if mode == Mode::Any { Mode::Pure(false) } else { Mode::Safe },
                );
                let expression = !m.pointer && self.iface(&ty).is_none() && self.rng.chance(10);
                let results = m.sig.results.clone();
                if expression {
                    let comma = if m.sig.params.is_empty() { "" } else { ", " };
                    let name = self.name(&ty);
                    return (
                        Node::Seq(nodes![format!("({name}).{}(", m.name), receiver, comma, args, ")"]),
                        results,
                    );
                }
                (Node::Seq(nodes![receiver, format!(".{}(", m.name), args, ")"]), results)
            }
        }
    }

    /// An expression to call a method of.
    pub(super) fn receiver(&mut self, ty: &Ty, m: &Method, mode: Mode) -> Node {
        let calm = mode.calm();
        if !m.pointer {
            return self.non_constant(ty, 1, calm);
        }
        if calm.reads()
            && self.rng.chance(70)
            && let Some(place) = self.access(ty, Mode::Safe, Use::Address)
        {
            return place;
        }
        let pointer = ty.clone().pointer();
        self.expr(&pointer, 1, calm).node
    }

    pub(super) fn arguments(&mut self, sig: &Sig, depth: usize, mode: Mode) -> Vec<Node> {
        let n = sig.params.len();
        let modes = self.split(mode, n.max(1));
        let mut out = Vec::new();
        for (i, (ty, m)) in sig.params.iter().zip(modes).enumerate() {
            if sig.variadic && i + 1 == n {
                let Ty::Slice(e) = ty else { continue };
                if self.rng.chance(25) {
                    out.extend(nodes![self.expr(ty, depth, m).node, "..."]);
                } else {
                    for _ in 0..self.rng.below(4) {
                        // Each of these is an operand of its own.
                        out.extend(nodes![self.expr(e, depth.min(1), m.calm()).node, ", "]);
                    }
                }
            } else {
                out.push(self.expr(ty, depth, m).node);
                if i + 1 < n {
                    out.push(text(", "));
                }
            }
        }
        out
    }

    /// A function value that is not a variable.
    pub(super) fn func_expr(&mut self, sig: &Rc<Sig>, mode: Mode) -> Vec<Node> {
        self.counts.add("func value");
        let fits: Vec<String> = self
            .funcs
            .iter()
            .filter(|f| f.generic.is_none() && f.sig == *sig)
            .map(|f| f.name.clone())
            .collect();
        if !fits.is_empty() && self.rng.chance(40) {
            return nodes![self.rng.pick(&fits)];
        }
        if mode.reads() && self.rng.chance(40) {
            let value = |g: &Self, t: &Ty| g.iface(t).is_none() && g.methods(t).iter().any(|m| m.sig == *sig);
            if let Some(ty) = self.some_named(value) {
                let all = self.methods(&ty);
                if let Some(m) = all.iter().find(|m| m.sig == *sig) {
                    let receiver = self.receiver(&ty, m, mode);
                    return nodes![receiver, format!(".{}", m.name)];
                }
            }
        }
        nodes![self.func_literal(sig, true)]
    }

    /// `func(…) … { … }`.
    pub(super) fn func_literal(&mut self, sig: &Rc<Sig>, _value: bool) -> Node {
        self.literals += 1;
        let names: Vec<String> = sig.params.iter().map(|_| self.local("a")).collect();
        let head = format!("func{}", self.signature(sig, &names, &[]));
        let saved = (self.budget, self.vars.len());
        let deep = self.literals > 2 || self.initialising;
        self.budget = if deep { 0 } else { self.budget.min(4) };
        let size = if deep { 0 } else { self.rng.between(0, 3) };
        let body = self.func_body(sig, &names, &[], size, 1);
        self.budget = saved.0;
        self.vars.truncate(saved.1);
        self.literals -= 1;
        let zero = format!("({})(nil)", self.name(&Ty::Func(sig.clone())));
        Node::Expr {
            ty: self.name(&Ty::Func(sig.clone())).into(),
            zero: zero.into(),
            body: nodes!["(", head, " {\n", body, "})"],
        }
    }

    /// Everything between a function's braces.
    pub(super) fn func_body(
        &mut self,
        sig: &Sig,
        params: &[String],
        results: &[String],
        size: usize,
        depth: usize,
    ) -> Node {
        let vars = self.vars.len();
        self.level += 1;
        for (name, ty) in params.iter().zip(&sig.params) {
            let shared = self.rng.chance(20);
            self.declare(name, ty, shared);
        }
        for (name, ty) in results.iter().zip(&sig.results) {
            self.declare(name, ty, true);
        }
        let frame = Frame { results: sig.results.clone(), named: results.to_vec(), targets: Vec::new() };
        let saved = std::mem::replace(&mut self.frame, frame);
        let mut out = Vec::new();
        if !self.initialising {
            let zeros: Vec<String> = sig.results.iter().map(|t| self.zero(t)).collect();
            let give_up = if results.is_empty() { zeros.join(", ") } else { String::new() };
            out.push(Node::Item(nodes![format!("if !tick() {{\nreturn {give_up}\n}}\n")]));
        }
        out.extend(self.statements(size, depth));
        if !sig.results.is_empty() {
            out.extend(self.return_statement());
        }
        self.frame = saved;
        self.level -= 1;
        self.vars.truncate(vars);
        Node::Seq(out)
    }

    /// `return` with values.
    pub(super) fn return_statement(&mut self) -> Vec<Node> {
        let results = self.frame.results.clone();
        if results.is_empty() || !self.frame.named.is_empty() && self.rng.chance(40) {
            return nodes!["return\n"];
        }
        let mode = if self.initialising { Mode::Pure(false) } else { Mode::Any };
        let modes = self.split(mode, results.len());
        let mut out = nodes!["return "];
        for (i, (ty, m)) in results.iter().zip(modes).enumerate() {
            if i > 0 {
                out.push(text(", "));
            }
            out.push(self.expr(ty, 2, m).node);
        }
        out.push(text("\n"));
        out
    }

    /// Shows a value, as far as it has an order and no addresses.
    pub(super) fn trace(&mut self, operand: &Node, ty: &Ty, depth: usize) -> Vec<Node> {
        let id = self.fresh();
        if self.printable(ty) {
            return nodes![format!("tr({id}, "), operand.clone(), ")\n"];
        }
        match self.under(ty) {
            Ty::Ptr(e) if depth > 0 => {
                let inner = Node::Seq(nodes!["(*", operand.clone(), ")"]);
                let body = self.trace(&inner, &e, depth - 1);
                nodes!["if ", operand.clone(), " != nil {\n", body, "}\n"]
            }
            Ty::Slice(_) | Ty::Map(..) => nodes![format!("tr({id}, len("), operand.clone(), "))\n"],
            Ty::Array(_, e) => {
                let inner = Node::Seq(nodes![operand.clone(), "[0]"]);
                self.trace(&inner, &e, depth.saturating_sub(1))
            }
            under => {
                let fields = self.fields(&under).unwrap_or_default().to_vec();
                if fields.is_empty() || depth == 0 {
                    if self.fields(&under).is_some() {
                        return nodes![format!("tr({id}, 0)\n")];
                    }
                    return nodes![format!("tr({id}, "), operand.clone(), " != nil)\n"];
                }
                let mut out = Vec::new();
                for f in fields {
                    let name = if f.embedded { self.embedded_name(&f.ty) } else { f.name.clone() };
                    let inner = Node::Seq(nodes![operand.clone(), format!(".{name}")]);
                    out.push(Node::Item(self.trace(&inner, &f.ty, depth - 1)));
                }
                out
            }
        }
    }

    /// Is it an integer type's kind?
    pub(super) fn kind_of(&self, ty: &Ty) -> Option<Int> {
        match self.under(ty) {
            Ty::Int(k) => Some(k),
            _ => None,
        }
    }
}
