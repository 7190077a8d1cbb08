//! The state of lowering one function body, and its beginning and end: parameters, results, captured variables.
//!
//! Where a variable lives ([`Storage`]) follows from the checker's flags: SSA if nothing needs its address; a frame slot
//! for memory-class types and for what only range-over-func bodies share; a heap cell if its address is
//! taken or a function literal shares it with assignments. A captured variable that is never assigned after its declaration is
//! copied into the closure.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use gorc_syntax::ast::{self, DeclId, DeclKind, ExprId, StmtId, StmtKind};
use gorc_syntax::{File, Pos, Symbol};
use gorc_types::ObjFlags;
use gorc_types::Type;
use gorc_types::{FileId, ObjId, TypeId};
use gorc_types::{Mode, SelectionKind};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Program;
use super::func::{Builder, Var};
use super::program::Instance;
use super::rangefunc::RangeBody;
use super::types::Env;
use super::walk::{self, Visitor};
use crate::entities::{Block, Local, Sym, Value};
use crate::function::Function;
use crate::ops::Op;
use crate::types::{Signature, Ty, TyKind};

/// Where a variable lives.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Storage {
    /// In SSA form.
    Var(Var),
    /// In a frame slot.
    Slot(Local),
    /// In memory at this address, which dominates the variable's scope.
    Cell(Value),
    /// In memory at the address in this frame slot (results of functions with defers).
    CellSlot(Local),
    /// In memory at the address in this SSA variable (loop variables, of which each iteration has its own).
    CellVar(Var),
}

/// A result of the function.
#[derive(Clone, Debug)]
pub(crate) struct ResultVar {
    pub storage: Storage,
    pub ty: Ty,
}

/// A statement that `break` and `continue` can leave or continue.
#[derive(Clone, Debug)]
pub(crate) struct Breakable {
    pub label: Option<Symbol>,
    pub break_to: Block,
    pub continue_to: Option<Block>,
    /// A labeled block, which unlabeled `break` does not leave.
    pub plain: bool,
}

/// One function body being lowered.
pub(crate) struct Lower<'p, 'c, 'a> {
    pub p: &'p mut Program<'c, 'a>,
    pub b: Builder,
    pub file: FileId,
    pub ast: &'a File,
    pub env: Rc<Env>,
    /// The function's symbol, from which those of its closures are made.
    pub name: String,
    /// Is this itself a closure? (Names of its closures are formed differently.)
    pub nested: bool,
    /// Closures, wrappers … made so far, per kind.
    pub counts: HashMap<&'static str, u32>,
    pub storage: HashMap<ObjId, Storage>,
    pub results: Vec<ResultVar>,
    /// The function has a defer frame.
    pub has_defer: bool,
    /// The position of deferred calls at every return, if that is one.
    pub shared_exit: Option<Pos>,
    pub breakables: Vec<Breakable>,
    /// Blocks of labels that a `goto` names.
    pub labels: HashMap<Symbol, Block>,
    /// Labels declared in this body.
    pub own_labels: HashSet<Symbol>,
    /// Labels that a `goto` in this body names.
    pub goto_labels: HashSet<Symbol>,
    /// Label of the statement about to be lowered.
    pub pending_label: Option<Symbol>,
    /// Values of calls evaluated ahead of the expression they stand in.
    pub hoisted: FxHashMap<ExprId, Value>,
    /// Expressions known to contain no call.
    pub callless: RefCell<FxHashSet<ExprId>>,
    /// Expressions all of whose calls have been evaluated ahead; known as long as some of those values wait to be used.
    pub settled: RefCell<FxHashSet<ExprId>>,
    /// Variables that range-over-func bodies share with this function.
    pub shared: HashSet<ObjId>,
    /// Variables that live in memory because the function is huge.
    pub long_lived: HashSet<ObjId>,
    /// Set if this is the body of a range-over-func statement.
    pub range_body: Option<RangeBody>,
    /// Where `fallthrough` goes.
    pub fallthrough: Option<Block>,
}

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
        {
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
}

impl Visitor for IdentFinder<'_, '_, '_, '_> {
    fn expr(&mut self, ast: &File, e: ExprId) -> bool {
        if let ast::ExprKind::Ident(_) = ast[e].kind {
            let o = self.lower.p.c.info(self.lower.file).object(e);
            if o.is_some() && !self.found.contains(&o) {
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

impl<'p, 'c, 'a> Lower<'p, 'c, 'a> {
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

    pub fn new(
        p: &'p mut Program<'c, 'a>,
        sym: Sym,
        sig: Signature,
        file: FileId,
        env: Rc<Env>,
    ) -> Lower<'p, 'c, 'a> {
        let ast = p.c.ast(file);
        let name = p.m.sym_name(sym).to_owned();
        let (bool_, int) = (p.tys.bool_, p.tys.int);
        Lower {
            p,
            b: Builder::new(sym, sig, bool_, int),
            file,
            ast,
            env,
            name,
            nested: false,
            counts: HashMap::new(),
            storage: HashMap::new(),
            results: Vec::new(),
            has_defer: false,
            shared_exit: None,
            breakables: Vec::new(),
            labels: HashMap::new(),
            own_labels: HashSet::new(),
            goto_labels: HashSet::new(),
            pending_label: None,
            hoisted: FxHashMap::default(),
            callless: RefCell::default(),
            settled: RefCell::default(),
            long_lived: HashSet::new(),
            shared: HashSet::new(),
            range_body: None,
            fallthrough: None,
        }
    }

    /// Lowers a declared function.
    pub fn declared(p: &'p mut Program<'c, 'a>, work: &Instance, file: FileId, decl: DeclId) -> Function {
        let ast = p.c.ast(file);
        let DeclKind::Func { body: Some(body), .. } = ast[decl].kind else {
            p.internal_at(ast[decl].pos, "function without body".into());
            return Function::new(work.sym, Signature::default());
        };
        let sig_ty = p.c.store[work.obj].ty;
        let sig_ty = p.subst_sig(sig_ty, &work.env);
        let sig = p.c.store.as_signature(sig_ty);
        let mut gsig = match p.c.store.get(sig_ty) {
            Type::Signature(i) => p.signature_of(i),
            _ => Signature::default(),
        };
        // Parameter objects are those of the declared (not the substituted) signature.
        let declared = p.c.store.as_signature(p.c.store[work.obj].ty).or(sig);
        let mut params = Vec::new();
        let mut results = Vec::new();
        if let Some(d) = declared {
            if d.recv.is_some() {
                let t = p.c.store[d.recv].ty;
                let t = p.subst(t, &work.env);
                let t = p.ty(t);
                gsig.params.insert(0, t);
                params.push(d.recv);
            }
            params.extend_from_slice(&p.c.store[d.params]);
            results.extend_from_slice(&p.c.store[d.results]);
        }
        let noinline = p.has_directive(work.obj, "go:noinline");
        let nosplit = p.has_directive(work.obj, "go:nosplit");
        // Of the library's own: a step between a call and a method or a made function that is no step to the programmer.
        let wrapper = p.has_directive(work.obj, "go:wrapper");
        let generic = !work.env.is_empty();
        let mut l = Lower::new(p, work.sym, gsig, file, work.env.clone());
        l.b.f.flags.noinline = noinline;
        l.b.f.flags.nosplit = nosplit;
        l.b.f.flags.wrapper = wrapper;
        l.b.f.flags.dup_ok = generic;
        l.begin(ast[decl].pos, body, &params, &results);
        l.body(body);
        l.finish()
    }

    /// Prepares for a body: parameters and results get their storage.
    pub fn begin(&mut self, pos: Pos, body: ast::Block, params: &[ObjId], results: &[ObjId]) {
        self.at(pos);
        self.b.f.pos = self.b.pos;
        self.prescan(body);
        let values = self.b.f.blocks[0].params.clone();
        let tys = self.b.f.sig.results.clone();
        self.begin_results(results, &tys);
        for (&obj, v) in params.iter().zip(values) {
            self.declare(obj, Some(v));
        }
        if self.has_defer {
            // As with gc: where the code of the function ends.
            let last = self.ast[body.stmts].last().map(|&s| &self.ast[s]);
            self.at(match last {
                Some(s) if matches!(s.kind, StmtKind::Return { .. }) || self.is_panic(s.kind) => s.pos,
                _ => body.rbrace,
            });
            self.add_recover_block();
            self.at(pos);
        }
    }

    /// Is the statement a call of the built-in `panic`?
    fn is_panic(&self, kind: StmtKind) -> bool {
        let StmtKind::Expr(e) = kind else { return false };
        let ast::ExprKind::Call { fun, .. } = self.ast[self.ast.unparen(e)].kind else { return false };
        self.mode(fun) == Mode::Builtin && self.ast.ident(fun).is_some_and(|s| s.as_str() == "panic")
    }

    /// Finds defers and range-over-func statements, and the variables the latter share.
    fn prescan(&mut self, body: ast::Block) {
        let ast = self.ast;
        if !self.nested || self.name.contains(".init.func") {
            walk::block(ast, body, &mut AddrFinder { lower: self });
        }
        let mut finder = FactFinder { lower: self, facts: Facts::default() };
        walk::block(ast, body, &mut finder);
        let facts = finder.facts;
        self.has_defer = facts.has_defer && self.range_body.is_none();
        self.long_lived = self.find_long_lived(self.file, body);
        self.shared_exit = facts.shares_exit().then_some(body.rbrace);
        for s in facts.range_funcs {
            let StmtKind::Range { body, define, lhs, .. } = ast[s].kind else { continue };
            let mut found = self.idents_of(body);
            if !define {
                let mut finder = IdentFinder { lower: self, found: Vec::new() };
                for &e in &ast[lhs] {
                    walk::expr(ast, e, &mut finder);
                }
                found.extend(finder.found);
            }
            self.shared.extend(found);
        }
    }

    /// The objects that identifiers in a block denote, in order of appearance.
    pub fn idents_of(&self, body: ast::Block) -> Vec<ObjId> {
        let mut finder = IdentFinder { lower: self, found: Vec::new() };
        walk::block(self.ast, body, &mut finder);
        finder.found
    }

    /// The objects that identifiers in an expression denote.
    pub fn idents_in(&self, e: ExprId) -> Vec<ObjId> {
        let mut finder = IdentFinder { lower: self, found: Vec::new() };
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

    fn begin_results(&mut self, results: &[ObjId], tys: &[Ty]) {
        // Range-over-func bodies store results through pointers; recovered functions reload them.
        let in_memory = self.has_defer || !self.shared.is_empty();
        for (i, &ty) in tys.iter().enumerate() {
            let obj = results.get(i).copied().unwrap_or(ObjId::NONE);
            let named = obj.is_some() && !matches!(self.p.c.store[obj].name.as_str(), "" | "_");
            let storage = if named && self.needs_cell(obj) || self.p.is_large(ty) {
                let cell = self.new_cell(ty);
                if in_memory {
                    let pty = self.b.ty(cell);
                    let name = if named { self.p.c.store[obj].name.as_str() } else { "" };
                    let slot = self.b.local(pty, name);
                    let addr = self.slot_addr(slot);
                    self.b.emit0(Op::Store { ptr: addr, val: cell, barrier: false });
                    Storage::CellSlot(slot)
                } else {
                    Storage::Cell(cell)
                }
            } else if in_memory || !self.p.is_register(ty) {
                let slot = self.b.local(ty, &format!("~r{i}"));
                self.zero_slot(slot);
                Storage::Slot(slot)
            } else {
                let var = self.b.new_var(ty);
                let zero = self.b.emit(Op::Zero, ty);
                self.b.write(var, zero);
                Storage::Var(var)
            };
            self.results.push(ResultVar { storage, ty });
            if named {
                self.storage.insert(obj, storage);
            }
        }
    }

    fn add_recover_block(&mut self) {
        let block = self.b.block();
        self.b.seal(block);
        let back = self.b.cur;
        self.b.cur = block;
        self.b.f.recover = Some(block);
        self.b.emit0(Op::DeferReturn);
        let values = self.load_results();
        self.b.terminate(Op::Return(values));
        self.b.cur = back;
    }

    /// The current values of the results.
    pub fn load_results(&mut self) -> Vec<Value> {
        let results = self.results.clone();
        results.iter().map(|r| self.load_storage(r.storage, r.ty)).collect()
    }

    /// Lowers the statements of the body and the return at its end.
    pub fn body(&mut self, body: ast::Block) {
        self.block_stmts(body.stmts);
        if !self.b.is_terminated() {
            self.at(body.rbrace);
            if self.b.f.sig.results.is_empty() || !self.b.is_unreachable() {
                self.emit_return();
            }
        }
    }

    /// Ends the function.
    pub fn finish(mut self) -> Function {
        self.b.finish();
        self.b.f
    }

    /// Returns with what the result variables hold, after running deferred calls.
    pub fn emit_return(&mut self) {
        if self.has_defer {
            if let Some(pos) = self.shared_exit {
                self.at(pos);
            }
            self.b.emit0(Op::DeferReturn);
        }
        let values = self.load_results();
        self.b.terminate(Op::Return(values));
    }

    // --- variables

    /// Must the variable live in the heap?
    pub fn needs_cell(&self, obj: ObjId) -> bool {
        let o = &self.p.c.store[obj];
        // A `return` statement assigns to results.
        let reassigned = o.has(ObjFlags::REASSIGNED) || o.has(ObjFlags::RESULT);
        o.has(ObjFlags::ADDR_TAKEN)
            || self.p.addr_taken.contains(&obj)
            || (o.has(ObjFlags::CAPTURED) && reassigned)
    }

    fn needs_slot(&self, obj: ObjId, ty: Ty) -> bool {
        !self.p.is_register(ty)
            || self.long_lived.contains(&obj)
            || (self.shared.contains(&obj) && self.p.c.store[obj].has(ObjFlags::REASSIGNED))
    }

    /// Declares a variable with an initial value (zero if none).
    pub fn declare(&mut self, obj: ObjId, init: Option<Value>) {
        if obj.is_none() {
            return;
        }
        let ty = self.obj_ty(obj);
        let name = self.p.c.store[obj].name.as_str();
        if name == "_" || name.is_empty() {
            return;
        }
        let storage = if self.needs_cell(obj) || self.p.is_large(ty) {
            let cell = self.new_cell(ty);
            if let Some(v) = init {
                self.store(cell, v);
            }
            Storage::Cell(cell)
        } else if self.needs_slot(obj, ty) {
            let slot = self.b.local(ty, name);
            match init {
                Some(v) => {
                    let addr = self.slot_addr(slot);
                    self.b.emit0(Op::Store { ptr: addr, val: v, barrier: false });
                }
                None => self.zero_slot(slot),
            }
            Storage::Slot(slot)
        } else {
            let var = self.b.new_var(ty);
            let v = match init {
                Some(v) => v,
                None => self.b.emit(Op::Zero, ty),
            };
            self.b.write(var, v);
            Storage::Var(var)
        };
        self.storage.insert(obj, storage);
    }

    /// The type of a variable.
    pub fn obj_ty(&mut self, obj: ObjId) -> Ty {
        let t = self.p.c.store[obj].ty;
        self.lty(t)
    }

    /// A new heap variable.
    pub fn new_cell(&mut self, ty: Ty) -> Value {
        let pty = self.p.pointer_to(ty);
        self.b.emit(Op::New(ty), pty)
    }

    /// Memory for a while: a slot in the frame, or what is too large for it in the heap. The contents are undefined.
    pub fn scratch(&mut self, ty: Ty, name: &str) -> Value {
        if self.p.is_large(ty) {
            return self.new_cell(ty);
        }
        let slot = self.b.local(ty, name);
        self.slot_addr(slot)
    }

    /// As [`Self::scratch`], with zeros in it.
    pub fn zeroed_scratch(&mut self, ty: Ty, name: &str) -> Value {
        let ptr = self.scratch(ty, name);
        self.clear_scratch(ptr, ty);
        ptr
    }

    /// Clears what [`Self::scratch`] gave; what is in the heap is zero already.
    pub fn clear_scratch(&mut self, ptr: Value, ty: Ty) {
        if !self.p.is_large(ty) {
            self.b.emit0(Op::ZeroMem { ptr, ty, barrier: false });
        }
    }

    pub fn slot_addr(&mut self, slot: Local) -> Value {
        let ty = self.b.f.locals[slot.index()].ty;
        let pty = self.p.pointer_to(ty);
        self.b.emit(Op::LocalAddr(slot), pty)
    }

    pub fn zero_slot(&mut self, slot: Local) {
        let ty = self.b.f.locals[slot.index()].ty;
        let ptr = self.slot_addr(slot);
        self.b.emit0(Op::ZeroMem { ptr, ty, barrier: false });
    }

    /// The address of a variable in memory; none for SSA variables.
    pub fn storage_addr(&mut self, storage: Storage) -> Option<Value> {
        match storage {
            Storage::Var(_) => None,
            Storage::Slot(slot) => Some(self.slot_addr(slot)),
            Storage::Cell(v) => Some(v),
            Storage::CellVar(var) => Some(self.b.read(var)),
            Storage::CellSlot(slot) => {
                let ptr = self.slot_addr(slot);
                Some(self.load(ptr))
            }
        }
    }

    pub fn load_storage(&mut self, storage: Storage, ty: Ty) -> Value {
        match self.storage_addr(storage) {
            Some(ptr) => self.b.emit(Op::Load(ptr), ty),
            None => match storage {
                Storage::Var(var) => self.b.read(var),
                _ => self.b.emit(Op::Zero, ty),
            },
        }
    }

    pub fn store_storage(&mut self, storage: Storage, v: Value) {
        match (self.storage_addr(storage), storage) {
            (Some(ptr), _) => self.store(ptr, v),
            (None, Storage::Var(var)) => self.b.write(var, v),
            _ => {}
        }
    }

    /// Loads through a typed pointer.
    pub fn load(&mut self, ptr: Value) -> Value {
        let ty = self.b.ty(ptr);
        let elem = self.p.pointee(ty).unwrap_or(self.p.tys.uintptr);
        self.b.emit(Op::Load(ptr), elem)
    }

    /// Stores through a pointer, with a barrier where one may be needed.
    pub fn store(&mut self, ptr: Value, val: Value) {
        let barrier = self.barrier_for(ptr, self.b.ty(val));
        self.b.emit0(Op::Store { ptr, val, barrier });
    }

    /// Does a store of a value of type `ty` at this address need a write barrier?
    pub fn barrier_for(&self, ptr: Value, ty: Ty) -> bool {
        self.p.has_pointers(ty) && !self.is_frame_address(ptr)
    }

    fn is_frame_address(&self, mut ptr: Value) -> bool {
        loop {
            match self.b.def_op(ptr) {
                Some(Op::LocalAddr(_)) => return true,
                Some(Op::FieldAddr(p, _) | Op::IndexAddr(p, _)) => ptr = *p,
                _ => return false,
            }
        }
    }

    // --- shorthands

    pub fn at(&mut self, pos: Pos) {
        if pos.is_known() {
            self.b.pos = self.p.pos(pos);
        }
    }

    /// Where a fault of an expression is reported: the bracket of an index or slice expression, the dot of a selector, as in gc.
    pub fn op_pos(&self, e: ExprId) -> Pos {
        match self.ast[e].kind {
            ast::ExprKind::Selector { sel, .. } => self.ast.dot(e).unwrap_or(self.ast[sel].pos),
            ast::ExprKind::Index { lbrack, .. } | ast::ExprKind::Slice { lbrack, .. }
                if lbrack.is_known() =>
            {
                lbrack
            }
            _ => self.ast[e].pos,
        }
    }

    /// The closed type of an expression.
    pub fn etype(&mut self, e: ExprId) -> TypeId {
        let t = self.p.c.info(self.file).type_of(e);
        self.p.subst(t, &self.env)
    }

    /// The type of an expression.
    pub fn ety(&mut self, e: ExprId) -> Ty {
        let t = self.etype(e);
        self.p.ty(t)
    }

    /// A type of the checker in this function's environment.
    pub fn lty(&mut self, t: TypeId) -> Ty {
        let t = self.p.subst(t, &self.env);
        self.p.ty(t)
    }

    pub fn mode(&self, e: ExprId) -> Mode {
        self.p.c.info(self.file).tv(e).mode
    }

    pub fn object(&self, ident: ExprId) -> ObjId {
        self.p.c.info(self.file).object(ident)
    }

    /// A fresh symbol for a function nested in this one.
    pub fn nested_name(&mut self, kind: &'static str) -> String {
        let n = self.counts.entry(kind).or_insert(0);
        *n += 1;
        match (kind, self.nested) {
            ("func", true) => format!("{}.{n}", self.name),
            ("-range", _) => format!("{}-range{n}", self.name),
            _ => format!("{}.{kind}{n}", self.name),
        }
    }

    /// Reports an unsupported construct and gives a value to go on with.
    pub fn unsupported(&mut self, pos: Pos, what: &str, ty: Ty) -> Value {
        self.p.unsupported(pos, what);
        self.b.emit(Op::Zero, ty)
    }
}

impl Program<'_, '_> {
    /// A function's signature type under a substitution.
    pub fn subst_sig(&mut self, sig: TypeId, env: &Env) -> TypeId {
        self.subst(sig, env)
    }
}
