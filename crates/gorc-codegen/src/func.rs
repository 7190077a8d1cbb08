//! One function from GIR to CLIF: blocks, parameters, the defer frame; instructions are dispatched in `inst.rs`.
//!
//! GIR blocks are lowered in reverse postorder, so that definitions come before uses; each becomes one CLIF block, which
//! operations with inner control flow split further. Cold paths stand in blocks marked cold.

use std::collections::HashMap;

use cranelift_codegen::cursor::{Cursor, FuncCursor};
use cranelift_codegen::ir::{self, BlockArg, FuncRef, InstBuilder, SourceLoc, StackSlot, types};
use gorc_ir::cfg::Cfg;
use gorc_ir::loops::Loops;
use gorc_ir::{Block, Function, Local, Module, PosIndex, Ty, Value};

use crate::abi::{Convention, FnAbi, ParamPlace, ResultPlace};
use crate::layout::{Layouts, TypeInfo};
use crate::refs::{RefTable, Target};
use crate::runtime_call::UNREACHABLE;
use crate::uses::{Uses, single_uses, wanted_scalars};
use crate::values::{Place, R, Scalars, Val};
use crate::{Cx, HUGE};

/// A pending block that panics; its parameters are the arguments.
pub struct ColdPanic {
    /// The block.
    pub block: ir::Block,
    /// The runtime function.
    pub row: u16,
    /// The position.
    pub loc: SourceLoc,
}

/// The state of lowering one function.
pub struct Lower<'a, 'c> {
    /// What all functions share.
    pub cx: &'a Cx<'a>,
    /// The GIR function.
    pub f: &'a Function,
    /// Where CLIF goes.
    pub pos: FuncCursor<'c>,
    /// GIR values as lowered so far.
    pub vals: Vec<Val>,
    /// CLIF blocks of GIR blocks.
    pub blocks: Vec<ir::Block>,
    /// Uses of memory-class values.
    pub uses: Uses,
    /// The loops that blocks lie in.
    pub loops: Loops,
    /// Is the function so large that it may be compiled without optimisation?
    pub large: bool,
    /// Positions of the only uses of values.
    pub single_uses: Vec<Option<PosIndex>>,
    /// Which scalars of each value are wanted.
    pub wanted: Vec<u8>,
    /// What the code refers to.
    pub refs: RefTable,
    /// Imported functions by target number.
    pub func_refs: HashMap<u32, FuncRef>,
    /// Addresses of symbols by target number.
    pub symbols: HashMap<u32, ir::GlobalValue>,
    /// How this function is called.
    pub abi: FnAbi,
    /// The result block, if results go there.
    pub result_ptr: Option<ir::Value>,
    /// The defer frame.
    pub defer_frame: Option<StackSlot>,
    /// Free temporaries by size.
    pub free_slots: HashMap<u64, Vec<StackSlot>>,
    /// Temporaries that hold values which end in their block.
    pub owned_slots: HashMap<Value, (StackSlot, u64)>,
    /// Pending panics by row and position.
    pub panics: HashMap<(u16, SourceLoc), ir::Block>,
    /// Pending panics in order.
    pub cold: Vec<ColdPanic>,
    /// Positions in order of first use; a source location is an index of it.
    pub positions: Vec<PosIndex>,
    /// Does it call anything that relies on this function's stack check?
    pub has_calls: bool,
    /// Interface methods called: (interface type, method number).
    pub iface_calls: Vec<(Ty, u32)>,
    /// The funcval at entry.
    pub closure_ctx: Option<ir::Value>,
    /// GIR block being lowered.
    pub current: Block,
    /// Index of the instruction being lowered in its block.
    pub index: usize,
    position_index: HashMap<PosIndex, u32>,
    locals: Vec<Option<StackSlot>>,
}

/// What lowering a function gives beside the CLIF.
pub struct Lowered {
    /// What the code refers to.
    pub refs: RefTable,
    /// Positions; a source location is an index of it.
    pub positions: Vec<PosIndex>,
    /// See [`Lower::has_calls`].
    pub has_calls: bool,
    /// See [`Lower::iface_calls`].
    pub iface_calls: Vec<(Ty, u32)>,
}

/// May the CLIF of the function be one of those that `is_huge` is about?
fn is_large(f: &Function) -> bool {
    let (insts, blocks) = (f.insts.len(), f.blocks.len());
    insts > HUGE.0 / 4 || insts.saturating_mul(blocks) > HUGE.1 / 8
}

/// Lowers `f` into `clif`, which is empty.
pub fn lower<'a>(cx: &'a Cx<'a>, f: &'a Function, clif: &mut ir::Function) -> R<Lowered> {
    let abi = FnAbi::new(&cx.layouts, &f.sig.params, &f.sig.results, Convention::Go);
    clif.signature = abi.signature();
    let cfg = Cfg::new(f);
    let uses = Uses::new(f, &cfg, &cx.layouts);
    let mut lower = Lower {
        cx,
        f,
        pos: FuncCursor::new(clif),
        vals: vec![Val::None; f.values.len()],
        blocks: Vec::new(),
        uses,
        loops: Loops::new(f, &cfg),
        large: is_large(f),
        single_uses: single_uses(f),
        wanted: wanted_scalars(f, cx.layouts.table),
        refs: RefTable::default(),
        func_refs: HashMap::new(),
        symbols: HashMap::new(),
        abi,
        result_ptr: None,
        defer_frame: None,
        free_slots: HashMap::new(),
        owned_slots: HashMap::new(),
        panics: HashMap::new(),
        cold: Vec::new(),
        positions: Vec::new(),
        has_calls: false,
        iface_calls: Vec::new(),
        closure_ctx: None,
        current: f.entry(),
        index: 0,
        position_index: HashMap::new(),
        locals: vec![None; f.locals.len()],
    };
    lower.run(&cfg)?;
    let Lower { refs, positions, has_calls, iface_calls, .. } = lower;
    Ok(Lowered { refs, positions, has_calls, iface_calls })
}

impl<'a> Lower<'a, '_> {
    /// The module.
    pub fn module(&self) -> &'a Module {
        self.cx.module
    }

    /// Facts of types.
    pub fn layouts(&self) -> &'a Layouts<'a> {
        &self.cx.layouts
    }

    /// Facts of a type.
    pub fn info(&self, ty: Ty) -> &'a TypeInfo {
        self.cx.layouts.info(ty)
    }

    fn run(&mut self, cfg: &Cfg) -> R<()> {
        let loc = self.source_loc(self.f.pos);
        self.pos.set_srcloc(loc);
        let first = self.pos.func.dfg.make_block();
        self.blocks = (0..self.f.blocks.len()).map(|_| self.pos.func.dfg.make_block()).collect();
        self.entry(first)?;
        for &b in &cfg.rpo {
            self.block(b)?;
        }
        self.emit_panics()
    }

    /// The prologue block: parameters, closure context, defer frame.
    fn entry(&mut self, first: ir::Block) -> R<()> {
        self.pos.insert_block(first);
        let machine: Vec<ir::Value> = self
            .abi
            .machine_params
            .iter()
            .map(|p| p.ty)
            .collect::<Vec<_>>()
            .into_iter()
            .map(|ty| self.pos.func.dfg.append_block_param(first, ty))
            .collect();
        let mut next = machine.iter().copied();
        if !matches!(self.abi.results, ResultPlace::Regs) {
            self.result_ptr = next.next();
        }
        let block = machine.last().copied().filter(|_| self.abi.param_block > 0);
        let params = self.f.blocks[0].params.clone();
        if params.len() != self.abi.params.len() {
            return Err("entry block's parameters differ from the signature".into());
        }
        for (i, &v) in params.iter().enumerate() {
            let val = match self.abi.params[i].clone() {
                ParamPlace::Regs(p) => Val::Regs(next.by_ref().take(p.len()).collect()),
                ParamPlace::Pointer => Val::Mem(Place::safe(next.next().ok_or("missing parameter")?)),
                ParamPlace::Block(off, pieces) => {
                    let base = Place::safe(block.ok_or("missing parameter block")?);
                    let load = |(k, p): (usize, &crate::layout::Piece)| {
                        self.load_scalar(p.ty, base.at(u64::from(off) + 8 * k as u64))
                    };
                    Val::Regs(pieces.iter().enumerate().map(load).collect())
                }
                ParamPlace::BlockPointer(off) => {
                    let base = Place::safe(block.ok_or("missing parameter block")?);
                    Val::Mem(Place::safe(self.load_scalar(types::I64, base.at(u64::from(off)))))
                }
            };
            self.define(v, val);
        }
        if self.f.flags.closure {
            let g = self.pos.ins().get_pinned_reg(types::I64);
            let ctxt = Place::safe(g).at(gorc_abi::goroutine::G_CTXT as u64);
            self.closure_ctx = Some(self.load_scalar(types::I64, ctxt));
        }
        let body = self.blocks[0];
        match self.f.recover {
            Some(handler) => self.enter_defer_frame(body, handler),
            None => {
                self.pos.ins().jump(body, &[]);
                Ok(())
            }
        }
    }

    fn block(&mut self, b: Block) -> R<()> {
        let block = self.blocks[b.index()];
        self.pos.insert_block(block);
        self.current = b;
        let data = &self.f.blocks[b.index()];
        if b != self.f.entry() {
            for &v in &data.params {
                let pieces = self.info(self.f.ty(v)).pieces.as_ref();
                let pieces = pieces.ok_or_else(|| format!("parameter {v} is memory-class"))?;
                let scalars: Scalars =
                    pieces.iter().map(|p| self.pos.func.dfg.append_block_param(block, p.ty)).collect();
                self.define(v, Val::Regs(scalars));
            }
        }
        for (i, &inst) in data.insts.iter().enumerate() {
            self.index = i;
            let loc = self.source_loc(self.f.insts[inst.index()].pos);
            self.pos.set_srcloc(loc);
            self.inst(inst).map_err(|e| format!("{b}, {inst}: {e}"))?;
            for k in 0..self.uses.ending(b, i).len() {
                let v = self.uses.ending(b, i)[k];
                if let Some(temp) = self.owned_slots.remove(&v) {
                    self.free_temp(temp);
                }
            }
        }
        Ok(())
    }

    /// The source location of a position: its number in this function.
    fn source_loc(&mut self, pos: PosIndex) -> SourceLoc {
        let next = self.positions.len() as u32;
        let n = *self.position_index.entry(pos).or_insert(next);
        if n == next {
            self.positions.push(pos);
        }
        SourceLoc::new(n)
    }

    /// Writes the pending panics.
    fn emit_panics(&mut self) -> R<()> {
        for ColdPanic { block, row, loc } in std::mem::take(&mut self.cold) {
            self.pos.insert_block(block);
            self.pos.func.layout.set_cold(block);
            self.pos.set_srcloc(loc);
            let args: Vec<ir::Value> = self.pos.func.dfg.block_params(block).to_vec();
            self.runtime_row(row, &args)?;
            self.pos.ins().trap(UNREACHABLE);
        }
        Ok(())
    }

    /// The stack slot of a local.
    pub fn local_slot(&mut self, l: Local) -> R<StackSlot> {
        let entry = self.locals.get(l.index()).ok_or_else(|| format!("{l} does not exist"))?;
        if let Some(slot) = *entry {
            return Ok(slot);
        }
        let info = self.info(self.f.locals[l.index()].ty);
        let slot = self.new_slot(info.size, info.align)?;
        self.locals[l.index()] = Some(slot);
        Ok(slot)
    }

    /// The address of a symbol.
    pub fn symbol(&mut self, target: Target) -> ir::Value {
        let number = self.refs.number(target);
        let gv = match self.symbols.get(&number) {
            Some(&gv) => gv,
            None => {
                let func = &mut self.pos.func;
                let name = func.declare_imported_user_function(ir::UserExternalName::new(0, number));
                let gv = func.create_global_value(ir::GlobalValueData::Symbol {
                    name: ir::ExternalName::user(name),
                    offset: 0.into(),
                    colocated: true,
                    tls: false,
                });
                self.symbols.insert(number, gv);
                gv
            }
        };
        self.pos.ins().symbol_value(types::I64, gv)
    }

    /// A 64-bit constant.
    pub fn iconst(&mut self, n: i64) -> ir::Value {
        self.pos.ins().iconst(types::I64, n)
    }

    /// A new block with parameters of these types, not inserted yet.
    pub fn new_block(&mut self, params: &[ir::Type]) -> ir::Block {
        let block = self.pos.func.dfg.make_block();
        for &ty in params {
            self.pos.func.dfg.append_block_param(block, ty);
        }
        block
    }

    /// Parameter `i` of a block.
    pub fn block_param(&self, block: ir::Block, i: usize) -> ir::Value {
        self.pos.func.dfg.block_params(block)[i]
    }

    /// Continues in a new block.
    pub fn start(&mut self, block: ir::Block) {
        self.pos.insert_block(block);
    }

    /// Continues in a new block that is rarely executed.
    pub fn start_cold(&mut self, block: ir::Block) {
        self.pos.insert_block(block);
        self.pos.func.layout.set_cold(block);
    }

    /// Jumps to a block.
    pub fn jump(&mut self, block: ir::Block, args: &[ir::Value]) {
        let args: Vec<BlockArg> = args.iter().map(|&v| BlockArg::Value(v)).collect();
        self.pos.ins().jump(block, &args);
    }

    /// Branches on a condition.
    pub fn branch(&mut self, cond: ir::Value, yes: (ir::Block, &[ir::Value]), no: (ir::Block, &[ir::Value])) {
        let a: Vec<BlockArg> = yes.1.iter().map(|&v| BlockArg::Value(v)).collect();
        let b: Vec<BlockArg> = no.1.iter().map(|&v| BlockArg::Value(v)).collect();
        self.pos.ins().brif(cond, yes.0, &a, no.0, &b);
    }
}
