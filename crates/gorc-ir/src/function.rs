//! A function: blocks of instructions over SSA values.

use crate::entities::{Block, Inst, Local, PosIndex, Sym, Value};
use crate::ops::Op;
use crate::types::{Signature, Ty};

/// Where a value comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ValueDef {
    /// Result number `.1` of an instruction.
    Result(Inst, u32),
    /// Parameter number `.1` of a block; the entry block's are the function's.
    Param(Block, u32),
}

/// A value.
#[derive(Clone, Debug)]
pub struct ValueData {
    /// Type.
    pub ty: Ty,
    /// Definition.
    pub def: ValueDef,
}

/// An instruction.
#[derive(Clone, Debug)]
pub struct InstData {
    /// Operation and operands.
    pub op: Op,
    /// Results.
    pub results: Vec<Value>,
    /// Position.
    pub pos: PosIndex,
    /// The slot that holds the memory of the result, of an operation that needs memory for it and whose result does not outlive the
    /// function ([`crate::slots::SlotType`]). Without one it is in the heap.
    pub slot: Option<Local>,
}

impl InstData {
    /// The slots it names.
    pub fn for_each_local_mut(&mut self, mut f: impl FnMut(&mut Local)) {
        self.op.for_each_local_mut(&mut f);
        self.slot.iter_mut().for_each(f);
    }
}

/// A basic block.
#[derive(Clone, Debug, Default)]
pub struct BlockData {
    /// Parameters.
    pub params: Vec<Value>,
    /// Instructions in order, the terminator last.
    pub insts: Vec<Inst>,
}

/// A stack slot, *not* zeroed on entry.
#[derive(Clone, Debug)]
pub struct LocalData {
    /// Type of its content.
    pub ty: Ty,
    /// The variable's name, for readers and debuggers.
    pub name: String,
}

/// Facts about a function as a whole.
#[derive(Clone, Debug, Default)]
pub struct FunctionFlags {
    /// Reads `ClosureCtx`.
    pub closure: bool,
    /// A compiler-made wrapper, hidden in tracebacks, transparent to `recover`.
    pub wrapper: bool,
    /// `//go:noinline`
    pub noinline: bool,
    /// `//go:nosplit`: no stack check.
    pub nosplit: bool,
    /// Identical bodies under other names may be folded with this one, and duplicates are no error (instances, wrappers).
    pub dup_ok: bool,
}

/// A function.
#[derive(Clone, Debug)]
pub struct Function {
    /// Symbol.
    pub name: Sym,
    /// Parameters (the receiver first) and results.
    pub sig: Signature,
    /// Blocks; the first is the entry.
    pub blocks: Vec<BlockData>,
    /// Instructions.
    pub insts: Vec<InstData>,
    /// Values.
    pub values: Vec<ValueData>,
    /// Stack slots.
    pub locals: Vec<LocalData>,
    /// Flags.
    pub flags: FunctionFlags,
    /// Position of the `func` keyword.
    pub pos: PosIndex,
    /// The function has `defer` statements: where a recovered panic resumes. That block has no parameters and uses no value of other
    /// blocks: it does `DeferReturn`, loads the results from locals and returns.
    pub recover: Option<Block>,
}

impl Function {
    /// An empty function with an entry block whose parameters are `sig.params`.
    pub fn new(name: Sym, sig: Signature) -> Self {
        let mut f = Function {
            name,
            sig,
            blocks: Vec::new(),
            insts: Vec::new(),
            values: Vec::new(),
            locals: Vec::new(),
            flags: FunctionFlags::default(),
            pos: PosIndex(0),
            recover: None,
        };
        let entry = f.add_block();
        for ty in f.sig.params.clone() {
            f.add_param(entry, ty);
        }
        f
    }

    /// The entry block.
    pub fn entry(&self) -> Block {
        Block(0)
    }

    /// Adds an empty block.
    pub fn add_block(&mut self) -> Block {
        self.blocks.push(BlockData::default());
        Block::new(self.blocks.len() - 1)
    }

    /// Adds a parameter to a block.
    pub fn add_param(&mut self, block: Block, ty: Ty) -> Value {
        let n = self.blocks[block.index()].params.len() as u32;
        let v = self.add_value(ty, ValueDef::Param(block, n));
        self.blocks[block.index()].params.push(v);
        v
    }

    /// Adds a stack slot.
    pub fn add_local(&mut self, ty: Ty, name: impl Into<String>) -> Local {
        self.locals.push(LocalData { ty, name: name.into() });
        Local::new(self.locals.len() - 1)
    }

    /// Appends an instruction with results of the given types to a block.
    pub fn append(&mut self, block: Block, op: Op, results: &[Ty], pos: PosIndex) -> Inst {
        let inst = Inst::new(self.insts.len());
        let results = results
            .iter()
            .enumerate()
            .map(|(i, &ty)| self.add_value(ty, ValueDef::Result(inst, i as u32)))
            .collect();
        self.insts.push(InstData { op, results, pos, slot: None });
        self.blocks[block.index()].insts.push(inst);
        inst
    }

    /// The type of a value.
    pub fn ty(&self, v: Value) -> Ty {
        self.values[v.index()].ty
    }

    /// The terminator of a block, if it has one yet.
    pub fn terminator(&self, block: Block) -> Option<&Op> {
        let last = *self.blocks[block.index()].insts.last()?;
        let op = &self.insts[last.index()].op;
        op.is_terminator().then_some(op)
    }

    fn add_value(&mut self, ty: Ty, def: ValueDef) -> Value {
        self.values.push(ValueData { ty, def });
        Value::new(self.values.len() - 1)
    }
}
