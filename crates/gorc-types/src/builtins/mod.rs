//! Calls of predeclared functions, those of package `unsafe` included.
//!
//! Here: what is the same for all of them, and which function checks which call. One file each for those that need rules of their own.

mod append;
mod collections;
mod complex;
mod copy;
mod length;
mod make;
mod min_max;
mod new;
mod offsetof;
mod print;
mod unsafe_pkg;

pub use print::illegal_operand;

use crate::call::CallSite;
use crate::checker::*;
use crate::ids::*;
use crate::info::Mode;
use crate::operand::Operand;
use crate::universe::Builtin;
use gorc_syntax::ast::ExprId;

impl<'a> Checker<'a> {
    /// Checks a call of a builtin.
    pub(crate) fn builtin_call(&mut self, site: CallSite<'_>, id: Builtin) -> Operand {
        let e = site.e;
        if site.ellipsis.is_known() && id != Builtin::Append {
            self.invalid_op(
                self.pos(site.e),
                "InvalidDotDotDot",
                format!("invalid use of ... with built-in {}", id.name()),
            );
            self.use_exprs(site.args);
            return Operand::invalid(e);
        }
        // len and cap of arrays are constant only if their argument contains no call.
        let had_call = std::mem::replace(&mut self.env.has_call, false);
        let mut args: Vec<Operand> = Vec::new();
        let evaluate = !matches!(id, Builtin::Make | Builtin::New | Builtin::UnsafeOffsetof);
        if evaluate {
            args = self.value_list(site.args);
            if args.iter().any(Operand::is_invalid) {
                self.env.has_call |= had_call;
                // The result of append, min and max may still be known, but follow-on errors help nobody.
                return Operand::invalid(e);
            }
        }
        let nargs = if evaluate { args.len() } else { site.args.len() };
        if !self.builtin_arity(site, id, nargs) {
            self.env.has_call |= had_call;
            return Operand::invalid(e);
        }
        let r = self.builtin_by_id(site, id, args);
        self.env.has_call |= had_call;
        r
    }

    fn builtin_by_id(&mut self, site: CallSite<'_>, id: Builtin, args: Vec<Operand>) -> Operand {
        match id {
            Builtin::Append => self.builtin_append(site, args),
            Builtin::Len | Builtin::Cap => self.builtin_len(site, id, args),
            Builtin::Clear => self.builtin_clear(site, args),
            Builtin::Close => self.builtin_close(site, args),
            Builtin::Complex => self.builtin_complex(site, id, args),
            Builtin::Real | Builtin::Imag => self.builtin_real_imag(site, id, args),
            Builtin::Copy => self.builtin_copy(site, args),
            Builtin::Delete => self.builtin_delete(site, args),
            Builtin::Make => self.builtin_make(site),
            Builtin::Max | Builtin::Min => self.builtin_min_max(site, id, args),
            Builtin::New => self.builtin_new(site),
            Builtin::Panic => self.builtin_panic(site, args),
            Builtin::Print | Builtin::Println => self.builtin_print(site, id, args),
            Builtin::Assert => self.builtin_assert(site, args),
            Builtin::Trace => args.into_iter().next().unwrap_or(self.no_value(site)),
            Builtin::Recover => Operand::new(Mode::Value, TypeId::WRITTEN_EMPTY_INTERFACE, site.e),
            _ => self.unsafe_call(site, id, args),
        }
    }

    /// Evaluates arguments, which cannot be generic; a single call with several results counts as that many.
    fn value_list(&mut self, list: &[ExprId]) -> Vec<Operand> {
        match *list {
            [single] => self.multi_value(single, false).0.into_vec(),
            _ => list.iter().map(|&e| self.expr(TypeId::NONE, e)).collect(),
        }
    }

    fn builtin_arity(&mut self, site: CallSite<'_>, id: Builtin, nargs: usize) -> bool {
        let spec = id.spec();
        let word = if nargs < spec.nargs {
            "not enough"
        } else if !spec.variadic && nargs > spec.nargs {
            "too many"
        } else {
            return true;
        };
        let s = self.expr_str(site.e);
        self.invalid_op(
            self.pos(site.e),
            "WrongArgCount",
            format!("{word} arguments for {s} (expected {}, found {nargs})", spec.nargs),
        );
        false
    }

    fn value(&self, site: CallSite<'_>, t: TypeId) -> Operand {
        Operand::new(Mode::Value, t, site.e)
    }

    fn no_value(&self, site: CallSite<'_>) -> Operand {
        Operand::new(Mode::NoValue, TypeId::NONE, site.e)
    }
}
