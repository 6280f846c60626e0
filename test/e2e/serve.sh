#!/bin/bash
# depeche serve: prints one address, answers there, says what is wrong, ends when it is told to.
. "$(dirname "$0")/lib.sh"
command -v curl > /dev/null || { echo "skipped: no curl"; exit 77; }
expect 0 "$DEPECHE" read "$examples"

# start ARGUMENT…: the server in the background; its address in $address, its process in $server
start() {
    "$DEPECHE" serve --port 0 --no-open "$@" > address 2> err &
    server=$!
    for _ in $(seq 100); do [ -s address ] && break; sleep 0.1; done
    address=$(cat address)
}
# stop SIGNAL: it ends with 130 and has folded the ledger into one file
stop() {
    kill "-$1" "$server"
    wait "$server"
    local got=$?
    [ "$got" -eq 130 ] || fail "ended by $1 with $got, not 130"
    [ ! -e depeche.db-wal ] || fail "a log was left beside the ledger"
}

start
[ "$(wc -l < address)" -eq 1 ] || fail "more than one line: $(cat address)"
expect 0 curl -sf "${address}claims.json?limit=3"
[ "$(jq '.items | length' out)" -eq 3 ] || fail "not three claims"
expect 0 curl -sf "${address}claims"
out_has "says:"
out_has "<main"
expect 0 curl -sf "${address}claims.csv?place=Abu+Kamal"
cp out served.csv
expect 0 "$DEPECHE" claims --place "Abu Kamal" --csv
cmp -s out served.csv || fail "the server's CSV is another than the command's"
expect 22 curl -sf -H "Host: evil.example" "${address}claims.json"
stop INT

start --coder ana
case $address in */login\?key=*) ;; *) fail "no login link: $address" ;; esac
home=${address%login*}
expect 0 curl -sfL -c jar -b jar "$address"
out_has "depeche-write"
token=$(sed -n 's/.*name="depeche-write" content="\([0-9a-f]*\)".*/\1/p' out)
claim=$(curl -sf "${home}claims.json?limit=1" | jq -r '.items[0].id')
expect 0 curl -sf -b jar -H "X-Depeche-Write: $token" -H "Content-Type: application/json" -H "Origin: ${home%/}" \
    -d "{\"claim\": \"$claim\", \"kind\": \"accept\"}" "${home}review/decisions"
expect 22 curl -sf -b jar -H "X-Depeche-Write: $token" -H "Content-Type: application/json" -H "Origin: http://evil.example" \
    -d "{\"claim\": \"$claim\", \"kind\": \"accept\"}" "${home}review/decisions"
stop TERM
expect 0 "$DEPECHE" decisions --coder ana
out_has "accept"

expect 2 "$DEPECHE" serve --host 0.0.0.0 --no-open
err_has "token"
expect 2 "$DEPECHE" serve --port 70000 --no-open
expect 4 "$DEPECHE" serve --no-open nowhere.db
err_has "there is no ledger"

# Ten megabytes of text in one dispatch are shown as text.
python3 - > large.jsonl <<'PY'
import json
print(json.dumps({"id": "large", "date": "1931-05-03", "source": "Pass Courier", "title": "</title><script>alert(1)</script>",
                  "text": "<script>alert(1)</script> \u202e" * 380000, "lang": "xx"}))
PY
expect 0 "$DEPECHE" read large.jsonl
start
expect 0 curl -sf --max-time 20 "${address}dispatches/large"
grep -q '<script>alert' out && fail "a script of the dispatch stands on the page"
grep -q "$(printf '\342\200\256')" out && fail "the dispatch turns the page's direction"
expect 0 curl -sf --max-time 20 "${address}dispatches/large.json"
[ "$(jq '.text | length' out)" -eq "$(jq .characters out)" ] || fail "the text is not whole"
stop INT
finish
