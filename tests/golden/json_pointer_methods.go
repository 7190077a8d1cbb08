// Methods of pointer types that only package json makes.
package main

import (
	"encoding/json"
	"fmt"
)

type Status int

func (s *Status) UnmarshalJSON(b []byte) error { *s = Status(len(b)); return nil }

type Inner struct{ n int }

func (s *Inner) MarshalJSON() ([]byte, error) { return []byte(`"inner"`), nil }

type Doc struct {
	St  Status
	Sts []Status
	In  Inner
	M   map[string]Status
}

func main() {
	var d Doc
	err := json.Unmarshal([]byte(`{"St":"abc","Sts":["a","bb"],"M":{"k":12345}}`), &d)
	fmt.Println(d, err)
	b, err := json.Marshal(&d)
	fmt.Println(string(b), err)
}
