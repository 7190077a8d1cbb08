//! gorc-codegen: see `ARCHITECTURE.md`.
