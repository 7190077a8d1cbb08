//! What an instruction does to the frame and to the registers that calls keep.

use gorc_abi::livemap::KEPT;
use iced_x86::{
    Code, FlowControl, Instruction, InstructionInfoFactory, InstructionInfoOptions, Mnemonic, OpAccess,
    OpKind, Register,
};

use super::{Extent, Input};

/// An effect. Of one instruction, reads come before writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Reads a part of the frame.
    Read(Extent),
    /// Writes all of a part of the frame.
    Write(Extent),
    /// Takes the address of a slot.
    Address(usize),
    /// Reads a register, by its place in [`KEPT`].
    ReadReg(u8),
    /// Writes all of it.
    WriteReg(u8),
    /// Calls; the return address.
    Call(u32),
}

/// Instructions that use a kept register which is no operand.
const HIDDEN: [Mnemonic; 4] = [Mnemonic::Cpuid, Mnemonic::Xlatb, Mnemonic::Cmpxchg8b, Mnemonic::Cmpxchg16b];

/// Collects effects.
pub struct Effects<'a> {
    input: &'a Input<'a>,
    infos: InstructionInfoFactory,
    /// Where the area of saved registers begins.
    saved: u32,
    /// How many instructions of the epilogue were seen.
    leaving: u32,
    /// All effects so far.
    pub list: Vec<Effect>,
}

impl<'a> Effects<'a> {
    /// Of a function that saves these registers.
    pub fn new(input: &'a Input<'a>, saved: u8) -> Effects<'a> {
        let size = (8 * saved.count_ones()).next_multiple_of(16);
        let infos = InstructionInfoFactory::new();
        Effects { input, infos, saved: input.frame - size, leaving: 0, list: Vec::new() }
    }

    /// The place in [`KEPT`] of the register that `reg` is a part of.
    pub fn kept(reg: Register) -> Option<u8> {
        if !reg.is_gpr() {
            return None;
        }
        let number = reg.full_register().number() as u8;
        KEPT.iter().position(|&k| k == number).map(|i| i as u8)
    }

    /// What is decoded next does not follow what was decoded last.
    pub fn begin(&mut self) {
        self.leaving = 0;
    }

    /// Adds what an instruction does.
    pub fn add(&mut self, inst: &Instruction) -> Result<(), String> {
        if self.leaves(inst)? {
            return Ok(());
        }
        let calls = matches!(inst.flow_control(), FlowControl::Call | FlowControl::IndirectCall);
        if inst.is_stack_instruction() && !calls || HIDDEN.contains(&inst.mnemonic()) {
            return Err(format!("unexpected {:?}", inst.code()));
        }
        if (0..inst.op_count()).any(|i| concerns(inst, i)) {
            self.operands(inst)?;
        }
        if calls {
            self.list.push(Effect::Call(inst.next_ip() as u32));
        }
        Ok(())
    }

    /// Is it a part of an epilogue: `add rsp, frame; mov rsp, rbp; pop rbp; ret`? Nothing else may move the stack pointer.
    fn leaves(&mut self, inst: &Instruction) -> Result<bool, String> {
        let step = match inst.code() {
            Code::Add_rm64_imm8 | Code::Add_rm64_imm32
                if inst.op0_register() == Register::RSP
                    && inst.immediate(1) == u64::from(self.input.frame) =>
            {
                1
            }
            Code::Mov_r64_rm64 | Code::Mov_rm64_r64
                if inst.op0_register() == Register::RSP && inst.op1_register() == Register::RBP =>
            {
                2
            }
            Code::Pop_r64 if inst.op0_register() == Register::RBP => 3,
            Code::Retnq => 4,
            _ => 0,
        };
        // A function without frame adds nothing.
        let expected = match self.leaving {
            0 if step == 2 && self.input.frame == 0 => 2,
            n => n + 1,
        };
        if step == 0 && self.leaving == 0 {
            return Ok(false);
        }
        if step != expected {
            return Err("unknown epilogue".into());
        }
        self.leaving = if step == 4 { 0 } else { step };
        Ok(true)
    }

    fn operands(&mut self, inst: &Instruction) -> Result<(), String> {
        let clears = matches!(inst.mnemonic(), Mnemonic::Xor | Mnemonic::Sub);
        if let Some(k) = Effects::kept(inst.op0_register())
            && clears
            && inst.op0_register().size() >= 4
            && inst.op1_register() == inst.op0_register()
        {
            // The value does not matter.
            self.list.push(Effect::WriteReg(k));
            return Ok(());
        }
        let info = self.infos.info_options(
            inst,
            InstructionInfoOptions::NO_MEMORY_USAGE | InstructionInfoOptions::NO_REGISTER_USAGE,
        );
        let accesses: [OpAccess; 5] =
            [info.op0_access(), info.op1_access(), info.op2_access(), info.op3_access(), info.op4_access()];
        let mut writes = Vec::new();
        for (i, access) in (0..inst.op_count()).zip(accesses) {
            let (reads, whole) = match access {
                OpAccess::Read | OpAccess::CondRead | OpAccess::ReadWrite | OpAccess::ReadCondWrite => {
                    (true, false)
                }
                OpAccess::Write => (false, true),
                _ => (false, false),
            };
            match inst.op_kind(i) {
                OpKind::Register => self.register(inst.op_register(i), access, reads, whole, &mut writes)?,
                OpKind::Memory => self.memory(inst, access, reads, whole, &mut writes)?,
                _ => {}
            }
        }
        self.list.extend(writes);
        Ok(())
    }

    fn register(
        &mut self,
        reg: Register,
        access: OpAccess,
        reads: bool,
        whole: bool,
        writes: &mut Vec<Effect>,
    ) -> Result<(), String> {
        let full = reg.full_register();
        if full == Register::RSP || full == Register::RBP && access != OpAccess::Read {
            return Err("unexpected use of the stack pointer".into());
        }
        if let Some(k) = Effects::kept(reg) {
            if reads {
                self.list.push(Effect::ReadReg(k));
            }
            // A write of 32 bits clears the upper half.
            if whole && reg.size() >= 4 {
                writes.push(Effect::WriteReg(k));
            }
        }
        Ok(())
    }

    fn memory(
        &mut self,
        inst: &Instruction,
        access: OpAccess,
        reads: bool,
        whole: bool,
        writes: &mut Vec<Effect>,
    ) -> Result<(), String> {
        for reg in [inst.memory_base(), inst.memory_index()] {
            self.list.extend(Effects::kept(reg).map(Effect::ReadReg));
        }
        if inst.memory_index().full_register() == Register::RBP {
            return Err("the frame pointer as an index".into());
        }
        let disp = inst.memory_displacement64() as i64;
        let lo = match inst.memory_base() {
            Register::RSP => disp,
            // What lies above is the caller's.
            Register::RBP if disp >= 0 => return Ok(()),
            Register::RBP => disp + i64::from(self.input.frame),
            _ => return Ok(()),
        };
        let lo = u32::try_from(lo)
            .ok()
            .filter(|&lo| lo < self.input.frame)
            .ok_or("an access outside of the frame")?;
        if inst.memory_index() != Register::None {
            return Err("an index in the frame".into());
        }
        if inst.mnemonic() == Mnemonic::Lea {
            let slot = self.input.slots.partition_point(|s| s.lo <= lo).checked_sub(1);
            let slot = slot.filter(|&s| lo < self.input.slots[s].hi).ok_or("the address of no slot")?;
            self.list.push(Effect::Address(slot));
            return Ok(());
        }
        let size = inst.memory_size().size() as u32;
        if size == 0 || access == OpAccess::NoMemAccess {
            return Err(format!("unknown access by {:?}", inst.code()));
        }
        let part = Extent { lo, hi: lo + size };
        if part.lo >= self.saved {
            return if part.hi <= self.input.frame {
                Ok(())
            } else {
                Err("an access outside of the frame".into())
            };
        }
        if part.hi > self.saved {
            return Err("an access across the saved registers".into());
        }
        if reads {
            self.list.push(Effect::Read(part));
        }
        if whole {
            writes.push(Effect::Write(part));
        }
        Ok(())
    }
}

/// Does an operand have to do with the frame or a kept register?
fn concerns(inst: &Instruction, i: u32) -> bool {
    let matters = |reg: Register| {
        let full = reg.full_register();
        reg.is_gpr() && (full == Register::RSP || full == Register::RBP || Effects::kept(reg).is_some())
    };
    match inst.op_kind(i) {
        OpKind::Register => matters(inst.op_register(i)),
        OpKind::Memory => matters(inst.memory_base()) || matters(inst.memory_index()),
        _ => false,
    }
}
