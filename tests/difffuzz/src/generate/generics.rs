//! Generic functions and types. A generic type is an entry of the list of named types with its parameter in the fields, and one entry for
//! each instance; its methods are written once and belong to all. Methods with type parameters of their own are kept apart ([`OwnGeneric`]):
//! no interface has them.

use std::rc::Rc;

use super::types::{Class, Field, INT, Kind, Method, Named, Sig, Ty};
use super::{Func, Gen, Mode};
use crate::nodes;
use crate::tree::Node;

/// A generic type: where its own entry is, and those of its instances.
pub(super) struct Generic {
    pub(super) own: usize,
    class: Class,
    instances: Vec<(usize, Ty)>,
}

/// A method with a type parameter of its own.
#[derive(Clone, Debug)]
pub(super) struct OwnGeneric {
    /// The receiver's type: an entry of the list of named types.
    ty: Ty,
    name: String,
    pointer: bool,
    sig: Sig,
    class: Class,
}

impl Gen {
    /// A type parameter that some variable in scope has.
    pub(super) fn param_in_scope(&mut self, class: Class) -> Option<Ty> {
        let params: Vec<Ty> = self
            .vars
            .iter()
            .map(|v| v.ty.clone())
            .filter(|t| matches!(t, Ty::Param(..)) && self.satisfies(t, class))
            .collect();
        if params.is_empty() { None } else { Some(self.rng.pick(&params).clone()) }
    }

    fn class(&mut self) -> Class {
        *self.rng.pick(&[
            Class::Integer,
            Class::Integer,
            Class::Number,
            Class::Number,
            Class::Ordered,
            Class::Comparable,
            Class::Any,
        ])
    }

    /// A type in the signature of something generic.
    fn around(&mut self, t: &Ty) -> Ty {
        match self.rng.below(8) {
            0..4 => t.clone(),
            4 => t.clone().slice(),
            5 => t.clone().array(self.rng.between(1, 3)),
            6 => INT,
            _ => self.number(),
        }
    }

    pub(super) fn generic_function(&mut self) -> Node {
        let class = self.class();
        let t = Ty::Param("T".into(), class);
        let mut params = vec![t.clone()];
        for _ in 0..self.rng.below(3) {
            params.push(self.around(&t));
        }
        let result = if self.rng.chance(75) { t } else { self.number() };
        let sig = Sig { params, variadic: false, results: vec![result] };
        let name = self.global("F");
        let names: Vec<String> = sig.params.iter().map(|_| self.local("a")).collect();
        let head = self.signature(&sig, &names, &[]);
        self.budget = 6;
        let size = self.rng.between(1, 3);
        let body = self.func_body(&sig, &names, &[], size, 2);
        let constraint = class.constraint();
        self.funcs.push(Func { name: name.clone(), sig: Rc::new(sig), generic: Some(class) });
        Node::Item(nodes![format!("func {name}[T {constraint}]{head} {{\n"), body, "}\n"])
    }

    pub(super) fn generic_type(&mut self) -> (Node, Generic) {
        self.counts.add("generic type");
        let class = self.class();
        let t = Ty::Param("T".into(), class);
        let name = self.global("G");
        let mut fields = vec![Field { name: self.local("f"), ty: t.clone(), embedded: false }];
        for _ in 0..self.rng.below(4) {
            let ty = self.around(&t);
            fields.push(Field { name: self.local("f"), ty, embedded: false });
        }
        let list: Vec<String> = fields.iter().map(|f| format!("{} {}", f.name, self.name(&f.ty))).collect();
        let own = self.named.len();
        let kind = Kind::Struct(fields.clone());
        self.named.push(Named { name: format!("{name}[T]"), kind, methods: vec![], local: true });
        let mut instances: Vec<(usize, Ty)> = Vec::new();
        for _ in 0..self.rng.between(1, 3) {
            let arg = self.type_argument(class);
            if instances.iter().any(|i| i.1 == arg) {
                continue;
            }
            let sub = |f: &Field| Field { ty: f.ty.substitute("T", &arg), ..f.clone() };
            let kind = Kind::Struct(fields.iter().map(sub).collect());
            let instance = format!("{name}[{}]", self.name(&arg));
            instances.push((self.named.len(), arg));
            self.named.push(Named { name: instance, kind, methods: vec![], local: false });
        }
        let node = Node::Item(nodes![format!(
            "type {name}[T {}] struct {{\n{}\n}}\n",
            class.constraint(),
            list.join("\n")
        )]);
        (node, Generic { own, class, instances })
    }

    /// One more method of a generic type.
    pub(super) fn generic_method(&mut self, generic: &Generic) -> Node {
        let t = Ty::Param("T".into(), generic.class);
        let params = (0..self.rng.below(3)).map(|_| self.around(&t)).collect();
        let result = self.around(&t);
        let sig = Sig { params, variadic: false, results: vec![result] };
        let pointer = self.rng.chance(50);
        let name = self.local("M");
        self.named[generic.own].local = false;
        let node = self.method_body(generic.own, &name, &sig, pointer);
        self.named[generic.own].local = true;
        for (at, arg) in &generic.instances {
            let sig = Rc::new(sig.substitute("T", arg));
            self.named[*at].methods.push(Method { name: name.clone(), sig, pointer });
        }
        node
    }

    /// A method with a type parameter of its own, `U`, of a type without parameters or of a generic one.
    pub(super) fn own_generic_method(&mut self, plain: &[usize], generics: &[Generic]) -> Option<Node> {
        self.counts.add("method with type parameters");
        let class = self.class();
        let u = Ty::Param("U".into(), class);
        let mut params = vec![u.clone()];
        for _ in 0..self.rng.below(3) {
            params.push(self.around(&u));
        }
        let result = if self.rng.chance(70) { u } else { self.number() };
        let sig = Sig { params, variadic: false, results: vec![result] };
        let (name, pointer) = (self.local("GM"), self.rng.chance(50));
        let with = format!("{name}[U {}]", class.constraint());
        if !generics.is_empty() && (plain.is_empty() || self.rng.chance(50)) {
            let generic = &generics[self.rng.below(generics.len())];
            self.named[generic.own].local = false;
            let node = self.method_body(generic.own, &with, &sig, pointer);
            self.named[generic.own].local = true;
            for (at, _) in &generic.instances {
                let (ty, name, sig) = (Ty::Named(*at), name.clone(), sig.clone());
                self.own_generics.push(OwnGeneric { ty, name, pointer, sig, class });
            }
            return Some(node);
        }
        if plain.is_empty() {
            return None;
        }
        let at = *self.rng.pick(plain);
        let node = self.method_body(at, &with, &sig, pointer);
        self.own_generics.push(OwnGeneric { ty: Ty::Named(at), name, pointer, sig, class });
        Some(node)
    }

    /// A call of such a method: directly, as a value, by its expression, promoted.
    pub(super) fn own_generic_call(&mut self) -> Option<Vec<Node>> {
        let usable: Vec<OwnGeneric> = self.own_generics.clone();
        if usable.is_empty() {
            return None;
        }
        let m = self.rng.pick(&usable).clone();
        let arg = self.type_argument(m.class);
        let (aname, tname) = (self.name(&arg), self.name(&m.ty));
        let sig = m.sig.substitute("U", &arg);
        let method = Method { name: m.name.clone(), sig: Rc::new(sig.clone()), pointer: m.pointer };
        let (v, f, own) = (self.local("v"), self.local("f"), self.local("w"));
        // An operand that is a pointer where the method wants one, since some forms take no address.
        let receiver = if m.pointer {
            self.expr(&m.ty.clone().pointer(), 1, Mode::Pure(false)).node
        } else {
            self.receiver(&m.ty, &method, Mode::Pure(false))
        };
        let args = self.arguments(&sig, 2, Mode::Pure(false));
        let called = format!("{}[{aname}]", m.name);
        let star = if m.pointer { "*" } else { "" };
        let embedded = tname.split('[').next().unwrap_or(&tname).to_owned();
        let head = match self.rng.below(5) {
            0 => nodes![format!("{v} := ("), receiver, format!(").{called}("), args, ")\n"],
            1 => {
                let first = self.expr(&sig.params[0], 2, Mode::Pure(false)).node;
                let rest: Vec<Ty> = sig.params[1..].to_vec();
                let rest = Sig { params: rest, variadic: false, results: vec![] };
                let more = self.arguments(&rest, 1, Mode::Pure(false));
                nodes![
                    format!("{v} := ("),
                    receiver,
                    format!(").{}(nc[{aname}](", m.name),
                    first,
                    "), ",
                    more,
                    ")\n"
                ]
            }
            2 => nodes![format!("{f} := ("), receiver, format!(").{called}\n{v} := {f}("), args, ")\n"],
            3 => {
                nodes![format!("{f} := ({star}{tname}).{called}\n{v} := {f}("), receiver, ", ", args, ")\n"]
            }
            _ => nodes![
                format!("{own} := struct {{\nn int\n{star}{tname}\n}}{{{embedded}: "),
                receiver,
                format!("}}\n{f} := {own}.{called}\n{own}.n++\n_ = {f}\n{v} := {own}.{called}("),
                args,
                ")\n"
            ],
        };
        let result = sig.results[0].clone();
        let operand = crate::tree::text(&v);
        let show = self.trace(&operand, &result, 1);
        self.declare(&v, &result, false);
        Some(nodes![head, format!("_ = {v}\n"), Node::Item(show)])
    }

    /// Values of several types through type switches and assertions of `prelude.go` whose cases are type parameters.
    pub(super) fn classified(&mut self) -> Vec<Node> {
        let id = self.fresh();
        let (a, b) = (self.type_argument(Class::Comparable), self.type_argument(Class::Any));
        let (an, bn) = (self.name(&a), self.name(&b));
        let shapes = [
            format!("*new({an})"),
            format!("*new({bn})"),
            format!("new({an})"),
            format!("[]{an}{{}}"),
            format!("([]{bn})(nil)"),
            format!("map[{an}]{bn}{{}}"),
            format!("pair[{an}, {bn}]{{}}"),
            format!("pair[{bn}, {an}]{{}}"),
            format!("(func({an}) {bn})(nil)"),
            format!("[2]{an}{{}}"),
            format!("make(chan {bn})"),
            format!("(<-chan {bn})(nil)"),
            format!("&stack[{an}]{{}}"),
            format!("stack[{bn}]{{}}"),
            format!("struct{{ V {an} }}{{}}"),
            "1".to_owned(),
            "\"text\"".to_owned(),
            "nil".to_owned(),
            "fmt.Errorf(\"e\")".to_owned(),
        ];
        let mut list = Vec::new();
        for _ in 0..self.rng.between(2, 7) {
            list.push(Node::Item(nodes![self.rng.pick(&shapes), ",\n"]));
        }
        let calls = match self.rng.below(3) {
            0 => format!("classify[{an}, {bn}](x)"),
            1 => format!("classify[{bn}, {an}](x)"),
            _ => format!("classify[[]{an}, pair[{an}, {bn}]](x)"),
        };
        nodes![
            "for _, x := range []any{\n",
            list,
            format!(
                "}} {{\ntr({id}, {calls})\nguard({id}, func() {{\ntr({id}, asserted[{an}, {bn}](x))\n}})\n}}\n"
            )
        ]
    }
}
