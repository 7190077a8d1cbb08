//! The first line of a test: what is to be done with it, and whether it is for this platform at all.

use std::path::Path;

/// What a test asks for: `// run -flag arg`.
#[derive(Clone, Debug)]
pub struct Directive {
    /// `run`, `errorcheck`, `compiledir`, …
    pub action: String,
    /// Flags and arguments behind it.
    pub args: Vec<String>,
}

/// Actions that look at what the official compiler's optimiser did or at its assembly.
const INTERNAL: &[&str] = &["asmcheck", "skip", "errorcheckwithauto"];

impl Directive {
    /// Reads the directive of a test, or says why the test is excluded.
    pub fn read(path: &Path) -> Result<Self, &'static str> {
        let bytes = std::fs::read(path).map_err(|_| "cannot be read")?;
        let text = String::from_utf8_lossy(&bytes);
        let mut lines = text.lines().skip_while(|l| l.starts_with("//go:build") || l.trim().is_empty());
        let first = lines.next().and_then(|l| l.strip_prefix("//")).ok_or("has no directive")?;
        let mut words = first.split_whitespace().map(str::to_owned);
        let action = words.next().ok_or("has no directive")?;
        if INTERNAL.contains(&action.as_str()) {
            return Err("examines the official compiler's internals");
        }
        if !text.lines().take_while(|l| !l.starts_with("package ")).all(fits) {
            return Err("is for another platform");
        }
        let mut directive = Directive { action, args: words.collect() };
        if directive.examines_internals() {
            match directive.action.as_str() {
                // What its programs do is defined even if the messages are the official optimiser's.
                "errorcheckandrundir" => directive.action = "rundir".into(),
                _ => return Err("examines the official compiler's internals"),
            }
        }
        if directive.args.iter().any(|a| a == "-goexperiment") {
            // Such as `fieldtrack`, without which these tests fail with a released official compiler, too.
            return Err("needs an experiment that released compilers do not have");
        }
        Ok(directive)
    }

    /// Is the test about what the official optimiser or run-time instrumentation does? Messages are, where flags make it print
    /// what it has done. A program is what it is, however the official compiler is told to compile it, unless it is told to
    /// call something from every function, or to convert floating-point numbers that overflow in another way than it does.
    fn examines_internals(&self) -> bool {
        let checks_messages = self.action.starts_with("errorcheck");
        self.args.iter().any(|a| {
            let debug = a.strip_prefix("-gcflags=").unwrap_or(a).strip_prefix("-d=");
            match debug {
                // `-d=panic` only says how the official compiler is to report its own faults.
                Some(what) if checks_messages => what != "panic",
                Some(what) => what.starts_with("maymorestack") || what.starts_with("converthash"),
                None => {
                    checks_messages
                        && (a.starts_with("-m=")
                            || ["-m", "-live", "-0", "-+", "-wb", "-race", "-S"].contains(&a.as_str()))
                }
            }
        })
    }
}

/// Does a build constraint line hold for linux/amd64 and the gc toolchain (whose language we speak)?
fn fits(line: &str) -> bool {
    line.strip_prefix("//go:build ").is_none_or(|expr| Constraint { rest: expr.trim() }.or())
}

/// A recursive descent over `||`, `&&`, `!` and parentheses.
struct Constraint<'a> {
    rest: &'a str,
}

impl Constraint<'_> {
    fn or(&mut self) -> bool {
        let mut value = self.and();
        while self.take("||") {
            value |= self.and();
        }
        value
    }

    fn and(&mut self) -> bool {
        let mut value = self.not();
        while self.take("&&") {
            value &= self.not();
        }
        value
    }

    fn not(&mut self) -> bool {
        if self.take("!") {
            return !self.not();
        }
        if self.take("(") {
            let value = self.or();
            self.take(")");
            return value;
        }
        let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '.' && c != '_');
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest.trim_start();
        if let Some(minor) = word.strip_prefix("go1.") {
            return minor.parse::<u32>().is_ok_and(|m| m <= 27);
        }
        ["linux", "amd64", "gc", "unix"].contains(&word)
    }

    fn take(&mut self, token: &str) -> bool {
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Directive, fits};

    fn examines_internals(line: &str) -> bool {
        let mut words = line.split(' ').map(str::to_owned);
        let action = words.next().expect("a word");
        Directive { action, args: words.collect() }.examines_internals()
    }

    #[test]
    fn only_messages_of_the_optimiser_are_internals() {
        assert!(examines_internals("errorcheck -0 -m -l"));
        assert!(examines_internals("errorcheck -d=nil"));
        assert!(!examines_internals("errorcheck -d=panic"));
        assert!(!examines_internals("compile -d=ssa/check/on"));
        assert!(!examines_internals("run -gcflags=-d=checkptr"));
        assert!(examines_internals("run -gcflags=-d=maymorestack=main.mayMoreStack"));
    }

    #[test]
    fn constraints_are_evaluated_for_linux_amd64() {
        assert!(fits("//go:build linux"));
        assert!(fits("//go:build !(js || windows) && amd64"));
        assert!(!fits("//go:build windows || (cgo && linux)"));
        assert!(fits("//go:build !gccgo"));
        assert!(fits("package main"));
        assert!(!fits("//go:build !amd64"));
    }
}
