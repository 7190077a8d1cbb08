//! The pass table: what happens to each function between lowering and code generation, in order.
//!
//! Most passes look at one [`Function`] alone; the others at all of them. Passes keep the rules of
//! [`crate::verify`]; an internal error names pass and function. Each can be switched off unless it is required.

use std::time::{Duration, Instant};

use crate::function::Function;
use crate::module::Module;
use crate::types::TypeTable;
use crate::verify::verify_function;

mod append_buffers;
mod borrow_bytes;
mod call_order;
mod compact;
mod dead_code;
mod escape;
mod induction_checks;
mod inline_calls;
mod promote_slots;
mod propagate_copies;
mod redundant_checks;
mod redundant_loads;
mod redundant_params;
mod simplify_cfg;
mod stack_allocate;
mod unreachable;
mod unused_functions;
mod uses;

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Pass {
    /// Name: a verb phrase, also that of its file.
    pub name: &'static str,
    /// The pass.
    pub run: Run,
    /// What must have run before, and why.
    pub after: &'static [(&'static str, &'static str)],
    /// Later phases rely on it: it cannot be switched off.
    pub required: bool,
}

/// A pass over one function, or over the whole program.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub enum Run {
    Function(fn(&mut Function, &TypeTable)),
    Program(fn(&mut [Function], &mut Module)),
}

/// All passes in order.
pub const PASSES: &[Pass] = &[
    Pass {
        name: "remove_unreachable_blocks",
        run: Run::Function(unreachable::run),
        after: &[],
        required: true,
    },
    Pass {
        name: "remove_redundant_params",
        run: Run::Function(redundant_params::run),
        after: &[("remove_unreachable_blocks", "an edge from unreachable code would keep a parameter alive")],
        required: false,
    },
    Pass {
        name: "simplify_cfg",
        run: Run::Function(simplify_cfg::run),
        after: &[("remove_redundant_params", "only blocks without parameters are threaded")],
        required: false,
    },
    Pass {
        name: "remove_unused_values",
        run: Run::Function(dead_code::run),
        after: &[("simplify_cfg", "joined blocks leave conditions unused")],
        required: false,
    },
    Pass {
        name: "inline_calls",
        run: Run::Program(inline_calls::run),
        after: &[("remove_unused_values", "the cost of a body is what is left of it")],
        required: false,
    },
    Pass {
        name: "propagate_copies",
        run: Run::Function(propagate_copies::run),
        after: &[("inline_calls", "what inlined closures capture are copies")],
        required: false,
    },
    Pass {
        name: "promote_slots",
        run: Run::Function(promote_slots::run),
        after: &[
            ("inline_calls", "variables that inlined closures shared need no memory any more"),
            ("propagate_copies", "a copy of an address would be another use of it"),
        ],
        required: false,
    },
    Pass {
        name: "remove_redundant_loads",
        run: Run::Function(redundant_loads::run),
        after: &[
            ("propagate_copies", "the same place under another name would be another place"),
            ("promote_slots", "stores to variables that are values now would be in the way"),
        ],
        required: false,
    },
    Pass {
        name: "remove_redundant_checks",
        run: Run::Function(redundant_checks::run),
        after: &[
            ("simplify_cfg", "longer blocks show more checks of the same values"),
            ("remove_redundant_loads", "a slice that is loaded once has one length"),
        ],
        required: false,
    },
    Pass {
        name: "remove_induction_checks",
        run: Run::Function(induction_checks::run),
        after: &[("inline_calls", "loops over what accessors return show their lengths")],
        required: false,
    },
    Pass {
        name: "remove_dead_code",
        run: Run::Function(dead_code::run),
        after: &[("remove_redundant_checks", "removed checks leave their limits unused")],
        required: false,
    },
    Pass {
        name: "borrow_bytes",
        run: Run::Program(borrow_bytes::run),
        after: &[("inline_calls", "comparisons in inlined functions show that a string is only compared")],
        required: false,
    },
    Pass {
        name: "stack_allocate",
        run: Run::Program(stack_allocate::run),
        after: &[
            (
                "remove_redundant_params",
                "an address that goes through a block parameter may have to stay in the heap",
            ),
            ("remove_dead_code", "dead uses would keep variables in the heap"),
        ],
        required: false,
    },
    Pass {
        name: "compact",
        run: Run::Function(compact::run),
        after: &[("remove_dead_code", "it renumbers what is left")],
        required: true,
    },
];

/// The names of the passes that can be left out, for code without optimisation.
pub fn optional() -> Vec<String> {
    PASSES.iter().filter(|p| !p.required).map(|p| p.name.to_string()).collect()
}

/// How the passes are to run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Names of passes to leave out.
    pub skip: Vec<String>,
    /// Print the functions whose symbol is this, after every pass, to the sink.
    pub dump: Option<String>,
    /// Verify every function after every pass.
    pub verify: bool,
}

/// What the passes report.
#[derive(Debug, Default)]
pub struct Report {
    /// Time per pass, in the order of the table.
    pub times: Vec<(&'static str, Duration)>,
    /// Text of dumped functions.
    pub dump: String,
    /// Violations the verifier found: internal errors.
    pub errors: Vec<String>,
}

/// Runs all passes on all functions.
pub fn run(m: &mut Module, options: &Options) -> Report {
    let mut report = Report::default();
    let mut funcs = std::mem::take(&mut m.funcs);
    for f in &mut funcs {
        check(m, f, "lower", options, &mut report);
    }
    for pass in PASSES {
        if !pass.required && options.skip.iter().any(|s| s == pass.name) {
            continue;
        }
        let start = Instant::now();
        match pass.run {
            Run::Function(run) => funcs.iter_mut().for_each(|f| run(f, &m.types)),
            Run::Program(run) => run(&mut funcs, m),
        }
        report.times.push((pass.name, start.elapsed()));
        for f in &mut funcs {
            check(m, f, pass.name, options, &mut report);
        }
    }
    if !options.skip.iter().any(|s| s == "remove_unused_functions") {
        unused_functions::run(&mut funcs, m);
    }
    m.funcs = funcs;
    report
}

fn check(m: &Module, f: &Function, pass: &str, options: &Options, report: &mut Report) {
    let name = m.sym_name(f.name);
    if options.dump.as_deref() == Some(name) {
        let text = crate::print::FunctionDisplay(m, f, crate::print::PrintOptions::default());
        report.dump.push_str(&format!("--- after {pass}\n{text}"));
    }
    if options.verify
        && let Err(e) = verify_function(m, f)
    {
        report.errors.push(format!("after {pass}: {e}"));
    }
}
