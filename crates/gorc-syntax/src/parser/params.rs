//! Signatures, parameters and type parameters.

use super::Parser;
use super::types::ArrayOrArgs;
use crate::ast::{BinaryOp, ExprId, ExprKind, Field, List};
use crate::source::Pos;
use crate::token::{Op, Token, token_set};

/// A parameter while its list is being parsed: `a` of `a, b int` looks like a type at first.
#[derive(Clone, Copy)]
struct Param {
    pos: Pos,
    name: Option<ExprId>,
    ty: Option<ExprId>,
}

/// What a list of parameters is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ParamKind {
    /// Ordinary parameters; the final one can be variadic.
    Params,
    /// Results or a receiver.
    Fixed,
    /// Type parameters: all must be named, and their types are constraints.
    TypeParams,
    /// Type arguments that may turn out to be type parameters where none are allowed.
    TypeArgs,
}

impl Parser<'_> {
    /// Type parameters and signature of a function whose type's position is to be `pos`. If `context` is not empty,
    /// it may have no type parameters.
    pub(super) fn func_type(&mut self, context: &str, pos: Pos) -> (List<Field>, ExprId) {
        let mut tparams = List::EMPTY;
        let lbrack = self.pos();
        if self.got(Token::Lbrack) {
            if !context.is_empty() {
                self.syntax_error_at(lbrack, &format!("{context} must have no type parameters"));
            }
            if self.tok() == Token::Rbrack {
                self.syntax_error("empty type parameter list");
                self.next();
            } else {
                tparams = self.param_list(None, None, ParamKind::TypeParams).0;
            }
        }
        let lparen = self.pos();
        self.want(Token::Lparen);
        let (params, rparen) = self.param_list(None, None, ParamKind::Params);
        let results = self.func_results();
        (tparams, self.expr_node(pos, ExprKind::FuncType { params, results, lparen, rparen }))
    }

    /// `Result = Parameters | Type .`
    fn func_results(&mut self) -> List<Field> {
        if self.got(Token::Lparen) {
            return self.param_list(None, None, ParamKind::Fixed).0;
        }
        let pos = self.pos();
        match self.type_or_none() {
            Some(ty) => self.file.fields(&[Field { pos, name: None, ty, tag: None }]),
            None => List::EMPTY,
        }
    }

    /// Parameters up to the closing parenthesis or bracket, and its position. The first one's name and type may have been
    /// read already.
    pub(super) fn param_list(
        &mut self,
        name: Option<ExprId>,
        ty: Option<ExprId>,
        kind: ParamKind,
    ) -> (List<Field>, Pos) {
        let require_names = kind == ParamKind::TypeParams;
        let close = match kind {
            ParamKind::Params | ParamKind::Fixed => Token::Rparen,
            ParamKind::TypeParams | ParamKind::TypeArgs => Token::Rbrack,
        };
        let mut params: Vec<Param> = Vec::new();
        let (mut name, mut ty) = (name, ty);
        let end;
        if let (Some(first), Some(_)) = (name, ty)
            && self.tok() == close
        {
            params.push(Param { pos: self.file[first].pos, name, ty });
            end = self.pos();
            self.next();
        } else {
            end = self.list("parameter list", Token::Comma, close, |p| {
                let first_name = name.take();
                let param = match (first_name, ty.take()) {
                    (Some(first), Some(mut constraint)) => {
                        if require_names && p.is_op(Op::Binary(BinaryOp::Or)) {
                            constraint = p.embedded_elem(Some(constraint));
                        }
                        let pos = p.file[first].pos;
                        Some(Param { pos, name: first_name, ty: Some(constraint) })
                    }
                    _ => p.param_decl(first_name, close),
                };
                params.extend(param);
                false
            });
        }
        self.distribute_types(&mut params, end, require_names);
        let mut fields: Vec<Field> = params
            .iter()
            .filter_map(|p| Some(Field { pos: p.pos, name: p.name, ty: p.ty?, tag: None }))
            .collect();
        self.check_ellipses(&mut fields, kind);
        (self.file.fields(&fields), end)
    }

    /// Where gc places a type.
    fn type_pos(&self, ty: ExprId) -> Pos {
        let ty = self.file.unparen(ty);
        match self.file[ty].kind {
            ExprKind::FuncType { lparen, .. } => lparen,
            _ => self.file[ty].pos,
        }
    }

    /// Reports `...` where it cannot stand, and removes it there.
    fn check_ellipses(&mut self, fields: &mut [Field], kind: ParamKind) {
        let count = fields.len();
        for (i, field) in fields.iter_mut().enumerate() {
            let ExprKind::Ellipsis { elem } = self.file[field.ty].kind else { continue };
            let pos = self.file[field.ty].pos;
            if kind != ParamKind::Params {
                self.error_at(pos, "invalid use of ...");
            } else if i + 1 < count {
                self.error_at(pos, "can only use ... with final parameter");
            } else {
                continue;
            }
            field.ty = elem;
        }
    }

    /// Decides which of the parameters are names and gives each its type.
    fn distribute_types(&mut self, params: &mut [Param], end: Pos, require_names: bool) {
        let named = params.iter().filter(|p| p.name.is_some() && p.ty.is_some()).count();
        let typed = params.iter().filter(|p| p.ty.is_some()).count();
        if named == params.len() {
            return;
        }
        if named == 0 && !require_names {
            // What looked like names are types.
            for param in params {
                param.ty = param.ty.or(param.name.take());
            }
            return;
        }
        let mut error_pos = None;
        let mut current = None;
        for i in (0..params.len()).rev() {
            let Param { pos, name, ty } = params[i];
            if ty.is_some() {
                current = ty;
                if name.is_none() {
                    error_pos = ty.map(|ty| self.type_pos(ty));
                    params[i].name = Some(self.synthetic_name(pos));
                }
            } else if current.is_some() {
                params[i].ty = current;
            } else {
                error_pos = Some(pos);
                params[i].ty = Some(self.expr_node(pos, ExprKind::Bad));
            }
        }
        let Some(error_pos) = error_pos else { return };
        let at_end = named == typed;
        let message = match (require_names, at_end) {
            (true, true) => "missing type constraint",
            (true, false) if params.len() == 1 => "missing type parameter name or invalid array length",
            (true, false) => "missing type parameter name",
            (false, true) => "missing parameter type",
            (false, false) => "missing parameter name",
        };
        self.syntax_error_at(if at_end { end } else { error_pos }, message);
    }

    /// One parameter: a name, a type or both. Its name may have been read already.
    fn param_decl(&mut self, name: Option<ExprId>, close: Token) -> Option<Param> {
        let constraints = close == Token::Rbrack;
        let pos = name.map_or(self.pos(), |name| self.file[name].pos);
        let mut param = Param { pos, name, ty: None };
        if name.is_none() && constraints && self.is_op(Op::Tilde) {
            param.ty = Some(self.embedded_elem(None));
            return Some(param);
        }
        if name.is_some() || self.tok() == Token::Name {
            let name = name.unwrap_or_else(|| self.name());
            param.name = Some(name);
            match self.tok() {
                Token::Lbrack => match self.array_or_args() {
                    ArrayOrArgs::Type(ty) => param.ty = Some(ty),
                    ArrayOrArgs::Args { args: indices, lbrack, rbrack } => {
                        let instance = ExprKind::Index { x: name, indices, lbrack, rbrack };
                        param.ty = Some(self.expr_node(pos, instance));
                        param.name = None;
                    }
                },
                Token::Dot => {
                    param.ty = Some(self.qualified_name(Some(name)));
                    param.name = None;
                }
                _ if constraints && self.is_op(Op::Binary(BinaryOp::Or)) => {
                    param.ty = Some(name);
                    param.name = None;
                }
                _ => {}
            }
            if param.ty.is_some() {
                return Some(self.union_rest(param, constraints));
            }
        }
        if self.tok() == Token::DotDotDot {
            let dots = self.pos();
            self.next();
            param.ty = Some(match self.type_or_none() {
                Some(elem) => self.expr_node(dots, ExprKind::Ellipsis { elem }),
                None => {
                    self.syntax_error("... is missing type");
                    self.expr_node(dots, ExprKind::Bad)
                }
            });
            return Some(param);
        }
        if constraints && self.is_op(Op::Tilde) {
            param.ty = Some(self.embedded_elem(None));
            return Some(param);
        }
        param.ty = self.type_or_none();
        if param.name.is_some() || param.ty.is_some() {
            return Some(self.union_rest(param, constraints));
        }
        self.syntax_error(&format!("expected {}", close.describe()));
        self.advance(token_set(&[Token::Comma]) | close.bit());
        None
    }

    /// `| …` after a type parameter's constraint so far.
    fn union_rest(&mut self, mut param: Param, constraints: bool) -> Param {
        if constraints && param.ty.is_some() && self.is_op(Op::Binary(BinaryOp::Or)) {
            param.ty = Some(self.embedded_elem(param.ty));
        }
        param
    }
}
