// The exported printing functions, and the way from an argument to text.

package fmt

import (
	"io"
	"os"
	"reflect"
	"strconv"
	"sync"
	"unicode/utf8"
)

// State is the printer as a Formatter sees it.
type State interface {
	// Write appends to the output.
	Write(b []byte) (n int, err error)
	// Width returns the width and whether one was given.
	Width() (wid int, ok bool)
	// Precision returns the precision and whether one was given.
	Precision() (prec int, ok bool)
	// Flag says whether the flag c was given.
	Flag(c int) bool
}

// Formatter is implemented by values that format themselves for every verb.
type Formatter interface {
	Format(f State, verb rune)
}

// Stringer is implemented by values that have a text of their own.
type Stringer interface {
	String() string
}

// GoStringer is implemented by values that have a Go syntax of their own, for %#v.
type GoStringer interface {
	GoString() string
}

// FormatString returns the directive with which state and verb were made.
func FormatString(state State, verb rune) string {
	b := []byte{'%'}
	for _, c := range " +-#0" {
		if state.Flag(int(c)) {
			b = append(b, byte(c))
		}
	}
	if w, ok := state.Width(); ok {
		b = strconv.AppendInt(b, int64(w), 10)
	}
	if p, ok := state.Precision(); ok {
		b = append(b, '.')
		b = strconv.AppendInt(b, int64(p), 10)
	}
	return string(utf8.AppendRune(b, verb))
}

// printer holds the output and the state of one call.
type printer struct {
	spec
	buf []byte
	// arg is the current argument; value is used instead where it came by reflection.
	arg   any
	value reflect.Value
	// reordered says that an argument index was seen in this format, goodIndex that the latest was valid.
	reordered, goodIndex bool
	// panicking and erroring prevent endless recursion through methods that panic, or that format themselves.
	panicking, erroring bool
	// wrapErrs allows %w; wrapped lists its operands.
	wrapErrs bool
	wrapped  []int
}

var printers = sync.Pool{New: func() any { return new(printer) }}

func newPrinter() *printer {
	p := printers.Get().(*printer)
	p.panicking, p.erroring, p.wrapErrs = false, false, false
	p.spec = spec{}
	return p
}

// free gives p back. Very large buffers are left to the collector.
func (p *printer) free() {
	if cap(p.buf) > 64<<10 {
		p.buf = nil
	}
	p.buf, p.wrapped = p.buf[:0], nil
	p.arg, p.value = nil, reflect.Value{}
	printers.Put(p)
}

func (p *printer) Write(b []byte) (n int, err error) {
	p.buf = append(p.buf, b...)
	return len(b), nil
}

// WriteString makes io.WriteString work without a copy.
func (p *printer) WriteString(s string) (n int, err error) {
	p.buf = append(p.buf, s...)
	return len(s), nil
}

func (p *printer) Width() (wid int, ok bool)      { return p.wid, p.hasWid }
func (p *printer) Precision() (prec int, ok bool) { return p.prec, p.hasPrec }

func (p *printer) Flag(c int) bool {
	switch c {
	case '-':
		return p.minus
	case '+':
		return p.plus || p.plusV
	case '#':
		return p.sharp || p.sharpV
	case ' ':
		return p.space
	case '0':
		return p.zero
	}
	return false
}

// writeTo writes the text to w and is done with p.
func (p *printer) writeTo(w io.Writer) (n int, err error) {
	n, err = w.Write(p.buf)
	p.free()
	return n, err
}

// text gives the text and is done with p.
func (p *printer) text() string {
	s := string(p.buf)
	p.free()
	return s
}

// appendTo appends the text to b and is done with p.
func (p *printer) appendTo(b []byte) []byte {
	b = append(b, p.buf...)
	p.free()
	return b
}

// Fprintf formats to w. It returns the number of bytes written and any error of w.
func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	return newPrinter().printf(format, a).writeTo(w)
}

// Printf formats to standard output.
func Printf(format string, a ...any) (n int, err error) { return Fprintf(os.Stdout, format, a...) }

// Sprintf formats to a string.
func Sprintf(format string, a ...any) string { return newPrinter().printf(format, a).text() }

// Appendf formats, and appends the text to b.
func Appendf(b []byte, format string, a ...any) []byte {
	return newPrinter().printf(format, a).appendTo(b)
}

// Fprint writes the operands to w in their default formats, with spaces between two that are no strings.
func Fprint(w io.Writer, a ...any) (n int, err error) { return newPrinter().print(a).writeTo(w) }

// Print is Fprint to standard output.
func Print(a ...any) (n int, err error) { return Fprint(os.Stdout, a...) }

// Sprint is Fprint to a string.
func Sprint(a ...any) string { return newPrinter().print(a).text() }

// Append is Fprint to a byte slice.
func Append(b []byte, a ...any) []byte { return newPrinter().print(a).appendTo(b) }

// Fprintln writes the operands to w in their default formats, with spaces between them and a newline at the end.
func Fprintln(w io.Writer, a ...any) (n int, err error) { return newPrinter().println(a).writeTo(w) }

// Println is Fprintln to standard output.
func Println(a ...any) (n int, err error) { return Fprintln(os.Stdout, a...) }

// Sprintln is Fprintln to a string.
func Sprintln(a ...any) string { return newPrinter().println(a).text() }

// Appendln is Fprintln to a byte slice.
func Appendln(b []byte, a ...any) []byte { return newPrinter().println(a).appendTo(b) }

// print writes operands with spaces between two that are no strings.
func (p *printer) print(a []any) *printer {
	afterString := false
	for i, arg := range a {
		isString := arg != nil && reflect.TypeOf(arg).Kind() == reflect.String
		if i > 0 && !isString && !afterString {
			p.writeByte(' ')
		}
		p.printArg(arg, 'v')
		afterString = isString
	}
	return p
}

// println writes operands with spaces between them and a newline.
func (p *printer) println(a []any) *printer {
	for i, arg := range a {
		if i > 0 {
			p.writeByte(' ')
		}
		p.printArg(arg, 'v')
	}
	p.writeByte('\n')
	return p
}

// badVerb reports a verb that does not fit its argument.
func (p *printer) badVerb(verb rune) {
	p.erroring = true
	p.writeString("%!")
	p.writeRune(verb)
	p.writeByte('(')
	switch {
	case p.arg != nil:
		p.writeString(reflect.TypeOf(p.arg).String())
		p.writeByte('=')
		p.printArg(p.arg, 'v')
	case p.value.IsValid():
		p.writeString(p.value.Type().String())
		p.writeByte('=')
		p.printValue(p.value, 'v', 0)
	default:
		p.writeString("<nil>")
	}
	p.writeByte(')')
	p.erroring = false
}

// printArg writes one argument.
func (p *printer) printArg(arg any, verb rune) {
	p.arg, p.value = arg, reflect.Value{}
	if arg == nil {
		if verb == 'T' || verb == 'v' {
			p.padString("<nil>")
		} else {
			p.badVerb(verb)
		}
		return
	}
	switch verb {
	case 'T':
		p.fmtS(reflect.TypeOf(arg).String())
		return
	case 'p':
		p.fmtPointer(reflect.ValueOf(arg), 'p')
		return
	}
	switch v := arg.(type) {
	case bool:
		p.formatBool(v, verb)
	case float32:
		p.formatFloat(float64(v), 32, verb)
	case float64:
		p.formatFloat(v, 64, verb)
	case complex64:
		p.formatComplex(complex128(v), 64, verb)
	case complex128:
		p.formatComplex(v, 128, verb)
	case int:
		p.formatInt(uint64(v), signed, verb)
	case int8:
		p.formatInt(uint64(v), signed, verb)
	case int16:
		p.formatInt(uint64(v), signed, verb)
	case int32:
		p.formatInt(uint64(v), signed, verb)
	case int64:
		p.formatInt(uint64(v), signed, verb)
	case uint:
		p.formatInt(uint64(v), unsigned, verb)
	case uint8:
		p.formatInt(uint64(v), unsigned, verb)
	case uint16:
		p.formatInt(uint64(v), unsigned, verb)
	case uint32:
		p.formatInt(uint64(v), unsigned, verb)
	case uint64:
		p.formatInt(v, unsigned, verb)
	case uintptr:
		p.formatInt(uint64(v), unsigned, verb)
	case string:
		p.formatString(v, verb)
	case []byte:
		p.formatBytes(v, verb, "[]byte")
	case reflect.Value:
		// A Value held in an argument is looked through, methods first where they may be called.
		if v.IsValid() && v.CanInterface() {
			p.arg = v.Interface()
			if p.callMethods(verb) {
				return
			}
		}
		p.printValue(v, verb, 0)
	default:
		if !p.callMethods(verb) {
			p.printValue(reflect.ValueOf(arg), verb, 0)
		}
	}
}

// callMethods lets the argument format itself if it can; it reports whether it did.
func (p *printer) callMethods(verb rune) (handled bool) {
	if p.erroring {
		return false
	}
	if verb == 'w' {
		if _, ok := p.arg.(error); !ok || !p.wrapErrs {
			p.badVerb(verb)
			return true
		}
		verb = 'v'
	}
	if f, ok := p.arg.(Formatter); ok {
		handled = true
		defer p.catch(p.arg, verb, "Format")
		f.Format(p, verb)
		return true
	}
	if p.sharpV {
		if s, ok := p.arg.(GoStringer); ok {
			handled = true
			defer p.catch(p.arg, verb, "GoString")
			p.fmtS(s.GoString())
			return true
		}
		return false
	}
	switch verb {
	case 'v', 's', 'x', 'X', 'q':
		switch v := p.arg.(type) {
		case error:
			handled = true
			defer p.catch(p.arg, verb, "Error")
			p.formatString(v.Error(), verb)
			return true
		case Stringer:
			handled = true
			defer p.catch(p.arg, verb, "String")
			p.formatString(v.String(), verb)
			return true
		}
	}
	return false
}

// catch turns a panic of a value's method into text. A nil receiver prints as <nil>.
func (p *printer) catch(arg any, verb rune, method string) {
	err := recover()
	if err == nil {
		return
	}
	if v := reflect.ValueOf(arg); v.Kind() == reflect.Pointer && v.IsNil() {
		p.writeString("<nil>")
		return
	}
	if p.panicking {
		panic(err) // nested: let the outer call report it
	}
	old := p.spec
	p.spec = spec{}
	p.writeString("%!")
	p.writeRune(verb)
	p.writeString("(PANIC=")
	p.writeString(method)
	p.writeString(" method: ")
	p.panicking = true
	p.printArg(err, 'v')
	p.panicking = false
	p.writeByte(')')
	p.spec = old
}

func (p *printer) formatBool(v bool, verb rune) {
	switch verb {
	case 't', 'v':
		p.fmtBool(v)
	default:
		p.badVerb(verb)
	}
}

// fmt0x writes v in hexadecimal, with 0x if asked for.
func (p *printer) fmt0x(v uint64, prefix bool) {
	sharp := p.sharp
	p.sharp = prefix
	p.fmtInt(v, 16, unsigned, 'v', lowerDigits)
	p.sharp = sharp
}

func (p *printer) formatInt(v uint64, isSigned bool, verb rune) {
	switch verb {
	case 'v':
		if p.sharpV && !isSigned {
			p.fmt0x(v, true)
		} else {
			p.fmtInt(v, 10, isSigned, verb, lowerDigits)
		}
	case 'd':
		p.fmtInt(v, 10, isSigned, verb, lowerDigits)
	case 'b':
		p.fmtInt(v, 2, isSigned, verb, lowerDigits)
	case 'o', 'O':
		p.fmtInt(v, 8, isSigned, verb, lowerDigits)
	case 'x':
		p.fmtInt(v, 16, isSigned, verb, lowerDigits)
	case 'X':
		p.fmtInt(v, 16, isSigned, verb, upperDigits)
	case 'c':
		p.fmtC(v)
	case 'q':
		p.fmtQc(v)
	case 'U':
		p.fmtUnicode(v)
	default:
		p.badVerb(verb)
	}
}

func (p *printer) formatFloat(v float64, bits int, verb rune) {
	prec := -1
	switch verb {
	case 'v':
		verb = 'g'
	case 'b', 'g', 'G', 'x', 'X':
	case 'f', 'e', 'E', 'F':
		prec = 6
		if verb == 'F' {
			verb = 'f'
		}
	default:
		p.badVerb(verb)
		return
	}
	if p.hasPrec {
		prec = p.prec
	}
	p.fmtFloat(v, bits, verb, prec)
}

func (p *printer) formatComplex(v complex128, bits int, verb rune) {
	switch verb {
	case 'v', 'b', 'g', 'G', 'x', 'X', 'f', 'F', 'e', 'E':
		plus := p.plus
		p.writeByte('(')
		p.formatFloat(real(v), bits/2, verb)
		p.plus = true
		p.formatFloat(imag(v), bits/2, verb)
		p.writeString("i)")
		p.plus = plus
	default:
		p.badVerb(verb)
	}
}

func (p *printer) formatString(v string, verb rune) {
	switch verb {
	case 'v':
		if p.sharpV {
			p.fmtQ(v)
		} else {
			p.fmtS(v)
		}
	case 's':
		p.fmtS(v)
	case 'x':
		p.fmtHex(v, lowerDigits)
	case 'X':
		p.fmtHex(v, upperDigits)
	case 'q':
		p.fmtQ(v)
	default:
		p.badVerb(verb)
	}
}

func (p *printer) formatBytes(v []byte, verb rune, typ string) {
	switch verb {
	case 'v', 'd':
		if !p.sharpV {
			p.writeByte('[')
			for i, b := range v {
				if i > 0 {
					p.writeByte(' ')
				}
				p.fmtInt(uint64(b), 10, unsigned, verb, lowerDigits)
			}
			p.writeByte(']')
			return
		}
		p.writeString(typ)
		if v == nil {
			p.writeString("(nil)")
			return
		}
		p.writeByte('{')
		for i, b := range v {
			if i > 0 {
				p.writeString(", ")
			}
			p.fmt0x(uint64(b), true)
		}
		p.writeByte('}')
	case 's', 'x', 'X', 'q':
		p.formatString(string(v), verb)
	default:
		p.printValue(reflect.ValueOf(v), verb, 0)
	}
}

func (p *printer) fmtPointer(v reflect.Value, verb rune) {
	var u uintptr
	switch v.Kind() {
	case reflect.Chan, reflect.Func, reflect.Map, reflect.Pointer, reflect.Slice, reflect.UnsafePointer:
		u = v.Pointer()
	default:
		p.badVerb(verb)
		return
	}
	switch verb {
	case 'v':
		switch {
		case p.sharpV:
			p.writeByte('(')
			p.writeString(v.Type().String())
			p.writeString(")(")
			if u == 0 {
				p.writeString("nil")
			} else {
				p.fmt0x(uint64(u), true)
			}
			p.writeByte(')')
		case u == 0:
			p.padString("<nil>")
		default:
			p.fmt0x(uint64(u), !p.sharp)
		}
	case 'p':
		p.fmt0x(uint64(u), !p.sharp)
	case 'b', 'o', 'd', 'x', 'X':
		p.formatInt(uint64(u), unsigned, verb)
	default:
		p.badVerb(verb)
	}
}
