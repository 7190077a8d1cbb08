// Profiles: of memory; those of blocking, locks and threads are empty. Read next: crates/gorc-runtime/src/gc/memprofile.rs.

package runtime

// MemProfileRate controls the fraction of memory allocations that are recorded in the memory profile: on average one per
// MemProfileRate bytes, each for 1, none for 0. With the default nothing is recorded either: a program that wants a profile
// sets it as early as possible.
var MemProfileRate int = 512 * 1024

func memprofilerate(rate *int)

//go:noescape
func memprofile(out *MemProfileRecord, n int, zero bool) int

// A StackRecord describes a single execution stack.
type StackRecord struct {
	Stack0 [32]uintptr // stack trace for this record; ends at first 0 entry
}

// Stack returns the stack trace associated with the record, a prefix of r.Stack0.
func (r *StackRecord) Stack() []uintptr { return untilZero(r.Stack0[:]) }

func untilZero(pcs []uintptr) []uintptr {
	for i, pc := range pcs {
		if pc == 0 {
			return pcs[:i]
		}
	}
	return pcs
}

// A MemProfileRecord describes the live objects allocated by a particular call sequence (stack trace).
type MemProfileRecord struct {
	AllocBytes, FreeBytes     int64       // number of bytes allocated, freed
	AllocObjects, FreeObjects int64       // number of objects allocated, freed
	Stack0                    [32]uintptr // stack trace for this record; ends at first 0 entry
}

// InUseBytes returns the number of bytes in use (AllocBytes - FreeBytes).
func (r *MemProfileRecord) InUseBytes() int64 { return r.AllocBytes - r.FreeBytes }

// InUseObjects returns the number of objects in use (AllocObjects - FreeObjects).
func (r *MemProfileRecord) InUseObjects() int64 { return r.AllocObjects - r.FreeObjects }

// Stack returns the stack trace associated with the record, a prefix of r.Stack0.
func (r *MemProfileRecord) Stack() []uintptr { return untilZero(r.Stack0[:]) }

// MemProfile returns a profile of memory allocated and freed per allocation site: n, the number of records in the current
// memory profile. If len(p) >= n, MemProfile copies the profile into p and returns n, true. If len(p) < n, MemProfile does
// not change p and returns n, false. If inuseZero is true, the profile includes allocation records where everything has
// been freed.
func MemProfile(p []MemProfileRecord, inuseZero bool) (n int, ok bool) {
	var out *MemProfileRecord
	if len(p) > 0 {
		out = &p[0]
	}
	n = memprofile(out, len(p), inuseZero)
	return n, n <= len(p)
}

// BlockProfileRecord describes blocking events originated at a particular call sequence (stack trace).
type BlockProfileRecord struct {
	Count  int64
	Cycles int64
	StackRecord
}

// SetBlockProfileRate controls the fraction of goroutine blocking events that are reported in the blocking profile. gorc
// records none.
func SetBlockProfileRate(rate int) {}

// SetMutexProfileFraction controls the fraction of mutex contention events that are reported in the mutex profile; it
// returns the previous one. gorc records none.
func SetMutexProfileFraction(rate int) int {
	old := mutexProfileFraction
	if rate >= 0 {
		mutexProfileFraction = rate
	}
	return old
}

var mutexProfileFraction int

// BlockProfile returns n, the number of records in the current blocking profile: none.
func BlockProfile(p []BlockProfileRecord) (n int, ok bool) { return 0, true }

// MutexProfile returns n, the number of records in the current mutex profile: none.
func MutexProfile(p []BlockProfileRecord) (n int, ok bool) { return 0, true }

// ThreadCreateProfile returns n, the number of records in the thread creation profile: none.
func ThreadCreateProfile(p []StackRecord) (n int, ok bool) { return 0, true }
