//! Makes what the `gorc` executable carries with it: the runtime and the core standard library.
//!
//! The runtime is compiled by a nested cargo into a static archive (own profile: no unwinding, no libc, fixed
//! addresses), of which the part that programs can reach is kept, packed as one linker unit (`runtime.unit`). The Go source
//! below `std/` becomes one blob with an index (`std.bin`, `std_index.rs`). So the executable alone is a whole toolchain.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use gorc_link::pack::{self, Contents};
use gorc_link::{Binding, ObjectUnit, elf_in, merge};

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    // As it is now: the executable of this script may be older than the place of the checkout.
    let manifest = env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let root = Path::new(&manifest).join("../..").canonicalize().expect("the workspace exists");
    println!("cargo::rerun-if-changed=build.rs");
    embed_std(&root.join("std"), &out);
    for part in ["crates/gorc-runtime", "crates/gorc-abi"] {
        watch(&root.join(part));
    }
    let archive = build_runtime(&root, &out.join("runtime"));
    let unit = digest(&archive).unwrap_or_else(|e| panic!("the runtime archive: {e}"));
    write(&out.join("runtime.unit"), &pack::pack(&unit, Contents::With));
}

/// Writes a new file: the old one may be a hard link shared with another target directory.
fn write(path: &Path, bytes: &[u8]) {
    let _ = fs::remove_file(path);
    fs::write(path, bytes).expect("OUT_DIR is writable");
}

fn watch(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}

/// Writes all Go files below `std` as one blob, and a table of (path, start, end) sorted by path.
fn embed_std(std: &Path, out: &Path) {
    watch(std);
    let mut files = Vec::new();
    collect_go_files(std, std, &mut files);
    files.sort();
    let mut blob = Vec::new();
    let mut index = String::from("/// (path, start, end) of every embedded file, sorted by path.\n");
    index.push_str("pub static INDEX: &[(&str, usize, usize)] = &[\n");
    for (name, path) in files {
        let start = blob.len();
        blob.extend(fs::read(&path).expect("files of the repository can be read"));
        writeln!(index, "    ({name:?}, {start}, {}),", blob.len()).expect("strings grow");
    }
    index.push_str("];\n");
    write(&out.join("std.bin"), &blob);
    write(&out.join("std_index.rs"), index.as_bytes());
}

fn collect_go_files(base: &Path, dir: &Path, files: &mut Vec<(String, PathBuf)>) {
    let entries = fs::read_dir(dir).expect("directories of the repository can be read");
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "testdata" {
                collect_go_files(base, &path, files);
            }
        } else if name.ends_with(".go") && !name.ends_with("_test.go") {
            let relative = path.strip_prefix(base).expect("found below it");
            files.push((relative.to_string_lossy().into_owned(), path));
        }
    }
}

/// Compiles the runtime; returns the archive.
fn build_runtime(root: &Path, target_dir: &Path) -> Vec<u8> {
    let target = env::var("TARGET").expect("cargo sets TARGET");
    let mut cargo = Command::new(env::var_os("CARGO").expect("cargo sets CARGO"));
    // The outer cargo's settings (flags, wrappers such as clippy's, job server) are not for this build.
    for (name, _) in env::vars() {
        let settings = name.starts_with("CARGO_") && name != "CARGO_HOME";
        let wrappers = ["RUSTFLAGS", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "MAKEFLAGS", "CLIPPY_ARGS"];
        if settings || wrappers.contains(&name.as_str()) {
            cargo.env_remove(name);
        }
    }
    let flags = [
        "-Crelocation-model=static",
        "-Ccode-model=small",
        "-Cforce-frame-pointers=yes",
        "-Ctarget-cpu=x86-64",
    ];
    cargo
        .current_dir(root)
        .args(["rustc", "--offline", "--package", "gorc-runtime", "--release", "--features", "standalone"])
        .args(["--crate-type", "staticlib", "--target", &target, "--target-dir"])
        .arg(target_dir)
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"))
        .env("CARGO_PROFILE_RELEASE_PANIC", "abort")
        .env("CARGO_PROFILE_RELEASE_LTO", "fat")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "3")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .env("CARGO_PROFILE_RELEASE_INCREMENTAL", "false")
        .env("CARGO_TERM_COLOR", "never");
    let output = cargo.output().expect("cargo can be started");
    if !output.status.success() {
        panic!("the runtime does not build:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let archive = target_dir.join(target).join("release/libgorc_runtime.a");
    fs::read(&archive).unwrap_or_else(|e| panic!("{}: {e}", archive.display()))
}

/// What of the archive a program can reach, as one unit.
fn digest(archive: &[u8]) -> Result<ObjectUnit, String> {
    let members = elf_in::read_archive("runtime", archive).map_err(|e| e.to_string())?;
    let (mut objects, others): (Vec<_>, Vec<_>) =
        members.into_iter().partition(|m| m.name.contains("(gorc_runtime"));
    objects.iter_mut().for_each(|o| o.is_runtime = true);
    let roots: Vec<String> = objects.iter().flat_map(go_names).collect();
    let roots: Vec<&str> = roots.iter().map(String::as_str).collect();
    merge::choose_members(&mut objects, others, &roots);
    let objects: Vec<&ObjectUnit> = objects.iter().collect();
    merge::merge("runtime", &objects, &roots).map_err(|e| e.to_string())
}

/// The names that Go code, a debugger or the linker may ask for: all global ones a person gave.
fn go_names(unit: &ObjectUnit) -> Vec<String> {
    let labels = unit.symbols.iter().flat_map(|s| &s.labels).filter(|l| l.binding == Binding::Global);
    let names = labels.map(|l| unit.text(l.name));
    names.filter(|n| n.contains('.') || n.starts_with("_rt0")).map(str::to_string).collect()
}
