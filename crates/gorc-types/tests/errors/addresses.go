package p

type V [1 << 50]byte
type W [1<<50 - 1]byte
type Y *[1 << 50]byte
type F func([1 << 51]byte)

// want:
// addresses.go:3:6: type [1125899906842624]byte larger than address space
// addresses.go:5:6: type [1125899906842624]byte larger than address space
// addresses.go:6:6: type [2251799813685248]byte larger than address space
