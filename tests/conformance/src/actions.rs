//! What each directive asks for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::directive::Directive;
use crate::errors;
use crate::module::{self, Package};
use crate::process::{Finished, finish};
use crate::shim::Shim;
use crate::{Config, Outcome};

/// What is wrong with a test.
type Failure = String;

/// Does what the directive says.
pub fn perform(config: &Config, path: &Path, directive: &Directive) -> Outcome {
    let test = match Test::new(config, path, directive) {
        Ok(test) => test,
        Err(why) => return Outcome::Fail(why),
    };
    if test.has_assembly() {
        return Outcome::Excluded("has assembly files");
    }
    if config.stress.is_on() && !directive.action.contains("run") {
        return Outcome::Excluded("runs nothing");
    }
    let result = match directive.action.as_str() {
        "run" | "buildrun" => test.run(),
        "runoutput" => test.run_output(),
        "build" | "compile" => test.compile(),
        "errorcheck" => test.error_check(test.path),
        "errorcheckoutput" => test.error_check_output(),
        "rundir" | "buildrundir" => test.run_dir(),
        "builddir" | "compiledir" => test.compile_dir(),
        "errorcheckdir" => test.error_check_dir(),
        "errorcheckandrundir" => test.error_check_dir().and_then(|()| test.run_dir()),
        "runindir" => test.run_in_dir(),
        _ => return Outcome::Excluded("has a directive that is not supported"),
    };
    result.map_or_else(Outcome::Fail, |()| Outcome::Pass)
}

/// A program that was built, and how it is to be run.
struct Program<'a> {
    config: &'a Config,
    path: PathBuf,
    args: Vec<&'a String>,
    dir: PathBuf,
}

impl Program<'_> {
    /// Runs it; returns what it printed.
    fn output(&self, godebug: &str) -> Result<String, Failure> {
        Ok(self.run(godebug)?.output)
    }

    fn run(&self, godebug: &str) -> Result<Finished, Failure> {
        let mut run = Command::new(&self.path);
        run.args(&self.args).current_dir(&self.dir);
        let shim = Shim::new()?;
        shim.offer(&mut run, &self.config.gorc, &self.config.suite);
        if !godebug.is_empty() {
            run.env("GODEBUG", godebug);
        }
        let done = finish(run)?;
        if !done.ok() {
            return Err(format!("exit code {:?}: {}", done.code, done.output));
        }
        Ok(done)
    }
}

struct Test<'a> {
    config: &'a Config,
    path: &'a Path,
    directive: &'a Directive,
    /// Where it is built.
    temp: tempfile::TempDir,
}

impl<'a> Test<'a> {
    fn new(config: &'a Config, path: &'a Path, directive: &'a Directive) -> Result<Self, Failure> {
        let temp = tempfile::tempdir().map_err(|e| e.to_string())?;
        Ok(Test { config, path, directive, temp })
    }

    /// The directory `NAME.dir` beside `NAME.go`.
    fn dir(&self) -> PathBuf {
        self.path.with_extension("dir")
    }

    /// Is a part of the test in assembly, which gorc does not read?
    fn has_assembly(&self) -> bool {
        let files = fs::read_dir(self.dir()).into_iter().flatten().flatten();
        files.into_iter().any(|f| f.path().extension().is_some_and(|e| e == "s"))
    }

    /// Does the test say that it is the whole package, so that functions must have bodies?
    fn is_complete(&self) -> bool {
        self.directive.args.iter().any(|a| a == "-complete")
    }

    /// The language version that `-lang=` asks for.
    fn lang(&self) -> &str {
        let flag = self.directive.args.iter().find_map(|a| a.strip_prefix("-lang=go"));
        flag.unwrap_or("1.27")
    }

    /// Arguments for the program: those behind the flags that name no source file.
    fn program_args(&self) -> impl Iterator<Item = &String> {
        self.directive.args.iter().filter(|a| !a.starts_with('-') && !a.ends_with(".go"))
    }

    /// Copies the further files of the program that the directive names beside its first.
    fn copy_extra_files(&self, dir: &Path) -> Result<Vec<String>, Failure> {
        let mut names = Vec::new();
        for arg in self.directive.args.iter().filter(|a| a.ends_with(".go")) {
            let name = arg.trim_start_matches("./");
            fs::copy(self.path.with_file_name(name), dir.join(name)).map_err(|e| e.to_string())?;
            names.push(name.to_owned());
        }
        Ok(names)
    }

    fn gorc(&self, command: &str, dir: &Path) -> Command {
        let mut c = Command::new(&self.config.gorc);
        c.arg(command).arg("--std=core").current_dir(dir).env("GORCCACHE", "off");
        // Files that are named do not have the language version of the module around them.
        c.arg(format!("--gcflags=-lang=go{}", self.lang()));
        c
    }

    /// Copies the test's file into a module of its own, with the language version it wants.
    fn copy_file(&self, source: &Path) -> Result<(PathBuf, String), Failure> {
        let io = |e: std::io::Error| e.to_string();
        let name = source.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let dir = self.temp.path().join("file");
        fs::create_dir_all(&dir).map_err(io)?;
        fs::copy(source, dir.join(&name)).map_err(io)?;
        fs::write(dir.join("go.mod"), format!("module test\n\ngo {}\n", self.lang())).map_err(io)?;
        Ok((dir, name))
    }

    /// Builds a program from files or a folder.
    fn build(&self, dir: &Path, what: &[&str]) -> Result<PathBuf, Failure> {
        let out = self.temp.path().join("program");
        let mut build = self.gorc("build", dir);
        if self.config.stress.unoptimised {
            build.arg("-O0");
        }
        build.arg("-o").arg(&out).args(what);
        let done = finish(build)?;
        if !done.ok() {
            return Err(format!("build: {}", done.output));
        }
        Ok(out)
    }

    /// Builds a file, with the further files that `run other.go …` names.
    fn program(&self, source: &Path) -> Result<Program<'_>, Failure> {
        let (dir, name) = self.copy_file(source)?;
        let extra = if source == self.path { self.copy_extra_files(&dir)? } else { Vec::new() };
        let mut files = vec![name.as_str()];
        files.extend(extra.iter().map(String::as_str));
        let path = self.build(&dir, &files)?;
        // The suite's programs run in its root: some read its files.
        let dir = self.config.suite.clone();
        Ok(Program { path, args: self.program_args().collect(), dir, config: self.config })
    }

    /// Runs a program and compares what it prints; under stress in every mode.
    fn expect(&self, program: &Program) -> Result<(), Failure> {
        let stress = &self.config.stress;
        if !stress.is_on() {
            return self.expect_output(&program.output("")?);
        }
        let name = self.path.strip_prefix(&self.config.suite).unwrap_or(self.path).to_string_lossy();
        let failures: Vec<String> = (stress.modes.iter().filter(|m| stress.applies(m, &name)))
            .filter_map(|m| {
                let result = program.output(&m.godebug).and_then(|output| self.expect_output(&output));
                result.err().map(|why| format!("{}: {why}", m.name))
            })
            .collect();
        if failures.is_empty() { Ok(()) } else { Err(failures.join("; ")) }
    }

    /// Compares with the `.out` file; without one nothing may be printed.
    fn expect_output(&self, output: &str) -> Result<(), Failure> {
        let want = fs::read_to_string(self.path.with_extension("out")).unwrap_or_default();
        if output == want {
            return Ok(());
        }
        let differ = output.lines().zip(want.lines()).find(|(a, b)| a != b);
        Err(match differ {
            Some((got, want)) => format!("output: got `{got}` want `{want}`"),
            None => format!(
                "output: got {} lines, want {}: {output}",
                output.lines().count(),
                want.lines().count()
            ),
        })
    }

    fn run(&self) -> Result<(), Failure> {
        self.expect(&self.program(self.path)?)
    }

    fn run_output(&self) -> Result<(), Failure> {
        // `runoutput ./rotate.go` names further files of the generator.
        let text = self.program(self.path)?.output("")?;
        let first = self.temp.path().join("generated.go");
        fs::write(&first, text).map_err(|e| e.to_string())?;
        self.expect(&self.program(&first)?)
    }

    /// Everything must compile, `main` packages without a function `main` too; a package that is no program is checked.
    fn compile(&self) -> Result<(), Failure> {
        let (dir, name) = self.copy_file(self.path)?;
        self.compile_only(&dir, &name)
    }

    fn compile_only(&self, dir: &Path, what: &str) -> Result<(), Failure> {
        let mut build = self.gorc("build", dir);
        build.arg("--emit=obj").arg("-o").arg(self.temp.path().join("out.o")).arg(what);
        let done = finish(build)?;
        if done.ok() || done.code == Some(1) && without_bodies(&done.output).is_empty() {
            return Ok(());
        }
        Err(format!("build: {}", done.output))
    }

    /// The messages for what a program prints.
    fn error_check_output(&self) -> Result<(), Failure> {
        let text = self.program(self.path)?.run("")?.bytes;
        let generated = self.temp.path().join("tmp__.go");
        fs::write(&generated, text).map_err(|e| e.to_string())?;
        self.error_check(&generated)
    }

    fn error_check(&self, path: &Path) -> Result<(), Failure> {
        let (dir, name) = self.copy_file(path)?;
        let bytes = fs::read(path).map_err(|e| e.to_string())?;
        let files = [(name.clone(), String::from_utf8_lossy(&bytes).into_owned())];
        let limited = self.directive.args.iter().any(|a| a == "-e=0");
        let as_std = self.directive.args.iter().any(|a| a == "-std");
        self.with_any_library(&dir, |mut check| {
            check.args(if limited { None } else { Some("-e") });
            check.args(as_std.then_some("--as-std")).arg(&name);
            let done = finish(check)?;
            if self.is_complete() { compare(&files, &done, &done.output) } else { judge(&files, &done) }
        })
    }

    /// Checks with gorc's core library; a test that fails may need a package which that lacks, or speak of what is inside
    /// one, so it gets the library of its own SDK too.
    fn with_any_library(
        &self,
        dir: &Path,
        check: impl Fn(Command) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let core = check(self.gorc("check", dir));
        let root = self.config.suite.parent().filter(|root| root.join("src/fmt").is_dir());
        let (Err(_), Some(root)) = (&core, root) else { return core };
        let mut sdk = Command::new(&self.config.gorc);
        sdk.args(["check", "--std=sdk"])
            .arg(format!("--gcflags=-lang=go{}", self.lang()))
            .current_dir(dir)
            .env("GOROOT", root)
            .env("GORCCACHE", "off");
        check(sdk).or(core)
    }

    /// Lays the test's directory out as a module.
    fn module(&self) -> Result<(Vec<Package>, Vec<PathBuf>), Failure> {
        let single = self.directive.args.iter().any(|a| a == "-s");
        let packages = module::packages(&self.dir(), single)?;
        let root = self.temp.path().join("module");
        fs::create_dir_all(&root).map_err(|e| e.to_string())?;
        let folders = module::lay_out(&self.dir(), &packages, &root, self.lang())?;
        Ok((packages, folders))
    }

    fn run_dir(&self) -> Result<(), Failure> {
        let (packages, folders) = self.module()?;
        let main = packages.iter().position(|p| p.name == "main").ok_or("has no main package")?;
        let path = self.build(&folders[main], &["."])?;
        self.expect(&Program { path, args: Vec::new(), dir: PathBuf::from("."), config: self.config })
    }

    fn compile_dir(&self) -> Result<(), Failure> {
        let (_, folders) = self.module()?;
        for folder in folders {
            self.compile_only(&folder, ".")?;
        }
        Ok(())
    }

    fn error_check_dir(&self) -> Result<(), Failure> {
        let (packages, folders) = self.module()?;
        for (package, folder) in packages.iter().zip(folders) {
            let mut files = Vec::new();
            for file in &package.files {
                let bytes = fs::read(self.dir().join(file)).map_err(|e| e.to_string())?;
                files.push((file.clone(), String::from_utf8_lossy(&bytes).into_owned()));
            }
            self.with_any_library(&folder, |mut check| {
                check.args(["-e", "."]);
                judge(&files, &finish(check)?)
            })?;
        }
        Ok(())
    }

    fn run_in_dir(&self) -> Result<(), Failure> {
        let root = self.temp.path().join("module");
        copy_tree(&self.dir(), &root)?;
        if !root.join("go.mod").exists() {
            // The suite's runner names the module after the directory.
            let name = self.dir().file_name().unwrap_or_default().to_string_lossy().into_owned();
            fs::write(root.join("go.mod"), format!("module {name}\n\ngo {}\n", self.lang()))
                .map_err(|e| e.to_string())?;
        }
        let path = self.build(&root, &["."])?;
        self.expect(&Program { path, args: Vec::new(), dir: root, config: self.config })
    }
}

/// Compares messages with markers, but for `missing function body`.
fn judge(files: &[(String, String)], done: &Finished) -> Result<(), Failure> {
    compare(files, done, &without_bodies(&done.output))
}

/// Compares messages with markers; a crash of the compiler is a failure whatever it printed.
fn compare(files: &[(String, String)], done: &Finished, output: &str) -> Result<(), Failure> {
    if !matches!(done.code, Some(0 | 1)) {
        return Err(format!("exit code {:?}: {}", done.code, done.output));
    }
    let complaints = errors::compare(files, output);
    if complaints.is_empty() { Ok(()) } else { Err(complaints) }
}

/// The messages but for `missing function body`: the suite's runner compiles as if an assembly file could have the body.
fn without_bodies(output: &str) -> String {
    let kept = output.lines().filter(|l| !l.ends_with(": missing function body") && !l.starts_with("# "));
    kept.map(|l| format!("{l}\n")).collect()
}

fn copy_tree(from: &Path, to: &Path) -> Result<(), Failure> {
    let io = |e: std::io::Error| e.to_string();
    fs::create_dir_all(to).map_err(io)?;
    for entry in fs::read_dir(from).map_err(io)?.flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target).map_err(io)?;
        }
    }
    Ok(())
}
