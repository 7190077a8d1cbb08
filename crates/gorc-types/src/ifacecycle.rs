//! Interfaces without name that contain themselves through their methods: `type T interface { m() interface{ T } }`.
//!
//! Such types are finite, but nothing could write them down; gc does not admit them. It looks for them when a package has no
//! other errors, in the order of the source, and reports a cycle once.

use crate::checker::*;
use crate::ids::*;
use crate::types::*;
use gorc_syntax::Pos;
use gorc_syntax::ast::{ExprId, ExprKind};
use rustc_hash::FxHashMap;

/// How deep types are looked into: types nest less in any program that compiles.
const MAX_DEPTH: u32 = 200;

#[derive(Default)]
struct Finder {
    /// Interfaces met: whether they are part of a cycle (or being looked at).
    cyclic: FxHashMap<u32, bool>,
    depth: u32,
}

impl Checker<'_> {
    /// Reports the anonymous interfaces of a package that contain themselves.
    pub(crate) fn check_anonymous_cycles(&mut self, pkg: PkgId) {
        let mut finder = Finder::default();
        for file in self.store[pkg].files.clone() {
            let state = &self.files[file.index()];
            let mut written: Vec<(Pos, u32)> = Vec::new();
            for i in 0..state.ast.expr_count() {
                let e = ExprId::from_index(i);
                if let ExprKind::InterfaceType { .. } = state.ast[e].kind
                    && let Type::Interface(iface) = self.store.get(state.info.tv(e).ty)
                {
                    written.push((state.ast[e].pos, iface));
                }
            }
            written.sort_by_key(|w| w.0);
            for (pos, iface) in written {
                if finder.interface(self, iface) {
                    let message = "invalid recursive type: anonymous interface refers to itself \
                                   (see https://go.dev/issue/56103)";
                    self.error(pos, "InvalidTypeCycle", message);
                    // Those that led here are not reported again.
                    finder.cyclic.values_mut().for_each(|cyclic| *cyclic = false);
                }
            }
        }
    }
}

impl Finder {
    fn interface(&mut self, c: &mut Checker<'_>, iface: u32) -> bool {
        if let Some(&known) = self.cyclic.get(&iface) {
            return known;
        }
        self.cyclic.insert(iface, true);
        let methods = c.store.type_set(iface).methods.clone();
        for &m in &*methods {
            let ty = c.store[m].ty;
            if self.ty(c, ty) {
                return true;
            }
        }
        self.cyclic.insert(iface, false);
        false
    }

    fn ty(&mut self, c: &mut Checker<'_>, t: TypeId) -> bool {
        self.depth += 1;
        let found = self.depth < MAX_DEPTH && self.parts(c, t);
        self.depth -= 1;
        found
    }

    /// Looks into the parts of a type literal; named types end a cycle.
    fn parts(&mut self, c: &mut Checker<'_>, t: TypeId) -> bool {
        match c.store.get(t) {
            Type::Pointer(e) | Type::Slice(e) | Type::Array(e, _) | Type::Chan(_, e) => self.ty(c, e),
            Type::Map(k, v) => self.ty(c, k) || self.ty(c, v),
            Type::Struct(s) => {
                let fields = c.store.struct_data(s).fields;
                self.vars(c, fields)
            }
            Type::Tuple(vars) => self.vars(c, vars),
            Type::Signature(s) => {
                let sig = c.store.sig_data(s);
                self.vars(c, sig.params) || self.vars(c, sig.results)
            }
            Type::Interface(i) => self.interface(c, i),
            _ => false,
        }
    }

    fn vars(&mut self, c: &mut Checker<'_>, vars: ObjList) -> bool {
        (0..vars.len()).any(|i| {
            let ty = c.store[c.store.obj_at(vars, i)].ty;
            self.ty(c, ty)
        })
    }
}
