// Package tabwriter aligns text in columns: cells end with tabs, and neighbouring lines' cells of one number form a column as wide as
// the widest of them.
//
// A Writer collects lines until no column can go on: at a line without tabs, a form feed, or Flush. Then widths are known, and
// the lines are written.
package tabwriter

import (
	"io"
	"unicode/utf8"
)

const (
	// FilterHTML gives HTML tags no width, and entities that of one character.
	FilterHTML uint = 1 << iota
	// StripEscape drops the Escape characters around escaped text.
	StripEscape
	// AlignRight puts the padding in front of cells.
	AlignRight
	// DiscardEmptyColumns drops columns of cells that are empty and end with vertical tabs.
	DiscardEmptyColumns
	// TabIndent pads empty cells at the start of a line with tabs.
	TabIndent
	// Debug puts bars between columns, and a line of dashes at form feeds.
	Debug
)

// Escape stands around text in which tabs, newlines and tags mean nothing.
const Escape = '\xff'

// A cell is a piece of a line.
type cell struct {
	text  []byte
	width int  // in characters
	vtab  bool // ended by a vertical tab
	col   int  // the width of its column, once it is known
}

// A Writer aligns what is written to it. The text is expected to be UTF-8.
type Writer struct {
	output                      io.Writer
	minwidth, tabwidth, padding int
	padchar                     byte
	flags                       uint

	lines [][]cell // the last one is being written
	text  []byte   // the cell being written
	width int      // of what of text was measured
	start int      // where in text that is not measured begins
	end   byte     // ends the escape, tag or entity that text is in; 0 outside
}

// NewWriter returns a Writer; see Init.
func NewWriter(output io.Writer, minwidth, tabwidth, padding int, padchar byte, flags uint) *Writer {
	return new(Writer).Init(output, minwidth, tabwidth, padding, padchar, flags)
}

// Init sets a Writer up: the width of a cell with padding is at least minwidth; tabwidth is that of a tab; padding is added to the
// width of cells; padchar fills them. If it is a tab, widths are multiples of tabwidth and cells start at the left.
func (w *Writer) Init(output io.Writer, minwidth, tabwidth, padding int, padchar byte, flags uint) *Writer {
	if minwidth < 0 || tabwidth < 0 || padding < 0 {
		panic("negative minwidth, tabwidth, or padding")
	}
	if padchar == '\t' {
		flags &^= AlignRight
	}
	*w = Writer{output: output, minwidth: minwidth, tabwidth: tabwidth, padding: padding, padchar: padchar, flags: flags}
	w.lines = [][]cell{nil}
	return w
}

// measure adds the width of the text that was not measured.
func (w *Writer) measure() {
	w.width += utf8.RuneCount(w.text[w.start:])
	w.start = len(w.text)
}

// endCell ends the cell being written.
func (w *Writer) endCell(vtab bool) (cells int) {
	w.measure()
	line := &w.lines[len(w.lines)-1]
	*line = append(*line, cell{text: w.text, width: w.width, vtab: vtab})
	w.text, w.width, w.start = nil, 0, 0
	return len(*line)
}

// Write collects text.
func (w *Writer) Write(buf []byte) (n int, err error) {
	for i, c := range buf {
		if w.end != 0 {
			w.inside(c)
			continue
		}
		switch c {
		case '\t', '\v':
			w.endCell(c == '\v')
		case '\n', '\f':
			cells := w.endCell(false)
			w.lines = append(w.lines, nil)
			if c == '\f' || cells == 1 {
				if err := w.write(); err != nil {
					return i + 1, err
				}
				if c == '\f' && w.flags&Debug != 0 {
					if _, err := io.WriteString(w.output, "---\n"); err != nil {
						return i + 1, err
					}
				}
			}
		case Escape:
			w.measure()
			w.end = Escape
			if w.flags&StripEscape == 0 {
				w.text = append(w.text, c)
				w.start = len(w.text)
			}
		case '<', '&':
			if w.flags&FilterHTML != 0 {
				w.measure()
				w.end = '>'
				if c == '&' {
					w.end = ';'
				}
			}
			w.text = append(w.text, c)
		default:
			w.text = append(w.text, c)
		}
	}
	return len(buf), nil
}

// inside collects a byte of an escape, tag or entity.
func (w *Writer) inside(c byte) {
	if c != Escape || w.end != Escape {
		w.text = append(w.text, c)
	}
	if c != w.end {
		return
	}
	if c == Escape && w.flags&StripEscape == 0 {
		w.measure()
		w.text = append(w.text, c)
	}
	w.endInside()
}

// endInside gives what was inside its width.
func (w *Writer) endInside() {
	switch w.end {
	case Escape:
		if w.start < len(w.text) && w.text[len(w.text)-1] != Escape {
			w.measure()
		}
	case ';':
		w.width++
	}
	w.start = len(w.text)
	w.end = 0
}

// Flush writes what was collected; columns end here.
func (w *Writer) Flush() error {
	if w.end != 0 {
		w.endInside()
	}
	if len(w.text) > 0 {
		w.endCell(false)
	}
	return w.write()
}

// write finds the widths and writes the lines. The last one has no newline.
func (w *Writer) write() error {
	w.columns()
	var out []byte
	for i, line := range w.lines {
		out = w.line(out, line)
		if i+1 < len(w.lines) {
			out = append(out, '\n')
		}
	}
	if len(out) > 0 {
		n, err := w.output.Write(out)
		if err == nil && n < len(out) {
			err = io.ErrShortWrite
		}
		if err != nil {
			return err // the lines stay
		}
	}
	w.lines = append(w.lines[:0], nil)
	return nil
}

// columns gives each column its width: neighbouring lines that have a cell of that number which is not their last.
func (w *Writer) columns() {
	for c, more := 0, true; more; c++ {
		more = false
		for i := 0; i < len(w.lines); i++ {
			first, width, drop := i, w.minwidth, w.flags&DiscardEmptyColumns != 0
			for ; i < len(w.lines) && c < len(w.lines[i])-1; i++ {
				cl := &w.lines[i][c]
				width = max(width, cl.width+w.padding)
				drop = drop && cl.width == 0 && cl.vtab
			}
			if drop {
				width = 0
			}
			for _, line := range w.lines[first:i] {
				line[c].col = width
				more = true
			}
		}
	}
}

// line writes a line.
func (w *Writer) line(out []byte, line []cell) []byte {
	tabs := w.flags&TabIndent != 0
	for i := range line {
		c := &line[i]
		if i > 0 && w.flags&Debug != 0 {
			out = append(out, '|')
		}
		column := i < len(line)-1
		switch {
		case len(c.text) == 0:
			if column {
				out = w.pad(out, c, tabs)
			}
		case w.flags&AlignRight == 0:
			tabs = false
			out = append(out, c.text...)
			if column {
				out = w.pad(out, c, false)
			}
		default:
			tabs = false
			if column {
				out = w.pad(out, c, false)
			}
			out = append(out, c.text...)
		}
	}
	return out
}

// pad fills a cell up.
func (w *Writer) pad(out []byte, c *cell, tabs bool) []byte {
	n, char := c.col-c.width, w.padchar
	if char == '\t' || tabs {
		if w.tabwidth == 0 {
			return out
		}
		width := (c.col + w.tabwidth - 1) / w.tabwidth * w.tabwidth
		n, char = (width-c.width+w.tabwidth-1)/w.tabwidth, '\t'
	}
	for ; n > 0; n-- {
		out = append(out, char)
	}
	return out
}
