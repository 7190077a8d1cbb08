// Packages flag and text/tabwriter.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"
)

type list []string

func (l *list) String() string     { return fmt.Sprint([]string(*l)) }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }

type bad struct{ p *int }

func (b bad) String() string     { return fmt.Sprint(*b.p) }
func (b bad) Set(s string) error { return errors.New("bad set") }

func parse(args ...string) {
	var out strings.Builder
	f := flag.NewFlagSet("prog", flag.ContinueOnError)
	f.SetOutput(&out)
	b := f.Bool("b", false, "a `bool` flag")
	bb := f.Bool("verbose", true, "be verbose\nsecond line")
	i := f.Int("i", 5, "an int")
	i64 := f.Int64("int64", 0, "")
	u := f.Uint("u", 7, "a `number` here")
	u64 := f.Uint64("uint64", 0, "u64")
	s := f.String("s", "def", "a string")
	s0 := f.String("s0", "", "empty string")
	fl := f.Float64("float", 1.5, "a float")
	d := f.Duration("d", time.Second, "a duration")
	var l list
	f.Var(&l, "l", "list")
	one := 1
	f.Var(bad{&one}, "bad", "bad value")
	f.Func("fn", "func", func(s string) error {
		if s == "x" {
			return errors.New("no x")
		}
		return nil
	})
	f.BoolFunc("bf", "boolfunc", func(s string) error { fmt.Println("bf", s); return nil })
	err := f.Parse(args)
	fmt.Printf("%q err=%v %v %v %v %v %v %v %q %q %v %v %v args=%q narg=%d nflag=%d %v\n%s", args, err, *b, *bb, *i, *i64, *u, *u64, *s, *s0, *fl, *d, l, f.Args(), f.NArg(), f.NFlag(), f.Parsed(), out.String())
	f.Visit(func(f *flag.Flag) { fmt.Print(f.Name, "=", f.Value, " ") })
	fmt.Println()
}

func main() {
	for _, a := range []string{"", "-b", "--b", "-b=false", "-b=x", "-i 3", "-i=0x10", "-i x", "-i 99999999999999999999", "-u -1", "-s", "-s=", "-s a -s b c -d", "-h", "-help", "-nope", "---x", "-=x", "-", "--", "-- -b", "-l a -l=b", "-bad 1", "-fn x", "-fn y", "-bf", "-bf=z", "-float 1e400", "-float nan", "-d 5m", "-d 5", "-verbose=F rest -b", "-int64=-9 -uint64=9"} {
		parse(strings.Fields(a)...)
	}
	for _, f := range []func(f *flag.FlagSet){func(f *flag.FlagSet) { f.Int("-x", 1, "") }, func(f *flag.FlagSet) { f.Int("a=b", 1, "") }, func(f *flag.FlagSet) { f.Int("x", 1, ""); f.Int("x", 1, "") }} {
		func() {
			defer func() { fmt.Println(recover()) }()
			fs := flag.NewFlagSet("p", flag.PanicOnError)
			fs.SetOutput(os.Stdout)
			f(fs)
		}()
	}
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.SetOutput(os.Stdout)
	fmt.Println(fs.Set("q", "1"), fs.Lookup("q"), fs.Parse([]string{"-z"}))

	texts := []string{"", "a", "a\tb\tc\n", "a\tb\tc\naaaa\tbbbbb\tc\n", "a\n\tb\n\t\tc\n", "x\ty\n\nx\tyyyy\tz\n", "a\tb\t\nccc\tddd\t", "é\tü\n世界\tx\n", "a\vb\vc\n\v\vd\n", "a\tb\fcccc\td\n", "\t\tx\n", "<b>bold</b>\tx\n&amp;\ty\n", "\xffesc\taped\xff\tx\naa\ty\n", "a\t\tb\nc\t\td\n", "unterminated \xffabc\td", "&amp", "one\ttwo\nthree\n", "1\t2\t3\t4\n1\t2\n1\t2\t3\nlong cell\tx\ty\t\n", "\v\v\v\na\v\vb\n", "\t\n\t\n", "a\tb\n\tc\nd\te\tf\n"}
	for _, t := range texts {
		for _, p := range []struct {
			min, tab, pad int
			ch            byte
		}{{0, 8, 0, ' '}, {5, 4, 1, '.'}, {8, 8, 1, '\t'}} {
			for _, fl := range []uint{0, tabwriter.AlignRight, tabwriter.Debug, tabwriter.FilterHTML, tabwriter.StripEscape, tabwriter.DiscardEmptyColumns, tabwriter.TabIndent, tabwriter.AlignRight | tabwriter.Debug | tabwriter.TabIndent, tabwriter.DiscardEmptyColumns | tabwriter.Debug, tabwriter.FilterHTML | tabwriter.StripEscape} {
				var sb strings.Builder
				w := tabwriter.NewWriter(&sb, p.min, p.tab, p.pad, p.ch, fl)
				n, err := fmt.Fprint(w, t)
				w.Flush()
				fmt.Printf("%q %v %d: %d %v %q\n", t, p, fl, n, err, sb.String())
			}
		}
	}
	w := tabwriter.NewWriter(failing{}, 0, 8, 1, ' ', 0)
	fmt.Println(w.Write([]byte("a\tb\n\nc")))
	fmt.Println(w.Flush())
	name := flag.String("name", "world", "whom to greet")
	flag.Parse()
	fmt.Println("hello", *name, flag.Args())
}

type failing struct{}

func (failing) Write(p []byte) (int, error) { return 0, errors.New("cannot write") }
