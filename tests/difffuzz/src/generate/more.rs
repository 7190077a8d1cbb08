//! Statements made to be hard for optimisers: loops whose counters index, words taken apart and put together, many variables alive at once;
//! and wrappers of promoted methods, anonymous structs, deferred calls in loops.

use super::access::Use;
use super::types::{Field, INT, Int, Kind, Named, Ty};
use super::{Gen, Mode};
use crate::nodes;
use crate::tree::{Node, text};

impl Gen {
    /// An expression over some names only, all of its type.
    pub(super) fn over(&mut self, ty: &Ty, names: &[&str], depth: usize) -> Node {
        self.from(ty, names, ty, depth)
    }

    /// An expression of type `to` over some names of type `from` only.
    pub(super) fn from(&mut self, from: &Ty, names: &[&str], to: &Ty, depth: usize) -> Node {
        let hidden = std::mem::take(&mut self.vars);
        for n in names {
            self.declare(n, from, false);
        }
        let e = self.non_constant(to, depth, Mode::Safe);
        self.vars = hidden;
        e
    }

    /// A loop whose counter, or something near it, is an index; the counter may wrap around, the index may be out of range.
    pub(super) fn index_loop(&mut self) -> Vec<Node> {
        let (id, i, s) = (self.fresh(), self.local("i"), self.local("s"));
        let n = self.rng.between(1, 12);
        let kind = if self.rng.chance(65) { Int::Word } else { self.int_kind() };
        let (name, elem) = (kind.name(), Ty::Int(self.int_kind()));
        let ename = self.name(&elem);
        let make = match self.rng.below(4) {
            0 => format!("var {s} [{n}]{ename}\n"),
            1 => format!("{s} := make([]{ename}, nn({n}))\n"),
            2 => format!("{s} := &[{n}]{ename}{{1}}\n"),
            _ => format!("{s} := make([]{ename}, {n}, {})\n", n + self.rng.below(4)),
        };
        let near = kind.max().min(1 << 40) - self.rng.below(3) as i128;
        let (start, test, step) = match self.rng.below(9) {
            0 => (format!("len({s}) - 1"), format!("{i} >= 0"), "--".to_owned()),
            1 => (format!("len({s})"), format!("{i} > 0"), "--".to_owned()),
            2 => ("0".into(), format!("int({i}) <= len({s})"), "++".to_owned()),
            3 => (near.to_string(), format!("{i} != 3"), "++".to_owned()),
            4 => ("0".into(), format!("int({i}) != len({s})"), format!(" += {}", self.rng.between(1, 3))),
            5 => (
                self.rng.below(4).to_string(),
                format!("int({i}) < len({s}) - 1"),
                format!(" += {}", self.rng.between(1, 3)),
            ),
            6 => (
                "1".into(),
                format!("{i} < {}", self.rng.between(1, 100)),
                format!(" *= {}", self.rng.between(2, 3)),
            ),
            _ => ("0".into(), format!("int({i}) < len({s})"), "++".to_owned()),
        };
        let index = |g: &mut Self| match g.rng.below(9) {
            0 => format!("{i}+1"),
            1 => format!("{i}-1"),
            2 => format!("len({s})-1-int({i})"),
            3 => format!("{i}/2"),
            4 => format!("{i}&{}", [1, 3, 7][g.rng.below(3)]),
            5 => format!("uint8({i})"),
            _ => i.clone(),
        };
        let (to, from) = (index(self), index(self));
        let operand = if self.rng.chance(50) { "x" } else { "y" };
        let e = self.over(&elem, &["x", operand], 2);
        let cond =
            if self.rng.chance(30) { format!("if int({i}) + 1 < len({s}) {{\n") } else { "{\n".into() };
        let show = format!("for k := range {s} {{\ntr({id}, {s}[k])\n}}\n");
        nodes![
            format!(
                "{{\n{make}guard({id}, func() {{\nfor {i} := {name}({start}); {test} && tick(); {i}{step} {{\n"
            ),
            Node::Item(nodes![
                format!("{cond}x, y := {s}[{from}], {ename}({i})\n_ = y\n{s}[{to}] = x + "),
                e,
                format!(" + {ename}({i})\n}}\n")
            ]),
            format!("}}\n}})\n{show}}}\n")
        ]
    }

    /// Two indices.
    pub(super) fn matrix(&mut self) -> Vec<Node> {
        let (id, m) = (self.fresh(), self.local("m"));
        let (rows, columns) = (self.rng.between(1, 4), self.rng.between(1, 5));
        let ty = self.number();
        let name = self.name(&ty);
        let first = self.over(&ty, &["x"], 2);
        let second = self.over(&ty, &["x", "y", "z"], 3);
        let slices = self.rng.chance(40);
        let make = if slices {
            format!(
                "{m} := make([][]{name}, {rows})\nfor i := range {m} {{\n{m}[i] = make([]{name}, {columns})\n}}\n"
            )
        } else {
            format!("var {m} [{rows}][{columns}]{name}\n")
        };
        let (r, c) = if self.rng.chance(80) { (rows, columns) } else { (rows, columns + 1) };
        nodes![
            format!(
                "{{\n{make}guard({id}, func() {{\nfor i := 0; i < {r} && tick(); i++ {{\nfor j := 0; j < {c}; j++ {{\nx := {name}(i*7 + j)\n{m}[i][j] = "
            ),
            first,
            format!(
                " + x\n}}\n}}\nfor j := range {columns} {{\nfor i := range {rows} {{\nx, y, z := {m}[i][j], {m}[(i+1)%{rows}][j], {m}[i][{columns}-1-j]\n_, _, _ = x, y, z\n{m}[i][j] = "
            ),
            second,
            format!("\n}}\n}}\n}})\ntr({id}, {m})\n}}\n")
        ]
    }

    /// Bytes of words and words of bytes.
    pub(super) fn words(&mut self) -> Vec<Node> {
        let (id, b) = (self.fresh(), self.local("b"));
        let kind = *self.rng.pick(&[Int::U16, Int::U32, Int::U64, Int::I64, Int::I32]);
        let (ty, size) = (Ty::Int(kind), kind.bits() / 8);
        let name = kind.name();
        let x = self.expr(&ty, 2, Mode::Pure(false)).node;
        let big = self.rng.chance(50);
        let shift = |i: u32| if big { 8 * (size - 1 - i) } else { 8 * i };
        let store: String = (0..size).map(|i| format!("{b}[{i}] = byte(x >> {})\n", shift(i))).collect();
        let load: Vec<String> =
            (0..size).map(|i| format!("{name}({b}[{i}])<<{}", shift(size - 1 - i))).collect();
        let text_form = match self.rng.below(4) {
            0 => format!("tr({id}, string({b}[:]) == string({b}[1:]))\n"),
            1 => format!("w := map[string]int{{string({b}[:2]): 5}}\ntr({id}, w[string({b}[:2])])\n"),
            2 => format!("tr({id}, copy({b}[1:], string({b}[:3])))\ntr({id}, string({b}[:]))\n"),
            _ => format!("tr({id}, string(append({b}[:2:2], string({b}[:])...)))\n"),
        };
        nodes![
            format!("{{\nvar x {name} = "),
            x,
            format!("\nvar {b} [8]byte\n{store}tr({id}, {b})\n"),
            Node::Item(nodes![format!("tr({id}, {})\n", load.join(" | "))]),
            Node::Item(nodes![text_form]),
            "}\n"
        ]
    }

    /// More variables than registers, across a call.
    pub(super) fn many_variables(&mut self) -> Vec<Node> {
        let id = self.fresh();
        let n = self.rng.between(9, 26);
        let mut out = nodes!["{\n"];
        let ty = self.number();
        let name = self.name(&ty);
        let mut names: Vec<String> = Vec::new();
        for _ in 0..n {
            let v = self.local("x");
            let known: Vec<&str> = names.iter().map(String::as_str).collect();
            let e = if known.is_empty() {
                self.expr(&ty, 2, Mode::Pure(false)).node
            } else {
                self.over(&ty, &known, 2)
            };
            out.extend(nodes![format!("{v} := {name}("), e, format!(")\n_ = {v}\n")]);
            names.push(v);
        }
        let known: Vec<&str> = names.iter().map(String::as_str).collect();
        let e = self.over(&ty, &known, 4);
        out.extend(nodes![format!("tr({id}, {} + nn(", names.join(" + ")), e, "))\n"]);
        if self.rng.chance(60) {
            out.push(text(format!(
                "for i := 0; i < 3 && tick(); i++ {{\n{} = {}\n}}\n",
                names.join(", "),
                {
                    let mut turned = names.clone();
                    turned.rotate_left(1);
                    turned.join(", ")
                }
            )));
            out.push(text(format!("tr({id}, []{name}{{{}}})\n", names.join(", "))));
        }
        out.push(text("}\n"));
        out
    }

    pub(super) fn anonymous_struct(&mut self) -> Vec<Node> {
        let (id, v) = (self.fresh(), self.local("w"));
        let (a, b) = (self.key_type(), self.key_type());
        let (an, bn) = (self.name(&a), self.name(&b));
        let ty = format!("struct {{ a {an}; b {bn} }}");
        let values: Vec<Node> =
            [&a, &b, &a, &b].into_iter().map(|t| self.expr(t, 2, Mode::Pure(false)).node).collect();
        let [x, y, z, w] = values.try_into().unwrap_or_else(|_| std::array::from_fn(|_| text("0")));
        nodes![
            format!("{{\n{v} := {ty}{{"),
            x,
            ", ",
            y,
            format!("}}\nu := {ty}{{b: "),
            w,
            ", a: ",
            z,
            format!(
                "}}\ntr({id}, {v} == u)\ntr({id}, any({v}) == any(u))\nk := map[{ty}]int{{{v}: 1}}\nk[u] += 2\ntr({id}, len(k))\ntr({id}, k[{v}])\n{v}, u = u, {v}\n"
            ),
            Node::Item(nodes![format!("tr({id}, []{ty}{{{v}, u}})\n")]),
            "}\n"
        ]
    }

    /// A local struct that embeds an interface, or a pointer to a struct, and is converted to that interface.
    pub(super) fn embedding(&mut self) -> Option<Vec<Node>> {
        let iface = self.some_named(|g, t| g.iface(t).is_some())?;
        let implementer = |g: &Self, t: &Ty| {
            g.fields(t).is_some() && g.implements(&t.clone().pointer(), &iface) && !g.name(t).contains('[')
        };
        let concrete = self.some_named(implementer);
        let (name, v, id) = (self.local("T"), self.local("v"), self.fresh());
        let (ty, embed) = match concrete {
            Some(t) if self.rng.chance(60) => {
                if self.rng.chance(50) {
                    (t.clone().pointer(), format!("*{}", self.name(&t)))
                } else {
                    (t.clone(), self.name(&t))
                }
            }
            _ => (iface.clone(), self.name(&iface)),
        };
        let inner = self.expr(&ty, 2, Mode::Any).node;
        let field = embed.trim_start_matches('*').to_owned();
        let at = self.named.len();
        let own = Field { name: self.local("f"), ty: INT, embedded: false };
        let fname = own.name.clone();
        self.named.push(Named {
            name: name.clone(),
            kind: Kind::Struct(vec![own]),
            methods: vec![],
            local: true,
        });
        let _ = at;
        let methods = self.iface(&iface).unwrap_or_default().to_vec();
        let m = self.rng.pick(&methods).clone();
        let args = self.arguments(&m.sig, 1, Mode::Pure(false));
        let again = self.arguments(&m.sig, 1, Mode::Pure(false));
        let whole = if self.rng.chance(50) { format!("&{v}") } else { v.clone() };
        // A struct by value has the pointer methods only through a pointer.
        let whole =
            if matches!(ty, Ty::Named(_)) && self.iface(&ty).is_none() { format!("&{v}") } else { whole };
        Some(nodes![
            format!(
                "guard({id}, func() {{\ntype {name} struct {{\n{fname} int\n{embed}\n}}\n{v} := {name}{{{field}: "
            ),
            inner,
            format!(", {fname}: 5}}\nvar i {} = {whole}\ntr({id}, i != nil)\n", self.name(&iface)),
            Node::Item(nodes![format!("tr({id}, i.{}(", m.name), args, "))\n"]),
            Node::Item(nodes![format!("tr({id}, {v}.{}(", m.name), again, "))\n"]),
            Node::Item(nodes![format!(
                "g := i.{}\n_ = g\n_, ok := i.(interface {{ nope() }})\ntr({id}, ok)\n",
                m.name
            )]),
            "})\n"
        ])
    }

    pub(super) fn defer_in_loop(&mut self) -> Vec<Node> {
        let id = self.fresh();
        let vars = self.vars.len();
        self.declare("i", &INT, false);
        let ty = self.printable_type(1);
        let e = self.expr(&ty, 2, Mode::Pure(false)).node;
        let cond = self.condition(Mode::Pure(false));
        self.vars.truncate(vars);
        let n = self.rng.between(1, 5);
        let extra = match self.rng.below(4) {
            0 => "defer func() { recover() }()\n",
            1 => {
                "defer func(k int) {\nif r := recover(); r != nil {\ntr(k, fmt.Sprint(r))\npanic(fmt.Sprint(r, k))\n}\n}(i)\n"
            }
            _ => "",
        };
        let last = if self.rng.chance(50) { "panic(\"end\")\n" } else { "" };
        nodes![
            format!("guard({id}, func() {{\nfor i := range {n} {{\n_ = i\nif "),
            cond,
            format!(" {{\ndefer tr({id}, "),
            e,
            format!(")\n}}\n{extra}}}\n{last}}})\n")
        ]
    }

    /// A send that is possible, or not.
    pub(super) fn select_send(&mut self) -> Option<Vec<Node>> {
        let (c, id) = (self.local("c"), self.fresh());
        let ty = self.printable_type(1);
        let name = self.name(&ty);
        let e = match self.access(&ty, Mode::Pure(false), Use::Value) {
            Some(node) => node,
            None => self.expr(&ty, 2, Mode::Any).node,
        };
        let (size, n) = (self.rng.below(3), self.rng.between(1, 4));
        Some(nodes![
            format!("{c} := make(chan {name}, {size})\nfor i := range {n} {{\nselect {{\ncase {c} <- "),
            e,
            format!(
                ":\ntr({id}, i)\ndefault:\ntr({id}, -i)\n}}\n}}\nclose({c})\nfor x := range {c} {{\ntr({id}, x)\n}}\n"
            )
        ])
    }
}
