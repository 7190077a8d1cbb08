//! `//go:` directives: what they say about declarations. gc looks at that only when there are no other errors; those that a program may
//! not use at all are found when files are read (`gorc_syntax::restricted`).

use crate::checker::*;
use crate::ids::*;
use crate::object::*;
use gorc_syntax::ast::{self, DeclKind, StmtKind};
use gorc_syntax::embed::imports_embed;
use gorc_syntax::{Pos, Symbol};
use rustc_hash::FxHashSet;

impl<'a> Checker<'a> {
    /// Reports directives that do not fit what they are about.
    pub(crate) fn check_directive_targets(&mut self, pkg: PkgId) {
        for file in self.store[pkg].files.clone() {
            self.env = self.file_env(file);
            let ast = self.env.ast;
            for d in &ast[ast.misplaced] {
                self.error(d.pos, "", d.misplaced());
            }
            for &decl in &ast[ast.decls] {
                match ast[decl].kind {
                    DeclKind::Func { name, body, .. } => self.func_directives(decl, name, body.is_some()),
                    DeclKind::Var { .. } => self.embed_directives(decl, false),
                    _ => {}
                }
            }
            for i in 0..ast.stmt_count() {
                if let StmtKind::Decl(decls) = ast[ast::StmtId::from_index(i)].kind {
                    ast[decls].iter().for_each(|&decl| self.embed_directives(decl, true));
                }
            }
            self.linknames(pkg);
        }
    }

    fn func_directives(&mut self, decl: ast::DeclId, name: ast::ExprId, has_body: bool) {
        let ast = self.env.ast;
        let found = &ast[ast[decl].directives];
        let has = |name: &str| found.iter().any(|d| d.name.as_str() == name);
        let pos = ast[name].pos;
        if has("go:noescape") && has_body {
            self.error(pos, "", "can only use //go:noescape with external func implementations");
        }
        if has("go:nosplit") && has("go:systemstack") && has_body {
            self.error(pos, "", "go:nosplit and go:systemstack cannot be combined");
        }
        if has("go:uintptrkeepalive") && !has("go:nosplit") && has_body {
            self.error(pos, "", "go:uintptrkeepalive requires go:nosplit");
        }
    }

    /// `//go:embed` needs the package `embed` and one package-level variable without initialiser.
    fn embed_directives(&mut self, decl: ast::DeclId, local: bool) {
        let ast = self.env.ast;
        let DeclKind::Var { names, ty, values } = ast[decl].kind else { return };
        let Some(d) = ast[ast[decl].directives].iter().find(|d| d.is_embed()) else {
            return;
        };
        let what = if !imports_embed(ast) {
            "requires import \"embed\" (or import _ \"embed\", if package is not used)"
        } else if names.len() > 1 {
            "cannot apply to multiple vars"
        } else if !values.is_empty() {
            "cannot apply to var with initializer"
        } else if ty.is_none() {
            "cannot apply to var without type"
        } else if local {
            "cannot apply to var inside func"
        } else if !self.allow_version(16) {
            return self.version_error(d.pos, 16, "go:embed");
        } else {
            return;
        };
        self.error(d.pos, "MisplacedEmbed", format!("go:embed {what}"));
    }

    /// `//go:linkname local remote` names a function or variable of the package, once.
    fn linknames(&mut self, pkg: PkgId) {
        let ast = self.env.ast;
        let scope = self.store[pkg].scope;
        let mut seen: FxHashSet<Symbol> = FxHashSet::default();
        let linkname = self.syms.linkname;
        let imports = |wanted: &[u8]| {
            ast.imports().any(|(_, _, path)| ast.string_literal(path).as_deref() == Some(wanted))
        };
        for d in ast[ast.directives].iter().filter(|d| d.name == linkname) {
            let mut words = d.args.as_str().split_whitespace();
            let Some(local) = words.next() else { continue };
            if !imports(b"unsafe") {
                let message = "//go:linkname only allowed in Go files that import \"unsafe\"";
                self.error(d.pos, "", message);
                continue;
            }
            if words.next().is_some_and(|remote| remote.contains('[') && remote.contains(']')) {
                self.error(d.pos, "", "//go:linkname reference of an instantiation is not allowed");
                continue;
            }
            let local = Symbol::intern(local);
            let o = self.store.scope_get(scope, local);
            if o.is_none() || !matches!(self.store[o].kind, ObjKind::Func | ObjKind::Var) {
                if self.allow_version(18) {
                    self.error(d.pos, "", "//go:linkname must refer to declared function or variable");
                }
            } else if !seen.insert(local) {
                self.error(d.pos, "", format!("duplicate //go:linkname for {local}"));
            }
        }
    }

    /// Reports functions without body.
    pub(crate) fn report_missing_bodies(&mut self, missing: Vec<Pos>) {
        for pos in missing {
            self.error(pos, "MissingBody", "missing function body");
        }
    }
}
