//! Packages of an installed SDK type-check without false errors. Skipped, with the reason printed, where there is none.
//! The test data of the official type checker is run by `gorc-conformance --types`.

mod support;

use gorc_loader::Loader;

#[test]
fn standard_packages_have_no_errors() {
    let Some(root) = gorc_harness::sdk::with_or_skip(support::LIBRARY) else { return };
    let mut p = Loader::new(Some(root.join("src")));
    p.whole = true;
    for path in [
        "strings",
        "sort",
        "strconv",
        "fmt",
        "reflect",
        "go/types",
        "net/http",
        "encoding/json",
        "text/template",
        "slices",
        "maps",
    ] {
        assert!(p.import(path).is_some(), "{path} cannot be loaded");
    }
    let errors = p.rendered();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}
