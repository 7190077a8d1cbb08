// -lang=go1.12
package p

import "unsafe"

var i int
var b bool
var iface interface{}
var s string

func f[P any](x P) {}

type G[P any] struct{ x P }

func (g G[P]) m() {}

type A[P any] = G[P]

var _ = unsafe.Add(unsafe.Pointer(nil), 0)
var _ = unsafe.Slice(new(byte), 1)
var _ = unsafe.SliceData([]byte(nil))
var _ = unsafe.String(nil, 0)
var _ = unsafe.StringData("")
var _ = f[int]
var _ G[int]
func g() { f(1); f[int](2) }
type U interface { ~int | string }
type E interface { comparable; any }
var _ = 1_0
const c = 0x1p2 + 0b1
func h() {
	for range 10 {}
	for range func(func()bool) {} {}
	clear(map[int]int{})
	_ = min(1, 2)
	var a [4]int
	_ = [4]int(a[:])
	_ = (*[4]int)(a[:])
	_ = 1 << i
}

// want:
// versions.go:11:8: type parameter requires go1.18 or later (-lang was set to go1.12; check go.mod)
// versions.go:11:10: predeclared any requires go1.18 or later (-lang was set to go1.12; check go.mod)
// versions.go:13:8: type parameter requires go1.18 or later (-lang was set to go1.12; check go.mod)
// versions.go:13:10: predeclared any requires go1.18 or later (-lang was set to go1.12; check go.mod)
// versions.go:15:9: type instantiation requires go1.18 or later (-lang was set to go1.12; check go.mod)
// versions.go:17:8: generic type alias requires go1.23 or later (-lang was set to go1.12; check go.mod)
// versions.go:17:10: predeclared any requires go1.18 or later (-lang was set to go1.12; check go.mod)
// versions.go:17:17: type instantiation requires go1.18 or later (-lang was set to go1.12; check go.mod)
// versions.go:19:9: unsafe.Add requires go1.17 or later (-lang was set to go1.12; check go.mod)
// versions.go:20:9: unsafe.Slice requires go1.17 or later (-lang was set to go1.12; check go.mod)
// versions.go:21:9: unsafe.SliceData requires go1.20 or later (-lang was set to go1.12; check go.mod)
// versions.go:22:9: unsafe.String requires go1.20 or later (-lang was set to go1.12; check go.mod)
// versions.go:23:9: unsafe.StringData requires go1.20 or later (-lang was set to go1.12; check go.mod)
// versions.go:24:10: function instantiation requires go1.18 or later (-lang was set to go1.12; check go.mod)
// versions.go:25:7: type instantiation requires go1.18 or later (-lang was set to go1.12; check go.mod)
// versions.go:26:12: implicit function instantiation requires go1.18 or later (-lang was set to go1.12; check go.mod)
// versions.go:26:18: function instantiation requires go1.18 or later (-lang was set to go1.12; check go.mod)
// versions.go:27:20: embedding interface element ~int | string requires go1.18 or later (-lang was set to go1.12; check go.mod)
// versions.go:28:20: predeclared comparable requires go1.18 or later (-lang was set to go1.12; check go.mod)
// versions.go:28:32: predeclared any requires go1.18 or later (-lang was set to go1.12; check go.mod)
// versions.go:29:9: underscore in numeric literal requires go1.13 or later (-lang was set to go1.12; check go.mod)
// versions.go:30:11: hexadecimal floating-point literal requires go1.13 or later (-lang was set to go1.12; check go.mod)
// versions.go:30:19: binary literal requires go1.13 or later (-lang was set to go1.12; check go.mod)
// versions.go:32:12: cannot range over 10 (untyped int constant): requires go1.22 or later (-lang was set to go1.12; check go.mod)
// versions.go:33:12: cannot range over func(func() bool) {} (value of type func(func() bool)): requires go1.23 or later (-lang was set to go1.12; check go.mod)
// versions.go:34:2: clear requires go1.21 or later (-lang was set to go1.12; check go.mod)
// versions.go:35:6: built-in min requires go1.21 or later (-lang was set to go1.12; check go.mod)
// versions.go:37:14: cannot convert a[:] (value of type []int) to type [4]int: conversion of slice to array requires go1.20 or later (-lang was set to go1.12; check go.mod)
// versions.go:38:17: cannot convert a[:] (value of type []int) to type *[4]int: conversion of slice to array pointer requires go1.17 or later (-lang was set to go1.12; check go.mod)
// versions.go:39:11: invalid operation: signed shift count i (variable of type int) requires go1.13 or later (-lang was set to go1.12; check go.mod)
