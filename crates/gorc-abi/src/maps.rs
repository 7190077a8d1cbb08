//! How large a small map is: compiled code keeps room for one in its frame.

/// Words of a map's header.
pub const HEADER_WORDS: usize = 7;
/// Entries of a group; a map with no more is one group.
pub const SLOTS: usize = 8;
/// Larger keys and elements are stored behind a pointer.
pub const MAX_INLINE: usize = 128;

/// A slot of a group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SlotLayout {
    /// Bytes of a slot.
    pub size: usize,
    /// Offset of the element.
    pub elem: usize,
}

/// The slot for keys and elements of these sizes and alignments.
pub const fn slot_layout(key: (usize, usize), elem: (usize, usize)) -> SlotLayout {
    let (key, elem) = (inline(key), inline(elem));
    let at = key.0.next_multiple_of(elem.1);
    let align = if key.1 > elem.1 { key.1 } else { elem.1 };
    let size = (at + elem.0).next_multiple_of(align);
    SlotLayout { size: if size == 0 { 1 } else { size }, elem: at }
}

/// Bytes of a group: control bytes and slots.
pub const fn group_size(slot: usize) -> usize {
    (SLOTS + SLOTS * slot).next_multiple_of(8)
}

const fn inline((size, align): (usize, usize)) -> (usize, usize) {
    match size {
        _ if size > MAX_INLINE => (8, 8),
        _ if align == 0 => (size, 1),
        _ => (size, align),
    }
}
