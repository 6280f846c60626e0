#!/bin/bash
# Commands that parse what strangers wrote do so inside the sandbox, wherever ledger and inputs lie; --no-sandbox leaves it.
. "$(dirname "$0")/lib.sh"
expect 0 "$DEPECHE" info
out_has sandbox
confined=$(sed -n 's/^sandbox *//p' out)

# A link out of a folder that was named leads to a file that was not.
mkdir news ledgers elsewhere
cp "$examples"/0[12]*.txt news/
printf 'The army captured Palmyra on Sunday, residents said.\n' > elsewhere/out.txt
ln -s ../elsewhere/out.txt news/zz.txt
case $confined in
*"files by Landlock"*)
    expect 3 "$DEPECHE" read --ledger ledgers/a.db news
    err_has "news/zz.txt"
    err_has "--no-sandbox"
    ;;
*)
    echo "note: no Landlock here, links out of a folder are not tested"
    expect 0 "$DEPECHE" read --ledger ledgers/a.db news
    ;;
esac
[ "$(ls ledgers)" = a.db ] || fail "files are left beside the ledger: $(ls ledgers)"
expect 0 "$DEPECHE" read --no-sandbox --ledger ledgers/b.db news
expect 0 "$DEPECHE" read --ledger ledgers/c.db news elsewhere/out.txt --no-sandbox

# A ledger that is a link is written where it lies; so is one under a path from elsewhere, and one beside the inputs.
ln -s ledgers/real.db link.db
expect 0 "$DEPECHE" read --ledger ledgers/real.db news/0*.txt
expect 0 "$DEPECHE" read --ledger link.db "$examples"
expect 0 "$DEPECHE" read --ledger "$work/news/d.db" news/0*.txt
mkdir sorting
TMPDIR=$work/sorting expect 0 "$DEPECHE" read --ledger e.db "$examples"

# The other commands that read inputs.
expect 0 "$DEPECHE" extract news/0*.txt
expect 0 "$DEPECHE" annotate news/0*.txt
expect 0 "$DEPECHE" unmatched news/0*.txt
expect 3 "$DEPECHE" annotate no-such-file.txt
err_has "No such file"
finish
