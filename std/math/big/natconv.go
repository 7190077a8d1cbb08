package big

import (
	"errors"
	"io"
	"math/bits"
)

const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// MaxBase is the largest base of texts.
const MaxBase = 10 + ('z' - 'a' + 1) + ('Z' - 'A' + 1)

// Up to this base, capital letters are the same digits as small ones.
const maxBaseSmall = 36

// wordPower gives the largest power of b that fits a word, and its exponent.
func wordPower(b Word) (p Word, n int) {
	p, n = b, 1
	for limit := ^Word(0) / b; p <= limit; {
		p *= b
		n++
	}
	return p, n
}

// text gives x in a base, with a minus sign if neg.
func (x nat) text(neg bool, base int) []byte {
	if base < 2 || base > MaxBase {
		panic("invalid base")
	}
	if len(x) == 0 {
		return []byte("0")
	}
	b := Word(base)
	// Room enough: bits of x over the whole bits of a digit.
	size := x.bitLen()/(bits.Len(uint(b))-1) + 2
	buf := make([]byte, size)
	i := len(buf)
	if b&(b-1) == 0 {
		i = x.textPower2(buf, uint(bits.TrailingZeros(uint(b))))
	} else {
		p, n := wordPower(b)
		var powers []nat
		if len(x) > leafWords {
			powers = []nat{nat(nil).expW(nat{p}, leafWords/2)}
			for {
				last := powers[len(powers)-1]
				if len(last)*2 > len(x) {
					break
				}
				powers = append(powers, nat(nil).sqr(last))
			}
		}
		i = nat(nil).set(x).textDivide(buf, b, p, n, powers, n*(leafWords/2), false)
	}
	for i < len(buf)-1 && buf[i] == '0' {
		i++
	}
	if neg {
		i--
		buf[i] = '-'
	}
	return buf[i:]
}

// leafWords is the length up to which digits are taken off by division by a word.
const leafWords = 16

// textPower2 writes digits of s bits each into the end of buf.
func (x nat) textPower2(buf []byte, s uint) int {
	i := len(buf)
	n := uint(x.bitLen())
	for at := uint(0); at < n; at += s {
		w := x[at/wordBits] >> (at % wordBits)
		if at%wordBits+s > wordBits && at/wordBits+1 < uint(len(x)) {
			w |= x[at/wordBits+1] << (wordBits - at%wordBits)
		}
		i--
		buf[i] = digits[w&(1<<s-1)]
	}
	return i
}

// textDivide writes the digits of x, which it destroys, into the end of buf. The powers stand for nd, 2nd, 4nd … digits; if fill
// is set, buf is filled with zeros.
func (x nat) textDivide(buf []byte, b, p Word, n int, powers []nat, nd int, fill bool) int {
	for len(powers) > 0 && (len(x) <= leafWords || x.cmp(powers[len(powers)-1]) < 0) {
		powers = powers[:len(powers)-1]
	}
	i := len(buf)
	if len(powers) > 0 {
		k := len(powers) - 1
		q, r := nat(nil).div(nil, x, powers[k])
		low := nd << k
		r.textDivide(buf[i-low:], b, p, n, powers[:k], nd, true)
		return q.textDivide(buf[:i-low], b, p, n, powers, nd, fill)
	}
	for len(x) > 0 {
		var r Word
		x, r = x.divW(x, p)
		for j := 0; j < n && i > 0; j++ {
			if len(x) == 0 && r == 0 {
				break
			}
			i--
			q := r / b
			buf[i] = digits[r-q*b]
			r = q
		}
	}
	if fill {
		for i > 0 {
			i--
			buf[i] = '0'
		}
	}
	return i
}

// expW gives x**n for a small n.
func (z nat) expW(x nat, n int) nat {
	r := nat{1}
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			r = nat(nil).mul(r, x)
		}
		x = nat(nil).sqr(x)
	}
	return r
}

var (
	errNoDigits = errors.New("number has no digits")
	errInvalSep = errors.New("'_' must separate successive digits")
)

// scan reads a number. Base 0 takes the base from a prefix 0b, 0o, 0x or 0, and allows underscores. With frac, digits may have a
// point, after which count is the negative number of digits; else count is the number of digits. Prefixes of fractions are
// 0b, 0o and 0x only.
func (z nat) scan(r io.ByteScanner, base int, frac bool) (res nat, b, count int, err error) {
	if base != 0 && (base < 2 || !frac && base > MaxBase || frac && base != 2 && base != 8 && base != 10 && base != 16) {
		panic("invalid number base " + itoa(base))
	}
	prev := '.' // the kind of the last rune: '_', '0' for a digit, '.' for anything else
	badSep := false
	ch, err := r.ReadByte()
	b, prefix := base, 0
	if base == 0 {
		b = 10
		if err == nil && ch == '0' {
			prev = '0'
			count = 1
			ch, err = r.ReadByte()
			if err == nil {
				switch ch {
				case 'b', 'B':
					b, prefix = 2, 'b'
				case 'o', 'O':
					b, prefix = 8, 'o'
				case 'x', 'X':
					b, prefix = 16, 'x'
				default:
					if !frac {
						b, prefix = 8, '0'
					}
				}
				if prefix != 0 {
					count = 0
					if prefix != '0' {
						ch, err = r.ReadByte()
					}
				}
			}
		}
	}
	var text []byte // values of the digits
	point := -1     // digits before the point
scan:
	for err == nil {
		if ch == '.' && frac {
			frac = false
			if prev == '_' {
				badSep = true
			}
			prev = '.'
			point = count
		} else if ch == '_' && base == 0 {
			if prev != '0' {
				badSep = true
			}
			prev = '_'
		} else {
			d := byte(MaxBase + 1)
			switch {
			case '0' <= ch && ch <= '9':
				d = ch - '0'
			case 'a' <= ch && ch <= 'z':
				d = ch - 'a' + 10
			case 'A' <= ch && ch <= 'Z':
				if b <= maxBaseSmall {
					d = ch - 'A' + 10
				} else {
					d = ch - 'A' + maxBaseSmall
				}
			}
			if int(d) >= b {
				r.UnreadByte()
				break scan
			}
			prev = '0'
			count++
			text = append(text, d)
		}
		ch, err = r.ReadByte()
	}
	if err == io.EOF {
		err = nil
	}
	if err == nil && (badSep || prev == '_') {
		err = errInvalSep
	}
	if count == 0 {
		if prefix == '0' {
			// Only the prefix, which is a zero.
			return z[:0], 10, 1, err
		}
		err = errNoDigits
	}
	z = z.fromDigits(text, b)
	if point >= 0 {
		count = point - count
	}
	return z, b, count, err
}

// fromDigits gives the number that the digits stand for, highest first.
func (z nat) fromDigits(text []byte, base int) nat {
	b := Word(base)
	if b&(b-1) == 0 {
		s := uint(bits.TrailingZeros(uint(b)))
		z = z.make(int((uint(len(text))*s + wordBits - 1) / wordBits))
		clear(z)
		at := uint(0)
		for i := len(text) - 1; i >= 0; i-- {
			d := Word(text[i])
			z[at/wordBits] |= d << (at % wordBits)
			if at%wordBits+s > wordBits && at/wordBits+1 < uint(len(z)) {
				z[at/wordBits+1] |= d >> (wordBits - at%wordBits)
			}
			at += s
		}
		return z.norm()
	}
	p, n := wordPower(b)
	leaf := n * leafWords * 2
	if len(text) <= leaf {
		z = z[:0]
		for len(text) > 0 {
			take, scale := n, p
			if k := len(text) % n; k != 0 {
				take, scale = k, 1
				for range k {
					scale *= b
				}
			}
			var w Word
			for _, d := range text[:take] {
				w = w*b + Word(d)
			}
			text = text[take:]
			z = z.mulAddWW(z, scale, w)
		}
		return z
	}
	// Halves, the low one of leaf*2**k digits.
	powers := map[int]nat{leaf: nat(nil).expW(nat{p}, leaf/n)}
	return z.set(joinDigits(text, base, leaf, powers))
}

func joinDigits(text []byte, base, leaf int, powers map[int]nat) nat {
	if len(text) <= leaf {
		return nat(nil).fromDigits(text, base)
	}
	low := leaf
	for low*2 < len(text) {
		if powers[low*2] == nil {
			powers[low*2] = nat(nil).sqr(powers[low])
		}
		low *= 2
	}
	hi := joinDigits(text[:len(text)-low], base, leaf, powers)
	lo := joinDigits(text[len(text)-low:], base, leaf, powers)
	t := nat(nil).mul(hi, powers[low])
	return t.add(t, lo)
}

func itoa(n int) string {
	if n < 0 {
		return "-" + itoa(-n)
	}
	return string(nat(nil).setWord(Word(n)).text(false, 10))
}
