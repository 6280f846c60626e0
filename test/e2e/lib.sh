# Sourced by the end-to-end tests: a folder of their own, and expectations that say what they expected.
set -u
[ -n "${DEPECHE:-}" ] && [ -x "$DEPECHE" ] || { echo "skipped: no program at \$DEPECHE"; exit 77; }
[ -f "${DEPECHE_PACK:-}" ] || { echo "skipped: no pack at \$DEPECHE_PACK"; exit 77; }
examples=$DEPECHE_SOURCE/examples/abu-kamal
work=$(mktemp -d)
trap 'chmod -R u+w "$work" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0

fail() {
    echo "FAIL: $*"
    failures=$((failures + 1))
}

# expect STATUS COMMAND…: runs it; output in ./out, messages in ./err
expect() {
    local wanted=$1
    shift
    "$@" > out 2> err
    local got=$?
    [ "$got" -eq "$wanted" ] || fail "$* gave $got, not $wanted: $(head -c 300 err)"
}
out_has() { grep -qF -- "$1" out || fail "output lacks '$1': $(head -c 300 out)"; }
err_has() { grep -qF -- "$1" err || fail "messages lack '$1': $(head -c 300 err)"; }
out_empty() { [ ! -s out ] || fail "output should be empty: $(head -c 300 out)"; }

finish() {
    [ "$failures" -eq 0 ] && echo "passed" && exit 0
    echo "$failures failed"
    exit 1
}
