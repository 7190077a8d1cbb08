//! From machine code to basic blocks of *effects* on the frame and on the registers that calls keep.
//!
//! Code is decoded along its control flow: from the entry, the handlers, the targets of branches and of jump tables. A jump
//! table stands behind its jump and ends where the jump's source location does; the sizes of all tables are compared with those of the
//! CLIF, so that a mistake here is an error.
//!
//! Read next: `effects.rs`.

use std::ops::Range;

use iced_x86::{Code, Decoder, DecoderOptions, FlowControl, Instruction, Register};

use super::effects::{Effect, Effects};
use super::{Extent, Input};

/// A basic block.
#[derive(Default, Debug)]
pub struct Block {
    /// What it does, in order.
    pub effects: Vec<Effect>,
    /// Blocks that may follow.
    pub next: Vec<usize>,
}

/// A function as the dataflow wants it.
#[derive(Debug)]
pub struct Body {
    /// The blocks in order of their addresses.
    pub blocks: Vec<Block>,
    /// Blocks at which recovered panics resume.
    pub handlers: Vec<usize>,
    /// Registers saved at entry, as bits.
    pub saved: u8,
    /// The slots.
    pub slots: Vec<Extent>,
}

/// Where control goes behind an instruction.
enum Flow {
    Next,
    Branch(u32),
    Jump(u32),
    Table(Vec<u32>),
    End,
}

struct Line {
    end: u32,
    effects: Range<usize>,
    flow: Flow,
}

struct Walk<'a> {
    input: &'a Input<'a>,
    decoder: Decoder<'a>,
    effects: Effects<'a>,
    lines: Vec<Line>,
    /// The instruction at an offset: 1 + its place in `lines`, or 0.
    at: Vec<u32>,
    /// Offsets still to decode from.
    work: Vec<u32>,
    /// Offsets at which blocks begin.
    leaders: Vec<u32>,
    tables: Vec<u32>,
}

/// Decodes a function.
pub fn decode(input: &Input<'_>) -> Result<Body, String> {
    let mut decoder = Decoder::with_ip(64, input.code, 0, DecoderOptions::NONE);
    let (body, saved) = entry(input, &mut decoder)?;
    let mut walk = Walk {
        input,
        decoder,
        effects: Effects::new(input, saved),
        lines: Vec::new(),
        at: vec![0; input.code.len()],
        work: Vec::new(),
        leaders: Vec::new(),
        tables: Vec::new(),
    };
    walk.lead(body);
    input.handlers.iter().for_each(|&h| walk.lead(h));
    while let Some(at) = walk.work.pop() {
        walk.run(at)?;
    }
    walk.tables.sort_unstable();
    if walk.tables != input.tables {
        return Err(format!("jump tables {:?} instead of {:?}", walk.tables, input.tables));
    }
    if walk.at[..body as usize].iter().any(|&line| line != 0) {
        return Err("a branch into the entry".into());
    }
    walk.blocks(saved)
}

/// Reads `push rbp; mov rbp, rsp; sub rsp, frame` and the stores of saved registers. Gives where the body begins and the registers as bits.
fn entry(input: &Input<'_>, decoder: &mut Decoder<'_>) -> Result<(u32, u8), String> {
    let push = decoder.decode();
    let mov = decoder.decode();
    let is_mov = matches!(mov.code(), Code::Mov_r64_rm64 | Code::Mov_rm64_r64)
        && mov.op0_register() == Register::RBP
        && mov.op1_register() == Register::RSP;
    if push.code() != Code::Push_r64 || push.op0_register() != Register::RBP || !is_mov {
        return Err("unknown entry".into());
    }
    let mut body = decoder.position() as u32;
    if input.frame == 0 {
        return Ok((body, 0));
    }
    let sub = decoder.decode();
    let is_sub = matches!(sub.code(), Code::Sub_rm64_imm8 | Code::Sub_rm64_imm32);
    if !is_sub || sub.op0_register() != Register::RSP || sub.immediate(1) != u64::from(input.frame) {
        return Err("unknown entry".into());
    }
    body = decoder.position() as u32;
    let mut stores = Vec::new();
    while decoder.can_decode() {
        let store = decoder.decode();
        let Some(reg) = Effects::kept(store.op1_register()).filter(|_| store.code() == Code::Mov_rm64_r64)
        else {
            break;
        };
        if store.memory_base() != Register::RSP || store.memory_index() != Register::None {
            break;
        }
        stores.push((reg, store.memory_displacement64()));
        body = decoder.position() as u32;
    }
    // They are in order, from the beginning of the area on.
    let size = (8 * stores.len() as u64).next_multiple_of(16);
    let first = u64::from(input.frame).checked_sub(size).ok_or("unknown entry")?;
    let in_order = stores.windows(2).all(|w| w[0].0 < w[1].0);
    if !in_order || stores.iter().enumerate().any(|(i, s)| s.1 != first + 8 * i as u64) {
        return Err("unknown area of saved registers".into());
    }
    Ok((body, stores.iter().fold(0, |bits, s| bits | 1 << s.0)))
}

impl Walk<'_> {
    /// Control may come to `at` from elsewhere.
    fn lead(&mut self, at: u32) {
        self.leaders.push(at);
        self.work.push(at);
    }

    fn line(&self, at: u32) -> Option<&Line> {
        self.lines.get((*self.at.get(at as usize)?).checked_sub(1)? as usize)
    }

    /// Decodes from `at` to where control does not go on, or to what is known.
    fn run(&mut self, mut at: u32) -> Result<(), String> {
        if at as usize >= self.input.code.len() {
            return Err("a branch out of the function".into());
        }
        self.decoder.set_position(at as usize).map_err(|e| e.to_string())?;
        self.decoder.set_ip(u64::from(at));
        self.effects.begin();
        let mut inst = Instruction::default();
        while self.line(at).is_none() {
            if !self.decoder.can_decode() {
                return Err("the code ends".into());
            }
            let first = self.effects.list.len();
            self.decoder.decode_out(&mut inst);
            if inst.is_invalid() {
                return Err(format!("invalid instruction at {at:#x}"));
            }
            let end = inst.next_ip() as u32;
            self.effects.add(&inst).map_err(|e| format!("{e} at {at:#x}"))?;
            let flow = self.flow(&inst, end)?;
            let goes_on = matches!(flow, Flow::Next | Flow::Branch(_));
            self.lines.push(Line { end, effects: first..self.effects.list.len(), flow });
            self.at[at as usize] = self.lines.len() as u32;
            if !goes_on {
                return Ok(());
            }
            at = end;
        }
        Ok(())
    }

    fn flow(&mut self, inst: &Instruction, end: u32) -> Result<Flow, String> {
        let target = || u32::try_from(inst.near_branch_target()).map_err(|_| "a branch out of the function");
        Ok(match inst.flow_control() {
            FlowControl::Next | FlowControl::Call | FlowControl::IndirectCall => Flow::Next,
            FlowControl::ConditionalBranch => {
                self.leaders.push(end);
                self.lead(target()?);
                Flow::Branch(target()?)
            }
            FlowControl::UnconditionalBranch => {
                self.lead(target()?);
                Flow::Jump(target()?)
            }
            FlowControl::IndirectBranch => {
                let table = self.table(end)?;
                table.iter().for_each(|&t| self.lead(t));
                Flow::Table(table)
            }
            FlowControl::Return | FlowControl::Exception => Flow::End,
            other => return Err(format!("unknown control flow {other:?}")),
        })
    }

    /// The targets in the jump table at `start`: 32-bit distances from there.
    fn table(&mut self, start: u32) -> Result<Vec<u32>, String> {
        let i = self.input.ends.partition_point(|&(lo, _)| lo < start);
        let end = i.checked_sub(1).map_or(0, |i| self.input.ends[i].1);
        let bytes = self.input.code.get(start as usize..end as usize).unwrap_or(&[]);
        if bytes.is_empty() || bytes.len() % 4 != 0 {
            return Err("a jump table without end".into());
        }
        self.tables.push(bytes.len() as u32 / 4);
        let words = bytes.chunks_exact(4).map(|b| i32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        Ok(words.map(|w| start.wrapping_add_signed(w)).collect())
    }

    /// Puts the instructions together to blocks.
    fn blocks(mut self, saved: u8) -> Result<Body, String> {
        self.leaders.sort_unstable();
        self.leaders.dedup();
        let block_at = |at: u32| {
            // Otherwise two ways of decoding overlap.
            self.leaders.binary_search(&at).map_err(|_| "a branch into an instruction".to_owned())
        };
        let mut blocks = Vec::with_capacity(self.leaders.len());
        for &leader in &self.leaders {
            let mut block = Block::default();
            let mut at = leader;
            loop {
                let line = self.line(at).ok_or("a gap in the code")?;
                block.effects.extend_from_slice(&self.effects.list[line.effects.clone()]);
                at = line.end;
                match &line.flow {
                    Flow::Next if block_at(at).is_err() => continue,
                    Flow::Next => block.next.push(block_at(at)?),
                    Flow::Branch(to) => block.next.extend([block_at(at)?, block_at(*to)?]),
                    Flow::Jump(to) => block.next.push(block_at(*to)?),
                    Flow::Table(to) => {
                        for &to in to {
                            block.next.push(block_at(to)?);
                        }
                        block.next.sort_unstable();
                        block.next.dedup();
                    }
                    Flow::End => {}
                }
                break;
            }
            blocks.push(block);
        }
        let handlers = self.input.handlers.iter().map(|&h| block_at(h)).collect::<Result<_, _>>()?;
        Ok(Body { blocks, handlers, saved, slots: self.input.slots.clone() })
    }
}
