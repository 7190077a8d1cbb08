//! Names to definitions: after this pass every name of every unit has a [`Target`].
//!
//! A unit's local definition comes first, then the program's global one, then an alias, then a place that the linker
//! itself defines ([`Boundary`]). A name may stay undefined: only a reference that is kept makes that an error
//! (`reach.rs`, the next pass).

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::error::{LinkError, LinkErrors};
use crate::unit::{Binding, FxHasher, ObjectUnit, SymId, Symbol};

/// A symbol of the program: the units' symbols counted through.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct AtomId(pub u32);

/// A name of the program.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct GlobalId(pub u32);

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// Nothing.
    Undefined,
    /// A place in an atom's bytes.
    Atom {
        /// The atom.
        atom: AtomId,
        /// Offset in its bytes.
        offset: u32,
    },
    /// A place the linker defines.
    Linker(Boundary),
}

macro_rules! boundaries {
    ($($variant:ident $name:literal $doc:literal,)*) => {
        /// A place that the layout defines.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        #[repr(u8)]
        pub enum Boundary { $(#[doc = $doc] $variant,)* }

        impl Boundary {
            /// All of them, in order of their discriminants.
            pub const ALL: &[Boundary] = &[$(Boundary::$variant,)*];

            /// The symbol's name.
            pub fn name(self) -> &'static str {
                match self { $(Boundary::$variant => $name,)* }
            }
        }
    };
}

boundaries! {
    ModuleData "runtime.firstmoduledata" "The module data.",
    Text "runtime.text" "First byte of Go functions.",
    EText "runtime.etext" "End of Go functions.",
    RtText "runtime.rttext" "First byte of the runtime's functions.",
    RtEText "runtime.rtetext" "End of the runtime's functions.",
    RoData "runtime.rodata" "First byte of read-only data.",
    ERoData "runtime.erodata" "End of read-only data.",
    Data "runtime.data" "First byte of data with pointers.",
    EData "runtime.edata" "End of data with pointers.",
    NoPtrData "runtime.noptrdata" "First byte of data without pointers.",
    ENoPtrData "runtime.enoptrdata" "End of data without pointers.",
    Bss "runtime.bss" "First byte of zeroed data with pointers.",
    EBss "runtime.ebss" "End of zeroed data with pointers.",
    NoPtrBss "runtime.noptrbss" "First byte of zeroed data without pointers.",
    ENoPtrBss "runtime.enoptrbss" "End of zeroed data without pointers.",
    FuncTab "runtime.functab" "The function table.",
    PcTab "runtime.pctab" "The names and line programs.",
    FileTab "runtime.filetab" "The file table.",
    ItabLink "runtime.itablink" "The list of itabs.",
    TypeLink "runtime.typelink" "The list of types.",
    End "runtime.end" "End of the image in memory.",
}

/// The input with its names resolved.
pub struct Program<'a> {
    /// The units.
    pub units: &'a [&'a ObjectUnit],
    /// Each unit's first atom, and the number of atoms at the end.
    pub atom_base: Vec<u32>,
    /// By atom: its unit.
    pub atom_unit: Vec<u32>,
    /// By unit and name: what it stands for.
    pub targets: Vec<Vec<Target>>,
    /// By unit and name: the program's name.
    pub global_ids: Vec<Vec<GlobalId>>,
    /// By global name: its text.
    pub globals: Vec<&'a str>,
    by_name: HashMap<&'a str, GlobalId, BuildHasherDefault<FxHasher>>,
    definitions: Vec<Definition>,
}

#[derive(Clone, Copy)]
struct Definition {
    target: Target,
    /// Whose it is, for messages, and how strong.
    unit: u32,
    binding: Binding,
}

const UNDEFINED: Definition = Definition { target: Target::Undefined, unit: 0, binding: Binding::Weak };

impl<'a> Program<'a> {
    /// The symbol behind an atom.
    pub fn symbol(&self, atom: AtomId) -> &'a Symbol {
        let unit = self.atom_unit[atom.0 as usize] as usize;
        &self.units[unit].symbols[(atom.0 - self.atom_base[unit]) as usize]
    }

    /// The unit an atom comes from.
    pub fn unit_of(&self, atom: AtomId) -> usize {
        self.atom_unit[atom.0 as usize] as usize
    }

    /// The name of an atom; for a section of an object file, that of the first symbol in it.
    pub fn name(&self, atom: AtomId) -> &'a str {
        let (unit, symbol) = (self.units[self.unit_of(atom)], self.symbol(atom));
        match (unit.text(symbol.name), symbol.labels.first()) {
            (name, Some(label)) if name.starts_with(".L") => unit.text(label.name),
            (name, _) => name,
        }
    }

    /// What a name of a unit stands for.
    pub fn target(&self, unit: usize, name: SymId) -> Target {
        self.targets[unit][name.0 as usize]
    }

    /// What a global name stands for.
    pub fn lookup(&self, name: &str) -> Target {
        self.by_name.get(name).map_or(Target::Undefined, |id| self.definitions[id.0 as usize].target)
    }

    /// Number of atoms.
    pub fn atom_count(&self) -> usize {
        self.atom_unit.len()
    }
}

/// Resolves all names.
pub fn resolve<'a>(units: &'a [&'a ObjectUnit]) -> Result<Program<'a>, LinkErrors> {
    let mut program = collect_names(units);
    let mut errors = Vec::new();
    let mut locals = Vec::with_capacity(units.len());
    for unit in 0..units.len() {
        locals.push(define_unit(&mut program, unit, &mut errors));
    }
    define_boundaries(&mut program);
    define_aliases(&mut program, &locals, &mut errors);
    for (unit, local) in locals.iter().enumerate() {
        let targets = program.global_ids[unit]
            .iter()
            .enumerate()
            .map(|(name, global)| local_target(local, name, program.definitions[global.0 as usize].target));
        let targets = targets.collect();
        program.targets.push(targets);
    }
    if errors.is_empty() { Ok(program) } else { Err(LinkErrors(errors)) }
}

fn local_target(local: &[Target], name: usize, global: Target) -> Target {
    match local.get(name) {
        Some(&target) if target != Target::Undefined => target,
        _ => global,
    }
}

/// Numbers atoms and interns every name of every unit.
fn collect_names<'a>(units: &'a [&'a ObjectUnit]) -> Program<'a> {
    let total: usize = units.iter().map(|u| u.names.len()).sum();
    let mut by_name = HashMap::with_capacity_and_hasher(total, BuildHasherDefault::<FxHasher>::default());
    let mut globals = Vec::with_capacity(total);
    let mut global_ids = Vec::with_capacity(units.len());
    let mut atom_base = vec![0];
    let mut atom_unit = Vec::new();
    for (i, unit) in units.iter().enumerate() {
        let ids = unit.names.list().iter().map(|name| {
            *by_name.entry(&**name).or_insert_with(|| {
                globals.push(&**name);
                GlobalId(globals.len() as u32 - 1)
            })
        });
        global_ids.push(ids.collect::<Vec<_>>());
        atom_unit.resize(atom_unit.len() + unit.symbols.len(), i as u32);
        atom_base.push(atom_unit.len() as u32);
    }
    let definitions = vec![UNDEFINED; globals.len()];
    Program { units, atom_base, atom_unit, targets: Vec::new(), global_ids, globals, by_name, definitions }
}

/// Enters a unit's definitions; returns its local ones by name.
fn define_unit(program: &mut Program<'_>, unit: usize, errors: &mut Vec<LinkError>) -> Vec<Target> {
    let mut local = Vec::new();
    let base = program.atom_base[unit];
    for (i, symbol) in program.units[unit].symbols.iter().enumerate() {
        let atom = AtomId(base + i as u32);
        let place = |offset| Target::Atom { atom, offset };
        let own = (symbol.name, symbol.binding, place(symbol.entry_offset));
        let labels = symbol.labels.iter().map(|l| (l.name, l.binding, place(l.offset)));
        for (name, binding, target) in std::iter::once(own).chain(labels) {
            if binding == Binding::Local {
                if local.is_empty() {
                    local.resize(program.units[unit].names.len(), Target::Undefined);
                }
                local[name.0 as usize] = target;
            } else {
                define_global(program, unit, name, Definition { target, unit: unit as u32, binding }, errors);
            }
        }
    }
    local
}

fn define_global(
    program: &mut Program<'_>,
    unit: usize,
    name: SymId,
    new: Definition,
    errors: &mut Vec<LinkError>,
) {
    let global = program.global_ids[unit][name.0 as usize];
    let old = &mut program.definitions[global.0 as usize];
    if old.target == Target::Undefined || (old.binding == Binding::Weak && new.binding != Binding::Weak) {
        *old = new;
    } else if old.binding == Binding::Global && new.binding == Binding::Global {
        errors.push(LinkError::Duplicate {
            name: program.globals[global.0 as usize].to_string(),
            first: program.units[old.unit as usize].name.clone(),
            second: program.units[unit].name.clone(),
        });
    } else if old.binding == Binding::DupOk && new.binding == Binding::Global {
        *old = new;
    }
}

/// Gives the linker's own places to names that nobody defines.
fn define_boundaries(program: &mut Program<'_>) {
    for &boundary in Boundary::ALL {
        if let Some(id) = program.by_name.get(boundary.name()) {
            let definition = &mut program.definitions[id.0 as usize];
            if definition.target == Target::Undefined {
                definition.target = Target::Linker(boundary);
            }
        }
    }
}

/// Follows alias chains.
fn define_aliases(program: &mut Program<'_>, locals: &[Vec<Target>], errors: &mut Vec<LinkError>) {
    // What each alias stands for: another name, or a local definition of the alias's unit.
    let mut next: HashMap<GlobalId, (GlobalId, Target, u32)> = HashMap::new();
    let mut order = Vec::new();
    for (unit, input) in program.units.iter().enumerate() {
        for alias in &input.aliases {
            let name = program.global_ids[unit][alias.name.0 as usize];
            let target = program.global_ids[unit][alias.target.0 as usize];
            let local = local_target(&locals[unit], alias.target.0 as usize, Target::Undefined);
            let old = next.insert(name, (target, local, unit as u32));
            let defined = program.definitions[name.0 as usize];
            let first = match old {
                Some((other, _, first)) if other != target => Some(first),
                None if defined.target != Target::Undefined && defined.binding == Binding::Global => {
                    Some(defined.unit)
                }
                _ => None,
            };
            if let Some(first) = first {
                errors.push(LinkError::Duplicate {
                    name: program.globals[name.0 as usize].to_string(),
                    first: program.units[first as usize].name.clone(),
                    second: input.name.clone(),
                });
            }
            if old.is_none() {
                order.push(name);
            }
        }
    }
    for &start in &order {
        match follow(program, &next, start) {
            Ok(target) => program.definitions[start.0 as usize].target = target,
            Err(cycle) => {
                // Each cycle is reported once: from its least member.
                if cycle.iter().min() == Some(&start) {
                    let names = cycle.iter().chain([&start]);
                    errors.push(LinkError::AliasCycle(
                        names.map(|id| program.globals[id.0 as usize].to_string()).collect(),
                    ));
                }
            }
        }
    }
}

/// Where a chain of aliases ends, or the chain if it does not.
fn follow(
    program: &Program<'_>,
    next: &HashMap<GlobalId, (GlobalId, Target, u32)>,
    start: GlobalId,
) -> Result<Target, Vec<GlobalId>> {
    let mut chain = vec![start];
    let mut at = start;
    while let Some(&(target, local, _)) = next.get(&at) {
        if local != Target::Undefined {
            return Ok(local);
        }
        if target == at && program.definitions[at.0 as usize].target != Target::Undefined {
            break;
        }
        if chain.contains(&target) {
            return Err(chain);
        }
        chain.push(target);
        at = target;
    }
    Ok(program.definitions[at.0 as usize].target)
}
