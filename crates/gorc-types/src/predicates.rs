//! Predicates on types: underlying types, classification, identity, comparability.
//!
//! `is_*` predicates look at the type itself; `all_*` ones at every type of a type parameter's type set. Those that
//! may have to expand an instance take `&mut self`. Read next: `typeset.rs`.

use crate::ids::*;
use crate::members::SmallSet;
use crate::store::Store;
use crate::types::*;
use smallvec::SmallVec;

impl Store {
    /// The underlying type (behind aliases); for a type parameter its constraint interface. `INVALID` while a declared
    /// type is still being resolved.
    #[inline]
    pub fn under(&mut self, t: TypeId) -> TypeId {
        match self.ty(t) {
            Type::Named(n) => {
                let named = &self.named[n as usize];
                if named.state == NamedState::Resolved { named.underlying } else { self.expand(t, n) }
            }
            Type::Alias(_) => {
                let u = self.unalias(t);
                self.under(u)
            }
            Type::TypeParam(_) => self.constraint_iface(t),
            Type::None => TypeId::INVALID,
            _ => t,
        }
    }

    /// The underlying type by value.
    #[inline]
    pub fn under_type(&mut self, t: TypeId) -> Type {
        let u = self.under(t);
        self.ty(u)
    }

    /// The underlying type if it is known already, without expanding anything; `INVALID` otherwise.
    pub fn under_now(&self, t: TypeId) -> TypeId {
        let t = self.unalias(t);
        match self.ty(t) {
            Type::Named(n) => {
                let named = &self.named[n as usize];
                if named.state == NamedState::Resolved { named.underlying } else { TypeId::INVALID }
            }
            Type::None => TypeId::INVALID,
            _ => t,
        }
    }

    /// The basic kind of the underlying type, if it is basic. Type parameters have none.
    #[inline]
    pub fn basic(&mut self, t: TypeId) -> Option<BasicKind> {
        match self.ty(t) {
            Type::Basic(k) => Some(k),
            Type::Named(_) | Type::Alias(_) => match self.under_type(t) {
                Type::Basic(k) => Some(k),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether the type is valid.
    #[inline]
    pub fn is_valid(&self, t: TypeId) -> bool {
        t != TypeId::NONE && self.unalias(t) != TypeId::INVALID
    }

    /// Whether the type is a type parameter.
    #[inline]
    pub fn is_type_param(&self, t: TypeId) -> bool {
        matches!(self.get(t), Type::TypeParam(_))
    }

    /// Whether the underlying type is an interface, and the type is not a type parameter.
    pub fn is_interface(&mut self, t: TypeId) -> bool {
        !self.is_type_param(t) && matches!(self.under_type(t), Type::Interface(_))
    }

    /// Whether the type is untyped (nil included). Untyped types are never named.
    #[inline]
    pub fn is_untyped(&self, t: TypeId) -> bool {
        (TypeId::UNTYPED_BOOL..=TypeId::UNTYPED_NIL).contains(&t)
    }

    /// Whether the type has a name: predeclared, defined, or a type parameter.
    pub fn has_name(&self, t: TypeId) -> bool {
        matches!(self.get(t), Type::Basic(_) | Type::Named(_) | Type::TypeParam(_))
    }

    /// Whether the type is a generic type (or alias) that lacks its type arguments.
    pub fn is_generic(&self, t: TypeId) -> bool {
        match self.ty(t) {
            Type::Alias(a) => {
                let a = &self.aliases[a as usize];
                !a.tparams.is_empty() && a.targs.is_empty()
            }
            Type::Named(n) => {
                let n = &self.named[n as usize];
                !n.tparams.is_empty() && n.targs.is_empty()
            }
            _ => false,
        }
    }

    /// Whether the underlying type is basic with a kind that satisfies `f`; false for type parameters.
    pub fn is_basic(&mut self, t: TypeId, f: fn(BasicKind) -> bool) -> bool {
        self.basic(t).is_some_and(f)
    }

    /// Whether every type of a type parameter's type set is basic with a kind satisfying `f`; for other types
    /// as `is_basic`.
    pub fn all_basic(&mut self, t: TypeId, f: fn(BasicKind) -> bool) -> bool {
        if !self.is_type_param(t) {
            return self.is_basic(t, f);
        }
        match self.type_set_terms(t) {
            Some(terms) => !terms.is_empty() && terms.iter().all(|term| self.is_basic(term.ty, f)),
            None => false,
        }
    }

    /// Boolean type.
    pub fn is_boolean(&mut self, t: TypeId) -> bool {
        self.is_basic(t, BasicKind::is_boolean)
    }

    /// Integer type.
    pub fn is_integer(&mut self, t: TypeId) -> bool {
        self.is_basic(t, BasicKind::is_integer)
    }

    /// Unsigned integer type.
    pub fn is_unsigned(&mut self, t: TypeId) -> bool {
        self.is_basic(t, BasicKind::is_unsigned)
    }

    /// Floating-point type.
    pub fn is_float(&mut self, t: TypeId) -> bool {
        self.is_basic(t, BasicKind::is_float)
    }

    /// Complex type.
    pub fn is_complex(&mut self, t: TypeId) -> bool {
        self.is_basic(t, BasicKind::is_complex)
    }

    /// Numeric type.
    pub fn is_numeric(&mut self, t: TypeId) -> bool {
        self.is_basic(t, BasicKind::is_numeric)
    }

    /// String type.
    pub fn is_string(&mut self, t: TypeId) -> bool {
        self.is_basic(t, BasicKind::is_string)
    }

    /// A type that a constant can have.
    pub fn is_const_type(&mut self, t: TypeId) -> bool {
        self.is_basic(t, BasicKind::is_const)
    }

    /// Whether `nil` is a value of the type; for type parameters, of all types of the set.
    pub fn has_nil(&mut self, t: TypeId) -> bool {
        if self.is_type_param(t) {
            return match self.type_set_terms(t) {
                Some(terms) => !terms.is_empty() && terms.iter().all(|x| self.has_nil(x.ty)),
                None => false,
            };
        }
        match self.under_type(t) {
            Type::Basic(k) => matches!(k, BasicKind::UnsafePointer | BasicKind::UntypedNil),
            Type::Slice(_)
            | Type::Pointer(_)
            | Type::Signature(_)
            | Type::Map(..)
            | Type::Chan(..)
            | Type::Interface(_) => true,
            _ => false,
        }
    }

    /// The pointed-to type and true if the type (behind aliases, not behind a name) is a pointer.
    pub fn deref(&self, t: TypeId) -> (TypeId, bool) {
        match self.get(t) {
            Type::Pointer(e) => (e, true),
            _ => (t, false),
        }
    }

    /// Whether values can be compared with `==`. With `dynamic`, interfaces count as comparable (comparison may
    /// panic at run time); without, only strictly comparable types do.
    pub fn comparable(&mut self, t: TypeId, dynamic: bool) -> bool {
        let mut seen = SmallSet::default();
        self.incomparable_part(t, dynamic, &mut seen).is_none()
    }

    /// The first part of the type that makes it incomparable, with a reason; `None` if it is comparable.
    pub(crate) fn incomparable_part(
        &mut self,
        t: TypeId,
        dynamic: bool,
        seen: &mut SmallSet<TypeId>,
    ) -> Option<Incomparable> {
        // Instances may be of ever larger types.
        let endless = seen.len() > 200 && self.as_named(t).is_some_and(|n| !n.targs.is_empty());
        if endless || !seen.insert(t) {
            return None;
        }
        if self.is_type_param(t) {
            return self.incomparable_set(t, seen);
        }
        match self.under_type(t) {
            Type::Basic(k) => (k == BasicKind::UntypedNil).then_some(Incomparable::Other),
            Type::Pointer(_) | Type::Chan(..) => None,
            Type::Interface(i) => {
                if dynamic || self.type_set(i).comparable {
                    return None;
                }
                let terms = self.type_set(i).terms.clone();
                match terms {
                    Some(terms)
                        if terms.iter().all(|x| self.incomparable_part(x.ty, false, seen).is_none()) =>
                    {
                        None
                    }
                    _ => Some(Incomparable::Other),
                }
            }
            Type::Struct(s) => {
                let fields = self.structs[s as usize].fields;
                for i in 0..fields.len() {
                    let f = self.obj_at(fields, i);
                    let ft = self[f].ty;
                    if self.incomparable_part(ft, dynamic, seen).is_some() {
                        return Some(Incomparable::Field(f));
                    }
                }
                None
            }
            Type::Array(elem, _) => self.incomparable_part(elem, dynamic, seen).map(|_| Incomparable::Elem),
            _ => Some(Incomparable::Other),
        }
    }

    /// Why the types of a type parameter's set are not all strictly comparable.
    fn incomparable_set(&mut self, t: TypeId, seen: &mut SmallSet<TypeId>) -> Option<Incomparable> {
        let iface = self.constraint_iface(t);
        let Type::Interface(i) = self.ty(iface) else { return None };
        let set = self.type_set(i);
        if set.comparable {
            return None;
        }
        let all = match set.terms.clone() {
            Some(terms) if terms.is_empty() => return Some(Incomparable::EmptySet),
            Some(terms) => terms.iter().all(|x| self.incomparable_part(x.ty, false, seen).is_none()),
            None => false,
        };
        if all { None } else { Some(Incomparable::TypeParam) }
    }

    /// Whether two types are identical.
    #[inline]
    pub fn identical(&mut self, a: TypeId, b: TypeId) -> bool {
        a == b || Identity { ignore_tags: false, pairs: SmallVec::new() }.types(self, a, b)
    }

    /// Whether two types are identical but for struct tags.
    pub fn identical_ignore_tags(&mut self, a: TypeId, b: TypeId) -> bool {
        a == b || Identity { ignore_tags: true, pairs: SmallVec::new() }.types(self, a, b)
    }

    /// Whether two lists of types are pairwise identical.
    pub fn identical_lists(&mut self, a: &[TypeId], b: &[TypeId]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(&x, &y)| self.identical(x, y))
    }

    /// The typed default of an untyped type; any other type unchanged.
    pub fn default_type(&self, t: TypeId) -> TypeId {
        match t {
            TypeId::UNTYPED_BOOL => TypeId::BOOL,
            TypeId::UNTYPED_INT => TypeId::INT,
            TypeId::UNTYPED_RUNE => TypeId::RUNE,
            TypeId::UNTYPED_FLOAT => TypeId::FLOAT64,
            TypeId::UNTYPED_COMPLEX => TypeId::COMPLEX128,
            TypeId::UNTYPED_STRING => TypeId::STRING,
            _ => t,
        }
    }

    /// A hash consistent with identity, for tables of instances.
    pub(crate) fn type_hash(&self, t: TypeId, depth: u32) -> u64 {
        let mix = |h: u64, x: u64| (h.rotate_left(5) ^ x).wrapping_mul(0x517c_c1b7_2722_0a95);
        let t = self.unalias(t);
        if depth > 4 {
            return 1;
        }
        match self.ty(t) {
            Type::None => 0,
            Type::Basic(k) => k as u64,
            Type::Named(n) => {
                let n = &self.named[n as usize];
                let mut h = mix(100, u64::from(n.origin.0));
                for &a in self[n.outer].iter().chain(&self[n.targs]) {
                    h = mix(h, self.type_hash(a, depth + 1));
                }
                h
            }
            Type::Alias(_) => 0,
            Type::TypeParam(_) => mix(101, u64::from(t.0)),
            Type::Pointer(e) => mix(102, self.type_hash(e, depth + 1)),
            Type::Slice(e) => mix(103, self.type_hash(e, depth + 1)),
            Type::Array(e, n) => mix(mix(104, n as u64), self.type_hash(e, depth + 1)),
            Type::Map(k, v) => mix(mix(105, self.type_hash(k, depth + 1)), self.type_hash(v, depth + 1)),
            Type::Chan(_, e) => mix(106, self.type_hash(e, depth + 1)),
            Type::Struct(s) => {
                let fields = self.structs[s as usize].fields;
                let mut h = mix(107, fields.len() as u64);
                for &f in &self[fields] {
                    h = mix(h, self[f].name.index() as u64);
                }
                h
            }
            Type::Tuple(l) => {
                let mut h = mix(108, l.len() as u64);
                for &v in &self[l] {
                    h = mix(h, self.type_hash(self[v].ty, depth + 1));
                }
                h
            }
            Type::Signature(s) => {
                let s = self.sigs[s as usize];
                let mut h = mix(109, (s.params.len() as u64) << 8 | s.results.len() as u64);
                if s.tparams.is_empty() {
                    for &v in self[s.params].iter().chain(&self[s.results]) {
                        h = mix(h, self.type_hash(self[v].ty, depth + 1));
                    }
                }
                h
            }
            Type::Interface(_) => 110,
            Type::Union(_) => 111,
        }
    }
}

/// Why a type is not comparable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Incomparable {
    TypeParam,
    /// A type parameter that no type satisfies.
    EmptySet,
    Field(ObjId),
    Elem,
    Other,
}

/// A run of the identity relation; `pairs` are the interface types assumed identical.
struct Identity {
    ignore_tags: bool,
    pairs: SmallVec<[(TypeId, TypeId); 4]>,
}

impl Identity {
    fn types(&mut self, s: &mut Store, a: TypeId, b: TypeId) -> bool {
        if a == b {
            return true;
        }
        let (a, b) = (s.unalias(a), s.unalias(b));
        if a == b {
            return true;
        }
        match (s.ty(a), s.ty(b)) {
            (Type::Basic(x), Type::Basic(y)) => x == y,
            (Type::Pointer(x), Type::Pointer(y)) | (Type::Slice(x), Type::Slice(y)) => self.types(s, x, y),
            (Type::Array(x, n), Type::Array(y, m)) => (n < 0 || m < 0 || n == m) && self.types(s, x, y),
            (Type::Map(k, v), Type::Map(l, w)) => self.types(s, k, l) && self.types(s, v, w),
            (Type::Chan(d, x), Type::Chan(e, y)) => d == e && self.types(s, x, y),
            (Type::Struct(x), Type::Struct(y)) => self.structs(s, x, y),
            (Type::Tuple(x), Type::Tuple(y)) => self.vars(s, x, y),
            (Type::Signature(x), Type::Signature(y)) => self.signatures(s, x, y),
            (Type::Union(x), Type::Union(y)) => {
                let (x, y) = (s.normalized_union(x), s.normalized_union(y));
                self.terms(s, x.as_deref(), y.as_deref())
            }
            (Type::Interface(x), Type::Interface(y)) => self.interfaces(s, a, b, x, y),
            (Type::Named(x), Type::Named(y)) => {
                let (x, y) = (&s.named[x as usize], &s.named[y as usize]);
                if x.origin != y.origin
                    || x.targs.len() != y.targs.len()
                    || x.outer.len() != y.outer.len()
                    || (x.targs.is_empty() && x.outer.is_empty())
                {
                    return false;
                }
                let lists = [(x.targs, y.targs), (x.outer, y.outer)];
                lists.into_iter().all(|(a, b)| {
                    (0..a.len()).all(|i| {
                        let (p, q) = (s.type_at(a, i), s.type_at(b, i));
                        self.types(s, p, q)
                    })
                })
            }
            _ => false,
        }
    }

    fn vars(&mut self, s: &mut Store, x: ObjList, y: ObjList) -> bool {
        x.len() == y.len()
            && (0..x.len()).all(|i| {
                let (p, q) = (s[s.obj_at(x, i)].ty, s[s.obj_at(y, i)].ty);
                self.types(s, p, q)
            })
    }

    fn structs(&mut self, s: &mut Store, x: u32, y: u32) -> bool {
        let (xs, ys) = (&s.structs[x as usize], &s.structs[y as usize]);
        if xs.fields.len() != ys.fields.len() {
            return false;
        }
        if !self.ignore_tags {
            let n = xs.fields.len();
            let tag = |t: &Struct, i: usize| -> Vec<u8> {
                t.tags.as_ref().and_then(|t| t[i].as_deref()).unwrap_or_default().to_vec()
            };
            if (xs.tags.is_some() || ys.tags.is_some()) && (0..n).any(|i| tag(xs, i) != tag(ys, i)) {
                return false;
            }
        }
        let (xf, yf) = (xs.fields, ys.fields);
        for i in 0..xf.len() {
            let (f, g) = (s.obj_at(xf, i), s.obj_at(yf, i));
            let (fo, go) = (&s[f], &s[g]);
            let embedded = crate::object::ObjFlags::EMBEDDED;
            if fo.has(embedded) != go.has(embedded) || !s.same_id(f, go.pkg, go.name, false) {
                return false;
            }
            let (ft, gt) = (fo.ty, go.ty);
            if !self.types(s, ft, gt) {
                return false;
            }
        }
        true
    }

    fn signatures(&mut self, s: &mut Store, x: u32, y: u32) -> bool {
        let (a, b) = (s.sigs[x as usize], s.sigs[y as usize]);
        if a.tparams.len() != b.tparams.len()
            || a.variadic != b.variadic
            || a.params.len() != b.params.len()
            || a.results.len() != b.results.len()
        {
            return false;
        }
        if a.tparams.is_empty() {
            return self.vars(s, a.params, b.params) && self.vars(s, a.results, b.results);
        }
        // Rename b's type parameters to a's.
        let from: SmallVec<[TypeId; 4]> = s[b.tparams].into();
        let to: SmallVec<[TypeId; 4]> = s[a.tparams].into();
        for (&p, &q) in to.iter().zip(&from) {
            let (bound_a, bound_b) = (s.bound_of(p), s.bound_of(q));
            let renamed = s.subst(bound_b, &from, &to);
            if !self.types(s, bound_a, renamed) {
                return false;
            }
        }
        let lists = [(a.params, b.params), (a.results, b.results)];
        lists.iter().all(|&(p, q)| {
            (0..p.len()).all(|i| {
                let (t, u) = (s[s.obj_at(p, i)].ty, s[s.obj_at(q, i)].ty);
                let u = s.subst(u, &from, &to);
                self.types(s, t, u)
            })
        })
    }

    fn terms(&mut self, s: &mut Store, x: Option<&[Term]>, y: Option<&[Term]>) -> bool {
        let (x, y) = match (x, y) {
            (None, None) => return true,
            (Some(x), Some(y)) => (x, y),
            _ => return false,
        };
        let mut covers = |p: &[Term], q: &[Term]| {
            p.iter().all(|a| q.iter().any(|b| a.tilde == b.tilde && self.types(s, a.ty, b.ty)))
        };
        covers(x, y) && covers(y, x)
    }

    fn interfaces(&mut self, s: &mut Store, a: TypeId, b: TypeId, x: u32, y: u32) -> bool {
        let xs = s.type_set_id(x);
        let ys = s.type_set_id(y);
        let (p, q) = (&s.tsets[xs.index()], &s.tsets[ys.index()]);
        if p.comparable != q.comparable
            || p.methods.len() != q.methods.len()
            || p.terms.is_some() != q.terms.is_some()
        {
            return false;
        }
        let (pt, qt) = (p.terms.clone(), q.terms.clone());
        let (pm, qm) = (p.methods.clone(), q.methods.clone());
        if !self.terms(s, pt.as_deref(), qt.as_deref()) {
            return false;
        }
        if self.pairs.contains(&(a, b)) || self.pairs.contains(&(b, a)) {
            return true;
        }
        self.pairs.push((a, b));
        let same = pm.iter().zip(qm.iter()).all(|(&m, &n)| {
            let no = &s[n];
            let (pkg, name) = (no.pkg, no.name);
            s.same_id(m, pkg, name, false) && {
                let (mt, nt) = (s[m].ty, s[n].ty);
                self.types(s, mt, nt)
            }
        });
        self.pairs.pop();
        same
    }
}
