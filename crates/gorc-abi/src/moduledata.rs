//! What the linker tells the running program about itself: `runtime.firstmoduledata` and the function table.
//!
//! The runtime archive declares `runtime.firstmoduledata` as an undefined symbol; the linker defines it.

/// Description of the image, one static instance.
#[repr(C)]
#[derive(Debug)]
#[allow(missing_docs)]
pub struct ModuleData {
    /// Range of machine code of Go functions (compiled by gorc): pre-emption is allowed only here.
    pub text: usize,
    pub etext: usize,
    /// Range of machine code of the runtime.
    pub rttext: usize,
    pub rtetext: usize,
    /// Read-only data.
    pub rodata: usize,
    pub erodata: usize,
    /// Initialised data that may hold pointers: garbage collection roots, scanned conservatively word by word.
    pub data: usize,
    pub edata: usize,
    /// Zeroed data that may hold pointers.
    pub bss: usize,
    pub ebss: usize,
    /// Data without pointers.
    pub noptrdata: usize,
    pub enoptrdata: usize,
    pub noptrbss: usize,
    pub enoptrbss: usize,
    /// Function table: `[FuncEntry]` sorted by `entry`, with a sentinel at the end (`entry == etext`), which `nfunctab` counts.
    pub functab: *const FuncEntry,
    pub nfunctab: usize,
    /// Base of the byte blob that `FuncInfo` offsets of names, files and line programs point into.
    pub pctab: *const u8,
    pub npctab: usize,
    /// File table: `[u32]` offsets of NUL-terminated file names in `pctab`.
    pub filetab: *const u32,
    pub nfiletab: usize,
    /// Static itabs: `[*const Itab]`.
    pub itablinks: *const *const u8,
    pub nitablinks: usize,
    /// Types whose values reach interfaces: `[*const Type]`, sorted by string.
    pub typelinks: *const *const u8,
    pub ntypelinks: usize,
}

/// One function of the table.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct FuncEntry {
    /// Absolute address of the first byte belonging to the function (its slow path included).
    pub start: u32,
    /// Absolute address of the symbol.
    pub entry: u32,
    /// Offset in `pctab` of the NUL-terminated symbol name.
    pub name: u32,
    /// Offset in `pctab` of the line program.
    pub lines: u32,
    /// Frame size in bytes below the saved frame pointer and return address.
    pub frame: u32,
    /// Offset from `entry` of the block at which a recovered panic resumes; 0 if none.
    pub deferreturn: u32,
    /// `FUNC_*` bits.
    pub flags: u32,
    /// Line of the `func` keyword.
    pub start_line: u32,
    /// Offset in `pctab` of the live map (`livemap`); 0 if there is none.
    pub live: u32,
}

/// The function is a compiler-made wrapper: hidden in tracebacks, transparent to `recover`.
pub const FUNC_WRAPPER: u32 = 1;
/// A function of the runtime that tracebacks hide.
pub const FUNC_RUNTIME: u32 = 2;
/// The outermost function of a goroutine: unwinding ends here.
pub const FUNC_TOP: u32 = 4;
/// Never pre-empted at an instruction.
pub const FUNC_NOPREEMPT: u32 = 8;
/// The function takes no parameters: tracebacks print `f()` instead of `f(...)`.
pub const FUNC_NOARGS: u32 = 16;

// The line program: a sequence of entries, each `uleb128 pc_delta` (from the previous entry's pc; the first from `start`),
// `sleb128 file_delta` (from 0), `sleb128 line_delta` (from 0), `uleb128 inline` (0: not inlined; k: 1 + offset in pctab
// of an inline record: uleb128 name offset, uleb128 file, uleb128 line of the call site, uleb128 parent (0 or 1 + offset)). An
// entry holds from its pc up to the next entry's. The program ends with `pc_delta == 0` after the first entry.
