//! Tokens, as the lexer hands them to the parser: classes rather than single operators, since the parser treats all
//! binary operators alike.

use crate::ast::BinaryOp;

/// The class of a token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Token {
    /// The end of the file.
    Eof,
    Name,
    Literal,
    /// A binary operator other than `*`, or `!` or `~`; see `Lexer::op`.
    Operator,
    /// A binary operator followed by `=`.
    AssignOp,
    /// `++` or `--`
    IncOp,
    Assign,
    Define,
    Arrow,
    Star,
    Lparen,
    Lbrack,
    Lbrace,
    Rparen,
    Rbrack,
    Rbrace,
    Comma,
    /// `;`, or a newline or end of file that acts as one.
    Semi,
    Colon,
    Dot,
    DotDotDot,
    Break,
    Case,
    Chan,
    Const,
    Continue,
    Default,
    Defer,
    Else,
    Fallthrough,
    For,
    Func,
    Go,
    Goto,
    If,
    Import,
    Interface,
    Map,
    Package,
    Range,
    Return,
    Select,
    Struct,
    Switch,
    Type,
    Var,
}

/// The operator of a `Token::Operator`, `AssignOp` or `IncOp`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Op {
    Not,
    Tilde,
    Binary(BinaryOp),
}

impl Op {
    pub fn as_str(self) -> &'static str {
        match self {
            Op::Not => "!",
            Op::Tilde => "~",
            Op::Binary(op) => op.as_str(),
        }
    }
}

impl Token {
    /// How messages call the token when it is expected.
    pub fn describe(self) -> String {
        match self {
            Token::Comma => "comma".to_owned(),
            Token::Semi => "semicolon or newline".to_owned(),
            _ if self.is_keyword() => format!("keyword {}", self.as_str()),
            _ => self.as_str().to_owned(),
        }
    }

    /// The token's text, for those that have only one.
    pub fn as_str(self) -> &'static str {
        match self {
            Token::Eof => "EOF",
            Token::Name => "name",
            Token::Literal => "literal",
            Token::Operator => "op",
            Token::AssignOp => "op=",
            Token::IncOp => "opop",
            Token::Assign => "=",
            Token::Define => ":=",
            Token::Arrow => "<-",
            Token::Star => "*",
            Token::Lparen => "(",
            Token::Lbrack => "[",
            Token::Lbrace => "{",
            Token::Rparen => ")",
            Token::Rbrack => "]",
            Token::Rbrace => "}",
            Token::Comma => ",",
            Token::Semi => ";",
            Token::Colon => ":",
            Token::Dot => ".",
            Token::DotDotDot => "...",
            Token::Break => "break",
            Token::Case => "case",
            Token::Chan => "chan",
            Token::Const => "const",
            Token::Continue => "continue",
            Token::Default => "default",
            Token::Defer => "defer",
            Token::Else => "else",
            Token::Fallthrough => "fallthrough",
            Token::For => "for",
            Token::Func => "func",
            Token::Go => "go",
            Token::Goto => "goto",
            Token::If => "if",
            Token::Import => "import",
            Token::Interface => "interface",
            Token::Map => "map",
            Token::Package => "package",
            Token::Range => "range",
            Token::Return => "return",
            Token::Select => "select",
            Token::Struct => "struct",
            Token::Switch => "switch",
            Token::Type => "type",
            Token::Var => "var",
        }
    }

    /// Reports whether the token is a keyword.
    pub fn is_keyword(self) -> bool {
        self as u8 >= Token::Break as u8
    }

    /// The token of an identifier-like word.
    pub fn of_word(word: &[u8]) -> Token {
        match word {
            b"break" => Token::Break,
            b"case" => Token::Case,
            b"chan" => Token::Chan,
            b"const" => Token::Const,
            b"continue" => Token::Continue,
            b"default" => Token::Default,
            b"defer" => Token::Defer,
            b"else" => Token::Else,
            b"fallthrough" => Token::Fallthrough,
            b"for" => Token::For,
            b"func" => Token::Func,
            b"go" => Token::Go,
            b"goto" => Token::Goto,
            b"if" => Token::If,
            b"import" => Token::Import,
            b"interface" => Token::Interface,
            b"map" => Token::Map,
            b"package" => Token::Package,
            b"range" => Token::Range,
            b"return" => Token::Return,
            b"select" => Token::Select,
            b"struct" => Token::Struct,
            b"switch" => Token::Switch,
            b"type" => Token::Type,
            b"var" => Token::Var,
            _ => Token::Name,
        }
    }

    /// The token's bit in a `TokenSet`.
    pub const fn bit(self) -> u64 {
        1 << self as u8
    }
}

/// A set of tokens as a bit mask.
pub(crate) type TokenSet = u64;

/// The set of the given tokens.
pub(crate) const fn token_set(tokens: &[Token]) -> TokenSet {
    let mut set = 0;
    let mut i = 0;
    while i < tokens.len() {
        set |= tokens[i].bit();
        i += 1;
    }
    set
}
