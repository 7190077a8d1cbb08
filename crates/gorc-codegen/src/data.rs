//! Everything of the object that is not code: variables, constants, funcvals, and what descriptors ask for.

use std::collections::{HashMap, HashSet, VecDeque};

use gorc_ir::module::{DataRef, Descriptor, Global};
use gorc_ir::types::TyKind;
use gorc_ir::{GlobalId, Ty};
use gorc_link::{Binding, Marks, ObjectUnit, RelocKind, SymId, Symbol, SymbolKind, Use};

use crate::Cx;
use crate::alloc::ZEROBASE;
use crate::iface::SMALL_INTS;
use crate::names;
use crate::refs::Target;
use crate::routines::{ASSERTION_BYTES, NIL_CALL, NIL_CODE};
use crate::typedesc::{Bytes, wrappers};

/// The object under construction.
pub struct Data<'a> {
    /// What all parts share.
    pub cx: &'a Cx<'a>,
    /// The object.
    pub unit: ObjectUnit,
    /// Symbols defined by content, so that each is defined once.
    pub defined: HashSet<SymId>,
    /// `*T` by `T`.
    pub pointers: HashMap<Ty, Ty>,
    /// `[]T` by `T`.
    pub slices: HashMap<Ty, Ty>,
    ids: HashMap<Target, SymId>,
    pending: VecDeque<Ty>,
    wanted: HashSet<Ty>,
    needs_small_ints: bool,
}

impl<'a> Data<'a> {
    /// An empty object.
    pub fn new(cx: &'a Cx<'a>) -> Self {
        let table = cx.layouts.table;
        let pointers = wrappers(table, |k| if let &TyKind::Pointer(e) = k { Some(e) } else { None });
        let slices = wrappers(table, |k| if let &TyKind::Slice(e) = k { Some(e) } else { None });
        Data {
            cx,
            unit: ObjectUnit::new("go"),
            defined: HashSet::new(),
            pointers,
            slices,
            ids: HashMap::new(),
            pending: VecDeque::new(),
            wanted: HashSet::new(),
            needs_small_ints: false,
        }
    }

    /// The id of a name.
    pub fn sym(&mut self, name: &str) -> SymId {
        self.unit.sym(name)
    }

    /// Adds a definition.
    pub fn define(&mut self, id: SymId, kind: SymbolKind, align: u32, content: Bytes, marks: Marks) {
        let mut s = Symbol::new(id, kind, Binding::Local, align, content.bytes);
        if marks != Marks::default() {
            s.binding = Binding::Global;
        }
        s.relocs = content.relocs;
        s.marks = marks;
        self.unit.define(s);
    }

    /// A read-only symbol for these bytes, shared by equal ones.
    pub fn unique_bytes(&mut self, prefix: &str, bytes: Vec<u8>, align: u32) -> SymId {
        let id = self.sym(&format!("{prefix}{}", names::digest(&bytes)));
        if self.defined.insert(id) {
            self.define(id, SymbolKind::RoData, align, Bytes { bytes, relocs: Vec::new() }, Marks::default());
        }
        id
    }

    /// The id of a type's descriptor, which will be defined.
    pub fn type_id(&mut self, ty: Ty) -> SymId {
        self.target(&Target::Type(ty))
    }

    /// The id of a target; what it needs will be defined.
    pub fn target(&mut self, target: &Target) -> SymId {
        if let Some(&id) = self.ids.get(target) {
            return id;
        }
        let name = names::symbol(self.cx, target);
        let id = self.sym(&name);
        self.ids.insert(target.clone(), id);
        match target {
            Target::Type(ty) | Target::TypeLayout(ty) if self.wanted.insert(*ty) => {
                self.pending.push_back(*ty)
            }
            Target::Known(SMALL_INTS) => self.needs_small_ints = true,
            Target::Assertions(_) if self.defined.insert(id) => {
                let zeroed = Symbol::zeroed(id, SymbolKind::NoPtrBss, Binding::Local, 16, ASSERTION_BYTES);
                self.unit.define(zeroed);
            }
            Target::Known(NIL_CALL) => {
                let mut content = Bytes::default();
                let code = self.sym(NIL_CODE);
                content.reference(RelocKind::Abs64, code, 0, Use::Always);
                self.define(id, SymbolKind::RoData, 8, content, Marks::default());
            }
            Target::Str(s) if self.defined.insert(id) => {
                let bytes = self.cx.module.strs[s.index()].clone();
                let content = Bytes { bytes, relocs: Vec::new() };
                self.define(id, SymbolKind::RoData, 1, content, Marks::default());
            }
            Target::Shape(ty) if self.defined.insert(id) => self.define_shape(id, *ty),
            Target::FuncValue(s) if self.defined.insert(id) => {
                let mut content = Bytes::default();
                let code = self.target(&Target::Sym(*s));
                content.reference(RelocKind::Abs64, code, 0, Use::Always);
                self.define(id, SymbolKind::RoData, 8, content, Marks::default());
            }
            Target::Const(data) if self.defined.insert(id) => {
                let mut content = Bytes::default();
                match data.str {
                    Some(s) => {
                        let s = self.target(&Target::Str(s));
                        content.reference(RelocKind::Abs64, s, 0, Use::Always);
                        content.put(&data.bytes[8..]);
                    }
                    None => content.put(&data.bytes),
                }
                self.define(id, SymbolKind::RoData, data.align, content, Marks::default());
            }
            _ => {}
        }
        id
    }

    /// How a reference to the target keeps it.
    pub fn use_of(target: &Target) -> Use {
        match target {
            Target::TypeLayout(_) => Use::NotIface,
            _ => Use::Always,
        }
    }

    /// Defines the variables, itabs, descriptors, aliases and everything they ask for.
    pub fn finish(mut self) -> ObjectUnit {
        let module = self.cx.module;
        for (i, global) in module.globals.iter().enumerate() {
            self.global(GlobalId::new(i), global);
        }
        for itab in &module.itabs {
            self.define_itab(itab);
        }
        let listed: HashMap<Ty, &Descriptor> = module.descriptors.iter().map(|d| (d.ty, d)).collect();
        for d in &module.descriptors {
            self.type_id(d.ty);
        }
        while let Some(ty) = self.pending.pop_front() {
            self.define_type(ty, listed.get(&ty).map_or(&[], |d| &d.methods));
        }
        self.weak_definitions();
        for &(name, target) in &module.aliases {
            self.unit.alias(module.sym_name(name), module.sym_name(target));
        }
        self.unit
    }

    /// Data that the runtime may define itself.
    fn weak_definitions(&mut self) {
        if self.needs_small_ints {
            let id = self.sym(SMALL_INTS);
            let bytes: Vec<u8> = (0..256u64).flat_map(u64::to_le_bytes).collect();
            let mut s = Symbol::new(id, SymbolKind::RoData, Binding::Weak, 8, bytes);
            s.marks = Marks::default();
            self.unit.define(s);
        }
        if let Some(id) = self.unit.names.find(ZEROBASE) {
            self.unit.define(Symbol::zeroed(id, SymbolKind::NoPtrBss, Binding::Weak, 8, 8));
        }
    }

    fn global(&mut self, id: GlobalId, global: &Global) {
        let info = self.cx.layouts.info(global.ty);
        if info.size == 0 {
            return;
        }
        let (size, align) = (info.size, info.align as u32);
        let id = self.target(&Target::Global(id));
        let pointers = info.ptr_bytes > 0;
        let zero = global.relocs.is_empty() && global.init.iter().all(|&b| b == 0);
        if zero && !global.readonly {
            let kind = if pointers { SymbolKind::Bss } else { SymbolKind::NoPtrBss };
            self.unit.define(Symbol::zeroed(id, kind, Binding::Global, align, size));
            return;
        }
        let mut bytes = global.init.clone();
        bytes.resize(bytes.len().max(size as usize), 0);
        let kind = match (global.readonly, pointers) {
            (true, _) => SymbolKind::RoData,
            (_, true) => SymbolKind::Data,
            (_, false) => SymbolKind::NoPtrData,
        };
        let mut symbol = Symbol::new(id, kind, Binding::Global, align, bytes);
        for r in &global.relocs {
            let target = match &r.target {
                DataRef::Sym(s) => Target::Sym(*s),
                DataRef::FuncValue(s) => Target::FuncValue(*s),
                DataRef::Global(g) => Target::Global(*g),
                DataRef::Str(s) => Target::Str(*s),
                DataRef::Type(t) => Target::Type(*t),
                DataRef::Itab(i, c) => Target::Itab(*i, *c),
            };
            let target = self.target(&target);
            symbol.relocs.push(gorc_link::Reloc::new(r.offset as u32, RelocKind::Abs64, target, r.addend));
        }
        self.unit.define(symbol);
    }
}
