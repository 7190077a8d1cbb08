//! Mistakes in headers, with what the `go` command says of each; the empty text where it finds nothing wrong.

use gorc_syntax::SourceFile;
use gorc_syntax::header::header_error;

const CASES: &[(&[u8], &str)] = &[
    (b"packge main\nfunc main(){}\n", "1:1: expected 'package', found packge"),
    (b"package\nfunc main(){}\n", "2:1: expected 'IDENT', found 'func'"),
    (b"package main import \"fmt\"\nfunc main(){}\n", "1:14: expected ';', found 'import'"),
    (b"package main\nimport fmt\nfunc main(){}\n", "2:11: missing import path"),
    (b"package main\nimport 'fmt'\nfunc main(){}\n", "2:8: illegal rune literal"),
    (b"package main\nimport \"fmt\nfunc main(){}\n", "2:8: string literal not terminated"),
    (b"package main\nimport (\n\"fmt\"\nfunc main(){}\n", "4:1: missing import path"),
    (b"package main\nimport (\"fmt\", \"os\")\nfunc main(){}\n", "2:14: expected ';', found ','"),
    (b"package main\nimport fmt \"os\n\"\nfunc main(){}\n", "2:12: string literal not terminated"),
    (b"package main\nimport \"\"\nfunc main(){}\n", ""),
    (b"package main\nimport \"a b\"\nfunc main(){}\n", ""),
    (b"package main\nimport \"/abs\"\nfunc main(){}\n", ""),
    (b"package main\nimport \"./rel\"\nfunc main(){}\n", ""),
    (b"package main\nimport `fmt`\nfunc main(){}\n", ""),
    (b"func main(){}\n", "1:1: expected 'package', found 'func'"),
    (b"package main;;\nfunc main(){}\n", ""),
    (b"package 1\nfunc main(){}\n", "1:9: expected 'IDENT', found 1"),
    (b"package _\nfunc main(){}\n", ""),
    (b"package main\n/* unterminated\nfunc main(){}\n", "2:1: comment not terminated"),
    (b"/* unterminated\npackage main\n", "1:1: comment not terminated"),
    (b"package main\nimport 5\nfunc main(){}\n", "2:8: import path must be a string"),
    (b"package main\nimport x.y \"fmt\"\nfunc main(){}\n", "2:9: missing import path"),
    (b"package main\n\nimport \"fmt\" func main(){}\n", ""),
    (b"package main\nimport @ \"fmt\"\nfunc main(){}\n", "2:8: illegal character U+0040 '@'"),
    (b"package main\nfunc main(){\n/* unterminated\n}\n", ""),
    (b"package main\nimport (\"fmt\"\n\"os\"\n", "3:6: expected ')', found 'EOF'"),
    (b"package main\nimport (\n1 \"fmt\")\nfunc main(){}\n", "3:1: import path must be a string"),
    (b"package main\n#include <x>\nfunc main(){}\n", ""),
    (b"package main\nimport \"fmt\";;import \"os\"\nfunc main(){}\n", ""),
    (b"package main; import (\"fmt\"; \"os\";); func main(){ fmt.Println(os.Args[0][:0]) }\n", ""),
    (b"package main\nimport \"fmt\" \"os\"\nfunc main(){}\n", ""),
    (b"package main\nimport (\"fmt\" \"os\")\nfunc main(){}\n", "2:15: expected ';', found \"os\""),
    (b"package main\nimport fmt.\"fmt\"\nfunc main(){}\n", "2:11: missing import path"),
    (b"package \"main\"\nfunc main(){}\n", "1:9: expected 'IDENT', found \"main\""),
    (b"package main.x\nfunc main(){}\n", ""),
    (b"package func\nfunc main(){}\n", "1:9: expected 'IDENT', found 'func'"),
    (b"package main\nimport \"fm\\qt\"\nfunc main(){}\n", "2:12: unknown escape sequence"),
    (b"package main\nimport (\"fmt\";\n", "2:16: expected ')', found 'EOF'"),
    (b"package main\nimport\n", "2:8: missing import path"),
    (b"package main\nimport (", "2:9: expected ')', found 'EOF'"),
    (b"package", "1:8: expected 'IDENT', found 'EOF'"),
    (b"package main", ""),
    (b"package main\n\xef\xbb\xbffunc main() {}\n", ""),
    (b"", "1:1: expected 'package', found 'EOF'"),
    (b"// caf\xe9\npackage main\n/* \xff */ func main(){}\n", "1:7: illegal UTF-8 encoding"),
    (b"package main\n// \xff\nfunc main(){}\n", "2:4: illegal UTF-8 encoding"),
    (b"package main\n// \x00\nfunc main(){}\n", "unexpected NUL in input"),
    (b"package main\nfunc main(){}// \x00\n", ""),
    (b"package main\nimport \"\xff\"\nfunc main(){}// \x00\n", "2:9: illegal UTF-8 encoding"),
    (b"package main\nimport fmt\nfunc main(){}// \x00\n", "unexpected NUL in input"),
    (b"\xff\xfep\x00a\x00", "unexpected NUL in input"),
    (b"\xff\xfep\x00a\x00", "unexpected NUL in input"),
    (b"package main\nimport \"a\\x4g\"\n", "2:13: illegal character U+0067 'g' in escape sequence"),
    (b"package main\nimport \"a\\400\"\n", "2:11: escape sequence is invalid Unicode code point"),
    (b"package main\nimport \"\\ud800\"\n", "2:10: escape sequence is invalid Unicode code point"),
    (b"package main\nimport ''\n", "2:8: illegal rune literal"),
    (b"package main\nimport 'a\n", "2:8: rune literal not terminated"),
    (b"package main\nimport `a\n", "2:8: raw string literal not terminated"),
    (
        b"package main\nimport \xe2\x80\x9cfmt\xe2\x80\x9d\n",
        "2:8: curly quotation mark '“' (use neutral '\"')",
    ),
    (b"package main\nimport \xd9\xa1x \"fmt\"\n", "2:8: illegal character U+0661 '١'"),
    (b"package main if\n", "1:14: expected ';', found 'if'"),
    (b"package main func\n", ""),
    (b"package main; import \"fmt\" import \"os\"\n", "1:28: expected ';', found 'import'"),
    (b"package main\nimport (\"fmt\"\n/* open\n", "3:1: comment not terminated"),
    (b"package main\nimport (\"fmt\")\n/* open\n", "3:1: comment not terminated"),
    (b"package main\nimport \"x\\", "2:8: string literal not terminated"),
];

#[test]
fn mistakes_are_told_as_go_does() {
    for (text, want) in CASES {
        let said = header_error(&SourceFile::standalone("x.go", *text));
        let said = said.map_or(String::new(), |error| match error.location {
            Some(at) => format!("{}:{}: {}", at.line, at.col, error.message),
            None => error.message,
        });
        assert_eq!(said, *want, "{}", text.escape_ascii());
    }
}
