//! `gorc build`: packages to executables, objects or prints of what lies between.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::args::{BuildArgs, Emit};
use crate::fail::Failure;
use crate::ldflags::LinkFlags;
use crate::load::Request;
use crate::output;
use crate::phases::Phases;
use crate::pipeline::{self, Built, Goal, Product};

/// Builds packages.
pub fn build(args: BuildArgs) -> Result<u8, Failure> {
    let cwd = super::working_directory()?;
    let link = LinkFlags::parse(&args.code.ldflags)?;
    let optimisation = args.code.optimisation(args.common.compiler_flags()?);
    let goal = Goal { emit: args.emit, optimisation, link: &link };
    let phases = Phases::new(args.common.trace);
    if let [file] = &args.packages[..]
        && let Some(name) = file.strip_suffix(".gir")
    {
        let text = std::fs::read_to_string(file).map_err(|e| Failure::tool(format!("{file}: {e}")))?;
        let name = name.rsplit('/').next().unwrap_or(name);
        let product = pipeline::build_gir(&phases, name, &text, goal)?;
        return write(&product, &args.output, args.emit).map(|()| 0);
    }
    let request = args.common.request(args.packages, cwd)?;
    let request = Request { as_compiler: args.emit.is_some(), ..request };
    let built = pipeline::build(&phases, &request, goal, args.common.verbose)?;
    for product in to_write(built, &args.output, args.emit)? {
        write(&product, &args.output, args.emit)?;
    }
    phases.finish();
    Ok(0)
}

/// The products that are to be written: of several packages only those for which there is a directory.
fn to_write(built: Built, output: &Option<PathBuf>, emit: Option<Emit>) -> Result<Vec<Product>, Failure> {
    let is_several = built.packages > 1 && emit.is_none();
    match output {
        Some(path) if is_directory(path) && built.products.is_empty() && emit.is_none() => {
            Err(Failure::tool("no main packages to build"))
        }
        Some(_) if built.packages == 0 && emit.is_none() => Err(Failure::error("no packages to build")),
        Some(path) if is_several && !is_directory(path) => {
            let path = path.display();
            Err(Failure::tool(format!("cannot write multiple packages to non-directory {path}")))
        }
        None if is_several => Ok(Vec::new()),
        _ => Ok(built.products),
    }
}

/// Whether a path is a directory, or by its look is to become one.
fn is_directory(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with('/')
}

/// Writes a product where the command line or the package's name says.
fn write(product: &Product, output: &Option<PathBuf>, emit: Option<Emit>) -> Result<(), Failure> {
    let (suffix, mode) = match emit {
        None => ("", 0o777),
        Some(Emit::Obj) => (".o", 0o666),
        Some(_) if output.is_none() => {
            return output::print(&String::from_utf8_lossy(&product.bytes));
        }
        Some(_) => (".txt", 0o666),
    };
    let name = format!("{}{suffix}", product.name);
    let path = match output {
        None => PathBuf::from(name),
        Some(path) if is_directory(path) => {
            std::fs::create_dir_all(path).map_err(Failure::tool)?;
            path.join(name)
        }
        Some(path) => path.clone(),
    };
    if matches!(emit, None | Some(Emit::Obj)) && is_something_else(&path) {
        let path = path.display();
        let why = format!("build output \"{path}\" already exists and is not an object file");
        return Err(Failure::tool(why));
    }
    output::write(&path, &product.bytes, mode)
}

/// Whether there is a file that is neither empty nor a program or object, so that it must not be lost.
fn is_something_else(path: &Path) -> bool {
    const MAGIC: [&[u8]; 5] = [b"\x7fELF", b"!<arch>\n", b"MZ", b"\xcf\xfa\xed\xfe", b"\0asm"];
    if !path.metadata().is_ok_and(|m| m.is_file() && m.len() > 0) {
        return false;
    }
    let mut start = [0; 8];
    let read = std::fs::File::open(path).and_then(|mut file| file.read(&mut start));
    read.is_ok_and(|n| !MAGIC.iter().any(|magic| start[..n].starts_with(magic)))
}
