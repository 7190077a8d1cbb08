package base64

import "io"

// encoder keeps what does not fill a group.
type encoder struct {
	e   *Encoding
	w   io.Writer
	buf []byte
	err error
}

// NewEncoder returns a writer that encodes to w; Close writes what is left.
func NewEncoder(e *Encoding, w io.Writer) io.WriteCloser { return &encoder{e: e, w: w} }

func (x *encoder) Write(p []byte) (n int, err error) {
	if x.err != nil {
		return 0, x.err
	}
	x.buf = append(x.buf, p...)
	whole := len(x.buf) / 3 * 3
	if whole > 0 {
		if _, x.err = x.w.Write(x.e.AppendEncode(nil, x.buf[:whole])); x.err != nil {
			return 0, x.err
		}
		x.buf = append(x.buf[:0], x.buf[whole:]...)
	}
	return len(p), nil
}

func (x *encoder) Close() error {
	if x.err == nil && len(x.buf) > 0 {
		_, x.err = x.w.Write(x.e.AppendEncode(nil, x.buf))
		x.buf = nil
	}
	return x.err
}

// decoder decodes group by group.
type decoder struct {
	e    *Encoding
	r    io.Reader
	in   []byte // characters not decoded
	out  []byte // bytes not read
	read int64  // characters decoded, for offsets in errors
	err  error
}

// NewDecoder returns a reader that decodes what r has; newlines are ignored.
func NewDecoder(e *Encoding, r io.Reader) io.Reader { return &decoder{e: e, r: r} }

func (d *decoder) Read(p []byte) (n int, err error) {
	for len(d.out) == 0 {
		if d.err != nil {
			return 0, d.err
		}
		if len(p) == 0 {
			return 0, nil
		}
		d.fill()
	}
	n = copy(p, d.out)
	d.out = d.out[n:]
	return n, nil
}

// fill reads characters and decodes the whole groups among them, at the end all.
func (d *decoder) fill() {
	buf := make([]byte, 1024)
	n, err := d.r.Read(buf)
	for _, c := range buf[:n] {
		if c != '\n' && c != '\r' {
			d.in = append(d.in, c)
		}
	}
	whole := len(d.in) / 4 * 4
	if err == io.EOF && d.e.pad == NoPadding {
		whole = len(d.in)
	}
	if whole > 0 {
		out := make([]byte, whole)
		m, derr := d.e.Decode(out, d.in[:whole])
		if c, ok := derr.(CorruptInputError); ok {
			derr = CorruptInputError(int64(c) + d.read)
		}
		d.read += int64(whole)
		d.out = out[:m]
		d.in = append(d.in[:0], d.in[whole:]...)
		if derr != nil {
			d.err = derr
			return
		}
	}
	if err == io.EOF && len(d.in) > 0 {
		err = io.ErrUnexpectedEOF
	}
	d.err = err
}
