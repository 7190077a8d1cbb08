// Type-checks the standard library of GOROOT with the Go project's own front end (go/parser and go/types, of which the
// compiler's is a copy): each package once, bodies included, as `gorc check std` does. Prints packages and lines.
package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

type loader struct {
	context build.Context
	files   *token.FileSet
	known   map[string]*types.Package
	lines   int
}

func (l *loader) Import(path string) (*types.Package, error) { return l.ImportFrom(path, "", 0) }

func (l *loader) ImportFrom(path, dir string, _ types.ImportMode) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	src := filepath.Join(l.context.GOROOT, "src")
	if _, err := os.Stat(filepath.Join(src, "vendor", path)); err == nil {
		path = "vendor/" + path
	}
	if pkg := l.known[path]; pkg != nil {
		return pkg, nil
	}
	found, err := l.context.ImportDir(filepath.Join(src, path), 0)
	if err != nil {
		return nil, err
	}
	var trees []*ast.File
	for _, name := range found.GoFiles {
		name = filepath.Join(found.Dir, name)
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		l.lines += bytes.Count(text, []byte("\n"))
		tree, err := parser.ParseFile(l.files, name, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		trees = append(trees, tree)
	}
	config := types.Config{Importer: l, Sizes: types.SizesFor("gc", "amd64")}
	info := types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{},
		Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	pkg, err := config.Check(path, l.files, trees, &info)
	l.known[path] = pkg
	return pkg, err
}

func main() {
	l := &loader{context: build.Default, files: token.NewFileSet(), known: map[string]*types.Package{}}
	l.context.CgoEnabled = false
	src := filepath.Join(l.context.GOROOT, "src")
	err := filepath.WalkDir(src, func(dir string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() || dir == src {
			return err
		}
		path, name := strings.TrimPrefix(dir, src+"/"), entry.Name()
		if path == "cmd" || path == "builtin" || name == "testdata" || name[0] == '_' || name[0] == '.' {
			return fs.SkipDir
		}
		_, err = l.Import(path)
		if _, none := err.(*build.NoGoError); none {
			return nil
		}
		return err
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(len(l.known), l.lines)
}
