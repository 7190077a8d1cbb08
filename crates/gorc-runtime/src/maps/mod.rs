//! Go maps: open addressing over groups of eight slots with a control byte each.
//!
//! A control byte says empty, deleted, or holds seven bits of the hash; one SSE2 comparison finds the candidates of a group. A
//! probe visits groups in triangular steps and ends at a group with an empty slot. A map with at most eight entries is
//! one group, which may be quite full. Otherwise at most 7/8 of the slots are taken (deleted ones included); then all entries move to
//! a new table, twice as large unless most of what filled the old one was deleted. The old table is never written
//! again: an iterator that began on it goes on there and asks the new table what became of each key.
//!
//! Read next: `layout.rs`, `table.rs`, `iter.rs`; `entry.rs` for the calls of compiled code.

pub mod entry;
pub mod group;
pub mod iter;
pub mod layout;
pub mod reflect;
pub mod table;
