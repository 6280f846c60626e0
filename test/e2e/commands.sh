#!/bin/bash
# Every command over the example dispatches: what a newcomer sees first.
. "$(dirname "$0")/lib.sh"
export DEPECHE_LEDGER=$work/ledger.db

expect 0 "$DEPECHE" --version
out_has "depeche "
expect 0 "$DEPECHE" --help
out_has "conflicts"

# Reading: a summary, the next command; twice is once.
expect 0 "$DEPECHE" read "$examples"
expect 0 "$DEPECHE" export jsonl
cp out first.jsonl
[ -s first.jsonl ] || fail "no claims at all"
expect 0 "$DEPECHE" dispatches --json
[ "$(wc -l < out)" -eq 16 ] || fail "16 dispatches were expected, $(wc -l < out) are there"
expect 0 "$DEPECHE" read "$examples"
expect 0 "$DEPECHE" export jsonl
cmp -s out first.jsonl || fail "reading twice changed the export"

# What no rule covers, without a ledger.
expect 0 "$DEPECHE" unmatched --json "$examples"
jq -es 'length > 0 and all(.[]; .count > 0 and (.word | length) > 0 and .kind != "person")' < out > /dev/null || fail "unmatched: $(head -c 300 out)"
expect 0 "$DEPECHE" unmatched --kind verb --top 3 --csv "$examples"
[ "$(wc -l < out)" -eq 4 ] || fail "unmatched --top 3 gave $(wc -l < out) lines with the head"
expect 2 "$DEPECHE" unmatched --kind adverb "$examples"
err_has "not 'adverb'"

# Events: one claim tells the place, another the dead.
expect 0 "$DEPECHE" events --place "Abu Kamal" --type killed --json
jq -es 'length > 1 and all(.[]; .place == "Abu Kamal" and (.casualties | test("killed")))' < out > /dev/null || fail "events of a place with dead: $(head -c 300 out)"

# Claims: filters narrow, forms agree.
expect 0 "$DEPECHE" claims --json
all=$(wc -l < out)
expect 0 "$DEPECHE" claims --place "Abu Kamal" --json
some=$(wc -l < out)
[ "$some" -gt 10 ] && [ "$some" -lt "$all" ] || fail "$some of $all claims are at Abu Kamal"
expect 0 "$DEPECHE" claims --place "Abou Kamal" --json
[ "$(wc -l < out)" -eq "$some" ] || fail "another spelling finds other claims"
expect 0 "$DEPECHE" claims --place "Abu Kamal" --csv
[ "$(python3 -c 'import csv; print(len(list(csv.DictReader(open("out")))))')" -eq "$some" ] || fail "CSV and JSON differ in number"
expect 0 "$DEPECHE" claims --type taken --from 2017-11-08 --to 2017-11-09 --json
expect 0 "$DEPECHE" claims --claimant Observatory
expect 1 "$DEPECHE" claims --place Atlantis
out_empty
expect 0 "$DEPECHE" claims --limit 3 --json
[ "$(wc -l < out)" -eq 3 ] || fail "--limit 3 gave $(wc -l < out)"

# Lanes: both sides speak, each by its own name.
expect 0 "$DEPECHE" place "Abu Kamal"
out_has "says"
expect 0 "$DEPECHE" place "Abu Kamal" --csv
python3 - <<'PY' || fail "the army and Islamic State should each hold Abu Kamal in somebody's lane"
import csv
holders = {row["holder"] for row in csv.DictReader(open("out"))}
assert any("Syria" in h for h in holders) and any("Islamic State" in h for h in holders), holders
PY
expect 0 "$DEPECHE" place "Abu Kamal" --on 2017-11-11
expect 1 "$DEPECHE" place Atlantis

expect 0 "$DEPECHE" actor "Islamic State"
expect 0 "$DEPECHE" actor SYR --json
expect 0 "$DEPECHE" conflicts
expect 0 "$DEPECHE" conflicts --place "Abu Kamal" --json
jq -e . < out > /dev/null || fail "conflicts gave no JSON"

# Why: from any claim down to a span and a rule line; a place of the gazetteer has its GeoNames id for that.
for id in $("$DEPECHE" claims --json | jq -r .id); do
    "$DEPECHE" why "$id" --json > out 2> err || { fail "why $id: $(cat err)"; continue; }
    jq -e '.quote != null and .quote != "" and (.rule | test("^(lang|world)/.*:[0-9]+")) and .end > .start' < out > /dev/null \
        || fail "why $id lacks words or rule: $(jq -c '{quote, rule, start, end}' out)"
    jq -e '[.values[] | select(.value != null and (.name | test("place|actor|recipient|holder|killed|injured|captured|time")) and .rule == null and (.value | test("\\(geonames [0-9]+|\\(not resolved\\)") | not) and (.note // "" | test("gazetteer|GeoNames|not known|no known"; "i") | not) and (.basis // "") != "dispatch" and (.basis // "") != "unknown")] == []' < out > /dev/null \
        || fail "why $id has values without a rule: $(jq -c '[.values[] | select(.rule == null)]' out)"
done
expect 0 "$DEPECHE" why wire-1/1
expect 1 "$DEPECHE" why CZZZZZZZ

# The rules behind some words, without a ledger: what won, what lost.
expect 0 "$DEPECHE" why --text "La ville est tombée hier soir." --lang fr --date 2017-11-10 --json
jq -e '.trials | any(.outcome == "won" and .value == "2017-11-09TEV" and (.rule | test("^lang/fr/time.rules:[0-9]+$"))) and any(.outcome == "shorter")' < out > /dev/null \
    || fail "why --text: $(cat out)"
expect 0 "$DEPECHE" why --text "At least 40 men died." --lang en
expect 1 "$DEPECHE" why --text "The town fell." --lang en
expect 2 "$DEPECHE" why --text "hier" --date 31
expect 2 "$DEPECHE" why

# Exports.
expect 0 "$DEPECHE" export csv
python3 -c 'import csv,sys; rows = list(csv.DictReader(open("out"))); sys.exit(not rows)' || fail "the CSV export is empty"
expect 0 "$DEPECHE" export geojson
jq -e '.type == "FeatureCollection" and (.features | length) > 5 and (.unplaced >= 0)' < out > /dev/null || fail "GeoJSON: $(head -c 200 out)"
expect 0 "$DEPECHE" export csv --output claims.csv
[ -s claims.csv ] || fail "--output wrote nothing"
expect 0 "$DEPECHE" info
out_has "GeoNames"
expect 0 "$DEPECHE" info --json

# "Its troops" are the speaker's: where nobody knows of which country he is, they are not those of the country that they fought in.
printf 'date: 1960-08-31\nlang: en\n\nBUTARE, Aug 31 - The Third Division said its troops captured Bunia on Tuesday.\n' > division.txt
expect 0 "$DEPECHE" read --ledger division.db division.txt
expect 0 "$DEPECHE" place Bunia --json --ledger division.db
jq -es 'any(.[]; .state == "taken" and .holder_code == "MIL")' < out > /dev/null || fail "whose troops: $(head -c 300 out)"

# No control code of a text reaches the terminal, and no formula a spreadsheet.
printf '{"id": "=1+1", "lang": "en", "source": "=cmd|calc", "date": "2017-11-09", "text": "\\u001b[31mThe Syrian army captured Palmyra\\u001b[0m on Thursday."}\n' > hostile.jsonl
expect 0 "$DEPECHE" read --ledger hostile.db hostile.jsonl
expect 0 "$DEPECHE" claims --ledger hostile.db
grep -q $'\x1b' out && fail "an escape sequence reached the terminal"
expect 0 "$DEPECHE" export csv --ledger hostile.db
grep -qE '(^|,)"?=' out && fail "a formula reached the CSV"
finish
