//! Makes the program of a finding small: tries every edit of its tree, and keeps those after which the same kind of difference is left.

use crate::build::{Compiler, Outcome, Source};
use crate::compare::{Finding, sources_differ};
use crate::tree::{Node, apply, edits};

/// The smallest program found, and what it does.
pub struct Small {
    /// The program's declarations.
    pub source: Source,
    /// How the compilers differ on it.
    pub finding: Finding,
    /// Programs tried.
    pub tried: usize,
}

/// Shrinks the program of a seed, trying at most `limit` programs.
pub fn shrink(
    tested: &Compiler,
    reference: &Compiler,
    first: &Finding,
    tree: &Node,
    limit: usize,
) -> Result<Small, String> {
    let mut best = tree.clone();
    let mut finding = first.clone();
    let mut tried = 0;
    loop {
        let before = tried;
        let mut progress = false;
        let mut at = 0;
        let mut list = edits(&best);
        while at < list.len() && tried < limit {
            let candidate = apply(&best, &list[at]);
            if candidate.source().len() >= best.source().len() {
                at += 1;
                continue;
            }
            tried += 1;
            if let Some(f) = still(tested, reference, first, &candidate)? {
                finding = f;
                best = candidate;
                progress = true;
                // What comes next in the new list is about where this one was.
                list = edits(&best);
                at = at.min(list.len());
            } else {
                at += 1;
            }
        }
        if !progress || tried >= limit || tried == before {
            let source = Source { seed: first.seed, text: best.source() };
            return Ok(Small { source, finding, tried });
        }
    }
}

/// Is it still a difference of the same kind?
fn still(
    tested: &Compiler,
    reference: &Compiler,
    first: &Finding,
    tree: &Node,
) -> Result<Option<Finding>, String> {
    let source = Source { seed: first.seed, text: tree.source() };
    let ours = tested.outcomes(&[&source])?;
    let ours = ours.into_values().next();
    // What the tested compiler makes of it is known soonest.
    let same = match (&ours, first.kind()) {
        (Some(Outcome::Rejected(a)), "rejected") => message(a) == message(first.tested.text()),
        (Some(Outcome::Crash(_)), "crash") => true,
        (Some(Outcome::Output(_)), "output" | "no crash") => true,
        (_, "invalid") => true,
        _ => false,
    };
    if !same {
        return Ok(None);
    }
    let found = sources_differ(tested, reference, &[&source])?;
    Ok(found.into_iter().find(|f| f.kind() == first.kind()))
}

/// An error message without positions, numbers and names.
fn message(errors: &str) -> String {
    let line = errors.lines().find(|l| l.contains(".go:") || l.contains("internal")).unwrap_or(errors);
    let line = line.rsplit_once(".go:").map_or(line, |(_, rest)| rest);
    line.split_whitespace()
        .filter(|w| w.chars().all(|c| c.is_ascii_alphabetic() || c == ':'))
        .take(8)
        .collect()
}
