//! Heads of runtime objects that compiled code reads directly, and argument blocks.

/// Head of a channel: `len(ch)` and `cap(ch)` read these words.
#[repr(C)]
#[derive(Debug)]
pub struct HchanHead {
    /// Elements in the buffer.
    pub qcount: usize,
    /// Capacity of the buffer.
    pub dataqsiz: usize,
}

/// Head of a map: `len(m)` reads this word.
#[repr(C)]
#[derive(Debug)]
pub struct HmapHead {
    /// Number of entries.
    pub count: usize,
}

/// One case of a `select`: sends first, then receives, as `runtime.selectgo` takes them.
#[repr(C)]
#[derive(Debug)]
pub struct Scase {
    /// The channel, or null.
    pub c: *mut u8,
    /// The element to send, or where to put the received one (may be null).
    pub elem: *mut u8,
}

/// Iteration state of `range` over a map: compiled code reserves it in the frame (zeroed) and reads `key` and `elem`.
///
/// `key` is null at the end. The rest belongs to the runtime.
#[repr(C)]
#[derive(Debug)]
pub struct MapIter {
    /// Current key, null at the end.
    pub key: *mut u8,
    /// Current element.
    pub elem: *mut u8,
    /// The runtime's words.
    pub rest: [usize; 14],
}
