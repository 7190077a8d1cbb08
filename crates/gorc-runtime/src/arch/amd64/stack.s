// Stack growth by segments; the policy is in stack.rs.
//
// A function whose frame does not fit calls runtime.morestack from its slow path (12 bytes before the symbol):
//
//     slow:   mov r11d, frame size
//             call runtime.morestack
//             ret                          <- return address of the call; the symbol is the next byte
//     entry:  compare with g.stackguard0; jbe slow
//
// Picture of the fast case, a cached next segment:
//
//     old segment                              new segment
//     …caller's frame…                         [hi] descriptor (StackSeg)
//     return address into the caller           return address = lessstack
//     return address = slow's ret              f's frame …
//     rbp            <- rbp, seg.oldsp
//
// f is *called* on the new segment, and its return goes back through `lessstack` and the slow path's `ret`, so every
// call has its return. Arguments (rdi rsi rdx rcx r8 r9, xmm0-7) pass through untouched, results (rax rcx rdx rsi rdi
// r8 r9 r10, xmm0-7) too.
.pushsection .text.runtime.morestack,"ax",@progbits
.p2align 4
.globl runtime.morestack
.type runtime.morestack,@function
runtime.morestack:
    push rbp
    mov rbp, rsp
    cmp qword ptr [r15 + {guard0}], {preempt_guard}
    je 9f
    mov r10, [r15 + {segnext}]
    test r10, r10
    je 9f
    cmp r11, [r10 + {seg_usable}]
    ja 9f
    mov [r10 + {seg_oldsp}], rsp
    mov rax, [r15 + {stack_lo}]
    mov [r10 + {seg_oldlo}], rax
    mov rax, [r15 + {stack_hi}]
    mov [r10 + {seg_oldhi}], rax
    mov [r15 + {segcur}], r10
    mov rax, [r10 + {seg_next}]
    mov [r15 + {segnext}], rax
    mov rax, [r10 + {seg_hi}]
    mov [r15 + {stack_hi}], rax
    mov rsp, rax
    mov rax, [r10 + {seg_lo}]
    mov [r15 + {stack_lo}], rax
    add rax, {stack_guard}
    mov [r15 + {guard0}], rax
    cmp byte ptr [r15 + {g_preempt}], 0
    jne 3f
2:  mov rax, [rbp + 8]
    inc rax
    call rax
.globl runtime.lessstack
runtime.lessstack:
    mov rsp, rbp
    push r10
    mov r11, [r15 + {segcur}]
    mov [r15 + {segnext}], r11
    mov r10, [r11 + {seg_oldhi}]
    mov [r15 + {stack_hi}], r10
    mov r10, [r11 + {seg_oldlo}]
    mov [r15 + {stack_lo}], r10
    add r10, {stack_guard}
    mov [r15 + {guard0}], r10
    mov r10, [r11 + {seg_prev}]
    mov [r15 + {segcur}], r10
    mov r10, [r11 + {seg_reusable}]
    mov [r11 + {seg_usable}], r10
    cmp byte ptr [r15 + {g_preempt}], 0
    jne 4f
1:  pop r10
    pop rbp
    ret
    // A request to yield that was overwritten by the new guard: renew it.
3:  mov qword ptr [r15 + {guard0}], {preempt_guard}
    // The callee's check would come back here for ever: yield first, on the old segment's terms.
    mov rax, [r10 + {seg_oldhi}]
    mov [r15 + {stack_hi}], rax
    mov rax, [r10 + {seg_oldlo}]
    mov [r15 + {stack_lo}], rax
    mov rax, [r10 + {seg_prev}]
    mov [r15 + {segcur}], rax
    mov [r15 + {segnext}], r10
    mov rsp, rbp
    jmp 9f
4:  mov qword ptr [r15 + {guard0}], {preempt_guard}
    jmp 1b

    // The slow case: to newstack on g0 with all argument registers saved, then try the function again from its entry.
    // newstack either yields, or provides a segment for the fast case, or throws.
    //
    //     [rbp-8] rbx r12 r13 r14 rdi rsi rdx rcx r8 r9 r11   [rsp] xmm0-7 (128 bytes)   <- sched.sp
9:  push rbx
    push r12
    push r13
    push r14
    push rdi
    push rsi
    push rdx
    push rcx
    push r8
    push r9
    push r11
    sub rsp, 128
    movups [rsp], xmm0
    movups [rsp + 16], xmm1
    movups [rsp + 32], xmm2
    movups [rsp + 48], xmm3
    movups [rsp + 64], xmm4
    movups [rsp + 80], xmm5
    movups [rsp + 96], xmm6
    movups [rsp + 112], xmm7
    mov [r15 + {sched_sp}], rsp
    mov [r15 + {sched_bp}], rbp
    lea rax, [rip + 8f]
    mov [r15 + {sched_pc}], rax
    mov rax, [r15 + {g_m}]
    mov rax, [rax + {m_g0}]
    mov rsp, [rax + {sched_sp}]
    mov rdi, r15
    mov rsi, r11
    call {newstack}
.globl runtime.morestackResume
runtime.morestackResume:
8:  mov rsp, [r15 + {sched_sp}]
    mov qword ptr [r15 + {sched_pc}], 0
    movups xmm0, [rsp]
    movups xmm1, [rsp + 16]
    movups xmm2, [rsp + 32]
    movups xmm3, [rsp + 48]
    movups xmm4, [rsp + 64]
    movups xmm5, [rsp + 80]
    movups xmm6, [rsp + 96]
    movups xmm7, [rsp + 112]
    add rsp, 128
    pop r11
    pop r9
    pop r8
    pop rcx
    pop rdx
    pop rsi
    pop rdi
    pop r14
    pop r13
    pop r12
    pop rbx
    // The function's frame will lie here: it must not find pointers in variables that have no value yet.
    .irp below, 8, 16, 24, 32, 40, 48, 56, 64, 72, 80
    mov qword ptr [rsp - \below], 0
    .endr
    pop rbp
    pop rax
    inc rax
    jmp rax
.size runtime.morestack, . - runtime.morestack
.popsection
