//! The predeclared identifiers and package `unsafe`.
//!
//! `populate` fills a fresh store in a fixed order, so that predeclared types have the fixed ids of `types.rs`.

use crate::constant::Value;
use crate::ids::*;
use crate::object::*;
use crate::store::Store;
use crate::types::*;
use gorc_syntax::{Pos, Symbol};

/// The predeclared functions, those of package `unsafe` included.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Builtin {
    Append,
    Cap,
    Clear,
    Close,
    Complex,
    Copy,
    Delete,
    Imag,
    Len,
    Make,
    Max,
    Min,
    New,
    Panic,
    Print,
    Println,
    Real,
    Recover,
    /// Of the official checker's tests; see [`Checker::declare_test_functions`](crate::Checker::declare_test_functions).
    Assert,
    /// Likewise.
    Trace,
    UnsafeAdd,
    UnsafeAlignof,
    UnsafeOffsetof,
    UnsafeSizeof,
    UnsafeSlice,
    UnsafeSliceData,
    UnsafeString,
    UnsafeStringData,
}

/// What a builtin looks like to the call checker.
pub(crate) struct BuiltinSpec {
    pub(crate) id: Builtin,
    pub(crate) name: &'static str,
    pub(crate) nargs: usize,
    pub(crate) variadic: bool,
    /// Whether a call may be an expression statement.
    pub(crate) statement: bool,
}

const fn spec(id: Builtin, name: &'static str, nargs: usize, variadic: bool, statement: bool) -> BuiltinSpec {
    BuiltinSpec { id, name, nargs, variadic, statement }
}

/// All builtins, indexed by their number.
pub(crate) static BUILTINS: [BuiltinSpec; 28] = [
    spec(Builtin::Append, "append", 1, true, false),
    spec(Builtin::Cap, "cap", 1, false, false),
    spec(Builtin::Clear, "clear", 1, false, true),
    spec(Builtin::Close, "close", 1, false, true),
    spec(Builtin::Complex, "complex", 2, false, false),
    spec(Builtin::Copy, "copy", 2, false, true),
    spec(Builtin::Delete, "delete", 2, false, true),
    spec(Builtin::Imag, "imag", 1, false, false),
    spec(Builtin::Len, "len", 1, false, false),
    spec(Builtin::Make, "make", 1, true, false),
    spec(Builtin::Max, "max", 1, true, false),
    spec(Builtin::Min, "min", 1, true, false),
    spec(Builtin::New, "new", 1, false, false),
    spec(Builtin::Panic, "panic", 1, false, true),
    spec(Builtin::Print, "print", 0, true, true),
    spec(Builtin::Println, "println", 0, true, true),
    spec(Builtin::Real, "real", 1, false, false),
    spec(Builtin::Recover, "recover", 0, false, true),
    spec(Builtin::Assert, "assert", 1, false, true),
    spec(Builtin::Trace, "trace", 0, true, false),
    spec(Builtin::UnsafeAdd, "Add", 2, false, false),
    spec(Builtin::UnsafeAlignof, "Alignof", 1, false, false),
    spec(Builtin::UnsafeOffsetof, "Offsetof", 1, false, false),
    spec(Builtin::UnsafeSizeof, "Sizeof", 1, false, false),
    spec(Builtin::UnsafeSlice, "Slice", 2, false, false),
    spec(Builtin::UnsafeSliceData, "SliceData", 1, false, false),
    spec(Builtin::UnsafeString, "String", 2, false, false),
    spec(Builtin::UnsafeStringData, "StringData", 1, false, false),
];

impl Builtin {
    /// The builtin with a number, as stored in `Object::data`.
    pub fn from_index(i: u32) -> Builtin {
        BUILTINS[i as usize].id
    }

    pub(crate) fn spec(self) -> &'static BuiltinSpec {
        &BUILTINS[self as usize]
    }

    /// Its name, without `unsafe.`.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// Whether it belongs to package `unsafe`.
    pub fn is_unsafe(self) -> bool {
        self >= Builtin::UnsafeAdd
    }
}

impl PartialOrd for Builtin {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        (*self as u8).partial_cmp(&(*other as u8))
    }
}

/// Fills a fresh store.
pub(crate) fn populate(s: &mut Store) {
    basic_types(s);
    s.universe = s.new_scope(ScopeId::NONE);
    // PkgId::NONE needs a package behind it: the universe's.
    s.new_package(Symbol::intern(""), Symbol::intern(""));
    s.package_by_path.clear();
    for &kind in BasicKind::ALL {
        if kind != BasicKind::Invalid && kind != BasicKind::UnsafePointer && !kind.is_untyped() {
            declare_type(s, kind.name(), TypeId::basic(kind));
        }
    }
    declare_type(s, "byte", TypeId::BYTE);
    declare_type(s, "rune", TypeId::RUNE);
    interfaces(s);
    for (name, v) in [("true", true), ("false", false)] {
        let v = s.new_const(Value::Bool(v));
        declare_const(s, name, TypeId::UNTYPED_BOOL, v);
    }
    let iota = s.new_const(Value::Int(0));
    declare_const(s, "iota", TypeId::UNTYPED_INT, iota);
    let nil =
        Object::new(ObjKind::Nil, Symbol::intern("nil"), Pos::default(), PkgId::NONE, TypeId::UNTYPED_NIL);
    declare(s, nil);
    builtins(s);
}

fn basic_types(s: &mut Store) {
    s.push_type(Type::None);
    for &kind in BasicKind::ALL {
        let id = s.push_type(Type::Basic(kind));
        debug_assert_eq!(id, TypeId::basic(kind));
    }
    s.push_type(Type::Basic(BasicKind::Uint8));
    s.push_type(Type::Basic(BasicKind::Int32));
}

fn declare(s: &mut Store, obj: Object) -> ObjId {
    let id = s.new_object(obj);
    s.scope_insert(s.universe, id);
    id
}

fn declare_type(s: &mut Store, name: &str, ty: TypeId) -> ObjId {
    declare(s, Object::new(ObjKind::TypeName, Symbol::intern(name), Pos::default(), PkgId::NONE, ty))
}

fn declare_const(s: &mut Store, name: &str, ty: TypeId, v: ConstId) {
    let mut o = Object::new(ObjKind::Const, Symbol::intern(name), Pos::default(), PkgId::NONE, ty);
    o.data = v.0;
    declare(s, o);
}

fn interfaces(s: &mut Store) {
    let empty = |complete| Interface {
        methods: ObjList::EMPTY,
        embeds: TypeList::EMPTY,
        embed_pos: Box::default(),
        implicit: false,
        complete,
        tset: TypeSetId::NONE,
    };
    let iface = s.new_interface(empty(true));
    debug_assert_eq!(iface, TypeId::EMPTY_INTERFACE);

    // type any = interface{}
    let any = declare_type(s, "any", TypeId::ANY);
    s[any].set(ObjFlags::ALIAS);
    s.new_alias(any, iface);

    // type error interface{ Error() string }
    let error = declare_type(s, "error", TypeId::ERROR);
    let named = s.new_named(error);
    debug_assert_eq!(named, TypeId::ERROR);
    // type comparable interface{ /* all comparable types */ }
    let comparable = declare_type(s, "comparable", TypeId::COMPARABLE);
    let named_comparable = s.new_named(comparable);
    debug_assert_eq!(named_comparable, TypeId::COMPARABLE);
    let tuple = s.push_type(Type::Tuple(ObjList::EMPTY));
    debug_assert_eq!(tuple, TypeId::EMPTY_TUPLE);
    let written = s.new_interface(empty(true));
    debug_assert_eq!(written, TypeId::WRITTEN_EMPTY_INTERFACE);
    debug_assert_eq!(s.types.len() as u32, FIRST_FREE_TYPE);

    let blank = Symbol::intern("");
    let result = s.new_var(blank, Pos::default(), PkgId::NONE, TypeId::STRING, ObjFlags::RESULT);
    let results = s.obj_list(&[result]);
    let sig = s.new_signature(Signature { results, ..Signature::EMPTY });
    let mut method = Object::new(ObjKind::Func, Symbol::intern("Error"), Pos::default(), PkgId::NONE, sig);
    method.set(ObjFlags::METHOD | ObjFlags::INTERFACE_METHOD);
    let method = s.new_object(method);
    let methods = s.obj_list(&[method]);
    let iface = s.new_interface(Interface { methods, ..empty(true) });
    resolve(s, TypeId::ERROR, iface);

    s.tsets.push(TypeSet { methods: Box::default(), terms: None, comparable: true });
    let tset = TypeSetId(s.tsets.len() as u32 - 1);
    let iface = s.new_interface(Interface { tset, ..empty(true) });
    resolve(s, TypeId::COMPARABLE, iface);
}

fn resolve(s: &mut Store, named: TypeId, underlying: TypeId) {
    if let Some(n) = s.named_mut(named) {
        n.underlying = underlying;
        n.rhs = underlying;
        n.state = NamedState::Resolved;
    }
}

/// The functions of the official checker's tests.
const TESTING: [Builtin; 2] = [Builtin::Assert, Builtin::Trace];

/// Declares them.
pub(crate) fn declare_test_functions(s: &mut Store) {
    for builtin in TESTING {
        let name = Symbol::intern(builtin.name());
        let mut o = Object::new(ObjKind::Builtin, name, Pos::default(), PkgId::NONE, TypeId::INVALID);
        o.data = builtin as u32;
        declare(s, o);
    }
}

fn builtins(s: &mut Store) {
    let path = Symbol::intern("unsafe");
    let pkg = s.new_package(path, path);
    s[pkg].is_unsafe = true;
    s.unsafe_pkg = pkg;
    let unsafe_scope = s[pkg].scope;
    for (i, b) in BUILTINS.iter().enumerate().filter(|(_, b)| !TESTING.contains(&b.id)) {
        let owner = if b.id.is_unsafe() { pkg } else { PkgId::NONE };
        let mut o =
            Object::new(ObjKind::Builtin, Symbol::intern(b.name), Pos::default(), owner, TypeId::INVALID);
        o.data = i as u32;
        let id = s.new_object(o);
        let scope = if b.id.is_unsafe() { unsafe_scope } else { s.universe };
        s.scope_insert(scope, id);
    }
    let name = Symbol::intern("Pointer");
    let ptr = Object::new(ObjKind::TypeName, name, Pos::default(), pkg, TypeId::UNSAFE_POINTER);
    let id = s.new_object(ptr);
    s.scope_insert(unsafe_scope, id);
}
