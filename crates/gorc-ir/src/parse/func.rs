//! Functions, their blocks and the frame of an instruction.

use std::collections::HashMap;

use super::lex::Tok;
use super::{Parser, Result};
use crate::entities::{Block, Local, PosIndex, Value};
use crate::function::Function;

/// A function while it is parsed: numbers of values and blocks are those of the text.
#[derive(Default)]
struct Body {
    values: HashMap<u32, Value>,
    blocks: HashMap<u32, Block>,
}

impl Parser {
    pub(super) fn function(&mut self) -> Result<()> {
        let name = self.sym()?;
        let sig = self.sig()?;
        let mut f = Function::new(name, sig);
        f.blocks.clear();
        f.values.clear();
        let mut recover = None;
        while !self.eat('{') {
            match self.word()?.as_str() {
                "closure" => f.flags.closure = true,
                "wrapper" => f.flags.wrapper = true,
                "noinline" => f.flags.noinline = true,
                "nosplit" => f.flags.nosplit = true,
                "dup_ok" => f.flags.dup_ok = true,
                "recover" => recover = Some(self.entity("block")?),
                w => return self.err(format!("unknown function flag {w}")),
            }
        }
        while self.peek_entity("local") {
            self.next();
            let name = self.any_name()?;
            let ty = self.ty()?;
            f.add_local(ty, name);
        }
        let mut body = Body::default();
        while !self.eat('}') {
            self.block(&mut f, &mut body)?;
        }
        self.resolve(&mut f, &body)?;
        f.recover = match recover {
            Some(n) => match body.blocks.get(&n) {
                Some(&b) => Some(b),
                None => return self.err("unknown recover block"),
            },
            None => None,
        };
        self.m.funcs.push(f);
        Ok(())
    }

    fn block(&mut self, f: &mut Function, body: &mut Body) -> Result<()> {
        let number = self.entity("block")?;
        let block = f.add_block();
        body.blocks.insert(number, block);
        if self.eat('(') {
            while !self.eat(')') {
                let v = self.entity("v")?;
                self.expect(':')?;
                let ty = self.ty()?;
                body.values.insert(v, f.add_param(block, ty));
                self.eat(',');
            }
        }
        self.expect(':')?;
        while !self.peek_entity("block") && self.peek() != &Tok::Punct('}') {
            self.inst(f, body, block)?;
        }
        Ok(())
    }

    fn inst(&mut self, f: &mut Function, body: &mut Body, block: Block) -> Result<()> {
        let (mut numbers, mut types) = (Vec::new(), Vec::new());
        if self.peek_entity("v") {
            loop {
                numbers.push(self.entity("v")?);
                self.expect(':')?;
                types.push(self.ty()?);
                if !self.eat(',') {
                    break;
                }
            }
            self.expect('=')?;
        }
        let op = self.op()?;
        let inst = f.append(block, op, &types, PosIndex(0));
        if self.eat_word("in") {
            f.insts[inst.index()].slot = Some(Local(self.entity("local")?));
        }
        let results = f.insts[inst.index()].results.clone();
        body.values.extend(numbers.into_iter().zip(results));
        Ok(())
    }

    /// Replaces the text's numbers by the function's.
    fn resolve(&self, f: &mut Function, body: &Body) -> Result<()> {
        let mut missing = None;
        for inst in &mut f.insts {
            inst.op.for_each_operand_mut(|v| match body.values.get(&v.0) {
                Some(&new) => *v = new,
                None => missing = Some(v.to_string()),
            });
            inst.op.for_each_target_mut(|t| match body.blocks.get(&t.block.0) {
                Some(&new) => t.block = new,
                None => missing = Some(t.block.to_string()),
            });
        }
        match missing {
            Some(name) => self.err(format!("{name} is not defined")),
            None => Ok(()),
        }
    }
}
