// Package json writes Go values as JSON (RFC 8259) and reads them back.
//
// Read next: fields.go for how structs are seen, scan.go for the syntax, decode.go for reading.
package json

import (
	"cmp"
	"encoding"
	"encoding/base64"
	"fmt"
	"internal/jsontext"
	"math"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Marshaler is implemented by values that write themselves as JSON.
type Marshaler interface {
	MarshalJSON() ([]byte, error)
}

// An UnsupportedTypeError is the error of writing a value of a type that JSON has nothing for.
type UnsupportedTypeError struct {
	Type reflect.Type
}

func (e *UnsupportedTypeError) Error() string { return "json: unsupported type: " + e.Type.String() }

// An UnsupportedValueError is the error of writing a value that JSON has nothing for, such as infinity.
type UnsupportedValueError struct {
	Value reflect.Value
	Str   string
}

func (e *UnsupportedValueError) Error() string { return "json: unsupported value: " + e.Str }

// InvalidUTF8Error is not used any more.
//
// Deprecated: invalid UTF-8 is replaced by U+FFFD.
type InvalidUTF8Error struct {
	S string
}

func (e *InvalidUTF8Error) Error() string {
	return "json: invalid UTF-8 in string: " + strconv.Quote(e.S)
}

// A MarshalerError is the error of a method that writes a value.
type MarshalerError struct {
	Type       reflect.Type
	Err        error
	sourceFunc string
}

func (e *MarshalerError) Error() string {
	f := e.sourceFunc
	if f == "" {
		f = "MarshalJSON"
	}
	return "json: error calling " + f + " for type " + e.Type.String() + ": " + e.Err.Error()
}

// Unwrap returns the method's error.
func (e *MarshalerError) Unwrap() error { return e.Err }

// Number is a number as it was written.
type Number string

// String returns the text.
func (n Number) String() string { return string(n) }

// Float64 returns the number as a float64.
func (n Number) Float64() (float64, error) { return strconv.ParseFloat(string(n), 64) }

// Int64 returns the number as an int64.
func (n Number) Int64() (int64, error) { return strconv.ParseInt(string(n), 10, 64) }

func isNumber(s string) bool {
	sc := scanner{data: []byte(s)}
	if s == "" || s[0] != '-' && !isDigit(s[0]) {
		return false
	}
	i, err := sc.number(0)
	return err == nil && i == len(s)
}

// RawMessage is JSON text that is kept as it is.
type RawMessage = jsontext.Value

// Marshal returns v as JSON. Struct fields can have a tag `json:"name,omitempty,omitzero,string"`, or "-"; map keys are sorted; bytes
// are base64; <, > and & are escaped.
func Marshal(v any) ([]byte, error) {
	e := encoder{html: true}
	if err := e.run(v); err != nil {
		return nil, err
	}
	return e.out, nil
}

// MarshalIndent is Marshal, indented as by Indent.
func MarshalIndent(v any, prefix, indent string) ([]byte, error) {
	b, err := Marshal(v)
	if err != nil {
		return nil, err
	}
	return appendIndent(nil, b, prefix, indent), nil
}

// encoder writes one value.
type encoder struct {
	out   []byte
	html  bool
	depth int
	seen  map[any]bool // references that are being written, once it is deep
}

// encodeError is how the encoder gives up: it is thrown, and caught by run.
type encodeError struct{ err error }

func (e *encoder) run(v any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			if ee, ok := r.(encodeError); ok {
				err = ee.err
				return
			}
			panic(r)
		}
	}()
	e.value(reflect.ValueOf(v), false)
	return nil
}

func (e *encoder) fail(err error) { panic(encodeError{err}) }

// failMethod gives up because of a method of t, of which the error names the pointer type.
func (e *encoder) failMethod(t reflect.Type, err error, method string) {
	if t.Kind() != reflect.Pointer {
		t = reflect.PointerTo(t)
	}
	e.fail(&MarshalerError{t, err, method})
}

func (e *encoder) text(s string) { e.out = append(e.out, s...) }

// methods writes a value by its own methods, if it has any.
func (e *encoder) methods(v reflect.Value) bool {
	t := v.Type()
	if t.Kind() != reflect.Pointer && v.CanAddr() && t.Name() != "" {
		if pt := reflect.PointerTo(t); pt.Implements(marshalerType) || pt.Implements(textMarshalerType) && !t.Implements(marshalerType) {
			v, t = v.Addr(), pt
		}
	}
	js := t.Implements(marshalerType)
	if !js && !t.Implements(textMarshalerType) {
		return false
	}
	if (t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface) && v.IsNil() || !v.CanInterface() {
		if v.CanInterface() {
			e.text("null")
			return true
		}
		return false
	}
	if js {
		m, ok := v.Interface().(Marshaler)
		if !ok {
			e.text("null")
			return true
		}
		b, err := m.MarshalJSON()
		if err == nil {
			err = check(b)
		}
		if err != nil {
			e.failMethod(t, err, "MarshalJSON")
		}
		if b = appendCompact(nil, b); e.html {
			b = appendHTML(nil, b)
		}
		e.out = append(e.out, b...)
		return true
	}
	m, ok := v.Interface().(encoding.TextMarshaler)
	if !ok {
		e.text("null")
		return true
	}
	b, err := m.MarshalText()
	if err != nil {
		e.failMethod(t, err, "MarshalText")
	}
	e.out = appendString(e.out, string(b), e.html)
	return true
}

var (
	marshalerType       = reflect.TypeFor[Marshaler]()
	textMarshalerType   = reflect.TypeFor[encoding.TextMarshaler]()
	textUnmarshalerType = reflect.TypeFor[encoding.TextUnmarshaler]()
	numberType          = reflect.TypeFor[Number]()
)

// value writes v; quoted is the option "string" of a field.
func (e *encoder) value(v reflect.Value, quoted bool) {
	if !v.IsValid() {
		e.text("null")
		return
	}
	if e.methods(v) {
		return
	}
	if k := v.Kind(); quoted && (k == reflect.Bool || k >= reflect.Int && k <= reflect.Float64 || v.Type() == numberType) {
		e.out = append(e.out, '"')
		defer func() { e.out = append(e.out, '"') }()
	}
	switch v.Kind() {
	case reflect.Bool:
		e.out = strconv.AppendBool(e.out, v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		e.out = strconv.AppendInt(e.out, v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		e.out = strconv.AppendUint(e.out, v.Uint(), 10)
	case reflect.Float32, reflect.Float64:
		e.float(v)
	case reflect.String:
		e.stringValue(v, quoted)
	case reflect.Interface:
		e.value(v.Elem(), false)
	case reflect.Struct:
		e.structValue(v)
	case reflect.Map:
		e.mapValue(v)
	case reflect.Slice:
		e.slice(v)
	case reflect.Array:
		e.elements(v)
	case reflect.Pointer:
		if v.IsNil() {
			e.text("null")
			return
		}
		leave := e.enter(v, v.UnsafePointer())
		e.value(v.Elem(), quoted)
		leave()
	default:
		e.fail(&UnsupportedTypeError{v.Type()})
	}
}

// enter counts the depth of references, and from a thousand on looks for cycles.
func (e *encoder) enter(v reflect.Value, key any) func() {
	e.depth++
	if e.depth <= 1000 {
		return func() { e.depth-- }
	}
	if e.seen[key] {
		e.fail(&UnsupportedValueError{v, "encountered a cycle via " + v.Type().String()})
	}
	if e.seen == nil {
		e.seen = map[any]bool{}
	}
	e.seen[key] = true
	return func() {
		e.depth--
		delete(e.seen, key)
	}
}

func (e *encoder) float(v reflect.Value) {
	f, bits := v.Float(), v.Type().Bits()
	if math.IsInf(f, 0) || math.IsNaN(f) {
		e.fail(&UnsupportedValueError{v, strconv.FormatFloat(f, 'g', -1, bits)})
	}
	e.out = appendFloat(e.out, f, bits)
}

// appendFloat writes a float as ECMAScript does: exponents only for very small and very large numbers.
func appendFloat(b []byte, f float64, bits int) []byte {
	format := byte('f')
	if abs := math.Abs(f); abs != 0 {
		if bits == 64 && (abs < 1e-6 || abs >= 1e21) || bits == 32 && (float32(abs) < 1e-6 || float32(abs) >= 1e21) {
			format = 'e'
		}
	}
	b = strconv.AppendFloat(b, f, format, -1, bits)
	if n := len(b); format == 'e' && n >= 4 && b[n-4] == 'e' && b[n-3] == '-' && b[n-2] == '0' {
		b[n-2] = b[n-1] // e-09 to e-9
		b = b[:n-1]
	}
	return b
}

func (e *encoder) stringValue(v reflect.Value, quoted bool) {
	s := v.String()
	switch {
	case v.Type() == numberType:
		if s == "" {
			s = "0"
		}
		if !isNumber(s) {
			e.failMethod(numberType, fmt.Errorf("cannot parse %q as JSON number: %w", s, strconv.ErrSyntax), "MarshalJSONTo")
		}
		e.text(s)
	case quoted:
		e.out = appendString(e.out, string(appendString(nil, s, e.html)), false)
	default:
		e.out = appendString(e.out, s, e.html)
	}
}

// appendString writes a string in quotes.
func appendString(b []byte, s string, html bool) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			switch {
			case r == utf8.RuneError && size == 1:
				b = append(b, "\ufffd"...)
			case r == '\u2028' || r == '\u2029':
				b = append(b, `\u202`...)
				b = append(b, hex[r&15])
			default:
				b = append(b, s[i:i+size]...)
			}
			i += size
			continue
		}
		i++
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\b':
			b = append(b, '\\', 'b')
		case '\f':
			b = append(b, '\\', 'f')
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		default:
			if c < ' ' || html && (c == '<' || c == '>' || c == '&') {
				b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			} else {
				b = append(b, c)
			}
		}
	}
	return append(b, '"')
}

func (e *encoder) structValue(v reflect.Value) {
	next := byte('{')
fields:
	for i := range fieldsOf(v.Type()).list {
		f := &fieldsOf(v.Type()).list[i]
		fv := v
		for _, x := range f.index {
			if fv.Kind() == reflect.Pointer {
				if fv.IsNil() {
					continue fields
				}
				fv = fv.Elem()
			}
			fv = fv.Field(x)
		}
		if f.omitEmpty && isEmpty(fv) || f.omitZero && f.zero(fv) {
			continue
		}
		e.out = append(e.out, next)
		next = ','
		e.out = append(appendString(e.out, f.name, e.html), ':')
		e.value(fv, f.quoted)
	}
	if next == '{' {
		e.out = append(e.out, '{')
	}
	e.out = append(e.out, '}')
}

func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct, reflect.Chan, reflect.Func, reflect.UnsafePointer, reflect.Complex64, reflect.Complex128:
		return false
	}
	return v.IsZero()
}

// zero reports whether the option "omitzero" leaves v away.
func (f *field) zero(v reflect.Value) bool {
	switch {
	case f.isZero:
		if k := v.Kind(); (k == reflect.Pointer || k == reflect.Interface) && v.IsNil() {
			return true
		}
		return v.Interface().(zeroer).IsZero()
	case f.ptrIsZero:
		if !v.CanAddr() {
			c := reflect.New(v.Type()).Elem()
			c.Set(v)
			v = c
		}
		return v.Addr().Interface().(zeroer).IsZero()
	}
	return v.IsZero()
}

// entry is an entry of a map, its key as text.
type entry struct {
	key  string
	elem reflect.Value
}

func (e *encoder) mapValue(v reflect.Value) {
	if v.IsNil() {
		e.text("null")
		return
	}
	leave := e.enter(v, v.UnsafePointer())
	var list []entry
	for it := v.MapRange(); it.Next(); {
		list = append(list, entry{e.keyText(it.Key()), it.Value()})
	}
	slices.SortFunc(list, func(a, b entry) int { return cmp.Compare(a.key, b.key) })
	e.out = append(e.out, '{')
	for i, x := range list {
		if i > 0 {
			e.out = append(e.out, ',')
		}
		e.out = append(appendString(e.out, x.key, e.html), ':')
		e.value(x.elem, false)
	}
	e.out = append(e.out, '}')
	leave()
}

func (e *encoder) keyText(k reflect.Value) string {
	if k.Kind() == reflect.String {
		return k.String()
	}
	if m, ok := k.Interface().(encoding.TextMarshaler); ok && k.Kind() != reflect.Interface {
		if k.Kind() == reflect.Pointer && k.IsNil() {
			return ""
		}
		b, err := m.MarshalText()
		if err != nil {
			e.fail(fmt.Errorf("json: encoding error for type %q: %q", k.Type().String(), err.Error()))
		}
		return string(b)
	}
	switch {
	case k.Kind() == reflect.Interface && !k.IsNil():
		return e.keyText(k.Elem())
	case k.CanInt():
		return strconv.FormatInt(k.Int(), 10)
	case k.CanUint():
		return strconv.FormatUint(k.Uint(), 10)
	case k.CanFloat():
		n := len(e.out)
		e.float(k)
		text := string(e.out[n:])
		e.out = e.out[:n]
		return text
	}
	e.fail(&UnsupportedValueError{Str: "jsontext: object member name must be a string after offset " + strconv.Itoa(len(e.out)+2)})
	return ""
}

func (e *encoder) slice(v reflect.Value) {
	if v.IsNil() {
		e.text("null")
		return
	}
	if t := v.Type().Elem(); t.Kind() == reflect.Uint8 {
		if p := reflect.PointerTo(t); !p.Implements(marshalerType) && !p.Implements(textMarshalerType) {
			e.out = append(e.out, '"')
			e.out = base64.StdEncoding.AppendEncode(e.out, v.Bytes())
			e.out = append(e.out, '"')
			return
		}
	}
	type header struct {
		p any
		n int
	}
	leave := e.enter(v, header{v.UnsafePointer(), v.Len()})
	e.elements(v)
	leave()
}

func (e *encoder) elements(v reflect.Value) {
	e.out = append(e.out, '[')
	for i := range v.Len() {
		if i > 0 {
			e.out = append(e.out, ',')
		}
		e.value(v.Index(i), false)
	}
	e.out = append(e.out, ']')
}
