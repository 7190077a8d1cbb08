//! What the executable carries: the core standard library's source and the runtime. See `build.rs`.

use gorc_link::ObjectUnit;
use gorc_link::pack;

mod index {
    include!(concat!(env!("OUT_DIR"), "/std_index.rs"));
}

static STD: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/std.bin"));
static RUNTIME: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/runtime.unit"));

/// The embedded Go files of the package with this import path: (file name, contents).
pub fn package_files(path: &str) -> Vec<(&'static str, &'static [u8])> {
    let prefix = format!("{path}/");
    let first = index::INDEX.partition_point(|(name, ..)| *name < prefix.as_str());
    let below = index::INDEX[first..].iter().take_while(|(name, ..)| name.starts_with(&prefix));
    let own = below.filter(|(name, ..)| !name[prefix.len()..].contains('/'));
    own.map(|&(name, start, end)| (&name[prefix.len()..], &STD[start..end])).collect()
}

/// Whether the core library has a package of this import path.
pub fn has_package(path: &str) -> bool {
    !package_files(path).is_empty()
}

/// The runtime.
pub fn runtime() -> Result<ObjectUnit, String> {
    pack::unpack(RUNTIME)
}
