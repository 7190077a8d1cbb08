//! Dominators of a function's blocks, by the algorithm of Georgiadis ("Semi-NCA"), which does not mind long chains of
//! conditions that all leave for the same block.
//!
//! Blocks are numbered in preorder of a depth-first walk from a node 0 in front of all roots. A block's dominator has a smaller
//! number than the block.

use crate::cfg::{Cfg, successors};
use crate::entities::Block;
use crate::function::Function;

/// Which blocks dominate which. Unreachable blocks dominate nothing but themselves.
#[derive(Debug)]
pub struct Dominators {
    /// By block: its place in a preorder of the dominator tree, and the place behind its last descendant.
    spans: Vec<(u32, u32)>,
}

/// A depth-first spanning tree.
struct Tree {
    /// By number: the block (none for 0), and its parent's number.
    nodes: Vec<(Option<Block>, usize)>,
    /// By block: its number; 0 if it is unreachable.
    numbers: Vec<usize>,
}

impl Dominators {
    /// Computes them.
    pub fn new(f: &Function, cfg: &Cfg) -> Dominators {
        let tree = Tree::new(f);
        let idom = tree.dominators(f, cfg);
        // Sizes of subtrees, then places: each node takes its share of its parent's span.
        let n = idom.len();
        let mut sizes = vec![1u32; n];
        for w in (1..n).rev() {
            sizes[idom[w]] += sizes[w];
        }
        let mut next = vec![1u32; n];
        let mut spans = vec![(0, 0); f.blocks.len()];
        for w in 1..n {
            let at = next[idom[w]];
            next[idom[w]] += sizes[w];
            next[w] = at + 1;
            if let Some(block) = tree.nodes[w].0 {
                spans[block.index()] = (at, at + sizes[w]);
            }
        }
        Dominators { spans }
    }

    /// Does `a` dominate `b`?
    pub fn dominates(&self, a: Block, b: Block) -> bool {
        let ((start, end), (at, _)) = (self.spans[a.index()], self.spans[b.index()]);
        a == b || (start <= at && at < end)
    }
}

impl Tree {
    fn new(f: &Function) -> Tree {
        let mut tree = Tree { nodes: vec![(None, 0)], numbers: vec![0; f.blocks.len()] };
        let mut todo: Vec<(Block, usize)> =
            [Some(f.entry()), f.recover].into_iter().flatten().map(|b| (b, 0)).collect();
        while let Some((block, parent)) = todo.pop() {
            if tree.numbers[block.index()] != 0 {
                continue;
            }
            let number = tree.nodes.len();
            tree.numbers[block.index()] = number;
            tree.nodes.push((Some(block), parent));
            todo.extend(successors(f, block).into_iter().map(|s| (s, number)));
        }
        tree
    }

    /// The immediate dominator of each number.
    fn dominators(&self, f: &Function, cfg: &Cfg) -> Vec<usize> {
        let n = self.nodes.len();
        let is_root = |b: Block| b == f.entry() || Some(b) == f.recover;
        let mut semis = vec![0; n];
        // The smallest semidominator on the way up, as far as the way has been compressed to `above`.
        let mut least: Vec<usize> = (0..n).collect();
        let mut above: Vec<usize> = self.nodes.iter().map(|&(_, parent)| parent).collect();
        let mut path = Vec::new();
        for w in (1..n).rev() {
            let Some(block) = self.nodes[w].0 else { continue };
            let mut semi = if is_root(block) { 0 } else { self.nodes[w].1 };
            for p in &cfg.preds[block.index()] {
                semi =
                    semi.min(least_above(self.numbers[p.index()], w + 1, &mut least, &mut above, &mut path));
            }
            (semis[w], least[w]) = (semi, semi);
        }
        let mut idom = vec![0; n];
        for w in 1..n {
            let mut d = self.nodes[w].1;
            while d > semis[w] {
                d = idom[d];
            }
            idom[w] = d;
        }
        idom
    }
}

/// The smallest semidominator of the numbers from `first` on that are above `v` in the tree, `v` included.
fn least_above(
    v: usize,
    first: usize,
    least: &mut [usize],
    above: &mut [usize],
    path: &mut Vec<usize>,
) -> usize {
    let mut top = v;
    while above[top] >= first {
        path.push(top);
        top = above[top];
    }
    while let Some(x) = path.pop() {
        least[x] = least[x].min(least[top]);
        above[x] = above[top];
        top = x;
    }
    least[v]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::{Op, Target};
    use crate::types::{Signature, Ty};

    /// Dominance by definition: without `a`, `b` cannot be reached.
    fn dominates(f: &Function, a: Block, b: Block) -> bool {
        let reached = |avoid: Option<Block>| {
            let mut seen = vec![false; f.blocks.len()];
            let mut todo: Vec<Block> = [Some(f.entry()), f.recover].into_iter().flatten().collect();
            while let Some(x) = todo.pop() {
                if Some(x) != avoid && !std::mem::replace(&mut seen[x.index()], true) {
                    todo.extend(successors(f, x));
                }
            }
            seen[b.index()]
        };
        a == b || (reached(None) && !reached(Some(a)))
    }

    #[test]
    fn agree_with_the_definition() {
        let mut state = 1u64;
        let mut random = |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % n
        };
        for round in 0..300 {
            let n = 2 + random(12);
            let mut f = Function::new(crate::Sym(0), Signature::default());
            for _ in 1..n {
                f.add_block();
            }
            let cond = f.add_param(Block::new(0), Ty(0));
            for b in 0..n {
                let mut target = || Target { block: Block::new(1 + random(n - 1)), args: Vec::new() };
                let op = match target().block.index() % 4 {
                    0 => Op::Return(Vec::new()),
                    1 => Op::Jump(target()),
                    _ => Op::Br(cond, target(), target()),
                };
                f.append(Block::new(b), op, &[], crate::PosIndex(0));
            }
            f.recover = (round % 3 == 0).then(|| Block::new(n - 1));
            let dominators = Dominators::new(&f, &Cfg::new(&f));
            for a in (0..n).map(Block::new) {
                for b in (0..n).map(Block::new) {
                    assert_eq!(
                        dominators.dominates(a, b),
                        dominates(&f, a, b),
                        "{a:?} {b:?} in round {round}"
                    );
                }
            }
        }
    }
}
