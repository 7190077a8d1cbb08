#!/usr/bin/env bash
# Checks the packages of std/ against the official library, where a Go SDK is installed:
#   1. compares their exported API with the SDK's (tests/std-diff/apicheck);
#   2. builds them with the official toolchain as module gorcstd, in a temporary directory, and runs the
#      differential tests of tests/std-diff against the packages of the same name.
# usage: tools/stdtest.sh [-a] [package ...]     (-a: API check only; no package: all)
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
go=$(command -v go || true)
[ -n "$go" ] || { [ -x /usr/local/go/bin/go ] && go=/usr/local/go/bin/go; }
[ -n "$go" ] || { echo "stdtest: skipped: no Go SDK installed"; exit 0; }
export GOFLAGS=-mod=mod GOPROXY=off GOTOOLCHAIN=local
tmp=${STDTEST_DIR:-$(mktemp -d)}
[ -n "${STDTEST_DIR:-}" ] || trap 'rm -rf "$tmp"' EXIT
mkdir -p "$tmp"

api_only=
[ "${1:-}" = -a ] && { api_only=1; shift; }
mkdir -p "$tmp/apicheck"
cp "$top"/tests/std-diff/apicheck/*.go "$tmp/apicheck/"
printf 'module apicheck\n\ngo 1.25\n' > "$tmp/apicheck/go.mod"
bad=0
# Packages that are incomplete on purpose are compared only when named.
if [ $# -eq 0 ]; then
  apis=$(cd "$top/std" && find . -name '*.go' -not -path '*/gen/*' -printf '%h\n' | sed 's#^\./##' | sort -u | grep -vxf "$top/tests/std-diff/incomplete")
else
  apis=$*
fi
(cd "$tmp/apicheck" && "$go" run . "$top/std" $apis) || bad=1
[ -z "$api_only" ] || exit $bad

# The module: std/ itself, then what cannot be built by the official toolchain replaced.
m=$tmp/gorcstd
rm -rf "$m"; mkdir -p "$m"
(cd "$top/std" && find . -name '*.go' -not -path '*/gen/*' | while read -r f; do
  d=${f%/*}; pkg=${d#./}
  [ -d "$top/tests/std-diff/skip/$pkg" ] && continue
  mkdir -p "$m/$d"; cp "$f" "$m/$f"
done)
cp -r "$top"/tests/std-diff/overlay/. "$m/"
printf 'module gorcstd\n\ngo %s\n' "$("$go" env GOVERSION | sed -E 's/^go([0-9]+\.[0-9]+).*/\1/')" > "$m/go.mod"
# The packages listed in tests/std-diff/packages import each other under the new prefix; those whose types and
# errors the official library shares with them (io, sync) stay the official ones.
pure=$(cat "$top/tests/std-diff/packages")
script=
for p in $pure; do [ -d "$m/$p" ] && script="$script;s#^\\(import \\|\\t\\)\\([a-z_.]* *\\)\"$p\"#\\1\\2\"gorcstd/$p\"#"; done
find "$m" -name '*.go' | xargs sed -i "$script"
mkdir -p "$m/difftest"
tests=
for t in "$top"/tests/std-diff/*/; do
  n=$(basename "$t")   # the import path with _ for /
  case $n in apicheck|overlay|skip) continue;; esac
  if [ $# -gt 0 ]; then case " $* " in *" ${n//_//} "*) ;; *) continue;; esac; fi
  cp -r "$t" "$m/difftest/$n"; tests="$tests ./difftest/$n"
done
[ -n "$tests" ] || exit $bad
(cd "$m" && "$go" test ${STDTEST_FLAGS:-} -count=1 -vet=off $tests)
exit $bad
