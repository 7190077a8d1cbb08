//! Order of evaluation is gc's: the calls and receives of an expression happen first, left to right, then the rest. Where that
//! differs from a plain walk (an operand read before a call that may change it), the calls are *hoisted*: evaluated
//! ahead and remembered under their expression id.

use gorc_syntax::File;
use gorc_syntax::ast::{BinaryOp, ExprId, ExprKind, UnaryOp};
use gorc_types::{Mode, Type};

use super::body::Lower;
use super::walk::{self, Visitor};
use crate::types::TyKind;

impl Lower<'_, '_, '_> {
    /// If a later expression contains a call, evaluates the calls of all of them now, in order.
    pub fn order_calls(&mut self, list: &[ExprId]) {
        let Some(last) = list.iter().rposition(|&e| self.has_call(e)) else { return };
        if last == 0 {
            return;
        }
        for &e in &list[..=last] {
            self.hoist(e);
        }
    }

    /// As [`Self::order_calls`] for a slice expression, whose bounds are all evaluated in turn, but for mere variables:
    /// `s[l.pos : l.scan()]` has the position of before.
    pub(super) fn order_bounds(&mut self, x: ExprId, bounds: [Option<ExprId>; 3]) {
        let list: Vec<ExprId> = std::iter::once(x).chain(bounds.into_iter().flatten()).collect();
        let Some(last) = list.iter().rposition(|&e| self.has_call(e)) else { return };
        if last == 0 {
            return;
        }
        self.hoist(x);
        for (i, &bound) in list.iter().enumerate().take(last + 1).skip(1) {
            self.hoist(bound);
            let plain = self.mode(bound) == Mode::Constant
                || matches!(self.ast[self.ast.unparen(bound)].kind, ExprKind::Ident(_));
            if i < last && !plain && !self.hoisted.contains_key(&bound) {
                let v = self.expr(bound);
                self.hoisted.insert(bound, v);
            }
        }
    }

    /// Does the expression contain a call, a receive or another operation with a fixed place in the order that has not been
    /// evaluated yet?
    pub fn has_call(&self, e: ExprId) -> bool {
        if self.hoisted.is_empty() {
            self.settled.borrow_mut().clear();
        }
        let mut finder = CallFinder { lower: self, found: false, hoisted: false, seen: Vec::new() };
        walk::expr(self.ast, e, &mut finder);
        let CallFinder { found, hoisted, seen, .. } = finder;
        if !found {
            // Each level of a high tree asks again.
            let known = if hoisted { &self.settled } else { &self.callless };
            known.borrow_mut().extend(seen);
        }
        found
    }

    /// Does the expression contain a receive, or a call that is no constant? Only then is an array evaluated of which nothing but
    /// the length matters (sections "Length and capacity" and "For statements with range clause").
    pub fn calls_or_receives(&self, e: ExprId) -> bool {
        let mut finder = StrictFinder { lower: self, found: false };
        walk::expr(self.ast, e, &mut finder);
        finder.found
    }

    /// Is the node itself evaluated in the order in which it is written, as calls and receives are? The specification
    /// asks for that of `&&` and `||` besides. Slicing, type assertions and literals of maps have their place too with gc,
    /// and programs can tell: they panic, and a later call may assign to their operands.
    fn is_call(&self, e: ExprId) -> bool {
        if self.hoisted.contains_key(&e) || self.mode(e) == Mode::Constant {
            return false;
        }
        match self.ast[e].kind {
            ExprKind::Unary { op: UnaryOp::Recv, .. } | ExprKind::Slice { .. } => true,
            ExprKind::Binary { op: BinaryOp::AndAnd | BinaryOp::OrOr, .. } => true,
            // The entries of a map are made in turn.
            ExprKind::CompositeLit { elems, .. } => {
                let store = &self.p.c.store;
                let under = store.under_now(self.p.c.info(self.file).type_of(e));
                !self.ast[elems].is_empty() && matches!(store.get(under), Type::Map(..))
            }
            // Pointers, which need no copy, are taken out late.
            ExprKind::TypeAssert { .. } => {
                let store = &self.p.c.store;
                let under = store.under_now(self.p.c.info(self.file).type_of(e));
                !matches!(
                    store.get(under),
                    Type::Pointer(_) | Type::Map(..) | Type::Chan(..) | Type::Signature(_)
                )
            }
            ExprKind::Call { fun, .. } => {
                let fun = self.ast.unparen(fun);
                match self.mode(fun) {
                    Mode::Type => false,
                    // Also those without effects have their place in the order.
                    _ => true,
                }
            }
            _ => false,
        }
    }

    /// Evaluates the calls in `e` now and remembers their values.
    pub fn hoist(&mut self, e: ExprId) {
        // Nodes where nothing is done but to go on with their parts: if each level of a high tree searched all of it, that
        // would take the square of its height.
        let passes_on = match self.ast[e].kind {
            ExprKind::Ident(_) | ExprKind::BasicLit { .. } | ExprKind::FuncLit { .. } => return,
            _ if self.mode(e) == Mode::Constant => return,
            ExprKind::Unary { op, .. } => op != UnaryOp::Recv,
            ExprKind::Binary { op, .. } => !matches!(op, BinaryOp::AndAnd | BinaryOp::OrOr),
            ExprKind::Paren { .. } | ExprKind::Selector { .. } | ExprKind::Star { .. } => true,
            _ => false,
        };
        if !passes_on && !self.has_call(e) {
            return;
        }
        if self.is_call(e) {
            if self.mode(e) == Mode::NoValue {
                return;
            }
            let multi =
                matches!(self.p.c.store.get(self.p.c.info(self.file).type_of(e)), gorc_types::Type::Tuple(_));
            if !multi {
                let v = self.expr(e);
                self.hoisted.insert(e, v);
            }
            return;
        }
        match self.ast[e].kind {
            ExprKind::Paren { x, .. }
            | ExprKind::Star { x }
            | ExprKind::Unary { x, .. }
            | ExprKind::TypeAssert { x, .. } => self.hoist(x),
            ExprKind::Selector { x, .. } => self.hoist(x),
            ExprKind::Binary { x, y, .. } => {
                self.hoist(x);
                self.hoist(y);
            }
            ExprKind::Index { x, indices, .. } => {
                self.hoist(x);
                let xty = self.ety(x);
                for &i in &self.ast[indices] {
                    self.hoist(i);
                }
                if matches!(self.p.ukind(xty), TyKind::Map(..)) && self.mode(e) != Mode::Type {
                    let v = self.expr(e);
                    self.hoisted.insert(e, v);
                }
            }
            ExprKind::Slice { x, lo, hi, max, .. } => {
                for part in [Some(x), lo, hi, max].into_iter().flatten() {
                    self.hoist(part);
                }
            }
            ExprKind::Call { args, .. } => {
                for &a in &self.ast[args] {
                    self.hoist(a);
                }
            }
            ExprKind::CompositeLit { elems, .. } => {
                for &x in &self.ast[elems] {
                    match self.ast[x].kind {
                        ExprKind::KeyValue { key, value, .. } => {
                            if self.mode(key) != Mode::Invalid {
                                self.hoist(key);
                            }
                            self.hoist(value);
                        }
                        _ => self.hoist(x),
                    }
                }
            }
            _ => {}
        }
    }
}

struct CallFinder<'x, 'p, 'c, 'a> {
    lower: &'x Lower<'p, 'c, 'a>,
    found: bool,
    /// Was something left out because it has been evaluated already?
    hoisted: bool,
    seen: Vec<ExprId>,
}

impl Visitor for CallFinder<'_, '_, '_, '_> {
    fn expr(&mut self, ast: &File, e: ExprId) -> bool {
        if self.found || self.lower.callless.borrow().contains(&e) || self.lower.mode(e) == Mode::Constant {
            return false;
        }
        if self.lower.hoisted.contains_key(&e) || self.lower.settled.borrow().contains(&e) {
            self.hoisted = true;
            return false;
        }
        self.seen.push(e);
        self.found = self.lower.is_call(e);
        !self.found && !matches!(ast[e].kind, ExprKind::FuncLit { .. })
    }
}

/// Finds what counts for `calls_or_receives`.
struct StrictFinder<'x, 'p, 'c, 'a> {
    lower: &'x Lower<'p, 'c, 'a>,
    found: bool,
}

impl Visitor for StrictFinder<'_, '_, '_, '_> {
    fn expr(&mut self, ast: &File, e: ExprId) -> bool {
        if self.found || self.lower.mode(e) == Mode::Constant {
            return false;
        }
        self.found = match ast[e].kind {
            ExprKind::Unary { op: UnaryOp::Recv, .. } => true,
            ExprKind::Call { fun, .. } => self.lower.mode(ast.unparen(fun)) != Mode::Type,
            _ => false,
        };
        !self.found && !matches!(ast[e].kind, ExprKind::FuncLit { .. })
    }
}
