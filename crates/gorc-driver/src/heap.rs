//! The compiler's memory allocator.
//!
//! A compiler allocates a lot, keeps most of it to its end and then exits. So small blocks are cut off the front of large
//! chunks, each thread having its own, and a freed block waits in a list of its size for the thread that freed it:
//! neither takes a lock or a system call, and chunks are never given back. They are aligned for huge pages, which
//! saves most of the page faults. Large blocks, and those of unusual alignment, are the system allocator's.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::ptr::{NonNull, null_mut};

use rustix::mm::{Advice, MapFlags, ProtFlags};

#[global_allocator]
static HEAP: Heap = Heap;

struct Heap;

/// Blocks larger than this are the system's: it can move them without copying.
const LARGEST: usize = 32 << 10;
/// The alignment of all blocks, and the smallest size.
const ALIGN: usize = 16;
/// Sizes rise in four steps to each doubling.
const CLASSES: usize = 40;
/// The alignment of chunks, the size of a huge page.
const HUGE: usize = 2 << 20;
/// The first chunk of a thread, and the largest: each is as large as all before it, so that short-lived threads and small
/// programs take little.
const FIRST_CHUNK: usize = 256 << 10;
const LARGEST_CHUNK: usize = 32 << 20;

/// A free block: the next one of its size.
struct Free {
    next: Option<NonNull<Free>>,
}

/// The blocks of one thread.
struct Local {
    free: [Option<NonNull<Free>>; CLASSES],
    /// The unused part of the chunk.
    next: *mut u8,
    room: usize,
    /// The size of all chunks.
    taken: usize,
}

thread_local! {
    // Without a destructor, so that it can be used from the first to the last instruction of a thread.
    static LOCAL: UnsafeCell<Local> = const {
        UnsafeCell::new(Local { free: [None; CLASSES], next: null_mut(), room: 0, taken: 0 })
    };
}

/// The class of a size up to [`LARGEST`], and the size of its blocks.
fn class(size: usize) -> (usize, usize) {
    let units = size.div_ceil(ALIGN).max(1);
    if units <= 4 {
        return (units - 1, units * ALIGN);
    }
    // Between 2^k and 2^(k+1) units there are four sizes.
    let doubling = (units - 1).ilog2() as usize;
    let step = 1 << (doubling - 2);
    let steps = units.div_ceil(step);
    (4 * (doubling - 1) + steps - 5, steps * step * ALIGN)
}

fn is_small(layout: Layout) -> bool {
    layout.size() <= LARGEST && layout.align() <= ALIGN
}

impl Local {
    fn alloc(&mut self, size: usize) -> *mut u8 {
        let (class, size) = class(size);
        if let Some(block) = self.free[class] {
            // SAFETY: blocks in the lists are free, and begin with a link.
            self.free[class] = unsafe { block.as_ref().next };
            return block.as_ptr().cast();
        }
        if size > self.room && !self.grow() {
            return null_mut();
        }
        let block = self.next;
        self.next = block.wrapping_add(size);
        self.room -= size;
        block
    }

    /// Begins another chunk; what is left of the last one is not used.
    #[cold]
    fn grow(&mut self) -> bool {
        let size = self.taken.clamp(FIRST_CHUNK, LARGEST_CHUNK);
        let align = if size < HUGE { 0 } else { HUGE };
        // SAFETY: a fresh mapping overlaps nothing.
        let mapped = unsafe {
            rustix::mm::mmap_anonymous(
                null_mut(),
                size + align,
                ProtFlags::READ | ProtFlags::WRITE,
                MapFlags::PRIVATE | MapFlags::NORESERVE,
            )
        };
        let Ok(mapped) = mapped else { return false };
        let mut start = mapped.cast::<u8>();
        if align != 0 {
            start = start.wrapping_add(start.align_offset(align));
            // Advice may be refused; then pages are small.
            // SAFETY: the range lies in the mapping, and this advice changes no contents.
            let _ = unsafe { rustix::mm::madvise(start.cast(), size, Advice::LinuxHugepage) };
        }
        self.next = start;
        self.room = size;
        self.taken += size;
        true
    }

    /// # Safety
    /// The block was allocated with this size by some thread's `alloc` and is not used any more.
    unsafe fn free(&mut self, block: *mut u8, size: usize) {
        let (class, _) = class(size);
        let Some(block) = NonNull::new(block.cast::<Free>()) else { return };
        // SAFETY: the block is at least as large and aligned as a link, and nobody else's.
        unsafe { block.write(Free { next: self.free[class] }) };
        self.free[class] = Some(block);
    }
}

/// Runs `f` with the thread's blocks.
fn local<T>(f: impl FnOnce(&mut Local) -> T) -> T {
    // SAFETY: nothing that runs in `f` allocates, so there is no other reference.
    LOCAL.with(|local| f(unsafe { &mut *local.get() }))
}

// SAFETY: blocks are disjoint parts of mappings that are never unmapped, at least as large and aligned as asked for; which
// of the two allocators a block belongs to follows from its layout.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if is_small(layout) {
            return local(|local| local.alloc(layout.size()));
        }
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !is_small(layout) {
            // SAFETY: the caller's promise.
            return unsafe { System.alloc_zeroed(layout) };
        }
        let block = local(|local| local.alloc(layout.size()));
        if !block.is_null() {
            // SAFETY: the block has this many bytes.
            unsafe { block.write_bytes(0, layout.size()) };
        }
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if is_small(layout) {
            // SAFETY: the caller's promise.
            return local(|local| unsafe { local.free(block, layout.size()) });
        }
        // SAFETY: the caller's promise, and a block of this layout is the system's.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller's promise: the size is possible with this alignment.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        match (is_small(layout), is_small(wanted)) {
            (true, true) if class(layout.size()) == class(size) => block,
            // SAFETY: the caller's promise.
            (false, false) => unsafe { System.realloc(block, layout, size) },
            // SAFETY: the caller's promise; the new block does not overlap the old one, and both have the smaller size.
            _ => unsafe {
                let new = self.alloc(wanted);
                if !new.is_null() {
                    new.copy_from_nonoverlapping(block, layout.size().min(size));
                    self.dealloc(block, layout);
                }
                new
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_dense_and_hold_their_sizes() {
        let mut last = (0, ALIGN);
        for size in 1..=LARGEST {
            let (class, block) = class(size);
            assert!(
                block >= size && block % ALIGN == 0 && block <= (size + size / 4).next_multiple_of(ALIGN)
            );
            assert!((class, block) == last || class == last.0 + 1 && block > last.1, "{size}");
            last = (class, block);
        }
        assert!(last.0 < CLASSES && last.1 == LARGEST);
    }

    #[test]
    fn blocks_do_not_overlap_and_keep_their_contents() {
        let threads: Vec<_> = (0..4u8)
            .map(|seed| {
                std::thread::spawn(move || {
                    let mut blocks: Vec<Vec<u8>> = Vec::new();
                    for i in 0..2000usize {
                        let value = seed.wrapping_mul(63).wrapping_add(i as u8);
                        let mut block = vec![value; i * 37 % 40_000];
                        block.resize(block.len() * 3 / 2, value);
                        if i % 3 == 2 {
                            blocks.swap_remove(i * 7 % blocks.len());
                        }
                        blocks.push(block);
                    }
                    blocks
                })
            })
            .collect();
        for thread in threads {
            // Freed by another thread than the one that allocated them.
            for block in thread.join().expect("thread") {
                assert!(block.iter().all(|&b| b == block[0]));
            }
        }
    }
}
