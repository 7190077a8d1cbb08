// Package list has a doubly linked list.
//
// Inside, the elements form a ring that goes through a sentinel in the List, so
// that no link is ever nil in a list that is in use.
package list

// An Element is an element of a list.
type Element struct {
	next, prev *Element
	list       *List // the list it is in, or nil

	Value any // what it holds
}

// Next gives the element behind e, nil if e is the last.
func (e *Element) Next() *Element {
	if p := e.next; e.list != nil && p != &e.list.root {
		return p
	}
	return nil
}

// Prev gives the element in front of e, nil if e is the first.
func (e *Element) Prev() *Element {
	if p := e.prev; e.list != nil && p != &e.list.root {
		return p
	}
	return nil
}

// A List is a list; its zero value is empty and ready.
type List struct {
	root Element // the sentinel: next is the first element, prev the last
	len  int
}

// Init empties l.
func (l *List) Init() *List {
	l.root.next = &l.root
	l.root.prev = &l.root
	l.len = 0
	return l
}

// New gives an empty list.
func New() *List { return new(List).Init() }

// Len is the number of elements.
func (l *List) Len() int { return l.len }

// Front gives the first element, nil if there is none.
func (l *List) Front() *Element {
	if l.len == 0 {
		return nil
	}
	return l.root.next
}

// Back gives the last element, nil if there is none.
func (l *List) Back() *Element {
	if l.len == 0 {
		return nil
	}
	return l.root.prev
}

// ready initializes a zero value.
func (l *List) ready() {
	if l.root.next == nil {
		l.Init()
	}
}

func (l *List) insert(e, at *Element) *Element {
	e.prev = at
	e.next = at.next
	e.prev.next = e
	e.next.prev = e
	e.list = l
	l.len++
	return e
}

func (l *List) insertValue(v any, at *Element) *Element {
	return l.insert(&Element{Value: v}, at)
}

func (l *List) unlink(e *Element) {
	e.prev.next = e.next
	e.next.prev = e.prev
	l.len--
}

func (l *List) move(e, at *Element) {
	if e == at {
		return
	}
	l.unlink(e)
	l.insert(e, at)
}

// Remove takes e out of l, if it is in it, and gives its value.
func (l *List) Remove(e *Element) any {
	if e.list == l {
		l.unlink(e)
		e.next, e.prev, e.list = nil, nil, nil
	}
	return e.Value
}

// PushFront inserts v at the front and gives its element.
func (l *List) PushFront(v any) *Element {
	l.ready()
	return l.insertValue(v, &l.root)
}

// PushBack inserts v at the end and gives its element.
func (l *List) PushBack(v any) *Element {
	l.ready()
	return l.insertValue(v, l.root.prev)
}

// InsertBefore inserts v in front of mark and gives its element, nil if mark is
// not in l.
func (l *List) InsertBefore(v any, mark *Element) *Element {
	if mark.list != l {
		return nil
	}
	return l.insertValue(v, mark.prev)
}

// InsertAfter inserts v behind mark and gives its element, nil if mark is not in
// l.
func (l *List) InsertAfter(v any, mark *Element) *Element {
	if mark.list != l {
		return nil
	}
	return l.insertValue(v, mark)
}

// MoveToFront moves e to the front, if it is in l.
func (l *List) MoveToFront(e *Element) {
	if e.list == l && l.root.next != e {
		l.move(e, &l.root)
	}
}

// MoveToBack moves e to the end, if it is in l.
func (l *List) MoveToBack(e *Element) {
	if e.list == l && l.root.prev != e {
		l.move(e, l.root.prev)
	}
}

// MoveBefore moves e in front of mark, if both are in l and not the same.
func (l *List) MoveBefore(e, mark *Element) {
	if e.list == l && e != mark && mark.list == l {
		l.move(e, mark.prev)
	}
}

// MoveAfter moves e behind mark, if both are in l and not the same.
func (l *List) MoveAfter(e, mark *Element) {
	if e.list == l && e != mark && mark.list == l {
		l.move(e, mark)
	}
}

// PushBackList inserts copies of other's elements at the end; other may be l.
func (l *List) PushBackList(other *List) {
	l.ready()
	e := other.Front()
	for n := other.Len(); n > 0; n-- {
		l.insertValue(e.Value, l.root.prev)
		e = e.Next()
	}
}

// PushFrontList inserts copies of other's elements at the front; other may be l.
func (l *List) PushFrontList(other *List) {
	l.ready()
	e := other.Back()
	for n := other.Len(); n > 0; n-- {
		l.insertValue(e.Value, &l.root)
		e = e.Prev()
	}
}
