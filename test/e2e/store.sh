#!/bin/bash
# read --store: every command works on a ledger that keeps only spans or nothing of its texts, or says why it cannot.
. "$(dirname "$0")/lib.sh"
expect 2 "$DEPECHE" read --store some "$examples"
err_has "full, spans or none"
for how in full spans none; do
    expect 0 "$DEPECHE" read --store $how --ledger $how.db "$examples"
    expect 0 "$DEPECHE" check --ledger $how.db
    expect 0 "$DEPECHE" export jsonl --ledger $how.db
    jq -c '[.id, .start, .end, .first_day, .words]' < out > $how.claims
    expect 0 "$DEPECHE" copies --json --ledger $how.db
    mv out $how.copies
    expect 0 "$DEPECHE" place "Abu Kamal" --json --ledger $how.db
    expect 0 "$DEPECHE" conflicts --ledger $how.db
    mv out $how.conflicts
done
for how in spans none; do
    cmp -s full.claims $how.claims || fail "$how: other claims: $(diff full.claims $how.claims | head -n 4)"
    cmp -s full.copies $how.copies || fail "$how: other copies"
    # A text is known again by its bytes, so that reading twice changes nothing.
    expect 0 "$DEPECHE" read --store $how --ledger $how.db "$examples"
    out_has "0 dispatches"
done
# What is not kept takes no room: of a text that is longer than a few of the file's pages.
python3 -c 'print("\n\n".join(f"In street {n} the market was open all day, and people sold bread, oil and cloth." for n in range(2000)))' > long.txt
for how in full spans none; do
    expect 0 "$DEPECHE" read --store $how --ledger long-$how.db long.txt
    [ $how = full ] || [ "$(stat -c %s long-$how.db)" -lt "$(stat -c %s long-full.db)" ] ||
        fail "$how: the file is not smaller than that of whole texts"
done
cmp -s full.conflicts spans.conflicts || fail "spans: other words in conflicts"
grep -q "not stored" none.conflicts || fail "none: conflicts do not say that the words are not stored"

claim=$(jq -r .[0] full.claims | head -n 1)
expect 0 "$DEPECHE" why "$claim" --ledger spans.db
out_has "only the words that claims and mentions quote"
expect 0 "$DEPECHE" why "$claim" --ledger none.db
out_has "nothing of the text"
out_has "[not stored]"
expect 1 "$DEPECHE" search Damas --ledger none.db
err_has "not stored whole"
copied=$("$DEPECHE" copies --json --ledger spans.db | jq -r .id | head -n 1)
expect 0 "$DEPECHE" copies "$copied" --ledger spans.db
out_has "which passages cannot be told"
python3 - <<'PY' || fail "none: words of a text are in the file"
import sqlite3, sys
texts = [t for t, in sqlite3.connect("full.db").execute("SELECT text FROM dispatches")]
whole, bare = open("full.db", "rb").read(), open("none.db", "rb").read()
parts = [t[i:i + 40].encode() for t in texts for i in range(120, len(t) - 40, 40)] # behind the title, which is kept
sys.exit(not (len(parts) > 100 and all(p in whole for p in parts) and not any(p in bare for p in parts)))
PY

# What is not there cannot be read anew: said, with its own status.
expect 3 "$DEPECHE" upgrade none.db newer.db
err_has "not stored whole"
expect 0 "$DEPECHE" info --ledger none.db
grep -q "texts not stored *16" out || fail "info does not count them: $(cat out)"

# Of a page the bytes are known that a claim stands on, through the article and the character set, whatever is stored.
python3 - <<'PY'
text = "".join(f"<p>L'arm\u00e9e a pris la ville de Kidal le {day} mai 1994 &amp; «&nbsp;tout est calme&nbsp;».</p>\n" for day in range(1, 6))
page = f"<!DOCTYPE html><html lang=fr><head><meta charset=iso-8859-1><title>News</title></head><body><article><h1>Un jour</h1>{text}</article></body></html>"
open("page.html", "wb").write(page.encode("latin-1"))
PY
for how in full none; do
    expect 0 "$DEPECHE" read --store $how --ledger page-$how.db page.html
    expect 0 "$DEPECHE" why "$("$DEPECHE" claims --json --ledger page-$how.db | jq -r .id | head -n 1)" --json --ledger page-$how.db
    python3 - <<'PY' || fail "$how: the bytes of the page are others than the claim's"
import json, sys
why = json.load(open("out"))
words = open("page.html", "rb").read()[why["page_start"]:why["page_end"]].decode("latin-1")
sys.exit(not words.startswith("L'arm\u00e9e a pris la ville de Kidal le 1 mai 1994") or len(words) > 90)
PY
done
finish
