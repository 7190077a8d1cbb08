//! Dense entity ids of the checker.
//!
//! Every entity (type, object, scope, package, constant …) lives in one arena of the [`Store`](crate::Store)
//! and is named by a `u32` newtype. Id 0 is always `NONE`: "absent", so that side tables can be zeroed
//! memory. Read next: `types.rs` for what a `TypeId` names, `object.rs` for an `ObjId`.

use std::fmt;

macro_rules! entity {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub u32);

        impl $name {
            /// The absent entity.
            pub const NONE: $name = $name(0);

            /// Whether this is the absent entity.
            #[inline]
            pub fn is_none(self) -> bool {
                self.0 == 0
            }

            /// Whether this names an entity.
            #[inline]
            pub fn is_some(self) -> bool {
                self.0 != 0
            }

            /// The arena index.
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }
    };
}

entity!(
    /// A type. Not hash-consed in general: [`Store::identical`](crate::Store::identical) decides identity.
    TypeId,
    "t"
);
entity!(
    /// A declared entity of the program: variable, constant, type name, function, package name, label …
    ObjId,
    "o"
);
entity!(
    /// A lexical scope.
    ScopeId,
    "s"
);
entity!(
    /// A package.
    PkgId,
    "p"
);
entity!(
    /// A constant value in the store's pool.
    ConstId,
    "c"
);
entity!(
    /// A checked source file; numbered over the whole program.
    FileId,
    "f"
);
entity!(
    /// A function literal; numbered over the whole program.
    FuncLitId,
    "lit"
);
entity!(
    /// A selection (`x.f` that is not a qualified identifier) of one file.
    SelId,
    "sel"
);
entity!(
    /// A package-level declaration awaiting or having been type-checked.
    DeclId,
    "d"
);
entity!(
    /// A computed type set.
    TypeSetId,
    "ts"
);

/// A run of type ids in the store's pool.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct TypeList {
    pub(crate) start: u32,
    pub(crate) len: u32,
}

/// A run of object ids in the store's pool.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct ObjList {
    pub(crate) start: u32,
    pub(crate) len: u32,
}

macro_rules! list {
    ($name:ident) => {
        impl $name {
            /// The empty list.
            pub const EMPTY: $name = $name { start: 0, len: 0 };

            /// Number of elements.
            #[inline]
            pub fn len(self) -> usize {
                self.len as usize
            }

            /// Whether there are no elements.
            #[inline]
            pub fn is_empty(self) -> bool {
                self.len == 0
            }

            /// The pool indices of the elements.
            #[inline]
            pub(crate) fn range(self) -> std::ops::Range<usize> {
                self.start as usize..(self.start + self.len) as usize
            }
        }
    };
}

list!(TypeList);
list!(ObjList);
