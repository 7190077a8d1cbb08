//! The function table: from a pc to function, file and line, inlined calls included.
//!
//! The layout is `gorc_abi::moduledata`; the linker writes it. All lookups take a [`Tables`], so that they can be tested on
//! made-up tables; [`tables`] is the running program's.

use gorc_abi::leb128::{read_sleb, read_uleb};
use gorc_abi::moduledata::{FuncEntry, ModuleData};

/// The tables of an image as slices.
#[derive(Clone, Copy)]
pub struct Tables<'a> {
    /// Sorted by start, sentinel at the end.
    pub funcs: &'a [FuncEntry],
    /// Names, line programs, inline records.
    pub pctab: &'a [u8],
    /// Offsets of file names.
    pub files: &'a [u32],
}

/// A position within a function, with the chain of inlined calls: see [`Tables::frames`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Frame<'a> {
    /// Name of the (maybe inlined) function.
    pub name: &'a str,
    /// File of the position.
    pub file: &'a str,
    /// Its line, 0 if unknown.
    pub line: u32,
    /// The call was inlined into the next frame's function.
    pub inlined: bool,
}

unsafe extern "C" {
    #[cfg(feature = "standalone")]
    #[link_name = "runtime.firstmoduledata"]
    static MODULEDATA: ModuleData;
}

/// Description of the running image; null on the host.
pub fn moduledata() -> *const ModuleData {
    #[cfg(feature = "standalone")]
    {
        &raw const MODULEDATA
    }
    #[cfg(not(feature = "standalone"))]
    {
        core::ptr::null()
    }
}

/// The running program's tables.
pub fn tables() -> Tables<'static> {
    let md = moduledata();
    if md.is_null() {
        return Tables { funcs: &[], pctab: &[], files: &[] };
    }
    // SAFETY: the linker filled in addresses and lengths of read-only tables.
    unsafe {
        let md = &*md;
        Tables {
            funcs: slice(md.functab, md.nfunctab),
            pctab: slice(md.pctab, md.npctab),
            files: slice(md.filetab, md.nfiletab),
        }
    }
}

unsafe fn slice<'a, T>(p: *const T, n: usize) -> &'a [T] {
    // SAFETY: the caller vouches for p and n; an empty table may have any address.
    unsafe { if n == 0 { &[] } else { core::slice::from_raw_parts(p, n) } }
}

/// Whether `pc` is in code compiled from Go.
pub fn in_go_text(pc: usize) -> bool {
    let md = moduledata();
    // SAFETY: as in `tables`.
    !md.is_null() && unsafe { (*md).text <= pc && pc < (*md).etext }
}

/// Whether `pc` is in the runtime's machine code.
pub fn in_runtime_text(pc: usize) -> bool {
    let md = moduledata();
    // SAFETY: as in `tables`.
    !md.is_null() && unsafe { (*md).rttext <= pc && pc < (*md).rtetext }
}

/// The name to show: initialisers of variables are functions of their own, numbered; to the programmer they are parts of `init`.
fn shown(symbol: &str) -> &str {
    match symbol.rsplit_once(".init·") {
        Some((_, number)) if number.bytes().all(|b| b.is_ascii_digit()) => {
            &symbol[..symbol.len() - number.len() - "·".len()]
        }
        _ => symbol,
    }
}

impl<'a> Tables<'a> {
    /// The function whose code contains `pc` (its slow path included).
    pub fn find(&self, pc: usize) -> Option<&'a FuncEntry> {
        let i = self.funcs.partition_point(|f| f.start as usize <= pc);
        // The last entry is the sentinel: not a function.
        (i > 0 && i < self.funcs.len()).then(|| &self.funcs[i - 1])
    }

    /// A NUL-terminated string of `pctab`.
    pub fn str_at(&self, off: u32) -> &'a str {
        let bytes = self.pctab.get(off as usize..).unwrap_or(&[]);
        let n = bytes.iter().position(|&b| b == 0).unwrap_or(0);
        core::str::from_utf8(&bytes[..n]).unwrap_or("?")
    }

    /// Name of a function.
    pub fn name(&self, f: &FuncEntry) -> &'a str {
        shown(self.str_at(f.name))
    }

    /// Name of a file.
    pub fn file(&self, i: u64) -> &'a str {
        self.files.get(i as usize).map_or("?", |&off| self.str_at(off))
    }

    /// Runs the line program of `f` up to `pc`: file index, line, inline index.
    fn line(&self, f: &FuncEntry, pc: usize) -> (u64, u64, u64) {
        let mut at = f.lines as usize;
        let (mut p, mut file, mut line) = (f.start as usize, 0i64, 0i64);
        let mut best = (0, 0, 0);
        let mut first = true;
        while at < self.pctab.len() {
            let delta = read_uleb(self.pctab, &mut at);
            if delta == 0 && !first {
                break;
            }
            first = false;
            p += delta as usize;
            if p > pc {
                break;
            }
            file += read_sleb(self.pctab, &mut at);
            line += read_sleb(self.pctab, &mut at);
            let inline = read_uleb(self.pctab, &mut at);
            best = (file as u64, line as u64, inline);
        }
        best
    }

    /// Calls `g` for each frame at `pc` of `f`, innermost inlined call first, the function itself last.
    pub fn frames(&self, f: &FuncEntry, pc: usize, mut g: impl FnMut(Frame<'a>)) {
        let (mut file, mut line, mut inline) = self.line(f, pc);
        // A damaged table must not loop for ever.
        for _ in 0..64 {
            if inline == 0 {
                break;
            }
            let mut at = inline as usize - 1;
            let name = read_uleb(self.pctab, &mut at) as u32;
            let call_file = read_uleb(self.pctab, &mut at);
            let call_line = read_uleb(self.pctab, &mut at);
            let parent = read_uleb(self.pctab, &mut at);
            g(Frame {
                name: shown(self.str_at(name)),
                file: self.file(file),
                line: line as u32,
                inlined: true,
            });
            (file, line, inline) = (call_file, call_line, parent);
        }
        if line == 0 {
            // Made by the compiler.
            return g(Frame { name: self.name(f), file: "<autogenerated>", line: 1, inlined: false });
        }
        g(Frame { name: self.name(f), file: self.file(file), line: line as u32, inlined: false });
    }

    /// The innermost frame at `pc`.
    pub fn position(&self, f: &FuncEntry, pc: usize) -> Frame<'a> {
        let mut r = None;
        self.frames(f, pc, |fr| r = r.or(Some(fr)));
        r.unwrap_or(Frame { name: "?", file: "?", line: 0, inlined: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(start: u32, name: u32, lines: u32) -> FuncEntry {
        FuncEntry {
            start,
            entry: start + 12,
            name,
            lines,
            frame: 0,
            deferreturn: 0,
            flags: 0,
            start_line: 1,
            live: 0,
        }
    }

    #[test]
    fn initialisers_show_as_init() {
        assert_eq!(shown("test/a.init·12"), "test/a.init");
        assert_eq!(shown("main.init.0"), "main.init.0");
        assert_eq!(shown("main.f"), "main.f");
    }

    #[test]
    fn finds_functions_and_lines() {
        // names: 0 "a.f", 4 "a.g", 8 "x.go"; 13: line program; inline record behind it
        let mut tab = b"a.f\0a.g\0x.go\0".to_vec();
        let lines = tab.len() as u32;
        // start: file 0 line 10; +16: line 12 inlined (record at 64); +8: line 9; end.
        tab.extend([0, 0, 10, 0, 16, 0, 2, 65, 8, 0, 0x7d, 0, 0]);
        tab.resize(64, 0);
        tab.extend([4, 0, 30, 0]); // name "a.g", call at x.go:30, no parent
        let funcs = [entry(100, 0, lines), entry(200, 4, lines), entry(300, 0, 0)];
        let t = Tables { funcs: &funcs, pctab: &tab, files: &[8] };
        assert!(t.find(99).is_none());
        assert!(t.find(300).is_none());
        let f = t.find(199).unwrap();
        assert_eq!(t.name(f), "a.f");
        assert_eq!(t.position(f, 100), Frame { name: "a.f", file: "x.go", line: 10, inlined: false });
        let mut v = Vec::new();
        t.frames(f, 118, |x| v.push(x));
        assert_eq!(v[0], Frame { name: "a.g", file: "x.go", line: 12, inlined: true });
        assert_eq!(v[1], Frame { name: "a.f", file: "x.go", line: 30, inlined: false });
        assert_eq!(t.position(f, 130).line, 9);
    }
}
