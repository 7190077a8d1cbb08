//! Calls of Go functions, closures, interface methods and of the runtime archive's functions.

use cranelift_codegen::ir::{self, InstBuilder, types};
use gorc_abi::goroutine::G_CTXT;
use gorc_abi::typedesc::ITAB_FUN;
use gorc_ir::ops::Callee;
use gorc_ir::types::{MAX_FRAME_VALUE, Signature};
use gorc_ir::{Op, Value};

use crate::abi::{Convention, FnAbi, ParamPlace, ResultPlace};
use crate::func::Lower;
use crate::refs::Target;
use crate::values::{Place, R, Scalars, Val};

/// The machine side of a callee.
enum Code {
    Direct(Target),
    Indirect(ir::Value),
}

type Temp = (ir::StackSlot, u64);

impl Lower<'_, '_> {
    /// `Call`
    pub fn call(&mut self, callee: &Callee, sig: &Signature, args: &[Value], results: &[Value]) -> R<()> {
        let layouts = self.layouts();
        let plan = |receiver: bool, convention: Convention| {
            FnAbi::with_receiver(layouts, receiver, &sig.params, &sig.results, convention)
        };
        let first = || args.first().copied().ok_or_else(|| "call without callee".to_owned());
        match callee {
            Callee::Func(s) => self.emit_call(
                Code::Direct(Target::Sym(*s)),
                plan(false, Convention::Go),
                None,
                args,
                results,
            ),
            Callee::Extern(s) => {
                let abi = plan(false, Convention::SystemV);
                self.emit_call(Code::Direct(Target::Sym(*s)), abi, None, args, results)
            }
            Callee::Runtime(row) => {
                let mut scalars = Scalars::new();
                for &a in args {
                    scalars.extend(self.scalars(a)?);
                }
                let out = self.runtime_row(*row, &scalars)?;
                self.define_results(results, out)
            }
            Callee::Closure => {
                let func = first()?;
                let code = self.closure_code(func)?;
                self.emit_call(code, plan(false, Convention::Go), None, &args[1..], results)
            }
            Callee::Iface(n) => {
                let iface = first()?;
                let ty = self.f.ty(iface);
                if !self.iface_calls.contains(&(ty, *n)) {
                    self.iface_calls.push((ty, *n));
                }
                let s = self.scalars(iface)?;
                let fun = Place::user(s[0]).at(ITAB_FUN as u64 + 8 * u64::from(*n));
                let code = self.load_scalar(types::I64, fun);
                let abi = plan(true, Convention::Go);
                self.emit_call(Code::Indirect(code), abi, Some(s[1]), &args[1..], results)
            }
        }
    }

    /// Stores the closure context and finds the code; a closure made here or a plain function is called directly.
    fn closure_code(&mut self, func: Value) -> R<Code> {
        let known = match self.def(func) {
            Some(&Op::FuncValue(s)) => return Ok(Code::Direct(Target::Sym(s))),
            Some(&Op::MakeClosure { func, .. }) => Some(func),
            _ => None,
        };
        let ptr = self.scalar(func)?;
        // A nil func value faults here, before the context is touched.
        let code = match known {
            Some(s) => Code::Direct(Target::Sym(s)),
            None => Code::Indirect(self.load_scalar(types::I64, Place::user(ptr))),
        };
        let g = self.pos.ins().get_pinned_reg(types::I64);
        self.store_scalar(ptr, Place::safe(g).at(G_CTXT as u64));
        Ok(code)
    }

    fn emit_call(
        &mut self,
        code: Code,
        abi: FnAbi,
        receiver: Option<ir::Value>,
        args: &[Value],
        results: &[Value],
    ) -> R<()> {
        let mut temps: Vec<Temp> = Vec::new();
        let mut machine: Vec<ir::Value> = Vec::with_capacity(abi.machine_params.len());
        let block = match &abi.results {
            ResultPlace::Regs => None,
            ResultPlace::Block(size, _) | ResultPlace::Words(size, _) => {
                Some(self.result_block(u64::from(*size), results, &mut temps)?)
            }
        };
        if let Some(block) = block {
            machine.push(self.addr(block));
        }
        self.pass(&abi, receiver, args, &mut machine, &mut temps)?;
        self.has_calls = true;
        let inst = match code {
            Code::Direct(target) => {
                let func = self.import(target, || abi.signature());
                let known = self.pos.func.dfg.ext_funcs[func].signature;
                if self.pos.func.dfg.signatures[known] == abi.signature() {
                    self.pos.ins().call(func, &machine)
                } else {
                    // Another declaration of the symbol (a linkname) with other types.
                    let data = self.pos.func.dfg.ext_funcs[func].clone();
                    let signature = self.pos.func.import_signature(abi.signature());
                    let func = self.pos.func.import_function(ir::ExtFuncData { signature, ..data });
                    self.pos.ins().call(func, &machine)
                }
            }
            Code::Indirect(ptr) => {
                let sig = self.pos.func.import_signature(abi.signature());
                self.pos.ins().call_indirect(sig, ptr, &machine)
            }
        };
        match (&abi.results, block) {
            (ResultPlace::Block(_, offsets), Some(block)) => {
                for (&r, &off) in results.iter().zip(offsets) {
                    let val = self.val_at(self.f.ty(r), block.at(u64::from(off)));
                    self.define(r, val);
                }
            }
            (ResultPlace::Words(_, offsets), Some(block)) => {
                for (&r, &off) in results.iter().zip(offsets) {
                    let pieces =
                        self.info(self.f.ty(r)).pieces.as_ref().ok_or("memory-class result of an extern")?;
                    let load = |(k, p): (usize, &crate::layout::Piece)| {
                        self.load_scalar(p.ty, block.at(u64::from(off) + 8 * k as u64))
                    };
                    let scalars: Scalars = pieces.iter().enumerate().map(load).collect();
                    self.define(r, Val::Regs(scalars));
                }
            }
            _ => {
                let out: Scalars = self.pos.func.dfg.inst_results(inst).iter().copied().collect();
                self.define_results(results, out)?;
            }
        }
        temps.into_iter().for_each(|t| self.free_temp(t));
        Ok(())
    }

    /// The block for results; a memory-class result stays in it.
    fn result_block(&mut self, size: u64, results: &[Value], temps: &mut Vec<Temp>) -> R<Place> {
        if let (&[r], MAX_FRAME_VALUE..) = (results, size) {
            return Ok(Place::safe(self.allocate(self.f.ty(r))?));
        }
        let mut stay = results.iter().copied().filter(|&r| self.info(self.f.ty(r)).is_mem());
        let place = match (stay.next(), stay.next()) {
            (None, _) => {
                let temp = self.temp(size)?;
                temps.push(temp);
                temp.0
            }
            (Some(v), None) if self.uses.is_block_local(v) => {
                let temp = self.temp(size)?;
                self.owned_slots.insert(v, temp);
                temp.0
            }
            _ => self.new_slot(size, 8)?,
        };
        Ok(Place::slot(place))
    }

    /// Places the arguments.
    fn pass(
        &mut self,
        abi: &FnAbi,
        receiver: Option<ir::Value>,
        args: &[Value],
        machine: &mut Vec<ir::Value>,
        temps: &mut Vec<Temp>,
    ) -> R<()> {
        let skip = usize::from(receiver.is_some());
        if args.len() + skip != abi.params.len() {
            return Err(format!(
                "call with {} arguments for {} parameters",
                args.len() + skip,
                abi.params.len()
            ));
        }
        let block = match abi.param_block {
            0 => None,
            size => {
                let temp = self.temp(u64::from(size))?;
                temps.push(temp);
                Some(Place::slot(temp.0))
            }
        };
        for (i, place) in abi.params.iter().enumerate() {
            let val = match (receiver, i) {
                (Some(r), 0) => Val::Regs(smallvec::smallvec![r]),
                _ => self.val(args[i - skip])?,
            };
            match place {
                ParamPlace::Regs(_) => match val {
                    Val::Regs(s) => machine.extend(s),
                    _ => return Err("memory-class argument for a register-class parameter".into()),
                },
                ParamPlace::Block(off, _) => {
                    let (Val::Regs(s), Some(block)) = (val, block) else {
                        return Err("no argument block".into());
                    };
                    for (k, v) in s.into_iter().enumerate() {
                        self.store_scalar(v, block.at(u64::from(*off) + 8 * k as u64));
                    }
                }
                ParamPlace::Pointer | ParamPlace::BlockPointer(_) => {
                    let (at, temp) = self.memory_of(self.f.ty(args[i - skip]), &val)?;
                    temps.extend(temp);
                    let addr = self.addr(at);
                    match (place, block) {
                        (ParamPlace::BlockPointer(off), Some(block)) => {
                            self.store_scalar(addr, block.at(u64::from(*off)));
                        }
                        _ => machine.push(addr),
                    }
                }
            }
        }
        if machine.len() < abi.machine_params.len() {
            let addr = match block {
                Some(block) => self.addr(block),
                None => self.iconst(0),
            };
            machine.push(addr);
        }
        Ok(())
    }

    /// Gives the results their scalars.
    fn define_results(&mut self, results: &[Value], out: Scalars) -> R<()> {
        let mut next = out.into_iter();
        for &r in results {
            let n = self.layouts().scalar_count(self.f.ty(r));
            let scalars: Scalars = next.by_ref().take(n).collect();
            if scalars.len() != n {
                return Err("call gives fewer results than used".into());
            }
            self.define(r, Val::Regs(scalars));
        }
        Ok(())
    }
}
