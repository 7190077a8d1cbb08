// Stands in for the runtime when the official toolchain builds this package for comparison.
package bytealg

func MakeNoZero(n int) []byte { return append([]byte(nil), make([]byte, n)...) }
