// Package ring has circular lists.
package ring

// A Ring is an element of a circular list, which has no start or end: any element
// stands for all of it. A nil *Ring is an empty one; the zero value is a ring of
// one element with a nil Value.
type Ring struct {
	next, prev *Ring
	Value      any // for the user of the package
}

func (r *Ring) init() *Ring {
	r.next = r
	r.prev = r
	return r
}

// Next gives the next element.
func (r *Ring) Next() *Ring {
	if r.next == nil {
		return r.init()
	}
	return r.next
}

// Prev gives the previous element.
func (r *Ring) Prev() *Ring {
	if r.next == nil {
		return r.init()
	}
	return r.prev
}

// Move goes n elements forward, backward if n is negative.
func (r *Ring) Move(n int) *Ring {
	if r.next == nil {
		return r.init()
	}
	for ; n > 0; n-- {
		r = r.next
	}
	for ; n < 0; n++ {
		r = r.prev
	}
	return r
}

// New gives a ring of n elements.
func New(n int) *Ring {
	if n <= 0 {
		return nil
	}
	first := new(Ring)
	last := first
	for range n - 1 {
		last.next = &Ring{prev: last}
		last = last.next
	}
	last.next = first
	first.prev = last
	return first
}

// Link makes s the element behind r and gives what was there. If they are of one
// ring, the elements between them are taken out and the result is the ring of
// these, or where r was linked to if there are none; if not, s's ring is inserted
// behind r, and the result is what is behind its last element.
func (r *Ring) Link(s *Ring) *Ring {
	n := r.Next()
	if s != nil {
		p := s.Prev()
		r.next = s
		s.prev = r
		n.prev = p
		p.next = n
	}
	return n
}

// Unlink takes out n elements behind r, modulo the length of the ring, and gives
// the ring of these.
func (r *Ring) Unlink(n int) *Ring {
	if n <= 0 {
		return nil
	}
	return r.Link(r.Move(n + 1))
}

// Len is the number of elements; it takes time in proportion.
func (r *Ring) Len() int {
	n := 0
	if r != nil {
		n = 1
		for p := r.Next(); p != r; p = p.next {
			n++
		}
	}
	return n
}

// Do calls f for each element in order. f must not change the ring.
func (r *Ring) Do(f func(any)) {
	if r != nil {
		f(r.Value)
		for p := r.Next(); p != r; p = p.next {
			f(p.Value)
		}
	}
}
