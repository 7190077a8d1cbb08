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

// peek returns the next character that is not space.
func (dec *Decoder) peek() (byte, error) {
	for {
		s := scanner{data: dec.buf}
		i := s.space(dec.pos)
		if i < len(dec.buf) {
			dec.pos = i
			return dec.buf[i], nil
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
	return err == nil && c != ']' && c != '}'
}

// Token returns the next token: delimiters of arrays and objects, keys and values. Commas and colons are left out, but have to be there.
func (dec *Decoder) Token() (Token, error) {
	for {
		c, err := dec.peek()
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
		case ':':
			if dec.state != objectColon {
				return dec.unexpected(c)
			}
			dec.state = objectValue
			dec.pos++
		case ',':
			switch dec.state {
			case arrayComma:
				dec.state = arrayValue
			case objectComma:
				dec.state = objectKey
			default:
				return dec.unexpected(c)
			}
			dec.pos++
		default:
			return dec.leaf(c)
		}
	}
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
	case objectKey:
		context = " looking for beginning of object key string"
	case objectColon:
		context = " after object key"
	case objectComma:
		context = " after object key:value pair"
	}
	return nil, &SyntaxError{"invalid character " + strconv.QuoteRune(rune(c)) + context, dec.InputOffset()}
}
