//! Sizes, alignments and field offsets on amd64, as gc lays types out.
//!
//! Used for `unsafe.Sizeof` and friends and by later phases; types that depend on type parameters have no fixed size.

use crate::ids::*;
use crate::object::ObjFlags;
use crate::store::Store;
use crate::types::*;

/// Largest size accepted before a type counts as too large.
const MAX_SIZE: i64 = 1 << 50;
/// Deepest nesting of types looked at: deeper ones are infinite (and reported as such).
const MAX_DEPTH: u32 = 10_000;

impl Store {
    /// Alignment in bytes.
    pub fn alignof(&mut self, t: TypeId) -> i64 {
        self.size_depth += 1;
        let a = if self.size_depth > MAX_DEPTH { 1 } else { self.alignof_inner(t) };
        self.size_depth -= 1;
        a
    }

    fn alignof_inner(&mut self, t: TypeId) -> i64 {
        match self.under_type(t) {
            Type::Array(e, _) => self.alignof(e),
            Type::Struct(s) => {
                let fields = self.structs[s as usize].fields;
                let mut max = 1;
                for i in 0..fields.len() {
                    let ft = self[self.obj_at(fields, i)].ty;
                    max = max.max(self.alignof(ft));
                }
                max
            }
            Type::Basic(k) => match k {
                BasicKind::Complex128 | BasicKind::String => 8,
                BasicKind::Complex64 => 4,
                _ => self.sizeof(t).clamp(1, 8),
            },
            _ => 8,
        }
    }

    /// Size in bytes; -1 if the type is too large.
    pub fn sizeof(&mut self, t: TypeId) -> i64 {
        self.size_depth += 1;
        let n = if self.size_depth > MAX_DEPTH { -1 } else { self.sizeof_inner(t) };
        self.size_depth -= 1;
        n
    }

    fn sizeof_inner(&mut self, t: TypeId) -> i64 {
        match self.under_type(t) {
            Type::Basic(k) => match k {
                BasicKind::Bool | BasicKind::Int8 | BasicKind::Uint8 => 1,
                BasicKind::Int16 | BasicKind::Uint16 => 2,
                BasicKind::Int32 | BasicKind::Uint32 | BasicKind::Float32 => 4,
                BasicKind::Complex128 | BasicKind::String => 16,
                _ => 8,
            },
            Type::Array(e, n) => {
                if n <= 0 {
                    return 0;
                }
                let size = self.sizeof(e);
                if size < 0 {
                    return -1;
                }
                match size.checked_mul(n) {
                    Some(v) if v <= MAX_SIZE => v,
                    _ => -1,
                }
            }
            Type::Slice(_) => 24,
            Type::Interface(_) => 16,
            Type::Struct(s) => {
                let fields = self.structs[s as usize].fields;
                self.struct_layout(fields).1
            }
            _ => 8,
        }
    }

    /// Byte offsets of the fields, and the size of the struct (-1 if too large).
    pub fn struct_layout(&mut self, fields: ObjList) -> (Vec<i64>, i64) {
        let mut offsets = Vec::with_capacity(fields.len());
        let (mut at, mut align) = (0i64, 1i64);
        let mut last = 0;
        for i in 0..fields.len() {
            let ft = self[self.obj_at(fields, i)].ty;
            let a = self.alignof(ft);
            let size = self.sizeof(ft);
            if size < 0 || at > MAX_SIZE {
                return (offsets, -1);
            }
            align = align.max(a);
            at = round_up(at, a);
            offsets.push(at);
            at += size;
            last = size;
        }
        // A final field of size zero gets a byte, so that its address stays inside the object.
        if at > 0 && last == 0 && !fields.is_empty() {
            at += 1;
        }
        (offsets, round_up(at, align))
    }

    /// Whether the object is an embedded field.
    pub fn is_embedded(&self, o: ObjId) -> bool {
        self[o].has(ObjFlags::EMBEDDED)
    }
}

fn round_up(x: i64, align: i64) -> i64 {
    if align <= 1 { x } else { (x + align - 1) / align * align }
}
