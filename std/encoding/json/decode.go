// Reading JSON into Go values.

package json

import (
	"encoding"
	"encoding/base64"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// Unmarshaler is implemented by values that read themselves; they copy what they keep of the text.
type Unmarshaler interface {
	UnmarshalJSON([]byte) error
}

// An UnmarshalTypeError is the error of a value that does not fit the Go type.
type UnmarshalTypeError struct {
	Value  string       // "bool", "array", "number -5", …
	Type   reflect.Type // what it should go to
	Offset int64        // bytes read
	Struct string       // the type that was to be read, if the value is within it
	Field  string       // the path to the value: names and indices
	Err    error        // what is wrong, if there is more to say
}

// Unwrap returns Err.
func (e *UnmarshalTypeError) Unwrap() error { return e.Err }

func (e *UnmarshalTypeError) Error() string {
	into := "Go value"
	if e.Struct != "" || e.Field != "" {
		into = e.Struct + "." + e.Field
		if last := e.Field[strings.LastIndexByte(e.Field, '.')+1:]; last == "" || strings.Trim(last, "0123456789") != "" {
			into = "Go struct field " + into
		}
	}
	text := "json: cannot unmarshal " + e.Value + " into " + into + " of type " + e.Type.String()
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// An UnmarshalFieldError is not used any more.
//
// Deprecated: it is kept for compatibility.
type UnmarshalFieldError struct {
	Key   string
	Type  reflect.Type
	Field reflect.StructField
}

func (e *UnmarshalFieldError) Error() string {
	return "json: cannot unmarshal object key " + strconv.Quote(e.Key) + " into unexported field " + e.Field.Name + " of type " + e.Type.String()
}

// An InvalidUnmarshalError is the error of an argument that is not a pointer.
type InvalidUnmarshalError struct {
	Type reflect.Type
}

func (e *InvalidUnmarshalError) Error() string {
	switch {
	case e.Type == nil:
		return "json: Unmarshal(nil)"
	case e.Type.Kind() != reflect.Pointer:
		return "json: Unmarshal(non-pointer " + e.Type.String() + ")"
	}
	return "json: Unmarshal(nil " + e.Type.String() + ")"
}

// Unmarshal reads data into what v points to. Text that is not JSON changes nothing; values that do not fit are left out, and the first
// of them is the error.
func Unmarshal(data []byte, v any) error {
	if err := invalid(v); err != nil {
		return err
	}
	if err := check(data); err != nil {
		return err
	}
	d := &decoder{data: data}
	return d.run(v)
}

// decoder reads one value, whose syntax was checked.
type decoder struct {
	data      []byte
	i         int
	start     int   // of the latest value
	err       error // the first value that did not fit
	useNumber bool
	strict    bool
	root      string // the name of the type to read
	path      []step // from there
}

// A step leads to a field or an element.
type step struct {
	key   string
	index int // if key is not set
}

// decodeError is how the decoder gives up: it is thrown, and caught by run.
type decodeError struct{ err error }

// invalid is the error of an argument that cannot be read into.
func invalid(v any) error {
	if p := reflect.ValueOf(v); p.Kind() != reflect.Pointer || p.IsNil() {
		return &InvalidUnmarshalError{reflect.TypeOf(v)}
	}
	return nil
}

func (d *decoder) run(v any) (err error) {
	if err := invalid(v); err != nil {
		return err
	}
	p := reflect.ValueOf(v)
	defer func() {
		if r := recover(); r != nil {
			de, ok := r.(decodeError)
			if !ok {
				panic(r)
			}
			err = de.err
		}
	}()
	d.root = p.Type().Elem().Name()
	d.value(p)
	return d.err
}

func (d *decoder) fail(err error) { panic(decodeError{d.context(err)}) }

// note keeps the first error.
func (d *decoder) note(err error) {
	if d.err == nil {
		d.err = d.context(err)
	}
}

// context tells an error which field it is about.
func (d *decoder) context(err error) error {
	if e, ok := err.(*UnmarshalTypeError); ok && len(d.path) > 0 {
		e.Struct, e.Field = d.root, ""
		for i, s := range d.path {
			if i > 0 {
				e.Field += "."
			}
			if s.key == "" {
				s.key = strconv.Itoa(s.index)
			}
			e.Field += s.key
		}
	}
	return err
}

func (d *decoder) misfit(what string, t reflect.Type, offset int) {
	e := &UnmarshalTypeError{Value: what, Type: t, Offset: int64(offset)}
	switch {
	case t == numberType: // which reads itself, without knowing where
		if e.Offset = 0; d.err == nil {
			d.err = e
		}
		return
	case t.Kind() == reflect.Interface:
		e.Offset = int64(d.start)
	}
	d.note(e)
}

var errNoString = errors.New("JSON value must be string type")

// misfitText is misfit for a value that reads itself from text.
func (d *decoder) misfitText(what string, v reflect.Value, offset int) {
	t := v.Type()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	d.note(&UnmarshalTypeError{Value: what, Type: t, Offset: int64(offset), Err: errNoString})
}

func (d *decoder) space() byte {
	for d.data[d.i] == ' ' || d.data[d.i] == '\n' || d.data[d.i] == '\t' || d.data[d.i] == '\r' {
		d.i++
	}
	return d.data[d.i]
}

// skip skips a value and returns its text.
func (d *decoder) skip() []byte {
	d.space()
	s := scanner{data: d.data}
	start := d.i
	d.i, _ = s.value(start)
	return d.data[start:d.i]
}

// target follows pointers from v, making what they point to, to a value or to one that reads itself. For null it stops at a pointer
// that can be set.
func target(v reflect.Value, null bool) (Unmarshaler, encoding.TextUnmarshaler, reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if e := v.Elem(); e.Kind() == reflect.Pointer && !e.IsNil() && (!null || e.Elem().Kind() == reflect.Pointer) {
			return target(e, null)
		}
		return nil, nil, v
	case reflect.Pointer:
		if null && v.CanSet() {
			return nil, nil, v
		}
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		if u, tu := methods(v, null); u != nil || tu != nil {
			return u, tu, v
		}
		e := v.Elem()
		switch e.Kind() {
		case reflect.Interface:
			if x := e.Elem(); x.Kind() == reflect.Pointer && x.UnsafePointer() == v.UnsafePointer() {
				return nil, nil, e // a pointer to itself
			}
			return target(e, null)
		case reflect.Pointer:
			return target(e, null)
		}
		return nil, nil, e
	}
	if v.CanAddr() && v.Type().Name() != "" {
		if u, tu := methods(v.Addr(), null); u != nil || tu != nil {
			return u, tu, v
		}
	}
	return nil, nil, v
}

// methods are those by which what the pointer v points to reads itself; text does not count for null.
func methods(v reflect.Value, null bool) (Unmarshaler, encoding.TextUnmarshaler) {
	if v.Type().NumMethod() == 0 || !v.CanInterface() {
		return nil, nil
	}
	switch u := v.Interface().(type) {
	case Unmarshaler:
		return u, nil
	case encoding.TextUnmarshaler:
		if !null {
			return nil, u
		}
	}
	return nil, nil
}

// value reads a value into v.
func (d *decoder) value(v reflect.Value) {
	c := d.space()
	d.start = d.i
	switch c {
	case '{':
		d.object(v)
	case '[':
		d.array(v)
	default:
		d.literal(d.skip(), v, false)
	}
}

// own lets a value read itself; done says that the value is dealt with.
func (d *decoder) own(v reflect.Value, what string) (to reflect.Value, done bool) {
	u, tu, to := target(v, false)
	if u != nil {
		offset := d.i + 1
		d.unmarshal(u, d.skip(), offset)
		return to, true
	}
	if tu != nil {
		d.misfitText(what, v, d.i+1)
		d.skip()
		return to, true
	}
	return to, false
}

// unmarshal lets u read a value. A time is known here: it wants a string, whose escapes do not matter.
func (d *decoder) unmarshal(u Unmarshaler, item []byte, offset int) {
	read := u.UnmarshalJSON
	if t, ok := u.(*time.Time); ok && item[0] != 'n' {
		if item[0] != '"' {
			d.misfit(kindOf(item[0]), reflect.TypeFor[time.Time](), offset)
			return
		}
		read, item = t.UnmarshalText, []byte(unquote(item))
	}
	if err := read(item); err != nil {
		panic(decodeError{err}) // as it is: it knows nothing of the path
	}
}

func (d *decoder) array(v reflect.Value) {
	v, done := d.own(v, "array")
	if done {
		return
	}
	switch v.Kind() {
	case reflect.Interface:
		if v.NumMethod() == 0 {
			v.Set(reflect.ValueOf(d.anything()))
			return
		}
		fallthrough
	default:
		d.misfit("array", v.Type(), d.i+1)
		d.skip()
		return
	case reflect.Array, reflect.Slice:
	}
	d.i++ // [
	n, depth := 0, len(d.path)
	d.path = append(d.path, step{})
	for d.space() != ']' {
		d.path[depth] = step{index: n}
		if d.data[d.i] == ',' {
			d.i++
		}
		if v.Kind() == reflect.Slice {
			if n >= v.Cap() {
				v.Grow(1)
			}
			if n >= v.Len() {
				v.SetLen(n + 1)
			}
		}
		if n < v.Len() {
			d.value(v.Index(n))
		} else {
			d.skip()
		}
		n++
	}
	d.i++
	d.path = d.path[:depth]
	if v.Kind() == reflect.Array {
		for ; n < v.Len(); n++ {
			v.Index(n).SetZero()
		}
		return
	}
	if n == 0 {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	} else if n < v.Len() {
		v.SetLen(n)
	}
}

func (d *decoder) object(v reflect.Value) {
	v, done := d.own(v, "object")
	if done {
		return
	}
	t := v.Type()
	ok := false
	switch v.Kind() {
	case reflect.Interface:
		if v.NumMethod() == 0 {
			v.Set(reflect.ValueOf(d.anything()))
			return
		}
	case reflect.Map:
		k := t.Key().Kind()
		ok = k == reflect.String || k >= reflect.Int && k <= reflect.Uintptr || reflect.PointerTo(t.Key()).Implements(textUnmarshalerType)
		if ok && v.IsNil() {
			v.Set(reflect.MakeMap(t))
		}
	case reflect.Struct:
		ok = true
	}
	if !ok {
		d.misfit("object", t, d.i+1)
		d.skip()
		return
	}
	d.i++ // {
	depth := len(d.path)
	d.path = append(d.path, step{})
	for d.space() != '}' {
		if d.data[d.i] == ',' {
			d.i++
		}
		d.space()
		key := unquote(d.skip())
		d.path[depth] = step{key: key}
		if v.Kind() == reflect.Map {
			k := d.key(key, t.Key())
			d.space()
			d.i++ // :
			if !k.IsValid() {
				d.skip()
				continue
			}
			elem := reflect.New(t.Elem()).Elem()
			d.value(elem)
			v.SetMapIndex(k, elem)
			continue
		}
		d.space()
		d.i++ // :
		d.field(v, key)
	}
	d.i++
	d.path = d.path[:depth]
}

// key makes a map's key.
func (d *decoder) key(s string, t reflect.Type) reflect.Value {
	p := reflect.New(t)
	k := p.Elem()
	if u, ok := p.Interface().(encoding.TextUnmarshaler); ok {
		if err := u.UnmarshalText([]byte(s)); err != nil {
			d.fail(err)
		}
		return k
	}
	switch {
	case t.Kind() == reflect.String:
		k.SetString(s)
		return k
	case k.CanInt():
		if n, err := strconv.ParseInt(s, 10, 64); err == nil && !k.OverflowInt(n) {
			k.SetInt(n)
			return k
		}
	default:
		if n, err := strconv.ParseUint(s, 10, 64); err == nil && !k.OverflowUint(n) {
			k.SetUint(n)
			return k
		}
	}
	d.misfit("number "+s, t, d.i)
	return reflect.Value{}
}

// field reads the value of a struct's field.
func (d *decoder) field(v reflect.Value, key string) {
	fields := fieldsOf(v.Type())
	f := fields.byName[key]
	if f == nil {
		f = fields.byKey[fold(key)]
	}
	if f == nil {
		if d.strict {
			d.note(fmt.Errorf("json: unknown field %q", key))
		}
		d.skip()
		return
	}
	fv := v
	for _, x := range f.index {
		if fv.Kind() == reflect.Pointer {
			if fv.IsNil() {
				if !fv.CanSet() {
					d.note(fmt.Errorf("json: cannot set embedded pointer to unexported struct: %v", fv.Type().Elem()))
					d.skip()
					return
				}
				fv.Set(reflect.New(fv.Type().Elem()))
			}
			fv = fv.Elem()
		}
		fv = fv.Field(x)
	}
	if !f.quoted {
		d.value(fv)
		return
	}
	switch c := d.space(); c {
	case 'n':
		d.skip()
		d.literal([]byte("null"), fv, false)
	case '"':
		d.literal([]byte(unquote(d.skip())), fv, true)
	default:
		d.skip()
		d.misfit(kindOf(c), fv.Type(), d.i)
	}
}

// badQuoted is the error of text that a field with the option "string" cannot take.
func (d *decoder) badQuoted(item []byte, t reflect.Type) {
	e := &UnmarshalTypeError{Value: "number " + string(item), Type: t, Offset: int64(d.i)}
	switch {
	case t.Kind() == reflect.Bool || t == numberType:
		e.Value, e.Err = fmt.Sprintf("string %q", item), strconv.ErrSyntax
	case t.Kind() == reflect.String:
		e.Value, e.Err = "string", check(item)
		if len(item) > 0 && item[0] != '"' {
			e.Err = (&scanner{data: item}).bad(0, "looking for beginning of object key string")
		}
		if s, ok := e.Err.(*SyntaxError); ok {
			s.Offset = 0 // the text is not that of the caller
		}
	}
	d.note(e)
}

// kindOf names the kind of value that begins with c.
func kindOf(c byte) string {
	switch c {
	case '{':
		return "object"
	case '[':
		return "array"
	case 't', 'f':
		return "bool"
	case '"':
		return "string"
	case 'n':
		return "null"
	}
	return "number"
}

// literal reads a string, number, true, false or null; quoted says that it stood in a string.
func (d *decoder) literal(item []byte, v reflect.Value, quoted bool) {
	if len(item) == 0 {
		d.badQuoted(item, v.Type())
		return
	}
	null := string(item) == "null"
	u, tu, to := target(v, null)
	if u != nil {
		d.unmarshal(u, item, d.i)
		return
	}
	if tu != nil {
		if item[0] != '"' {
			d.misfitText(kindOf(item[0]), v, d.i)
			return
		}
		if err := tu.UnmarshalText([]byte(unquote(item))); err != nil {
			d.fail(err)
		}
		return
	}
	v = to
	if quoted && check(item) != nil {
		d.badQuoted(item, v.Type())
		return
	}
	switch item[0] {
	case 'n':
		switch v.Kind() {
		case reflect.Interface, reflect.Pointer, reflect.Map, reflect.Slice:
			v.SetZero()
		}
	case 't', 'f':
		switch {
		case v.Kind() == reflect.Bool:
			v.SetBool(item[0] == 't')
		case v.Kind() == reflect.Interface && v.NumMethod() == 0:
			v.Set(reflect.ValueOf(item[0] == 't'))
		case quoted:
			d.badQuoted(item, v.Type())
		default:
			d.misfit("bool", v.Type(), d.i)
		}
	case '"':
		d.stringLiteral(item, v)
	default:
		d.number(item, v, quoted)
	}
}

func (d *decoder) stringLiteral(item []byte, v reflect.Value) {
	s := unquote(item)
	switch k := v.Kind(); {
	case k == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8:
		b, err := base64.StdEncoding.DecodeString(s)
		if err != nil {
			d.note(&UnmarshalTypeError{Value: "string", Type: v.Type(), Offset: int64(d.i), Err: err})
			return
		}
		v.SetBytes(b)
	case k == reflect.String:
		if v.Type() == numberType && !isNumber(s) {
			panic(decodeError{&UnmarshalTypeError{Value: "string " + string(item), Type: numberType, Err: strconv.ErrSyntax}})
		}
		v.SetString(s)
	case k == reflect.Interface && v.NumMethod() == 0:
		v.Set(reflect.ValueOf(s))
	default:
		d.misfit("string", v.Type(), d.i)
	}
}

func (d *decoder) number(item []byte, v reflect.Value, quoted bool) {
	s := string(item)
	fits := false
	switch {
	case v.CanInt():
		n, err := strconv.ParseInt(s, 10, 64)
		if fits = err == nil && !v.OverflowInt(n); fits {
			v.SetInt(n)
		}
	case v.CanUint():
		n, err := strconv.ParseUint(s, 10, 64)
		if fits = err == nil && !v.OverflowUint(n); fits {
			v.SetUint(n)
		}
	case v.CanFloat():
		n, err := strconv.ParseFloat(s, v.Type().Bits())
		if fits = err == nil && !v.OverflowFloat(n); fits {
			v.SetFloat(n)
		}
	case v.Kind() == reflect.Interface:
		fits = true
		if v.NumMethod() == 0 {
			v.Set(reflect.ValueOf(d.numberValue(s)))
		} else {
			d.misfit("number", v.Type(), d.i)
		}
	case v.Type() == numberType:
		fits = true
		v.SetString(s)
	case quoted:
		d.badQuoted(item, v.Type())
		return
	default:
		d.misfit("number", v.Type(), d.i)
		return
	}
	if !fits {
		d.misfit("number "+s, v.Type(), d.i)
	}
}

// numberValue is a number in an interface; nil if it is out of range.
func (d *decoder) numberValue(s string) any {
	if d.useNumber {
		return Number(s)
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		d.note(&UnmarshalTypeError{Value: "number " + s, Type: reflect.TypeFor[float64](), Offset: int64(d.i)})
		return 0.0
	}
	return f
}

// anything reads a value for an interface.
func (d *decoder) anything() any {
	switch d.space() {
	case '{':
		m := map[string]any{}
		d.i++
		for d.space() != '}' {
			if d.data[d.i] == ',' {
				d.i++
			}
			key := unquote(d.skip())
			d.space()
			d.i++ // :
			m[key] = d.anything()
		}
		d.i++
		return m
	case '[':
		list := []any{}
		d.i++
		for d.space() != ']' {
			if d.data[d.i] == ',' {
				d.i++
			}
			list = append(list, d.anything())
		}
		d.i++
		return list
	}
	switch item := d.skip(); item[0] {
	case 'n':
		return nil
	case 't', 'f':
		return item[0] == 't'
	case '"':
		return unquote(item)
	default:
		return d.numberValue(string(item))
	}
}
