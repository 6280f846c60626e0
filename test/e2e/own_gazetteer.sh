#!/bin/bash
# A gazetteer of the user's own: a GeoNames dump in place of the towns that come along.
. "$(dirname "$0")/lib.sh"
builder=${DEPECHE}-pack
[ -x "$builder" ] || { echo "skipped: no depeche-pack beside $DEPECHE"; exit 77; }

row() { printf '%s\t%s\t%s\t\t%s\t%s\tP\tPPL\tSY\t\t04\t\t\t\t900\t\t180\tAsia/Damascus\t2016-01-01\n' "$1" "$2" "$2" "$3" "$4"; }
{ row 9000001 "Qardun" 34.45 40.91; row 9000002 "Tell Zibar" 34.50 40.95; } > sy.txt
mkdir data
expect 0 "$builder" --root "$DEPECHE_SOURCE" --data data --geonames sy.txt --output own.pack
err_has "fail with the places of sy.txt"
[ -s own.pack ] || fail "the pack was not written"
echo '{"id":"a","lang":"en","text":"Shells fell in Qardun and Tell Zibar, in Syria."}' > one.jsonl
expect 0 "$DEPECHE" annotate --pack own.pack one.jsonl
[ "$(jq -c '[.places[] | select(.country == "SY") | .id]' < out)" = '[9000001,9000002,163843]' ] || fail "places: $(jq -c '[.places[].id]' < out)"

printf '1\tOdd row\n' > broken.txt
"$builder" --root "$DEPECHE_SOURCE" --data data --geonames broken.txt --output broken.pack > out 2> err && fail "a broken dump was taken"
err_has "broken.txt"
[ -e broken.pack ] && fail "a broken dump left a pack"
finish
