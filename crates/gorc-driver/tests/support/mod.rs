//! What tests share.

pub mod diff;
// No test needs all of it.
#[allow(dead_code)]
pub mod module;
pub mod normal;
