//! The backward dataflow: what is live behind each call.
//!
//! The domain is small: a bit per *cell*, a part of the frame that no access divides, and one per kept register. Words that nothing ever
//! reads have no cell. A write kills the cells that it covers.

use super::Extent;
use super::decode::{Block, Body};
use super::effects::Effect;

/// What is live at a return address.
#[derive(Debug)]
pub struct Site {
    /// The return address, as an offset in the code.
    pub at: u32,
    /// Registers, as bits.
    pub regs: u8,
    /// Words of the frame: first and number of each run.
    pub words: Vec<(u32, u32)>,
}

/// More bits than this in all blocks' sets are too many.
const MAX_BITS: usize = 1 << 28;
const REGS: usize = 4;

/// Cells of the frame, in order; the registers are the bits before them.
struct Cells {
    cells: Vec<Extent>,
}

impl Cells {
    fn new(body: &Body) -> Cells {
        let mut read = Vec::new();
        let mut ends = Vec::new();
        for effect in body.blocks.iter().flat_map(|b| &b.effects) {
            let part = match *effect {
                Effect::Read(e) => e,
                Effect::Address(slot) => body.slots[slot],
                Effect::Write(e) => {
                    ends.extend([e.lo, e.hi]);
                    continue;
                }
                _ => continue,
            };
            ends.extend([part.lo, part.hi]);
            read.push(part);
        }
        ends.sort_unstable();
        ends.dedup();
        read.sort_unstable_by_key(|e| e.lo);
        let (mut cells, mut next, mut end) = (Vec::new(), 0, 0);
        for w in ends.windows(2) {
            while read.get(next).is_some_and(|r: &Extent| r.lo <= w[0]) {
                end = end.max(read[next].hi);
                next += 1;
            }
            if w[0] < end {
                cells.push(Extent { lo: w[0], hi: w[1] });
            }
        }
        Cells { cells }
    }

    /// Bits of the cells that lie in a part of the frame.
    fn bits(&self, part: Extent) -> std::ops::Range<usize> {
        let lo = self.cells.partition_point(|c| c.lo < part.lo);
        let hi = self.cells.partition_point(|c| c.lo < part.hi);
        REGS + lo..REGS + hi
    }
}

type Bits = Vec<u64>;

/// Sets or clears a range of bits, a word at a time: a slot may have many cells.
fn set(bits: &mut [u64], range: std::ops::Range<usize>, on: bool) {
    let mut at = range.start;
    while at < range.end {
        let (word, bit) = (at / 64, at % 64);
        let n = (64 - bit).min(range.end - at);
        let mask = (u64::MAX >> (64 - n)) << bit;
        if on {
            bits[word] |= mask;
        } else {
            bits[word] &= !mask;
        }
        at += n;
    }
}

/// Goes over a block backwards from what is live behind it. `at_call` sees what is live behind each call.
fn backwards(
    body: &Body,
    cells: &Cells,
    block: &Block,
    live: &mut [u64],
    mut at_call: impl FnMut(u32, &[u64]),
) {
    for effect in block.effects.iter().rev() {
        match *effect {
            Effect::Read(e) => set(live, cells.bits(e), true),
            Effect::Write(e) => set(live, cells.bits(e), false),
            Effect::Address(slot) => set(live, cells.bits(body.slots[slot]), true),
            Effect::ReadReg(r) => set(live, usize::from(r)..usize::from(r) + 1, true),
            Effect::WriteReg(r) => set(live, usize::from(r)..usize::from(r) + 1, false),
            Effect::Call(at) => at_call(at, live),
        }
    }
}

/// What is live behind each call, in order of addresses; first, at offset 0, what is live where recovered panics resume.
pub fn solve(body: &Body) -> Result<Vec<Site>, String> {
    let calls = |b: &Block| b.effects.iter().any(|e| matches!(e, Effect::Call(_)));
    if !body.blocks.iter().any(calls) {
        return Ok(Vec::new());
    }
    let cells = Cells::new(body);
    let bits = REGS + cells.cells.len();
    if bits.saturating_mul(body.blocks.len()) > MAX_BITS {
        return Err("too large".into());
    }
    let words = bits.div_ceil(64);
    let entry = live_at_entries(body, &cells, words);
    let mut at_handlers = vec![0; words];
    for &h in &body.handlers {
        join(&mut at_handlers, &entry[h]);
    }
    let mut sites = vec![site(&cells, 0, &at_handlers)];
    for block in body.blocks.iter().filter(|b| calls(b)) {
        let mut live = behind(block, &entry, words);
        backwards(body, &cells, block, &mut live, |at, live| {
            let mut all = live.to_vec();
            join(&mut all, &at_handlers);
            sites.push(site(&cells, at, &all));
        });
    }
    sites.sort_unstable_by_key(|s| s.at);
    Ok(sites)
}

fn join(to: &mut [u64], from: &[u64]) {
    to.iter_mut().zip(from).for_each(|(t, f)| *t |= f);
}

/// What is live behind a block.
fn behind(block: &Block, entry: &[Bits], words: usize) -> Bits {
    let mut live = vec![0; words];
    block.next.iter().for_each(|&n| join(&mut live, &entry[n]));
    live
}

/// What is live where each block begins.
fn live_at_entries(body: &Body, cells: &Cells, words: usize) -> Vec<Bits> {
    let n = body.blocks.len();
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); n];
    for (i, b) in body.blocks.iter().enumerate() {
        b.next.iter().for_each(|&next| before[next].push(i));
    }
    let mut entry = vec![vec![0; words]; n];
    let mut queued = vec![true; n];
    // The last one is taken first.
    let mut work: Vec<usize> = (0..n).collect();
    while let Some(i) = work.pop() {
        queued[i] = false;
        let mut live = behind(&body.blocks[i], &entry, words);
        backwards(body, cells, &body.blocks[i], &mut live, |_, _| {});
        if live != entry[i] {
            entry[i] = live;
            for &p in &before[i] {
                if !std::mem::replace(&mut queued[p], true) {
                    work.push(p);
                }
            }
        }
    }
    entry
}

fn site(cells: &Cells, at: u32, live: &[u64]) -> Site {
    let is_live = |i: usize| live[i / 64] >> (i % 64) & 1 != 0;
    let mut words: Vec<(u32, u32)> = Vec::new();
    for (_, cell) in cells.cells.iter().enumerate().filter(|&(i, _)| is_live(REGS + i)) {
        let (lo, hi) = (cell.lo / 8, cell.hi.div_ceil(8));
        match words.last_mut() {
            Some((first, n)) if *first + *n >= lo => *n = hi.max(*first + *n) - *first,
            _ => words.push((lo, hi - lo)),
        }
    }
    Site { at, regs: (live[0] & 0xf) as u8, words }
}
