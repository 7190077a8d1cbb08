//! What the golden tests share.

pub mod diff;
pub mod normal;
