//! The control-flow graph of a function: predecessors, reverse postorder, dominators.
//!
//! The roots are the entry block and the recover block (which the runtime jumps to).

use crate::entities::Block;
use crate::function::Function;

/// Orders and predecessors of the reachable blocks.
#[derive(Debug)]
pub struct Cfg {
    /// Reachable blocks in reverse postorder.
    pub rpo: Vec<Block>,
    /// Position of each block in `rpo`; `u32::MAX` for unreachable blocks.
    pub order: Vec<u32>,
    /// Predecessors (one entry per edge) among reachable blocks.
    pub preds: Vec<Vec<Block>>,
    /// Immediate dominators; roots have themselves.
    idom: Vec<Option<Block>>,
}

/// Successors of a block.
pub fn successors(f: &Function, block: Block) -> Vec<Block> {
    let mut out = Vec::new();
    if let Some(t) = f.terminator(block) {
        t.for_each_target(|t| out.push(t.block));
    }
    out
}

impl Cfg {
    /// Computes everything.
    pub fn new(f: &Function) -> Cfg {
        let n = f.blocks.len();
        let mut post = Vec::with_capacity(n);
        let mut seen = vec![false; n];
        let roots = [f.recover, Some(f.entry())];
        for root in roots.into_iter().flatten() {
            if std::mem::replace(&mut seen[root.index()], true) {
                continue;
            }
            let mut stack = vec![(root, successors(f, root))];
            while let Some((block, succs)) = stack.last_mut() {
                match succs.pop() {
                    Some(s) if !seen[s.index()] => {
                        seen[s.index()] = true;
                        stack.push((s, successors(f, s)));
                    }
                    Some(_) => {}
                    None => {
                        post.push(*block);
                        stack.pop();
                    }
                }
            }
        }
        post.reverse();
        let mut order = vec![u32::MAX; n];
        for (i, b) in post.iter().enumerate() {
            order[b.index()] = i as u32;
        }
        let mut preds = vec![Vec::new(); n];
        for &b in &post {
            for s in successors(f, b) {
                preds[s.index()].push(b);
            }
        }
        let mut cfg = Cfg { rpo: post, order, preds, idom: vec![None; n] };
        cfg.compute_dominators(f);
        cfg
    }

    /// The algorithm of Cooper, Harvey and Kennedy; a block reachable from both roots has no common dominator but itself.
    fn compute_dominators(&mut self, f: &Function) {
        let is_root = |b: Block| b == f.entry() || Some(b) == f.recover;
        for &b in &self.rpo {
            if is_root(b) {
                self.idom[b.index()] = Some(b);
            }
        }
        let mut changed = true;
        while changed {
            changed = false;
            for i in 0..self.rpo.len() {
                let b = self.rpo[i];
                if is_root(b) {
                    continue;
                }
                let mut new: Option<Block> = None;
                for &p in &self.preds[b.index()] {
                    if self.idom[p.index()].is_some() {
                        new = Some(match new {
                            None => p,
                            Some(q) => self.meet(p, q).unwrap_or(b),
                        });
                        if new == Some(b) {
                            break;
                        }
                    }
                }
                if new.is_some() && self.idom[b.index()] != new {
                    self.idom[b.index()] = new;
                    changed = true;
                }
            }
        }
    }

    fn meet(&self, mut a: Block, mut b: Block) -> Option<Block> {
        while a != b {
            let (x, y) = (self.order[a.index()], self.order[b.index()]);
            let deeper = if x > y { &mut a } else { &mut b };
            let up = self.idom[deeper.index()]?;
            if up == *deeper {
                return None;
            }
            *deeper = up;
        }
        Some(a)
    }

    /// Is the block reachable?
    pub fn is_reachable(&self, b: Block) -> bool {
        self.order[b.index()] != u32::MAX
    }

    /// The immediate dominator of a block; none for roots and unreachable blocks.
    pub fn idom(&self, b: Block) -> Option<Block> {
        self.idom[b.index()].filter(|&d| d != b)
    }

    /// Does `a` dominate `b`?
    pub fn dominates(&self, a: Block, mut b: Block) -> bool {
        loop {
            if a == b {
                return true;
            }
            match self.idom(b) {
                Some(up) => b = up,
                None => return false,
            }
        }
    }
}
