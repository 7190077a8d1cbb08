//! What can be wrong with a link, as data; the wording is the Go linker's where it has one.

use std::fmt;

/// The largest symbol.
pub const MAX_SYMBOL: u64 = 2_000_000_000;

/// One thing wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkError {
    /// A kept reference has no definition.
    Undefined {
        /// The missing name.
        target: String,
        /// Who refers to it.
        referrer: String,
    },
    /// A name is defined twice.
    Duplicate {
        /// The name.
        name: String,
        /// The unit with the first definition.
        first: String,
        /// The unit with the second.
        second: String,
    },
    /// Aliases that lead back to themselves.
    AliasCycle(Vec<String>),
    /// The value of a reference does not fit its field, or its field does not fit its symbol.
    BadReloc {
        /// The symbol whose bytes hold the reference.
        symbol: String,
        /// Offset of the field.
        offset: u32,
        /// The name referred to.
        target: String,
        /// What is wrong.
        why: String,
    },
    /// A symbol that leaves no room for others in the address space of code.
    TooLarge {
        /// The symbol.
        symbol: String,
        /// Its size.
        size: u64,
    },
    /// All symbols together have no room there.
    TooMuchData {
        /// The last section.
        section: String,
        /// The size of all.
        size: u64,
    },
    /// An input that cannot be read.
    Input {
        /// The file or archive member.
        file: String,
        /// What is wrong.
        why: String,
    },
    /// The image does not obey its own rules: a fault of the linker.
    Invalid(String),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LinkError::Undefined { target, referrer } if referrer.is_empty() => {
                write!(f, "symbol {target} not defined")
            }
            LinkError::Undefined { target, referrer } => {
                write!(f, "{referrer}: relocation target {target} not defined")
            }
            LinkError::Duplicate { name, first, second } => {
                write!(f, "duplicated definition of symbol {name}, from {second} and {first}")
            }
            LinkError::AliasCycle(names) => write!(f, "linkname cycle: {}", names.join(" -> ")),
            LinkError::BadReloc { symbol, offset, target, why } => {
                write!(f, "{symbol}+{offset:#x}: reference to {target}: {why}")
            }
            LinkError::TooLarge { symbol, size } => {
                write!(f, "{symbol}: symbol too large ({size} bytes > {MAX_SYMBOL} bytes)")
            }
            LinkError::TooMuchData { section, size } => {
                write!(f, "too much data, last section {section} ({size}, over 2e+09 bytes)")
            }
            LinkError::Input { file, why } => write!(f, "{file}: {why}"),
            LinkError::Invalid(why) => write!(f, "internal linker error: {why}"),
        }
    }
}

/// Everything wrong with a link; never empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LinkErrors(pub Vec<LinkError>);

impl From<LinkError> for LinkErrors {
    fn from(error: LinkError) -> LinkErrors {
        LinkErrors(vec![error])
    }
}

impl fmt::Display for LinkErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for LinkErrors {}
