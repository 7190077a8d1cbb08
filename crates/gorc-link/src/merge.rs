//! Choosing archive members, and making one unit of many.
//!
//! The runtime comes as an archive in which most members are never needed. The compiler's build does what a link
//! would do with it once (choose members, drop what its roots do not reach) and embeds the rest as one unit.

use std::collections::HashSet;

use crate::error::LinkErrors;
use crate::reach;
use crate::resolve;
use crate::unit::{Binding, ObjectUnit, SymId, Symbol, Use};

/// Adds the archive's members that define something that `objects` (or the members added) lack.
pub fn choose_members(objects: &mut Vec<ObjectUnit>, mut archive: Vec<ObjectUnit>, roots: &[&str]) {
    let mut defined = HashSet::new();
    let mut wanted: HashSet<String> = roots.iter().map(|r| r.to_string()).collect();
    objects.iter().for_each(|unit| note(unit, &mut defined, &mut wanted));
    loop {
        let supplies = |unit: &ObjectUnit| {
            let mut offered = definitions(unit).filter(|(_, b)| *b != Binding::Local);
            offered.any(|(name, _)| wanted.contains(unit.text(name)) && !defined.contains(unit.text(name)))
        };
        let Some(next) = archive.iter().position(supplies) else { return };
        let unit = archive.remove(next);
        note(&unit, &mut defined, &mut wanted);
        objects.push(unit);
    }
}

fn definitions(unit: &ObjectUnit) -> impl Iterator<Item = (SymId, Binding)> + '_ {
    unit.symbols.iter().flat_map(|s| {
        std::iter::once((s.name, s.binding)).chain(s.labels.iter().map(|l| (l.name, l.binding)))
    })
}

fn note(unit: &ObjectUnit, defined: &mut HashSet<String>, wanted: &mut HashSet<String>) {
    for (name, binding) in definitions(unit) {
        if binding != Binding::Local {
            defined.insert(unit.text(name).to_string());
        }
    }
    for alias in &unit.aliases {
        defined.insert(unit.text(alias.name).to_string());
        wanted.insert(unit.text(alias.target).to_string());
    }
    let references = unit.symbols.iter().flat_map(|s| &s.relocs).filter(|r| r.when != Use::Weak);
    wanted.extend(references.map(|r| unit.text(r.target).to_string()));
}

/// Makes one unit of what the roots need of several. Undefined references stay references.
pub fn merge(name: &str, units: &[&ObjectUnit], roots: &[&str]) -> Result<ObjectUnit, LinkErrors> {
    let program = resolve::resolve(units)?;
    let kept = reach::reach_partial(&program, roots);
    let mut merged = ObjectUnit::new(name);
    merged.is_runtime = units.iter().any(|u| u.is_runtime);
    // Names of local definitions are made unique by the unit's number.
    let locals: Vec<HashSet<SymId>> = units
        .iter()
        .map(|u| definitions(u).filter(|(_, b)| *b == Binding::Local).map(|(name, _)| name).collect())
        .collect();
    for atom in kept.atoms() {
        let number = program.unit_of(atom);
        let unit = units[number];
        let symbol = program.symbol(atom);
        let mut rename = |id: SymId| {
            let text = unit.text(id);
            if number > 0 && locals[number].contains(&id) {
                merged.names.intern(&format!("{text}.{number}"))
            } else {
                merged.names.intern(text)
            }
        };
        let mut copy = Symbol { name: rename(symbol.name), ..symbol.clone() };
        copy.labels.iter_mut().for_each(|l| l.name = rename(l.name));
        copy.relocs.iter_mut().for_each(|r| r.target = rename(r.target));
        copy.func = None;
        merged.define(copy);
    }
    for unit in units {
        for alias in &unit.aliases {
            let (name, target) = (unit.text(alias.name), unit.text(alias.target));
            merged.alias(name, target);
        }
    }
    Ok(merged)
}
