#!/bin/bash
# Same input, same pack, same version: same bytes out, on any number of threads, in any order, and on a second run.
. "$(dirname "$0")/lib.sh"
count=300
[ "${DEPECHE_TEST_SIZE:-full}" = small ] && count=40
python3 "$DEPECHE_SOURCE/bench/make-corpus.py" $count "$examples" > corpus.jsonl

"$DEPECHE" annotate --threads 1 corpus.jsonl > one.jsonl || fail "annotate with one thread"
"$DEPECHE" annotate --threads 2 corpus.jsonl > two.jsonl || fail "annotate with two threads"
"$DEPECHE" annotate --threads 7 - < corpus.jsonl > seven.jsonl || fail "annotate with seven threads"
[ "$(wc -l < one.jsonl)" -eq $count ] || fail "$count lines were expected"
cmp -s one.jsonl two.jsonl || fail "two threads gave other bytes"
cmp -s one.jsonl seven.jsonl || fail "seven threads gave other bytes"
"$DEPECHE" annotate --tokens corpus.jsonl | head -n 20 > tokens.jsonl
jq -e '.tokens | length > 0' < tokens.jsonl > /dev/null || fail "--tokens gave none"

# Offsets are code points: every span holds the words that it says it holds.
python3 - <<'PY' || fail "spans and words differ"
import json
for line_in, line_out in zip(open("corpus.jsonl"), open("one.jsonl")):
    text, out = json.loads(line_in)["text"], json.loads(line_out)
    for kind in ("times", "quantities", "places", "actors"):
        for item in out[kind]:
            assert text[item["start"]:item["end"]] == item["text"], (kind, item)
    for c in out["claims"]:
        t = c["trigger"]
        assert text[t["start"]:t["end"]] == t["text"], t
        assert c["start"] <= t["start"] and t["end"] <= c["end"], c
        for i in c["actor"] + c["recipient"]:
            assert 0 <= i < len(out["actors"])
        assert c["place"] is None or 0 <= c["place"] < len(out["places"])
        assert c["time"] is None or 0 <= c["time"] < len(out["times"])
PY

for order in cat tac; do
    for threads in 1 2; do
        rm -f ledger.db*
        $order corpus.jsonl > ordered.jsonl
        expect 0 "$DEPECHE" read --threads $threads --ledger ledger.db ordered.jsonl
        for call in csv jsonl geojson "acled --policy conservative" "gdelt --policy each"; do
            form=${call%% *}
            # where in the file a dispatch stood is the one thing that the order of the lines may change
            "$DEPECHE" export $call --ledger ledger.db 2> /dev/null | sed -E 's/"line":[0-9]+/"line":0/g' > "$order-$threads.$form"
            cmp -s "$order-$threads.$form" "cat-1.$form" || fail "export $form: $order with $threads threads gave other bytes"
        done
    done
done
[ -s cat-1.csv ] || fail "nothing was exported"

# Relations, events, voices and lanes of two stories in four orders: at once, again, one dispatch a run, and in two runs.
story() { ls "$DEPECHE_SOURCE"/test/stories-towns/{bria-2021,kirkuk-2017}/[0-9]*.txt | shuf --random-source=<(yes "$1"); }
answers() {
    for call in "conflicts --json" "events --json" "copies --json" "dispatches --json" "place Bria --json" "export timemap --policy each"; do
        "$DEPECHE" $call --ledger story.db 2> /dev/null
    done
    sqlite3 story.db "SELECT group_concat(x, char(10)) FROM (SELECT claim_a || claim_b || kind || coalesce(field, '') AS x FROM v_relations ORDER BY 1)"
}
mode=0
for runs in 100 100 1 6; do
    mode=$((mode + 1))
    rm -f story.db*
    story $mode | xargs -n $runs "$DEPECHE" read --ledger story.db > /dev/null || fail "reading the stories, $runs a run"
    answers > "story.$mode"
    cmp -s "story.$mode" story.1 || fail "$runs dispatches a run in order $mode: $(diff "story.$mode" story.1 | head -c 600)"
done
[ "$(wc -l < story.1)" -gt 20 ] || fail "the stories have no answers"
finish
