//! The file and its declarations.

use super::Parser;
use super::params::ParamKind;
use crate::ast::BinaryOp;
use crate::ast::{Decl, DeclId, DeclKind, Directive, ExprId, ExprKind, Field, List, LitKind, UnaryOp};
use crate::source::Pos;
use crate::symbol::sym;
use crate::token::{Token, TokenSet, token_set};

/// The tokens that begin a top-level declaration.
const DECL_STARTS: TokenSet = token_set(&[Token::Import, Token::Const, Token::Type, Token::Var, Token::Func]);

/// The constant specifications of one declaration so far.
#[derive(Default)]
struct ConstGroup {
    iota: u32,
    /// The last one with a type or values.
    explicit: Option<DeclId>,
}

impl Parser<'_> {
    /// `SourceFile = PackageClause ";" { ImportDecl ";" } { TopLevelDecl ";" } .`
    pub(super) fn file(&mut self) {
        let errors = self.lexer.errors.len();
        self.next();
        self.file.package_pos = self.pos();
        if self.tok() != Token::Package {
            return self.syntax_error("package statement must be first");
        }
        self.file_directives();
        self.next();
        let name = self.name();
        self.want(Token::Semi);
        if self.lexer.errors.len() > errors {
            return; // without a package clause the rest makes no sense
        }
        self.file.name = Some(name);

        let mut decls = Vec::new();
        let mut previous = Token::Import;
        while self.tok() != Token::Eof {
            if self.tok() == Token::Import && previous != Token::Import {
                self.syntax_error("imports must appear before other declarations");
            }
            previous = self.tok();
            if DECL_STARTS & previous.bit() == 0 {
                self.not_a_declaration(&decls);
                continue;
            }
            let pos = self.pos();
            self.next();
            match previous {
                Token::Func => {
                    let decl = self.func_decl(pos);
                    decls.push(decl);
                }
                keyword => self.decl_group(keyword, &mut decls),
            }
            self.drop_directives();
            if self.tok() != Token::Eof && !self.got(Token::Semi) {
                self.syntax_error("after top level declaration");
                self.advance(DECL_STARTS);
            }
        }
        self.drop_directives();
        self.file.decls = self.file.decl_ids(&decls);
    }

    #[cold]
    fn not_a_declaration(&mut self, decls: &[DeclId]) {
        let after_bodyless = decls
            .last()
            .is_some_and(|&last| matches!(self.file[last].kind, DeclKind::Func { body: None, .. }));
        if self.tok() == Token::Lbrace && after_bodyless {
            self.syntax_error("unexpected semicolon or newline before {");
        } else {
            self.syntax_error("non-declaration statement outside function body");
        }
        self.advance(DECL_STARTS);
    }

    /// The specifications after `import`, `const`, `type` or `var`, with or without parentheses.
    pub(super) fn decl_group(&mut self, keyword: Token, decls: &mut Vec<DeclId>) {
        let mut consts = ConstGroup::default();
        if self.tok() == Token::Lparen {
            self.drop_directives();
            self.next();
            self.list("grouped declaration", Token::Semi, Token::Rparen, |p| {
                let decl = p.spec(keyword, &mut consts);
                decls.push(decl);
                false
            });
        } else {
            let decl = self.spec(keyword, &mut consts);
            decls.push(decl);
        }
    }

    /// One specification.
    fn spec(&mut self, keyword: Token, consts: &mut ConstGroup) -> DeclId {
        let pos = self.pos();
        let directives = self.take_directives(keyword);
        match keyword {
            Token::Import => self.import_spec(pos, directives),
            Token::Const => self.const_spec(pos, directives, consts),
            Token::Type => self.type_spec(pos, directives),
            _ => self.var_spec(pos, directives),
        }
    }

    fn decl_node(&mut self, pos: Pos, directives: List<Directive>, kind: DeclKind) -> DeclId {
        let end = self.prev_end();
        self.file.all_decls.push(Decl { pos, end, directives, kind });
        DeclId::from_index(self.file.all_decls.len() - 1)
    }

    /// `ImportSpec = [ "." | PackageName ] ImportPath .`
    fn import_spec(&mut self, pos: Pos, directives: List<Directive>) -> DeclId {
        let name = match self.tok() {
            Token::Name => Some(self.name()),
            Token::Dot => {
                self.next();
                Some(self.expr_node(pos, ExprKind::Ident(sym::DOT)))
            }
            _ => None,
        };
        let path = match self.literal() {
            Some(path) => path,
            None => {
                let missing = self.bad_expr();
                self.syntax_error("missing import path");
                self.advance(token_set(&[Token::Semi, Token::Rparen]));
                missing
            }
        };
        if let ExprKind::BasicLit { kind, text, bad: false } = self.file[path].kind
            && kind != LitKind::String
        {
            self.syntax_error_at(self.file[path].pos, "import path must be a string");
            self.file.exprs[path.index()].kind = ExprKind::BasicLit { kind, text, bad: true };
        }
        self.decl_node(pos, directives, DeclKind::Import { name, path })
    }

    /// `ConstSpec = IdentifierList [ [ Type ] "=" ExpressionList ] .`
    fn const_spec(&mut self, pos: Pos, directives: List<Directive>, group: &mut ConstGroup) -> DeclId {
        let names = self.name_list(None);
        let (mut ty, mut values) = (None, List::EMPTY);
        if !matches!(self.tok(), Token::Eof | Token::Semi | Token::Rparen) {
            ty = self.type_or_none();
            if self.got_assign() {
                values = self.expr_list();
            }
        }
        let explicit = ty.is_some() || !values.is_empty();
        let repeats = if explicit { None } else { group.explicit };
        let iota = group.iota;
        let decl = self.decl_node(pos, directives, DeclKind::Const { names, ty, values, iota, repeats });
        group.iota += 1;
        if explicit {
            group.explicit = Some(decl);
        }
        decl
    }

    /// `VarSpec = IdentifierList ( Type [ "=" ExpressionList ] | "=" ExpressionList ) .`
    fn var_spec(&mut self, pos: Pos, directives: List<Directive>) -> DeclId {
        let names = self.name_list(None);
        let (mut ty, mut values) = (None, List::EMPTY);
        if self.got_assign() {
            values = self.expr_list();
        } else {
            ty = Some(self.type_());
            if self.got_assign() {
                values = self.expr_list();
            }
        }
        self.decl_node(pos, directives, DeclKind::Var { names, ty, values })
    }

    /// `TypeSpec = identifier [ TypeParameters ] [ "=" ] Type .`
    fn type_spec(&mut self, pos: Pos, directives: List<Directive>) -> DeclId {
        let name = self.name();
        let (mut tparams, mut alias) = (List::EMPTY, false);
        let ty = if self.tok() == Token::Lbrack {
            match self.array_or_type_params() {
                Ok(ty) => Some(ty),
                Err(params) => {
                    tparams = params;
                    alias = self.got_assign();
                    self.type_or_none()
                }
            }
        } else {
            alias = self.got_assign();
            self.type_or_none()
        };
        let ty = ty.unwrap_or_else(|| {
            let missing = self.bad_expr();
            self.syntax_error("in type declaration");
            self.advance(token_set(&[Token::Semi, Token::Rparen]));
            missing
        });
        self.decl_node(pos, directives, DeclKind::Type { name, tparams, alias, ty })
    }

    /// What follows the name in `type T[…`: an array or slice type, or (as `Err`) type parameters.
    fn array_or_type_params(&mut self) -> Result<ExprId, List<Field>> {
        let lbrack = self.pos();
        self.next();
        match self.tok() {
            Token::Name => {
                // `[N]E`, `[N * M]E` or `[P C]`, `[P *C,]`: read an expression and look at it.
                let mut x = self.name();
                if self.tok() != Token::Lbrack {
                    self.expr_nest += 1;
                    x = self.primary_rest(x);
                    x = self.binary_rest(x, 0);
                    self.expr_nest -= 1;
                }
                let mark = self.file.exprs.len();
                match self.split_type_param(x, self.tok() == Token::Comma) {
                    Some((name, constraint)) if constraint.is_some() || self.tok() != Token::Rbrack => {
                        Err(self.param_list(Some(name), constraint, ParamKind::TypeParams).0)
                    }
                    _ => {
                        self.file.exprs.truncate(mark);
                        if let Some(heights) = &mut self.heights {
                            heights.truncate(mark);
                        }
                        Ok(self.array_type(lbrack, Some(x)))
                    }
                }
            }
            Token::Rbrack => {
                self.next();
                Ok(self.slice_type(lbrack))
            }
            _ => Ok(self.array_type(lbrack, None)),
        }
    }

    /// Splits the expression `x` into a type parameter's name and the beginning of its constraint, if it can be meant so:
    /// `P`, `P *C`, `P (C)`, `P *C | D`. A constraint that could as well be an operand counts only if `force`.
    fn split_type_param(&mut self, x: ExprId, force: bool) -> Option<(ExprId, Option<ExprId>)> {
        match self.file[x].kind {
            ExprKind::Ident(_) => Some((x, None)),
            ExprKind::Binary { op: BinaryOp::Mul, x: name, y, op_pos } => {
                self.file.ident(name)?;
                if !force && !self.is_type_elem(y) {
                    return None;
                }
                Some((name, Some(self.expr_node(op_pos, ExprKind::Star { x: y }))))
            }
            ExprKind::Binary { op: BinaryOp::Or, x: left, y, op_pos } => {
                let force = force || self.is_type_elem(y);
                let (name, Some(left)) = self.split_type_param(left, force)? else { return None };
                let pos = self.file[left].pos;
                let union = ExprKind::Binary { op: BinaryOp::Or, x: left, y, op_pos };
                Some((name, Some(self.expr_node(pos, union))))
            }
            ExprKind::Call { fun, args, ellipsis, lparen, rparen } => {
                self.file.ident(fun)?;
                let &[arg] = &self.file[args] else { return None };
                if ellipsis.is_known() || !force && !self.is_type_elem(arg) {
                    return None;
                }
                Some((fun, Some(self.expr_node(lparen, ExprKind::Paren { x: arg, rparen }))))
            }
            _ => None,
        }
    }

    /// Reports whether `x` can only be (part of) a type or constraint.
    fn is_type_elem(&self, x: ExprId) -> bool {
        match self.file[x].kind {
            ExprKind::ArrayType { .. }
            | ExprKind::SliceType { .. }
            | ExprKind::StructType { .. }
            | ExprKind::FuncType { .. }
            | ExprKind::InterfaceType { .. }
            | ExprKind::MapType { .. }
            | ExprKind::ChanType { .. }
            | ExprKind::Unary { op: UnaryOp::Tilde, .. } => true,
            ExprKind::Unary { x, .. } | ExprKind::Star { x } | ExprKind::Paren { x, .. } => {
                self.is_type_elem(x)
            }
            ExprKind::Binary { x, y, .. } => self.is_type_elem(y) || self.is_type_elem(x),
            _ => false,
        }
    }

    /// `FunctionDecl` or `MethodDecl`, after `func` at `pos`.
    fn func_decl(&mut self, pos: Pos) -> DeclId {
        let directives = self.take_directives(Token::Func);
        let mut recv = None;
        let is_method = self.got(Token::Lparen);
        if is_method {
            let (list, _) = self.param_list(None, None, ParamKind::Fixed);
            let receivers = &self.file[list];
            recv = receivers.first().copied();
            match receivers.len() {
                0 => self.error("method has no receiver"),
                1 => {}
                _ => self.error("method has multiple receivers"),
            }
        }
        let (name, tparams, sig);
        if self.tok() == Token::Name {
            name = self.name();
            (tparams, sig) = self.func_type("", self.pos());
        } else {
            name = self.synthetic_name(self.pos());
            tparams = List::EMPTY;
            let rparen = self.pos();
            let (params, results) = (List::EMPTY, List::EMPTY);
            let empty = ExprKind::FuncType { params, results, lparen: rparen, rparen };
            sig = self.expr_node(rparen, empty);
            self.syntax_error(if is_method { "expected name" } else { "expected name or (" });
            self.advance(token_set(&[Token::Lbrace, Token::Semi]));
        }
        let body = (self.tok() == Token::Lbrace).then(|| self.func_body());
        self.decl_node(pos, directives, DeclKind::Func { recv, name, tparams, sig, body })
    }
}
