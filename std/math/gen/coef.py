#!/usr/bin/env python3
"""Computes the coefficients of package math's approximations and writes coef.go.

Each is a polynomial P or a rational function P/Q (with Q(0) == 1) of given degrees whose greatest error on an
interval is about the least possible. Needs mpmath; takes some minutes. For each the greatest error
in bits, relative to the function or to the scale given, goes to stderr.

The shapes (which function of which argument, on which interval) follow well-known designs: S. Moshier's Cephes
library, K. C. Ng's FDLIBM, M. Wichura's algorithm AS 241. The numbers are ours; where programs are likely to print a
result to the last digit they are the published ones, see published.go.
"""

import sys
from mpmath import mp, mpf, cos, sin, tan, exp, log, atan, tanh, sinh, pi, sqrt, erf, erfc, erfinv, gamma, loggamma
from mpmath import besselj, bessely, matrix, lu_solve, findroot, digamma, floor, euler

mp.dps = 80


def fit(f, lo, hi, p, q=0, points=120, rounds=25):
    """P and Q by Lawson's iteration: least squares on Chebyshev points, where the error is great with more weight."""
    lo, hi = mpf(lo), mpf(hi)
    n = p + q + 1
    xs = [(lo + hi) / 2 + (hi - lo) / 2 * cos(pi * (2 * i + 1) / (2 * points)) for i in range(points)]
    ys = [f(x) for x in xs]
    big = max(abs(y) for y in ys)
    scale = [abs(y) if min(abs(v) for v in ys) > big / 1000 else big for y in ys]
    rows = [[x**j for j in range(p + 1)] + [-y * x**j for j in range(1, q + 1)] for x, y in zip(xs, ys)]
    weight, den = [mpf(1)] * points, [mpf(1)] * points
    best = None
    for _ in range(rounds):
        a, b = matrix(n, n), matrix(n, 1)
        for row, y, w, d, s in zip(rows, ys, weight, den, scale):
            w = w / (d * s) ** 2
            for k in range(n):
                wk = w * row[k]
                b[k] += wk * y
                for m in range(k, n):
                    a[k, m] += wk * row[m]
        for k in range(n):
            for m in range(k):
                a[k, m] = a[m, k]
        c = lu_solve(a, b)
        P, Q = [c[k] for k in range(p + 1)], [mpf(1)] + [c[p + k] for k in range(1, q + 1)]
        den = [abs(horner(Q, x)) for x in xs]
        err = [abs(horner(P, x) / horner(Q, x) - y) / s for x, y, s in zip(xs, ys, scale)]
        worst = max(err)
        if best is None or worst < best[0]:
            best = worst, P, Q
        weight = [w * (e / worst + mpf("1e-4")) for w, e in zip(weight, err)]
        total = sum(weight)
        weight = [w / total for w in weight]
    return best[1], best[2]


def horner(c, x):
    s = mpf(0)
    for a in reversed(c):
        s = s * x + a
    return s


out = []


def emit(name, doc, f, lo, hi, p, q=0, monic=False):
    P, Q = fit(f, lo, hi, p, q)
    if monic:  # the leading coefficient of Q is 1
        P, Q = [c / Q[-1] for c in P], [c / Q[-1] for c in Q]
    P, Q = [mpf(float(c)) for c in P], [mpf(float(c)) for c in Q]
    worst = 0
    for i in range(1, 60):
        x = mpf(lo) + (mpf(hi) - mpf(lo)) * i / 60
        y = f(x)
        worst = max(worst, abs(horner(P, x) / horner(Q, x) - y) / max(abs(y), mpf(2) ** -200))
    print(f"{name}: 2**{float(log(worst, 2)):.1f}", file=sys.stderr)
    out.append(f"// {doc}")
    for letter, c in (("P", P), ("Q", Q)):
        if letter == "Q" and q == 0:
            continue
        out.append(f"var {name}{letter} = [...]float64{{")
        out.extend(f"\t{float(x)!r}," for x in c)
        out.append("}\n")


def const(name, doc, x):
    out.append(f"// {doc}\nconst {name} = {float(x).hex()} // {float(x)!r}\n")


def split(x, bits):
    """The leading bits of x, rounded down."""
    e = int(floor(log(x, 2)))
    s = mpf(2) ** (bits - 1 - e)
    return floor(x * s) / s


ln2, h = log(mpf(2)), pi / 4


mp.dps = 120
# exp
const("ln2Hi", "Ln2 to 32 bits, so that products with exponents are exact, and the rest.", split(ln2, 32))
const("ln2Lo", "See ln2Hi.", ln2 - split(ln2, 32))

# sin, cos, tan
a = split(h, 24)
b = split(h - a, 24)
const("pi4A", "Pi/4 in three parts: the products of the first two with small integers are exact.", a)
const("pi4B", "See pi4A.", b)
const("pi4C", "See pi4A.", h - a - b)

mp.dps = 450
bits = int(floor(4 / pi * mpf(2) ** (64 * 19)))
mp.dps = 120
out.append("// fourOverPi has the bits of 4/Pi, the first word being its integer part.")
out.append("var fourOverPi = [...]uint64{")
out.extend(f"\t0x{bits >> (64 * (19 - i)) & (2**64 - 1):016x}," for i in range(20))
out.append("}\n")

# atan
const("piTail", "Pi/2 less its float64.", pi / 2 - mpf(float(pi / 2)))

# erf
erx = mpf(float.fromhex("0x1.b0ac16p-1"))
const("erfOne", "erf(1), roughly.", erx)

# erfinv
emit("erfinvA", "erfinv(x) == x*P(r)/Q(r)/Sqrt2, r == 0.180625 - x*x/4, |x| <= 0.85.", lambda r: sqrt(mpf(2)) * erfinv(2 * sqrt(mpf("0.180625") - r)) / (2 * sqrt(mpf("0.180625") - r)), mpf("0"), mpf("0.180624999"), 7, 7)


def inverse_tail(r):
    """erfinv(x) where r*r == log(2) - log(1-x)."""
    c = 2 * exp(-r * r)  # 1-x
    y = sqrt(max(r * r - ln2 - log(sqrt(pi) * max(r, mpf(1)) ), mpf("0.3")))
    for _ in range(60):
        d = (log(erfc(y)) - log(c)) / (-2 * exp(-y * y) / sqrt(pi) / erfc(y))
        y -= d
        if abs(d) < mpf(10) ** -70:
            break
    return y


emit("erfinvB", "erfinv(x) == P(r-1.6)/Q(r-1.6)/Sqrt2, r == sqrt(log(2)-log(1-x)) <= 5.", lambda u: sqrt(mpf(2)) * inverse_tail(u + mpf("1.6")), mpf("0.0099"), mpf("3.4"), 7, 7)
emit("erfinvC", "erfinv(x) == P(r-5)/Q(r-5)/Sqrt2, r > 5.", lambda u: sqrt(mpf(2)) * inverse_tail(u + 5), mpf(0), mpf("1.2"), 5, 5)

# gamma
stir = lambda w: gamma(1 / w) * exp(1 / w + (mpf(1) / 2 - 1 / w) * log(1 / w)) / sqrt(2 * pi)

# lgamma
tc = findroot(digamma, mpf("1.4616"))
ftc = mpf(float(tc))
tfull = loggamma(tc)
lg = lambda x: loggamma(mpf(x))
emit("lgA", "lgamma(2-y) == y*P(y) - y/2, 0 <= y <= 0.27.", lambda y: (lg(2 - y) + y / 2) / y, mpf(10) ** -20, mpf("0.27"), 11)
const("lgMinX", "Where lgamma has its minimum.", tc)
const("lgMin", "The minimum, and the rest of it.", tfull)
const("lgMinTail", "See lgMin.", tfull - mpf(float(tfull)))
emit("lgB", "lgamma(lgMinX+y) == lgMin + y*y*P(y), -0.24 <= y <= 0.27.", lambda y: (lg(tc + y) - tfull) / y**2 if abs(y) > mpf(10) ** -15 else digamma(tc + y) / (2 * y), mpf("-0.24"), mpf("0.27001"), 14)
emit("lgC", "lgamma(1+y) == y*P(y)/Q(y) - y/2, -0.1 <= y <= 0.2317.", lambda y: (lg(1 + y) + y / 2) / y if y else -euler + mpf(1) / 2, mpf("-0.1001"), mpf("0.2317"), 5, 5)
emit("lgD", "lgamma(2+y) == y/2 + y*P(y)/Q(y), 0 <= y < 1.", lambda y: (lg(2 + y) - y / 2) / y, mpf(10) ** -20, 1, 6, 6)
w0 = (log(2 * pi) - 1) / 2
const("lgHalf", "(log(2*Pi)-1)/2.", w0)
emit("lgE", "lgamma(x) == (x-0.5)*(log(x)-1) + lgHalf + z*P(z*z), z == 1/x, x >= 8.", lambda t: (lg(1 / sqrt(t)) - (1 / sqrt(t) - mpf(1) / 2) * (log(1 / sqrt(t)) - 1) - w0) / sqrt(t), mpf(10) ** -14, mpf(1) / 64, 5)

# Bessel functions
mp.dps = 60
emit("j0", "j0(x) == 1 - z/4 + z*z*P(z)/Q(z), z == x*x < 4.", lambda z: (besselj(0, sqrt(z)) - 1 + z / 4) / z**2, mpf(10) ** -10, 4, 3, 4)
emit("y0", "y0(x) == P(z)/Q(z) + 2/Pi*j0(x)*log(x), z == x*x < 4.", lambda z: bessely(0, sqrt(z)) - 2 / pi * besselj(0, sqrt(z)) * log(sqrt(z)), mpf(10) ** -20, 4, 6, 4)
emit("j1", "j1(x) == x/2 + x*z*P(z)/Q(z), z == x*x < 4.", lambda z: (besselj(1, sqrt(z)) / sqrt(z) - mpf(1) / 2) / z, mpf(10) ** -15, 4, 3, 5)
emit("y1", "y1(x) == x*P(z)/Q(z) + 2/Pi*(j1(x)*log(x)-1/x), z == x*x < 4.", lambda z: (bessely(1, sqrt(z)) - 2 / pi * (besselj(1, sqrt(z)) * log(sqrt(z)) - 1 / sqrt(z))) / sqrt(z), mpf(10) ** -12, 4, 4, 5)


def asymptotic(n, s):
    """P and Q of jn and yn at x == 1/sqrt(s)."""
    x = 1 / sqrt(s)
    if x > 2000:
        m = 4 * n * n
        p, q, term = mpf(1), mpf(0), mpf(1)
        for k in range(1, 30):
            term *= mpf(m - (2 * k - 1) ** 2) / (k * 8 * x)
            sign = -1 if k % 4 in (2, 3) else 1
            if k % 2:
                q += sign * term
            else:
                p += sign * term
        return p, q
    chi = x - (2 * n + 1) * pi / 4
    c = sqrt(pi * x / 2)
    j, y = besselj(n, x), bessely(n, x)
    return c * (j * cos(chi) + y * sin(chi)), c * (y * cos(chi) - j * sin(chi))


bounds = [mpf(0), mpf("0.125"), mpf("0.22001"), mpf("0.35001"), mpf("0.5")]
for n in (0, 1):
    m = 4 * n * n - 1
    for i in range(4):
        lo, hi = max(bounds[i] ** 2, mpf(10) ** -10), bounds[i + 1] ** 2
        emit(f"j{n}p{i}", f"The P of j{n} and y{n} == 1 + s*P(s)/Q(s), s == 1/(x*x), {float(bounds[i]):.4g} <= 1/x < {float(bounds[i+1]):.4g}.", lambda s: (asymptotic(n, s)[0] - 1) / s, lo, hi, 4, 5)
        emit(f"j{n}q{i}", f"The Q == ({m}/8.0 + s*P(s)/Q(s))/x, likewise.", lambda s: (asymptotic(n, s)[1] / sqrt(s) - mpf(m) / 8) / s, lo, hi, 4, 6)

print("// Code generated by gen/coef.py; DO NOT EDIT.\n\npackage math\n")
print("\n".join(out))
