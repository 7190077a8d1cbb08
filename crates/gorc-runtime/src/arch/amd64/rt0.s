// The entry point (boot-chain.md, 1): from the ELF entry to the scheduler.
//
// Stack at _rt0_amd64_linux, as the kernel leaves it:
//     [rsp]     argc
//     [rsp+8]   argv[0] … argv[argc-1], 0, environment …, 0, auxiliary vector
.pushsection .text._rt0_amd64_linux,"ax",@progbits
.p2align 4
.globl _rt0_amd64_linux
.type _rt0_amd64_linux,@function
_rt0_amd64_linux:
    xor ebp, ebp
    mov rdi, [rsp]
    lea rsi, [rsp + 8]
    jmp runtime.rt0_go
.size _rt0_amd64_linux, . - _rt0_amd64_linux
.popsection

// rt0_go(argc in rdi, argv in rsi), on the stack that the OS gave. It becomes g0's:
//
//     stack.hi ->  rsp here, rounded down to 16
//                  [rsp+8] argc   [rsp] argv
//                  frames of the runtime …
//     stack.lo ->  hi - (64 KiB - 104)
.pushsection .text.runtime.rt0_go,"ax",@progbits
.p2align 4
.globl runtime.rt0_go
.type runtime.rt0_go,@function
runtime.rt0_go:
    sub rsp, 32
    and rsp, -16
    mov [rsp + 8], rdi
    mov [rsp], rsi

    // g0 over the OS stack; r15 is g wherever runtime.newproc and the like may look.
    lea r15, [rip + runtime.g0]
    mov [r15 + {stack_hi}], rsp
    lea rax, [rsp - (64 * 1024 - 104)]
    mov [r15 + {stack_lo}], rax
    mov [r15 + {guard0}], rax
    mov [r15 + {guard1}], rax

    // Thread-local storage: the fs base points at m0.tls. Test that a store through it is seen.
    lea rsi, [rip + runtime.m0 + {m_tls}]
    mov edi, 0x1002                 // ARCH_SET_FS
    mov eax, 158                    // arch_prctl
    syscall
    mov qword ptr fs:[0], 0x123
    cmp qword ptr [rip + runtime.m0 + {m_tls}], 0x123
    je 1f
    ud2
1:
    // Bind the pair: TLS holds g0, m0.g0 = g0, g0.m = m0.
    mov fs:[0], r15
    lea rax, [rip + runtime.m0]
    mov [rax + {m_g0}], r15
    mov [r15 + {g_m}], rax

    call {check}
    mov rdi, [rsp + 8]
    mov rsi, [rsp]
    call {args}
    call {osinit}
    call {schedinit}

    // The first goroutine runs runtime.main: mainPC holds its address, so &mainPC is a func value.
    lea rdi, [rip + runtime.mainPC]
    call runtime.newproc
    call runtime.mstart
    ud2
.size runtime.rt0_go, . - runtime.rt0_go
.popsection

.pushsection .rodata.runtime.mainPC,"a",@progbits
.p2align 3
.globl runtime.mainPC
.type runtime.mainPC,@object
runtime.mainPC:
    .quad runtime.main
.size runtime.mainPC, 8
.popsection

// mstart: first code of every M, on its g0 stack. Everything below this frame is free for whoever comes from a
// goroutine: g0.sched.sp says where thunks and mcall start.
//
//     [rsp]       return address (never used)
//     [rsp-8]  <- g0.sched.sp (multiple of 16)
.pushsection .text.runtime.mstart,"ax",@progbits
.p2align 4
.globl runtime.mstart
.type runtime.mstart,@function
runtime.mstart:
    xor ebp, ebp
    mov rax, fs:[0]
    sub rsp, 8
    mov [rax + {sched_sp}], rsp
    call {mstart1}
    ud2
.size runtime.mstart, . - runtime.mstart
.popsection

// clone(flags rdi, top of the new stack rsi, fs base rdx) -> thread id or negative errno, in the parent.
// The child starts in mstart.
.pushsection .text.runtime.clone,"ax",@progbits
.p2align 4
.globl runtime.clone
.type runtime.clone,@function
runtime.clone:
    mov r8, rdx
    xor edx, edx
    xor r10d, r10d
    mov eax, 56
    syscall
    test rax, rax
    je 1f
    ret
1:  xor ebp, ebp
    call runtime.mstart
    ud2
.size runtime.clone, . - runtime.clone
.popsection

// vfork(flags rdi, top of the child's stack rsi, fn rdx, arg rcx) -> process id or negative errno, in the parent.
// The child calls fn(arg) on its own stack in the parent's memory; fn does not return.
.pushsection .text.runtime.vfork,"ax",@progbits
.p2align 4
.globl runtime.vfork
.type runtime.vfork,@function
runtime.vfork:
    mov r8, rdx
    mov r9, rcx
    xor edx, edx
    xor r10d, r10d
    mov eax, 56
    syscall
    test rax, rax
    je 1f
    ret
1:  xor ebp, ebp
    mov rdi, r9
    call r8
    ud2
.size runtime.vfork, . - runtime.vfork
.popsection

// Where the kernel returns from a signal handler: rt_sigreturn.
.pushsection .text.runtime.sigreturn__sigaction,"ax",@progbits
.globl runtime.sigreturn__sigaction
.type runtime.sigreturn__sigaction,@function
runtime.sigreturn__sigaction:
    mov eax, 15
    syscall
    ud2
.size runtime.sigreturn__sigaction, . - runtime.sigreturn__sigaction
.popsection
