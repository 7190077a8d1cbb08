//! The syntax tree as text, for `--emit=ast` and for tests: one node per line as an indented s-expression
//! `(kind line:col what parts…)`. Parts with a role of their own stand in a node named for it or are
//! marked with it (`(params …)`, `cond: (ident 3:5 x)`). The form is stable: equal sources give equal dumps.

use std::fmt::Write;

use crate::ast::{
    Block, BranchKind, CaseClause, ChanDir, CommClause, Decl, DeclId, DeclKind, ExprId, ExprKind, Field,
    File, List, LitKind, StmtId, StmtKind,
};
use crate::source::{Pos, SourceFile};

/// The tree of `file`, which was parsed from `source`.
pub fn dump(file: &File, source: &SourceFile) -> String {
    let mut dumper = Dumper { file, source, out: String::new(), depth: 0, role: "" };
    dumper.file();
    dumper.out.push('\n');
    dumper.out
}

/// The subtree of one expression.
pub fn dump_expr(file: &File, source: &SourceFile, x: ExprId) -> String {
    let mut dumper = Dumper { file, source, out: String::new(), depth: 0, role: "" };
    dumper.expr(x);
    dumper.out.push('\n');
    dumper.out
}

struct Dumper<'a> {
    file: &'a File,
    source: &'a SourceFile,
    out: String,
    depth: usize,
    /// The role of the node to come.
    role: &'static str,
}

impl Dumper<'_> {
    /// Begins a line with `(kind line:col attributes`, does the parts, closes it.
    fn node(&mut self, kind: &str, pos: Pos, attributes: &str, parts: impl FnOnce(&mut Self)) {
        if !self.out.is_empty() {
            self.out.push('\n');
            // Deep trees are not indented ever further, lest the dump grow with the square of the depth.
            let indent = 2 * self.depth.min(100);
            let _ = write!(self.out, "{:indent$}", "");
        }
        let role = std::mem::take(&mut self.role);
        let joint = if role.is_empty() { "" } else { ": " };
        let _ = write!(self.out, "{role}{joint}({kind}");
        if pos.is_known() {
            let (line, col) = self.source.line_col(pos);
            let _ = write!(self.out, " {line}:{col}");
        }
        if !attributes.is_empty() {
            let _ = write!(self.out, " {attributes}");
        }
        self.depth += 1;
        parts(self);
        self.depth -= 1;
        self.out.push(')');
    }

    fn leaf(&mut self, kind: &str, pos: Pos, attributes: &str) {
        self.node(kind, pos, attributes, |_| {});
    }

    /// A part with a role, if it is there.
    fn role(&mut self, role: &'static str, x: Option<ExprId>) {
        if let Some(x) = x {
            self.role = role;
            self.expr(x);
        }
    }

    fn file(&mut self) {
        let (file, name) = (self.file, self.source.name().to_owned());
        self.node("file", Pos::NONE, &name, |d| {
            if let Some(version) = file.go_version {
                d.leaf("version", Pos::NONE, &format!("go{}.{}", version.major, version.minor));
            }
            if let Some(name) = file.name {
                d.node("package", file.package_pos, "", |d| d.expr(name));
            }
            for directive in &file[file.directives] {
                let text = format!("{} {}", directive.name, directive.args);
                d.leaf("directive", directive.pos, text.trim_end());
            }
            for &decl in &file[file.decls] {
                d.decl(decl);
            }
        });
    }

    fn decl(&mut self, id: DeclId) {
        let Decl { pos, directives, kind, .. } = self.file[id];
        let mut names: Vec<&str> = self.file[directives].iter().map(|d| d.name.as_str()).collect();
        let said = |names: &[&str]| names.join(" ");
        match kind {
            DeclKind::Import { name, path } => self.node("import", pos, &said(&names), |d| {
                d.role("name", name);
                d.expr(path);
            }),
            DeclKind::Const { names: idents, ty, values, iota, repeats } => {
                let iota = format!("iota={iota}");
                names.push(&iota);
                if repeats.is_some() {
                    names.push("repeats");
                }
                self.node("const", pos, &said(&names), |d| d.value_spec(idents, ty, values));
            }
            DeclKind::Var { names: idents, ty, values } => {
                self.node("var", pos, &said(&names), |d| d.value_spec(idents, ty, values));
            }
            DeclKind::Type { name, tparams, alias, ty } => {
                if alias {
                    names.push("alias");
                }
                self.node("type", pos, &said(&names), |d| {
                    d.expr(name);
                    d.fields("tparams", tparams);
                    d.expr(ty);
                });
            }
            DeclKind::Func { recv, name, tparams, sig, body } => self.node("func", pos, &said(&names), |d| {
                if let Some(recv) = recv {
                    d.role = "recv";
                    d.field(&recv);
                }
                d.expr(name);
                d.fields("tparams", tparams);
                d.expr(sig);
                if let Some(body) = body {
                    d.block("body", &body);
                }
            }),
        }
    }

    fn value_spec(&mut self, names: List<ExprId>, ty: Option<ExprId>, values: List<ExprId>) {
        self.exprs("names", names);
        self.role("of", ty);
        self.exprs("values", values);
    }

    /// A list with a role, if it is not empty.
    fn exprs(&mut self, role: &str, list: List<ExprId>) {
        if !list.is_empty() {
            self.node(role, Pos::NONE, "", |d| d.each(list));
        }
    }

    fn each(&mut self, list: List<ExprId>) {
        for &x in &self.file[list] {
            self.expr(x);
        }
    }

    fn fields(&mut self, role: &str, list: List<Field>) {
        if !list.is_empty() {
            self.node(role, Pos::NONE, "", |d| {
                for field in &d.file[list] {
                    d.field(field);
                }
            });
        }
    }

    fn field(&mut self, field: &Field) {
        self.node("field", field.pos, "", |d| {
            d.role("name", field.name);
            d.expr(field.ty);
            d.role("tag", field.tag);
        });
    }

    fn expr(&mut self, id: ExprId) {
        let pos = self.file[id].pos;
        match self.file[id].kind {
            ExprKind::Bad => self.leaf("bad", pos, ""),
            ExprKind::Ident(symbol) => self.leaf("ident", pos, symbol.as_str()),
            ExprKind::BasicLit { kind, text, bad } => {
                let kind = match kind {
                    LitKind::Int => "int",
                    LitKind::Float => "float",
                    LitKind::Imag => "imag",
                    LitKind::Rune => "rune",
                    LitKind::String => "string",
                };
                let text = text.as_str().replace('\n', "\\n");
                self.leaf(kind, pos, &if bad { format!("{text} bad") } else { text });
            }
            ExprKind::CompositeLit { ty, elems, .. } => self.node("composite", pos, "", |d| {
                d.role("of", ty);
                d.each(elems);
            }),
            ExprKind::KeyValue { key, value, .. } => self.pair("key-value", pos, "", key, value),
            ExprKind::FuncLit { ty, body } => self.node("func-lit", pos, "", |d| {
                d.expr(ty);
                d.block("body", &body);
            }),
            ExprKind::Paren { x, .. } => self.node("paren", pos, "", |d| d.expr(x)),
            ExprKind::Selector { x, sel } => self.pair("selector", pos, "", x, sel),
            ExprKind::Index { x, indices, .. } => self.node("index", pos, "", |d| {
                d.expr(x);
                d.each(indices);
            }),
            ExprKind::Slice { x, lo, hi, max, full, .. } => {
                self.node("slice", pos, if full { "full" } else { "" }, |d| {
                    d.expr(x);
                    d.role("lo", lo);
                    d.role("hi", hi);
                    d.role("max", max);
                });
            }
            ExprKind::TypeAssert { x, ty, .. } => self.pair("assert", pos, "", x, ty),
            ExprKind::Call { fun, args, ellipsis, .. } => {
                self.node("call", pos, if ellipsis.is_known() { "..." } else { "" }, |d| {
                    d.expr(fun);
                    d.each(args);
                });
            }
            ExprKind::Star { x } => self.node("star", pos, "", |d| d.expr(x)),
            ExprKind::Unary { op, x } => self.node("unary", pos, op.as_str(), |d| d.expr(x)),
            ExprKind::Binary { op, x, y, .. } => self.pair("binary", pos, op.as_str(), x, y),
            _ => self.type_expr(id),
        }
    }

    /// The expressions that can only be types.
    fn type_expr(&mut self, id: ExprId) {
        let pos = self.file[id].pos;
        match self.file[id].kind {
            ExprKind::Ellipsis { elem } => self.node("ellipsis", pos, "", |d| d.expr(elem)),
            ExprKind::ArrayType { len, elem } => self.node("array-type", pos, "", |d| {
                match len {
                    Some(len) => d.expr(len),
                    None => d.leaf("...", Pos::NONE, ""),
                }
                d.expr(elem);
            }),
            ExprKind::SliceType { elem } => self.node("slice-type", pos, "", |d| d.expr(elem)),
            ExprKind::StructType { fields, .. } => {
                self.node("struct-type", pos, "", |d| d.each_field(fields));
            }
            ExprKind::FuncType { params, results, .. } => self.node("func-type", pos, "", |d| {
                d.fields("params", params);
                d.fields("results", results);
            }),
            ExprKind::InterfaceType { elems, .. } => {
                self.node("interface-type", pos, "", |d| d.each_field(elems));
            }
            ExprKind::MapType { key, value } => self.pair("map-type", pos, "", key, value),
            ExprKind::ChanType { dir, elem } => {
                let dir = match dir {
                    ChanDir::Both => "",
                    ChanDir::Send => "send",
                    ChanDir::Recv => "recv",
                };
                self.node("chan-type", pos, dir, |d| d.expr(elem));
            }
            _ => {}
        }
    }

    fn each_field(&mut self, list: List<Field>) {
        for field in &self.file[list] {
            self.field(field);
        }
    }

    fn pair(&mut self, kind: &str, pos: Pos, attributes: &str, x: ExprId, y: ExprId) {
        self.node(kind, pos, attributes, |d| {
            d.expr(x);
            d.expr(y);
        });
    }

    fn block(&mut self, role: &str, block: &Block) {
        self.node(role, block.lbrace, "", |d| d.stmts(block.stmts));
    }

    fn stmts(&mut self, list: List<StmtId>) {
        for &stmt in &self.file[list] {
            self.stmt(stmt);
        }
    }

    fn stmt_role(&mut self, role: &'static str, stmt: Option<StmtId>) {
        if let Some(stmt) = stmt {
            self.role = role;
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, id: StmtId) {
        let pos = self.file[id].pos;
        match self.file[id].kind {
            StmtKind::Bad => self.leaf("bad", pos, ""),
            StmtKind::Empty => self.leaf("empty", pos, ""),
            StmtKind::Expr(x) => self.node("expr", pos, "", |d| d.expr(x)),
            StmtKind::Send { chan, value, .. } => self.pair("send", pos, "", chan, value),
            StmtKind::IncDec { x, inc, .. } => {
                self.node("inc-dec", pos, if inc { "++" } else { "--" }, |d| d.expr(x));
            }
            StmtKind::Assign { lhs, op, rhs, .. } => {
                let op = format!("{}=", op.map_or("", |op| op.as_str()));
                self.assignment("assign", pos, &op, lhs, rhs);
            }
            StmtKind::Define { lhs, rhs, .. } => self.assignment("define", pos, "", lhs, rhs),
            StmtKind::Go { call } => self.node("go", pos, "", |d| d.expr(call)),
            StmtKind::Defer { call } => self.node("defer", pos, "", |d| d.expr(call)),
            StmtKind::Return { results } => self.node("return", pos, "", |d| d.each(results)),
            StmtKind::Branch { kind, label } => {
                let kind = match kind {
                    BranchKind::Break => "break",
                    BranchKind::Continue => "continue",
                    BranchKind::Goto => "goto",
                    BranchKind::Fallthrough => "fallthrough",
                };
                self.node(kind, pos, "", |d| d.role("label", label));
            }
            StmtKind::Labeled { label, stmt, .. } => self.node("labeled", pos, "", |d| {
                d.expr(label);
                d.stmt(stmt);
            }),
            StmtKind::Decl(decls) => {
                for &decl in &self.file[decls] {
                    self.decl(decl);
                }
            }
            _ => self.control_stmt(id),
        }
    }

    fn assignment(&mut self, kind: &str, pos: Pos, op: &str, lhs: List<ExprId>, rhs: List<ExprId>) {
        self.node(kind, pos, op, |d| {
            d.exprs("lhs", lhs);
            d.exprs("rhs", rhs);
        });
    }

    /// The statements that contain blocks.
    fn control_stmt(&mut self, id: StmtId) {
        let pos = self.file[id].pos;
        match self.file[id].kind {
            StmtKind::Block(block) => self.block("block", &block),
            StmtKind::If { init, cond, then, otherwise } => self.node("if", pos, "", |d| {
                d.stmt_role("init", init);
                d.expr(cond);
                d.block("then", &then);
                d.stmt_role("else", otherwise);
            }),
            StmtKind::Switch { init, tag, clauses, .. } => self.node("switch", pos, "", |d| {
                d.stmt_role("init", init);
                d.role("tag", tag);
                d.case_clauses(clauses);
            }),
            StmtKind::TypeSwitch { init, bind, x, clauses, .. } => self.node("type-switch", pos, "", |d| {
                d.stmt_role("init", init);
                d.role("bind", bind);
                d.expr(x);
                d.case_clauses(clauses);
            }),
            StmtKind::Select { clauses, .. } => self.node("select", pos, "", |d| {
                for clause in &d.file[clauses] {
                    d.comm_clause(clause);
                }
            }),
            StmtKind::For { init, cond, post, body } => self.node("for", pos, "", |d| {
                d.stmt_role("init", init);
                d.role("cond", cond);
                d.stmt_role("post", post);
                d.block("body", &body);
            }),
            StmtKind::Range { lhs, define, x, body, .. } => {
                self.node("range", pos, if define { ":=" } else { "" }, |d| {
                    d.exprs("lhs", lhs);
                    d.expr(x);
                    d.block("body", &body);
                });
            }
            _ => {}
        }
    }

    fn case_clauses(&mut self, clauses: List<CaseClause>) {
        for clause in &self.file[clauses] {
            let kind = if clause.is_default { "default" } else { "case" };
            self.node(kind, clause.pos, "", |d| {
                d.each(clause.exprs);
                if !clause.body.is_empty() {
                    d.node("body", Pos::NONE, "", |d| d.stmts(clause.body));
                }
            });
        }
    }

    fn comm_clause(&mut self, clause: &CommClause) {
        let kind = if clause.comm.is_some() { "case" } else { "default" };
        self.node(kind, clause.pos, "", |d| {
            if let Some(comm) = clause.comm {
                d.stmt(comm);
            }
            if !clause.body.is_empty() {
                d.node("body", Pos::NONE, "", |d| d.stmts(clause.body));
            }
        });
    }
}
