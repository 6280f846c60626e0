#!/bin/bash
# A ledger of an older form becomes one of today's, with all that people did with it. Dispatches invented for this test.
. "$(dirname "$0")/lib.sh"
export DEPECHE_NOW=2021-03-04T05:06:07Z DEPECHE_CODER=ana
cat > in.jsonl <<'END'
{"id":"quay","text":"A spokesman for the Ministry of Defence said the army took Marib on 3 May 2016. Eleven soldiers were killed in the fighting near Marib.","date":"2016-05-04","source":"Quay Wire","lang":"en","url":"https://quay.example/1","title":"Marib"}
{"id":"dune","text":"The rebels held Marib on 3 May 2016, a resident told this paper. At least 40 soldiers were killed in Marib on 3 May 2016.","date":"2016-05","source":"Dune Post"}
{"id":"karst","text":"Fighting went on around the city. A convoy was shelled on Wednesday; 12 drivers were killed.","date":"2016-05-06","source":"Karst Radio","lang":"en"}
END
cp in.jsonl again.jsonl
expect 0 "$DEPECHE" read -l now.db in.jsonl
expect 0 "$DEPECHE" read -l now.db again.jsonl
expect 0 "$DEPECHE" forget -l now.db karst --yes --reason "not ours"
expect 0 "$DEPECHE" decide -l now.db quay/2 --same dune/2
expect 0 "$DEPECHE" decide -l now.db dune/1 reject
expect 0 "$DEPECHE" decide -l now.db quay/1 --copy-of dune
expect 0 "$DEPECHE" dispatches -l now.db --json
marked=$(jq -r 'select(.given_id == "quay") | .id' < out)
expect 0 "$DEPECHE" withhold -l now.db "$marked" --reason "names a witness"
expect 0 "$DEPECHE" export jsonl -l now.db --rejected
cp out now.jsonl

# The same as an older depeche wrote it: ties without the place of the other claim, other views.
cp now.db old.db
python3 - << 'END'
import sqlite3
db = sqlite3.connect("old.db")
for name, kind in db.execute("SELECT name, type FROM sqlite_schema WHERE type IN ('view', 'trigger') OR name = 'decisions_other'").fetchall():
    db.execute(f"DROP {kind} {name}")
for column in ("other_dispatch", "other_start", "other_end"):
    db.execute(f"ALTER TABLE decisions DROP COLUMN {column}")
for table in ("rejected_claims", "coder_ties", "overruled_relations", "overruled_copies", "private_names"):
    db.execute(f"DROP TABLE {table}")
db.execute("PRAGMA user_version = 2")
db.commit()
END
cp old.db before.db
expect 4 "$DEPECHE" claims -l old.db
err_has "depeche upgrade old.db"
expect 0 "$DEPECHE" upgrade old.db new.db
out_has "2 dispatches"
cmp -s old.db before.db || fail "the old ledger was changed"
[ -e new.db.part ] && fail "a part was left behind"
expect 0 "$DEPECHE" check -l new.db
expect 0 "$DEPECHE" export jsonl -l new.db --rejected
cmp -s out now.jsonl || fail "the export differs: $(diff out now.jsonl | head -c 300)"
expect 0 "$DEPECHE" claims --same quay/2 -l new.db --json
jq -es '[.[] | .basis] | sort == [null, "coder"]' < out > /dev/null || fail "the tie is lost"
expect 0 "$DEPECHE" copies -l new.db --json
jq -es 'length == 1 and .[0].basis == "coder"' < out > /dev/null || fail "the copy is lost"
expect 0 "$DEPECHE" withhold -l new.db --json
out_has "names a witness"
expect 0 "$DEPECHE" read -l new.db in.jsonl
out_has "2 known before, 1 forgotten before"
python3 - << 'END' || fail "the manifest differs"
import sqlite3
old, new = sqlite3.connect("old.db"), sqlite3.connect("new.db")
origins = "SELECT d.id, file, line FROM origins JOIN dispatches d USING (dispatch_key) ORDER BY 1, 2, 3"
assert old.execute(origins).fetchall() == new.execute(origins).fetchall()
runs = old.execute("SELECT run_key, started, finished FROM runs ORDER BY 1").fetchall()
assert new.execute("SELECT run_key, started, finished FROM runs ORDER BY 1").fetchall()[: len(runs)] == runs
assert new.execute("SELECT options FROM runs WHERE run_key = 3").fetchone()[0] == "upgrade of a ledger of form 2"
assert new.execute("SELECT id, reason FROM forgotten").fetchall() == old.execute("SELECT id, reason FROM forgotten").fetchall()
END

# The first form had no log, no marks and no tombstones.
python3 - << 'END'
import sqlite3
db = sqlite3.connect("old.db")
for table in ("decisions", "withheld", "forgotten"):
    db.execute(f"DROP TABLE {table}")
db.execute("PRAGMA user_version = 1")
db.commit()
END
expect 0 "$DEPECHE" upgrade old.db first.db
expect 0 "$DEPECHE" check -l first.db

# What cannot be done is said, and leaves nothing behind.
expect 2 "$DEPECHE" upgrade old.db new.db
err_has "there already"
expect 4 "$DEPECHE" upgrade in.jsonl other.db
err_has "not a ledger"
expect 4 "$DEPECHE" upgrade missing.db other.db
python3 -c 'import sqlite3; d = sqlite3.connect("old.db"); d.execute("PRAGMA user_version = 9999"); d.commit()'
expect 4 "$DEPECHE" upgrade old.db other.db
err_has "update depeche"
ls other.db* > /dev/null 2>&1 && fail "something was left behind"
finish
