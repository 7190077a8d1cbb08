//! Calls of the runtime's functions by their rows in `gorc_abi::runtime_fns`.

use std::collections::HashMap;
use std::sync::OnceLock;

use cranelift_codegen::ir::{
    self, AbiParam, ExtFuncData, ExternalName, FuncRef, InstBuilder, Signature, TrapCode, UserExternalName,
    types,
};
use cranelift_codegen::isa::CallConv;
use gorc_abi::runtime_fns::{Abi, RUNTIME_FNS, RuntimeFn, Scalar};

use crate::func::Lower;
use crate::refs::Target;
use crate::values::{R, Scalars};

/// The trap after a call that does not return.
pub const UNREACHABLE: TrapCode = TrapCode::unwrap_user(1);

/// Row number of a runtime function.
pub fn row(name: &str) -> R<u16> {
    static INDEX: OnceLock<HashMap<&'static str, u16>> = OnceLock::new();
    let index =
        INDEX.get_or_init(|| RUNTIME_FNS.iter().enumerate().map(|(i, f)| (f.name, i as u16)).collect());
    index.get(name).copied().ok_or_else(|| format!("the runtime has no function {name}"))
}

fn machine_type(s: Scalar) -> ir::Type {
    match s {
        Scalar::Int | Scalar::Ptr => types::I64,
        Scalar::Bool => types::I8,
        Scalar::I32 => types::I32,
        Scalar::F64 => types::F64,
    }
}

/// The Cranelift signature of a row.
pub fn signature(f: &RuntimeFn) -> Signature {
    let sysv = f.abi != Abi::Go;
    let mut sig = Signature::new(if sysv { CallConv::SystemV } else { CallConv::Tail });
    sig.params.extend(f.params.iter().map(|&s| {
        let p = AbiParam::new(machine_type(s));
        match s {
            Scalar::Bool if sysv => p.uext(),
            Scalar::I32 if sysv => p.sext(),
            _ => p,
        }
    }));
    sig.returns.extend(f.results.iter().map(|&s| AbiParam::new(machine_type(s))));
    sig
}

impl Lower<'_, '_> {
    /// A function by target and signature, imported once per target.
    pub fn import(&mut self, target: Target, sig: impl FnOnce() -> Signature) -> FuncRef {
        let number = self.refs.number(target);
        if let Some(&f) = self.func_refs.get(&number) {
            return f;
        }
        let signature = self.pos.func.import_signature(sig());
        let name = self.pos.func.declare_imported_user_function(UserExternalName::new(0, number));
        let f = self.pos.func.import_function(ExtFuncData {
            name: ExternalName::user(name),
            signature,
            colocated: true,
            patchable: false,
        });
        self.func_refs.insert(number, f);
        f
    }

    /// Calls a runtime function by name.
    pub fn runtime(&mut self, name: &str, args: &[ir::Value]) -> R<Scalars> {
        self.runtime_row(row(name)?, args)
    }

    /// Calls a runtime function by row; after one that does not return the block is still open.
    pub fn runtime_row(&mut self, row: u16, args: &[ir::Value]) -> R<Scalars> {
        let f = RUNTIME_FNS.get(row as usize).ok_or_else(|| format!("no runtime function {row}"))?;
        if f.params.len() != args.len() {
            return Err(format!("runtime.{} takes {} arguments, not {}", f.name, f.params.len(), args.len()));
        }
        let func = self.import(Target::Runtime(row), || signature(f));
        // A routine that panics checks the stack itself; leaf routines fit into the guard area.
        if !f.noreturn && f.abi != Abi::Leaf {
            self.has_calls = true;
        }
        let inst = self.pos.ins().call(func, args);
        Ok(self.pos.func.dfg.inst_results(inst).iter().copied().collect())
    }

    /// Calls a runtime function that does not return and ends the block.
    pub fn runtime_noreturn(&mut self, name: &str, args: &[ir::Value]) -> R<()> {
        self.runtime(name, args)?;
        self.pos.ins().trap(UNREACHABLE);
        Ok(())
    }
}
