//! The generator's model of Go types.

use std::rc::Rc;

/// Integer types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Int {
    Word,
    I8,
    I16,
    I32,
    I64,
    Uint,
    U8,
    U16,
    U32,
    U64,
    Uintptr,
}

impl Int {
    /// All of them.
    pub const ALL: [Int; 11] = [
        Int::Word,
        Int::I8,
        Int::I16,
        Int::I32,
        Int::I64,
        Int::Uint,
        Int::U8,
        Int::U16,
        Int::U32,
        Int::U64,
        Int::Uintptr,
    ];

    /// The type's name.
    pub fn name(self) -> &'static str {
        match self {
            Int::Word => "int",
            Int::I8 => "int8",
            Int::I16 => "int16",
            Int::I32 => "int32",
            Int::I64 => "int64",
            Int::Uint => "uint",
            Int::U8 => "uint8",
            Int::U16 => "uint16",
            Int::U32 => "uint32",
            Int::U64 => "uint64",
            Int::Uintptr => "uintptr",
        }
    }

    /// Width in bits.
    pub fn bits(self) -> u32 {
        match self {
            Int::I8 | Int::U8 => 8,
            Int::I16 | Int::U16 => 16,
            Int::I32 | Int::U32 => 32,
            _ => 64,
        }
    }

    /// Has it negative values?
    pub fn signed(self) -> bool {
        matches!(self, Int::Word | Int::I8 | Int::I16 | Int::I32 | Int::I64)
    }

    /// The smallest value.
    pub fn min(self) -> i128 {
        if self.signed() { -(1i128 << (self.bits() - 1)) } else { 0 }
    }

    /// The largest value.
    pub fn max(self) -> i128 {
        if self.signed() { (1i128 << (self.bits() - 1)) - 1 } else { (1i128 << self.bits()) - 1 }
    }
}

/// What may be done with a type parameter's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Class {
    Any,
    Comparable,
    Integer,
    Number,
    Ordered,
}

impl Class {
    /// The constraint's name.
    pub fn constraint(self) -> &'static str {
        match self {
            Class::Any => "any",
            Class::Comparable => "comparable",
            Class::Integer => "integer",
            Class::Number => "number",
            Class::Ordered => "ordered",
        }
    }
}

/// A Go type. Equal values are identical types.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Ty {
    Bool,
    Int(Int),
    F32,
    F64,
    C64,
    C128,
    Str,
    Any,
    Array(usize, Rc<Ty>),
    Slice(Rc<Ty>),
    Map(Rc<Ty>, Rc<Ty>),
    Ptr(Rc<Ty>),
    Func(Rc<Sig>),
    /// An entry of the generator's list of named types (instances of generic types are entries too).
    Named(usize),
    /// A type parameter of the function that is being generated.
    Param(Rc<str>, Class),
}

/// `int`, the type of most things.
pub const INT: Ty = Ty::Int(Int::Word);

/// A function's parameters and results.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Sig {
    pub params: Vec<Ty>,
    /// Is the last parameter `...T`? Its type here is the slice.
    pub variadic: bool,
    pub results: Vec<Ty>,
}

/// A field of a struct.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Field {
    pub name: String,
    pub ty: Ty,
    pub embedded: bool,
}

/// A method, declared or promoted.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Method {
    pub name: String,
    pub sig: Rc<Sig>,
    pub pointer: bool,
}

/// What a named type is.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum Kind {
    Def(Ty),
    Struct(Vec<Field>),
    Iface(Vec<Method>),
}

/// A named type.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Named {
    /// As it is written: `T3`, `G1[int]`.
    pub name: String,
    pub kind: Kind,
    pub methods: Vec<Method>,
    /// Declared inside of a function, or with type parameters: not to be named everywhere.
    pub local: bool,
}

impl Ty {
    /// A slice of this type.
    pub fn slice(self) -> Ty {
        Ty::Slice(Rc::new(self))
    }

    /// An array of this type.
    pub fn array(self, n: usize) -> Ty {
        Ty::Array(n, Rc::new(self))
    }

    /// A pointer to this type.
    pub fn pointer(self) -> Ty {
        Ty::Ptr(Rc::new(self))
    }

    /// Does the type mention a type parameter?
    pub fn has_param(&self) -> bool {
        match self {
            Ty::Param(..) => true,
            Ty::Array(_, e) | Ty::Slice(e) | Ty::Ptr(e) => e.has_param(),
            Ty::Map(k, v) => k.has_param() || v.has_param(),
            Ty::Func(sig) => sig.params.iter().chain(&sig.results).any(Ty::has_param),
            _ => false,
        }
    }

    /// With a type in place of each type parameter of this name.
    pub fn substitute(&self, name: &str, with: &Ty) -> Ty {
        let sub = |t: &Rc<Ty>| Rc::new(t.substitute(name, with));
        match self {
            Ty::Param(n, _) if &**n == name => with.clone(),
            Ty::Array(n, e) => Ty::Array(*n, sub(e)),
            Ty::Slice(e) => Ty::Slice(sub(e)),
            Ty::Ptr(e) => Ty::Ptr(sub(e)),
            Ty::Map(k, v) => Ty::Map(sub(k), sub(v)),
            Ty::Func(sig) => Ty::Func(Rc::new(sig.substitute(name, with))),
            other => other.clone(),
        }
    }
}

impl Sig {
    /// With a type in place of each type parameter of this name.
    pub fn substitute(&self, name: &str, with: &Ty) -> Sig {
        let all = |list: &[Ty]| list.iter().map(|t| t.substitute(name, with)).collect();
        Sig { params: all(&self.params), variadic: self.variadic, results: all(&self.results) }
    }
}
