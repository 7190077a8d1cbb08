//! Types.

use super::Parser;
use super::params::ParamKind;
use crate::ast::{BinaryOp, ChanDir, ExprId, ExprKind, Field, File, List, UnaryOp};
use crate::source::Pos;
use crate::token::{Op, Token, token_set};

/// What can follow a name and `[` where a type is expected.
pub(super) enum ArrayOrArgs {
    /// `[n]E` or `[]E`
    Type(ExprId),
    /// `[T1, T2]`, to be applied to the name.
    Args { args: List<ExprId>, lbrack: Pos, rbrack: Pos },
}

impl Parser<'_> {
    /// A type; `Bad` with a complaint if there is none.
    pub(super) fn type_(&mut self) -> ExprId {
        self.type_or_none().unwrap_or_else(|| {
            let missing = self.bad_expr();
            self.syntax_error("expected type");
            self.advance(token_set(&[
                Token::Comma,
                Token::Colon,
                Token::Semi,
                Token::Rparen,
                Token::Rbrack,
                Token::Rbrace,
            ]));
            missing
        })
    }

    /// A type, if one begins here.
    pub(super) fn type_or_none(&mut self) -> Option<ExprId> {
        if !self.enter(1) {
            self.leave(1);
            return Some(self.bad_expr());
        }
        let ty = self.bounded_type_or_none();
        self.leave(1);
        ty
    }

    fn bounded_type_or_none(&mut self) -> Option<ExprId> {
        let pos = self.pos();
        let ty = match self.tok() {
            Token::Name => self.qualified_name(None),
            Token::Star => {
                self.next();
                let x = self.type_();
                self.expr_node(pos, ExprKind::Star { x })
            }
            Token::Lbrack => {
                self.next();
                if self.got(Token::Rbrack) { self.slice_type(pos) } else { self.array_type(pos, None) }
            }
            Token::Arrow => {
                self.next();
                self.want(Token::Chan);
                let elem = self.chan_elem();
                self.expr_node(pos, ExprKind::ChanType { dir: ChanDir::Recv, elem })
            }
            Token::Chan => {
                self.next();
                let dir = if self.got(Token::Arrow) { ChanDir::Send } else { ChanDir::Both };
                let elem = self.chan_elem();
                self.expr_node(pos, ExprKind::ChanType { dir, elem })
            }
            Token::Map => {
                self.next();
                self.want(Token::Lbrack);
                let key = self.type_();
                self.want(Token::Rbrack);
                let value = self.type_();
                self.expr_node(pos, ExprKind::MapType { key, value })
            }
            Token::Func => {
                self.next();
                self.func_type("function type", pos).1
            }
            Token::Struct => self.struct_type(),
            Token::Interface => self.interface_type(),
            Token::Lparen => {
                self.next();
                let ty = self.type_();
                self.want(Token::Rparen);
                ty // parentheses mean nothing here, and gc's messages omit them
            }
            _ => return None,
        };
        Some(ty)
    }

    fn chan_elem(&mut self) -> ExprId {
        self.type_or_none().unwrap_or_else(|| {
            self.syntax_error("missing channel element type");
            self.bad_expr()
        })
    }

    /// The rest of an array type after `[` at `pos`, or after its length.
    pub(super) fn array_type(&mut self, pos: Pos, len: Option<ExprId>) -> ExprId {
        let mut len = len;
        if len.is_none() && !self.got(Token::DotDotDot) {
            self.expr_nest += 1;
            len = Some(self.expr());
            self.expr_nest -= 1;
        }
        if self.tok() == Token::Comma {
            // A trailing comma is right after type parameters, but not here.
            self.syntax_error("unexpected comma; expected ]");
            self.next();
        }
        self.want(Token::Rbrack);
        let elem = self.type_();
        self.expr_node(pos, ExprKind::ArrayType { len, elem })
    }

    /// The rest of a slice type after `[]` at `pos`.
    pub(super) fn slice_type(&mut self, pos: Pos) -> ExprId {
        let elem = self.type_();
        self.expr_node(pos, ExprKind::SliceType { elem })
    }

    /// A type name, with package and type arguments; its first name may have been read already.
    pub(super) fn qualified_name(&mut self, name: Option<ExprId>) -> ExprId {
        let mut x = match name {
            Some(name) => name,
            None if self.tok() == Token::Name => self.name(),
            None => {
                let missing = self.synthetic_name(self.pos());
                self.syntax_error("expected name");
                self.advance(token_set(&[Token::Dot, Token::Semi, Token::Rbrace]));
                missing
            }
        };
        let pos = self.file[x].pos;
        if self.got(Token::Dot) {
            let sel = self.name();
            x = self.expr_node(pos, ExprKind::Selector { x, sel });
        }
        if self.tok() == Token::Lbrack {
            let lbrack = self.pos();
            self.next();
            let indices = if self.tok() == Token::Rbrack {
                self.syntax_error("expected type argument list");
                let missing = self.bad_expr();
                self.file.expr_ids(&[missing])
            } else {
                self.type_list(true).0
            };
            let rbrack = self.pos();
            self.want(Token::Rbrack);
            x = self.expr_node(pos, ExprKind::Index { x, indices, lbrack, rbrack });
        }
        x
    }

    /// Types separated by commas, and whether there was a comma. Unless `strict`, the first can be an expression.
    pub(super) fn type_list(&mut self, strict: bool) -> (List<ExprId>, bool) {
        self.expr_nest += 1;
        let mark = self.expr_stack.len();
        let first = if strict { self.type_() } else { self.expr() };
        self.expr_stack.push(first);
        let mut comma = false;
        while self.got(Token::Comma) {
            comma = true;
            match self.type_or_none() {
                Some(ty) => self.expr_stack.push(ty),
                None => break,
            }
        }
        self.expr_nest -= 1;
        (self.pop_exprs(mark), comma)
    }

    /// What follows a name at `[` where either an array or slice type or type arguments can stand.
    pub(super) fn array_or_args(&mut self) -> ArrayOrArgs {
        let lbrack = self.pos();
        self.want(Token::Lbrack);
        if self.got(Token::Rbrack) {
            return ArrayOrArgs::Type(self.slice_type(lbrack));
        }
        let (args, comma) = self.type_list(false);
        let rbrack = self.pos();
        self.want(Token::Rbrack);
        if !comma && let Some(elem) = self.type_or_none() {
            let len = self.file[args].first().copied();
            return ArrayOrArgs::Type(self.expr_node(lbrack, ExprKind::ArrayType { len, elem }));
        }
        ArrayOrArgs::Args { args, lbrack, rbrack }
    }

    /// `StructType = "struct" "{" { FieldDecl ";" } "}" .`
    fn struct_type(&mut self) -> ExprId {
        let pos = self.pos();
        self.want(Token::Struct);
        self.want(Token::Lbrace);
        let mut fields = Vec::new();
        let rbrace = self.list("struct type", Token::Semi, Token::Rbrace, |p| {
            p.field_decl(&mut fields);
            false
        });
        let fields = self.file.fields(&fields);
        self.expr_node(pos, ExprKind::StructType { fields, rbrace })
    }

    /// `FieldDecl = ( IdentifierList Type | EmbeddedField ) [ Tag ] .`
    fn field_decl(&mut self, fields: &mut Vec<Field>) {
        let pos = self.pos();
        match self.tok() {
            Token::Name => {
                let name = self.name();
                if matches!(self.tok(), Token::Dot | Token::Literal | Token::Semi | Token::Rbrace) {
                    let ty = self.qualified_name(Some(name));
                    return self.embedded_field(pos, ty, fields);
                }
                self.named_fields(pos, name, fields);
            }
            Token::Star => {
                self.next();
                let ty = if self.tok() == Token::Lparen {
                    self.syntax_error("cannot parenthesize embedded type");
                    self.next();
                    let ty = self.qualified_name(None);
                    self.got(Token::Rparen);
                    ty
                } else {
                    self.qualified_name(None)
                };
                let ty = self.expr_node(pos, ExprKind::Star { x: ty });
                self.embedded_field(pos, ty, fields);
            }
            Token::Lparen => {
                self.syntax_error("cannot parenthesize embedded type");
                self.next();
                let inner = self.pos();
                let mut ty;
                if self.got(Token::Star) {
                    ty = self.qualified_name(None);
                    ty = self.expr_node(inner, ExprKind::Star { x: ty });
                } else {
                    ty = self.qualified_name(None);
                }
                self.got(Token::Rparen);
                self.embedded_field(pos, ty, fields);
            }
            _ => {
                self.syntax_error("expected field name or embedded type");
                self.advance(token_set(&[Token::Semi, Token::Rbrace]));
            }
        }
    }

    fn embedded_field(&mut self, pos: Pos, ty: ExprId, fields: &mut Vec<Field>) {
        let tag = self.literal();
        fields.push(Field { pos, name: None, ty, tag });
    }

    /// A field declaration after its first name, which may turn out to be an embedded `T[P]`.
    fn named_fields(&mut self, pos: Pos, name: ExprId, fields: &mut Vec<Field>) {
        let names = self.name_list(Some(name));
        let ty = if names.len() == 1 && self.tok() == Token::Lbrack {
            match self.array_or_args() {
                ArrayOrArgs::Type(ty) => ty,
                ArrayOrArgs::Args { args: indices, lbrack, rbrack } => {
                    let ty = self.expr_node(pos, ExprKind::Index { x: name, indices, lbrack, rbrack });
                    return self.embedded_field(pos, ty, fields);
                }
            }
        } else {
            self.type_()
        };
        let tag = self.literal();
        for &name in &self.file[names] {
            fields.push(Field { pos: self.file[name].pos, name: Some(name), ty, tag });
        }
    }

    /// `InterfaceType = "interface" "{" { InterfaceElem ";" } "}" .`
    fn interface_type(&mut self) -> ExprId {
        let pos = self.pos();
        self.want(Token::Interface);
        self.want(Token::Lbrace);
        let mut elems = Vec::new();
        let rbrace = self.list("interface type", Token::Semi, Token::Rbrace, |p| {
            let elem = p.interface_elem();
            elems.push(elem);
            false
        });
        let elems = self.file.fields(&elems);
        self.expr_node(pos, ExprKind::InterfaceType { elems, rbrace })
    }

    fn interface_elem(&mut self) -> Field {
        let pos = self.pos();
        if self.tok() != Token::Name {
            let ty = self.embedded_elem(None);
            return Field { pos, name: None, ty, tag: None };
        }
        let name = self.name();
        let ty = match self.tok() {
            Token::Lparen => return self.interface_method(pos, name),
            Token::Lbrack => match self.method_or_instance(pos, name) {
                Ok(method) => return method,
                Err(ty) => ty,
            },
            _ => self.qualified_name(Some(name)),
        };
        let ty = self.embedded_elem(Some(ty));
        Field { pos, name: None, ty, tag: None }
    }

    fn interface_method(&mut self, pos: Pos, name: ExprId) -> Field {
        let (_, ty) = self.func_type("interface method", self.pos());
        Field { pos, name: Some(name), ty, tag: None }
    }

    /// What follows a name at `[` in an interface: an embedded `T[A, B]` (as `Err`), or a method with type
    /// parameters, which is an error.
    fn method_or_instance(&mut self, pos: Pos, name: ExprId) -> Result<Field, ExprId> {
        let lbrack = self.pos();
        self.next();
        if self.tok() == Token::Rbrack {
            let rbrack = self.pos();
            self.next();
            if self.tok() == Token::Lparen {
                self.error_at(rbrack, "empty type parameter list");
                return Ok(self.interface_method(pos, name));
            }
            self.error_at(rbrack, "empty type argument list");
            return Err(name);
        }
        // Arguments look like unnamed parameters.
        let (params, rbrack) = self.param_list(None, None, ParamKind::TypeArgs);
        let list = self.file[params].to_vec();
        let Some(first) = list.first() else {
            return if self.tok() == Token::Lparen {
                Ok(self.interface_method(pos, name))
            } else {
                Err(name)
            };
        };
        if first.name.is_some() {
            self.error_at(lbrack, "interface method must have no type parameters");
            return Ok(self.interface_method(pos, name));
        }
        let mark = self.expr_stack.len();
        self.expr_stack.extend(list.iter().map(|param| param.ty));
        let indices = self.pop_exprs(mark);
        Err(self.expr_node(pos, ExprKind::Index { x: name, indices, lbrack, rbrack }))
    }

    /// `TypeElem = TypeTerm { "|" TypeTerm } .` Its first term may have been read already.
    pub(super) fn embedded_elem(&mut self, first: Option<ExprId>) -> ExprId {
        let mut x = first.unwrap_or_else(|| self.embedded_term());
        let pos = self.file[x].pos;
        while self.is_op(Op::Binary(BinaryOp::Or)) {
            let op_pos = self.pos();
            self.next();
            let y = self.embedded_term();
            x = self.expr_node(pos, ExprKind::Binary { op: BinaryOp::Or, x, y, op_pos });
        }
        x
    }

    /// `TypeTerm = [ "~" ] Type .`
    fn embedded_term(&mut self) -> ExprId {
        let pos = self.pos();
        if self.is_op(Op::Tilde) {
            self.next();
            let x = self.type_();
            return self.expr_node(pos, ExprKind::Unary { op: UnaryOp::Tilde, x });
        }
        self.type_or_none().unwrap_or_else(|| {
            let missing = self.bad_expr();
            self.syntax_error("expected ~ term or type");
            self.advance(token_set(&[
                Token::Operator,
                Token::Semi,
                Token::Rparen,
                Token::Rbrack,
                Token::Rbrace,
            ]));
            missing
        })
    }
}

impl File {
    /// The height of an expression's tree: one more than that of its highest part. A function literal counts what
    /// its caller knows of its body.
    pub(super) fn height(&self, kind: &ExprKind, heights: &[u32]) -> u32 {
        let of = |x: ExprId| heights[x.index()];
        let of_option = |x: Option<ExprId>| x.map_or(0, of);
        let of_list = |list: List<ExprId>| self[list].iter().map(|&x| of(x)).max().unwrap_or(0);
        let of_fields = |list: List<Field>| self[list].iter().map(|f| of(f.ty)).max().unwrap_or(0);
        let parts = match *kind {
            ExprKind::Bad | ExprKind::Ident(_) | ExprKind::BasicLit { .. } => return 0,
            ExprKind::CompositeLit { ty, elems, .. } => of_option(ty).max(of_list(elems)),
            ExprKind::KeyValue { key, value, .. } => of(key).max(of(value)),
            ExprKind::FuncLit { ty, .. } => of(ty),
            ExprKind::Paren { x, .. }
            | ExprKind::Selector { x, .. }
            | ExprKind::Star { x }
            | ExprKind::Unary { x, .. } => of(x),
            ExprKind::Index { x, indices, .. } => of(x).max(of_list(indices)),
            ExprKind::Slice { x, lo, hi, max, .. } => {
                of(x).max(of_option(lo)).max(of_option(hi)).max(of_option(max))
            }
            ExprKind::TypeAssert { x, ty, .. } => of(x).max(of(ty)),
            ExprKind::Call { fun, args, .. } => of(fun).max(of_list(args)),
            ExprKind::Binary { x, y, .. } => of(x).max(of(y)),
            ExprKind::Ellipsis { elem } | ExprKind::SliceType { elem } | ExprKind::ChanType { elem, .. } => {
                of(elem)
            }
            ExprKind::ArrayType { len, elem } => of_option(len).max(of(elem)),
            ExprKind::StructType { fields, .. } => of_fields(fields),
            ExprKind::InterfaceType { elems, .. } => of_fields(elems),
            ExprKind::FuncType { params, results, .. } => of_fields(params).max(of_fields(results)),
            ExprKind::MapType { key, value } => of(key).max(of(value)),
        };
        parts.saturating_add(1)
    }
}
