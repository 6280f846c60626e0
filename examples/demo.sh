#!/bin/bash
# usage: examples/demo.sh BUILD. What `make demo` shows: claims, a place's lanes, the conflicts and one why.
set -eu
build=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
depeche=$build/depeche
ledger=$(mktemp -d)/demo.db
trap 'rm -rf "$(dirname "$ledger")"' EXIT

show() {
    local words=
    for word in "$@"; do
        case $word in *' '*) words="$words \"$word\"" ;; *) words="$words $word" ;; esac
    done
    printf '\n$ depeche%s\n' "$words"
    "$depeche" "$@" --ledger "$ledger" | head -n "${lines:-40}"
}
cd "$here"
show read abu-kamal
lines=24 show claims --place "Abu Kamal"
lines=60 show place "Abu Kamal"
lines=40 show conflicts
id=$("$depeche" claims --place "Abu Kamal" --type ASSAULT --json --limit 1 --ledger "$ledger" | jq -r .id)
show why "$id"
printf '\nTo look at it: %s read %s && %s serve\n' "$depeche" "$here/abu-kamal" "$depeche"
