package unicode_test

import (
	"fmt"
	"slices"
	"testing"
	"unicode"

	ours "gorcstd/unicode"
)

func TestClasses(t *testing.T) {
	type pair struct {
		name string
		a, b func(rune) bool
	}
	for _, p := range []pair{
		{"Letter", ours.IsLetter, unicode.IsLetter}, {"Upper", ours.IsUpper, unicode.IsUpper}, {"Lower", ours.IsLower, unicode.IsLower},
		{"Title", ours.IsTitle, unicode.IsTitle}, {"Mark", ours.IsMark, unicode.IsMark}, {"Number", ours.IsNumber, unicode.IsNumber},
		{"Digit", ours.IsDigit, unicode.IsDigit}, {"Punct", ours.IsPunct, unicode.IsPunct}, {"Symbol", ours.IsSymbol, unicode.IsSymbol},
		{"Space", ours.IsSpace, unicode.IsSpace}, {"Control", ours.IsControl, unicode.IsControl}, {"Print", ours.IsPrint, unicode.IsPrint},
		{"Graphic", ours.IsGraphic, unicode.IsGraphic},
		{"In", func(r rune) bool { return ours.In(r, ours.PrintRanges...) }, func(r rune) bool { return unicode.In(r, unicode.PrintRanges...) }},
		{"IsOneOf", func(r rune) bool { return ours.IsOneOf(ours.GraphicRanges, r) }, func(r rune) bool { return unicode.IsOneOf(unicode.GraphicRanges, r) }},
	} {
		for r := rune(-300); r < 0x110300; r++ {
			if p.a(r) != p.b(r) {
				t.Errorf("%s %U", p.name, r)
				break
			}
		}
	}
}

func TestCase(t *testing.T) {
	for r := rune(-3); r < 0x110003; r++ {
		if ours.ToUpper(r) != unicode.ToUpper(r) || ours.ToLower(r) != unicode.ToLower(r) || ours.ToTitle(r) != unicode.ToTitle(r) || ours.SimpleFold(r) != unicode.SimpleFold(r) ||
			ours.To(5, r) != unicode.To(5, r) || ours.TurkishCase.ToUpper(r) != unicode.TurkishCase.ToUpper(r) || ours.AzeriCase.ToLower(r) != unicode.AzeriCase.ToLower(r) || ours.TurkishCase.ToTitle(r) != unicode.TurkishCase.ToTitle(r) {
			t.Errorf("%U", r)
		}
	}
	if a, b := fmt.Sprint(ours.CaseRanges), fmt.Sprint(unicode.CaseRanges); a != b {
		t.Logf("CaseRanges:\n%s\n%s", a, b)
	}
}

func codes[T any](is func(T, rune) bool, table T) (list []rune) {
	for r := rune(0); r < 0x110000; r++ {
		if is(table, r) {
			list = append(list, r)
		}
	}
	return list
}

func TestTables(t *testing.T) {
	check := func(what string, a map[string]*ours.RangeTable, b map[string]*unicode.RangeTable) {
		for k := range b {
			if a[k] == nil {
				t.Errorf("%s %s missing", what, k)
			}
		}
		for k, x := range a {
			y := b[k]
			if y == nil {
				t.Errorf("%s %s too much", what, k)
				continue
			}
			if !slices.Equal(codes(ours.Is, x), codes(unicode.Is, y)) {
				t.Errorf("%s %s", what, k)
			}
			n := 0
			for _, r := range x.R16 {
				if r.Hi <= 255 {
					n++
				}
			}
			if n != x.LatinOffset {
				t.Errorf("%s %s: LatinOffset", what, k)
			}
		}
	}
	check("category", ours.Categories, unicode.Categories)
	check("script", ours.Scripts, unicode.Scripts)
	check("property", ours.Properties, unicode.Properties)
	check("fold category", ours.FoldCategory, unicode.FoldCategory)
	check("fold script", ours.FoldScript, unicode.FoldScript)
	if a, b := fmt.Sprint(ours.CategoryAliases), fmt.Sprint(unicode.CategoryAliases); a != b {
		t.Errorf("%s\n%s", a, b)
	}
}
