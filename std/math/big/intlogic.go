package big

// The logical operations treat negative numbers as in two's complement with infinitely many ones: -x is ^(x-1).

// less gives |x| - 1 for a negative x.
func (x *Int) less() nat { return nat(nil).sub(x.abs, natOne) }

// setNot sets z to ^t, a negative number.
func (z *Int) setNot(t nat) *Int {
	z.abs = z.abs.add(t, natOne)
	z.neg = true
	return z
}

func (z *Int) setNat(t nat) *Int {
	z.abs = t
	z.neg = false
	return z
}

// And sets z to x & y.
func (z *Int) And(x, y *Int) *Int {
	if x.neg && y.neg {
		t := x.less()
		return z.setNot(t.or(t, y.less()))
	}
	if x.neg {
		x, y = y, x
	}
	if y.neg {
		return z.setNat(z.abs.andNot(x.abs, y.less()))
	}
	return z.setNat(z.abs.and(x.abs, y.abs))
}

// AndNot sets z to x &^ y.
func (z *Int) AndNot(x, y *Int) *Int {
	switch {
	case x.neg && y.neg:
		return z.setNat(nat(nil).andNot(y.less(), x.less()))
	case x.neg:
		t := x.less()
		return z.setNot(t.or(t, y.abs))
	case y.neg:
		return z.setNat(z.abs.and(x.abs, y.less()))
	}
	return z.setNat(z.abs.andNot(x.abs, y.abs))
}

// Or sets z to x | y.
func (z *Int) Or(x, y *Int) *Int {
	if x.neg && y.neg {
		t := x.less()
		return z.setNot(t.and(t, y.less()))
	}
	if x.neg {
		x, y = y, x
	}
	if y.neg {
		t := y.less()
		return z.setNot(t.andNot(t, x.abs))
	}
	return z.setNat(z.abs.or(x.abs, y.abs))
}

// Xor sets z to x ^ y.
func (z *Int) Xor(x, y *Int) *Int {
	if x.neg && y.neg {
		return z.setNat(nat(nil).xor(x.less(), y.less()))
	}
	if x.neg {
		x, y = y, x
	}
	if y.neg {
		t := y.less()
		return z.setNot(t.xor(t, x.abs))
	}
	return z.setNat(z.abs.xor(x.abs, y.abs))
}

// Not sets z to ^x.
func (z *Int) Not(x *Int) *Int {
	if x.neg {
		return z.setNat(z.abs.sub(x.abs, natOne))
	}
	return z.setNot(x.abs)
}
