//! What is found out about a body before it is lowered: defers and where they run, labels, range-over-func statements and the variables
//! they share, variables whose address a method call takes.

use gorc_syntax::ast::{self, ExprId, StmtId, StmtKind};
use gorc_syntax::{File, Pos};
use gorc_types::{ObjFlags, ObjId, SelectionKind};

use rustc_hash::FxHashSet;

use super::body::Lower;
use super::walk::{self, Visitor};
use crate::types::TyKind;

/// What a prepass over a body finds out.
#[derive(Default)]
struct Facts {
    has_defer: bool,
    defers: usize,
    returns: usize,
    defer_in_loop: bool,
    range_funcs: Vec<StmtId>,
}

impl Facts {
    /// Does gc call `deferreturn` at one place, the closing brace? Else it does at each `return`.
    fn shares_exit(&self) -> bool {
        self.defer_in_loop || self.defers > 8 || self.returns * self.defers > 15
    }
}

/// Finds `defer` statements outside of function literals.
struct DeferFinder(bool);

impl Visitor for DeferFinder {
    fn expr(&mut self, ast: &File, e: ExprId) -> bool {
        !matches!(ast[e].kind, ast::ExprKind::FuncLit { .. })
    }
    fn stmt(&mut self, ast: &File, s: StmtId) -> bool {
        self.0 |= matches!(ast[s].kind, StmtKind::Defer { .. });
        !self.0
    }
}

struct FactFinder<'x, 'p, 'c, 'a> {
    lower: &'x mut Lower<'p, 'c, 'a>,
    facts: Facts,
    /// Where the last loop ends that stands in no other.
    loop_end: Pos,
}

impl Visitor for FactFinder<'_, '_, '_, '_> {
    fn expr(&mut self, ast: &File, e: ExprId) -> bool {
        !matches!(ast[e].kind, ast::ExprKind::FuncLit { .. })
    }
    fn stmt(&mut self, ast: &File, s: StmtId) -> bool {
        match ast[s].kind {
            StmtKind::Defer { .. } => {
                self.facts.has_defer = true;
                self.facts.defers += 1;
            }
            StmtKind::Return { .. } => self.facts.returns += 1,
            StmtKind::Labeled { label, .. } => {
                self.lower.own_labels.insert(ast.name_of(label));
            }
            StmtKind::Branch { kind: ast::BranchKind::Goto, label: Some(label) } => {
                self.lower.goto_labels.insert(ast.name_of(label));
            }
            StmtKind::Range { x, .. } => {
                let ty = self.lower.ety(x);
                if matches!(self.lower.p.ukind(ty), TyKind::Func(_)) {
                    self.facts.range_funcs.push(s);
                }
            }
            _ => {}
        }
        if let StmtKind::For { body, .. } | StmtKind::Range { body, .. } = ast[s].kind
            && !self.facts.defer_in_loop
            && body.rbrace > self.loop_end
        {
            self.loop_end = body.rbrace;
            let mut finder = DeferFinder(false);
            walk::block(ast, body, &mut finder);
            self.facts.defer_in_loop = finder.0;
        }
        true
    }
}

struct IdentFinder<'x, 'p, 'c, 'a> {
    lower: &'x Lower<'p, 'c, 'a>,
    found: Vec<ObjId>,
    seen: FxHashSet<ObjId>,
}

impl Visitor for IdentFinder<'_, '_, '_, '_> {
    fn expr(&mut self, ast: &File, e: ExprId) -> bool {
        if let ast::ExprKind::Ident(_) = ast[e].kind {
            let o = self.lower.p.c.info(self.lower.file).object(e);
            if o.is_some() && self.seen.insert(o) {
                self.found.push(o);
            }
        }
        true
    }
}

/// Finds variables whose address a call of a pointer method takes, in function literals too.
struct AddrFinder<'x, 'p, 'c, 'a> {
    lower: &'x mut Lower<'p, 'c, 'a>,
}

impl Visitor for AddrFinder<'_, '_, '_, '_> {
    fn expr(&mut self, ast: &File, e: ExprId) -> bool {
        let ast::ExprKind::Selector { x, .. } = ast[e].kind else { return true };
        let l = &mut *self.lower;
        let Some(s) = l.p.c.info(l.file).selection(e).cloned() else { return true };
        if s.kind != SelectionKind::Method || s.indirect {
            return true;
        }
        let Some((m, recv)) = l.found_method(&s, true) else { return true };
        let recv = l.p.ty(recv);
        if l.p.c.store[m.obj].has(ObjFlags::PTR_RECV) && l.p.pointee(recv).is_none() {
            l.mark_address_taken(x);
        }
        true
    }
}

impl Lower<'_, '_, '_> {
    /// Notes that the address of the variable at the root of an addressable expression is taken.
    fn mark_address_taken(&mut self, mut e: ExprId) {
        loop {
            match self.ast[e].kind {
                ast::ExprKind::Paren { x, .. } => e = x,
                ast::ExprKind::Ident(_) => {
                    let obj = self.object(e);
                    self.p.addr_taken.insert(obj);
                    return;
                }
                ast::ExprKind::Selector { x, .. } => match self.p.c.info(self.file).selection(e) {
                    Some(s) if !s.indirect => e = x,
                    _ => return,
                },
                ast::ExprKind::Index { x, .. } => {
                    let ty = self.ety(x);
                    if !matches!(self.p.ukind(ty), TyKind::Array(..)) {
                        return;
                    }
                    e = x;
                }
                _ => return,
            }
        }
    }

    /// Finds defers and range-over-func statements, and the variables the latter share.
    pub(super) fn prescan(&mut self, body: ast::Block) {
        let ast = self.ast;
        if !self.nested || self.name.contains(".init.func") {
            walk::block(ast, body, &mut AddrFinder { lower: self });
        }
        let mut finder = FactFinder { lower: self, facts: Facts::default(), loop_end: body.lbrace };
        walk::block(ast, body, &mut finder);
        let facts = finder.facts;
        self.has_defer = facts.has_defer && self.range_body.is_none();
        self.long_lived = self.find_long_lived(self.file, body);
        self.shared_exit = facts.shares_exit().then_some(body.rbrace);
        for s in facts.range_funcs {
            let StmtKind::Range { body, define, lhs, .. } = ast[s].kind else { continue };
            let mut found = self.idents_of(body);
            if !define {
                let mut finder = IdentFinder { lower: self, found: Vec::new(), seen: FxHashSet::default() };
                for &e in &ast[lhs] {
                    walk::expr(ast, e, &mut finder);
                }
                found.extend(finder.found);
            }
            self.range_recovers |= found.iter().any(|&o| self.p.c.store[o].name.as_str() == "recover");
            self.shared.extend(found);
        }
    }

    /// The objects that identifiers in a block denote, in order of appearance.
    pub fn idents_of(&self, body: ast::Block) -> Vec<ObjId> {
        let mut finder = IdentFinder { lower: self, found: Vec::new(), seen: FxHashSet::default() };
        walk::block(self.ast, body, &mut finder);
        finder.found
    }

    /// The objects that identifiers in an expression denote.
    pub fn idents_in(&self, e: ExprId) -> Vec<ObjId> {
        let mut finder = IdentFinder { lower: self, found: Vec::new(), seen: FxHashSet::default() };
        walk::expr(self.ast, e, &mut finder);
        finder.found
    }

    /// The prepass for the body of a range-over-func statement.
    pub fn scan_range_body(&mut self, body: ast::Block) {
        self.prescan(body);
        let own = self.own_labels.clone();
        if let Some(r) = &mut self.range_body {
            r.own_labels = own;
        }
    }
}
