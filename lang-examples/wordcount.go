// Wordcount reads standard input, or a built-in text, and counts its words.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
	"unicode"
)

const text = `Go is expressive, concise, clean, and efficient. Its concurrency mechanisms make it easy
to write programs that get the most out of multicore machines; its type system is novel. It is fast.`

func count(r io.Reader) (map[string]int, error) {
	words := make(map[string]int)
	sc := bufio.NewScanner(r)
	sc.Split(bufio.ScanWords)
	for sc.Scan() {
		w := strings.TrimFunc(strings.ToLower(sc.Text()), func(r rune) bool { return !unicode.IsLetter(r) })
		words[w]++
	}
	return words, sc.Err()
}

func main() {
	var in io.Reader = strings.NewReader(text)
	if len(os.Args) > 1 && os.Args[1] == "-" {
		in = os.Stdin
	}
	words, err := count(in)
	if err != nil {
		fmt.Fprintln(os.Stderr, "wordcount:", err)
		os.Exit(1)
	}
	keys := make([]string, 0, len(words))
	for w := range words {
		keys = append(keys, w)
	}
	sort.Slice(keys, func(i, j int) bool {
		if words[keys[i]] != words[keys[j]] {
			return words[keys[i]] > words[keys[j]]
		}
		return keys[i] < keys[j]
	})
	for _, w := range keys[:8] {
		fmt.Printf("%-12s %s\n", w, strings.Repeat("*", words[w]))
	}
}
