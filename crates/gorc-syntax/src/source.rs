//! Source files and positions.
//!
//! A [`Pos`] is one `u32` for the whole program: the files of a [`SourceMap`] occupy consecutive ranges of
//! positions, each one longer than its file so that the end of a file has a position of its own. Only the map turns
//! positions into file, line and column, and it follows `//line` directives when asked to, as gc's messages do.

use std::fmt;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// A place in the program; 0 is "unknown". Positions of one file are ordered as its bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Pos(pub u32);

impl Pos {
    /// No known position.
    pub const NONE: Pos = Pos(0);

    /// Reports whether the position is known.
    pub fn is_known(self) -> bool {
        self.0 != 0
    }

    /// The position `n` bytes further.
    #[must_use]
    pub fn offset(self, n: u32) -> Pos {
        Pos(self.0 + n)
    }
}

impl fmt::Debug for Pos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", self.0)
    }
}

/// The number of a file in its [`SourceMap`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct FileId(pub u32);

/// A resolved position.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Location {
    /// The file's name as it was given to the map, or as a `//line` directive names it.
    pub file: Arc<str>,
    /// Line, from 1; 0 if unknown.
    pub line: u32,
    /// Column in bytes, from 1; 0 if unknown (after a `//line` directive without column).
    pub col: u32,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.col) {
            (0, _) => write!(f, "{}", self.file),
            (line, 0) => write!(f, "{}:{line}", self.file),
            (line, col) => write!(f, "{}:{line}:{col}", self.file),
        }
    }
}

/// One `//line` or `/*line*/` directive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineDirective {
    /// The offset in the file from which it holds.
    pub offset: u32,
    /// The file name it gives.
    pub file: Arc<str>,
    /// The line number of `offset`.
    pub line: u32,
    /// The column of `offset`, 0 if the directive gives none.
    pub col: u32,
}

/// One source file: its name, its bytes and its range of positions.
#[derive(Debug)]
pub struct SourceFile {
    id: FileId,
    name: Arc<str>,
    base: Pos,
    src: Box<[u8]>,
    lines: OnceLock<Vec<u32>>,
    directives: OnceLock<Vec<LineDirective>>,
}

impl SourceFile {
    /// A file that belongs to no map, its positions starting at 1: for tests and single-file tools.
    pub fn standalone(name: &str, src: impl Into<Box<[u8]>>) -> SourceFile {
        SourceFile::new(FileId(0), name, Pos(1), src.into())
    }

    fn new(id: FileId, name: &str, base: Pos, src: Box<[u8]>) -> SourceFile {
        SourceFile { id, name: name.into(), base, src, lines: OnceLock::new(), directives: OnceLock::new() }
    }

    /// The file's number in its map.
    pub fn id(&self) -> FileId {
        self.id
    }

    /// The name it was added under.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The position of the file's first byte.
    pub fn base(&self) -> Pos {
        self.base
    }

    /// Its bytes.
    pub fn src(&self) -> &[u8] {
        &self.src
    }

    /// Its length in bytes.
    pub fn len(&self) -> u32 {
        self.src.len() as u32
    }

    /// Reports whether the file has no bytes.
    pub fn is_empty(&self) -> bool {
        self.src.is_empty()
    }

    /// Reports whether `pos` lies in this file (its end included).
    pub fn contains(&self, pos: Pos) -> bool {
        pos >= self.base && pos.0 - self.base.0 <= self.len()
    }

    /// Line and column of `pos` in the file as it is on disk.
    pub fn line_col(&self, pos: Pos) -> (u32, u32) {
        let offset = pos.0.saturating_sub(self.base.0);
        let lines = self.lines();
        let line = lines.partition_point(|&start| start <= offset);
        (line as u32, offset - lines[line - 1] + 1)
    }

    /// Where `pos` is, following `//line` directives.
    pub fn location(&self, pos: Pos) -> Location {
        let (line, col) = self.line_col(pos);
        let offset = pos.0.saturating_sub(self.base.0);
        let directives = self.directives.get().map_or(&[][..], Vec::as_slice);
        let index = directives.partition_point(|d| d.offset <= offset);
        let Some(directive) = index.checked_sub(1).map(|i| &directives[i]) else {
            return Location { file: self.name.clone(), line, col };
        };
        let (from, from_col) = self.line_col(Pos(self.base.0 + directive.offset));
        let col = match (directive.col, line == from) {
            (0, _) => 0,
            (first, true) => first + (col - from_col),
            (_, false) => col,
        };
        Location { file: directive.file.clone(), line: directive.line + (line - from), col }
    }

    /// Records the file's line directives, in order of offset; only the first call counts.
    pub fn set_line_directives(&self, directives: Vec<LineDirective>) {
        let _ = self.directives.set(directives);
    }

    /// The offsets at which lines start.
    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let newlines = self.src.iter().enumerate().filter(|&(_, &b)| b == b'\n');
            std::iter::once(0).chain(newlines.map(|(i, _)| i as u32 + 1)).collect()
        })
    }
}

/// There are no positions left for a further file (4 GiB of source in all).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SourceMapFull;

impl fmt::Display for SourceMapFull {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too much source: a program may have at most 4 GiB")
    }
}

impl std::error::Error for SourceMapFull {}

/// All source files of a program. Files can be added from any thread.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: RwLock<Vec<Arc<SourceFile>>>,
}

impl SourceMap {
    /// An empty map.
    pub fn new() -> SourceMap {
        SourceMap::default()
    }

    /// Adds a file; `name` is what messages call it.
    pub fn add(&self, name: &str, src: impl Into<Box<[u8]>>) -> Result<Arc<SourceFile>, SourceMapFull> {
        let src = src.into();
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        let base = files.last().map_or(1, |last| last.base.0 + last.len() + 1);
        let end = u64::from(base) + src.len() as u64 + 1;
        if end >= u64::from(u32::MAX) {
            return Err(SourceMapFull);
        }
        let file = Arc::new(SourceFile::new(FileId(files.len() as u32), name, Pos(base), src));
        files.push(file.clone());
        Ok(file)
    }

    /// The file with this number.
    pub fn file(&self, id: FileId) -> Option<Arc<SourceFile>> {
        self.files.read().unwrap_or_else(PoisonError::into_inner).get(id.0 as usize).cloned()
    }

    /// The file in which `pos` lies.
    pub fn file_at(&self, pos: Pos) -> Option<Arc<SourceFile>> {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        let index = files.partition_point(|file| file.base <= pos).checked_sub(1)?;
        pos.is_known().then(|| files[index].clone())
    }

    /// Where `pos` is, following `//line` directives; an unknown position has an empty file name and line 0.
    pub fn location(&self, pos: Pos) -> Location {
        match self.file_at(pos) {
            Some(file) => file.location(pos),
            None => Location { file: "".into(), line: 0, col: 0 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_resolve_across_files() {
        let map = SourceMap::new();
        let a = map.add("a.go", *b"ab\ncd").expect("room");
        let b = map.add("b.go", *b"\n\nx").expect("room");
        assert_eq!(map.location(a.base().offset(4)).to_string(), "a.go:2:2");
        assert_eq!(map.location(a.base().offset(5)).to_string(), "a.go:2:3");
        assert_eq!(map.location(b.base()).to_string(), "b.go:1:1");
        assert_eq!(map.location(b.base().offset(2)).to_string(), "b.go:3:1");
        assert_eq!(map.location(Pos::NONE).line, 0);
    }

    #[test]
    fn line_directives_apply_from_their_offset() {
        let file = SourceFile::standalone("a.go", *b"x\n//line y.go:10\nfoo\nbar\n");
        let directive = LineDirective { offset: 17, file: "y.go".into(), line: 10, col: 0 };
        file.set_line_directives(vec![directive]);
        assert_eq!(file.location(Pos(1)).to_string(), "a.go:1:1");
        assert_eq!(file.location(Pos(18)).to_string(), "y.go:10");
        assert_eq!(file.location(Pos(23)).to_string(), "y.go:11");
    }
}
