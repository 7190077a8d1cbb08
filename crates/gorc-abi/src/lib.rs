//! gorc-abi: see `ARCHITECTURE.md`.
