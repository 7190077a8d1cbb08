//! Compares what two compilers make of the programs of some seeds.

use crate::build::{Compiler, Outcome, Source};
use crate::features::Counts;
use crate::generate;

/// A program on which they do not agree, or which the reference rejects.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The program's seed.
    pub seed: u64,
    /// What the compiler under test made of it.
    pub tested: Outcome,
    /// What the reference made of it.
    pub reference: Outcome,
}

impl Finding {
    /// Does the reference say that the program is not valid Go? Then the generator is wrong.
    pub fn invalid(&self) -> bool {
        matches!(self.reference, Outcome::Rejected(_))
    }

    /// One word for the kind of difference.
    pub fn kind(&self) -> &'static str {
        match (&self.tested, &self.reference) {
            (_, Outcome::Rejected(_)) => "invalid",
            (Outcome::Rejected(_), _) => "rejected",
            (Outcome::Crash(_), _) => "crash",
            (_, Outcome::Crash(_)) => "no crash",
            _ => "output",
        }
    }

    /// The first line of the outputs that differs, or the error.
    pub fn summary(&self) -> String {
        let (a, b) = (self.tested.text(), self.reference.text());
        match self.kind() {
            "invalid" => first_lines(b, 4),
            "rejected" => first_lines(a, 4),
            "crash" => {
                a.lines().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join(" | ")
            }
            _ => {
                let end = "(end)";
                let mut lines = a.lines();
                let mut others = b.lines();
                loop {
                    match (lines.next(), others.next()) {
                        (Some(x), Some(y)) if x == y => {}
                        (None, None) => return "the same".into(),
                        (x, y) => return format!("{} instead of {}", x.unwrap_or(end), y.unwrap_or(end)),
                    }
                }
            }
        }
    }
}

fn first_lines(text: &str, n: usize) -> String {
    text.lines().filter(|l| !l.starts_with('#')).take(n).collect::<Vec<_>>().join(" | ")
}

/// The findings among some seeds, and what the programs contained.
pub fn seeds(
    tested: &Compiler,
    reference: &Compiler,
    seeds: &[u64],
) -> Result<(Vec<Finding>, Counts), String> {
    let mut counts = Counts::default();
    let mut sources = Vec::new();
    for seed in seeds {
        let program = generate::program(*seed);
        counts.merge(&program.counts);
        sources.push(Source { seed: *seed, text: program.tree.source() });
    }
    let refs: Vec<&Source> = sources.iter().collect();
    Ok((sources_differ(tested, reference, &refs)?, counts))
}

/// The findings among some programs.
pub fn sources_differ(
    tested: &Compiler,
    reference: &Compiler,
    sources: &[&Source],
) -> Result<Vec<Finding>, String> {
    let mut theirs = reference.outcomes(sources)?;
    let mut ours = tested.outcomes(sources)?;
    let lost = || Outcome::Crash("no outcome".into());
    let mut out = Vec::new();
    for s in sources {
        let tested = ours.remove(&s.seed).unwrap_or_else(lost);
        let reference = theirs.remove(&s.seed).unwrap_or_else(lost);
        let finding = Finding { seed: s.seed, tested, reference };
        if finding.invalid() || finding.tested != finding.reference {
            out.push(finding);
        }
    }
    Ok(out)
}
