//! Keeps the order of evaluation defined.
//!
//! Go orders calls, receive operations and `&&`/`||`, but not reads of variables and run-time panics relative to calls. So the operands
//! of one expression are either all without calls and with at most one that can panic ([`Mode::Pure`]), or they may call but neither
//! read what a call could change nor panic by themselves ([`Mode::Calls`]); where only one operand does anything at all, it may do
//! anything ([`Mode::Any`]). What a call could change is a *shared* variable (global, written by a closure, or with its address
//! taken) and whatever is reached through pointers, slices and maps.

use crate::generate::Gen;
use crate::tree::Node;

/// What an expression may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Nothing that could be noticed.
    Safe,
    /// Read everything, and panic if true.
    Pure(bool),
    /// Call.
    Calls,
    /// Everything that is ordered: the only operand that does anything.
    Any,
}

impl Mode {
    /// May it read shared variables?
    pub fn reads(self) -> bool {
        matches!(self, Mode::Pure(_) | Mode::Any)
    }

    /// May it panic?
    pub fn panics(self) -> bool {
        matches!(self, Mode::Pure(true) | Mode::Any)
    }

    /// May it call?
    pub fn calls(self) -> bool {
        matches!(self, Mode::Calls | Mode::Any)
    }

    /// The same without calls.
    pub fn quiet(self) -> Mode {
        match self {
            Mode::Any => Mode::Pure(true),
            Mode::Calls => Mode::Safe,
            m => m,
        }
    }

    /// For the parts of a struct or array literal. gc builds those in place: if a part panics, a variable that outlives the panic has
    /// some parts of the new value already. The specification does not have it so, so nothing here depends on it. (Calls come first.)
    pub fn in_place(self) -> Mode {
        match self {
            Mode::Any => Mode::Calls,
            Mode::Pure(_) => Mode::Pure(false),
            m => m,
        }
    }

    /// The same without panics.
    pub fn calm(self) -> Mode {
        match self {
            Mode::Any | Mode::Pure(_) => Mode::Pure(false),
            Mode::Calls | Mode::Safe => Mode::Safe,
        }
    }
}

/// A generated expression; its type is what was asked for.
pub struct E {
    /// The source.
    pub node: Node,
    /// Is it a constant expression?
    pub konst: bool,
}

impl Gen {
    /// What each of `n` operands of an expression may do.
    pub fn split(&mut self, mode: Mode, n: usize) -> Vec<Mode> {
        let special = self.rng.below(n);
        let one = |rest: Mode, this: Mode| (0..n).map(|i| if i == special { this } else { rest }).collect();
        match mode {
            Mode::Safe | Mode::Calls => vec![mode; n],
            Mode::Pure(p) => one(Mode::Pure(false), Mode::Pure(p)),
            Mode::Any => match self.rng.below(10) {
                0..4 => one(Mode::Pure(false), Mode::Pure(true)),
                4..7 => vec![Mode::Calls; n],
                _ => one(Mode::Safe, Mode::Any),
            },
        }
    }

    /// The modes of two operands.
    pub fn split2(&mut self, mode: Mode) -> (Mode, Mode) {
        let modes = self.split(mode, 2);
        (modes[0], modes[1])
    }
}
