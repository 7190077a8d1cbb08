//! Statements about the ways out of functions: panics, `recover` in and out of place, deferred calls that change results or panic themselves,
//! `Goexit`, loops over functions that are left or that go on although they were told to stop, and coroutines.
//!
//! Each is a function over one integer, `r`, whose parts are chosen at random; what it does is defined, whatever the parts are.

use super::types::{INT, Ty};
use super::{Gen, Mode};
use crate::nodes;
use crate::tree::{Node, text};

/// What a part may refer to.
#[derive(Clone, Copy)]
struct Place {
    /// Directly in the function with the result.
    direct: bool,
    /// In a loop.
    looping: bool,
    /// In the body of a loop over a function: gc's `recover` finds nothing there (go.dev/issue/71685).
    ranged: bool,
    /// May it end the goroutine?
    goexit: bool,
}

impl Gen {
    /// A function with a named result and deferred calls nested in each other, called under guard or on a goroutine of its own.
    pub(super) fn unwinding(&mut self) -> Vec<Node> {
        let id = self.fresh();
        let goexit = self.rng.chance(25);
        let mut left = self.rng.between(4, 14);
        let place = Place { direct: true, looping: false, ranged: false, goexit };
        let parts = self.parts(&mut left, 3, place);
        let last = self.over(&INT, &["r", "n"], 1);
        let mut out = nodes![
            format!("f := func(n int) (r int) {{\ndefer func() {{\ntr({id}, r)\n}}()\n"),
            parts,
            "return ",
            last,
            "\n}\n"
        ];
        let first = self.expr(&INT, 1, Mode::Pure(false)).node;
        if goexit {
            out.extend(nodes![
                "done := make(chan bool)\nn := ",
                first,
                format!("\ngo func() {{\ndefer close(done)\nguard({id}, func() {{\ntr({id}, f(n))\n}})\ntr({id}, \"returned\")\n}}()\n<-done\n")
            ]);
        } else {
            out.extend(nodes![format!("tr({id}, f("), first, "))\n"]);
        }
        nodes![format!("guard({id}, func() {{\n"), out, "})\n"]
    }

    fn parts(&mut self, left: &mut usize, depth: usize, place: Place) -> Vec<Node> {
        let mut out = Vec::new();
        for _ in 0..self.rng.between(1, 4) {
            if *left == 0 {
                break;
            }
            *left -= 1;
            out.push(Node::Item(self.part(left, depth, place)));
        }
        out
    }

    fn part(&mut self, left: &mut usize, depth: usize, place: Place) -> Vec<Node> {
        let id = self.fresh();
        let within = Place { direct: false, looping: false, ranged: false, ..place };
        match self.rng.below(if depth == 0 { 9 } else { 15 }) {
            0 => nodes!["r = ", self.over(&INT, &["r", "n"], 2), "\n"],
            1 => nodes![format!("tr({id}, r)\n")],
            2 | 3 | 5 if place.ranged => nodes![format!("tr({id}, n)\n")],
            2 | 3 => nodes![format!("trP({id}, recover())\n")],
            4 => nodes![format!("defer tr({id}, r)\n")],
            5 => match self.rng.below(3) {
                0 => nodes!["defer recover()\n"],
                1 => nodes![format!("defer trP({id}, recover())\n")],
                _ => nodes![format!("func() {{\ntrP({id}, recover())\n}}()\n")],
            },
            6 => self.raise(id, place),
            7 => self.fault(id),
            8 => self.leave(place),
            9..12 => {
                let parts = self.parts(left, depth - 1, within);
                nodes!["defer func() {\n", parts, "}()\n"]
            }
            12 => nodes!["func() {\n", self.parts(left, depth - 1, within), "}()\n"],
            13 => {
                let over = *self.rng.pick(&["seq(3)", "3", "seq2([]int{4, 5})"]);
                let ranged = place.ranged || over != "3";
                let parts = self.parts(left, depth - 1, Place { looping: true, ranged, ..place });
                nodes![format!("for n := range {over} {{\n_ = n\n"), parts, "}\n"]
            }
            _ => {
                let condition = self.from(&INT, &["r", "n"], &Ty::Bool, 1);
                let parts = self.parts(left, depth - 1, place);
                nodes!["if ", condition, " {\n", parts, "}\n"]
            }
        }
    }

    fn raise(&mut self, id: u32, place: Place) -> Vec<Node> {
        let condition = self.from(&INT, &["r", "n"], &Ty::Bool, 1);
        let what = match self.rng.below(6) {
            0 => "panic(r)".to_owned(),
            1 => format!("panic(fmt.Sprint({id}, r))"),
            2 => format!("panic(fmt.Errorf(\"error {id}\"))"),
            3 => "panic(nil)".to_owned(),
            4 if place.goexit => "runtime.Goexit()".to_owned(),
            4 => "panic([2]any{r, nil})".to_owned(),
            _ if place.ranged => "panic(n)".to_owned(),
            _ => "if e := recover(); e != nil {\npanic(e)\n}".to_owned(),
        };
        nodes!["if ", condition, format!(" {{\n{what}\n}}\n")]
    }

    fn fault(&mut self, id: u32) -> Vec<Node> {
        let what = match self.rng.below(5) {
            0 => format!("tr({id}, []int{{1, 2, 3}}[r&7])"),
            1 => format!("tr({id}, n/(r&3))"),
            2 => format!("tr({id}, any(r).(string))"),
            3 => "var m map[int]int\nm[r]++".to_owned(),
            _ => "var p *int\n*p = r".to_owned(),
        };
        nodes!["if nn(true) {\n", what, "\n}\n"]
    }

    /// A way out of the loop or the function.
    fn leave(&mut self, place: Place) -> Vec<Node> {
        let condition = self.from(&INT, &["r", "n"], &Ty::Bool, 1);
        let way = match self.rng.below(3) {
            0 if place.looping => nodes!["continue"],
            1 if place.looping => nodes!["break"],
            _ if place.direct => nodes!["return ", self.over(&INT, &["r", "n"], 1)],
            _ => nodes!["return"],
        };
        nodes!["if ", condition, " {\n", way, "\n}\n"]
    }

    /// A loop over a function that does not keep to the rules.
    pub(super) fn misused_iterator(&mut self) -> Vec<Node> {
        let id = self.fresh();
        let mut steps = Vec::new();
        for _ in 0..self.rng.between(2, 5) {
            let k = self.rng.below(9);
            let step = match self.rng.below(8) {
                0 => format!("tr({id}, yield({k}))\n"),
                1 => format!("if !yield({k}) {{\nreturn\n}}\n"),
                2 => format!("if !yield({k}) {{\ntr({id}, \"stopped\")\n}}\n"),
                3 => format!("defer func() {{\ntrP({id}, recover())\n}}()\n"),
                4 => format!("func() {{\ndefer func() {{\ntrP({id}, recover())\n}}()\nyield({k})\n}}()\n"),
                5 => format!("if !yield({k}) {{\npanic(\"no more\")\n}}\n"),
                6 => format!("defer yield({k})\n"),
                _ => format!("for n := range 3 {{\nyield(n + {k})\n}}\n"),
            };
            steps.push(Node::Item(nodes![step]));
        }
        let mut body = Vec::new();
        for _ in 0..self.rng.between(1, 3) {
            let condition = self.from(&INT, &["n", "r"], &Ty::Bool, 1);
            let way = match self.rng.below(9) {
                0 => "break",
                1 => "return r",
                2 => "panic(r)",
                3 => "continue",
                4 => "defer tr(n, r)",
                5 => "defer func() {\nr += n\n}()",
                6 => "if calls++; calls < 3 {\nkept(n + 100)\n}",
                7 => "if calls++; calls < 9 {\nfor n := range it {\nr += n\n}\n}",
                _ => "defer func() {\ntrP(n, recover())\n}()",
            };
            body.push(Node::Item(nodes!["if ", condition, format!(" {{\n{way}\n}}\n")]));
        }
        let late = if self.rng.chance(40) {
            format!("guard({id}, func() {{\nkept(50)\n}})\n")
        } else {
            String::new()
        };
        nodes![
            format!(
                "guard({id}, func() {{\nvar kept func(int) bool\ncalls := 0\nvar it func(func(int) bool)\nit = func(yield func(int) bool) {{\nif !tick() {{\nreturn\n}}\nkept = yield\n_ = kept\n"
            ),
            steps,
            format!("}}\nf := func() (r int) {{\nfor n := range it {{\ntr({id}, n)\nr += n\n"),
            body,
            format!("}}\nreturn r\n}}\n_ = calls\nguard({id}, func() {{\ntr({id}, f())\n}})\n{late}}})\n")
        ]
    }

    /// A function's values, pulled.
    pub(super) fn pulled(&mut self) -> Vec<Node> {
        let id = self.fresh();
        let ty = self.printable_type(1);
        let name = self.name(&ty);
        let (first, second) =
            (self.expr(&ty, 2, Mode::Pure(false)).node, self.expr(&ty, 1, Mode::Pure(false)).node);
        let end = match self.rng.below(4) {
            0 => "panic(\"in the body\")\n".to_owned(),
            1 => format!("defer func() {{\ntrP({id}, recover())\n}}()\nyield(2, b)\npanic(\"caught\")\n"),
            2 => format!("tr({id}, yield(2, b))\ntr({id}, yield(3, a))\n"),
            _ => String::new(),
        };
        let mut out = nodes![
            format!("guard({id}, func() {{\nvar a, b {name} = "),
            first,
            ", ",
            second,
            format!(
                "\nnext, stop := iter.Pull2(func(yield func(int, {name}) bool) {{\ndefer tr({id}, \"end\")\nif !yield(0, a) || !yield(1, b) {{\nreturn\n}}\n{end}}})\ndefer stop()\n_ = next\n"
            )
        ];
        for _ in 0..self.rng.between(1, 5) {
            let step = if self.rng.chance(80) {
                format!("guard({id}, func() {{\ni, v, ok := next()\ntr(i, v)\ntr({id}, ok)\n}})\n")
            } else {
                format!("guard({id}, stop)\n")
            };
            out.push(Node::Item(nodes![step]));
        }
        out.push(text("})\n"));
        out
    }
}
