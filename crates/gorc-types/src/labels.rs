//! Labels and the branch statements that use them, one pass per function body.
//!
//! A `goto` may jump backwards to any label of an enclosing block, and forwards to a label of an enclosing block unless a variable is declared
//! in between. `forward` jumps wait for their label; what is left over at the end jumps into a block or nowhere.

use crate::checker::*;
use gorc_syntax::ast::{Block, BranchKind, ExprId, List, StmtId, StmtKind};
use gorc_syntax::{Diagnostic, Pos, Symbol};

/// A label of the function.
struct Label {
    name: Symbol,
    pos: Pos,
    used: bool,
}

/// A labelled statement that encloses the present place.
#[derive(Clone, Copy)]
struct Enclosing {
    name: Symbol,
    is_loop: bool,
    breakable: bool,
}

/// A `goto` waiting for its label.
#[derive(Clone, Copy)]
struct Jump {
    name: Symbol,
    pos: Pos,
    /// Declaration of a variable jumped over so far, in the block in which the label is to be found.
    over: Option<Pos>,
}

struct LabelPass<'c, 'a> {
    checker: &'c mut Checker<'a>,
    labels: Vec<Label>,
}

impl<'a> Checker<'a> {
    /// Checks the labels of a function body.
    pub(crate) fn check_labels(&mut self, body: Block) {
        let ast = self.env.ast;
        // Most functions have no labels.
        if !has_labels(ast, body.stmts, 0) {
            return;
        }
        let mut pass = LabelPass { checker: self, labels: Vec::new() };
        pass.declare(body.stmts);
        let left = pass.block(body.stmts, &mut Vec::new(), &mut Vec::new());
        for j in left {
            let known = pass.labels.iter().position(|l| l.name == j.name);
            match known {
                Some(i) => {
                    pass.labels[i].used = true;
                    let at = pass.labels[i].pos;
                    let d = Diagnostic::error(
                        j.pos,
                        "JumpIntoBlock",
                        format!("goto {} jumps into block", j.name),
                    );
                    let _ = at;
                    pass.checker.report(d);
                }
                None => {
                    pass.checker.error(j.pos, "UndeclaredLabel", format!("label {} not defined", j.name));
                }
            }
        }
        let labels = pass.labels;
        for l in labels {
            if !l.used {
                self.soft_error(l.pos, "UnusedLabel", format!("label {} defined and not used", l.name));
            }
        }
    }
}

/// Blocks directly inside a statement, with whether it is a loop or can be left by `break`.
fn sub_blocks(ast: &gorc_syntax::File, id: StmtId, out: &mut Vec<List<StmtId>>, singles: &mut Vec<StmtId>) {
    match ast[id].kind {
        StmtKind::Block(b) => out.push(b.stmts),
        StmtKind::If { then, otherwise, .. } => {
            out.push(then.stmts);
            singles.extend(otherwise);
        }
        StmtKind::Switch { clauses, .. } | StmtKind::TypeSwitch { clauses, .. } => {
            out.extend(ast[clauses].iter().map(|c| c.body));
        }
        StmtKind::Select { clauses, .. } => out.extend(ast[clauses].iter().map(|c| c.body)),
        StmtKind::For { body, .. } | StmtKind::Range { body, .. } => out.push(body.stmts),
        _ => {}
    }
}

fn has_labels(ast: &gorc_syntax::File, list: List<StmtId>, depth: u32) -> bool {
    if depth > 500 {
        return false;
    }
    ast[list].iter().any(|&s| stmt_has_labels(ast, s, depth))
}

fn stmt_has_labels(ast: &gorc_syntax::File, s: StmtId, depth: u32) -> bool {
    match ast[s].kind {
        StmtKind::Labeled { .. } | StmtKind::Branch { label: Some(_), .. } => true,
        StmtKind::Block(_)
        | StmtKind::If { .. }
        | StmtKind::Switch { .. }
        | StmtKind::TypeSwitch { .. }
        | StmtKind::Select { .. }
        | StmtKind::For { .. }
        | StmtKind::Range { .. } => {
            let (mut blocks, mut singles) = (Vec::new(), Vec::new());
            sub_blocks(ast, s, &mut blocks, &mut singles);
            blocks.into_iter().any(|b| has_labels(ast, b, depth + 1))
                || singles.into_iter().any(|s| stmt_has_labels(ast, s, depth + 1))
        }
        _ => false,
    }
}

impl LabelPass<'_, '_> {
    /// Collects all labels of the function, reporting duplicates.
    fn declare(&mut self, list: List<StmtId>) {
        let ast = self.checker.env.ast;
        let mut work: Vec<StmtId> = ast[list].iter().rev().copied().collect();
        while let Some(s) = work.pop() {
            if let StmtKind::Labeled { label, stmt, .. } = ast[s].kind {
                self.declare_label(label);
                work.push(stmt);
                continue;
            }
            let (mut blocks, mut singles) = (Vec::new(), Vec::new());
            sub_blocks(ast, s, &mut blocks, &mut singles);
            singles.reverse();
            work.extend(singles);
            for b in blocks.into_iter().rev() {
                work.extend(ast[b].iter().rev());
            }
        }
    }

    fn declare_label(&mut self, label: ExprId) {
        let ast = self.checker.env.ast;
        let (name, pos) = (ast.name_of(label), ast[label].pos);
        if name == self.checker.store.blank {
            return;
        }
        if let Some(other) = self.labels.iter().find(|l| l.name == name) {
            let d = Diagnostic::error(pos, "DuplicateLabel", format!("label {name} already declared"))
                .with_note(other.pos, format!("other declaration of {name}"));
            self.checker.report(d);
            return;
        }
        self.labels.push(Label { name, pos, used: false });
    }

    fn mark(&mut self, name: Symbol) {
        if let Some(l) = self.labels.iter_mut().find(|l| l.name == name) {
            l.used = true;
        }
    }

    /// Checks a block; the jumps that still wait for their label. `visible` are the labels already passed in enclosing blocks.
    fn block(
        &mut self,
        list: List<StmtId>,
        enclosing: &mut Vec<Enclosing>,
        visible: &mut Vec<Symbol>,
    ) -> Vec<Jump> {
        let ast = self.checker.env.ast;
        let mark = visible.len();
        let mut waiting: Vec<Jump> = Vec::new();
        if enclosing.len() + visible.len() > 2_000 {
            return waiting;
        }
        for &s in &ast[list] {
            self.stmt(s, None, enclosing, visible, &mut waiting);
        }
        visible.truncate(mark);
        // A variable jumped over inside this block does not matter to a label outside it.
        for j in &mut waiting {
            j.over = None;
        }
        waiting
    }

    fn stmt(
        &mut self,
        s: StmtId,
        label: Option<Symbol>,
        enclosing: &mut Vec<Enclosing>,
        visible: &mut Vec<Symbol>,
        waiting: &mut Vec<Jump>,
    ) {
        let ast = self.checker.env.ast;
        match ast[s].kind {
            StmtKind::Decl(list) => {
                for &d in &ast[list] {
                    if matches!(ast[d].kind, gorc_syntax::ast::DeclKind::Var { .. }) {
                        note_var(waiting, ast[d].pos);
                    }
                }
            }
            StmtKind::Define { lhs, .. } => {
                let pos = ast[lhs].first().map_or(ast[s].pos, |&e| ast[e].pos);
                note_var(waiting, pos);
            }
            StmtKind::Labeled { label, stmt, .. } => {
                let name = ast.name_of(label);
                self.arrive(name, ast[label].pos, waiting);
                visible.push(name);
                self.stmt(stmt, Some(name), enclosing, visible, waiting);
            }
            StmtKind::Branch { kind, label: Some(l) } => self.branch(kind, l, enclosing, visible, waiting),
            _ => {
                let (mut blocks, mut singles) = (Vec::new(), Vec::new());
                sub_blocks(ast, s, &mut blocks, &mut singles);
                let is_loop = matches!(ast[s].kind, StmtKind::For { .. } | StmtKind::Range { .. });
                let breakable = is_loop
                    || matches!(
                        ast[s].kind,
                        StmtKind::Switch { .. } | StmtKind::TypeSwitch { .. } | StmtKind::Select { .. }
                    );
                if let Some(name) = label {
                    enclosing.push(Enclosing { name, is_loop, breakable });
                }
                for b in blocks {
                    let left = self.block(b, enclosing, visible);
                    waiting.extend(left);
                }
                for s in singles {
                    let n = visible.len();
                    self.stmt(s, None, enclosing, visible, waiting);
                    visible.truncate(n);
                }
                if label.is_some() {
                    enclosing.pop();
                }
            }
        }
    }

    /// The label's place: jumps waiting for it have arrived.
    fn arrive(&mut self, name: Symbol, _pos: Pos, waiting: &mut Vec<Jump>) {
        let mut arrived = false;
        let jumps = std::mem::take(waiting);
        for j in jumps {
            if j.name != name {
                waiting.push(j);
                continue;
            }
            arrived = true;
            if let Some(over) = j.over {
                self.checker.error(
                    j.pos,
                    "JumpOverDecl",
                    format!("goto {name} jumps over variable declaration at line \u{0}L{}\u{0}", over.0),
                );
            }
        }
        if arrived {
            self.mark(name);
        }
    }

    fn branch(
        &mut self,
        kind: BranchKind,
        label: ExprId,
        enclosing: &[Enclosing],
        visible: &[Symbol],
        waiting: &mut Vec<Jump>,
    ) {
        let ast = self.checker.env.ast;
        let (name, pos) = (ast.name_of(label), ast[label].pos);
        if kind == BranchKind::Goto {
            if visible.contains(&name) {
                self.mark(name);
            } else {
                waiting.push(Jump { name, pos, over: None });
            }
            return;
        }
        let Some(_) = self.labels.iter().find(|l| l.name == name) else {
            let what = match kind {
                BranchKind::Break => "break",
                _ => "continue",
            };
            self.checker.error(pos, "UndeclaredLabel", format!("{what} label not defined: {name}"));
            return;
        };
        self.mark(name);
        let target = enclosing.iter().rev().find(|e| e.name == name);
        let ok = match kind {
            BranchKind::Break => target.is_some_and(|t| t.breakable),
            _ => target.is_some_and(|t| t.is_loop),
        };
        if !ok {
            let what = if kind == BranchKind::Break { "break" } else { "continue" };
            self.checker.error(pos, "MisplacedLabel", format!("invalid {what} label {name}"));
        }
    }
}

/// A variable is declared: all waiting jumps jump over it.
fn note_var(waiting: &mut [Jump], pos: Pos) {
    for j in waiting {
        if j.over.is_none() {
            j.over = Some(pos);
        }
    }
}
