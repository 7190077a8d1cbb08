//! Variables of huge functions that live in memory although nothing needs their address.
//!
//! SSA form and register allocation cost time for each variable in each block that it lives through. Where thousands of
//! variables live through thousands of blocks, as in generated state machines, that is out of proportion, and there would be no
//! registers for them anyway. So above a limit those that live through many blocks get a frame slot; short-lived ones
//! (the counter of an inner loop, say) stay as they are.

use std::collections::HashSet;

use gorc_syntax::File;
use gorc_syntax::ast::{self, BinaryOp, ExprId, ExprKind, StmtId, StmtKind};
use gorc_types::{FileId, Info, ObjId};
use rustc_hash::FxHashMap;

use super::body::Lower;
use super::walk::{self, Visitor};

/// A function is huge if its variables live through more branches than this, summed over the variables.
const HUGE: usize = 100_000;
/// A variable is long-lived if there are more branches than this between its first and its last use.
const LONG: usize = 50;

/// Counts branches, and notes where in that count each variable is used.
struct Uses<'i> {
    info: &'i Info,
    branches: usize,
    /// The first and the last use.
    spans: FxHashMap<ObjId, (usize, usize)>,
}

impl Visitor for Uses<'_> {
    fn expr(&mut self, ast: &File, e: ExprId) -> bool {
        match ast[e].kind {
            ExprKind::Ident(_) => {
                let obj = self.info.object(e);
                if obj.is_some() {
                    let at = self.branches;
                    self.spans.entry(obj).or_insert((at, at)).1 = at;
                }
            }
            // Another function, with variables and branches of its own.
            ExprKind::FuncLit { .. } => return false,
            ExprKind::Binary { op: BinaryOp::AndAnd | BinaryOp::OrOr, .. } => self.branches += 1,
            _ => {}
        }
        true
    }

    fn stmt(&mut self, ast: &File, s: StmtId) -> bool {
        self.branches += match ast[s].kind {
            StmtKind::If { .. }
            | StmtKind::For { .. }
            | StmtKind::Range { .. }
            | StmtKind::Labeled { .. } => 1,
            StmtKind::Switch { clauses, .. } => ast[clauses].len(),
            StmtKind::TypeSwitch { clauses, .. } => ast[clauses].len(),
            StmtKind::Select { clauses, .. } => ast[clauses].len(),
            _ => 0,
        };
        true
    }
}

impl Lower<'_, '_, '_> {
    /// The variables used in a body that live in memory because the body is huge.
    pub(super) fn find_long_lived(&self, file: FileId, body: ast::Block) -> HashSet<ObjId> {
        let ast = self.ast;
        // Most functions cannot be huge: each branch and each use takes a few bytes.
        let length = body.rbrace.0.saturating_sub(body.lbrace.0) as usize;
        if (length / 4).pow(2) < HUGE {
            return HashSet::new();
        }
        let mut uses = Uses { info: self.p.c.info(file), branches: 0, spans: FxHashMap::default() };
        walk::block(ast, body, &mut uses);
        let lives = |&(first, last): &(usize, usize)| last - first;
        if uses.spans.values().map(lives).sum::<usize>() < HUGE {
            return HashSet::new();
        }
        uses.spans.iter().filter(|(_, span)| lives(span) > LONG).map(|(&obj, _)| obj).collect()
    }
}
