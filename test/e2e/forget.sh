#!/bin/bash
# A dispatch is forgotten for good and known when it comes again; a damaged ledger is named as such.
. "$(dirname "$0")/lib.sh"
python3 "$DEPECHE_SOURCE/bench/make-corpus.py" 40 "$examples" > corpus.jsonl
printf '%s\n' '{"id": "gone", "date": "2017-11-09", "source": "Zweihorn Courier", "title": "Zweihorn", "text": "The army took the town of Zweihorn on Thursday, the mayor Ulf Zweihorn said. Forty men were killed in Zweihorn."}' > gone.jsonl
expect 0 "$DEPECHE" read corpus.jsonl
expect 0 "$DEPECHE" export jsonl
cp out without.jsonl
expect 0 "$DEPECHE" read gone.jsonl
expect 0 "$DEPECHE" check
out_has "is whole"
expect 0 grep -qi zweihorn depeche.db

expect 1 "$DEPECHE" forget --yes nobody
err_has "there is no dispatch nobody"
expect 2 "$DEPECHE" forget gone < /dev/null
err_has "--yes"
expect 2 "$DEPECHE" forget
expect 0 "$DEPECHE" forget --yes --reason "asked for" gone
err_has "Zweihorn Courier"
out_has "1 dispatches"
cat depeche.db* > bytes
expect 1 grep -qi zweihorn bytes
expect 0 "$DEPECHE" check
expect 0 "$DEPECHE" export jsonl
cmp -s out without.jsonl || fail "the rest answers otherwise than before"
expect 0 "$DEPECHE" forget --sweep
out_has "nothing to sweep"

expect 0 "$DEPECHE" read gone.jsonl
out_has "1 forgotten before"
expect 0 "$DEPECHE" read --again gone.jsonl
out_has "0 dispatches"
expect 0 "$DEPECHE" read --forgotten gone.jsonl
out_has "1 dispatches"

# Damage: a page of zeros where claims should stand.
read -r page bytes < <(python3 -c 'import sqlite3; print(*sqlite3.connect("depeche.db").execute("SELECT rootpage, page_size FROM sqlite_schema, pragma_page_size WHERE name = ?", ("claims",)).fetchone())')
cp depeche.db broken.db
dd if=/dev/zero of=broken.db bs="$bytes" seek=$((page - 1)) count=1 conv=notrunc 2> /dev/null
expect 4 "$DEPECHE" check --ledger broken.db
err_has "restore"
expect 4 "$DEPECHE" check --json --ledger broken.db
out_has '"weight":"damage"'
expect 4 "$DEPECHE" check --ledger nowhere.db
finish
