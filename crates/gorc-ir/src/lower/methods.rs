//! Methods called through interfaces: which are reachable, their code, descriptors and itabs.
//!
//! A method of a type needs code if a value of the type may reach an interface (it, or a type it is part of, is
//! converted to one) and an interface method of that name and signature is called somewhere, or reflection may call it.

use std::collections::{HashMap, HashSet};

use gorc_types::ObjFlags;
use gorc_types::ObjId;

use super::Program;
use super::call::FoundMethod;
use crate::entities::Sym;
use crate::module::{Descriptor, Itab, MethodEntry};
use crate::types::{IfaceMethod, Signature, Ty, TyKind, method_order};

/// A method of a type's method set.
#[derive(Clone, Debug)]
struct SetEntry {
    name: String,
    pkg: String,
    sig: Ty,
    found: FoundMethod,
    code: Option<Sym>,
}

/// The state of the search.
#[derive(Debug, Default)]
pub(crate) struct Methods {
    /// Compiler-made functions that exist.
    pub generated: HashSet<Sym>,
    /// Types whose values may reach an interface, in order of discovery.
    used: Vec<Ty>,
    used_set: HashSet<Ty>,
    /// Further types whose descriptors are compared with.
    described: Vec<Ty>,
    described_set: HashSet<Ty>,
    sets: HashMap<Ty, Vec<SetEntry>>,
    called: HashSet<IfaceMethod>,
    itabs: Vec<(Ty, Ty)>,
    itab_set: HashSet<(Ty, Ty)>,
}

/// Functions through which reflection finds methods by number or name.
const REFLECT_METHOD: [&str; 5] = [
    "reflect.Value.Method",
    "reflect.Value.MethodByName",
    "reflect.(*rtype).Method",
    "reflect.(*rtype).MethodByName",
    "reflect.(*rtype).MethodByName·f",
];

/// Functions through which `reflect.New`, `Value.Addr` and others lead from a type to its pointer type: of gorc's own
/// package reflect, and of the official one.
const POINTER_TO: [&str; 3] = ["reflect.pointerTo", "reflect.(*rtype).ptrTo", "reflect.ptrTo"];

impl Program<'_, '_> {
    /// A value of concrete type `ty` is converted to interface type `iface`.
    pub fn use_in_interface(&mut self, ty: Ty, iface: Ty) {
        self.use_type(ty);
        if !self.m.types.is_eface(iface) && self.methods.itab_set.insert((iface, ty)) {
            self.methods.itabs.push((iface, ty));
        }
    }

    /// An interface method is called.
    pub fn use_iface_method(&mut self, m: IfaceMethod) {
        self.methods.called.insert(m);
    }

    /// A value is asserted to implement an interface type.
    pub fn use_assert(&mut self, iface: Ty) {
        self.need_descriptor(iface);
    }

    /// The type's descriptor is referred to.
    pub fn need_descriptor(&mut self, ty: Ty) {
        if self.methods.described_set.insert(ty) {
            self.methods.described.push(ty);
        }
    }

    /// Values of the type, and through reflection those of its parts, may reach interfaces.
    pub fn use_type(&mut self, ty: Ty) {
        if !self.methods.used_set.insert(ty) {
            return;
        }
        self.methods.used.push(ty);
        let parts: Vec<Ty> = match self.ukind(ty) {
            TyKind::Pointer(e) | TyKind::Slice(e) | TyKind::Array(e, _) | TyKind::Chan(_, e) => vec![*e],
            TyKind::Map(k, v) => vec![*k, *v],
            TyKind::Struct(fields) => fields.iter().map(|f| f.ty).collect(),
            TyKind::Func(sig) => sig.params.iter().chain(&sig.results).copied().collect(),
            _ => Vec::new(),
        };
        for part in parts {
            self.use_type(part);
        }
    }

    /// The method set of a type.
    fn method_set(&mut self, ty: Ty) -> Vec<SetEntry> {
        if matches!(self.m.types.kind(ty), TyKind::Interface(_)) || self.is_interface(ty) {
            return Vec::new();
        }
        let rep = match *self.m.types.kind(ty) {
            TyKind::Pointer(e) => self.rep(ty).or_else(|| self.rep_pointer(e)),
            _ => self.rep(ty),
        };
        let Some(rep) = rep else { return Vec::new() };
        let mut out = Vec::new();
        for s in self.c.store.method_set(rep) {
            let o = &self.c.store[s.obj];
            let (name, pkg) = (o.name, o.pkg);
            if name.as_str() == "_" || self.is_generic_method(s.obj) {
                continue;
            }
            let sig = if self.c.store[s.obj].has(ObjFlags::INTERFACE_METHOD) {
                self.c.store[s.obj].ty
            } else {
                self.c.store.method_signature(s.obj, s.holder)
            };
            let sig = self.method_func_ty(sig);
            let found = FoundMethod { obj: s.obj, path: s.path, holder: s.holder };
            out.push(SetEntry {
                name: name.as_str().to_owned(),
                pkg: self.name_pkg(name, pkg),
                sig,
                found,
                code: None,
            });
        }
        out.sort_by(|a, b| method_order(&a.name, &a.pkg).cmp(&method_order(&b.name, &b.pkg)));
        out
    }

    /// Methods with type parameters of their own satisfy no interface.
    fn is_generic_method(&self, m: ObjId) -> bool {
        self.c.store.as_signature(self.c.store[m].ty).is_some_and(|s| !s.tparams.is_empty())
    }

    /// Gives code to methods that have become reachable; tells whether there were any.
    pub(super) fn reach_methods(&mut self) -> bool {
        let by_reflection = REFLECT_METHOD.iter().any(|name| self.is_lowered(name));
        let mut found = false;
        if by_reflection || POINTER_TO.iter().any(|name| self.is_lowered(name)) {
            // Values of pointer types may come to be that no conversion shows.
            for ty in self.methods.used.clone() {
                if matches!(self.m.types.kind(ty), TyKind::Named(_)) && !self.is_interface(ty) {
                    let ptr = self.pointer_to(ty);
                    self.use_type(ptr);
                }
            }
        }
        let mut i = 0;
        while i < self.methods.used.len() {
            let ty = self.methods.used[i];
            i += 1;
            let mut set = match self.methods.sets.remove(&ty) {
                Some(set) => set,
                None => self.method_set(ty),
            };
            for entry in &mut set {
                if entry.code.is_some() {
                    continue;
                }
                let reflected = by_reflection && entry.pkg.is_empty();
                if reflected {
                    // Calls by reflection put parameters and results into interfaces.
                    self.use_type(entry.sig);
                }
                let key = IfaceMethod { name: entry.name.clone(), pkg: entry.pkg.clone(), sig: entry.sig };
                if self.methods.called.contains(&key) || reflected {
                    entry.code = Some(self.iface_code(ty, &entry.found, entry.sig));
                    found = true;
                }
            }
            self.methods.sets.insert(ty, set);
        }
        found
    }

    fn is_lowered(&self, name: &str) -> bool {
        self.m.find_sym(name).is_some_and(|s| self.is_function_known(s))
    }

    /// Code of a method that takes the data word of an interface holding a `ty`.
    fn iface_code(&mut self, ty: Ty, found: &FoundMethod, sig: Ty) -> Sym {
        let mut sig: Signature = self.func_sig(sig).unwrap_or_default();
        let recv = if self.m.types.is_direct_iface(ty) { ty } else { self.pointer_to(ty) };
        sig.params.insert(0, recv);
        self.method_code(recv, found, &[], sig)
    }

    /// Builds the module's descriptors and itabs.
    pub(super) fn finish_methods(&mut self) {
        let described = std::mem::take(&mut self.methods.described);
        let used = self.methods.used.clone();
        let mut seen = HashSet::new();
        for ty in used.into_iter().chain(described) {
            if !seen.insert(ty) {
                continue;
            }
            let set = match self.methods.sets.get(&ty) {
                Some(set) => set.clone(),
                None => self.method_set(ty),
            };
            let methods = set
                .into_iter()
                .map(|e| MethodEntry { name: e.name, pkg: e.pkg, sig: e.sig, ifn: e.code, tfn: e.code })
                .collect();
            self.m.descriptors.push(Descriptor { ty, methods });
        }
        for (iface, concrete) in std::mem::take(&mut self.methods.itabs) {
            let TyKind::Interface(wanted) = self.ukind(iface).clone() else { continue };
            let set = self.methods.sets.get(&concrete);
            let methods = wanted
                .iter()
                .map(|w| {
                    let wanted = method_order(&w.name, &w.pkg);
                    let found = set?.binary_search_by_key(&wanted, |e| method_order(&e.name, &e.pkg));
                    set?[found.ok()?].code
                })
                .collect();
            self.m.itabs.push(Itab { iface, concrete, methods });
        }
    }
}
