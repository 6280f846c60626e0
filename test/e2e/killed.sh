#!/bin/bash
# A read that is killed at a random moment, and then run again, ends in the same ledger: 20 times.
. "$(dirname "$0")/lib.sh"
count=1500 runs=20
[ "${DEPECHE_TEST_SIZE:-full}" = small ] && count=150 runs=4
python3 "$DEPECHE_SOURCE/bench/make-corpus.py" $count "$examples" > corpus.jsonl
expect 0 "$DEPECHE" read --ledger whole.db corpus.jsonl
"$DEPECHE" export jsonl --ledger whole.db > whole.jsonl
[ -s whole.jsonl ] || fail "nothing was read"

cut=0
for i in $(seq $runs); do
    rm -f part.db*
    "$DEPECHE" read --ledger part.db corpus.jsonl > /dev/null 2>&1 &
    pid=$!
    sleep "0.$(printf '%03d' $((RANDOM % 600)))"
    kill -9 $pid 2> /dev/null && cut=$((cut + 1))
    wait $pid 2> /dev/null
    expect 0 "$DEPECHE" read --ledger part.db corpus.jsonl
    "$DEPECHE" export jsonl --ledger part.db > part.jsonl
    cmp -s part.jsonl whole.jsonl || fail "run $i: another ledger after the kill"
done
[ "$cut" -ge $((runs / 4)) ] || echo "note: only $cut of $runs runs were still going when the signal came"

# An interrupt is said with its own status, and loses nothing either.
rm -f part.db*
"$DEPECHE" read --ledger part.db corpus.jsonl > /dev/null 2> err &
pid=$!
sleep 0.1
kill -INT $pid 2> /dev/null
wait $pid
status=$?
[ $status -eq 130 ] || [ $status -eq 0 ] || fail "an interrupt gave $status"
expect 0 "$DEPECHE" read --ledger part.db corpus.jsonl
"$DEPECHE" export jsonl --ledger part.db > part.jsonl
cmp -s part.jsonl whole.jsonl || fail "another ledger after an interrupt"
finish
