//! Ids of nodes and ranges of pools. An id is an index plus one, so that `Option<ExprId>` takes four bytes.

use std::fmt;
use std::marker::PhantomData;
use std::num::NonZeroU32;

/// Declares the id type of an arena.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(NonZeroU32);

        impl $name {
            /// The id of the node at `index` of its arena.
            pub fn from_index(index: usize) -> Self {
                $name(NonZeroU32::MIN.saturating_add(index as u32))
            }

            /// The dense index of the node, for side tables.
            pub fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{}"), self.index())
            }
        }
    };
}

id!(
    /// Names an expression (or an identifier, or a type expression) of one file.
    ExprId,
    "e"
);
id!(
    /// Names a statement of one file.
    StmtId,
    "s"
);
id!(
    /// Names a declaration of one file.
    DeclId,
    "d"
);

/// A sequence of nodes or ids of one file: `file[list]` is a slice.
pub struct List<T> {
    pub(super) start: u32,
    pub(super) len: u32,
    pub(super) kind: PhantomData<fn() -> T>,
}

impl<T> List<T> {
    /// The empty list.
    pub const EMPTY: List<T> = List { start: 0, len: 0, kind: PhantomData };

    /// The number of elements.
    pub fn len(self) -> usize {
        self.len as usize
    }

    /// Reports whether there are no elements.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<T> {}

impl<T> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.len) == (other.start, other.len)
    }
}

impl<T> Eq for List<T> {}

impl<T> Default for List<T> {
    fn default() -> Self {
        List::EMPTY
    }
}

impl<T> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}..{}]", self.start, self.start + self.len)
    }
}
