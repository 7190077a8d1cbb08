//! What must not occur in source text at all: NUL bytes, byte order marks but at the start, invalid UTF-8.

use std::borrow::Cow;

use super::LexError;

/// What is said of a NUL.
pub(crate) const NUL: &str = "invalid NUL character";
/// What is said of a byte that belongs to no character.
pub(crate) const INVALID_UTF8: &str = "invalid UTF-8 encoding";

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Returns `src` without what must not occur in it, byte for byte at the same offsets: NULs and byte order marks become
/// blanks, invalid bytes `0xFF`. Each is reported, but for a byte order mark that begins the file.
pub(crate) fn clean(src: &[u8]) -> (Cow<'_, [u8]>, Vec<LexError>) {
    if let Ok(text) = str::from_utf8(src)
        && !src.contains(&0)
        && !text.contains('\u{feff}')
    {
        return (Cow::Borrowed(src), Vec::new());
    }
    let mut cleaned = src.to_vec();
    let mut errors = Vec::new();
    let mut offset = 0;
    for chunk in src.utf8_chunks() {
        for (at, c) in chunk.valid().char_indices() {
            let at = offset + at;
            match c {
                '\0' => {
                    errors.push((at as u32, NUL.to_owned()));
                    cleaned[at] = b' ';
                }
                '\u{feff}' => {
                    if at != 0 {
                        errors.push((at as u32, "invalid BOM in the middle of the file".to_owned()));
                    }
                    cleaned[at..at + BOM.len()].fill(b' ');
                }
                _ => {}
            }
        }
        offset += chunk.valid().len();
        for _ in chunk.invalid() {
            errors.push((offset as u32, INVALID_UTF8.to_owned()));
            cleaned[offset] = 0xff;
            offset += 1;
        }
    }
    (Cow::Owned(cleaned), errors)
}
