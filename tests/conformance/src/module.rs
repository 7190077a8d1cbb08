//! Tests that are directories: their files become the packages of a module named `test`.
//!
//! In the suite each file of `NAME.dir` is a package of its own (files with one package clause together), imported
//! by the relative path `./file`. gorc, like the `go` command, has modules instead: file `a.go` goes to `test/a/`, and the
//! import is rewritten, which moves columns but no lines.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A package of the directory: its name and its files in order.
pub struct Package {
    /// Name of its folder, by which others import it.
    pub dir: String,
    /// Package clause.
    pub name: String,
    /// The files' names.
    pub files: Vec<String>,
}

/// Groups the Go files of a directory into packages; with `single` each file is one.
pub fn packages(dir: &Path, single: bool) -> Result<Vec<Package>, String> {
    let mut files: Vec<String> = fs::read_dir(dir)
        .map_err(|e| format!("{}: {e}", dir.display()))?
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .filter(|n| n.ends_with(".go"))
        .collect();
    files.sort();
    let mut out: Vec<Package> = Vec::new();
    for file in files {
        let text = fs::read(dir.join(&file)).map_err(|e| e.to_string())?;
        let text = String::from_utf8_lossy(&text);
        let clause = text.lines().find_map(|l| l.strip_prefix("package "));
        let name = clause.map_or("", |l| l.split([' ', ';', '/']).next().unwrap_or("")).to_owned();
        let stem = file.trim_end_matches(".go").to_owned();
        match out.iter_mut().find(|p| p.name == name && !single) {
            Some(package) => package.files.push(file),
            None => out.push(Package { dir: stem, name, files: vec![file] }),
        }
    }
    Ok(out)
}

/// Writes the packages as a module below `root` and returns the folder of each.
pub fn lay_out(dir: &Path, packages: &[Package], root: &Path, go: &str) -> Result<Vec<PathBuf>, String> {
    let io = |e: std::io::Error| e.to_string();
    fs::write(root.join("go.mod"), format!("module test\n\ngo {go}\n")).map_err(io)?;
    // Every file of a package gives a path by which it may be imported.
    let mut paths = BTreeMap::new();
    for package in packages {
        for file in &package.files {
            paths.insert(file.trim_end_matches(".go").to_owned(), package.dir.clone());
        }
    }
    let mut folders = Vec::new();
    for package in packages {
        let folder = root.join(&package.dir);
        fs::create_dir_all(&folder).map_err(io)?;
        for file in &package.files {
            let bytes = fs::read(dir.join(file)).map_err(io)?;
            let text = rewrite(&String::from_utf8_lossy(&bytes), &paths);
            // In the suite `x_test.go` is a file like any other.
            fs::write(folder.join(file.replace("_test.go", "_test_.go")), text).map_err(io)?;
        }
        folders.push(folder);
    }
    Ok(folders)
}

fn rewrite(text: &str, paths: &BTreeMap<String, String>) -> String {
    let mut text = text.to_owned();
    for (stem, dir) in paths {
        text = text.replace(&format!("\"./{stem}\""), &format!("\"test/{dir}\""));
        text = text.replace(&format!("\"test/{stem}\""), &format!("\"test/{dir}\""));
    }
    text
}
