//! The calling convention of compiled code, and how System V functions of the runtime are called.
//!
//! Values are flattened to scalars: up to six integer registers (rdi rsi rdx rcx r8 r9) and eight float registers for
//! parameters, eight of each for results (Cranelift's `Tail` convention). There are never stack arguments, so that a callee may
//! run on another stack segment than its caller:
//!
//! - A memory-class parameter is the address of an immutable copy in the caller's frame.
//! - If the parameters need more registers than there are, the last integer register (in parameter order, the last
//!   parameter) is the address of a block in the caller's frame. A parameter that fits whole into the remaining
//!   registers (five integer ones) goes there, any other into the block, each scalar in an 8-byte word of its own.
//! - If the results need more registers than there are, or one is memory-class, all of them go to a block in the
//!   caller's frame, laid out as a struct of the result types, whose address is a hidden first parameter.
//!
//! Functions of the runtime archive ([`Convention::SystemV`]) take their parameters the same way; more than two scalar
//! results go to a block of one 8-byte word each.

use cranelift_codegen::ir::{AbiParam, Signature, types};
use cranelift_codegen::isa::CallConv;
use gorc_ir::Ty;
use smallvec::{SmallVec, smallvec};

use crate::layout::{Layouts, Piece, Pieces};

const INT_PARAMS: usize = 6;
const FLOAT_PARAMS: usize = 8;
const INT_RESULTS: usize = 8;
const FLOAT_RESULTS: usize = 8;

/// Who is called.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Convention {
    /// Code compiled by gorc.
    Go,
    /// Functions of the runtime archive.
    SystemV,
}

/// Where a parameter travels.
#[derive(Clone, Debug)]
pub enum ParamPlace {
    /// Its scalars are machine parameters.
    Regs(Pieces),
    /// Its address is a machine parameter.
    Pointer,
    /// Its scalars are words of the block, from this byte offset.
    Block(u32, Pieces),
    /// Its address is a word of the block, at this byte offset.
    BlockPointer(u32),
}

/// Where the results travel.
#[derive(Clone, Debug)]
pub enum ResultPlace {
    /// All scalars are machine results.
    Regs,
    /// In a block of this size, as in memory; the byte offset of each result.
    Block(u32, SmallVec<[u32; 4]>),
    /// In a block of this size, each scalar in a word of its own; the byte offset of each result's first one.
    Words(u32, SmallVec<[u32; 4]>),
}

/// How a signature is passed.
#[derive(Clone, Debug)]
pub struct FnAbi {
    /// One per parameter.
    pub params: SmallVec<[ParamPlace; 6]>,
    /// Size of the parameter block; 0 for none.
    pub param_block: u32,
    /// The results.
    pub results: ResultPlace,
    /// Machine types of parameters, hidden ones included.
    pub machine_params: SmallVec<[Piece; 8]>,
    /// Machine types of results.
    pub machine_results: SmallVec<[Piece; 4]>,
    convention: Convention,
}

const POINTER: Piece = Piece { off: 0, ty: types::I64, signed: false };

fn count(pieces: &[Piece]) -> (usize, usize) {
    let floats = pieces.iter().filter(|p| p.ty.is_float()).count();
    (pieces.len() - floats, floats)
}

impl FnAbi {
    /// Plans the passing of these parameters and results.
    pub fn new(layouts: &Layouts<'_>, params: &[Ty], results: &[Ty], convention: Convention) -> FnAbi {
        Self::with_receiver(layouts, false, params, results, convention)
    }

    /// As [`FnAbi::new`]; with a receiver that is a pointer in front of the parameters (an interface's data word).
    pub fn with_receiver(
        layouts: &Layouts<'_>,
        receiver: bool,
        params: &[Ty],
        results: &[Ty],
        convention: Convention,
    ) -> FnAbi {
        let mut abi = FnAbi {
            params: SmallVec::new(),
            param_block: 0,
            results: ResultPlace::Regs,
            machine_params: SmallVec::new(),
            machine_results: SmallVec::new(),
            convention,
        };
        abi.plan_results(layouts, results);
        let receiver = receiver.then(|| Some(smallvec![POINTER]));
        let params = params.iter().map(|&ty| layouts.info(ty).pieces.clone());
        abi.plan_params(&receiver.into_iter().chain(params).collect::<Vec<_>>());
        abi
    }

    fn plan_results(&mut self, layouts: &Layouts<'_>, results: &[Ty]) {
        let mut fits = true;
        for &ty in results {
            match &layouts.info(ty).pieces {
                Some(pieces) => self.machine_results.extend(pieces.iter().copied()),
                None => fits = false,
            }
        }
        let (ints, floats) = count(&self.machine_results);
        fits &= match self.convention {
            Convention::Go => ints <= INT_RESULTS && floats <= FLOAT_RESULTS,
            Convention::SystemV => ints + floats <= 2,
        };
        if fits {
            return;
        }
        let mut offsets = SmallVec::new();
        let mut size = 0u64;
        let in_regs = |&ty: &Ty| !layouts.info(ty).is_mem();
        if self.convention == Convention::SystemV && results.iter().all(in_regs) {
            for &ty in results {
                offsets.push(size as u32);
                size += 8 * layouts.scalar_count(ty) as u64;
            }
            self.results = ResultPlace::Words(size as u32, offsets);
            self.machine_results.clear();
            self.machine_params.push(POINTER);
            return;
        }
        for &ty in results {
            let info = layouts.info(ty);
            size = size.next_multiple_of(info.align);
            offsets.push(size as u32);
            size += info.size;
        }
        self.results = ResultPlace::Block(size.next_multiple_of(8) as u32, offsets);
        self.machine_results.clear();
        self.machine_params.push(POINTER);
    }

    /// Places parameters given by their scalars; `None` is memory-class.
    fn plan_params(&mut self, params: &[Option<Pieces>]) {
        let needs = |p: &Option<Pieces>| p.as_ref().map_or((1, 0), |p| count(p));
        let hidden = self.machine_params.len();
        let (mut ints, mut floats) = (hidden, 0);
        for p in params {
            let (i, f) = needs(p);
            ints += i;
            floats += f;
        }
        let overflow = ints > INT_PARAMS || floats > FLOAT_PARAMS;
        let mut free = (INT_PARAMS - hidden - usize::from(overflow), FLOAT_PARAMS);
        for pieces in params {
            let (i, f) = needs(pieces);
            let in_regs = i <= free.0 && f <= free.1;
            if in_regs {
                free = (free.0 - i, free.1 - f);
            }
            let offset = self.param_block;
            let place = match (pieces.clone(), in_regs) {
                (Some(p), true) => {
                    self.machine_params.extend(p.iter().copied());
                    ParamPlace::Regs(p)
                }
                (None, true) => {
                    self.machine_params.push(POINTER);
                    ParamPlace::Pointer
                }
                (Some(p), false) => {
                    self.param_block += 8 * p.len() as u32;
                    ParamPlace::Block(offset, p)
                }
                (None, false) => {
                    self.param_block += 8;
                    ParamPlace::BlockPointer(offset)
                }
            };
            self.params.push(place);
        }
        if overflow {
            self.machine_params.push(POINTER);
        }
    }

    /// The Cranelift signature.
    pub fn signature(&self) -> Signature {
        let (conv, sysv) = match self.convention {
            Convention::Go => (CallConv::Tail, false),
            Convention::SystemV => (CallConv::SystemV, true),
        };
        let param = |p: &Piece| match p.ty {
            // System V code as compiled by LLVM relies on small integers being extended by the caller.
            types::I8 | types::I16 | types::I32 if sysv && p.signed => AbiParam::new(p.ty).sext(),
            types::I8 | types::I16 | types::I32 if sysv => AbiParam::new(p.ty).uext(),
            ty => AbiParam::new(ty),
        };
        let mut sig = Signature::new(conv);
        sig.params.extend(self.machine_params.iter().map(param));
        sig.returns.extend(self.machine_results.iter().map(|p| AbiParam::new(p.ty)));
        debug_assert!(fits_registers(&sig), "stack arguments are not part of the convention");
        sig
    }
}

/// Does a signature need no stack arguments and results?
pub fn fits_registers(sig: &Signature) -> bool {
    let tally = |list: &[AbiParam]| {
        let floats = list.iter().filter(|p| p.value_type.is_float()).count();
        (list.len() - floats, floats)
    };
    let (pi, pf) = tally(&sig.params);
    let (ri, rf) = tally(&sig.returns);
    pi <= INT_PARAMS && pf <= FLOAT_PARAMS && ri <= INT_RESULTS && rf <= FLOAT_RESULTS
}
