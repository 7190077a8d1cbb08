package sync

// A Pool keeps values that may be used again, and may drop any of them at any time:
// what it holds is gone after two collections without use.
//
// The collector's cleanup moves fresh values to old and drops the old ones.
type Pool struct {
	_ noCopy
	// New makes a value when the pool has none.
	New func() any

	mu         Mutex
	fresh, old []any
	registered bool
}

var (
	poolsMu Mutex
	pools   []*Pool
	hooked  bool
)

func runtime_registerPoolCleanup(f func())

// Put adds x to the pool.
func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	p.mu.Lock()
	p.fresh = append(p.fresh, x)
	register := !p.registered
	p.registered = true
	p.mu.Unlock()
	if register {
		poolsMu.Lock()
		pools = append(pools, p)
		if !hooked {
			hooked = true
			runtime_registerPoolCleanup(poolCleanup)
		}
		poolsMu.Unlock()
	}
}

// Get takes any value out of the pool; if there is none it returns the result of New, or nil.
func (p *Pool) Get() any {
	p.mu.Lock()
	x := pop(&p.fresh)
	if x == nil {
		x = pop(&p.old)
	}
	p.mu.Unlock()
	if x == nil && p.New != nil {
		x = p.New()
	}
	return x
}

func pop(s *[]any) any {
	n := len(*s) - 1
	if n < 0 {
		return nil
	}
	x := (*s)[n]
	(*s)[n] = nil
	*s = (*s)[:n]
	return x
}

// poolCleanup runs after a collection has begun. A pool that is empty leaves the list.
func poolCleanup() {
	poolsMu.Lock()
	defer poolsMu.Unlock()
	kept := pools[:0]
	for _, p := range pools {
		p.mu.Lock()
		p.fresh, p.old = nil, p.fresh
		if len(p.old) > 0 {
			kept = append(kept, p)
		} else {
			p.registered = false
		}
		p.mu.Unlock()
	}
	clear(pools[len(kept):])
	pools = kept
}
