//! The link as a pipeline: names, need, tables, addresses, bytes, check.

use crate::error::{LinkError, LinkErrors};
use crate::image::{self, Parts};
use crate::resolve::{AtomId, Target};
use crate::symtab::SymbolTable;
use crate::unit::{ObjectUnit, SymbolKind};
use crate::{layout, reach, resolve, tables, validate};

/// What to make.
#[derive(Clone, Debug)]
pub struct Options {
    /// The symbol at which the program starts.
    pub entry: String,
    /// Further symbols to keep with all they need.
    pub roots: Vec<String>,
    /// Leave the symbol table out.
    pub strip: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { entry: "_rt0_amd64_linux".into(), roots: Vec::new(), strip: false }
    }
}

/// A finished link.
#[derive(Clone, Debug)]
pub struct Image {
    /// The executable file.
    pub bytes: Vec<u8>,
    /// Number of functions in it.
    pub functions: usize,
    /// Number of symbols left out.
    pub dropped: usize,
}

/// Links units into an executable.
pub fn link(units: &[&ObjectUnit], options: &Options) -> Result<Image, LinkErrors> {
    let program = resolve::resolve(units)?;
    let roots: Vec<&str> =
        std::iter::once(&options.entry).chain(&options.roots).map(String::as_str).collect();
    let kept = reach::reach(&program, &roots)?;
    let (text, runtime_count) = tables::text_order(&program, &kept);
    let tables = tables::build(&program, &kept, &text);
    let layout = layout::layout(&program, &kept, &tables, &text, runtime_count)?;
    let symbols = if options.strip {
        SymbolTable { entries: vec![0; 24], strings: vec![0], first_global: 1 }
    } else {
        SymbolTable::build(&program, &kept, &layout)
    };
    let entry = entry_address(&program, &layout, &options.entry)?;
    let parts = Parts { program: &program, kept: &kept, tables: &tables, layout: &layout, entry };
    let bytes = image::write(&parts, &symbols)?;
    validate::validate(&parts, &bytes)?;
    Ok(Image { bytes, functions: text.len(), dropped: program.atom_count() - kept.atoms().count() })
}

fn entry_address(
    program: &resolve::Program<'_>,
    layout: &layout::Layout,
    entry: &str,
) -> Result<u64, LinkErrors> {
    let target = program.lookup(entry);
    if let Target::Atom { atom: AtomId(atom), .. } = target
        && program.symbol(AtomId(atom)).kind == SymbolKind::Text
        && let Some(address) = layout.address(target)
    {
        return Ok(address);
    }
    Err(LinkError::Input { file: entry.to_string(), why: "entry point is not a function".into() }.into())
}
