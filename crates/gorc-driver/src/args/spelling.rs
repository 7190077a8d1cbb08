//! Flags as `go` spells them, in the spelling clap wants.
//!
//! Every flag works with one dash or two, flags end where the first argument that is no flag begins, and of a flag given twice
//! the last one counts, as with `go`; clap wants two dashes for long names and one for single letters. Which flags there are, clap's description of the command says.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command};

use crate::fail::Failure;

/// What follows the name of each command, for messages about wrong flags.
const SYNOPSES: [(&str, &str); 7] = [
    ("build", "[-o output] [build flags] [packages]"),
    ("run", "[build flags] package [arguments...]"),
    ("check", "[build flags] [packages]"),
    ("link", "[-o output] [link flags] objects"),
    ("env", "[-json] [var ...]"),
    ("version", ""),
    ("help", "[command]"),
];

/// Takes `-C dir`, which must be the first flag, from the arguments.
pub(super) fn take_chdir(argv: &mut Vec<String>) -> Option<PathBuf> {
    let (dir, count) = match flag_of(argv.get(1)?)? {
        ("C", Some(dir)) => (dir.to_string(), 1),
        ("C", None) => (argv.get(2)?.clone(), 2),
        _ => return None,
    };
    argv.drain(1..=count);
    Some(dir.into())
}

/// Gives each flag the dashes clap wants, and rejects unknown ones in `go`'s words. `goflags` are those of the environment.
pub(super) fn normalise(
    cli: &Command,
    argv: Vec<String>,
    goflags: &[String],
) -> Result<Vec<String>, Failure> {
    let mut args = argv.into_iter();
    let Some(name) = args.next() else { return Ok(vec!["help".into()]) };
    if ["-h", "-help", "--help"].contains(&name.as_str()) {
        return Ok(vec!["help".into()]);
    }
    let Some(command) = cli.find_subcommand(&name) else {
        return Err(Failure::Usage(format!("gorc {name}: unknown command\nRun 'gorc help' for usage.")));
    };
    let mut flags = Flags { command, given: Vec::new() };
    for (flag, value) in goflags.iter().filter_map(|arg| flag_of(arg)) {
        if flags.find(flag).is_some() {
            let taken = flags.take(flag, value, &mut Vec::new().into_iter());
            taken.map_err(|why| wrong_usage(&name, &format!("{why} (from $GOFLAGS)")))?;
        }
    }
    let mut first = None;
    while let Some(arg) = args.next() {
        let Some((flag, value)) = flag_of(&arg) else {
            first = Some(arg);
            break;
        };
        if flag.is_empty() {
            break;
        }
        if ["h", "help"].contains(&flag) {
            return Ok(vec!["help".into(), name]);
        }
        flags.take(flag, value, &mut args).map_err(|why| wrong_usage(&name, &why))?;
    }
    let flags = flags.given.into_iter().flat_map(|(_, spelled)| spelled);
    Ok(std::iter::once(name.clone()).chain(flags).chain(first).chain(args).collect())
}

fn wrong_usage(command: &str, why: &str) -> Failure {
    let synopsis = SYNOPSES.iter().find(|(name, _)| *name == command).map_or("", |(_, synopsis)| synopsis);
    let usage = format!("usage: gorc {command} {synopsis}\nRun 'gorc help {command}' for details.");
    Failure::Usage(format!("{why}\n{usage}"))
}

/// The flags given to a command.
struct Flags<'a> {
    command: &'a Command,
    /// Each as clap wants it, behind its name.
    given: Vec<(String, Vec<String>)>,
}

impl Flags<'_> {
    fn find(&self, flag: &str) -> Option<&Arg> {
        self.command.get_arguments().find(|arg| is_called(arg, flag))
    }

    /// Takes a flag, in the place of one of that name unless they add up; says what is wrong with it, if anything is.
    fn take(
        &mut self,
        flag: &str,
        value: Option<&str>,
        rest: &mut std::vec::IntoIter<String>,
    ) -> Result<(), String> {
        if flag == "C" && (value.is_some() || rest.len() > 0) {
            let value = value.map(String::from).or_else(|| rest.next()).unwrap_or_default();
            let why = "-C flag must be first flag on command line";
            return Err(format!("invalid value {value:?} for flag -C: {why}"));
        }
        let known = self.find(flag).ok_or_else(|| format!("flag provided but not defined: -{flag}"))?;
        let adds_up = matches!(known.get_action(), ArgAction::Append);
        let spelled = respelled(known, flag, value, rest)?;
        if !adds_up {
            self.given.retain(|(given, _)| given != flag);
        }
        self.given.push((flag.to_string(), spelled));
        Ok(())
    }
}

/// A flag and its value as clap wants them, nothing if they ask for the default; else what is wrong with them.
fn respelled(
    known: &Arg,
    flag: &str,
    value: Option<&str>,
    rest: &mut std::vec::IntoIter<String>,
) -> Result<Vec<String>, String> {
    let dashes = if flag.len() == 1 { "-" } else { "--" };
    if known.get_action().takes_values() {
        let Some(value) = value.map(String::from).or_else(|| rest.next()) else {
            return Err(format!("flag needs an argument: -{flag}"));
        };
        return Ok(match flag {
            // No name is the default.
            "o" if value.is_empty() => Vec::new(),
            // Values of these begin with a dash themselves.
            "gcflags" | "ldflags" | "tags" | "mod" => vec![format!("--{flag}={value}")],
            _ => vec![format!("{dashes}{flag}"), value],
        });
    }
    match value {
        None | Some("1" | "t" | "T" | "true" | "TRUE" | "True") => Ok(vec![format!("{dashes}{flag}")]),
        Some("0" | "f" | "F" | "false" | "FALSE" | "False") => Ok(Vec::new()),
        Some(other) => Err(format!("invalid boolean value {other:?} for -{flag}: parse error")),
    }
}

/// Whether an argument is the flag of this name.
fn is_called(arg: &Arg, flag: &str) -> bool {
    arg.get_long() == Some(flag) || arg.get_short().is_some_and(|short| flag.chars().eq([short]))
}

/// The name of a flag, empty for `--`, and the value it brings.
fn flag_of(arg: &str) -> Option<(&str, Option<&str>)> {
    let rest = arg.strip_prefix("--").or_else(|| arg.strip_prefix('-'))?;
    let (name, value) = rest.split_once('=').map_or((rest, None), |(name, value)| (name, Some(value)));
    (arg != "-").then_some((name, value))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::args::Cli;

    fn normalised(args: &[&str]) -> Result<Vec<String>, String> {
        with_goflags(&[], args)
    }

    fn with_goflags(goflags: &[&str], args: &[&str]) -> Result<Vec<String>, String> {
        let owned = |list: &[&str]| list.iter().map(|a| a.to_string()).collect::<Vec<String>>();
        normalise(&Cli::command(), owned(args), &owned(goflags)).map_err(|e| match e {
            Failure::Usage(text) => text,
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn flags_take_one_dash_or_two() {
        let want = ["build", "-o", "x", "-v", "--emit", "gir", "./p", "-q"];
        assert_eq!(normalised(&["build", "--o", "x", "-v", "-emit=gir", "./p", "-q"]).unwrap(), want);
        assert_eq!(normalised(&["build", "-o=x", "--v", "--emit", "gir", "./p", "-q"]).unwrap(), want);
    }

    #[test]
    fn the_last_flag_of_a_name_counts() {
        assert_eq!(
            normalised(&["build", "-o", "x", "-v", "-o=y", "-v=false"]).unwrap(),
            ["build", "-o", "y"]
        );
        let both = ["build", "--gcflags=-N", "--gcflags=-l"];
        assert_eq!(normalised(&["build", "-gcflags=-N", "-gcflags", "-l"]).unwrap(), both);
    }

    #[test]
    fn flags_of_the_environment_come_first() {
        let goflags = ["-v", "-mod=mod", "-trimpath", "-tags=a"];
        let want = ["build", "-v", "--tags=a", "--mod=vendor", "x.go"];
        assert_eq!(with_goflags(&goflags, &["build", "-mod=vendor", "x.go"]).unwrap(), want);
        assert_eq!(with_goflags(&goflags, &["version"]).unwrap(), ["version"]);
        let text = with_goflags(&["-tags"], &["build"]).unwrap_err();
        assert!(
            text.starts_with("flag needs an argument: -tags (from $GOFLAGS)\nusage: gorc build"),
            "{text}"
        );
    }

    #[test]
    fn arguments_of_the_program_are_its_own() {
        assert_eq!(
            normalised(&["run", "-x", "x.go", "-v", "--"]).unwrap(),
            ["run", "-x", "x.go", "-v", "--"]
        );
    }

    #[test]
    fn mistakes_are_usage_errors() {
        let text = normalised(&["build", "-foo"]).unwrap_err();
        assert!(text.starts_with("flag provided but not defined: -foo\nusage: gorc build"), "{text}");
        assert!(normalised(&["build", "-o"]).unwrap_err().starts_with("flag needs an argument: -o"));
        assert!(normalised(&["frob"]).unwrap_err().starts_with("gorc frob: unknown command"));
    }

    #[test]
    fn every_command_has_a_synopsis() {
        let cli = Cli::command();
        let commands: Vec<&str> = cli.get_subcommands().map(Command::get_name).collect();
        assert_eq!(commands, SYNOPSES.map(|(name, _)| name));
    }
}
