#!/bin/bash
# What coders decide takes effect, says whose it is, and leaves with an undo. Dispatches invented for this test.
. "$(dirname "$0")/lib.sh"
export DEPECHE_LEDGER=$work/ledger.db DEPECHE_NOW=2021-03-04T05:06:07Z DEPECHE_CODER=ana
cat > in.jsonl <<'END'
{"id":"quay","text":"A spokesman for the Ministry of Defence said the army took Marib on 3 May 2016. Eleven soldiers were killed in the fighting near Marib.","date":"2016-05-04","source":"Quay Wire","lang":"en"}
{"id":"dune","text":"The rebels held Marib on 3 May 2016, a resident told this paper. At least 40 soldiers were killed in Marib on 3 May 2016.","date":"2016-05-05","source":"Dune Post","lang":"en"}
{"id":"karst","text":"Fighting went on around the city. A convoy was shelled on Wednesday; 12 drivers were killed.","date":"2016-05-06","source":"Karst Radio","lang":"en"}
END
expect 0 "$DEPECHE" read in.jsonl
expect 0 "$DEPECHE" export jsonl
cp out plain.jsonl
expect 0 "$DEPECHE" events --json
cp out plain.events

# A rejected claim is gone from lists and exports, which say so, and is shown when asked for.
expect 0 "$DEPECHE" decide karst/1 reject
expect 0 "$DEPECHE" claims --json
jq -es 'length == 6 and all(.[]; .given_id != "karst" or .claim_no != 1)' < out > /dev/null || fail "a rejected claim is listed"
expect 0 "$DEPECHE" claims --rejected --json
jq -es 'length == 7 and ([.[] | select(.rejected)] | length) == 1' < out > /dev/null || fail "claims --rejected"
expect 0 "$DEPECHE" export jsonl
[ "$(wc -l < out)" -eq 6 ] || fail "a rejected claim was exported"
err_has "1 claims that coders rejected"
expect 0 "$DEPECHE" export jsonl --rejected
[ "$(wc -l < out)" -eq 7 ] || fail "export --rejected lacks the rejected claim"
expect 0 "$DEPECHE" why karst/1
out_has "coders: reject"

# Ties carry the coders' name for it.
expect 0 "$DEPECHE" decide quay/2 --same dune/2
expect 0 "$DEPECHE" claims --same quay/2 --json
jq -es '[.[] | .basis] | sort == [null, "coder"]' < out > /dev/null || fail "claims --same: $(head -c 300 out)"
expect 0 "$DEPECHE" events --json
jq -es '[.[] | select(.basis == "coder")] | length == 1 and .[0].claims >= 2 and .[0].killed_low == 11 and .[0].killed_high == 40' < out > /dev/null ||
    fail "the event that a coder made: $(head -c 300 out)"
expect 0 "$DEPECHE" decide quay/1 --contradicts dune/1
expect 0 "$DEPECHE" conflicts
out_has "(by coders' word)"
expect 0 "$DEPECHE" decide quay/1 --copy-of dune
expect 0 "$DEPECHE" copies --json
jq -es 'length == 1 and .[0].basis == "coder" and .[0].relation == "copies"' < out > /dev/null || fail "copies: $(head -c 300 out)"
expect 0 "$DEPECHE" info
cp out told.info

# Another coder does not see it so: nothing is said until somebody adjudicates.
expect 0 "$DEPECHE" decide quay/1 --apart dune/1 --coder ben
expect 1 "$DEPECHE" conflicts
expect 0 "$DEPECHE" conflicts --relation undecided --json
jq -es 'length == 1 and .[0].kind == "undecided"' < out > /dev/null || fail "undecided pairs: $(head -c 300 out)"

# All of it outlives another reading.
expect 0 "$DEPECHE" events --json
cp out before.events
expect 0 "$DEPECHE" read --again in.jsonl
expect 0 "$DEPECHE" events --json
cmp -s out before.events || fail "reading again changed the events"
expect 0 "$DEPECHE" check

# Corrections: types make lines, days and places have no dictionary, and that is said.
expect 0 "$DEPECHE" decide dune/1 accept --type PROTEST --place Sirwah --date 2016-05-02
expect 0 "$DEPECHE" suggest dictionaries
out_has "+++ b/lang/en/events.rules"
err_has "1 correction of the days makes no line: a dictionary has no words for a day"
err_has "1 correction of the place makes no line: a folder of dictionaries holds no places"

# What cannot be tied is refused.
expect 2 "$DEPECHE" decide quay/1 --same quay/1
err_has "not tied to itself"
expect 1 "$DEPECHE" decide quay/1 --same nothing
expect 2 "$DEPECHE" decide quay/1 --copy-of quay
finish
