//! Expressions.

use super::Parser;
use crate::ast::{BinaryOp, Block, ChanDir, ExprId, ExprKind, List, UnaryOp};
use crate::branches::check_branches;
use crate::source::Pos;
use crate::symbol::sym;
use crate::token::{Op, Token, token_set};

impl Parser<'_> {
    /// An expression, or a type where both can stand.
    pub(super) fn expr(&mut self) -> ExprId {
        let x = self.unary_expr();
        self.binary_rest(x, 0)
    }

    /// `ExpressionList = Expression { "," Expression } .`
    pub(super) fn expr_list(&mut self) -> List<ExprId> {
        let mark = self.expr_stack.len();
        let first = self.expr();
        self.expr_stack.push(first);
        while self.got(Token::Comma) {
            let x = self.expr();
            self.expr_stack.push(x);
        }
        self.pop_exprs(mark)
    }

    /// The rest of a binary expression whose operators bind tighter than `precedence`, after its first operand.
    pub(super) fn binary_rest(&mut self, mut x: ExprId, precedence: u8) -> ExprId {
        loop {
            let op = match (self.tok(), self.lexer.op) {
                (Token::Star, _) => BinaryOp::Mul,
                (Token::Operator, Op::Binary(op)) => op,
                _ => return x,
            };
            if op.precedence() <= precedence {
                return x;
            }
            let op_pos = self.pos();
            self.next();
            let y = self.unary_expr();
            let y = self.binary_rest(y, op.precedence());
            let pos = self.file[x].pos;
            x = self.expr_node(pos, ExprKind::Binary { op, x, y, op_pos });
        }
    }

    /// `UnaryExpr = PrimaryExpr | unary_op UnaryExpr .`
    fn unary_expr(&mut self) -> ExprId {
        if !self.enter(1) {
            self.leave(1);
            return self.bad_expr();
        }
        let x = self.bounded_unary_expr();
        self.leave(1);
        x
    }

    fn bounded_unary_expr(&mut self) -> ExprId {
        let pos = self.pos();
        let op = match (self.tok(), self.lexer.op) {
            (Token::Star, _) => {
                self.next();
                let x = self.unary_expr();
                return self.expr_node(pos, ExprKind::Star { x });
            }
            (Token::Arrow, _) => return self.arrow_expr(),
            (Token::Operator, Op::Not) => UnaryOp::Not,
            (Token::Operator, Op::Tilde) => UnaryOp::Tilde,
            (Token::Operator, Op::Binary(BinaryOp::Add)) => UnaryOp::Plus,
            (Token::Operator, Op::Binary(BinaryOp::Sub)) => UnaryOp::Neg,
            (Token::Operator, Op::Binary(BinaryOp::Xor)) => UnaryOp::Complement,
            (Token::Operator, Op::Binary(BinaryOp::And)) => UnaryOp::Addr,
            _ => {
                let x = self.operand();
                return self.primary_rest(x);
            }
        };
        self.next();
        let x = self.unary_expr();
        self.expr_node(pos, ExprKind::Unary { op, x })
    }

    /// `<-x`: a receive operation, or a channel type if x is one.
    fn arrow_expr(&mut self) -> ExprId {
        let pos = self.pos();
        self.next();
        let x = self.unary_expr();
        if !matches!(self.file[x].kind, ExprKind::ChanType { .. }) {
            return self.expr_node(pos, ExprKind::Unary { op: UnaryOp::Recv, x });
        }
        // `<-chan T`, whose position stays that of `chan` as in gc; and `<-chan<- chan T` was read as
        // `<-(chan<- (chan T))` but means `<-chan (<-chan T)`.
        let mut current = x;
        loop {
            let ExprKind::ChanType { dir, elem } = self.file[current].kind else {
                let found = crate::print::expr_string(&self.file, current);
                self.syntax_error(&format!("unexpected {found}, expected chan"));
                return x;
            };
            if dir == ChanDir::Recv {
                self.syntax_error("unexpected <-, expected chan");
            }
            self.file.exprs[current.index()].kind = ExprKind::ChanType { dir: ChanDir::Recv, elem };
            if dir != ChanDir::Send {
                return x;
            }
            current = elem;
        }
    }

    pub(super) fn operand(&mut self) -> ExprId {
        let pos = self.pos();
        match self.tok() {
            Token::Name => self.name(),
            Token::Literal => self.literal().unwrap_or_else(|| self.bad_expr()),
            Token::Lparen => {
                self.next();
                self.expr_nest += 1;
                let x = self.expr();
                self.expr_nest -= 1;
                let rparen = self.pos();
                self.want(Token::Rparen);
                self.expr_node(pos, ExprKind::Paren { x, rparen })
            }
            Token::Func => self.func_lit(),
            Token::Lbrack | Token::Chan | Token::Map | Token::Struct | Token::Interface => self.type_(),
            _ => {
                let missing = self.bad_expr();
                self.syntax_error("expected expression");
                self.advance(token_set(&[Token::Rparen, Token::Rbrack, Token::Rbrace]));
                missing
            }
        }
    }

    /// A function literal, or a function type.
    fn func_lit(&mut self) -> ExprId {
        let pos = self.pos();
        self.next();
        let (_, ty) = self.func_type("function type", pos);
        if self.tok() != Token::Lbrace {
            return ty;
        }
        let mark = self.file.exprs.len();
        let body = self.func_body();
        // The highest expression in it, and the type's.
        let height = self.heights.as_ref().map_or(0, |heights| {
            let inside = heights[mark..].iter().copied().max().unwrap_or(0);
            inside.max(heights[ty.index()]) + 1
        });
        self.expr_node_of_height(pos, ExprKind::FuncLit { ty, body }, height)
    }

    /// The body of a function.
    pub(super) fn func_body(&mut self) -> Block {
        let outer = std::mem::replace(&mut self.expr_nest, 0);
        self.function_nest += 1;
        let errors = self.lexer.errors.len() - self.harmless_errors;
        let body = self.block("");
        if self.lexer.errors.len() - self.harmless_errors == errors {
            for (pos, message) in check_branches(&self.file, &body) {
                self.harmless_error_at(pos, message);
            }
        }
        self.function_nest -= 1;
        self.expr_nest = outer;
        body
    }

    /// What follows an operand: selectors, indices, slices, assertions, calls, composite literals.
    pub(super) fn primary_rest(&mut self, mut x: ExprId) -> ExprId {
        let pos = self.file[x].pos;
        loop {
            x = match self.tok() {
                Token::Dot => self.selector_or_assertion(pos, x),
                Token::Lbrack => self.index_or_slice(pos, x),
                Token::Lparen => {
                    let lparen = self.pos();
                    let (args, ellipsis, rparen) = self.arguments();
                    self.expr_node(pos, ExprKind::Call { fun: x, args, ellipsis, lparen, rparen })
                }
                Token::Lbrace if self.begins_composite(x) => {
                    if matches!(self.file[x].kind, ExprKind::Paren { .. }) {
                        self.syntax_error("cannot parenthesize type in composite literal");
                    }
                    self.composite_lit(pos, Some(x))
                }
                _ => return x,
            };
        }
    }

    fn selector_or_assertion(&mut self, pos: Pos, x: ExprId) -> ExprId {
        let dot = self.pos();
        self.next();
        match self.tok() {
            Token::Name => {
                let sel = self.name();
                let e = self.expr_node(pos, ExprKind::Selector { x, sel });
                if self.file[sel].pos != dot.offset(1) {
                    // Expressions may have been dropped by looking ahead.
                    while self.file.dots.last().is_some_and(|&(old, _)| old.index() >= e.index()) {
                        self.file.dots.pop();
                    }
                    self.file.dots.push((e, dot));
                }
                e
            }
            Token::Lparen => {
                let lparen = self.pos();
                self.next();
                if self.got(Token::Type) {
                    return self.type_guard(pos, x, lparen);
                }
                let ty = self.type_();
                let rparen = self.pos();
                self.want(Token::Rparen);
                self.expr_node(pos, ExprKind::TypeAssert { x, ty, lparen, rparen })
            }
            _ => {
                self.syntax_error("expected name or (");
                self.advance(token_set(&[Token::Semi, Token::Rparen]));
                x
            }
        }
    }

    /// `x.(type)` after `type`: an assertion to a type of that name, see [`File::type_guard`].
    fn type_guard(&mut self, pos: Pos, x: ExprId, lparen: Pos) -> ExprId {
        let ty = self.expr_node(lparen, ExprKind::Ident(sym::TYPE));
        let rparen = self.pos();
        self.want(Token::Rparen);
        self.expr_node(pos, ExprKind::TypeAssert { x, ty, lparen, rparen })
    }

    fn index_or_slice(&mut self, pos: Pos, x: ExprId) -> ExprId {
        let lbrack = self.pos();
        self.next();
        let mut lo = None;
        if self.tok() != Token::Colon {
            let (indices, comma);
            if self.tok() == Token::Rbrack {
                self.syntax_error("expected operand");
                let missing = self.bad_expr();
                (indices, comma) = (self.file.expr_ids(&[missing]), false);
            } else {
                (indices, comma) = self.type_list(false);
            }
            if comma || self.tok() == Token::Rbrack {
                let rbrack = self.pos();
                self.want(Token::Rbrack);
                return self.expr_node(pos, ExprKind::Index { x, indices, lbrack, rbrack });
            }
            lo = self.file[indices].first().copied();
        }
        if !self.got(Token::Colon) {
            self.syntax_error("expected comma, : or ]");
            self.advance(token_set(&[Token::Comma, Token::Colon, Token::Rbrack]));
        }
        self.expr_nest += 1;
        let (mut hi, mut max, mut full) = (None, None, false);
        if !matches!(self.tok(), Token::Colon | Token::Rbrack) {
            hi = Some(self.expr());
        }
        if self.tok() == Token::Colon {
            full = true;
            if hi.is_none() {
                self.error("middle index required in 3-index slice");
                hi = Some(self.bad_expr());
            }
            self.next();
            if self.tok() == Token::Rbrack {
                self.error("final index required in 3-index slice");
                max = Some(self.bad_expr());
            } else {
                max = Some(self.expr());
            }
        }
        self.expr_nest -= 1;
        self.want(Token::Rbrack);
        self.expr_node(pos, ExprKind::Slice { x, lo, hi, max, full, lbrack })
    }

    /// `"(" [ … ] ")"`: the arguments, the position of `...`, the position of `)`.
    fn arguments(&mut self) -> (List<ExprId>, Pos, Pos) {
        self.next();
        self.expr_nest += 1;
        let mark = self.expr_stack.len();
        let mut ellipsis = Pos::NONE;
        let rparen = self.list("argument list", Token::Comma, Token::Rparen, |p| {
            let arg = p.expr();
            p.expr_stack.push(arg);
            let dots = p.pos();
            let found = p.got(Token::DotDotDot);
            if found {
                ellipsis = dots;
            }
            found
        });
        self.expr_nest -= 1;
        (self.pop_exprs(mark), ellipsis, rparen)
    }

    /// Reports whether `{` after `x` begins a composite literal rather than a block.
    fn begins_composite(&self, x: ExprId) -> bool {
        let x = self.file.unparen(x);
        match self.file[x].kind {
            ExprKind::Ident(_) | ExprKind::Selector { .. } => self.expr_nest >= 0,
            ExprKind::Index { .. } => self.expr_nest >= 0 && !self.is_value(x),
            ExprKind::ArrayType { .. }
            | ExprKind::SliceType { .. }
            | ExprKind::StructType { .. }
            | ExprKind::MapType { .. } => true,
            _ => false,
        }
    }

    /// Reports whether `x` can only be a value, not a type.
    fn is_value(&self, x: ExprId) -> bool {
        match self.file[x].kind {
            ExprKind::BasicLit { .. }
            | ExprKind::CompositeLit { .. }
            | ExprKind::FuncLit { .. }
            | ExprKind::Slice { .. }
            | ExprKind::TypeAssert { .. }
            | ExprKind::Call { .. }
            | ExprKind::Unary { .. }
            | ExprKind::Binary { .. } => true,
            ExprKind::Paren { x, .. } => self.is_value(x),
            // Several indices are a list of types to gc, whatever they are.
            ExprKind::Index { x, indices, .. } => {
                let indices = &self.file[indices];
                self.is_value(x) || indices.len() == 1 && self.is_value(indices[0])
            }
            _ => false,
        }
    }

    /// `LiteralValue = "{" [ ElementList [ "," ] ] "}" .`
    fn composite_lit(&mut self, pos: Pos, ty: Option<ExprId>) -> ExprId {
        let lbrace = self.pos();
        self.want(Token::Lbrace);
        self.expr_nest += 1;
        let mark = self.expr_stack.len();
        let rbrace = self.list("composite literal", Token::Comma, Token::Rbrace, |p| {
            let mut elem = p.element();
            if p.tok() == Token::Colon {
                let colon = p.pos();
                p.next();
                let value = p.element();
                let pos = p.file[elem].pos;
                elem = p.expr_node(pos, ExprKind::KeyValue { key: elem, value, colon });
            }
            p.expr_stack.push(elem);
            false
        });
        self.expr_nest -= 1;
        let elems = self.pop_exprs(mark);
        self.expr_node(pos, ExprKind::CompositeLit { ty, elems, lbrace, rbrace })
    }

    /// A key or value in a composite literal.
    fn element(&mut self) -> ExprId {
        if self.tok() == Token::Lbrace { self.composite_lit(self.pos(), None) } else { self.expr() }
    }
}
