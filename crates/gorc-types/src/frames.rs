//! Stack frames larger than 1 GiB, which gc refuses.
//!
//! Only values of tens of kilobytes matter, so what is counted is what gc keeps of such values in a frame: local variables up to 128 KiB
//! (larger ones live on the heap), the copy of an array that a range loop iterates over, results of calls on their way into a
//! call or through a pointer, what type assertions yield, tags of switches, slice literals that do not escape, arguments and
//! results; and what functions have that are small enough to be inlined. Read `limits.rs` first.

use crate::checker::*;
use crate::ids::*;
use crate::info::Mode;
use crate::limits::LARGE;
use crate::object::*;
use crate::types::*;
use gorc_syntax::Pos;
use gorc_syntax::ast::{self, DeclKind, ExprId, ExprKind, StmtId, StmtKind, UnaryOp};
use rustc_hash::{FxHashMap, FxHashSet};

/// The largest frame.
const MAX_FRAME: i64 = 1 << 30;
/// Variables larger than this are not kept in frames.
const MAX_VARIABLE: i64 = 128 << 10;
/// Nodes of a function that is inlined.
const INLINE_BUDGET: usize = 80;

/// What a function keeps on the stack.
#[derive(Clone, Copy, Default)]
struct Frame {
    locals: i64,
    args: i64,
    /// Arguments and results of the call that has most of them.
    callee: i64,
}

impl Frame {
    fn message(&self) -> Option<String> {
        let mb = |size: i64| size >> 20;
        let (locals, args) = (mb(self.locals), mb(self.args));
        if self.locals >= MAX_FRAME || self.args >= MAX_FRAME {
            return Some(format!("stack frame too large (>1GB): {locals} MB locals + {args} MB args"));
        }
        let whole = self.locals.saturating_add(self.callee);
        (whole >= MAX_FRAME).then(|| {
            let callee = mb(self.callee);
            format!("stack frame too large (>1GB): {locals} MB locals + {args} MB args + {callee} MB callee")
        })
    }
}

/// A function or function literal.
struct Unit {
    /// Where its frame is reported.
    pos: Pos,
    from: Pos,
    to: Pos,
    /// The declared function.
    func: ObjId,
    frame: Frame,
    /// The results of the call with several that has most of them, on their way to variables.
    spread: i64,
    /// Declared functions it calls.
    calls: Vec<ObjId>,
    nodes: usize,
    /// Has something that keeps it from being inlined.
    complex: bool,
}

impl<'a> Checker<'a> {
    /// Reports the functions of a package whose frames are too large.
    pub(crate) fn check_frames(&mut self, pkg: PkgId) {
        let mut all: Vec<(FileId, Unit)> = Vec::new();
        for file in self.store[pkg].files.clone() {
            self.env = self.file_env(file);
            let mut units = self.units();
            self.measure_exprs(&mut units);
            self.measure_stmts(&mut units);
            for unit in &mut units {
                unit.frame.locals = unit.frame.locals.saturating_add(unit.spread);
            }
            all.extend(units.into_iter().map(|u| (file, u)));
        }
        let inlined: FxHashMap<ObjId, Frame> = all
            .iter()
            .filter(|(_, u)| u.func.is_some() && !u.complex && u.nodes <= INLINE_BUDGET)
            .map(|(_, u)| (u.func, u.frame))
            .collect();
        for (file, unit) in all {
            self.env = self.file_env(file);
            let mut frame = unit.frame;
            for callee in unit.calls.iter().filter_map(|f| inlined.get(f)) {
                frame.locals = frame.locals.saturating_add(callee.locals);
                frame.callee = frame.callee.max(callee.callee);
            }
            if let Some(message) = frame.message() {
                self.error(unit.pos, "", message);
            }
        }
    }

    /// The functions of the current file that have bodies, in source order.
    fn units(&mut self) -> Vec<Unit> {
        let ast = self.env.ast;
        let mut units = Vec::new();
        for &decl in &ast[ast.decls] {
            if let DeclKind::Func { recv, name, body: Some(body), .. } = ast[decl].kind {
                let func = self.cur_info().object(name);
                let ty = self.store[func].ty;
                // A method's is the position of its receiver.
                let pos = if recv.is_some() { ast[decl].pos.offset(5) } else { ast[name].pos };
                units.push(self.unit(pos, body, func, ty));
            }
        }
        for i in 0..ast.expr_count() {
            let e = ExprId::from_index(i);
            if let ExprKind::FuncLit { body, .. } = ast[e].kind {
                let ty = self.cur_info().type_of(e);
                units.push(self.unit(ast[e].pos, body, ObjId::NONE, ty));
            }
        }
        units.sort_by_key(|u| u.from);
        units
    }

    fn unit(&mut self, pos: Pos, body: ast::Block, func: ObjId, ty: TypeId) -> Unit {
        let frame = Frame { args: self.arguments_size(ty), ..Frame::default() };
        Unit {
            pos,
            from: body.lbrace,
            to: body.rbrace,
            func,
            frame,
            spread: 0,
            calls: Vec::new(),
            nodes: 0,
            complex: false,
        }
    }

    /// The size of the arguments and results that are passed in memory.
    fn arguments_size(&mut self, ty: TypeId) -> i64 {
        let Type::Signature(s) = self.store.under_type(ty) else { return 0 };
        let sig = self.store.sig_data(s);
        let mut size = if sig.recv.is_some() { self.large_var(sig.recv) } else { 0 };
        for list in [sig.params, sig.results] {
            for i in 0..list.len() {
                let v = self.store.obj_at(list, i);
                size += self.large_var(v);
            }
        }
        size
    }

    fn large_var(&mut self, v: ObjId) -> i64 {
        let ty = self.store[v].ty;
        self.large_size(ty)
    }

    /// The size of a type if it is large, else 0.
    fn large_size(&mut self, ty: TypeId) -> i64 {
        if ty.is_none() || matches!(self.store.get(ty), Type::Tuple(_)) || self.size_varies(ty) {
            return 0;
        }
        let size = self.store.sizeof(ty);
        if size >= LARGE { size } else { 0 }
    }

    fn measure_exprs(&mut self, units: &mut [Unit]) {
        let ast = self.env.ast;
        let addressed = self.addressed();
        let started = self.started();
        for i in 0..ast.expr_count() {
            let e = ExprId::from_index(i);
            let Some(u) = innermost(units, ast[e].pos) else { continue };
            let unit = &mut units[u];
            unit.nodes += 1;
            match ast[e].kind {
                ExprKind::Ident(_) => {
                    let o = self.cur_info().object(e);
                    if o.is_some() && self.store[o].pos == ast[e].pos && self.is_kept(o, &addressed) {
                        unit.frame.locals += self.large_var(o);
                    }
                }
                ExprKind::FuncLit { .. } => unit.complex = true,
                // Arguments of `go f(x)` and `defer f(x)` wait on the heap.
                ExprKind::Call { .. } if started.contains(&e) => {}
                ExprKind::Call { fun, args, .. } => self.measure_call(unit, fun, &ast[args]),
                ExprKind::TypeAssert { .. } => {
                    let ty = self.cur_info().type_of(e);
                    unit.frame.locals += self.large_size(ty);
                }
                _ => {}
            }
        }
    }

    /// The calls of `go` and `defer` statements.
    fn started(&self) -> FxHashSet<ExprId> {
        let ast = self.env.ast;
        let call = |s: StmtId| match ast[s].kind {
            StmtKind::Go { call } | StmtKind::Defer { call } => Some(call),
            _ => None,
        };
        (0..ast.stmt_count()).filter_map(|i| call(StmtId::from_index(i))).collect()
    }

    /// Local variables whose address is taken.
    fn addressed(&mut self) -> FxHashSet<ObjId> {
        let ast = self.env.ast;
        let mut out = FxHashSet::default();
        for i in 0..ast.expr_count() {
            if let ExprKind::Unary { op: UnaryOp::Addr, x } = ast[ExprId::from_index(i)].kind {
                out.insert(self.cur_info().object(ast.unparen(x)));
            }
        }
        out
    }

    /// Whether a frame holds a variable.
    fn is_kept(&mut self, o: ObjId, addressed: &FxHashSet<ObjId>) -> bool {
        let v = &self.store[o];
        let local = v.kind == ObjKind::Var && !v.has(ObjFlags::PARAM) && !v.has(ObjFlags::RESULT);
        local
            && !v.has(ObjFlags::FIELD)
            && !v.has(ObjFlags::CAPTURED)
            && !addressed.contains(&o)
            && self.large_var(o) <= MAX_VARIABLE
    }

    fn measure_call(&mut self, unit: &mut Unit, fun: ExprId, args: &[ExprId]) {
        let ast = self.env.ast;
        let tv = self.cur_info().tv(fun);
        if matches!(tv.mode, Mode::Type | Mode::Builtin) {
            return;
        }
        unit.frame.callee = unit.frame.callee.max(self.arguments_size(tv.ty));
        let callee = self.cur_info().object(ast.unparen(fun));
        if callee.is_some() && self.store[callee].kind == ObjKind::Func {
            unit.calls.push(callee);
        }
        for &arg in args {
            // A result waits in the frame for the other arguments.
            unit.frame.locals += self.large_call(arg);
        }
    }

    /// The size of what a call yields; 0 if `e` is none.
    fn large_call(&mut self, e: ExprId) -> i64 {
        let ast = self.env.ast;
        let e = ast.unparen(e);
        match ast[e].kind {
            ExprKind::Call { fun, .. } if self.cur_info().tv(fun).mode != Mode::Type => {
                let ty = self.cur_info().type_of(e);
                self.large_size(ty)
            }
            _ => 0,
        }
    }

    fn measure_stmts(&mut self, units: &mut [Unit]) {
        let ast = self.env.ast;
        for i in 0..ast.stmt_count() {
            let s = StmtId::from_index(i);
            let Some(u) = innermost(units, ast[s].pos) else { continue };
            let (from, to) = (units[u].from, units[u].to);
            let unit = &mut units[u];
            unit.nodes += 1;
            match ast[s].kind {
                StmtKind::Go { .. } | StmtKind::Defer { .. } | StmtKind::Select { .. } => unit.complex = true,
                StmtKind::Range { lhs, define, x, .. } => {
                    let ty = self.cur_info().type_of(x);
                    if let Type::Array(elem, _) = self.store.under_type(ty)
                        && let [_, value] = ast[lhs]
                        && (!define || self.reads(value, elem, from, to))
                    {
                        unit.frame.locals += self.large_size(ty);
                    }
                }
                StmtKind::Switch { tag: Some(tag), .. } => {
                    let ty = self.cur_info().type_of(tag);
                    unit.frame.locals += self.large_size(ty);
                }
                StmtKind::Assign { lhs, rhs, .. } | StmtKind::Define { lhs, rhs, .. } => {
                    unit.frame.locals += self.assigned(&ast[lhs], &ast[rhs], from, to);
                    unit.spread = unit.spread.max(self.spread(&ast[rhs]));
                }
                StmtKind::Decl(decls) => {
                    for &decl in &ast[decls] {
                        if let DeclKind::Var { values, .. } = ast[decl].kind {
                            unit.spread = unit.spread.max(self.spread(&ast[values]));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// What an assignment keeps in the frame.
    fn assigned(&mut self, lhs: &[ExprId], rhs: &[ExprId], from: Pos, to: Pos) -> i64 {
        let ast = self.env.ast;
        match (lhs, rhs) {
            ([to_var], [value]) => {
                let direct = matches!(ast[*to_var].kind, ExprKind::Ident(_));
                let literal = if direct { self.kept_literal(*to_var, *value, from, to) } else { 0 };
                if direct { literal } else { self.large_call(*value) }
            }
            // x, ok = i.(T)
            ([_, _], [value]) if matches!(ast[*value].kind, ExprKind::TypeAssert { .. }) => {
                let ExprKind::TypeAssert { ty, .. } = ast[*value].kind else { return 0 };
                let ty = self.cur_info().type_of(ty);
                2 * self.large_size(ty)
            }
            ([_, others @ ..], [_, values @ ..]) if others.len() == values.len() => {
                let mut size = 0;
                for &v in values {
                    let ty = self.cur_info().type_of(v);
                    size += self.large_size(ty);
                }
                size
            }
            _ => 0,
        }
    }

    /// The size of the results of a call that gives several variables their values.
    fn spread(&mut self, values: &[ExprId]) -> i64 {
        let &[value] = values else { return 0 };
        let value = self.env.ast.unparen(value);
        let ty = self.cur_info().type_of(value);
        if ty.is_none() || !matches!(self.env.ast[value].kind, ExprKind::Call { .. }) {
            return 0;
        }
        let Type::Tuple(results) = self.store.get(ty) else { return 0 };
        (0..results.len()).fold(0i64, |size, i| {
            let result = self.store.obj_at(results, i);
            size.saturating_add(self.large_var(result))
        })
    }

    /// The size of the array behind a slice literal that is given to a variable and goes nowhere else.
    fn kept_literal(&mut self, var: ExprId, value: ExprId, from: Pos, to: Pos) -> i64 {
        let ast = self.env.ast;
        let value = ast.unparen(value);
        let ExprKind::CompositeLit { elems, .. } = ast[value].kind else { return 0 };
        let ty = self.cur_info().type_of(value);
        let Type::Slice(elem) = self.store.under_type(ty) else { return 0 };
        let (mut next, mut length) = (0i64, 0i64);
        for &el in &ast[elems] {
            if let ExprKind::KeyValue { key, .. } = ast[el].kind {
                let index = self.cur_info().tv(key).value;
                next = self.store[index].to_i64().unwrap_or(next);
            }
            next += 1;
            length = length.max(next);
        }
        if self.size_varies(elem) {
            return 0;
        }
        let size = self.store.sizeof(elem).max(0).saturating_mul(length);
        let o = self.cur_info().object(var);
        if size < MAX_FRAME || o.is_none() || self.escapes(o, from, to) { 0 } else { size }
    }

    /// Whether a slice variable is used for more than its elements.
    fn escapes(&mut self, o: ObjId, from: Pos, to: Pos) -> bool {
        let ast = self.env.ast;
        let mut harmless: Vec<ExprId> = Vec::new();
        let mut uses: Vec<ExprId> = Vec::new();
        for i in 0..ast.expr_count() {
            let e = ExprId::from_index(i);
            if ast[e].pos < from || ast[e].pos > to {
                continue;
            }
            match ast[e].kind {
                ExprKind::Ident(_) if self.cur_info().object(e) == o && self.store[o].pos != ast[e].pos => {
                    uses.push(e);
                }
                ExprKind::Index { x, .. } => harmless.push(x),
                ExprKind::Call { fun, args, .. } => {
                    let keep_alive = match ast[fun].kind {
                        ExprKind::Selector { sel, .. } => ast.name_of(sel).as_str() == "KeepAlive",
                        _ => self.cur_info().tv(fun).mode == Mode::Builtin,
                    };
                    if keep_alive {
                        harmless.extend(&ast[args]);
                    }
                }
                _ => {}
            }
        }
        for i in 0..ast.stmt_count() {
            if let StmtKind::Range { x, .. } = ast[StmtId::from_index(i)].kind {
                harmless.push(x);
            }
        }
        uses.iter().any(|u| !harmless.contains(u))
    }

    /// Whether the value variable of a range loop is needed: one that fits a register must be used for something.
    fn reads(&mut self, value: ExprId, elem: TypeId, from: Pos, to: Pos) -> bool {
        let ast = self.env.ast;
        if ast.name_of(value).as_str() == "_" {
            return false;
        }
        if !matches!(self.store.under_type(elem), Type::Basic(_) | Type::Pointer(_)) {
            return true;
        }
        let o = self.cur_info().object(value);
        let mut dropped: Vec<ExprId> = Vec::new();
        for i in 0..ast.stmt_count() {
            if let StmtKind::Assign { lhs, rhs, .. } = ast[StmtId::from_index(i)].kind {
                let pairs = ast[lhs].iter().zip(&ast[rhs]);
                dropped.extend(pairs.filter(|(l, _)| ast.name_of(**l).as_str() == "_").map(|(_, r)| *r));
            }
        }
        (0..ast.expr_count()).map(ExprId::from_index).any(|e| {
            e != value
                && (from..to).contains(&ast[e].pos)
                && matches!(ast[e].kind, ExprKind::Ident(_))
                && self.cur_info().object(e) == o
                && !dropped.contains(&e)
        })
    }
}

/// The function whose body a position is in, the functions being in source order.
fn innermost(units: &[Unit], pos: Pos) -> Option<usize> {
    let begun = units.partition_point(|u| u.from < pos);
    (0..begun).rev().find(|&i| pos < units[i].to)
}
