//! Expressions of floats, complex numbers, strings, composite types, pointers, functions and interfaces.

use super::access::Use;
use super::types::{Class, INT, Int, Kind, Ty};
use super::{E, Gen, Mode};
use crate::nodes;
use crate::tree::{Node, text};

impl Gen {
    pub(super) fn float_expr(&mut self, ty: &Ty, depth: usize, mode: Mode) -> E {
        let name = self.name(ty);
        match self.rng.below(12) {
            0..5 => {
                self.counts.add("float binary");
                let op = *self.rng.pick(&["+", "-", "*", "/"]);
                let (ml, mr) = self.split2(mode);
                let l = self.non_constant(ty, depth - 1, ml);
                let r = self.non_constant(ty, depth - 1, mr);
                self.value(ty, nodes!["(", l, format!(" {op} "), r, ")"])
            }
            5 => {
                let e = self.non_constant(ty, depth - 1, mode);
                self.value(ty, nodes!["(-", e, ")"])
            }
            6..8 => {
                let from = self.number();
                let e = self.non_constant(&from, depth - 1, mode);
                self.value(ty, nodes![name, "(", e, ")"])
            }
            8 => {
                self.counts.add("float call");
                let f = *self.rng.pick(&["Sqrt", "Floor", "Ceil", "Trunc", "Abs", "RoundToEven", "Round"]);
                let e = self.non_constant(&Ty::F64, depth - 1, mode);
                self.value(ty, nodes![format!("{name}(math.{f}("), e, "))"])
            }
            9 => {
                let part = *self.rng.pick(&["real", "imag"]);
                let e = self.non_constant(&Ty::C128, depth - 1, mode);
                self.value(ty, nodes![format!("{name}({part}("), e, "))"])
            }
            10 if self.rng.chance(40) => {
                let special =
                    ["math.NaN()", "math.Inf(1)", "math.Inf(-1)", "math.Copysign(0, -1)", "math.MaxFloat64"];
                let special = *self.rng.pick(&special);
                self.value(ty, nodes![format!("{name}(nn({special}))")])
            }
            10 => {
                let f = *self.rng.pick(&["min", "max"]);
                let (ml, mr) = self.split2(mode);
                let l = self.non_constant(ty, depth - 1, ml);
                let r = self.expr(ty, depth - 1, mr).node;
                self.value(ty, nodes![f, "(", l, ", ", r, ")"])
            }
            _ => self.leaf(ty, mode),
        }
    }

    pub(super) fn complex_expr(&mut self, ty: &Ty, depth: usize, mode: Mode) -> E {
        let part = if self.under(ty) == Ty::C64 { Ty::F32 } else { Ty::F64 };
        match self.rng.below(10) {
            0..5 => {
                self.counts.add("complex binary");
                let op = *self.rng.pick(&["+", "-", "*", "/"]);
                let (ml, mr) = self.split2(mode);
                let l = self.non_constant(ty, depth - 1, ml);
                let r = self.non_constant(ty, depth - 1, mr);
                self.value(ty, nodes!["(", l, format!(" {op} "), r, ")"])
            }
            5..7 => {
                let (ml, mr) = self.split2(mode);
                let re = self.non_constant(&part, depth - 1, ml);
                let im = self.expr(&part, depth - 1, mr).node;
                self.value(ty, nodes![self.name(ty), "(complex(", re, ", ", im, "))"])
            }
            7 => {
                let e = self.non_constant(ty, depth - 1, mode);
                self.value(ty, nodes!["(-", e, ")"])
            }
            _ => self.leaf(ty, mode),
        }
    }

    pub(super) fn string_expr(&mut self, ty: &Ty, depth: usize, mode: Mode) -> E {
        self.counts.add("string op");
        let name = self.name(ty);
        match self.rng.below(12) {
            0..3 => {
                let (ml, mr) = self.split2(mode);
                let l = self.non_constant(ty, depth - 1, ml);
                let r = self.expr(ty, depth - 1, mr).node;
                self.value(ty, nodes![format!("{name}(cs(string("), l, " + ", r, ")))"])
            }
            3 => {
                let e = self.non_constant(&Ty::Int(Int::I32), depth - 1, mode);
                self.value(ty, nodes![format!("{name}(rune("), e, "))"])
            }
            4 => {
                let of = if self.rng.chance(60) { Ty::Int(Int::U8) } else { Ty::Int(Int::I32) };
                let e = self.expr(&of.slice(), depth - 1, mode).node;
                self.value(ty, nodes![format!("{name}("), e, ")"])
            }
            5 => {
                let e = self.non_constant(&INT, depth - 1, mode);
                self.value(ty, nodes![format!("{name}(strconv.Itoa("), e, "))"])
            }
            6 => {
                let f = *self.rng.pick(&["min", "max"]);
                let (ml, mr) = self.split2(mode);
                let l = self.non_constant(ty, depth - 1, ml);
                let r = self.expr(ty, depth - 1, mr).node;
                self.value(ty, nodes![f, "(", l, ", ", r, ")"])
            }
            7..9 if mode.panics() => {
                let e = self.non_constant(ty, depth - 1, mode.calm());
                let bounds = self.bounds(&e, mode.calm());
                self.value(ty, nodes![e, "[", bounds, "]"])
            }
            9 => {
                let f = *self.rng.pick(&["ToUpper", "TrimSpace", "ToLower"]);
                let e = self.non_constant(&Ty::Str, depth - 1, mode);
                self.value(ty, nodes![format!("{name}(strings.{f}("), e, "))"])
            }
            _ => self.leaf(ty, mode),
        }
    }

    /// `low:high` for slicing an operand, mostly in range.
    fn bounds(&mut self, operand: &Node, mode: Mode) -> Vec<Node> {
        match self.rng.below(6) {
            0 => nodes![":len(", operand.clone(), ")/2"],
            1 => nodes!["len(", operand.clone(), ")/2:"],
            2 => {
                let n = self.non_constant(&INT, 0, mode);
                nodes!["uint(", n, ")%uint(len(", operand.clone(), ")+1):"]
            }
            3 => {
                let n = self.non_constant(&Ty::Int(Int::U8), 0, mode);
                nodes![":int(", n, ")%(len(", operand.clone(), ")+1)"]
            }
            4 => nodes![":"],
            _ => {
                let n = self.rng.below(3);
                nodes![format!("{}:{}", n, n + self.rng.below(3))]
            }
        }
    }

    /// Expressions of types that have no constants.
    pub(super) fn composite(&mut self, ty: &Ty, depth: usize, mode: Mode) -> E {
        if depth > 0
            && self.rng.chance(40)
            && let Some(node) = self.access(ty, mode, Use::Value)
        {
            return self.value(ty, nodes![node]);
        }
        // Values of interface types hold values of any type: they nest without end unless something ends it.
        let ends = self.nesting > 3 && (matches!(ty, Ty::Ptr(_) | Ty::Any) || self.iface(ty).is_some());
        if ends || self.nesting > 7 {
            let zero = self.zero(ty);
            return self.value(ty, nodes![zero]);
        }
        let below = depth.saturating_sub(1);
        self.nesting += 1;
        let body = match self.under(ty) {
            Ty::Array(n, e) => self.array_expr(ty, n, &e, below, mode),
            Ty::Slice(e) => self.slice_expr(ty, &e, depth, mode),
            Ty::Map(k, v) => self.map_expr(ty, &k, &v, below, mode),
            Ty::Ptr(e) => self.pointer_expr(&e, below, mode),
            Ty::Func(sig) => self.func_expr(&sig, mode),
            Ty::Any => self.any_expr(below, mode),
            Ty::Named(i) => match self.named[i].kind.clone() {
                Kind::Iface(_) => self.iface_expr(ty, below, mode),
                _ => self.struct_expr(ty, below, mode),
            },
            _ => nodes![self.zero(ty)],
        };
        self.nesting -= 1;
        self.value(ty, body)
    }

    /// The elements of a literal.
    fn elements(&mut self, n: usize, e: &Ty, depth: usize, mode: Mode) -> Vec<Node> {
        let modes = self.split(mode, n.max(1));
        let mut out = Vec::new();
        for m in modes.into_iter().take(n) {
            out.push(self.expr(e, depth, m).node);
            out.push(text(", "));
        }
        out
    }

    fn array_expr(&mut self, ty: &Ty, n: usize, e: &Ty, depth: usize, mode: Mode) -> Vec<Node> {
        self.counts.add("array literal");
        let name = self.name(ty);
        if mode.panics() && self.rng.chance(10) {
            let s = self.expr(&e.clone().slice(), depth, mode.calm()).node;
            return nodes![name, "(", s, ")"];
        }
        let mode = if self.rng.chance(50) { mode.in_place() } else { mode.calm() };
        if n > 1 && self.rng.chance(20) {
            let at = self.rng.below(n);
            let v = self.expr(e, depth, mode).node;
            return nodes![format!("({name}{{{at}: "), v, "})"];
        }
        let count = if self.rng.chance(80) { n } else { self.rng.below(n + 1) };
        let list = self.elements(count, e, depth, mode);
        nodes!["(", name, "{", list, "})"]
    }

    fn slice_expr(&mut self, ty: &Ty, e: &Ty, depth: usize, mode: Mode) -> Vec<Node> {
        self.counts.add("slice op");
        let name = self.name(ty);
        let below = depth.saturating_sub(1);
        match self.rng.below(if depth == 0 { 4 } else { 12 }) {
            0 => {
                let n = self.rng.below(4);
                nodes![format!("make({name}, {n}, {})", n + self.rng.below(4))]
            }
            4 if mode.reads() && self.array_of(e).is_some() => {
                let n = self.array_of(e).unwrap_or(1);
                let array = e.clone().array(n);
                match self.access(&array, mode.calm(), Use::Address) {
                    Some(a) => {
                        let low = self.rng.below(n + 1);
                        let high = self.rng.between(low, n);
                        let max = self.rng.between(high, n);
                        let full = if self.rng.chance(30) { format!(":{max}") } else { String::new() };
                        nodes![format!("{name}("), a, format!("[{low}:{high}{full}])")]
                    }
                    None => nodes![name, "(nil)"],
                }
            }
            5..7 if mode.panics() => {
                let s = self.expr(ty, below, mode.calm()).node;
                let bounds = self.bounds(&s, mode.calm());
                nodes![s, "[", bounds, "]"]
            }
            7 => {
                let (ml, mr) = self.split2(mode);
                let s = self.expr(ty, below, ml).node;
                let v = self.expr(e, below, mr).node;
                nodes!["clip(append(", s, ", ", v, "))"]
            }
            8 => {
                let (ml, mr) = self.split2(mode.quiet());
                let s = self.expr(ty, below, ml).node;
                let t = self.expr(ty, below, mr).node;
                nodes!["clip(append(", s, ", ", t, "...))"]
            }
            9 if matches!(e, Ty::Int(Int::U8 | Int::I32)) => {
                let s = self.non_constant(&Ty::Str, below, mode);
                nodes![format!("clip({name}("), s, "))"]
            }
            10 if depth > 1 => {
                let from = self.number();
                let s = self.expr(&from.clone().slice(), below, mode.calm()).node;
                let v = self.local("m");
                let head = format!(", func({v} {}) {} {{ return ", self.name(&from), self.name(e));
                let back = self.scoped_expr(&v, &from, e);
                nodes![format!("{name}(mapS("), s, head, back, " }))"]
            }
            _ => {
                let n = self.rng.below(5);
                let list = self.elements(n, e, below, mode);
                nodes!["(", name, "{", list, "})"]
            }
        }
    }

    /// An expression that a func literal with one parameter returns.
    fn scoped_expr(&mut self, v: &str, from: &Ty, to: &Ty) -> Node {
        let vars = self.vars.len();
        self.level += 1;
        self.declare(v, from, false);
        let e = self.expr(to, 1, Mode::Safe).node;
        self.level -= 1;
        self.vars.truncate(vars);
        e
    }

    /// The length of an array of these elements that some variable has.
    fn array_of(&self, e: &Ty) -> Option<usize> {
        self.vars.iter().rev().find_map(|v| match &v.ty {
            Ty::Array(n, x) if **x == *e && v.shared => Some(*n),
            _ => None,
        })
    }

    fn map_expr(&mut self, ty: &Ty, k: &Ty, v: &Ty, depth: usize, mode: Mode) -> Vec<Node> {
        self.counts.add("map literal");
        let name = self.name(ty);
        let n = self.rng.below(4);
        let modes = self.split(mode, n.max(1));
        let mut list = Vec::new();
        let mut seen = Vec::new();
        for m in modes.into_iter().take(n) {
            let key = self.literal(k, Mode::Safe).node;
            // Constant keys must differ, and so do all here.
            let source = key.source();
            if seen.contains(&source)
                || matches!(self.under(k), Ty::Array(..) | Ty::Named(_)) && !seen.is_empty()
            {
                continue;
            }
            seen.push(source);
            let value = self.expr(v, depth, m).node;
            list.extend(nodes![key, ": ", value, ", "]);
        }
        nodes!["(", name, "{", list, "})"]
    }

    fn pointer_expr(&mut self, e: &Ty, depth: usize, mode: Mode) -> Vec<Node> {
        self.counts.add("pointer");
        if mode.reads()
            && self.rng.chance(45)
            && let Some(place) = self.access(e, Mode::Safe, Use::Address)
        {
            return nodes!["(&", place, ")"];
        }
        if self.rng.chance(4) {
            return nodes!["(*", self.name(e), ")(nil)"];
        }
        let v = self.expr(e, depth, mode);
        if self.fields(e).is_some() && self.rng.chance(30) {
            return nodes!["(&", self.name(e), "{})"];
        }
        nodes!["ptr[", self.name(e), "](", v.node, ")"]
    }

    fn any_expr(&mut self, depth: usize, mode: Mode) -> Vec<Node> {
        self.counts.add("interface value");
        if self.rng.chance(5) {
            return nodes!["any(nil)"];
        }
        let ty = self.printable_type(1);
        let e = self.expr(&ty, depth, mode).node;
        nodes!["any(", e, ")"]
    }

    fn iface_expr(&mut self, ty: &Ty, depth: usize, mode: Mode) -> Vec<Node> {
        self.counts.add("interface value");
        let name = self.name(ty);
        let candidates: Vec<Ty> = (0..self.named.len())
            .filter(|i| !self.named[*i].local)
            .map(Ty::Named)
            .filter(|t| t != ty && self.iface(t).is_none())
            .flat_map(|t| [t.clone(), t.pointer()])
            .filter(|t| self.implements(t, ty))
            .collect();
        if candidates.is_empty() || self.rng.chance(3) {
            return nodes![name, "(nil)"];
        }
        let concrete = self.rng.pick(&candidates).clone();
        let e = self.expr(&concrete, depth, mode).node;
        nodes![name, "(", e, ")"]
    }

    fn struct_expr(&mut self, ty: &Ty, depth: usize, mode: Mode) -> Vec<Node> {
        self.counts.add("struct literal");
        let mode = if self.rng.chance(50) { mode.in_place() } else { mode.calm() };
        let name = self.name(ty);
        let fields = self.fields(ty).unwrap_or_default().to_vec();
        let modes = self.split(mode, fields.len().max(1));
        let keyed = self.rng.chance(60);
        let mut list = Vec::new();
        for (f, m) in fields.iter().zip(modes) {
            // A list, and the like, ends here.
            let ends = f.ty == ty.clone().pointer() || depth == 0 && matches!(f.ty, Ty::Func(_) | Ty::Ptr(_));
            if keyed && (self.rng.chance(25) || ends) {
                continue;
            }
            if keyed {
                let field = if f.embedded { self.embedded_name(&f.ty) } else { f.name.clone() };
                list.push(text(format!("{field}: ")));
            }
            list.push(if ends { text("nil") } else { self.expr(&f.ty, depth, m).node });
            list.push(text(", "));
        }
        nodes!["(", name, "{", list, "})"]
    }

    /// Expressions of a type parameter's type.
    pub(super) fn param_expr(&mut self, ty: &Ty, class: Class, depth: usize, mode: Mode) -> E {
        let ops: &[&str] = match class {
            Class::Integer => &["+", "-", "*", "&", "|", "^", "&^"],
            Class::Number => &["+", "-", "*"],
            _ => &[],
        };
        if ops.is_empty() || self.rng.chance(20) {
            return self.leaf(ty, mode);
        }
        self.counts.add("parameter arithmetic");
        if self.rng.chance(12) {
            let from = Ty::Int(self.int_kind());
            let e = self.non_constant(&from, depth - 1, mode);
            return self.value(ty, nodes![self.name(ty), "(", e, ")"]);
        }
        let op = *self.rng.pick(ops);
        let (ml, mr) = self.split2(mode);
        let l = self.non_constant(ty, depth - 1, ml);
        if class == Class::Integer && self.rng.chance(20) {
            let shift = if self.rng.chance(50) { "<<" } else { ">>" };
            let count = self.rng.below(9);
            return self.value(ty, nodes!["(", l, format!(" {shift} {count})")]);
        }
        if class == Class::Integer && self.rng.chance(15) {
            let r = self.non_constant(ty, depth - 1, mr);
            return self.value(ty, nodes!["(", l, " / (", r, " | 1))"]);
        }
        let r = self.expr(ty, depth - 1, mr).node;
        self.value(ty, nodes!["(", l, format!(" {op} "), r, ")"])
    }
}
