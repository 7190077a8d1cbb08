//! The subcommands, one file each.

mod build;
mod check;
mod env;
mod help;
mod link;
mod run;

use std::ffi::OsString;
use std::path::PathBuf;

use crate::args::{self, Command};
use crate::fail::Failure;

/// What `gorc version` says.
const VERSION: &str = concat!("gorc version ", env!("CARGO_PKG_VERSION"), " linux/amd64");

/// Runs the command that the arguments ask for; returns the exit code.
pub fn dispatch(argv: Vec<OsString>) -> Result<u8, Failure> {
    let text =
        |a: OsString| a.into_string().map_err(|a| Failure::Usage(format!("not UTF-8: {}", a.display())));
    let argv = argv.into_iter().map(text).collect::<Result<Vec<String>, Failure>>()?;
    let goflags = variable("GOFLAGS")?;
    let cli = args::parse(argv, &goflags)?;
    if matches!(cli.command, Command::Build(_) | Command::Run(_) | Command::Check(_)) {
        require_target()?;
    }
    if let Some(dir) = &cli.chdir {
        let fail = |e| Failure::tool(format!("chdir {}: {}", dir.display(), crate::output::reason(&e)));
        std::env::set_current_dir(dir).map_err(fail)?;
    }
    match cli.command {
        Command::Build(args) => build::build(args),
        Command::Run(args) => run::run(args),
        Command::Check(args) => check::check(args),
        Command::Link(args) => link::link(args),
        Command::Env(args) => env::env(args),
        Command::Version => crate::output::print(&format!("{VERSION}\n")).map(|()| 0),
        Command::Help(args) => help::help(args),
    }
}

/// The value of a variable of the environment; empty if it is not set.
fn variable(name: &str) -> Result<String, Failure> {
    let value = std::env::var_os(name).unwrap_or_default();
    value.into_string().map_err(|value| Failure::tool(format!("${name} is not UTF-8: {}", value.display())))
}

/// Fails if the environment asks for programs that gorc does not make.
fn require_target() -> Result<(), Failure> {
    let or = |value: String, default: &str| if value.is_empty() { default.to_string() } else { value };
    let target = format!("{}/{}", or(variable("GOOS")?, "linux"), or(variable("GOARCH")?, "amd64"));
    match target.as_str() {
        "linux/amd64" => Ok(()),
        _ => Err(Failure::Usage(format!("gorc: unsupported GOOS/GOARCH pair {target}"))),
    }
}

fn working_directory() -> Result<PathBuf, Failure> {
    // The shell's name for it, if it is one: links in it are kept, as in `go`.
    let real = std::env::current_dir().map_err(Failure::tool)?;
    let named = std::env::var_os("PWD").map(PathBuf::from).filter(|p| p.is_absolute());
    let same = |p: &PathBuf| p.canonicalize().is_ok_and(|c| real.canonicalize().is_ok_and(|r| r == c));
    Ok(named.filter(same).unwrap_or(real))
}
