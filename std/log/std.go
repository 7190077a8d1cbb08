package log

import (
	"fmt"
	"io"
	"os"
)

// Output is Default().Output.
func Output(calldepth int, s string) error { return Default().write(calldepth, s) }

// Print, Printf and Println write a line with the standard logger.
func Print(v ...any)                 { Default().write(1, fmt.Sprint(v...)) }
func Printf(format string, v ...any) { Default().write(1, fmt.Sprintf(format, v...)) }
func Println(v ...any)               { Default().write(1, fmt.Sprintln(v...)) }

// Fatal is Print, then os.Exit(1).
func Fatal(v ...any) {
	Default().write(1, fmt.Sprint(v...))
	os.Exit(1)
}

// Fatalf is Printf, then os.Exit(1).
func Fatalf(format string, v ...any) {
	Default().write(1, fmt.Sprintf(format, v...))
	os.Exit(1)
}

// Fatalln is Println, then os.Exit(1).
func Fatalln(v ...any) {
	Default().write(1, fmt.Sprintln(v...))
	os.Exit(1)
}

// Panic is Print, then a panic with the text.
func Panic(v ...any) {
	s := fmt.Sprint(v...)
	Default().write(1, s)
	panic(s)
}

// Panicf is Printf, then a panic with the text.
func Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	Default().write(1, s)
	panic(s)
}

// Panicln is Println, then a panic with the text.
func Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	Default().write(1, s)
	panic(s)
}

// Flags returns what stands in front of the standard logger's lines.
func Flags() int { return Default().Flags() }

// SetFlags sets what stands in front of the standard logger's lines.
func SetFlags(flag int) { Default().SetFlags(flag) }

// Prefix returns the standard logger's prefix.
func Prefix() string { return Default().Prefix() }

// SetPrefix sets the standard logger's prefix.
func SetPrefix(prefix string) { Default().SetPrefix(prefix) }

// Writer returns where the standard logger's lines go.
func Writer() io.Writer { return Default().Writer() }

// SetOutput sets where the standard logger's lines go.
func SetOutput(w io.Writer) { Default().SetOutput(w) }
