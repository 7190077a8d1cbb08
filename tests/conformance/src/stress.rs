//! `--stress=MODE,…`: the suite's programs under the runtime's stress modes, each program once per mode, built once.
//!
//! The modes: `gc` (collect at every hundredth allocation, or every Nth: `gc:N`; freed memory is overwritten), `preempt`
//! (yield at random, random order of goroutines; `preempt:SEED`), `stack` (change stack segments at nearly every call), `all` (these
//! three at once; `all:SEED`), `O0` (without optimisation). Tests on `skip.txt` do not take part; `stress.txt` lists those which by nature cannot run in a mode, each line being
//! `MODE TEST REASON` (mode `*`: any).

use std::collections::BTreeMap;
use std::path::Path;

/// A way to run a program.
#[derive(Clone, Debug, PartialEq)]
pub struct Mode {
    /// As on the command line, without parameters.
    pub name: &'static str,
    /// What the program finds in `GODEBUG`; empty for nothing special.
    pub godebug: String,
}

/// The modes of one run.
#[derive(Default)]
pub struct Stress {
    /// In the order given.
    pub modes: Vec<Mode>,
    /// Build without optimisation.
    pub unoptimised: bool,
    /// `(mode, test)` with the reason.
    skips: BTreeMap<(String, String), String>,
}

impl Stress {
    /// Reads the modes, and the list of exceptions beside the crate.
    pub fn parse(modes: &str) -> Result<Stress, String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("stress.txt");
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let mut stress = Stress { skips: read_skips(&text)?, ..Stress::default() };
        for item in modes.split(',') {
            let (name, parameter) = item.split_once(':').unwrap_or((item, ""));
            let mode = |name, godebug: String| Mode { name, godebug };
            stress.modes.push(match name {
                "gc" => {
                    let every: u32 = if parameter.is_empty() { "101" } else { parameter }
                        .parse()
                        .map_err(|_| format!("{item}: not a number"))?;
                    mode("gc", format!("gcstress={every},clobberfree=1"))
                }
                "preempt" => {
                    let seed = if parameter.is_empty() { "1" } else { parameter };
                    mode("preempt", format!("preemptstress=1,schedstress={seed}"))
                }
                "stack" => mode("stack", "stackstress=1".into()),
                "all" => {
                    let seed = if parameter.is_empty() { "1" } else { parameter };
                    let rest = "gcstress=31,clobberfree=1,preemptstress=1,stackstress=1";
                    mode("all", format!("{rest},schedstress={seed}"))
                }
                "O0" => {
                    stress.unoptimised = true;
                    mode("O0", String::new())
                }
                _ => return Err(format!("unknown stress mode {item}")),
            });
        }
        Ok(stress)
    }

    /// Whether this is a run with stress at all.
    pub fn is_on(&self) -> bool {
        !self.modes.is_empty()
    }

    /// Whether a test can run in a mode.
    pub fn applies(&self, mode: &Mode, test: &str) -> bool {
        // What cannot run in a mode cannot run in all of them at once.
        let parts: &[&str] = if mode.name == "all" { &["gc", "preempt", "stack"] } else { &[] };
        [mode.name, "*"]
            .iter()
            .chain(parts)
            .all(|m| !self.skips.contains_key(&((*m).to_owned(), test.to_owned())))
    }
}

fn read_skips(text: &str) -> Result<BTreeMap<(String, String), String>, String> {
    let mut skips = BTreeMap::new();
    for line in text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
        let mut words = line.splitn(3, ' ');
        match (words.next(), words.next(), words.next()) {
            (Some(mode), Some(test), Some(reason)) => {
                skips.insert((mode.to_owned(), test.to_owned()), reason.to_owned())
            }
            _ => return Err(format!("stress.txt: no reason: {line}")),
        };
    }
    Ok(skips)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_with_parameters() {
        let s = Stress::parse("gc:7,O0").unwrap();
        assert_eq!(s.modes[0].godebug, "gcstress=7,clobberfree=1");
        assert!(s.unoptimised);
        assert!(Stress::parse("gcc").is_err());
    }

    #[test]
    fn exceptions_have_reasons() {
        let skips = read_skips("# comment\n\ngc a/b.go counts collections\n").unwrap();
        assert_eq!(skips.len(), 1);
        assert!(read_skips("gc a/b.go\n").is_err());
    }
}
