//! Types as messages show them.
//!
//! Package-level names are qualified with the package name unless they belong to the package messages are about; with the quoted
//! path where two packages share the name. `interface{}` written as such and `any` print differently, as in gc.

use crate::ids::*;
use crate::object::*;
use crate::store::Store;
use crate::types::*;
use std::fmt::Write;

/// How to qualify names of packages.
#[derive(Clone, Copy, Default)]
pub struct Qualifier<'a> {
    /// The package whose names are not qualified.
    pub local: PkgId,
    /// Packages whose names are ambiguous and which are therefore shown by path.
    pub by_path: &'a [PkgId],
    /// Always qualify by full path (for symbol names).
    pub full_paths: bool,
}

/// A printer of types; see the head of the file.
pub(crate) struct TypePrinter<'s, 'q> {
    store: &'s Store,
    qualifier: Qualifier<'q>,
    out: String,
    depth: u32,
    /// Parameters without their names.
    no_names: bool,
    /// Spaces inside braces, and no aliases: the way of gc's back end.
    spaced: bool,
}

impl Store {
    /// The type as seen from a package.
    pub fn type_string(&self, t: TypeId, local: PkgId) -> String {
        self.type_string_with(t, Qualifier { local, ..Qualifier::default() })
    }

    /// The type with a given qualification.
    pub fn type_string_with(&self, t: TypeId, qualifier: Qualifier<'_>) -> String {
        let mut p = TypePrinter::new(self, qualifier);
        p.ty(t);
        p.out
    }

    /// The type as gc's back end writes it: `struct { f func(int) }`.
    pub(crate) fn spaced_string(&self, t: TypeId, qualifier: Qualifier<'_>) -> String {
        let mut p = TypePrinter { no_names: true, spaced: true, ..TypePrinter::new(self, qualifier) };
        p.ty(t);
        p.out
    }

    /// A signature without the leading `func`.
    pub fn signature_string(&self, sig: Signature, qualifier: Qualifier<'_>) -> String {
        let mut p = TypePrinter::new(self, qualifier);
        p.signature(sig);
        p.out
    }

    /// A signature without the leading `func` and without names of parameters.
    pub(crate) fn method_string(&self, sig: Signature, qualifier: Qualifier<'_>) -> String {
        let mut p = TypePrinter { no_names: true, ..TypePrinter::new(self, qualifier) };
        p.signature(sig);
        p.out
    }

    /// A list of variables in parentheses.
    pub fn tuple_string(&self, vars: ObjList, variadic: bool, qualifier: Qualifier<'_>) -> String {
        let mut p = TypePrinter::new(self, qualifier);
        p.tuple(vars, variadic);
        p.out
    }
}

impl<'s, 'q> TypePrinter<'s, 'q> {
    fn new(store: &'s Store, qualifier: Qualifier<'q>) -> TypePrinter<'s, 'q> {
        TypePrinter { store, qualifier, out: String::new(), depth: 0, no_names: false, spaced: false }
    }
}

impl TypePrinter<'_, '_> {
    fn ty(&mut self, t: TypeId) {
        if self.depth > 60 {
            self.out.push('…');
            return;
        }
        self.depth += 1;
        self.inner(t);
        self.depth -= 1;
    }

    fn inner(&mut self, t: TypeId) {
        let s = self.store;
        match s.ty(t) {
            Type::None => self.out.push_str("<nil>"),
            Type::Basic(k) => self.out.push_str(basic_name(t, k)),
            Type::Pointer(e) => {
                self.out.push('*');
                self.ty(e);
            }
            Type::Slice(e) => {
                self.out.push_str("[]");
                self.ty(e);
            }
            Type::Array(e, n) => {
                let _ = write!(self.out, "[{n}]");
                self.ty(e);
            }
            Type::Map(k, v) => {
                self.out.push_str("map[");
                self.ty(k);
                self.out.push(']');
                self.ty(v);
            }
            Type::Chan(dir, e) => self.chan(dir, e),
            Type::Struct(i) => self.structure(s.struct_data(i)),
            Type::Tuple(l) => self.tuple(l, false),
            Type::Signature(i) => {
                self.out.push_str("func");
                self.signature(s.sig_data(i));
            }
            Type::Interface(i) => self.interface(t, s.iface_data(i)),
            Type::Union(u) => {
                for (i, term) in s.union_data(u).terms.iter().enumerate() {
                    if i > 0 {
                        self.out.push_str(" | ");
                    }
                    if term.tilde {
                        self.out.push('~');
                    }
                    self.ty(term.ty);
                }
            }
            Type::Named(n) => {
                let n = s.named_data(n);
                self.type_name(n.obj);
                if !n.targs.is_empty() {
                    self.list(&s[n.targs]);
                } else if !n.tparams.is_empty() {
                    self.tparams(n.tparams);
                }
            }
            Type::Alias(_) if self.spaced => self.ty(s.unalias(t)),
            Type::Alias(a) => {
                let a = &s.aliases[a as usize];
                self.type_name(a.obj);
                if !a.targs.is_empty() {
                    self.list(&s[a.targs]);
                } else if !a.tparams.is_empty() {
                    self.tparams(a.tparams);
                }
            }
            Type::TypeParam(p) => {
                let obj = &s[s.tparam_data(p).obj];
                self.out.push_str(obj.name.as_str());
                if s.scope_get(s.universe, obj.name).is_some() {
                    // Not the predeclared type one takes it for.
                    let at = gorc_syntax::diag::place(obj.pos);
                    let _ = write!(self.out, " /* with {} declared at {at} */", obj.name);
                }
            }
        }
    }

    fn chan(&mut self, dir: ChanDir, e: TypeId) {
        let mut parens = false;
        match dir {
            ChanDir::Send => self.out.push_str("chan<- "),
            ChanDir::Recv => self.out.push_str("<-chan "),
            ChanDir::Both => {
                self.out.push_str("chan ");
                parens = matches!(self.store.ty(e), Type::Chan(ChanDir::Recv, _));
            }
        }
        if parens {
            self.out.push('(');
        }
        self.ty(e);
        if parens {
            self.out.push(')');
        }
    }

    fn structure(&mut self, st: &Struct) {
        let s = self.store;
        let some = !st.fields.is_empty();
        self.open("struct", some);
        for (i, &f) in s[st.fields].iter().enumerate() {
            if i > 0 {
                self.out.push_str("; ");
            }
            let f = &s[f];
            if !f.has(ObjFlags::EMBEDDED) {
                self.out.push_str(f.name.as_str());
                self.out.push(' ');
            }
            self.ty(f.ty);
            let tag = st.tags.as_ref().and_then(|t| t[i].as_deref());
            if let Some(tag) = tag.filter(|tag| !tag.is_empty()) {
                self.out.push(' ');
                self.out.push_str(&crate::constant::quote(tag));
            }
        }
        self.close(some);
    }

    /// Begins a type in braces; `some`: there will be something in them.
    fn open(&mut self, keyword: &str, some: bool) {
        self.out.push_str(keyword);
        self.out.push_str(match (self.spaced, some) {
            (false, _) => "{",
            (true, false) => " {",
            (true, true) => " { ",
        });
    }

    fn close(&mut self, some: bool) {
        self.out.push_str(if self.spaced && some { " }" } else { "}" });
    }

    fn interface(&mut self, t: TypeId, i: &Interface) {
        let s = self.store;
        if t == TypeId::EMPTY_INTERFACE {
            self.out.push_str("any");
            return;
        }
        if i.implicit && i.methods.is_empty() && i.embeds.len() == 1 {
            self.ty(s.type_at(i.embeds, 0));
            return;
        }
        let some = !i.methods.is_empty() || !i.embeds.is_empty();
        self.open("interface", some);
        if i.tset.is_some() && s.tsets[i.tset.index()].comparable && i.embeds.is_empty() {
            // What underlies the predeclared type.
            self.out.push_str("comparable");
        }
        let mut first = true;
        for &m in &s[i.methods] {
            if !std::mem::take(&mut first) {
                self.out.push_str("; ");
            }
            self.out.push_str(s[m].name.as_str());
            if let Some(sig) = s.as_signature(s[m].ty) {
                self.signature(sig);
            }
        }
        for &e in &s[i.embeds] {
            if !std::mem::take(&mut first) {
                self.out.push_str("; ");
            }
            self.ty(e);
        }
        self.close(some);
    }

    fn type_name(&mut self, o: ObjId) {
        let obj = &self.store[o];
        self.package(obj.pkg);
        self.out.push_str(obj.name.as_str());
    }

    fn package(&mut self, pkg: PkgId) {
        if pkg.is_none() || (pkg == self.qualifier.local && !self.qualifier.full_paths) {
            return;
        }
        let p = &self.store[pkg];
        if self.qualifier.full_paths {
            self.out.push_str(p.path.as_str());
        } else if self.qualifier.by_path.contains(&pkg) {
            let _ = write!(self.out, "{:?}", p.path.as_str());
        } else {
            self.out.push_str(p.name.as_str());
        }
        self.out.push('.');
    }

    fn list(&mut self, list: &[TypeId]) {
        self.out.push('[');
        for (i, &t) in list.iter().enumerate() {
            if i > 0 {
                self.out.push_str(", ");
            }
            self.ty(t);
        }
        self.out.push(']');
    }

    fn tparams(&mut self, list: TypeList) {
        let s = self.store;
        self.out.push('[');
        let mut prev = TypeId::NONE;
        for (i, &p) in s[list].iter().enumerate() {
            let bound = s.bound_of(p);
            if i > 0 {
                if bound != prev {
                    self.out.push(' ');
                    self.ty(prev);
                }
                self.out.push_str(", ");
            }
            prev = bound;
            self.ty(p);
        }
        if !list.is_empty() && prev.is_some() {
            self.out.push(' ');
            self.ty(prev);
        }
        self.out.push(']');
    }

    fn tuple(&mut self, vars: ObjList, variadic: bool) {
        let s = self.store;
        self.out.push('(');
        for (i, &v) in s[vars].iter().enumerate() {
            if i > 0 {
                self.out.push_str(", ");
            }
            let o = &s[v];
            if !o.name.as_str().is_empty() && !self.no_names {
                self.out.push_str(o.name.as_str());
                self.out.push(' ');
            }
            if variadic && i + 1 == vars.len() {
                match s.get(o.ty) {
                    Type::Slice(e) => {
                        self.out.push_str("...");
                        self.ty(e);
                    }
                    _ => {
                        // append([]byte, string...)
                        self.ty(o.ty);
                        self.out.push_str("...");
                    }
                }
            } else {
                self.ty(o.ty);
            }
        }
        self.out.push(')');
    }

    fn signature(&mut self, sig: Signature) {
        let s = self.store;
        if !sig.tparams.is_empty() {
            self.tparams(sig.tparams);
        }
        self.tuple(sig.params, sig.variadic);
        match &s[sig.results] {
            [] => {}
            [r] if self.spaced || s[*r].name.as_str().is_empty() => {
                self.out.push(' ');
                self.ty(s[*r].ty);
            }
            _ => {
                self.out.push(' ');
                self.tuple(sig.results, false);
            }
        }
    }
}
