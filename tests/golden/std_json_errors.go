// What reading and writing JSON says of mistakes, and where they are.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

type inner struct {
	X int
	Y []string
}

type all struct {
	L []int
	M map[string]map[string]int
	N []inner
	P *inner
	K map[int]string
	B []byte
	S int    `json:",string"`
	T bool   `json:"t,string"`
	U string `json:",string"`
	D json.Number
	E error
	W time.Time
	V text
	Emb
}

type Emb struct{ Z int8 }

type text struct{ s string }

func (t *text) UnmarshalText(b []byte) error {
	if string(b) == "bad" {
		return errors.New("bad text")
	}
	t.s = string(b)
	return nil
}

type failing struct{}

func (failing) MarshalJSON() ([]byte, error) { return nil, errors.New("failing") }

type failingText struct{}

func (failingText) MarshalText() ([]byte, error) { return nil, errors.New("failing text") }

type wrong struct{}

func (wrong) MarshalJSON() ([]byte, error) { return []byte("{wrong"), nil }

func report(err error) {
	fmt.Printf("%v %T", err, err)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		fmt.Print(" at ", syntax.Offset)
	}
	var typ *json.UnmarshalTypeError
	if errors.As(err, &typ) {
		fmt.Printf(" %q %q %v", typ.Struct, typ.Field, typ.Err)
	}
	fmt.Println(errors.Is(err, strconv.ErrSyntax))
}

func main() {
	for _, s := range []string{
		`{"L":[1,"x",3]}`, `{"M":{"a":{"b":"c"}}}`, `{"N":[{"X":1},{"X":"y"}]}`, `{"P":{"Y":["a",2]}}`, `{"K":{"1":"a","x":"b"}}`,
		`{"B":"!"}`, `{"S":5}`, `{"S":"x"}`, `{"t":"x"}`, `{"t":true}`, `{"U":"z"}`, `{"D":"x"}`, `{"D":true}`,
		`{"W":5}`, `{"W":"x"}`, `{"V":"bad"}`, `{"V":5}`, `{"V":[1]}`, `{"Z":300}`, `{"l":"x"}`, `{"P":[]}`,
	} {
		var a all
		report(json.Unmarshal([]byte(s), &a))
		var m map[string]all
		report(json.Unmarshal([]byte(`{"k":`+s+`}`), &m))
		var l [1]all
		report(json.Unmarshal([]byte(`[`+s+`]`), &l))
	}
	for _, s := range []string{
		``, ` `, `tru`, `truex`, `nul`, `nulL`, `01`, `+1`, `[1,]`, `[1 2]`, `[`, `{"a"}`, `{"a":}`, `{"a":1,}`, `{a:1}`, `{"a":1`, `"`,
		`"\x"`, `"\u12"`, "\"\n\"", "\ufeff1", `1 2`, strings.Repeat("[", 10001),
	} {
		var x any
		report(json.Unmarshal([]byte(s), &x))
	}
	report(json.Unmarshal([]byte("{"), nil))
	for _, v := range []any{failing{}, &failing{}, []any{failing{}}, failingText{}, map[string]failingText{"a": {}}, wrong{}, json.Number("x"), json.RawMessage("{")} {
		_, err := json.Marshal(v)
		report(err)
	}
	b, err := json.Marshal("a\xff<")
	fmt.Printf("%q %v\n", b, err)
	var raw json.RawMessage
	fmt.Println(json.Unmarshal([]byte(` {"a": [1, 2]} `), &raw), raw, json.RawMessage(nil))
	fmt.Printf("%T %s %v\n", raw, raw, bytes.Equal(raw, []byte(`{"a": [1, 2]}`)))
}
