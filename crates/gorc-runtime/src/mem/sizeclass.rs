//! Size classes: which sizes small objects are rounded up to, and how many pages a span of each class has.
//!
//! The table is computed at compile time by this rule. Candidate sizes rise from 8 in steps: 8 bytes up to 32, 16 bytes
//! up to 128, then an eighth of the last power of two, and 256 bytes from 2048 on. A class gets the fewest pages that leave
//! at most an eighth of the span unused. A candidate that yields as many objects on as many pages as the one before
//! replaces it. Last, each size grows to the largest multiple of 128 that still gives the same number of objects.
//! `cap` after `append` shows these sizes to programs, so the rule gives the sizes that Go programs know.
//!
//! Read next: `span.rs`.

/// log2 of the allocator's page size.
pub const PAGE_SHIFT: usize = 13;
/// The unit of the page heap.
pub const PAGE_SIZE: usize = 1 << PAGE_SHIFT;
/// Largest size that comes from a size class (header included).
pub const MAX_SMALL: usize = 32768;
/// Number of classes, class 0 (large objects) included.
pub const NUM_CLASSES: usize = 68;
/// Class times two, plus one for spans without pointers.
pub const NUM_SPAN_CLASSES: usize = NUM_CLASSES * 2;
/// Bytes in front of an object with pointers that is too large for the heap bitmap: its type.
pub const HEADER: usize = 8;
/// Objects up to this size have their pointers in the heap bitmap.
pub const MAX_BITMAP_SIZE: usize = 512;

const SMALL_LIMIT: usize = 1024;
const SMALL_STEP: usize = 8;
const LARGE_STEP: usize = 128;

/// The computed table.
pub struct Classes {
    /// Object size of each class.
    pub size: [u16; NUM_CLASSES],
    /// Pages of a span of each class.
    pub pages: [u8; NUM_CLASSES],
    /// Class of each size up to 1024, in steps of 8.
    by_8: [u8; SMALL_LIMIT / SMALL_STEP + 1],
    /// Class of each larger size, in steps of 128 from 1024.
    by_128: [u8; (MAX_SMALL - SMALL_LIMIT) / LARGE_STEP + 1],
}

/// The one instance.
pub static CLASSES: Classes = build();

const fn step_after(size: usize, step: usize) -> usize {
    if !size.is_power_of_two() {
        step
    } else if size >= 2048 {
        256
    } else if size >= 128 {
        size / 8
    } else if size >= 32 {
        16
    } else {
        step
    }
}

const fn pages_for(size: usize) -> usize {
    let mut bytes = PAGE_SIZE;
    while bytes % size > bytes / 8 {
        bytes += PAGE_SIZE;
    }
    bytes / PAGE_SIZE
}

const fn build() -> Classes {
    let mut size = [0u16; NUM_CLASSES];
    let mut pages = [0u8; NUM_CLASSES];
    let mut n = 1;
    let mut step = 8;
    let mut s = 8;
    while s <= MAX_SMALL {
        step = step_after(s, step);
        let np = pages_for(s);
        let bytes = np * PAGE_SIZE;
        let same = n > 1 && np == pages[n - 1] as usize && bytes / s == bytes / size[n - 1] as usize;
        if same {
            n -= 1;
        }
        size[n] = s as u16;
        pages[n] = np as u8;
        n += 1;
        s += step;
    }
    assert!(n == NUM_CLASSES);
    let mut i = 1;
    while i < n {
        let bytes = pages[i] as usize * PAGE_SIZE;
        let grown = bytes / (bytes / size[i] as usize) / LARGE_STEP * LARGE_STEP;
        if grown > size[i] as usize {
            size[i] = grown as u16;
        }
        i += 1;
    }
    let mut by_8 = [0u8; SMALL_LIMIT / SMALL_STEP + 1];
    let mut by_128 = [0u8; (MAX_SMALL - SMALL_LIMIT) / LARGE_STEP + 1];
    fill(&mut by_8, &size, 0, SMALL_STEP);
    fill(&mut by_128, &size, SMALL_LIMIT, LARGE_STEP);
    Classes { size, pages, by_8, by_128 }
}

const fn fill(table: &mut [u8], size: &[u16; NUM_CLASSES], base: usize, step: usize) {
    let mut class = 1;
    let mut i = 0;
    while i < table.len() {
        while (size[class] as usize) < base + i * step {
            class += 1;
        }
        table[i] = class as u8;
        i += 1;
    }
}

/// Class of a small size (0 < `size` <= [`MAX_SMALL`]).
#[inline(always)]
pub fn class_of(size: usize) -> u8 {
    if size <= SMALL_LIMIT {
        CLASSES.by_8[size.div_ceil(SMALL_STEP)]
    } else {
        CLASSES.by_128[(size - SMALL_LIMIT).div_ceil(LARGE_STEP)]
    }
}

/// Object size of a class.
#[inline(always)]
pub fn class_size(class: u8) -> usize {
    CLASSES.size[class as usize] as usize
}

/// Whether an object with pointers carries a header.
#[inline(always)]
pub fn has_header(size: usize) -> bool {
    size > MAX_BITMAP_SIZE
}

/// The bytes an allocation of `size` can really use; `None` when rounding overflows.
pub fn round_up_size(size: usize, noscan: bool) -> Option<usize> {
    if size <= MAX_SMALL - HEADER {
        let header = if !noscan && has_header(size) { HEADER } else { 0 };
        if size == 0 {
            return Some(8);
        }
        return Some(class_size(class_of(size + header)) - header);
    }
    Some(size.checked_add(PAGE_SIZE - 1)? & !(PAGE_SIZE - 1))
}

#[cfg(test)]
mod tests {
    use super::{CLASSES, MAX_SMALL, NUM_CLASSES, PAGE_SIZE, class_of, class_size, round_up_size};

    #[test]
    fn classes_rise_and_waste_little() {
        for c in 1..NUM_CLASSES {
            let (size, bytes) = (CLASSES.size[c] as usize, CLASSES.pages[c] as usize * PAGE_SIZE);
            assert!(c == 1 || size > CLASSES.size[c - 1] as usize);
            assert!(size.is_multiple_of(8));
            assert!(bytes % size <= bytes / 8, "class {c} wastes too much");
        }
        assert_eq!(CLASSES.size[NUM_CLASSES - 1] as usize, MAX_SMALL);
    }

    #[test]
    fn each_size_gets_the_smallest_class() {
        for size in 1..=MAX_SMALL {
            let c = class_of(size);
            assert!(class_size(c) >= size);
            assert!(class_size(c - 1) < size);
        }
    }

    #[test]
    fn known_capacities() {
        assert_eq!(&CLASSES.size[1..10], &[8, 16, 24, 32, 48, 64, 80, 96, 112]);
        assert_eq!(round_up_size(40, true), Some(48));
        // append from 512 to 848 ints, and from 64 to 143 pointers.
        assert_eq!(round_up_size(832 * 8, true), Some(848 * 8));
        assert_eq!(round_up_size(128 * 8, false), Some(143 * 8));
        assert_eq!(round_up_size(40_000, true), Some(40_960));
        assert_eq!(round_up_size(usize::MAX, true), None);
    }
}
