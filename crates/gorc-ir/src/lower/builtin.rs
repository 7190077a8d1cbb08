//! Calls of predeclared functions, those of package `unsafe` included; `builtin_memory.rs`, `builtin_print.rs` and `builtin_unsafe.rs` have the larger ones.

use gorc_syntax::Pos;
use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_types::Builtin;
use gorc_types::Mode;

use super::body::Lower;
use crate::entities::Value;
use crate::ops::{BinOp, CmpOp, Intrinsic, Op};
use crate::types::{Ty, TyKind};

impl Lower<'_, '_, '_> {
    pub(super) fn builtin_of(&self, callee: ExprId) -> Builtin {
        let ident = match self.ast[callee].kind {
            ExprKind::Selector { sel, .. } => sel,
            _ => callee,
        };
        Builtin::from_index(self.p.c.store[self.object(ident)].data)
    }

    /// A call of a builtin; gives its result, if it has one.
    pub fn builtin_call(&mut self, e: ExprId, callee: ExprId, args: &[ExprId], ellipsis: bool) -> Vec<Value> {
        let pos = self.ast[e].pos;
        let builtin = self.builtin_of(callee);
        let ty = self.ety(e);
        let one = |v| vec![v];
        if let &[call] = args
            && self.is_multi_valued(call)
        {
            let values = self.spread_builtin_args(builtin, call);
            self.check_printable(builtin, e, &values);
            self.at(pos);
            return self.spread_builtin(builtin, values, ty);
        }
        match builtin {
            Builtin::Append => one(self.append(args, ty, ellipsis, pos)),
            Builtin::Cap | Builtin::Len => one(self.len_cap(builtin, args[0], pos)),
            Builtin::Make => one(self.make(args, ty, pos)),
            Builtin::New => one(self.new_builtin(args[0], ty)),
            Builtin::Complex => {
                let part = self.float_part(ty);
                let (re, im) = (self.expr_to(args[0], part), self.expr_to(args[1], part));
                one(self.b.emit(Op::MakeComplex(re, im), ty))
            }
            Builtin::Real | Builtin::Imag => {
                let v = self.expr(args[0]);
                one(self.b.emit(if builtin == Builtin::Real { Op::Real(v) } else { Op::Imag(v) }, ty))
            }
            Builtin::Min | Builtin::Max => {
                self.order_calls(args);
                let values: Vec<Value> = args.iter().map(|&a| self.expr_to(a, ty)).collect();
                self.at(pos);
                one(self.least_or_greatest(builtin, &values, ty))
            }
            Builtin::Recover => {
                self.at(pos);
                let eface = self.p.tys.eface;
                let v = self.recover_value();
                one(if ty == eface { v } else { self.b.emit(Op::Retype(v), ty) })
            }
            _ if builtin.is_unsafe() => one(self.unsafe_builtin(builtin, args, ty, pos)),
            _ => {
                let values = self.builtin_args(builtin, args);
                self.check_printable(builtin, e, &values);
                self.at(pos);
                self.builtin_values(builtin, values)
            }
        }
    }

    fn is_multi_valued(&self, e: ExprId) -> bool {
        let t = self.p.c.info(self.file).type_of(e);
        self.mode(e) != Mode::Type && matches!(self.p.c.store.get(t), gorc_types::Type::Tuple(_))
    }

    /// The arguments of `builtin(f())` with a multi-valued f.
    fn spread_builtin_args(&mut self, builtin: Builtin, call: ExprId) -> Vec<Value> {
        let mut values = self.expr_multi(call);
        if builtin == Builtin::Delete
            && let TyKind::Map(key, _) = *self.p.ukind(self.b.ty(values[0]))
        {
            values[1] = self.assign_conv(values[1], key);
        }
        values
    }

    /// The result of `builtin(f())` with a multi-valued f.
    fn spread_builtin(&mut self, builtin: Builtin, values: Vec<Value>, ty: Ty) -> Vec<Value> {
        match builtin {
            Builtin::Append => {
                let s = self.assign_conv(values[0], ty);
                let TyKind::Slice(elem) = *self.p.ukind(ty) else { return vec![s] };
                let values = values[1..].iter().map(|&v| self.assign_conv(v, elem)).collect();
                vec![self.append_values(s, values, ty, elem)]
            }
            Builtin::Complex => vec![self.b.emit(Op::MakeComplex(values[0], values[1]), ty)],
            Builtin::Min | Builtin::Max => vec![self.least_or_greatest(builtin, &values, ty)],
            Builtin::UnsafeAdd | Builtin::UnsafeSlice | Builtin::UnsafeString => {
                let n = self.as_int(values[1]);
                vec![self.unsafe_pair(builtin, values[0], n, ty)]
            }
            _ => self.builtin_values(builtin, values),
        }
    }

    /// The evaluated arguments of a builtin that may be a statement.
    fn builtin_args(&mut self, builtin: Builtin, args: &[ExprId]) -> Vec<Value> {
        if let &[call] = args
            && self.is_multi_valued(call)
        {
            return self.spread_builtin_args(builtin, call);
        }
        self.order_calls(args);
        match builtin {
            Builtin::Panic => {
                let eface = self.p.tys.eface;
                vec![self.expr_to(args[0], eface)]
            }
            Builtin::Delete => {
                let m = self.expr(args[0]);
                let key = match *self.p.ukind(self.b.ty(m)) {
                    TyKind::Map(k, _) => k,
                    _ => self.p.tys.int,
                };
                vec![m, self.expr_to(args[1], key)]
            }
            Builtin::Print | Builtin::Println => args.iter().map(|&a| self.print_arg(a)).collect(),
            _ => args.iter().map(|&a| self.expr(a)).collect(),
        }
    }

    fn print_arg(&mut self, a: ExprId) -> Value {
        if self.mode(a) == Mode::Nil {
            let uptr = self.p.tys.unsafe_ptr;
            self.b.emit(Op::Zero, uptr)
        } else {
            self.expr(a)
        }
    }

    /// A statement builtin on values.
    fn builtin_values(&mut self, builtin: Builtin, v: Vec<Value>) -> Vec<Value> {
        match builtin {
            Builtin::Panic => {
                self.b.emit0(Op::Panic(v[0]));
                self.b.terminate(Op::Unreachable);
            }
            Builtin::Print | Builtin::Println => self.print(v, builtin == Builtin::Println),
            Builtin::Delete => self.b.emit0(Op::MapDelete(v[0], v[1])),
            Builtin::Close => self.b.emit0(Op::ChanClose(v[0])),
            Builtin::Clear => self.clear(v[0]),
            Builtin::Copy => return vec![self.copy(v[0], v[1])],
            Builtin::Recover => {
                let r = self.recover_value();
                return vec![r];
            }
            _ => self.p.internal(format!("builtin {} as a statement", builtin.name())),
        }
        Vec::new()
    }

    /// `go` or `defer` of a builtin.
    pub fn deferred_builtin(
        &mut self,
        e: ExprId,
        callee: ExprId,
        args: &[ExprId],
        _ellipsis: bool,
        kind: &'static str,
    ) -> Option<Value> {
        let builtin = self.builtin_of(callee);
        if builtin == Builtin::Recover {
            // As if the function that defers it called it when it ends.
            let uptr = self.p.tys.unsafe_ptr;
            let fp = match self.outer_frame_pointer() {
                Some(fp) => fp,
                None => self.b.emit(Op::Intrinsic(Intrinsic::GetFp, Vec::new()), uptr),
            };
            return Some(self.thunk(kind, vec![fp], |l, captured| {
                let eface = l.p.tys.eface;
                l.runtime_call("gorecover", &captured, &[eface]);
            }));
        }
        let values = self.builtin_args(builtin, args);
        self.check_printable(builtin, e, &values);
        self.at(self.ast[e].pos);
        Some(self.thunk(kind, values, move |l, captured| {
            l.builtin_values(builtin, captured);
        }))
    }

    fn recover_value(&mut self) -> Value {
        let eface = self.p.tys.eface;
        match self.outer_frame_pointer() {
            Some(fp) => {
                let v = self.runtime_call("gorecover", &[fp], &[eface]);
                v[0]
            }
            None => self.b.emit(Op::Recover, eface),
        }
    }

    fn len_cap(&mut self, builtin: Builtin, x: ExprId, pos: Pos) -> Value {
        let int = self.p.tys.int;
        let xty = self.ety(x);
        let array = self.p.pointee(xty).unwrap_or(xty);
        if let TyKind::Array(_, n) = *self.p.ukind(array) {
            if self.calls_or_receives(x) {
                self.expr(x);
            }
            return self.b.int(n as i64);
        }
        let v = self.expr(x);
        self.at(pos);
        self.b.emit(if builtin == Builtin::Len { Op::Len(v) } else { Op::Cap(v) }, int)
    }

    /// `min` or `max` of evaluated arguments.
    fn least_or_greatest(&mut self, builtin: Builtin, values: &[Value], ty: Ty) -> Value {
        let mut acc = values[0];
        for &v in &values[1..] {
            acc = self.min_max(builtin == Builtin::Min, acc, v, ty);
        }
        acc
    }

    fn min_max(&mut self, min: bool, a: Value, b: Value, ty: Ty) -> Value {
        if !matches!(self.p.ukind(ty), TyKind::String) {
            return self.b.emit(Op::Binary(if min { BinOp::Min } else { BinOp::Max }, a, b), ty);
        }
        let join = self.b.block();
        let result = self.b.f.add_param(join, ty);
        let take_b = self.b.cmp(if min { CmpOp::Lt } else { CmpOp::Gt }, b, a);
        let target = |args| crate::ops::Target { block: join, args };
        // Both edges lead to the join, with different arguments.
        let other = self.b.block();
        let then = crate::ops::Target { block: other, args: Vec::new() };
        self.b.terminate(Op::Br(take_b, then, target(vec![a])));
        self.b.enter_sealed(other);
        self.b.jump_with(join, vec![b]);
        self.b.enter_sealed(join);
        result
    }
}
