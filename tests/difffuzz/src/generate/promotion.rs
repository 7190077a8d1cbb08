//! Structs that embed structs, pointers, interfaces and instances of generic types, some levels deep, and whatever that promotes: fields, methods,
//! method values and expressions, and what interfaces the whole implements. The leaves are types of `prelude.go`.

use super::types::INT;
use super::{Gen, Mode};
use crate::nodes;
use crate::tree::{Node, text};

/// An embedded field, or the whole.
#[derive(Clone)]
struct Part {
    /// The type as it is written, without a star.
    name: String,
    /// The field's name.
    field: &'static str,
    pointer: bool,
    /// A composite literal of the type, or another value.
    value: String,
    /// Fields and methods of its own.
    own: Vec<&'static str>,
    parts: Vec<Part>,
}

/// What is promoted, and how it is used, after `v.` or another operand.
const USES: &[(&str, &str)] = &[
    ("A", "A()"),
    ("PA", "PA()"),
    ("Both", "Both()"),
    ("B", "B(3)"),
    ("G", "G(4)"),
    ("D", "D()"),
    ("As", "As(func(x T) string { return fmt.Sprint(x, 1) })"),
    ("n", "n"),
    ("k", "k"),
    ("d", "d"),
    ("own", "own"),
];

const FIELDS: [&str; 3] = ["one", "two", "three"];

impl Part {
    /// Whether a selector of this name is valid: there is one at the least depth where there are any.
    fn promotes(&self, name: &str) -> bool {
        let mut level = vec![self];
        while !level.is_empty() {
            let has = |p: &&Part| p.own.contains(&name) || p.parts.iter().any(|q| q.field == name);
            match level.iter().filter(|p| has(p)).count() {
                0 => level = level.iter().flat_map(|p| &p.parts).collect(),
                n => return n == 1,
            }
        }
        false
    }
}

impl Gen {
    fn leaf_part(&mut self, which: usize, ty: &str) -> Part {
        let (name, field, value, own): (String, _, String, _) = match which {
            0 => (
                "alpha".into(),
                "alpha",
                format!("alpha{{{}}}", self.rng.below(9)),
                vec!["A", "PA", "Both", "n"],
            ),
            1 => (
                "beta".into(),
                "beta",
                format!("beta{{\"b\", {}}}", self.rng.below(9)),
                vec!["B", "Both", "n", "k"],
            ),
            2 => {
                let value = *self.rng.pick(&["impl(5)", "nil", "&alphaG{alpha{6}, 7}"]);
                ("gamma".into(), "gamma", value.to_owned(), vec!["A", "G"])
            }
            _ => (format!("delta[{ty}]"), "delta", format!("delta[{ty}]{{x}}"), vec!["D", "As", "d"]),
        };
        Part { name, field, pointer: which != 2 && self.rng.chance(40), value, own, parts: vec![] }
    }

    pub(super) fn promotion(&mut self) -> Vec<Node> {
        let id = self.fresh();
        let element = self.key_type();
        let ty = self.name(&element);
        let x = self.expr(&element, 1, Mode::Pure(false)).node;
        let mut out = nodes![format!("guard({id}, func() {{\ntype T = {ty}\nvar x T = "), x, "\n_ = x\n"];
        let mut made: Vec<Part> = Vec::new();
        let count = self.rng.between(1, 3);
        for (at, name) in FIELDS.iter().copied().enumerate().take(count) {
            let mut parts: Vec<Part> = Vec::new();
            for which in 0..4 {
                if self.rng.chance(35) {
                    parts.push(self.leaf_part(which, "T"));
                }
            }
            for earlier in &made {
                if self.rng.chance(60) {
                    parts.push(Part { pointer: self.rng.chance(40), ..earlier.clone() });
                }
            }
            let own = if self.rng.chance(50) { vec!["own"] } else { vec!["n", "own"] };
            let list: Vec<String> =
                parts.iter().map(|p| format!("{}{}\n", if p.pointer { "*" } else { "" }, p.name)).collect();
            let fields: Vec<String> = own.iter().map(|f| format!("{f} int\n")).collect();
            out.push(text(format!("type {} struct {{\n{}{}}}\n", name, list.concat(), fields.concat())));
            let values: Vec<String> = parts
                .iter()
                .map(|p| match p.pointer {
                    true if self.rng.chance(12) => format!("{}: nil", p.field),
                    true => format!("{}: ptr({})", p.field, p.value),
                    false => format!("{}: {}", p.field, p.value),
                })
                .collect();
            let value = format!("{}{{own: {}, {}}}", name, at + 1, values.join(", "));
            made.push(Part { name: name.into(), field: name, pointer: false, value, own, parts });
        }
        let Some(whole) = made.pop() else { return out };
        out.push(text(format!("v := {}\np := &v\n_ = p\n", whole.value)));
        let uses: Vec<&(&str, &str)> = USES.iter().filter(|(name, _)| whole.promotes(name)).collect();
        for _ in 0..self.rng.between(2, 7) {
            let Some((name, usage)) = uses.get(self.rng.below(uses.len())).copied() else { break };
            let step = self.promoted_use(&whole, name, usage);
            out.push(Node::Item(nodes![format!(
                "guard({id}, func() {{\n{}\n}})\n",
                step.replace("ID", &id.to_string())
            )]));
        }
        for set in ["Both() string", "A() int", "PA() int", "gamma", "D() T", "B(int) string"] {
            if self.rng.chance(50) {
                let operand = if self.rng.chance(50) { "v" } else { "p" };
                let set = if set == "gamma" { set.to_owned() } else { format!("interface {{ {set} }}") };
                out.push(Node::Item(nodes![format!(
                    "{{\n_, ok := any({operand}).({set})\ntr({id}, ok)\n}}\n"
                )]));
            }
        }
        let e = self.over(&INT, &["own"], 1);
        out.extend(nodes![
            "w := v\nown := v.own\n_ = own\nv.own = ",
            e,
            format!("\ntr({id}, w.own)\ntr({id}, p.own)\n}})\n")
        ]);
        out
    }

    /// A use of something promoted, which is known to be valid.
    fn promoted_use(&mut self, whole: &Part, name: &str, usage: &str) -> String {
        let method = usage.contains('(');
        let operand = if self.rng.chance(50) { "v" } else { "p" };
        match self.rng.below(4) {
            0 if method && name != "As" => {
                format!("f := {operand}.{name}\n{operand}.own++\ntr(ID, {})", usage.replacen(name, "f", 1))
            }
            1 if method && name != "As" => {
                let rest = usage.replacen(&format!("{name}("), "", 1);
                let rest = if rest == ")" { rest } else { format!(", {rest}") };
                format!("tr(ID, (*{}).{name}(p{rest})", whole.name)
            }
            2 if method && name != "As" => {
                format!(
                    "defer func(f func() any) {{\ntr(ID, f())\n}}(func() any {{ return {operand}.{usage} }})\n{operand}.own = 5"
                )
            }
            _ => format!("tr(ID, {operand}.{usage})"),
        }
    }
}
