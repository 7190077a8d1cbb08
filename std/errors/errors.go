// Package errors makes error values and looks into trees of wrapped errors.
//
// An error wraps others if it has a method Unwrap() error or Unwrap() []error; an
// error and all it wraps, directly or not, form a tree, which Is, As and AsType
// walk depth first, parents before children. Read next: wrap.go.
package errors

// New gives an error with that text. Each call gives a distinct value, even for
// the same text.
func New(text string) error {
	return &errorString{text}
}

type errorString struct {
	s string
}

func (e *errorString) Error() string { return e.s }

// ErrUnsupported says that an operation cannot be performed because it is not
// supported. Functions wrap it rather than return it as it is.
var ErrUnsupported = New("unsupported operation")

// Join gives an error that wraps the errors that are not nil, or nil if none is.
// Its text is theirs, a line for each.
func Join(errs ...error) error {
	n := 0
	for _, err := range errs {
		if err != nil {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	e := &joinError{make([]error, 0, n)}
	for _, err := range errs {
		if err != nil {
			e.errs = append(e.errs, err)
		}
	}
	return e
}

type joinError struct {
	errs []error
}

func (e *joinError) Error() string {
	if len(e.errs) == 1 {
		return e.errs[0].Error()
	}
	var text []byte
	for i, err := range e.errs {
		if i > 0 {
			text = append(text, '\n')
		}
		text = append(text, err.Error()...)
	}
	return string(text)
}

func (e *joinError) Unwrap() []error { return e.errs }
