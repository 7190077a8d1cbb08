//! Finding fields and methods by name where there may be thousands of them.
//!
//! Lists of a few members are searched one by one; longer ones get an index by name when first searched. Invariant: the members of a
//! struct and of a type set never change once there are any; methods of a defined type are only added, which their number shows.

use crate::ids::*;
use crate::object::*;
use crate::store::Store;
use gorc_syntax::Symbol;
use rustc_hash::{FxHashMap, FxHashSet};

/// Up to this many, looking at each is as fast.
const FEW: usize = 16;

/// A list of fields or methods.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Members {
    /// The fields of a struct type.
    Fields(u32),
    /// The methods declared for a defined type.
    Methods(u32),
    /// The methods of an interface's type set.
    Set(TypeSetId),
}

/// Where the names of a long list are.
#[derive(Default)]
pub(crate) struct MemberIndex {
    len: usize,
    /// The first member of each name.
    by_name: FxHashMap<Symbol, u32>,
    /// Several members have the same name, be it of different packages.
    repeats: bool,
}

/// What tells members apart: the name, and the package if that is not exported.
pub(crate) type MemberKey = (Symbol, PkgId);

impl Store {
    pub(crate) fn members(&self, of: Members) -> &[ObjId] {
        match of {
            Members::Fields(s) => &self[self.structs[s as usize].fields],
            Members::Methods(n) => &self.named[n as usize].methods,
            Members::Set(id) => &self.tsets[id.index()].methods,
        }
    }

    /// The number of the first member with a name as seen from package `pkg`. With `fold`, case is ignored.
    pub(crate) fn find_member(&mut self, of: Members, pkg: PkgId, name: Symbol, fold: bool) -> Option<usize> {
        let from = match fold || self.members(of).len() <= FEW {
            true => 0,
            false => self.first_named(of, name)?,
        };
        let rest = self.members(of)[from..].iter();
        rest.copied().position(|m| self.same_id(m, pkg, name, fold)).map(|i| from + i)
    }

    /// Whether there is more than one member with a name that [`Store::find_member`] has found.
    pub(crate) fn is_repeated(&self, of: Members, pkg: PkgId, name: Symbol, fold: bool) -> bool {
        let unique = !fold && self.member_indices.get(&of).is_some_and(|index| !index.repeats);
        let members = self.members(of).iter();
        !unique && members.filter(|&&m| self.same_id(m, pkg, name, fold)).nth(1).is_some()
    }

    /// The first member with a name, whatever package that belongs to.
    fn first_named(&mut self, of: Members, name: Symbol) -> Option<usize> {
        let len = self.members(of).len();
        if self.member_indices.get(&of).is_none_or(|index| index.len != len) {
            let mut by_name = FxHashMap::default();
            for (i, &m) in self.members(of).iter().enumerate() {
                by_name.entry(self[m].name).or_insert(i as u32);
            }
            let repeats = by_name.len() < len;
            self.member_indices.insert(of, MemberIndex { len, by_name, repeats });
        }
        self.member_indices[&of].by_name.get(&name).map(|&i| i as usize)
    }

    /// What tells a member from others: see [`Store::same_id`].
    pub(crate) fn member_key(&self, m: ObjId) -> MemberKey {
        let o = &self[m];
        (o.name, if is_exported(o.name) { PkgId::NONE } else { o.pkg })
    }
}

/// A set that is a list as long as it is small.
pub(crate) struct SmallSet<T> {
    list: Vec<T>,
    set: FxHashSet<T>,
}

impl<T> Default for SmallSet<T> {
    fn default() -> Self {
        SmallSet { list: Vec::new(), set: FxHashSet::default() }
    }
}

impl<T: Copy + Eq + std::hash::Hash> SmallSet<T> {
    /// How many elements it has.
    pub(crate) fn len(&self) -> usize {
        self.list.len().max(self.set.len())
    }

    /// Adds an element; whether it was not there.
    pub(crate) fn insert(&mut self, x: T) -> bool {
        if self.list.len() < FEW {
            let new = !self.list.contains(&x);
            if new {
                self.list.push(x);
            }
            return new;
        }
        if self.set.is_empty() {
            self.set.extend(self.list.iter().copied());
        }
        self.set.insert(x)
    }
}

#[cfg(test)]
mod tests {
    use super::SmallSet;

    #[test]
    fn sets_stay_sets_when_they_grow() {
        let mut set = SmallSet::default();
        assert!((0..100).all(|i| set.insert(i)));
        assert!((0..100).all(|i| !set.insert(i)));
    }
}
