//! Index and slice expressions.

use crate::checker::*;
use crate::ids::*;
use crate::info::Mode;
use crate::object::ObjFlags;
use crate::operand::Operand;
use crate::types::*;
use gorc_syntax::Pos;
use gorc_syntax::ast::{ExprId, ExprKind};

/// What indexing gives.
struct Indexed {
    /// The type of keys, of maps only.
    key: TypeId,
    elem: TypeId,
    mode: Mode,
    /// How many elements there are; -1 if that is not known.
    length: i64,
}

/// The length of a constant string.
fn constant_len(x: &Operand) -> Option<i64> {
    let bytes = if x.mode == Mode::Constant { x.val.as_bytes() } else { None };
    bytes.map(|bytes| bytes.len() as i64)
}

impl<'a> Checker<'a> {
    /// Checks `x[indices]`. True if it is an instantiation of a generic function, which `r` then holds uninstantiated.
    pub(crate) fn index_expr(
        &mut self,
        r: &mut Operand,
        e: ExprId,
        xe: ExprId,
        indices: &[ExprId],
        called: bool,
    ) -> bool {
        let x = self.builtin_or_other(xe, true);
        *r = x;
        match r.mode {
            Mode::Invalid => {
                self.use_exprs(indices);
                return false;
            }
            Mode::Builtin => {
                let (pos, s) = (self.node_pos(e), self.operand_str(r));
                self.error(pos, "NonSliceableOperand", format!("cannot index {s}"));
                self.use_exprs(indices);
                r.invalidate();
                return false;
            }
            Mode::Type => {
                // A generic type: instantiate.
                r.mode = Mode::Invalid;
                let t = self.var_type(e);
                if self.store.is_valid(t) {
                    *r = Operand::new(Mode::Type, t, e);
                }
                return false;
            }
            Mode::Value => {
                if let Some(sig) = self.store.as_signature(self.store.under_now(r.ty))
                    && !sig.tparams.is_empty()
                {
                    if !self.allow_version(18) {
                        let pos = match self.env.ast[e].kind {
                            ExprKind::Index { lbrack, .. } if !called => lbrack,
                            _ => self.pos(e),
                        };
                        self.version_error(pos, 18, "function instantiation");
                    }
                    return true;
                }
            }
            _ => {}
        }
        self.index_value(r, e, indices);
        false
    }

    fn index_value(&mut self, x: &mut Operand, e: ExprId, indices: &[ExprId]) {
        let (base, _) = self.store.deref(x.ty);
        if self.report_incomplete(base) {
            x.invalidate();
            return;
        }
        let generic = self.store.is_type_param(x.ty);
        let indexed =
            if generic { self.index_type_param(x) } else { self.indexed(x.ty, x.mode == Mode::Variable) };
        let Some(indexed) = indexed else {
            let pos = match self.env.ast[e].kind {
                ExprKind::Index { lbrack, .. } => lbrack,
                _ => self.opos(x),
            };
            let s = self.operand_str(x);
            self.error(pos, "NonSliceableOperand", format!("cannot index {s}"));
            self.use_exprs(indices);
            x.invalidate();
            return;
        };
        if indexed.key.is_some() && !generic && self.report_incomplete(indexed.elem) {
            x.invalidate();
            return;
        }
        let Some(index) = self.single_index(indices) else {
            x.invalidate();
            return;
        };
        if indexed.key.is_some() {
            let mut k = self.expr_for(index, indexed.key, "map index");
            self.assignment(&mut k, indexed.key, "map index");
            x.mode = Mode::MapIndex;
            x.ty = indexed.elem;
            return;
        }
        let length = constant_len(x).unwrap_or(indexed.length);
        x.mode = indexed.mode;
        x.ty = indexed.elem;
        // A type here means a missing instantiation: `x[int]`.
        self.check_index(index, length);
    }

    fn single_index(&mut self, indices: &[ExprId]) -> Option<ExprId> {
        if indices.len() > 1 {
            let pos = self.pos(indices[1]);
            self.error(pos, "InvalidIndex", "invalid operation: more than one index");
        }
        let first = *indices.first()?;
        (!matches!(self.env.ast[first].kind, ExprKind::Bad)).then_some(first)
    }

    /// What indexing a value of this type, which is no type parameter, gives.
    fn indexed(&mut self, t: TypeId, addressable: bool) -> Option<Indexed> {
        let plain = Indexed { key: TypeId::NONE, elem: TypeId::NONE, mode: Mode::Variable, length: -1 };
        match self.store.under_type(t) {
            Type::Basic(k) if k.is_string() => {
                Some(Indexed { elem: TypeId::BYTE, mode: Mode::Value, ..plain })
            }
            Type::Array(elem, length) => {
                let mode = if addressable { Mode::Variable } else { Mode::Value };
                Some(Indexed { elem, mode, length, ..plain })
            }
            Type::Pointer(p) => match self.store.under_type(p) {
                Type::Array(elem, length) => Some(Indexed { elem, length, ..plain }),
                _ => None,
            },
            Type::Slice(elem) => Some(Indexed { elem, ..plain }),
            Type::Map(key, elem) => Some(Indexed { key, elem, mode: Mode::Value, ..plain }),
            _ => None,
        }
    }

    /// Indexing a value of type parameter type: each type of its set must be indexable with the same element type.
    fn index_type_param(&mut self, x: &Operand) -> Option<Indexed> {
        let types = self.store.each_type(x.ty)?;
        let addressable = x.mode == Mode::Variable;
        let mut all: Option<Indexed> = None;
        for &t in &types {
            let this = self.indexed(t, addressable)?;
            let Some(all) = &mut all else {
                all = Some(this);
                continue;
            };
            if all.key.is_some() != this.key.is_some()
                || (all.key.is_some() && !self.store.identical(all.key, this.key))
                || !self.store.identical(all.elem, this.elem)
            {
                return None;
            }
            // The shortest of the arrays counts, but for those behind a slice or string.
            if this.length >= 0 && this.length < all.length {
                all.length = this.length;
            }
            if this.mode == Mode::Value {
                all.mode = Mode::Value;
            }
        }
        all
    }

    /// Checks an index expression against a length (negative: unknown); the constant index, or -1.
    pub(crate) fn check_index(&mut self, index: ExprId, max: i64) -> i64 {
        let mut x = self.expr(TypeId::NONE, index);
        if !self.valid_index(&mut x, "index", false) {
            return -1;
        }
        if x.mode != Mode::Constant {
            return -1;
        }
        let Some(v) = x.val.to_i64() else { return -1 };
        if max >= 0 && v >= max {
            let pos = self.opos(&x);
            self.invalid_arg(pos, "InvalidIndex", format!("index {v} out of bounds [0:{max}]"));
            return -1;
        }
        v
    }

    /// Whether an operand can be an index (or a length): an integer, not negative if constant.
    pub(crate) fn valid_index(&mut self, x: &mut Operand, what: &str, allow_negative: bool) -> bool {
        if x.is_invalid() {
            return false;
        }
        self.convert_untyped(x, TypeId::INT);
        if x.is_invalid() {
            return false;
        }
        let pos = self.opos(x);
        if !self.store.all_basic(x.ty, BasicKind::is_integer) {
            let s = self.operand_str(x);
            self.invalid_arg(pos, "InvalidIndex", format!("{what} {s} must be integer"));
            return false;
        }
        if x.mode == Mode::Constant {
            if !allow_negative && x.val.signum() < 0 {
                let s = self.operand_str(x);
                self.invalid_arg(pos, "InvalidIndex", format!("{what} {s} must not be negative"));
                return false;
            }
            if crate::untyped::representable(&x.val, BasicKind::Int).is_none() {
                let s = self.operand_str(x);
                self.invalid_arg(pos, "InvalidIndex", format!("{what} {s} overflows int"));
                return false;
            }
        }
        true
    }

    /// Checks `x[lo:hi:max]`.
    pub(crate) fn slice_expr(
        &mut self,
        e: ExprId,
        xe: ExprId,
        parts: [Option<ExprId>; 3],
        full: bool,
        lbrack: Pos,
    ) -> Operand {
        let mut x = self.expr(TypeId::NONE, xe);
        if x.is_invalid() {
            for p in parts.into_iter().flatten() {
                self.use_expr(p);
            }
            return Operand::invalid(e);
        }
        let (base, _) = self.store.deref(x.ty);
        if self.report_incomplete(base) {
            return Operand::invalid(e);
        }
        let core = match self.sliced_type(&x) {
            Ok(core) => core,
            Err(why) => {
                let (pos, s) = (self.opos(&x), self.operand_str(&x));
                self.error(pos, "NonSliceableOperand", format!("cannot slice {s}: {why}"));
                return Operand::invalid(e);
            }
        };
        if full && matches!(self.store.ty(core), Type::Basic(k) if k.is_string()) {
            let pos = parts[2].map_or(lbrack, |p| self.pos(p));
            self.invalid_op(pos, "InvalidSliceExpr", "3-index slice of string");
            return Operand::invalid(e);
        }
        let Some(length) = self.slice_operand(&mut x, xe, core) else { return Operand::invalid(e) };
        let mut consts: [i64; 3] = [-1; 3];
        for (i, p) in parts.into_iter().enumerate() {
            match p {
                Some(p) => {
                    let max = if length >= 0 { length + 1 } else { -1 };
                    consts[i] = self.check_index(p, max);
                }
                None if i == 0 => consts[i] = 0,
                None if length >= 0 => consts[i] = length,
                None => {}
            }
        }
        let consts = if full { &consts[..] } else { &consts[..2] };
        self.check_order(&parts, consts);
        x
    }

    /// Makes an operand the result of slicing it; the length of what is sliced, or -1 if that is not known.
    fn slice_operand(&mut self, x: &mut Operand, xe: ExprId, core: TypeId) -> Option<i64> {
        let (length, sliced) = match self.store.ty(core) {
            Type::Basic(k) if k.is_string() => {
                let length = constant_len(x).unwrap_or(-1);
                if self.store.is_untyped(x.ty) {
                    self.convert_untyped(x, TypeId::STRING);
                    x.ty = TypeId::STRING;
                }
                // The result has the operand's type, even if that is a type parameter.
                (length, x.ty)
            }
            Type::Array(elem, n) if x.mode == Mode::Variable => {
                self.mark_root(xe, ObjFlags::ADDR_TAKEN);
                (n, self.store.new_slice(elem))
            }
            Type::Pointer(p) if let Type::Array(elem, n) = self.store.under_type(p) => {
                (n, self.store.new_slice(elem))
            }
            Type::Slice(_) => (-1, x.ty),
            other => {
                let what = if matches!(other, Type::Array(..)) { "unaddressable value " } else { "" };
                let (pos, s) = (self.opos(x), self.operand_str(x));
                self.error(pos, "NonSliceableOperand", format!("cannot slice {what}{s}"));
                return None;
            }
        };
        x.mode = Mode::Value;
        x.ty = sliced;
        Some(length)
    }

    /// The underlying type of what is sliced, strings counting as slices of bytes; `string` if there is one in a type set.
    fn sliced_type(&mut self, x: &Operand) -> Result<TypeId, String> {
        if !self.store.is_type_param(x.ty) {
            return Ok(self.store.under(x.ty));
        }
        let Some(types) = self.specific_types(x.ty) else {
            return Err(format!("no specific type in {}", self.type_str(x.ty)));
        };
        let (mut first, mut common, mut has_string) = (TypeId::NONE, TypeId::NONE, false);
        for t in types {
            let mut u = self.store.under(t);
            if self.store.is_string(u) {
                u = self.store.new_slice(TypeId::BYTE);
                has_string = true;
            }
            if common.is_none() {
                (first, common) = (t, u);
            } else if !self.store.identical(common, u) {
                let (a, b) = (self.type_str(first), self.type_str(t));
                return Err(format!("{a} and {b} have different underlying types"));
            }
        }
        Ok(if has_string { TypeId::STRING } else { common })
    }

    /// Constant indices must be in order.
    fn check_order(&mut self, parts: &[Option<ExprId>; 3], consts: &[i64]) {
        for (i, &a) in consts.iter().enumerate() {
            if a <= 0 {
                continue;
            }
            for (j, &b) in consts.iter().enumerate().skip(i + 1) {
                if b >= 0 && b < a {
                    // Blame the later index if it is written.
                    let at = parts[j].or(parts[i]);
                    let pos = at.map_or(Pos::NONE, |p| self.pos(p));
                    self.error(pos, "SwappedSliceIndices", format!("invalid slice indices: {b} < {a}"));
                    return;
                }
            }
        }
    }
}
