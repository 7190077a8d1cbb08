//! What tests of the checker share.

#![allow(dead_code)] // no test needs all of it

use gorc_loader::{Loader, Options};
use gorc_types::PkgId;

/// What an SDK must have for its packages to be imported: some are used that old ones do not have.
pub const LIBRARY: &str = "src/maps";

/// Just enough of some packages for tests that need no SDK.
pub const STUBS: &[(&str, &str)] = &[
    (
        "fmt",
        "package fmt\ntype Stringer interface{ String() string }\nfunc Println(a ...any) (int, error) { return 0, nil }\n",
    ),
    ("math", "package math\nconst Pi = 3.14159\nfunc Sqrt(x float64) float64\n"),
    ("os", "package os\nvar Args []string\nfunc Exit(code int)\n"),
];

/// How programs are checked.
pub const PROGRAM: Options = Options { whole: true, is_std: false, go_minor: 27 };

/// A loader that knows the stubs alone.
pub fn loader() -> Loader {
    let mut loader = Loader::new(None);
    loader.stubs = STUBS;
    loader
}

/// Checks one source as package `p` with the stubs as imports; the loader and the package.
pub fn check_source(src: &str) -> (Loader, PkgId) {
    let mut p = loader();
    let file = p.parse("x.go", src.as_bytes());
    let pkg = p.check("p", &[file], PROGRAM);
    (p, pkg)
}
