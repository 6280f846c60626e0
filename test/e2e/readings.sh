#!/bin/bash
# Dispatches that a careful reader coded before the program ran on them: the points reached may rise, never fall.
set -eu
cd "$DEPECHE_SOURCE/test/readings"
[ -f "$DEPECHE_PACK" ] || { echo "skipped: no pack at \$DEPECHE_PACK"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# reading, points at least
while read -r name least; do
    python3 score.py "$name.json" --input > "$work/in.jsonl"
    "$DEPECHE" annotate "$work/in.jsonl" > "$work/out.jsonl"
    python3 score.py "$name.json" "$work/out.jsonl" --least "$least" > "$work/points" || { cat "$work/points"; exit 1; }
    tail -n 1 "$work/points"
done < least.txt
