//! Actions put off until the types they look at are complete.
//!
//! Each remembers the environment it was created in. They run in order of creation, at the end of package-level checking or, for
//! function literals, after the statement that contains them.

use crate::checker::{Checker, Env};
use crate::ids::*;
use gorc_syntax::Pos;
use gorc_syntax::ast::{Block, ExprId};

/// A delayed action with its environment.
pub(crate) struct Delayed<'a> {
    pub(crate) env: Env<'a>,
    pub(crate) action: Action,
}

/// What is to be done.
pub(crate) enum Action {
    /// Check a function's body.
    Body { sig: TypeId, scope: ScopeId, body: Block, name: BodyName },
    /// A map's key type must be comparable.
    MapKey { key: TypeId, pos: Pos },
    /// An embedded field must not be a pointer to an interface etc.
    Embedded { ty: TypeId, pos: Pos },
    /// Type arguments must satisfy the constraints of the type's parameters.
    Instance { ty: TypeId, x: ExprId, args: Vec<ExprId> },
    /// Type arguments of a function must satisfy the constraints.
    Verify { tparams: Vec<TypeId>, targs: Vec<TypeId>, pos: Pos, args: Vec<ExprId> },
    /// A declared type must have finite size.
    ValidType { named: TypeId },
    /// An interface's embedded elements and methods must go together.
    Interface { ty: TypeId },
    /// A union's terms must be disjoint and free of methods.
    Union { ty: TypeId, terms: Vec<ExprId> },
    /// A type may not be a constraint interface.
    VarType { ty: TypeId, pos: Pos },
    /// Fields and methods of a declared type must have distinct names.
    MethodNames { named: TypeId },
    /// The receiver type of a method must be valid.
    Receiver { recv: ObjId, pos: Pos, generic: bool },
}

/// Which function a body belongs to.
#[derive(Clone, Copy)]
pub(crate) enum BodyName {
    Func,
    Lit,
}

impl<'a> Checker<'a> {
    /// Puts off an action.
    pub(crate) fn later(&mut self, action: Action) {
        self.delayed.push_back(Delayed { env: self.env, action });
    }

    /// Runs delayed actions until only the first `keep` are left.
    pub(crate) fn process_delayed(&mut self, keep: usize) {
        while self.delayed.len() > keep {
            let Some(d) = self.delayed.remove(keep) else { return };
            let saved = std::mem::replace(&mut self.env, d.env);
            let path = std::mem::take(&mut self.path);
            self.run_delayed(d.action);
            self.path = path;
            self.env = saved;
        }
    }

    fn run_delayed(&mut self, action: Action) {
        match action {
            Action::Body { sig, scope, body, name } => self.func_body(sig, scope, body, name),
            Action::MapKey { key, pos } => self.check_map_key(key, pos),
            Action::Embedded { ty, pos } => self.check_embedded(ty, pos),
            Action::Instance { ty, x, args } => self.check_instance(ty, x, &args),
            Action::Verify { tparams, targs, pos, args } => self.check_verify(&tparams, &targs, pos, &args),
            Action::ValidType { named } => self.check_valid_type(named),
            Action::Interface { ty } => self.check_interface(ty),
            Action::Union { ty, terms } => self.check_union(ty, &terms),
            Action::VarType { ty, pos } => self.check_var_type(ty, pos),
            Action::MethodNames { named } => self.check_method_names(named),
            Action::Receiver { recv, pos, generic } => self.check_receiver(recv, pos, generic),
        }
    }
}
