#!/bin/bash
# Files of all kinds at the command line: what extract prints, what the other commands make of the same files, exit statuses. All
# texts are invented.
. "$(dirname "$0")/lib.sh"

mkdir pages
cat > pages/ferry.html <<'EOF'
<html lang="en"><head><title>Army enters Palmyra</title></head><body><article><h1>Army enters Palmyra</h1>
<p>The Syrian army captured Palmyra on Thursday, residents of the town said. Shops along the main road stayed closed.</p>
<p>Two bakeries opened again in the afternoon, the relief agency said, and lorries with flour waited at the crossing.</p>
</article></body></html>
EOF
cp pages/ferry.html 'pages/second page.html'
gzip -k9n pages/ferry.html
printf '\x89PNG\r\n\x1a\n' > pages/picture.png
cat > feed.xml <<'EOF'
<rss><channel><title>Lake Wire</title><item><title>=SUM(A1) &#27;[31mred</title><guid>g1</guid>
<description>Two boats sank &#x202e; off the port.</description></item><item><guid>g2</guid><description>x</description></item></channel></rss>
EOF

# One object a dispatch, in the order of the inputs, on any number of threads; the page's id is its file's name.
expect 0 "$DEPECHE" extract --jsonl pages feed.xml
[ "$(jq -r .id out | tr '\n' ' ')" = "ferry ferry second page g1 g2 " ] || fail "ids: $(jq -r .id out | tr '\n' ' ')"
jq -r 'select(.id == "g1") | .title' out | grep -q '^=SUM(A1)' || fail "the title is kept as it is"
cp out once
err_has "1 files or members are of no kind that is read"
expect 0 "$DEPECHE" extract --jsonl --threads 3 pages feed.xml
cmp -s out once || fail "more threads, other bytes"
expect 0 "$DEPECHE" extract --threads 1 pages/ferry.html
out_has "Army enters Palmyra"

# For people: no control of the text reaches the terminal.
expect 0 "$DEPECHE" extract feed.xml
LC_ALL=C grep -q $'[\x01-\x08\x0b-\x1f\x7f]' out && fail "a control code was printed"
grep -q $'\u202e' out && fail "a direction override was printed"

# Lists, with line ends or NULs between; a file that is not there is named, the rest is done.
printf 'feed.xml\nnone.html\npages/second page.html\n' > list
expect 3 "$DEPECHE" extract --jsonl --list list
[ "$(jq -c '.error != null' out | tr '\n' ' ')" = "false false true false " ] || fail "order of errors"
err_has none.html
printf 'pages/second page.html\0feed.xml' | "$DEPECHE" extract --jsonl --list - > out || fail "a list from a pipe"
[ "$(wc -l < out)" -eq 3 ] || fail "NULs between paths"

# Statuses: nothing named, no dispatch, a mapping that is none.
expect 2 "$DEPECHE" extract
: > none.jsonl
expect 1 "$DEPECHE" extract none.jsonl
expect 2 "$DEPECHE" extract --columns body pages
expect 3 "$DEPECHE" extract pages/picture.png

# Tables and packed files by pipe.
printf 'headline,story\n"Fire, again","The mill burned."\n' > table.csv
expect 0 "$DEPECHE" extract --jsonl --columns text=story table.csv
[ "$(jq -r '.title + "/" + .text' out)" = "Fire, again/The mill burned." ] || fail "table: $(cat out)"
gzip -c table.csv > table.csv.gz
expect 0 "$DEPECHE" extract --jsonl --columns text=story table.csv.gz
gzip -c feed.xml | "$DEPECHE" extract --jsonl - > out || fail "packed bytes from a pipe"
[ "$(wc -l < out)" -eq 2 ] || fail "two items by pipe"

# What extract prints, annotate takes; and read and annotate take the files themselves. The same page packed is the same dispatch.
"$DEPECHE" extract --jsonl pages/ferry.html | "$DEPECHE" annotate > out || fail "extract | annotate"
[ "$(jq '.claims | length > 0' out)" = true ] || fail "a page makes a claim"
expect 0 "$DEPECHE" annotate pages/ferry.html
expect 0 "$DEPECHE" read --ledger a.db pages feed.xml
expect 0 "$DEPECHE" dispatches --ledger a.db --json
[ "$(wc -l < out)" -eq 3 ] || fail "one page and two items in the ledger, not $(wc -l < out)"
expect 0 "$DEPECHE" claims --ledger a.db --place Palmyra
finish
