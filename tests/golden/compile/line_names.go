// Names of files that line directives give are shown as they are; columns above 254 are not shown.
package main

//line other.go:10
var a int = "a"

//line :20
var b int = "b"

//line sub/third.go:30:5
var c int = "c"

var d, e                                                                                                                                                                                                                                                                   int = "d", "e"

func main() {}
