//! Which blocks lie in which loops. A loop is what its head dominates and from where the head is reached again.

use crate::cfg::{Cfg, successors};
use crate::dominators::Dominators;
use crate::entities::Block;
use crate::function::Function;

/// The loops of a function.
#[derive(Debug)]
pub struct Loops {
    /// By block: the head of the innermost loop that it lies in.
    inner: Vec<Option<Block>>,
    /// By head: the head of the loop around it.
    outer: Vec<Option<Block>>,
    /// By head: how many loops it lies in.
    depth: Vec<u32>,
    /// There are cycles that can be entered in several places; their blocks may lie in no loop.
    pub irreducible: bool,
}

impl Loops {
    /// Finds them.
    pub fn new(f: &Function, cfg: &Cfg) -> Loops {
        let n = f.blocks.len();
        let mut loops =
            Loops { inner: vec![None; n], outer: vec![None; n], depth: vec![0; n], irreducible: false };
        let mut back: Vec<Vec<Block>> = vec![Vec::new(); n];
        let mut dominators = None;
        for &b in &cfg.rpo {
            for s in successors(f, b) {
                if cfg.order[s.index()] <= cfg.order[b.index()] {
                    match dominators.get_or_insert_with(|| Dominators::new(f, cfg)).dominates(s, b) {
                        true => back[s.index()].push(b),
                        false => loops.irreducible = true,
                    }
                }
            }
        }
        // Inner loops come first, and count as their heads from then on.
        let mut whole: Vec<Block> = (0..n).map(Block::new).collect();
        for &head in cfg.rpo.iter().rev() {
            let mut work = std::mem::take(&mut back[head.index()]);
            if work.is_empty() {
                continue;
            }
            loops.inner[head.index()] = Some(head);
            while let Some(b) = work.pop() {
                let b = find(&mut whole, b);
                if b == head {
                    continue;
                }
                match loops.inner[b.index()] {
                    Some(_) => loops.outer[b.index()] = Some(head),
                    None => loops.inner[b.index()] = Some(head),
                }
                whole[b.index()] = head;
                work.extend_from_slice(&cfg.preds[b.index()]);
            }
        }
        for &head in &cfg.rpo {
            if loops.inner[head.index()] == Some(head) {
                loops.depth[head.index()] =
                    loops.outer[head.index()].map_or(0, |o| loops.depth[o.index()]) + 1;
            }
        }
        loops
    }

    /// Can the block be executed more than once in a call?
    pub fn repeats(&self, b: Block) -> bool {
        self.irreducible || self.inner[b.index()].is_some()
    }

    /// Are two blocks in the same innermost loop, or both in none?
    pub fn share_innermost(&self, a: Block, b: Block) -> bool {
        !self.irreducible && self.inner[a.index()] == self.inner[b.index()]
    }

    /// Does the innermost loop around `b` end with a jump from `b` to `to`?
    pub fn is_left(&self, b: Block, to: Block) -> bool {
        let Some(head) = self.inner[b.index()] else { return false };
        let depth = self.depth[head.index()];
        let mut at = self.inner[to.index()];
        while let Some(h) = at {
            if self.depth[h.index()] <= depth {
                return h != head;
            }
            at = self.outer[h.index()];
        }
        true
    }
}

/// The head of the outermost loop found so far around a block, else the block.
fn find(whole: &mut [Block], b: Block) -> Block {
    let mut root = b;
    while whole[root.index()] != root {
        root = whole[root.index()];
    }
    let mut at = b;
    while whole[at.index()] != root {
        at = std::mem::replace(&mut whole[at.index()], root);
    }
    root
}
