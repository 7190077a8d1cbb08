//! The stack check in front of Cranelift's code.
//!
//! ```text
//! slow:  mov r11d, frame ; call runtime.morestack ; ret      12 bytes, before the symbol's address
//! entry: cmp rsp, [r15+G_STACKGUARD0]                         frames up to STACK_SMALL
//!    or: lea r11, [rsp-frame] ; cmp r11, [r15+G_STACKGUARD0]  larger ones
//!        jbe slow
//! ```
//!
//! `morestack` finds `entry` one byte after its return address. A frame is below 1 GiB and stacks lie above 4 GiB, so the
//! subtraction does not wrap.

use gorc_abi::consts::{STACK_SLOW_PATH_BYTES, STACK_SMALL};
use gorc_abi::goroutine::G_STACKGUARD0;

/// Frames must be smaller than this.
pub const MAX_FRAME: u32 = 1 << 30;

/// The bytes in front of a function's body.
pub struct Prologue {
    /// Slow path and check.
    pub bytes: Vec<u8>,
    /// Offset of the symbol in them.
    pub entry: u32,
    /// Offset of the 4 bytes that hold the distance to `runtime.morestack`.
    pub call_at: u32,
}

/// The prologue of a function with that frame, padded so that the body is aligned to `align` if the entry is.
pub fn prologue(frame: u32, align: u32) -> Prologue {
    let mut bytes = vec![0x41, 0xbb];
    bytes.extend(frame.to_le_bytes());
    bytes.push(0xe8);
    let call_at = bytes.len() as u32;
    bytes.extend([0; 4]);
    bytes.push(0xc3);
    debug_assert_eq!(bytes.len(), STACK_SLOW_PATH_BYTES);
    let entry = bytes.len() as u32;
    let guard = G_STACKGUARD0 as u8;
    if frame as usize <= STACK_SMALL {
        bytes.extend([0x49, 0x3b, 0x67, guard]);
    } else {
        bytes.extend([0x4c, 0x8d, 0x9c, 0x24]);
        bytes.extend((-(frame as i32)).to_le_bytes());
        bytes.extend([0x4d, 0x3b, 0x5f, guard]);
    }
    let next = bytes.len() + 2;
    bytes.extend([0x76, (next as i32).wrapping_neg() as u8]);
    let body = (bytes.len() as u32 - entry).next_multiple_of(align.clamp(1, 16));
    pad(&mut bytes, (entry + body) as usize);
    Prologue { bytes, entry, call_at }
}

/// Fills up to `len` with as few no-operations as possible.
fn pad(bytes: &mut Vec<u8>, len: usize) {
    const NOPS: [&[u8]; 9] = [
        &[0x90],
        &[0x66, 0x90],
        &[0x0f, 0x1f, 0x00],
        &[0x0f, 0x1f, 0x40, 0x00],
        &[0x0f, 0x1f, 0x44, 0x00, 0x00],
        &[0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00],
        &[0x0f, 0x1f, 0x80, 0x00, 0x00, 0x00, 0x00],
        &[0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
        &[0x66, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
    ];
    while bytes.len() < len {
        let n = (len - bytes.len()).min(NOPS.len());
        bytes.extend(NOPS[n - 1]);
    }
}
