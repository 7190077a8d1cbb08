//! Sorting packages by dependency, and wording what is wrong with imports.
//!
//! The walk is depth first with imports in order of path, as `go` does it, so errors come in the same order.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use gorc_syntax::SourceMap;

use super::{Edge, Fault, Package, PackageIndex, Program, Request};
use crate::fail::Failure;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

struct Walk<'p> {
    packages: &'p [Package],
    sources: &'p SourceMap,
    cwd: &'p Path,
    state: Vec<State>,
    roots: &'p [PackageIndex],
    /// The packages being visited, each with the import of the next.
    path: Vec<(PackageIndex, &'p Edge)>,
    order: Vec<PackageIndex>,
    errors: Vec<String>,
    /// The paths of packages imported, by their lower-case forms.
    folded: HashMap<String, &'p str>,
}

/// Puts the packages in dependency order, or reports all that is wrong.
pub fn finish(
    packages: Vec<Package>,
    roots: Vec<PackageIndex>,
    sources: SourceMap,
    request: &Request,
) -> Result<Program, Failure> {
    let mut walk = Walk {
        packages: &packages,
        sources: &sources,
        cwd: &request.cwd,
        roots: &roots,
        state: vec![State::New; packages.len()],
        path: Vec::new(),
        order: Vec::new(),
        errors: Vec::new(),
        folded: HashMap::new(),
    };
    // What is imported by nothing (the runtime) comes first: everything depends on it.
    for package in (0..packages.len()).filter(|i| !roots.contains(i)) {
        if packages[package].path == "runtime" {
            walk.visit(package);
        }
    }
    roots.iter().for_each(|&root| walk.visit(root));
    if !walk.errors.is_empty() {
        return Err(Failure::Errors(walk.errors.join("\n")));
    }
    let order = walk.order;
    let mut program = reorder(packages, &order, roots, sources);
    program.cwd = request.cwd.clone();
    program.error_limit = request.error_limit;
    Ok(program)
}

fn reorder(
    packages: Vec<Package>,
    order: &[PackageIndex],
    roots: Vec<PackageIndex>,
    sources: SourceMap,
) -> Program {
    let mut new_index = vec![usize::MAX; packages.len()];
    for (new, &old) in order.iter().enumerate() {
        new_index[old] = new;
    }
    let mut sorted: Vec<(usize, Package)> =
        packages.into_iter().enumerate().map(|(old, p)| (new_index[old], p)).collect();
    sorted.retain(|(new, _)| *new != usize::MAX);
    sorted.sort_by_key(|(new, _)| *new);
    let mut packages: Vec<Package> = sorted.into_iter().map(|(_, p)| p).collect();
    for package in &mut packages {
        package.imports.values_mut().for_each(|to| *to = new_index[*to]);
    }
    Program {
        packages,
        roots: roots.into_iter().map(|r| new_index[r]).collect(),
        sources,
        found_nothing: false,
        cwd: PathBuf::new(),
        as_std: false,
        error_limit: crate::diag::LIMIT,
    }
}

impl Walk<'_> {
    fn visit(&mut self, index: PackageIndex) {
        if self.state[index] != State::New {
            return;
        }
        self.state[index] = State::Open;
        let package = &self.packages[index];
        for edge in &package.edges {
            self.path.push((index, edge));
            match &edge.to {
                Err(error) => {
                    let error = self.located(edge, error);
                    self.errors.push(error);
                }
                Ok(to) if self.state[*to] == State::Open => self.cycle(*to),
                Ok(to) => {
                    self.check_case(edge, *to);
                    self.visit(*to);
                    if self.packages[*to].name == "main" && self.packages[*to].error.is_none() {
                        let path = &edge.path;
                        let error = format!("import \"{path}\" is a program, not an importable package");
                        let error = self.located(edge, &error);
                        self.errors.push(error);
                    }
                }
            }
            self.path.pop();
        }
        if let Some(error) = &package.error {
            let error = self.reached(error);
            self.errors.push(error);
        }
        self.state[index] = State::Done;
        self.order.push(index);
    }

    /// Paths of packages must differ by more than case.
    fn check_case(&mut self, edge: &Edge, to: PackageIndex) {
        let path = &self.packages[to].path;
        match self.folded.get(&path.to_lowercase()) {
            Some(&other) if other != path.as_str() => {
                let error = format!("case-insensitive import collision: {path:?} and {other:?}");
                let error = self.located(edge, &error);
                self.errors.push(error);
            }
            Some(_) => {}
            None => {
                self.folded.insert(path.to_lowercase(), path);
            }
        }
    }

    /// What is wrong with a package, after what is wrong with its imports.
    fn reached(&self, fault: &Fault) -> String {
        match (fault, self.path.last()) {
            (Fault::Plain(text) | Fault::OnlyTests(text), _) | (Fault::Placed(text), None) => text.clone(),
            (Fault::Placed(text), Some((_, edge))) => self.located(edge, text),
            (Fault::Stacked(path, text), None) => format!("package {path}: {text}"),
            (Fault::Stacked(path, text), Some(_)) => {
                format!("{}\n\timports {path}: {text}", self.chain(0, false))
            }
        }
    }

    /// `x.go:2:8: error`; for the `internal` rule with the chain of imports that leads there.
    fn located(&self, edge: &Edge, error: &str) -> String {
        let place = format!("{}: {error}", super::place(self.sources, edge.pos, self.cwd));
        if !error.starts_with("use of internal") {
            return place;
        }
        let is_root = |(package, _): &(PackageIndex, _)| self.roots.contains(package);
        let from = self.path.iter().rposition(is_root).unwrap_or(0);
        format!("{}\n\t{place}", self.chain(from, false))
    }

    /// `package a`, then a line `imports b` or `imports b from x.go` for each step.
    fn chain(&self, from: usize, with_files: bool) -> String {
        let mut out = String::new();
        for i in from..self.path.len() {
            let path = &self.packages[self.path[i].0].path;
            out += &match i.checked_sub(1).filter(|_| i > from) {
                None => format!("package {path}"),
                Some(before) if with_files => {
                    format!("\n\timports {path} from {}", self.path[before].1.file_name())
                }
                Some(_) => format!("\n\timports {path}"),
            };
        }
        out
    }

    fn cycle(&mut self, to: PackageIndex) {
        let file = self.path.last().map_or("", |(_, edge)| edge.file_name());
        let path = &self.packages[to].path;
        let chain = self.chain(0, true);
        let error = format!("{chain}\n\timports {path} from {file}: import cycle not allowed");
        self.errors.push(error);
    }
}

impl Edge {
    /// The base name of the importing file.
    fn file_name(&self) -> &str {
        self.file.rsplit('/').next().unwrap_or("")
    }
}
