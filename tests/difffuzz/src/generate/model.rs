//! Questions about types: how they are written, what can be done with them; and random types.

use std::rc::Rc;

use super::Gen;
use super::types::{Class, Field, INT, Int, Kind, Method, Sig, Ty};

impl Gen {
    /// The type as source.
    pub(super) fn name(&self, ty: &Ty) -> String {
        match ty {
            Ty::Bool => "bool".into(),
            Ty::Int(k) => k.name().into(),
            Ty::F32 => "float32".into(),
            Ty::F64 => "float64".into(),
            Ty::C64 => "complex64".into(),
            Ty::C128 => "complex128".into(),
            Ty::Str => "string".into(),
            Ty::Any => "any".into(),
            Ty::Array(n, e) => format!("[{n}]{}", self.name(e)),
            Ty::Slice(e) => format!("[]{}", self.name(e)),
            Ty::Map(k, v) => format!("map[{}]{}", self.name(k), self.name(v)),
            Ty::Ptr(e) => format!("*{}", self.name(e)),
            Ty::Func(sig) => format!("func{}", self.signature(sig, &[], &[])),
            Ty::Named(i) => self.named[*i].name.clone(),
            Ty::Param(n, _) => n.to_string(),
        }
    }

    /// Parameters and results, with names where there are any.
    pub(super) fn signature(&self, sig: &Sig, params: &[String], results: &[String]) -> String {
        let list = |types: &[Ty], names: &[String], variadic: bool| {
            let mut out = Vec::new();
            for (i, ty) in types.iter().enumerate() {
                let ty = match ty {
                    Ty::Slice(e) if variadic && i + 1 == types.len() => format!("...{}", self.name(e)),
                    ty => self.name(ty),
                };
                out.push(names.get(i).map_or_else(|| ty.clone(), |n| format!("{n} {ty}")));
            }
            out.join(", ")
        };
        let params = list(&sig.params, params, sig.variadic);
        match (sig.results.as_slice(), results) {
            ([], _) => format!("({params})"),
            ([one], []) => format!("({params}) {}", self.name(one)),
            (many, names) => format!("({params}) ({})", list(many, names, false)),
        }
    }

    /// The type under names.
    pub(super) fn under(&self, ty: &Ty) -> Ty {
        match ty {
            Ty::Named(i) => match &self.named[*i].kind {
                Kind::Def(t) => t.clone(),
                _ => ty.clone(),
            },
            _ => ty.clone(),
        }
    }

    pub(super) fn fields(&self, ty: &Ty) -> Option<&[Field]> {
        match ty {
            Ty::Named(i) => match &self.named[*i].kind {
                Kind::Struct(f) => Some(f),
                _ => None,
            },
            _ => None,
        }
    }

    /// The methods that an interface type asks for.
    pub(super) fn iface(&self, ty: &Ty) -> Option<&[Method]> {
        match ty {
            Ty::Named(i) => match &self.named[*i].kind {
                Kind::Iface(m) => Some(m),
                _ => None,
            },
            _ => None,
        }
    }

    /// All methods of a named type's values: its own, and promoted ones.
    pub(super) fn methods(&self, ty: &Ty) -> Vec<Method> {
        let Ty::Named(i) = ty else { return Vec::new() };
        let mut out = self.named[*i].methods.clone();
        if let Kind::Iface(m) = &self.named[*i].kind {
            out.extend(m.iter().cloned());
        }
        for f in self.fields(ty).unwrap_or_default().iter().filter(|f| f.embedded) {
            for m in self.methods(&f.ty) {
                if !out.iter().any(|o| o.name == m.name) {
                    out.push(m);
                }
            }
        }
        out
    }

    /// Has a value of the type (or a pointer to it) the interface's methods?
    pub(super) fn implements(&self, ty: &Ty, iface: &Ty) -> bool {
        let (methods, pointer) = match ty {
            Ty::Ptr(e) => (self.methods(e), true),
            _ => (self.methods(ty), false),
        };
        let wanted = self.iface(iface).unwrap_or_default();
        wanted
            .iter()
            .all(|w| methods.iter().any(|m| m.name == w.name && m.sig == w.sig && (pointer || !m.pointer)))
    }

    /// Can `==` be used, and never panics?
    pub(super) fn comparable(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Slice(_) | Ty::Map(..) | Ty::Func(_) | Ty::Any => false,
            Ty::Array(_, e) => self.comparable(e),
            Ty::Param(_, class) => *class != Class::Any,
            Ty::Named(i) => match &self.named[*i].kind {
                Kind::Def(t) => self.comparable(t),
                Kind::Struct(f) => f.iter().all(|f| self.comparable(&f.ty)),
                Kind::Iface(_) => false,
            },
            _ => true,
        }
    }

    /// Can it be a map's key whose value has one order when printed: no floats, no pointers, no interfaces?
    pub(super) fn key(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Bool | Ty::Int(_) | Ty::Str => true,
            Ty::Array(_, e) => self.key(e),
            Ty::Named(i) => match &self.named[*i].kind {
                Kind::Def(t) => self.key(t),
                Kind::Struct(f) => f.iter().all(|f| self.key(&f.ty)),
                Kind::Iface(_) => false,
            },
            _ => false,
        }
    }

    /// Does `%v` print it without addresses?
    pub(super) fn printable(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Ptr(_) | Ty::Func(_) => false,
            Ty::Array(_, e) | Ty::Slice(e) => self.printable(e),
            Ty::Map(k, v) => self.printable(k) && self.printable(v),
            Ty::Named(i) => match &self.named[*i].kind {
                Kind::Def(t) => self.printable(t),
                Kind::Struct(f) => f.iter().all(|f| self.printable(&f.ty)),
                Kind::Iface(_) => false,
            },
            _ => true,
        }
    }

    /// The simplest expression of a type.
    pub(super) fn zero(&self, ty: &Ty) -> String {
        let name = self.name(ty);
        match self.under(ty) {
            Ty::Bool if *ty == Ty::Bool => "false".into(),
            Ty::Bool => format!("{name}(false)"),
            Ty::Int(Int::Word) if *ty == INT => "0".into(),
            Ty::Str if *ty == Ty::Str => "\"\"".into(),
            Ty::Str => format!("{name}(\"\")"),
            Ty::Int(_) | Ty::F32 | Ty::F64 | Ty::C64 | Ty::C128 => format!("{name}(0)"),
            Ty::Array(..) => format!("({name}{{}})"),
            Ty::Slice(_) | Ty::Map(..) | Ty::Any => format!("{name}(nil)"),
            Ty::Ptr(_) | Ty::Func(_) => format!("({name})(nil)"),
            Ty::Named(_) if self.iface(ty).is_some() => format!("{name}(nil)"),
            Ty::Named(_) => format!("({name}{{}})"),
            Ty::Param(..) => format!("*new({name})"),
        }
    }

    /// A random integer type.
    pub(super) fn int_kind(&mut self) -> Int {
        if self.rng.chance(25) { Int::Word } else { *self.rng.pick(&Int::ALL) }
    }

    /// A named type that can be used here and is as wanted.
    pub(super) fn some_named(&mut self, wanted: impl Fn(&Self, &Ty) -> bool) -> Option<Ty> {
        let fits: Vec<Ty> = (0..self.named.len())
            .filter(|i| !self.named[*i].local)
            .map(Ty::Named)
            .filter(|t| wanted(self, t))
            .collect();
        if fits.is_empty() { None } else { Some(self.rng.pick(&fits).clone()) }
    }

    /// A random number type, sometimes a named one.
    pub(super) fn number(&mut self) -> Ty {
        match self.rng.below(10) {
            0 => Ty::F64,
            1 => Ty::F32,
            2 => {
                let int = |g: &Self, t: &Ty| matches!(g.under(t), Ty::Int(_));
                self.some_named(int).unwrap_or(INT)
            }
            _ => Ty::Int(self.int_kind()),
        }
    }

    /// A random type; `depth` bounds its nesting.
    pub(super) fn any_type(&mut self, depth: usize) -> Ty {
        let composite = if depth == 0 { 0 } else { 1 };
        let weights = [
            44,
            9,
            4,
            10,
            5,
            16,
            7 * composite,
            9 * composite,
            4 * composite,
            4 * composite,
            2 * composite,
            2,
        ];
        match self.rng.weighted(&weights) {
            0 => Ty::Int(self.int_kind()),
            1 => (if self.rng.chance(70) { Ty::F64 } else { Ty::F32 }).clone(),
            2 => (if self.rng.chance(70) { Ty::C128 } else { Ty::C64 }).clone(),
            3 => Ty::Str,
            4 => Ty::Bool,
            5 => self.some_named(|_, _| true).unwrap_or(INT),
            6 => {
                let n = self.rng.between(1, 6);
                self.any_type(depth - 1).array(n)
            }
            7 => self.any_type(depth - 1).slice(),
            8 => Ty::Map(Rc::new(self.key_type()), Rc::new(self.any_type(depth - 1))),
            9 => self.any_type(depth - 1).pointer(),
            10 => Ty::Func(Rc::new(self.small_sig())),
            _ => Ty::Any,
        }
    }

    /// A random type that [`Gen::printable`] is true of.
    pub(super) fn printable_type(&mut self, depth: usize) -> Ty {
        for _ in 0..6 {
            let ty = self.any_type(depth);
            if self.printable(&ty) {
                return ty;
            }
        }
        Ty::Int(self.int_kind())
    }

    /// A random type for keys of maps.
    pub(super) fn key_type(&mut self) -> Ty {
        match self.rng.below(10) {
            0..4 => Ty::Int(self.int_kind()),
            4..7 => Ty::Str,
            7 => INT.array(2),
            _ => self.some_named(|g, t| g.key(t)).unwrap_or(Ty::Str),
        }
    }

    /// A signature with few simple parameters and one result.
    pub(super) fn small_sig(&mut self) -> Sig {
        let n = self.rng.below(3);
        let params = (0..n).map(|_| self.number()).collect();
        Sig {
            params,
            variadic: false,
            results: vec![if self.rng.chance(80) { self.number() } else { Ty::Str }],
        }
    }

    /// A signature of a function at top level or a method.
    pub(super) fn full_sig(&mut self) -> Sig {
        let n = if self.rng.chance(8) { self.rng.between(6, 11) } else { self.rng.below(5) };
        let mut params: Vec<Ty> = (0..n).map(|_| self.any_type(2)).collect();
        let variadic = self.rng.chance(12);
        if variadic {
            params.push(self.any_type(1).slice());
            self.counts.add("variadic");
        }
        let results = match self.rng.below(20) {
            0..2 => 0,
            2..14 => 1,
            14..18 => 2,
            18 => 3,
            _ => 6,
        };
        Sig { params, variadic, results: (0..results).map(|_| self.any_type(2)).collect() }
    }
}
