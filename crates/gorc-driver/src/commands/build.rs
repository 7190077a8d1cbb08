//! `gorc build`: packages to executables, objects or prints of what lies between.

use std::path::PathBuf;

use crate::args::{BuildArgs, Emit};
use crate::fail::Failure;
use crate::ldflags::LinkFlags;
use crate::load::Request;
use crate::output;
use crate::phases::Phases;
use crate::pipeline::{self, Goal, Product};

/// Builds packages.
pub fn build(args: BuildArgs) -> Result<u8, Failure> {
    let cwd = super::working_directory()?;
    let link = LinkFlags::parse(&args.code.ldflags)?;
    let goal = Goal { emit: args.emit, optimisation: args.code.optimisation()?, link: &link };
    let phases = Phases::new(args.common.trace);
    if let [file] = &args.packages[..]
        && let Some(name) = file.strip_suffix(".gir")
    {
        let text = std::fs::read_to_string(file).map_err(|e| Failure::tool(format!("{file}: {e}")))?;
        let name = name.rsplit('/').next().unwrap_or(name);
        let product = pipeline::build_gir(&phases, name, &text, goal)?;
        return write(&product, &args.output, args.emit).map(|()| 0);
    }
    let request = Request {
        args: args.packages,
        cwd: cwd.clone(),
        std: args.common.std,
        goroot: None,
        check_only: false,
        error_limit: args.common.error_limit(),
    };
    let products = pipeline::build(&phases, &request, goal, args.common.verbose)?;
    for product in products {
        write(&product, &args.output, args.emit)?;
    }
    phases.finish();
    Ok(0)
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
        Some(path) if path.is_dir() || path.as_os_str().to_string_lossy().ends_with('/') => {
            std::fs::create_dir_all(path).map_err(Failure::tool)?;
            path.join(name)
        }
        Some(path) => path.clone(),
    };
    output::write(&path, &product.bytes, mode)
}
