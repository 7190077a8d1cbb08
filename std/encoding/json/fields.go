// Which fields of a struct are written and read, and how.

package json

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// A field of a struct, maybe of one embedded.
type field struct {
	name      string
	key       string // the name folded, for comparing without case
	tagged    bool
	index     []int
	typ       reflect.Type
	omitEmpty bool
	omitZero  bool
	isZero    bool // the type has a method IsZero
	ptrIsZero bool // its pointer type has
	quoted    bool
}

// structFields are the fields of a struct type.
type structFields struct {
	list   []field
	byName map[string]*field
	byKey  map[string]*field
}

// fieldCache maps reflect.Type to *structFields.
var fieldCache sync.Map

type zeroer interface{ IsZero() bool }

func fieldsOf(t reflect.Type) *structFields {
	if f, ok := fieldCache.Load(t); ok {
		return f.(*structFields)
	}
	f, _ := fieldCache.LoadOrStore(t, findFields(t))
	return f.(*structFields)
}

// embedded is a struct on the way of findFields.
type embedded struct {
	typ   reflect.Type
	index []int
}

// findFields collects fields level by level; of those with one name the shallowest counts, then the tagged one, if it is alone.
func findFields(t reflect.Type) *structFields {
	var all []field
	visited := map[reflect.Type]bool{}
	for level := []embedded{{t, nil}}; len(level) > 0; {
		var next []embedded
		count := map[reflect.Type]int{}
		for _, e := range level {
			count[e.typ]++
		}
		for _, e := range level {
			if visited[e.typ] {
				continue
			}
			visited[e.typ] = true
			for i := range e.typ.NumField() {
				f, inner, ok := oneField(e.typ.Field(i))
				if !ok {
					continue
				}
				index := append(slices.Clone(e.index), i)
				if inner != nil {
					next = append(next, embedded{inner, index})
					continue
				}
				f.index = index
				all = append(all, f)
				if count[e.typ] > 1 { // a second copy, so that they hide each other
					all = append(all, f)
				}
			}
		}
		level = next
	}
	out := &structFields{byName: map[string]*field{}, byKey: map[string]*field{}}
	for i, f := range all {
		if dominant(all, i) {
			out.list = append(out.list, f)
		}
	}
	slices.SortFunc(out.list, func(a, b field) int { return slices.Compare(a.index, b.index) })
	for i := range out.list {
		f := &out.list[i]
		out.byName[f.name] = f
		if out.byKey[f.key] == nil {
			out.byKey[f.key] = f
		}
	}
	return out
}

// dominant reports whether field i is the one of its name.
func dominant(all []field, i int) bool {
	f := &all[i]
	for j := range all {
		g := &all[j]
		if j == i || g.name != f.name {
			continue
		}
		switch {
		case len(g.index) != len(f.index):
			if len(g.index) < len(f.index) {
				return false
			}
		case g.tagged != f.tagged:
			if g.tagged {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// oneField looks at a field: it is skipped, or a struct whose fields count instead, or a field.
func oneField(sf reflect.StructField) (f field, inner reflect.Type, ok bool) {
	t := sf.Type
	if t.Name() == "" && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if !sf.IsExported() && (!sf.Anonymous || t.Kind() != reflect.Struct) {
		return f, nil, false
	}
	tag := sf.Tag.Get("json")
	if tag == "-" {
		return f, nil, false
	}
	name, options, _ := strings.Cut(tag, ",")
	name = usableName(name)
	if name == "" && sf.Anonymous && t.Kind() == reflect.Struct {
		return f, t, true
	}
	f = field{name: name, tagged: name != "", typ: sf.Type}
	if name == "" {
		f.name = sf.Name
	}
	f.key = fold(f.name)
	for options != "" {
		var o string
		o, options, _ = strings.Cut(options, ",")
		switch o {
		case "omitempty":
			f.omitEmpty = true
		case "omitzero":
			f.omitZero = true
		case "string":
			switch t.Kind() {
			case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint, reflect.Uint8,
				reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr, reflect.Float32, reflect.Float64, reflect.String:
				f.quoted = true
			}
		}
	}
	if f.omitZero {
		z := reflect.TypeFor[zeroer]()
		f.isZero = sf.Type.Implements(z)
		f.ptrIsZero = !f.isZero && reflect.PointerTo(sf.Type).Implements(z)
	}
	return f, nil, true
}

// usableName gives a name in a tag, or what it begins with if there are quotes or backslashes in it.
func usableName(s string) string {
	if !strings.ContainsAny(s, "\\'\"`") {
		return s
	}
	end := strings.IndexFunc(s, func(c rune) bool { return c != '_' && !unicode.IsLetter(c) && !unicode.IsNumber(c) })
	return s[:end]
}

// fold makes names that differ in case only equal.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return least
	}, s)
}
