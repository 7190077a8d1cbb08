//! The live map of a frame: what its function may still read, found by the frame's pc.
//!
//! Goroutines wait in the same few places, and a recursion is in one: what was found for a pc is kept.

use crate::frames::Physical;
use crate::symtab::{Tables, in_go_text, tables};
use core::cell::UnsafeCell;
use gorc_abi::livemap::{LiveMap, Set};

/// A frame stopped at a call, with what is live in it.
#[derive(Clone, Copy)]
pub struct Mapped {
    /// Lowest address.
    pub bottom: usize,
    /// Address of the saved registers, behind the last word that may be live.
    pub saved: usize,
    /// End of the stack segment it lies in.
    pub segment: usize,
    /// The map of its function.
    pub map: LiveMap<'static>,
    /// What it says about this call.
    pub set: Set,
    pc: usize,
}

impl Mapped {
    /// Name of the function.
    pub fn function(&self) -> &'static str {
        tables().find(self.pc - 1).map_or("?", |f| tables().name(f))
    }
}

#[derive(Clone, Copy)]
struct Known {
    pc: usize,
    faulted: bool,
    frame: usize,
    at: usize,
    set: Set,
}

const WAYS: usize = 256;

struct Cache(UnsafeCell<[Known; WAYS]>);
// SAFETY: one M uses it, while the world is stopped.
unsafe impl Sync for Cache {}

static CACHE: Cache =
    Cache(UnsafeCell::new([Known { pc: 0, faulted: false, frame: 0, at: 0, set: Set::EMPTY }; WAYS]));

/// The map of a frame; `None` if it is to be scanned whole: no Go function's, stopped to yield at any instruction, without map, or not of
/// the size it should have. What a function that has faulted needs is what it needs where it resumes.
///
/// # Safety
/// The world is stopped.
pub unsafe fn find(frame: &Physical) -> Option<Mapped> {
    let pc = frame.pc.pc;
    if frame.pc.exact && !frame.faulted || !in_go_text(pc) {
        return None;
    }
    // SAFETY: the one user of the cache.
    let known = unsafe { &mut (*CACHE.0.get())[(pc ^ pc >> 8) % WAYS] };
    if known.pc != pc || known.faulted != frame.faulted {
        *known = look_up(&tables(), pc, frame.faulted);
    }
    if known.at == 0 || frame.low + known.frame != frame.pc.fp {
        return None;
    }
    let map = LiveMap::new(tables().pctab.get(known.at..).unwrap_or(&[]));
    Some(Mapped {
        bottom: frame.low,
        segment: frame.hi,
        saved: frame.pc.fp - map.saved_size(),
        map,
        set: known.set,
        pc,
    })
}

fn look_up(t: &Tables<'_>, pc: usize, faulted: bool) -> Known {
    let none = Known { pc, faulted, frame: 0, at: 0, set: Set::EMPTY };
    let Some(f) = t.find(pc - usize::from(!faulted)) else { return none };
    let at = f.live as usize;
    let bytes = t.pctab.get(at..).filter(|_| at != 0);
    bytes.map_or(none, |bytes| {
        let set = LiveMap::new(bytes).set((!faulted).then(|| (pc - f.start as usize) as u32));
        Known { pc, faulted, frame: f.frame as usize, at, set }
    })
}
