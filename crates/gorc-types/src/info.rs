//! What the checker finds out about a file, in side tables indexed by expression id.
//!
//! One 16-byte row per expression holds its type, its constant value, the object an identifier denotes, and its mode; rarer facts stand
//! in maps. A row of zeros means "not checked (yet)": function bodies of libraries are checked on demand.

use crate::ids::*;
use gorc_syntax::ast::{ExprId, StmtId};
use rustc_hash::FxHashMap;

/// What an expression denotes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
#[repr(u8)]
pub enum Mode {
    /// Not checked, or in error.
    #[default]
    Invalid,
    /// A call without results.
    NoValue,
    /// A predeclared function.
    Builtin,
    /// A type.
    Type,
    /// A constant; its value is recorded.
    Constant,
    /// An addressable variable.
    Variable,
    /// A map index expression: assignable, not addressable, allows the comma-ok form.
    MapIndex,
    /// A computed value.
    Value,
    /// The untyped nil.
    Nil,
    /// A value that allows the comma-ok form (receive, type assertion).
    CommaOk,
}

impl Mode {
    /// Whether the expression has a value.
    pub fn is_value(self) -> bool {
        !matches!(self, Mode::Invalid | Mode::NoValue | Mode::Builtin | Mode::Type)
    }

    fn from_u8(m: u8) -> Mode {
        use Mode::*;
        [Invalid, NoValue, Builtin, Type, Constant, Variable, MapIndex, Value, Nil, CommaOk]
            .get(usize::from(m))
            .copied()
            .unwrap_or(Invalid)
    }
}

/// Type, mode and constant value of an expression. A comma-ok expression used as such has a tuple type `(T, bool)`.
#[derive(Clone, Copy, Debug)]
pub struct TypeAndValue {
    /// Mode.
    pub mode: Mode,
    /// Type; `NONE` if not recorded.
    pub ty: TypeId,
    /// Constant value, for mode `Constant`.
    pub value: ConstId,
}

/// What a selector expression selects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SelectionKind {
    /// `x.f`: a struct field.
    Field,
    /// `x.m`: a method value (called or not).
    Method,
    /// `T.m`: a method expression.
    MethodExpr,
}

/// A selection `x.sel` other than a qualified identifier.
#[derive(Clone, Debug)]
pub struct Selection {
    /// What is selected.
    pub kind: SelectionKind,
    /// Type of `x` (or `T`).
    pub recv: TypeId,
    /// The field, or the method as declared (for methods of generic types: on the generic type).
    pub obj: ObjId,
    /// Path through embedded fields; the last index is the field's or method's.
    pub path: crate::lookup::Path,
    /// Whether a pointer is followed on the way.
    pub indirect: bool,
    /// The named type, interface or type parameter that has the method (or the struct with the field): its type arguments instantiate the
    /// method's receiver type parameters.
    pub holder: TypeId,
}

/// Facts about one function literal.
#[derive(Clone, Debug)]
pub struct FuncLit {
    /// File it stands in.
    pub file: FileId,
    /// The literal.
    pub expr: ExprId,
    /// Its signature.
    pub sig: TypeId,
    /// The literal it is nested in; `NONE` if directly in a declared function or package-level initialiser.
    pub parent: FuncLitId,
    /// Variables of enclosing functions it uses, itself or through literals nested in it, in order of first use.
    pub captures: Vec<ObjId>,
}

/// One package-level initialisation `lhs = rhs`, in initialisation order.
#[derive(Clone, Debug)]
pub struct Initializer {
    /// File the initialiser stands in.
    pub file: FileId,
    /// The variables; several for `var a, b = f()`. Blank ones included.
    pub lhs: Vec<ObjId>,
    /// The expression.
    pub rhs: ExprId,
}

/// Side tables of one file.
pub struct Info {
    /// type, const, object, mode | (selection index << 8)
    rows: Vec<[u32; 4]>,
    selections: Vec<Selection>,
    instances: FxHashMap<ExprId, TypeList>,
    implicits: FxHashMap<(StmtId, u32), ObjId>,
    lits: FxHashMap<ExprId, FuncLitId>,
}

impl Info {
    pub(crate) fn new(exprs: usize) -> Info {
        Info {
            rows: vec![[0; 4]; exprs],
            selections: Vec::new(),
            instances: FxHashMap::default(),
            implicits: FxHashMap::default(),
            lits: FxHashMap::default(),
        }
    }

    /// Type, mode and value of an expression.
    #[inline]
    pub fn tv(&self, e: ExprId) -> TypeAndValue {
        let r = self.rows[e.index()];
        TypeAndValue { mode: Mode::from_u8(r[3] as u8), ty: TypeId(r[0]), value: ConstId(r[1]) }
    }

    /// The type of an expression; `NONE` if not recorded.
    #[inline]
    pub fn type_of(&self, e: ExprId) -> TypeId {
        TypeId(self.rows[e.index()][0])
    }

    /// The object an identifier denotes or declares. For the `sel` identifier of a selector: the field, method or package member.
    #[inline]
    pub fn object(&self, ident: ExprId) -> ObjId {
        ObjId(self.rows[ident.index()][2])
    }

    /// The selection of a selector expression; none for qualified identifiers `pkg.X`.
    #[inline]
    pub fn selection(&self, selector: ExprId) -> Option<&Selection> {
        let i = self.rows[selector.index()][3] >> 8;
        if i == 0 { None } else { Some(&self.selections[i as usize - 1]) }
    }

    /// The type arguments of a generic function at its use, keyed by the identifier denoting it (the `sel` of a selector),
    /// whether given or inferred.
    pub fn instance(&self, ident: ExprId) -> Option<TypeList> {
        self.instances.get(&ident).copied()
    }

    /// The variable implicitly declared by clause `clause` of a type switch with a bound identifier.
    pub fn implicit(&self, switch: StmtId, clause: usize) -> ObjId {
        self.implicits.get(&(switch, clause as u32)).copied().unwrap_or(ObjId::NONE)
    }

    /// The facts about a function literal.
    pub fn func_lit(&self, lit: ExprId) -> Option<FuncLitId> {
        self.lits.get(&lit).copied()
    }

    #[inline]
    pub(crate) fn set(&mut self, e: ExprId, mode: Mode, ty: TypeId, value: ConstId) {
        let r = &mut self.rows[e.index()];
        r[0] = ty.0;
        r[1] = value.0;
        r[3] = (r[3] & !0xff) | mode as u32;
    }

    #[inline]
    pub(crate) fn set_object(&mut self, ident: ExprId, o: ObjId) {
        self.rows[ident.index()][2] = o.0;
    }

    pub(crate) fn set_selection(&mut self, selector: ExprId, s: Selection) {
        self.selections.push(s);
        let i = self.selections.len() as u32;
        let r = &mut self.rows[selector.index()];
        r[3] = (r[3] & 0xff) | i << 8;
    }

    pub(crate) fn set_instance(&mut self, ident: ExprId, targs: TypeList) {
        self.instances.insert(ident, targs);
    }

    pub(crate) fn set_implicit(&mut self, switch: StmtId, clause: usize, o: ObjId) {
        self.implicits.insert((switch, clause as u32), o);
    }

    pub(crate) fn set_func_lit(&mut self, e: ExprId, lit: FuncLitId) {
        self.lits.insert(e, lit);
    }
}
