//! The parser: recursive descent over the lexer's tokens, building an [`ast::File`](crate::ast::File).
//!
//! This file holds what all of it shares: tokens, errors and recovery, lists, building nodes, the file itself.
//! The grammar is in `parser/`: `decl.rs`, `types.rs`, `params.rs`, `expr.rs`, `stmt.rs`; directives are in `directive.rs`.
//!
//! Invariants:
//! - Messages, positions and recovery are gc's: after an error the parser skips to a token that can follow, and
//!   of several syntax errors on one line only the first is reported.
//! - Every loop consumes a token or ends, and recursion is bounded ([`MAX_NESTING`], [`MAX_HEIGHT`]), so that
//!   any input ends in a tree and diagnostics, and later phases may recurse over the tree.

mod decl;
mod directive;
mod expr;
mod params;
mod stmt;
mod types;

use crate::ast::{Expr, ExprId, ExprKind, File, List, Stmt, StmtId, StmtKind};
use crate::diag::Diagnostic;
use crate::lexer::{Lexer, clean};
use crate::source::{Pos, SourceFile};
use crate::symbol::{Symbol, SymbolCache, sym};
use crate::token::{Op, Token, TokenSet, token_set};

/// How deep constructs may nest: a unit for each operand, type or parenthesis around another, [`HEAVY`] for lists and
/// statements, with which later phases need more stack. gc has no limit, but no program comes near this one.
pub const MAX_NESTING: u32 = 250_000;

/// What lists and statements count in [`MAX_NESTING`].
const HEAVY: u32 = 10;

/// How high an expression tree may be: long chains (`a + b + …`, `x.f().g()…`) nest to the left, which costs the parser no
/// recursion.
pub const MAX_HEIGHT: u32 = 250_000;

/// The stack that a thread should have to parse, check or lower what these limits allow. Memory is only taken when it is
/// touched.
pub const STACK: usize = if cfg!(debug_assertions) { 16 << 30 } else { 4 << 30 };

/// Parses one source file. Pure and thread-safe; it also records the file's `//line` directives in
/// `source`, so that positions resolve as gc's do. The returned tree is always usable: what could not be
/// parsed stands there as [`Bad`](crate::ast::ExprKind::Bad) nodes or is missing.
///
/// The diagnostics are sorted by position. Those with the code `Syntax` leave a tree with gaps, and gc does not go on to
/// check types; those with the code `Lexical` (a bad escape, a misplaced directive) do not stop it.
pub fn parse_file(source: &SourceFile) -> (File, Vec<Diagnostic>) {
    let (src, errors) = clean(source.src());
    let mut parser = Parser::new(&src, source, errors);
    parser.file();
    parser.finish()
}

/// Keywords at which skipping stops inside functions: a statement begins there.
const STATEMENT_STARTS: TokenSet = token_set(&[
    Token::Break,
    Token::Const,
    Token::Continue,
    Token::Defer,
    Token::Fallthrough,
    Token::For,
    Token::Go,
    Token::Goto,
    Token::If,
    Token::Return,
    Token::Select,
    Token::Switch,
    Token::Type,
    Token::Var,
]);

struct Parser<'a> {
    lexer: Lexer<'a>,
    source: &'a SourceFile,
    base: Pos,
    file: File,
    symbols: SymbolCache,
    /// The height of each expression's tree, if the file is long enough for one that is too high.
    heights: Option<Vec<u32>>,
    /// The number of functions around the current token.
    function_nest: u32,
    /// Non-negative inside parentheses and the like; negative in the header of a control clause, where `{` begins
    /// the body and not a composite literal.
    expr_nest: i32,
    /// The current recursion depth.
    depth: u32,
    /// How many of the errors are about labels, branches and directives, which leave the tree whole.
    harmless_errors: usize,
    /// Stacks on which sequences are collected.
    expr_stack: Vec<ExprId>,
    stmt_stack: Vec<StmtId>,
    /// Directives seen so far that belong to the declaration to come.
    directives: directive::Collector,
}

impl<'a> Parser<'a> {
    fn new(src: &'a [u8], source: &'a SourceFile, errors: Vec<(u32, String)>) -> Parser<'a> {
        let mut lexer = Lexer::new(src);
        lexer.errors = errors;
        let mut file = File::new(source.base(), source.len());
        file.reserve(src.len());
        Parser {
            lexer,
            source,
            base: source.base(),
            file,
            symbols: SymbolCache::take(),
            heights: (src.len() > MAX_HEIGHT as usize).then(Vec::new),
            function_nest: 0,
            expr_nest: 0,
            depth: 0,
            harmless_errors: 0,
            expr_stack: Vec::new(),
            stmt_stack: Vec::new(),
            directives: directive::Collector::default(),
        }
    }

    /// The tree and what was wrong, in the order in which it was found.
    fn finish(mut self) -> (File, Vec<Diagnostic>) {
        self.finish_directives();
        let mut diagnostics = Vec::new();
        let (mut last_syntax, mut last_other) = (0, (0, String::new()));
        for (offset, message) in std::mem::take(&mut self.lexer.errors) {
            let pos = self.base.offset(offset);
            let (line, _) = self.source.line_col(pos);
            let syntax = message.starts_with("syntax error");
            // Of several syntax errors, and of several equal other errors, on one line the first is enough.
            let repeats = if syntax {
                std::mem::replace(&mut last_syntax, line) == line
            } else {
                let this = (line, message.clone());
                std::mem::replace(&mut last_other, this) == (line, message.clone())
            };
            if !repeats {
                let code = if syntax { "Syntax" } else { "Lexical" };
                diagnostics.push(Diagnostic::error(pos, code, message));
            }
        }
        self.symbols.give_back();
        (self.file, diagnostics)
    }

    // ----------------------------------------------------------------------------------------------
    // Tokens

    fn tok(&self) -> Token {
        self.lexer.tok
    }

    /// The position of the current token.
    fn pos(&self) -> Pos {
        self.base.offset(self.lexer.start as u32)
    }

    /// The end of the token before the current one.
    fn prev_end(&self) -> Pos {
        self.base.offset(self.lexer.prev_end as u32)
    }

    fn next(&mut self) {
        self.lexer.next();
        if !self.lexer.directives.is_empty() {
            self.collect_directives();
        }
    }

    fn is_op(&self, op: Op) -> bool {
        self.lexer.tok == Token::Operator && self.lexer.op == op
    }

    /// Consumes the current token if it is `tok`.
    fn got(&mut self, tok: Token) -> bool {
        let found = self.lexer.tok == tok;
        if found {
            self.next();
        }
        found
    }

    /// Consumes the current token, which should be `tok`.
    fn want(&mut self, tok: Token) {
        if !self.got(tok) {
            self.syntax_error(&format!("expected {}", tok.describe()));
            self.skip();
        }
    }

    /// Consumes `=`; `:=` is taken for it with a complaint.
    fn got_assign(&mut self) -> bool {
        match self.tok() {
            Token::Define => {
                self.syntax_error("expected =");
                self.next();
                true
            }
            Token::Assign => {
                self.next();
                true
            }
            _ => false,
        }
    }

    // ----------------------------------------------------------------------------------------------
    // Errors and recovery

    /// An error that leaves the tree whole: one about labels, branches or directives.
    fn harmless_error_at(&mut self, pos: Pos, message: impl Into<String>) {
        self.harmless_errors += 1;
        self.error_at(pos, message);
    }

    fn error_at(&mut self, pos: Pos, message: impl Into<String>) {
        self.lexer.errors.push((pos.0 - self.base.0, message.into()));
    }

    /// Reports an error at the current token.
    fn error(&mut self, message: impl Into<String>) {
        self.error_at(self.pos(), message);
    }

    fn syntax_error(&mut self, message: &str) {
        self.syntax_error_at(self.pos(), message);
    }

    /// Reports a syntax error. A message that begins with `in`, `at`, `after` or `expected` is about the current token
    /// being unexpected; any other stands for itself.
    #[cold]
    fn syntax_error_at(&mut self, pos: Pos, message: &str) {
        if self.tok() == Token::Eof && self.lexer.errors.len() > self.harmless_errors {
            return; // it would only be a consequence
        }
        let joint = if ["in ", "at ", "after "].iter().any(|start| message.starts_with(start)) {
            " "
        } else if message.starts_with("expected ") {
            ", "
        } else {
            return self.error_at(pos, format!("syntax error: {message}"));
        };
        let token = self.describe_token();
        self.error_at(pos, format!("syntax error: unexpected {token}{joint}{message}"));
    }

    /// How messages call the current token.
    fn describe_token(&self) -> String {
        let text = String::from_utf8_lossy(self.lexer.bytes());
        match self.tok() {
            Token::Name => format!("name {text}"),
            Token::Semi => self.lexer.semi.to_owned(),
            Token::Literal => format!("literal {text}"),
            Token::Operator => self.lexer.op.as_str().to_owned(),
            Token::AssignOp | Token::IncOp => text.into_owned(),
            tok => tok.describe(),
        }
    }

    /// Skips one token, unless at the end.
    fn skip(&mut self) {
        if self.tok() != Token::Eof {
            self.next();
        }
    }

    /// Skips to a token of `follow`, inside functions also to the start of a statement.
    #[cold]
    fn advance(&mut self, follow: TokenSet) {
        let mut stop = follow | Token::Eof.bit();
        if self.function_nest > 0 {
            stop |= STATEMENT_STARTS;
        }
        while stop & self.tok().bit() == 0 {
            self.next();
        }
    }

    /// Counts a level of recursion, to be undone by `leave`. At the limit it reports an error and ends the input;
    /// then the caller must not recurse.
    #[must_use]
    fn enter(&mut self, weight: u32) -> bool {
        self.depth += weight;
        if self.depth <= MAX_NESTING {
            return true;
        }
        self.too_deep();
        false
    }

    fn leave(&mut self, weight: u32) {
        self.depth -= weight;
    }

    #[cold]
    fn too_deep(&mut self) {
        if self.tok() != Token::Eof {
            self.error("syntax error: exceeded max nesting depth");
        }
        self.lexer.end_input();
    }

    /// Parses `element (sep element)* [sep] close`, where `element` returns true to end the list early.
    /// Returns the position of `close`.
    fn list(
        &mut self,
        context: &str,
        sep: Token,
        close: Token,
        mut element: impl FnMut(&mut Self) -> bool,
    ) -> Pos {
        let mut done = !self.enter(HEAVY);
        while self.tok() != Token::Eof && self.tok() != close && !done {
            done = element(self);
            if !self.got(sep) && self.tok() != close {
                let (sep, end) = (sep.describe(), close.describe());
                self.syntax_error(&format!("in {context}; possibly missing {sep} or {end}"));
                self.advance(token_set(&[Token::Rparen, Token::Rbrack, Token::Rbrace]));
                if self.tok() != close {
                    self.leave(HEAVY);
                    return self.pos();
                }
            }
        }
        self.leave(HEAVY);
        let pos = self.pos();
        self.want(close);
        pos
    }

    // ----------------------------------------------------------------------------------------------
    // Building nodes

    fn symbol_here(&mut self) -> Symbol {
        self.symbols.intern(self.lexer.bytes())
    }

    /// Adds an expression whose leftmost position is `pos`.
    fn expr_node(&mut self, pos: Pos, kind: ExprKind) -> ExprId {
        let height = self.heights.as_ref().map_or(0, |heights| self.file.height(&kind, heights));
        self.expr_node_of_height(pos, kind, height)
    }

    fn expr_node_of_height(&mut self, pos: Pos, mut kind: ExprKind, mut height: u32) -> ExprId {
        if height > MAX_HEIGHT {
            self.too_deep();
            (kind, height) = (ExprKind::Bad, 0);
        }
        if let Some(heights) = &mut self.heights {
            heights.push(height);
        }
        self.file.exprs.push(Expr { pos, kind });
        ExprId::from_index(self.file.exprs.len() - 1)
    }

    /// A `Bad` expression at the current token.
    fn bad_expr(&mut self) -> ExprId {
        self.expr_node(self.pos(), ExprKind::Bad)
    }

    /// Adds a statement that ends with the token before the current one.
    fn stmt_node(&mut self, pos: Pos, kind: StmtKind) -> StmtId {
        let end = self.prev_end();
        self.file.stmts.push(Stmt { pos, end, kind });
        StmtId::from_index(self.file.stmts.len() - 1)
    }

    /// The expressions pushed since the stack had length `mark`.
    fn pop_exprs(&mut self, mark: usize) -> List<ExprId> {
        let list = self.file.expr_ids(&self.expr_stack[mark..]);
        self.expr_stack.truncate(mark);
        list
    }

    /// The statements pushed since the stack had length `mark`.
    fn pop_stmts(&mut self, mark: usize) -> List<StmtId> {
        let list = self.file.stmt_ids(&self.stmt_stack[mark..]);
        self.stmt_stack.truncate(mark);
        list
    }

    /// An identifier that is not in the source.
    fn synthetic_name(&mut self, pos: Pos) -> ExprId {
        self.expr_node(pos, ExprKind::Ident(sym::BLANK))
    }

    /// An identifier; `_` with a complaint if there is none.
    fn name(&mut self) -> ExprId {
        let pos = self.pos();
        if self.tok() == Token::Name {
            let symbol = self.symbol_here();
            self.next();
            return self.expr_node(pos, ExprKind::Ident(symbol));
        }
        let name = self.synthetic_name(pos);
        self.syntax_error("expected name");
        self.skip();
        name
    }

    /// Identifiers separated by commas, the first of which may have been read already.
    fn name_list(&mut self, first: Option<ExprId>) -> List<ExprId> {
        let mark = self.expr_stack.len();
        let first = first.unwrap_or_else(|| self.name());
        self.expr_stack.push(first);
        while self.got(Token::Comma) {
            let name = self.name();
            self.expr_stack.push(name);
        }
        self.pop_exprs(mark)
    }

    /// A literal, if there is one.
    fn literal(&mut self) -> Option<ExprId> {
        if self.tok() != Token::Literal {
            return None;
        }
        let (pos, kind, bad) = (self.pos(), self.lexer.lit_kind, self.lexer.lit_bad);
        let bytes = self.lexer.bytes();
        let text = if bytes.first() == Some(&b'`') && bytes.contains(&b'\r') {
            let without: Vec<u8> = bytes.iter().copied().filter(|&b| b != b'\r').collect();
            self.symbols.intern(&without)
        } else {
            self.symbols.intern(bytes)
        };
        self.next();
        Some(self.expr_node(pos, ExprKind::BasicLit { kind, text, bad }))
    }
}
