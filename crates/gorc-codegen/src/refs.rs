//! What compiled code refers to: symbolic targets of relocations, numbered per function.
//!
//! A [`Target`] speaks of the module's entities; `names.rs` gives it its symbol name, `object.rs` turns the names into relocations.

use std::collections::HashMap;

use gorc_ir::{GlobalId, StrId, Sym, Ty};

/// Something with an address that the linker knows.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Target {
    /// A symbol by name.
    Sym(Sym),
    /// The static funcval of a plain function.
    FuncValue(Sym),
    /// A package-level variable.
    Global(GlobalId),
    /// The bytes of a string constant.
    Str(StrId),
    /// A type descriptor whose type's values reach interfaces.
    Type(Ty),
    /// A type descriptor needed for its layout only.
    TypeLayout(Ty),
    /// What allocation needs of a type: a descriptor of size, alignment and pointers alone, shared by all types of that shape.
    Shape(Ty),
    /// The itab of (interface, concrete).
    Itab(Ty, Ty),
    /// The table of recent assertions to an interface type, see `routines.rs`.
    Assertions(Ty),
    /// A row of `gorc_abi::runtime_fns`.
    Runtime(u16),
    /// A symbol that codegen itself knows.
    Known(&'static str),
    /// A constant in read-only data.
    Const(ConstData),
}

/// A constant that has to lie in memory (boxed in an interface).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ConstData {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Alignment.
    pub align: u32,
    /// A string whose address goes to offset 0.
    pub str: Option<StrId>,
}

/// The targets of one function, each once.
#[derive(Default)]
pub struct RefTable {
    /// By number.
    pub list: Vec<Target>,
    index: HashMap<Target, u32>,
}

impl RefTable {
    /// The number of a target.
    pub fn number(&mut self, target: Target) -> u32 {
        if let Some(&n) = self.index.get(&target) {
            return n;
        }
        let n = self.list.len() as u32;
        self.list.push(target.clone());
        self.index.insert(target, n);
        n
    }
}
