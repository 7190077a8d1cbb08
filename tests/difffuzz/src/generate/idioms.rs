//! Statements that are small programs of their own, of the kinds people write: iterators over iterators, workers, trees and other generic
//! containers, broken text, floating-point numbers at their edges, arrays copied whole.

use super::types::{INT, Ty};
use super::{Gen, Mode};
use crate::nodes;
use crate::tree::{Node, text};

impl Gen {
    /// Loops over functions within each other, left in all ways, with deferred calls of the function around them.
    pub(super) fn iterators(&mut self) -> Vec<Node> {
        let (id, label) = (self.fresh(), self.local("L"));
        let ty = Ty::Int(self.int_kind());
        let name = self.name(&ty);
        let (made, kept) = (self.over(&ty, &["x"], 2), self.from(&ty, &["x"], &Ty::Bool, 2));
        let (first, second) =
            (self.from(&ty, &["x", "y"], &Ty::Bool, 2), self.from(&ty, &["y", "z"], &Ty::Bool, 2));
        let n = self.rng.between(1, 6);
        let cleanup = if self.rng.chance(40) { format!("defer tr({id}, \"left\")\n") } else { String::new() };
        let exit = |g: &mut Self| match g.rng.below(8) {
            0 => format!("break {label}"),
            1 | 2 => format!("continue {label}"),
            3 => "return x, i".into(),
            4 => format!("panic(fmt.Sprint({id}, i))"),
            5 => "continue".into(),
            6 => format!("goto {label}end"),
            _ => "break".into(),
        };
        let exits = [exit(self), exit(self)];
        // A label must be used, and a jump must not pass over a declaration.
        let uses = format!("if i > 90 {{\ncontinue {label}\n}}\nif i > 91 {{\ngoto {label}end\n}}\n");
        let deferred = if self.rng.chance(40) { format!("defer tr({id}, i)\n") } else { String::new() };
        let inner = match self.rng.below(3) {
            0 => "for _, y := range kept".to_owned(),
            1 => format!("for y := range {name}({n})"),
            _ => "for y := range made".to_owned(),
        };
        nodes![
            format!(
                "guard({id}, func() {{\nmade := func(yield func({name}) bool) {{\n{cleanup}for i := 0; i < {n} && tick(); i++ {{\nx := {name}(i)\n_ = x\nif !yield("
            ),
            made,
            format!(
                ") {{\ntr({id}, \"stopped\")\nreturn\n}}\n}}\n}}\nkept := func(yield func(int, {name}) bool) {{\ni := 0\nfor x := range made {{\n_ = x\nif "
            ),
            kept,
            format!(
                " {{\ncontinue\n}}\nif i++; !yield(i, x) {{\nreturn\n}}\n}}\n}}\nf := func() (r {name}, n int) {{\n{label}:\nfor i, x := range kept {{\n{uses}{deferred}{inner} {{\nz := x ^ y\nif "
            ),
            first,
            Node::Item(nodes![format!(" {{\n{}\n}}\nif ", exits[0])]),
            second,
            Node::Item(nodes![format!(" {{\n{}\n}}\n", exits[1])]),
            format!(
                "r += z\nn++\n}}\ntr({id}, i)\n}}\n{label}end:\nreturn r, n\n}}\nr, n := f()\ntr({id}, r)\ntr({id}, n)\n}})\n"
            ),
        ]
    }

    /// Goroutines that share a sum under a lock, or pass numbers through two channels; the result does not depend on their order.
    pub(super) fn workers(&mut self) -> Vec<Node> {
        let id = self.fresh();
        let ty = Ty::Int(self.int_kind());
        let name = self.name(&ty);
        let e = self.over(&ty, &["x"], 3);
        let (n, k) = (self.rng.between(1, 9), self.rng.between(1, 4));
        let size = self.rng.below(3);
        if self.rng.chance(50) {
            let lock = if self.rng.chance(50) {
                "mu.Lock()\ntotal += y\nmu.Unlock()"
            } else {
                "func() {\nmu.Lock()\ndefer mu.Unlock()\ntotal += y\n}()"
            };
            return nodes![
                format!(
                    "{{\nvar mu sync.Mutex\nvar wg sync.WaitGroup\nvar total {name}\nfor i := range {n} {{\nwg.Add(1)\ngo func() {{\ndefer wg.Done()\nx := {name}(i)\n_ = x\ny := "
                ),
                e,
                format!("\n{lock}\n}}()\n}}\nwg.Wait()\ntr({id}, total)\n}}\n")
            ];
        }
        nodes![
            format!(
                "{{\nin, out := make(chan {name}, {size}), make(chan {name})\ndone := make(chan struct{{}})\nfor range {k} {{\ngo func() {{\nfor x := range in {{\n_ = x\nout <- "
            ),
            e,
            format!(
                "\n}}\ndone <- struct{{}}{{}}\n}}()\n}}\ngo func() {{\nfor i := range {n} {{\nin <- {name}(i)\n}}\nclose(in)\n}}()\nvar total {name}\nfor left := {k}; left > 0; {{\nselect {{\ncase x := <-out:\ntotal += x\ncase <-done:\nleft--\n}}\n}}\ntr({id}, total)\n}}\n"
            )
        ]
    }

    /// Containers of `prelude.go` with random types: a search tree, sorted keys, pairs.
    pub(super) fn containers(&mut self) -> Vec<Node> {
        let id = self.fresh();
        let value = self.printable_type(1);
        let vname = self.name(&value);
        let key = if self.rng.chance(60) { Ty::Int(self.int_kind()) } else { Ty::Str };
        let kname = self.name(&key);
        let mut out = nodes![format!("{{\nvar t tree[{kname}, {vname}]\n")];
        for _ in 0..self.rng.between(1, 6) {
            let (k, v) = (self.expr(&key, 1, Mode::Pure(false)), self.expr(&value, 1, Mode::Pure(false)));
            out.push(Node::Item(nodes!["t.put(", k.node, ", ", v.node, ")\n"]));
        }
        let k = self.expr(&key, 1, Mode::Pure(false)).node;
        let show = match self.rng.below(4) {
            0 => format!("for k, v := range t.all() {{\ntr({id}, k)\ntr({id}, v)\n}}\n"),
            1 => format!(
                "m := map[{kname}]{vname}{{}}\nfor k, v := range t.all() {{\nm[k] = v\n}}\nfor _, k := range keysOf(m) {{\ntr({id}, k)\ntr({id}, m[k])\n}}\n"
            ),
            2 => format!(
                "for k, v := range t.all() {{\np := pairOf(k, v)\nq := p.swap()\ntr({id}, p)\ntr({id}, fmt.Sprint(q.swap()) == fmt.Sprint(p))\nbreak\n}}\n"
            ),
            _ => format!("keys := keysOf(t.copied())\ntr({id}, keys)\ntr({id}, kindOf(keys))\n"),
        };
        out.extend(nodes!["v, ok := t.get(", k, format!(")\ntr({id}, v)\ntr({id}, ok)\n")]);
        out.push(Node::Item(nodes![show]));
        out.push(text("}\n"));
        out
    }

    /// Strings that are no UTF-8, taken apart and put together.
    pub(super) fn broken_text(&mut self) -> Vec<Node> {
        const PIECES: &[&str] =
            &["\\xff", "é", "\\xed\\xa0\\x80", "世", "\\xc3", "\\xf0\\x9f", "\\x00", "a", "\\U0001f600"];
        let id = self.fresh();
        let e = self.expr(&Ty::Str, 2, Mode::Pure(false)).node;
        let pieces: String = (0..self.rng.between(1, 5)).map(|_| *self.rng.pick(PIECES)).collect();
        let n = self.integer(super::types::Int::I32);
        let c = self.from(&INT, &["i"], &Ty::Bool, 2);
        let part = match self.rng.below(5) {
            0 => format!("for i, r := range s {{\ntr({id}, i)\ntr({id}, r)\n}}\n"),
            1 => format!("r := []rune(s)\ntr({id}, r)\ntr({id}, string(r))\ntr({id}, string(r) == s)\n"),
            2 => format!(
                "b := []byte(s)\nfor i := range b {{\nb[i] ^= byte(i)\n}}\ntr({id}, string(b))\ntr({id}, s < string(b))\n"
            ),
            3 => format!(
                "m := map[string]int{{}}\nfor i := range len(s) {{\nm[s[i:]]++\nm[string([]byte(s)[:i])]--\n}}\ntr({id}, len(m))\ntr({id}, m[s])\n"
            ),
            _ => format!(
                "switch s[:1] {{\ncase \"a\", \"\\xff\":\ntr({id}, 1)\nfallthrough\ncase \"\\xc3\":\ntr({id}, 2)\ndefault:\ntr({id}, s[0])\n}}\n"
            ),
        };
        nodes![
            "{\ns := \"",
            pieces,
            "\" + cs(",
            e,
            format!(")\ntr({id}, s)\ntr({id}, string(rune(nc({n}))))\n"),
            Node::Item(nodes![part]),
            "i := len(s)\nif ",
            c,
            format!(" {{\ntr({id}, s + \"|\" + s[i/2:] + \"|\" + s[:i/2])\n}}\n}}\n")
        ]
    }

    /// Every pair of some numbers with infinities, negative zero and what is no number.
    pub(super) fn float_edges(&mut self) -> Vec<Node> {
        let id = self.fresh();
        let ty = if self.rng.chance(60) { Ty::F64 } else { Ty::F32 };
        let name = self.name(&ty);
        let own = self.expr(&ty, 2, Mode::Pure(false)).node;
        let op = *self.rng.pick(&["+", "-", "*", "/"]);
        let e = self.over(&ty, &["x", "y"], 2);
        let part = match self.rng.below(5) {
            0 => format!("tr({id}, x < y)\ntr({id}, x >= y)\ntr({id}, !(x == y))\n"),
            1 => format!("tr({id}, 1 / min(x, y))\ntr({id}, max(x, y, 0))\n"),
            2 => format!("m[x] += 1\nm[y] += 2\ntr({id}, len(m))\n"),
            3 => format!("tr({id}, float64(x {op} y))\ntr({id}, any(x) == any(y))\n"),
            _ => {
                format!(
                    "c := complex(x, y)\ntr({id}, c {op} complex(y, 2))\ntr({id}, c == complex(x, y))\ntr({id}, real(c*c))\n"
                )
            }
        };
        nodes![
            format!(
                "{{\nzero, huge := nc({name}(0)), nc({name}(3e38))\nm := map[{name}]int{{}}\n_ = m\nxs := [...]{name}{{zero, -zero, huge * 10, zero / zero, 1 / zero, -huge, 1.5, {name}("
            ),
            own,
            format!(")}}\nfor i, x := range xs {{\ny := xs[(i*3+{})%len(xs)]\n", self.rng.below(8)),
            Node::Item(nodes![part]),
            format!("tr({id}, "),
            e,
            ")\n}\n}\n"
        ]
    }

    /// Arrays of structs as values: copied by assignment, by range, through calls, interfaces, channels and maps.
    pub(super) fn array_values(&mut self) -> Vec<Node> {
        let (id, t) = (self.fresh(), self.local("T"));
        let (a, b) = (self.key_type(), self.number());
        let (an, bn) = (self.name(&a), self.name(&b));
        let n = self.rng.between(1, 7);
        let wide = self.rng.between(1, 4);
        let e = self.expr(&a, 2, Mode::Pure(false)).node;
        let f = self.over(&b, &["x"], 2);
        let at = self.over(&INT, &["i"], 1);
        let way = match self.rng.below(6) {
            0 => "w = change(v)".to_owned(),
            1 => "c := make(chan A, 1)\nc <- v\nv[0].n[0]++\nw = <-c".to_owned(),
            2 => "i := any(v)\nv[0].n[0]++\nw = i.(A)".to_owned(),
            3 => "m := map[int]A{1: v}\nv[0].n[0]++\nw = m[1]\nv = m[2]".to_owned(),
            4 => "f := func() A { return v }\nw = f()\nv, w = w, v\ntouch()".to_owned(),
            _ => "s := v[:]\ns[len(s)-1] = s[0]\nw = A(s)".to_owned(),
        };
        nodes![
            format!(
                "guard({id}, func() {{\ntype {t} struct {{\nk {an}\nn [{wide}]{bn}\n}}\ntype A = [{n}]{t}\nvar v, w A\nv[0].k = "
            ),
            e,
            format!("\nfor i := range v {{\nx := {bn}(i)\n_ = x\nv[i].n[i%{wide}] = "),
            f,
            format!(
                "\n}}\nchange := func(a A) A {{\na[{n}-1].n[0] += 2\nreturn a\n}}\n_ = change\np := &struct {{\ntouched int\nA\n}}{{A: v}}\ntouch := func() {{\np.touched++\np.A[0].n[0]--\n}}\n"
            ),
            Node::Item(nodes![way, "\n"]),
            format!(
                "touch()\ntr({id}, v == w)\ntr({id}, p.A == v)\nfor i, x := range v {{\nv[(i+1)%{n}].n[0] += x.n[0]\nw[uint("
            ),
            at,
            format!(")%{n}] = x\n}}\ntr({id}, v)\ntr({id}, w)\ntr({id}, *p)\n}})\n")
        ]
    }
}
