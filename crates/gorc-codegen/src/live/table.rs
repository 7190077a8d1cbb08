//! Writes a live map; `gorc_abi::livemap` has the format.

use std::collections::HashMap;

use gorc_abi::leb128::write_uleb;
use gorc_abi::livemap::{HAS_ENTRIES, HAS_FAULTS, HAS_OBJECTS};

use super::decode::Body;
use super::effects::Effect;
use super::flow::Site;

fn ranges(out: &mut Vec<u8>, list: &[(u32, u32)]) {
    let mut end = 0;
    for &(first, n) in list {
        write_uleb(out, first - end);
        write_uleb(out, n);
        end = first + n;
    }
}

/// The stack objects: slots whose address is taken.
fn objects(body: &Body) -> Vec<(u32, u32)> {
    let mut taken: Vec<usize> = body
        .blocks
        .iter()
        .flat_map(|b| &b.effects)
        .filter_map(|e| match e {
            Effect::Address(slot) => Some(*slot),
            _ => None,
        })
        .collect();
    taken.sort_unstable();
    taken.dedup();
    let words = |slot: usize| {
        let slot = body.slots[slot];
        (slot.lo / 8, slot.hi.div_ceil(8) - slot.lo / 8)
    };
    taken.into_iter().map(words).collect()
}

/// Writes the map of a function with `start` bytes before its code.
pub fn write<'s>(body: &Body, sites: &'s [Site], start: u32) -> Vec<u8> {
    let objects = if sites.is_empty() { Vec::new() } else { objects(body) };
    let mut sets: Vec<(u8, &'s [(u32, u32)])> = Vec::new();
    let mut entries = Vec::new();
    let mut numbers = HashMap::new();
    let mut number_of = |site: &'s Site| {
        let set = (site.regs & body.saved, site.words.as_slice());
        *numbers.entry(set).or_insert_with(|| {
            sets.push(set);
            sets.len() - 1
        })
    };
    let (faults, calls) = sites.split_first().map_or((None, sites), |(f, calls)| (Some(f), calls));
    let mut current = 0;
    for site in calls {
        let number = number_of(site);
        if number != current {
            entries.push((start + site.at, number as u32));
            current = number;
        }
    }
    // Without a set, nothing.
    let faults = faults.filter(|f| !f.words.is_empty()).map(number_of);
    if sets.is_empty() {
        sets.push((0, &[]));
    }
    let flag = |on: bool, bit: u8| if on { bit } else { 0 };
    let mut out = vec![
        body.saved
            | flag(!objects.is_empty(), HAS_OBJECTS)
            | flag(!entries.is_empty(), HAS_ENTRIES)
            | flag(faults.is_some(), HAS_FAULTS),
    ];
    if !objects.is_empty() {
        write_uleb(&mut out, objects.len() as u32);
        ranges(&mut out, &objects);
    }
    if let Some(number) = faults {
        write_uleb(&mut out, number as u32);
    }
    let mut last = 0;
    for &(at, number) in &entries {
        write_uleb(&mut out, at - last);
        write_uleb(&mut out, number);
        last = at;
    }
    if !entries.is_empty() {
        out.push(0);
    }
    for (regs, words) in sets {
        write_uleb(&mut out, u32::from(regs) | (words.len() as u32) << 4);
        ranges(&mut out, words);
    }
    out
}
