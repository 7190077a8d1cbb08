//! Type descriptors, in the layout of Go's `internal/abi`.
//!
//! `NameOff`, `TypeOff` and `TextOff` are absolute addresses: the image is static and lies below 2 GiB, so the
//! base they are relative to is 0. A descriptor with `TFLAG_UNCOMMON` is followed, after its kind's tail, by
//! [`UncommonType`].

/// Common head of all descriptors.
#[repr(C)]
#[derive(Debug)]
pub struct Type {
    /// Size of a value in bytes.
    pub size: usize,
    /// Bytes of the prefix that may hold pointers.
    pub ptr_bytes: usize,
    /// FNV-1a hash of the type's string (link string).
    pub hash: u32,
    /// `TFLAG_*` bits.
    pub tflag: u8,
    /// Alignment of a variable.
    pub align: u8,
    /// Alignment of a struct field.
    pub field_align: u8,
    /// One of `KIND_*`.
    pub kind: u8,
    /// Func value `func(p, q unsafe.Pointer) bool`, null when values cannot be compared.
    pub equal: *const u8,
    /// Pointer mask: bit i of byte i/8 says that word i is a pointer; covers `ptr_bytes`.
    pub gcdata: *const u8,
    /// Address of the name: the type's string form.
    pub str: i32,
    /// Address of the descriptor of the pointer to this type, or 0.
    pub ptr_to_this: i32,
}

/// Type has an [`UncommonType`] tail.
pub const TFLAG_UNCOMMON: u8 = 1;
/// `str` begins with an extra `*` to be dropped.
pub const TFLAG_EXTRA_STAR: u8 = 2;
/// Type has a name.
pub const TFLAG_NAMED: u8 = 4;
/// Equality and hash treat the value as plain bytes.
pub const TFLAG_REGULAR_MEMORY: u8 = 8;
/// `gcdata` points to a routine's mask built lazily (not used by gorc).
pub const TFLAG_GC_MASK_ON_DEMAND: u8 = 16;
/// A value is stored directly in the data word of an interface (pointer-shaped).
pub const TFLAG_DIRECT_IFACE: u8 = 32;

/// Kinds, numbered as `reflect.Kind`.
#[allow(missing_docs)]
pub mod kind {
    pub const BOOL: u8 = 1;
    pub const INT: u8 = 2;
    pub const INT8: u8 = 3;
    pub const INT16: u8 = 4;
    pub const INT32: u8 = 5;
    pub const INT64: u8 = 6;
    pub const UINT: u8 = 7;
    pub const UINT8: u8 = 8;
    pub const UINT16: u8 = 9;
    pub const UINT32: u8 = 10;
    pub const UINT64: u8 = 11;
    pub const UINTPTR: u8 = 12;
    pub const FLOAT32: u8 = 13;
    pub const FLOAT64: u8 = 14;
    pub const COMPLEX64: u8 = 15;
    pub const COMPLEX128: u8 = 16;
    pub const ARRAY: u8 = 17;
    pub const CHAN: u8 = 18;
    pub const FUNC: u8 = 19;
    pub const INTERFACE: u8 = 20;
    pub const MAP: u8 = 21;
    pub const POINTER: u8 = 22;
    pub const SLICE: u8 = 23;
    pub const STRING: u8 = 24;
    pub const STRUCT: u8 = 25;
    pub const UNSAFE_POINTER: u8 = 26;
}

/// Tail of named types and types with methods. `moff` is the distance from this struct to the method array.
#[repr(C)]
#[derive(Debug)]
pub struct UncommonType {
    /// Import path, as a name address.
    pub pkg_path: i32,
    /// Number of methods.
    pub mcount: u16,
    /// Number of exported methods (they come first in name order).
    pub xcount: u16,
    /// Offset from here to `[Method; mcount]`.
    pub moff: u32,
    /// Unused.
    pub unused: u32,
}

/// A method of a non-interface type, sorted by name.
#[repr(C)]
#[derive(Debug)]
pub struct Method {
    /// Name address.
    pub name: i32,
    /// Address of the func type without receiver, 0 if unreachable.
    pub mtyp: i32,
    /// Code address for calls through an interface (receiver is the data word), 0 if unreachable.
    pub ifn: i32,
    /// Code address for direct calls, 0 if unreachable.
    pub tfn: i32,
}

/// A method of an interface type, sorted by name.
#[repr(C)]
#[derive(Debug)]
pub struct Imethod {
    /// Name address.
    pub name: i32,
    /// Address of the func type.
    pub typ: i32,
}

/// `[N]T`.
#[repr(C)]
#[derive(Debug)]
#[allow(missing_docs)]
pub struct ArrayType {
    pub typ: Type,
    pub elem: *const Type,
    pub slice: *const Type,
    pub len: usize,
}

/// `chan T`; `dir`: 1 receive, 2 send, 3 both.
#[repr(C)]
#[derive(Debug)]
#[allow(missing_docs)]
pub struct ChanType {
    pub typ: Type,
    pub elem: *const Type,
    pub dir: isize,
}

/// Func type: followed (after the uncommon tail, if any) by `in_count + out_count` pointers to types.
/// The top bit of `out_count` says variadic.
#[repr(C)]
#[derive(Debug)]
#[allow(missing_docs)]
pub struct FuncType {
    pub typ: Type,
    pub in_count: u16,
    pub out_count: u16,
}

/// Interface type. `methods` is a slice header.
#[repr(C)]
#[derive(Debug)]
#[allow(missing_docs)]
pub struct InterfaceType {
    pub typ: Type,
    pub pkg_path: *const u8,
    pub methods: *const Imethod,
    pub methods_len: usize,
    pub methods_cap: usize,
}

/// Map type: the common head and what gorc's map needs.
#[repr(C)]
#[derive(Debug)]
#[allow(missing_docs)]
pub struct MapType {
    pub typ: Type,
    pub key: *const Type,
    pub elem: *const Type,
}

/// Pointer type.
#[repr(C)]
#[derive(Debug)]
#[allow(missing_docs)]
pub struct PtrType {
    pub typ: Type,
    pub elem: *const Type,
}

/// Slice type.
#[repr(C)]
#[derive(Debug)]
#[allow(missing_docs)]
pub struct SliceType {
    pub typ: Type,
    pub elem: *const Type,
}

/// Struct type. `fields` is a slice header.
#[repr(C)]
#[derive(Debug)]
#[allow(missing_docs)]
pub struct StructType {
    pub typ: Type,
    pub pkg_path: *const u8,
    pub fields: *const StructField,
    pub fields_len: usize,
    pub fields_cap: usize,
}

/// A struct field. The name's flag bits say exported, tagged, embedded.
#[repr(C)]
#[derive(Debug)]
#[allow(missing_docs)]
pub struct StructField {
    pub name: *const u8,
    pub typ: *const Type,
    pub offset: usize,
}

/// Name encoding: flag byte, varint length, bytes, then if tagged varint length and tag, then if `NAME_PKGPATH` a 4-byte name address.
pub const NAME_EXPORTED: u8 = 1;
/// A tag follows the name.
pub const NAME_TAG: u8 = 2;
/// A package path's address (4 bytes) follows name and tag.
pub const NAME_PKGPATH: u8 = 4;
/// The field is embedded.
pub const NAME_EMBEDDED: u8 = 8;

/// Interface method table: `fun` has one code address per method of `inter`, in its order; `fun[0] == 0` marks a
/// cached negative result.
#[repr(C)]
#[derive(Debug)]
pub struct Itab {
    /// The interface type.
    pub inter: *const InterfaceType,
    /// The concrete type.
    pub typ: *const Type,
    /// Copy of `typ.hash`.
    pub hash: u32,
    /// Code addresses; more follow.
    pub fun: [usize; 1],
}
/// Offset of the first method's code address in an itab.
pub const ITAB_FUN: usize = core::mem::offset_of!(Itab, fun);
/// Offset of the concrete type in an itab.
pub const ITAB_TYPE: usize = core::mem::offset_of!(Itab, typ);
