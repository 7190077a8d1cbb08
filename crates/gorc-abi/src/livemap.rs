//! What is live in a function's frame at each of its calls: the format, and how it is read.
//!
//! A live map is a string of bytes in `pctab` (see `FuncEntry::live`). A *word* is 8 bytes of the frame, counted from its lowest
//! address, where the stack pointer is during calls; *registers* are those that calls keep, as bits in the order of [`KEPT`].
//!
//! ```text
//! byte       registers that the function saves at entry (bits 0-3); bit 4: it has stack objects; bit 5: entries; bit 6: a set for faults
//! objects    uleb count, then for each: uleb words between the end of the last one and it, uleb words
//! faults     uleb number of the set that is live where a recovered panic resumes
//! entries    uleb distance of code offsets from the last one, uleb number of a set; ends with distance 0
//! sets       uleb registers | runs << 4, then for each run of live words: uleb words left out before it, uleb words
//! ```
//!
//! Set 0 holds from the function's first byte on, another one from its entry's offset to the next entry's. Only offsets of
//! return addresses mean anything. The area of saved registers is never part of a set: what is in it belongs to callers. A
//! *stack object* is a part of the frame whose address the function takes: its words may also be needed because a pointer to it is live somewhere.

use crate::leb128::read_uleb;

/// The registers that calls keep, by their numbers in machine code: rbx, r12, r13, r14. (rbp and r15 have their own meaning.)
pub const KEPT: [u8; 4] = [3, 12, 13, 14];
/// Bit of the first byte: objects follow.
pub const HAS_OBJECTS: u8 = 0x10;
/// Bit of the first byte: entries follow.
pub const HAS_ENTRIES: u8 = 0x20;

/// Bit of the first byte: there is a set for faults.
pub const HAS_FAULTS: u8 = 0x40;

/// A live map as it lies in memory.
#[derive(Clone, Copy)]
pub struct LiveMap<'a> {
    bytes: &'a [u8],
}

/// What is live at a call.
#[derive(Clone, Copy, Debug)]
pub struct Set {
    /// Registers, as bits.
    pub regs: u8,
    /// Number of runs.
    runs: u64,
    /// Where they are in the map.
    at: usize,
}

impl Set {
    /// Nothing.
    pub const EMPTY: Set = Set { regs: 0, runs: 0, at: 0 };
}

impl<'a> LiveMap<'a> {
    /// The map that begins with `bytes`.
    pub fn new(bytes: &'a [u8]) -> LiveMap<'a> {
        LiveMap { bytes }
    }

    /// The registers that the function saves at its entry, as bits.
    pub fn saved(&self) -> u8 {
        self.bytes.first().map_or(0, |b| b & 0xf)
    }

    /// Size of the area of saved registers at the frame's upper end: its size is a multiple of 16.
    pub fn saved_size(&self) -> usize {
        (self.saved().count_ones() as usize * 8).next_multiple_of(16)
    }

    fn has(&self, bit: u8) -> bool {
        self.bytes.first().is_some_and(|b| b & bit != 0)
    }

    /// Calls `f` with first word and number of words of each stack object, in order of addresses.
    pub fn objects(&self, mut f: impl FnMut(usize, usize)) {
        self.skip_objects(&mut f);
    }

    fn skip_objects(&self, f: &mut dyn FnMut(usize, usize)) -> usize {
        let mut at = 1;
        if self.has(HAS_OBJECTS) {
            self.ranges(read_uleb(self.bytes, &mut at), &mut at, f);
        }
        at
    }

    fn ranges(&self, count: u64, at: &mut usize, f: &mut dyn FnMut(usize, usize)) {
        let mut word = 0;
        for _ in 0..count {
            if *at >= self.bytes.len() {
                break;
            }
            word += read_uleb(self.bytes, at) as usize;
            let n = read_uleb(self.bytes, at) as usize;
            f(word, n);
            word += n;
        }
    }

    /// What is live at the return address `offset` bytes behind the function's first byte; without an offset what is live where a
    /// recovered panic resumes.
    pub fn set(&self, offset: Option<u32>) -> Set {
        let mut at = self.skip_objects(&mut |_, _| {});
        let faults = self.has(HAS_FAULTS).then(|| read_uleb(self.bytes, &mut at));
        let (mut pc, mut number) = (0, 0);
        if self.has(HAS_ENTRIES) {
            while at < self.bytes.len() {
                let delta = read_uleb(self.bytes, &mut at);
                if delta == 0 {
                    break;
                }
                let set = read_uleb(self.bytes, &mut at);
                pc += delta;
                if offset.is_some_and(|offset| pc <= u64::from(offset)) {
                    number = set;
                }
            }
        }
        if offset.is_none() {
            let Some(faults) = faults else { return Set::EMPTY };
            number = faults;
        }
        for _ in 0..number {
            let runs = read_uleb(self.bytes, &mut at) >> 4;
            self.ranges(runs, &mut at, &mut |_, _| {});
        }
        let head = read_uleb(self.bytes, &mut at);
        Set { regs: head as u8 & 0xf, runs: head >> 4, at }
    }

    /// Calls `f` with first word and number of words of each run of live words, in order of addresses.
    pub fn words(&self, set: Set, mut f: impl FnMut(usize, usize)) {
        let mut at = set.at;
        self.ranges(set.runs, &mut at, &mut f);
    }
}
