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

func (t *rtype) FieldByName(name string) (StructField, bool) {
	t.structType("FieldByName")
	return t.find(func(s string) bool { return s == name })
}

func (t *rtype) FieldByNameFunc(match func(string) bool) (StructField, bool) {
	t.structType("FieldByNameFunc")
	return t.find(match)
}

// level is an embedded struct on the way of find, and how it was reached.
type level struct {
	t     *rtype
	index []int
}

// find searches level by level through embedded structs: the shallowest field that matches, if it is alone on its level.
func (t *rtype) find(match func(string) bool) (found StructField, ok bool) {
	visited := map[*rtype]bool{}
	for current := []level{{t, nil}}; len(current) > 0; {
		var next []level
		count := 0
		for _, l := range current {
			if visited[l.t] {
				continue
			}
			fields := l.t.t.StructType().Fields
			for i := range fields {
				f := &fields[i]
				if match(f.Name.Name()) {
					found = l.t.Field(i)
					found.Index = l.path(i)
					count++
				} else if s := embeddedStruct(f); s != nil {
					next = append(next, level{s, l.path(i)})
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

func (l *level) path(i int) []int {
	return append(append(make([]int, 0, len(l.index)+1), l.index...), i)
}

// embeddedStruct is the struct type that an embedded field is or points to, nil for other fields.
func embeddedStruct(f *abi.StructField) *rtype {
	if !f.Embedded() {
		return nil
	}
	t := f.Typ
	if t.Kind() == abi.Pointer {
		t = t.Elem()
	}
	if t.Kind() != abi.Struct {
		return nil
	}
	return toRType(t)
}

func (t *rtype) FieldByIndex(index []int) (f StructField) {
	t.structType("FieldByIndex")
	f.Type = t
	for i, x := range index {
		ft := f.Type
		if i > 0 && ft.Kind() == Pointer && ft.Elem().Kind() == Struct {
			ft = ft.Elem()
		}
		f = ft.Field(x)
	}
	return f
}

// FieldByIndex returns the field of a struct found by the path of indices; it panics if it has to follow a nil pointer.
func (v Value) FieldByIndex(index []int) Value {
	if len(index) == 1 {
		return v.Field(index[0])
	}
	v.mustBe(Struct, "reflect.Value.FieldByIndex")
	for i, x := range index {
		if i > 0 && v.Kind() == Pointer && v.typ.Elem().Kind() == abi.Struct {
			if v.IsNil() {
				panic("reflect: indirection through nil pointer to embedded struct")
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v
}

// indirectError is the error of FieldByIndexErr.
type indirectError string

func (e indirectError) Error() string {
	return "reflect: indirection through nil pointer to embedded struct field " + string(e)
}

// FieldByIndexErr is FieldByIndex with an error for a nil pointer.
func (v Value) FieldByIndexErr(index []int) (Value, error) {
	if len(index) == 1 {
		return v.Field(index[0]), nil
	}
	v.mustBe(Struct, "reflect.Value.FieldByIndexErr")
	for i, x := range index {
		if i > 0 && v.Kind() == Pointer && v.typ.Elem().Kind() == abi.Struct {
			if v.IsNil() {
				return Value{}, indirectError(toRType(v.typ.Elem()).Name())
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v, nil
}

// FieldByName returns the field of a struct by name, the zero Value if there is none.
func (v Value) FieldByName(name string) Value {
	v.mustBe(Struct, "reflect.Value.FieldByName")
	if f, ok := toRType(v.typ).FieldByName(name); ok {
		return v.FieldByIndex(f.Index)
	}
	return Value{}
}

// FieldByNameFunc returns the field of a struct whose name match accepts, the zero Value if there is none.
func (v Value) FieldByNameFunc(match func(string) bool) Value {
	v.mustBe(Struct, "reflect.Value.FieldByNameFunc")
	if f, ok := toRType(v.typ).FieldByNameFunc(match); ok {
		return v.FieldByIndex(f.Index)
	}
	return Value{}
}

// VisibleFields returns all fields of a struct type that can be named in a selector, with those of embedded structs: each
// struct's fields follow the embedded field.
func VisibleFields(t Type) []StructField {
	if t == nil {
		panic("reflect: VisibleFields(nil)")
	}
	if t.Kind() != Struct {
		panic("reflect.VisibleFields of non-struct type")
	}
	w := &visible{byName: map[string]int{}, active: map[*rtype]bool{}}
	w.walk(level{toRType(t.common()), nil})
	out := w.fields[:0]
	for _, f := range w.fields {
		if f.Name != "" {
			out = append(out, f)
		}
	}
	return out
}

// visible is the state of VisibleFields. A field that is hidden has its name taken away.
type visible struct {
	fields []StructField
	byName map[string]int
	active map[*rtype]bool
}

func (w *visible) walk(l level) {
	if w.active[l.t] {
		return
	}
	w.active[l.t] = true
	fields := l.t.t.StructType().Fields
	for i := range fields {
		f := l.t.Field(i)
		f.Index = l.path(i)
		add := true
		if old, ok := w.byName[f.Name]; ok {
			switch o := &w.fields[old]; {
			case len(f.Index) == len(o.Index):
				// Both are hidden; the entry stays for what is deeper.
				o.Name = ""
				add = false
			case len(f.Index) < len(o.Index):
				o.Name = ""
			default:
				add = false
			}
		}
		if add {
			w.byName[f.Name] = len(w.fields)
			w.fields = append(w.fields, f)
		}
		if s := embeddedStruct(&fields[i]); s != nil {
			w.walk(level{s, f.Index})
		}
	}
	delete(w.active, l.t)
}
