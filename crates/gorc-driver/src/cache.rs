//! The build cache: machine code by the hash of what it was made from.
//!
//! All entries of one program are one *pack* file, named by the program's root package: thousands of small files would
//! cost more than they save. A pack is read whole, and written anew (temporary file, then rename) when a build made
//! something that was not in it. Every entry has its own checksum; a damaged entry or pack is as good as absent.
//! Entries that a build did not use are dropped when its pack is written. A program without a pack starts from the
//! newest pack of another: they share the library.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;

use gorc_codegen::{FunctionCache, Key};

const MAGIC: &[u8; 8] = b"gorccac1";

/// One program's cached entries. Shared by the threads that compile.
pub struct Pack {
    path: Option<PathBuf>,
    old: HashMap<Key, Vec<u8>>,
    used: Mutex<Used>,
}

#[derive(Default)]
struct Used {
    entries: HashMap<Key, Vec<u8>>,
    fresh: usize,
}

/// The directory of caches: `GORCCACHE`, else `gorc` in the user's cache directory. `off` means none.
pub fn directory() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|v| !v.is_empty());
    match set("GORCCACHE") {
        Some(dir) if dir == "off" => None,
        Some(dir) => Some(dir.into()),
        None => {
            let home = || set("HOME").map(|home| Path::new(&home).join(".cache"));
            set("XDG_CACHE_HOME").map(PathBuf::from).or_else(home).map(|dir| dir.join("gorc"))
        }
    }
}

impl Pack {
    /// The pack of the program that `identity` names; empty if there is none or it cannot be read.
    pub fn open(dir: Option<&Path>, identity: &str) -> Pack {
        let path = dir.map(|dir| dir.join(format!("{:016x}.pack", checksum(identity.as_bytes()))));
        let own = path.as_ref().and_then(|p| fs::read(p).ok());
        let bytes = own.or_else(|| fs::read(newest(dir?)?).ok());
        let old = bytes.map(|bytes| parse(&bytes)).unwrap_or_default();
        Pack { path, old, used: Mutex::default() }
    }

    /// A pack that keeps nothing.
    pub fn none() -> Pack {
        Pack::open(None, "")
    }

    /// Writes the pack if it has changed. A cache that cannot be written is no error.
    pub fn save(self) {
        let used = self.used.into_inner().unwrap_or_else(PoisonError::into_inner);
        let Some(path) = self.path.filter(|_| used.fresh > 0) else { return };
        let Some(dir) = path.parent() else { return };
        if fs::create_dir_all(dir).is_ok() {
            let _ = crate::output::write(&path, &render(&used.entries), 0o644);
        }
    }
}

impl FunctionCache for Pack {
    fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let value = self.old.get(key)?.clone();
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.entries.insert(*key, value.clone());
        Some(value)
    }

    fn put(&self, key: Key, value: Vec<u8>) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.entries.insert(key, value);
        used.fresh += 1;
    }
}

/// The pack written last.
fn newest(dir: &Path) -> Option<PathBuf> {
    let packs = fs::read_dir(dir).ok()?.flatten().map(|e| e.path());
    let packs = packs.filter(|p| p.extension().is_some_and(|e| e == "pack"));
    packs.max_by_key(|p| fs::metadata(p).and_then(|m| m.modified()).ok())
}

/// Entries as bytes: magic, then key, length, checksum and value of each.
fn render(entries: &HashMap<Key, Vec<u8>>) -> Vec<u8> {
    let mut sorted: Vec<_> = entries.iter().collect();
    sorted.sort();
    let mut out = MAGIC.to_vec();
    for (key, value) in sorted {
        out.extend(key);
        out.extend((value.len() as u32).to_le_bytes());
        out.extend(entry_checksum(key, value).to_le_bytes());
        out.extend(value);
    }
    out
}

fn parse(bytes: &[u8]) -> HashMap<Key, Vec<u8>> {
    let mut entries = HashMap::new();
    let Some(mut rest) = bytes.strip_prefix(MAGIC) else { return entries };
    while let Some((head, tail)) = rest.split_first_chunk::<28>() {
        let mut key = [0; 16];
        key.copy_from_slice(&head[..16]);
        let len = u32::from_le_bytes([head[16], head[17], head[18], head[19]]) as usize;
        let sum = u64::from_le_bytes([
            head[20], head[21], head[22], head[23], head[24], head[25], head[26], head[27],
        ]);
        let Some((value, tail)) = tail.split_at_checked(len) else { break };
        if entry_checksum(&key, value) == sum {
            entries.insert(key, value.to_vec());
        }
        rest = tail;
    }
    entries
}

fn entry_checksum(key: &Key, value: &[u8]) -> u64 {
    checksum(key) ^ checksum(value).rotate_left(1)
}

/// A 64-bit checksum, eight bytes at a time: against accidents, not attackers.
fn checksum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = PRIME ^ (bytes.len() as u64).wrapping_mul(PRIME);
    let mut step = |word: u64| {
        hash = (hash ^ word).wrapping_mul(PRIME);
        hash ^= hash >> 29;
    };
    let (words, rest) = bytes.as_chunks::<8>();
    words.iter().for_each(|w| step(u64::from_le_bytes(*w)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    step(u64::from_le_bytes(last));
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_survive_and_damage_is_noticed() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let pack = Pack::open(Some(dir.path()), "m");
        pack.put([1; 16], b"first".to_vec());
        pack.put([2; 16], b"second".to_vec());
        pack.save();
        let pack = Pack::open(Some(dir.path()), "m");
        assert_eq!(pack.get(&[1; 16]).as_deref(), Some(&b"first"[..]));
        assert_eq!(pack.get(&[3; 16]), None);
        assert!(
            Pack::open(Some(dir.path()), "other").get(&[1; 16]).is_some(),
            "a new program starts from it"
        );
        assert!(Pack::none().get(&[1; 16]).is_none());

        let file = fs::read_dir(dir.path()).expect("it exists").flatten().next().expect("one pack").path();
        let good = fs::read(&file).expect("readable");
        for i in 0..good.len() {
            let mut bad = good.clone();
            bad[i] ^= 1;
            let entries = parse(&bad);
            assert!(entries.values().all(|v| v == b"first" || v == b"second"), "byte {i}");
            assert!(entries.len() < 2, "byte {i}");
        }
    }

    #[test]
    fn unused_entries_are_dropped() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let pack = Pack::open(Some(dir.path()), "m");
        pack.put([1; 16], vec![1]);
        pack.save();
        let pack = Pack::open(Some(dir.path()), "m");
        pack.put([2; 16], vec![2]);
        pack.save();
        let pack = Pack::open(Some(dir.path()), "m");
        assert!(pack.get(&[1; 16]).is_none() && pack.get(&[2; 16]).is_some());
    }
}
