package bytealg

import "io"

// A Text is what packages strings and bytes are about.
type Text interface{ string | []byte }

// A Kind says how a function that is the same in packages strings and bytes treats their kind of text. The functions have
// it as type parameter, so that its methods are called directly.
type Kind[S Text] interface {
	// View gives s as a string that shares its memory.
	View(s S) string
	// Part gives s[i:j]; appending to it must not write over s.
	Part(s S, i, j int) S
	// Write writes s to w.
	Write(w io.Writer, s S) (int, error)
	// Words gives the words that the texts of errors are made of: names of the package, of the text, and of a method that
	// writes it.
	Words() (pkg, text, write string)
}

// Strings is the kind of package strings.
type Strings struct{}

func (Strings) View(s string) string                     { return s }
func (Strings) Part(s string, i, j int) string           { return s[i:j] }
func (Strings) Write(w io.Writer, s string) (int, error) { return io.WriteString(w, s) }
func (Strings) Words() (pkg, text, write string)         { return "strings", "string", "WriteString" }

// Bytes is the kind of package bytes.
type Bytes struct{}

func (Bytes) View(s []byte) string                     { return View(s) }
func (Bytes) Part(s []byte, i, j int) []byte           { return s[i:j:j] }
func (Bytes) Write(w io.Writer, s []byte) (int, error) { return w.Write(s) }
func (Bytes) Words() (pkg, text, write string)         { return "bytes", "slice", "Write" }
