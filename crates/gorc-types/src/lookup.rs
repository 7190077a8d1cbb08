//! Fields and methods of types: selector lookup through embedding, and whole method sets.
//!
//! Lookup goes breadth-first through embedded fields; the shallowest depth with exactly one match wins. Methods are
//! reported as the object declared (on the generic type, if the receiver is an instance) together with the named type at
//! which it was found; `Store::method_signature` gives the instantiated signature.

use crate::ids::*;
use crate::members::{MemberKey, Members, SmallSet};
use crate::object::*;
use crate::store::Store;
use crate::types::*;
use gorc_syntax::Symbol;
use smallvec::SmallVec;

/// The path of field indices to a field or method; the last index is that of the field or method itself.
pub type Path = SmallVec<[u32; 4]>;

/// How a lookup ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LookupResult {
    /// `obj` is what was looked for.
    Found,
    /// There is no such field or method.
    NotFound,
    /// Several at the same depth.
    Ambiguous,
    /// A method with pointer receiver on a value that is not addressable.
    NeedsPointer,
}

/// Result of a field or method lookup.
#[derive(Clone, Debug)]
pub struct Lookup {
    /// How it ended.
    pub result: LookupResult,
    /// The field or method (also set when `NeedsPointer`).
    pub obj: ObjId,
    /// The way to it through embedded fields.
    pub path: Path,
    /// Whether a pointer is followed on the way (that of the operand included).
    pub indirect: bool,
    /// The (instance of a) named type, interface type or type parameter that has the method; for fields the struct's type.
    pub holder: TypeId,
}

impl Lookup {
    fn fail(result: LookupResult) -> Lookup {
        Lookup { result, obj: ObjId::NONE, path: Path::new(), indirect: false, holder: TypeId::NONE }
    }

    /// Whether the lookup succeeded.
    pub fn found(&self) -> bool {
        self.result == LookupResult::Found
    }
}

/// A type to search at the current depth.
#[derive(Clone, Copy)]
struct Embedded {
    ty: TypeId,
    /// The step that leads to it.
    way: Way,
    indirect: bool,
    multiples: bool,
}

/// A number in [`Search::steps`], plus one; 0 for the type that the lookup began with.
type Way = u32;

/// What a lookup is about, and how far it has got.
struct Search {
    pkg: PkgId,
    name: Symbol,
    fold: bool,
    seen: SmallSet<TypeId>,
    /// Embedded fields that were followed: from where, and their number there.
    steps: Vec<(Way, u32)>,
    found: Option<Lookup>,
    next: SmallVec<[Embedded; 4]>,
}

impl Search {
    /// The path to a member of the type that `way` leads to.
    fn path(&self, way: Way, member: usize) -> Path {
        let mut path = Path::new();
        path.push(member as u32);
        let mut way = way;
        while way > 0 {
            let (from, field) = self.steps[way as usize - 1];
            path.push(field);
            way = from;
        }
        path.reverse();
        path
    }

    fn step(&mut self, from: Way, field: usize) -> Way {
        self.steps.push((from, field as u32));
        self.steps.len() as Way
    }

    /// Notes a match; false if it is the second.
    fn hit(&mut self, e: &Embedded, obj: ObjId, index: usize, holder: TypeId) -> bool {
        if self.found.is_some() {
            return false;
        }
        let path = self.path(e.way, index);
        self.found = Some(Lookup { result: LookupResult::Found, obj, path, indirect: e.indirect, holder });
        true
    }
}

/// The names of methods that a type may have, from it and from what it embeds.
#[derive(Default)]
struct MethodNames {
    list: Vec<MemberKey>,
    seen: SmallSet<MemberKey>,
    types: SmallSet<TypeId>,
}

/// A method of a method set.
#[derive(Clone, Debug)]
pub struct MethodSelection {
    /// The method as declared.
    pub obj: ObjId,
    /// Path through embedded fields; the last index is the method's.
    pub path: Path,
    /// Whether a pointer is followed on the way.
    pub indirect: bool,
    /// The named or interface type that has it.
    pub holder: TypeId,
}

impl Store {
    /// Looks up a field or method `name`, seen from package `pkg`, in `t`.
    /// With `fold`, case is ignored (for suggestions in messages).
    pub fn lookup_field_or_method(
        &mut self,
        t: TypeId,
        addressable: bool,
        pkg: PkgId,
        name: Symbol,
        fold: bool,
    ) -> Lookup {
        if name == self.blank || t.is_none() {
            return Lookup::fail(LookupResult::NotFound);
        }
        // A defined pointer type has no methods, but its fields can be selected.
        if let Type::Named(_) = self.get(t)
            && let Type::Pointer(_) = self.under_type(t)
        {
            let u = self.under(t);
            let found = self.search(u, false, pkg, name, fold);
            if found.obj.is_some() && self[found.obj].kind == ObjKind::Func {
                return Lookup::fail(LookupResult::NotFound);
            }
            return found;
        }
        self.search(t, addressable, pkg, name, fold)
    }

    fn search(&mut self, t: TypeId, addressable: bool, pkg: PkgId, name: Symbol, fold: bool) -> Lookup {
        let (typ, is_ptr) = self.deref(t);
        if is_ptr && matches!(self.under_type(typ), Type::Interface(_)) {
            return Lookup::fail(LookupResult::NotFound);
        }
        let mut current: SmallVec<[Embedded; 4]> = SmallVec::new();
        current.push(Embedded { ty: typ, way: 0, indirect: is_ptr, multiples: false });
        let mut search = Search {
            pkg,
            name,
            fold,
            seen: SmallSet::default(),
            steps: Vec::new(),
            found: None,
            next: SmallVec::new(),
        };
        while !current.is_empty() {
            for e in &current {
                let before = search.found.is_some();
                let only = self.search_one(e, &mut search);
                if !only || search.found.is_some() && !before && e.multiples {
                    let mut l = Lookup::fail(LookupResult::Ambiguous);
                    l.path = search.path(e.way, 0);
                    l.path.pop();
                    return l;
                }
            }
            if let Some(mut l) = search.found.take() {
                let o = &self[l.obj];
                if o.kind == ObjKind::Func && o.has(ObjFlags::PTR_RECV) && !l.indirect && !addressable {
                    l.result = LookupResult::NeedsPointer;
                }
                return l;
            }
            current = self.consolidate(std::mem::take(&mut search.next));
        }
        Lookup::fail(LookupResult::NotFound)
    }

    /// Searches one type at the current depth; false if a second match is found.
    fn search_one(&mut self, e: &Embedded, search: &mut Search) -> bool {
        let ty = self.unalias(e.ty);
        if let Type::Named(n) = self.ty(ty) {
            if !search.seen.insert(ty) {
                return true;
            }
            let origin = self.named[n as usize].origin;
            if let Type::Named(o) = self.ty(origin)
                && let Some(only) = self.search_members(Members::Methods(o), e, ty, search)
            {
                return only;
            }
        }
        match self.under_type(ty) {
            Type::Struct(s) => self.search_fields(s, e, ty, search),
            Type::Interface(i) => {
                let set = self.type_set_id(i);
                self.search_members(Members::Set(set), e, ty, search).unwrap_or(true)
            }
            _ => true,
        }
    }

    /// Searches a list; nothing if there is no match, else whether it is the first.
    fn search_members(&mut self, of: Members, e: &Embedded, ty: TypeId, search: &mut Search) -> Option<bool> {
        let i = self.find_member(of, search.pkg, search.name, search.fold)?;
        let obj = self.members(of)[i];
        Some(search.hit(e, obj, i, ty))
    }

    fn search_fields(&mut self, s: u32, e: &Embedded, ty: TypeId, search: &mut Search) -> bool {
        let fields = self.structs[s as usize].fields;
        let of = Members::Fields(s);
        // With a match at this depth, what lies deeper is of no interest.
        if let Some(only) = self.search_members(of, e, ty, search) {
            return only && !self.is_repeated(of, search.pkg, search.name, search.fold);
        }
        for i in 0..fields.len() {
            let f = self.obj_at(fields, i);
            if !self[f].has(ObjFlags::EMBEDDED) {
                continue;
            }
            let (typ, is_ptr) = self.deref(self[f].ty);
            if matches!(
                self.get(typ),
                Type::Named(_) | Type::Struct(_) | Type::Interface(_) | Type::TypeParam(_)
            ) {
                let way = search.step(e.way, i);
                let indirect = e.indirect || is_ptr;
                search.next.push(Embedded { ty: typ, way, indirect, multiples: e.multiples });
            }
        }
        true
    }

    /// Merges entries of the same type, which make any match ambiguous.
    fn consolidate(&mut self, list: SmallVec<[Embedded; 4]>) -> SmallVec<[Embedded; 4]> {
        if list.len() <= 1 {
            return list;
        }
        let mut out: SmallVec<[Embedded; 4]> = SmallVec::new();
        'entries: for e in list {
            for o in &mut out {
                if self.identical(o.ty, e.ty) {
                    o.multiples = true;
                    continue 'entries;
                }
            }
            out.push(e);
        }
        out
    }

    /// The method set of a type, sorted by name (package path for names that are not exported): for a pointer or an
    /// addressable value's methods pass the pointer type.
    pub fn method_set(&mut self, t: TypeId) -> Vec<MethodSelection> {
        let (typ, is_ptr) = self.deref(t);
        if is_ptr && matches!(self.under_type(typ), Type::Interface(_)) {
            return Vec::new();
        }
        if let Type::Named(_) = self.get(t)
            && let Type::Pointer(_) = self.under_type(t)
        {
            return Vec::new();
        }
        let mut names = MethodNames::default();
        self.collect_method_names(typ, &mut names);
        let mut out: Vec<MethodSelection> = Vec::new();
        // An exported method of any package is found by its name, so no name leads to the same method twice.
        for (name, pkg) in names.list {
            let l = self.lookup_field_or_method(t, false, pkg, name, false);
            if l.found() && self[l.obj].kind == ObjKind::Func {
                out.push(MethodSelection {
                    obj: l.obj,
                    path: l.path,
                    indirect: l.indirect,
                    holder: l.holder,
                });
            }
        }
        out.sort_by(|a, b| self.method_order(a.obj).cmp(&self.method_order(b.obj)));
        out
    }

    fn method_order(&self, m: ObjId) -> (&'static str, Option<&'static str>) {
        let o = &self[m];
        (o.name.as_str(), (!is_exported(o.name)).then(|| self[o.pkg].path.as_str()))
    }

    fn collect_method_names(&mut self, t: TypeId, names: &mut MethodNames) {
        let t = self.unalias(t);
        if !names.types.insert(t) {
            return;
        }
        let add = |s: &Store, m: ObjId, names: &mut MethodNames| {
            let key = s.member_key(m);
            if names.seen.insert(key) {
                names.list.push(key);
            }
        };
        if let Some(n) = self.as_named(t) {
            let origin = n.origin;
            let methods = self.as_named(origin).map(|o| o.methods.clone()).unwrap_or_default();
            for m in methods {
                add(self, m, names);
            }
        }
        match self.under_type(t) {
            Type::Struct(s) => {
                let fields = self.structs[s as usize].fields;
                for i in 0..fields.len() {
                    let f = self.obj_at(fields, i);
                    if self[f].has(ObjFlags::EMBEDDED) {
                        let (typ, _) = self.deref(self[f].ty);
                        self.collect_method_names(typ, names);
                    }
                }
            }
            Type::Interface(i) => {
                let methods = self.type_set(i).methods.clone();
                for &m in &*methods {
                    add(self, m, names);
                }
            }
            _ => {}
        }
    }

    /// The declared methods of a named type (those of its origin for an instance).
    pub fn declared_methods(&self, t: TypeId) -> &[ObjId] {
        match self.as_named(t) {
            Some(n) => match self.as_named(n.origin) {
                Some(o) => &o.methods,
                None => &[],
            },
            None => &[],
        }
    }
}
