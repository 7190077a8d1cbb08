package io

// MultiReader gives the readers' inputs one after the other, and EOF when all
// have given it. An error other than EOF comes through.
func MultiReader(readers ...Reader) Reader {
	return &multiReader{append([]Reader(nil), readers...)}
}

type multiReader struct {
	readers []Reader
}

// eofReader is in the place of a reader that is done, so that it can be freed.
type eofReader struct{}

func (eofReader) Read([]byte) (int, error) { return 0, EOF }

func (m *multiReader) Read(p []byte) (n int, err error) {
	for len(m.readers) > 0 {
		// A multiReader that is the only one is taken apart, lest they pile up.
		if len(m.readers) == 1 {
			if inner, ok := m.readers[0].(*multiReader); ok {
				m.readers = inner.readers
				continue
			}
		}
		n, err = m.readers[0].Read(p)
		if err == EOF {
			m.readers[0] = eofReader{}
			m.readers = m.readers[1:]
		}
		if n > 0 || err != EOF {
			if err == EOF && len(m.readers) > 0 {
				err = nil // not the last
			}
			return
		}
	}
	return 0, EOF
}

// WriteTo implements WriterTo.
func (m *multiReader) WriteTo(w Writer) (sum int64, err error) {
	return m.writeTo(w, make([]byte, 32<<10))
}

func (m *multiReader) writeTo(w Writer, buf []byte) (sum int64, err error) {
	for i, r := range m.readers {
		var n int64
		if inner, ok := r.(*multiReader); ok {
			n, err = inner.writeTo(w, buf)
		} else {
			n, err = copyBuffer(w, r, buf)
		}
		sum += n
		if err != nil {
			m.readers = m.readers[i:] // to go on from here
			return sum, err
		}
		m.readers[i] = nil
	}
	m.readers = nil
	return sum, nil
}

// MultiWriter gives a writer that writes to all of the writers in turn and stops
// at the first error.
func MultiWriter(writers ...Writer) Writer {
	all := make([]Writer, 0, len(writers))
	for _, w := range writers {
		if m, ok := w.(*multiWriter); ok {
			all = append(all, m.writers...)
		} else {
			all = append(all, w)
		}
	}
	return &multiWriter{all}
}

type multiWriter struct {
	writers []Writer
}

func (m *multiWriter) Write(p []byte) (n int, err error) {
	for _, w := range m.writers {
		n, err = w.Write(p)
		if err != nil {
			return
		}
		if n != len(p) {
			return n, ErrShortWrite
		}
	}
	return len(p), nil
}

var _ StringWriter = (*multiWriter)(nil)

func (m *multiWriter) WriteString(s string) (n int, err error) {
	var p []byte // made when needed
	for _, w := range m.writers {
		if sw, ok := w.(StringWriter); ok {
			n, err = sw.WriteString(s)
		} else {
			if p == nil {
				p = []byte(s)
			}
			n, err = w.Write(p)
		}
		if err != nil {
			return
		}
		if n != len(s) {
			return n, ErrShortWrite
		}
	}
	return len(s), nil
}
