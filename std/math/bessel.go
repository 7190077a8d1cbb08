package math

// Bessel functions of the first and second kind. Below 2 they are power series,
// from 2 on
//
//	jn(x) == sqrt(2/(Pi*x)) * (P*cos(x-a) - Q*sin(x-a))
//	yn(x) == sqrt(2/(Pi*x)) * (P*sin(x-a) + Q*cos(x-a)), a == (2n+1)*Pi/4,
//
// where P and Q are rational functions of 1/x, in four pieces; all after FDLIBM.

// A besselTail has the pieces of P and Q for an order, the first for the greatest
// x, and their leading terms.
type besselTail struct {
	p, q [4]fraction
	q0   float64
}

type fraction struct{ num, den []float64 }

func (f fraction) at(x float64) float64 { return ratio(f.num, f.den, x) }

// pq gives P and Q.
func (b *besselTail) pq(x float64) (p, q float64) {
	i := 3
	switch {
	case x >= 8:
		i = 0
	case x >= 1/0.22001:
		i = 1
	case x >= 1/0.35001:
		i = 2
	}
	s := 1 / (x * x)
	return 1 + s*b.p[i].at(s), (b.q0 + s*b.q[i].at(s)) / x
}

var bessel0 = besselTail{
	p: [4]fraction{
		{j0p0P[:], j0p0Q[:]}, {j0p1P[:], j0p1Q[:]}, {j0p2P[:], j0p2Q[:]}, {j0p3P[:], j0p3Q[:]},
	},
	q: [4]fraction{
		{j0q0P[:], j0q0Q[:]}, {j0q1P[:], j0q1Q[:]}, {j0q2P[:], j0q2Q[:]}, {j0q3P[:], j0q3Q[:]},
	},
	q0: -1.0 / 8,
}

var bessel1 = besselTail{
	p: [4]fraction{
		{j1p0P[:], j1p0Q[:]}, {j1p1P[:], j1p1Q[:]}, {j1p2P[:], j1p2Q[:]}, {j1p3P[:], j1p3Q[:]},
	},
	q: [4]fraction{
		{j1q0P[:], j1q0Q[:]}, {j1q1P[:], j1q1Q[:]}, {j1q2P[:], j1q2Q[:]}, {j1q3P[:], j1q3Q[:]},
	},
	q0: 3.0 / 8,
}

const (
	invSqrtPi = 1 / SqrtPi
	twoOverPi = 2 / Pi
)

// phase0 gives sin(x-Pi/4) and cos(x-Pi/4), times sqrt(2).
func phase0(x float64) (ss, cc float64) {
	s, c := Sincos(x)
	ss, cc = s-c, s+c
	// The one that cancels comes from the other by (s-c)*(s+c) == -cos(2*x).
	if x < MaxFloat64/2 {
		z := -Cos(x + x)
		if s*c < 0 {
			cc = z / ss
		} else {
			ss = z / cc
		}
	}
	return
}

// phase1 gives sin(x-3*Pi/4) and cos(x-3*Pi/4), times sqrt(2).
func phase1(x float64) (ss, cc float64) {
	s, c := Sincos(x)
	ss, cc = -s-c, s-c
	if x < MaxFloat64/2 {
		z := Cos(x + x)
		if s*c > 0 {
			cc = z / ss
		} else {
			ss = z / cc
		}
	}
	return
}

// From here on P is 1 and Q is 0.
const besselFar = 1 << 129

// yFar is the function of the second kind with that phase and tail, but for x from 0 to 2.
func yFar(x float64, phase func(float64) (ss, cc float64), tail *besselTail) float64 {
	switch {
	case x < 0 || IsNaN(x):
		return NaN()
	case IsInf(x, 1):
		return 0
	case x == 0:
		return Inf(-1)
	}
	ss, cc := phase(x)
	if x > besselFar {
		return invSqrtPi * ss / Sqrt(x)
	}
	p, q := tail.pq(x)
	return invSqrtPi * (p*ss + q*cc) / Sqrt(x)
}

// J0 gives the Bessel function of the first kind of order 0.
func J0(x float64) float64 {
	switch {
	case IsNaN(x):
		return x
	case IsInf(x, 0):
		return 0
	case x == 0:
		return 1
	}
	x = Abs(x)
	if x >= 2 {
		ss, cc := phase0(x)
		if x > besselFar {
			return invSqrtPi * cc / Sqrt(x)
		}
		p, q := bessel0.pq(x)
		return invSqrtPi * (p*cc - q*ss) / Sqrt(x)
	}
	switch {
	case x < 0x1p-27:
		return 1
	case x < 0x1p-13:
		return 1 - 0.25*x*x
	}
	z := x * x
	r := z * poly(j0P[:], z)
	s := poly(j0Q[:], z)
	if x < 1 {
		return 1 + z*(-0.25+r/s)
	}
	u := 0.5 * x
	return (1+u)*(1-u) + z*(r/s)
}

// Y0 gives the Bessel function of the second kind of order 0: -Inf for 0, NaN
// below.
func Y0(x float64) float64 {
	if !(0 < x && x < 2) {
		return yFar(x, phase0, &bessel0)
	}
	if x <= 0x1p-27 {
		return y0P[0] + twoOverPi*Log(x)
	}
	return ratio(y0P[:], y0Q[:], x*x) + twoOverPi*(J0(x)*Log(x))
}

// J1 gives the Bessel function of the first kind of order 1.
func J1(x float64) float64 {
	if IsNaN(x) {
		return x
	}
	if IsInf(x, 0) || x == 0 {
		return 0
	}
	a := Abs(x)
	if a >= 2 {
		ss, cc := phase1(a)
		z := invSqrtPi * cc / Sqrt(a)
		if a <= besselFar {
			p, q := bessel1.pq(a)
			z = invSqrtPi * (p*cc - q*ss) / Sqrt(a)
		}
		if x < 0 {
			return -z
		}
		return z
	}
	if a < 0x1p-27 {
		return 0.5 * x
	}
	z := x * x
	r := z * poly(j1P[:], z)
	s := poly(j1Q[:], z)
	return 0.5*x + r*x/s
}

// Y1 gives the Bessel function of the second kind of order 1: -Inf for 0, NaN
// below.
func Y1(x float64) float64 {
	if !(0 < x && x < 2) {
		return yFar(x, phase1, &bessel1)
	}
	if x <= 0x1p-54 {
		return -twoOverPi / x
	}
	return x*ratio(y1P[:], y1Q[:], x*x) + twoOverPi*(J1(x)*Log(x)-1/x)
}
