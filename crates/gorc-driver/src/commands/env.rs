//! `gorc env`: what gorc goes by.

use crate::args::EnvArgs;
use crate::cache;
use crate::fail::Failure;
use crate::load::modfile;

/// Prints variables as `go env` does: all as assignments, or the values of some.
pub fn env(args: EnvArgs) -> Result<u8, Failure> {
    let cwd = super::working_directory()?;
    let module = modfile::find(&cwd, false).map_err(Failure::tool)?;
    let go_mod = module.map_or_else(|| "/dev/null".into(), |m| m.root.join("go.mod").display().to_string());
    let cache = cache::directory().map_or_else(|| "off".into(), |d| d.display().to_string());
    let variables = [
        ("GOARCH", "amd64".to_string()),
        ("GOFLAGS", super::variable("GOFLAGS")?),
        ("GOMOD", go_mod),
        ("GOOS", "linux".to_string()),
        ("GORCCACHE", cache),
        ("GORCSTD", "core".to_string()),
        ("GORCVERSION", env!("CARGO_PKG_VERSION").to_string()),
    ];
    let wanted = |name: &str| args.names.is_empty() || args.names.iter().any(|n| n == name);
    let mut text = String::new();
    if args.json {
        let fields: Vec<String> = variables
            .iter()
            .filter(|(name, _)| wanted(name))
            .map(|(name, value)| format!("\t{name:?}: {value:?}"))
            .collect();
        text += &format!("{{\n{}\n}}\n", fields.join(",\n"));
    } else if args.names.is_empty() {
        variables.iter().for_each(|(name, value)| text += &format!("{name}='{value}'\n"));
    } else {
        for name in &args.names {
            let value = variables.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value);
            text += &format!("{value}\n");
        }
    }
    crate::output::print(&text).map(|()| 0)
}
