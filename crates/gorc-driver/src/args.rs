//! The command line.
//!
//! Here is what each command takes. How people spell it is in `spelling.rs`, and in `GOFLAGS` in `goflags.rs`.

mod goflags;
mod spelling;

use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::fail::Failure;
use crate::load::modfile::go_minor;
use crate::load::{Request, StdSource};

/// gorc compiles Go programs into static linux/amd64 executables.
#[derive(Parser, Debug)]
#[command(name = "gorc", disable_version_flag = true, disable_help_subcommand = true, max_term_width = 100)]
pub struct Cli {
    /// Where the command works, if not here.
    #[arg(skip)]
    pub chdir: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Compile packages and their dependencies
    Build(BuildArgs),
    /// Compile and run a program
    Run(RunArgs),
    /// Report the errors in packages without compiling them
    Check(CheckArgs),
    /// Link object files written by `gorc build -emit=obj`
    Link(LinkArgs),
    /// Print the environment that gorc uses
    Env(EnvArgs),
    /// Print gorc's version
    Version,
    /// Explain a command
    Help(HelpArgs),
}

/// What `-emit` asks for instead of an executable.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Emit {
    /// The syntax trees
    Ast,
    /// The typed SSA middle IR
    Gir,
    /// Cranelift's IR
    Clif,
    /// Machine code, disassembled
    Asm,
    /// A relocatable object for `gorc link`
    Obj,
}

#[derive(Args, Debug, Clone)]
pub struct Common {
    /// Print the names of packages as they are compiled
    #[arg(short)]
    pub verbose: bool,
    /// Print the compiler's phases with the time each takes
    #[arg(short = 'x')]
    pub trace: bool,
    /// Which standard library to use
    #[arg(long, value_enum, default_value = "auto", value_name = "SOURCE")]
    pub std: StdSource,
    /// Report all errors, not only the first ten
    #[arg(short = 'e')]
    pub all_errors: bool,
    /// Build tags that hold, apart by commas
    #[arg(long, value_name = "LIST")]
    pub tags: Vec<String>,
    /// Where other modules are found: vendor (the default if there is such a directory), readonly or mod
    #[arg(long = "mod", value_name = "MODE")]
    pub module_mode: Option<String>,
    /// Flags of the official compiler: -N is -O0, -l turns inlining off, -e reports all errors, -lang=go1.N sets the language version
    #[arg(long, value_name = "FLAGS", allow_hyphen_values = true)]
    pub gcflags: Vec<String>,
}

impl Common {
    /// What to load: some packages, seen from a directory.
    pub fn request(&self, packages: Vec<String>, cwd: PathBuf) -> Result<Request, Failure> {
        let flags = self.compiler_flags()?;
        Ok(Request {
            args: packages,
            cwd,
            std: self.std,
            goroot: None,
            check_only: false,
            as_compiler: false,
            error_limit: if flags.all_errors { usize::MAX } else { crate::diag::LIMIT },
            names_files: false,
            ignore_vendor: self.ignore_vendor()?,
            tags: self.tag_list()?,
            language: flags.language,
        })
    }

    /// Whether `-mod` says that `vendor` is not to be used.
    fn ignore_vendor(&self) -> Result<bool, Failure> {
        match self.module_mode.as_deref() {
            None | Some("" | "vendor") => Ok(false),
            Some("mod" | "readonly") => Ok(true),
            Some(mode) => {
                let modes = "(can be '', 'mod', 'readonly', or 'vendor')";
                Err(Failure::Errors(format!("-mod={mode} not supported {modes}")))
            }
        }
    }

    /// The tags; the flag given last counts.
    fn tag_list(&self) -> Result<Vec<String>, Failure> {
        let text = self.tags.last().map_or("", String::as_str);
        if text.contains(',') && text.trim().contains([' ', '\t']) {
            return Err(Failure::Usage("gorc: -tags space-separated list contains comma".into()));
        }
        let tags = text.split([',', ' ', '\t']).filter(|tag| !tag.is_empty());
        Ok(tags.map(String::from).collect())
    }

    /// What `-gcflags` ask for. They hold for the whole program, whatever packages they name.
    pub fn compiler_flags(&self) -> Result<CompilerFlags, Failure> {
        let mut parsed =
            CompilerFlags { inline: true, optimise: true, all_errors: self.all_errors, language: None };
        for flags in &self.gcflags {
            let flags = match flags.split_once('=') {
                Some((pattern, flags)) if !pattern.starts_with('-') => flags,
                _ => flags,
            };
            for flag in flags.split_whitespace() {
                let wrong = || Failure::Usage(format!("gorc: -gcflags: unknown flag {flag}"));
                match flag {
                    "-N" | "--N" => parsed.optimise = false,
                    "-l" | "--l" => parsed.inline = false,
                    "-e" | "--e" => parsed.all_errors = true,
                    _ => {
                        let version = flag.trim_start_matches('-').strip_prefix("lang=go");
                        parsed.language = Some(version.and_then(go_minor).ok_or_else(wrong)?);
                    }
                }
            }
        }
        Ok(parsed)
    }
}

/// Flags of the official compiler.
#[derive(Clone, Copy, Debug)]
pub struct CompilerFlags {
    inline: bool,
    optimise: bool,
    all_errors: bool,
    /// N of the language version go1.N.
    pub language: Option<u32>,
}

/// How code is made.
#[derive(Args, Debug, Clone)]
pub struct CodeArgs {
    /// Do not optimise: for debugging, and to tell faults of the optimiser from others
    #[arg(long = "O0")]
    pub unoptimised: bool,
    /// Flags of the official linker: -X importpath.name=value sets a string variable, -s leaves the symbol table out
    #[arg(long, value_name = "FLAGS", allow_hyphen_values = true)]
    pub ldflags: Vec<String>,
}

impl CodeArgs {
    /// The optimisation that the flags ask for.
    pub fn optimisation(&self, flags: CompilerFlags) -> Optimisation {
        match (flags.optimise && !self.unoptimised, flags.inline) {
            (false, _) => Optimisation::None,
            (true, false) => Optimisation::WithoutInlining,
            (true, true) => Optimisation::Full,
        }
    }
}

/// How far programs are optimised.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Optimisation {
    /// Not at all.
    None,
    /// Calls stay calls.
    WithoutInlining,
    /// As far as gorc can.
    Full,
}

#[derive(Args, Debug)]
pub struct BuildArgs {
    /// Write the result to this file or directory
    #[arg(short, value_name = "OUT")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub code: CodeArgs,
    /// Write this instead of an executable
    #[arg(long, value_enum, value_name = "KIND")]
    pub emit: Option<Emit>,
    /// Packages (directories or import paths) or Go files of one package; default: the working directory
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub packages: Vec<String>,
}

#[derive(Args, Debug)]
pub struct RunArgs {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub code: CodeArgs,
    /// A package or Go files, then the program's arguments
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "PACKAGE [ARGS]")]
    pub args: Vec<String>,
}

#[derive(Args, Debug)]
pub struct CheckArgs {
    #[command(flatten)]
    pub common: Common,
    /// The Go SDK whose standard library is checked; default: $GOROOT, or that of the go command on PATH
    #[arg(long, value_name = "DIR")]
    pub goroot: Option<PathBuf>,
    /// Allow what only packages of the standard library may do (`-std` of Go's compiler)
    #[arg(long, hide = true)]
    pub as_std: bool,
    /// Packages or Go files of one package; default: the working directory
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub packages: Vec<String>,
}

#[derive(Args, Debug)]
pub struct LinkArgs {
    /// Write the executable to this file
    #[arg(short, value_name = "OUT", default_value = "a.out")]
    pub output: PathBuf,
    /// The symbol at which the program starts
    #[arg(long, value_name = "SYMBOL", default_value = "_rt0_amd64_linux")]
    pub entry: String,
    /// Do not add gorc's runtime to the objects
    #[arg(long)]
    pub nort: bool,
    /// Leave the symbol table out
    #[arg(short)]
    pub strip: bool,
    /// Object files and archives
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub objects: Vec<PathBuf>,
}

#[derive(Args, Debug)]
pub struct EnvArgs {
    /// Print as JSON
    #[arg(long)]
    pub json: bool,
    /// The variables to print; default: all
    pub names: Vec<String>,
}

#[derive(Args, Debug)]
pub struct HelpArgs {
    /// The command
    pub command: Option<String>,
}

/// Parses the arguments behind the program's name, and the text of `GOFLAGS`.
pub fn parse(mut argv: Vec<String>, goflags: &str) -> Result<Cli, Failure> {
    let chdir = spelling::take_chdir(&mut argv);
    let mut cli = Cli::command();
    let argv = spelling::normalise(&cli, argv, &goflags::parse(goflags)?)?;
    let matches = cli.try_get_matches_from_mut(std::iter::once("gorc".to_string()).chain(argv));
    let parsed = matches.and_then(|found| Cli::from_arg_matches(&found).map_err(|e| e.format(&mut cli)));
    let parsed = parsed.map(|cli| Cli { chdir, ..cli });
    parsed.map_err(|error| {
        if error.use_stderr() {
            return Failure::Usage(error.to_string());
        }
        match crate::output::print(&error.to_string()) {
            Ok(()) => Failure::Errors(String::new()),
            Err(failure) => failure,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn optimisation_is_chosen_by_either_spelling() {
        let chosen = |args: &[&str]| {
            let argv = ["build"].iter().chain(args).map(|a| a.to_string()).collect();
            let Command::Build(build) = parse(argv, "").unwrap().command else { panic!("no build") };
            build.common.compiler_flags().map(|flags| build.code.optimisation(flags)).map_err(|_| ())
        };
        assert_eq!(chosen(&["x.go"]), Ok(Optimisation::Full));
        assert_eq!(chosen(&["-O0", "x.go"]), Ok(Optimisation::None));
        assert_eq!(chosen(&["-gcflags=-N -l", "x.go"]), Ok(Optimisation::None));
        assert_eq!(chosen(&["-gcflags", "-N", "x.go"]), Ok(Optimisation::None));
        assert_eq!(chosen(&["-gcflags=all=-N", "x.go"]), Ok(Optimisation::None));
        assert_eq!(chosen(&["-gcflags", "all=-l", "x.go"]), Ok(Optimisation::WithoutInlining));
        assert_eq!(chosen(&["-gcflags=", "x.go"]), Ok(Optimisation::Full));
        assert_eq!(chosen(&["-gcflags=-frob", "x.go"]), Err(()));
    }
}
