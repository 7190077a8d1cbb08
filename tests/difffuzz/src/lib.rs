//! Random valid Go programs, and whether two compilers agree on what they do.
//!
//! A seed is a program ([`generate`]), always the same one. [`build`] makes one executable of many programs per compiler and runs it,
//! [`compare`] finds the seeds on which the outputs differ, [`shrink`] makes the program of such a seed small. Programs are valid, end
//! (a counter of steps stops every loop and function), and do only what the specification defines: see the head of
//! `generate/effects.rs` for how the order of evaluation is kept defined. [`features`] is the table of what is generated how often.

pub mod build;
pub mod compare;
pub mod features;
pub mod generate;
pub mod rng;
pub mod shrink;
pub mod tree;
