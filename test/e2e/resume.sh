#!/bin/bash
# A run over archives and folders that is killed goes on where it was: nothing that was read is read again, and the ledger ends as
# that of one run. Changed files are read anew, files that did not change are not opened.
. "$(dirname "$0")/lib.sh"
count=120
[ "${DEPECHE_TEST_SIZE:-full}" = small ] && count=60
python3 "$DEPECHE_SOURCE/bench/make-warc.py" $count day.warc.gz
mkdir news
cp "$examples"/*.txt news/
python3 "$DEPECHE_SOURCE/bench/make-corpus.py" $count "$examples" > news/corpus.jsonl
gzip -k news/corpus.jsonl
mv news/corpus.jsonl.gz packed.jsonl.gz
inputs=(day.warc.gz news packed.jsonl.gz)
export_all() { "$DEPECHE" export jsonl --ledger "$1"; }
manifest() { python3 -c 'import sqlite3, sys
print([tuple(r) for r in sqlite3.connect(sys.argv[1]).execute("SELECT file, records, dispatches, rejected, done FROM inputs ORDER BY 1")])' "$1"; }

expect 0 "$DEPECHE" read --ledger whole.db "${inputs[@]}"
export_all whole.db > whole.jsonl
[ "$(wc -l < whole.jsonl)" -gt 60 ] || fail "too little was read"
manifest whole.db > whole.manifest

# Killed at any moment, again and again.
for threads in 1 2; do
    rm -f part.db*
    for i in $(seq 6); do
        "$DEPECHE" read --threads $threads --ledger part.db "${inputs[@]}" > /dev/null 2>&1 &
        pid=$!
        sleep "0.$(printf '%03d' $((RANDOM % 500 + 50)))"
        kill -9 $pid 2> /dev/null
        wait $pid 2> /dev/null
    done
    expect 0 "$DEPECHE" read --threads $threads --ledger part.db "${inputs[@]}"
    export_all part.db > part.jsonl
    cmp -s part.jsonl whole.jsonl || fail "another ledger after kills with $threads threads"
    manifest part.db > part.manifest
    cmp -s part.manifest whole.manifest || fail "another manifest after kills: $(cat part.manifest)"
    expect 0 "$DEPECHE" check --ledger part.db
done

# Ended by a signal, it keeps what it read and says so.
rm -f part.db*
"$DEPECHE" read --ledger part.db "${inputs[@]}" > out 2> err &
pid=$!
sleep 0.3
kill -TERM $pid 2> /dev/null
wait $pid
status=$?
[ $status -eq 130 ] || [ $status -eq 0 ] || fail "SIGTERM gave $status"
expect 0 "$DEPECHE" read --ledger part.db "${inputs[@]}"
export_all part.db > part.jsonl
cmp -s part.jsonl whole.jsonl || fail "another ledger after SIGTERM"

# Nothing changed: no file is read, and all is known.
known=$((count * 3 + $(ls "$examples"/*.txt | wc -l)))
expect 0 "$DEPECHE" read --json --ledger whole.db "${inputs[@]}"
[ "$(jq -c '[.dispatches, .known, .unchanged_files]' out)" = "[0,$known,$(($(ls news | wc -l) + 2))]" ] || fail "unchanged: $(cat out)"
# One did: it alone is read.
sed -i 's/Kamal/Karim/' news/02*.txt
expect 0 "$DEPECHE" read --json --ledger whole.db "${inputs[@]}"
[ "$(jq -c '[.dispatches, .unchanged_files]' out)" = "[1,$(($(ls news | wc -l) + 1))]" ] || fail "changed: $(cat out)"
# All of them, for who asks.
expect 0 "$DEPECHE" read --again --json --ledger whole.db "${inputs[@]}"
[ "$(jq -c '[.dispatches, .unchanged_files]' out)" = "[0,0]" ] || fail "again: $(cat out)"

# What cannot be read is in the reject file, and is not forgotten because its file did not change.
printf '{"id": "a", "text": "The army took Palmyra, residents said."}\nbroken\n{"id": "b", "text": 7}\n' > broken.jsonl
expect 3 "$DEPECHE" read --ledger broken.db --rejects rejects.jsonl broken.jsonl no-such-file.txt
[ "$(jq -c '[.file, .line, .code]' rejects.jsonl | tr '\n' ' ')" = '["broken.jsonl",2,"format"] ["broken.jsonl",3,"format"] ["no-such-file.txt",0,"io"] ' ] ||
    fail "rejects: $(cat rejects.jsonl)"
jq -e '.message and .remedy' rejects.jsonl > /dev/null || fail "a reject lacks reason or remedy"
expect 3 "$DEPECHE" read --ledger broken.db --rejects rejects.jsonl broken.jsonl
err_has "2 records of files that did not change"
[ "$(wc -l < rejects.jsonl)" -eq 3 ] || fail "what was not read again is rejected again"
expect 2 "$DEPECHE" read --rejects /no/such/folder/x broken.jsonl
finish
