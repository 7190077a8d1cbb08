package p


//go:embed x.txt
var a, b string

//go:embed x.txt
var c string = "a"

//go:embed x.txt
var d = "a"

func f() {
	//go:embed x.txt
	var x string
	_ = x
	//go:embed x.txt
	_ = x
	//go:nosplit
	_ = x
}

//go:embed x.txt
func g() {}

//go:embed x.txt
type T int

//go:embed x.txt
var (
	h string
)

var (
	//go:embed x.txt
	i string
	//go:noinline
	j int
)
//go:noescape
func k() {}
//go:nosplit
//go:systemstack
func l() {}
//go:uintptrkeepalive
func m() {}
//go:unknown
func n() {}
//go:notinheap
type u int
//go:cgo_export_static
//go:cgo_import_static a b
//go:cgo_dynamic_linker a
//go:cgo_import_dynamic a b c d
//go:cgo_export_dynamic a b c
//go:linkname a
//go:linkname a b
//go:nointerface
//go:generate x
//go:fix inline
func o() {}
//go:debug x=1
//go:wasmimport a b
func q() {}
//go:yeswritebarrierrec
func r()
//go:noinline

// want:
// directive_use.go:17:4: misplaced go:embed directive
// directive_use.go:19:4: misplaced compiler directive
// directive_use.go:29:3: misplaced go:embed directive
// directive_use.go:43:3: //go:systemstack only allowed in runtime
// directive_use.go:45:3: //go:uintptrkeepalive is only allowed in the standard library
// directive_use.go:51:3: //go:cgo_export_static only allowed in cgo-generated code
// directive_use.go:51:3: usage: //go:cgo_export_static local [remote]
// directive_use.go:52:3: //go:cgo_import_static a b only allowed in cgo-generated code
// directive_use.go:52:3: usage: //go:cgo_import_static local
// directive_use.go:53:3: //go:cgo_dynamic_linker a only allowed in cgo-generated code
// directive_use.go:53:3: usage: //go:cgo_dynamic_linker "path"
// directive_use.go:54:3: usage: //go:cgo_import_dynamic local [remote ["library"]]
// directive_use.go:55:3: //go:cgo_export_dynamic a b c only allowed in cgo-generated code
// directive_use.go:55:3: usage: //go:cgo_export_dynamic local [remote]
// directive_use.go:65:3: //go:yeswritebarrierrec only allowed in runtime
// directive_use.go:67:3: misplaced compiler directive
