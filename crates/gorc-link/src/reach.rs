//! Dead-code removal: which atoms the program needs.
//!
//! References are followed from the roots. Two things are more precise than that, as in Go's own linker: a method in
//! a type's method table is needed only if the type's values reach interfaces *and* an interface method of that name
//! and signature is called somewhere (or reflection may look methods up by name); a weak reference needs nothing.
//!
//! Invariant at the end: every reference of a kept atom whose target is undefined has been reported.

use std::collections::{HashMap, HashSet};

use crate::error::{LinkError, LinkErrors};
use crate::resolve::{AtomId, GlobalId, Program, Target};
use crate::unit::{Marks, Use};

/// The result: by atom, whether it is kept.
pub struct Kept {
    state: Vec<u8>,
}

const KEPT: u8 = 1;
/// Values of the type reach interfaces.
const IN_IFACE: u8 = 2;

impl Kept {
    /// The kept atoms in order of the input.
    pub fn atoms(&self) -> impl Iterator<Item = AtomId> + '_ {
        let kept = |(i, state): (usize, &u8)| (state & KEPT != 0).then_some(AtomId(i as u32));
        self.state.iter().enumerate().filter_map(kept)
    }
}

struct Reach<'p, 'a> {
    program: &'p Program<'a>,
    state: Vec<u8>,
    work: Vec<AtomId>,
    live_keys: HashSet<GlobalId>,
    /// Method references that wait for their key to be called: target.
    waiting: HashMap<GlobalId, Vec<AtomId>>,
    reflection: bool,
    undefined: HashSet<(GlobalId, AtomId)>,
    errors: Vec<LinkError>,
}

/// Finds what the roots need.
pub fn reach(program: &Program<'_>, roots: &[&str]) -> Result<Kept, LinkErrors> {
    let mut reach = walk(program, roots);
    // The order of the walk depends on hashing.
    reach.errors.sort_by_cached_key(LinkError::to_string);
    if reach.errors.is_empty() { Ok(Kept { state: reach.state }) } else { Err(LinkErrors(reach.errors)) }
}

/// Finds what the roots need of a program that is not complete yet.
pub fn reach_partial(program: &Program<'_>, roots: &[&str]) -> Kept {
    Kept { state: walk(program, roots).state }
}

fn walk<'p, 'a>(program: &'p Program<'a>, roots: &[&str]) -> Reach<'p, 'a> {
    let mut reach = Reach {
        program,
        state: vec![0; program.atom_count()],
        work: Vec::new(),
        live_keys: HashSet::new(),
        waiting: HashMap::new(),
        reflection: false,
        undefined: HashSet::new(),
        errors: Vec::new(),
    };
    for root in roots {
        match program.lookup(root) {
            Target::Atom { atom, .. } => reach.keep(atom, true),
            Target::Linker(_) => {}
            Target::Undefined => {
                let (target, referrer) = ((*root).to_string(), String::new());
                reach.errors.push(LinkError::Undefined { target, referrer });
            }
        }
    }
    for (unit, input) in program.units.iter().enumerate() {
        for (i, symbol) in input.symbols.iter().enumerate() {
            if symbol.marks.has(Marks::KEEP) {
                reach.keep(AtomId(program.atom_base[unit] + i as u32), true);
            }
        }
    }
    while let Some(atom) = reach.work.pop() {
        reach.scan(atom);
    }
    reach
}

impl Reach<'_, '_> {
    /// Keeps an atom; scanned (again) if that says something new.
    fn keep(&mut self, atom: AtomId, in_iface: bool) {
        let state = &mut self.state[atom.0 as usize];
        let new = KEPT | if in_iface { IN_IFACE } else { 0 };
        if *state | new != *state {
            *state |= new;
            self.work.push(atom);
        }
    }

    /// Follows the references of a kept atom.
    fn scan(&mut self, atom: AtomId) {
        let program = self.program;
        let symbol = program.symbol(atom);
        let unit = program.unit_of(atom);
        let in_iface = !symbol.marks.has(Marks::TYPE) || self.state[atom.0 as usize] & IN_IFACE != 0;
        if symbol.marks.has(Marks::REFLECT_METHOD) && !self.reflection {
            self.start_reflection();
        }
        for key in &symbol.iface_calls {
            let key = program.global_ids[unit][key.0 as usize];
            if self.live_keys.insert(key) {
                for target in self.waiting.remove(&key).unwrap_or_default() {
                    self.keep(target, true);
                }
            }
        }
        for reloc in &symbol.relocs {
            let target = program.target(unit, reloc.target);
            let Target::Atom { atom: target, .. } = target else {
                if target == Target::Undefined && matches!(reloc.when, Use::Always | Use::NotIface) {
                    self.undefined(program.global_ids[unit][reloc.target.0 as usize], atom);
                }
                continue;
            };
            match reloc.when {
                Use::Always => self.keep(target, in_iface),
                Use::IfDefined => self.keep(target, in_iface),
                Use::NotIface => self.keep(target, false),
                Use::Weak => {}
                Use::Method(key) if in_iface => {
                    let key = program.global_ids[unit][key.0 as usize];
                    self.keep_method(key, target);
                }
                Use::Method(_) => {}
            }
        }
    }

    fn keep_method(&mut self, key: GlobalId, target: AtomId) {
        let by_name = self.reflection && is_exported(self.program.globals[key.0 as usize]);
        if by_name || self.live_keys.contains(&key) {
            self.keep(target, true);
        } else {
            self.waiting.entry(key).or_default().push(target);
        }
    }

    /// From now on every exported method of a type that reaches interfaces is needed.
    fn start_reflection(&mut self) {
        self.reflection = true;
        let program = self.program;
        let exported = |key: &GlobalId| is_exported(program.globals[key.0 as usize]);
        let keys: Vec<GlobalId> = self.waiting.keys().copied().filter(exported).collect();
        for key in keys {
            for target in self.waiting.remove(&key).unwrap_or_default() {
                self.keep(target, true);
            }
        }
    }

    fn undefined(&mut self, target: GlobalId, referrer: AtomId) {
        if self.undefined.insert((target, referrer)) {
            self.errors.push(LinkError::Undefined {
                target: self.program.globals[target.0 as usize].to_string(),
                referrer: self.program.name(referrer).to_string(),
            });
        }
    }
}

/// Whether a method key names an exported method (unexported ones start with their package path).
fn is_exported(key: &str) -> bool {
    let name = key.split('(').next().unwrap_or(key);
    !name.contains('.') && name.chars().next().is_some_and(char::is_uppercase)
}
