//! `unsafe.Offsetof`: a selector that is not evaluated, but whose path through embedded fields counts.

use crate::call::CallSite;
use crate::checker::*;
use crate::constant::Value;
use crate::ids::*;
use crate::info::{Mode, Selection, SelectionKind};
use crate::lookup::Lookup;
use crate::object::ObjKind;
use crate::operand::Operand;
use crate::types::*;
use gorc_syntax::ast::{ExprId, ExprKind};
use gorc_syntax::{Pos, Symbol};

impl<'a> Checker<'a> {
    pub(super) fn unsafe_offsetof(&mut self, site: CallSite<'_>) -> Operand {
        let invalid = Operand::invalid(site.e);
        let ast = self.env.ast;
        let arg = site.args[0];
        let inner = ast.unparen(arg);
        let ExprKind::Selector { x: base, sel } = ast[inner].kind else {
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
        if !self.has_offset(&l, b, sym, arg, pos) {
            return invalid;
        }
        self.record_object(sel, l.obj);
        let field_ty = self.store[l.obj].ty;
        self.cur_info().set(inner, Mode::Variable, field_ty, ConstId::NONE);
        let selection = Selection {
            kind: SelectionKind::Field,
            recv: x.ty,
            obj: l.obj,
            path: l.path.clone(),
            indirect: false,
            holder: l.holder,
        };
        self.cur_info().set_selection(inner, selection);
        if self.size_varies(b) {
            return self.value(site, TypeId::UINTPTR);
        }
        match self.offset_of(b, &l.path) {
            Some(offset) => Operand::constant(TypeId::UINTPTR, Value::Int(offset), site.e),
            None => {
                let s = self.operand_str(&x);
                self.error(pos, "TypeTooLarge", format!("{s} is too large"));
                invalid
            }
        }
    }

    /// Whether what a selector `arg` found in a type is a field of the type itself.
    fn has_offset(&mut self, l: &Lookup, t: TypeId, sym: Symbol, arg: ExprId, pos: Pos) -> bool {
        if !l.found() {
            let ts = self.type_str(t);
            self.invalid_arg(pos, "MissingFieldOrMethod", format!("{ts} has no single field {sym}"));
            return false;
        }
        if self.store[l.obj].kind != ObjKind::Var {
            let s = self.expr_str(arg);
            self.invalid_arg(self.pos(arg), "InvalidOffsetof", format!("{s} is a method value"));
            return false;
        }
        if l.indirect {
            let ts = self.type_str(t);
            let msg = format!("field {sym} is embedded via a pointer in {ts}");
            self.invalid_arg(pos, "InvalidOffsetof", msg);
            return false;
        }
        true
    }

    /// The offset of the field at a path of a struct; nothing if what precedes it is too large.
    fn offset_of(&mut self, mut t: TypeId, path: &[u32]) -> Option<i64> {
        let mut offset = 0i64;
        for &i in path {
            let Type::Struct(s) = self.store.under_type(t) else { return None };
            let fields = self.store.structs[s as usize].fields;
            let (offsets, _) = self.store.struct_layout(fields);
            offset += *offsets.get(i as usize)?;
            t = self.store[self.store.obj_at(fields, i as usize)].ty;
        }
        Some(offset)
    }
}
