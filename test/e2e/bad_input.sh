#!/bin/bash
# Bad input: a message with the place and the remedy, the documented exit status, and nothing else is lost.
. "$(dirname "$0")/lib.sh"
good='{"id": "good", "lang": "en", "date": "2017-11-09", "text": "The Syrian army captured Abu Kamal on Thursday."}'

# Files that are not there, or are folders.
expect 3 "$DEPECHE" annotate none.jsonl
err_has none.jsonl
expect 3 "$DEPECHE" read --ledger a.db none.txt
err_has none.txt
mkdir empty
expect 3 "$DEPECHE" annotate empty
err_has empty

# One bad file among good ones: the good one is read.
printf '%s\n' "$good" > good.jsonl
expect 3 "$DEPECHE" read --ledger b.db none.txt good.jsonl
expect 0 "$DEPECHE" dispatches --ledger b.db --json
[ "$(wc -l < out)" -eq 1 ] || fail "the good dispatch was lost"

# A file without a byte.
: > nothing.txt
expect 3 "$DEPECHE" read --ledger c.db nothing.txt
err_has nothing.txt
: > nothing.jsonl
expect 0 "$DEPECHE" annotate nothing.jsonl
out_empty

# A broken line in JSONL: an error object in its place, and the rest goes on.
{ printf '%s\n' "$good"; echo '{"id": "bad", "text": '; echo '{"id": "numb", "text": 5}'; echo '[1]'; printf '%s\n' "$good"; } > broken.jsonl
expect 3 "$DEPECHE" annotate broken.jsonl
[ "$(wc -l < out)" -eq 5 ] || fail "five lines in, $(wc -l < out) out"
[ "$(jq -c 'select(.error) | .error.line' out | tr '\n' ' ')" = "2 3 4 " ] || fail "lines of the errors: $(jq -c .error out)"
[ "$(jq -r 'select(.error | not) | .id' out | tr '\n' ' ')" = "good good " ] || fail "the good lines were lost"

# Broken UTF-8, NULs, UTF-16 and a BOM are read, and offsets hold.
printf 'The army took \xff\xfe Palmyra \xc3 on Friday.' > broken.txt
printf 'The army\0took Palmyra.' > nul.txt
printf 'The Syrian army took Palmyra on Friday.' | iconv -f UTF-8 -t UTF-16 > utf16.txt
printf 'L\x92arm\xe9e syrienne a pris Palmyre vendredi.' > cp1252.txt
printf '\xef\xbb\xbfThe Syrian army took Palmyra on Friday.' > bom.txt
expect 0 "$DEPECHE" read --ledger d.db broken.txt nul.txt utf16.txt cp1252.txt bom.txt
expect 0 "$DEPECHE" claims --ledger d.db --json
out_has Palmyr
expect 0 "$DEPECHE" dispatches --ledger d.db --json
jq -e . < out > /dev/null || fail "not JSON"
# The BOM and the encoding are no part of the text: both files are one voice.
printf '{"id": "b", "text": "caf\xc3 \xff"}\n' > broken.jsonl
"$DEPECHE" annotate broken.jsonl > out 2> err
jq -e . < out > /dev/null || fail "broken UTF-8 in JSONL gave no JSON: $(cat out)"

# A long line: 100 MB is refused with the limit named; the lines around it are read.
{ printf '%s\n' "$good"; printf '{"id": "long", "text": "'; head -c 100000000 /dev/zero | tr '\0' 'a'; printf '"}\n'; printf '%s\n' "$good"; } > long.jsonl
expect 3 "$DEPECHE" annotate long.jsonl
[ "$(jq -r 'select(.error | not) | .id' out | wc -l)" -eq 2 ] || fail "the lines around the long one were lost"
head -c 100000000 /dev/zero | tr '\0' 'a' > long.txt
expect 3 "$DEPECHE" read --ledger e.db long.txt good.jsonl
err_has long.txt
expect 0 "$DEPECHE" dispatches --ledger e.db
rm -f long.jsonl long.txt

# Ledgers that are none.
echo "this is not a database, it is a text that is long enough to be looked at as one" > text.db
expect 4 "$DEPECHE" claims --ledger text.db
err_has text.db
expect 4 "$DEPECHE" read --ledger text.db good.jsonl
grep -q "this is not a database" text.db || fail "a file that is no ledger was changed"
expect 4 "$DEPECHE" claims --ledger absent.db
[ ! -e absent.db ] || fail "asking made a ledger"
mkdir folder.db
expect 4 "$DEPECHE" claims --ledger folder.db
expect 0 "$DEPECHE" read --ledger newer.db good.jsonl
python3 -c 'import sqlite3; d = sqlite3.connect("newer.db"); d.execute("PRAGMA user_version = 9999"); d.commit()'
expect 4 "$DEPECHE" claims --ledger newer.db
err_has newer
python3 -c 'import sqlite3; d = sqlite3.connect("other.db"); d.execute("CREATE TABLE t (x)"); d.commit()'
expect 4 "$DEPECHE" claims --ledger other.db
expect 4 "$DEPECHE" read --ledger other.db good.jsonl

# A pack that is missing, damaged or foreign.
expect 5 env DEPECHE_PACK=absent.pack "$DEPECHE" annotate good.jsonl
err_has absent.pack
head -c 100000 "$DEPECHE_PACK" > short.pack
expect 5 "$DEPECHE" annotate --pack short.pack good.jsonl
err_has short.pack
cp "$DEPECHE_PACK" flipped.pack && printf '\x55\xaa\x55' | dd of=flipped.pack bs=1 seek=2000 conv=notrunc 2> /dev/null
expect 5 "$DEPECHE" annotate --pack flipped.pack good.jsonl
err_has flipped.pack
# Large sections are checked when they are asked for, and do no harm before.
cp "$DEPECHE_PACK" flipped.pack && printf '\x55\xaa\x55' | dd of=flipped.pack bs=1 seek=5000000 conv=notrunc 2> /dev/null
expect 5 "$DEPECHE" info --pack flipped.pack
err_has checksum
"$DEPECHE" annotate --pack flipped.pack good.jsonl > out 2> err
case $? in 0 | 3 | 5) ;; *) fail "annotate with a damaged section: $(cat err)" ;; esac
expect 5 "$DEPECHE" annotate --pack good.jsonl good.jsonl
rm -f ./*.pack

# A full disk and a read-only folder.
if [ -w /dev/full ]; then
    "$DEPECHE" annotate good.jsonl > /dev/full 2> err
    [ $? -ne 0 ] || fail "a full disk gave no error"
    [ -s err ] || fail "a full disk gave no message"
fi
mkdir readonly && chmod a-w readonly
if [ "$(id -u)" -ne 0 ]; then
    expect 4 "$DEPECHE" read --ledger readonly/x.db good.jsonl
    err_has readonly
fi
expect 4 "$DEPECHE" read --ledger no-such-folder/x.db good.jsonl
err_has no-such-folder

# Words of the command line.
expect 2 "$DEPECHE"
expect 2 "$DEPECHE" cliams
err_has "did you mean 'claims'"
expect 2 "$DEPECHE" claims --plaice x
err_has "did you mean --place"
expect 2 "$DEPECHE" place
expect 2 "$DEPECHE" claims --ledger b.db --from yesterday
expect 2 "$DEPECHE" export yaml --ledger b.db
expect 0 "$DEPECHE" claims --help
out_has "depeche claims --place"
finish
