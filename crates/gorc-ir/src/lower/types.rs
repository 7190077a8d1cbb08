//! From the checker's types to GIR's: closed (substituted) [`TypeId`]s become canonical [`Ty`]s.
//!
//! Invariant: identical Go types get the same `Ty`. Each `Ty` that came from Go remembers one `TypeId` it came
//! from, for questions about methods, which only the checker's store can answer.

use std::collections::HashMap;
use std::rc::Rc;

use gorc_syntax::ast::DeclKind;
use gorc_types::{BasicKind, ChanDir as TChanDir, Type};
use gorc_types::{ObjId, TypeId, TypeList};

use super::Program;
use crate::types::{
    ChanDir, Field, IfaceMethod, MAX_FRAME_VALUE, Named, Signature, Ty, TyKind, method_order,
};

/// Caches of the translation, and the types lowering needs by name.
#[derive(Debug)]
pub(crate) struct Types {
    by_id: HashMap<TypeId, Ty>,
    rep: HashMap<Ty, TypeId>,
    named: HashMap<(TypeId, Vec<Ty>), Ty>,
    link_names: HashMap<String, u32>,
    local_numbers: HashMap<ObjId, usize>,
    pub bool_: Ty,
    pub int: Ty,
    pub int32: Ty,
    pub uint8: Ty,
    pub uint64: Ty,
    pub uintptr: Ty,
    pub float64: Ty,
    pub string: Ty,
    pub unsafe_ptr: Ty,
    pub eface: Ty,
    /// `func()`
    pub func0: Ty,
}

impl Types {
    pub fn new(table: &mut crate::TypeTable) -> Types {
        Types {
            by_id: HashMap::new(),
            rep: HashMap::new(),
            named: HashMap::new(),
            link_names: HashMap::new(),
            local_numbers: HashMap::new(),
            bool_: table.intern(TyKind::Bool),
            int: table.intern(TyKind::Int),
            int32: table.intern(TyKind::Int32),
            uint8: table.intern(TyKind::Uint8),
            uint64: table.intern(TyKind::Uint64),
            uintptr: table.intern(TyKind::Uintptr),
            float64: table.intern(TyKind::Float64),
            string: table.intern(TyKind::String),
            unsafe_ptr: table.intern(TyKind::UnsafePointer),
            eface: table.intern(TyKind::Interface(Vec::new())),
            func0: table.intern(TyKind::Func(Signature::default())),
        }
    }
}

/// A substitution of concrete types for the type parameters of a function (and of the function a literal stands in).
#[derive(Debug, Default)]
pub(crate) struct Env {
    pub from: Vec<TypeId>,
    pub to: Vec<TypeId>,
    pub cache: std::cell::RefCell<HashMap<TypeId, TypeId>>,
}

impl Env {
    pub fn is_empty(&self) -> bool {
        self.from.is_empty()
    }

    pub fn new(from: Vec<TypeId>, to: Vec<TypeId>) -> Rc<Env> {
        Rc::new(Env { from, to, cache: Default::default() })
    }
}

impl Program<'_, '_> {
    /// `t` under a substitution: free of type parameters if the environment covers them.
    pub fn subst(&mut self, t: TypeId, env: &Env) -> TypeId {
        if env.is_empty() || t.is_none() {
            return t;
        }
        if let Some(&r) = env.cache.borrow().get(&t) {
            return r;
        }
        let r = self.c.store.subst(t, &env.from, &env.to);
        env.cache.borrow_mut().insert(t, r);
        r
    }

    /// The types of a list under a substitution.
    pub fn subst_list(&mut self, list: TypeList, env: &Env) -> Vec<TypeId> {
        let list: Vec<TypeId> = self.c.store[list].to_vec();
        list.into_iter().map(|t| self.subst(t, env)).collect()
    }

    /// A Go type that `ty` came from.
    pub fn rep(&self, ty: Ty) -> Option<TypeId> {
        self.tys.rep.get(&ty).copied()
    }

    /// The Go type of a pointer to what `ty` came from, if known.
    pub fn rep_pointer(&mut self, elem: Ty) -> Option<TypeId> {
        let e = self.rep(elem)?;
        let p = self.c.store.new_pointer(e);
        self.ty(p);
        Some(p)
    }

    /// The canonical type.
    pub fn ty(&mut self, t: TypeId) -> Ty {
        if let Some(&ty) = self.tys.by_id.get(&t) {
            return ty;
        }
        let unaliased = self.c.store.unalias(t);
        let ty = if unaliased != t { self.ty(unaliased) } else { self.translate(t) };
        self.tys.by_id.insert(t, ty);
        self.tys.rep.entry(ty).or_insert(unaliased);
        ty
    }

    fn translate(&mut self, t: TypeId) -> Ty {
        let kind = match self.c.store.ty(t) {
            Type::Basic(kind) => basic(kind),
            Type::Named(_) => return self.translate_named(t),
            Type::Pointer(e) => TyKind::Pointer(self.ty(e)),
            Type::Slice(e) => TyKind::Slice(self.ty(e)),
            Type::Array(e, n) => TyKind::Array(self.ty(e), n.max(0) as u64),
            Type::Map(k, v) => {
                let k = self.ty(k);
                TyKind::Map(k, self.ty(v))
            }
            Type::Chan(dir, e) => {
                let dir = match dir {
                    TChanDir::Both => ChanDir::Both,
                    TChanDir::Send => ChanDir::Send,
                    TChanDir::Recv => ChanDir::Recv,
                };
                TyKind::Chan(dir, self.ty(e))
            }
            Type::Struct(i) => self.translate_struct(i),
            Type::Signature(i) => TyKind::Func(self.signature_of(i)),
            Type::Interface(_) => self.translate_interface(t),
            Type::Tuple(list) => {
                // Only as the type of multi-valued calls, whose parts are asked for separately.
                let vars = self.c.store[list].to_vec();
                let fields = vars.iter().map(|&v| self.anonymous_field(v)).collect();
                TyKind::Struct(fields)
            }
            other => {
                self.internal(format!("type {} ({other:?}) has no concrete form", self.type_name(t)));
                TyKind::Struct(Vec::new())
            }
        };
        self.m.types.intern(kind)
    }

    fn anonymous_field(&mut self, v: ObjId) -> Field {
        let t = self.c.store[v].ty;
        Field { name: "_".into(), pkg: String::new(), ty: self.ty(t), tag: String::new(), embedded: false }
    }

    /// The type as messages show it.
    pub fn type_name(&self, t: TypeId) -> String {
        self.c.store.type_string(t, gorc_types::PkgId::NONE)
    }

    fn translate_struct(&mut self, i: u32) -> TyKind {
        let data = self.c.store.struct_data(i).clone();
        let vars = self.c.store[data.fields].to_vec();
        let mut fields = Vec::with_capacity(vars.len());
        for (k, v) in vars.into_iter().enumerate() {
            let o = &self.c.store[v];
            let (name, pkg, t) = (o.name, o.pkg, o.ty);
            let embedded = o.has(gorc_types::ObjFlags::EMBEDDED);
            let tag = data.tags.as_ref().and_then(|t| t.get(k)?.as_ref().cloned());
            fields.push(Field {
                name: name.as_str().to_owned(),
                pkg: self.name_pkg(name, pkg),
                ty: self.ty(t),
                tag: tag.map_or(String::new(), |t| String::from_utf8_lossy(&t).into_owned()),
                embedded,
            });
        }
        TyKind::Struct(fields)
    }

    /// Import path that qualifies a field or method name: empty for exported names.
    pub fn name_pkg(&self, name: gorc_syntax::Symbol, pkg: gorc_types::PkgId) -> String {
        if gorc_types::is_exported(name) { String::new() } else { self.pkg_path(pkg) }
    }

    /// A package's import path as symbols have it: `main` for the main package.
    pub fn pkg_path(&self, pkg: gorc_types::PkgId) -> String {
        let p = &self.c.store[pkg];
        if p.name.as_str() == "main" { "main".into() } else { p.path.as_str().to_owned() }
    }

    /// The signature of a function type given its index.
    pub fn signature_of(&mut self, i: u32) -> Signature {
        let sig = self.c.store.sig_data(i);
        let types = |p: &mut Self, list: gorc_types::ObjList| {
            let vars = p.c.store[list].to_vec();
            vars.into_iter()
                .map(|v| {
                    let t = p.c.store[v].ty;
                    p.ty(t)
                })
                .collect::<Vec<_>>()
        };
        let params = types(self, sig.params);
        let results = types(self, sig.results);
        Signature { params, results, variadic: sig.variadic }
    }

    fn translate_interface(&mut self, t: TypeId) -> TyKind {
        let methods = self.c.store.interface_methods(t);
        let mut out = Vec::with_capacity(methods.len());
        for &m in &*methods {
            let o = &self.c.store[m];
            let (name, pkg, sig) = (o.name, o.pkg, o.ty);
            let sig = self.method_func_ty(sig);
            out.push(IfaceMethod { name: name.as_str().to_owned(), pkg: self.name_pkg(name, pkg), sig });
        }
        out.sort_by(|a, b| method_order(&a.name, &a.pkg).cmp(&method_order(&b.name, &b.pkg)));
        TyKind::Interface(out)
    }

    /// The func type without receiver of a method's signature.
    pub fn method_func_ty(&mut self, sig: TypeId) -> Ty {
        match self.c.store.get(sig) {
            Type::Signature(i) => {
                let sig = self.signature_of(i);
                self.m.types.intern(TyKind::Func(sig))
            }
            _ => self.tys.func0,
        }
    }

    fn translate_named(&mut self, t: TypeId) -> Ty {
        let Some(named) = self.c.store.as_named(t).cloned() else { return self.tys.eface };
        let outer = named.outer.len();
        let mut targs: Vec<TypeId> = self.c.store[named.outer].to_vec();
        targs.extend_from_slice(&self.c.store[named.targs]);
        let args: Vec<Ty> = targs.into_iter().map(|t| self.ty(t)).collect();
        let key = (if args.is_empty() { t } else { named.origin }, args.clone());
        if let Some(&ty) = self.tys.named.get(&key) {
            return ty;
        }
        let o = &self.c.store[named.obj];
        let (name, pkg) = (o.name.as_str().to_owned(), o.pkg);
        let local = pkg.is_some() && !o.has(gorc_types::ObjFlags::PACKAGE_LEVEL);
        let mut name = name;
        // `T[outer;own]`: the arguments of the function that declares the type come first.
        for (i, &arg) in args.iter().enumerate() {
            name.push_str(match i {
                0 => "[",
                i if i == outer => ";",
                _ => ",",
            });
            name.push_str(&self.link_string(arg));
        }
        if !args.is_empty() {
            name.push(']');
        }
        let (pkg_path, pkg_name) = if pkg.is_some() {
            (self.pkg_path(pkg), self.c.store[pkg].name.as_str().to_owned())
        } else {
            Default::default()
        };
        let base = if pkg_path.is_empty() { name.clone() } else { format!("{pkg_path}.{name}") };
        let mut link_name = if local { format!("{base}·{}", self.local_number(named.obj)) } else { base };
        let count = self.tys.link_names.entry(link_name.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            link_name = format!("{link_name}·{count}");
        }
        let ty = self.m.types.add_named(Named { name, pkg_path, pkg_name, link_name, underlying: None });
        self.tys.named.insert(key, ty);
        self.tys.rep.insert(ty, t);
        let u = self.c.store.under(t);
        let u = if u == t { TypeId::INVALID } else { u };
        let uty = self.ty(u);
        let uty = self.m.types.underlying(uty);
        if let &TyKind::Named(id) = self.m.types.kind(ty) {
            self.m.types.named[id.0 as usize].underlying = Some(uty);
        }
        ty
    }

    /// The number of a local type among those of its package, in source order: what tells types of one name apart.
    fn local_number(&mut self, obj: ObjId) -> usize {
        if let Some(&n) = self.tys.local_numbers.get(&obj) {
            return n;
        }
        let pkg = self.c.store[obj].pkg;
        let mut n = 0;
        for file in self.c.store[pkg].files.clone() {
            let ast = self.c.ast(file);
            for d in ast.all_decl_ids() {
                let DeclKind::Type { name, alias: false, .. } = ast[d].kind else { continue };
                let o = self.c.info(file).object(name);
                // Those of bodies that are not checked count, too.
                if o.is_none() || !self.c.store[o].has(gorc_types::ObjFlags::PACKAGE_LEVEL) {
                    n += 1;
                    if o.is_some() {
                        self.tys.local_numbers.insert(o, n);
                    }
                }
            }
        }
        self.tys.local_numbers.get(&obj).copied().unwrap_or(0)
    }

    /// A type's spelling in linker symbols: names with their full import path.
    pub fn link_string(&self, ty: Ty) -> String {
        type_string(&self.m.types, ty, true)
    }

    // --- shorthands over the table

    pub fn pointer_to(&mut self, ty: Ty) -> Ty {
        self.m.types.intern(TyKind::Pointer(ty))
    }

    pub fn ukind(&self, ty: Ty) -> &TyKind {
        self.m.types.ukind(ty)
    }

    pub fn is_interface(&self, ty: Ty) -> bool {
        matches!(self.ukind(ty), TyKind::Interface(_))
    }

    /// What a pointer type points to.
    pub fn pointee(&self, ty: Ty) -> Option<Ty> {
        match *self.ukind(ty) {
            TyKind::Pointer(e) => Some(e),
            _ => None,
        }
    }

    /// The signature of a func type.
    pub fn func_sig(&self, ty: Ty) -> Option<Signature> {
        match self.ukind(ty) {
            TyKind::Func(sig) => Some(sig.clone()),
            _ => None,
        }
    }

    /// Field types of a struct type.
    /// The type of field `i`, if `ty` is a struct that has it.
    pub fn field_ty(&self, ty: Ty, i: u32) -> Option<Ty> {
        match self.ukind(ty) {
            TyKind::Struct(fields) => fields.get(i as usize).map(|f| f.ty),
            _ => None,
        }
    }

    pub fn field_tys(&self, ty: Ty) -> Vec<Ty> {
        match self.ukind(ty) {
            TyKind::Struct(fields) => fields.iter().map(|f| f.ty).collect(),
            _ => Vec::new(),
        }
    }

    pub fn is_register(&self, ty: Ty) -> bool {
        self.m.types.is_register_class(ty)
    }

    /// Is it too large for a frame?
    pub fn is_large(&self, ty: Ty) -> bool {
        self.m.types.layout(ty).size > MAX_FRAME_VALUE
    }

    pub fn has_pointers(&self, ty: Ty) -> bool {
        self.m.types.layout(ty).ptr_bytes > 0
    }
}

/// A type in Go's syntax; defined types by link name or by `pkg.Name`.
pub fn type_string(types: &crate::TypeTable, ty: Ty, link: bool) -> String {
    let s = |t| type_string(types, t, link);
    let list = |l: &[Ty], variadic: bool| {
        let mut parts: Vec<String> = l.iter().map(|&t| s(t)).collect();
        if let (true, Some(last), Some(&t)) = (variadic, parts.last_mut(), l.last())
            && let &TyKind::Slice(e) = types.kind(t)
        {
            *last = format!("...{}", s(e));
        }
        parts.join(", ")
    };
    let sig = |sig: &Signature| {
        let results = match sig.results.as_slice() {
            [] => String::new(),
            [one] => format!(" {}", s(*one)),
            many => format!(" ({})", list(many, false)),
        };
        format!("({}){results}", list(&sig.params, sig.variadic))
    };
    match types.kind(ty) {
        TyKind::Pointer(e) => format!("*{}", s(*e)),
        TyKind::Slice(e) => format!("[]{}", s(*e)),
        TyKind::Array(e, n) => format!("[{n}]{}", s(*e)),
        TyKind::Map(k, v) => format!("map[{}]{}", s(*k), s(*v)),
        TyKind::Chan(ChanDir::Both, e) => match types.kind(*e) {
            TyKind::Chan(ChanDir::Recv, _) => format!("chan ({})", s(*e)),
            _ => format!("chan {}", s(*e)),
        },
        TyKind::Chan(ChanDir::Send, e) => format!("chan<- {}", s(*e)),
        TyKind::Chan(ChanDir::Recv, e) => format!("<-chan {}", s(*e)),
        TyKind::Func(f) => format!("func{}", sig(f)),
        TyKind::Struct(fields) => {
            let parts: Vec<String> = fields
                .iter()
                .map(|f| {
                    let name = if f.embedded { String::new() } else { format!("{} ", f.name) };
                    let pkg = if link && !f.pkg.is_empty() && !f.embedded {
                        format!("{}.", f.pkg)
                    } else {
                        String::new()
                    };
                    let tag = if f.tag.is_empty() { String::new() } else { format!(" {:?}", f.tag) };
                    format!("{pkg}{name}{}{tag}", s(f.ty))
                })
                .collect();
            if parts.is_empty() { "struct {}".into() } else { format!("struct {{ {} }}", parts.join("; ")) }
        }
        TyKind::Interface(methods) => {
            let parts: Vec<String> = methods
                .iter()
                .map(|m| {
                    let pkg = if link && !m.pkg.is_empty() { format!("{}.", m.pkg) } else { String::new() };
                    match types.kind(m.sig) {
                        TyKind::Func(f) => format!("{pkg}{}{}", m.name, sig(f)),
                        _ => m.name.clone(),
                    }
                })
                .collect();
            if parts.is_empty() {
                "interface {}".into()
            } else {
                format!("interface {{ {} }}", parts.join("; "))
            }
        }
        TyKind::Named(id) => {
            let n = &types.named[id.0 as usize];
            match (link, n.pkg_name.is_empty()) {
                (true, _) => n.link_name.clone(),
                (false, true) => n.name.clone(),
                (false, false) => format!("{}.{}", n.pkg_name, n.name),
            }
        }
        kind => format!("{kind:?}").to_lowercase().replace("unsafepointer", "unsafe.Pointer"),
    }
}

fn basic(kind: BasicKind) -> TyKind {
    use BasicKind as B;
    match kind {
        B::Bool | B::UntypedBool => TyKind::Bool,
        B::Int | B::UntypedInt => TyKind::Int,
        B::Int8 => TyKind::Int8,
        B::Int16 => TyKind::Int16,
        B::Int32 | B::UntypedRune => TyKind::Int32,
        B::Int64 => TyKind::Int64,
        B::Uint => TyKind::Uint,
        B::Uint8 => TyKind::Uint8,
        B::Uint16 => TyKind::Uint16,
        B::Uint32 => TyKind::Uint32,
        B::Uint64 => TyKind::Uint64,
        B::Uintptr => TyKind::Uintptr,
        B::Float32 => TyKind::Float32,
        B::Float64 | B::UntypedFloat => TyKind::Float64,
        B::Complex64 => TyKind::Complex64,
        B::Complex128 | B::UntypedComplex => TyKind::Complex128,
        B::String | B::UntypedString => TyKind::String,
        B::UnsafePointer | B::UntypedNil | B::Invalid => TyKind::UnsafePointer,
    }
}
