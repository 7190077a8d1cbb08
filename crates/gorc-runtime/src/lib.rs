//! gorc-runtime: see `ARCHITECTURE.md`.
