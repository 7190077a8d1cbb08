//! Statements.

use super::Parser;
use crate::ast::{
    BinaryOp, Block, BranchKind, CaseClause, CommClause, ExprId, ExprKind, List, StmtId, StmtKind,
};
use crate::print;
use crate::source::Pos;
use crate::token::{Op, Token, token_set};

/// A simple statement before it becomes a node; the header of a range loop looks like one.
#[derive(Clone, Copy)]
enum Simple {
    Stmt { pos: Pos, kind: StmtKind },
    Range { lhs: List<ExprId>, define: bool, x: ExprId, range_pos: Pos },
}

/// What stands between the keyword and the block of a control statement.
#[derive(Default)]
struct Header {
    init: Option<StmtId>,
    /// The condition or tag.
    cond: Option<ExprId>,
    /// The identifier declared by a type switch.
    bind: Option<ExprId>,
    post: Option<StmtId>,
    /// Instead of all that.
    range: Option<Simple>,
}

/// One `if` of a chain of `else if`.
struct IfArm {
    pos: Pos,
    init: Option<StmtId>,
    cond: ExprId,
    then: Block,
}

impl Parser<'_> {
    /// Statements up to what ends a block or clause.
    fn stmt_list(&mut self) -> List<StmtId> {
        let mark = self.stmt_stack.len();
        while !matches!(self.tok(), Token::Eof | Token::Rbrace | Token::Case | Token::Default) {
            let stmt = self.stmt_or_none();
            self.drop_directives();
            let Some(stmt) = stmt else { break };
            self.stmt_stack.push(stmt);
            if !self.got(Token::Semi) && self.tok() != Token::Rbrace {
                self.syntax_error("at end of statement");
                self.advance(token_set(&[Token::Semi, Token::Rbrace, Token::Case, Token::Default]));
                self.got(Token::Semi);
            }
        }
        self.pop_stmts(mark)
    }

    /// `Block = "{" StatementList "}" .` `context` is what stands before it, if it can be missing.
    pub(super) fn block(&mut self, context: &str) -> Block {
        let lbrace = self.pos();
        if !self.got(Token::Lbrace) {
            self.syntax_error(&format!("expected {{ after {context}"));
            self.advance(token_set(&[Token::Name, Token::Rbrace]));
            let rbrace = self.pos();
            if self.got(Token::Rbrace) {
                return Block { stmts: List::EMPTY, lbrace, rbrace };
            }
        }
        let stmts = self.stmt_list();
        let rbrace = self.pos();
        self.want(Token::Rbrace);
        Block { stmts, lbrace, rbrace }
    }

    /// A statement, if one begins here.
    fn stmt_or_none(&mut self) -> Option<StmtId> {
        if !self.enter(super::HEAVY) {
            self.leave(super::HEAVY);
            return None;
        }
        let stmt = self.bounded_stmt_or_none();
        self.leave(super::HEAVY);
        stmt
    }

    fn bounded_stmt_or_none(&mut self) -> Option<StmtId> {
        let pos = self.pos();
        if !matches!(self.tok(), Token::Var | Token::Const | Token::Type) {
            self.drop_directives();
        }
        if self.tok() == Token::Name {
            let lhs = self.expr_list();
            if let &[label] = &self.file[lhs]
                && self.tok() == Token::Colon
                && self.file.ident(label).is_some()
            {
                return self.labeled_stmt(label);
            }
            let simple = self.simple_stmt_rest(pos, lhs, Token::Eof);
            return Some(self.simple_node(simple));
        }
        let kind = match self.tok() {
            Token::Var | Token::Const | Token::Type => {
                let keyword = self.tok();
                self.next();
                let mut decls = Vec::new();
                self.decl_group(keyword, &mut decls);
                StmtKind::Decl(self.file.decl_ids(&decls))
            }
            Token::Lbrace => StmtKind::Block(self.block("")),
            Token::Operator if !self.begins_unary() => return None,
            Token::Operator
            | Token::Star
            | Token::Literal
            | Token::Func
            | Token::Lparen
            | Token::Lbrack
            | Token::Struct
            | Token::Map
            | Token::Chan
            | Token::Interface
            | Token::Arrow => {
                let simple = self.simple_stmt(Token::Eof);
                return Some(self.simple_node(simple));
            }
            Token::For => return Some(self.for_stmt()),
            Token::Switch => return Some(self.switch_stmt()),
            Token::Select => return Some(self.select_stmt()),
            Token::If => return Some(self.if_stmt()),
            Token::Fallthrough => self.branch(BranchKind::Fallthrough),
            Token::Break => self.branch(BranchKind::Break),
            Token::Continue => self.branch(BranchKind::Continue),
            Token::Goto => self.branch(BranchKind::Goto),
            Token::Go | Token::Defer => self.call_stmt(),
            Token::Return => {
                self.next();
                let mut results = List::EMPTY;
                if !matches!(self.tok(), Token::Semi | Token::Rbrace) {
                    results = self.expr_list();
                }
                StmtKind::Return { results }
            }
            Token::Semi => StmtKind::Empty,
            _ => return None,
        };
        Some(self.stmt_node(pos, kind))
    }

    /// Reports whether the current operator can begin an expression statement.
    fn begins_unary(&self) -> bool {
        let Op::Binary(op) = self.lexer.op else { return self.lexer.op == Op::Not };
        matches!(op, BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::And | BinaryOp::Xor)
    }

    /// What follows a label at its colon. A missing statement is reported, and ends the statement list.
    fn labeled_stmt(&mut self, label: ExprId) -> Option<StmtId> {
        let pos = self.file[label].pos;
        let colon = self.pos();
        self.want(Token::Colon);
        let stmt = if self.tok() == Token::Rbrace {
            self.stmt_node(self.pos(), StmtKind::Empty)
        } else {
            let stmt = self.stmt_or_none();
            if stmt.is_none() {
                self.syntax_error_at(colon, "missing statement after label");
            }
            stmt?
        };
        Some(self.stmt_node(pos, StmtKind::Labeled { label, stmt, colon }))
    }

    fn branch(&mut self, kind: BranchKind) -> StmtKind {
        self.next();
        let label = match kind {
            BranchKind::Goto => Some(self.name()),
            BranchKind::Break | BranchKind::Continue if self.tok() == Token::Name => Some(self.name()),
            _ => None,
        };
        StmtKind::Branch { kind, label }
    }

    /// `go` or `defer`.
    fn call_stmt(&mut self) -> StmtKind {
        let keyword = self.tok();
        self.next();
        let x = self.operand();
        let x = self.primary_rest(x);
        let call = self.file.unparen(x);
        if call != x {
            let message = format!("expression in {} must not be parenthesized", keyword.as_str());
            self.error_at(self.file[x].pos, message);
        }
        if keyword == Token::Go { StmtKind::Go { call } } else { StmtKind::Defer { call } }
    }

    /// A simple statement in the header of the control statement `keyword` (`Eof`: in none).
    fn simple_stmt(&mut self, keyword: Token) -> Simple {
        let pos = self.pos();
        if keyword == Token::For && self.tok() == Token::Range {
            return self.range_clause(List::EMPTY, false);
        }
        let lhs = self.expr_list();
        self.simple_stmt_rest(pos, lhs, keyword)
    }

    fn simple_stmt_rest(&mut self, pos: Pos, lhs: List<ExprId>, keyword: Token) -> Simple {
        let op_pos = self.pos();
        let single = match &self.file[lhs] {
            &[x] => Some(x),
            _ => None,
        };
        let kind = match (self.tok(), single) {
            (Token::Assign | Token::Define, _) => {
                let define = self.tok() == Token::Define;
                self.next();
                if keyword == Token::For && self.tok() == Token::Range {
                    return self.range_clause(lhs, define);
                }
                let rhs = self.expr_list();
                if define {
                    StmtKind::Define { lhs, rhs, op_pos }
                } else {
                    StmtKind::Assign { lhs, op: None, rhs, op_pos }
                }
            }
            (Token::AssignOp, Some(_)) => {
                let op = match self.lexer.op {
                    Op::Binary(op) => Some(op),
                    _ => None,
                };
                self.next();
                let value = self.expr();
                let rhs = self.file.expr_ids(&[value]);
                StmtKind::Assign { lhs, op, rhs, op_pos }
            }
            (Token::IncOp, Some(x)) => {
                let inc = self.lexer.op == Op::Binary(BinaryOp::Add);
                self.next();
                StmtKind::IncDec { x, inc, op_pos }
            }
            (Token::Arrow, Some(chan)) => {
                self.next();
                let value = self.expr();
                StmtKind::Send { chan, value, arrow: op_pos }
            }
            (_, Some(x)) => StmtKind::Expr(x),
            (_, None) => {
                self.syntax_error("expected := or = or comma");
                self.advance(token_set(&[Token::Semi, Token::Rbrace]));
                self.file[lhs].first().map_or(StmtKind::Bad, |&x| StmtKind::Expr(x))
            }
        };
        Simple::Stmt { pos, kind }
    }

    /// `range x` after what it assigns to.
    fn range_clause(&mut self, lhs: List<ExprId>, define: bool) -> Simple {
        let range_pos = self.pos();
        self.next();
        let x = self.expr();
        Simple::Range { lhs, define, x, range_pos }
    }

    fn simple_node(&mut self, simple: Simple) -> StmtId {
        match simple {
            Simple::Stmt { pos, kind } => self.stmt_node(pos, kind),
            // Only where no range clause is asked for, so never.
            Simple::Range { range_pos, .. } => self.stmt_node(range_pos, StmtKind::Bad),
        }
    }

    /// The header of an `if`, `switch` or `for` statement, its keyword included.
    fn header(&mut self, keyword: Token) -> Header {
        self.want(keyword);
        let mut header = Header::default();
        if self.tok() == Token::Lbrace {
            if keyword == Token::If {
                self.syntax_error("missing condition in if statement");
                header.cond = Some(self.bad_expr());
            }
            return header;
        }
        let outer = std::mem::replace(&mut self.expr_nest, -1);
        self.header_clauses(keyword, &mut header);
        self.expr_nest = outer;
        header
    }

    fn header_clauses(&mut self, keyword: Token, header: &mut Header) {
        let mut first = None;
        if self.tok() != Token::Semi {
            if self.got(Token::Var) {
                let keyword = keyword.as_str();
                self.syntax_error(&format!("var declaration not allowed in {keyword} initializer"));
            }
            let simple = self.simple_stmt(keyword);
            if matches!(simple, Simple::Range { .. }) {
                header.range = Some(simple);
                return;
            }
            first = Some(simple);
        }
        if self.tok() == Token::Lbrace {
            return self.condition(keyword, first, None, header);
        }
        header.init = first.map(|init| self.simple_node(init));
        let mut semi = None;
        if self.tok() == Token::Semi {
            semi = Some((self.pos(), self.lexer.semi));
            self.next();
        } else {
            self.want(Token::Lbrace);
            if self.tok() != Token::Lbrace {
                self.advance(token_set(&[Token::Lbrace, Token::Rbrace]));
            }
        }
        let mut condition = None;
        if keyword == Token::For {
            if self.tok() != Token::Semi {
                if self.tok() == Token::Lbrace {
                    return self.syntax_error("expected for loop condition");
                }
                condition = Some(self.simple_stmt(Token::Eof));
            }
            self.want(Token::Semi);
            if self.tok() != Token::Lbrace {
                let post = self.simple_stmt(Token::Eof);
                if let Simple::Stmt { kind: StmtKind::Define { op_pos, .. }, .. } = post {
                    self.syntax_error_at(op_pos, "cannot declare in post statement of for loop");
                }
                header.post = Some(self.simple_node(post));
            }
        } else if self.tok() != Token::Lbrace {
            condition = Some(self.simple_stmt(keyword));
        }
        self.condition(keyword, condition, semi, header);
    }

    /// Makes the statement in the place of the condition one.
    fn condition(
        &mut self,
        keyword: Token,
        condition: Option<Simple>,
        semi: Option<(Pos, &str)>,
        header: &mut Header,
    ) {
        let Some(Simple::Stmt { pos, kind }) = condition else {
            if keyword == Token::If
                && let Some((pos, semi)) = semi
            {
                let message = match semi {
                    "semicolon" => "missing condition in if statement".to_owned(),
                    _ => format!("unexpected {semi}, expected {{ after if clause"),
                };
                self.syntax_error_at(pos, &message);
                header.cond = Some(self.expr_node(pos, ExprKind::Bad));
            }
            return;
        };
        match kind {
            StmtKind::Expr(x) => header.cond = Some(x),
            StmtKind::Define { lhs, rhs, .. }
                if keyword == Token::Switch
                    && lhs.len() == 1
                    && rhs.len() == 1
                    && self.is_type_guard(self.file[rhs][0])
                    && self.file.ident(self.file[lhs][0]).is_some() =>
            {
                header.bind = Some(self.file[lhs][0]);
                header.cond = Some(self.file[rhs][0]);
            }
            _ => {
                let at = match kind {
                    StmtKind::Assign { op_pos, .. }
                    | StmtKind::Define { op_pos, .. }
                    | StmtKind::IncDec { op_pos, .. }
                    | StmtKind::Send { arrow: op_pos, .. } => op_pos,
                    _ => pos,
                };
                let text = print::simple_stmt_string(&self.file, &kind);
                self.syntax_error_at(at, &format!("cannot use {text} as value"));
                header.cond = (keyword == Token::If).then(|| self.expr_node(pos, ExprKind::Bad));
            }
        }
    }

    fn is_type_guard(&self, x: ExprId) -> bool {
        self.file.type_guard(x).is_some()
    }

    fn for_stmt(&mut self) -> StmtId {
        let pos = self.pos();
        let header = self.header(Token::For);
        let body = self.block("for clause");
        let kind = match header.range {
            Some(Simple::Range { lhs, define, x, range_pos }) => {
                StmtKind::Range { lhs, define, x, range_pos, body }
            }
            _ => StmtKind::For { init: header.init, cond: header.cond, post: header.post, body },
        };
        self.stmt_node(pos, kind)
    }

    /// An `if` with all its `else if`s, which are parsed in a loop because generated code has many.
    fn if_stmt(&mut self) -> StmtId {
        let mut arms = Vec::new();
        let mut otherwise = None;
        loop {
            let pos = self.pos();
            let header = self.header(Token::If);
            let cond = header.cond.unwrap_or_else(|| self.bad_expr());
            let then = self.block("if clause");
            arms.push(IfArm { pos, init: header.init, cond, then });
            if arms.len() > super::MAX_HEIGHT as usize {
                self.too_deep();
            }
            if !self.got(Token::Else) {
                break;
            }
            match self.tok() {
                Token::If => continue,
                Token::Lbrace => {
                    let pos = self.pos();
                    let block = self.block("");
                    otherwise = Some(self.stmt_node(pos, StmtKind::Block(block)));
                }
                _ => {
                    self.syntax_error("else must be followed by if or statement block");
                    self.advance(token_set(&[Token::Name, Token::Rbrace]));
                }
            }
            break;
        }
        let mut stmt = otherwise;
        for IfArm { pos, init, cond, then } in arms.into_iter().rev() {
            stmt = Some(self.stmt_node(pos, StmtKind::If { init, cond, then, otherwise: stmt }));
        }
        stmt.unwrap_or_else(|| self.stmt_node(self.pos(), StmtKind::Bad))
    }

    fn switch_stmt(&mut self) -> StmtId {
        let pos = self.pos();
        let Header { init, cond: tag, bind, .. } = self.header(Token::Switch);
        let lbrace = self.pos();
        if !self.got(Token::Lbrace) {
            self.syntax_error("missing { after switch clause");
            self.advance(token_set(&[Token::Case, Token::Default, Token::Rbrace]));
        }
        let mut clauses = Vec::new();
        while !matches!(self.tok(), Token::Eof | Token::Rbrace) {
            let clause = self.case_clause();
            clauses.push(clause);
        }
        let rbrace = self.pos();
        self.want(Token::Rbrace);
        let clauses = self.file.case_clauses(&clauses);
        let kind = match tag.and_then(|tag| self.file.type_guard(tag)) {
            Some(x) => StmtKind::TypeSwitch { init, bind, x, clauses, lbrace, rbrace },
            None => StmtKind::Switch { init, tag, clauses, lbrace, rbrace },
        };
        self.stmt_node(pos, kind)
    }

    fn case_clause(&mut self) -> CaseClause {
        let pos = self.pos();
        let is_default = self.tok() == Token::Default;
        let mut exprs = List::EMPTY;
        match self.tok() {
            Token::Case => {
                self.next();
                exprs = self.expr_list();
            }
            Token::Default => self.next(),
            _ => self.not_a_clause(),
        }
        let colon = self.pos();
        self.want(Token::Colon);
        let body = self.stmt_list();
        CaseClause { pos, end: self.prev_end(), is_default, exprs, colon, body }
    }

    fn not_a_clause(&mut self) {
        self.syntax_error("expected case or default or }");
        self.advance(token_set(&[Token::Colon, Token::Case, Token::Default, Token::Rbrace]));
    }

    fn select_stmt(&mut self) -> StmtId {
        let pos = self.pos();
        self.want(Token::Select);
        if !self.got(Token::Lbrace) {
            self.syntax_error("missing { after select clause");
            self.advance(token_set(&[Token::Case, Token::Default, Token::Rbrace]));
        }
        let mut clauses = Vec::new();
        while !matches!(self.tok(), Token::Eof | Token::Rbrace) {
            let clause = self.comm_clause();
            clauses.push(clause);
        }
        let rbrace = self.pos();
        self.want(Token::Rbrace);
        let clauses = self.file.comm_clauses(&clauses);
        self.stmt_node(pos, StmtKind::Select { clauses, rbrace })
    }

    fn comm_clause(&mut self) -> CommClause {
        let pos = self.pos();
        let mut comm = None;
        match self.tok() {
            Token::Case => {
                self.next();
                let simple = self.simple_stmt(Token::Eof);
                comm = Some(self.simple_node(simple));
            }
            Token::Default => self.next(),
            _ => self.not_a_clause(),
        }
        let colon = self.pos();
        self.want(Token::Colon);
        let body = self.stmt_list();
        CommClause { pos, end: self.prev_end(), comm, colon, body }
    }
}
