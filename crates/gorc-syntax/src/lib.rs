//! gorc-syntax: see `ARCHITECTURE.md`.
