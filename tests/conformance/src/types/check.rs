//! Checks one package of the test data and compares what is reported with its markers.
//!
//! A [`Workshop`] belongs to a thread: its checker keeps the packages that tests import, which are the declarations of the SDK
//! the test data came with.

use std::path::{Path, PathBuf};

use gorc_loader::{Loader, Options};
use gorc_syntax::constraint::matches_source;
use gorc_syntax::{Diagnostic, File, Pos};

use super::markers::{self, Marker};

/// What came of a test.
#[derive(Default)]
pub struct Report {
    /// Markers in its files.
    pub markers: usize,
    /// Those for which the error was reported.
    pub matched: usize,
    /// Errors for which there is no marker.
    pub unexpected: usize,
    /// What is wrong, a line each; empty if the test passes.
    pub complaints: Vec<String>,
    /// Why the test says nothing about this compiler.
    pub excluded: Option<&'static str>,
}

/// A checker with the packages imported so far.
pub struct Workshop {
    loader: Loader,
}

struct TestFile {
    name: String,
    ast: &'static File,
    markers: Vec<Marker>,
}

impl Workshop {
    /// A workshop that finds imports below `src`.
    pub fn new(src: &Path) -> Workshop {
        let mut loader = Loader::new(Some(src.into()));
        loader.checker.check_types_only();
        loader.checker.declare_test_functions();
        Workshop { loader }
    }

    /// Checks the files of a test; errors may be `tolerance` columns away from their markers.
    pub fn test(&mut self, paths: &[PathBuf], tolerance: u32) -> Report {
        let mut report = Report::default();
        if let Err(complaint) = self.try_test(paths, tolerance, &mut report) {
            report.complaints.push(complaint);
        }
        report
    }

    fn try_test(&mut self, paths: &[PathBuf], tolerance: u32, report: &mut Report) -> Result<(), String> {
        self.loader.syntax_errors.clear();
        let mut files = Vec::new();
        let mut flags = None;
        for path in paths {
            let src = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
            if !matches_source(&src, &self.loader.tags).unwrap_or(true) {
                continue;
            }
            if flags.is_none() {
                flags = Some(Flags::read(&src)?);
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let markers = markers::read(&src)?;
            report.markers += markers.len();
            let ast = self.loader.parse(&path.to_string_lossy(), &src);
            files.push(TestFile { name, ast, markers });
        }
        let Some(flags) = flags else {
            report.excluded = Some("build constraints");
            return Ok(());
        };
        if flags.cgo {
            report.markers = 0;
            report.excluded = Some("cgo");
            return Ok(());
        }
        let mut diagnostics = std::mem::take(&mut self.loader.syntax_errors);
        let asts: Vec<&'static File> = files.iter().map(|f| f.ast).collect();
        // What may be wrong with an import is no matter of the test.
        self.loader.imports(&asts);
        self.loader.checker.take_diagnostics();
        let options = Options { whole: true, is_std: false, go_minor: flags.go_minor };
        self.loader.check("p", &asts, options);
        let found = self.loader.checker.take_diagnostics();
        // That a function has no body is found after type checking.
        diagnostics.extend(found.into_iter().filter(|d| d.code != "MissingBody"));
        self.compare(files, &diagnostics, tolerance, report);
        Ok(())
    }

    fn compare(
        &self,
        mut files: Vec<TestFile>,
        diagnostics: &[Diagnostic],
        tolerance: u32,
        report: &mut Report,
    ) {
        for diagnostic in diagnostics {
            let (name, line, col) = self.place(diagnostic.pos);
            let message = self.message(diagnostic);
            let markers = files.iter_mut().find(|f| f.name == name).map(|f| &mut f.markers);
            let candidates = markers.iter().flat_map(|m| m.iter().enumerate());
            let best = candidates
                .filter(|(_, m)| m.line == line && m.accepts(&message))
                .min_by_key(|(_, m)| m.col.abs_diff(col))
                .map(|(i, _)| i);
            let Some((best, markers)) = best.zip(markers) else {
                report.unexpected += 1;
                report.complaints.push(format!("{name}:{line}:{col}: unexpected: {message}"));
                continue;
            };
            let marker = markers.remove(best);
            report.matched += 1;
            if marker.col.abs_diff(col) > tolerance {
                report.complaints.push(format!("{name}:{line}:{col}: column should be {}", marker.col));
            }
        }
        for file in &files {
            for m in &file.markers {
                let complaint = format!("{}:{}:{}: missing: {}", file.name, m.line, m.col, m.pattern);
                report.complaints.push(complaint);
            }
        }
    }

    /// File name, line and column as they are on disk.
    fn place(&self, pos: Pos) -> (String, u32, u32) {
        let Some(file) = self.loader.sources.file_at(pos) else { return (String::new(), 0, 0) };
        let (line, col) = file.line_col(pos);
        (file.name().rsplit('/').next().unwrap_or("").into(), line, col)
    }

    /// A message with all that is printed with it.
    fn message(&self, diagnostic: &Diagnostic) -> String {
        let inner = |pos, line_only| {
            let (name, line, col) = self.place(pos);
            if line_only { line.to_string() } else { format!("{name}:{line}:{col}") }
        };
        let mut out = reworded(&gorc_types::expand_places(&diagnostic.message, &inner));
        for (pos, text) in &diagnostic.notes {
            out += &format!("\n\t{}: {}", inner(*pos, false), gorc_types::expand_places(text, &inner));
        }
        out
    }
}

/// gc checks labels while parsing and has other words for what is wrong with them than the type checker, whose tests these are.
fn reworded(message: &str) -> String {
    if let Some(label) = message.strip_prefix("label ").and_then(|m| m.strip_suffix(" defined and not used"))
    {
        return format!("label {label} declared and not used");
    }
    if let Some(label) = message.strip_prefix("label ").and_then(|m| m.strip_suffix(" not defined")) {
        return format!("label {label} not declared");
    }
    if let Some((label, _)) = message.split_once(" already defined at ").filter(|m| m.0.starts_with("label "))
    {
        return format!("{label} already declared");
    }
    if let Some((verb, label)) = message.split_once(" label not defined: ") {
        return format!("invalid {verb} label {label}");
    }
    if let (true, Some((goto, at))) =
        (message.starts_with("goto "), message.split_once(" jumps over declaration of "))
    {
        let line = at.rsplit(':').nth(1).unwrap_or("");
        return format!("{goto} jumps over variable declaration at line {line}");
    }
    message.to_owned()
}

/// What the first line of a test may set: `// -lang=go1.17`.
#[derive(Default)]
struct Flags {
    go_minor: u32,
    cgo: bool,
}

impl Flags {
    fn read(src: &[u8]) -> Result<Flags, String> {
        let line = String::from_utf8_lossy(src.split(|&b| b == b'\n').next().unwrap_or_default());
        let mut flags = Flags::default();
        let Some(words) = line.strip_prefix("//").map(str::trim_start).filter(|l| l.starts_with('-')) else {
            return Ok(flags);
        };
        for word in words.split_whitespace() {
            match word.trim_start_matches('-').split_once('=') {
                Some(("lang", version)) => {
                    let minor = version.strip_prefix("go1.").and_then(|m| m.parse().ok());
                    flags.go_minor = minor.ok_or_else(|| format!("unknown version {version}"))?;
                }
                // What these switch on, or off again, is how the language is now.
                Some(("gotypesalias" | "goexperiment", _)) => {}
                None if word == "-fakeImportC" => flags.cgo = true,
                _ => return Err(format!("unknown flag {word}")),
            }
        }
        Ok(flags)
    }
}
