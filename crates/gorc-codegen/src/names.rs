//! Names: type strings as `reflect` prints them, link strings that are unique in the program, and linker symbols.
//!
//! A link string differs from the type string in that packages are given by path, so equal link strings mean identical types;
//! it names the descriptor's symbol, gives the type's hash, and makes the keys by which methods are kept.

use std::fmt::Write;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use gorc_ir::types::{ChanDir, Field, IfaceMethod, Signature, TyKind};
use gorc_ir::{Module, Ty, TypeTable};

use crate::layout::Layouts;
use crate::refs::{ConstData, Target};

/// Link strings of all types, computed once each.
pub struct LinkNames {
    names: Vec<OnceLock<String>>,
}

impl LinkNames {
    /// An empty cache for the types of `table`.
    pub fn new(table: &TypeTable) -> Self {
        LinkNames { names: (0..table.len()).map(|_| OnceLock::new()).collect() }
    }

    /// The link string of a type.
    pub fn get(&self, table: &TypeTable, ty: Ty) -> &str {
        self.names[ty.0 as usize].get_or_init(|| type_string(table, ty, true))
    }
}

/// The string form of a type; with `link` packages are given by path.
pub fn type_string(table: &TypeTable, ty: Ty, link: bool) -> String {
    let mut out = String::new();
    Printer { table, link, out: &mut out }.ty(ty);
    out
}

struct Printer<'a> {
    table: &'a TypeTable,
    link: bool,
    out: &'a mut String,
}

impl Printer<'_> {
    fn ty(&mut self, ty: Ty) {
        match self.table.kind(ty) {
            TyKind::Named(id) => {
                let named = &self.table.named[id.0 as usize];
                if self.link {
                    self.out.push_str(&named.link_name);
                } else if named.pkg_path.is_empty() {
                    self.out.push_str(&named.name);
                } else {
                    let _ = write!(self.out, "{}.{}", named.pkg_name, named.name);
                }
            }
            &TyKind::Pointer(e) => self.prefixed("*", e),
            &TyKind::Slice(e) => self.prefixed("[]", e),
            &TyKind::Array(e, n) => {
                let _ = write!(self.out, "[{n}]");
                self.ty(e);
            }
            &TyKind::Map(k, e) => {
                self.prefixed("map[", k);
                self.prefixed("]", e);
            }
            &TyKind::Chan(dir, e) => self.chan(dir, e),
            TyKind::Func(sig) => {
                self.out.push_str("func");
                self.signature(sig);
            }
            TyKind::Struct(fields) => self.list("struct {", fields, Self::field),
            TyKind::Interface(methods) => self.list("interface {", methods, Self::method),
            basic => self.out.push_str(basic_name(basic)),
        }
    }

    fn prefixed(&mut self, prefix: &str, ty: Ty) {
        self.out.push_str(prefix);
        self.ty(ty);
    }

    fn chan(&mut self, dir: ChanDir, elem: Ty) {
        match dir {
            ChanDir::Recv => self.prefixed("<-chan ", elem),
            ChanDir::Send => self.prefixed("chan<- ", elem),
            ChanDir::Both if matches!(self.table.kind(elem), TyKind::Chan(ChanDir::Recv, _)) => {
                self.prefixed("chan (", elem);
                self.out.push(')');
            }
            ChanDir::Both => self.prefixed("chan ", elem),
        }
    }

    fn list<T>(&mut self, open: &str, items: &[T], each: fn(&mut Self, &T)) {
        self.out.push_str(open);
        for (i, item) in items.iter().enumerate() {
            self.out.push_str(if i == 0 { " " } else { "; " });
            each(self, item);
        }
        self.out.push_str(if items.is_empty() { "}" } else { " }" });
    }

    fn field(&mut self, f: &Field) {
        if self.link && !f.pkg.is_empty() {
            let _ = write!(self.out, "{}.", f.pkg);
        }
        if !f.embedded || self.link {
            let _ = write!(self.out, "{} ", f.name);
        }
        if self.link && f.embedded {
            self.out.push_str("? ");
        }
        self.ty(f.ty);
        if !f.tag.is_empty() {
            self.out.push(' ');
            self.out.push_str(&quote(&f.tag));
        }
    }

    fn method(&mut self, m: &IfaceMethod) {
        if !m.pkg.is_empty() {
            let pkg = if self.link { m.pkg.as_str() } else { m.pkg.rsplit('/').next().unwrap_or(&m.pkg) };
            let _ = write!(self.out, "{pkg}.");
        }
        self.out.push_str(&m.name);
        if let TyKind::Func(sig) = self.table.ukind(m.sig) {
            self.signature(sig);
        }
    }

    fn signature(&mut self, sig: &Signature) {
        self.out.push('(');
        for (i, &p) in sig.params.iter().enumerate() {
            if i > 0 {
                self.out.push_str(", ");
            }
            match self.table.kind(p) {
                &TyKind::Slice(e) if sig.variadic && i + 1 == sig.params.len() => self.prefixed("...", e),
                _ => self.ty(p),
            }
        }
        self.out.push(')');
        match sig.results.as_slice() {
            [] => {}
            &[one] => self.prefixed(" ", one),
            many => {
                self.out.push_str(" (");
                for (i, &r) in many.iter().enumerate() {
                    if i > 0 {
                        self.out.push_str(", ");
                    }
                    self.ty(r);
                }
                self.out.push(')');
            }
        }
    }
}

/// The name of a predeclared type.
pub fn basic_name(kind: &TyKind) -> &'static str {
    match kind {
        TyKind::Bool => "bool",
        TyKind::Int => "int",
        TyKind::Int8 => "int8",
        TyKind::Int16 => "int16",
        TyKind::Int32 => "int32",
        TyKind::Int64 => "int64",
        TyKind::Uint => "uint",
        TyKind::Uint8 => "uint8",
        TyKind::Uint16 => "uint16",
        TyKind::Uint32 => "uint32",
        TyKind::Uint64 => "uint64",
        TyKind::Uintptr => "uintptr",
        TyKind::Float32 => "float32",
        TyKind::Float64 => "float64",
        TyKind::Complex64 => "complex64",
        TyKind::Complex128 => "complex128",
        TyKind::String => "string",
        TyKind::UnsafePointer => "unsafe.Pointer",
        _ => "",
    }
}

/// A Go string literal.
fn quote(s: &str) -> String {
    let mut out = String::from("\"");
    for c in s.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if (c as u32) < 0x20 || c as u32 == 0x7f => {
                let _ = write!(out, "\\x{:02x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The key by which a method is kept: name and signature.
pub fn method_key(links: &LinkNames, table: &TypeTable, pkg: &str, name: &str, sig: Ty) -> String {
    let sig = links.get(table, sig);
    let sig = sig.strip_prefix("func").unwrap_or(sig);
    if pkg.is_empty() { format!("{name}{sig}") } else { format!("{pkg}.{name}{sig}") }
}

/// A 128-bit digest of a value, in hexadecimal.
pub fn digest(value: &impl Hash) -> String {
    let [a, b] = [1u8, 2].map(|salt| {
        #[allow(deprecated)]
        let mut h = std::hash::SipHasher::new_with_keys(u64::from(salt), 0x676f_7263);
        value.hash(&mut h);
        h.finish()
    });
    format!("{a:016x}{b:016x}")
}

/// The symbol of a string constant's bytes.
pub fn string_symbol(bytes: &[u8]) -> String {
    format!("go:string.{}", digest(&bytes))
}

/// The symbol of a constant.
pub fn const_symbol(module: &Module, data: &ConstData) -> String {
    let text = data.str.map(|s| &module.strs[s.index()]);
    format!("go:const.{}", digest(&(&data.bytes, data.align, text)))
}

/// The symbol of a type's shape: its size, alignment and pointers.
pub fn shape_symbol(layouts: &Layouts<'_>, ty: Ty) -> String {
    let info = layouts.info(ty);
    if info.ptr_bytes == 0 {
        return format!("go:shape.{}.{}", info.size, info.align);
    }
    let mask = layouts.ptr_mask(ty);
    if mask.len() <= 8 {
        let hex: String = mask.iter().map(|b| format!("{b:02x}")).collect();
        return format!("go:shape.{}.{}.{hex}", info.size, info.align);
    }
    format!("go:shape.{}.{}.{}", info.size, info.align, digest(&mask))
}

/// The symbol of a type descriptor.
pub fn type_symbol(links: &LinkNames, table: &TypeTable, ty: Ty) -> String {
    format!("type:{}", links.get(table, ty))
}

/// The symbol of an itab: interface types with the same methods share it.
pub fn itab_symbol(links: &LinkNames, table: &TypeTable, iface: Ty, concrete: Ty) -> String {
    format!("go:itab.{},{}", links.get(table, concrete), links.get(table, table.underlying(iface)))
}

/// The symbol of a target.
pub fn symbol(cx: &crate::Cx<'_>, target: &Target) -> String {
    let (m, table) = (cx.module, cx.layouts.table);
    match target {
        Target::Sym(s) => m.sym_name(*s).to_owned(),
        Target::FuncValue(s) => format!("{}·f", m.sym_name(*s)),
        // All variables without size lie at one address.
        Target::Global(g) if cx.layouts.info(m.globals[g.index()].ty).size == 0 => {
            crate::alloc::ZEROBASE.to_owned()
        }
        Target::Global(g) => m.sym_name(m.globals[g.index()].name).to_owned(),
        Target::Str(s) => string_symbol(&m.strs[s.index()]),
        Target::Type(t) | Target::TypeLayout(t) => type_symbol(&cx.links, table, *t),
        Target::Shape(t) => shape_symbol(&cx.layouts, *t),
        Target::Itab(i, c) => itab_symbol(&cx.links, table, *i, *c),
        Target::Assertions(t) => format!("go:assertions.{}", cx.links.get(table, table.underlying(*t))),
        Target::Runtime(row) => format!("runtime.{}", gorc_abi::runtime_fns::RUNTIME_FNS[*row as usize].name),
        Target::Known(name) => (*name).to_owned(),
        Target::Const(data) => const_symbol(m, data),
    }
}
