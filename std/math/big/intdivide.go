package big

// Divide sets z to the quotient of x/y rounded as mode says, which must be Trunc, Floor, Round or Ceil, and r to the remainder
// x - y*z. Either may be nil. It returns both, and panics if y is 0.
func (z *Int) Divide(x, y, r *Int, mode RoundingMode) (*Int, *Int) {
	var q, rest, divisor Int
	divisor.Set(y)
	q.QuoRem(x, y, &rest)
	if up, away := x.neg == y.neg, false; len(rest.abs) > 0 { // the exact quotient is above that of QuoRem, or below
		switch mode {
		case Trunc:
		case Floor:
			away = !up
		case Ceil:
			away = up
		case Round:
			var twice nat
			twice = twice.shl(rest.abs, 1)
			c := twice.cmp(divisor.abs)
			away = c > 0 || c == 0 && q.Bit(0) != 0
		default:
			panic("unsupported rounding mode")
		}
		if away && up {
			q.Add(&q, intOne)
			rest.Sub(&rest, &divisor)
		} else if away {
			q.Sub(&q, intOne)
			rest.Add(&rest, &divisor)
		}
	}
	if z != nil {
		z.Set(&q)
	}
	if r != nil {
		r.Set(&rest)
	}
	return z, r
}
