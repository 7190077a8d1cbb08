// Changing white space, and escaping for HTML.

package json

import (
	"bytes"
	"strings"
)

const hex = "0123456789abcdef"

// HTMLEscape appends src to dst with <, >, &, U+2028 and U+2029 in strings escaped.
func HTMLEscape(dst *bytes.Buffer, src []byte) { dst.Write(appendHTML(nil, src)) }

func appendHTML(dst, src []byte) []byte {
	for i, c := range src {
		switch {
		case c == '<' || c == '>' || c == '&':
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		case c == 0xe2 && i+2 < len(src) && src[i+1] == 0x80 && src[i+2]&^1 == 0xa8:
			dst = append(dst, `\u202`...)
		case c == 0x80 && i > 0 && src[i-1] == 0xe2 && i+1 < len(src) && src[i+1]&^1 == 0xa8:
		case c&^1 == 0xa8 && i > 1 && src[i-1] == 0x80 && src[i-2] == 0xe2:
			dst = append(dst, hex[c&15])
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// Compact appends src to dst without insignificant space.
func Compact(dst *bytes.Buffer, src []byte) error {
	if err := check(src); err != nil {
		if se, ok := err.(*SyntaxError); ok { // as the official one says it here
			se.msg = strings.Replace(se.msg, "after array element", "after array value", 1)
		}
		return err
	}
	dst.Write(appendCompact(nil, src))
	return nil
}

// appendCompact appends valid text without space.
func appendCompact(dst, src []byte) []byte {
	inside := false
	for i := 0; i < len(src); i++ {
		c := src[i]
		switch {
		case inside && c == '\\':
			dst = append(dst, c)
			i++
			c = src[i]
		case c == '"':
			inside = !inside
		case !inside && (c == ' ' || c == '\n' || c == '\t' || c == '\r'):
			continue
		}
		dst = append(dst, c)
	}
	return dst
}

// Indent appends src to dst with each element on a line, which starts with prefix and as many copies of indent as it is deep.
func Indent(dst *bytes.Buffer, src []byte, prefix, indent string) error {
	if err := check(src); err != nil {
		if se, ok := err.(*SyntaxError); ok { // as the official one says it here
			se.msg = strings.Replace(se.msg, "after array element", "after array value", 1)
		}
		return err
	}
	dst.Write(appendIndent(nil, src, prefix, indent))
	return nil
}

func appendIndent(dst, src []byte, prefix, indent string) []byte {
	depth, inside, fresh := 0, false, false
	line := func() {
		dst = append(append(dst, '\n'), prefix...)
		for range depth {
			dst = append(dst, indent...)
		}
	}
	for i := 0; i < len(src); i++ {
		c := src[i]
		if inside {
			dst = append(dst, c)
			if c == '\\' {
				i++
				dst = append(dst, src[i])
			} else if c == '"' {
				inside = false
			}
			continue
		}
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			continue
		}
		if fresh && c != ']' && c != '}' { // the first element
			depth++
			line()
		}
		switch c {
		case '{', '[':
			dst = append(dst, c)
			fresh = true
			continue
		case ',':
			dst = append(dst, c)
			line()
		case ':':
			dst = append(dst, ": "...)
		case '}', ']':
			if !fresh {
				depth--
				line()
			}
			dst = append(dst, c)
		default:
			inside = c == '"'
			dst = append(dst, c)
		}
		fresh = false
	}
	// Space behind the value stays.
	end := len(src)
	for end > 0 && (src[end-1] == ' ' || src[end-1] == '\n' || src[end-1] == '\t' || src[end-1] == '\r') {
		end--
	}
	return append(dst, src[end:]...)
}
