//! The state of lowering one function body, its beginning and end, results.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use gorc_syntax::ast::{self, DeclId, DeclKind, ExprId, StmtKind};
use gorc_syntax::{File, Pos, Symbol};
use gorc_types::{FileId, Mode, ObjId, Type, TypeId};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Program;
use super::func::Builder;
use super::program::Instance;
use super::rangefunc::RangeBody;
use super::storage::Storage;
use super::types::Env;
use crate::entities::{Block, Sym, Value};
use crate::function::Function;
use crate::ops::Op;
use crate::types::{Signature, Ty};

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
    /// The body of a range-over-func statement may call `recover`, which asks which frame it was called in.
    pub range_recovers: bool,
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

impl<'p, 'c, 'a> Lower<'p, 'c, 'a> {
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
            range_recovers: false,
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
