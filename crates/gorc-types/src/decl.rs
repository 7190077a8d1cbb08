//! Declarations: resolving an object means checking its declaration, on first use.
//!
//! `path` holds the objects being declared; meeting a grey one again is a cycle, which is fine through type definitions and
//! functions but not otherwise. Read next: `typedecl.rs` for types, `typexpr.rs` for what they are made of.

use crate::assign::Target;
use crate::checker::*;
use crate::delayed::Action;
use crate::ids::*;
use crate::info::Mode;
use crate::object::*;
use crate::types::*;
use gorc_syntax::Pos;
use gorc_syntax::ast::{self, ExprId, ExprKind};

impl<'a> Checker<'a> {
    /// Checks the declarations of all package-level objects: first types that are no aliases, then aliases, then the rest, each in
    /// source order. The order decides which object of a cycle is met first.
    pub(crate) fn declare_all(&mut self, pkg: PkgId) {
        for phase in 0..3 {
            for file in self.store[pkg].files.clone() {
                self.declare_file(file, phase);
            }
        }
    }

    fn declare_file(&mut self, file: FileId, phase: u32) {
        let env = self.file_env(file);
        let ast = env.ast;
        self.env = env;
        for &id in &ast[ast.decls] {
            match ast[id].kind {
                ast::DeclKind::Const { names, .. } | ast::DeclKind::Var { names, .. } if phase == 2 => {
                    for &n in &ast[names] {
                        self.declare_ident(file, n);
                    }
                }
                ast::DeclKind::Func { name, .. } if phase == 2 => self.declare_ident(file, name),
                ast::DeclKind::Type { name, alias, .. } if phase == u32::from(alias) => {
                    self.declare_ident(file, name);
                }
                _ => {}
            }
        }
    }

    fn declare_ident(&mut self, file: FileId, ident: ExprId) {
        let o = self.files[file.index()].info.object(ident);
        if o.is_some() {
            self.obj_decl(o);
        }
    }

    /// Makes sure that an object's declaration has been checked, so that its type is known (possibly invalid).
    pub(crate) fn obj_decl(&mut self, o: ObjId) {
        match self.store[o].color {
            Color::Black => {}
            Color::Grey => self.meet_grey(o),
            Color::White => {
                if self.store[o].ty.is_some() && self.store[o].decl.is_none() {
                    self.store[o].color = Color::Black;
                    return;
                }
                self.store[o].color = Color::Grey;
                self.path.push(o);
                let d = self.store[o].decl;
                let saved = self.env;
                self.env = self.file_env(self.decls[d.index()].file);
                self.declare(o, d);
                self.env = saved;
                self.path.pop();
                self.store[o].color = Color::Black;
            }
        }
    }

    fn declare(&mut self, o: ObjId, d: DeclId) {
        let kind = self.decls[d.index()].kind.clone();
        let ast = self.env.ast;
        match kind {
            DeclKind::None => {}
            DeclKind::Const { decl, index, inherited } => {
                self.env.decl = d;
                self.package_const(o, decl, index, inherited);
            }
            DeclKind::Var { decl, index, lhs } => {
                self.env.decl = d;
                let ast::DeclKind::Var { ty, values, .. } = ast[decl].kind else { return };
                let values = &ast[values];
                let init = if lhs.is_some() { values.first() } else { values.get(index as usize) };
                self.check_var_decl(o, lhs, ty, init.copied());
            }
            DeclKind::Type { decl } => self.type_decl(o, decl),
            DeclKind::Func { decl } => self.func_decl_sig(o, decl),
        }
    }

    /// The object is being declared: a cycle.
    fn meet_grey(&mut self, o: ObjId) {
        let obj = &self.store[o];
        match obj.kind {
            ObjKind::Const | ObjKind::Var => {
                let ok = self.valid_cycle(o);
                if !ok || self.store[o].ty.is_none() {
                    self.store[o].ty = TypeId::INVALID;
                }
            }
            ObjKind::TypeName => {
                let ok = self.valid_cycle(o);
                if !ok {
                    let t = self.store[o].ty;
                    self.break_type(t);
                    self.store[o].ty = TypeId::INVALID;
                }
            }
            // A function's type is known to be a function type even while its signature is being checked.
            _ => {}
        }
    }

    fn package_const(&mut self, o: ObjId, decl: ast::DeclId, index: u32, inherited: bool) {
        let ast = self.env.ast;
        let ast::DeclKind::Const { iota, .. } = ast[decl].kind else { return };
        let (ty, values) = const_source(ast, decl);
        let init = ast[values].get(index as usize).copied();
        self.const_decl(o, ty, init, iota, inherited);
    }

    /// Checks a constant's declaration in the current environment.
    pub(crate) fn const_decl(
        &mut self,
        o: ObjId,
        ty: Option<ExprId>,
        init: Option<ExprId>,
        iota: u32,
        inherited: bool,
    ) {
        let saved = self.env;
        self.env.iota = Some(iota);
        // A value is needed in any case, should the constant be used in a cycle.
        self.store[o].data = 0;
        let mut declared = TypeId::NONE;
        if let Some(te) = ty {
            declared = self.typ(te);
            if !self.store.is_const_type(declared) {
                let u = self.store.under(declared);
                if self.store.is_valid(u) {
                    let msg = format!("invalid constant type {}", self.type_str(declared));
                    self.error(self.pos(te), "InvalidConstType", msg);
                }
                self.store[o].ty = TypeId::INVALID;
                self.env = saved;
                return;
            }
            self.store[o].ty = declared;
        }
        if inherited {
            self.env.err_pos = self.store[o].pos;
        }
        match init {
            Some(e) => {
                let mut x = self.expr(TypeId::NONE, e);
                self.init_const(o, declared, &mut x);
            }
            None => {
                self.store[o].ty = if declared.is_some() { declared } else { TypeId::INVALID };
            }
        }
        self.env = saved;
    }

    /// Checks a variable's declaration in the current environment.
    pub(crate) fn check_var_decl(
        &mut self,
        o: ObjId,
        lhs: Option<Vec<ObjId>>,
        ty: Option<ExprId>,
        init: Option<ExprId>,
    ) {
        if let Some(te) = ty {
            let t = self.var_type(te);
            self.store[o].ty = t;
            for &v in lhs.iter().flatten() {
                self.store[v].ty = t;
            }
        }
        let Some(init) = init else {
            if ty.is_none() {
                self.store[o].ty = TypeId::INVALID;
            }
            return;
        };
        match lhs {
            Some(lhs) if lhs.len() > 1 => {
                for &v in &lhs {
                    self.store[v].color = if v == o { Color::Grey } else { self.store[v].color };
                }
                let _pos = self.pos(init);
                self.init_vars(&lhs, &[init], None);
                // The whole declaration has been checked at once; share its dependencies.
                let deps = self.decls[self.store[o].decl.index()].deps.clone();
                for &v in &lhs {
                    if v != o {
                        let d = self.store[v].decl;
                        if d.is_some() {
                            self.decls[d.index()].deps = deps.clone();
                        }
                        self.store[v].color = Color::Black;
                    }
                }
            }
            _ => {
                let hint = self.store[o].ty;
                self.target = Target::Var(o);
                let mut x = self.expr_or_generic_value(hint, init);
                self.init_var(o, &mut x, "variable declaration");
            }
        }
    }

    /// Checks a function's or method's signature.
    fn func_decl_sig(&mut self, o: ObjId, decl: ast::DeclId) {
        let ast = self.env.ast;
        let ast::DeclKind::Func { recv, tparams, sig, body, name } = ast[decl].kind else { return };
        self.env.func = o;
        // The type exists before it is complete: a signature may depend on itself (in an array length, say).
        let ty = self.store.new_signature(Signature::EMPTY);
        self.store[o].ty = ty;
        let (full, scope) = self.func_type(sig, recv, tparams, Some(o));
        if let (Type::Signature(to), Some(s)) = (self.store.ty(ty), self.store.as_signature(full)) {
            self.store.sigs[to as usize] = s;
        }
        let recv_named = self.receiver_named(ty);
        self.func_facts.insert(o, FuncFacts { recv_named, scope });
        if !tparams.is_empty() && body.is_none() {
            let pos = ast[name].pos;
            self.error(pos, "BadDecl", "generic function is missing function body");
        } else if body.is_none()
            && !self.store[self.env.pkg].is_std
            && !self.has_linkname(ast.name_of(name))
            && ast.name_of(name) != self.store.blank
        {
            self.missing_bodies.push(ast[decl].pos.offset("func ".len() as u32));
        }
    }

    fn has_linkname(&self, name: gorc_syntax::Symbol) -> bool {
        let ast = self.env.ast;
        ast[ast.directives].iter().any(|d| {
            d.name == self.syms.linkname && d.args.as_str().split_whitespace().next() == Some(name.as_str())
        })
    }

    /// The origin of the named type a method signature's receiver has.
    fn receiver_named(&self, sig: TypeId) -> TypeId {
        let Some(sig) = self.store.as_signature(sig) else { return TypeId::NONE };
        if sig.recv.is_none() {
            return TypeId::NONE;
        }
        let (base, _) = self.store.deref(self.store[sig.recv].ty);
        self.store.as_named(base).map_or(TypeId::NONE, |n| n.origin)
    }

    /// Queues the body of a declared function for checking.
    pub(crate) fn queue_body(&mut self, o: ObjId) {
        if self.store[o].has(ObjFlags::BODY_CHECKED) {
            return;
        }
        self.obj_decl(o);
        let info = &self.decls[self.store[o].decl.index()];
        let DeclKind::Func { decl } = info.kind else { return };
        self.store[o].set(ObjFlags::BODY_CHECKED);
        let Some(facts) = self.func_facts.get(&o).copied() else { return };
        let mut env = self.file_env(info.file);
        let ast::DeclKind::Func { body: Some(body), .. } = env.ast[decl].kind else { return };
        env.decl = self.store[o].decl;
        env.func = o;
        let sig = self.store[o].ty;
        let saved = std::mem::replace(&mut self.env, env);
        let name = crate::delayed::BodyName::Func;
        self.later(Action::Body { sig, scope: facts.scope, body, name });
        self.env = saved;
    }

    // ---- declarations in functions ----------------------------------------------------------------------

    /// Declares a local object under its identifier; visible from `scope_pos`.
    pub(crate) fn declare_local(&mut self, ident: ExprId, o: ObjId, scope_pos: Pos) {
        self.record_object(ident, o);
        self.declare_in_scope(o, scope_pos);
    }

    /// Declares a local object in the current scope.
    pub(crate) fn declare_in_scope(&mut self, o: ObjId, scope_pos: Pos) {
        if self.store[o].kind == ObjKind::Var {
            self.store[o].data = self.env.lit.0;
        }
        self.store[o].scope_pos = scope_pos;
        if self.store[o].name == self.store.blank {
            self.store[o].parent = self.env.scope;
            return;
        }
        let other = self.store.scope_insert(self.env.scope, o);
        if other.is_some() {
            self.redeclared(o, other);
        }
    }

    /// Checks a declaration statement.
    pub(crate) fn decl_stmt(&mut self, list: ast::List<ast::DeclId>) {
        let ast = self.env.ast;
        for &id in &ast[list] {
            match ast[id].kind {
                ast::DeclKind::Const { .. } => self.local_const(id),
                ast::DeclKind::Var { .. } => self.local_var(id),
                ast::DeclKind::Type { name, alias, .. } => self.local_type(id, name, alias),
                _ => {}
            }
        }
    }

    fn local_const(&mut self, id: ast::DeclId) {
        let ast = self.env.ast;
        let ast::DeclKind::Const { names, ty: own_ty, values: own_values, iota, repeats } = ast[id].kind
        else {
            return;
        };
        let (ty, values) = const_source(ast, id);
        let mut objs = Vec::new();
        for (i, &n) in ast[names].iter().enumerate() {
            let o = Object::new(ObjKind::Const, ast.name_of(n), ast[n].pos, self.env.pkg, TypeId::NONE);
            let o = self.store.new_object(o);
            self.store[o].color = Color::Black;
            self.const_decl(o, ty, ast[values].get(i).copied(), iota, repeats.is_some());
            objs.push((n, o));
        }
        self.const_arity(names, own_ty, own_values, repeats, ast[id].pos);
        self.process_pending_lits();
        for (n, o) in objs {
            self.declare_local(n, o, ast[id].end);
        }
    }

    fn local_var(&mut self, id: ast::DeclId) {
        let ast = self.env.ast;
        let ast::DeclKind::Var { names, ty, values } = ast[id].kind else { return };
        let mut objs = Vec::new();
        for &n in &ast[names] {
            let o = Object::new(ObjKind::Var, ast.name_of(n), ast[n].pos, self.env.pkg, TypeId::NONE);
            let o = self.store.new_object(o);
            self.store[o].color = Color::Black;
            self.store[o].data = self.env.lit.0;
            objs.push(o);
        }
        let inits = &ast[values];
        let multi = inits.len() == 1 && objs.len() > 1;
        if multi {
            self.check_var_decl(objs[0], Some(objs.clone()), ty, Some(inits[0]));
        } else {
            let mut declared = TypeId::NONE;
            if let Some(te) = ty {
                declared = self.var_type(te);
            }
            for (i, &o) in objs.iter().enumerate() {
                self.store[o].ty = declared;
                match inits.get(i) {
                    Some(&e) => {
                        self.target = Target::Var(o);
                        let mut x = self.expr_or_generic_value(declared, e);
                        self.init_var(o, &mut x, "variable declaration");
                    }
                    None if ty.is_none() => self.store[o].ty = TypeId::INVALID,
                    None => {}
                }
            }
            // Surplus initialisers are checked for errors of their own.
            for &e in inits.iter().skip(objs.len()) {
                self.use_expr(e);
            }
        }
        if ty.is_none() || !inits.is_empty() {
            self.var_arity(names, values, ty.is_some());
        }
        self.process_pending_lits();
        for (i, &n) in ast[names].iter().enumerate() {
            self.declare_local(n, objs[i], ast[id].end);
        }
    }

    fn local_type(&mut self, id: ast::DeclId, name: ExprId, alias: bool) {
        let ast = self.env.ast;
        let mut o =
            Object::new(ObjKind::TypeName, ast.name_of(name), ast[name].pos, self.env.pkg, TypeId::NONE);
        if alias {
            o.set(ObjFlags::ALIAS);
        }
        let o = self.store.new_object(o);
        let pos = ast[name].pos;
        self.declare_local(name, o, pos);
        self.store[o].color = Color::Grey;
        self.path.push(o);
        self.type_decl(o, id);
        self.path.pop();
        self.store[o].color = Color::Black;
    }

    /// Numbers of names and values of a constant specification must agree.
    pub(crate) fn const_arity(
        &mut self,
        names: ast::List<ExprId>,
        ty: Option<ExprId>,
        values: ast::List<ExprId>,
        repeats: Option<ast::DeclId>,
        pos: Pos,
    ) {
        let ast = self.env.ast;
        let names = &ast[names];
        let own = &ast[values];
        let init = match repeats {
            Some(d) => match ast[d].kind {
                ast::DeclKind::Const { values, .. } => ast[values].len(),
                _ => 0,
            },
            None => own.len(),
        };
        let inherited = repeats.is_some() || (ty.is_none() && own.is_empty());
        if init < names.len() {
            let n = names[init];
            let msg = format!("missing init expr for {}", ast.name_of(n));
            self.error(ast[n].pos, "WrongAssignCount", msg);
        } else if init > names.len() {
            if inherited {
                // gc names the place of the surplus expression that is repeated.
                let e = repeats.and_then(|d| match ast[d].kind {
                    ast::DeclKind::Const { values, .. } => ast[values].get(names.len()).copied(),
                    _ => None,
                });
                let at = e.map_or(Pos::NONE, |e| self.pos(e));
                self.error(pos, "WrongAssignCount", format!("extra init expr at \u{0}{}\u{0}", at.0));
            } else {
                let e = own[names.len()];
                let msg = format!("extra init expr {}", self.expr_str(e));
                self.error(self.pos(e), "WrongAssignCount", msg);
            }
        }
    }

    /// Numbers of names and values of a variable specification must agree.
    pub(crate) fn var_arity(&mut self, names: ast::List<ExprId>, values: ast::List<ExprId>, typed: bool) {
        let ast = self.env.ast;
        let (names, values) = (&ast[names], &ast[values]);
        if names.len() == values.len() || (values.is_empty() && typed) {
            return;
        }
        if values.len() == 1 && names.len() > 1 {
            return; // n = f(): checked with the call
        }
        if values.len() < names.len() {
            let n = names[values.len()];
            let msg = format!("missing init expr for {}", ast.name_of(n));
            self.error(ast[n].pos, "WrongAssignCount", msg);
        } else {
            let e = values[names.len()];
            let msg = format!("extra init expr {}", self.expr_str(e));
            self.error(self.pos(e), "WrongAssignCount", msg);
        }
    }

    /// Runs the function literals delayed by the statement being checked.
    pub(crate) fn process_pending_lits(&mut self) {
        if let Some(keep) = self.stmt_mark {
            self.process_delayed(keep);
        }
    }

    /// Checks an expression only for its errors and uses.
    pub(crate) fn use_expr(&mut self, e: ExprId) -> bool {
        let ast = self.env.ast;
        if let ExprKind::KeyValue { value, .. } = ast[e].kind {
            return self.use_expr(value);
        }
        if ast.ident(ast.unparen(e)) == Some(self.store.blank) {
            return true;
        }
        let x = self.raw_expr(TypeId::NONE, e, true);
        x.mode != Mode::Invalid
    }

    /// Checks several expressions only for their errors and uses.
    pub(crate) fn use_exprs(&mut self, list: &[ExprId]) -> bool {
        let mut ok = true;
        for &e in list {
            ok &= self.use_expr(e);
        }
        ok
    }

    /// Like `use_expr` for the left side of an assignment, which is not a use of a variable.
    pub(crate) fn use_lhs(&mut self, e: ExprId) {
        let ast = self.env.ast;
        if let ExprKind::Ident(sym) = ast[ast.unparen(e)].kind {
            if sym == self.store.blank {
                return;
            }
            let o = self.lookup(sym, ast[e].pos);
            if o.is_some() && self.store[o].kind == ObjKind::Var && self.store[o].pkg == self.env.pkg {
                let used = self.store[o].has(ObjFlags::USED);
                self.use_expr(e);
                if !used {
                    self.store[o].clear(ObjFlags::USED);
                }
                return;
            }
        }
        self.use_expr(e);
    }
}

/// Type and values of a constant specification, those of the repeated one included.
pub(crate) fn const_source(ast: &ast::File, id: ast::DeclId) -> (Option<ExprId>, ast::List<ExprId>) {
    let mut id = id;
    loop {
        match ast[id].kind {
            ast::DeclKind::Const { repeats: Some(d), ty: None, values, .. }
                if d != id && values.is_empty() =>
            {
                id = d;
            }
            ast::DeclKind::Const { ty, values, .. } => return (ty, values),
            _ => return (None, ast::List::EMPTY),
        }
    }
}
