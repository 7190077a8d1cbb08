//! The arenas of one file, and how ids and lists index them.

use std::marker::PhantomData;
use std::ops::Index;

use super::{
    CaseClause, CommClause, Decl, DeclId, DeclKind, Directive, Expr, ExprId, ExprKind, Field, GoVersion,
    List, Stmt, StmtId,
};
use crate::source::Pos;
use crate::symbol::{Symbol, sym};

/// The syntax tree of one source file.
#[derive(Debug)]
pub struct File {
    /// The position of the file's first byte.
    pub base: Pos,
    /// The position after its last byte.
    pub end: Pos,
    /// The position of `package`.
    pub package_pos: Pos,
    /// The package's name, an [`ExprKind::Ident`]; none if the package clause is missing or damaged.
    pub name: Option<ExprId>,
    /// The top-level declarations in source order, each specification on its own.
    pub decls: List<DeclId>,
    /// All directives of the file in source order, those attached to declarations included.
    pub directives: List<Directive>,
    /// Directives in front of what they cannot belong to, in source order. They are errors, but gc reports them only when
    /// a package has no others: see [`Directive::misplaced`].
    pub misplaced: List<Directive>,
    /// The version that a `//go:build` line demands at least (`go1.21`), which sets the file's language version.
    pub go_version: Option<GoVersion>,
    pub(crate) exprs: Vec<Expr>,
    pub(crate) stmts: Vec<Stmt>,
    pub(crate) all_decls: Vec<Decl>,
    pub(crate) fields: Vec<Field>,
    pub(crate) case_clauses: Vec<CaseClause>,
    pub(crate) comm_clauses: Vec<CommClause>,
    pub(crate) all_directives: Vec<Directive>,
    pub(crate) expr_ids: Vec<ExprId>,
    pub(crate) stmt_ids: Vec<StmtId>,
    pub(crate) decl_ids: Vec<DeclId>,
    /// The dots of selectors that do not stand just before the name, by selector.
    pub(crate) dots: Vec<(ExprId, Pos)>,
}

impl File {
    /// Where the dot of a selector expression is, if not just before the name.
    pub fn dot(&self, selector: ExprId) -> Option<Pos> {
        let i = self.dots.binary_search_by_key(&selector.index(), |&(e, _)| e.index()).ok()?;
        Some(self.dots[i].1)
    }

    /// An empty file of `len` bytes at `base`.
    pub fn new(base: Pos, len: u32) -> File {
        File {
            base,
            end: base.offset(len),
            package_pos: Pos::NONE,
            name: None,
            decls: List::EMPTY,
            directives: List::EMPTY,
            misplaced: List::EMPTY,
            go_version: None,
            exprs: Vec::new(),
            stmts: Vec::new(),
            all_decls: Vec::new(),
            fields: Vec::new(),
            case_clauses: Vec::new(),
            comm_clauses: Vec::new(),
            all_directives: Vec::new(),
            expr_ids: Vec::new(),
            stmt_ids: Vec::new(),
            dots: Vec::new(),
            decl_ids: Vec::new(),
        }
    }

    /// Makes room for the tree of `len` bytes of source.
    pub(crate) fn reserve(&mut self, len: usize) {
        self.exprs.reserve(len / 8);
        self.stmts.reserve(len / 32);
    }

    /// The expression `id`; the same as `&file[id]`.
    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.index()]
    }

    /// The statement `id`; the same as `&file[id]`.
    pub fn stmt(&self, id: StmtId) -> &Stmt {
        &self.stmts[id.index()]
    }

    /// The declaration `id`; the same as `&file[id]`.
    pub fn decl(&self, id: DeclId) -> &Decl {
        &self.all_decls[id.index()]
    }

    /// The number of expressions: the length of a side table.
    pub fn expr_count(&self) -> usize {
        self.exprs.len()
    }

    /// The number of statements: the length of a side table.
    pub fn stmt_count(&self) -> usize {
        self.stmts.len()
    }

    /// The number of declarations, local ones included: the length of a side table.
    pub fn decl_count(&self) -> usize {
        self.all_decls.len()
    }

    /// All declarations, local ones included.
    pub fn all_decl_ids(&self) -> impl Iterator<Item = DeclId> + use<> {
        (0..self.all_decls.len()).map(DeclId::from_index)
    }

    /// The symbol of an identifier; none for other expressions.
    pub fn ident(&self, id: ExprId) -> Option<Symbol> {
        match self[id].kind {
            ExprKind::Ident(symbol) => Some(symbol),
            _ => None,
        }
    }

    /// The symbol of an expression known to be an identifier; `_` for anything else, so that damaged trees need no
    /// special treatment.
    pub fn name_of(&self, id: ExprId) -> Symbol {
        self.ident(id).unwrap_or(sym::BLANK)
    }

    /// `id` without the parentheses around it.
    pub fn unparen(&self, mut id: ExprId) -> ExprId {
        while let ExprKind::Paren { x, .. } = self[id].kind {
            id = x;
        }
        id
    }

    /// The operand of an `x.(type)`, which the parser represents as an assertion to a type with that impossible name. In the tag of a
    /// switch it makes a type switch, which has no such expression; elsewhere it is an error.
    pub fn type_guard(&self, id: ExprId) -> Option<ExprId> {
        match self[id].kind {
            ExprKind::TypeAssert { x, ty, .. } if self.ident(ty) == Some(sym::TYPE) => Some(x),
            _ => None,
        }
    }

    /// The package's name; `_` if the package clause is missing.
    pub fn package_name(&self) -> Symbol {
        self.name.map_or(sym::BLANK, |name| self.name_of(name))
    }

    /// The imports among the declarations: `(declaration, local name, path literal)`.
    pub fn imports(&self) -> impl Iterator<Item = (DeclId, Option<ExprId>, ExprId)> + '_ {
        self[self.decls].iter().filter_map(|&id| match self[id].kind {
            DeclKind::Import { name, path } => Some((id, name, path)),
            _ => None,
        })
    }
}

/// Implements `file[id]` for an arena and `file[list]` for a pool.
macro_rules! index {
    ($($id:ty => $node:ty, $arena:ident;)* | $($element:ty, $pool:ident;)*) => {
        $(impl Index<$id> for File {
            type Output = $node;

            fn index(&self, id: $id) -> &$node {
                &self.$arena[id.index()]
            }
        })*
        $(impl Index<List<$element>> for File {
            type Output = [$element];

            fn index(&self, list: List<$element>) -> &[$element] {
                &self.$pool[list.start as usize..][..list.len as usize]
            }
        }

        impl File {
            /// Stores a sequence in its pool.
            #[allow(dead_code)]
            pub(crate) fn $pool(&mut self, elements: &[$element]) -> List<$element> {
                let start = self.$pool.len() as u32;
                self.$pool.extend_from_slice(elements);
                List { start, len: elements.len() as u32, kind: PhantomData }
            }
        })*
    };
}

index! {
    ExprId => Expr, exprs;
    StmtId => Stmt, stmts;
    DeclId => Decl, all_decls;
    |
    ExprId, expr_ids;
    StmtId, stmt_ids;
    DeclId, decl_ids;
    Field, fields;
    CaseClause, case_clauses;
    CommClause, comm_clauses;
    Directive, all_directives;
}
