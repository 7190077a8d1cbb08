// Package context carries deadlines, cancellation and values of a request down a tree of calls.
//
// A context that can be cancelled keeps the set of its children that can; cancelling it cancels them. A
// foreign implementation of Context in between is watched by a goroutine. Read next: cancel.go.
package context

import (
	"errors"
	"internal/reflectlite"
	"time"
)

// A Context is a node of the tree. Its methods may be called by several goroutines at once.
type Context interface {
	// Deadline returns when the context will be cancelled, if it is known.
	Deadline() (deadline time.Time, ok bool)
	// Done returns a channel that is closed on cancellation, nil if there never will be one.
	Done() <-chan struct{}
	// Err returns nil before Done is closed, then why: Canceled or DeadlineExceeded.
	Err() error
	// Value returns the value for key, nil if there is none.
	Value(key any) any
}

// Canceled is the error of a context that was cancelled.
var Canceled = errors.New("context canceled")

// DeadlineExceeded is the error of a context whose deadline has passed.
var DeadlineExceeded error = deadlineExceededError{}

type deadlineExceededError struct{}

func (deadlineExceededError) Error() string   { return "context deadline exceeded" }
func (deadlineExceededError) Timeout() bool   { return true }
func (deadlineExceededError) Temporary() bool { return true }

// emptyCtx is a context without anything.
type emptyCtx struct{}

func (emptyCtx) Deadline() (deadline time.Time, ok bool) { return }
func (emptyCtx) Done() <-chan struct{}                   { return nil }
func (emptyCtx) Err() error                              { return nil }
func (emptyCtx) Value(key any) any                       { return nil }

type backgroundCtx struct{ emptyCtx }

func (backgroundCtx) String() string { return "context.Background" }

type todoCtx struct{ emptyCtx }

func (todoCtx) String() string { return "context.TODO" }

// Background returns the root of a tree.
func Background() Context { return backgroundCtx{} }

// TODO returns a root for where it is not yet clear which context to use.
func TODO() Context { return todoCtx{} }

type stringer interface{ String() string }

// nameOf is the text for a context within another's.
func nameOf(c Context) string {
	if s, ok := c.(stringer); ok {
		return s.String()
	}
	return reflectlite.TypeOf(c).String()
}

// valueCtx adds one value.
type valueCtx struct {
	Context
	key, val any
}

// WithValue returns a child of parent with a value for key, which must be comparable and should have a type of its own.
func WithValue(parent Context, key, val any) Context {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	if key == nil {
		panic("nil key")
	}
	if reflectlite.TypeOf(key).Equal == nil {
		panic("key is not comparable")
	}
	return &valueCtx{parent, key, val}
}

// Value climbs the tree; chains of value contexts are followed without recursion.
func (c *valueCtx) Value(key any) any {
	for {
		if c.key == key {
			return c.val
		}
		p, ok := c.Context.(*valueCtx)
		if !ok {
			return c.Context.Value(key)
		}
		c = p
	}
}

func (c *valueCtx) String() string {
	return nameOf(c.Context) + ".WithValue(" + textOf(c.key) + ", " + textOf(c.val) + ")"
}

// textOf shows keys and values that are strings or have a text, of others the type.
func textOf(v any) string {
	switch s := v.(type) {
	case stringer:
		return s.String()
	case string:
		return s
	case nil:
		return "<nil>"
	}
	return reflectlite.TypeOf(v).String()
}

// withoutCancel hides its parent's cancellation.
type withoutCancel struct{ parent Context }

// WithoutCancel returns a child of parent with its values that is not cancelled when parent is.
func WithoutCancel(parent Context) Context {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	return withoutCancel{parent}
}

func (withoutCancel) Deadline() (deadline time.Time, ok bool) { return }
func (withoutCancel) Done() <-chan struct{}                   { return nil }
func (withoutCancel) Err() error                              { return nil }
func (c withoutCancel) String() string                        { return nameOf(c.parent) + ".WithoutCancel" }

func (c withoutCancel) Value(key any) any {
	if key == &selfKey {
		return nil
	}
	return c.parent.Value(key)
}
