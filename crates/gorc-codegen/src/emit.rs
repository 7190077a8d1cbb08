//! From CLIF to a [`Blob`]: machine code with its prologue, relocations, lines and what the function table says.

use cranelift_codegen::binemit::Reloc as ClifReloc;
use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::{ExternalName, Function};
use cranelift_codegen::isa::TargetIsa;
use cranelift_codegen::{CompiledCode, Context, FinalizedMachExceptionHandler, FinalizedRelocTarget};
use gorc_abi::consts::STACK_LEAF_NOCHECK;
use gorc_ir::{PosIndex, Ty};
use gorc_link::RelocKind;

use crate::func::Lowered;
use crate::prologue::{MAX_FRAME, prologue};
use crate::refs::Target;

/// A relocation of a blob.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BlobReloc {
    /// Offset in the bytes.
    pub offset: u32,
    /// Kind.
    pub kind: RelocKind,
    /// Index of [`Blob::targets`].
    pub target: u32,
    /// Added to the address.
    pub addend: i64,
}

/// A compiled function.
#[derive(Clone, PartialEq, Debug)]
pub struct Blob {
    /// Prologue and code.
    pub bytes: Vec<u8>,
    /// Offset of the symbol's address.
    pub entry: u32,
    /// Relocations.
    pub relocs: Vec<BlobReloc>,
    /// What they refer to.
    pub targets: Vec<Target>,
    /// Frame size below the saved frame pointer.
    pub frame: u32,
    /// Offset from the entry of where a recovered panic resumes; 0 for none.
    pub deferreturn: u32,
    /// Offsets in the bytes and numbers of positions in the function.
    pub lines: Vec<(u32, u32)>,
    /// What is live at its calls (see `live`); empty if its frame is to be scanned whole.
    pub live: Vec<u8>,
    /// Interface methods called.
    pub iface_calls: Vec<(Ty, u32)>,
}

/// Facts that decide on the prologue.
pub struct CheckKind {
    /// `//go:nosplit`
    pub nosplit: bool,
}

/// How the one error begins that is the program's fault rather than the compiler's.
pub const FRAME_TOO_LARGE: &str = "stack frame too large";

/// Compiles the function in `ctx`.
pub fn compile(
    ctx: &mut Context,
    isa: &dyn TargetIsa,
    lowered: &Lowered,
    kind: &CheckKind,
) -> Result<Blob, String> {
    // Cranelift would not say more than that some limit is exceeded.
    let slots = ctx.func.sized_stack_slots.values().map(|slot| u64::from(slot.size)).sum();
    check_frame(slots)?;
    let code = ctx.compile(isa, &mut ControlPlane::default()).map_err(|e| format!("{:?}", e.inner))?;
    let frame = code.buffer.frame_layout().map_or(0, |l| l.frame_to_fp_offset);
    check_frame(u64::from(frame))?;
    let unchecked = kind.nosplit || (!lowered.has_calls && frame as usize <= STACK_LEAF_NOCHECK);
    let code = ctx.compiled_code().ok_or("no code")?;
    finish(&ctx.func, code, frame, unchecked, lowered)
}

/// Holds a frame to the limit.
pub fn check_frame(size: u64) -> Result<(), String> {
    if size < u64::from(MAX_FRAME) {
        return Ok(());
    }
    Err(format!("{FRAME_TOO_LARGE} (>1GB): {} MB locals + 0 MB args", size >> 20))
}

fn finish(
    func: &Function,
    code: &CompiledCode,
    frame: u32,
    unchecked: bool,
    lowered: &Lowered,
) -> Result<Blob, String> {
    let mut targets = lowered.refs.list.clone();
    let mut relocs = Vec::new();
    let (mut bytes, mut entry) = (Vec::new(), 0);
    if !unchecked {
        let p = prologue(frame, code.buffer.alignment);
        targets.push(Target::Known(gorc_abi::consts::MORESTACK));
        let target = targets.len() as u32 - 1;
        relocs.push(BlobReloc { offset: p.call_at, kind: RelocKind::Plt32, target, addend: -4 });
        (bytes, entry) = (p.bytes, p.entry);
    }
    let start = bytes.len() as u32;
    bytes.extend(code.code_buffer());
    for r in code.buffer.relocs() {
        let target = match &r.target {
            FinalizedRelocTarget::ExternalName(ExternalName::User(name)) => {
                func.params.user_named_funcs()[*name].index
            }
            other => return Err(format!("relocation to {}", other.display(Some(&func.params)))),
        };
        let kind = match r.kind {
            ClifReloc::X86PCRel4 => RelocKind::Pc32,
            ClifReloc::X86CallPCRel4 | ClifReloc::X86CallPLTRel4 => RelocKind::Plt32,
            ClifReloc::Abs8 => RelocKind::Abs64,
            ClifReloc::Abs4 => RelocKind::Abs32,
            other => return Err(format!("relocation of kind {other}")),
        };
        relocs.push(BlobReloc { offset: start + r.offset, kind, target, addend: r.addend });
    }
    let mut deferreturn = 0;
    for site in code.buffer.call_sites() {
        for handler in site.exception_handlers {
            if let FinalizedMachExceptionHandler::Default(at) = handler {
                deferreturn = start + at - entry;
            }
        }
    }
    let lines = lines(code, start);
    let live = crate::live::map(func, code, start).unwrap_or_default();
    Ok(Blob {
        bytes,
        entry,
        relocs,
        targets,
        frame,
        deferreturn,
        lines,
        live,
        iface_calls: lowered.iface_calls.clone(),
    })
}

/// The position of each stretch of code; the prologue has the function's own, number 0.
fn lines(code: &CompiledCode, start: u32) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = vec![(0, 0)];
    for loc in code.buffer.get_srclocs_sorted() {
        let number = if loc.loc.is_default() { 0 } else { loc.loc.bits() };
        let at = start + loc.start;
        match out.last_mut() {
            Some(last) if last.1 == number => {}
            Some(last) if last.0 == at => last.1 = number,
            _ => out.push((at, number)),
        }
    }
    out
}

/// Positions by number.
pub fn resolve_lines(lines: &[(u32, u32)], positions: &[PosIndex]) -> Vec<(u32, gorc_link::PosIndex)> {
    let pos = |n: u32| positions.get(n as usize).map_or(0, |p| p.0);
    lines.iter().map(|&(off, n)| (off, gorc_link::PosIndex(pos(n)))).collect()
}
