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
	return inTree(err, func(err error) bool {
		if comparable && err == target {
			return true
		}
		x, ok := err.(interface{ Is(error) bool })
		return ok && x.Is(target)
	})
}

// inTree reports whether match is true for an error of err's tree: the first for which it is ends the search.
func inTree(err error, match func(error) bool) bool {
	for err != nil {
		if match(err) {
			return true
		}
		switch x := err.(type) {
		case interface{ Unwrap() error }:
			err = x.Unwrap()
		case interface{ Unwrap() []error }:
			for _, e := range x.Unwrap() {
				if inTree(e, match) {
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
	return inTree(err, func(err error) bool {
		if reflectlite.AssignTo(target, err) {
			return true
		}
		x, ok := err.(interface{ As(any) bool })
		return ok && x.As(target)
	})
}

// AsType finds the first error in err's tree that has type E, or, if E is an
// interface type, implements it; or has a method As(any) bool that, given an *E,
// returns true: then the error is what that method stored.
func AsType[E error](err error) (E, bool) {
	var found E
	var cell *E // made only for an As method
	ok := inTree(err, func(err error) bool {
		if e, ok := err.(E); ok {
			found = e
			return true
		}
		x, ok := err.(interface{ As(any) bool })
		if !ok {
			return false
		}
		if cell == nil {
			cell = new(E)
		}
		if !x.As(cell) {
			return false
		}
		found = *cell
		return true
	})
	return found, ok
}
