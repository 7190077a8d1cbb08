//! Identifiers and type expressions.
//!
//! `typ` yields a type that variables may have or that is part of another; `typ_or_constraint` also admits constraint interfaces; `ident` and
//! `raw_type` tell types from values. Every type expression is recorded in the file's side tables.

use crate::checker::*;
use crate::delayed::Action;
use crate::ids::*;
use crate::info::Mode;
use crate::object::*;
use crate::operand::Operand;
use crate::types::*;
use crate::universe::Builtin;
use gorc_syntax::ast::{self, ExprId, ExprKind};
use gorc_syntax::{Pos, Symbol};
use smallvec::SmallVec;

impl<'a> Checker<'a> {
    /// The object a name at `pos` denotes in the current scope; `NONE` if there is none.
    pub(crate) fn lookup(&self, sym: Symbol, pos: Pos) -> ObjId {
        // A repeated constant expression is looked up where it is repeated.
        let pos = pos.max(self.env.err_pos);
        let mut scope = self.env.scope;
        // The expression of an inherited constant means what it would mean at the constant.
        let pos = if self.env.err_pos.is_known() { self.env.err_pos } else { pos };
        while scope.is_some() {
            let o = self.store.scope_get(scope, sym);
            if o.is_some() {
                // Function literals are checked late: what is declared after them is not visible.
                if self.store[o].scope_pos <= pos {
                    return o;
                }
            }
            scope = self.store.scope_parent(scope);
        }
        ObjId::NONE
    }

    /// Checks an identifier.
    pub(crate) fn ident(&mut self, e: ExprId, want_type: bool) -> Operand {
        let ast = self.env.ast;
        let sym = ast.name_of(e);
        let o = self.lookup(sym, ast[e].pos);
        if o.is_none() {
            if sym == self.store.blank {
                self.error(self.pos(e), "InvalidBlank", "cannot use _ as value or type");
            } else {
                let pos = self.pos(e);
                self.undeclared(pos, sym);
            }
            return Operand::invalid(e);
        }
        if want_type && !matches!(self.store[o].kind, ObjKind::TypeName) {
            self.record_object(e, o);
            self.mark_dot_import(o);
            self.not_a_type(e, o, sym);
            return Operand::invalid(e);
        }
        if self.store[o].color != Color::Black
            && (self.store[o].ty.is_none() || (want_type && self.store[o].kind == ObjKind::TypeName))
        {
            self.obj_decl(o);
        }
        self.record_object(e, o);
        self.mark_dot_import(o);
        let ty = self.store[o].ty;
        match self.store[o].kind {
            ObjKind::PkgName => {
                self.error(self.pos(e), "InvalidPkgUse", format!("use of package {sym} not in selector"));
                Operand::invalid(e)
            }
            ObjKind::Const => self.const_ident(e, o),
            ObjKind::TypeName => {
                if ty.is_none() || (ty == TypeId::INVALID && self.store[o].pkg.is_some()) {
                    return Operand::invalid(e);
                }
                if ty == TypeId::ANY || ty == TypeId::COMPARABLE {
                    self.check_predeclared_version(e, sym);
                }
                Operand::new(Mode::Type, ty, e)
            }
            ObjKind::Var => {
                if self.store[o].pkg == self.env.pkg {
                    self.store[o].set(ObjFlags::USED);
                }
                self.note_var_use(o);
                if !self.store.is_valid(ty) {
                    return Operand::invalid(e);
                }
                Operand::new(Mode::Variable, ty, e)
            }
            ObjKind::Func => {
                self.add_dependency(o);
                if ty.is_none() {
                    return Operand::invalid(e);
                }
                Operand::new(Mode::Value, ty, e)
            }
            ObjKind::Builtin => {
                let mut x = Operand::new(Mode::Builtin, TypeId::INVALID, e);
                x.builtin = Some(Builtin::from_index(self.store[o].data));
                x
            }
            ObjKind::Nil => Operand::new(Mode::Nil, TypeId::UNTYPED_NIL, e),
            ObjKind::Label | ObjKind::None => Operand::invalid(e),
        }
    }

    /// Reports an object that is no type where a type is needed.
    fn not_a_type(&mut self, e: ExprId, o: ObjId, sym: Symbol) {
        let what = match self.store[o].kind {
            ObjKind::PkgName => {
                self.use_pkg_name(o);
                "package name"
            }
            ObjKind::Const => "constant",
            ObjKind::Var => {
                self.store[o].set(ObjFlags::USED);
                let kinds = [
                    (ObjFlags::PACKAGE_LEVEL, "package-level variable"),
                    (ObjFlags::RECV, "receiver"),
                    (ObjFlags::PARAM, "parameter"),
                    (ObjFlags::RESULT, "result variable"),
                ];
                kinds.iter().find(|(flag, _)| self.store[o].has(*flag)).map_or("local variable", |k| k.1)
            }
            ObjKind::Func => "function",
            ObjKind::Builtin => "built-in function",
            ObjKind::Nil => "untyped nil",
            _ => "label",
        };
        self.error(self.pos(e), "NotAType", format!("{sym} ({what}) is not a type"));
    }

    fn check_predeclared_version(&mut self, e: ExprId, sym: Symbol) {
        if !self.allow_version(18) {
            let pos = self.pos(e);
            self.version_error(pos, 18, &format!("predeclared {sym}"));
        }
    }

    fn const_ident(&mut self, e: ExprId, o: ObjId) -> Operand {
        self.add_dependency(o);
        let ty = self.store[o].ty;
        if self.store[o].pkg.is_none() && self.store[o].name.as_str() == "iota" {
            let Some(iota) = self.env.iota else {
                self.error(self.pos(e), "InvalidIota", "cannot use iota outside constant declaration");
                return Operand::invalid(e);
            };
            return Operand::constant(ty, crate::constant::Value::Int(i64::from(iota)), e);
        }
        if !self.store.is_valid(ty) {
            return Operand::invalid(e);
        }
        let val = self.store[ConstId(self.store[o].data)].clone();
        Operand::constant(ty, val, e)
    }

    /// Reports an undeclared name.
    pub(crate) fn undeclared(&mut self, pos: Pos, sym: Symbol) {
        // The lexer has reported what is no name.
        if gorc_syntax::unicode::is_identifier(sym.as_str()) {
            self.error(pos, "UndeclaredName", format!("undefined: {sym}"));
        }
    }

    /// Marks the import a package name stands for as used.
    pub(crate) fn use_pkg_name(&mut self, o: ObjId) {
        self.store[o].set(ObjFlags::USED);
    }

    /// Objects of other packages that are found by plain name come from dot imports.
    fn mark_dot_import(&mut self, o: ObjId) {
        let pkg = self.store[o].pkg;
        if pkg.is_none() || pkg == self.env.pkg {
            return;
        }
        for i in &mut self.files[self.env.file.index()].imports {
            if i.dot && i.pkg == pkg {
                i.used = true;
            }
        }
    }

    /// Records dependencies and captures caused by the use of a variable.
    fn note_var_use(&mut self, o: ObjId) {
        if self.store[o].has(ObjFlags::PACKAGE_LEVEL) {
            self.add_dependency(o);
            return;
        }
        let owner = FuncLitId(self.store[o].data);
        if owner == self.env.lit {
            return;
        }
        self.store[o].set(ObjFlags::CAPTURED);
        let mut lit = self.env.lit;
        while lit.is_some() && lit != owner {
            let l = &mut self.lits[lit.index()];
            if !l.captures.contains(&o) {
                l.captures.push(o);
            }
            lit = l.parent;
        }
    }

    /// A type that may be the type of a variable (not a constraint interface); checked later.
    pub(crate) fn var_type(&mut self, e: ExprId) -> TypeId {
        let t = self.typ_or_constraint(e);
        if self.store.is_type_param(t) || matches!(self.store.ty(t), Type::Basic(_)) {
            return t;
        }
        let pos = self.pos(e);
        match self.store.ty(t) {
            Type::Named(_) | Type::Alias(_) | Type::Interface(_) => {
                self.later(Action::VarType { ty: t, pos })
            }
            _ => {}
        }
        t
    }

    /// Reports constraint interfaces used as types of variables.
    pub(crate) fn check_var_type(&mut self, t: TypeId, pos: Pos) {
        if self.store.is_type_param(t) {
            return;
        }
        if let Type::Interface(i) = self.store.under_type(t) {
            let set = self.store.type_set(i);
            if set.is_method_set() {
                return;
            }
            let comparable = set.comparable;
            let what = self.type_str(t);
            let msg = if comparable {
                if what == "comparable" {
                    "cannot use type comparable outside a type constraint: interface is (or embeds) comparable".into()
                } else {
                    format!(
                        "cannot use type {what} outside a type constraint: interface is (or embeds) comparable"
                    )
                }
            } else {
                format!(
                    "cannot use type {what} outside a type constraint: interface contains type constraints"
                )
            };
            self.soft_error(pos, "MisplacedConstraintIface", msg);
        }
    }

    /// A type; generic types must be instantiated.
    pub(crate) fn typ(&mut self, e: ExprId) -> TypeId {
        self.typ_or_constraint(e)
    }

    /// A type or constraint.
    pub(crate) fn typ_or_constraint(&mut self, e: ExprId) -> TypeId {
        let t = self.type_expr(e);
        if self.store.is_generic(t) {
            let msg = format!("cannot use generic type {} without instantiation", self.type_str(t));
            self.error(self.pos(e), "WrongTypeArgCount", msg);
            self.cur_info().set(e, Mode::Type, TypeId::INVALID, ConstId::NONE);
            return TypeId::INVALID;
        }
        t
    }

    /// A generic type, not instantiated.
    pub(crate) fn generic_type(&mut self, e: ExprId, instance: Option<ExprId>) -> TypeId {
        let t = self.type_expr(e);
        if self.store.is_valid(t) && !self.store.is_generic(t) {
            let mut msg = format!("{} is not a generic type", self.type_str(t));
            if let Some(i) = instance {
                msg = format!("invalid operation: {} ({msg})", self.expr_str(i));
            }
            self.error(self.pos(e), "NotAGenericType", msg);
            return TypeId::INVALID;
        }
        t
    }

    /// Checks and records a type expression.
    pub(crate) fn type_expr(&mut self, e: ExprId) -> TypeId {
        let t = self.type_expr_inner(e);
        self.cur_info().set(e, Mode::Type, t, ConstId::NONE);
        t
    }

    fn type_expr_inner(&mut self, e: ExprId) -> TypeId {
        let ast = self.env.ast;
        match ast[e].kind {
            ExprKind::Bad => TypeId::INVALID,
            ExprKind::Ident(_) => {
                let x = self.ident(e, true);
                self.operand_type(&x)
            }
            ExprKind::Selector { x, sel } => {
                let x = self.selector(e, x, sel, true);
                self.operand_type(&x)
            }
            ExprKind::Index { x, indices, .. } => {
                if !self.allow_version(18) {
                    let pos = self.pos(e);
                    self.version_error(pos, 18, "type instantiation");
                }
                self.instantiated_type(e, x, &ast[indices])
            }
            ExprKind::Paren { x, .. } => self.type_expr(x),
            ExprKind::ArrayType { len: Some(len), elem } => {
                let n = self.array_length(len);
                let elem = self.var_type(elem);
                if n < 0 { TypeId::INVALID } else { self.store.new_array(elem, n) }
            }
            ExprKind::ArrayType { len: None, elem } => {
                let msg = "invalid use of [...] array (outside a composite literal)";
                self.error(self.pos(e), "BadDotDotDotSyntax", msg);
                self.var_type(elem);
                TypeId::INVALID
            }
            ExprKind::SliceType { elem } => {
                let elem = self.var_type(elem);
                self.store.new_slice(elem)
            }
            ExprKind::Star { x } => {
                let base = self.var_type(x);
                // A pointer to an invalid type gives rise to follow-on errors only.
                let invalid = !self.store.is_valid(base) && !self.store.is_pending_alias(base);
                if invalid { TypeId::INVALID } else { self.store.new_pointer(base) }
            }
            ExprKind::StructType { fields, .. } => self.struct_type(&ast[fields]),
            ExprKind::FuncType { .. } => {
                let saved = self.env;
                let (t, _) = self.func_type(e, None, ast::List::EMPTY, None);
                self.env = saved;
                t
            }
            ExprKind::InterfaceType { elems, .. } => self.interface_type(&ast[elems]),
            ExprKind::MapType { key, value } => {
                let (k, v) = (self.var_type(key), self.var_type(value));
                let pos = self.pos(key);
                self.later(Action::MapKey { key: k, pos });
                self.store.new_map(k, v)
            }
            ExprKind::ChanType { dir, elem } => {
                let elem = self.var_type(elem);
                let dir = match dir {
                    ast::ChanDir::Both => ChanDir::Both,
                    ast::ChanDir::Send => ChanDir::Send,
                    ast::ChanDir::Recv => ChanDir::Recv,
                };
                self.store.new_chan(dir, elem)
            }
            ExprKind::Ellipsis { elem } => {
                self.error(self.pos(e), "InvalidSyntaxTree", "invalid use of ...");
                self.var_type(elem);
                TypeId::INVALID
            }
            _ => {
                let msg = format!("{} is not a type", self.expr_str(e));
                self.error(self.pos(e), "NotAType", msg);
                self.use_expr(e);
                TypeId::INVALID
            }
        }
    }

    /// The type an operand denotes; reports values.
    fn operand_type(&mut self, x: &Operand) -> TypeId {
        match x.mode {
            Mode::Type => x.ty,
            Mode::Invalid => TypeId::INVALID,
            Mode::NoValue => {
                let pos = self.opos(x);
                let s = self.operand_str(x);
                self.error(pos, "NotAType", format!("{s} used as type"));
                TypeId::INVALID
            }
            _ => {
                let pos = self.opos(x);
                let s = self.operand_str(x);
                self.error(pos, "NotAType", format!("{s} is not a type"));
                TypeId::INVALID
            }
        }
    }

    /// The length of an array type; -1 if invalid.
    fn array_length(&mut self, e: ExprId) -> i64 {
        let ast = self.env.ast;
        // An undeclared name may be meant as a type parameter: gc words that differently.
        if let ExprKind::Ident(sym) = ast[e].kind {
            let o = self.lookup(sym, ast[e].pos);
            if o.is_none() {
                let msg = format!("undefined array length {sym} or missing type constraint");
                self.error(self.pos(e), "InvalidArrayLen", msg);
                return -1;
            }
            if self.store[o].kind != ObjKind::Const {
                if self.store[o].kind == ObjKind::Var && self.store[o].pkg == self.env.pkg {
                    self.store[o].set(ObjFlags::USED);
                }
                let msg = format!("invalid array length {sym}");
                self.error(self.pos(e), "InvalidArrayLen", msg);
                return -1;
            }
        }
        let x = self.expr(TypeId::NONE, e);
        if x.mode != Mode::Constant {
            if x.mode != Mode::Invalid {
                let s = self.operand_str(&x);
                let pos = self.opos(&x);
                self.error(pos, "InvalidArrayLen", format!("array length {s} must be constant"));
            }
            return -1;
        }
        let untyped = self.store.is_untyped(x.ty);
        if (untyped || self.store.is_integer(x.ty))
            && let Some(n) = x.val.to_int().to_i64()
            && n >= 0
        {
            if untyped {
                self.convert_untyped(&mut x.clone(), TypeId::INT);
            }
            return n;
        }
        let s = self.operand_str(&x);
        let pos = self.opos(&x);
        let msg = if self.store.is_integer(x.ty) {
            format!("invalid array length {s}")
        } else {
            format!("array length {s} must be integer")
        };
        self.error(pos, "InvalidArrayLen", msg);
        -1
    }

    /// A map's key type must be comparable.
    pub(crate) fn check_map_key(&mut self, key: TypeId, pos: Pos) {
        if !self.store.is_valid(key) || self.store.comparable(key, true) {
            return;
        }
        let mut why = String::new();
        if self.store.is_type_param(key) {
            why = " (missing comparable constraint)".into();
        }
        let msg = format!("invalid map key type {}{why}", self.type_str(key));
        self.error(pos, "IncomparableMapKey", msg);
    }

    /// A list of type expressions; `None` if any is invalid.
    pub(crate) fn type_list(&mut self, list: &[ExprId]) -> Option<SmallVec<[TypeId; 4]>> {
        let mut out: SmallVec<[TypeId; 4]> = SmallVec::new();
        let mut ok = true;
        for &e in list {
            let t = self.var_type(e);
            ok &= self.store.is_valid(t);
            out.push(t);
        }
        ok.then_some(out)
    }

    /// `G[T1, T2]`
    fn instantiated_type(&mut self, e: ExprId, x: ExprId, args: &[ExprId]) -> TypeId {
        let generic = self.generic_type(x, Some(e));
        if !self.store.is_valid(generic) {
            // An alias for something invalid counts as not instantiated, and is reported as that.
            return if self.store.is_generic(generic) { generic } else { TypeId::INVALID };
        }
        let Some(targs) = self.type_list(args) else { return TypeId::INVALID };
        let tparams = match self.store.ty(generic) {
            Type::Named(n) => self.store.named[n as usize].tparams,
            Type::Alias(a) => {
                let a = &self.store.aliases[a as usize];
                if a.rhs.is_none() {
                    return TypeId::INVALID;
                }
                a.tparams
            }
            _ => return TypeId::INVALID,
        };
        if let Some(alias) = self.store.as_alias(generic)
            && !self.check_targ_count(alias.obj, tparams.len(), targs.len(), x)
        {
            return TypeId::INVALID;
        }
        let inst = self.store.instantiate(generic, &targs);
        let pos = self.pos(e);
        self.instance_pos.entry(inst).or_insert(pos);
        let list = self.store.type_list(&targs);
        if let Some(id) = self.denoting_ident(x) {
            self.cur_info().set_instance(id, list);
        }
        self.later(Action::Instance { ty: inst, x: e, args: args.to_vec() });
        inst
    }

    /// Whether a generic type is given as many type arguments as it has parameters. An instance of a defined type with others is a type
    /// all the same, but one without properties.
    pub(crate) fn check_targ_count(&mut self, generic: ObjId, want: usize, have: usize, at: ExprId) -> bool {
        if have == want {
            return true;
        }
        let name = self.store[generic].name;
        let word = if have < want { "not enough" } else { "too many" };
        let msg = format!("{word} type arguments for type {name}: have {have}, want {want}");
        self.error(self.node_pos(at), "WrongTypeArgCount", msg);
        false
    }

    /// The identifier that denotes a (possibly qualified or parenthesised) name.
    pub(crate) fn denoting_ident(&self, e: ExprId) -> Option<ExprId> {
        let ast = self.env.ast;
        let e = ast.unparen(e);
        match ast[e].kind {
            ExprKind::Ident(_) => Some(e),
            ExprKind::Selector { sel, .. } => Some(sel),
            ExprKind::Index { x, .. } => self.denoting_ident(x),
            _ => None,
        }
    }
}
