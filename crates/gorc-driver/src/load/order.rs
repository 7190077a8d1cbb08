//! Sorting packages by dependency, and wording what is wrong with imports.
//!
//! The walk is depth first with imports in order of path, as `go` does it, so errors come in the same order.

use std::path::{Path, PathBuf};

use gorc_syntax::SourceMap;

use super::{Edge, Package, PackageIndex, Program, Request};
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
    /// The packages being visited, each with the file that imports the next.
    path: Vec<(PackageIndex, String)>,
    order: Vec<PackageIndex>,
    errors: Vec<String>,
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
        state: vec![State::New; packages.len()],
        path: Vec::new(),
        order: Vec::new(),
        errors: Vec::new(),
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
        cwd: PathBuf::new(),
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
        if let Some(error) = &package.error {
            self.errors.push(error.clone());
        }
        for edge in &package.edges {
            self.path.push((index, edge.file.rsplit('/').next().unwrap_or("").to_string()));
            match &edge.to {
                Err(error) => {
                    let error = self.located(edge, error);
                    self.errors.push(error);
                }
                Ok(to) if self.state[*to] == State::Open => self.cycle(*to),
                Ok(to) => {
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
        self.state[index] = State::Done;
        self.order.push(index);
    }

    /// `x.go:2:8: error`; for the `internal` rule with the chain of imports that leads there.
    fn located(&self, edge: &Edge, error: &str) -> String {
        let place = format!("{}: {error}", super::place(self.sources, edge.pos, self.cwd));
        if !error.starts_with("use of internal") {
            return place;
        }
        format!("{}\n\t{place}", self.chain())
    }

    /// `package a`, then a line `imports b from x.go` for each step.
    fn chain(&self) -> String {
        let mut out = String::new();
        for (i, (package, _)) in self.path.iter().enumerate() {
            let path = &self.packages[*package].path;
            out += &match i.checked_sub(1) {
                None => format!("package {path}"),
                Some(before) => format!("\n\timports {path} from {}", self.path[before].1),
            };
        }
        out
    }

    fn cycle(&mut self, to: PackageIndex) {
        let file = self.path.last().map_or("", |(_, file)| file.as_str());
        let path = &self.packages[to].path;
        let error = format!("{}\n\timports {path} from {file}: import cycle not allowed", self.chain());
        self.errors.push(error);
    }
}
