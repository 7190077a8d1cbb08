//! Initialisation order of package-level variables, and unused imports.
//!
//! Repeatedly the earliest declared variable that depends on no uninitialised one is next; dependencies lead through functions and methods of
//! the package. Constants come before all variables: what refers to one does not wait. For packages checked on demand, the bodies on the
//! way are checked here.

use crate::checker::*;
use crate::ids::*;
use crate::info::Initializer;
use crate::object::*;
use gorc_syntax::Diagnostic;
use gorc_syntax::ast;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

impl<'a> Checker<'a> {
    /// Computes the initialisation order; with `report`, cycles are reported.
    pub(crate) fn compute_init_order(&mut self, pkg: PkgId, report: bool) -> Vec<Initializer> {
        // The nodes are constants and variables; functions only connect them. With cycles reported, constants matter, too.
        let nodes: Vec<ObjId> = if report { self.package_values(pkg) } else { self.store[pkg].vars.clone() };
        let known: FxHashSet<ObjId> = nodes.iter().copied().collect();
        let mut waits: FxHashMap<ObjId, usize> = FxHashMap::default();
        let mut waiting_for: FxHashMap<ObjId, Vec<ObjId>> = FxHashMap::default();
        let mut queue: BinaryHeap<Reverse<(bool, usize, u32, ObjId)>> = BinaryHeap::new();
        for &v in &nodes {
            let deps = self.value_dependencies(v);
            let deps: Vec<ObjId> = deps.into_iter().filter(|d| known.contains(d)).collect();
            for &d in &deps {
                waiting_for.entry(d).or_default().push(v);
            }
            waits.insert(v, deps.len());
            queue.push(Reverse(self.init_rank(v, deps.len())));
        }
        let mut out = Vec::new();
        let mut done: FxHashSet<ObjId> = FxHashSet::default();
        let mut emitted: FxHashSet<(FileId, ast::ExprId)> = FxHashSet::default();
        while let Some(Reverse((_, n, _, v))) = queue.pop() {
            if done.contains(&v) || waits.get(&v) != Some(&n) {
                continue; // an outdated entry
            }
            done.insert(v);
            if n > 0
                && report
                && let Some(cycle) = self.find_cycle(v)
            {
                self.report_init_cycle(&cycle);
            }
            if let Some(i) = self.initializer(v)
                && emitted.insert((i.file, i.rhs))
            {
                out.push(i);
            }
            for w in waiting_for.remove(&v).unwrap_or_default() {
                if let Some(n) = waits.get_mut(&w)
                    && !done.contains(&w)
                {
                    *n = n.saturating_sub(1);
                    let n = *n;
                    queue.push(Reverse(self.init_rank(w, n)));
                }
            }
        }
        out
    }

    /// Sort key of an object that waits for `n` others.
    fn init_rank(&self, v: ObjId, n: usize) -> (bool, usize, u32, ObjId) {
        let o = &self.store[v];
        (o.kind != ObjKind::Const, n, o.order, v)
    }

    /// The constants and variables of a package in source order.
    fn package_values(&self, pkg: PkgId) -> Vec<ObjId> {
        let mut out = Vec::new();
        for &file in &self.store[pkg].files {
            let f = &self.files[file.index()];
            for &id in &f.ast[f.ast.decls] {
                if let ast::DeclKind::Const { names, .. } | ast::DeclKind::Var { names, .. } = f.ast[id].kind
                {
                    out.extend(f.ast[names].iter().map(|&n| f.info.object(n)).filter(|o| o.is_some()));
                }
            }
        }
        out
    }

    fn initializer(&self, v: ObjId) -> Option<Initializer> {
        let d = &self.decls[self.store[v].decl.index()];
        let DeclKind::Var { decl, index, ref lhs } = d.kind else { return None };
        let ast = self.files[d.file.index()].ast;
        let ast::DeclKind::Var { values, .. } = ast[decl].kind else { return None };
        let values = &ast[values];
        match lhs {
            Some(lhs) => Some(Initializer { file: d.file, lhs: lhs.clone(), rhs: *values.first()? }),
            None => Some(Initializer { file: d.file, lhs: vec![v], rhs: *values.get(index as usize)? }),
        }
    }

    /// The constants and variables an initialiser refers to, directly or through functions.
    fn value_dependencies(&mut self, v: ObjId) -> Vec<ObjId> {
        let mut out = Vec::new();
        let mut seen: FxHashSet<ObjId> = FxHashSet::default();
        let mut work = vec![v];
        while let Some(o) = work.pop() {
            for d in self.object_deps(o) {
                if !seen.insert(d) {
                    continue;
                }
                match self.store[d].kind {
                    ObjKind::Var | ObjKind::Const => out.push(d),
                    ObjKind::Func => work.push(d),
                    _ => {}
                }
            }
        }
        out
    }

    fn object_deps(&mut self, o: ObjId) -> Vec<ObjId> {
        let decl = self.store[o].decl;
        if decl.is_none() {
            return Vec::new();
        }
        if self.store[o].kind == ObjKind::Func {
            self.check_body(o);
        }
        self.decls[decl.index()].deps.clone()
    }

    /// Reports an initialisation cycle.
    fn report_init_cycle(&mut self, cycle: &[ObjId]) {
        let first = cycle[0];
        let (name, pos) = (self.store[first].name, self.store[first].pos);
        if cycle.len() == 1 {
            self.error(pos, "InvalidInitCycle", format!("initialization cycle: {name} refers to itself"));
            return;
        }
        let mut d = Diagnostic::error(pos, "InvalidInitCycle", format!("initialization cycle for {name}"));
        for (i, &o) in cycle.iter().enumerate() {
            let next = cycle[(i + 1) % cycle.len()];
            let text = format!("{} refers to {}", self.cycle_name(o), self.cycle_name(next));
            d = d.with_note(self.store[o].pos, text);
        }
        self.report(d);
    }

    fn cycle_name(&self, o: ObjId) -> String {
        self.store[o].name.to_string()
    }

    /// A path of references from an object back to itself: the first that a depth-first search finds which takes objects in order of
    /// their declaration.
    fn find_cycle(&mut self, start: ObjId) -> Option<Vec<ObjId>> {
        let mut seen: FxHashSet<ObjId> = FxHashSet::default();
        // The path, each object with what is left of its references.
        let mut path = vec![(start, self.ordered_deps(start))];
        while let Some((_, deps)) = path.last_mut() {
            match deps.pop() {
                None => drop(path.pop()),
                Some(d) if d == start => return Some(path.into_iter().map(|(o, _)| o).collect()),
                Some(d) if seen.insert(d) => path.push((d, self.ordered_deps(d))),
                Some(_) => {}
            }
        }
        None
    }

    /// The constants, variables and functions an object refers to, the last declared first.
    fn ordered_deps(&mut self, o: ObjId) -> Vec<ObjId> {
        let mut deps = self.object_deps(o);
        deps.retain(|&d| matches!(self.store[d].kind, ObjKind::Var | ObjKind::Const | ObjKind::Func));
        deps.sort_by_key(|&d| std::cmp::Reverse(self.store[d].order));
        deps
    }

    /// Reports imports that no identifier of their file uses.
    pub(crate) fn check_unused_imports(&mut self, pkg: PkgId) {
        let files = self.store[pkg].files.clone();
        for file in files {
            let mut unused = Vec::new();
            for i in &self.files[file.index()].imports {
                let used = i.used || (i.obj.is_some() && self.store[i.obj].has(ObjFlags::USED));
                if !used {
                    let p = &self.store[i.pkg];
                    let (path, name) = (p.path.as_str(), p.name.as_str());
                    let local = if i.obj.is_some() { self.store[i.obj].name.as_str() } else { name };
                    let base = path.rsplit('/').next().unwrap_or(path);
                    let msg = if local == base || (local == name && i.dot) {
                        format!("\"{path}\" imported and not used")
                    } else {
                        format!("\"{path}\" imported as {local} and not used")
                    };
                    unused.push((i.pos, msg));
                }
            }
            for (pos, msg) in unused {
                self.soft_error(pos, "UnusedImport", msg);
            }
        }
    }
}
