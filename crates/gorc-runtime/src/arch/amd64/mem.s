// Moving, clearing and comparing memory. Leaf routines: no stack but the return address, System V registers, so both
// compiled code (on a goroutine's stack) and Rust (the symbols that rustc expects from a C library) call them.
//
// A fault in here on behalf of a goroutine is reported at the caller: the signal handler pops the return address.

// memmove(dst rdi, src rsi, n rdx) -> dst. Overlap allowed: everything up to 256 bytes is loaded before it is stored or
// copied from the safe end; touches rax, rcx, r8-r11, xmm8-xmm15.
.pushsection .text.runtime.memmove,"ax",@progbits
.p2align 5
.globl runtime.memmove
.globl memmove
.globl memcpy
.type runtime.memmove,@function
.type memmove,@function
.type memcpy,@function
runtime.memmove:
memmove:
memcpy:
    mov rax, rdi
    cmp rdx, 16
    jae 3f
    cmp rdx, 8
    jae 2f
    cmp rdx, 4
    jae 1f
    test rdx, rdx
    je 9f
    movzx ecx, byte ptr [rsi]
    movzx r8d, byte ptr [rsi + rdx - 1]
    cmp rdx, 2
    jbe 8f
    movzx r9d, byte ptr [rsi + 1]
    mov [rdi + 1], r9b
8:  mov [rdi], cl
    mov [rdi + rdx - 1], r8b
9:  ret
1:  mov ecx, [rsi]
    mov r8d, [rsi + rdx - 4]
    mov [rdi], ecx
    mov [rdi + rdx - 4], r8d
    ret
2:  mov rcx, [rsi]
    mov r8, [rsi + rdx - 8]
    mov [rdi], rcx
    mov [rdi + rdx - 8], r8
    ret
3:  cmp rdx, 32
    ja 4f
    movups xmm8, [rsi]
    movups xmm9, [rsi + rdx - 16]
    movups [rdi], xmm8
    movups [rdi + rdx - 16], xmm9
    ret
4:  cmp rdx, 64
    ja 5f
    movups xmm8, [rsi]
    movups xmm9, [rsi + 16]
    movups xmm10, [rsi + rdx - 32]
    movups xmm11, [rsi + rdx - 16]
    movups [rdi], xmm8
    movups [rdi + 16], xmm9
    movups [rdi + rdx - 32], xmm10
    movups [rdi + rdx - 16], xmm11
    ret
    // Long: forward unless dst lies inside [src, src+n).
5:  mov rcx, rdi
    sub rcx, rsi
    cmp rcx, rdx
    jb 7f
    cmp rdx, 2048
    jae 6f
    movups xmm12, [rsi + rdx - 64]
    movups xmm13, [rsi + rdx - 48]
    movups xmm14, [rsi + rdx - 32]
    movups xmm15, [rsi + rdx - 16]
    lea r8, [rdi + rdx - 64]
50: movups xmm8, [rsi]
    movups xmm9, [rsi + 16]
    movups xmm10, [rsi + 32]
    movups xmm11, [rsi + 48]
    movups [rdi], xmm8
    movups [rdi + 16], xmm9
    movups [rdi + 32], xmm10
    movups [rdi + 48], xmm11
    add rsi, 64
    add rdi, 64
    cmp rdi, r8
    jb 50b
    movups [r8], xmm12
    movups [r8 + 16], xmm13
    movups [r8 + 32], xmm14
    movups [r8 + 48], xmm15
    ret
6:  mov rcx, rdx
    rep movsb
    ret
    // Backward.
7:  movups xmm12, [rsi]
    movups xmm13, [rsi + 16]
    movups xmm14, [rsi + 32]
    movups xmm15, [rsi + 48]
    mov r8, rdi
    add rsi, rdx
    add rdi, rdx
    lea r9, [r8 + 64]
70: movups xmm8, [rsi - 16]
    movups xmm9, [rsi - 32]
    movups xmm10, [rsi - 48]
    movups xmm11, [rsi - 64]
    movups [rdi - 16], xmm8
    movups [rdi - 32], xmm9
    movups [rdi - 48], xmm10
    movups [rdi - 64], xmm11
    sub rsi, 64
    sub rdi, 64
    cmp rdi, r9
    ja 70b
    movups [r8], xmm12
    movups [r8 + 16], xmm13
    movups [r8 + 32], xmm14
    movups [r8 + 48], xmm15
    ret
.size runtime.memmove, . - runtime.memmove
.size memmove, . - memmove
.size memcpy, . - memcpy
.popsection

// memclrNoHeapPointers(p rdi, n rsi); memset(p rdi, byte esi, n rdx) -> p.
.pushsection .text.runtime.memclrNoHeapPointers,"ax",@progbits
.p2align 5
.globl runtime.memclrNoHeapPointers
.globl memset
.type runtime.memclrNoHeapPointers,@function
.type memset,@function
runtime.memclrNoHeapPointers:
    mov rdx, rsi
    xor esi, esi
memset:
    mov rax, rdi
    movzx ecx, sil
    mov r8, 0x0101010101010101
    imul rcx, r8
    cmp rdx, 16
    jae 3f
    cmp rdx, 8
    jae 2f
    cmp rdx, 4
    jae 1f
    test rdx, rdx
    je 9f
    mov [rdi], cl
    mov [rdi + rdx - 1], cl
    cmp rdx, 3
    jne 9f
    mov [rdi + 1], cl
9:  ret
1:  mov [rdi], ecx
    mov [rdi + rdx - 4], ecx
    ret
2:  mov [rdi], rcx
    mov [rdi + rdx - 8], rcx
    ret
3:  movq xmm8, rcx
    punpcklqdq xmm8, xmm8
    cmp rdx, 2048
    jae 6f
    lea r8, [rdi + rdx - 16]
4:  cmp rdi, r8
    jae 5f
    movups [rdi], xmm8
    add rdi, 16
    jmp 4b
5:  movups [r8], xmm8
    ret
6:  mov r8, rax
    mov eax, ecx
    mov rcx, rdx
    rep stosb
    mov rax, r8
    ret
.size runtime.memclrNoHeapPointers, . - runtime.memclrNoHeapPointers
.size memset, . - memset
.popsection

// memequal(p rdi, q rsi, n rdx) -> al
.pushsection .text.runtime.memequal,"ax",@progbits
.p2align 5
.globl runtime.memequal
.type runtime.memequal,@function
runtime.memequal:
    cmp rdi, rsi
    je 8f
    cmp rdx, 8
    jb 3f
1:  cmp rdx, 16
    jb 2f
    movups xmm8, [rdi]
    movups xmm9, [rsi]
    pcmpeqb xmm8, xmm9
    pmovmskb eax, xmm8
    cmp eax, 0xffff
    jne 9f
    add rdi, 16
    add rsi, 16
    sub rdx, 16
    jne 1b
    jmp 8f
2:  // 1 to 15 bytes left, at least 8 before or here
    cmp rdx, 8
    jb 3f
    mov rax, [rdi]
    cmp rax, [rsi]
    jne 9f
    mov rax, [rdi + rdx - 8]
    cmp rax, [rsi + rdx - 8]
    sete al
    ret
3:  test rdx, rdx
    je 8f
4:  movzx eax, byte ptr [rdi]
    cmp al, [rsi]
    jne 9f
    inc rdi
    inc rsi
    dec rdx
    jne 4b
8:  mov eax, 1
    ret
9:  xor eax, eax
    ret
.size runtime.memequal, . - runtime.memequal
.popsection

// memcmp(p rdi, q rsi, n rdx) -> eax <0, 0, >0; bcmp likewise.
.pushsection .text.memcmp,"ax",@progbits
.p2align 4
.globl memcmp
.globl bcmp
.type memcmp,@function
.type bcmp,@function
memcmp:
bcmp:
1:  cmp rdx, 8
    jb 3f
    mov rax, [rdi]
    mov rcx, [rsi]
    cmp rax, rcx
    jne 2f
    add rdi, 8
    add rsi, 8
    sub rdx, 8
    jmp 1b
2:  bswap rax
    bswap rcx
    cmp rax, rcx
    sbb eax, eax
    or eax, 1
    ret
3:  test rdx, rdx
    je 5f
4:  movzx eax, byte ptr [rdi]
    movzx ecx, byte ptr [rsi]
    sub eax, ecx
    jne 6f
    inc rdi
    inc rsi
    dec rdx
    jne 4b
5:  xor eax, eax
6:  ret
.size memcmp, . - memcmp
.size bcmp, . - bcmp
.popsection

// strlen(p rdi) -> rax
.pushsection .text.strlen,"ax",@progbits
.globl strlen
.type strlen,@function
strlen:
    xor eax, eax
1:  cmp byte ptr [rdi + rax], 0
    je 2f
    inc rax
    jmp 1b
2:  ret
.size strlen, . - strlen
.popsection
