package os

import "syscall"

// Getenv returns the value of an environment variable, "" if it is not set.
func Getenv(key string) string {
	v, _ := syscall.Getenv(key)
	return v
}

// LookupEnv returns the value of an environment variable and whether it is set.
func LookupEnv(key string) (string, bool) { return syscall.Getenv(key) }

// Setenv sets an environment variable.
func Setenv(key, value string) error { return NewSyscallError("setenv", syscall.Setenv(key, value)) }

// Unsetenv removes an environment variable.
func Unsetenv(key string) error { return NewSyscallError("unsetenv", syscall.Unsetenv(key)) }

// Clearenv removes all environment variables.
func Clearenv() { syscall.Clearenv() }

// Environ returns the environment as "key=value" strings.
func Environ() []string { return syscall.Environ() }
