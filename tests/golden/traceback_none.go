// debug.SetTraceback cannot go below what the environment asks for.
package main

import (
	"runtime/debug"
)

func main() { debug.SetTraceback("none"); panic("quiet") }
