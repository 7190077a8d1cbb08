// Package json over many values and texts: what it writes, reads, and says of what it cannot.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"
)

type Color int

func (c Color) MarshalText() ([]byte, error) { return []byte(fmt.Sprintf("color%d", int(c))), nil }
func (c *Color) UnmarshalText(b []byte) error {
	if !strings.HasPrefix(string(b), "color") {
		return errors.New("bad color " + string(b))
	}
	_, err := fmt.Sscanf(string(b), "color%d", (*int)(c))
	return err
}

type P struct{ X, Y int }

func (p *P) MarshalJSON() ([]byte, error) { return []byte(fmt.Sprintf("[%d, %d]", p.X, p.Y)), nil }
func (p *P) UnmarshalJSON(b []byte) error {
	var a [2]int
	if err := json.Unmarshal(b, &a); err != nil {
		return err
	}
	p.X, p.Y = a[0], a[1]
	return nil
}

type BadM struct{}

func (BadM) MarshalJSON() ([]byte, error) { return []byte("{bad"), nil }

type ErrM struct{}

func (ErrM) MarshalJSON() ([]byte, error) { return nil, errors.New("no way") }

type Inner struct {
	A int    `json:"a"`
	B string `json:",omitempty"`
	c int
}
type Emb struct {
	Inner
	*Ptr
	D    float64         `json:"d,omitzero"`
	E    []int           `json:"e,omitempty"`
	F    map[string]any  `json:"f"`
	G    any             `json:"-"`
	H    any             `json:"-,"`
	I    *int            `json:"i"`
	J    int             `json:",string"`
	K    string          `json:"k,string"`
	L    bool            `json:"l,string,omitempty"`
	M    []byte          `json:"m"`
	N    [2]bool         `json:"n"`
	O    map[int]string  `json:"o,omitempty"`
	Q    Color           `json:"q"`
	R    map[Color]P     `json:"r"`
	S    P               `json:"s"`
	T    *P              `json:"t"`
	U    time.Time       `json:"u,omitzero"`
	V    json.Number     `json:"v"`
	W    json.RawMessage `json:"w"`
	X    float32         `json:"x"`
	Y    struct{ Z []P } `json:"y"`
	Key  string          `json:"bad name\""`
	Uni  uint8           `json:"é"`
	Case string          `json:"CaSe"`
	If   fmt.Stringer    `json:"if,omitempty"`
}
type Ptr struct {
	PP int
	A  string
}
type Node struct {
	V    int
	Next *Node `json:",omitempty"`
}

// out collects what is printed of a value or text: there is much of it.
var out bytes.Buffer

// full prints it, to find a difference.
const full = false

func flush() {
	if full {
		fmt.Println(out.String())
	}
	sum := uint32(0)
	for _, c := range out.Bytes() {
		sum = (sum ^ uint32(c)) * 16777619
	}
	fmt.Println(out.Len(), sum)
	out.Reset()
}

func show(v any, err error) {
	if b, ok := v.([]byte); ok {
		v = string(b)
	}
	fmt.Fprintf(&out, "%v | %v\n", v, err)
	var se *json.SyntaxError
	var te *json.UnmarshalTypeError
	if errors.As(err, &se) {
		fmt.Fprintln(&out, "  offset", se.Offset)
	}
	if errors.As(err, &te) {
		fmt.Fprintf(&out, "  %q %v %d %q %q\n", te.Value, te.Type, te.Offset, te.Struct, te.Field)
	}
}

// plain leaves offsets out, which depend on how much of the text was read.
func plain(v any, err error) { fmt.Fprintf(&out, "%v | %v\n", v, err) }

func main() {
	one := 1
	full := Emb{Inner: Inner{1, "b", 2}, Ptr: &Ptr{3, "x"}, D: 1.5, E: []int{1}, F: map[string]any{"z": 1, "a": nil, "<&>": "\u2028\x01\"\\/\n\t\b\f\r\xff"}, G: 1, H: 2, I: &one, J: 7, K: "q\"", L: true, M: []byte("bytes"), N: [2]bool{true}, O: map[int]string{2: "b", 10: "c", -1: "a"}, Q: 3, R: map[Color]P{1: {1, 2}}, S: P{3, 4}, T: &P{5, 6}, V: "1e5", W: json.RawMessage(`{"raw" : [1, 2]}`), X: 0.1, Key: "k", Uni: 5, Case: "c"}
	loop := &Node{V: 1}
	loop.Next = loop
	m := map[string]any{}
	m["m"] = m
	for _, v := range []any{nil, true, 1, -5, uint64(math.MaxUint64), 1.0, 1.5, 1e20, 1e21, 1e-6, 1e-7, float32(1e21), float32(3.4e38), math.MaxFloat64, 5e-324, 0.0, math.Copysign(0, -1), math.NaN(), math.Inf(1), "s", "<a href='x'>&amp;</a>", "é世😀", []int(nil), []int{}, []any{1, "a", nil}, [0]int{}, map[string]int(nil), map[string]int{}, map[bool]int{}, map[float64]int{1: 1}, struct{}{}, full, &full, Emb{}, &Emb{}, make(chan int), func() {}, 1i, BadM{}, ErrM{}, []any{ErrM{}}, P{1, 2}, &P{1, 2}, []P{{1, 2}}, map[string]P{"a": {1, 2}}, Color(5), []Color{1}, map[Color]int{2: 1, 1: 2}, (*int)(nil), (*P)(nil), loop, m, json.Number("12"), json.Number(""), json.Number("x1"), json.RawMessage("[1,  2]"), json.RawMessage(nil), json.RawMessage("{"), time.Duration(5), [3]byte{1, 2, 3}, []json.Number{"1"}, errors.New("x"), any(nil), struct {
		A int `json:"a"`
		B int `json:"a"`
		C int
	}{1, 2, 3}, struct {
		Emb1 struct{ A int }
		*Ptr
	}{}, time.Date(2020, 1, 2, 3, 4, 5, 6, time.UTC)} {
		b, err := json.Marshal(v)
		show(b, err)
		b, err = json.MarshalIndent(v, "> ", "  ")
		show(b, err)
		flush()
	}
	texts := []string{"", " ", "null", "true", "tru", "truex", "false", "nul", "1", "-1", "-", "01", "1.", "1.5", "1.x", "1e", "1e5", "1e+", "1E-2", "300", "1e400", "-0", "\"a\"", "\"a", "\"\\u00e9\\n\\ud83d\\ude00\\ud83d\\u0041\"", "\"\\u12\"", "\"\\x\"", "\"\x01\"", "\"\xff\"", "'a'", "[]", "[1,2,3]", "[1,", "[1,]", "[1 2]", "[", "]", "{}", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "{\"a\":1 \"b\"}", "{\"a\":1}x", "[1]]", "  [ 1 , null , \"x\" , {\"k\" : [] } ]  ", "{\"a\":5,\"B\":\"bb\",\"PP\":6}", "{\"A\":7,\"pp\":8,\"d\":\"x\",\"e\":[1,\"y\"],\"f\":{\"q\":[1,2.5,{}]}}", "{\"a\":\"str\",\"b\":3,\"i\":9,\"J\":\"42\",\"k\":\"\\\"kk\\\"\",\"l\":\"true\",\"m\":\"Ynl0ZXM=\",\"n\":[true,true,true],\"o\":{\"5\":\"five\",\"x\":\"bad\"}}", "{\"J\":42}", "{\"J\":\"x\"}", "{\"J\":null,\"k\":null}", "{\"k\":\"plain\"}", "{\"m\":\"!!\"}", "{\"m\":[1,2]}", "{\"n\":[true]}", "{\"q\":\"color9\",\"r\":{\"color1\":[1,2]},\"s\":[7,8],\"t\":[9,10]}", "{\"q\":5}", "{\"q\":\"blue\"}", "{\"s\":[1]}", "{\"s\":\"x\"}", "{\"t\":null,\"i\":null,\"e\":null,\"f\":null}", "{\"v\":12.50,\"w\":{ \"a\" : 1 },\"x\":1e300}", "{\"v\":\"12\"}", "{\"v\":\"x\"}", "{\"y\":{\"Z\":[[1,2],[3,4]]}}", "{\"y\":{\"Z\":[[1,2],5]}}", "{\"y\":{\"Z\":5}}", "{\"y\":5}", "{\"é\":256}", "{\"É\":7}", "{\"case\":\"c\"}", "{\"if\":\"x\"}", "{\"if\":null}", "{\"unknown\":[{\"deep\":1}]}", "{\"-\":\"dash\",\"G\":1}", "{\"u\":\"2020-01-02T03:04:05Z\"}", "{\"u\":\"x\"}", "{\"K\":1}", "\"color7\"", "[[1,2],[3,4]]", strings.Repeat("[", 10001)}
	for _, t := range texts {
		if len(t) < 200 {
			fmt.Fprintf(&out, "%q %v\n", t, json.Valid([]byte(t)))
		}
		for _, p := range []any{new(any), new(int), new(int8), new(uint), new(float32), new(string), new(bool), new([]int), new([2]int), new([]any), new(map[string]any), new(map[string]int), new(map[int]string), &Emb{}, &Emb{E: []int{9, 8, 7}, I: new(int), Ptr: &Ptr{}}, new(*int), new(**P), new(P), new(Color), new(json.Number), new(json.RawMessage), new(Inner), new(error), new([]P), new(time.Time), new(map[Color]int), new([]byte)} {
			err := json.Unmarshal([]byte(t), p)
			if err == nil {
				b, e2 := json.Marshal(p)
				show(b, e2)
			} else {
				show(fmt.Sprintf("%T", p), err)
			}
		}
		var b bytes.Buffer
		plain(b.String(), json.Compact(&b, []byte(t)))
		err := json.Indent(&b, []byte(t), "", "\t")
		plain(b.String(), err)
		b.Reset()
		json.HTMLEscape(&b, []byte(t+"<>&\u2028\u2029"))
		if len(t) < 200 {
			fmt.Fprintln(&out, b.String())
		}
		d := json.NewDecoder(iotest{strings.NewReader(t + " 5 \"x\"")})
		d.UseNumber()
		d.DisallowUnknownFields()
		var in Inner
		plain(in, d.Decode(&in))
		for range 3 {
			var x any
			err := d.Decode(&x)
			fmt.Fprintf(&out, "%v %T %v %d\n", x, x, err, d.InputOffset())
		}
		d = json.NewDecoder(strings.NewReader(t))
		for i := 0; i < 30; i++ {
			tok, err := d.Token()
			fmt.Fprintf(&out, "%T %v %v %v %d;", tok, tok, err, d.More(), d.InputOffset())
			if err != nil {
				break
			}
		}
		fmt.Fprintln(&out)
		flush()
	}
	for _, x := range []any{nil, 5, (*int)(nil), Inner{}} {
		fmt.Fprintln(&out, json.Unmarshal([]byte("1"), x))
	}
	var y any = &Inner{A: 1}
	fmt.Fprintln(&out, json.Unmarshal([]byte(`{"B":"z"}`), &y), y.(*Inner))
	e := json.NewEncoder(io.MultiWriter(new(bytes.Buffer)))
	e.SetEscapeHTML(false)
	fmt.Fprintln(&out, e.Encode("<"), e.Encode(math.NaN()))
	flush()
}

// iotest reads one byte at a time.
type iotest struct{ r io.Reader }

func (i iotest) Read(p []byte) (int, error) { return i.r.Read(p[:1]) }
