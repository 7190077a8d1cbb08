//! Dense ids of GIR. Each prints as its letter and number: `v3`, `block1`, `inst7`.

macro_rules! entity {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            /// The id as an index of its arena.
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }
            /// The id of the arena's element `i`.
            #[inline]
            pub fn new(i: usize) -> Self {
                Self(u32::try_from(i).expect("more than 2^32 entities"))
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }
    };
}

entity!(/// An SSA value of a function.
    Value, "v");
entity!(/// A basic block of a function.
    Block, "block");
entity!(/// An instruction of a function.
    Inst, "inst");
entity!(/// A stack slot of a function.
    Local, "local");
entity!(/// A function of the module.
    FuncId, "fn");
entity!(/// A package-level variable or a constant datum of the module.
    GlobalId, "global");
entity!(/// A linker symbol's name, interned in the module.
    Sym, "sym");
entity!(/// The bytes of a string constant, interned in the module.
    StrId, "str");
entity!(/// A source position with its chain of inlined calls, an index of `Module::positions`; 0 is unknown.
    PosIndex, "pos");
