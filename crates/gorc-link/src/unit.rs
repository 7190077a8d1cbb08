//! The object model: what code generation (or an object file) hands to the linker.
//!
//! An [`ObjectUnit`] owns a table of names; symbols, relocations and aliases refer to names by the unit's dense
//! [`SymId`]s, so a relocation is a few words and no string is compared twice. A reference means the unit's own
//! local symbol of that name if there is one, else the program's global one. Units are independent of each other:
//! code generation may fill one per thread and hand all of them to [`crate::link`].
//!
//! A [`Symbol`] is the atom of the link: its bytes are kept, dropped and placed as a whole. Read `resolve.rs` next.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

/// A name in one unit's table of names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct SymId(pub u32);

/// A position in a unit's [`Positions`]; 0 is "unknown".
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct PosIndex(pub u32);

/// A file in a unit's [`Positions`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct FileIndex(pub u32);

/// An inlined call in a unit's [`Positions`]; 0 is "not inlined".
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct InlineIndex(pub u32);

/// Where a symbol is laid out, and so what the collector makes of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum SymbolKind {
    /// Machine code.
    Text,
    /// Read-only data.
    RoData,
    /// Initialised data that may hold pointers into the heap: a root of collection.
    Data,
    /// Initialised data without pointers into the heap.
    NoPtrData,
    /// Zeroed data that may hold pointers into the heap: a root of collection.
    Bss,
    /// Zeroed data without pointers into the heap.
    NoPtrBss,
}

impl SymbolKind {
    /// All kinds in the order of their layout.
    pub const ALL: [SymbolKind; 6] = [
        SymbolKind::Text,
        SymbolKind::RoData,
        SymbolKind::Data,
        SymbolKind::NoPtrData,
        SymbolKind::Bss,
        SymbolKind::NoPtrBss,
    ];

    /// Whether symbols of this kind have a size only and no bytes.
    pub fn is_zeroed(self) -> bool {
        matches!(self, SymbolKind::Bss | SymbolKind::NoPtrBss)
    }
}

/// Who sees a definition, and what a second one means.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Binding {
    /// Seen in its unit only; several units may have one each.
    Local,
    /// The one definition of the program; a second is an error.
    Global,
    /// Gives way to a global definition.
    Weak,
    /// Several equal definitions are expected (type descriptors, instances); the first is taken.
    DupOk,
}

/// How an address is written into bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum RelocKind {
    /// Writes nothing: the target is merely kept.
    Keep,
    /// 64-bit absolute address.
    Abs64,
    /// 32-bit absolute address, zero-extended (also: Go's name, type and text offsets).
    Abs32,
    /// 32-bit absolute address, sign-extended.
    Abs32S,
    /// 32 bits relative to the place: `S + A - P`. The addend holds the usual -4.
    Pc32,
    /// A call or jump: the same as `Pc32` in a static image.
    Plt32,
    /// 64 bits relative to the place.
    Pc64,
    /// 32 bits relative to the place, of a word that holds the address.
    GotPcRel,
    /// As `GotPcRel`, on an instruction without REX prefix that may be rewritten to do without the word.
    GotPcRelX,
    /// As `GotPcRelX`, with a REX prefix.
    RexGotPcRelX,
}

impl RelocKind {
    /// Number of bytes written.
    pub fn width(self) -> usize {
        match self {
            RelocKind::Keep => 0,
            RelocKind::Abs64 | RelocKind::Pc64 => 8,
            _ => 4,
        }
    }
}

/// When a reference keeps its target in the program.
///
/// A reference that does not hold in the end is written as zero unless the target is kept by others.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Use {
    /// The target is needed, and if it is a type, its values may reach interfaces.
    #[default]
    Always,
    /// The target is needed; it is a type whose values do not reach interfaces through this reference (allocation).
    NotIface,
    /// The target is needed if it is defined; otherwise zero is written.
    IfDefined,
    /// The reference keeps nothing (`PtrToThis`): zero if nobody else keeps the target.
    Weak,
    /// In a type's method table or an itab: needed only if a method of this key is called through an interface
    /// ([`Symbol::iface_calls`]), or reflection may look any exported method up ([`Marks::REFLECT_METHOD`]), and, in a
    /// method table, if values of the type reach interfaces. The key is the method's name followed by its
    /// signature: `Read(func([]uint8) (int, error))`; an unexported name is preceded by its package path and a dot.
    Method(SymId),
}

/// A place in a symbol's bytes to fill with an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reloc {
    /// Offset in the symbol's bytes.
    pub offset: u32,
    /// What to write.
    pub kind: RelocKind,
    /// Whose address.
    pub target: SymId,
    /// Constant to add.
    pub addend: i64,
    /// When the target is kept for the sake of this reference.
    pub when: Use,
}

impl Reloc {
    /// An unconditional reference.
    pub fn new(offset: u32, kind: RelocKind, target: SymId, addend: i64) -> Reloc {
        Reloc { offset, kind, target, addend, when: Use::Always }
    }
}

/// Flags of a symbol.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Marks(pub u32);

impl Marks {
    /// A type descriptor: its method table is kept by need, see [`Use::Method`].
    pub const TYPE: Marks = Marks(1);
    /// A type descriptor to be listed in `ModuleData::typelinks`.
    pub const TYPELINK: Marks = Marks(2);
    /// An itab, to be listed in `ModuleData::itablinks`.
    pub const ITAB: Marks = Marks(4);
    /// Code that may look up a method of any name by reflection (`reflect.Value.Method`, `MethodByName`).
    pub const REFLECT_METHOD: Marks = Marks(8);
    /// Kept even if nobody refers to it.
    pub const KEEP: Marks = Marks(16);

    /// Whether all flags of `other` are set.
    pub fn has(self, other: Marks) -> bool {
        self.0 & other.0 == other.0
    }
}

impl std::ops::BitOr for Marks {
    type Output = Marks;
    fn bitor(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for Marks {
    fn bitor_assign(&mut self, other: Marks) {
        self.0 |= other.0;
    }
}

/// What the function table says of a function.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FuncInfo {
    /// Frame size in bytes below the saved frame pointer and return address.
    pub frame: u32,
    /// Offset from the symbol's address of the block at which a recovered panic resumes; 0 if none.
    pub deferreturn: u32,
    /// `FUNC_*` bits of `gorc_abi::moduledata`.
    pub flags: u32,
    /// Line of the `func` keyword.
    pub start_line: u32,
    /// Positions of the code: each holds from its offset *in the symbol's bytes* (so the slow path counts) to the next
    /// one's. Sorted by offset; the first should be at 0.
    pub lines: Vec<(u32, PosIndex)>,
    /// The live map (`gorc_abi::livemap`), its offsets being those in the symbol's bytes; empty if there is none.
    pub live: Vec<u8>,
}

/// A further name of a place inside a symbol (object files have several symbols to a section).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// The name.
    pub name: SymId,
    /// Offset in the symbol's bytes.
    pub offset: u32,
    /// Size, for the symbol table.
    pub size: u32,
    /// Who sees it.
    pub binding: Binding,
    /// Whether it names code that is called (as opposed to data or a place).
    pub is_func: bool,
}

/// A definition: bytes that are kept, dropped and placed as one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Symbol {
    /// Its name.
    pub name: SymId,
    /// Where it goes.
    pub kind: SymbolKind,
    /// Who sees it.
    pub binding: Binding,
    /// Alignment of the symbol's *bytes* (for text: of the byte at `entry_offset`); a power of two.
    pub align: u32,
    /// The contents; empty if the kind is zeroed.
    pub bytes: Vec<u8>,
    /// Size in memory: `bytes.len()` unless the kind is zeroed.
    pub size: u64,
    /// The symbol's address is this far into its bytes: the stack check's slow path lies in front of it.
    pub entry_offset: u32,
    /// Flags.
    pub marks: Marks,
    /// Places to fill, in any order.
    pub relocs: Vec<Reloc>,
    /// Keys of the interface methods this code calls, see [`Use::Method`].
    pub iface_calls: Vec<SymId>,
    /// For functions: what goes into the function table.
    pub func: Option<Box<FuncInfo>>,
    /// Further names.
    pub labels: Vec<Label>,
}

impl Symbol {
    /// A symbol with contents.
    pub fn new(name: SymId, kind: SymbolKind, binding: Binding, align: u32, bytes: Vec<u8>) -> Symbol {
        Symbol {
            name,
            kind,
            binding,
            align,
            size: bytes.len() as u64,
            bytes,
            entry_offset: 0,
            marks: Marks::default(),
            relocs: Vec::new(),
            iface_calls: Vec::new(),
            func: None,
            labels: Vec::new(),
        }
    }

    /// A zeroed symbol.
    pub fn zeroed(name: SymId, kind: SymbolKind, binding: Binding, align: u32, size: u64) -> Symbol {
        Symbol { size, ..Symbol::new(name, kind, binding, align, Vec::new()) }
    }
}

/// Another name for a symbol (`//go:linkname`): `name` means whatever `target` means, chains included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Alias {
    /// The new name.
    pub name: SymId,
    /// What it stands for.
    pub target: SymId,
}

/// A source position.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Position {
    /// The file.
    pub file: FileIndex,
    /// Line, from 1.
    pub line: u32,
    /// Column in bytes, from 1; 0 unknown.
    pub col: u32,
    /// The inlined call whose body the position is in.
    pub inline: InlineIndex,
}

/// A call that was replaced by the body of its callee.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct InlineCall {
    /// Symbol name of the function that was inlined.
    pub func: SymId,
    /// Where it was called; `call.inline` is the call it was itself inlined by.
    pub call: Position,
}

/// Files, positions and inlined calls of a unit. Index 0 of each list is the unknown one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Positions {
    /// File names as tracebacks print them.
    pub files: Vec<Arc<str>>,
    /// What a [`PosIndex`] stands for.
    pub positions: Vec<Position>,
    /// What an [`InlineIndex`] stands for.
    pub inlines: Vec<InlineCall>,
}

impl Default for Positions {
    fn default() -> Positions {
        let unknown = Position::default();
        Positions {
            files: vec![Arc::from("?")],
            positions: vec![unknown],
            inlines: vec![InlineCall { func: SymId(0), call: unknown }],
        }
    }
}

impl Positions {
    /// Adds a file (the caller sees to it that it is added once).
    pub fn add_file(&mut self, name: &str) -> FileIndex {
        self.files.push(Arc::from(name));
        FileIndex(self.files.len() as u32 - 1)
    }

    /// Adds a position.
    pub fn add(&mut self, position: Position) -> PosIndex {
        self.positions.push(position);
        PosIndex(self.positions.len() as u32 - 1)
    }

    /// Adds an inlined call.
    pub fn add_inline(&mut self, call: InlineCall) -> InlineIndex {
        self.inlines.push(call);
        InlineIndex(self.inlines.len() as u32 - 1)
    }
}

/// One object: a table of names and the symbols, aliases and positions that use it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ObjectUnit {
    /// What error messages call this unit: a package path or a file name.
    pub name: String,
    /// Part of the runtime: its code lies apart from that of Go functions.
    pub is_runtime: bool,
    /// Every name used.
    pub names: Names,
    /// The definitions.
    pub symbols: Vec<Symbol>,
    /// Further names of symbols.
    pub aliases: Vec<Alias>,
    /// Source positions of the code.
    pub positions: Positions,
}

impl ObjectUnit {
    /// An empty unit.
    pub fn new(name: impl Into<String>) -> ObjectUnit {
        ObjectUnit { name: name.into(), ..ObjectUnit::default() }
    }

    /// The id of a name in this unit.
    pub fn sym(&mut self, name: &str) -> SymId {
        self.names.intern(name)
    }

    /// The text of a name.
    pub fn text(&self, id: SymId) -> &str {
        self.names.get(id)
    }

    /// Adds a definition.
    pub fn define(&mut self, symbol: Symbol) {
        self.symbols.push(symbol);
    }

    /// Makes `name` another name of `target`.
    pub fn alias(&mut self, name: &str, target: &str) {
        let (name, target) = (self.sym(name), self.sym(target));
        self.aliases.push(Alias { name, target });
    }
}

/// A table of names; ids are dense and in the order of first use.
#[derive(Clone, Default)]
pub struct Names {
    list: Vec<Arc<str>>,
    map: HashMap<Arc<str>, SymId, BuildHasherDefault<FxHasher>>,
}

impl Names {
    /// The id of `name`, new or known.
    pub fn intern(&mut self, name: &str) -> SymId {
        if let Some(&id) = self.map.get(name) {
            return id;
        }
        self.insert(Arc::from(name))
    }

    /// As [`Names::intern`], sharing the string.
    pub fn intern_arc(&mut self, name: &Arc<str>) -> SymId {
        if let Some(&id) = self.map.get(&**name) {
            return id;
        }
        self.insert(name.clone())
    }

    fn insert(&mut self, name: Arc<str>) -> SymId {
        let id = SymId(self.list.len() as u32);
        self.list.push(name.clone());
        self.map.insert(name, id);
        id
    }

    /// The id of a name that may not be there.
    pub fn find(&self, name: &str) -> Option<SymId> {
        self.map.get(name).copied()
    }

    /// The text of a name.
    pub fn get(&self, id: SymId) -> &str {
        self.list.get(id.0 as usize).map_or("", |n| n)
    }

    /// All names by id.
    pub fn list(&self) -> &[Arc<str>] {
        &self.list
    }

    /// Number of names.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl PartialEq for Names {
    fn eq(&self, other: &Names) -> bool {
        self.list == other.list
    }
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(&self.list).finish()
    }
}

/// A quick hash for names: word at a time, multiply and rotate. Not for untrusted keys.
#[derive(Clone, Copy, Default)]
pub struct FxHasher(u64);

impl FxHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for FxHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            let mut last = [0; 8];
            last[..rest.len()].copy_from_slice(rest);
            self.add(u64::from_le_bytes(last));
        }
    }

    fn write_u8(&mut self, n: u8) {
        self.add(u64::from(n));
    }

    fn write_u32(&mut self, n: u32) {
        self.add(u64::from(n));
    }

    fn finish(&self) -> u64 {
        // The table takes its index from the low bits, where a product is weakest.
        self.0 ^ (self.0 >> 32)
    }
}
