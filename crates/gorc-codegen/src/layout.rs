//! Per-type facts that lowering asks for all the time, computed once per type: size, alignment, scalars, field offsets.
//!
//! Invariant: a [`TypeInfo`] is a function of the type alone. Filled lazily and shared by all threads. Read `values.rs`
//! next for what values look like in Cranelift.

use std::sync::OnceLock;

use cranelift_codegen::ir::{self, types};
use gorc_ir::types::{Scalar, TyKind};
use gorc_ir::{Ty, TypeTable};
use smallvec::SmallVec;

/// A scalar of a register-class value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Byte offset in memory.
    pub off: u32,
    /// Machine type.
    pub ty: ir::Type,
    /// Whether the integer is signed (matters only where System V code wants it extended).
    pub signed: bool,
}

/// The pieces of a register-class value.
pub type Pieces = SmallVec<[Piece; 4]>;

/// What lowering wants to know of a type.
#[derive(Debug)]
pub struct TypeInfo {
    /// Size in bytes.
    pub size: u64,
    /// Alignment in bytes.
    pub align: u64,
    /// Bytes of the prefix that may hold pointers.
    pub ptr_bytes: u64,
    /// The scalars if the type is register-class.
    pub pieces: Option<Pieces>,
    /// Offsets of a struct's fields.
    pub offsets: Vec<u64>,
}

impl TypeInfo {
    /// Is the type memory-class?
    pub fn is_mem(&self) -> bool {
        self.pieces.is_none()
    }
}

/// All types' facts.
pub struct Layouts<'a> {
    /// The types.
    pub table: &'a TypeTable,
    infos: Vec<OnceLock<Box<TypeInfo>>>,
}

impl<'a> Layouts<'a> {
    /// An empty cache for the types of `table`.
    pub fn new(table: &'a TypeTable) -> Self {
        Layouts { table, infos: (0..table.len()).map(|_| OnceLock::new()).collect() }
    }

    /// The facts of `ty`.
    pub fn info(&self, ty: Ty) -> &TypeInfo {
        self.infos[ty.0 as usize].get_or_init(|| Box::new(self.compute(ty)))
    }

    fn compute(&self, ty: Ty) -> TypeInfo {
        let l = self.table.layout(ty);
        let signed = self.table.ukind(ty).is_signed();
        let pieces = self.table.scalars(ty).map(|list| {
            list.iter().map(|&(off, s)| Piece { off: off as u32, ty: clif_type(s), signed }).collect()
        });
        let offsets = match self.table.ukind(ty) {
            TyKind::Struct(fields) => self.table.struct_layout(fields).1,
            _ => Vec::new(),
        };
        TypeInfo { size: l.size, align: l.align, ptr_bytes: l.ptr_bytes, pieces, offsets }
    }

    /// Type and byte offset of field or element `i` of a struct or array type.
    pub fn member(&self, ty: Ty, i: u32) -> Option<(Ty, u64)> {
        match self.table.ukind(ty) {
            TyKind::Struct(fields) => {
                Some((fields.get(i as usize)?.ty, *self.info(ty).offsets.get(i as usize)?))
            }
            &TyKind::Array(elem, _) => Some((elem, self.info(elem).size * u64::from(i))),
            _ => None,
        }
    }

    /// Number of scalars of a register-class type.
    pub fn scalar_count(&self, ty: Ty) -> usize {
        self.info(ty).pieces.as_ref().map_or(0, SmallVec::len)
    }

    /// Which words of the prefix of `ptr_bytes` are pointers: bit `i % 8` of byte `i / 8` for word `i`.
    pub fn ptr_mask(&self, ty: Ty) -> Vec<u8> {
        let words = self.info(ty).ptr_bytes / 8;
        let mut mask = vec![0; words.div_ceil(8) as usize];
        self.mark_pointers(ty, 0, &mut mask);
        mask
    }

    fn mark_pointers(&self, ty: Ty, base: u64, mask: &mut [u8]) {
        let mut set = |off: u64| {
            let word = off / 8;
            mask[(word / 8) as usize] |= 1 << (word % 8);
        };
        match self.table.ukind(ty) {
            TyKind::UnsafePointer
            | TyKind::Pointer(_)
            | TyKind::Func(_)
            | TyKind::Map(..)
            | TyKind::Chan(..)
            | TyKind::String
            | TyKind::Slice(_) => set(base),
            TyKind::Interface(_) => {
                set(base);
                set(base + 8);
            }
            &TyKind::Array(elem, n) if self.info(elem).ptr_bytes > 0 => {
                let size = self.info(elem).size;
                for i in 0..n {
                    self.mark_pointers(elem, base + i * size, mask);
                }
            }
            TyKind::Struct(fields) => {
                for (field, off) in fields.iter().zip(&self.info(ty).offsets) {
                    if self.info(field.ty).ptr_bytes > 0 {
                        self.mark_pointers(field.ty, base + off, mask);
                    }
                }
            }
            _ => {}
        }
    }

    /// Are values of `ty` equal exactly if their bytes are?
    pub fn is_plain_memory(&self, ty: Ty) -> bool {
        match self.table.ukind(ty) {
            TyKind::Float32
            | TyKind::Float64
            | TyKind::Complex64
            | TyKind::Complex128
            | TyKind::String
            | TyKind::Interface(_)
            | TyKind::Slice(_)
            | TyKind::Func(_)
            | TyKind::Map(..) => false,
            &TyKind::Array(elem, _) => self.is_plain_memory(elem),
            TyKind::Struct(fields) => {
                let info = self.info(ty);
                let mut end = 0;
                for (field, &off) in fields.iter().zip(&info.offsets) {
                    if field.name == "_" || off != end || !self.is_plain_memory(field.ty) {
                        return false;
                    }
                    end = off + self.info(field.ty).size;
                }
                end == info.size
            }
            _ => true,
        }
    }

    /// Can values of `ty` be compared with `==` (an interface's dynamic value may still panic)?
    pub fn is_comparable(&self, ty: Ty) -> bool {
        match self.table.ukind(ty) {
            TyKind::Slice(_) | TyKind::Func(_) | TyKind::Map(..) => false,
            &TyKind::Array(elem, _) => self.is_comparable(elem),
            TyKind::Struct(fields) => fields.iter().all(|f| self.is_comparable(f.ty)),
            _ => true,
        }
    }
}

/// The machine type of a scalar.
pub fn clif_type(s: Scalar) -> ir::Type {
    match s {
        Scalar::I8 => types::I8,
        Scalar::I16 => types::I16,
        Scalar::I32 => types::I32,
        Scalar::I64 | Scalar::Ptr => types::I64,
        Scalar::F32 => types::F32,
        Scalar::F64 => types::F64,
    }
}
