//! The stack check: a function whose check fails calls `runtime.morestack`, which can enter it again.

mod common;

use common::Image;

core::arch::global_asm!(
    // Counts, lifts the guard, and continues at the entry: one byte after the return address.
    ".globl gorc_test_morestack",
    "gorc_test_morestack:",
    "mov [rip + gorc_test_frame], r11",
    "pop r11",
    "inc r11",
    "mov qword ptr [r15 + {guard}], 0",
    "inc dword ptr [rip + gorc_test_count]",
    "jmp r11",
    ".data",
    "gorc_test_count: .long 0",
    ".globl gorc_test_frame",
    "gorc_test_frame: .quad 0",
    ".text",
    guard = const gorc_abi::goroutine::G_STACKGUARD0,
);

unsafe extern "C" {
    fn gorc_test_morestack();
    static gorc_test_frame: u64;
}

extern "C" fn fill(_: *mut u8, _: usize) {}

#[test]
fn morestack_enters_again() {
    let gir = r#"
func @callee(int)(int) noinline {
block0(v0: int):
    return v0
}
func @small(int, int)(int) {
block0(v0: int, v1: int):
    v2: int = call @callee (int)(int) v0
    v3: int = add v2, v1
    return v3
}
func @large(int)(int) {
    local0 a [1000]int
block0(v0: int):
    v1: *[1000]int = local_addr local0
    zero_mem v1, [1000]int
    v2: int = int 999
    v3: *int = index_addr v1, v2
    store v3, v0
    v4: int = call @callee (int)(int) v0
    v5: int = load v3
    v6: int = add v4, v5
    return v6
}
"#;
    let natives = [
        ("runtime.morestack", gorc_test_morestack as *const () as usize),
        ("runtime.memclrNoHeapPointers", fill as *const () as usize),
    ];
    let mut image = Image::new(gir, &natives);
    image.set_guard(usize::MAX);
    assert_eq!(image.int("small", &[20, 22]), 42);
    // SAFETY: written by the routine above on this thread.
    let frame = unsafe { gorc_test_frame };
    assert!(frame < 128, "{frame}");
    image.set_guard(usize::MAX);
    assert_eq!(image.int("large", &[21]), 42);
    // SAFETY: as before.
    let frame = unsafe { gorc_test_frame };
    assert!((8000..8200).contains(&frame), "{frame}");
    // `callee` is a leaf and has no check.
    image.set_guard(usize::MAX);
    assert_eq!(image.int("callee", &[5]), 5);
    assert_eq!(image.guard(), usize::MAX);
}

#[test]
fn recovery_resumes_at_the_handler() {
    let gir = r#"
func @f(int)(int) recover block1 {
    local0 r int
block0(v0: int):
    v1: *int = local_addr local0
    v2: int = int 7
    store v1, v2
    v3: func()() = func_value @nothing
    defer v3
    store v1, v0
    defer_return
    v4: int = load v1
    return v4
block1:
    defer_return
    v5: *int = local_addr local0
    v6: int = load v5
    return v6
}
func @nothing()() {
block0:
    return
}
"#;
    let image = Image::new(gir, &[]);
    let unit = &image.unit;
    let f = unit.symbols.iter().find(|s| unit.text(s.name) == "f").expect("f");
    let info = f.func.as_ref().expect("function info");
    assert!(info.deferreturn > 0 && (info.deferreturn + f.entry_offset) < f.bytes.len() as u32);
    let g = unit.symbols.iter().find(|s| unit.text(s.name) == "nothing").expect("nothing");
    assert_eq!(g.func.as_ref().expect("function info").deferreturn, 0);
}
