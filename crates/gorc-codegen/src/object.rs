//! The object unit: compiled functions and data under their names, and the position tables.

use std::collections::HashMap;

use gorc_abi::moduledata::{FUNC_NOARGS, FUNC_WRAPPER};
use gorc_ir::types::TyKind;
use gorc_ir::{Function, Module, PosIndex, Sym};
use gorc_link::{
    Binding, FileIndex, FuncInfo, InlineCall, InlineIndex, Marks, ObjectUnit, Position, Reloc, Symbol,
    SymbolKind,
};

use crate::Cx;
use crate::data::Data;
use crate::emit::{Blob, resolve_lines};

/// Functions that look methods up by name.
const REFLECT_METHOD: &[&str] = &[
    "reflect.Value.Method",
    "reflect.Value.MethodByName",
    "reflect.(*rtype).Method",
    "reflect.(*rtype).MethodByName",
];

/// Alignment of a function's entry.
const CODE_ALIGN: u32 = 16;

/// A function with what the function table says of it.
pub struct Compiled<'a> {
    /// Symbol.
    pub name: String,
    /// Code.
    pub blob: Blob,
    /// Positions by number.
    pub positions: Vec<PosIndex>,
    /// The GIR function, none for codegen's own routines.
    pub func: Option<&'a Function>,
}

/// Puts the object together.
pub fn assemble(cx: &Cx<'_>, funcs: Vec<Compiled<'_>>) -> ObjectUnit {
    let mut data = Data::new(cx);
    for f in funcs {
        let symbol = function(&mut data, f);
        data.unit.define(symbol);
    }
    positions(&mut data.unit, cx.module);
    data.finish()
}

fn function(data: &mut Data<'_>, f: Compiled<'_>) -> Symbol {
    let id = data.sym(&f.name);
    let relocs = f
        .blob
        .relocs
        .iter()
        .map(|r| {
            let target = &f.blob.targets[r.target as usize];
            Reloc {
                offset: r.offset,
                kind: r.kind,
                target: data.target(target),
                addend: r.addend,
                when: Data::use_of(target),
            }
        })
        .collect();
    let dup_ok = f.func.is_none_or(|g| g.flags.dup_ok);
    let binding = if dup_ok { Binding::DupOk } else { Binding::Global };
    let mut symbol = Symbol::new(id, SymbolKind::Text, binding, CODE_ALIGN, f.blob.bytes);
    symbol.entry_offset = f.blob.entry;
    symbol.relocs = relocs;
    if REFLECT_METHOD.contains(&f.name.as_str()) {
        symbol.marks |= Marks::REFLECT_METHOD;
    }
    for &(iface, n) in &f.blob.iface_calls {
        let TyKind::Interface(methods) = data.cx.layouts.table.ukind(iface) else { continue };
        if let Some(m) = methods.get(n as usize) {
            let key = data.method_key(&m.pkg, &m.name, m.sig);
            symbol.iface_calls.push(key);
        }
    }
    let start = f.func.and_then(|g| data.cx.module.positions.get(g.pos.index()));
    symbol.func = Some(Box::new(FuncInfo {
        frame: f.blob.frame,
        deferreturn: f.blob.deferreturn,
        flags: f.func.map_or(FUNC_WRAPPER, flags),
        start_line: start.map_or(0, |p| p.line),
        lines: resolve_lines(&f.blob.lines, &f.positions),
        live: f.blob.live,
    }));
    symbol
}

/// The function table's flags.
fn flags(f: &Function) -> u32 {
    let wrapper = if f.flags.wrapper { FUNC_WRAPPER } else { 0 };
    wrapper | if f.sig.params.is_empty() { FUNC_NOARGS } else { 0 }
}

/// Position `i` of the unit is position `i` of the module; file `i` is one further.
fn positions(unit: &mut ObjectUnit, module: &Module) {
    for file in &module.files {
        unit.positions.add_file(file);
    }
    let mut calls: HashMap<(PosIndex, Sym), InlineIndex> = HashMap::new();
    for i in 1..module.positions.len() {
        let position = position(unit, module, PosIndex::new(i), &mut calls);
        unit.positions.add(position);
    }
}

fn position(
    unit: &mut ObjectUnit,
    module: &Module,
    at: PosIndex,
    calls: &mut HashMap<(PosIndex, Sym), InlineIndex>,
) -> Position {
    let Some(p) = module.positions.get(at.index()).filter(|_| at.0 != 0) else { return Position::default() };
    let inline = match p.inlined {
        None => InlineIndex(0),
        Some(key) => match calls.get(&key) {
            Some(&i) => i,
            None => {
                let call = position(unit, module, key.0, calls);
                let func = unit.sym(module.sym_name(key.1));
                let i = unit.positions.add_inline(InlineCall { func, call });
                calls.insert(key, i);
                i
            }
        },
    };
    Position { file: FileIndex(p.file + 1), line: p.line, col: p.col, inline }
}
