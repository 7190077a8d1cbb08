//! The target and Cranelift's settings.
//!
//! The baseline is x86-64-v2 (SSE3 to SSE4.2, POPCNT: every processor since 2009), so that rounding and population count are
//! instructions and Cranelift never falls back to a library call: compiled code calls nothing but the runtime's symbols.

use cranelift_codegen::isa::{self, OwnedTargetIsa};
use cranelift_codegen::settings::{self, Configurable};

/// Builds the target; `quick` for functions so large that time matters more than their code.
pub fn target(optimize: bool, verify: bool, quick: bool) -> Result<OwnedTargetIsa, String> {
    let mut flags = settings::builder();
    let mut set =
        |name: &str, value: &str| flags.set(name, value).map_err(|e| format!("setting {name}: {e}"));
    set("opt_level", if optimize && !quick { "speed" } else { "none" })?;
    set("regalloc_algorithm", if quick { "single_pass" } else { "backtracking" })?;
    set("enable_alias_analysis", "true")?;
    set("enable_verifier", if verify { "true" } else { "false" })?;
    set("enable_pinned_reg", "true")?;
    set("preserve_frame_pointers", "true")?;
    set("enable_probestack", "false")?;
    set("unwind_info", "false")?;
    set("is_pic", "false")?;
    set("enable_table_access_spectre_mitigation", "false")?;
    set("enable_heap_access_spectre_mitigation", "false")?;
    let mut builder = isa::lookup_by_name("x86_64-unknown-linux-gnu").map_err(|e| e.to_string())?;
    for feature in ["has_sse3", "has_ssse3", "has_sse41", "has_sse42", "has_popcnt"] {
        builder.enable(feature).map_err(|e| format!("feature {feature}: {e}"))?;
    }
    builder.finish(settings::Flags::new(flags)).map_err(|e| e.to_string())
}
