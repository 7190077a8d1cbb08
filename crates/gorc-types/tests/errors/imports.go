package p

import ""
import "a!"
import "\x00"
import `a\b`
import "/foo"
import "unicode//utf8"

// want:
// imports.go:3:8: invalid import path (empty string)
// imports.go:4:8: invalid import path (invalid character U+0021 '!')
// imports.go:5:8: invalid import path (invalid character U+0000)
// imports.go:6:8: invalid import path (invalid character U+005C '\')
// imports.go:7:8: could not import /foo (import path cannot be absolute path)
// imports.go:8:8: could not import unicode//utf8 (non-canonical import path "unicode//utf8" (should be "unicode/utf8"))
