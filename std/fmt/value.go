// Values of any type, by reflection.

package fmt

import "reflect"

// printValue writes v. depth counts the composites around it: methods of the outermost were tried already.
func (p *printer) printValue(v reflect.Value, verb rune, depth int) {
	if depth > 0 && v.IsValid() && v.CanInterface() {
		p.arg = v.Interface()
		if p.callMethods(verb) {
			return
		}
	}
	if !v.IsValid() {
		p.printInvalid(v, verb, depth)
		return
	}
	p.arg, p.value = nil, v
	switch v.Kind() {
	case reflect.Bool:
		p.formatBool(v.Bool(), verb)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.formatInt(uint64(v.Int()), signed, verb)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		p.formatInt(v.Uint(), unsigned, verb)
	case reflect.Float32:
		p.formatFloat(v.Float(), 32, verb)
	case reflect.Float64:
		p.formatFloat(v.Float(), 64, verb)
	case reflect.Complex64:
		p.formatComplex(v.Complex(), 64, verb)
	case reflect.Complex128:
		p.formatComplex(v.Complex(), 128, verb)
	case reflect.String:
		p.formatString(v.String(), verb)
	case reflect.Map:
		p.printMap(v, verb, depth)
	case reflect.Struct:
		p.printStruct(v, verb, depth)
	case reflect.Interface:
		switch e := v.Elem(); {
		case e.IsValid():
			p.printValue(e, verb, depth+1)
		case p.sharpV:
			p.writeString(v.Type().String())
			p.writeString("(nil)")
		default:
			p.writeString("<nil>")
		}
	case reflect.Array, reflect.Slice:
		p.printList(v, verb, depth)
	case reflect.Pointer:
		if depth == 0 && !v.IsNil() {
			switch e := v.Elem(); e.Kind() {
			case reflect.Array, reflect.Slice, reflect.Struct, reflect.Map:
				p.writeByte('&')
				p.printValue(e, verb, depth+1)
				return
			}
		}
		p.fmtPointer(v, verb)
	case reflect.Chan, reflect.Func, reflect.UnsafePointer:
		p.fmtPointer(v, verb)
	}
}

func (p *printer) printInvalid(v reflect.Value, verb rune, depth int) {
	switch {
	case depth == 0:
		p.writeString("<invalid reflect.Value>")
	case verb == 'v':
		p.writeString("<nil>")
	default:
		p.arg, p.value = nil, v
		p.badVerb(verb)
	}
}

func (p *printer) printMap(v reflect.Value, verb rune, depth int) {
	if p.sharpV {
		p.writeString(v.Type().String())
		if v.IsNil() {
			p.writeString("(nil)")
			return
		}
		p.writeByte('{')
	} else {
		p.writeString("map[")
	}
	for i, e := range sortedMap(v) {
		if i > 0 {
			if p.sharpV {
				p.writeString(", ")
			} else {
				p.writeByte(' ')
			}
		}
		p.printValue(e.key, verb, depth+1)
		p.writeByte(':')
		p.printValue(e.value, verb, depth+1)
	}
	if p.sharpV {
		p.writeByte('}')
	} else {
		p.writeByte(']')
	}
}

func (p *printer) printStruct(v reflect.Value, verb rune, depth int) {
	t := v.Type()
	if p.sharpV {
		p.writeString(t.String())
	}
	p.writeByte('{')
	for i := range v.NumField() {
		if i > 0 {
			if p.sharpV {
				p.writeString(", ")
			} else {
				p.writeByte(' ')
			}
		}
		if p.plusV || p.sharpV {
			p.writeString(t.Field(i).Name)
			p.writeByte(':')
		}
		f := v.Field(i)
		if f.Kind() == reflect.Interface && !f.IsNil() {
			f = f.Elem()
		}
		p.printValue(f, verb, depth+1)
	}
	p.writeByte('}')
}

func (p *printer) printList(v reflect.Value, verb rune, depth int) {
	t := v.Type()
	switch verb {
	case 's', 'q', 'x', 'X':
		if t.Elem().Kind() == reflect.Uint8 {
			p.formatBytes(bytesOf(v), verb, t.String())
			return
		}
	}
	if p.sharpV {
		p.writeString(t.String())
		if v.Kind() == reflect.Slice && v.IsNil() {
			p.writeString("(nil)")
			return
		}
		p.writeByte('{')
	} else {
		p.writeByte('[')
	}
	for i := range v.Len() {
		if i > 0 {
			if p.sharpV {
				p.writeString(", ")
			} else {
				p.writeByte(' ')
			}
		}
		p.printValue(v.Index(i), verb, depth+1)
	}
	if p.sharpV {
		p.writeByte('}')
	} else {
		p.writeByte(']')
	}
}

// bytesOf returns the bytes of a slice or array of byte-sized elements.
func bytesOf(v reflect.Value) []byte {
	if v.Kind() == reflect.Slice || v.CanAddr() {
		return v.Bytes()
	}
	b := make([]byte, v.Len())
	for i := range b {
		b[i] = byte(v.Index(i).Uint())
	}
	return b
}

// reflectInt gives the value of an integer of any type that fits an int.
func reflectInt(arg any) (n int, ok bool) {
	switch v := reflect.ValueOf(arg); v.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return int(v.Int()), true
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		u := v.Uint()
		return int(u), int(u) >= 0 && uint64(int(u)) == u
	}
	return 0, false
}
