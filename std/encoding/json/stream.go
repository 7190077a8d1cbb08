// Streams of values, and of tokens.

package json

import (
	"bytes"
	"io"
	"strconv"
)

// An Encoder writes values to a stream, each on a line.
type Encoder struct {
	w              io.Writer
	err            error
	noHTML         bool
	prefix, indent string
}

// NewEncoder returns an encoder.
func NewEncoder(w io.Writer) *Encoder { return &Encoder{w: w} }

// Encode writes v as Marshal does, and a newline.
func (enc *Encoder) Encode(v any) error {
	if enc.err != nil {
		return enc.err
	}
	e := encoder{html: !enc.noHTML}
	if err := e.run(v); err != nil {
		return err
	}
	b := e.out
	if enc.prefix != "" || enc.indent != "" {
		b = appendIndent(nil, b, enc.prefix, enc.indent)
	}
	_, enc.err = enc.w.Write(append(b, '\n'))
	return enc.err
}

// SetIndent makes the encoder indent as Indent does.
func (enc *Encoder) SetIndent(prefix, indent string) { enc.prefix, enc.indent = prefix, indent }

// SetEscapeHTML says whether <, > and & are escaped; they are, to begin with.
func (enc *Encoder) SetEscapeHTML(on bool) { enc.noHTML = !on }

// A Token is a Delim, bool, float64, Number, string or nil.
type Token any

// A Delim is one of [ ] { }.
type Delim rune

func (d Delim) String() string { return string(rune(d)) }

// A Decoder reads values from a stream.
type Decoder struct {
	r         io.Reader
	buf       []byte
	pos       int   // in buf
	base      int64 // offset of buf in the stream
	err       error
	useNumber bool
	strict    bool
	state     tokenState
	outer     []tokenState
}

// tokenState says what may come next.
type tokenState int

const (
	topValue tokenState = iota
	arrayStart
	arrayValue
	arrayComma
	objectStart
	objectKey
	objectColon
	objectValue
	objectComma
)

// NewDecoder returns a decoder. It may read more of r than the values asked for.
func NewDecoder(r io.Reader) *Decoder { return &Decoder{r: r} }

// UseNumber makes numbers in interfaces Numbers.
func (dec *Decoder) UseNumber() { dec.useNumber = true }

// DisallowUnknownFields makes keys without a field an error.
func (dec *Decoder) DisallowUnknownFields() { dec.strict = true }

// Buffered returns what was read from the stream beyond the last value.
func (dec *Decoder) Buffered() io.Reader { return bytes.NewReader(dec.buf[dec.pos:]) }

// InputOffset is the offset behind the last token.
func (dec *Decoder) InputOffset() int64 { return dec.base + int64(dec.pos) }

// fill reads more.
func (dec *Decoder) fill() error {
	if dec.pos > 0 {
		dec.base += int64(dec.pos)
		dec.buf = append(dec.buf[:0], dec.buf[dec.pos:]...)
		dec.pos = 0
	}
	n := len(dec.buf)
	grown := append(dec.buf, make([]byte, max(512, n))...)
	m, err := dec.r.Read(grown[n:])
	dec.buf = grown[:n+m]
	if m > 0 && err == io.EOF {
		err = nil
	}
	return err
}

// peek goes to the next character that is not space.
func (dec *Decoder) peek() (byte, error) {
	n, err := dec.spaces(0)
	if err != nil {
		return 0, err
	}
	dec.pos += n
	return dec.buf[dec.pos], nil
}

// spaces returns how far away the first character from the nth on is that is not space.
func (dec *Decoder) spaces(n int) (int, error) {
	for {
		s := scanner{data: dec.buf}
		if i := s.space(dec.pos + n); i < len(dec.buf) {
			return i - dec.pos, nil
		}
		if err := dec.fill(); err != nil {
			return 0, err
		}
	}
}

// readValue returns the text of the next value.
func (dec *Decoder) readValue() ([]byte, error) {
	if dec.err != nil {
		return nil, dec.err
	}
	if n, err := dec.spaces(0); err == nil {
		dec.pos += n
	}
	for atEOF := false; ; {
		s := scanner{data: dec.buf[dec.pos:]}
		n, err := s.value(0)
		if err == nil && (n < len(s.data) || atEOF || !isDigit(s.data[n-1])) {
			return s.data[:n], nil
		}
		if se, ok := err.(*SyntaxError); ok {
			se.Offset += dec.InputOffset()
			dec.err = se
			return nil, se
		}
		if atEOF {
			if s.space(0) == len(s.data) {
				dec.err = io.EOF
			} else {
				dec.err = io.ErrUnexpectedEOF
			}
			return nil, dec.err
		}
		if err := dec.fill(); err == io.EOF {
			atEOF = true
		} else if err != nil {
			dec.err = err
			return nil, err
		}
	}
}

// Decode reads the next value into what v points to.
func (dec *Decoder) Decode(v any) error {
	if dec.err != nil {
		return dec.err
	}
	if err := dec.separator(); err != nil {
		return err
	}
	if !dec.valueAllowed() {
		return &SyntaxError{"not at beginning of value", dec.InputOffset()}
	}
	text, err := dec.readValue()
	if err != nil {
		return err
	}
	d := &decoder{data: text, useNumber: dec.useNumber, strict: dec.strict}
	err = d.run(v)
	dec.pos += len(text)
	dec.valueEnd()
	return err
}

// separator reads the comma or colon in front of a value.
func (dec *Decoder) separator() error {
	want, context := byte(','), "expected comma after array element"
	next := arrayValue
	switch dec.state {
	case arrayComma:
	case objectColon:
		want, context, next = ':', "expected colon after object key", objectValue
	default:
		return nil
	}
	c, err := dec.peek()
	if err != nil {
		return err
	}
	if c != want {
		return &SyntaxError{context, dec.InputOffset()}
	}
	dec.pos++
	dec.state = next
	return nil
}

func (dec *Decoder) valueAllowed() bool {
	switch dec.state {
	case topValue, arrayStart, arrayValue, objectValue:
		return true
	}
	return false
}

func (dec *Decoder) valueEnd() {
	switch dec.state {
	case arrayStart, arrayValue:
		dec.state = arrayComma
	case objectValue:
		dec.state = objectComma
	}
}

// More reports whether there is another element in the array or object that is being read.
func (dec *Decoder) More() bool {
	c, err := dec.peek()
	if err == io.EOF {
		return len(dec.outer) > 0
	}
	return err == nil && c != ']' && c != '}'
}

// Token returns the next token: delimiters of arrays and objects, keys and values. Commas and colons are left out, but have to be there.
func (dec *Decoder) Token() (Token, error) {
	for {
		c, err := dec.peek()
		if err == io.EOF && len(dec.outer) > 0 {
			return nil, &SyntaxError{errMore.Error(), dec.InputOffset()}
		}
		if err != nil {
			return nil, err
		}
		switch c {
		case '[', '{':
			if !dec.valueAllowed() {
				return dec.unexpected(c)
			}
			dec.outer = append(dec.outer, dec.state)
			dec.state = arrayStart
			if c == '{' {
				dec.state = objectStart
			}
			dec.pos++
			return Delim(c), nil
		case ']', '}':
			if c == ']' && dec.state != arrayStart && dec.state != arrayComma || c == '}' && dec.state != objectStart && dec.state != objectComma {
				return dec.unexpected(c)
			}
			dec.state = dec.outer[len(dec.outer)-1]
			dec.outer = dec.outer[:len(dec.outer)-1]
			dec.valueEnd()
			dec.pos++
			return Delim(c), nil
		case ':', ',':
			if err := dec.punctuation(c); err != nil {
				return nil, err
			}
		default:
			return dec.leaf(c)
		}
	}
}

// punctuation reads a colon or a comma, behind which there has to be something.
func (dec *Decoder) punctuation(c byte) error {
	var state tokenState
	switch {
	case c == ':' && dec.state == objectColon:
		state = objectValue
	case c == ',' && dec.state == arrayComma:
		state = arrayValue
	case c == ',' && dec.state == objectComma:
		state = objectKey
	default:
		_, err := dec.unexpected(c)
		return err
	}
	n, err := dec.spaces(1)
	if err == io.EOF {
		return &SyntaxError{errMore.Error(), dec.InputOffset()}
	}
	if err == nil && c == ',' && (dec.buf[dec.pos+n] == ']' || dec.buf[dec.pos+n] == '}') {
		return &SyntaxError{"invalid character ',' looking for beginning of value", dec.InputOffset()}
	}
	dec.pos++
	dec.state = state
	return nil
}

// leaf reads a key, or a value that is no array or object.
func (dec *Decoder) leaf(c byte) (Token, error) {
	if dec.state == objectStart || dec.state == objectKey {
		if c != '"' {
			return dec.unexpected(c)
		}
		text, err := dec.readValue()
		if err != nil {
			return nil, err
		}
		dec.pos += len(text)
		dec.state = objectColon
		return unquote(text), nil
	}
	if !dec.valueAllowed() {
		return dec.unexpected(c)
	}
	var x any
	if err := dec.Decode(&x); err != nil {
		return nil, err
	}
	return x, nil
}

// unexpected is the error of a character that may not come here.
func (dec *Decoder) unexpected(c byte) (Token, error) {
	context := ""
	switch dec.state {
	case topValue, arrayStart, arrayValue, objectValue:
		context = " looking for beginning of value"
	case arrayComma:
		context = " after array element"
	case objectStart, objectKey:
		if isDigit(c) || c == '-' || c == '[' || c == '{' || c == 't' || c == 'f' || c == 'n' {
			return nil, &SyntaxError{"object member name must be a string", dec.InputOffset()}
		}
		context = " looking for beginning of value"
	case objectColon:
		context = " after object key"
	case objectComma:
		context = " after object key:value pair"
	}
	return nil, &SyntaxError{"invalid character " + strconv.QuoteRune(rune(c)) + context, dec.InputOffset()}
}
