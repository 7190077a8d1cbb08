package strconv_test

import "math/big"

// exactHalf is the number halfway between two floats, with all its digits.
func exactHalf(x, y float64) string {
	a := new(big.Float).SetPrec(2000).SetFloat64(x)
	b := new(big.Float).SetPrec(2000).SetFloat64(y)
	a.Add(a, b)
	a.Quo(a, big.NewFloat(2))
	return a.Text('e', 780)
}
