//! The whole compiler survives every prefix of a Go file that ends between declarations.
//!
//! The files are those of the repository's programs and, where an SDK is installed, those of Go's own test suites. A
//! prefix without `main` gets one that refers to all its functions and types, so that they are compiled; packages that
//! are no programs become some. A run compiles some of the files; `GORC_PREFIXES=all` compiles all,
//! `GORC_PREFIXES_PART=i/n` a share of them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use gorc_harness::corpus::{go_files, share, suite_files};
use gorc_harness::root;
use gorc_syntax::ast::{DeclKind, ExprKind};
use gorc_syntax::{SourceFile, parse_file};

/// Longer files are data.
const LONGEST: usize = 60_000;

/// A compilation that takes longer is a hang.
const PATIENCE: Duration = Duration::from_secs(120);

/// The programs to compile for a file: its declarations up to each, the last being the whole file.
fn programs(text: &[u8]) -> Vec<Vec<u8>> {
    let source = SourceFile::standalone("x.go", text);
    let (file, errors) = parse_file(&source);
    let Some(name) = file.name.filter(|_| errors.is_empty()) else { return Vec::new() };
    let name_at = (file[name].pos.0 - source.base().0) as usize;
    let name_end = name_at + file.package_name().as_str().len();
    let text_of = |id: gorc_syntax::ast::ExprId| match file[id].kind {
        ExprKind::Ident(symbol) => symbol.as_str(),
        _ => "_",
    };
    let (mut uses, mut has_main, mut programs) = (String::new(), false, Vec::new());
    let decls = &file[file.decls];
    for (i, &decl) in decls.iter().enumerate() {
        match file[decl].kind {
            DeclKind::Import { .. } => continue,
            DeclKind::Func { recv: None, name, tparams, .. } if tparams.is_empty() => match text_of(name) {
                "main" => has_main = true,
                "init" | "_" => {}
                name => uses += &format!("; gorcSink = {name}"),
            },
            DeclKind::Type { name, tparams, .. } if tparams.is_empty() && text_of(name) != "_" => {
                uses += &format!("; gorcSink = (*{})(nil)", text_of(name));
            }
            _ => {}
        }
        let end = decls.get(i + 1).map_or(text.len(), |&next| (file[next].pos.0 - source.base().0) as usize);
        // The next declaration of a group begins behind its keyword.
        let body = text[name_end..end].trim_ascii_end();
        let body = ["func", "type", "var", "const", "import"]
            .iter()
            .find_map(|word| body.strip_suffix(word.as_bytes()))
            .unwrap_or(body);
        let mut program = [&text[..name_at], b"main", body, b"\n"].concat();
        if !has_main {
            program.extend(
                format!("\nvar gorcSink any\n\nfunc main() {{ {} }}\n", uses.trim_start_matches("; "))
                    .bytes(),
            );
        }
        programs.push(program);
    }
    programs
}

/// Compiles a program; what went wrong, unless the program is just no good.
fn fault(file: &Path, out: &Path) -> Option<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gorc"));
    command.arg("build").arg("-o").arg(out).arg(file).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("gorc starts");
    let mut stderr = child.stderr.take().expect("it is piped");
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        let _ = std::io::Read::read_to_end(&mut stderr, &mut text);
        String::from_utf8_lossy(&text).into_owned()
    });
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            let _ = child.wait();
            return Some(format!("hang: no end after {PATIENCE:?}"));
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let text = reader.join().unwrap_or_default();
    let ended = matches!(status.code(), Some(0 | 1)) && !text.contains("internal compiler error");
    (!ended).then(|| format!("{status}: {}", text.lines().take(3).collect::<Vec<_>>().join("\n")))
}

fn compile(files: &[PathBuf]) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let (path, out) = (dir.path().join("x.go"), dir.path().join("x"));
    let (mut count, mut failures) = (0, Vec::new());
    for file in files {
        let Ok(text) = std::fs::read(file) else { continue };
        if text.len() > LONGEST {
            continue;
        }
        for (i, program) in programs(&text).into_iter().enumerate() {
            count += 1;
            std::fs::write(&path, &program).expect("writable");
            if let Some(fault) = fault(&path, &out) {
                eprintln!("{}, prefix of {} declarations: {fault}", file.display(), i + 1);
                failures.push((file.clone(), i + 1));
            }
        }
    }
    eprintln!("{count} prefixes of {} files compiled", files.len());
    assert!(failures.is_empty(), "{failures:?}");
}

#[test]
fn prefixes_of_the_repositorys_programs() {
    let mut files = go_files(&root().join("lang-examples"));
    files.extend(go_files(&root().join("tests/golden")));
    compile(&share(files, 40));
}

#[test]
fn prefixes_of_the_suites_files() {
    compile(&share(suite_files(), 500));
}
