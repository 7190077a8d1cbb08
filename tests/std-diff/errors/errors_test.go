package errors_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"testing"

	ours "gorcstd/errors"
)

type myErr struct{ n int }

func (e myErr) Error() string { return fmt.Sprint("my ", e.n) }

type ptrErr struct{ n int }

func (e *ptrErr) Error() string { return fmt.Sprint("ptr ", e.n) }

type sliceErr []int

func (sliceErr) Error() string { return "slice" }

type isErr struct{}

func (isErr) Error() string        { return "is" }
func (isErr) Is(target error) bool { return target == fs.ErrExist }
func (isErr) As(target any) bool {
	if p, ok := target.(*myErr); ok {
		p.n = 42
		return true
	}
	return false
}

type multi []error

func (m multi) Error() string   { return "multi" }
func (m multi) Unwrap() []error { return m }

func try(f func() any) (s string) {
	defer func() {
		if r := recover(); r != nil {
			s = fmt.Sprint("panic: ", r)
		}
	}()
	return fmt.Sprintf("%#v", f())
}

func TestTrees(t *testing.T) {
	e1, p1 := errors.New("e1"), &ptrErr{1}
	errs := []error{nil, e1, myErr{1}, p1, isErr{}, sliceErr{1}, fs.ErrExist, fs.ErrNotExist, &os.PathError{Op: "open", Path: "x", Err: fs.ErrNotExist}}
	trees := append([]error{}, errs...)
	for _, e := range errs {
		if e == nil {
			continue
		}
		trees = append(trees, fmt.Errorf("w: %w", e), errors.Join(e1, e), multi{nil, e, p1}, fmt.Errorf("%w %w", e, isErr{}), multi{})
	}
	for _, e := range trees {
		for _, target := range errs {
			if a, b := try(func() any { return ours.Is(e, target) }), try(func() any { return errors.Is(e, target) }); a != b {
				t.Errorf("Is(%v, %v): %s %s", e, target, a, b)
			}
		}
		for _, mk := range []func() any{
			func() any { return new(myErr) }, func() any { return new(*ptrErr) }, func() any { return new(sliceErr) },
			func() any { return new(error) }, func() any { return new(interface{ Timeout() bool }) }, func() any { return new(any) },
			func() any { return nil }, func() any { return (*myErr)(nil) }, func() any { return new(int) }, func() any { return 5 }, func() any { return new(*os.PathError) },
		} {
			x, y := mk(), mk()
			a, b := try(func() any { return ours.As(e, x) }), try(func() any { return errors.As(e, y) })
			if a != b || fmt.Sprintf("%T", x) != fmt.Sprintf("%T", y) || a == "true" && try(func() any { return deref(x) }) != try(func() any { return deref(y) }) {
				t.Errorf("As(%v, %T): %s %s", e, x, a, b)
			}
		}
		if a, b := ours.Unwrap(e), errors.Unwrap(e); fmt.Sprint(a) != fmt.Sprint(b) {
			t.Errorf("Unwrap(%v): %s %s", e, a, b)
		}
		v, ok := ours.AsType[myErr](e)
		if v2, ok2 := errors.AsType[myErr](e); v != v2 || ok != ok2 {
			t.Errorf("AsType(%v)", e)
		}
		p, ok := ours.AsType[*ptrErr](e)
		if p2, ok2 := errors.AsType[*ptrErr](e); p != p2 || ok != ok2 {
			t.Errorf("AsType(%v)", e)
		}
		if a, b := fmt.Sprint(ours.Join(e, nil, e1)), fmt.Sprint(errors.Join(e, nil, e1)); a != b {
			t.Errorf("Join(%v): %q %q", e, a, b)
		}
	}
	if ours.Join() != nil || ours.Join(nil, nil) != nil {
		t.Error("Join")
	}
	if ours.New("x") == ours.New("x") || ours.New("x").Error() != "x" || ours.ErrUnsupported.Error() != errors.ErrUnsupported.Error() {
		t.Error("New")
	}
}

func deref(x any) any {
	switch x := x.(type) {
	case *myErr:
		return *x
	case **ptrErr:
		return *x
	case *error:
		return (*x).Error()
	case *any:
		return fmt.Sprint(*x)
	case **os.PathError:
		return *x
	}
	return nil
}
