//! Expressions as text, the way gc's messages show them: operators spaced, bodies and elements as `…`.

use std::fmt::Write;

use crate::ast::{Block, ChanDir, ExprId, ExprKind, Field, File, List, StmtKind, UnaryOp};

/// The expression as gc's messages show it: `x + y`, `T{…}`, `func(a, b int) {…}`.
pub fn expr_string(file: &File, x: ExprId) -> String {
    let mut printer = Printer { file, out: String::new() };
    printer.expr(x);
    printer.out
}

/// Expressions separated by commas.
pub fn expr_list_string(file: &File, list: List<ExprId>) -> String {
    let mut printer = Printer { file, out: String::new() };
    printer.exprs(list);
    printer.out
}

/// A simple statement used where a value is needed, as gc's message shows it: assignments are emphasised.
pub(crate) fn simple_stmt_string(file: &File, kind: &StmtKind) -> String {
    let text = |x| expr_string(file, x);
    let list = |l| expr_list_string(file, l);
    match *kind {
        StmtKind::Assign { lhs, op: None, rhs, .. } => {
            format!("assignment {} = {}", emphasized(file, lhs), emphasized(file, rhs))
        }
        StmtKind::Assign { lhs, op: Some(op), rhs, .. } => {
            format!("{} {}= {}", list(lhs), op.as_str(), list(rhs))
        }
        StmtKind::Define { lhs, rhs, .. } => format!("{} := {}", list(lhs), list(rhs)),
        StmtKind::IncDec { x, inc, .. } => format!("{}{}", text(x), if inc { "++" } else { "--" }),
        StmtKind::Send { chan, value, .. } => format!("{} <- {}", text(chan), text(value)),
        StmtKind::Expr(x) => text(x),
        _ => "statement".to_owned(),
    }
}

/// The expressions, a single binary one in parentheses.
fn emphasized(file: &File, list: List<ExprId>) -> String {
    let text = expr_list_string(file, list);
    match &file[list] {
        &[x] if matches!(file[x].kind, ExprKind::Binary { .. }) => format!("({text})"),
        _ => text,
    }
}

struct Printer<'a> {
    file: &'a File,
    out: String,
}

impl Printer<'_> {
    fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn expr(&mut self, x: ExprId) {
        match self.file[x].kind {
            ExprKind::Bad => self.text("<bad expr>"),
            ExprKind::Ident(symbol) | ExprKind::BasicLit { text: symbol, .. } => self.text(symbol.as_str()),
            ExprKind::CompositeLit { ty, elems, .. } => {
                if let Some(ty) = ty {
                    self.expr(ty);
                }
                self.text(if elems.is_empty() { "{}" } else { "{…}" });
            }
            ExprKind::KeyValue { key, value, .. } => {
                self.expr(key);
                self.text(": ");
                self.expr(value);
            }
            ExprKind::FuncLit { ty, body } => {
                self.expr(ty);
                self.body(&body);
            }
            ExprKind::Paren { x, .. } => {
                self.text("(");
                self.expr(x);
                self.text(")");
            }
            ExprKind::Selector { x, sel } => {
                self.expr(x);
                self.text(".");
                self.expr(sel);
            }
            ExprKind::Index { x, indices, .. } => {
                self.expr(x);
                self.text("[");
                self.exprs(indices);
                self.text("]");
            }
            ExprKind::Slice { x, lo, hi, max, full, .. } => self.slice(x, [lo, hi, max], full),
            ExprKind::TypeAssert { x, ty, .. } => {
                self.expr(x);
                self.text(".(");
                self.expr(ty);
                self.text(")");
            }
            ExprKind::Call { fun, args, ellipsis, .. } => {
                self.expr(fun);
                self.text("(");
                self.exprs(args);
                self.text(if ellipsis.is_known() { "...)" } else { ")" });
            }
            ExprKind::Star { x } => {
                self.text("*");
                self.expr(x);
            }
            ExprKind::Unary { op, x } => self.unary(op, x),
            ExprKind::Binary { .. } => self.binary(x),
            ExprKind::Ellipsis { elem } => {
                self.text("...");
                self.expr(elem);
            }
            ExprKind::ArrayType { len, elem } => {
                self.text("[");
                match len {
                    Some(len) => self.expr(len),
                    None => self.text("..."),
                }
                self.text("]");
                self.expr(elem);
            }
            ExprKind::SliceType { elem } => {
                self.text("[]");
                self.expr(elem);
            }
            ExprKind::StructType { fields, .. } => {
                self.text("struct{");
                self.struct_fields(fields);
                self.text("}");
            }
            ExprKind::FuncType { params, results, .. } => {
                self.text("func");
                self.signature(params, results);
            }
            ExprKind::InterfaceType { elems, .. } => self.interface(elems),
            ExprKind::MapType { key, value } => {
                self.text("map[");
                self.expr(key);
                self.text("]");
                self.expr(value);
            }
            ExprKind::ChanType { dir, elem } => self.chan(dir, elem),
        }
    }

    fn exprs(&mut self, list: List<ExprId>) {
        for (i, &x) in self.file[list].iter().enumerate() {
            if i > 0 {
                self.text(", ");
            }
            self.expr(x);
        }
    }

    fn unary(&mut self, op: UnaryOp, x: ExprId) {
        self.text(op.as_str());
        self.expr(x);
    }

    /// A binary expression; chains of them are followed without recursion.
    fn binary(&mut self, x: ExprId) {
        let mut rest = Vec::new();
        let mut first = x;
        while let ExprKind::Binary { op, x, y, .. } = self.file[first].kind {
            rest.push((op, y));
            first = x;
        }
        self.expr(first);
        for (op, y) in rest.into_iter().rev() {
            let _ = write!(self.out, " {} ", op.as_str());
            self.expr(y);
        }
    }

    fn slice(&mut self, x: ExprId, bounds: [Option<ExprId>; 3], full: bool) {
        self.expr(x);
        self.text("[");
        for (i, bound) in bounds.into_iter().enumerate() {
            if i == 1 || i == 2 && full {
                self.text(":");
            }
            if let Some(bound) = bound {
                self.expr(bound);
            }
        }
        self.text("]");
    }

    fn body(&mut self, body: &Block) {
        self.text(if body.stmts.is_empty() { " {}" } else { " {…}" });
    }

    fn chan(&mut self, dir: ChanDir, elem: ExprId) {
        self.text(match dir {
            ChanDir::Both => "chan ",
            ChanDir::Send => "chan<- ",
            ChanDir::Recv => "<-chan ",
        });
        let receives = matches!(self.file[elem].kind, ExprKind::ChanType { dir: ChanDir::Recv, .. });
        if receives && dir != ChanDir::Recv {
            self.text("(");
            self.expr(elem);
            self.text(")");
        } else {
            self.expr(elem);
        }
    }

    fn signature(&mut self, params: List<Field>, results: List<Field>) {
        self.text("(");
        self.fields(params, ", ");
        self.text(")");
        match &self.file[results] {
            [] => {}
            [Field { name: None, ty, .. }] => {
                self.text(" ");
                self.expr(*ty);
            }
            _ => {
                self.text(" (");
                self.fields(results, ", ");
                self.text(")");
            }
        }
    }

    /// Fields, those that share a type together.
    fn fields(&mut self, list: List<Field>, between: &str) {
        let fields = &self.file[list];
        for (i, field) in fields.iter().enumerate() {
            if let Some(name) = field.name {
                self.expr(name);
                if fields.get(i + 1).is_some_and(|next| next.ty == field.ty) {
                    self.text(", ");
                    continue;
                }
                self.text(" ");
            }
            self.expr(field.ty);
            if let Some(tag) = field.tag {
                self.text(" ");
                self.expr(tag);
            }
            if i + 1 < fields.len() {
                self.text(between);
            }
        }
    }

    fn struct_fields(&mut self, list: List<Field>) {
        self.fields(list, "; ");
    }

    fn interface(&mut self, elems: List<Field>) {
        self.text("interface{");
        for (i, elem) in self.file[elems].iter().enumerate() {
            if i > 0 {
                self.text("; ");
            }
            match (elem.name, &self.file[elem.ty].kind) {
                (Some(name), &ExprKind::FuncType { params, results, .. }) => {
                    self.expr(name);
                    self.signature(params, results);
                }
                _ => self.expr(elem.ty),
            }
        }
        self.text("}");
    }
}
