//! Interned strings.
//!
//! A [`Symbol`] stands for one string for the whole life of the process; two symbols are equal exactly if
//! their strings are. The table is sharded, so that files parse in parallel; names that the compiler itself
//! asks for are interned in advance and stand as constants in [`sym`].

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// An interned string: a `u32` to compare, hash and copy.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

impl Symbol {
    /// The symbol of `text`.
    pub fn intern(text: &str) -> Symbol {
        interner().intern(text)
    }

    /// The string this symbol stands for.
    pub fn as_str(self) -> &'static str {
        interner().get(self)
    }

    /// A dense index, for side tables; symbols are numbered from 0 in the order they were first seen.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// Reports whether this is the blank identifier `_`.
    pub fn is_blank(self) -> bool {
        self == sym::BLANK
    }

    /// Reports whether the string begins with an upper-case letter, so that Go exports the name.
    pub fn is_exported(self) -> bool {
        self.as_str().chars().next().is_some_and(|c| c.is_ascii_uppercase() || (!c.is_ascii() && is_upper(c)))
    }
}

/// Unicode category Lu, as Go decides exportedness (`char::is_uppercase` also takes Other_Uppercase).
fn is_upper(c: char) -> bool {
    c.is_uppercase()
        && !matches!(c, '\u{2160}'..='\u{216F}' | '\u{24B6}'..='\u{24CF}' | '\u{1F130}'..='\u{1F189}')
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

/// Declares the symbols known in advance: the order of the list is their numbering.
macro_rules! known_symbols {
    ($($name:ident = $text:literal,)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u32)]
        enum Known { $($name),* }

        /// Symbols known in advance.
        pub mod sym {
            use super::{Known, Symbol};
            $(
                #[doc = concat!("`", $text, "`")]
                pub const $name: Symbol = Symbol(Known::$name as u32);
            )*
        }

        const KNOWN: &[&str] = &[$($text),*];
    };
}

known_symbols! {
    EMPTY = "",
    BLANK = "_",
    DOT = ".",
    INIT = "init",
    MAIN = "main",
    TYPE = "type",
    C = "C",
    UNSAFE = "unsafe",
    RUNTIME = "runtime",
    IOTA = "iota",
    NIL = "nil",
    TRUE = "true",
    FALSE = "false",
    ANY = "any",
    ERROR = "error",
    ERROR_METHOD = "Error",
    COMPARABLE = "comparable",
    BOOL = "bool",
    STRING = "string",
    INT = "int",
    INT8 = "int8",
    INT16 = "int16",
    INT32 = "int32",
    INT64 = "int64",
    UINT = "uint",
    UINT8 = "uint8",
    UINT16 = "uint16",
    UINT32 = "uint32",
    UINT64 = "uint64",
    UINTPTR = "uintptr",
    FLOAT32 = "float32",
    FLOAT64 = "float64",
    COMPLEX64 = "complex64",
    COMPLEX128 = "complex128",
    BYTE = "byte",
    RUNE = "rune",
    APPEND = "append",
    CAP = "cap",
    CLEAR = "clear",
    CLOSE = "close",
    COMPLEX = "complex",
    COPY = "copy",
    DELETE = "delete",
    IMAG = "imag",
    LEN = "len",
    MAKE = "make",
    MAX = "max",
    MIN = "min",
    NEW = "new",
    PANIC = "panic",
    PRINT = "print",
    PRINTLN = "println",
    REAL = "real",
    RECOVER = "recover",
}

/// How the shards are chosen: the low bits of the hash.
const SHARDS: usize = 16;
/// Segment `k` of the id → string table holds `FIRST << k` entries.
const FIRST: usize = 1 << 10;
const SEGMENTS: usize = 22;

type Shard = Mutex<HashMap<&'static str, u32, BuildHasherDefault<FastHasher>>>;
type Segment = Box<[OnceLock<&'static str>]>;

struct Interner {
    shards: [Shard; SHARDS],
    next: AtomicU32,
    segments: [OnceLock<Segment>; SEGMENTS],
}

fn interner() -> &'static Interner {
    static INTERNER: OnceLock<Interner> = OnceLock::new();
    INTERNER.get_or_init(|| {
        let table = Interner {
            shards: Default::default(),
            next: AtomicU32::new(0),
            segments: [const { OnceLock::new() }; SEGMENTS],
        };
        for text in KNOWN {
            table.intern(text);
        }
        table
    })
}

impl Interner {
    fn intern(&self, text: &str) -> Symbol {
        let shard = &self.shards[hash(text.as_bytes()) as usize >> 7 & (SHARDS - 1)];
        let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&id) = shard.get(text) {
            return Symbol(id);
        }
        let text: &'static str = Box::leak(text.into());
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let (segment, offset) = place(id);
        let slots =
            self.segments[segment].get_or_init(|| (0..FIRST << segment).map(|_| OnceLock::new()).collect());
        // The id was handed out just now, so the slot is empty.
        let _ = slots[offset].set(text);
        shard.insert(text, id);
        Symbol(id)
    }

    fn get(&self, symbol: Symbol) -> &'static str {
        let (segment, offset) = place(symbol.0);
        self.segments[segment].get().and_then(|slots| slots[offset].get()).copied().unwrap_or("")
    }
}

/// The segment of an id and its place there.
fn place(id: u32) -> (usize, usize) {
    let n = id as usize + FIRST;
    let segment = n.ilog2() as usize - FIRST.ilog2() as usize;
    (segment, n - (FIRST << segment))
}

/// A fast hash of short byte strings (multiply and rotate, eight bytes at a time).
fn hash(bytes: &[u8]) -> u64 {
    const K: u64 = 0x517c_c1b7_2722_0a95;
    let mut h = bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = chunk.iter().rev().fold(0, |w, &b| w << 8 | u64::from(b));
        h = (h.rotate_left(5) ^ word).wrapping_mul(K);
    }
    let tail = chunks.remainder().iter().rev().fold(0, |w, &b| w << 8 | u64::from(b));
    h = (h.rotate_left(5) ^ tail).wrapping_mul(K);
    h ^ h >> 29
}

/// A small cache in front of the global table, for one thread that sees the same names again and again. Symbols never
/// change, so the thread keeps its cache from file to file.
pub(crate) struct SymbolCache {
    slots: Vec<(&'static [u8], Symbol)>,
}

thread_local! {
    static CACHE: RefCell<Option<SymbolCache>> = const { RefCell::new(None) };
}

impl SymbolCache {
    const SLOTS: usize = 1 << 12;

    /// The thread's cache.
    pub fn take() -> SymbolCache {
        let kept = CACHE.with_borrow_mut(Option::take);
        kept.unwrap_or_else(|| SymbolCache { slots: vec![(&[], sym::EMPTY); Self::SLOTS] })
    }

    /// Keeps the cache for the thread's next file.
    pub fn give_back(self) {
        CACHE.set(Some(self));
    }

    /// The symbol of `bytes`; bytes that are not UTF-8 are replaced.
    pub fn intern(&mut self, bytes: &[u8]) -> Symbol {
        let slot = &mut self.slots[hash(bytes) as usize & (Self::SLOTS - 1)];
        if slot.0 == bytes {
            return slot.1;
        }
        let symbol = Symbol::intern(&String::from_utf8_lossy(bytes));
        if symbol.as_str().len() == bytes.len() {
            *slot = (symbol.as_str().as_bytes(), symbol);
        }
        symbol
    }
}

#[derive(Default)]
struct FastHasher(u64);

impl Hasher for FastHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = self.0.rotate_left(7) ^ hash(bytes);
    }

    fn write_u8(&mut self, _: u8) {} // the terminator of `str`: the length is hashed already

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_symbols_are_what_they_say() {
        assert_eq!(sym::BLANK.as_str(), "_");
        assert_eq!(Symbol::intern("recover"), sym::RECOVER);
        assert_eq!(Symbol::intern(""), sym::EMPTY);
    }

    #[test]
    fn many_symbols_from_many_threads() {
        let names: Vec<String> = (0..5000).map(|i| format!("name{i}")).collect();
        let all: Vec<Vec<Symbol>> = std::thread::scope(|s| {
            let workers: Vec<_> =
                (0..4).map(|_| s.spawn(|| names.iter().map(|n| Symbol::intern(n)).collect())).collect();
            workers.into_iter().map(|w| w.join().expect("worker")).collect()
        });
        for symbols in &all {
            assert_eq!(symbols, &all[0]);
        }
        for (symbol, name) in all[0].iter().zip(&names) {
            assert_eq!(symbol.as_str(), name);
        }
    }

    #[test]
    fn exported() {
        assert!(Symbol::intern("Foo").is_exported());
        assert!(Symbol::intern("Ωmega").is_exported());
        assert!(!Symbol::intern("foo").is_exported());
        assert!(!Symbol::intern("_Foo").is_exported());
        assert!(!Symbol::intern("世界").is_exported());
    }
}
