//! Runs compiled functions inside the test: places an object unit in memory below 4 GiB, resolves its relocations, and calls
//! functions with the convention of compiled code.
//!
//! Undefined symbols are stubs: `runtime.panic…` ends the call and reports its name, what a test provides is called, and
//! anything else aborts with its name. Everything runs under one lock, since a panic unwinds through a static.
#![allow(dead_code)]

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use gorc_abi::goroutine::GHead;
use gorc_codegen::{Options, compile};
use gorc_link::{ObjectUnit, RelocKind, SymId};

/// Registers on entry (six integers, eight floats) and after the return (eight of each).
#[repr(C)]
#[derive(Clone, Copy, Default, Debug)]
pub struct Regs {
    pub ints: [u64; 8],
    pub floats: [f64; 8],
}

core::arch::global_asm!(
    ".globl gorc_test_call",
    // (code, *Regs in and out, g)
    "gorc_test_call:",
    "push rbp",
    "mov rbp, rsp",
    "push rbx",
    "push r12",
    "push r13",
    "push r14",
    "push r15",
    "push rsi",
    "mov r15, rdx",
    "mov r11, rdi",
    "mov r10, rsi",
    "lea rax, [rip + gorc_test_sp]",
    "mov [rax], rsp",
    "movsd xmm0, [r10+64]",
    "movsd xmm1, [r10+72]",
    "movsd xmm2, [r10+80]",
    "movsd xmm3, [r10+88]",
    "movsd xmm4, [r10+96]",
    "movsd xmm5, [r10+104]",
    "movsd xmm6, [r10+112]",
    "movsd xmm7, [r10+120]",
    "mov rdi, [r10]",
    "mov rsi, [r10+8]",
    "mov rdx, [r10+16]",
    "mov rcx, [r10+24]",
    "mov r8, [r10+32]",
    "mov r9, [r10+40]",
    "call r11",
    "mov r11, [rsp]",
    "mov [r11], rax",
    "mov [r11+8], rcx",
    "mov [r11+16], rdx",
    "mov [r11+24], rsi",
    "mov [r11+32], rdi",
    "mov [r11+40], r8",
    "mov [r11+48], r9",
    "mov [r11+56], r10",
    "movsd [r11+64], xmm0",
    "movsd [r11+72], xmm1",
    "movsd [r11+80], xmm2",
    "movsd [r11+88], xmm3",
    "movsd [r11+96], xmm4",
    "movsd [r11+104], xmm5",
    "movsd [r11+112], xmm6",
    "movsd [r11+120], xmm7",
    "xor eax, eax",
    "2:",
    "pop rsi",
    "pop r15",
    "pop r14",
    "pop r13",
    "pop r12",
    "pop rbx",
    "pop rbp",
    "ret",
    // A stub jumps here with its number (from 1) in eax, the panic's arguments in rdi and rsi.
    ".globl gorc_test_panic",
    "gorc_test_panic:",
    "lea rdx, [rip + gorc_test_sp]",
    "mov rsp, [rdx]",
    "lea rbp, [rsp+48]",
    "mov r11, [rsp]",
    "mov [r11], rdi",
    "mov [r11+8], rsi",
    "jmp 2b",
    ".bss",
    "gorc_test_sp: .quad 0",
    ".text",
);

unsafe extern "C" {
    fn gorc_test_call(code: *const u8, regs: *mut Regs, g: *mut GHead) -> u64;
    fn gorc_test_panic();
}

static LOCK: Mutex<()> = Mutex::new(());
const SIZE: usize = 8 << 20;

fn map_low() -> *mut u8 {
    let ret: isize;
    // SAFETY: mmap(0, SIZE, rwx, PRIVATE|ANONYMOUS|32BIT, -1, 0) touches no memory of ours.
    unsafe {
        core::arch::asm!("syscall", inlateout("rax") 9isize => ret, in("rdi") 0, in("rsi") SIZE, in("rdx") 7,
            in("r10") 0x62, in("r8") -1isize, in("r9") 0, out("rcx") _, out("r11") _);
    }
    assert!(ret > 0, "mmap failed: {ret}");
    ret as *mut u8
}

/// An object in memory.
pub struct Image {
    base: *mut u8,
    used: usize,
    symbols: HashMap<String, usize>,
    stubs: Vec<String>,
    pub unit: ObjectUnit,
    g: Box<GHead>,
    _lock: MutexGuard<'static, ()>,
}

/// What a call ended with.
#[derive(Debug)]
pub enum Outcome {
    Returned(Regs),
    Panicked(String, u64, u64),
}

impl Image {
    /// Compiles GIR text and loads it; `natives` are addresses for undefined symbols.
    pub fn new(gir: &str, natives: &[(&str, usize)]) -> Image {
        // `GORC_TEST_O0=1` runs everything without optimisation.
        let optimize = std::env::var_os("GORC_TEST_O0").is_none();
        Self::with_options(gir, natives, &Options { verify: true, optimize, ..Options::default() })
    }

    /// As [`Image::new`] with options.
    pub fn with_options(gir: &str, natives: &[(&str, usize)], options: &Options) -> Image {
        let module = gorc_ir::parse::parse_module(gir).unwrap_or_else(|e| panic!("{e}\n{gir}"));
        if let Err(e) = gorc_ir::verify::verify_module(&module) {
            panic!("{}", e[0]);
        }
        let unit = compile(&module, options).unwrap_or_else(|e| panic!("{}", e[0])).unit;
        let lock = LOCK.lock().unwrap_or_else(|e| e.into_inner());
        // SAFETY: all-zero is a valid GHead of integers and null pointers; guard 0 lets every stack check pass.
        let g: Box<GHead> = Box::new(unsafe { std::mem::zeroed() });
        let natives = natives.iter().map(|&(n, a)| (n.to_owned(), a)).collect::<HashMap<_, _>>();
        let mut image = Image {
            base: map_low(),
            used: 0,
            symbols: HashMap::new(),
            stubs: Vec::new(),
            unit,
            g,
            _lock: lock,
        };
        image.place();
        image.resolve(&natives);
        image
    }

    fn reserve(&mut self, size: usize, align: usize) -> usize {
        self.used = self.used.next_multiple_of(align);
        let at = self.used;
        self.used += size;
        assert!(self.used < SIZE, "image too small");
        self.base as usize + at
    }

    fn place(&mut self) {
        for i in 0..self.unit.symbols.len() {
            let (size, align, entry) = {
                let s = &self.unit.symbols[i];
                (s.size as usize, s.align as usize, s.entry_offset as usize)
            };
            let entry_at = self.reserve(entry + size + align, align.max(16)).next_multiple_of(16) + entry;
            let entry_at = entry_at.next_multiple_of(align.max(1));
            let s = &self.unit.symbols[i];
            // SAFETY: the range was reserved in the mapping.
            unsafe { std::ptr::copy(s.bytes.as_ptr(), (entry_at - entry) as *mut u8, s.bytes.len()) };
            let name = self.unit.text(s.name).to_owned();
            self.symbols.insert(name, entry_at);
        }
    }

    fn resolve(&mut self, natives: &HashMap<String, usize>) {
        for i in 0..self.unit.symbols.len() {
            let (name, entry, relocs) = {
                let s = &self.unit.symbols[i];
                (s.name, s.entry_offset as usize, s.relocs.clone())
            };
            let start = self.symbols[self.unit.text(name)] - entry;
            for r in relocs {
                let target = self.address(r.target, natives);
                let place = start + r.offset as usize;
                let value = target as i64 + r.addend;
                // SAFETY: the place lies in the symbol's bytes.
                unsafe {
                    match r.kind {
                        RelocKind::Keep => {}
                        RelocKind::Abs64 => (place as *mut i64).write_unaligned(value),
                        RelocKind::Abs32 | RelocKind::Abs32S => {
                            (place as *mut u32).write_unaligned(u32::try_from(value).expect("low address"))
                        }
                        RelocKind::Pc32 | RelocKind::Plt32 => {
                            let d = i32::try_from(value - place as i64).expect("near");
                            (place as *mut i32).write_unaligned(d)
                        }
                        other => panic!("relocation {other:?}"),
                    }
                }
            }
        }
    }

    fn address(&mut self, id: SymId, natives: &HashMap<String, usize>) -> usize {
        let name = self.unit.text(id).to_owned();
        if let Some(&at) = self.symbols.get(&name) {
            return at;
        }
        let at = self.reserve(32, 16);
        let mut code = Vec::new();
        match natives.get(&name) {
            Some(&native) => {
                code.extend([0xff, 0x25, 0, 0, 0, 0]);
                code.extend((native as u64).to_le_bytes());
            }
            None => {
                self.stubs.push(name.clone());
                code.push(0xb8);
                code.extend((self.stubs.len() as u32).to_le_bytes());
                code.extend([0x49, 0xbb]);
                code.extend((gorc_test_panic as *const () as u64).to_le_bytes());
                code.extend([0x41, 0xff, 0xe3]);
            }
        }
        // SAFETY: 32 bytes were reserved.
        unsafe { std::ptr::copy(code.as_ptr(), at as *mut u8, code.len()) };
        self.symbols.insert(name, at);
        at
    }

    /// The address of a symbol.
    pub fn addr(&self, name: &str) -> usize {
        *self.symbols.get(name).unwrap_or_else(|| panic!("no symbol {name}"))
    }

    /// Sets the stack guard.
    pub fn set_guard(&mut self, guard: usize) {
        self.g.stackguard0 = guard;
    }

    /// The stack guard.
    pub fn guard(&self) -> usize {
        self.g.stackguard0
    }

    /// Calls a function.
    pub fn call(&mut self, name: &str, ints: &[u64], floats: &[f64]) -> Outcome {
        let mut regs = Regs::default();
        regs.ints[..ints.len()].copy_from_slice(ints);
        regs.floats[..floats.len()].copy_from_slice(floats);
        let code = self.addr(name);
        // SAFETY: the code follows the convention; the test passes what its signature asks for.
        let ended = unsafe { gorc_test_call(code as *const u8, &mut regs, &mut *self.g) };
        match ended {
            0 => Outcome::Returned(regs),
            n => Outcome::Panicked(self.stubs[n as usize - 1].clone(), regs.ints[0], regs.ints[1]),
        }
    }

    /// Calls a function that returns an integer.
    pub fn int(&mut self, name: &str, ints: &[u64]) -> u64 {
        self.regs(name, ints, &[]).ints[0]
    }

    /// Calls a function that returns.
    pub fn regs(&mut self, name: &str, ints: &[u64], floats: &[f64]) -> Regs {
        match self.call(name, ints, floats) {
            Outcome::Returned(r) => r,
            other => panic!("{name}({ints:?}, {floats:?}): {other:?}"),
        }
    }

    /// Calls a function that panics; gives the routine and its arguments.
    pub fn panics(&mut self, name: &str, ints: &[u64]) -> (String, u64, u64) {
        match self.call(name, ints, &[]) {
            Outcome::Panicked(s, a, b) => (s, a, b),
            other => panic!("{name}({ints:?}): {other:?}"),
        }
    }
}

impl Drop for Image {
    fn drop(&mut self) {
        // SAFETY: munmap of our own mapping, which nobody uses any more.
        unsafe {
            core::arch::asm!("syscall", inlateout("rax") 11isize => _, in("rdi") self.base, in("rsi") SIZE,
                out("rcx") _, out("r11") _);
        }
    }
}
