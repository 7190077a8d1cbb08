// Package strconv converts between values of basic types and text.
//
// Integers: parseint.go, formatint.go. Floating-point numbers: power of ten
// arithmetic in pow10.go, which both directions share; to text, ftoa.go lays out
// the digits that shortest.go and fixed.go find; from text, atof.go reads and
// rounds. Both fall back to the exact arithmetic of big.go where 128 bits do not
// decide. Quoting: quote.go, unquote.go.
package strconv

import "errors"

// ErrRange says that a value is out of range for the target type.
var ErrRange = errors.New("value out of range")

// ErrSyntax says that text does not have the syntax of the target type.
var ErrSyntax = errors.New("invalid syntax")

// A NumError is a failed conversion.
type NumError struct {
	Func string // the function that failed, like ParseBool
	Num  string // its input
	Err  error  // why: ErrRange or ErrSyntax, for instance
}

func (e *NumError) Error() string {
	return "strconv." + e.Func + ": parsing " + Quote(e.Num) + ": " + e.Err.Error()
}

// Unwrap gives the reason.
func (e *NumError) Unwrap() error { return e.Err }

func syntaxError(fn, s string) *NumError { return &NumError{fn, s, ErrSyntax} }

func rangeError(fn, s string) *NumError { return &NumError{fn, s, ErrRange} }

func baseError(fn, s string, base int) *NumError {
	return &NumError{fn, s, errors.New("invalid base " + Itoa(base))}
}

func bitSizeError(fn, s string, bitSize int) *NumError {
	return &NumError{fn, s, errors.New("invalid bit size " + Itoa(bitSize))}
}

// ParseBool gives the truth value that str names: 1, t, T, TRUE, true, True or 0,
// f, F, FALSE, false, False. Anything else is an error.
func ParseBool(str string) (bool, error) {
	switch str {
	case "1", "t", "T", "true", "TRUE", "True":
		return true, nil
	case "0", "f", "F", "false", "FALSE", "False":
		return false, nil
	}
	return false, syntaxError("ParseBool", str)
}

// FormatBool gives "true" or "false".
func FormatBool(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// AppendBool appends "true" or "false".
func AppendBool(dst []byte, b bool) []byte {
	return append(dst, FormatBool(b)...)
}
