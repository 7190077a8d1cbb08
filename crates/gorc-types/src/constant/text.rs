//! String constants. Concatenation keeps its two parts until somebody wants the bytes: each `+` of a long chain
//! is a constant of its own, and all their bytes together would be the square of what is written.

use std::fmt;
use std::sync::{Arc, OnceLock};

/// The bytes of a string constant; cheap to copy.
#[derive(Clone)]
pub struct Text(Arc<Node>);

struct Node {
    bytes: OnceLock<Box<[u8]>>,
    /// What `bytes` is made of, if it was not given.
    parts: Option<(Text, Text)>,
}

impl Text {
    /// These bytes.
    pub fn new(bytes: impl Into<Box<[u8]>>) -> Text {
        Text(Arc::new(Node { bytes: bytes.into().into(), parts: None }))
    }

    /// One text after the other.
    pub fn concat(a: &Text, b: &Text) -> Text {
        Text(Arc::new(Node { bytes: OnceLock::new(), parts: Some((a.clone(), b.clone())) }))
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        self.0.bytes.get_or_init(|| {
            let mut pieces: Vec<&[u8]> = Vec::new();
            // From the right, because chains are high on the left.
            let mut todo = vec![self];
            while let Some(text) = todo.pop() {
                match (text.0.bytes.get(), &text.0.parts) {
                    (None, Some((a, b))) => todo.extend([a, b]),
                    (bytes, _) => pieces.extend(bytes.map(|b| &**b)),
                }
            }
            pieces.reverse();
            pieces.concat().into()
        })
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // In a loop, lest a long chain recurse.
        let mut parts = self.parts.take();
        while let Some((a, _)) = parts {
            parts = Arc::into_inner(a.0).and_then(|mut node| node.parts.take());
        }
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&super::quote(self.bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn long_chains_take_space_for_what_is_written() {
        let piece = Text::new(vec![b'x'; 100]);
        let mut left = Text::new(*b"");
        for _ in 0..100_000 {
            left = Text::concat(&left, &piece);
        }
        assert_eq!(left.bytes().len(), 10_000_000);
        let text = Text::concat(&Text::concat(&Text::new(*b"a"), &Text::new(*b"b")), &Text::new(*b"c"));
        assert_eq!(Text::concat(&text, &text).bytes(), b"abcabc");
    }
}
