//! Expressions as messages show them: on one line, bodies and elements shortened to `…`.

use gorc_syntax::ast::{ChanDir, ExprId, ExprKind, Field, File};
use std::fmt::Write;

/// The expression as gc's messages print it.
pub fn expr_string(file: &File, e: ExprId) -> String {
    let mut p = Printer { file, out: String::new(), depth: 0 };
    p.expr(e);
    p.out
}

struct Printer<'f> {
    file: &'f File,
    out: String,
    depth: u32,
}

impl Printer<'_> {
    fn put(&mut self, s: &str) {
        self.out.push_str(s);
    }

    fn expr(&mut self, e: ExprId) {
        if self.depth > 200 {
            self.put("…");
            return;
        }
        self.depth += 1;
        self.inner(e);
        self.depth -= 1;
    }

    fn list(&mut self, list: &[ExprId]) {
        for (i, &e) in list.iter().enumerate() {
            if i > 0 {
                self.put(", ");
            }
            self.expr(e);
        }
    }

    fn inner(&mut self, e: ExprId) {
        let f = self.file;
        match f[e].kind {
            ExprKind::Bad => self.put("_"),
            ExprKind::Ident(s) => self.put(s.as_str()),
            ExprKind::BasicLit { text, .. } => self.put(text.as_str()),
            ExprKind::CompositeLit { ty, elems, .. } => {
                if let Some(t) = ty {
                    self.expr(t);
                }
                self.put(if elems.is_empty() { "{}" } else { "{…}" });
            }
            ExprKind::KeyValue { key, value, .. } => {
                self.expr(key);
                self.put(": ");
                self.expr(value);
            }
            ExprKind::FuncLit { ty, body } => {
                self.expr(ty);
                self.put(if body.stmts.is_empty() { " {}" } else { " {…}" });
            }
            ExprKind::Paren { x, .. } => {
                self.put("(");
                self.expr(x);
                self.put(")");
            }
            ExprKind::Selector { x, sel } => {
                self.expr(x);
                self.put(".");
                self.expr(sel);
            }
            ExprKind::Index { x, indices, .. } => {
                self.expr(x);
                self.put("[");
                self.list(&f[indices]);
                self.put("]");
            }
            ExprKind::Slice { x, lo, hi, max, full, .. } => {
                self.expr(x);
                self.put("[");
                let parts: &[Option<ExprId>] = if full { &[lo, hi, max] } else { &[lo, hi] };
                for (i, p) in parts.iter().enumerate() {
                    if i > 0 {
                        self.put(":");
                    }
                    if let Some(p) = *p {
                        self.expr(p);
                    }
                }
                self.put("]");
            }
            ExprKind::TypeAssert { x, ty, .. } => {
                self.expr(x);
                self.put(".(");
                self.expr(ty);
                self.put(")");
            }
            ExprKind::Call { fun, args, ellipsis, .. } => {
                self.expr(fun);
                self.put("(");
                self.list(&f[args]);
                if ellipsis.is_known() {
                    self.put("...");
                }
                self.put(")");
            }
            ExprKind::Star { x } => {
                self.put("*");
                self.expr(x);
            }
            ExprKind::Unary { op, x } => {
                self.put(op.as_str());
                self.expr(x);
            }
            ExprKind::Binary { op, x, y, .. } => {
                self.expr(x);
                let _ = write!(self.out, " {} ", op.as_str());
                self.expr(y);
            }
            ExprKind::Ellipsis { elem } => {
                self.put("...");
                self.expr(elem);
            }
            ExprKind::ArrayType { len, elem } => {
                self.put("[");
                match len {
                    Some(n) => self.expr(n),
                    None => self.put("..."),
                }
                self.put("]");
                self.expr(elem);
            }
            ExprKind::SliceType { elem } => {
                self.put("[]");
                self.expr(elem);
            }
            ExprKind::StructType { fields, .. } => {
                self.put("struct{");
                let fields = &f[fields];
                for (i, fd) in fields.iter().enumerate() {
                    if i > 0 {
                        self.put("; ");
                    }
                    if let Some(n) = fd.name {
                        self.expr(n);
                        self.put(" ");
                    }
                    self.expr(fd.ty);
                    if let Some(t) = fd.tag {
                        self.put(" ");
                        self.expr(t);
                    }
                }
                self.put("}");
            }
            ExprKind::FuncType { params, results, .. } => {
                self.put("func");
                self.signature(&f[params], &f[results]);
            }
            ExprKind::InterfaceType { elems, .. } => {
                self.put("interface{");
                for (i, el) in f[elems].iter().enumerate() {
                    if i > 0 {
                        self.put("; ");
                    }
                    match el.name {
                        Some(n) => {
                            self.expr(n);
                            if let ExprKind::FuncType { params, results, .. } = f[el.ty].kind {
                                self.signature(&f[params], &f[results]);
                            }
                        }
                        None => self.expr(el.ty),
                    }
                }
                self.put("}");
            }
            ExprKind::MapType { key, value } => {
                self.put("map[");
                self.expr(key);
                self.put("]");
                self.expr(value);
            }
            ExprKind::ChanType { dir, elem } => {
                self.put(match dir {
                    ChanDir::Both => "chan ",
                    ChanDir::Send => "chan<- ",
                    ChanDir::Recv => "<-chan ",
                });
                let parens = matches!(f[elem].kind, ExprKind::ChanType { dir: ChanDir::Recv, .. });
                if dir == ChanDir::Both && parens {
                    self.put("(");
                    self.expr(elem);
                    self.put(")");
                } else {
                    self.expr(elem);
                }
            }
        }
    }

    fn signature(&mut self, params: &[Field], results: &[Field]) {
        self.params(params);
        match results {
            [] => {}
            [r] if r.name.is_none() => {
                self.put(" ");
                self.expr(r.ty);
            }
            _ => {
                self.put(" ");
                self.params(results);
            }
        }
    }

    fn params(&mut self, list: &[Field]) {
        self.put("(");
        for (i, p) in list.iter().enumerate() {
            if i > 0 {
                self.put(", ");
            }
            if let Some(n) = p.name {
                self.expr(n);
                if list.get(i + 1).is_some_and(|q| q.ty == p.ty && q.name.is_some()) {
                    continue;
                }
                self.put(" ");
            }
            self.expr(p.ty);
        }
        self.put(")");
    }
}
