package errors

import "internal/reflectlite"

// Unwrap gives what err's method Unwrap() error returns, nil if it has none. It
// does not look into errors that wrap several, like those of Join.
func Unwrap(err error) error {
	if u, ok := err.(interface{ Unwrap() error }); ok {
		return u.Unwrap()
	}
	return nil
}

// Is reports whether an error in err's tree matches target: it is equal to it,
// or it has a method Is(error) bool that says so of target.
func Is(err, target error) bool {
	if err == nil || target == nil {
		return err == target
	}
	return is(err, target, isComparable(target))
}

func isComparable(err error) bool { return reflectlite.TypeOf(err).Equal != nil }

func is(err, target error, comparable bool) bool {
	for err != nil {
		if comparable && err == target {
			return true
		}
		if x, ok := err.(interface{ Is(error) bool }); ok && x.Is(target) {
			return true
		}
		switch x := err.(type) {
		case interface{ Unwrap() error }:
			err = x.Unwrap()
		case interface{ Unwrap() []error }:
			for _, e := range x.Unwrap() {
				if is(e, target, comparable) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
	return false
}

// As finds the first error in err's tree that matches the variable target points
// to, and stores it there. An error matches if it can be assigned to the
// variable, or if it has a method As(any) bool that, given target, returns true;
// then that method has done the storing. It panics if target is not a non-nil
// pointer to an interface type or to a type that implements error.
func As(err error, target any) bool {
	if err == nil {
		return false
	}
	if target == nil {
		panic("errors: target cannot be nil")
	}
	typ := reflectlite.TypeOf(target)
	if typ.Kind() != reflectlite.Pointer || reflectlite.IsNilPointer(target) {
		panic("errors: target must be a non-nil pointer")
	}
	elem := typ.Elem()
	if elem.Kind() != reflectlite.Interface && !reflectlite.ImplementsError(elem) {
		panic("errors: *target must be interface or implement error")
	}
	return as(err, target)
}

func as(err error, target any) bool {
	for err != nil {
		if reflectlite.AssignTo(target, err) {
			return true
		}
		if x, ok := err.(interface{ As(any) bool }); ok && x.As(target) {
			return true
		}
		switch x := err.(type) {
		case interface{ Unwrap() error }:
			err = x.Unwrap()
		case interface{ Unwrap() []error }:
			for _, e := range x.Unwrap() {
				if e != nil && as(e, target) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
	return false
}

// AsType finds the first error in err's tree that has type E, or, if E is an
// interface type, implements it; or has a method As(any) bool that, given an *E,
// returns true: then the error is what that method stored.
func AsType[E error](err error) (E, bool) {
	if err == nil {
		var zero E
		return zero, false
	}
	var cell *E // made only for an As method
	return asType(err, &cell)
}

func asType[E error](err error, cell **E) (_ E, found bool) {
	for err != nil {
		if e, ok := err.(E); ok {
			return e, true
		}
		if x, ok := err.(interface{ As(any) bool }); ok {
			if *cell == nil {
				*cell = new(E)
			}
			if x.As(*cell) {
				return **cell, true
			}
		}
		switch x := err.(type) {
		case interface{ Unwrap() error }:
			err = x.Unwrap()
		case interface{ Unwrap() []error }:
			for _, e := range x.Unwrap() {
				if e == nil {
					continue
				}
				if v, ok := asType(e, cell); ok {
					return v, true
				}
			}
			return
		default:
			return
		}
	}
	return
}
