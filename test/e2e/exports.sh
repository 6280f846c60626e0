#!/bin/bash
# Every export over the example dispatches, as a person calls it: files, codebooks, refusals, masks, coarse places; and searching.
. "$(dirname "$0")/lib.sh"
export DEPECHE_LEDGER=$work/ledger.db
expect 0 "$DEPECHE" read "$examples"

# Formats of claims need nothing; formats of events ask for a policy where voices disagree, and an older file stays as it was.
for format in csv jsonl geojson gpkg claimreview webannotation; do
    expect 0 "$DEPECHE" export --as $format -o claims.$format
    [ -s claims.$format ] || fail "$format is empty"
    jq -e '.resources[0].path == "claims.'$format'" and (.resources[0].schema.fields | length) > 3 and .depeche.rows > 0' \
        < claims.$format.datapackage.json > /dev/null || fail "$format: $(head -c 300 claims.$format.datapackage.json)"
    [ "$(jq '.resources[0].bytes' < claims.$format.datapackage.json)" -eq "$(wc -c < claims.$format)" ] || fail "$format: bytes"
done
echo before > events
expect 2 "$DEPECHE" export --as acled -o events
err_has "dispute"
err_has "--policy each"
grep -qx before events || fail "a refused export touched the file"
[ -e events.datapackage.json ] && fail "a refused export left a codebook"
for format in acled ucdp plover polecat gdelt timemap; do
    for policy in each conservative; do
        expect 0 "$DEPECHE" export --as $format --policy $policy -o $format.$policy
        [ -s $format.$policy ] || fail "$format $policy is empty"
        err_has "$format: "
        jq -e '.depeche.policy == "'$policy'"' < $format.$policy.datapackage.json > /dev/null || fail "$format $policy: no policy"
    done
done
expect 0 "$DEPECHE" export csv
cmp -s out claims.csv || fail "'export csv' and 'export --as csv -o' differ"
expect 2 "$DEPECHE" export
expect 2 "$DEPECHE" export --as acledd
err_has "acled"
expect 2 "$DEPECHE" export --as csv --policy each
expect 2 "$DEPECHE" export --as jsonl --raw
expect 2 "$DEPECHE" export --as csv --coarsen village
expect 2 "$DEPECHE" export --as csv --quotes few
expect 1 "$DEPECHE" export --as csv --place Atlantis

# Tables are rectangular, with the columns of their codebooks; documents are JSON.
python3 - <<'PY' || fail "a table differs from its codebook"
import csv, json
for name, tab in [("claims.csv", 0), ("acled.each", 0), ("ucdp.each", 0), ("polecat.each", 1), ("gdelt.each", 1)]:
    fields = json.load(open(name + ".datapackage.json"))["resources"][0]["schema"]["fields"]
    rows = list(csv.reader(open(name, newline=""), delimiter="\t" if tab else ","))
    assert rows[0] == [f["name"] for f in fields], name
    assert len(rows) > 1 and all(len(r) == len(fields) for r in rows), name
    for row in rows[1:]:
        for cell, field in zip(row, fields):
            among = field.get("constraints", {}).get("enum")
            assert not cell or not among or cell in among, (name, field["name"], cell)
            assert not cell or field["type"] not in ("integer", "year", "boolean") or cell.lstrip("-").isdigit(), (name, field["name"], cell)
for name in ["acled.conservative", "acled.each"]:
    ids = [r["event_id_cnty"] for r in csv.DictReader(open(name, newline=""))]
    assert len(ids) == len(set(ids)) > 10
PY
[ "$(head -1 gdelt.each | tr '\t' '\n' | wc -l)" -eq 61 ] || fail "GDELT has 61 columns"
[ "$(head -1 polecat.each | tr '\t' '\n' | wc -l)" -eq 40 ] || fail "POLECAT has 40 columns"
[ "$(head -1 acled.each | tr ',' '\n' | wc -l)" -eq 31 ] || fail "ACLED has 31 columns"
[ "$(head -1 ucdp.each | tr ',' '\n' | wc -l)" -eq 49 ] || fail "UCDP GED has 49 columns"
jq -e 'all(.[]; (.date or .latitude) and (.latitude == null) == (.longitude == null) and (.associations | type) == "array")' \
    < timemap.each > /dev/null || fail "TimeMap: $(head -c 300 timemap.each)"
jq -e '."@context" == "https://schema.org" and all(."@graph"[]; ."@type" == "ClaimReview" and .reviewRating == null and .itemReviewed.author.name)' \
    < claims.claimreview > /dev/null || fail "ClaimReview: $(head -c 300 claims.claimreview)"
jq -e 'all(.items[]; .target.selector[0].end > .target.selector[0].start)' < claims.webannotation > /dev/null || fail "web annotations"
jq -es 'length > 10 and all(.[]; .id and (.event | length) == 1 and .cite_info.citation)' < plover.each > /dev/null || fail "PLOVER"
grep -q ',Syria,Deir ez-Zor Governorate,,,Abu Kamal,34\.' acled.each || fail "ACLED knows no country names"

# The words that an annotation selects stand in the text at its place.
python3 - <<'PY' || fail "annotations select other words"
import json, sqlite3
texts = {i: t for i, t in sqlite3.connect("ledger.db").execute("SELECT 'urn:depeche:' || id, text FROM dispatches")}
exact = 0
for item in json.load(open("claims.webannotation"))["items"]:
    position, *quote = item["target"]["selector"]
    for q in quote:
        exact += 1
        words = texts[item["target"]["source"]][position["start"]:position["end"]]
        assert " ".join(words.split()) == " ".join(q["exact"].split()), item
assert exact > 10
PY

# A GeoPackage by its own tables.
[ "$(head -c 72 claims.gpkg | tail -c 4)" = GPKG ] || fail "the GeoPackage's application id"
[ "$(sqlite3 claims.gpkg "SELECT count(*) FROM claims WHERE substr(geom, 1, 2) = CAST('GP' AS BLOB)")" -gt 20 ] || fail "no points"
[ "$(sqlite3 claims.gpkg 'PRAGMA integrity_check')" = ok ] || fail "the GeoPackage is damaged"

# Regions and countries in the place of towns.
expect 0 "$DEPECHE" export --as csv --coarsen admin1
python3 - <<'PY' || fail "coarse places"
import csv
rows = [r for r in csv.DictReader(open("out", newline="")) if r["place"]]
assert rows and not any(r["quote"] or r["title"] or r["url"] for r in rows)
assert {r["geo_precision"] for r in rows} == {"3"} and {r["where_prec"] for r in rows} <= {"4", "6"}
regions = [r for r in rows if r["place"] == "Deir ez-Zor Governorate"]
assert regions and all(r["lat"] and 34 < float(r["lat"]) < 36.5 for r in regions)
assert not any("Abu Kamal" in value for r in rows for value in r.values())
PY
expect 0 "$DEPECHE" export --as geojson --coarsen country
jq -e '[.features[].properties.place] | unique - ["Iraq", "Syria", "Lebanon", "Russia"] == []' < out > /dev/null || fail "countries: $(jq -c '[.features[].properties.place] | unique' < out)"

# The event types and quad codes that go with a code are those of world/ontology.
python3 - <<'PY' || fail "exports and world/ontology differ"
import csv, io, json, os, re, shutil, sqlite3, subprocess
world = os.environ["DEPECHE_SOURCE"] + "/world/ontology/"
def table(name, section):
    inside, rows = False, []
    for line in open(world + name):
        if line.startswith("["):
            inside = line.strip() == f"[{section}]"
        elif inside and line.strip() and not line.startswith("#"):
            rows.append(re.split(r"\s{2,}", line.strip()))
    return rows
acled = {row[0]: row[1] for row in table("acled.rules", "acled")}
quads = {row[0]: int(row[1]) for row in table("plover.rules", "types") if row[0] not in ("STATE", "OTHER")}
shutil.copy("ledger.db", "types.db")
db = sqlite3.connect("types.db")
keys = [row[0] for row in db.execute("SELECT id FROM claims WHERE polarity = 'affirmed' AND tense = 'past'")]
subs, types = sorted(acled), sorted(quads)
assert len(keys) >= len(subs) == 25 and len(types) == 16
for i, key in enumerate(keys):
    db.execute("UPDATE claims SET acled = ?, type = ? WHERE id = ?", (subs[i % 25], types[i % 16], key))
db.execute("UPDATE claims SET first_day = '2017-11-06', last_day = '2017-11-12' WHERE id = ?", (keys[0],))
db.commit()
db.close()
def export(form):
    return subprocess.run([os.environ["DEPECHE"], "export", form, "--policy", "each", "--ledger", "types.db"], capture_output=True, text=True, check=True).stdout
rows = list(csv.DictReader(io.StringIO(export("acled"), newline="")))
seen = {row["sub_event_type"]: row for row in rows}
# ACLED dates an event of a week by the week's middle; who was hit in a battle was not its target; 78 is no 87.
week = [row for row in rows if row["event_id_cnty"] == keys[0]]
assert [(row["event_date"], row["time_precision"]) for row in week] == [("2017-11-09", "2")], week
assert {row["civilian_targeting"] for row in rows if row["event_type"] == "Battles"} == {""}
assert {row["civilian_targeting"] for row in rows if row["event_type"] == "Violence against civilians"} == {"Civilian targeting"}
assert not [row for row in rows if row["interaction"].startswith("Civilians-") and row["interaction"] != "Civilians-Civilians"]
assert {sub: row["event_type"] for sub, row in seen.items()} == acled, seen.keys()
disorder = {row[0]: row[2] for row in table("acled.rules", "acled")}
assert {sub: row["disorder_type"] for sub, row in seen.items()} == disorder
assert {row["iso"] for row in seen.values() if row["country"] == "Syria"} == {"760"}
records = [json.loads(line) for line in export("plover").splitlines()]
assert {r["event"][0]: r["quad_code"] for r in records} == quads
scale = {row[0]: row[2] for row in table("cameo.rules", "cameo")}
classes = {row[0]: row[1] for row in table("cameo.rules", "quads")}
rows = list(csv.DictReader(io.StringIO(export("gdelt")), delimiter="\t"))
assert len(rows) > 10
for row in rows:
    assert row["QuadClass"] == classes[row["EventRootCode"]], row
    assert float(row["GoldsteinScale"]) == float(scale[row["EventCode"]]), row
PY

# The spatial index of a GeoPackage holds every point, and its triggers keep it so in a program with spatial functions.
expect 0 "$DEPECHE" export --as gpkg -o claims.gpkg
expect 0 "$DEPECHE" export --as gpkg -o again.gpkg
cmp -s claims.gpkg again.gpkg || fail "a GeoPackage differs from itself"
python3 - << 'PY' || fail "the spatial index of the GeoPackage"
import sqlite3, struct
db = sqlite3.connect("claims.gpkg")
point = lambda blob: struct.unpack("<dd", blob[13:29])
for name, at in (("ST_MinX", 0), ("ST_MaxX", 0), ("ST_MinY", 1), ("ST_MaxY", 1)):
    db.create_function(name, 1, lambda blob, at=at: point(blob)[at])
db.create_function("ST_IsEmpty", 1, lambda blob: 0)
count = lambda sql: db.execute("SELECT count(*) FROM " + sql).fetchone()[0]
assert count("gpkg_extensions WHERE extension_name = 'gpkg_rtree_index' AND scope = 'write-only'") == 1
assert count("claims WHERE geom NOT NULL") == count("rtree_claims_geom") > 10
west, south, east, north = db.execute("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents").fetchone()
assert count(f"rtree_claims_geom WHERE maxx >= {west} AND minx <= {east} AND maxy >= {south} AND miny <= {north}") == count("rtree_claims_geom")
fid, geom = db.execute("SELECT fid, geom FROM claims WHERE geom NOT NULL LIMIT 1").fetchone()
db.execute("UPDATE claims SET geom = NULL WHERE fid = ?", (fid,))
assert count(f"rtree_claims_geom WHERE id = {fid}") == 0
db.execute("UPDATE claims SET geom = ? WHERE fid = ?", (geom[:13] + struct.pack("<dd", 1, 2), fid))
assert db.execute("SELECT minx, maxy FROM rtree_claims_geom WHERE id = ?", (fid,)).fetchone() == (1, 2)
db.execute("UPDATE claims SET fid = 9999 WHERE fid = ?", (fid,))
assert count("rtree_claims_geom WHERE id = 9999") == 1 and count(f"rtree_claims_geom WHERE id = {fid}") == 0
db.execute("DELETE FROM claims WHERE fid = 9999")
assert count("rtree_claims_geom WHERE id = 9999") == 0
PY

# Withholding, and taking it back.
id=$(jq -r 'select(.says | test("Abu Kamal")) | .id' < claims.jsonl | head -1)
expect 0 "$DEPECHE" withhold "$id" --reason "names a witness"
err_has "left out of every export"
expect 0 "$DEPECHE" export jsonl
grep -q "$id" out && fail "a withheld claim was exported"
err_has "withheld: marked claims (1)"
expect 0 "$DEPECHE" withhold --json
out_has '"reason":"names a witness"'
expect 0 "$DEPECHE" withhold "$id" --undo
expect 0 "$DEPECHE" export jsonl
cmp -s out claims.jsonl || fail "taking a mark back did not restore the export"
expect 0 "$DEPECHE" withhold 174448
expect 0 "$DEPECHE" export csv
grep -q "Abu Kamal\|Abou Kamal" out && fail "a withheld place is named: $(grep -m 1 -o '.\{60\}Ab.\{1,2\}u Kamal' out)"
expect 0 "$DEPECHE" withhold 174448 --undo
expect 1 "$DEPECHE" withhold
expect 2 "$DEPECHE" withhold Q

# What cannot be written to its end leaves the older file as it was, and nothing beside it; nor does who kills it.
echo before > full.csv
expect 3 bash -c "trap '' XFSZ; ulimit -f 8; exec '$DEPECHE' export csv -o full.csv"
err_has "is the disk full"
[ "$(cat full.csv)" = before ] && [ "$(echo full*)" = full.csv ] || fail "a cut export was left behind: $(ls)"
{ bash -c "ulimit -c 0; ulimit -f 8; exec '$DEPECHE' export csv -o full.csv"; } 2> /dev/null && fail "the file was not too large"
[ "$(cat full.csv)" = before ] || fail "a killed export took the place of an older one"
mkdir -p made
{ TMPDIR=made bash -c "ulimit -c 0; ulimit -f 64; exec '$DEPECHE' export gpkg -o full.gpkg"; } 2> /dev/null && fail "the package was not too large"
[ -z "$(ls made)" ] || fail "a killed export left a temporary file"
expect 0 "$DEPECHE" export csv -o /dev/stdout
[ "$(wc -l < out)" -gt 50 ] || fail "an export to a device"

# Searching.
expect 0 "$DEPECHE" search armee abou
out_has "**armée**"
expect 0 "$DEPECHE" search '"last town held" OR reprise' --jsonl --limit 2
jq -es 'length == 2 and all(.[]; .words | test("\\*\\*"))' < out > /dev/null || fail "search: $(cat out)"
expect 0 "$DEPECHE" search 'retak*' --place "Abu Kamal" --csv
expect 1 "$DEPECHE" search zzzz
expect 2 "$DEPECHE" search '(army'
expect 2 "$DEPECHE" search
# A conservative row is one event, and no event has two.
expect 0 "$DEPECHE" export --as plover --policy conservative -o events.jsonl
python3 - << 'END' || fail "rows and events differ"
import json, os, sqlite3
ids = [json.loads(line)["event_id"] if "event_id" in json.loads(line) else json.loads(line)["id"] for line in open("events.jsonl")]
db = sqlite3.connect(os.environ["DEPECHE_LEDGER"])
events = [db.execute("SELECT coalesce(m.event, c.id) FROM claims c LEFT JOIN event_claims m USING (dispatch_key, claim_no) WHERE c.id = ?", (i,)).fetchone()[0] for i in ids]
assert len(ids) > 10 and len(set(events)) == len(events), (len(ids), len(set(events)))
assert db.execute("SELECT count(*) FROM (SELECT event FROM event_claims GROUP BY event HAVING count(*) > 1)").fetchone()[0] > 3
END
finish
