//! Slices of one array, and values compared in every way there is.

use super::types::{INT, Ty};
use super::{Gen, Mode};
use crate::nodes;
use crate::tree::{Node, text};

impl Gen {
    /// Slices that share an array, appended to, copied and cut. What `append` allocates has its capacity clipped (`grown`), so that it is
    /// defined what is shared.
    pub(super) fn aliasing(&mut self) -> Vec<Node> {
        let id = self.fresh();
        let ty = if self.rng.chance(70) { Ty::Int(self.int_kind()) } else { self.printable_type(1) };
        let name = self.name(&ty);
        let size = self.rng.between(4, 9);
        let seed = self.expr(&ty, 2, Mode::Pure(false)).node;
        let (low, high) = (self.rng.below(3), self.rng.between(3, size));
        let mut out = nodes![
            format!("{{\nvar a [{size}]{name}\na[1] = "),
            seed,
            format!(
                "\ns := [3][]{name}{{a[:{}], a[{low}:{high}], a[{low}:{high}:{high}]}}\nguard({id}, func() {{\n",
                self.rng.below(size)
            )
        ];
        for _ in 0..self.rng.between(3, 10) {
            let step = self.slice_step(id, &ty, size);
            out.push(Node::Item(step));
        }
        out.push(text(format!(
            "}})\ntr({id}, a)\nfor _, s := range s {{\ntr({id}, s)\ntr({id}, cap(s))\n}}\n}}\n"
        )));
        out
    }

    fn slice_step(&mut self, id: u32, ty: &Ty, size: usize) -> Vec<Node> {
        let (i, j, k) = (self.rng.below(3), self.rng.below(3), self.rng.below(size));
        let name = self.name(ty);
        let e = self.expr(ty, 1, Mode::Pure(false)).node;
        match self.rng.below(13) {
            0 | 1 => nodes![format!("s[{i}] = grown(s[{j}], append(s[{j}], "), e, "))\n"],
            2 => nodes![format!("s[{i}] = grown(s[{j}], append(s[{j}], s[{i}]...))\n")],
            3 => nodes![format!("s[{i}] = s[{j}][min({k}, len(s[{j}])):]\n")],
            4 => nodes![format!("s[{i}] = s[{j}][:min({k}, cap(s[{j}]))]\n")],
            5 => nodes![format!("s[{i}] = s[{j}][:nn({k}):nn({})]\n", self.rng.below(size))],
            6 => nodes![format!("tr({id}, copy(s[{i}][min({k}, len(s[{i}])):], s[{j}]))\n")],
            7 => nodes![format!("s[{i}][nn({k})] = "), e, "\n"],
            8 => nodes![format!(
                "if {k} < len(s[{i}]) {{\ns[{i}] = append(s[{i}][:{k}], s[{i}][{k}+1:]...)\n}}\n"
            )],
            9 => nodes![format!("clear(s[{i}][len(s[{i}])/2:])\n")],
            10 => nodes![format!("for i, v := range s[{i}] {{\na[({size}-1)-i%{size}] = v\n}}\n")],
            11 => nodes![format!("(*[2]{name})(s[{i}])[1] = a[{k}]\ntr({id}, [1]{name}(s[{j}]))\n")],
            _ => nodes![format!(
                "s[{i}], s[{j}] = s[{j}], append([]{name}(nil), s[{i}]...)\ns[{j}] = s[{j}][:len(s[{j}]):len(s[{j}])]\n"
            )],
        }
    }

    /// Structs with fields of many kinds, blank ones among them, compared directly, in interfaces and as keys; some cannot be.
    pub(super) fn comparisons(&mut self) -> Vec<Node> {
        const DYNAMIC: &[&str] = &[
            "nil",
            "1",
            "int8(1)",
            "\"s\"",
            "1.5",
            "[2]int{1, 2}",
            "[]int{1}",
            "zero / zero",
            "-zero",
            "struct{ a any }{1}",
            "struct{ a any }{[]int{}}",
            "p",
            "(*int)(nil)",
            "[1]any{map[int]int{}}",
            "complex(zero, 1)",
            "error(nil)",
            "true",
        ];
        let id = self.fresh();
        let (a, b) = (self.key_type(), self.key_type());
        let (an, bn) = (self.name(&a), self.name(&b));
        let dynamic = self.rng.chance(70);
        let mut fields: Vec<String> = vec![
            format!("a {an}\n"),
            format!("b [2]{bn}\n"),
            "f float64\n".into(),
            "_ int16\n".into(),
            "e bool\n".into(),
        ];
        if dynamic {
            fields.push("c any\n".into());
        }
        if self.rng.chance(50) {
            fields.push("_, _ uint8\n".into());
        }
        for i in (1..fields.len()).rev() {
            let j = self.rng.below(i + 1);
            fields.swap(i, j);
        }
        let mut out = nodes![format!(
            "{{\ntype S struct {{\n{}}}\nzero, p := nc(0.0), new(int)\n_, _ = zero, p\nvs := []S{{\n",
            fields.concat()
        )];
        let (x, y) = (self.expr(&a, 1, Mode::Pure(false)).node, self.expr(&b, 1, Mode::Pure(false)).node);
        for _ in 0..self.rng.between(2, 5) {
            let f = *self.rng.pick(&["0", "-zero", "zero / zero", "1.5"]);
            let c = if dynamic { format!(", c: {}", *self.rng.pick(DYNAMIC)) } else { String::new() };
            let first = if self.rng.chance(75) { x.clone() } else { text(self.zero(&a)) };
            let second = if self.rng.chance(75) { y.clone() } else { text(self.zero(&b)) };
            out.push(Node::Item(nodes![
                "{a: ",
                first,
                format!(", b: [2]{bn}{{1: "),
                second,
                format!("}}, f: {f}{c}}},\n")
            ]));
        }
        let ways = [
            "x == y",
            "any(x) == any(y)",
            "[1]S{x} == [1]S{y}",
            "any(x) == any(&y)",
            "x.b == y.b && x.f != y.f",
            "same(x, y)",
            "struct{ n int; S }{1, x} == struct{ n int; S }{1, y}",
            "fmt.Sprint(any(&x) == any(&x), x != y)",
        ];
        out.push(text(
            "}\nm, d := map[S]int{}, map[any]int{}\nfor i, x := range vs {\nfor _, y := range vs {\n",
        ));
        for _ in 0..self.rng.between(1, 3) {
            let way = *self.rng.pick(&ways);
            out.push(Node::Item(nodes![format!("guard({id}, func() {{\ntr({id}, {way})\n}})\n")]));
        }
        out.push(text(format!(
            "_ = y\n}}\nguard({id}, func() {{\nm[x] += i\nd[x]++\nd[any(x.f)]--\n}})\nguard({id}, func() {{\nswitch any(x) {{\ncase vs[0]:\ntr({id}, \"first\")\ncase any(vs[len(vs)-1]):\ntr({id}, \"last\")\n}}\n}})\n}}\ntr({id}, len(m))\ntr({id}, len(d))\n}}\n"
        )));
        out
    }

    /// The operands of a `select`, evaluated in order whatever is ready, with channels that are nil, full, empty and closed.
    pub(super) fn select_operands(&mut self) -> Vec<Node> {
        let id = self.fresh();
        let e = self.expr(&INT, 1, Mode::Pure(false)).node;
        let mut out = nodes![
            format!(
                "guard({id}, func() {{\nvar none chan int\nfull, empty, closed := make(chan int, 1), make(chan int, 1), make(chan int)\nfull <- "
            ),
            e,
            "\nclose(closed)\nall := []chan int{none, full, empty, closed}\nvar a [4]int\n_, _ = all, a\n",
            format!(
                "see := func(n int) int {{\ntr({id}, n)\nreturn n\n}}\nch := func(n int) chan int {{\ntr({id}, n)\nreturn all[n]\n}}\n_, _ = see, ch\n"
            )
        ];
        for _ in 0..self.rng.between(1, 3) {
            // At most one case can go on: receiving from `full`, or sending to `empty`, or what is closed.
            let ready = self.rng.below(5);
            let mut cases: Vec<Node> = Vec::new();
            for k in 0..self.rng.below(3) {
                let idle = match self.rng.below(4) {
                    0 => "case <-ch(0):\n".to_owned(),
                    1 => format!("case ch(0) <- see({}):\n", 10 + k),
                    2 => format!("case a[see({})] = <-ch(0):\n", k),
                    _ => "case x, ok := <-ch(0):\n_, _ = x, ok\n".to_owned(),
                };
                cases.push(Node::Item(nodes![idle, format!("tr({id}, \"idle\")\n")]));
            }
            let case = match ready {
                0 => format!("case a[see(1)] = <-ch(1):\ntr({id}, a)\nfull <- 7\n"),
                1 => format!("case ch(2) <- see(20):\ntr({id}, <-empty)\n"),
                2 => format!("case x, ok := <-ch(3):\ntr({id}, x)\ntr({id}, ok)\n"),
                3 => "case ch(3) <- see(30):\n".to_owned(),
                _ => format!("case a[see(nn(4))] = <-ch(3):\ntr({id}, a)\n"),
            };
            let at = self.rng.below(cases.len() + 1);
            cases.insert(at, text(case));
            let default = if self.rng.chance(30) {
                format!("default:\ntr({id}, \"default\")\n")
            } else {
                String::new()
            };
            out.push(Node::Item(nodes![
                format!("guard({id}, func() {{\nselect {{\n"),
                cases,
                default,
                "}\n})\n"
            ]));
        }
        out.push(text("})\n"));
        out
    }
}
