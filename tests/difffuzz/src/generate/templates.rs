//! Statements with more structure: defer and recover, panics, closures, channels, goroutines, recursion.

use std::rc::Rc;

use super::types::{Field, INT, Int, Kind, Named, Sig, Ty};
use super::{Gen, Mode};
use crate::nodes;
use crate::tree::{Node, text};

impl Gen {
    /// The body of a `func() { … }` that is called where it stands, or deferred.
    fn thunk(&mut self, depth: usize) -> Node {
        let sig = Sig { params: vec![], variadic: false, results: vec![] };
        let n = self.rng.between(1, 3);
        self.func_body(&sig, &[], &[], n, depth.saturating_sub(1))
    }

    pub(super) fn defer(&mut self, depth: usize) -> Vec<Node> {
        let mut out = nodes!["defer func() {\n", self.thunk(depth)];
        if !self.frame.named.is_empty() && self.rng.chance(60) {
            let at = self.rng.below(self.frame.named.len());
            let (name, ty) = (self.frame.named[at].clone(), self.frame.results[at].clone());
            let e = self.expr(&ty, 2, Mode::Any).node;
            out.push(Node::Item(nodes![format!("{name} = "), e, "\n"]));
        }
        if self.rng.chance(40) {
            let id = self.fresh();
            out.push(Node::Item(nodes![format!("if r := recover(); r != nil {{\ntrP({id}, r)\n}}\n")]));
        }
        out.push(text("}()\n"));
        out
    }

    pub(super) fn recover(&mut self, depth: usize) -> Vec<Node> {
        let id = self.fresh();
        let body = self.thunk(depth);
        if self.rng.chance(50) {
            return nodes![format!("guard({id}, func() {{\n"), body, "})\n"];
        }
        let ty = self.printable_type(1);
        let sig = Sig { params: vec![], variadic: false, results: vec![ty.clone()] };
        let r = self.local("r");
        let body = self.func_body(&sig, &[], std::slice::from_ref(&r), 2, depth.saturating_sub(1));
        let again = if self.rng.chance(15) { "panic(e)\n" } else { "" };
        let name = self.local("v");
        let tyname = self.name(&ty);
        let out = nodes![
            format!(
                "{name} := func() ({r} {tyname}) {{\ndefer func() {{\nif e := recover(); e != nil {{\ntrP({id}, e)\n"
            ),
            Node::Item(nodes![again]),
            "}\n}()\n",
            body,
            format!("}}()\n_ = {name}\ntr({id}, {name})\n")
        ];
        self.declare(&name, &ty, false);
        out
    }

    pub(super) fn panic(&mut self) -> Vec<Node> {
        let c = self.condition(Mode::Any);
        let ty = self.printable_type(1);
        let e = self.expr(&ty, 2, Mode::Any).node;
        let id = self.fresh();
        if self.rng.chance(50) {
            return nodes!["if ", c, " {\npanic(", e, ")\n}\n"];
        }
        // Panics replace each other.
        let e2 = self.literal(&Ty::Str, Mode::Safe).node;
        nodes![
            format!("guard({id}, func() {{\ndefer func() {{\nif "),
            c,
            " {\npanic(",
            e2,
            ")\n}\n}()\npanic(",
            e,
            ")\n})\n"
        ]
    }

    /// Something that surely or probably panics, alone.
    pub(super) fn runtime_error(&mut self) -> Vec<Node> {
        let id = self.fresh();
        let n = self.non_constant(&INT, 1, Mode::Safe);
        let narrow = Ty::Int(self.int_kind_signed());
        let m = self.non_constant(&narrow, 1, Mode::Safe);
        // gc's assembler refuses an index like x + 1<<28 into a variable on the stack, hence `nn` around the whole.
        let what = match self.rng.below(14) {
            0 => nodes!["s := []int{1, 2, 3}\n", format!("tr({id}, s[nn("), n, ")])\n"],
            1 => nodes!["s := [5]int8{1, 2, 3}\n", format!("tr({id}, s[nn("), m, ")])\n"],
            2 => nodes!["s := \"héllo\"\n", format!("tr({id}, s["), n, ":])\n"],
            3 => nodes!["var s map[string]int\n", "s[\"a\"] = ", n, "\n"],
            4 => nodes![format!("tr({id}, 100 / "), m, ")\n"],
            5 => nodes![format!("tr({id}, any("), n, ").(string))\n"],
            6 => nodes!["c := make(chan int, 1)\nclose(c)\nc <- ", n, "\n"],
            7 => nodes!["var p *[4]int\n", format!("tr({id}, p["), n, "&3])\n"],
            8 => nodes!["s := make([]uint16, 3, 6)\n", format!("tr({id}, s["), n, ":", m, "])\n"],
            9 => nodes!["s := []string{\"a\"}\n", format!("tr({id}, [3]string(s[:uint("), n, ")%4]))\n"],
            10 => nodes![
                "x, y := any([]int{1}), any([]int{1})\n",
                format!("tr({id}, x == y)\ntr({id}, "),
                n,
                ")\n"
            ],
            11 => nodes!["var e error\n_ = ", n, format!("\ntr({id}, e.Error())\n")],
            12 => nodes![format!("tr({id}, 1 << "), m, ")\n"],
            _ => nodes!["s := make([]byte, 4)\n", format!("tr({id}, s[:"), n, ":", m, "])\n"],
        };
        nodes![format!("guard({id}, func() {{\n"), what, "})\n"]
    }

    fn int_kind_signed(&mut self) -> Int {
        *self.rng.pick(&[Int::Word, Int::I8, Int::I16, Int::I32, Int::I64])
    }

    pub(super) fn closure(&mut self) -> Vec<Node> {
        let sig = Rc::new(if self.rng.chance(70) { self.small_sig() } else { self.full_sig() });
        let name = self.local("f");
        let literal = self.func_literal(&sig, true);
        let out = nodes![format!("{name} := "), literal, format!("\n_ = {name}\n")];
        self.declare(&name, &Ty::Func(sig), false);
        out
    }

    pub(super) fn channel(&mut self) -> Vec<Node> {
        let ty = self.printable_type(1);
        let (c, id) = (self.local("c"), self.fresh());
        let name = self.name(&ty);
        let n = self.rng.between(1, 4);
        let mut out = nodes![format!("{c} := make(chan {name}, {n})\n")];
        let sent = self.rng.below(n + 1);
        for _ in 0..sent {
            let e = self.expr(&ty, 2, Mode::Any).node;
            out.push(Node::Item(nodes![format!("{c} <- "), e, "\n"]));
        }
        out.push(text(format!("tr({id}, len({c}))\ntr({id}, cap({c}))\n")));
        match self.rng.below(3) {
            0 => out.push(text(format!("close({c})\nfor x := range {c} {{\ntr({id}, x)\n}}\n"))),
            1 if sent > 0 => out.push(text(format!("tr({id}, <-{c})\n"))),
            _ => out.push(text(format!("close({c})\n{{\nx, ok := <-{c}\ntr({id}, x)\ntr({id}, ok)\n}}\n"))),
        }
        out
    }

    /// A `select` in which exactly one case is ready.
    pub(super) fn select(&mut self, depth: usize) -> Vec<Node> {
        let (a, b) = (self.local("c"), self.local("c"));
        let ty = self.printable_type(1);
        let name = self.name(&ty);
        let id = self.fresh();
        let c = self.condition(Mode::Any);
        let e = self.expr(&ty, 1, Mode::Any).node;
        let head = nodes![
            format!("{a}, {b} := make(chan {name}, 1), make(chan string)\nif "),
            c,
            format!(" {{\n{a} <- "),
            e,
            format!("\n}} else {{\nclose({b})\n}}\n")
        ];
        let select = self.target(false, |g| {
            let one = g.block(1, depth - 1);
            let two = g.block(1, depth - 1);
            let default = if g.rng.chance(40) { format!("default:\ntr({id}, -1)\n") } else { String::new() };
            nodes![
                format!("select {{\ncase x := <-{a}:\ntr({id}, x)\n"),
                one,
                format!("case x, ok := <-{b}:\ntr({id}, x)\ntr({id}, ok)\n"),
                two,
                default,
                "}\n"
            ]
        });
        nodes![head, select]
    }

    /// A producer that shares nothing but the channel.
    pub(super) fn goroutine(&mut self) -> Vec<Node> {
        let (c, id) = (self.local("c"), self.fresh());
        let n = self.rng.between(0, 6);
        let ty = Ty::Int(self.int_kind());
        let name = self.name(&ty);
        let x = self.non_constant(&ty, 2, Mode::Pure(false));
        // What runs there sees its parameters only.
        let hidden = std::mem::take(&mut self.vars);
        self.level += 1;
        self.declare("x", &ty, false);
        let e = self.non_constant(&ty, 2, Mode::Safe);
        self.level -= 1;
        self.vars = hidden;
        let size = if self.rng.chance(50) { String::new() } else { format!(", {}", self.rng.below(4)) };
        nodes![
            format!(
                "{c} := make(chan {name}{size})\ngo func(x {name}) {{\ndefer close({c})\nfor i := range {n} {{\nx += {name}(i)\n{c} <- "
            ),
            e,
            "\n}\n}(",
            x,
            format!(")\nfor v := range {c} {{\ntr({id}, v)\n}}\n")
        ]
    }

    pub(super) fn shadowing(&mut self, depth: usize) -> Vec<Node> {
        let vars = self.vars.len();
        let mut out = nodes!["{\n"];
        let outer: Vec<(String, Ty)> = self
            .visible()
            .into_iter()
            .filter(|i| self.vars[*i].name.starts_with('v'))
            .map(|i| (self.vars[i].name.clone(), self.vars[i].ty.clone()))
            .collect();
        if !outer.is_empty() {
            let (name, _) = self.rng.pick(&outer).clone();
            let ty = self.variable_type();
            let e = self.expr(&ty, 2, Mode::Any).node;
            let tyname = self.name(&ty);
            out.push(Node::Item(nodes![format!("var {name} {tyname} = "), e, format!("\n_ = {name}\n")]));
            let shared = self.rng.chance(30);
            self.declare(&name, &ty, shared);
        }
        out.push(self.body(depth));
        self.vars.truncate(vars);
        out.push(text("}\n"));
        out
    }

    pub(super) fn string_building(&mut self) -> Vec<Node> {
        let (s, id) = (self.local("s"), self.fresh());
        let e = self.expr(&Ty::Str, 2, Mode::Any).node;
        let n = self.rng.between(1, 5);
        let piece = match self.rng.below(4) {
            0 => "string(rune('a' + i))".to_owned(),
            1 => "strconv.Itoa(i * i)".to_owned(),
            2 => format!("{s}[len({s})/2:]"),
            _ => "string([]byte{byte(i), 'x'})".to_owned(),
        };
        let out = nodes![
            format!("{s} := "),
            e,
            format!("\nfor i := range {n} {{\n_ = i\n{s} = cs({s} + {piece})\n}}\ntr({id}, {s})\n")
        ];
        self.declare(&s, &Ty::Str, false);
        out
    }

    pub(super) fn local_const(&mut self) -> Vec<Node> {
        let (a, b, id) = (self.local("K"), self.local("K"), self.fresh());
        let (n, m) = (self.rng.below(60), self.rng.below(100));
        let out = nodes![format!(
            "const (\n{a} = 1<<{n} + iota*{m}\n{b}\n)\ntr({id}, int64({a}))\ntr({id}, int64({b}) - int64({a}))\n"
        )];
        out
    }

    pub(super) fn local_type(&mut self, depth: usize) -> Vec<Node> {
        let name = self.local("T");
        let mut fields = Vec::new();
        for _ in 0..self.rng.between(1, 4) {
            let ty = self.printable_type(1);
            fields.push(Field { name: self.local("f"), ty, embedded: false });
        }
        let list: Vec<String> = fields.iter().map(|f| format!("{} {}", f.name, self.name(&f.ty))).collect();
        let at = self.named.len();
        self.named.push(Named {
            name: name.clone(),
            kind: Kind::Struct(fields),
            methods: vec![],
            local: false,
        });
        let vars = self.vars.len();
        let v = self.local("v");
        let ty = Ty::Named(at);
        let e = self.expr(&ty, 2, Mode::Any).node;
        let shared = self.rng.chance(40);
        self.declare(&v, &ty, shared);
        let body = self.body(depth);
        let operand = text(&v);
        let show = self.trace(&operand, &ty, 1);
        self.vars.truncate(vars);
        self.named[at].local = true;
        nodes![
            format!("{{\ntype {name} struct {{\n{}\n}}\n{v} := ", list.join("\n")),
            e,
            format!("\n_ = {v}\n"),
            body,
            show,
            "}\n"
        ]
    }

    pub(super) fn recursion(&mut self) -> Vec<Node> {
        let (f, id) = (self.local("f"), self.fresh());
        let ty = Ty::Int(self.int_kind());
        let name = self.name(&ty);
        let saved = self.vars.len();
        self.level += 1;
        self.declare("n", &INT, false);
        self.declare("x", &ty, false);
        let base = self.non_constant(&ty, 2, Mode::Safe);
        let step = self.non_constant(&ty, 2, Mode::Safe);
        self.level -= 1;
        self.vars.truncate(saved);
        let op = *self.rng.pick(&["+", "^", "-", "*"]);
        let second = if self.rng.chance(50) { format!(" {op} {f}(n-2, x)") } else { String::new() };
        let n = self.rng.between(1, 7);
        nodes![
            format!(
                "var {f} func(n int, x {name}) {name}\n{f} = func(n int, x {name}) {name} {{\nif n <= 0 || !tick() {{\nreturn "
            ),
            base,
            format!("\n}}\nreturn {f}(n-1, "),
            step,
            format!("){second}\n}}\ntr({id}, {f}({n}, 1))\n")
        ]
    }

    pub(super) fn container(&mut self) -> Vec<Node> {
        self.counts.add("generic type");
        let (s, id) = (self.local("st"), self.fresh());
        let ty = self.printable_type(1);
        let name = self.name(&ty);
        let mut out = nodes![format!("var {s} stack[{name}]\n")];
        for _ in 0..self.rng.between(0, 3) {
            let e = self.expr(&ty, 2, Mode::Any).node;
            out.push(Node::Item(nodes![format!("{s}.push("), e, ")\n"]));
        }
        let how = if self.rng.chance(50) {
            format!("pop := {s}.pop\nx, ok := pop()")
        } else {
            format!("x, ok := {s}.pop()")
        };
        out.push(text(format!("{{\n{how}\ntr({id}, x)\ntr({id}, ok)\ntr({id}, {s}.depth())\n}}\n")));
        out
    }

    /// Each iteration has its own variable.
    pub(super) fn loop_closures(&mut self) -> Vec<Node> {
        let (fs, id) = (self.local("fs"), self.fresh());
        let n = self.rng.between(1, 5);
        let vars = self.vars.len();
        self.declare("i", &INT, true);
        let e = self.non_constant(&INT, 2, Mode::Pure(false));
        self.vars.truncate(vars);
        let head = match self.rng.below(3) {
            0 => format!("for i := range {n} {{\n"),
            1 => format!("for _, i := range []int{{7, 3, {n}}} {{\n"),
            _ => format!("for i := 0; i < {n}; i++ {{\n"),
        };
        let bump = if self.rng.chance(40) { "i++\n" } else { "" };
        let order = if self.rng.chance(50) { "defer tr" } else { "tr" };
        nodes![
            format!(
                "guard({id}, func() {{\nvar {fs} []func() int\n{head}{fs} = append({fs}, func() int {{\ni += 10\n_ = i\nreturn "
            ),
            e,
            format!("\n}})\n{bump}}}\nfor _, f := range {fs} {{\n{order}({id}, f() + f())\n}}\n}})\n")
        ]
    }

    /// A loop over numbers alone, such as optimisers like.
    pub(super) fn arithmetic_loop(&mut self) -> Vec<Node> {
        let vars = self.vars.len();
        let id = self.fresh();
        let n = self.rng.between(1, 4);
        let mut out = nodes!["{\n"];
        let mut names = Vec::new();
        for _ in 0..n {
            let ty = self.number();
            let name = self.local("x");
            let e = self.expr(&ty, 1, Mode::Pure(false)).node;
            let tyname = self.name(&ty);
            out.extend(nodes![format!("var {name} {tyname} = "), e, "\n"]);
            self.declare(&name, &ty, false);
            names.push((name, ty));
        }
        let i = self.local("i");
        let count = self.rng.between(1, 20);
        self.declare_fixed(&i, &INT);
        out.push(text(format!("for {i} := 0; {i} < {count}; {i}++ {{\n")));
        for _ in 0..self.rng.between(1, 5) {
            let (name, ty) = self.rng.pick(&names).clone();
            let e = self.expr(&ty, 3, Mode::Safe).node;
            out.push(Node::Item(nodes![format!("{name} = "), e, "\n"]));
        }
        out.push(text("}\n"));
        for (name, _) in &names {
            out.push(text(format!("tr({id}, {name})\n")));
        }
        out.push(text("}\n"));
        self.vars.truncate(vars);
        out
    }

    /// Copies, parts and pointers of one struct.
    pub(super) fn struct_juggling(&mut self) -> Option<Vec<Node>> {
        let ty = self.some_named(|g, t| g.fields(t).is_some())?;
        let (a, b, p) = (self.local("v"), self.local("v"), self.local("v"));
        let e = self.expr(&ty, 2, Mode::Any).node;
        let mut out =
            nodes![format!("{a} := "), e, format!("\n{b} := {a}\n{p} := &{a}\n_, _, _ = {a}, {b}, {p}\n")];
        self.declare(&a, &ty, true);
        self.declare(&b, &ty, false);
        let pointer = ty.clone().pointer();
        self.declare(&p, &pointer, false);
        let fields = self.fields(&ty).unwrap_or_default().to_vec();
        let f = self.rng.pick(&fields).clone();
        let name = if f.embedded { self.embedded_name(&f.ty) } else { f.name.clone() };
        let e = self.expr(&f.ty, 2, Mode::Pure(false)).node;
        out.push(Node::Item(nodes![format!("{p}.{name} = "), e, "\n"]));
        if self.rng.chance(50) {
            out.push(Node::Item(nodes![format!("{b}, *{p} = *{p}, {b}\n")]));
        }
        for v in [&a, &b] {
            let operand = text(v);
            let show = self.trace(&operand, &ty, 2);
            out.push(Node::Item(show));
        }
        Some(out)
    }

    pub(super) fn linked_list(&mut self) -> Vec<Node> {
        let (id, n) = (self.fresh(), self.rng.between(1, 6));
        let name = self.local("T");
        let ty = self.printable_type(1);
        let tyname = self.name(&ty);
        let e = self.expr(&ty, 1, Mode::Pure(false)).node;
        nodes![
            format!(
                "{{\ntype {name} struct {{\nv {tyname}\nnext *{name}\n}}\nvar head *{name}\nfor range {n} {{\nhead = &{name}{{"
            ),
            e,
            format!(
                ", head}}\n}}\nfor p := head; p != nil && tick(); p = p.next {{\ntr({id}, p.v)\n}}\n}}\n"
            )
        ]
    }
}
