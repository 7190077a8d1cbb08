//! The control-flow graph of a function: predecessors, reverse postorder.
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
        Cfg { rpo: post, order, preds }
    }

    /// Is the block reachable?
    pub fn is_reachable(&self, b: Block) -> bool {
        self.order[b.index()] != u32::MAX
    }
}
