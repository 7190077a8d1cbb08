//! What a [`TypeId`](crate::TypeId) names: the kinds of types and the data of each.
//!
//! `Type` itself is small and `Copy`; what does not fit stands in per-kind arenas of the store and is named by
//! an index. Invariant: the data of a type never changes once it is complete, except that named types, aliases and
//! interfaces are completed lazily. Read next: `store.rs` (construction and access), `predicates.rs` (identity).

use crate::ids::*;
use gorc_syntax::{Pos, Symbol};

/// Defines [`BasicKind`] from its kinds and the names under which messages show them.
macro_rules! basic_kinds {
    ($first:ident $first_name:literal, $($kind:ident $name:literal,)*) => {
        /// The predeclared basic kinds, in the order of their fixed type ids.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum BasicKind {
            $first = 1,
            $($kind,)*
        }

        impl BasicKind {
            /// All kinds, in order.
            pub const ALL: &[BasicKind] = &[BasicKind::$first, $(BasicKind::$kind,)*];

            /// The name under which messages show the kind.
            pub fn name(self) -> &'static str {
                match self {
                    BasicKind::$first => $first_name,
                    $(BasicKind::$kind => $name,)*
                }
            }
        }
    };
}

basic_kinds! {
    Invalid "invalid type",
    Bool "bool",
    Int "int",
    Int8 "int8",
    Int16 "int16",
    Int32 "int32",
    Int64 "int64",
    Uint "uint",
    Uint8 "uint8",
    Uint16 "uint16",
    Uint32 "uint32",
    Uint64 "uint64",
    Uintptr "uintptr",
    Float32 "float32",
    Float64 "float64",
    Complex64 "complex64",
    Complex128 "complex128",
    String "string",
    UnsafePointer "unsafe.Pointer",
    UntypedBool "untyped bool",
    UntypedInt "untyped int",
    UntypedRune "untyped rune",
    UntypedFloat "untyped float",
    UntypedComplex "untyped complex",
    UntypedString "untyped string",
    UntypedNil "untyped nil",
}

impl BasicKind {
    /// Boolean, typed or not.
    pub fn is_boolean(self) -> bool {
        matches!(self, BasicKind::Bool | BasicKind::UntypedBool)
    }

    /// Integer, typed or not (untyped runes included).
    pub fn is_integer(self) -> bool {
        (self >= BasicKind::Int && self <= BasicKind::Uintptr)
            || matches!(self, BasicKind::UntypedInt | BasicKind::UntypedRune)
    }

    /// Unsigned integer.
    pub fn is_unsigned(self) -> bool {
        self >= BasicKind::Uint && self <= BasicKind::Uintptr
    }

    /// Floating-point, typed or not.
    pub fn is_float(self) -> bool {
        matches!(self, BasicKind::Float32 | BasicKind::Float64 | BasicKind::UntypedFloat)
    }

    /// Complex, typed or not.
    pub fn is_complex(self) -> bool {
        matches!(self, BasicKind::Complex64 | BasicKind::Complex128 | BasicKind::UntypedComplex)
    }

    /// Integer, float or complex.
    pub fn is_numeric(self) -> bool {
        (self >= BasicKind::Int && self <= BasicKind::Complex128)
            || (self >= BasicKind::UntypedInt && self <= BasicKind::UntypedComplex)
    }

    /// String, typed or not.
    pub fn is_string(self) -> bool {
        matches!(self, BasicKind::String | BasicKind::UntypedString)
    }

    /// One of the untyped kinds (untyped nil included).
    pub fn is_untyped(self) -> bool {
        self >= BasicKind::UntypedBool
    }

    /// Whether values of the kind may be constants.
    pub fn is_const(self) -> bool {
        self.is_boolean() || self.is_numeric() || self.is_string()
    }

    /// Whether values of the kind are ordered by `<`.
    pub fn is_ordered(self) -> bool {
        self.is_integer() || self.is_float() || self.is_string()
    }
}

/// Direction of a channel type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum ChanDir {
    Both,
    Send,
    Recv,
}

/// A type. Indices name entries of the store's per-kind arenas.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Type {
    /// The filler behind [`TypeId::NONE`].
    None,
    /// A predeclared basic type; `byte` and `rune` are entries of their own with the kinds of `uint8` and `int32`.
    Basic(BasicKind),
    /// A defined type or an instance of a generic one.
    Named(u32),
    /// An alias; transparent to everything but printing.
    Alias(u32),
    /// A type parameter.
    TypeParam(u32),
    /// `*T`
    Pointer(TypeId),
    /// `[]T`
    Slice(TypeId),
    /// `[n]T`; a negative length marks an array of unknown (erroneous) length.
    Array(TypeId, i64),
    /// `map[K]V`
    Map(TypeId, TypeId),
    /// `chan T`
    Chan(ChanDir, TypeId),
    /// A struct type.
    Struct(u32),
    /// A list of variables: parameters, results, or the value of a multi-valued call.
    Tuple(ObjList),
    /// A function type.
    Signature(u32),
    /// An interface type.
    Interface(u32),
    /// A union `~T1 | T2` in a constraint.
    Union(u32),
}

/// How far a [`Named`] type has been resolved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NamedState {
    /// A declared type whose declaration is not or only partly checked, or an instance not yet expanded.
    Unresolved,
    /// The underlying type is being computed.
    Resolving,
    /// `underlying` is valid.
    Resolved,
}

/// A defined type (`type T …`) or an instance of a generic defined type.
#[derive(Clone, Debug)]
pub struct Named {
    /// The type name declared; shared by all instances.
    pub obj: ObjId,
    /// The generic type of which this is an instance, or the type itself.
    pub origin: TypeId,
    /// Type parameters (a list of `Type::TypeParam`), empty for instances and ordinary types.
    pub tparams: TypeList,
    /// Type arguments of an instance.
    pub targs: TypeList,
    /// The underlying type once resolved: never named, never an alias.
    pub underlying: TypeId,
    /// The type on the right-hand side of the declaration, for cycle checks.
    pub rhs: TypeId,
    /// Resolution state.
    pub state: NamedState,
    /// Declared methods in source order (of origins only).
    pub methods: Vec<ObjId>,
    /// The function in whose body the type is declared; its type parameters parameterise the type too.
    pub local_in: ObjId,
    /// Type arguments for those parameters, once the function's have been substituted.
    pub outer: TypeList,
}

/// An alias declaration or an instance of a generic one.
#[derive(Clone, Debug)]
pub struct Alias {
    /// The type name declared.
    pub obj: ObjId,
    /// The generic alias, or the alias itself.
    pub origin: TypeId,
    /// Type parameters.
    pub tparams: TypeList,
    /// Type arguments of an instance.
    pub targs: TypeList,
    /// The denoted type as written; `NONE` while being resolved.
    pub rhs: TypeId,
}

/// A type parameter.
#[derive(Clone, Copy, Debug)]
pub struct TypeParam {
    /// The type name declared.
    pub obj: ObjId,
    /// Position in its type parameter list.
    pub index: u32,
    /// The constraint as written (any type); see `Store::constraint_iface`.
    pub bound: TypeId,
    /// The cached interface wrapping the constraint; `NONE` until asked for.
    pub iface: TypeId,
    /// Whether this is a receiver type parameter of a method.
    pub recv: bool,
}

/// A field's tag, if it has one.
pub type Tag = Option<Box<[u8]>>;

/// A struct type.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Field variables in order.
    pub fields: ObjList,
    /// Tags, one per field, if any field has one.
    pub tags: Option<Box<[Tag]>>,
}

/// A function type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signature {
    /// Receiver variable of a method, or `NONE`.
    pub recv: ObjId,
    /// Receiver type parameters (of methods of generic types).
    pub recv_tparams: TypeList,
    /// The function's own type parameters.
    pub tparams: TypeList,
    /// Parameters; a variadic function's last has slice type.
    pub params: ObjList,
    /// Results.
    pub results: ObjList,
    /// Whether the last parameter is `...T`.
    pub variadic: bool,
}

impl Signature {
    /// `func()`
    pub const EMPTY: Signature = Signature {
        recv: ObjId::NONE,
        recv_tparams: TypeList::EMPTY,
        tparams: TypeList::EMPTY,
        params: ObjList::EMPTY,
        results: ObjList::EMPTY,
        variadic: false,
    };
}

/// An interface type.
#[derive(Clone, Debug)]
pub struct Interface {
    /// Explicitly declared methods in source order.
    pub methods: ObjList,
    /// Embedded elements: interfaces, unions, other types.
    pub embeds: TypeList,
    /// Position of each embedded element.
    pub embed_pos: Box<[Pos]>,
    /// Whether the interface stands for a bare constraint such as `[T ~int]`.
    pub implicit: bool,
    /// Whether all parts have been collected.
    pub complete: bool,
    /// The type set, computed on demand.
    pub tset: TypeSetId,
}

/// One term `T` or `~T` of a union or type set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Term {
    /// Whether the term stands for all types with this underlying type.
    pub tilde: bool,
    /// The type.
    pub ty: TypeId,
}

/// A union of terms in a constraint.
#[derive(Clone, Debug)]
pub struct Union {
    /// The terms as written.
    pub terms: Box<[Term]>,
}

/// The set of types an interface stands for.
#[derive(Clone, Debug)]
pub struct TypeSet {
    /// All methods, embedded ones included, sorted by name (then package).
    pub methods: Box<[ObjId]>,
    /// The types of the set; `None` means all types.
    pub terms: Option<Box<[Term]>>,
    /// Whether only comparable types belong to it (meaningful when `terms` is `None`).
    pub comparable: bool,
}

impl TypeSet {
    /// Whether the set is restricted to specific types.
    pub fn has_terms(&self) -> bool {
        self.terms.as_ref().is_some_and(|t| !t.is_empty())
    }

    /// Whether no type belongs to the set.
    pub fn is_empty(&self) -> bool {
        self.terms.as_ref().is_some_and(|t| t.is_empty())
    }

    /// Whether the interface may be the type of a variable.
    pub fn is_method_set(&self) -> bool {
        self.terms.is_none() && !self.comparable
    }

    /// Whether every type belongs to the set.
    pub fn is_all(&self) -> bool {
        self.is_method_set() && self.methods.is_empty()
    }
}

/// Fixed ids of the predeclared basic types: `TypeId(kind)`.
impl TypeId {
    /// The basic type of a kind.
    pub const fn basic(kind: BasicKind) -> TypeId {
        TypeId(kind as u32)
    }
    /// The invalid type.
    pub const INVALID: TypeId = TypeId::basic(BasicKind::Invalid);
    /// `bool`
    pub const BOOL: TypeId = TypeId::basic(BasicKind::Bool);
    /// `int`
    pub const INT: TypeId = TypeId::basic(BasicKind::Int);
    /// `int8`
    pub const INT8: TypeId = TypeId::basic(BasicKind::Int8);
    /// `int16`
    pub const INT16: TypeId = TypeId::basic(BasicKind::Int16);
    /// `int32`
    pub const INT32: TypeId = TypeId::basic(BasicKind::Int32);
    /// `int64`
    pub const INT64: TypeId = TypeId::basic(BasicKind::Int64);
    /// `uint`
    pub const UINT: TypeId = TypeId::basic(BasicKind::Uint);
    /// `uint8`
    pub const UINT8: TypeId = TypeId::basic(BasicKind::Uint8);
    /// `uint16`
    pub const UINT16: TypeId = TypeId::basic(BasicKind::Uint16);
    /// `uint32`
    pub const UINT32: TypeId = TypeId::basic(BasicKind::Uint32);
    /// `uint64`
    pub const UINT64: TypeId = TypeId::basic(BasicKind::Uint64);
    /// `uintptr`
    pub const UINTPTR: TypeId = TypeId::basic(BasicKind::Uintptr);
    /// `float32`
    pub const FLOAT32: TypeId = TypeId::basic(BasicKind::Float32);
    /// `float64`
    pub const FLOAT64: TypeId = TypeId::basic(BasicKind::Float64);
    /// `complex64`
    pub const COMPLEX64: TypeId = TypeId::basic(BasicKind::Complex64);
    /// `complex128`
    pub const COMPLEX128: TypeId = TypeId::basic(BasicKind::Complex128);
    /// `string`
    pub const STRING: TypeId = TypeId::basic(BasicKind::String);
    /// `unsafe.Pointer`
    pub const UNSAFE_POINTER: TypeId = TypeId::basic(BasicKind::UnsafePointer);
    /// untyped bool
    pub const UNTYPED_BOOL: TypeId = TypeId::basic(BasicKind::UntypedBool);
    /// untyped int
    pub const UNTYPED_INT: TypeId = TypeId::basic(BasicKind::UntypedInt);
    /// untyped rune
    pub const UNTYPED_RUNE: TypeId = TypeId::basic(BasicKind::UntypedRune);
    /// untyped float
    pub const UNTYPED_FLOAT: TypeId = TypeId::basic(BasicKind::UntypedFloat);
    /// untyped complex
    pub const UNTYPED_COMPLEX: TypeId = TypeId::basic(BasicKind::UntypedComplex);
    /// untyped string
    pub const UNTYPED_STRING: TypeId = TypeId::basic(BasicKind::UntypedString);
    /// untyped nil
    pub const UNTYPED_NIL: TypeId = TypeId::basic(BasicKind::UntypedNil);
    /// `byte`
    pub const BYTE: TypeId = TypeId(27);
    /// `rune`
    pub const RUNE: TypeId = TypeId(28);
    /// The empty interface, as predeclared `any` denotes it.
    pub const EMPTY_INTERFACE: TypeId = TypeId(29);
    /// `any` (an alias)
    pub const ANY: TypeId = TypeId(30);
    /// `error`
    pub const ERROR: TypeId = TypeId(31);
    /// `comparable`
    pub const COMPARABLE: TypeId = TypeId(32);
    /// The empty tuple: what a call of a function without results has.
    pub const EMPTY_TUPLE: TypeId = TypeId(33);
    /// `interface{}` where messages show it like that: what `panic` takes and `recover` returns, `any` without its name.
    pub const WRITTEN_EMPTY_INTERFACE: TypeId = TypeId(34);
}

/// Number of type ids the universe reserves.
pub(crate) const FIRST_FREE_TYPE: u32 = 35;

/// The name under which a predeclared type is printed when it differs from its kind's.
pub(crate) fn basic_name(t: TypeId, kind: BasicKind) -> &'static str {
    match t {
        TypeId::BYTE => "byte",
        TypeId::RUNE => "rune",
        _ => kind.name(),
    }
}

/// A symbol with the package it was declared in: identifies fields and methods.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Name {
    /// The identifier.
    pub sym: Symbol,
    /// The package, relevant for names that are not exported.
    pub pkg: PkgId,
}
