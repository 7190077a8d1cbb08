package bytealg

// MakeNoZero makes a slice with all of the memory that there is for n bytes. Up to n, its bytes may have any value.
func MakeNoZero(n int) []byte
