//! Generic functions and types. A generic type is an entry of the list of named types with its parameter in the fields, and one entry for
//! each instance; its methods are written once and belong to all.

use std::rc::Rc;

use super::types::{Class, Field, INT, Kind, Method, Named, Sig, Ty};
use super::{Func, Gen};
use crate::nodes;
use crate::tree::Node;

/// A generic type: where its own entry is, and those of its instances.
pub(super) struct Generic {
    pub(super) own: usize,
    class: Class,
    instances: Vec<(usize, Ty)>,
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
}
