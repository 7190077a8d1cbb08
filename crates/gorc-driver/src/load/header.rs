//! What `go` says of the header of a file: its package clause and imports.

use std::path::Path;

use gorc_syntax::header::header_error;
use gorc_types::invalid_import_path;

use super::{Fault, ParsedFile, shortened};
use crate::diag::shorten;

/// The first mistake in the header of a file, with its place.
pub fn error(file: &ParsedFile, cwd: &Path) -> Option<Fault> {
    if file.diagnostics.is_empty() {
        return invalid_import(file);
    }
    let error = header_error(&file.source)?;
    let Some(location) = error.location else {
        let name = shorten(file.source.name(), cwd);
        return Some(Fault::Plain(format!("gorc: reading {name}: {}", error.message)));
    };
    Some(Fault::Plain(format!("{}: {}", shortened(location, cwd), error.message)))
}

/// An import path that can be no package's. The official command gives the whole name of the file here.
fn invalid_import(file: &ParsedFile) -> Option<Fault> {
    file.ast.imports().find_map(|(_, name, path)| {
        let text = file.ast.string_literal(path)?;
        let text = String::from_utf8_lossy(&text);
        invalid_import_path(&text)?;
        let location = file.source.location(file.ast[name.unwrap_or(path)].pos);
        Some(Fault::Placed(format!("{location}: invalid import path: {text}")))
    })
}
