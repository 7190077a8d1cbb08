// Calls whose signature is known only at run time; std/reflect/abi.go says which register holds what.
//
// The block of registers (Go: reflect.registers):
//
//     [0] rdi rsi rdx rcx r8 r9   [48] xmm0-7, low halves   [112] rax rcx rdx rsi rdi r8 r9 r10   [176] xmm0-7

// reflect.call(code rdi, ctxt rsi, regs rdx): runs on the goroutine's stack. Compiled code keeps no register but rbp,
// rsp and r15, while the caller of this expects the System V ones to be kept.
//
//     [rbp+8] return address   [rbp] caller's rbp   [rbp-8] rbx  [-16] r12  [-24] r13  [-32] r14  [-40] regs  [-48] pad
.pushsection .text.reflect.call,"ax",@progbits
.p2align 4
.globl reflect.call
.type reflect.call,@function
reflect.call:
    push rbp
    mov rbp, rsp
    push rbx
    push r12
    push r13
    push r14
    push rdx
    push rdx
    mov [r15 + {ctxt}], rsi
    mov rax, rdi
    mov r10, rdx
    mov rdi, [r10]
    mov rsi, [r10 + 8]
    mov rdx, [r10 + 16]
    mov rcx, [r10 + 24]
    mov r8, [r10 + 32]
    mov r9, [r10 + 40]
    movsd xmm0, qword ptr [r10 + 48]
    movsd xmm1, qword ptr [r10 + 56]
    movsd xmm2, qword ptr [r10 + 64]
    movsd xmm3, qword ptr [r10 + 72]
    movsd xmm4, qword ptr [r10 + 80]
    movsd xmm5, qword ptr [r10 + 88]
    movsd xmm6, qword ptr [r10 + 96]
    movsd xmm7, qword ptr [r10 + 104]
    call rax
    mov r11, [rbp - 40]
    mov [r11 + 112], rax
    mov [r11 + 120], rcx
    mov [r11 + 128], rdx
    mov [r11 + 136], rsi
    mov [r11 + 144], rdi
    mov [r11 + 152], r8
    mov [r11 + 160], r9
    mov [r11 + 168], r10
    movsd qword ptr [r11 + 176], xmm0
    movsd qword ptr [r11 + 184], xmm1
    movsd qword ptr [r11 + 192], xmm2
    movsd qword ptr [r11 + 200], xmm3
    movsd qword ptr [r11 + 208], xmm4
    movsd qword ptr [r11 + 216], xmm5
    movsd qword ptr [r11 + 224], xmm6
    movsd qword ptr [r11 + 232], xmm7
    mov rbx, [rbp - 8]
    mov r12, [rbp - 16]
    mov r13, [rbp - 24]
    mov r14, [rbp - 32]
    mov rsp, rbp
    pop rbp
    ret
.size reflect.call, . - reflect.call
.popsection

// The code of functions made by reflect.MakeFunc: g.ctxt points to the code's address, a func value to call, …. That is called with g.ctxt's
// value and the address of the block, here on the stack.
//
//     [rbp+8] return address   [rbp] caller's rbp   [rbp-256] registers   <- rsp
.pushsection .text.reflect.makeFuncStub,"ax",@progbits
.p2align 4
.globl reflect.makeFuncStub
.type reflect.makeFuncStub,@function
reflect.makeFuncStub:
    push rbp
    mov rbp, rsp
    sub rsp, 256
    mov [rsp], rdi
    mov [rsp + 8], rsi
    mov [rsp + 16], rdx
    mov [rsp + 24], rcx
    mov [rsp + 32], r8
    mov [rsp + 40], r9
    movsd qword ptr [rsp + 48], xmm0
    movsd qword ptr [rsp + 56], xmm1
    movsd qword ptr [rsp + 64], xmm2
    movsd qword ptr [rsp + 72], xmm3
    movsd qword ptr [rsp + 80], xmm4
    movsd qword ptr [rsp + 88], xmm5
    movsd qword ptr [rsp + 96], xmm6
    movsd qword ptr [rsp + 104], xmm7
    mov rdi, [r15 + {ctxt}]
    mov rsi, rsp
    mov rax, [rdi + 8]
    mov [r15 + {ctxt}], rax
    call [rax]
    mov rax, [rsp + 112]
    mov rcx, [rsp + 120]
    mov rdx, [rsp + 128]
    mov rsi, [rsp + 136]
    mov rdi, [rsp + 144]
    mov r8, [rsp + 152]
    mov r9, [rsp + 160]
    mov r10, [rsp + 168]
    movsd xmm0, qword ptr [rsp + 176]
    movsd xmm1, qword ptr [rsp + 184]
    movsd xmm2, qword ptr [rsp + 192]
    movsd xmm3, qword ptr [rsp + 200]
    movsd xmm4, qword ptr [rsp + 208]
    movsd xmm5, qword ptr [rsp + 216]
    movsd xmm6, qword ptr [rsp + 224]
    movsd xmm7, qword ptr [rsp + 232]
    mov rsp, rbp
    pop rbp
    ret
.size reflect.makeFuncStub, . - reflect.makeFuncStub
.popsection

// reflect.makeFuncCode(): the address of makeFuncStub.
.pushsection .text.reflect.makeFuncCode,"ax",@progbits
.p2align 4
.globl reflect.makeFuncCode
.type reflect.makeFuncCode,@function
reflect.makeFuncCode:
    lea rax, [rip + reflect.makeFuncStub]
    ret
.size reflect.makeFuncCode, . - reflect.makeFuncCode
.popsection
