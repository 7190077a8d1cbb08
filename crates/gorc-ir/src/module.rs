//! A module: the whole program as codegen gets it. Everything in it is reachable.

use std::collections::HashMap;

use crate::entities::{GlobalId, PosIndex, StrId, Sym};
use crate::function::Function;
use crate::types::{Ty, TyKind, TypeTable};

/// Words of the state that `Op::MapIterInit` takes: `gorc_abi::hchan::MapIter`.
pub const MAP_ITER_WORDS: u64 = 16;

/// What a word of static data refers to.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum DataRef {
    /// A function's code or any symbol, by name.
    Sym(Sym),
    /// The static funcval of a plain function.
    FuncValue(Sym),
    /// Another global.
    Global(GlobalId),
    /// The bytes of a string constant.
    Str(StrId),
    /// A type descriptor.
    Type(Ty),
    /// An itab of (interface type, concrete type).
    Itab(Ty, Ty),
}

/// An address in static data.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DataReloc {
    /// Byte offset of the 8-byte word.
    pub offset: u64,
    /// What it points to.
    pub target: DataRef,
    /// Added to the address.
    pub addend: i64,
}

/// A package-level variable or constant datum.
#[derive(Clone, Debug)]
pub struct Global {
    /// Symbol.
    pub name: Sym,
    /// Type.
    pub ty: Ty,
    /// Initial bytes: empty means zero, else as long as the type is.
    pub init: Vec<u8>,
    /// Addresses in `init`.
    pub relocs: Vec<DataReloc>,
    /// Never written: goes to read-only data.
    pub readonly: bool,
}

/// An entry of a type's method table, whose code was found reachable (name and signature are called through an interface, or reflection may).
#[derive(Clone, Debug)]
pub struct MethodEntry {
    /// Name.
    pub name: String,
    /// Import path for unexported names, else empty.
    pub pkg: String,
    /// A func type without receiver.
    pub sig: Ty,
    /// Code that takes the interface's data word as receiver; `None` if unreachable.
    pub ifn: Option<Sym>,
    /// Code that takes the receiver itself; `None` if unreachable.
    pub tfn: Option<Sym>,
}

/// A type whose descriptor is needed. Codegen adds the types that descriptors refer to.
#[derive(Clone, Debug)]
pub struct Descriptor {
    /// The type.
    pub ty: Ty,
    /// Its whole method set, sorted (exported names first, by name).
    pub methods: Vec<MethodEntry>,
}

/// An itab that code refers to.
#[derive(Clone, Debug)]
pub struct Itab {
    /// Interface type.
    pub iface: Ty,
    /// Concrete type.
    pub concrete: Ty,
    /// Code per interface method, in the sorted order; `None` if that method is never called.
    pub methods: Vec<Option<Sym>>,
}

/// A source position.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Position {
    /// Index of `Module::files`.
    pub file: u32,
    /// Line, from 1; 0 is unknown.
    pub line: u32,
    /// Byte column, from 1.
    pub col: u32,
    /// For inlined code, where the call stood and which function was inlined.
    pub inlined: Option<(PosIndex, Sym)>,
}

/// A module.
#[derive(Debug, Default)]
pub struct Module {
    /// Types.
    pub types: TypeTable,
    /// Functions, in a stable order.
    pub funcs: Vec<Function>,
    /// Variables and data.
    pub globals: Vec<Global>,
    /// Needed descriptors, with method tables.
    pub descriptors: Vec<Descriptor>,
    /// Needed itabs.
    pub itabs: Vec<Itab>,
    /// `//go:linkname` aliases: the first name stands for the second.
    pub aliases: Vec<(Sym, Sym)>,
    /// Functions of the runtime archive that keep none of the pointers they are given (`//go:noescape`).
    pub noescape: Vec<Sym>,
    /// Symbol names.
    pub syms: Vec<String>,
    /// String constants.
    pub strs: Vec<Vec<u8>>,
    /// File names, as tracebacks print them.
    pub files: Vec<String>,
    /// Positions; element 0 is unknown.
    pub positions: Vec<Position>,
    sym_index: HashMap<String, Sym>,
    str_index: HashMap<Vec<u8>, StrId>,
}

impl Module {
    /// An empty module.
    pub fn new() -> Self {
        let unknown = Position { file: 0, line: 0, col: 0, inlined: None };
        Module { positions: vec![unknown], ..Self::default() }
    }

    /// Interns a symbol name.
    pub fn sym(&mut self, name: &str) -> Sym {
        if let Some(&s) = self.sym_index.get(name) {
            return s;
        }
        let s = Sym::new(self.syms.len());
        self.syms.push(name.to_owned());
        self.sym_index.insert(name.to_owned(), s);
        s
    }

    /// The symbol of that name, if interned.
    pub fn find_sym(&self, name: &str) -> Option<Sym> {
        self.sym_index.get(name).copied()
    }

    /// Gives a package-level string variable another initial value (the linker flag `-X`). A variable that the program does not
    /// have, or does not use, is none of ours.
    ///
    /// # Errors
    /// The variable's type, if it is no string.
    pub fn set_string(&mut self, name: &str, value: &str) -> Result<(), String> {
        let Some(sym) = self.find_sym(name) else { return Ok(()) };
        let Some(g) = self.globals.iter().position(|g| g.name == sym) else { return Ok(()) };
        let ty = self.globals[g].ty;
        if !matches!(self.types.kind(ty), TyKind::String) {
            return Err(crate::lower::type_string(&self.types, ty, false));
        }
        let text = DataRef::Str(self.str(value.as_bytes()));
        let global = &mut self.globals[g];
        global.init = [[0; 8], (value.len() as u64).to_le_bytes()].concat();
        global.relocs = if value.is_empty() {
            Vec::new()
        } else {
            vec![DataReloc { offset: 0, target: text, addend: 0 }]
        };
        Ok(())
    }

    /// The name of a symbol.
    pub fn sym_name(&self, s: Sym) -> &str {
        &self.syms[s.index()]
    }

    /// Interns a string constant.
    pub fn str(&mut self, bytes: &[u8]) -> StrId {
        if let Some(&s) = self.str_index.get(bytes) {
            return s;
        }
        let s = StrId::new(self.strs.len());
        self.strs.push(bytes.to_vec());
        self.str_index.insert(bytes.to_vec(), s);
        s
    }
}
