//! `gorc help`.

use clap::CommandFactory;

use crate::args::{Cli, HelpArgs};
use crate::fail::Failure;
use crate::output;

/// What a command does beyond its flags.
const NOTES: &[(&str, &str)] = &[
    (
        "build",
        "Packages are directories (`.`, `./cmd/tool`, `./...`) or import paths; or name the Go files of one package.\n\
         A main package becomes an executable in the working directory, named after its directory or first file;\n\
         other packages, and all if there are several, are compiled and the result is discarded. With -o DIR/ the\n\
         executables of several are written there.\n\n\
         -C DIR, which must come first, works in another directory.\n\n\
         -emit=ast|gir|clif|asm prints that instead (or writes it to -o); -emit=obj writes an object file for `gorc link`.\n\n\
         -O0 compiles without optimisation, as -gcflags=-N does; -gcflags=-l only leaves inlining out. They hold for all\n\
         packages of the program, and their code is kept in the build cache beside the optimised code.\n\n\
         -ldflags='-X importpath.name=value' sets a string variable, -ldflags=-s leaves the symbol table out.",
    ),
    (
        "run",
        "The program gets the arguments behind the package and gorc's standard input and output. If it fails, gorc\n\
         prints its exit status and exits with 1, as `go run` does.",
    ),
    (
        "link",
        "Objects are those of `gorc build -emit=obj` or any ELF objects and archives for linux/amd64. gorc's runtime is\n\
         added unless -nort is given.",
    ),
    (
        "env",
        "GOFLAGS     flags that hold before those of the command line: -flag=value, apart by spaces, or in quotes;\n\
         \x20           those of the go command that gorc does not have are passed over\n\
         GOOS GOARCH if set, linux and amd64: gorc makes programs for nothing else\n\
         GORCCACHE   the build cache's directory; `off` turns it off\n\
         GORCSTD     the standard library in use",
    ),
];

/// Prints help for a command, or for all.
pub fn help(args: HelpArgs) -> Result<u8, Failure> {
    let mut cli = Cli::command();
    let Some(name) = args.command else {
        let notes = "Flags work with one dash or two. `gorc help COMMAND` explains a command.";
        return output::print(&format!("{}\n{notes}\n", cli.render_help())).map(|()| 0);
    };
    let Some(command) = cli.find_subcommand_mut(&name) else {
        return Err(Failure::Usage(format!("gorc help {name}: unknown help topic. Run 'gorc help'.")));
    };
    let mut command = command.clone().bin_name(format!("gorc {name}"));
    let mut text = command.render_help().to_string();
    if let Some((_, notes)) = NOTES.iter().find(|(known, _)| *known == name) {
        text += &format!("\n{notes}\n");
    }
    output::print(&text).map(|()| 0)
}
