//! Calls of predeclared functions, those of package `unsafe` included.

use crate::assign::Context;
use crate::call::{Arg, CallSite};
use crate::checker::*;
use crate::constant::{CmpOp, Value};
use crate::ids::*;
use crate::info::Mode;
use crate::object::ObjFlags;
use crate::operand::Operand;
use crate::types::*;
use crate::universe::Builtin;
use gorc_syntax::Pos;
use gorc_syntax::ast::{BinaryOp, ExprId};

impl<'a> Checker<'a> {
    /// Checks a call of a builtin.
    pub(crate) fn builtin_call(&mut self, site: CallSite<'_>, id: Builtin) -> Operand {
        let e = site.e;
        let spec = id.spec();
        let name = if id.is_unsafe() { format!("unsafe.{}", spec.name) } else { spec.name.to_string() };
        if site.ellipsis.is_known() && id != Builtin::Append {
            self.invalid_op(
                self.pos(site.e),
                "InvalidDotDotDot",
                format!("invalid use of ... with built-in {}", spec.name),
            );
            self.use_exprs(site.args);
            return Operand::invalid(e);
        }
        // len and cap of arrays are constant only if their argument contains no call.
        let had_call = std::mem::replace(&mut self.env.has_call, false);
        let mut args: Vec<Operand> = Vec::new();
        let evaluate = !matches!(id, Builtin::Make | Builtin::New | Builtin::UnsafeOffsetof);
        if evaluate {
            args = self.value_list(site.args);
            if args.iter().any(Operand::is_invalid) {
                self.env.has_call |= had_call;
                // The result of append, min and max may still be known, but follow-on errors help nobody.
                return Operand::invalid(e);
            }
        }
        let nargs = if evaluate { args.len() } else { site.args.len() };
        if !self.builtin_arity(site, id, nargs) {
            if !evaluate {
                for &a in site.args {
                    self.use_expr(a);
                }
            }
            self.env.has_call |= had_call;
            return Operand::invalid(e);
        }
        let arg_called = self.env.has_call;
        let r = match id {
            Builtin::Append => self.builtin_append(site, args),
            Builtin::Len | Builtin::Cap => self.builtin_len(site, id, args, arg_called),
            Builtin::Clear => self.builtin_clear(site, args),
            Builtin::Close => self.builtin_close(site, args),
            Builtin::Complex => self.builtin_complex(site, id, args),
            Builtin::Real | Builtin::Imag => self.builtin_real_imag(site, id, args),
            Builtin::Copy => self.builtin_copy(site, args),
            Builtin::Delete => self.builtin_delete(site, args),
            Builtin::Make => self.builtin_make(site),
            Builtin::Max | Builtin::Min => self.builtin_min_max(site, id, args),
            Builtin::New => self.builtin_new(site),
            Builtin::Panic => self.builtin_panic(site, args),
            Builtin::Print | Builtin::Println => self.builtin_print(site, &name, args),
            Builtin::Assert => self.builtin_assert(site, args),
            Builtin::Trace => args.into_iter().next().unwrap_or(self.no_value(site)),
            Builtin::Recover => Operand::new(Mode::Value, TypeId::WRITTEN_EMPTY_INTERFACE, e),
            _ => self.unsafe_call(site, id, args),
        };
        self.env.has_call |= had_call;
        r
    }

    /// Evaluates arguments, which cannot be generic; a single call with several results counts as that many.
    fn value_list(&mut self, list: &[ExprId]) -> Vec<Operand> {
        match *list {
            [single] => self.multi_value(single, false).0.into_vec(),
            _ => list.iter().map(|&e| self.expr(TypeId::NONE, e)).collect(),
        }
    }

    fn builtin_arity(&mut self, site: CallSite<'_>, id: Builtin, nargs: usize) -> bool {
        let spec = id.spec();
        let word = if nargs < spec.nargs {
            "not enough"
        } else if !spec.variadic && nargs > spec.nargs {
            "too many"
        } else {
            return true;
        };
        let s = self.expr_str(site.e);
        self.invalid_op(
            self.pos(site.e),
            "WrongArgCount",
            format!("{word} arguments for {s} (expected {}, found {nargs})", spec.nargs),
        );
        false
    }

    fn value(&self, site: CallSite<'_>, t: TypeId) -> Operand {
        Operand::new(Mode::Value, t, site.e)
    }

    fn no_value(&self, site: CallSite<'_>) -> Operand {
        Operand::new(Mode::NoValue, TypeId::NONE, site.e)
    }

    fn builtin_append(&mut self, site: CallSite<'_>, mut args: Vec<Operand>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let s = args[0].ty;
        let elem = match self.slice_elem(&args[0]) {
            Ok(elem) => elem,
            Err(why) => {
                let pos = self.opos(&args[0]);
                self.error(pos, "InvalidAppend", format!("invalid append: {why}"));
                return invalid;
            }
        };
        // append([]byte, string...)
        if site.ellipsis.is_known()
            && args.len() == 2
            && self.assignable_to_bytes(&args[0])
            && self.bytes_and_strings(args[1].ty) == Some(true)
        {
            if self.store.is_untyped(args[1].ty) {
                let mut x = args[1].clone();
                self.convert_untyped(&mut x, TypeId::STRING);
            }
            return self.value(site, s);
        }
        let slice = self.store.new_slice(elem);
        let empty = self.syms.empty;
        let pkg = self.env.pkg;
        let p0 = self.store.new_var(empty, Pos::NONE, pkg, s, ObjFlags::PARAM);
        let p1 = self.store.new_var(empty, Pos::NONE, pkg, slice, ObjFlags::PARAM);
        let params = self.store.obj_list(&[p0, p1]);
        let sig = Signature {
            recv: ObjId::NONE,
            recv_tparams: TypeList::EMPTY,
            tparams: TypeList::EMPTY,
            params,
            results: ObjList::EMPTY,
            variadic: true,
        };
        let mut list: Vec<Arg> = args.drain(..).map(|x| Arg { x, targs: Default::default() }).collect();
        self.arguments(site, sig, &[], &mut list, Context::Named("argument to append"), &[]);
        self.value(site, s)
    }

    fn builtin_len(&mut self, site: CallSite<'_>, id: Builtin, args: Vec<Operand>, called: bool) -> Operand {
        let mut x = args.into_iter().next().unwrap_or_else(|| Operand::invalid(site.e));
        let mut constant = None;
        let ok = match self.store.under_type(x.ty) {
            Type::Basic(k) if k.is_string() && id == Builtin::Len => {
                if x.mode == Mode::Constant {
                    constant = x.val.as_bytes().map(|b| b.len() as i64);
                }
                true
            }
            Type::Array(_, n) => {
                if !called {
                    constant = Some(n);
                }
                true
            }
            Type::Pointer(p) => match self.store.under_type(p) {
                Type::Array(_, n) if !self.store.is_type_param(p) => {
                    if !called {
                        constant = Some(n);
                    }
                    true
                }
                _ => false,
            },
            Type::Slice(_) | Type::Chan(..) => true,
            Type::Map(..) => id == Builtin::Len,
            Type::Interface(_) if self.store.is_type_param(x.ty) => match self.store.each_type(x.ty) {
                Some(types) if !types.is_empty() => types.iter().all(|&t| self.has_len(t, id)),
                _ => false,
            },
            _ => false,
        };
        if !ok {
            if self.store.under(x.ty) != TypeId::INVALID {
                let pos = self.opos(&x);
                let s = self.operand_str(&x);
                self.invalid_arg(pos, "InvalidLen", format!("{s} for built-in {}", id.name()));
            }
            return Operand::invalid(site.e);
        }
        if self.store.is_untyped(x.ty) {
            self.convert_untyped(&mut x, TypeId::STRING);
        }
        match constant {
            Some(n) if n >= 0 => Operand::constant(TypeId::INT, Value::Int(n), site.e),
            _ => self.value(site, TypeId::INT),
        }
    }

    fn has_len(&mut self, t: TypeId, id: Builtin) -> bool {
        match self.store.under_type(t) {
            Type::Basic(k) => k.is_string() && id == Builtin::Len,
            Type::Array(..) | Type::Slice(_) | Type::Chan(..) => true,
            Type::Pointer(p) => matches!(self.store.under_type(p), Type::Array(..)),
            Type::Map(..) => id == Builtin::Len,
            _ => false,
        }
    }

    fn builtin_clear(&mut self, site: CallSite<'_>, args: Vec<Operand>) -> Operand {
        if !self.allow_version(21) {
            let pos = self.pos(site.fun);
            self.version_error(pos, 21, "clear");
        }
        let x = &args[0];
        let ok = match self.store.each_type(x.ty) {
            Some(types) if !types.is_empty() => {
                types.iter().all(|&t| matches!(self.store.under_type(t), Type::Map(..) | Type::Slice(_)))
            }
            _ => false,
        };
        if !ok {
            let pos = self.opos(x);
            let s = self.operand_str(x);
            self.invalid_arg(
                pos,
                "InvalidClear",
                format!("cannot clear {s}: argument must be (or constrained by) map or slice"),
            );
            return Operand::invalid(site.e);
        }
        self.no_value(site)
    }

    fn builtin_close(&mut self, site: CallSite<'_>, args: Vec<Operand>) -> Operand {
        let x = &args[0];
        let pos = self.opos(x);
        let types = self.store.each_type(x.ty).unwrap_or_default();
        let mut bad = types.is_empty().then_some("cannot close non-channel");
        for &t in &types {
            match self.store.under_type(t) {
                Type::Chan(ChanDir::Recv, _) => bad = Some("cannot close receive-only channel"),
                Type::Chan(..) => {}
                _ => bad = Some("cannot close non-channel"),
            }
        }
        if let Some(b) = bad {
            let s = self.operand_str(x);
            self.invalid_op(pos, "InvalidClose", format!("{b} {s}"));
            return Operand::invalid(site.e);
        }
        self.no_value(site)
    }

    fn builtin_complex(&mut self, site: CallSite<'_>, id: Builtin, args: Vec<Operand>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let [mut x, mut y] =
            <[Operand; 2]>::try_from(args).unwrap_or_else(|_| [invalid.clone(), invalid.clone()]);
        let (ux, uy) = (self.store.is_untyped(x.ty), self.store.is_untyped(y.ty));
        match (ux, uy) {
            (false, false) => {}
            (true, false) => self.convert_untyped(&mut x, y.ty),
            (false, true) => self.convert_untyped(&mut y, x.ty),
            (true, true) => {
                if x.mode == Mode::Constant && y.mode == Mode::Constant {
                    for o in [&mut x, &mut y] {
                        if self.store.is_numeric(o.ty) && o.val.imag().is_zero() {
                            o.ty = TypeId::UNTYPED_FLOAT;
                        }
                    }
                } else {
                    self.convert_untyped(&mut x, TypeId::FLOAT64);
                    self.convert_untyped(&mut y, TypeId::FLOAT64);
                }
            }
        }
        if x.is_invalid() || y.is_invalid() {
            return invalid;
        }
        let pos = self.opos(&x);
        if !self.store.identical(x.ty, y.ty) {
            let (s, a, b) = (self.expr_str(site.e), self.type_str(x.ty), self.type_str(y.ty));
            self.invalid_op(pos, "InvalidComplex", format!("{s} (mismatched types {a} and {b})"));
            return invalid;
        }
        let t = match self.complex_of(x.ty) {
            Some(t) => t,
            None => {
                if self.reject_type_param(&x, id) {
                    return invalid;
                }
                let ts = self.type_str(x.ty);
                self.invalid_arg(
                    pos,
                    "InvalidComplex",
                    format!("arguments have type {ts}, expected floating-point"),
                );
                return invalid;
            }
        };
        if x.mode == Mode::Constant && y.mode == Mode::Constant {
            let v = Value::complex(x.val.to_float(), y.val.to_float());
            return Operand::constant(t, v, site.e);
        }
        self.value(site, t)
    }

    /// Reports arguments of type parameter type of functions that work on complex numbers, if all types of the set would do.
    fn reject_type_param(&mut self, x: &Operand, id: Builtin) -> bool {
        let takes = if id == Builtin::Complex { BasicKind::is_float } else { BasicKind::is_complex };
        if !self.store.is_type_param(x.ty) || !self.store.all_basic(x.ty, takes) {
            return false;
        }
        let (pos, s) = (self.opos(x), self.operand_str(x));
        let name = id.name();
        let msg =
            format!("{s} not supported as argument to built-in {name} for go1.18 (see go.dev/issue/50937)");
        self.soft_error(pos, "InvalidArg", msg);
        true
    }

    /// The complex type with parts of a floating-point type.
    fn complex_of(&mut self, t: TypeId) -> Option<TypeId> {
        match self.store.basic(t)? {
            BasicKind::Float32 => Some(TypeId::COMPLEX64),
            BasicKind::Float64 => Some(TypeId::COMPLEX128),
            BasicKind::UntypedFloat => Some(TypeId::UNTYPED_COMPLEX),
            _ => None,
        }
    }

    fn builtin_real_imag(&mut self, site: CallSite<'_>, id: Builtin, args: Vec<Operand>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let Some(mut x) = args.into_iter().next() else { return invalid };
        if self.store.is_untyped(x.ty) {
            if x.mode == Mode::Constant {
                if self.store.is_numeric(x.ty) {
                    x.ty = TypeId::UNTYPED_COMPLEX;
                }
            } else {
                self.convert_untyped(&mut x, TypeId::COMPLEX128);
                if x.is_invalid() {
                    return invalid;
                }
            }
        }
        let t = match self.store.basic(x.ty) {
            Some(BasicKind::Complex64) => TypeId::FLOAT32,
            Some(BasicKind::Complex128) => TypeId::FLOAT64,
            Some(BasicKind::UntypedComplex) => TypeId::UNTYPED_FLOAT,
            _ => {
                if self.reject_type_param(&x, id) {
                    return invalid;
                }
                let pos = self.opos(&x);
                let ts = self.type_str(x.ty);
                self.invalid_arg(
                    pos,
                    "InvalidReal",
                    format!("argument has type {ts}, expected complex type"),
                );
                return invalid;
            }
        };
        if x.mode == Mode::Constant {
            let c = x.val.to_complex();
            let v = if id == Builtin::Real { c.real() } else { c.imag() };
            return Operand::constant(t, v.to_float(), site.e);
        }
        self.value(site, t)
    }

    fn builtin_copy(&mut self, site: CallSite<'_>, args: Vec<Operand>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let invalid_copy = |c: &mut Self, x: &Operand, why: &str| {
            let pos = c.opos(x);
            c.error(pos, "InvalidCopy", format!("invalid copy: {why}"));
        };
        let dst = match self.slice_elem(&args[0]) {
            Ok(elem) => elem,
            Err(why) => {
                invalid_copy(self, &args[0], &why);
                return invalid;
            }
        };
        if self.store.is_untyped(args[1].ty) && self.store.is_string(args[1].ty) {
            let mut x = args[1].clone();
            self.convert_untyped(&mut x, TypeId::STRING);
        }
        if self.assignable_to_bytes(&args[0]) && self.bytes_and_strings(args[1].ty).is_some() {
            return self.value(site, TypeId::INT);
        }
        let src = match self.slice_elem(&args[1]) {
            Ok(elem) => elem,
            // A string counts as bytes, so that the element types differ.
            Err(_) if self.store.all_basic(args[1].ty, BasicKind::is_string) => TypeId::BYTE,
            Err(why) => {
                invalid_copy(self, &args[1], &why);
                return invalid;
            }
        };
        if !self.store.identical(dst, src) {
            let (a, b) = (self.operand_str(&args[0]), self.operand_str(&args[1]));
            let (dt, st) = (self.type_str(dst), self.type_str(src));
            let why = format!("arguments {a} and {b} have different element types {dt} and {st}");
            invalid_copy(self, &args[0], &why);
            return invalid;
        }
        self.value(site, TypeId::INT)
    }

    fn builtin_delete(&mut self, site: CallSite<'_>, mut args: Vec<Operand>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let pos = self.opos(&args[0]);
        let types = self.store.each_type(args[0].ty).unwrap_or_default();
        let mut key = TypeId::NONE;
        let mut why = if types.is_empty() { Some(false) } else { None };
        for &t in &types {
            match self.store.under_type(t) {
                Type::Map(k, _) if key.is_none() || self.store.identical(key, k) => key = k,
                Type::Map(..) => why = why.or(Some(true)),
                _ => why = Some(false),
            }
        }
        if let Some(keys_differ) = why {
            let s = self.operand_str(&args[0]);
            let msg = if keys_differ {
                format!("maps of {s} must have identical key types")
            } else {
                format!("{s} is not a map")
            };
            self.invalid_arg(pos, "InvalidDelete", msg);
            return invalid;
        }
        self.assignment(&mut args[1], key, "argument to delete");
        if args[1].is_invalid() {
            return invalid;
        }
        self.no_value(site)
    }

    fn builtin_make(&mut self, site: CallSite<'_>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let te = site.args[0];
        let t = self.var_type(te);
        if !self.store.is_valid(t) {
            self.use_exprs(&site.args[1..]);
            return invalid;
        }
        let common = self.common_under(t, |_, _, u| match u {
            Type::Slice(_) | Type::Map(..) | Type::Chan(..) | Type::None => None,
            _ => Some("type must be slice, map, or channel".into()),
        });
        let min = match common {
            Ok(u) if matches!(self.store.ty(u), Type::Slice(_)) => 2,
            Ok(_) => 1,
            Err(why) => {
                let ts = self.expr_str(te);
                self.invalid_arg(self.pos(te), "InvalidMake", format!("cannot make {ts}: {why}"));
                self.use_exprs(&site.args[1..]);
                return invalid;
            }
        };
        let nargs = site.args.len();
        if nargs < min || nargs > min + 1 {
            let s = self.expr_str(site.e);
            self.invalid_op(
                self.pos(site.e),
                "WrongArgCount",
                format!("{s} expects {min} or {} arguments; found {nargs}", min + 1),
            );
            self.use_exprs(&site.args[1..]);
            return invalid;
        }
        let mut sizes: Vec<i64> = Vec::new();
        for &a in &site.args[1..] {
            if let Some(v) = self.make_size(a) {
                sizes.push(v);
            }
        }
        if let [len, cap] = sizes[..]
            && len > cap
        {
            let pos = self.pos(site.args[1]);
            self.invalid_arg(pos, "SwappedMakeArgs", "length and capacity swapped");
        }
        self.value(site, t)
    }

    /// A length or capacity; its value if constant.
    fn make_size(&mut self, e: ExprId) -> Option<i64> {
        let mut x = self.expr(TypeId::NONE, e);
        if !self.valid_index(&mut x, "index", false) {
            return None;
        }
        if x.mode == Mode::Constant { x.val.to_i64() } else { None }
    }

    fn builtin_min_max(&mut self, site: CallSite<'_>, id: Builtin, args: Vec<Operand>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let name = id.name();
        if !self.allow_version(21) {
            let pos = self.pos(site.fun);
            self.version_error(pos, 21, &format!("built-in {name}"));
        }
        let op = if id == Builtin::Max { BinaryOp::Gt } else { BinaryOp::Lt };
        for a in &args {
            if !self.store.all_basic(a.ty, BasicKind::is_ordered) {
                let pos = self.opos(a);
                let s = self.operand_str(a);
                self.invalid_arg(pos, "InvalidMinMaxOperand", format!("{s} cannot be ordered"));
                return invalid;
            }
        }
        let mut it = args.into_iter();
        let Some(mut x) = it.next() else { return invalid };
        let mut all: Vec<ExprId> = x.expr.into_iter().collect();
        for mut a in it {
            if let Some(e) = a.expr {
                all.push(e);
            }
            let pos = self.opos(&a);
            self.match_types(&mut x, &mut a);
            if x.is_invalid() {
                return invalid;
            }
            if !self.store.identical(x.ty, a.ty) {
                let (xt, at, s) = (self.type_str(x.ty), self.type_str(a.ty), self.operand_expr(&a));
                self.invalid_arg(
                    pos,
                    "MismatchedTypes",
                    format!("mismatched types {xt} (previous argument) and {at} (type of {s})"),
                );
                return invalid;
            }
            if x.mode == Mode::Constant && a.mode == Mode::Constant {
                let cmp = if op == BinaryOp::Gt { CmpOp::Gt } else { CmpOp::Lt };
                if a.val.compare(cmp, &x.val) {
                    x.val = a.val;
                }
            } else {
                x.mode = Mode::Value;
            }
        }
        if x.mode != Mode::Constant {
            x.mode = Mode::Value;
            // The arguments get the type of the result.
            let t = self.store.default_type(x.ty);
            for e in all {
                self.update_expr_type(e, t, true);
            }
            x.ty = t;
        }
        x.expr = Some(site.e);
        x
    }

    fn builtin_new(&mut self, site: CallSite<'_>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let arg = site.args[0];
        let mut x = self.expr_or_type(arg, false);
        match x.mode {
            Mode::Invalid => invalid,
            Mode::Type => {
                let pos = self.pos(arg);
                self.later(crate::delayed::Action::VarType { ty: x.ty, pos });
                let p = self.store.new_pointer(x.ty);
                self.value(site, p)
            }
            Mode::NoValue | Mode::Builtin => {
                self.exclude(&mut x, false, true);
                invalid
            }
            _ => {
                // new(expr): a variable initialised with the value.
                self.assignment(&mut x, TypeId::NONE, "argument to new");
                if x.is_invalid() {
                    return invalid;
                }
                if !self.allow_version(26) {
                    let s = self.expr_str(arg);
                    let pos = self.pos(site.fun);
                    self.version_error(pos, 26, &format!("new({s})"));
                }
                let p = self.store.new_pointer(x.ty);
                self.value(site, p)
            }
        }
    }

    fn builtin_panic(&mut self, site: CallSite<'_>, mut args: Vec<Operand>) -> Operand {
        self.assignment(&mut args[0], TypeId::WRITTEN_EMPTY_INTERFACE, "argument to panic");
        if args[0].is_invalid() {
            return Operand::invalid(site.e);
        }
        self.no_value(site)
    }

    fn builtin_assert(&mut self, site: CallSite<'_>, args: Vec<Operand>) -> Operand {
        let pos = self.opos(&args[0]);
        match args[0].val {
            Value::Bool(true) => {}
            Value::Bool(false) => {
                let s = self.expr_str(site.e);
                self.error(pos, "Test", format!("{s} failed"));
            }
            _ => {
                let s = self.operand_str(&args[0]);
                self.invalid_arg(pos, "Test", format!("{s} is not a boolean constant"));
                return Operand::invalid(site.e);
            }
        }
        args.into_iter().next().unwrap_or(self.no_value(site))
    }

    fn builtin_print(&mut self, site: CallSite<'_>, name: &str, mut args: Vec<Operand>) -> Operand {
        let context = format!("argument to built-in {name}");
        for a in &mut args {
            self.assignment(a, TypeId::NONE, context.as_str());
            if a.is_invalid() {
                return Operand::invalid(site.e);
            }
        }
        self.no_value(site)
    }

    // ---- package unsafe ---------------------------------------------------------------------------------

    fn unsafe_call(&mut self, site: CallSite<'_>, id: Builtin, args: Vec<Operand>) -> Operand {
        let since = match id {
            Builtin::UnsafeAdd | Builtin::UnsafeSlice => 17,
            Builtin::UnsafeSliceData | Builtin::UnsafeString | Builtin::UnsafeStringData => 20,
            _ => 0,
        };
        if !self.allow_version(since) {
            let pos = self.pos(site.fun);
            self.version_error(pos, since, &format!("unsafe.{}", id.spec().name));
        }
        match id {
            Builtin::UnsafeSizeof | Builtin::UnsafeAlignof => self.unsafe_size(site, id, args),
            Builtin::UnsafeOffsetof => self.unsafe_offsetof(site),
            Builtin::UnsafeAdd => {
                let mut args = args;
                self.assignment(&mut args[0], TypeId::UNSAFE_POINTER, "argument to unsafe.Add");
                if args[0].is_invalid() || !self.valid_index(&mut args[1], "length", true) {
                    return Operand::invalid(site.e);
                }
                self.value(site, TypeId::UNSAFE_POINTER)
            }
            Builtin::UnsafeSlice => {
                let mut args = args;
                let core = self.store.core_type(args[0].ty);
                let Type::Pointer(b) = (if core.is_none() { Type::None } else { self.store.ty(core) }) else {
                    let pos = self.opos(&args[0]);
                    let s = self.operand_str(&args[0]);
                    self.invalid_arg(pos, "InvalidUnsafeSlice", format!("{s} is not a pointer"));
                    return Operand::invalid(site.e);
                };
                if !self.valid_index(&mut args[1], "length", false) {
                    return Operand::invalid(site.e);
                }
                let t = self.store.new_slice(b);
                self.value(site, t)
            }
            Builtin::UnsafeSliceData => {
                let core = self.store.core_type(args[0].ty);
                let Type::Slice(e) = (if core.is_none() { Type::None } else { self.store.ty(core) }) else {
                    let pos = self.opos(&args[0]);
                    let s = self.operand_str(&args[0]);
                    self.invalid_arg(pos, "InvalidUnsafeSliceData", format!("{s} is not a slice"));
                    return Operand::invalid(site.e);
                };
                let t = self.store.new_pointer(e);
                self.value(site, t)
            }
            Builtin::UnsafeString => {
                let mut args = args;
                let bytes = self.store.new_pointer(TypeId::BYTE);
                self.assignment(&mut args[0], bytes, "argument to unsafe.String");
                if args[0].is_invalid() || !self.valid_index(&mut args[1], "length", false) {
                    return Operand::invalid(site.e);
                }
                self.value(site, TypeId::STRING)
            }
            _ => {
                let mut args = args;
                self.assignment(&mut args[0], TypeId::STRING, "argument to unsafe.StringData");
                if args[0].is_invalid() {
                    return Operand::invalid(site.e);
                }
                let t = self.store.new_pointer(TypeId::BYTE);
                self.value(site, t)
            }
        }
    }

    fn unsafe_size(&mut self, site: CallSite<'_>, id: Builtin, mut args: Vec<Operand>) -> Operand {
        let context = if id == Builtin::UnsafeSizeof {
            "argument to unsafe.Sizeof"
        } else {
            "argument to unsafe.Alignof"
        };
        self.assignment(&mut args[0], TypeId::NONE, context);
        if args[0].is_invalid() {
            return Operand::invalid(site.e);
        }
        let t = args[0].ty;
        if self.size_varies(t) {
            return self.value(site, TypeId::UINTPTR);
        }
        let n = if id == Builtin::UnsafeSizeof { self.store.sizeof(t) } else { self.store.alignof(t) };
        if n < 0 {
            let pos = self.opos(&args[0]);
            let s = self.operand_str(&args[0]);
            self.error(pos, "TypeTooLarge", format!("{s} is too large"));
            return Operand::invalid(site.e);
        }
        Operand::constant(TypeId::UINTPTR, Value::Int(n), site.e)
    }

    fn unsafe_offsetof(&mut self, site: CallSite<'_>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let ast = self.env.ast;
        let arg = site.args[0];
        let inner = ast.unparen(arg);
        let gorc_syntax::ast::ExprKind::Selector { x: base, sel } = ast[inner].kind else {
            let s = self.expr_str(arg);
            self.invalid_arg(self.pos(arg), "BadOffsetofSyntax", format!("{s} is not a selector expression"));
            self.use_expr(arg);
            return invalid;
        };
        let x = self.expr(TypeId::NONE, base);
        if x.is_invalid() {
            return invalid;
        }
        let sym = ast.name_of(sel);
        let b = match self.store.under_type(x.ty) {
            Type::Pointer(b) if matches!(self.store.under_type(b), Type::Struct(_)) => b,
            _ => x.ty,
        };
        let l = self.store.lookup_field_or_method(b, false, self.env.pkg, sym, false);
        let pos = self.opos(&x);
        if !l.found() {
            let ts = self.type_str(b);
            self.invalid_arg(pos, "MissingFieldOrMethod", format!("{ts} has no single field {sym}"));
            return invalid;
        }
        if self.store[l.obj].kind != crate::object::ObjKind::Var {
            let s = self.expr_str(arg);
            self.invalid_arg(self.pos(arg), "InvalidOffsetof", format!("{s} is a method value"));
            return invalid;
        }
        if l.indirect {
            let ts = self.type_str(b);
            self.invalid_arg(
                pos,
                "InvalidOffsetof",
                format!("field {sym} is embedded via a pointer in {ts}"),
            );
            return invalid;
        }
        self.record_object(sel, l.obj);
        let field_ty = self.store[l.obj].ty;
        self.cur_info().set(inner, Mode::Variable, field_ty, ConstId::NONE);
        let sel_rec = crate::info::Selection {
            kind: crate::info::SelectionKind::Field,
            recv: x.ty,
            obj: l.obj,
            path: l.path.clone(),
            indirect: false,
            holder: l.holder,
        };
        self.cur_info().set_selection(inner, sel_rec);
        if self.size_varies(b) {
            return self.value(site, TypeId::UINTPTR);
        }
        let mut offset = 0i64;
        let mut t = b;
        for &i in &l.path {
            let Type::Struct(s) = self.store.under_type(t) else { return invalid };
            let fields = self.store.structs[s as usize].fields;
            let (offsets, _) = self.store.struct_layout(fields);
            let Some(&at) = offsets.get(i as usize) else {
                // What precedes the field is too large.
                let s = self.operand_str(&x);
                self.error(pos, "TypeTooLarge", format!("{s} is too large"));
                return invalid;
            };
            offset += at;
            t = self.store[self.store.obj_at(fields, i as usize)].ty;
        }
        Operand::constant(TypeId::UINTPTR, Value::Int(offset), site.e)
    }
}
