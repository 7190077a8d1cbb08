//! Makes an executable of many programs and runs it.
//!
//! The programs are files of one package beside `prelude.go`, and the executable runs those that it is told to, each under a header line with its seed.
//! A program that crashes takes the process with it, so the rest is run again without it; one that a compiler rejects is found by the file
//! names in the errors, or by halving.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use gorc_harness::process::{End, Streams, finish};

use crate::generate::entry;

const PRELUDE: &str = include_str!("prelude.go");

/// What each program's file begins with.
const IMPORTS: &str = "import (\n\t\"fmt\"\n\t\"iter\"\n\t\"math\"\n\t\"math/bits\"\n\t\"runtime\"\n\t\"strconv\"\n\t\"strings\"\n\t\"sync\"\n)\n\n\
var (\n\t_ = fmt.Sprint\n\t_ iter.Seq[int]\n\t_ = math.Sqrt\n\t_ = bits.Len\n\t_ = runtime.Gosched\n\t_ = strconv.Itoa\n\t_ = strings.Repeat\n\t_ sync.Mutex\n)\n\n";

/// A program as source, without the package clause.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its seed.
    pub seed: u64,
    /// Its declarations.
    pub text: String,
}

/// A compiler under comparison.
#[derive(Clone, Debug)]
pub struct Compiler {
    /// For messages, and as a file name.
    pub name: String,
    /// The command; it has `build -o OUT FILES`.
    pub path: PathBuf,
    /// Flags of `build`.
    pub flags: Vec<String>,
}

/// What became of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// What it wrote.
    Output(String),
    /// What it wrote until it crashed or hung, and how it ended.
    Crash(String),
    /// The compiler's errors.
    Rejected(String),
}

impl Outcome {
    /// The text, whatever it is.
    pub fn text(&self) -> &str {
        match self {
            Outcome::Output(t) | Outcome::Crash(t) | Outcome::Rejected(t) => t,
        }
    }
}

/// Longest time of a build or a run.
const TIME_LIMIT: Duration = Duration::from_secs(120);

/// Output as text, whatever it is.
fn text(output: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(output)
}

/// One source file that is a whole program.
pub fn single_file(source: &Source) -> String {
    let seed = source.seed;
    format!("{PRELUDE}\nvar programs = []program{{{{{seed}, {}}}}}\n\n{}", entry(seed), source.text)
}

impl Compiler {
    /// Builds the programs into one executable.
    fn build(&self, dir: &Path, sources: &[&Source]) -> Result<Result<PathBuf, String>, String> {
        let write = |name: &str, text: &str| std::fs::write(dir.join(name), text).map_err(|e| e.to_string());
        let table: String =
            sources.iter().map(|s| format!("\t{{{}, {}}},\n", s.seed, entry(s.seed))).collect();
        write("main.go", &format!("{PRELUDE}\nvar programs = []program{{\n{table}}}\n"))?;
        let mut files = vec!["main.go".to_owned()];
        for s in sources {
            let name = format!("p{}.go", s.seed);
            write(&name, &format!("package main\n\n{IMPORTS}{}", s.text))?;
            files.push(name);
        }
        let out = dir.join(&self.name);
        let mut command = Command::new(&self.path);
        command.arg("build").args(&self.flags).arg("-o").arg(&out).args(&files).current_dir(dir);
        let done = finish(command, TIME_LIMIT, Streams::Apart)?;
        Ok(match done.end {
            End::Code(0) => Ok(out),
            how => Err(format!("{how}\n{}{}", text(&done.stdout), text(&done.stderr))),
        })
    }

    /// What each program does when this compiler has compiled it.
    pub fn outcomes(&self, sources: &[&Source]) -> Result<BTreeMap<u64, Outcome>, String> {
        let mut out = BTreeMap::new();
        if sources.is_empty() {
            return Ok(out);
        }
        let dir = tempfile::tempdir().map_err(|e| e.to_string())?;
        match self.build(dir.path(), sources)? {
            Ok(executable) => run(&executable, sources, &mut out)?,
            Err(errors) if sources.len() == 1 => {
                out.insert(sources[0].seed, Outcome::Rejected(errors));
            }
            Err(errors) => {
                drop(dir);
                let named = |s: &&&Source| errors.contains(&format!("p{}.go", s.seed));
                let (mut bad, mut rest): (Vec<&Source>, Vec<&Source>) = sources.iter().partition(named);
                if bad.is_empty() || rest.is_empty() {
                    let all = sources.to_vec();
                    rest = all[..all.len() / 2].to_vec();
                    out.extend(self.outcomes(&all[all.len() / 2..])?);
                    bad.clear();
                }
                for s in bad {
                    out.extend(self.outcomes(&[s])?);
                }
                out.extend(self.outcomes(&rest)?);
            }
        }
        Ok(out)
    }
}

/// Runs an executable until each of its programs has an outcome.
fn run(executable: &Path, sources: &[&Source], out: &mut BTreeMap<u64, Outcome>) -> Result<(), String> {
    loop {
        let left: Vec<u64> = sources.iter().map(|s| s.seed).filter(|s| !out.contains_key(s)).collect();
        if left.is_empty() {
            return Ok(());
        }
        let mut command = Command::new(executable);
        command.args(left.iter().map(u64::to_string));
        let done = finish(command, Duration::from_secs(30), Streams::Apart)?;
        let mut current: Option<(u64, String)> = None;
        for line in text(&done.stdout).lines() {
            if let Some(seed) = line.strip_prefix("== ").and_then(|s| s.parse().ok()) {
                current = Some((seed, String::new()));
            } else if let Some((seed, text)) = &mut current {
                text.push_str(line);
                text.push('\n');
                if line.starts_with(&format!("-- {seed} ")) {
                    out.insert(*seed, Outcome::Output(std::mem::take(text)));
                    current = None;
                }
            }
        }
        let how = if done.end == End::Code(0) { "end".into() } else { done.end.to_string() };
        let stderr = text(&done.stderr);
        let first: Vec<&str> = stderr.lines().take(12).collect();
        match current {
            Some((seed, text)) => {
                out.insert(seed, Outcome::Crash(format!("{text}{how}\n{}\n", first.join("\n"))));
            }
            None => {
                // It failed before the first of them, or after the last.
                for seed in left {
                    let crash = || Outcome::Crash(format!("{how}\n{}\n", first.join("\n")));
                    out.entry(seed).or_insert_with(crash);
                }
            }
        }
    }
}
