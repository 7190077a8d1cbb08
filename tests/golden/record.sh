#!/usr/bin/env bash
# Records what the official toolchain does with each program: NAME.stdout, NAME.stderr and NAME.exit beside NAME.go.
# A directory with a go.mod is a program too. NAME.O0.stdout, where it is, is what the program writes without optimisation.
# usage: tests/golden/record.sh [FILE.go|DIR ...]   (needs the `go` of Go 1.27 on PATH; the tests themselves do not)
set -u
cd "$(dirname "$0")"
if [ $# = 0 ]; then
  set -- *.go compile/*.go ../../lang-examples/*.go
  for d in */ compile/*/; do if [ -f "$d/go.mod" ]; then set -- "$@" "$d"; fi; done
fi
version=$(go env GOVERSION | sed -E 's/^go([0-9]+\.[0-9]+).*/\1/')
if [ "$version" != 1.27 ]; then
  echo "record.sh: what is recorded is what Go 1.27 does; this is Go $version" >&2
  exit 1
fi
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
for f in "$@"; do
  base=${f%.go}; name=$(basename "$f"); dir=$tmp/src
  rm -rf "$dir"
  if [ -d "$f" ]; then
    base=${f%/}; name=.; cp -r "$f" "$dir"
  else
    mkdir "$dir"; cp "$f" "$dir"; printf 'module golden\n\ngo %s\n' "$version" >"$dir/go.mod"
  fi
  if (cd "$dir" && GOFLAGS= go build -o "$tmp/prog" "$name") >"$base.stdout" 2>"$base.stderr"; then
    timeout 60 "$tmp/prog" </dev/null >"$base.stdout" 2>"$base.stderr"; code=$?
  else
    code=1
  fi
  if [ -f "$base.O0.stdout" ]; then
    (cd "$dir" && GOFLAGS= go build -gcflags='-N -l' -o "$tmp/prog" "$name") && "$tmp/prog" </dev/null >"$base.O0.stdout" 2>/dev/null
  fi
  sed -i "s#$dir/#\$DIR/#g; s#$(go env GOROOT)/#\$GOROOT/#g" "$base.stderr"
  [ -s "$base.stderr" ] || rm -f "$base.stderr"
  if [ "$code" = 0 ]; then rm -f "$base.exit"; else echo "$code" >"$base.exit"; fi
done
