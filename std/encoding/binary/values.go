package binary

import (
	"errors"
	"io"
	"math"
	"reflect"
)

var errBufferTooSmall = errors.New("buffer too small")

// sizeOf is the size of a type's values in bytes, -1 if it is not fixed.
func sizeOf(t reflect.Type) int {
	switch t.Kind() {
	case reflect.Bool, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64,
		reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128:
		return int(t.Size())
	case reflect.Array:
		if n := sizeOf(t.Elem()); n >= 0 {
			return n * t.Len()
		}
	case reflect.Struct:
		sum := 0
		for i := range t.NumField() {
			n := sizeOf(t.Field(i).Type)
			if n < 0 {
				return -1
			}
			sum += n
		}
		return sum
	}
	return -1
}

// dataSize is the size of a value, or of a slice's elements together.
func dataSize(v reflect.Value) int {
	if v.Kind() == reflect.Slice {
		if n := sizeOf(v.Type().Elem()); n >= 0 {
			return n * v.Len()
		}
		return -1
	}
	if !v.IsValid() {
		return -1
	}
	return sizeOf(v.Type())
}

// Size returns how many bytes Write writes for v, -1 if v is not of fixed size.
func Size(v any) int { return dataSize(reflect.Indirect(reflect.ValueOf(v))) }

// target is what data, a pointer or slice, is to be read into.
func target(method string, data any) (v reflect.Value, size int, err error) {
	v, size = reflect.ValueOf(data), -1
	switch v.Kind() {
	case reflect.Pointer:
		v = v.Elem()
		size = dataSize(v)
	case reflect.Slice:
		size = dataSize(v)
	}
	if size < 0 {
		err = errors.New("binary." + method + ": invalid type " + reflect.TypeOf(data).String())
	}
	return v, size, err
}

// source is what is to be written.
func source(method string, data any) (v reflect.Value, size int, err error) {
	v = reflect.Indirect(reflect.ValueOf(data))
	if size = dataSize(v); size < 0 {
		err = errors.New("binary." + method + ": some values are not fixed-sized in type " + reflect.TypeOf(data).String())
	}
	return v, size, err
}

// Read reads data, a pointer to a value of fixed size or a slice of such.
func Read(r io.Reader, order ByteOrder, data any) error {
	v, size, err := target("Read", data)
	if err != nil {
		return err
	}
	buf := make([]byte, size)
	if _, err := io.ReadFull(r, buf); err != nil {
		return err
	}
	(&coder{order, buf}).value(v)
	return nil
}

// Decode is Read from bytes, and returns how many it used.
func Decode(buf []byte, order ByteOrder, data any) (int, error) {
	v, size, err := target("Decode", data)
	if err != nil {
		return 0, err
	}
	if len(buf) < size {
		return 0, errBufferTooSmall
	}
	(&coder{order, buf}).value(v)
	return size, nil
}

// Write writes data, a value of fixed size, a slice of such or a pointer to one.
func Write(w io.Writer, order ByteOrder, data any) error {
	v, size, err := source("Write", data)
	if err != nil {
		return err
	}
	buf := make([]byte, size)
	(&coder{order, buf}).bytes(v)
	_, err = w.Write(buf)
	return err
}

// Encode is Write to bytes, and returns how many it used.
func Encode(buf []byte, order ByteOrder, data any) (int, error) {
	v, size, err := source("Encode", data)
	if err != nil {
		return 0, err
	}
	if len(buf) < size {
		return 0, errBufferTooSmall
	}
	(&coder{order, buf}).bytes(v)
	return size, nil
}

// Append is Write that appends to bytes.
func Append(buf []byte, order ByteOrder, data any) ([]byte, error) {
	v, size, err := source("Append", data)
	if err != nil {
		return nil, err
	}
	n := len(buf)
	buf = append(buf, make([]byte, size)...)
	(&coder{order, buf[n:]}).bytes(v)
	return buf, nil
}

// coder walks over values and bytes.
type coder struct {
	order ByteOrder
	buf   []byte
}

// next takes n bytes.
func (c *coder) next(n uintptr) []byte {
	b := c.buf[:n]
	c.buf = c.buf[n:]
	return b
}

// uint reads a number of n bytes.
func (c *coder) uint(n uintptr) uint64 {
	b := c.next(n)
	switch n {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(c.order.Uint16(b))
	case 4:
		return uint64(c.order.Uint32(b))
	}
	return c.order.Uint64(b)
}

// put writes a number of n bytes.
func (c *coder) put(n uintptr, x uint64) {
	b := c.next(n)
	switch n {
	case 1:
		b[0] = byte(x)
	case 2:
		c.order.PutUint16(b, uint16(x))
	case 4:
		c.order.PutUint32(b, uint32(x))
	default:
		c.order.PutUint64(b, x)
	}
}

func (c *coder) float(n uintptr) float64 {
	if n == 4 {
		return float64(math.Float32frombits(uint32(c.uint(4))))
	}
	return math.Float64frombits(c.uint(8))
}

func (c *coder) putFloat(n uintptr, x float64) {
	if n == 4 {
		c.put(4, uint64(math.Float32bits(float32(x))))
	} else {
		c.put(8, math.Float64bits(x))
	}
}

// value reads v.
func (c *coder) value(v reflect.Value) {
	n := v.Type().Size()
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(c.uint(1) != 0)
	case reflect.Int8:
		v.SetInt(int64(int8(c.uint(1))))
	case reflect.Int16:
		v.SetInt(int64(int16(c.uint(2))))
	case reflect.Int32:
		v.SetInt(int64(int32(c.uint(4))))
	case reflect.Int64:
		v.SetInt(int64(c.uint(8)))
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(c.uint(n))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(c.float(n))
	case reflect.Complex64, reflect.Complex128:
		re := c.float(n / 2)
		v.SetComplex(complex(re, c.float(n/2)))
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			c.value(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() || v.Type().Field(i).Name != "_" {
				c.value(f)
			} else {
				c.next(uintptr(sizeOf(f.Type()))) // blank: padding
			}
		}
	}
}

// bytes writes v.
func (c *coder) bytes(v reflect.Value) {
	n := v.Type().Size()
	switch v.Kind() {
	case reflect.Bool:
		x := uint64(0)
		if v.Bool() {
			x = 1
		}
		c.put(1, x)
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		c.put(n, uint64(v.Int()))
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		c.put(n, v.Uint())
	case reflect.Float32, reflect.Float64:
		c.putFloat(n, v.Float())
	case reflect.Complex64, reflect.Complex128:
		c.putFloat(n/2, real(v.Complex()))
		c.putFloat(n/2, imag(v.Complex()))
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			c.bytes(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); v.Type().Field(i).Name != "_" {
				c.bytes(f)
			} else {
				clear(c.next(uintptr(sizeOf(f.Type()))))
			}
		}
	}
}
