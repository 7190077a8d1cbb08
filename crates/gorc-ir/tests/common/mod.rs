//! What the tests of lowering share.

use std::path::Path;

use gorc_ir::Module;
use gorc_loader::{Loader, Options};
use gorc_syntax::Diagnostic;

/// Checks a program given as one file with the packages of `std/` it imports, and lowers it; the errors are rendered.
pub fn lower(name: &str, src: &str) -> Result<Module, Vec<String>> {
    let std = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../std");
    let mut loader = Loader::new(Some(std));
    let file = loader.parse(name, src.as_bytes());
    let main = loader.check("main", &[file], Options { whole: true, is_std: false, go_minor: 0 });
    let Loader { sources, checker, syntax_errors, .. } = &mut loader;
    let render = |errors: Vec<Diagnostic>| -> Vec<String> {
        errors.iter().map(|d| format!("{}: {}", sources.location(d.pos), d.message)).collect()
    };
    let mut errors = std::mem::take(syntax_errors);
    errors.extend(checker.take_diagnostics());
    if !errors.is_empty() {
        return Err(render(errors));
    }
    gorc_ir::lower::lower_program(checker, sources, main).map_err(render)
}
