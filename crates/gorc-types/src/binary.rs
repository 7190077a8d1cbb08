//! Binary operators: arithmetic, shifts, comparisons.

use crate::checker::*;
use crate::constant::{BinOp, CmpOp, Value};
use crate::ids::*;
use crate::info::Mode;
use crate::operand::Operand;
use crate::predicates::Incomparable;
use crate::types::*;
use gorc_syntax::Pos;
use gorc_syntax::ast::{BinaryOp, ExprId};
use smallvec::SmallVec;

/// Largest constant shift count.
const MAX_SHIFT: u64 = 1023 - 1 + 52;

impl<'a> Checker<'a> {
    pub(crate) fn binary(&mut self, e: ExprId, op: BinaryOp, le: ExprId, re: ExprId, op_pos: Pos) -> Operand {
        // Long chains a + b + c … lean to the left: check them without recursion.
        let ast = self.env.ast;
        let mut chain: SmallVec<[(ExprId, BinaryOp, ExprId, Pos); 4]> = SmallVec::new();
        chain.push((e, op, re, op_pos));
        let mut leftmost = le;
        while let gorc_syntax::ast::ExprKind::Binary { op, x, y, op_pos } = ast[leftmost].kind {
            chain.push((leftmost, op, y, op_pos));
            leftmost = x;
        }
        let mut x = self.expr(TypeId::NONE, leftmost);
        while let Some((e, op, re, op_pos)) = chain.pop() {
            let lhs = match ast[e].kind {
                gorc_syntax::ast::ExprKind::Binary { x, .. } => x,
                _ => leftmost,
            };
            let y = self.expr(TypeId::NONE, re);
            x = self.binary_op(x, y, op, Some(e), op_pos, lhs, re);
            x.expr = Some(e);
            if !chain.is_empty() {
                self.record(&x, e);
            }
        }
        x
    }

    /// Applies a binary operator to checked operands. `e` is the whole expression; none for `x op= y`.
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn binary_op(
        &mut self,
        mut x: Operand,
        mut y: Operand,
        op: BinaryOp,
        e: Option<ExprId>,
        op_pos: Pos,
        le: ExprId,
        re: ExprId,
    ) -> Operand {
        if x.is_invalid() {
            return x;
        }
        if y.is_invalid() {
            x.invalidate();
            x.expr = y.expr;
            return x;
        }
        if op.is_shift() {
            self.shift(&mut x, &mut y, e, op, op_pos);
            return x;
        }
        self.match_types(&mut x, &mut y);
        if x.is_invalid() {
            return x;
        }
        if op.is_comparison() {
            self.comparison(&mut x, &mut y, op, None);
            return x;
        }
        if !self.store.identical(x.ty, y.ty) {
            if self.store.is_valid(x.ty) && self.store.is_valid(y.ty) {
                self.mismatched(&x, &y, op, e, le, re);
            }
            x.invalidate();
            return x;
        }
        if !self.op_defined(op, x.ty) {
            let pos = self.opos(&x);
            let s = self.operand_str(&x);
            self.invalid_op(pos, "UndefinedOp", format!("operator {} not defined on {s}", op.as_str()));
            x.invalidate();
            return x;
        }
        if matches!(op, BinaryOp::Div | BinaryOp::Rem) && self.zero_divisor(&x, &y) {
            let pos = self.opos(&y);
            self.invalid_op(pos, "DivByZero", "division by zero");
            x.invalidate();
            return x;
        }
        if x.mode == Mode::Constant && y.mode == Mode::Constant {
            if x.val.is_unknown() || y.val.is_unknown() {
                x.val = Value::Unknown;
                return x;
            }
            let int = self.store.is_integer(x.ty);
            x.val = x.val.binary(const_op(op, int), &y.val);
            if let Some(e) = e {
                x.expr = Some(e);
            }
            self.check_overflow(&mut x, op_pos, op_name(op));
            return x;
        }
        x.mode = Mode::Value;
        x
    }

    fn op_defined(&mut self, op: BinaryOp, t: TypeId) -> bool {
        let pred: fn(BasicKind) -> bool = match op {
            BinaryOp::Add => |k| k.is_numeric() || k.is_string(),
            BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div => BasicKind::is_numeric,
            BinaryOp::AndAnd | BinaryOp::OrOr => BasicKind::is_boolean,
            _ => BasicKind::is_integer,
        };
        self.store.all_basic(t, pred)
    }

    fn zero_divisor(&mut self, x: &Operand, y: &Operand) -> bool {
        if y.mode != Mode::Constant || y.val.is_unknown() {
            return false;
        }
        let constant = x.mode == Mode::Constant;
        let relevant = constant || self.store.all_basic(x.ty, BasicKind::is_integer);
        if relevant && y.val.is_zero() {
            return true;
        }
        // A complex divisor so small that its square is zero.
        let square = |v: Value| v.binary(BinOp::Mul, &v);
        constant
            && self.store.all_basic(x.ty, BasicKind::is_complex)
            && square(y.val.real()).is_zero()
            && square(y.val.imag()).is_zero()
    }

    fn mismatched(
        &mut self,
        x: &Operand,
        y: &Operand,
        op: BinaryOp,
        e: Option<ExprId>,
        le: ExprId,
        re: ExprId,
    ) {
        let pos = self.opos(x);
        let (xt, yt) = (self.type_str(x.ty), self.type_str(y.ty));
        let what = match e {
            Some(e) => self.expr_str(e),
            None => format!("{} {}= {}", self.expr_str(le), op.as_str(), self.expr_str(re)),
        };
        self.invalid_op(pos, "MismatchedTypes", format!("{what} (mismatched types {xt} and {yt})"));
    }

    /// Converts untyped operands to the type of the other one, if it may be possible at all; `x` becomes invalid if it was not, which is
    /// reported. Operands that never go together are left for the caller to judge.
    pub(crate) fn match_types(&mut self, x: &mut Operand, y: &mut Operand) {
        if !self.may_convert(x, y) {
            return;
        }
        self.convert_untyped(x, y.ty);
        if !x.is_invalid() {
            self.convert_untyped(y, x.ty);
            if y.is_invalid() {
                x.invalidate();
            }
        }
    }

    fn may_convert(&mut self, x: &Operand, y: &Operand) -> bool {
        let s = &mut self.store;
        if !s.is_untyped(x.ty) && !s.is_untyped(y.ty) {
            return false;
        }
        if s.all_basic(x.ty, BasicKind::is_numeric) != s.all_basic(y.ty, BasicKind::is_numeric) {
            return false;
        }
        if s.is_interface(x.ty) || s.is_interface(y.ty) {
            return true;
        }
        if s.all_basic(x.ty, BasicKind::is_boolean) != s.all_basic(y.ty, BasicKind::is_boolean) {
            return false;
        }
        if s.all_basic(x.ty, BasicKind::is_string) != s.all_basic(y.ty, BasicKind::is_string) {
            return false;
        }
        if x.is_nil() {
            return s.has_nil(y.ty);
        }
        if y.is_nil() {
            return s.has_nil(x.ty);
        }
        let pointer = |s: &mut crate::store::Store, t| matches!(s.under_type(t), Type::Pointer(_));
        !pointer(s, x.ty) && !pointer(s, y.ty)
    }

    // ---- comparison -------------------------------------------------------------------------------------

    /// Checks `x op y` for a comparison; the result replaces `x`. `case_of` is the tag when comparing a switch case (then `x` is the case).
    pub(crate) fn comparison(
        &mut self,
        x: &mut Operand,
        y: &mut Operand,
        op: BinaryOp,
        case_of: Option<&str>,
    ) {
        if !self.store.is_valid(x.ty) || !self.store.is_valid(y.ty) {
            x.invalidate();
            return;
        }
        match self.comparison_error(x, y, op) {
            None => {}
            Some((on_y, cause)) => {
                let on_y = on_y && case_of.is_none();
                let pos = if on_y { self.opos(y) } else { self.opos(x) };
                let code = "UndefinedOp";
                let (xs, ys) = (self.operand_expr(x), self.operand_expr(y));
                if let Some(tag) = case_of {
                    self.error(
                        pos,
                        "InvalidCaseOp",
                        format!("invalid case {xs} in switch on {tag} ({cause})"),
                    );
                } else {
                    self.invalid_op(pos, code, format!("{xs} {} {ys} ({cause})", op.as_str()));
                }
                x.invalidate();
                return;
            }
        }
        if x.mode == Mode::Constant && y.mode == Mode::Constant {
            x.val = if x.val.is_unknown() || y.val.is_unknown() {
                Value::Unknown
            } else {
                Value::Bool(x.val.compare(cmp_op(op), &y.val))
            };
        } else {
            x.mode = Mode::Value;
            // The operands are never materialised as untyped values.
            for o in [&*x, &*y] {
                if let Some(e) = o.expr {
                    let t = self.store.default_type(o.ty);
                    self.update_expr_type(e, t, true);
                }
            }
        }
        x.ty = TypeId::UNTYPED_BOOL;
    }

    pub(crate) fn operand_expr(&mut self, x: &Operand) -> String {
        match x.expr {
            Some(e) => self.expr_str(e),
            None => self.operand_str(x),
        }
    }

    /// Why two operands cannot be compared, and whether the second is to blame.
    fn comparison_error(&mut self, x: &mut Operand, y: &mut Operand, op: BinaryOp) -> Option<(bool, String)> {
        let mut why = String::new();
        let assignable = self.assignable(x, y.ty, &mut why) || self.assignable(y, x.ty, &mut why);
        if !assignable {
            let (a, b) = (self.type_str(x.ty), self.type_str(y.ty));
            // Only the second operand shows that the comparison is invalid.
            return Some((true, format!("mismatched types {a} and {b}")));
        }
        if matches!(op, BinaryOp::Eq | BinaryOp::Ne) {
            if x.is_nil() || y.is_nil() {
                let other = if x.is_nil() { y.ty } else { x.ty };
                if !self.store.has_nil(other) || (x.is_nil() && y.is_nil()) {
                    return Some(self.undefined_op(op, x, y, true));
                }
                // nil takes the type of the other operand.
                for (a, b) in [(&*x, &*y), (&*y, &*x)] {
                    if a.is_nil()
                        && let Some(e) = a.expr
                    {
                        self.cur_info().set(e, Mode::Nil, b.ty, ConstId::NONE);
                    }
                }
                return None;
            }
            for (on_y, t) in [(false, x.ty), (true, y.ty)] {
                if !self.store.comparable(t, true) {
                    let cause = self.incomparable_cause(t);
                    return Some(match cause.is_empty() {
                        true => self.undefined_op(op, x, y, on_y),
                        false => (on_y, cause),
                    });
                }
            }
            return None;
        }
        for (on_y, t) in [(false, x.ty), (true, y.ty)] {
            if !self.store.all_basic(t, BasicKind::is_ordered) {
                return Some(self.undefined_op(op, x, y, on_y));
            }
        }
        None
    }

    /// That an operator is not defined on an operand, and which operand is to blame in the end: a type parameter if there is one.
    fn undefined_op(&mut self, op: BinaryOp, x: &Operand, y: &Operand, on_y: bool) -> (bool, String) {
        let (px, py) = (self.store.is_type_param(x.ty), self.store.is_type_param(y.ty));
        let on_y = on_y || (py && !px);
        let blamed = if on_y { y } else { x };
        if px || py {
            let t = self.type_str(blamed.ty);
            return (on_y, format!("type parameter {t} cannot use operator {}", op.as_str()));
        }
        let what = match self.composite_kind(blamed.ty) {
            Some(k) => k.to_string(),
            None if blamed.is_nil() => "untyped nil".into(),
            None => self.type_str(blamed.ty),
        };
        (on_y, format!("operator {} not defined on {what}", op.as_str()))
    }

    /// Why values of a type cannot be compared; empty if there is nothing particular to say.
    pub(crate) fn incomparable_cause(&mut self, t: TypeId) -> String {
        match self.store.under_type(t) {
            Type::Slice(_) | Type::Signature(_) | Type::Map(..) => {
                return format!("{} can only be compared to nil", self.composite_kind(t).unwrap_or(""));
            }
            _ => {}
        }
        let mut seen = crate::members::SmallSet::default();
        match self.store.incomparable_part(t, true, &mut seen) {
            Some(Incomparable::TypeParam) => "incomparable types in type set".into(),
            Some(Incomparable::EmptySet) => "empty type set".into(),
            Some(Incomparable::Field(f)) => {
                let ft = self.store[f].ty;
                format!("struct containing {} cannot be compared", self.type_str(ft))
            }
            Some(Incomparable::Elem) => format!("{} cannot be compared", self.type_str(t)),
            _ => String::new(),
        }
    }

    // ---- shifts -----------------------------------------------------------------------------------------

    fn shift(&mut self, x: &mut Operand, y: &mut Operand, e: Option<ExprId>, op: BinaryOp, op_pos: Pos) {
        let xval = if x.mode == Mode::Constant { x.val.to_int() } else { Value::Unknown };
        let integer = self.store.all_basic(x.ty, BasicKind::is_integer);
        let untyped = self.store.is_untyped(x.ty);
        let unknown = x.mode == Mode::Constant && x.val.is_unknown();
        if !(integer || unknown || (untyped && !xval.is_unknown())) {
            let pos = self.opos(x);
            let s = self.operand_str(x);
            self.invalid_op(pos, "InvalidShiftOperand", format!("shifted operand {s} must be integer"));
            x.invalidate();
            return;
        }
        if !self.shift_count(y) {
            x.invalidate();
            return;
        }
        if x.mode == Mode::Constant {
            if y.mode == Mode::Constant {
                self.const_shift(x, y, &xval, e, op, op_pos);
                return;
            }
            if untyped {
                // The type of the constant is that of the context of the whole shift expression.
                if let Some(xe) = x.expr {
                    self.mark_shift_lhs(xe);
                }
                x.mode = Mode::Value;
                return;
            }
        }
        if !self.store.all_basic(x.ty, BasicKind::is_integer) {
            let pos = self.opos(x);
            let s = self.operand_str(x);
            self.invalid_op(pos, "InvalidShiftOperand", format!("shifted operand {s} must be integer"));
            x.invalidate();
            return;
        }
        x.mode = Mode::Value;
    }

    fn mark_shift_lhs(&mut self, e: ExprId) {
        let ast = self.env.ast;
        let mut e = e;
        self.shift_lhs.insert((self.env.file, e));
        while let gorc_syntax::ast::ExprKind::Paren { x, .. } = ast[e].kind {
            e = x;
            self.shift_lhs.insert((self.env.file, e));
        }
    }

    /// Checks a shift count.
    fn shift_count(&mut self, y: &mut Operand) -> bool {
        let pos = self.opos(y);
        if y.mode == Mode::Constant {
            let v = y.val.to_int();
            if !v.is_unknown() && v.signum() < 0 {
                let s = self.operand_str(y);
                self.invalid_op(pos, "InvalidShiftCount", format!("negative shift count {s}"));
                return false;
            }
            if self.store.is_untyped(y.ty) {
                let mut z = y.clone();
                self.check_representable(&mut z, TypeId::UINT);
                if z.is_invalid() {
                    return false;
                }
                if let Some(e) = y.expr {
                    let keep = z.val.clone();
                    self.update_expr_type(e, TypeId::UINT, false);
                    self.update_expr_val(e, &keep);
                }
                return true;
            }
            if !v.is_unknown() {
                return true; // a typed constant such as float32(2)
            }
        } else if self.store.is_untyped(y.ty) {
            self.convert_untyped(y, TypeId::UINT);
            return !y.is_invalid();
        }
        if !self.store.all_basic(y.ty, BasicKind::is_integer) {
            let s = self.operand_str(y);
            self.invalid_op(pos, "InvalidShiftCount", format!("shift count {s} must be integer"));
            return false;
        }
        if !self.store.all_basic(y.ty, BasicKind::is_unsigned) && !self.allow_version(13) {
            let s = self.operand_str(y);
            self.version_error(pos, 13, &format!("invalid operation: signed shift count {s}"));
            return false;
        }
        true
    }

    fn const_shift(
        &mut self,
        x: &mut Operand,
        y: &Operand,
        xval: &Value,
        e: Option<ExprId>,
        op: BinaryOp,
        op_pos: Pos,
    ) {
        if x.val.is_unknown() || y.val.is_unknown() {
            x.val = Value::Unknown;
            if !self.store.is_integer(x.ty) {
                x.ty = TypeId::UNTYPED_INT;
            }
            return;
        }
        let count = match y.val.to_u64() {
            Some(n) if n <= MAX_SHIFT => n as u32,
            _ => {
                let pos = self.opos(y);
                let s = self.operand_str(y);
                self.invalid_op(pos, "InvalidShiftCount", format!("invalid shift count {s}"));
                x.invalidate();
                return;
            }
        };
        // An untyped non-integer constant such as 2.0 becomes an integer.
        if !self.store.is_integer(x.ty) {
            x.ty = TypeId::UNTYPED_INT;
        }
        x.val = if op == BinaryOp::Shl { xval.shl(count) } else { xval.shr(count) };
        if let Some(e) = e {
            x.expr = Some(e);
        }
        self.check_overflow(x, op_pos, "shift");
    }
}

fn const_op(op: BinaryOp, integer: bool) -> BinOp {
    match op {
        BinaryOp::Add => BinOp::Add,
        BinaryOp::Sub => BinOp::Sub,
        BinaryOp::Mul => BinOp::Mul,
        BinaryOp::Div if integer => BinOp::IntQuo,
        BinaryOp::Div => BinOp::Quo,
        BinaryOp::Rem => BinOp::Rem,
        BinaryOp::And => BinOp::And,
        BinaryOp::Or => BinOp::Or,
        BinaryOp::Xor => BinOp::Xor,
        BinaryOp::AndNot => BinOp::AndNot,
        BinaryOp::AndAnd => BinOp::LogicAnd,
        _ => BinOp::LogicOr,
    }
}

fn cmp_op(op: BinaryOp) -> CmpOp {
    match op {
        BinaryOp::Eq => CmpOp::Eq,
        BinaryOp::Ne => CmpOp::Ne,
        BinaryOp::Lt => CmpOp::Lt,
        BinaryOp::Le => CmpOp::Le,
        BinaryOp::Gt => CmpOp::Gt,
        _ => CmpOp::Ge,
    }
}

fn op_name(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "addition",
        BinaryOp::Sub => "subtraction",
        BinaryOp::Xor => "bitwise XOR",
        BinaryOp::Mul => "multiplication",
        _ => "",
    }
}
