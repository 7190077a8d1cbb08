//! From a seed to a program.
//!
//! [`Gen`] holds what is in scope while the program is written from top to bottom; `decls.rs` writes declarations, `stmts.rs`,
//! `templates.rs`, `more.rs`, `idioms.rs`, `unwinding.rs`, `graphs.rs`, `aliasing.rs` and `promotion.rs` statements, `exprs.rs`, `ints.rs` and `values.rs` expressions, `access.rs` the operands that lead from a variable to a value of a
//! type. All programs of a batch are files of one package, so the names at top level carry the seed.

mod access;
mod aliasing;
mod calls;
mod decls;
mod effects;
mod exprs;
mod generics;
mod graphs;
mod idioms;
mod ints;
mod loops;
mod model;
mod more;
mod promotion;
mod stmts;
mod templates;
mod types;
mod unwinding;
mod values;

use std::rc::Rc;

use crate::features::Counts;
use crate::rng::Rng;
use crate::tree::Node;
use effects::{E, Mode};
use types::{Named, Sig, Ty};

/// A generated program.
pub struct Program {
    /// What made it.
    pub seed: u64,
    /// Its source without the package clause: everything at top level, with an entry function named [`entry`].
    pub tree: Node,
    /// What it contains.
    pub counts: Counts,
}

/// The name of a program's entry function.
pub fn entry(seed: u64) -> String {
    format!("run_{seed}")
}

/// The program of a seed.
pub fn program(seed: u64) -> Program {
    let mut g = Gen::new(seed);
    let tree = g.whole();
    Program { seed, tree, counts: g.counts }
}

/// A variable in scope.
#[derive(Clone, Debug)]
struct Var {
    name: String,
    ty: Ty,
    /// Can it change during a call?
    shared: bool,
    /// May it be assigned to? Loop counters may not.
    assignable: bool,
    /// A slice that nothing else refers to, of unknown capacity: only to be appended to and read.
    owned: bool,
    /// How deeply nested the function is that declares it.
    level: u32,
    /// For an index variable: the variable it indexes.
    index_of: Option<String>,
}

/// A function at top level.
#[derive(Clone, Debug)]
struct Func {
    name: String,
    sig: Rc<Sig>,
    /// For a generic function: its type parameter is named `T` and has this class.
    generic: Option<types::Class>,
}

/// A statement that `break` or `continue` can name.
struct Target {
    label: String,
    used: bool,
    is_loop: bool,
}

/// What belongs to the function that is being written.
#[derive(Default)]
struct Frame {
    results: Vec<Ty>,
    /// Names of the results, if they have any.
    named: Vec<String>,
    targets: Vec<Target>,
}

/// The generator's state.
struct Gen {
    rng: Rng,
    seed: u64,
    counts: Counts,
    named: Vec<Named>,
    funcs: Vec<Func>,
    own_generics: Vec<generics::OwnGeneric>,
    vars: Vec<Var>,
    consts: Vec<(String, Ty)>,
    frame: Frame,
    level: u32,
    serial: u32,
    /// Statements left for the function that is being written.
    budget: i32,
    /// Nested composite values.
    nesting: u32,
    /// Operands inside of the indices of operands.
    indexing: u32,
    /// Nested func literals.
    literals: u32,
    /// No calls of anything that could panic or count steps: package initialisation.
    initialising: bool,
}

impl Gen {
    fn new(seed: u64) -> Self {
        Self {
            rng: Rng::new(seed),
            seed,
            counts: Counts::default(),
            named: Vec::new(),
            funcs: Vec::new(),
            own_generics: Vec::new(),
            vars: Vec::new(),
            consts: Vec::new(),
            frame: Frame::default(),
            level: 0,
            serial: 0,
            budget: 0,
            nesting: 0,
            indexing: 0,
            literals: 0,
            initialising: false,
        }
    }

    /// A number that no other name has.
    fn fresh(&mut self) -> u32 {
        self.serial += 1;
        self.serial
    }

    /// A new name for something local.
    fn local(&mut self, prefix: &str) -> String {
        format!("{prefix}{}", self.fresh())
    }

    /// A new name for something at top level.
    fn global(&mut self, prefix: &str) -> String {
        format!("{prefix}{}_{}", self.fresh(), self.seed)
    }

    fn declare(&mut self, name: &str, ty: &Ty, shared: bool) {
        let (name, ty, level) = (name.to_owned(), ty.clone(), self.level);
        self.vars.push(Var { name, ty, shared, assignable: true, owned: false, level, index_of: None });
    }

    /// A variable that only its loop may change.
    fn declare_fixed(&mut self, name: &str, ty: &Ty) {
        self.declare(name, ty, false);
        if let Some(v) = self.vars.last_mut() {
            v.assignable = false;
        }
    }

    /// Indices of the variables that no later declaration hides.
    fn visible(&self) -> Vec<usize> {
        let hidden = |i: usize| self.vars[i + 1..].iter().any(|v| v.name == self.vars[i].name);
        (0..self.vars.len()).filter(|i| !hidden(*i)).collect()
    }
}
