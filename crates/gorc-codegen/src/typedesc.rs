//! Type descriptors and itabs as data, in the layout of `gorc_abi::typedesc`.
//!
//! A descriptor is one symbol: head, the kind's tail, `UncommonType`, parameter pointers of func types, methods, fields or
//! interface methods, and the closure that compares values. Descriptors refer to further descriptors; [`Data`] collects
//! what is referred to until nothing is new.

use std::collections::HashMap;

use gorc_abi::typedesc::{self as td, kind};
use gorc_ir::module::{Itab, MethodEntry};
use gorc_ir::types::{Field, IfaceMethod, Signature, TyKind};
use gorc_ir::{Sym, Ty};
use gorc_link::{Marks, Reloc, RelocKind, SymId, SymbolKind, Use};

use crate::data::Data;
use crate::names;
use crate::refs::Target;
use crate::routines::TYPE_EQUAL;

/// Bytes of a symbol under construction, with the references in it.
#[derive(Default)]
pub struct Bytes {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The references.
    pub relocs: Vec<Reloc>,
}

impl Bytes {
    /// Appends bytes.
    pub fn put(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Appends a 64-bit number.
    pub fn word(&mut self, n: u64) {
        self.put(&n.to_le_bytes());
    }

    /// Appends a reference.
    pub fn reference(&mut self, kind: RelocKind, target: SymId, addend: i64, when: Use) {
        let offset = self.bytes.len() as u32;
        self.relocs.push(Reloc { offset, kind, target, addend, when });
        self.put(&[0; 8][..kind.width()]);
    }

    /// Pads to a multiple of 8.
    pub fn align(&mut self) {
        self.bytes.resize(self.bytes.len().next_multiple_of(8), 0);
    }
}

fn kind_number(k: &TyKind) -> u8 {
    match k {
        TyKind::Bool => kind::BOOL,
        TyKind::Int => kind::INT,
        TyKind::Int8 => kind::INT8,
        TyKind::Int16 => kind::INT16,
        TyKind::Int32 => kind::INT32,
        TyKind::Int64 => kind::INT64,
        TyKind::Uint => kind::UINT,
        TyKind::Uint8 => kind::UINT8,
        TyKind::Uint16 => kind::UINT16,
        TyKind::Uint32 => kind::UINT32,
        TyKind::Uint64 => kind::UINT64,
        TyKind::Uintptr => kind::UINTPTR,
        TyKind::Float32 => kind::FLOAT32,
        TyKind::Float64 => kind::FLOAT64,
        TyKind::Complex64 => kind::COMPLEX64,
        TyKind::Complex128 => kind::COMPLEX128,
        TyKind::String => kind::STRING,
        TyKind::UnsafePointer => kind::UNSAFE_POINTER,
        TyKind::Pointer(_) => kind::POINTER,
        TyKind::Slice(_) => kind::SLICE,
        TyKind::Array(..) => kind::ARRAY,
        TyKind::Struct(_) | TyKind::Named(_) => kind::STRUCT,
        TyKind::Func(_) => kind::FUNC,
        TyKind::Interface(_) => kind::INTERFACE,
        TyKind::Map(..) => kind::MAP,
        TyKind::Chan(..) => kind::CHAN,
    }
}

/// FNV-1a.
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

/// Is a name exported?
fn is_exported(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase)
}

/// Size of a descriptor's head and tail before `UncommonType`.
fn tail_end(k: &TyKind) -> usize {
    match k {
        TyKind::Pointer(_) => size_of::<td::PtrType>(),
        TyKind::Slice(_) => size_of::<td::SliceType>(),
        TyKind::Array(..) => size_of::<td::ArrayType>(),
        TyKind::Struct(_) => size_of::<td::StructType>(),
        TyKind::Func(_) => size_of::<td::FuncType>(),
        TyKind::Interface(_) => size_of::<td::InterfaceType>(),
        TyKind::Map(..) => size_of::<td::MapType>(),
        TyKind::Chan(..) => size_of::<td::ChanType>(),
        _ => size_of::<td::Type>(),
    }
}

/// Where the parts of a descriptor lie.
struct Parts {
    uncommon: Option<usize>,
    params: usize,
    methods: usize,
    members: usize,
    equal: Option<usize>,
}

impl Data<'_> {
    fn type_ref(&mut self, out: &mut Bytes, ty: Ty) {
        let id = self.type_id(ty);
        out.reference(RelocKind::Abs64, id, 0, Use::Always);
    }

    /// Defines the descriptor of a type.
    pub fn define_type(&mut self, ty: Ty, methods: &[MethodEntry]) {
        let table = self.cx.layouts.table;
        let k = table.ukind(ty);
        let is_named = matches!(table.kind(ty), TyKind::Named(_)) || !names::basic_name(k).is_empty();
        let parts = self.parts(ty, k, is_named, methods.len());
        let mut out = Bytes::default();
        self.head(&mut out, ty, is_named, &parts);
        self.tail(&mut out, ty, k, &parts);
        out.align();
        if parts.uncommon.is_some() {
            self.uncommon(&mut out, ty, methods, &parts);
        }
        if let TyKind::Func(sig) = k {
            for &t in sig.params.iter().chain(&sig.results) {
                self.type_ref(&mut out, t);
            }
        }
        for m in methods {
            self.method(&mut out, m);
        }
        self.members(&mut out, ty, k);
        if parts.equal.is_some() {
            let code = self.sym(TYPE_EQUAL);
            out.reference(RelocKind::Abs64, code, 0, Use::Always);
            let this = self.type_id(ty);
            out.reference(RelocKind::Abs64, this, 0, Use::Always);
        }
        let mut marks = Marks::TYPE;
        if !is_named {
            marks |= Marks::TYPELINK;
        }
        // A dynamic conversion to the interface compares the types of its methods, called or not.
        let keys = match k {
            TyKind::Interface(wanted) => {
                wanted.iter().map(|m| self.method_key(&m.pkg, &m.name, m.sig)).collect()
            }
            _ => Vec::new(),
        };
        let id = self.type_id(ty);
        self.define(id, SymbolKind::RoData, 8, out, marks);
        if let Some(symbol) = self.unit.symbols.last_mut() {
            symbol.iface_calls = keys;
        }
    }

    fn parts(&self, ty: Ty, k: &TyKind, is_named: bool, methods: usize) -> Parts {
        let layouts = &self.cx.layouts;
        let mut at = tail_end(k).next_multiple_of(8);
        // unsafe.Pointer has no methods, but a package.
        let uncommon = (is_named || methods > 0 || matches!(k, TyKind::UnsafePointer)).then_some(at);
        if uncommon.is_some() {
            at += size_of::<td::UncommonType>();
        }
        let params = at;
        if let TyKind::Func(sig) = k {
            at += 8 * (sig.params.len() + sig.results.len());
        }
        let methods_at = at;
        at += methods * size_of::<td::Method>();
        let members = at;
        at += match k {
            TyKind::Struct(fields) => fields.len() * size_of::<td::StructField>(),
            TyKind::Interface(list) => list.len() * size_of::<td::Imethod>(),
            _ => 0,
        };
        let equal = layouts.is_comparable(ty).then_some(at);
        Parts { uncommon, params, methods: methods_at, members, equal }
    }

    fn head(&mut self, out: &mut Bytes, ty: Ty, is_named: bool, parts: &Parts) {
        let layouts = &self.cx.layouts;
        let table = layouts.table;
        let info = layouts.info(ty);
        let mut tflag = 0;
        if parts.uncommon.is_some() {
            tflag |= td::TFLAG_UNCOMMON;
        }
        if is_named {
            tflag |= td::TFLAG_NAMED;
        }
        if layouts.is_plain_memory(ty) {
            tflag |= td::TFLAG_REGULAR_MEMORY;
        }
        if table.is_direct_iface(ty) {
            tflag |= td::TFLAG_DIRECT_IFACE;
        }
        let link = self.cx.links.get(table, ty).to_owned();
        out.word(info.size);
        out.word(info.ptr_bytes);
        out.put(&fnv(&link).to_le_bytes());
        out.put(&[tflag, info.align as u8, info.align as u8, kind_number(table.ukind(ty))]);
        match parts.equal {
            Some(at) => {
                let this = self.type_id(ty);
                out.reference(RelocKind::Abs64, this, at as i64, Use::Always);
            }
            None => out.word(0),
        }
        self.mask_ref(out, ty);
        let text = names::type_string(table, ty, false);
        let name = self.name(&text, "", "", false);
        out.reference(RelocKind::Abs32, name, 0, Use::Always);
        match self.pointers.get(&ty) {
            Some(&p) => {
                let p = self.type_id(p);
                // reflect.PointerTo must find the methods of *T: it can make a pointer type, but none with methods.
                out.reference(RelocKind::Abs32, p, 0, if is_named { Use::Always } else { Use::Weak });
            }
            None => out.put(&[0; 4]),
        }
        debug_assert_eq!(out.bytes.len(), size_of::<td::Type>());
    }

    /// The pointer mask, or null.
    pub fn mask_ref(&mut self, out: &mut Bytes, ty: Ty) {
        if self.cx.layouts.info(ty).ptr_bytes == 0 {
            out.word(0);
            return;
        }
        let mut mask = self.cx.layouts.ptr_mask(ty);
        // Readers may take whole words.
        mask.resize(mask.len().next_multiple_of(8), 0);
        let id = self.unique_bytes("go:gcbits.", mask, 8);
        out.reference(RelocKind::Abs64, id, 0, Use::Always);
    }

    fn tail(&mut self, out: &mut Bytes, ty: Ty, k: &TyKind, parts: &Parts) {
        match k {
            &TyKind::Pointer(e) | &TyKind::Slice(e) => self.type_ref(out, e),
            &TyKind::Array(e, n) => {
                self.type_ref(out, e);
                match self.slices.get(&e).copied() {
                    Some(slice) => self.type_ref(out, slice),
                    None => out.word(0),
                }
                out.word(n);
            }
            &TyKind::Map(key, e) => {
                self.type_ref(out, key);
                self.type_ref(out, e);
            }
            &TyKind::Chan(dir, e) => {
                self.type_ref(out, e);
                out.word(dir as u64);
            }
            TyKind::Func(sig) => self.func_tail(out, sig),
            TyKind::Struct(fields) => {
                let pkg = fields.iter().find(|f| !f.pkg.is_empty()).map(|f| f.pkg.clone());
                self.list_tail(out, ty, pkg, fields.len(), parts.members);
            }
            TyKind::Interface(methods) => {
                let own = match self.cx.layouts.table.kind(ty) {
                    TyKind::Named(id) => Some(self.cx.layouts.table.named[id.0 as usize].pkg_path.clone()),
                    _ => None,
                };
                let pkg = methods.iter().find(|m| !m.pkg.is_empty()).map(|m| m.pkg.clone());
                let pkg = pkg.or(own).filter(|p| !p.is_empty());
                self.list_tail(out, ty, pkg, methods.len(), parts.members);
            }
            _ => {}
        }
        debug_assert!(out.bytes.len() <= parts.uncommon.unwrap_or(parts.params));
    }

    fn func_tail(&mut self, out: &mut Bytes, sig: &Signature) {
        let variadic = if sig.variadic { 1 << 15 } else { 0 };
        out.put(&(sig.params.len() as u16).to_le_bytes());
        out.put(&(sig.results.len() as u16 | variadic).to_le_bytes());
    }

    /// Package path and a slice header of the members, which follow in the same symbol.
    fn list_tail(&mut self, out: &mut Bytes, ty: Ty, pkg: Option<String>, len: usize, at: usize) {
        match pkg {
            Some(pkg) => {
                let name = self.name(&pkg, "", "", false);
                out.reference(RelocKind::Abs64, name, 0, Use::Always);
            }
            None => out.word(0),
        }
        let this = self.type_id(ty);
        out.reference(RelocKind::Abs64, this, at as i64, Use::Always);
        out.word(len as u64);
        out.word(len as u64);
    }

    fn uncommon(&mut self, out: &mut Bytes, ty: Ty, methods: &[MethodEntry], parts: &Parts) {
        let start = out.bytes.len();
        let pkg = match self.cx.layouts.table.kind(ty) {
            TyKind::Named(id) => self.cx.layouts.table.named[id.0 as usize].pkg_path.clone(),
            TyKind::UnsafePointer => "unsafe".to_owned(),
            _ => String::new(),
        };
        if pkg.is_empty() {
            out.put(&[0; 4]);
        } else {
            let name = self.name(&pkg, "", "", false);
            out.reference(RelocKind::Abs32, name, 0, Use::Always);
        }
        let exported = methods.iter().filter(|m| m.pkg.is_empty()).count();
        out.put(&(methods.len() as u16).to_le_bytes());
        out.put(&(exported as u16).to_le_bytes());
        out.put(&((parts.methods - start) as u32).to_le_bytes());
        out.put(&[0; 4]);
    }

    fn method(&mut self, out: &mut Bytes, m: &MethodEntry) {
        let name = self.name(&m.name, "", &m.pkg, false);
        out.reference(RelocKind::Abs32, name, 0, Use::Always);
        let key = self.method_key(&m.pkg, &m.name, m.sig);
        let sig = self.type_id(m.sig);
        out.reference(RelocKind::Abs32, sig, 0, Use::Method(key));
        for code in [m.ifn, m.tfn] {
            match code {
                Some(s) => {
                    let id = self.target(&Target::Sym(s));
                    out.reference(RelocKind::Abs32, id, 0, Use::Method(key));
                }
                None => out.put(&[0; 4]),
            }
        }
    }

    /// The key of a method, see [`Use::Method`].
    pub fn method_key(&mut self, pkg: &str, name: &str, sig: Ty) -> SymId {
        let key = names::method_key(&self.cx.links, self.cx.layouts.table, pkg, name, sig);
        self.sym(&key)
    }

    fn members(&mut self, out: &mut Bytes, ty: Ty, k: &TyKind) {
        match k {
            TyKind::Struct(fields) => {
                for (f, &off) in fields.iter().zip(&self.cx.layouts.info(ty).offsets) {
                    self.field(out, f, off);
                }
            }
            TyKind::Interface(methods) => {
                for m in methods {
                    self.imethod(out, m);
                }
            }
            _ => {}
        }
    }

    fn field(&mut self, out: &mut Bytes, f: &Field, off: u64) {
        let name = self.name(&f.name, &f.tag, "", f.embedded);
        out.reference(RelocKind::Abs64, name, 0, Use::Always);
        self.type_ref(out, f.ty);
        out.word(off);
    }

    fn imethod(&mut self, out: &mut Bytes, m: &IfaceMethod) {
        let name = self.name(&m.name, "", &m.pkg, false);
        out.reference(RelocKind::Abs32, name, 0, Use::Always);
        let sig = self.type_id(m.sig);
        out.reference(RelocKind::Abs32, sig, 0, Use::Always);
    }

    /// A name in the descriptors' encoding.
    fn name(&mut self, text: &str, tag: &str, pkg: &str, embedded: bool) -> SymId {
        let mut flags = 0;
        if is_exported(text) {
            flags |= td::NAME_EXPORTED;
        }
        if !tag.is_empty() {
            flags |= td::NAME_TAG;
        }
        if !pkg.is_empty() {
            flags |= td::NAME_PKGPATH;
        }
        if embedded {
            flags |= td::NAME_EMBEDDED;
        }
        let mut out = Bytes::default();
        out.put(&[flags]);
        for (i, part) in [text, tag].into_iter().enumerate() {
            if i == 0 || !part.is_empty() {
                let mut n = part.len();
                while n >= 0x80 {
                    out.put(&[n as u8 | 0x80]);
                    n >>= 7;
                }
                out.put(&[n as u8]);
                out.put(part.as_bytes());
            }
        }
        if pkg.is_empty() {
            return self.unique_bytes("go:name.", out.bytes, 1);
        }
        let id = self.sym(&format!("go:name.{}", names::digest(&(&out.bytes, pkg))));
        if self.defined.insert(id) {
            let pkg = self.name(pkg, "", "", false);
            out.reference(RelocKind::Abs32, pkg, 0, Use::Always);
            self.define(id, SymbolKind::RoData, 1, out, Marks::default());
        }
        id
    }

    /// Defines the head-only descriptor that allocation uses.
    pub fn define_shape(&mut self, id: SymId, ty: Ty) {
        let info = self.cx.layouts.info(ty);
        let mut out = Bytes::default();
        out.word(info.size);
        out.word(info.ptr_bytes);
        out.put(&[0; 4]);
        out.put(&[0, info.align as u8, info.align as u8, kind::STRUCT]);
        out.word(0);
        self.mask_ref(&mut out, ty);
        let name = self.name("?", "", "", false);
        out.reference(RelocKind::Abs32, name, 0, Use::Always);
        out.put(&[0; 4]);
        self.define(id, SymbolKind::RoData, 8, out, Marks::default());
    }

    /// Defines an itab.
    pub fn define_itab(&mut self, itab: &Itab) {
        let id = self.target(&Target::Itab(itab.iface, itab.concrete));
        if !self.defined.insert(id) {
            return;
        }
        let table = self.cx.layouts.table;
        let mut out = Bytes::default();
        self.type_ref(&mut out, table.underlying(itab.iface));
        self.type_ref(&mut out, itab.concrete);
        let hash = fnv(self.cx.links.get(table, itab.concrete));
        out.put(&hash.to_le_bytes());
        out.put(&[0; 4]);
        let TyKind::Interface(methods) = table.ukind(itab.iface) else { return };
        for (i, m) in methods.iter().enumerate() {
            let code: Option<Sym> = itab.methods.get(i).copied().flatten();
            match code {
                // A zero here would say that the type lacks a method.
                Some(s) if i == 0 => {
                    let id = self.target(&Target::Sym(s));
                    out.reference(RelocKind::Abs64, id, 0, Use::Always);
                }
                Some(s) => {
                    let key = self.method_key(&m.pkg, &m.name, m.sig);
                    let id = self.target(&Target::Sym(s));
                    out.reference(RelocKind::Abs64, id, 0, Use::Method(key));
                }
                None if i == 0 => {
                    let id = self.sym("runtime.throwunreachable");
                    out.reference(RelocKind::Abs64, id, 0, Use::Always);
                }
                None => out.word(0),
            }
        }
        self.define(id, SymbolKind::RoData, 8, out, Marks::ITAB);
    }
}

/// The type that is `wrap` of each type, for all types of the table.
pub fn wrappers(table: &gorc_ir::TypeTable, wrap: impl Fn(&TyKind) -> Option<Ty>) -> HashMap<Ty, Ty> {
    (0..table.len() as u32).filter_map(|i| Some((wrap(table.kind(Ty(i)))?, Ty(i)))).collect()
}
