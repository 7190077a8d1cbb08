//! `//go:embed`: the variables that get the contents of files.
//!
//! Where directives may stand is checked in `directives.rs`. Which files their patterns mean comes with the package's input; here they
//! meet the variables' types, and lowering asks for what a variable holds.

use std::collections::BTreeMap;

use crate::checker::*;
use crate::ids::*;
use crate::types::{BasicKind, Type};
use gorc_syntax::ast::{DeclId, DeclKind, File};
use gorc_syntax::embed::embeds;

/// What the patterns of a package's `//go:embed` directives mean.
#[derive(Clone, Default, Debug)]
pub struct EmbedFiles {
    /// The names of the files that a pattern matches: relative to the package's directory, apart by slashes, sorted.
    pub patterns: BTreeMap<String, Vec<String>>,
    /// What is in each file.
    pub contents: BTreeMap<String, Vec<u8>>,
}

/// What a variable with a `//go:embed` directive holds.
#[derive(Debug)]
pub enum Embedded<'a> {
    /// A string.
    String(&'a [u8]),
    /// A slice of bytes.
    Bytes(&'a [u8]),
    /// An `embed.FS`: names with contents, those of directories ending in a slash. Sorted by directory, then by name.
    Files(Vec<(String, &'a [u8])>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    String,
    Bytes,
    Files,
}

impl<'a> Checker<'a> {
    /// What a package-level variable gets from files; none if it has no directive.
    pub fn embedded(&mut self, var: ObjId) -> Option<Embedded<'a>> {
        let (file, decl) = self.var_decl(var)?;
        let files = self.files[file.index()].embeds?;
        let kind = self.embed_kind(self.store[var].ty)?;
        let names = embedded_names(self.ast(file), decl, files);
        let content = |name: &String| files.contents.get(name).map_or(&[][..], |bytes| &bytes[..]);
        match kind {
            _ if names.is_empty() => None,
            Kind::String => Some(Embedded::String(content(&names[0]))),
            Kind::Bytes => Some(Embedded::Bytes(content(&names[0]))),
            Kind::Files => {
                let all = with_directories(&names).into_iter();
                Some(Embedded::Files(all.map(|name| (name.clone(), content(&name))).collect()))
            }
        }
    }

    /// Reports variables whose types cannot hold what they are to. gc does that behind everything else.
    pub(crate) fn check_embedded_variables(&mut self, pkg: PkgId) {
        for file in self.store[pkg].files.clone() {
            self.env = self.file_env(file);
            let ast = self.env.ast;
            let files = self.files[file.index()].embeds;
            for (decl, _) in embeds(ast) {
                let DeclKind::Var { names, .. } = ast[decl].kind else { continue };
                let name = ast[names][0];
                let var = self.info(file).object(name);
                let ty = self.store[var].ty;
                let what = match self.embed_kind(ty) {
                    None => "go:embed cannot apply to var",
                    Some(Kind::Files) => continue,
                    Some(_) if files.is_some_and(|files| embedded_names(ast, decl, files).len() > 1) => {
                        "invalid go:embed: multiple files for"
                    }
                    Some(_) => continue,
                };
                let of = if what.ends_with("var") { " of" } else { "" };
                let ty = self.type_str(ty);
                self.error(ast[name].pos, "InvalidEmbed", format!("{what}{of} type {ty}"));
            }
        }
    }

    /// How variables of a type hold files, if they can.
    fn embed_kind(&mut self, ty: TypeId) -> Option<Kind> {
        let ty = self.store.unalias(ty);
        if let Some(named) = self.store.as_named(ty) {
            let obj = &self.store[named.obj];
            if obj.name.as_str() == "FS" && self.store[obj.pkg].path.as_str() == "embed" {
                return Some(Kind::Files);
            }
        }
        match self.store.under_type(ty) {
            Type::Basic(BasicKind::String) => Some(Kind::String),
            Type::Slice(elem) if self.store.basic(elem) == Some(BasicKind::Uint8) => Some(Kind::Bytes),
            _ => None,
        }
    }
}

/// The files that the directives of a declaration mean, each once.
fn embedded_names(ast: &File, decl: DeclId, files: &EmbedFiles) -> Vec<String> {
    let directives = ast[ast[decl].directives].iter().filter(|d| d.is_embed());
    let patterns = directives.flat_map(|d| d.patterns());
    let mut names: Vec<String> =
        patterns.filter_map(|p| files.patterns.get(&p.text)).flatten().cloned().collect();
    names.sort();
    names.dedup();
    names
}

/// Adds the directories above the files, with a slash at the end, and sorts by directory first.
fn with_directories(names: &[String]) -> Vec<String> {
    let mut all: Vec<String> = names.to_vec();
    for name in names {
        all.extend(name.match_indices('/').map(|(at, _)| name[..=at].to_string()));
    }
    let key = |name: &String| {
        let name = name.trim_end_matches('/');
        let (dir, element) = name.rsplit_once('/').unwrap_or((".", name));
        (dir.to_string(), element.to_string())
    };
    all.sort_by_cached_key(key);
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::with_directories;

    #[test]
    fn entries_of_a_directory_are_neighbours() {
        let names = ["p", "q/r", "q/s/t", "q/s/u", "q/v", "w"].map(String::from);
        let want = ["p", "q/", "w", "q/r", "q/s/", "q/v", "q/s/t", "q/s/u"];
        assert_eq!(with_directories(&names), want);
    }
}
