//! The store: arenas of all types, objects, scopes, packages and constants of a program.
//!
//! One store holds everything from the universe to the last instantiated type, for all packages; ids are dense
//! and never freed. Pointer and slice types and instances of generic types are deduplicated on construction to keep
//! identity checks cheap, but nothing may rely on it. Read next: `universe.rs` (what a fresh store holds).

use crate::constant::Value;
use crate::ids::*;
use crate::members::{MemberIndex, Members};
use crate::object::*;
use crate::types::*;
use gorc_syntax::{Pos, Symbol};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// All entities of a program; see the head of the file.
pub struct Store {
    pub(crate) types: Vec<Type>,
    pub(crate) named: Vec<Named>,
    pub(crate) aliases: Vec<Alias>,
    pub(crate) tparams: Vec<TypeParam>,
    pub(crate) structs: Vec<Struct>,
    pub(crate) sigs: Vec<Signature>,
    pub(crate) ifaces: Vec<Interface>,
    pub(crate) unions: Vec<Union>,
    pub(crate) tsets: Vec<TypeSet>,
    pub(crate) type_pool: Vec<TypeId>,
    pub(crate) obj_pool: Vec<ObjId>,
    pub(crate) objects: Vec<Object>,
    pub(crate) scopes: Vec<Scope>,
    pub(crate) packages: Vec<Package>,
    pub(crate) consts: Vec<Value>,
    pub(crate) instances: FxHashMap<u64, SmallVec<[TypeId; 1]>>,
    pub(crate) pointer_to: FxHashMap<TypeId, TypeId>,
    pub(crate) slice_of: FxHashMap<TypeId, TypeId>,
    pub(crate) package_by_path: FxHashMap<Symbol, PkgId>,
    /// Scope of the predeclared identifiers.
    pub universe: ScopeId,
    /// Package `unsafe`.
    pub unsafe_pkg: PkgId,
    /// The symbol `_`.
    pub blank: Symbol,
    /// Method objects with instantiated signatures, by (origin method, receiver instance).
    pub(crate) method_types: FxHashMap<(ObjId, TypeId), TypeId>,
    /// Indices by name of long lists of fields and methods.
    pub(crate) member_indices: FxHashMap<Members, MemberIndex>,
    /// Nesting of size computations.
    pub(crate) size_depth: u32,
}

impl std::ops::Index<ObjId> for Store {
    type Output = Object;
    #[inline]
    fn index(&self, id: ObjId) -> &Object {
        &self.objects[id.index()]
    }
}

impl std::ops::IndexMut<ObjId> for Store {
    #[inline]
    fn index_mut(&mut self, id: ObjId) -> &mut Object {
        &mut self.objects[id.index()]
    }
}

impl std::ops::Index<PkgId> for Store {
    type Output = Package;
    #[inline]
    fn index(&self, id: PkgId) -> &Package {
        &self.packages[id.index()]
    }
}

impl std::ops::IndexMut<PkgId> for Store {
    #[inline]
    fn index_mut(&mut self, id: PkgId) -> &mut Package {
        &mut self.packages[id.index()]
    }
}

impl std::ops::Index<ConstId> for Store {
    type Output = Value;
    #[inline]
    fn index(&self, id: ConstId) -> &Value {
        &self.consts[id.index()]
    }
}

impl std::ops::Index<TypeList> for Store {
    type Output = [TypeId];
    #[inline]
    fn index(&self, list: TypeList) -> &[TypeId] {
        &self.type_pool[list.range()]
    }
}

impl std::ops::Index<ObjList> for Store {
    type Output = [ObjId];
    #[inline]
    fn index(&self, list: ObjList) -> &[ObjId] {
        &self.obj_pool[list.range()]
    }
}

/// How many aliases may stand for each other before that counts as a cycle (which is reported as such).
const MAX_ALIASES: u32 = 10_000;

impl Default for Store {
    fn default() -> Self {
        Store::new()
    }
}

impl Store {
    /// A store holding the universe.
    pub fn new() -> Store {
        let mut store = Store {
            types: Vec::new(),
            named: Vec::new(),
            aliases: Vec::new(),
            tparams: Vec::new(),
            structs: Vec::new(),
            sigs: Vec::new(),
            ifaces: Vec::new(),
            unions: Vec::new(),
            tsets: vec![TypeSet { methods: Box::default(), terms: None, comparable: false }],
            type_pool: Vec::new(),
            obj_pool: Vec::new(),
            objects: vec![Object::new(
                ObjKind::None,
                Symbol::intern("_"),
                Pos::default(),
                PkgId::NONE,
                TypeId::NONE,
            )],
            scopes: vec![Scope::default()],
            packages: Vec::new(),
            consts: vec![Value::Unknown],
            instances: FxHashMap::default(),
            pointer_to: FxHashMap::default(),
            slice_of: FxHashMap::default(),
            package_by_path: FxHashMap::default(),
            universe: ScopeId::NONE,
            unsafe_pkg: PkgId::NONE,
            blank: Symbol::intern("_"),
            method_types: FxHashMap::default(),
            member_indices: FxHashMap::default(),
            size_depth: 0,
        };
        crate::universe::populate(&mut store);
        store
    }

    // ---- raw construction -------------------------------------------------------------------------------

    pub(crate) fn push_type(&mut self, t: Type) -> TypeId {
        let id = TypeId(self.types.len() as u32);
        self.types.push(t);
        id
    }

    /// Stores a list of types.
    pub fn type_list(&mut self, list: &[TypeId]) -> TypeList {
        if list.is_empty() {
            return TypeList::EMPTY;
        }
        let start = self.type_pool.len() as u32;
        self.type_pool.extend_from_slice(list);
        TypeList { start, len: list.len() as u32 }
    }

    /// Stores a list of objects.
    pub fn obj_list(&mut self, list: &[ObjId]) -> ObjList {
        if list.is_empty() {
            return ObjList::EMPTY;
        }
        let start = self.obj_pool.len() as u32;
        self.obj_pool.extend_from_slice(list);
        ObjList { start, len: list.len() as u32 }
    }

    /// The `i`th type of a list.
    #[inline]
    pub fn type_at(&self, list: TypeList, i: usize) -> TypeId {
        self.type_pool[list.start as usize + i]
    }

    /// The `i`th object of a list.
    #[inline]
    pub fn obj_at(&self, list: ObjList, i: usize) -> ObjId {
        self.obj_pool[list.start as usize + i]
    }

    /// Adds an object.
    pub fn new_object(&mut self, obj: Object) -> ObjId {
        let id = ObjId(self.objects.len() as u32);
        self.objects.push(obj);
        id
    }

    /// Adds a variable.
    pub fn new_var(&mut self, name: Symbol, pos: Pos, pkg: PkgId, ty: TypeId, flags: u32) -> ObjId {
        let mut o = Object::new(ObjKind::Var, name, pos, pkg, ty);
        o.flags = ObjFlags(flags);
        self.new_object(o)
    }

    /// Adds a constant value to the pool.
    pub fn new_const(&mut self, v: Value) -> ConstId {
        let id = ConstId(self.consts.len() as u32);
        self.consts.push(v);
        id
    }

    /// `*elem`
    pub fn new_pointer(&mut self, elem: TypeId) -> TypeId {
        if let Some(&t) = self.pointer_to.get(&elem) {
            return t;
        }
        let t = self.push_type(Type::Pointer(elem));
        self.pointer_to.insert(elem, t);
        t
    }

    /// `[]elem`
    pub fn new_slice(&mut self, elem: TypeId) -> TypeId {
        if let Some(&t) = self.slice_of.get(&elem) {
            return t;
        }
        let t = self.push_type(Type::Slice(elem));
        self.slice_of.insert(elem, t);
        t
    }

    /// `[len]elem`
    pub fn new_array(&mut self, elem: TypeId, len: i64) -> TypeId {
        self.push_type(Type::Array(elem, len))
    }

    /// `map[key]elem`
    pub fn new_map(&mut self, key: TypeId, elem: TypeId) -> TypeId {
        self.push_type(Type::Map(key, elem))
    }

    /// A channel type.
    pub fn new_chan(&mut self, dir: ChanDir, elem: TypeId) -> TypeId {
        self.push_type(Type::Chan(dir, elem))
    }

    /// A tuple of variables.
    pub fn new_tuple(&mut self, vars: &[ObjId]) -> TypeId {
        if vars.is_empty() {
            return TypeId::EMPTY_TUPLE;
        }
        let list = self.obj_list(vars);
        self.push_type(Type::Tuple(list))
    }

    /// A tuple over a stored list.
    pub fn tuple_of(&mut self, list: ObjList) -> TypeId {
        if list.is_empty() {
            return TypeId::EMPTY_TUPLE;
        }
        self.push_type(Type::Tuple(list))
    }

    /// A struct type.
    pub fn new_struct(&mut self, s: Struct) -> TypeId {
        self.structs.push(s);
        self.push_type(Type::Struct(self.structs.len() as u32 - 1))
    }

    /// A function type.
    pub fn new_signature(&mut self, s: Signature) -> TypeId {
        self.sigs.push(s);
        self.push_type(Type::Signature(self.sigs.len() as u32 - 1))
    }

    /// An interface type.
    pub fn new_interface(&mut self, i: Interface) -> TypeId {
        self.ifaces.push(i);
        self.push_type(Type::Interface(self.ifaces.len() as u32 - 1))
    }

    /// A union type.
    pub fn new_union(&mut self, terms: &[Term]) -> TypeId {
        self.unions.push(Union { terms: terms.into() });
        self.push_type(Type::Union(self.unions.len() as u32 - 1))
    }

    /// A new, unresolved defined type.
    pub fn new_named(&mut self, obj: ObjId) -> TypeId {
        let id = TypeId(self.types.len() as u32);
        self.named.push(Named {
            obj,
            origin: id,
            tparams: TypeList::EMPTY,
            targs: TypeList::EMPTY,
            underlying: TypeId::NONE,
            rhs: TypeId::NONE,
            state: NamedState::Unresolved,
            methods: Vec::new(),
            local_in: ObjId::NONE,
            outer: TypeList::EMPTY,
        });
        self.push_type(Type::Named(self.named.len() as u32 - 1))
    }

    /// A new alias; `rhs` may be `NONE` while it is being resolved.
    pub fn new_alias(&mut self, obj: ObjId, rhs: TypeId) -> TypeId {
        let id = TypeId(self.types.len() as u32);
        self.aliases.push(Alias { obj, origin: id, tparams: TypeList::EMPTY, targs: TypeList::EMPTY, rhs });
        self.push_type(Type::Alias(self.aliases.len() as u32 - 1))
    }

    /// A new type parameter.
    pub fn new_tparam(&mut self, obj: ObjId, index: u32, bound: TypeId) -> TypeId {
        self.tparams.push(TypeParam { obj, index, bound, iface: TypeId::NONE, recv: false });
        self.push_type(Type::TypeParam(self.tparams.len() as u32 - 1))
    }

    /// A new scope.
    pub fn new_scope(&mut self, parent: ScopeId) -> ScopeId {
        self.scopes.push(Scope { parent, ..Scope::default() });
        ScopeId(self.scopes.len() as u32 - 1)
    }

    /// A new scope for a block of statements. Blocks around it that declare nothing are left out, lest looking up a name take
    /// a step for each `else if` in front.
    pub fn new_block(&mut self, parent: ScopeId) -> ScopeId {
        let outer = &self.scopes[parent.index()];
        let parent = if outer.is_block && outer.first.is_none() { outer.parent } else { parent };
        let block = self.new_scope(parent);
        self.scopes[block.index()].is_block = true;
        block
    }

    /// A new package with a fresh scope.
    pub fn new_package(&mut self, path: Symbol, name: Symbol) -> PkgId {
        let scope = self.new_scope(self.universe);
        let id = PkgId(self.packages.len() as u32);
        self.packages.push(Package {
            path,
            name,
            scope,
            imports: Vec::new(),
            files: Vec::new(),
            go_minor: 0,
            is_unsafe: false,
            is_std: false,
            whole: false,
            funcs: Vec::new(),
            vars: Vec::new(),
        });
        self.package_by_path.insert(path, id);
        id
    }

    // ---- access -----------------------------------------------------------------------------------------

    /// The type as written (possibly an alias).
    #[inline]
    pub fn ty(&self, t: TypeId) -> Type {
        self.types[t.index()]
    }

    /// Number of types in the store.
    pub fn type_count(&self) -> usize {
        self.types.len()
    }

    /// The package with an import path.
    pub fn package(&self, path: Symbol) -> Option<PkgId> {
        self.package_by_path.get(&path).copied()
    }

    /// The type behind aliases.
    #[inline]
    pub fn unalias(&self, mut t: TypeId) -> TypeId {
        let mut hops = 0;
        while let Type::Alias(a) = self.ty(t) {
            let rhs = self.aliases[a as usize].rhs;
            hops += 1;
            if rhs.is_none() || hops > MAX_ALIASES {
                return TypeId::INVALID;
            }
            t = rhs;
        }
        t
    }

    /// Whether the type is an alias, or an alias of one, whose declaration is still being checked.
    pub(crate) fn is_pending_alias(&self, t: TypeId) -> bool {
        let (mut t, mut hops) = (t, 0);
        while let Type::Alias(a) = self.ty(t) {
            t = self.aliases[a as usize].rhs;
            hops += 1;
            if t.is_none() || hops > MAX_ALIASES {
                return t.is_none();
            }
        }
        false
    }

    /// The type behind aliases, by value.
    #[inline]
    pub fn get(&self, t: TypeId) -> Type {
        self.ty(self.unalias(t))
    }

    /// The defined type behind aliases, if it is one.
    pub fn as_named(&self, t: TypeId) -> Option<&Named> {
        match self.get(t) {
            Type::Named(n) => Some(&self.named[n as usize]),
            _ => None,
        }
    }

    pub(crate) fn named_mut(&mut self, t: TypeId) -> Option<&mut Named> {
        match self.get(t) {
            Type::Named(n) => Some(&mut self.named[n as usize]),
            _ => None,
        }
    }

    /// The alias node, if the type as written is one.
    pub fn as_alias(&self, t: TypeId) -> Option<&Alias> {
        match self.ty(t) {
            Type::Alias(a) => Some(&self.aliases[a as usize]),
            _ => None,
        }
    }

    /// The type parameter behind aliases, if it is one.
    pub fn as_tparam(&self, t: TypeId) -> Option<&TypeParam> {
        match self.get(t) {
            Type::TypeParam(p) => Some(&self.tparams[p as usize]),
            _ => None,
        }
    }

    /// The data of a struct type given its index.
    pub fn struct_data(&self, i: u32) -> &Struct {
        &self.structs[i as usize]
    }

    /// The data of a function type given its index.
    #[inline]
    pub fn sig_data(&self, i: u32) -> Signature {
        self.sigs[i as usize]
    }

    /// The data of an interface type given its index.
    pub fn iface_data(&self, i: u32) -> &Interface {
        &self.ifaces[i as usize]
    }

    /// The data of a union given its index.
    pub fn union_data(&self, i: u32) -> &Union {
        &self.unions[i as usize]
    }

    /// The data of a defined type given its index.
    pub fn named_data(&self, i: u32) -> &Named {
        &self.named[i as usize]
    }

    /// The data of a type parameter given its index.
    pub fn tparam_data(&self, i: u32) -> &TypeParam {
        &self.tparams[i as usize]
    }

    /// The function type of a type that is a signature (not via a named type).
    pub fn as_signature(&self, t: TypeId) -> Option<Signature> {
        match self.get(t) {
            Type::Signature(s) => Some(self.sigs[s as usize]),
            _ => None,
        }
    }

    /// The variables of a tuple; any other type yields the empty list.
    pub fn tuple_vars(&self, t: TypeId) -> ObjList {
        match self.get(t) {
            Type::Tuple(l) => l,
            _ => ObjList::EMPTY,
        }
    }

    /// The qualified identity of an object's name.
    pub fn name_of(&self, o: ObjId) -> Name {
        Name { sym: self[o].name, pkg: self[o].pkg }
    }

    /// Whether the object has the given field or method name, seen from package `pkg`.
    #[inline]
    pub fn same_id(&self, o: ObjId, pkg: PkgId, sym: Symbol, fold: bool) -> bool {
        let obj = &self[o];
        if obj.name != sym {
            return fold && fold_eq(obj.name.as_str(), sym.as_str());
        }
        fold || obj.pkg == pkg || is_exported(sym)
    }

    // ---- scopes -----------------------------------------------------------------------------------------

    /// The object of a name in this very scope.
    pub fn scope_get(&self, scope: ScopeId, name: Symbol) -> ObjId {
        let s = &self.scopes[scope.index()];
        if let Some(t) = &s.table {
            return t.get(&name).copied().unwrap_or(ObjId::NONE);
        }
        let mut o = s.first;
        while o.is_some() {
            let obj = &self.objects[o.index()];
            if obj.name == name {
                return o;
            }
            o = obj.next;
        }
        ObjId::NONE
    }

    /// Declares an object in a scope unless the name is blank or taken; returns the object that has the name already.
    pub fn scope_insert(&mut self, scope: ScopeId, o: ObjId) -> ObjId {
        let name = self[o].name;
        let alt = self.scope_get(scope, name);
        if alt.is_some() {
            return alt;
        }
        let s = &mut self.scopes[scope.index()];
        self.objects[o.index()].next = s.first;
        s.first = o;
        s.len += 1;
        if let Some(t) = &mut s.table {
            t.insert(name, o);
        } else if s.len > 12 {
            let mut table: FxHashMap<Symbol, ObjId> = FxHashMap::default();
            let mut x = o;
            while x.is_some() {
                table.insert(self.objects[x.index()].name, x);
                x = self.objects[x.index()].next;
            }
            s.table = Some(Box::new(table));
        }
        if self.objects[o.index()].parent.is_none() {
            self.objects[o.index()].parent = scope;
        }
        ObjId::NONE
    }

    /// The objects of a scope, in no particular order.
    pub fn scope_objects(&self, scope: ScopeId) -> impl Iterator<Item = ObjId> + '_ {
        let mut o = self.scopes[scope.index()].first;
        std::iter::from_fn(move || {
            if o.is_none() {
                return None;
            }
            let r = o;
            o = self.objects[o.index()].next;
            Some(r)
        })
    }

    /// The scope enclosing a scope.
    pub fn scope_parent(&self, scope: ScopeId) -> ScopeId {
        self.scopes[scope.index()].parent
    }
}

fn fold_eq(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || a.to_lowercase() == b.to_lowercase()
}
