// Command apicheck compares the exported API of the packages in a directory with
// that of the SDK's packages of the same import path, and type-checks them.
//
//	usage: apicheck STD-DIRECTORY [import path ...]
//
// Both sides are checked from source. It prints what is missing (-), what is
// there in addition (+), and both forms of what differs.
package main

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// A loader imports packages from source, from the first root that has them.
type loader struct {
	roots  []string
	fset   *token.FileSet
	loaded map[string]*types.Package
	failed bool
	report bool
}

func (l *loader) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if p := l.loaded[path]; p != nil {
		return p, nil
	}
	for i, root := range l.roots {
		bp, err := build.Default.ImportDir(filepath.Join(root, path), 0)
		if err != nil {
			continue
		}
		ours := l.report && i == 0
		var files []*ast.File
		for _, name := range bp.GoFiles {
			f, err := parser.ParseFile(l.fset, filepath.Join(bp.Dir, name), nil, parser.ParseComments)
			if err != nil {
				return nil, err
			}
			files = append(files, f)
		}
		conf := types.Config{
			Importer:         l,
			FakeImportC:      true,
			IgnoreFuncBodies: !ours,
			Error: func(err error) {
				if ours {
					fmt.Println(err)
					l.failed = true
				}
			},
			Sizes: types.SizesFor("gc", "amd64"),
		}
		p, _ := conf.Check(path, l.fset, files, nil)
		l.loaded[path] = p
		return p, nil
	}
	return nil, fmt.Errorf("package %s not found", path)
}

// unnamed is a signature without the names of parameters.
func unnamed(s *types.Signature) *types.Signature {
	tuple := func(t *types.Tuple) *types.Tuple {
		var vars []*types.Var
		for i := 0; i < t.Len(); i++ {
			vars = append(vars, types.NewVar(0, nil, "", t.At(i).Type()))
		}
		return types.NewTuple(vars...)
	}
	return types.NewSignatureType(nil, nil, nil, tuple(s.Params()), tuple(s.Results()), s.Variadic())
}

func typeString(t types.Type) string {
	if s, ok := t.(*types.Signature); ok {
		params := ""
		if tp := s.TypeParams(); tp.Len() > 0 {
			for i := 0; i < tp.Len(); i++ {
				params += tp.At(i).String() + " " + tp.At(i).Constraint().String() + ", "
			}
			params = "[" + params + "]"
		}
		return "func" + params + strings.TrimPrefix(types.TypeString(unnamed(s), nil), "func")
	}
	return types.TypeString(t, nil)
}

// api lists the exported declarations of a package.
func api(p *types.Package) map[string]string {
	m := map[string]string{}
	for _, name := range p.Scope().Names() {
		if !ast.IsExported(name) {
			continue
		}
		switch o := p.Scope().Lookup(name).(type) {
		case *types.Const:
			m[name] = "const " + o.Type().String() + " = " + o.Val().ExactString()
		case *types.Var:
			m[name] = "var " + typeString(o.Type())
		case *types.Func:
			m[name] = typeString(o.Type())
		case *types.TypeName:
			typeAPI(m, name, o)
		}
	}
	return m
}

func typeAPI(m map[string]string, name string, o *types.TypeName) {
	if o.IsAlias() {
		m[name] = "type = " + types.TypeString(types.Unalias(o.Type()), nil)
		return
	}
	t := o.Type()
	switch u := t.Underlying().(type) {
	case *types.Struct:
		m[name] = "type struct"
		for i := 0; i < u.NumFields(); i++ {
			if f := u.Field(i); f.Exported() {
				m[name+"."+f.Name()] = fmt.Sprintf("field %s %v", typeString(f.Type()), f.Embedded())
			}
		}
	case *types.Interface:
		if !u.IsMethodSet() {
			m[name] = "type " + typeString(u)
			return
		}
		m[name] = "type interface"
		for i := 0; i < u.NumMethods(); i++ {
			if f := u.Method(i); f.Exported() {
				m[name+"."+f.Name()] = typeString(f.Type())
			} else {
				m[name] = "type interface with unexported methods"
			}
		}
	default:
		m[name] = "type " + typeString(u)
	}
	if types.IsInterface(t) {
		return
	}
	set := types.NewMethodSet(types.NewPointer(t))
	value := types.NewMethodSet(t)
	for i := 0; i < set.Len(); i++ {
		f := set.At(i).Obj()
		if f.Exported() {
			recv := "pointer method "
			if value.Lookup(f.Pkg(), f.Name()) != nil {
				recv = "method "
			}
			m[name+"."+f.Name()] = recv + typeString(set.At(i).Type())
		}
	}
}

func main() {
	std := os.Args[1]
	build.Default.CgoEnabled = false
	sdk := filepath.Join(build.Default.GOROOT, "src")
	paths := os.Args[2:]
	if len(paths) == 0 {
		filepath.WalkDir(std, func(path string, d fs.DirEntry, err error) error {
			rel, _ := filepath.Rel(std, filepath.Dir(path))
			if strings.HasSuffix(path, ".go") && (len(paths) == 0 || paths[len(paths)-1] != rel) && !strings.HasSuffix(rel, "/gen") {
				paths = append(paths, rel)
			}
			return nil
		})
		sort.Strings(paths)
	}
	ours := &loader{[]string{std, sdk}, token.NewFileSet(), map[string]*types.Package{}, false, true}
	theirs := &loader{[]string{sdk, filepath.Join(sdk, "vendor")}, token.NewFileSet(), map[string]*types.Package{}, false, false}
	bad := false
	for _, path := range paths {
		p, err := ours.Import(path)
		if err != nil {
			fmt.Println(err)
			bad = true
			continue
		}
		if strings.HasPrefix(path, "internal/") {
			continue
		}
		q, err := theirs.Import(path)
		if err != nil {
			fmt.Println(err)
			continue
		}
		a, b := api(p), api(q)
		var names []string
		for n := range a {
			names = append(names, n)
		}
		for n := range b {
			if a[n] == "" {
				names = append(names, n)
			}
		}
		sort.Strings(names)
		for _, n := range names {
			if a[n] == b[n] {
				continue
			}
			bad = true
			if b[n] != "" {
				fmt.Printf("- %s.%s: %s\n", path, n, b[n])
			}
			if a[n] != "" {
				fmt.Printf("+ %s.%s: %s\n", path, n, a[n])
			}
		}
	}
	if bad || ours.failed {
		os.Exit(1)
	}
}
