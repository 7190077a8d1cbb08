//! Renumbers blocks, instructions, values and slots densely, in reverse postorder, and drops those that are not used.

use crate::cfg::Cfg;
use crate::entities::{Block, Inst, Local, Value};
use crate::function::{BlockData, Function, InstData, ValueData, ValueDef};
use crate::types::TypeTable;

pub fn run(f: &mut Function, _: &TypeTable) {
    let cfg = Cfg::new(f);
    // The entry block is first in reverse postorder only if the recover block is not: put it there.
    let mut order: Vec<Block> = vec![f.entry()];
    order.extend(cfg.rpo.iter().copied().filter(|&b| b != f.entry() && Some(b) != f.recover));
    order.extend(f.recover);
    let mut block_map = vec![Block(0); f.blocks.len()];
    for (i, b) in order.iter().enumerate() {
        block_map[b.index()] = Block::new(i);
    }
    let mut values: Vec<ValueData> = Vec::new();
    let mut value_map = vec![Value(u32::MAX); f.values.len()];
    let mut insts: Vec<InstData> = Vec::new();
    let mut blocks: Vec<BlockData> = Vec::new();
    for &b in &order {
        let old = std::mem::take(&mut f.blocks[b.index()]);
        let new_block = Block::new(blocks.len());
        let mut new = BlockData::default();
        let mut define = |v: Value, def: ValueDef| {
            let n = Value::new(values.len());
            values.push(ValueData { ty: f.values[v.index()].ty, def });
            value_map[v.index()] = n;
            n
        };
        for (n, &p) in old.params.iter().enumerate() {
            let p = define(p, ValueDef::Param(new_block, n as u32));
            new.params.push(p);
        }
        for inst in old.insts {
            let data = &f.insts[inst.index()];
            let id = Inst::new(insts.len());
            let results = data
                .results
                .iter()
                .enumerate()
                .map(|(n, &r)| define(r, ValueDef::Result(id, n as u32)))
                .collect();
            insts.push(InstData { op: data.op.clone(), results, pos: data.pos, slot: data.slot });
            new.insts.push(id);
        }
        blocks.push(new);
    }
    let mut used = vec![false; f.locals.len()];
    for data in &mut insts {
        data.op.for_each_operand_mut(|v| *v = value_map[v.index()]);
        data.op.for_each_target_mut(|t| t.block = block_map[t.block.index()]);
        data.for_each_local_mut(|l| used[l.index()] = true);
    }
    let mut local_map = vec![Local(0); f.locals.len()];
    let mut locals = Vec::new();
    for (i, local) in std::mem::take(&mut f.locals).into_iter().enumerate() {
        if used[i] {
            local_map[i] = Local::new(locals.len());
            locals.push(local);
        }
    }
    for data in &mut insts {
        data.for_each_local_mut(|l| *l = local_map[l.index()]);
    }
    f.locals = locals;
    f.recover = f.recover.map(|r| block_map[r.index()]);
    f.blocks = blocks;
    f.insts = insts;
    f.values = values;
}
