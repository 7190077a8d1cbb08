// Linking and unlinking deferred calls: leaf routines on the goroutine's stack, for they run at every `defer`. System V
// registers, no stack but the return address. Read next: panicrt.rs.

// deferproc(frame rdi, fv rsi): pushes a record, from the goroutine's pool if there is one.
//
//     record: [0] next record   [8] func value
.pushsection .text.runtime.deferproc,"ax",@progbits
.p2align 4
.globl runtime.deferproc
.type runtime.deferproc,@function
runtime.deferproc:
    mov rdx, [r15 + {deferpool}]
    test rdx, rdx
    je runtime.deferprocSlow
    mov rcx, [rdx]
    mov [r15 + {deferpool}], rcx
    mov rcx, [rdi + {df_head}]
    mov [rdx], rcx
    mov [rdx + 8], rsi
    mov [rdi + {df_head}], rdx
    ret
.size runtime.deferproc, . - runtime.deferproc
.popsection

// popdefer(frame rdi) -> func value or nil; the record goes to the pool.
.pushsection .text.runtime.popdefer,"ax",@progbits
.p2align 4
.globl runtime.popdefer
.type runtime.popdefer,@function
runtime.popdefer:
    mov rdx, [rdi + {df_head}]
    test rdx, rdx
    je 1f
    mov rax, [rdx]
    mov [rdi + {df_head}], rax
    mov rax, [rdx + 8]
    mov qword ptr [rdx + 8], 0
    mov rcx, [r15 + {deferpool}]
    mov [rdx], rcx
    mov [r15 + {deferpool}], rdx
    ret
1:  xor eax, eax
    ret
.size runtime.popdefer, . - runtime.popdefer
.popsection

.pushsection .text.runtime.getdeferframe,"ax",@progbits
.globl runtime.getdeferframe
.type runtime.getdeferframe,@function
runtime.getdeferframe:
    mov rax, [r15 + {deferframe}]
    ret
.size runtime.getdeferframe, . - runtime.getdeferframe
.popsection

.pushsection .text.runtime.setdeferframe,"ax",@progbits
.globl runtime.setdeferframe
.type runtime.setdeferframe,@function
runtime.setdeferframe:
    mov [r15 + {deferframe}], rdi
    ret
.size runtime.setdeferframe, . - runtime.setdeferframe
.popsection
