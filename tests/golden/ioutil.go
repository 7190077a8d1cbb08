// The old names of io/ioutil.
package main

import (
	"fmt"
	"io"
	"io/ioutil"
	"os"
	"strings"
)

func main() {
	dir, err := ioutil.TempDir("", "golden*x")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	for _, name := range []string{"b", "a"} {
		if err := ioutil.WriteFile(dir+"/"+name, []byte("file "+name), 0o600); err != nil {
			panic(err)
		}
	}
	infos, err := ioutil.ReadDir(dir)
	for _, info := range infos {
		text, err := ioutil.ReadFile(dir + "/" + info.Name())
		fmt.Println(info.Name(), info.Size(), string(text), err)
	}
	fmt.Println(len(infos), err)
	rest, err := ioutil.ReadAll(ioutil.NopCloser(strings.NewReader("all of it")))
	fmt.Println(string(rest), err)
	n, err := io.WriteString(ioutil.Discard, "nothing")
	fmt.Println(n, err)
	_, err = ioutil.ReadDir(dir + "/none")
	fmt.Println(os.IsNotExist(err))
}
