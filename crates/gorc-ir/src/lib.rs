//! gorc-ir: see `ARCHITECTURE.md`.
