// Package os is the operating system: files, environment, the process.
package os

import "syscall"

// Args are the words of the command line, the program's name first.
var Args []string = runtime_args()

func runtime_args() []string

func runtime_beforeExit(exitCode int)
func runtime_exit(code int)

// Exit ends the program at once with the given status; deferred functions do not run.
func Exit(code int) {
	runtime_beforeExit(code)
	runtime_exit(code)
}

// Getpid returns the number of this process.
func Getpid() int { return syscall.Getpid() }
