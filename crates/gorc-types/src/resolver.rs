//! Collection of a package's objects: the first pass over its files, which declares without checking.

use crate::checker::*;
use crate::ids::*;
use crate::object::*;
use gorc_syntax::ast::{self, ExprKind, File};
use gorc_syntax::unicode::is_printable;
use gorc_syntax::{Diagnostic, Pos, Symbol};

/// The language version that is implemented, `go1.N`.
pub(crate) const NEWEST_MINOR: u32 = 27;
/// Before this version `//go:build` lines did not set one, so that they cannot ask for less.
const OLDEST_FILE_MINOR: u32 = 21;

impl<'a> Checker<'a> {
    /// Declares all package-level objects of a package and its imports.
    pub(crate) fn collect_objects(&mut self, input: &PackageInput<'a, '_>) -> PkgId {
        let blank = self.store.blank;
        let name = input.files.iter().map(|f| f.package_name()).find(|&n| n != blank).unwrap_or(blank);
        let pkg = self.store.new_package(Symbol::intern(input.path), name);
        let p = &mut self.store[pkg];
        p.go_minor = input.go_minor;
        p.is_std = input.is_std;
        p.whole = input.whole;
        let scope = p.scope;
        for &ast in input.files {
            if let Some(clause) = ast.name
                && ast.name_of(clause) == blank
                && (name == blank || input.files[0].package_name() == blank)
            {
                self.error(ast[clause].pos, "BlankPkgName", "invalid package name _");
            }
            let file = FileId(self.files.len() as u32);
            let file_scope = self.store.new_scope(scope);
            self.store.scopes[file_scope.index()].table = Some(Box::default());
            if let (Some(clause), Some(v)) = (ast.name, ast.go_version)
                && v.minor > NEWEST_MINOR
            {
                let message = format!("file requires newer Go version go1.{}", v.minor);
                self.error(ast[clause].pos, "TooNew", message);
            }
            let go_minor = match ast.go_version {
                Some(v) => v.minor.max(OLDEST_FILE_MINOR),
                None => input.go_minor,
            };
            self.files.push(FileState {
                ast,
                info: crate::info::Info::new(ast.expr_count()),
                pkg,
                scope: file_scope,
                go_minor,
                embeds: input.embeds,
                imports: Vec::new(),
            });
            self.store[pkg].files.push(file);
        }
        let files = self.store[pkg].files.clone();
        let mut methods = Vec::new();
        for file in files.iter().copied() {
            self.env = self.file_env(file);
            self.collect_file(file, input, &mut methods);
        }
        self.check_file_scopes(pkg, &files);
        self.associate_methods(&methods);
        pkg
    }

    fn collect_file(&mut self, file: FileId, input: &PackageInput<'a, '_>, methods: &mut Vec<ObjId>) {
        let ast = self.env.ast;
        for &id in &ast[ast.decls] {
            match ast[id].kind {
                ast::DeclKind::Import { name, path } => self.collect_import(file, input, id, name, path),
                ast::DeclKind::Const { names, ty, values, iota: _, repeats } => {
                    let inherited = repeats.is_some();
                    for (i, &name) in ast[names].iter().enumerate() {
                        let kind = DeclKind::Const { decl: id, index: i as u32, inherited };
                        self.declare_package_obj(ObjKind::Const, name, file, kind);
                    }
                    self.const_arity(names, ty, values, repeats, ast[id].pos);
                }
                ast::DeclKind::Var { names, ty, values } => {
                    self.collect_var(file, id, names, ty, values);
                }
                ast::DeclKind::Type { name, alias, .. } => {
                    let o =
                        self.declare_package_obj(ObjKind::TypeName, name, file, DeclKind::Type { decl: id });
                    if alias {
                        self.store[o].set(ObjFlags::ALIAS);
                    }
                }
                ast::DeclKind::Func { recv, name, tparams, body, sig } => {
                    self.collect_func(file, id, recv, name, tparams, body, sig, methods);
                }
            }
        }
    }

    fn collect_var(
        &mut self,
        file: FileId,
        id: ast::DeclId,
        names: ast::List<ast::ExprId>,
        ty: Option<ast::ExprId>,
        values: ast::List<ast::ExprId>,
    ) {
        let ast = self.env.ast;
        let multi = values.len() == 1 && names.len() > 1;
        let mut objs = Vec::new();
        for (i, &name) in ast[names].iter().enumerate() {
            let kind = DeclKind::Var { decl: id, index: i as u32, lhs: None };
            let o = self.declare_package_obj(ObjKind::Var, name, file, kind);
            self.store[self.env.pkg].vars.push(o);
            objs.push(o);
        }
        if multi {
            for &o in &objs {
                let d = self.store[o].decl;
                if let DeclKind::Var { lhs, .. } = &mut self.decls[d.index()].kind {
                    *lhs = Some(objs.clone());
                }
            }
        }
        if ty.is_none() || !values.is_empty() {
            self.var_arity(names, values, ty.is_some());
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn collect_func(
        &mut self,
        file: FileId,
        id: ast::DeclId,
        recv: Option<ast::Field>,
        name: ast::ExprId,
        tparams: ast::List<ast::Field>,
        body: Option<ast::Block>,
        sig: ast::ExprId,
        methods: &mut Vec<ObjId>,
    ) {
        let ast = self.env.ast;
        let sym = ast.name_of(name);
        let pos = ast[name].pos;
        let mut o = Object::new(ObjKind::Func, sym, pos, self.env.pkg, TypeId::NONE);
        o.order = self.order();
        o.decl = self.new_decl(file, DeclKind::Func { decl: id });
        let obj;
        if recv.is_some() {
            if let Some(t) = ast[tparams].first()
                && !self.allow_version(27)
            {
                self.version_error(t.pos, 27, "generic method");
            }
            o.set(ObjFlags::METHOD);
            obj = self.store.new_object(o);
            methods.push(obj);
        } else {
            o.set(ObjFlags::PACKAGE_LEVEL);
            let is_init = sym == self.syms.init;
            let is_main = sym == self.syms.main && self.store[self.env.pkg].name == self.syms.main;
            if is_init || is_main {
                self.check_special_func(sym, tparams, sig, body, pos);
            } else if let Some(t) = ast[tparams].first()
                && !self.allow_version(18)
            {
                self.version_error(t.pos, 18, "type parameter");
            }
            obj = self.store.new_object(o);
            if is_init || sym == self.store.blank {
                self.store[obj].parent = self.store[self.env.pkg].scope;
            } else {
                self.declare_in_package(obj);
            }
        }
        self.record_object(name, obj);
        self.store[self.env.pkg].funcs.push(obj);
    }

    /// `init` and `main` take and return nothing.
    fn check_special_func(
        &mut self,
        sym: Symbol,
        tparams: ast::List<ast::Field>,
        sig: ast::ExprId,
        body: Option<ast::Block>,
        pos: Pos,
    ) {
        let ast = self.env.ast;
        if let Some(t) = ast[tparams].first() {
            self.soft_error(t.pos, "InvalidInitSig", format!("func {sym} must have no type parameters"));
        }
        if let ExprKind::FuncType { params, results, .. } = ast[sig].kind
            && (!params.is_empty() || !results.is_empty())
        {
            self.soft_error(
                pos,
                "InvalidInitDecl",
                format!("func {sym} must have no arguments and no return values"),
            );
        }
        if sym == self.syms.init && body.is_none() {
            self.soft_error(pos, "MissingInitBody", "func init must have a body");
        }
    }

    fn order(&mut self) -> u32 {
        self.next_order += 1;
        self.next_order
    }

    fn new_decl(&mut self, file: FileId, kind: DeclKind) -> DeclId {
        self.decls.push(DeclInfo { file, kind, deps: Vec::new() });
        DeclId(self.decls.len() as u32 - 1)
    }

    fn declare_package_obj(&mut self, kind: ObjKind, name: ast::ExprId, file: FileId, d: DeclKind) -> ObjId {
        let ast = self.env.ast;
        let sym = ast.name_of(name);
        let mut o = Object::new(kind, sym, ast[name].pos, self.env.pkg, TypeId::NONE);
        o.order = self.order();
        o.decl = self.new_decl(file, d);
        o.set(ObjFlags::PACKAGE_LEVEL);
        let obj = self.store.new_object(o);
        self.record_object(name, obj);
        self.declare_in_package(obj);
        obj
    }

    fn declare_in_package(&mut self, obj: ObjId) {
        let (name, pos) = (self.store[obj].name, self.store[obj].pos);
        let scope = self.store[self.env.pkg].scope;
        self.store[obj].parent = scope;
        if name == self.syms.init {
            self.error(pos, "InvalidInitDecl", "cannot declare init - must be func");
            self.forget(obj);
            return;
        }
        if name == self.syms.main
            && self.store[self.env.pkg].name == self.syms.main
            && self.store[obj].kind != ObjKind::Func
        {
            self.error(pos, "InvalidMainDecl", "cannot declare main - must be func");
            self.forget(obj);
            return;
        }
        if name == self.store.blank {
            return;
        }
        let other = self.store.scope_insert(scope, obj);
        if other.is_some() {
            self.redeclared(obj, other);
        }
    }

    /// Leaves an object that cannot be declared unchecked.
    fn forget(&mut self, obj: ObjId) {
        self.store[obj].ty = TypeId::INVALID;
        self.store[obj].color = Color::Black;
    }

    fn collect_import(
        &mut self,
        file: FileId,
        input: &PackageInput<'a, '_>,
        id: ast::DeclId,
        name: Option<ast::ExprId>,
        path: ast::ExprId,
    ) {
        let ast = self.env.ast;
        let ExprKind::BasicLit { text, bad, .. } = ast[path].kind else { return };
        if bad {
            return;
        }
        let _ = text;
        let path_str = &match ast.string_literal(path) {
            Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            None => return,
        };
        let pos = ast[path].pos;
        if let Some(why) = invalid_import_path(path_str) {
            self.error(pos, "BadImportPath", format!("invalid import path ({why})"));
            return;
        }
        let target =
            if path_str == "unsafe" { Some(self.store.unsafe_pkg) } else { (input.import)(path_str) };
        let Some(target) = target else {
            let why = unusual_import_path(path_str).map(|why| format!(" ({why})")).unwrap_or_default();
            self.error(pos, "BrokenImport", format!("could not import {path_str}{why}"));
            self.declare_broken_import(ast, name, path_str, pos);
            return;
        };
        let local = name.map_or(self.store[target].name, |n| ast.name_of(n));
        let at = name.map_or(pos, |n| ast[n].pos);
        if !self.store[self.env.pkg].imports.contains(&target) {
            self.store[self.env.pkg].imports.push(target);
        }
        if local == self.syms.init {
            self.import_as_init(at);
            return;
        }
        let dot = local.as_str() == ".";
        if dot {
            self.dot_import(target, ast[id].pos);
        }
        if local == self.store.blank {
            return;
        }
        let mut obj = ObjId::NONE;
        if !dot {
            let mut o = Object::new(ObjKind::PkgName, local, at, self.env.pkg, TypeId::INVALID);
            o.data = target.0;
            obj = self.store.new_object(o);
            if let Some(n) = name {
                self.record_object(n, obj);
            }
            let other = self.store.scope_insert(self.env.scope, obj);
            if other.is_some() {
                self.redeclared(obj, other);
            }
        }
        let import = ImportUse { obj, pkg: target, pos: at, dot, used: false };
        self.files[file.index()].imports.push(import);
    }

    fn import_as_init(&mut self, pos: Pos) {
        self.error(pos, "InvalidInitDecl", "cannot import package as init - init must be a func");
    }

    /// Declares the name of a package that could not be imported, so that its uses give no further errors.
    fn declare_broken_import(&mut self, ast: &File, name: Option<ast::ExprId>, path: &str, pos: Pos) {
        let base = path.rsplit('/').next().unwrap_or(path);
        let local = name.map_or(Symbol::intern(base), |n| ast.name_of(n));
        if local == self.syms.init {
            self.import_as_init(name.map_or(pos, |n| ast[n].pos));
        }
        if local == self.store.blank || local.as_str() == "." || local == self.syms.init {
            return;
        }
        let mut o = Object::new(ObjKind::PkgName, local, pos, self.env.pkg, TypeId::INVALID);
        o.set(ObjFlags::BAD | ObjFlags::USED);
        let obj = self.store.new_object(o);
        self.store.scope_insert(self.env.scope, obj);
    }

    fn dot_import(&mut self, target: PkgId, _pos: Pos) {
        let scope = self.store[target].scope;
        let objs: Vec<ObjId> = self.store.scope_objects(scope).collect();
        for o in objs {
            let name = self.store[o].name;
            if !is_exported(name) {
                continue;
            }
            let file_scope = &mut self.store.scopes[self.env.scope.index()];
            if let Some(table) = &mut file_scope.table {
                table.entry(name).or_insert(o);
            }
        }
    }

    /// Names of a file's imports must not clash with the package's own.
    fn check_file_scopes(&mut self, pkg: PkgId, files: &[FileId]) {
        let pkg_scope = self.store[pkg].scope;
        for &file in files {
            let scope = self.files[file.index()].scope;
            let entries: Vec<(Symbol, ObjId)> = match &self.store.scopes[scope.index()].table {
                Some(t) => t.iter().map(|(&n, &o)| (n, o)).collect(),
                None => Vec::new(),
            };
            for (name, o) in entries {
                let alt = self.store.scope_get(pkg_scope, name);
                if alt.is_none() {
                    continue;
                }
                self.env.pkg = pkg;
                let (at, opos) = (self.store[alt].pos, self.store[o].pos);
                let d = if self.store[o].kind == ObjKind::PkgName {
                    let path = self.store[PkgId(self.store[o].data)].path;
                    Diagnostic::error(
                        at,
                        "DuplicateDecl",
                        format!(
                            "{name} already declared through import of package {} (\"{path}\")",
                            self.store[PkgId(self.store[o].data)].name
                        ),
                    )
                    .with_note(opos, format!("other declaration of {name}"))
                } else {
                    let from = self.store[o].pkg;
                    let path = self.store[from].path;
                    let import = self.files[file.index()].imports.iter().find(|i| i.dot && i.pkg == from);
                    // The standard library's own source is not where gc's is.
                    let import = import.filter(|_| self.store[from].is_std);
                    let import_pos = import.map_or(opos, |i| i.pos);
                    Diagnostic::error(
                        at,
                        "DuplicateDecl",
                        format!(
                            "{name} already declared through dot-import of package {} (\"{path}\")",
                            self.store[from].name
                        ),
                    )
                    .with_note(import_pos, format!("other declaration of {name}"))
                };
                self.report(d);
            }
        }
    }

    /// Attaches methods to the type names they are declared for.
    fn associate_methods(&mut self, methods: &[ObjId]) {
        for &m in methods {
            let info = &self.decls[self.store[m].decl.index()];
            let (file, DeclKind::Func { decl }) = (info.file, info.kind.clone()) else { continue };
            self.env = self.file_env(file);
            let ast = self.env.ast;
            let ast::DeclKind::Func { recv: Some(recv), .. } = ast[decl].kind else { continue };
            let (ptr, base) = receiver_base(ast, recv.ty);
            if ptr {
                self.store[m].set(ObjFlags::PTR_RECV);
            }
            let Some(base) = base else { continue };
            if let Some(base) = self.resolve_base(ptr, base, m) {
                self.pending_methods.entry(base).or_default().push(m);
            }
        }
    }

    /// The declared (non-alias) type name a receiver's base denotes, following aliases declared in this package.
    fn resolve_base(&mut self, ptr: bool, mut base: ast::ExprId, m: ObjId) -> Option<ObjId> {
        let mut ptr = ptr;
        let mut seen = Vec::new();
        loop {
            let ast = self.env.ast;
            let sym = ast.ident(base)?;
            let scope = self.store[self.env.pkg].scope;
            let o = self.store.scope_get(scope, sym);
            if o.is_none() || self.store[o].kind != ObjKind::TypeName || seen.contains(&o) {
                return None;
            }
            let info = &self.decls[self.store[o].decl.index()];
            let DeclKind::Type { decl } = info.kind else { return None };
            if !self.store[o].has(ObjFlags::ALIAS) {
                return Some(o);
            }
            seen.push(o);
            self.env = self.file_env(info.file);
            let ast::DeclKind::Type { ty, tparams, .. } = self.env.ast[decl].kind else { return None };
            // Neither generic aliases nor aliases of instances have methods.
            let plain = |e: ast::ExprId| !matches!(self.env.ast[e].kind, ExprKind::Index { .. });
            let pointee = match self.env.ast[self.env.ast.unparen(ty)].kind {
                ExprKind::Star { x } => x,
                _ => ty,
            };
            if !tparams.is_empty() || !plain(self.env.ast.unparen(pointee)) {
                return None;
            }
            let (p, b) = receiver_base(self.env.ast, ty);
            if p {
                if ptr {
                    return None;
                }
                ptr = true;
                self.store[m].set(ObjFlags::PTR_RECV);
            }
            base = b?;
        }
    }
}

/// Why a path cannot be an import path at all.
pub fn invalid_import_path(path: &str) -> Option<String> {
    if path.is_empty() {
        return Some("empty string".into());
    }
    let bad =
        |c: char| c.is_whitespace() || !is_printable(c) || "!\"#$%&'()*,:;<=>?[\\]^{|}`\u{FFFD}".contains(c);
    let c = path.chars().find(|&c| bad(c))?;
    let shown = if is_printable(c) { format!(" '{c}'") } else { String::new() };
    Some(format!("invalid character U+{:04X}{shown}", u32::from(c)))
}

/// Why a path that is valid still names no package: it is absolute, or not in its shortest form.
pub fn unusual_import_path(path: &str) -> Option<String> {
    if path.starts_with('/') {
        return Some("import path cannot be absolute path".into());
    }
    if path.starts_with("./") || path.starts_with("../") {
        return None;
    }
    let clean = clean_path(path);
    (clean != path).then(|| format!("non-canonical import path \"{path}\" (should be \"{clean}\")"))
}

/// The shortest equivalent of a relative slash-separated path.
fn clean_path(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|&p| p != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    if parts.is_empty() { ".".into() } else { parts.join("/") }
}

/// Whether a receiver type expression is a pointer, and its base type identifier.
pub(crate) fn receiver_base(ast: &File, ty: ast::ExprId) -> (bool, Option<ast::ExprId>) {
    let mut e = ast.unparen(ty);
    let mut ptr = false;
    if let ExprKind::Star { x } = ast[e].kind {
        ptr = true;
        e = ast.unparen(x);
    }
    if let ExprKind::Index { x, .. } = ast[e].kind {
        e = ast.unparen(x);
    }
    (ptr, matches!(ast[e].kind, ExprKind::Ident(_)).then_some(e))
}
