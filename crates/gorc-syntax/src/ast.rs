//! The syntax tree of one file.
//!
//! All nodes of a [`File`] live in dense arenas and are named by small ids: `file[expr_id]` is the node. Ids are
//! dense per kind, so a later phase keeps what it learns about expressions in a `Vec` indexed by
//! [`ExprId::index`] (of length [`File::expr_count`]).
//!
//! Invariants:
//! - The tree is immutable after parsing and nothing in it is resolved. Type expressions are expressions.
//! - Every identifier is an expression of its own, of kind [`ExprKind::Ident`], also where it declares something
//!   (variables, parameters, fields, methods, labels, receivers, type parameters, packages), so uses and definitions have
//!   distinct ids in the one id space.
//! - [`Expr::pos`] is the leftmost position of the expression, which is where gc reports most errors;
//!   the other tokens gc reports at have fields of their own.
//! - Children are created before their parents, so an id is always greater than those of its parts.
//! - Sequences are [`List`]s, ranges of a pool: `file[list]` is a slice.
//!
//! The arenas are in `ast/file.rs`. Read `parser.rs` next.

mod file;
mod ids;

pub use file::File;
pub use ids::{DeclId, ExprId, List, StmtId};

use crate::source::Pos;
use crate::symbol::Symbol;

/// An expression, type expression or identifier.
#[derive(Clone, Copy, Debug)]
pub struct Expr {
    /// Its leftmost position.
    pub pos: Pos,
    /// What it is.
    pub kind: ExprKind,
}

/// The kinds of expressions.
#[derive(Clone, Copy, Debug)]
pub enum ExprKind {
    /// Something that could not be parsed; an error has been reported.
    Bad,
    /// An identifier, used or declared.
    Ident(Symbol),
    /// A literal of a basic type.
    BasicLit {
        /// What kind of literal.
        kind: LitKind,
        /// Its source text (raw strings without carriage returns); see `literal.rs` for its value.
        text: Symbol,
        /// An error has been reported about it: it has no value.
        bad: bool,
    },
    /// `T{…}`, or `{…}` as an element of another composite literal.
    CompositeLit {
        /// The type; none if elided. The length of an array type may be `...`.
        ty: Option<ExprId>,
        /// The elements; with keys, each is a [`ExprKind::KeyValue`].
        elems: List<ExprId>,
        /// The `{`.
        lbrace: Pos,
        /// The `}`.
        rbrace: Pos,
    },
    /// `key: value` in a composite literal.
    KeyValue {
        /// The key: a field name, an index or a map key; can be a composite literal with elided type.
        key: ExprId,
        /// The value.
        value: ExprId,
        /// The `:`.
        colon: Pos,
    },
    /// `func(…) … {…}`
    FuncLit {
        /// Its type: an [`ExprKind::FuncType`].
        ty: ExprId,
        /// Its body.
        body: Block,
    },
    /// `(x)`
    Paren {
        /// What stands in the parentheses.
        x: ExprId,
        /// The `)`.
        rparen: Pos,
    },
    /// `x.sel`
    Selector {
        /// The operand, which may be a package.
        x: ExprId,
        /// The selected identifier.
        sel: ExprId,
    },
    /// `x[i]`, or the instantiation `x[T1, T2]` of a generic function or type.
    Index {
        /// What is indexed.
        x: ExprId,
        /// The index, or the type arguments; never empty (but may be [`ExprKind::Bad`]).
        indices: List<ExprId>,
        /// The `[`.
        lbrack: Pos,
        /// The `]`.
        rbrack: Pos,
    },
    /// `x[lo:hi]` or `x[lo:hi:max]`
    Slice {
        /// What is sliced.
        x: ExprId,
        /// The low bound.
        lo: Option<ExprId>,
        /// The high bound.
        hi: Option<ExprId>,
        /// The capacity bound.
        max: Option<ExprId>,
        /// There were two colons; then `hi` and `max` are present, or an error has been reported.
        full: bool,
        /// The `[`.
        lbrack: Pos,
    },
    /// `x.(T)`. `x.(type)` occurs only in [`StmtKind::TypeSwitch`], which holds the bare `x`.
    TypeAssert {
        /// The operand.
        x: ExprId,
        /// The type.
        ty: ExprId,
        /// The `(`.
        lparen: Pos,
        /// The `)`.
        rparen: Pos,
    },
    /// `fun(args…)`: a call or a conversion.
    Call {
        /// The function or type.
        fun: ExprId,
        /// The arguments; the first may be a type.
        args: List<ExprId>,
        /// The `...` after the last argument, else `Pos::NONE`.
        ellipsis: Pos,
        /// The `(`.
        lparen: Pos,
        /// The `)`.
        rparen: Pos,
    },
    /// `*x`: an indirection or a pointer type.
    Star {
        /// The operand.
        x: ExprId,
    },
    /// A unary operation, also `<-ch` and, in constraints, `~T`.
    Unary {
        /// The operator.
        op: UnaryOp,
        /// The operand.
        x: ExprId,
    },
    /// A binary operation; in constraints `A | B` is a union.
    Binary {
        /// The operator.
        op: BinaryOp,
        /// The left operand.
        x: ExprId,
        /// The right operand.
        y: ExprId,
        /// The operator's position.
        op_pos: Pos,
    },
    /// `...T`, the type of a last parameter; anywhere else it has been reported and left out.
    Ellipsis {
        /// The element type.
        elem: ExprId,
    },
    /// `[len]T`, or `[...]T` in a composite literal.
    ArrayType {
        /// The length; none for `...`.
        len: Option<ExprId>,
        /// The element type.
        elem: ExprId,
    },
    /// `[]T`
    SliceType {
        /// The element type.
        elem: ExprId,
    },
    /// `struct{…}`
    StructType {
        /// The fields, one per name; fields declared together share their type expression (the same id) and tag.
        fields: List<Field>,
        /// The `}`.
        rbrace: Pos,
    },
    /// `func(…) …`, also the signature of a declared function, a function literal (position: its `func`) or
    /// an interface method (position: its `(`).
    FuncType {
        /// The parameters, one per name.
        params: List<Field>,
        /// The results, one per name.
        results: List<Field>,
        /// The `(` of the parameters.
        lparen: Pos,
        /// The `)` of the parameters.
        rparen: Pos,
    },
    /// `interface{…}`
    InterfaceType {
        /// The methods (with name, their type an [`ExprKind::FuncType`]) and the embedded elements (without name).
        elems: List<Field>,
        /// The `}`.
        rbrace: Pos,
    },
    /// `map[key]value`
    MapType {
        /// The key type.
        key: ExprId,
        /// The element type.
        value: ExprId,
    },
    /// `chan T`, `<-chan T` or `chan<- T`
    ChanType {
        /// The direction.
        dir: ChanDir,
        /// The element type.
        elem: ExprId,
    },
}

/// A field, parameter, result, receiver, type parameter or interface element.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Where it begins: the name if there is one, else the type.
    pub pos: Pos,
    /// Its name, an [`ExprKind::Ident`]; none for embedded fields, unnamed parameters and embedded interface elements.
    pub name: Option<ExprId>,
    /// Its type or constraint. Names declared together (`a, b int`) share one id, in consecutive fields.
    pub ty: ExprId,
    /// The tag of a struct field, a string [`ExprKind::BasicLit`].
    pub tag: Option<ExprId>,
}

/// Kinds of basic literals.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LitKind {
    /// `42`, `0x2A`, `0b1`, `0o7`, `017`, `1_000`
    Int,
    /// `1.5`, `1e9`, `0x1p-2`
    Float,
    /// `2i`
    Imag,
    /// `'x'`
    Rune,
    /// `"x"` or a raw string
    String,
}

/// Unary operators.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum UnaryOp {
    /// `+`
    Plus,
    /// `-`
    Neg,
    /// `!`
    Not,
    /// `^`
    Complement,
    /// `&`
    Addr,
    /// `<-`
    Recv,
    /// `~`, in constraints only
    Tilde,
}

/// Binary operators.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BinaryOp {
    /// `||`
    OrOr,
    /// `&&`
    AndAnd,
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `|`
    Or,
    /// `^`
    Xor,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `%`
    Rem,
    /// `&`
    And,
    /// `&^`
    AndNot,
    /// `<<`
    Shl,
    /// `>>`
    Shr,
}

impl UnaryOp {
    /// The operator as it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            UnaryOp::Plus => "+",
            UnaryOp::Neg => "-",
            UnaryOp::Not => "!",
            UnaryOp::Complement => "^",
            UnaryOp::Addr => "&",
            UnaryOp::Recv => "<-",
            UnaryOp::Tilde => "~",
        }
    }
}

impl BinaryOp {
    /// The operator as it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            BinaryOp::OrOr => "||",
            BinaryOp::AndAnd => "&&",
            BinaryOp::Eq => "==",
            BinaryOp::Ne => "!=",
            BinaryOp::Lt => "<",
            BinaryOp::Le => "<=",
            BinaryOp::Gt => ">",
            BinaryOp::Ge => ">=",
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Or => "|",
            BinaryOp::Xor => "^",
            BinaryOp::Mul => "*",
            BinaryOp::Div => "/",
            BinaryOp::Rem => "%",
            BinaryOp::And => "&",
            BinaryOp::AndNot => "&^",
            BinaryOp::Shl => "<<",
            BinaryOp::Shr => ">>",
        }
    }

    /// The binding strength, 1 (`||`) to 5 (`*`).
    pub fn precedence(self) -> u8 {
        match self {
            BinaryOp::OrOr => 1,
            BinaryOp::AndAnd => 2,
            BinaryOp::Eq | BinaryOp::Ne | BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge => 3,
            BinaryOp::Add | BinaryOp::Sub | BinaryOp::Or | BinaryOp::Xor => 4,
            _ => 5,
        }
    }

    /// Reports whether the operation is a comparison.
    pub fn is_comparison(self) -> bool {
        self.precedence() == 3
    }

    /// Reports whether the operation is a shift.
    pub fn is_shift(self) -> bool {
        matches!(self, BinaryOp::Shl | BinaryOp::Shr)
    }
}

/// Channel directions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ChanDir {
    /// `chan T`
    Both,
    /// `chan<- T`
    Send,
    /// `<-chan T`
    Recv,
}

/// `{ stmts }`
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// The statements.
    pub stmts: List<StmtId>,
    /// The `{`.
    pub lbrace: Pos,
    /// The `}`, where gc reports `missing return`.
    pub rbrace: Pos,
}

/// A statement.
#[derive(Clone, Copy, Debug)]
pub struct Stmt {
    /// Its leftmost position.
    pub pos: Pos,
    /// The end of its last token: the scope of what it declares begins here.
    pub end: Pos,
    /// What it is.
    pub kind: StmtKind,
}

/// The kinds of statements.
#[derive(Clone, Copy, Debug)]
pub enum StmtKind {
    /// Something that could not be parsed; an error has been reported.
    Bad,
    /// The empty statement.
    Empty,
    /// An expression statement.
    Expr(ExprId),
    /// `ch <- value`
    Send {
        /// The channel.
        chan: ExprId,
        /// What is sent.
        value: ExprId,
        /// The `<-`.
        arrow: Pos,
    },
    /// `x++` or `x--`
    IncDec {
        /// The operand.
        x: ExprId,
        /// `++` rather than `--`.
        inc: bool,
        /// The operator's position.
        op_pos: Pos,
    },
    /// `lhs = rhs`, or `lhs op= rhs` with one expression on each side.
    Assign {
        /// The left side.
        lhs: List<ExprId>,
        /// The operator before `=`.
        op: Option<BinaryOp>,
        /// The right side.
        rhs: List<ExprId>,
        /// The operator's position.
        op_pos: Pos,
    },
    /// `lhs := rhs`
    Define {
        /// The left side: identifiers (or an error is to be reported: "non-name x.f on left side of :=").
        lhs: List<ExprId>,
        /// The right side.
        rhs: List<ExprId>,
        /// The position of `:=`.
        op_pos: Pos,
    },
    /// `go call`
    Go {
        /// What is called, without parentheses; that it is a call is for the type checker to say.
        call: ExprId,
    },
    /// `defer call`
    Defer {
        /// What is called, without parentheses; that it is a call is for the type checker to say.
        call: ExprId,
    },
    /// `return results`
    Return {
        /// The results.
        results: List<ExprId>,
    },
    /// `break`, `continue`, `goto`, `fallthrough`
    Branch {
        /// Which of them.
        kind: BranchKind,
        /// The label, an [`ExprKind::Ident`].
        label: Option<ExprId>,
    },
    /// `label: stmt`
    Labeled {
        /// The label, an [`ExprKind::Ident`].
        label: ExprId,
        /// The statement, possibly empty.
        stmt: StmtId,
        /// The `:`.
        colon: Pos,
    },
    /// A block of its own.
    Block(Block),
    /// `if init; cond {…} else …`
    If {
        /// The simple statement before the condition.
        init: Option<StmtId>,
        /// The condition.
        cond: ExprId,
        /// The body.
        then: Block,
        /// A block or another `if`.
        otherwise: Option<StmtId>,
    },
    /// `switch init; tag {…}`
    Switch {
        /// The simple statement before the tag.
        init: Option<StmtId>,
        /// The tag; none means `true`.
        tag: Option<ExprId>,
        /// The clauses.
        clauses: List<CaseClause>,
        /// The `{`.
        lbrace: Pos,
        /// The `}`.
        rbrace: Pos,
    },
    /// `switch init; bind := x.(type) {…}`
    TypeSwitch {
        /// The simple statement before the guard.
        init: Option<StmtId>,
        /// The identifier the guard declares.
        bind: Option<ExprId>,
        /// The operand of `.(type)`.
        x: ExprId,
        /// The clauses; their expressions are types or `nil`.
        clauses: List<CaseClause>,
        /// The `{`.
        lbrace: Pos,
        /// The `}`.
        rbrace: Pos,
    },
    /// `select {…}`
    Select {
        /// The clauses.
        clauses: List<CommClause>,
        /// The `}`.
        rbrace: Pos,
    },
    /// `for init; cond; post {…}`
    For {
        /// The simple statement before the loop.
        init: Option<StmtId>,
        /// The condition; none means `true`.
        cond: Option<ExprId>,
        /// The simple statement after each iteration.
        post: Option<StmtId>,
        /// The body.
        body: Block,
    },
    /// `for lhs = range x {…}`, `for lhs := range x {…}`, `for range x {…}`; x may be an integer or a function.
    Range {
        /// What is assigned or declared; at most two are allowed, but more are kept for the type checker to report.
        lhs: List<ExprId>,
        /// `:=` rather than `=`.
        define: bool,
        /// What is iterated over.
        x: ExprId,
        /// The position of `range`.
        range_pos: Pos,
        /// The body.
        body: Block,
    },
    /// The constants, types or variables of one declaration in a function.
    Decl(List<DeclId>),
}

/// Branch statements.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BranchKind {
    /// `break`
    Break,
    /// `continue`
    Continue,
    /// `goto`
    Goto,
    /// `fallthrough`
    Fallthrough,
}

/// A clause of a switch or type switch.
#[derive(Clone, Copy, Debug)]
pub struct CaseClause {
    /// The position of `case` or `default`.
    pub pos: Pos,
    /// The end of its last token.
    pub end: Pos,
    /// It is `default`; then `exprs` is empty.
    pub is_default: bool,
    /// The expressions or types.
    pub exprs: List<ExprId>,
    /// The `:`.
    pub colon: Pos,
    /// The body.
    pub body: List<StmtId>,
}

/// A clause of a select statement.
#[derive(Clone, Copy, Debug)]
pub struct CommClause {
    /// The position of `case` or `default`.
    pub pos: Pos,
    /// The end of its last token.
    pub end: Pos,
    /// A send, an expression statement, an assignment or a definition; none for `default`. That it really is a
    /// communication is for the type checker to say.
    pub comm: Option<StmtId>,
    /// The `:`.
    pub colon: Pos,
    /// The body.
    pub body: List<StmtId>,
}

/// A declaration: one import, one constant or variable specification, one type, one function.
#[derive(Clone, Copy, Debug)]
pub struct Decl {
    /// Its leftmost position: of the specification itself, not of the keyword, but for functions of `func`.
    pub pos: Pos,
    /// The end of its last token: the scope of variables and constants declared in a function begins here.
    pub end: Pos,
    /// The directives that precede it (for a declaration in parentheses: the specification).
    pub directives: List<Directive>,
    /// What it is.
    pub kind: DeclKind,
}

/// The kinds of declarations.
#[derive(Clone, Copy, Debug)]
pub enum DeclKind {
    /// `import name "path"`
    Import {
        /// The local name, which may be `.` or `_`, an [`ExprKind::Ident`].
        name: Option<ExprId>,
        /// The path, a string [`ExprKind::BasicLit`].
        path: ExprId,
    },
    /// `const names ty = values`
    Const {
        /// The names.
        names: List<ExprId>,
        /// The type.
        ty: Option<ExprId>,
        /// The values.
        values: List<ExprId>,
        /// The index of the specification in its parentheses: the value of `iota`.
        iota: u32,
        /// With neither type nor values: the earlier specification whose type and values are repeated.
        repeats: Option<DeclId>,
    },
    /// `var names ty = values`
    Var {
        /// The names.
        names: List<ExprId>,
        /// The type.
        ty: Option<ExprId>,
        /// The values.
        values: List<ExprId>,
    },
    /// `type name[tparams] ty` or `type name[tparams] = ty`
    Type {
        /// The name.
        name: ExprId,
        /// The type parameters, with their constraints.
        tparams: List<Field>,
        /// It is an alias declaration.
        alias: bool,
        /// The type.
        ty: ExprId,
    },
    /// `func (recv) name[tparams](…) … {…}`
    Func {
        /// The receiver. Its type may be parenthesised, a pointer, and an [`ExprKind::Index`] that declares the
        /// receiver's type parameters.
        recv: Option<Field>,
        /// The name.
        name: ExprId,
        /// The type parameters, of functions and of methods, with their constraints.
        tparams: List<Field>,
        /// The signature, an [`ExprKind::FuncType`].
        sig: ExprId,
        /// The body; none for a function implemented elsewhere.
        body: Option<Block>,
    },
}

/// A `//go:…` comment (and nothing else: `//line` is in the source map).
#[derive(Clone, Copy, Debug)]
pub struct Directive {
    /// The position of the comment.
    pub pos: Pos,
    /// What follows `//` up to the first blank: `go:noinline`.
    pub name: Symbol,
    /// The rest, trimmed.
    pub args: Symbol,
    /// Where the rest begins.
    pub args_pos: Pos,
}

impl Directive {
    /// What to say about one that stands in front of something it cannot belong to.
    pub fn misplaced(&self) -> &'static str {
        match self.name.as_str() {
            "go:embed" => "misplaced go:embed directive",
            _ => "misplaced compiler directive",
        }
    }
}

/// A language version, `go1.N`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct GoVersion {
    /// 1.
    pub major: u32,
    /// N.
    pub minor: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_stay_small() {
        assert!(size_of::<Option<ExprId>>() == 4);
        assert!(size_of::<Expr>() <= 32, "{}", size_of::<Expr>());
        assert!(size_of::<Stmt>() <= 52, "{}", size_of::<Stmt>());
    }
}
