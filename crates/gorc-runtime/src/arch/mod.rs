//! One folder per architecture; everything written in assembly lives there.

pub mod amd64;
