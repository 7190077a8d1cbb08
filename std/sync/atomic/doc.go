// Package atomic provides atomic memory operations: the building blocks of
// synchronisation. Prefer channels and the types of package sync.
package atomic

// noCopy marks types that must not be copied after first use, for vet.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// align64 marks structs that must be aligned to 8 bytes; on amd64 they are.
type align64 struct{}
