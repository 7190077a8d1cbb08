//! gorc-link: see `ARCHITECTURE.md`.
