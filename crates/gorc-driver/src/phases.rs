//! Running phases: guarded against panics, timed for `-x`.

use std::time::{Duration, Instant};

use crate::fail::Failure;
use crate::ice;
use crate::output;

/// Runs the pipeline's phases one after the other.
pub struct Phases {
    trace: bool,
    start: Instant,
}

impl Phases {
    /// With `trace`, each phase is printed with the time it took.
    pub fn new(trace: bool) -> Phases {
        Phases { trace, start: Instant::now() }
    }

    /// Runs one phase.
    pub fn run<T>(&self, name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
        let start = Instant::now();
        let result = ice::guard(name, work)?;
        if self.trace {
            output::note(&format!("gorc: {name:<10} {:>8.2} ms", start.elapsed().as_secs_f64() * 1e3));
        }
        result
    }

    /// Prints the time of a part of a phase.
    pub fn detail(&self, name: &str, time: Duration) {
        if self.trace {
            output::note(&format!("gorc:   {name:<26} {:>8.2} ms", time.as_secs_f64() * 1e3));
        }
    }

    /// Prints the total.
    pub fn finish(&self) {
        if self.trace {
            output::note(&format!(
                "gorc: {:<10} {:>8.2} ms",
                "total",
                self.start.elapsed().as_secs_f64() * 1e3
            ));
        }
    }
}
