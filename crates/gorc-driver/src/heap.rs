//! The compiler's memory allocator: it allocates a lot from many threads and keeps most of it to its end.

use mimalloc::MiMalloc;

#[global_allocator]
static HEAP: MiMalloc = MiMalloc;
