//! Exact liveness of frames: which words of a function's frame, and which of the registers that calls keep, may still be read behind each
//! call. Read off the machine code, so it holds whatever optimiser and register allocator have done.
//!
//! `decode.rs` finds the instructions and what they do to the frame, `flow.rs` solves the backward dataflow, `table.rs` writes the result
//! as a live map (`gorc_abi::livemap`). The collector scans what the map names (`gorc-runtime/src/gc/stackscan.rs`).
//!
//! What makes it sound:
//!
//! - Words of the frame are reached directly, relative to rsp, or through an address that a `lea` makes. A `lea` of an address in a
//!   slot counts as a read of the whole slot; besides, the slot is then a *stack object*, which the collector scans as soon as it finds a
//!   pointer to it that is live anywhere on the stack. Cranelift's own spill slots are never addressed otherwise than directly.
//! - A recovered panic resumes at the handler block from any later call, so what is live there is live at every call.
//! - Anything unexpected gives no map, and the frame is scanned whole.

mod decode;
mod effects;
mod flow;
mod table;

use cranelift_codegen::ir::Function;
use cranelift_codegen::{CompiledCode, FinalizedMachExceptionHandler};

/// A part of a frame in bytes from its lowest address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Extent {
    /// First byte.
    pub lo: u32,
    /// One past the last.
    pub hi: u32,
}

/// What the analysis knows of a function beside its code.
pub struct Input<'a> {
    /// The machine code, without the stack check.
    pub code: &'a [u8],
    /// Size of the frame below the saved frame pointer.
    pub frame: u32,
    /// Explicit stack slots in order of their addresses.
    pub slots: Vec<Extent>,
    /// Offsets of blocks at which recovered panics resume.
    pub handlers: Vec<u32>,
    /// Offsets behind the jump tables: each ends where the instruction that contains it does.
    pub ends: Vec<(u32, u32)>,
    /// Numbers of entries of the jump tables, sorted.
    pub tables: Vec<u32>,
}

/// The live map of a compiled function, with `start` bytes before its code; `None` if its frame is to be scanned whole.
pub fn map(func: &Function, code: &CompiledCode, start: u32) -> Option<Vec<u8>> {
    let input = Input::new(func, code)?;
    analyse(&input, start).ok()
}

/// The live map of some machine code, or why there is none.
pub fn analyse(input: &Input<'_>, start: u32) -> Result<Vec<u8>, String> {
    let code = decode::decode(input)?;
    let sites = flow::solve(&code)?;
    Ok(table::write(&code, &sites, start))
}

impl<'a> Input<'a> {
    fn new(func: &Function, code: &'a CompiledCode) -> Option<Input<'a>> {
        let layout = code.buffer.frame_layout()?;
        let mut slots: Vec<Extent> = func
            .sized_stack_slots
            .iter()
            .map(|(slot, data)| {
                let lo = layout.stackslots[slot].offset;
                Extent { lo, hi: lo + data.size }
            })
            .collect();
        slots.sort_by_key(|s| s.lo);
        let handler = |h: &FinalizedMachExceptionHandler| match h {
            FinalizedMachExceptionHandler::Default(at) | FinalizedMachExceptionHandler::Tag(_, at) => {
                Some(*at)
            }
            FinalizedMachExceptionHandler::Context(_) => None,
        };
        let handlers =
            code.buffer.call_sites().flat_map(|s| s.exception_handlers.iter().filter_map(handler)).collect();
        let ends = code.buffer.get_srclocs_sorted().iter().map(|l| (l.start, l.end)).collect();
        Some(Input {
            code: code.code_buffer(),
            frame: layout.frame_to_fp_offset,
            slots,
            handlers,
            ends,
            tables: jump_tables(func),
        })
    }
}

/// The sizes of the tables that branches of the function use, their default entries included.
fn jump_tables(func: &Function) -> Vec<u32> {
    let insts = func.layout.blocks().filter_map(|b| func.layout.last_inst(b));
    let table = |inst| match func.dfg.insts[inst] {
        cranelift_codegen::ir::InstructionData::BranchTable { table, .. } => {
            Some(func.dfg.jump_tables[table].all_branches().len() as u32)
        }
        _ => None,
    };
    let mut sizes: Vec<u32> = insts.filter_map(table).collect();
    sizes.sort_unstable();
    sizes
}
