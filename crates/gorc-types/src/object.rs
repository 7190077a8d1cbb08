//! Declared entities: objects, scopes and packages.
//!
//! Invariant: an object's `ty` is `NONE` until its declaration has been checked (locals get theirs at once).
//! Package-level objects point back to their declaration through `decl`. Read next: `store.rs`, `resolver.rs`.

use crate::ids::*;
use gorc_syntax::{Pos, Symbol};
use rustc_hash::FxHashMap;

/// What an object is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ObjKind {
    /// Filler behind [`ObjId::NONE`].
    None,
    /// An imported package's name in a file.
    PkgName,
    /// A constant; `data` is its `ConstId`.
    Const,
    /// A type name (defined type, alias or type parameter).
    TypeName,
    /// A variable, parameter, result, receiver or field.
    Var,
    /// A function or method (concrete or of an interface).
    Func,
    /// A label.
    Label,
    /// A predeclared function; `data` is the `Builtin`.
    Builtin,
    /// `nil`
    Nil,
}

/// Progress of an object's declaration through the checker; grey means "being checked" (on the path of a possible cycle).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Color {
    White,
    Grey,
    Black,
}

/// Facts about an object, as bits.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct ObjFlags(pub u32);

#[allow(missing_docs)]
impl ObjFlags {
    /// A struct field.
    pub const FIELD: u32 = 1;
    /// An embedded field.
    pub const EMBEDDED: u32 = 1 << 1;
    /// A parameter.
    pub const PARAM: u32 = 1 << 2;
    /// A result.
    pub const RESULT: u32 = 1 << 3;
    /// A method receiver.
    pub const RECV: u32 = 1 << 4;
    /// Referred to somewhere.
    pub const USED: u32 = 1 << 5;
    /// A variable used in a function literal nested in the function declaring it.
    pub const CAPTURED: u32 = 1 << 6;
    /// A variable whose address is taken (`&x`, slicing an array, calling a pointer method).
    pub const ADDR_TAKEN: u32 = 1 << 7;
    /// A variable assigned after its declaration.
    pub const REASSIGNED: u32 = 1 << 8;
    /// A variable of a `for` clause that is per iteration (Go 1.22).
    pub const LOOP_VAR: u32 = 1 << 9;
    /// A method with pointer receiver.
    pub const PTR_RECV: u32 = 1 << 10;
    /// A method (concrete or of an interface).
    pub const METHOD: u32 = 1 << 11;
    /// A method declared by an interface.
    pub const INTERFACE_METHOD: u32 = 1 << 12;
    /// A package-level object.
    pub const PACKAGE_LEVEL: u32 = 1 << 13;
    /// A type name declared as an alias.
    pub const ALIAS: u32 = 1 << 14;
    /// A variable declared by a type switch guard, one per clause.
    pub const TYPE_SWITCH_VAR: u32 = 1 << 15;
    /// A package name introduced by a dot import.
    pub const DOT_IMPORT: u32 = 1 << 16;
    /// A function whose body has been checked or queued for checking.
    pub const BODY_CHECKED: u32 = 1 << 17;
    /// A constant whose iota/initialiser is being reported already (avoid follow-on errors).
    pub const BAD: u32 = 1 << 18;
}

/// A declared entity.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its name.
    pub name: Symbol,
    /// Where it is declared.
    pub pos: Pos,
    /// The package declaring it; `NONE` for predeclared objects.
    pub pkg: PkgId,
    /// The scope declaring it; `NONE` for fields and methods.
    pub parent: ScopeId,
    /// Its type once known.
    pub ty: TypeId,
    /// From where on a local object is visible.
    pub scope_pos: Pos,
    /// Source order among package-level objects.
    pub order: u32,
    /// Per kind: `ConstId` of constants, `PkgId` of package names, builtin number, declaring [`FuncLitId`] of local
    /// variables (0: the declared function itself), field index of fields.
    pub data: u32,
    /// Its package-level declaration.
    pub decl: DeclId,
    /// Next object of the same scope.
    pub(crate) next: ObjId,
    /// What it is.
    pub kind: ObjKind,
    /// Checking progress.
    pub color: Color,
    /// Facts.
    pub flags: ObjFlags,
}

impl Object {
    /// A new object of a kind; everything else is absent.
    pub fn new(kind: ObjKind, name: Symbol, pos: Pos, pkg: PkgId, ty: TypeId) -> Object {
        Object {
            name,
            pos,
            pkg,
            parent: ScopeId::NONE,
            ty,
            scope_pos: Pos::default(),
            order: 0,
            data: 0,
            decl: DeclId::NONE,
            next: ObjId::NONE,
            kind,
            color: if ty.is_some() { Color::Black } else { Color::White },
            flags: ObjFlags(0),
        }
    }

    /// Whether all of the flag bits are set.
    #[inline]
    pub fn has(&self, flag: u32) -> bool {
        self.flags.0 & flag == flag
    }

    /// Sets flag bits.
    #[inline]
    pub fn set(&mut self, flag: u32) {
        self.flags.0 |= flag;
    }

    /// Clears flag bits.
    #[inline]
    pub fn clear(&mut self, flag: u32) {
        self.flags.0 &= !flag;
    }
}

/// A lexical scope. Small scopes are chains of objects; large ones also have a table.
#[derive(Debug, Default)]
pub struct Scope {
    /// The enclosing scope.
    pub parent: ScopeId,
    pub(crate) first: ObjId,
    pub(crate) len: u32,
    pub(crate) table: Option<Box<FxHashMap<Symbol, ObjId>>>,
    /// Whether this is a block of statements: nothing that is declared in it later is visible in a scope within.
    pub is_block: bool,
}

/// A package.
#[derive(Debug)]
pub struct Package {
    /// Import path.
    pub path: Symbol,
    /// Declared name.
    pub name: Symbol,
    /// Package scope.
    pub scope: ScopeId,
    /// Directly imported packages.
    pub imports: Vec<PkgId>,
    /// Its files.
    pub files: Vec<FileId>,
    /// The language version (minor of `go1.N`), 0 if unspecified.
    pub go_minor: u32,
    /// Whether this is package `unsafe`.
    pub is_unsafe: bool,
    /// Whether the package belongs to the standard library (body-less functions allowed).
    pub is_std: bool,
    /// Whether all function bodies are to be checked with the package.
    pub whole: bool,
    /// All functions and methods declared, in source order.
    pub funcs: Vec<ObjId>,
    /// All package-level variables, in source order.
    pub vars: Vec<ObjId>,
}

/// Whether an identifier is exported.
pub fn is_exported(name: Symbol) -> bool {
    let s = name.as_str();
    match s.as_bytes().first() {
        Some(b) if b.is_ascii() => b.is_ascii_uppercase(),
        Some(_) => s.chars().next().is_some_and(char::is_uppercase),
        None => false,
    }
}
