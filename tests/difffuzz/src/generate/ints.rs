//! Integer expressions.

use std::rc::Rc;

use super::types::{Class, INT, Int, Ty};
use super::{E, Gen, Mode};
use crate::features::INTEGERS;
use crate::nodes;
use crate::tree::{Node, text};

impl Gen {
    pub(super) fn int_expr(&mut self, ty: &Ty, k: Int, depth: usize, mode: Mode) -> E {
        let weights: Vec<u32> = INTEGERS.iter().map(|(_, w)| *w).collect();
        let feature = INTEGERS[self.rng.weighted(&weights)].0;
        let e = match feature {
            "int binary" => Some(self.int_binary(ty, k, depth, mode)),
            "int unary" => Some(self.int_unary(ty, depth, mode)),
            "int shift" => Some(self.int_shift(ty, depth, mode)),
            "int divide" => Some(self.int_divide(ty, k, depth, mode)),
            "int conversion" => Some(self.int_conversion(ty, depth, mode)),
            "int of float" => Some(self.int_of_float(ty, k, depth, mode)),
            "int len" => self.int_len(ty, depth, mode),
            "int min max" => Some(self.int_min_max(ty, depth, mode)),
            "int bits" => Some(self.int_bits(ty, depth, mode)),
            "int call" if mode.calls() => {
                self.call_for(ty, depth - 1, mode).map(|node| E { node, konst: false })
            }
            "int of bool" => {
                let e = self.expr(&Ty::Bool, depth - 1, mode);
                Some(self.value(ty, nodes![self.name(ty), "(b2i(", e.node, "))"]))
            }
            "int func literal" if mode == Mode::Any && self.literals < 2 && !self.initialising => {
                let sig = super::types::Sig { params: vec![], variadic: false, results: vec![ty.clone()] };
                let f = self.func_literal(&Rc::new(sig), false);
                Some(self.value(ty, nodes![f, "()"]))
            }
            "int sum" => Some(self.int_sum(ty, depth, mode)),
            "int fold" if depth > 1 => Some(self.int_fold(ty, depth, mode)),
            "int context shift" => Some(self.int_context_shift(ty, depth, mode)),
            "int assertion" if mode.panics() && depth > 1 => Some(self.int_assertion(ty, depth, mode)),
            _ => None,
        };
        match e {
            Some(e) => {
                self.counts.add(feature);
                e
            }
            None => {
                self.counts.add("int leaf");
                self.leaf(ty, mode)
            }
        }
    }

    fn int_unary(&mut self, ty: &Ty, depth: usize, mode: Mode) -> E {
        let op = *self.rng.pick(&["-", "^", "+"]);
        let e = self.non_constant(ty, depth - 1, mode);
        self.value(ty, nodes!["(", op, e, ")"])
    }

    fn int_conversion(&mut self, ty: &Ty, depth: usize, mode: Mode) -> E {
        let param = if self.rng.chance(25) { self.param_in_scope(Class::Integer) } else { None };
        let from = param.unwrap_or(Ty::Int(self.int_kind()));
        let e = self.non_constant(&from, depth - 1, mode);
        self.value(ty, nodes![self.name(ty), "(", e, ")"])
    }

    fn int_min_max(&mut self, ty: &Ty, depth: usize, mode: Mode) -> E {
        let f = *self.rng.pick(&["min", "max"]);
        let (ml, mr) = self.split2(mode);
        let l = self.non_constant(ty, depth - 1, ml);
        let r = self.expr(ty, depth - 1, mr).node;
        self.value(ty, nodes![f, "(", l, ", ", r, ")"])
    }

    fn int_sum(&mut self, ty: &Ty, depth: usize, mode: Mode) -> E {
        let n = self.rng.below(4);
        let modes = self.split(mode, n.max(1));
        let mut args = Vec::new();
        for m in modes.into_iter().take(n) {
            args.push(self.expr(ty, depth - 1, m).node);
            args.push(text(", "));
        }
        self.value(ty, nodes!["sumS[", self.name(ty), "](", args, ")"])
    }

    fn int_fold(&mut self, ty: &Ty, depth: usize, mode: Mode) -> E {
        let s = self.expr(&ty.clone().slice(), depth - 2, mode.calm()).node;
        let n = self.name(ty);
        let op = *self.rng.pick(&["+", "-", "*", "^"]);
        let f = format!(", {n}(1), func(a, v {n}) {n} {{ return a {op} v }})");
        self.value(ty, nodes!["foldS(", s, f])
    }

    fn int_context_shift(&mut self, ty: &Ty, depth: usize, mode: Mode) -> E {
        let count = self.non_constant(&Ty::Int(Int::U8), depth - 1, mode);
        let one = if self.rng.chance(50) { 1 } else { self.rng.below(100) };
        self.value(ty, nodes![self.name(ty), format!("({one} << ("), count, " & 15))"])
    }

    fn int_assertion(&mut self, ty: &Ty, depth: usize, mode: Mode) -> E {
        let e = self.expr(&Ty::Any, depth - 1, mode.calm()).node;
        let e = if self.rng.chance(80) {
            let inner = self.expr(ty, depth - 1, mode.calm()).node;
            Node::Seq(nodes!["any(", inner, ")"])
        } else {
            e
        };
        self.value(ty, nodes!["(", e, ").(", self.name(ty), ")"])
    }

    fn int_binary(&mut self, ty: &Ty, k: Int, depth: usize, mode: Mode) -> E {
        let op = *self.rng.pick(&["+", "-", "*", "&", "|", "^", "&^", "+", "-", "*"]);
        let (ml, mr) = self.split2(mode);
        let l = self.non_constant(ty, depth - 1, ml);
        let r = if self.rng.chance(30) {
            text(self.integer(k).to_string())
        } else {
            self.expr(ty, depth - 1, mr).node
        };
        let swap = self.rng.chance(10) && mode.quiet() == mode;
        let (l, r) = if swap { (r, l) } else { (l, r) };
        self.value(ty, nodes!["(", l, format!(" {op} "), r, ")"])
    }

    fn int_shift(&mut self, ty: &Ty, depth: usize, mode: Mode) -> E {
        let op = if self.rng.chance(50) { "<<" } else { ">>" };
        if self.rng.chance(30) {
            let count = self.rng.below(70);
            let l = self.non_constant(ty, depth - 1, mode);
            return self.value(ty, nodes!["(", l, format!(" {op} {count})")]);
        }
        let (ml, mr) = self.split2(mode);
        let l = self.non_constant(ty, depth - 1, ml);
        let kind = self.int_kind();
        let count = self.non_constant(&Ty::Int(kind), depth - 1, mr);
        if kind.signed() && !(mr.panics() && self.rng.chance(12)) {
            let mask = *self.rng.pick(&[7, 15, 31, 63, 127]);
            self.value(ty, nodes!["(", l, format!(" {op} ("), count, format!(" & {mask}))")])
        } else {
            self.value(ty, nodes!["(", l, format!(" {op} "), count, ")"])
        }
    }

    fn int_divide(&mut self, ty: &Ty, k: Int, depth: usize, mode: Mode) -> E {
        let op = if self.rng.chance(50) { "/" } else { "%" };
        if self.rng.chance(45) {
            let n = match self.integer(k) {
                0 => 3,
                n => n,
            };
            let l = self.non_constant(ty, depth - 1, mode);
            return self.value(ty, nodes!["(", l, format!(" {op} {n})")]);
        }
        let (ml, mr) = self.split2(mode);
        let l = self.non_constant(ty, depth - 1, ml);
        if mr.panics() && self.rng.chance(12) {
            let r = self.non_constant(ty, depth - 1, mr.calm());
            return self.value(ty, nodes!["(", l, format!(" {op} "), r, ")"]);
        }
        let r = self.non_constant(ty, depth - 1, mr);
        self.value(ty, nodes!["(", l, format!(" {op} ("), r, " | 1))"])
    }

    fn int_of_float(&mut self, ty: &Ty, k: Int, depth: usize, mode: Mode) -> E {
        let float = if self.rng.chance(60) { Ty::F64 } else { Ty::F32 };
        let e = self.non_constant(&float, depth - 1, mode);
        if k.bits() == 64 && k.signed() {
            self.value(ty, nodes![self.name(ty), "(f2i(float64(", e, ")))"])
        } else {
            self.value(ty, nodes![self.name(ty), "(small(float64(", e, ")))"])
        }
    }

    fn int_len(&mut self, ty: &Ty, depth: usize, mode: Mode) -> Option<E> {
        let of = match self.rng.below(5) {
            0 => Ty::Str,
            1 => INT.slice(),
            2 => Ty::Map(Rc::new(Ty::Str), Rc::new(INT)),
            3 => self.any_type(0).slice(),
            _ => Ty::Int(Int::U8).slice(),
        };
        let e = self.non_constant(&of, depth - 1, mode);
        let f = if matches!(of, Ty::Slice(_)) && self.rng.chance(30) { "cap(" } else { "len(" };
        let inner = nodes![f, e, ")"];
        Some(if *ty == INT {
            self.value(ty, inner)
        } else {
            self.value(ty, nodes![self.name(ty), "(", inner, ")"])
        })
    }

    fn int_bits(&mut self, ty: &Ty, depth: usize, mode: Mode) -> E {
        let (kind, suffix) = *self.rng.pick(&[
            (Int::Uint, ""),
            (Int::U8, "8"),
            (Int::U16, "16"),
            (Int::U32, "32"),
            (Int::U64, "64"),
        ]);
        let arg = Ty::Int(kind);
        let name = self.name(ty);
        match self.rng.below(4) {
            0 => {
                let (ml, mr) = self.split2(mode);
                let e = self.non_constant(&arg, depth - 1, ml);
                let by = self.expr(&INT, depth - 1, mr).node;
                self.value(ty, nodes![format!("{name}(bits.RotateLeft{suffix}("), e, ", ", by, "))"])
            }
            1 if kind != Int::U8 => {
                let e = self.non_constant(&arg, depth - 1, mode);
                self.value(ty, nodes![format!("{name}(bits.ReverseBytes{suffix}("), e, "))"])
            }
            _ => {
                let f = *self.rng.pick(&["LeadingZeros", "TrailingZeros", "OnesCount", "Len", "Reverse"]);
                let e = self.non_constant(&arg, depth - 1, mode);
                self.value(ty, nodes![format!("{name}(bits.{f}{suffix}("), e, "))"])
            }
        }
    }
}
