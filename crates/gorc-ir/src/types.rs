//! Concrete types of GIR: canonical (equal types have equal ids), free of type parameters, with their layout.
//!
//! Lowering interns every type it meets here after substitution; identity of Go types is equality of [`Ty`].
//! A defined type is [`TyKind::Named`]: identity is its entry in [`TypeTable::named`], which holds the
//! underlying type and the methods. Aliases do not exist here.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Larger values and variables are never in a frame, as goroutine stacks are small: lowering makes such variables heap variables,
/// and code generation allocates memory for such values.
pub const MAX_FRAME_VALUE: u64 = 64 << 10;

/// A type: an index of the [`TypeTable`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Ty(pub u32);

/// A defined type's entry in [`TypeTable::named`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NamedId(pub u32);

/// Direction of a channel type; the numbers are those of the type descriptor.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ChanDir {
    /// `<-chan T`
    Recv = 1,
    /// `chan<- T`
    Send = 2,
    /// `chan T`
    Both = 3,
}

/// A struct field.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Field {
    /// Name; for an embedded field its type's name. `_` for blank.
    pub name: String,
    /// Import path of the package for unexported names, empty for exported ones.
    pub pkg: String,
    /// Type.
    pub ty: Ty,
    /// Tag, empty without one.
    pub tag: String,
    /// Is it embedded?
    pub embedded: bool,
}

/// A function signature without receiver.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Signature {
    /// Parameter types; the last one of a variadic function is the slice.
    pub params: Vec<Ty>,
    /// Result types.
    pub results: Vec<Ty>,
    /// `...`
    pub variadic: bool,
}

/// A method of an interface type. An interface's methods are sorted: exported ones by name, then unexported by name and package,
/// as descriptors and itabs have them.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct IfaceMethod {
    /// Name.
    pub name: String,
    /// Import path for unexported names, else empty.
    pub pkg: String,
    /// A [`TyKind::Func`].
    pub sig: Ty,
}

/// What methods are sorted by.
pub fn method_order<'m>(name: &'m str, pkg: &'m str) -> (bool, &'m str, &'m str) {
    (!pkg.is_empty(), name, pkg)
}

/// What a type is made of.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum TyKind {
    Bool,
    Int,
    Int8,
    Int16,
    Int32,
    Int64,
    Uint,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Uintptr,
    Float32,
    Float64,
    Complex64,
    Complex128,
    String,
    UnsafePointer,
    Pointer(Ty),
    Slice(Ty),
    Array(Ty, u64),
    Struct(Vec<Field>),
    Func(Signature),
    /// The complete method set of the interface, sorted.
    Interface(Vec<IfaceMethod>),
    Map(Ty, Ty),
    Chan(ChanDir, Ty),
    Named(NamedId),
}

impl TyKind {
    /// Is it a signed integer?
    pub fn is_signed(&self) -> bool {
        matches!(self, TyKind::Int | TyKind::Int8 | TyKind::Int16 | TyKind::Int32 | TyKind::Int64)
    }

    /// Is it an unsigned integer?
    pub fn is_unsigned(&self) -> bool {
        use TyKind::*;
        matches!(self, Uint | Uint8 | Uint16 | Uint32 | Uint64 | Uintptr)
    }

    /// Is it an integer?
    pub fn is_integer(&self) -> bool {
        self.is_signed() || self.is_unsigned()
    }

    /// Is it an integer, a floating-point or a complex number?
    pub fn is_number(&self) -> bool {
        use TyKind::*;
        self.is_integer() || matches!(self, Float32 | Float64 | Complex64 | Complex128)
    }
}

/// A method declared on a defined type (or promoted through embedding), as the descriptor's method table lists it.
#[derive(Clone, Debug)]
pub struct Method {
    /// Name.
    pub name: String,
    /// Import path for unexported names, else empty.
    pub pkg: String,
    /// A [`TyKind::Func`] without receiver.
    pub sig: Ty,
}

/// A defined type.
#[derive(Clone, Debug)]
pub struct Named {
    /// Name with its type arguments: `List[int]`; local types are distinguished by their symbol, not their name.
    pub name: String,
    /// Import path of the declaring package; empty for predeclared types (`error`).
    pub pkg_path: String,
    /// Package name, as the string form `pkg.Name` shows it.
    pub pkg_name: String,
    /// Name of the type in linker symbols, unique in the program: `pkgpath.Name[args]`, with `·N` for the N-th local type of that name.
    pub link_name: String,
    /// Underlying type: never `Named`. `None` only while the type is being built.
    pub underlying: Option<Ty>,
}

/// Size and alignment in bytes, and where pointers are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Layout {
    /// Size in bytes, a multiple of `align`.
    pub size: u64,
    /// Alignment in bytes.
    pub align: u64,
    /// Bytes of the prefix that may hold pointers; 0 for pointer-free types.
    pub ptr_bytes: u64,
}

/// Layout of an array or struct type.
#[derive(Debug)]
struct CompositeLayout {
    whole: Layout,
    /// Offsets of the fields of a struct.
    offsets: Box<[u64]>,
}

/// Machine representation of a scalar.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum Scalar {
    I8,
    I16,
    I32,
    I64,
    F32,
    F64,
    /// A word that the collector may have to see.
    Ptr,
}

/// All types of a module.
#[derive(Debug, Default)]
pub struct TypeTable {
    kinds: Vec<TyKind>,
    index: HashMap<TyKind, Ty>,
    /// Layouts of composite types that have been asked for.
    layouts: Vec<OnceLock<CompositeLayout>>,
    /// Defined types.
    pub named: Vec<Named>,
}

/// A type whose scalars are at most this many is a register-class type: its values never need memory.
pub const MAX_SCALARS: usize = 4;

impl TypeTable {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// The type of this kind: the same id for equal kinds.
    pub fn intern(&mut self, kind: TyKind) -> Ty {
        if let Some(&ty) = self.index.get(&kind) {
            return ty;
        }
        let ty = Ty(self.kinds.len() as u32);
        self.kinds.push(kind.clone());
        self.layouts.push(OnceLock::new());
        self.index.insert(kind, ty);
        ty
    }

    /// Adds a defined type, whose underlying type may follow later.
    pub fn add_named(&mut self, named: Named) -> Ty {
        let id = NamedId(self.named.len() as u32);
        self.named.push(named);
        self.intern(TyKind::Named(id))
    }

    /// Number of types; ids are below it.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Is the table empty?
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The kind of `ty` as written (possibly `Named`).
    pub fn kind(&self, ty: Ty) -> &TyKind {
        &self.kinds[ty.0 as usize]
    }

    /// The underlying type of `ty`.
    pub fn underlying(&self, ty: Ty) -> Ty {
        match self.kind(ty) {
            TyKind::Named(id) => {
                self.named[id.0 as usize].underlying.expect("underlying type of a defined type is set")
            }
            _ => ty,
        }
    }

    /// The kind of the underlying type of `ty`.
    pub fn ukind(&self, ty: Ty) -> &TyKind {
        self.kind(self.underlying(ty))
    }

    /// Layout on linux/amd64, by the rules of gc (a final zero-size field is padded so that its address stays inside).
    pub fn layout(&self, ty: Ty) -> Layout {
        let scalar =
            |size: u64, ptr: bool| Layout { size, align: size, ptr_bytes: if ptr { size } else { 0 } };
        match self.ukind(ty) {
            TyKind::Bool | TyKind::Int8 | TyKind::Uint8 => scalar(1, false),
            TyKind::Int16 | TyKind::Uint16 => scalar(2, false),
            TyKind::Int32 | TyKind::Uint32 | TyKind::Float32 => scalar(4, false),
            TyKind::Int
            | TyKind::Int64
            | TyKind::Uint
            | TyKind::Uint64
            | TyKind::Uintptr
            | TyKind::Float64 => scalar(8, false),
            TyKind::Complex64 => Layout { size: 8, align: 4, ptr_bytes: 0 },
            TyKind::Complex128 => Layout { size: 16, align: 8, ptr_bytes: 0 },
            TyKind::UnsafePointer
            | TyKind::Pointer(_)
            | TyKind::Func(_)
            | TyKind::Map(..)
            | TyKind::Chan(..) => scalar(8, true),
            TyKind::String => Layout { size: 16, align: 8, ptr_bytes: 8 },
            TyKind::Slice(_) => Layout { size: 24, align: 8, ptr_bytes: 8 },
            TyKind::Interface(_) => Layout { size: 16, align: 8, ptr_bytes: 16 },
            TyKind::Array(..) | TyKind::Struct(_) => self.composite_layout(ty).whole,
            TyKind::Named(_) => unreachable!("underlying types are not defined types"),
        }
    }

    /// Layout of an array or struct type, which is computed once.
    fn composite_layout(&self, ty: Ty) -> &CompositeLayout {
        let underlying = self.underlying(ty);
        self.layouts[underlying.0 as usize].get_or_init(|| self.compute_composite_layout(underlying))
    }

    fn compute_composite_layout(&self, ty: Ty) -> CompositeLayout {
        let (whole, offsets) = match self.kind(ty) {
            &TyKind::Array(elem, n) => {
                let e = self.layout(elem);
                let ptr_bytes = if n == 0 || e.ptr_bytes == 0 { 0 } else { e.size * (n - 1) + e.ptr_bytes };
                (Layout { size: e.size.saturating_mul(n), align: e.align, ptr_bytes }, Vec::new())
            }
            TyKind::Struct(fields) => self.struct_layout(fields),
            _ => unreachable!("only arrays and structs are composite"),
        };
        CompositeLayout { whole, offsets: offsets.into() }
    }

    /// Layout of a struct and the offset of each field.
    pub fn struct_layout(&self, fields: &[Field]) -> (Layout, Vec<u64>) {
        let mut out = Layout { size: 0, align: 1, ptr_bytes: 0 };
        let mut offsets = Vec::with_capacity(fields.len());
        for (i, field) in fields.iter().enumerate() {
            let l = self.layout(field.ty);
            let off = out.size.next_multiple_of(l.align);
            offsets.push(off);
            out.align = out.align.max(l.align);
            if l.ptr_bytes > 0 {
                out.ptr_bytes = off + l.ptr_bytes;
            }
            out.size = off + l.size;
            if i + 1 == fields.len() && l.size == 0 && out.size > 0 {
                out.size += 1;
            }
        }
        out.size = out.size.next_multiple_of(out.align);
        (out, offsets)
    }

    /// Byte offset of field `i` of the struct type `ty`.
    pub fn field_offset(&self, ty: Ty, i: usize) -> u64 {
        self.composite_layout(ty).offsets[i]
    }

    /// The scalars that a register-class value of `ty` consists of, with their byte offsets in memory; `None` if the
    /// type is memory-class (more than [`MAX_SCALARS`] scalars, or an array of two or more elements).
    pub fn scalars(&self, ty: Ty) -> Option<Vec<(u64, Scalar)>> {
        let mut out = Vec::new();
        self.collect_scalars(ty, 0, &mut out).then_some(out)
    }

    /// Is `ty` a type whose values live in registers?
    pub fn is_register_class(&self, ty: Ty) -> bool {
        self.scalars(ty).is_some()
    }

    fn collect_scalars(&self, ty: Ty, base: u64, out: &mut Vec<(u64, Scalar)>) -> bool {
        match self.ukind(ty) {
            TyKind::Bool | TyKind::Int8 | TyKind::Uint8 => out.push((base, Scalar::I8)),
            TyKind::Int16 | TyKind::Uint16 => out.push((base, Scalar::I16)),
            TyKind::Int32 | TyKind::Uint32 => out.push((base, Scalar::I32)),
            TyKind::Int | TyKind::Int64 | TyKind::Uint | TyKind::Uint64 | TyKind::Uintptr => {
                out.push((base, Scalar::I64));
            }
            TyKind::Float32 => out.push((base, Scalar::F32)),
            TyKind::Float64 => out.push((base, Scalar::F64)),
            TyKind::Complex64 => out.extend([(base, Scalar::F32), (base + 4, Scalar::F32)]),
            TyKind::Complex128 => out.extend([(base, Scalar::F64), (base + 8, Scalar::F64)]),
            TyKind::UnsafePointer
            | TyKind::Pointer(_)
            | TyKind::Func(_)
            | TyKind::Map(..)
            | TyKind::Chan(..) => {
                out.push((base, Scalar::Ptr));
            }
            TyKind::String => out.extend([(base, Scalar::Ptr), (base + 8, Scalar::I64)]),
            TyKind::Slice(_) => {
                out.extend([(base, Scalar::Ptr), (base + 8, Scalar::I64), (base + 16, Scalar::I64)]);
            }
            TyKind::Interface(_) => out.extend([(base, Scalar::Ptr), (base + 8, Scalar::Ptr)]),
            &TyKind::Array(elem, n) => {
                if n > 1 || (n == 1 && !self.collect_scalars(elem, base, out)) {
                    return false;
                }
            }
            TyKind::Struct(fields) => {
                let offsets = self.struct_layout(fields).1;
                for (field, off) in fields.iter().zip(offsets) {
                    if !self.collect_scalars(field.ty, base + off, out) {
                        return false;
                    }
                }
            }
            TyKind::Named(_) => unreachable!("underlying types are not defined types"),
        }
        out.len() <= MAX_SCALARS
    }

    /// Is a value of `ty` stored directly in an interface's data word (a single pointer)?
    pub fn is_direct_iface(&self, ty: Ty) -> bool {
        match self.ukind(ty) {
            TyKind::UnsafePointer
            | TyKind::Pointer(_)
            | TyKind::Func(_)
            | TyKind::Map(..)
            | TyKind::Chan(..) => true,
            &TyKind::Array(elem, 1) => self.is_direct_iface(elem),
            TyKind::Struct(fields) if fields.len() == 1 => self.is_direct_iface(fields[0].ty),
            _ => false,
        }
    }

    /// Is `ty` the empty interface (its first word is the type descriptor instead of an itab)?
    pub fn is_eface(&self, ty: Ty) -> bool {
        matches!(self.ukind(ty), TyKind::Interface(m) if m.is_empty())
    }
}
