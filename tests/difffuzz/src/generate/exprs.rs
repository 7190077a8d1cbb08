//! Expressions of any type: the dispatch, literals, and booleans.

use super::access::Use;
use super::types::{Class, INT, Int, Ty};
use super::{E, Gen, Mode};
use crate::nodes;
use crate::tree::{Node, text};

/// Strings that say something about UTF-8 and quoting.
const STRINGS: &[&str] = &[
    "",
    "a",
    "go",
    "hello, world",
    "é",
    "日本語",
    "\\x00\\xff",
    "a\\xe9b",
    "\\t\\n\\\\",
    "𝄞x",
    "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
    "\\ufffd",
    "0123456789",
    "\\xed\\xa0\\x80",
];

impl Gen {
    /// Marks an expression for the shrinker.
    pub(super) fn wrap(&mut self, ty: &Ty, body: Vec<Node>) -> Node {
        Node::Expr { ty: self.name(ty).into(), zero: self.zero(ty).into(), body }
    }

    pub(super) fn value(&mut self, ty: &Ty, body: Vec<Node>) -> E {
        E { node: self.wrap(ty, body), konst: false }
    }

    /// An expression of a type.
    pub(super) fn expr(&mut self, ty: &Ty, depth: usize, mode: Mode) -> E {
        if depth == 0 || self.rng.chance(12) {
            return self.leaf(ty, mode);
        }
        if !matches!(ty, Ty::Int(_))
            && mode.calls()
            && self.rng.chance(20)
            && let Some(node) = self.call_for(ty, depth - 1, mode)
        {
            return self.value(ty, nodes![node]);
        }
        let e = match self.under(ty) {
            Ty::Int(k) => self.int_expr(ty, k, depth, mode),
            Ty::Bool => self.bool_expr(ty, depth, mode),
            Ty::F32 | Ty::F64 => self.float_expr(ty, depth, mode),
            Ty::C64 | Ty::C128 => self.complex_expr(ty, depth, mode),
            Ty::Str => self.string_expr(ty, depth, mode),
            Ty::Param(_, class) => self.param_expr(ty, class, depth, mode),
            _ => return self.composite(ty, depth, mode),
        };
        E { node: self.wrap(ty, vec![e.node]), konst: e.konst }
    }

    /// A variable, or a literal.
    pub(super) fn leaf(&mut self, ty: &Ty, mode: Mode) -> E {
        if self.rng.chance(78)
            && let Some(node) = self.access(ty, mode, Use::Value)
        {
            return self.value(ty, nodes![node]);
        }
        if self.rng.chance(5) && matches!(self.under(ty), Ty::Int(_) | Ty::F64 | Ty::F32) {
            let value = self.untyped(3);
            let name = self.name(ty);
            return E { node: self.wrap(ty, nodes![format!("{name}({value} & 127)")]), konst: true };
        }
        if self.rng.chance(12) {
            let fits: Vec<String> =
                self.consts.iter().filter(|(_, t)| t == ty).map(|(n, _)| n.clone()).collect();
            if !fits.is_empty() {
                let name = self.rng.pick(&fits).clone();
                return E { node: self.wrap(ty, nodes![name]), konst: true };
            }
        }
        self.literal(ty, mode)
    }

    /// A literal, or what comes nearest.
    pub(super) fn literal(&mut self, ty: &Ty, mode: Mode) -> E {
        let name = self.name(ty);
        let source = match self.under(ty) {
            Ty::Bool => {
                let b = if self.rng.chance(50) { "true" } else { "false" };
                if *ty == Ty::Bool { b.into() } else { format!("{name}({b})") }
            }
            Ty::Int(k) => {
                let n = self.integer(k);
                if *ty == INT { format!("({n})") } else { format!("{name}({n})") }
            }
            Ty::F32 | Ty::F64 => format!("{name}({})", self.float_text()),
            Ty::C64 | Ty::C128 => {
                let (re, im) = (self.float_text(), self.float_text());
                format!("{name}(complex({re}, {im}))")
            }
            Ty::Str => {
                let s = self.rng.pick(STRINGS);
                if *ty == Ty::Str { format!("\"{s}\"") } else { format!("{name}(\"{s}\")") }
            }
            Ty::Param(n, Class::Integer | Class::Number) => {
                let v = self.rng.below(100);
                return self.value(ty, nodes![format!("{n}({v})")]);
            }
            Ty::Param(n, _) => return self.value(ty, nodes![format!("*new({n})")]),
            _ => return self.composite(ty, 0, mode.calm()),
        };
        E { node: self.wrap(ty, nodes![source]), konst: true }
    }

    /// An integer that fits a type, often near a border.
    pub(super) fn integer(&mut self, k: Int) -> i128 {
        let n: i128 = match self.rng.below(12) {
            0..5 => self.rng.below(16) as i128,
            5 => k.max() - self.rng.below(3) as i128,
            6 => k.min() + self.rng.below(3) as i128,
            7 => 1i128 << self.rng.below(k.bits() as usize),
            8 => (1i128 << self.rng.below(k.bits() as usize)) - 1,
            9 => -(self.rng.below(20) as i128),
            _ => i128::from(self.rng.bits() as i64) >> self.rng.below(64),
        };
        if n < k.min() || n > k.max() { n.rem_euclid(128).min(k.max()) } else { n }
    }

    pub(super) fn float_text(&mut self) -> String {
        const SPECIAL: &[&str] = &[
            "0.0",
            "1.0",
            "-1.0",
            "0.5",
            "2.0",
            "1e10",
            "-3.25",
            "0.1",
            "1e-7",
            "100.0",
            "16777217.0",
            "1e30",
        ];
        if self.rng.chance(60) {
            (*self.rng.pick(SPECIAL)).into()
        } else {
            format!("{}.{}", self.rng.below(1000) as i64 - 500, self.rng.below(1000))
        }
    }

    /// A condition.
    pub(super) fn condition(&mut self, mode: Mode) -> Node {
        self.expr(&Ty::Bool, 2, mode).node
    }

    fn bool_expr(&mut self, ty: &Ty, depth: usize, mode: Mode) -> E {
        if *ty != Ty::Bool {
            let e = self.expr(&Ty::Bool, depth - 1, mode);
            let e = self.unconst(e);
            return self.value(ty, nodes![self.name(ty), "(", e, ")"]);
        }
        match self.rng.below(10) {
            0..6 => self.comparison(depth, mode),
            6..8 => {
                self.counts.add("bool logic");
                let op = if self.rng.chance(50) { " && " } else { " || " };
                let (l, r) = (self.expr(ty, depth - 1, mode), self.expr(ty, depth - 1, mode));
                E { node: Node::Seq(nodes!["(", l.node, op, r.node, ")"]), konst: l.konst && r.konst }
            }
            8 => {
                let e = self.expr(ty, depth - 1, mode);
                E { node: Node::Seq(nodes!["!", e.node]), konst: e.konst }
            }
            _ => self.leaf(ty, mode),
        }
    }

    fn comparison(&mut self, depth: usize, mode: Mode) -> E {
        self.counts.add("bool compare");
        let ty = match self.rng.below(12) {
            0..6 => self.number(),
            6 => Ty::F64,
            7 => Ty::Str,
            8 => self.some_named(|g, t| g.comparable(t)).unwrap_or(INT),
            9 => Ty::C128,
            10 => INT.array(self.rng.between(1, 4)),
            _ => Ty::Any,
        };
        // Comparing values of type `any` can panic.
        let ty = if ty == Ty::Any && !mode.panics() { INT } else { ty };
        let param = if self.rng.chance(40) { self.param_in_scope(Class::Comparable) } else { None };
        let ty = param.unwrap_or(ty);
        let ordered = matches!(
            self.under(&ty),
            Ty::Int(_)
                | Ty::F32
                | Ty::F64
                | Ty::Str
                | Ty::Param(_, Class::Integer | Class::Number | Class::Ordered)
        );
        let op = if ordered {
            *self.rng.pick(&["<", "<=", ">", ">=", "==", "!="])
        } else {
            *self.rng.pick(&["==", "!="])
        };
        let (ml, mr) = if ty == Ty::Any { (mode.calm(), mode.calm()) } else { self.split2(mode) };
        let l = self.expr(&ty, depth - 1, ml);
        let r = if let (Ty::Int(k), true) = (&ty, self.rng.chance(35)) {
            E { node: text(self.integer(*k).to_string()), konst: true }
        } else {
            self.expr(&ty, depth - 1, mr)
        };
        let left = if l.konst && r.konst { self.unconst(l) } else { l.node };
        E { node: Node::Seq(nodes!["(", left, format!(" {op} "), r.node, ")"]), konst: false }
    }
}
