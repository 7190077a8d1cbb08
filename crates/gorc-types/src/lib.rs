//! gorc-types: see `ARCHITECTURE.md`.
