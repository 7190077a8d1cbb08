//! Labels and branch statements of one function: which labels exist, are used, and can be reached.
//!
//! This needs no types, only the tree, and like in gc it is part of parsing: a function body without syntax errors is
//! checked as soon as it has been read. Function literals inside are functions of their own and are not entered.

use std::collections::HashMap;

use crate::ast::{Block, BranchKind, DeclKind, ExprId, File, List, StmtId, StmtKind};
use crate::diag::place;
use crate::print;
use crate::source::Pos;
use crate::symbol::Symbol;

/// Checks the body of one function; returns positions and messages in the order gc finds them.
pub(crate) fn check_branches(file: &File, body: &Block) -> Vec<(Pos, String)> {
    let mut checker =
        Checker { file, labels: HashMap::new(), order: Vec::new(), blocks: Vec::new(), errors: Vec::new() };
    let left = checker.block(None, None, body.lbrace, body.stmts, Context::default());
    for (name, pos) in left {
        match checker.labels.get_mut(&name) {
            Some(label) => {
                label.used = true;
                let start = place(checker.blocks[label.block].start);
                checker.errors.push((pos, format!("goto {name} jumps into block starting at {start}")));
            }
            None => checker.errors.push((pos, format!("label {name} not defined"))),
        }
    }
    for name in &checker.order {
        if let Some(label) = checker.labels.get(name)
            && !label.used
        {
            checker.errors.push((label.pos, format!("label {name} defined and not used")));
        }
    }
    checker.errors
}

struct Label {
    pos: Pos,
    /// The index of the block that declares it.
    block: usize,
    used: bool,
}

/// A block around the current statement, or one that has been.
struct BlockInfo {
    parent: Option<usize>,
    start: Pos,
    /// The place of the label of the statement whose body this is, and what may be done with it.
    label: Option<(Pos, Target)>,
}

/// The kind of a labelled statement.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Loop,
    /// `switch` or `select`
    Switch,
    Other,
}

/// What unlabelled branch statements refer to.
#[derive(Clone, Copy, Default)]
struct Context {
    breaks: bool,
    continues: bool,
    switch: Option<Clause>,
}

/// The switch clause whose statement list is the current one.
#[derive(Clone, Copy)]
struct Clause {
    type_switch: bool,
    /// The statement list is directly that of the clause.
    direct: bool,
    last: bool,
}

/// A goto whose label has not been seen: the label and its position.
type Forward = (Symbol, Pos);

/// The state of one statement list.
#[derive(Default)]
struct ListState {
    forward: Vec<Forward>,
    /// The last variable declaration: where it is and what messages call it; and the gotos of `forward` that precede it.
    var: Option<(Pos, String)>,
    before_var: Vec<Pos>,
}

impl ListState {
    fn declare_var(&mut self, pos: Pos, names: String) {
        self.var = Some((pos, names));
        self.before_var = self.forward.iter().map(|&(_, pos)| pos).collect();
    }
}

struct Checker<'a> {
    file: &'a File,
    labels: HashMap<Symbol, Label>,
    /// The labels in source order.
    order: Vec<Symbol>,
    blocks: Vec<BlockInfo>,
    errors: Vec<(Pos, String)>,
}

impl Checker<'_> {
    /// Checks a statement list as a block of its own; returns the gotos that lead out of it, or nowhere.
    fn block(
        &mut self,
        parent: Option<usize>,
        label: Option<(Pos, Target)>,
        start: Pos,
        stmts: List<StmtId>,
        context: Context,
    ) -> Vec<Forward> {
        let block = self.blocks.len();
        self.blocks.push(BlockInfo { parent, start, label });
        let mut state = ListState::default();
        let stmts = &self.file[stmts];
        let is_empty = |&stmt: &StmtId| matches!(self.file[stmt].kind, StmtKind::Empty);
        let last = stmts.iter().rposition(|stmt| !is_empty(stmt));
        for (i, &stmt) in stmts.iter().enumerate() {
            self.stmt(block, stmt, Some(i) == last, context, &mut state);
        }
        state.forward
    }

    fn stmt(&mut self, block: usize, stmt: StmtId, last: bool, context: Context, state: &mut ListState) {
        let mut stmt = stmt;
        let mut label = None;
        while let StmtKind::Labeled { label: name, stmt: inner, .. } = self.file[stmt].kind {
            self.declare(block, name, state);
            label = Some(self.file[name].pos);
            stmt = inner;
        }
        let labeled = |target| label.map(|label| (label, target));
        match self.file[stmt].kind {
            StmtKind::Decl(decls) => {
                if let Some(&first) = self.file[decls].first()
                    && let DeclKind::Var { names, .. } = self.file[first].kind
                {
                    let name = self.file.name_of(self.file[names][0]);
                    state.declare_var(self.file[first].pos, name.to_string());
                }
            }
            StmtKind::Define { lhs, op_pos, .. } => {
                state.declare_var(op_pos, print::expr_list_string(self.file, lhs));
            }
            StmtKind::Branch { kind, label: None } => self.unlabeled_branch(stmt, kind, last, context),
            StmtKind::Branch { kind, label: Some(label) } => self.branch(block, kind, label, state),
            StmtKind::Block(inner) => {
                let context = indirect(context);
                let left =
                    self.block(Some(block), labeled(Target::Other), inner.lbrace, inner.stmts, context);
                state.forward.extend(left);
            }
            StmtKind::If { .. } => self.if_stmt(block, stmt, indirect(context), state),
            StmtKind::For { body, .. } | StmtKind::Range { body, .. } => {
                let context = Context { breaks: true, continues: true, switch: None };
                let left = self.block(Some(block), labeled(Target::Loop), body.lbrace, body.stmts, context);
                state.forward.extend(left);
            }
            StmtKind::Switch { clauses, .. } | StmtKind::TypeSwitch { clauses, .. } => {
                let type_switch = matches!(self.file[stmt].kind, StmtKind::TypeSwitch { .. });
                for (i, clause) in self.file[clauses].iter().enumerate() {
                    let last = i + 1 == clauses.len();
                    let switch = Some(Clause { type_switch, direct: true, last });
                    let context = Context { breaks: true, switch, ..context };
                    let label = labeled(Target::Switch);
                    let left = self.block(Some(block), label, clause.pos, clause.body, context);
                    state.forward.extend(left);
                }
            }
            StmtKind::Select { clauses, .. } => {
                for clause in &self.file[clauses] {
                    let context = Context { breaks: true, switch: None, ..context };
                    let label = labeled(Target::Switch);
                    let left = self.block(Some(block), label, clause.pos, clause.body, context);
                    state.forward.extend(left);
                }
            }
            _ => {}
        }
    }

    fn if_stmt(&mut self, block: usize, stmt: StmtId, context: Context, state: &mut ListState) {
        let mut next = Some(stmt);
        while let Some(stmt) = next.take() {
            match self.file[stmt].kind {
                StmtKind::If { then, otherwise, .. } => {
                    let left = self.block(Some(block), None, then.lbrace, then.stmts, context);
                    state.forward.extend(left);
                    next = otherwise;
                }
                StmtKind::Block(inner) => {
                    let left = self.block(Some(block), None, inner.lbrace, inner.stmts, context);
                    state.forward.extend(left);
                }
                _ => {}
            }
        }
    }

    /// Declares a label and resolves the gotos that waited for it.
    fn declare(&mut self, block: usize, label: ExprId, state: &mut ListState) {
        let (name, pos) = (self.file.name_of(label), self.file[label].pos);
        if name.is_blank() {
            return;
        }
        if let Some(other) = self.labels.get(&name) {
            let first = place(other.pos);
            self.errors.push((pos, format!("label {name} already defined at {first}")));
        } else {
            self.labels.insert(name, Label { pos, block, used: false });
            self.order.push(name);
        }
        let mut used = false;
        let waiting = std::mem::take(&mut state.forward);
        for (target, goto) in waiting {
            if target != name {
                state.forward.push((target, goto));
                continue;
            }
            used = true;
            if let Some((var, names)) = &state.var
                && state.before_var.contains(&goto)
            {
                let at = place(*var);
                let message = format!("goto {name} jumps over declaration of {names} at {at}");
                self.errors.push((goto, message));
            }
        }
        if used && let Some(label) = self.labels.get_mut(&name) {
            label.used = true;
        }
    }

    /// A branch statement with a label.
    fn branch(&mut self, block: usize, kind: BranchKind, label: ExprId, state: &mut ListState) {
        let (name, pos) = (self.file.name_of(label), self.file[label].pos);
        if kind == BranchKind::Goto {
            if !self.reaches(block, name) {
                state.forward.push((name, pos));
            }
            return;
        }
        let verb = if kind == BranchKind::Break { "break" } else { "continue" };
        let Some(label) = self.labels.get_mut(&name) else {
            return self.errors.push((pos, format!("{verb} label not defined: {name}")));
        };
        label.used = true;
        let at = label.pos;
        match self.enclosing(block, at) {
            Some(Target::Loop) => {}
            Some(Target::Switch) if kind == BranchKind::Break => {}
            _ => self.errors.push((pos, format!("invalid {verb} label {name}"))),
        }
    }

    /// Reports whether a goto in `block` reaches a label that has been declared.
    fn reaches(&mut self, block: usize, name: Symbol) -> bool {
        let Some(label) = self.labels.get_mut(&name) else { return false };
        label.used = true;
        let mut current = Some(block);
        while let Some(index) = current {
            if index == label.block {
                return true;
            }
            current = self.blocks[index].parent;
        }
        false
    }

    /// The statement with the label at `pos` around `block`.
    fn enclosing(&self, block: usize, pos: Pos) -> Option<Target> {
        let mut current = Some(block);
        while let Some(index) = current {
            let info = &self.blocks[index];
            if let Some((label, target)) = info.label
                && label == pos
            {
                return Some(target);
            }
            current = info.parent;
        }
        None
    }

    fn unlabeled_branch(&mut self, stmt: StmtId, kind: BranchKind, last: bool, context: Context) {
        let message = match kind {
            BranchKind::Break if !context.breaks => "break is not in a loop, switch, or select",
            BranchKind::Continue if !context.continues => "continue is not in a loop",
            BranchKind::Fallthrough => match context.switch {
                Some(Clause { type_switch: true, .. }) => "cannot fallthrough in type switch",
                Some(Clause { direct: true, last: false, .. }) if last => return,
                Some(Clause { direct: true, last: true, .. }) if last => {
                    "cannot fallthrough final case in switch"
                }
                _ => "fallthrough statement out of place",
            },
            _ => return,
        };
        self.errors.push((self.file[stmt].pos, message.to_owned()));
    }
}

/// The context in a block inside the current one.
fn indirect(context: Context) -> Context {
    let switch = context.switch.map(|clause| Clause { direct: false, ..clause });
    Context { switch, ..context }
}
