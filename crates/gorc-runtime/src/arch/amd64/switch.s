// Switching between goroutines and g0.
//
// Throughout: r15 = g while compiled code (or a thunk it called) runs; fs:[0] = g0 of the thread, always.

// gogo(gp in rdi): leaves g0 for gp. What gp finds: rsp, rbp from gp.sched, r15 = gp, nothing else.
.pushsection .text.runtime.gogo,"ax",@progbits
.p2align 4
.globl runtime.gogo
.type runtime.gogo,@function
runtime.gogo:
    mov r15, rdi
    mov rbp, [rdi + {sched_bp}]
    mov rsp, [rdi + {sched_sp}]
    mov rax, [rdi + {sched_pc}]
    jmp rax
.size runtime.gogo, . - runtime.gogo
.popsection

// mcall(fn in rdi): from a goroutine's stack; saves the goroutine so that gogo returns from this call, then calls
// fn(gp) on g0, which does not return. Callee-saved registers are kept on the goroutine's stack:
//
//     [rbp+8] return address   [rbp] caller's rbp   [rbp-8] rbx  [-16] r12  [-24] r13  [-32] r14 <- sched.sp
.pushsection .text.runtime.mcall,"ax",@progbits
.p2align 4
.globl runtime.mcall
.type runtime.mcall,@function
runtime.mcall:
    push rbp
    mov rbp, rsp
    push rbx
    push r12
    push r13
    push r14
    mov [r15 + {sched_sp}], rsp
    mov [r15 + {sched_bp}], rbp
    lea rax, [rip + 1f]
    mov [r15 + {sched_pc}], rax
    mov rax, rdi
    mov rdi, r15
    mov r11, [r15 + {g_m}]
    mov r11, [r11 + {m_g0}]
    mov rsp, [r11 + {sched_sp}]
    xor ebp, ebp
    call rax
    ud2
1:  pop r14
    pop r13
    pop r12
    pop rbx
    pop rbp
    ret
.size runtime.mcall, . - runtime.mcall
.popsection

// goexit: the return address of every goroutine's outermost function points just behind the nop.
.pushsection .text.runtime.goexit,"ax",@progbits
.p2align 4
.globl runtime.goexit
.type runtime.goexit,@function
runtime.goexit:
    nop
    mov rdi, r15
    mov r11, [r15 + {g_m}]
    mov r11, [r11 + {m_g0}]
    mov rsp, [r11 + {sched_sp}]
    xor ebp, ebp
    call {goexit0}
    ud2
.size runtime.goexit, . - runtime.goexit
.popsection

// asyncPreempt: the signal handler makes the goroutine appear to call this at any instruction, so every register
// counts. Stack of the goroutine:
//
//     [rbp+8] interrupted pc   [rbp] rbp   [rbp-8] flags   [-16] rax rcx rdx rbx rsi rdi r8 … r14 (13 words), a pad
//     [rsp] xmm0 … xmm15   <- sched.sp
.pushsection .text.runtime.asyncPreempt,"ax",@progbits
.p2align 4
.globl runtime.asyncPreempt
.type runtime.asyncPreempt,@function
runtime.asyncPreempt:
    push rbp
    mov rbp, rsp
    pushfq
    push rax
    push rcx
    push rdx
    push rbx
    push rsi
    push rdi
    push r8
    push r9
    push r10
    push r11
    push r12
    push r13
    push r14
    sub rsp, 256
    movups [rsp], xmm0
    movups [rsp + 16], xmm1
    movups [rsp + 32], xmm2
    movups [rsp + 48], xmm3
    movups [rsp + 64], xmm4
    movups [rsp + 80], xmm5
    movups [rsp + 96], xmm6
    movups [rsp + 112], xmm7
    movups [rsp + 128], xmm8
    movups [rsp + 144], xmm9
    movups [rsp + 160], xmm10
    movups [rsp + 176], xmm11
    movups [rsp + 192], xmm12
    movups [rsp + 208], xmm13
    movups [rsp + 224], xmm14
    movups [rsp + 240], xmm15
    cld
    mov [r15 + {sched_sp}], rsp
    mov [r15 + {sched_bp}], rbp
    lea rax, [rip + runtime.asyncPreemptResume]
    mov [r15 + {sched_pc}], rax
    mov r11, [r15 + {g_m}]
    mov r11, [r11 + {m_g0}]
    mov rsp, [r11 + {sched_sp}]
    mov rdi, r15
    call {async_preempt2}
.globl runtime.asyncPreemptResume
runtime.asyncPreemptResume:
    // Thunks do not set sched.pc, and it tells that a goroutine is stopped here.
    mov rsp, [r15 + {sched_sp}]
    mov qword ptr [r15 + {sched_pc}], 0
    movups xmm0, [rsp]
    movups xmm1, [rsp + 16]
    movups xmm2, [rsp + 32]
    movups xmm3, [rsp + 48]
    movups xmm4, [rsp + 64]
    movups xmm5, [rsp + 80]
    movups xmm6, [rsp + 96]
    movups xmm7, [rsp + 112]
    movups xmm8, [rsp + 128]
    movups xmm9, [rsp + 144]
    movups xmm10, [rsp + 160]
    movups xmm11, [rsp + 176]
    movups xmm12, [rsp + 192]
    movups xmm13, [rsp + 208]
    movups xmm14, [rsp + 224]
    movups xmm15, [rsp + 240]
    add rsp, 256
    pop r14
    pop r13
    pop r12
    pop r11
    pop r10
    pop r9
    pop r8
    pop rdi
    pop rsi
    pop rbx
    pop rdx
    pop rcx
    pop rax
    popfq
    // Frames to come must not find pointers here.
    .irp below, 8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112
    mov qword ptr [rsp - \below], 0
    .endr
    pop rbp
    ret
.size runtime.asyncPreempt, . - runtime.asyncPreempt
.popsection

// sigpanic0: the signal handler makes a faulting instruction appear to call this. It turns into an ordinary call of
// the Go function runtime.sigpanic, which panics.
//
//     [rbp+8] pc of the fault   [rbp] rbp
.pushsection .text.runtime.sigpanic0,"ax",@progbits
.p2align 4
.globl runtime.sigpanic0
.type runtime.sigpanic0,@function
runtime.sigpanic0:
    push rbp
    mov rbp, rsp
    and rsp, -16
    call runtime.sigpanic
    ud2
.size runtime.sigpanic0, . - runtime.sigpanic0
.popsection

// deferframe(frame in rdi): links a defer frame; runs on the goroutine's stack and touches rax only.
.pushsection .text.runtime.deferframe,"ax",@progbits
.p2align 4
.globl runtime.deferframe
.type runtime.deferframe,@function
runtime.deferframe:
    mov rax, [r15 + {deferframe}]
    mov [rdi + {df_link}], rax
    mov [r15 + {deferframe}], rdi
    lea rax, [rsp + 8]
    mov [rdi + {df_sp}], rax
    mov [rdi + {df_bp}], rbp
    mov rax, [rsp]
    mov [rdi + {df_pc}], rax
    mov qword ptr [rdi + {df_head}], 0
    mov rax, [r15 + {stack_lo}]
    mov [rdi + {df_stack}], rax
    mov rax, [r15 + {stack_hi}]
    mov [rdi + {df_stack} + 8], rax
    mov rax, [r15 + {deferseq}]
    inc rax
    mov [r15 + {deferseq}], rax
    mov [rdi + {df_state}], rax
    ret
.size runtime.deferframe, . - runtime.deferframe
.popsection

// recovery1(sp rdi, bp rsi, pc rdx, g rcx): resumes at a handler block after a recovered panic, on the goroutine's stack.
.pushsection .text.runtime.recovery1,"ax",@progbits
.globl runtime.recovery1
.type runtime.recovery1,@function
runtime.recovery1:
    mov rsp, rdi
    mov rbp, rsi
    mov r15, rcx
    xor eax, eax
    mov rcx, rdx
    xor edx, edx
    jmp rcx
.size runtime.recovery1, . - runtime.recovery1
.popsection
