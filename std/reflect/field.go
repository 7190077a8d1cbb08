package reflect

import "internal/abi"

// A StructField describes a field of a struct type.
type StructField struct {
	// Name is the field's name.
	Name string
	// PkgPath is the import path of an unexported field's package, "" for exported ones.
	PkgPath string
	// Type is the field's type.
	Type Type
	// Tag is the field's tag.
	Tag StructTag
	// Offset is where the field is in the struct, in bytes.
	Offset uintptr
	// Index is the path for Type.FieldByIndex.
	Index []int
	// Anonymous says that the field is embedded.
	Anonymous bool
}

// IsExported reports whether the field is exported.
func (f StructField) IsExported() bool { return f.PkgPath == "" }

// A StructTag is the tag of a struct field: by convention key:"value" pairs separated by spaces.
type StructTag string

// Get returns the value for key, "" if there is none.
func (tag StructTag) Get(key string) string {
	v, _ := tag.Lookup(key)
	return v
}

// Lookup returns the value for key and whether there is one.
func (tag StructTag) Lookup(key string) (value string, ok bool) {
	s := string(tag)
	for {
		i := 0
		for i < len(s) && s[i] == ' ' {
			i++
		}
		s = s[i:]
		for i = 0; i < len(s) && s[i] > ' ' && s[i] != ':' && s[i] != '"' && s[i] != 0x7f; i++ {
		}
		if i == 0 || i+1 >= len(s) || s[i] != ':' || s[i+1] != '"' {
			return "", false
		}
		name := s[:i]
		s = s[i+1:]
		for i = 1; i < len(s) && s[i] != '"'; i++ {
			if s[i] == '\\' {
				i++
			}
		}
		if i >= len(s) {
			return "", false
		}
		quoted := s[:i+1]
		s = s[i+1:]
		if name == key {
			return unquote(quoted)
		}
	}
}

// unquote undoes the quoting of a tag's value. Escapes other than those of quotes, backslashes and
// single letters do not occur in tags.
func unquote(s string) (string, bool) {
	s = s[1 : len(s)-1]
	var b []byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '\\' {
			i++
			if i == len(s) {
				return "", false
			}
			switch s[i] {
			case '\\', '"':
				c = s[i]
			case 'n':
				c = '\n'
			case 't':
				c = '\t'
			case 'r':
				c = '\r'
			default:
				return "", false
			}
		}
		b = append(b, c)
	}
	return string(b), true
}

// structType returns the descriptor of a struct type, or panics naming the method that was called.
func (t *rtype) structType(method string) *abi.StructType {
	s := t.t.StructType()
	if s == nil {
		panic("reflect: " + method + " of non-struct type " + t.String())
	}
	return s
}

func (t *rtype) NumField() int { return len(t.structType("NumField").Fields) }

func (t *rtype) Field(i int) StructField {
	s := t.structType("Field")
	if i < 0 || i >= len(s.Fields) {
		panic("reflect: Field index out of bounds")
	}
	f := &s.Fields[i]
	out := StructField{
		Name:      f.Name.Name(),
		Type:      toType(f.Typ),
		Tag:       StructTag(f.Name.Tag()),
		Offset:    f.Offset,
		Index:     []int{i},
		Anonymous: f.Embedded(),
	}
	if !f.Name.IsExported() {
		out.PkgPath = s.PkgPath.Name()
	}
	return out
}

// FieldByName searches level by level through embedded structs: the shallowest field of that name, if it is alone on its level.
func (t *rtype) FieldByName(name string) (found StructField, ok bool) {
	type level struct {
		t     *rtype
		index []int
	}
	t.structType("FieldByName")
	visited := map[*rtype]bool{}
	for current := []level{{t, nil}}; len(current) > 0; {
		var next []level
		count := 0
		for _, l := range current {
			if visited[l.t] {
				continue
			}
			for i := range l.t.NumField() {
				f := l.t.Field(i)
				index := append(append([]int(nil), l.index...), i)
				if f.Name == name {
					f.Index = index
					found = f
					count++
					continue
				}
				if f.Anonymous {
					ft := f.Type
					if ft.Kind() == Pointer {
						ft = ft.Elem()
					}
					if ft.Kind() == Struct {
						next = append(next, level{toRType(ft.common()), index})
					}
				}
			}
		}
		if count > 0 {
			if count > 1 {
				return StructField{}, false
			}
			return found, true
		}
		for _, l := range current {
			visited[l.t] = true
		}
		current = next
	}
	return StructField{}, false
}
