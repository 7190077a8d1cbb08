package main

import (
	"fmt"
	"strconv"
)

func main() {
	for _, s := range []string{"0", "-42", "9223372036854775808", "abc", "", "0x1f", "1_000", "+7"} {
		n, err := strconv.Atoi(s)
		m, err2 := strconv.ParseInt(s, 0, 16)
		fmt.Println(n, err, m, err2)
	}
	for _, s := range []string{"1.5", "1e400", "-0", "nan", "inf", "0x1p-2", "1.7976931348623159e308", "4.9e-324", "x", "1e-400"} {
		f, err := strconv.ParseFloat(s, 64)
		fmt.Println(f, err)
	}
	fmt.Println(strconv.FormatFloat(1.0/3, 'g', -1, 64), strconv.FormatFloat(1.0/3, 'e', 5, 32), strconv.FormatFloat(123456, 'f', 2, 64), strconv.FormatInt(-255, 16), strconv.FormatUint(1<<63, 36))
	fmt.Println(strconv.Quote("tab\t\"q\" \x00 é 世 \u2028 \U0010ffff \xff"), strconv.QuoteToASCII("é世"), strconv.QuoteRune('\n'))
	u, err := strconv.Unquote(`"a\tb\u00e9\x41"`)
	fmt.Println(u, err)
	b, err := strconv.ParseBool("T")
	fmt.Println(b, err)
	_, err = strconv.ParseUint("300", 10, 8)
	fmt.Println(err)
}
