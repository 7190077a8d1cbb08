//! Removes the instructions of blocks that nothing reaches, so that they branch nowhere. The blocks go in `compact`.

use crate::cfg::Cfg;
use crate::entities::Block;
use crate::function::Function;
use crate::types::TypeTable;

pub fn run(f: &mut Function, _: &TypeTable) {
    let cfg = Cfg::new(f);
    for i in 0..f.blocks.len() {
        if !cfg.is_reachable(Block::new(i)) {
            f.blocks[i].insts.clear();
            f.blocks[i].params.clear();
        }
    }
}
