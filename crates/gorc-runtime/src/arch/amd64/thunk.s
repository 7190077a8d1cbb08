// The common end of protocol and blocking thunks (see thunk.rs).
//
// before: on g0's stack; rax = outcome; r15 = g, rbp = frame of the thunk on the goroutine's stack:
//     [rbp+8]   return address in compiled code
//     [rbp]     caller's rbp
//     [rbp-8]   rbx   [rbp-16] r12   [rbp-24] r13   [rbp-32] r14   [rbp-40 ...] arguments
//
// outcome 0: return to compiled code with rax, rdx = g.ret[0..2]
// outcome 1: the goroutine is parked and may already run on another M: neither r15 nor rbp is ours any more
// else:      address of a Go function that does not return; called on the goroutine's stack with rdi, rsi, rdx, rcx = g.ret[0..4]
.pushsection .text.runtime.thunkreturn,"ax",@progbits
.p2align 4
.globl runtime.thunkreturn
.type runtime.thunkreturn,@function
runtime.thunkreturn:
    test rax, rax
    jne 1f
    mov rax, [r15 + {ret}]
    mov rdx, [r15 + {ret} + 8]
    mov rbx, [rbp - 8]
    mov r12, [rbp - 16]
    mov r13, [rbp - 24]
    mov r14, [rbp - 32]
    mov rsp, rbp
    pop rbp
    ret
1:  cmp rax, 1
    jne 2f
    xor ebp, ebp
    call {schedule}
    ud2
2:  mov rsp, [r15 + {sp}]
    mov rdi, [r15 + {ret}]
    mov rsi, [r15 + {ret} + 8]
    mov rdx, [r15 + {ret} + 16]
    mov rcx, [r15 + {ret} + 24]
    call rax
    ud2
.size runtime.thunkreturn, . - runtime.thunkreturn
.popsection
