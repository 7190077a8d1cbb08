//! Gives code generation an identity for cache keys: a hash of the sources that decide what it emits.

use std::fs;
use std::path::Path;

fn main() {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for dir in ["src", "../gorc-abi/src", "../gorc-ir/src"] {
        println!("cargo:rerun-if-changed={dir}");
        visit(Path::new(dir), &mut hash);
    }
    println!("cargo:rustc-env=GORC_CODEGEN_ID={hash:016x}");
}

fn visit(path: &Path, hash: &mut u64) {
    if path.is_dir() {
        let mut entries: Vec<_> =
            fs::read_dir(path).into_iter().flatten().flatten().map(|e| e.path()).collect();
        entries.sort();
        entries.iter().for_each(|e| visit(e, hash));
        return;
    }
    for b in fs::read(path).unwrap_or_default() {
        *hash = (*hash ^ u64::from(b)).wrapping_mul(0x100_0000_01b3);
    }
}
