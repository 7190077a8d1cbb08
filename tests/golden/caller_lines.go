package main

import (
	"fmt"
	"path/filepath"
	"runtime"
)

func where() string {
	_, file, line, ok := runtime.Caller(1)
	return fmt.Sprint(filepath.Base(file), ":", line, " ", ok)
}

func main() {
	fmt.Println(where())
	func() {
		fmt.Println(where())
		pcs := make([]uintptr, 10)
		n := runtime.Callers(1, pcs)
		frames := runtime.CallersFrames(pcs[:n])
		for {
			f, more := frames.Next()
			fmt.Println(f.Function, f.Line)
			if f.Function == "main.main" || !more {
				break
			}
		}
	}()
	fmt.Println(runtime.GOOS, runtime.GOARCH, runtime.NumGoroutine())
}
